/** Sales and service objects. The notation is explained in `parse.ts`. */
export const CRM = `
Account 001 crudnqst userowner history share=Account [Account|Accounts]
  Name Text(255) ! name "Account Name"
  MasterRecordId Ref(Account):MasterRecord ro
  Type Pick:AccountType "Account Type"
  ParentId Ref(Account):Parent>ChildAccounts "Parent Account ID"
  @address Billing
  @address Shipping
  Phone Phone "Account Phone"
  Fax Phone "Account Fax"
  AccountNumber Text(40)
  Website Url
  PhotoUrl Url ro
  Sic Text(20) "SIC Code"
  Industry Pick:Industry
  AnnualRevenue Cur(18,0)
  NumberOfEmployees Int "Employees"
  Ownership Pick:AccountOwnership
  TickerSymbol Text(20)
  Description Long(32000) "Account Description"
  Rating Pick:AccountRating "Account Rating"
  Site Text(80) "Account Site"
  @viewed
  LastActivityDate Date ro
  Jigsaw Text(20) "Data.com Key"
  JigsawCompanyId Text(20) ro
  CleanStatus Text(40)
  AccountSource Pick:LeadSource
  DunsNumber Text(9) "D-U-N-S Number"
  Tradestyle Text(255)
  NaicsCode Text(8) "NAICS Code"
  NaicsDesc Text(120) "NAICS Description"
  YearStarted Text(4)
  SicDesc Text(80) "SIC Description"

Contact 003 crudnqst userowner history share=Contact parent [Contact|Contacts]
  MasterRecordId Ref(Contact):MasterRecord ro
  AccountId Ref(Account):Account>Contacts
  @person 121
  OtherStreet TextArea(255)
  OtherCity Text(40)
  OtherState Text(80) "Other State/Province"
  OtherPostalCode Text(20) "Other Zip/Postal Code"
  OtherCountry Text(80)
  @address Mailing
  Phone Phone "Business Phone"
  Fax Phone "Business Fax"
  MobilePhone Phone
  HomePhone Phone
  OtherPhone Phone
  AssistantPhone Phone "Asst. Phone"
  ReportsToId Ref(Contact):ReportsTo>Contacts
  Email Email
  Title Text(128)
  Department Text(80)
  AssistantName Text(40) "Assistant's Name"
  LeadSource Pick:LeadSource
  Birthdate Date
  Description Long(32000) "Contact Description"
  HasOptedOutOfEmail Bool "Email Opt Out"
  HasOptedOutOfFax Bool "Fax Opt Out"
  DoNotCall Bool
  LastActivityDate Date ro
  LastCURequestDate Datetime ro
  LastCUUpdateDate Datetime ro
  @viewed
  EmailBouncedReason Text(255)
  EmailBouncedDate Datetime
  IsEmailBounced Bool ro
  PhotoUrl Url ro
  Jigsaw Text(20)
  JigsawContactId Text(20) ro
  CleanStatus Text(40)
  IndividualId Ref(Individual):Individual>Contacts

Lead 00Q crudnqst owner history share=Lead [Lead|Leads]
  MasterRecordId Ref(Lead):MasterRecord ro
  @person 121
  Title Text(128)
  Company Text(255) !
  @addressplain
  Phone Phone
  MobilePhone Phone
  Fax Phone
  Email Email
  Website Url
  PhotoUrl Url ro
  Description Long(32000)
  LeadSource Pick:LeadSource
  Status Pick:LeadStatus ! "Lead Status"
  Industry Pick:Industry
  Rating Pick:AccountRating
  AnnualRevenue Cur(18,0)
  NumberOfEmployees Int "Employees"
  HasOptedOutOfEmail Bool "Email Opt Out"
  HasOptedOutOfFax Bool "Fax Opt Out"
  DoNotCall Bool
  IsConverted Bool noup "Converted"
  ConvertedDate Date noup
  ConvertedAccountId Ref(Account):ConvertedAccount noup
  ConvertedContactId Ref(Contact):ConvertedContact noup
  ConvertedOpportunityId Ref(Opportunity):ConvertedOpportunity noup
  IsUnreadByOwner Bool =true "Unread By Owner"
  LastActivityDate Date ro
  LastTransferDate Date ro
  FirstCallDateTime Datetime ro
  FirstEmailDateTime Datetime ro
  @viewed
  Jigsaw Text(20) "Data.com Key"
  JigsawContactId Text(20) ro
  CleanStatus Text(40)
  CompanyDunsNumber Text(9) "Company D-U-N-S Number"
  EmailBouncedReason Text(255)
  EmailBouncedDate Datetime
  IndividualId Ref(Individual):Individual>Leads

Opportunity 006 crudnqst userowner history share=Opportunity [Opportunity|Opportunities]
  AccountId Ref(Account):Account>Opportunities
  IsPrivate Bool "Private"
  Name Text(120) ! name "Name"
  Description Long(32000)
  StageName Pick:OpportunityStage ! "Stage"
  Amount Cur(18,2)
  Probability Pct(3,0) "Probability (%)"
  ExpectedRevenue Cur(18,2) ro "Expected Amount"
  TotalOpportunityQuantity Double(18,2) "Quantity"
  CloseDate Date !
  Type Pick:OpportunityType "Opportunity Type"
  NextStep Text(255)
  LeadSource Pick:LeadSource
  IsClosed Bool ro "Closed"
  IsWon Bool ro "Won"
  ForecastCategory Text(40) ro
  ForecastCategoryName Pick:ForecastCategoryName "Forecast Category"
  CampaignId Ref(Campaign):Campaign>Opportunities
  HasOpportunityLineItem Bool ro "Has Line Item"
  Pricebook2Id Ref(Pricebook2):Pricebook2>Opportunities "Price Book ID"
  ContactId Ref(Contact):Contact>Opportunities noup
  ContractId Ref(Contract):Contract>Opportunities "Contract ID"
  PushCount Int ro
  LastStageChangeDate Datetime ro
  FiscalQuarter Int ro
  FiscalYear Int ro
  Fiscal Text(6) ro
  LastActivityDate Date ro
  LastActivityInDays Int ro
  @viewed
  SyncedQuoteId Id
  HasOpenActivity Bool ro
  HasOverdueTask Bool ro

OpportunityLineItem 00k crudnqst parent [Opportunity Product|Opportunity Products]
  OpportunityId Ref(Opportunity):Opportunity>OpportunityLineItems:cascade ! noup
  SortOrder Int
  PricebookEntryId Ref(PricebookEntry):PricebookEntry>OpportunityLineItems noup
  Product2Id Ref(Product2):Product2>OpportunityLineItems noup
  ProductCode Text(255) ro
  Name Text(376) ro name "Opportunity Product Name"
  Quantity Double(12,2) !
  TotalPrice Cur(18,2)
  UnitPrice Cur(18,2) "Sales Price"
  ListPrice Cur(18,2) ro
  Discount Pct(6,2)
  ServiceDate Date "Date"
  Description Text(255) "Line Description"

OpportunityContactRole 00K crudqt parent [Opportunity Contact Role|Opportunity Contact Roles]
  OpportunityId Ref(Opportunity):Opportunity>OpportunityContactRoles:cascade ! noup
  ContactId Ref(Contact):Contact>OpportunityContactRoles !
  Role Pick:ContactRole
  IsPrimary Bool "Primary"

Pricebook2 01s crudnqst [Price Book|Price Books]
  Name Text(255) ! name "Price Book Name"
  IsActive Bool =true "Active"
  IsArchived Bool ro
  Description Text(255)
  IsStandard Bool ro "Is Standard Price Book"
  @viewed

PricebookEntry 01u crudqt [Price Book Entry|Price Book Entries]
  Name Text(255) ro name "Product Name"
  Pricebook2Id Ref(Pricebook2):Pricebook2>PricebookEntries:cascade ! noup "Price Book ID"
  Product2Id Ref(Product2):Product2>PricebookEntries:cascade ! noup
  UnitPrice Cur(18,2) ! "List Price"
  IsActive Bool "Active"
  UseStandardPrice Bool
  ProductCode Text(255) ro
  IsArchived Bool ro

Product2 01t crudnqst [Product|Products]
  Name Text(255) ! name "Product Name"
  ProductCode Text(255)
  Description TextArea(4000) "Product Description"
  IsActive Bool "Active"
  Family Pick:Product2Family "Product Family"
  ExternalDataSourceId Id
  ExternalId Text(255)
  DisplayUrl Url
  QuantityUnitOfMeasure Text(40)
  IsArchived Bool ro
  StockKeepingUnit Text(180) "Product SKU"
  @viewed

Case 500 crudnqst owner history share=Case [Case|Cases]
  CaseNumber Auto({00000000}) name
  ContactId Ref(Contact):Contact>Cases:restrict
  AccountId Ref(Account):Account>Cases:restrict
  AssetId Ref(Asset):Asset>Cases
  ParentId Ref(Case):Parent>Cases "Parent Case ID"
  SuppliedName Text(80) "Name"
  SuppliedEmail Email "Email Address"
  SuppliedPhone Text(40) "Phone"
  SuppliedCompany Text(80) "Company"
  Type Pick:CaseType "Case Type"
  Status Pick:CaseStatus
  Reason Pick:CaseReason "Case Reason"
  Origin Pick:CaseOrigin "Case Origin"
  Subject Text(255)
  Priority Pick:CasePriority
  Description Long(32000)
  IsClosed Bool ro "Closed"
  ClosedDate Datetime ro
  IsEscalated Bool "Escalated"
  BusinessHoursId Ref(BusinessHours):BusinessHours
  ContactPhone Phone ro
  ContactMobile Phone ro
  ContactEmail Email ro
  ContactFax Phone ro
  Comments Long(4000) "Internal Comments"
  @viewed

Task 00T crudnqst owner activity [Task|Tasks]
  WhoId Ref(Contact,Lead):Who>Tasks "Name ID"
  WhatId Ref(*):What>Tasks "Related To ID"
  Subject Combo:TaskSubject(255) name
  ActivityDate Date "Due Date Only"
  Status Pick:TaskStatus !
  Priority Pick:TaskPriority !
  IsHighPriority Bool ro "High Priority"
  Description Long(32000) "Description"
  IsClosed Bool ro "Closed"
  IsArchived Bool ro
  AccountId Ref(Account):Account ro
  CallDurationInSeconds Int "Call Duration"
  CallType Pick:CallType
  CallDisposition Text(255) "Call Result"
  CallObject Text(255) "Call Object Identifier"
  Type Pick:TaskType
  ReminderDateTime Datetime "Reminder Date/Time"
  IsReminderSet Bool "Reminder Set"
  RecurrenceActivityId Id
  IsRecurrence Bool "Create Recurring Series of Tasks"
  TaskSubtype Pick:TaskSubtype noup
  CompletedDateTime Datetime ro "Completed Date"
  WhoCount Int ro
  WhatCount Int ro

Event 00U crudnqst owner activity [Event|Events]
  WhoId Ref(Contact,Lead):Who>Events "Name ID"
  WhatId Ref(*):What>Events "Related To ID"
  Subject Combo:EventSubject(255) name
  Location Text(255)
  IsAllDayEvent Bool "All-Day Event"
  ActivityDateTime Datetime "Due Date Time"
  ActivityDate Date "Due Date Only"
  DurationInMinutes Int "Duration"
  StartDateTime Datetime "Start Date Time"
  EndDateTime Datetime "End Date Time"
  EndDate Date ro
  Description Long(32000)
  AccountId Ref(Account):Account ro
  IsPrivate Bool "Private"
  ShowAs Pick:EventShowAs "Show Time As"
  IsGroupEvent Bool ro
  GroupEventType Text(40) ro
  IsChild Bool ro
  IsArchived Bool ro
  Type Pick:TaskType
  RecurrenceActivityId Id
  IsRecurrence Bool "Create Recurring Series of Events"
  ReminderDateTime Datetime "Reminder Date/Time"
  IsReminderSet Bool "Reminder Set"
  EventSubtype Pick noup
  WhoCount Int ro
  WhatCount Int ro

Campaign 701 crudnqst userowner history share=Campaign [Campaign|Campaigns]
  Name Text(80) ! name "Name"
  ParentId Ref(Campaign):Parent>ChildCampaigns "Parent Campaign ID"
  Type Pick:CampaignType
  Status Pick:CampaignStatus
  StartDate Date
  EndDate Date
  ExpectedRevenue Cur(18,0)
  BudgetedCost Cur(18,0)
  ActualCost Cur(18,0)
  ExpectedResponse Pct(10,2) "Expected Response (%)"
  NumberSent Double(18,0) "Num Sent"
  IsActive Bool "Active"
  Description Long(32000)
  NumberOfLeads Int ro
  NumberOfConvertedLeads Int ro
  NumberOfContacts Int ro
  NumberOfResponses Int ro
  NumberOfOpportunities Int ro
  NumberOfWonOpportunities Int ro
  AmountAllOpportunities Cur(18,0) ro
  AmountWonOpportunities Cur(18,0) ro
  CampaignMemberRecordTypeId Ref(RecordType):CampaignMemberRecordType
  LastActivityDate Date ro
  @viewed

CampaignMember 00v crudqt parent [Campaign Member|Campaign Members]
  CampaignId Ref(Campaign):Campaign>CampaignMembers:cascade ! noup
  LeadId Ref(Lead):Lead>CampaignMembers:cascade
  ContactId Ref(Contact):Contact>CampaignMembers:cascade
  AccountId Ref(Account):Account ro
  Status Text(40)
  HasResponded Bool ro "Responded"
  FirstRespondedDate Date ro
  Name Text(255) ro
  FirstName Text(40) ro
  LastName Text(80) ro
  Title Text(128) ro
  Email Email ro
  Phone Phone ro
  MobilePhone Phone ro
  City Text(40) ro
  Country Text(80) ro
  Description Long(32000) ro
  DoNotCall Bool ro
  HasOptedOutOfEmail Bool ro
  LeadSource Text(255) ro
  CompanyOrAccount Text(255) ro
  Type Text(40) ro
  LeadOrContactId Id ro
  LeadOrContactOwnerId Ref(Group,User):LeadOrContactOwner ro

CampaignMemberStatus 01Y crudqt [Campaign Member Status|Campaign Member Statuses]
  CampaignId Ref(Campaign):Campaign>CampaignMemberStatuses:cascade ! noup
  Label Text(765) !
  SortOrder Int
  IsDefault Bool
  HasResponded Bool

EmailMessage 02s crudnqt [Email Message|Email Messages]
  ParentId Ref(Case):Parent>EmailMessages noup "Case ID"
  ActivityId Ref(Task):Activity noup
  TextBody Long(131072)
  HtmlBody Long(131072) "HTML Body"
  Headers Long(32000)
  Subject Text(3000) name
  Name Text(400) ro
  FromName Text(1000)
  FromAddress Email
  ValidatedFromAddress Text(320)
  ToAddress TextArea(4000)
  CcAddress TextArea(4000) "CC Address"
  BccAddress TextArea(4000) "BCC Address"
  Incoming Bool noup "Is Incoming"
  HasAttachment Bool ro
  Status Pick
  MessageDate Datetime
  ReplyToEmailMessageId Ref(EmailMessage):ReplyToEmailMessage>ReplyToEmailMessage
  IsExternallyVisible Bool
  MessageIdentifier Text(765)
  ThreadIdentifier Text(765)
  ClientThreadIdentifier Text(765)
  IsClientManaged Bool noup
  RelatedToId Ref(*):RelatedTo>Emails
  IsTracked Bool
  IsOpened Bool ro "Opened?"
  FirstOpenedDate Datetime
  LastOpenedDate Datetime
  IsBounced Bool ro
  EmailTemplateId Ref(EmailTemplate):EmailTemplate
  ContentDocumentIds Any
  ToIds Any
  CcIds Any
  BccIds Any

EmailMessageRelation 0Xr crudqt [Email Message Relation|Email Message Relations]
  EmailMessageId Ref(EmailMessage):EmailMessage>EmailMessageRelations:cascade ! noup
  RelationId Ref(Contact,Lead,User):Relation>EmailMessageRelations noup
  RelationType Text(40) ! noup
  RelationAddress Text(320) noup
  RelationObjectType Text(255) ro

Note 002 crudq userowner parent [Note|Notes]
  ParentId Ref(*):Parent>Notes:cascade ! noup
  Title Text(80) ! name
  IsPrivate Bool "Private"
  Body Long(32000)

Attachment 00P crudqt owner parent [Attachment|Attachments]
  ParentId Ref(*):Parent>Attachments:cascade ! noup
  Name Text(255) ! name "File Name"
  IsPrivate Bool "Private"
  ContentType Text(120)
  BodyLength Int ro
  Body Blob !
  Description TextArea(500)

ContentVersion 068 cruqt userowner [Content Version|Content Versions]
  ContentDocumentId Ref(ContentDocument):ContentDocument>ContentVersions:cascade noup
  IsLatest Bool ro
  ContentUrl Url
  VersionNumber Text(20) ro
  Title Text(255) ! name
  Description TextArea(1000)
  ReasonForChange TextArea(1000)
  SharingOption Text(40)
  PathOnClient TextArea(500) noup
  FileType Text(20) ro
  PublishStatus Text(40) ro
  VersionData Blob noup
  ContentSize Int ro "Size"
  FileExtension Text(40) ro
  FirstPublishLocationId Ref(*):FirstPublishLocation noup
  Origin Text(40) noup
  ContentLocation Text(40) noup
  Checksum Text(50) ro
  IsMajorVersion Bool noup
  TagCsv Long(2000)

ContentDocument 069 rudnqt userowner [Content Document|Content Documents]
  ArchivedDate Date ro
  IsArchived Bool
  Title Text(255) ! name
  PublishStatus Text(40) ro
  LatestPublishedVersionId Ref(ContentVersion):LatestPublishedVersion ro
  ParentId Id
  Description Long(1000)
  ContentSize Int ro
  FileType Text(20) ro
  FileExtension Text(40) ro
  ContentModifiedDate Datetime ro
  SharingOption Text(40)

ContentDocumentLink 06A crudqt [Content Document Link|Content Document Links]
  LinkedEntityId Ref(*):LinkedEntity>ContentDocumentLinks:cascade ! noup
  ContentDocumentId Ref(ContentDocument):ContentDocument>ContentDocumentLinks:cascade ! noup
  ShareType Pick
  Visibility Pick:FileVisibility

Individual 0PK crudnqst userowner [Individual|Individuals]
  @person 121
  HasOptedOutTracking Bool
  HasOptedOutProfiling Bool
  HasOptedOutProcessing Bool
  HasOptedOutSolicit Bool
  ShouldForget Bool
  SendIndividualData Bool
  BirthDate Date
`;
