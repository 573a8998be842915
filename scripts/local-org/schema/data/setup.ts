/** Users, rights, jobs and other setup objects. The notation is explained in `parse.ts`. */
export const SETUP = `
User 005 cruqst setup [User|Users]
  Username Text(80) ! u
  LastName Text(80) !
  FirstName Text(40)
  MiddleName Text(40)
  Suffix Text(40)
  Name Text(203) ro name parts(FirstName,LastName) "Full Name"
  CompanyName Text(80)
  Division Text(80)
  Department Text(80)
  Title Text(80)
  @addressplain
  Email Email !
  EmailPreferencesAutoBcc Bool "AutoBcc"
  SenderEmail Email
  SenderName Text(80)
  Signature Text(1333)
  Phone Phone
  Fax Phone
  MobilePhone Phone "Mobile"
  Alias Text(8) !
  CommunityNickname Text(40) "Nickname"
  BadgeText Text(80) ro
  IsActive Bool =true "Active"
  TimeZoneSidKey Pick ! "Time Zone"
  UserRoleId Ref(UserRole):UserRole>Users "Role ID"
  LocaleSidKey Text(40) ! "Locale"
  ReceivesInfoEmails Bool
  ReceivesAdminInfoEmails Bool
  EmailEncodingKey Pick:EmailEncoding ! "Email Encoding"
  ProfileId Ref(Profile):Profile>Users !
  UserType Pick ro
  UserSubtype Text(40) ro
  LanguageLocaleKey Pick:Language ! "Language"
  EmployeeNumber Text(20)
  DelegatedApproverId Ref(Group,User):DelegatedApprover
  ManagerId Ref(User):Manager>ManagedUsers
  LastLoginDate Datetime ro
  LastPasswordChangeDate Datetime ro
  UserPermissionsMarketingUser Bool "Marketing User"
  UserPermissionsOfflineUser Bool "Offline User"
  UserPermissionsInteractionUser Bool "Flow User"
  UserPermissionsKnowledgeUser Bool "Knowledge User"
  UserPermissionsSupportUser Bool "Service Cloud User"
  UserPermissionsSFContentUser Bool "Salesforce CRM Content User"
  UserPreferencesShowTitleToExternalUsers Bool
  ForecastEnabled Bool "Allow Forecasting"
  ContactId Ref(Contact):Contact>Users
  AccountId Ref(Account):Account>Users ro
  CallCenterId Id
  Extension Text(40)
  FederationIdentifier Text(512)
  AboutMe Text(1000)
  FullPhotoUrl Url ro
  SmallPhotoUrl Url ro
  MediumPhotoUrl Url ro
  IsProfilePhotoActive Bool ro
  IsExtIndicatorVisible Bool ro
  DefaultGroupNotificationFrequency Text(40)
  DigestFrequency Text(40)
  IsPortalEnabled Bool ro
  NumberOfFailedLogins Int ro
  IndividualId Ref(Individual):Individual>Users
  @viewed

UserRole 00E crudqt setup [Role|Role]
  Name Text(80) ! name
  ParentRoleId Ref(UserRole):ParentRole
  RollupDescription Text(80)
  OpportunityAccessForAccountOwner Text(40)
  CaseAccessForAccountOwner Text(40)
  ContactAccessForAccountOwner Text(40)
  ForecastUserId Ref(User):ForecastUser
  MayForecastManagerShare Bool ro
  PortalAccountId Ref(Account):PortalAccount ro
  PortalType Text(40) ro =None
  DeveloperName Text(80)

Profile 00e rqt setup [Profile|Profile]
  Name Text(255) ! name
  PermissionsApiEnabled Bool
  PermissionsModifyAllData Bool
  PermissionsViewAllData Bool
  PermissionsViewSetup Bool
  PermissionsCustomizeApplication Bool
  PermissionsManageUsers Bool
  PermissionsAuthorApex Bool
  UserLicenseId Ref(UserLicense):UserLicense
  UserType Pick ro
  Description Text(255)
  @viewed

UserLicense 100 rq setup [User License|User Licenses]
  Name Text(40) name
  LicenseDefinitionKey Text(40)
  MasterLabel Text(40)
  TotalLicenses Int
  UsedLicenses Int
  Status Text(40)

PermissionSetLicense 0PL rq setup [Permission Set License|Permission Set Licenses]
  DeveloperName Text(80) name
  Language Text(40)
  MasterLabel Text(255)
  PermissionSetLicenseKey Text(255)
  TotalLicenses Int
  UsedLicenses Int
  Status Text(40)
  ExpirationDate Date
  MaximumPermissionsApiEnabled Bool

PermissionSetLicenseAssign 2LA crudq setup [Permission Set License Assignment|Permission Set License Assignments]
  PermissionSetLicenseId Ref(PermissionSetLicense):PermissionSetLicense>PermissionSetLicenseAssignments ! noup
  AssigneeId Ref(User):Assignee>PermissionSetLicenseAssignments ! noup

PermissionSet 0PS crudqt setup [Permission Set|Permission Sets]
  Name Text(80) ! name
  Label Text(80) !
  LicenseId Ref(PermissionSetLicense,UserLicense):License
  ProfileId Ref(Profile):Profile ro
  PermissionSetGroupId Ref(PermissionSetGroup):PermissionSetGroup ro
  IsOwnedByProfile Bool ro
  IsCustom Bool ro
  Type Text(40) ro
  Description Text(255)
  HasActivationRequired Bool
  NamespacePrefix Text(15) ro
  PermissionsApiEnabled Bool
  PermissionsModifyAllData Bool
  PermissionsViewAllData Bool
  PermissionsViewSetup Bool
  PermissionsCustomizeApplication Bool
  PermissionsManageUsers Bool
  PermissionsAuthorApex Bool

PermissionSetAssignment 0Pa crudq setup [Permission Set Assignment|Permission Set Assignments]
  PermissionSetId Ref(PermissionSet):PermissionSet>Assignments:cascade noup
  PermissionSetGroupId Ref(PermissionSetGroup):PermissionSetGroup>Assignments:cascade noup
  AssigneeId Ref(User):Assignee>PermissionSetAssignments:cascade ! noup
  ExpirationDate Datetime
  IsActive Bool ro is(ISBLANK(ExpirationDate)||ExpirationDate>NOW())
  IsRevoked Bool ro

PermissionSetGroup 0PG crudq setup [Permission Set Group|Permission Set Groups]
  DeveloperName Text(80) !
  Language Pick:Language
  MasterLabel Text(80) ! name
  NamespacePrefix Text(15) ro
  Description Text(255)
  Status Text(40) ro
  HasActivationRequired Bool

PermissionSetGroupComponent 0PM crdq setup [Permission Set Group Component|Permission Set Group Components]
  PermissionSetGroupId Ref(PermissionSetGroup):PermissionSetGroup>PermissionSetGroupComponents:cascade ! noup
  PermissionSetId Ref(PermissionSet):PermissionSet>PermissionSetGroupComponents:cascade ! noup

PermissionSetTabSetting 01P crudq setup [Permission Set Tab Setting|Permission Set Tab Settings]
  ParentId Ref(PermissionSet):Parent:cascade ! noup
  Visibility Text(40) !
  Name Text(255) !

ObjectPermissions 110 crudq setup [Object Permissions|Object Permissions]
  ParentId Ref(PermissionSet):Parent>ObjectPerms:cascade ! noup
  SobjectType Text(255) ! noup
  PermissionsCreate Bool
  PermissionsRead Bool
  PermissionsEdit Bool
  PermissionsDelete Bool
  PermissionsViewAllRecords Bool
  PermissionsModifyAllRecords Bool
  PermissionsViewAllFields Bool

FieldPermissions 01k crudq setup [Field Permissions|Field Permissions]
  ParentId Ref(PermissionSet):Parent>FieldPerms:cascade ! noup
  SobjectType Text(255) ! noup
  Field Text(255) ! noup
  PermissionsEdit Bool
  PermissionsRead Bool

SetupEntityAccess 0J0 crdq setup [Setup Entity Access|Setup Entity Access]
  ParentId Ref(PermissionSet):Parent>SetupEntityAccessItems:cascade ! noup
  SetupEntityId Id ! noup
  SetupEntityType Text(40) ro
  KeyPrefix Text(3) ro

CustomPermission 0CP rq setup [Custom Permission|Custom Permissions]
  DeveloperName Text(80)
  Language Pick:Language
  MasterLabel Text(80) name
  NamespacePrefix Text(15)
  Description Text(255)
  IsLicensed Bool
  IsProtected Bool

Group 00G crudqt setup owner0 [Group|Group]
  Name Text(40) ! name
  DeveloperName Text(80)
  RelatedId Ref(User,UserRole):Related ro
  Type Pick ! noup =Regular
  Email Email
  OwnerId Ref(Organization,User):Owner ro
  DoesSendEmailToMembers Bool
  DoesIncludeBosses Bool =true
  Description TextArea(255)
  QueueRoutingConfigId Id

GroupMember 011 crdq setup [Group Member|Group Members]
  GroupId Ref(Group):Group>GroupMembers:cascade ! noup
  UserOrGroupId Ref(Group,User):UserOrGroup ! noup

QueueSobject 03g crudq setup [Queue Sobject|Queue Sobjects]
  QueueId Ref(Group):Queue>QueueSobjects:cascade ! noup
  SobjectType Text(255) ! noup

Organization 00D ruq setup [Organization|Organizations]
  Name Text(80) ! name
  Division Text(80)
  @addressplain
  Phone Phone
  Fax Phone
  PrimaryContact Text(80)
  DefaultLocaleSidKey Text(40)
  TimeZoneSidKey Pick
  LanguageLocaleKey Pick:Language
  OrganizationType Text(40) ro
  NamespacePrefix Text(15) ro
  InstanceName Text(5) ro
  IsSandbox Bool ro
  IsReadOnly Bool ro
  TrialExpirationDate Datetime ro
  FiscalYearStartMonth Int
  UsesStartDateAsFiscalYearName Bool
  DefaultAccountAccess Text(40) ro
  DefaultContactAccess Text(40) ro
  DefaultLeadAccess Text(40) ro
  DefaultOpportunityAccess Text(40) ro
  DefaultCaseAccess Text(40) ro
  DefaultCampaignAccess Text(40) ro
  DefaultPricebookAccess Text(40) ro

FiscalYearSettings 022 rq setup [Fiscal Year Settings|Fiscal Year Settings]
  PeriodId Ref(Period):Period
  StartDate Date
  EndDate Date
  Name Text(80) ! name
  IsStandardYear Bool
  YearType Text(40)
  QuarterLabelScheme Text(40)
  PeriodLabelScheme Text(40)
  WeekLabelScheme Text(40)
  QuarterPrefix Text(40)
  PeriodPrefix Text(40)
  WeekStartDay Int
  Description Text(255)

Period 026 rq setup [Period|Periods]
  FiscalYearSettingsId Ref(FiscalYearSettings):FiscalYearSettings>Periods
  Type Text(40)
  StartDate Date !
  EndDate Date !
  IsForecastPeriod Bool
  QuarterLabel Text(255)
  PeriodLabel Text(255)
  Number Int
  FullyQualifiedLabel Text(80)

BusinessHours 01m rqs setup [Business Hours|Business Hours]
  Name Text(80) name
  IsActive Bool
  IsDefault Bool
  SundayStartTime Time
  SundayEndTime Time
  MondayStartTime Time
  MondayEndTime Time
  TuesdayStartTime Time
  TuesdayEndTime Time
  WednesdayStartTime Time
  WednesdayEndTime Time
  ThursdayStartTime Time
  ThursdayEndTime Time
  FridayStartTime Time
  FridayEndTime Time
  SaturdayStartTime Time
  SaturdayEndTime Time
  TimeZoneSidKey Pick
  @viewed

Holiday 0C0 crudq setup [Holiday|Holidays]
  Name Text(80) ! name
  Description Text(1000)
  IsAllDay Bool
  ActivityDate Date
  StartTimeInMinutes Int
  EndTimeInMinutes Int
  IsRecurrence Bool
  RecurrenceStartDate Date
  RecurrenceEndDateOnly Date
  RecurrenceType Text(40)
  RecurrenceInterval Int
  RecurrenceDayOfWeekMask Int
  RecurrenceDayOfMonth Int
  RecurrenceInstance Text(40)
  RecurrenceMonthOfYear Text(40)

RecordType 012 rq setup [Record Type|Record Types]
  Name Text(80) ! name
  DeveloperName Text(80) !
  NamespacePrefix Text(15)
  Description Text(255)
  BusinessProcessId Id
  SobjectType Text(40)
  IsActive Bool

LeadStatus 01L rq setup virtual [Lead Status Value|Lead Status Values]
  MasterLabel Text(255) name
  ApiName Text(255)
  SortOrder Int
  IsDefault Bool
  IsConverted Bool

TaskStatus 01S rq setup virtual [Task Status Value|Task Status Values]
  MasterLabel Text(255) name
  ApiName Text(255)
  SortOrder Int
  IsDefault Bool
  IsClosed Bool

TaskPriority 01R rq setup virtual [Task Priority Value|Task Priority Values]
  MasterLabel Text(255) name
  ApiName Text(255)
  SortOrder Int
  IsDefault Bool
  IsHighPriority Bool

CaseStatus 01C rq setup virtual [Case Status Value|Case Status Values]
  MasterLabel Text(255) name
  ApiName Text(255)
  SortOrder Int
  IsDefault Bool
  IsClosed Bool

OpportunityStage 01J rq setup virtual [Opportunity Stage|Opportunity Stages]
  MasterLabel Text(255) name
  ApiName Text(255)
  IsActive Bool
  SortOrder Int
  IsClosed Bool
  IsWon Bool
  ForecastCategory Text(40)
  ForecastCategoryName Text(40)
  DefaultProbability Pct(3,0)
  Description Text(255)

ApexClass 01p rq setup [Apex Class|Apex Classes]
  NamespacePrefix Text(15)
  Name Text(255) name
  ApiVersion Double(18,1)
  Status Pick
  IsValid Bool
  BodyCrc Double(18,0)
  Body Long(1000000)
  LengthWithoutComments Int

ApexTrigger 01q rq setup [Apex Trigger|Apex Triggers]
  NamespacePrefix Text(15)
  Name Text(255) name
  TableEnumOrId Text(40)
  UsageBeforeInsert Bool
  UsageAfterInsert Bool
  UsageBeforeUpdate Bool
  UsageAfterUpdate Bool
  UsageBeforeDelete Bool
  UsageAfterDelete Bool
  UsageIsBulk Bool
  UsageAfterUndelete Bool
  ApiVersion Double(18,1)
  Status Pick
  IsValid Bool
  Body Long(1000000)
  LengthWithoutComments Int

AsyncApexJob 707 rq setup [Apex Job|Apex Jobs]
  JobType Pick
  ApexClassId Ref(ApexClass):ApexClass>AsyncApexJobs
  Status Pick
  JobItemsProcessed Int
  TotalJobItems Int
  NumberOfErrors Int
  CompletedDate Datetime
  MethodName Text(255)
  ExtendedStatus Text(255)
  ParentJobId Id
  LastProcessed Text(15)
  LastProcessedOffset Int
  CronTriggerId Ref(CronTrigger):CronTrigger

CronTrigger 08e rq setup [Scheduled Jobs|Scheduled Jobs]
  CronJobDetailId Ref(CronJobDetail):CronJobDetail
  NextFireTime Datetime
  PreviousFireTime Datetime
  State Text(16)
  StartTime Datetime
  EndTime Datetime
  CronExpression Text(255)
  TimeZoneSidKey Text(40)
  OwnerId Ref(User):Owner
  TimesTriggered Int

CronJobDetail 08a rq setup [Cron Job|Cron Jobs]
  Name Text(255) name
  JobType Text(40)

CustomNotificationType 0ML rq setup [Custom Notification Type|Custom Notification Types]
  DeveloperName Text(80)
  Language Pick:Language
  MasterLabel Text(80) name
  NamespacePrefix Text(15)
  CustomNotifTypeName Text(80)
  Description Text(255)
  Desktop Bool
  Mobile Bool

EntityDefinition 4ie rq setup virtual [Entity Definition|Entity Definitions]
  DurableId Text(255)
  QualifiedApiName Text(255) name
  NamespacePrefix Text(15)
  DeveloperName Text(255)
  MasterLabel Text(255)
  Label Text(255)
  PluralLabel Text(255)
  KeyPrefix Text(3)
  InternalSharingModel Text(40)
  ExternalSharingModel Text(40)
  IsCustomizable Bool
  IsCustomSetting Bool
  IsApexTriggerable Bool
  IsQueryable Bool
  IsSearchable Bool
  IsTriggerable Bool
  IsWorkflowEnabled Bool
  IsEverCreatable Bool
  IsEverUpdatable Bool
  IsEverDeletable Bool

FieldDefinition 4fd rq setup virtual [Field Definition|Field Definitions]
  DurableId Text(255)
  EntityDefinitionId Ref(EntityDefinition):EntityDefinition>Fields
  QualifiedApiName Text(255) name
  DeveloperName Text(255)
  NamespacePrefix Text(15)
  MasterLabel Text(255)
  Label Text(255)
  DataType Text(255)
  Length Int
  Precision Int
  Scale Int
  IsCalculated Bool
  IsIndexed Bool
  IsNillable Bool
  IsNameField Bool
  IsCompound Bool
  Description Text(1000)
  RelationshipName Text(255)

EntityParticle 0Nv rq setup virtual [Entity Particle|Entity Particles]
  DurableId Text(255)
  EntityDefinitionId Ref(EntityDefinition):EntityDefinition>Fields
  QualifiedApiName Text(255) name
  DeveloperName Text(255)
  NamespacePrefix Text(15)
  MasterLabel Text(255)
  Label Text(255)
  DataType Text(255)
  Length Int
  Precision Int
  Scale Int
  IsCalculated Bool
  IsIndexed Bool
  IsNillable Bool
  IsNameField Bool
  IsCompound Bool
  Description Text(1000)
  RelationshipName Text(255)

RecentlyViewed 0RV rq virtual [Recently Viewed|Recently Viewed]
  Name Text(255) name
  LastName Text(80)
  FirstName Text(40)
  Type Text(40)
  Alias Text(8)
  UserRoleId Ref(UserRole):UserRole
  RecordTypeId Ref(RecordType):RecordType
  IsActive Bool
  ProfileId Ref(Profile):Profile
  Title Text(80)
  Email Email
  Phone Phone
  NameOrAlias Text(255)
  NetworkId Ref(Network):Network
  Language Text(40)
  @viewed

UserRecordAccess 0RA rq virtual [User Record Access|User Record Access]
  UserId Id
  RecordId Id
  HasReadAccess Bool
  HasEditAccess Bool
  HasDeleteAccess Bool
  HasTransferAccess Bool
  HasAllAccess Bool
  MaxAccessLevel Text(40)

StaticResource 081 rq setup [Static Resource|Static Resources]
  NamespacePrefix Text(15)
  Name Text(255) name
  ContentType Text(120)
  BodyLength Int
  Body Blob
  Description TextArea(255)
  CacheControl Text(40)

EmailTemplate 00X crudq setup [Email Template|Email Templates]
  Name Text(80) ! name
  DeveloperName Text(80) !
  NamespacePrefix Text(15) ro
  OwnerId Ref(User):Owner
  FolderId Ref(Folder,Organization,User):Folder
  BrandTemplateId Id
  TemplateStyle Text(40)
  IsActive Bool
  TemplateType Text(40) !
  Encoding Text(40)
  Description Text(600)
  Subject Text(230)
  HtmlValue Long(384000)
  Body Long(384000)
  TimesUsed Int ro
  LastUsedDate Datetime ro
  ApiVersion Double(18,1)
  RelatedEntityType Text(255)
  UiType Text(40)

OrgWideEmailAddress 0D2 rq setup [Organization-wide From Email Address|Organization-wide From Email Addresses]
  Address Email
  DisplayName Text(255)
  IsAllowAllProfiles Bool
  Purpose Text(40)
  IsVerified Bool

Folder 00l crudq setup [Folder|Folders]
  Name Text(80) ! name
  DeveloperName Text(80)
  NamespacePrefix Text(15) ro
  AccessType Text(40)
  IsReadonly Bool
  Type Text(40) ! noup
  ParentId Id

FlowInterview 0Fo rdq [Flow Interview|Flow Interviews]
  Name Text(255) name
  CurrentElement Text(100)
  InterviewLabel Text(1000)
  PauseLabel Text(1000)
  Guid Text(100)
  OwnerId Ref(Group,User):Owner
  InterviewStatus Text(40)
  WasPausedFromScreen Bool
  FlowVersionViewId Id

LoginHistory 0Ya rq setup [Login History|Login History]
  UserId Ref(User):User
  LoginTime Datetime
  LoginType Text(40)
  SourceIp Text(39)
  Status Text(128)
  Browser Text(64)
  Platform Text(64)

LoginGeo 04F rq setup [Login Geo Data|Login Geo Data]
  LoginTime Datetime
  City Text(255)
  Country Text(255)

UserLogin 02w ruq setup [User Login|User Logins]
  UserId Ref(User):User
  IsFrozen Bool
  IsPasswordLocked Bool

NamedCredential 0XA rq setup [Named Credential|Named Credentials]
  DeveloperName Text(80)
  MasterLabel Text(80) name
  NamespacePrefix Text(15)
  Endpoint Text(255)

PackageLicense 050 rq setup [Package License|Package Licenses]
  NamespacePrefix Text(15) name
  Status Text(40)
  AllowedLicenses Int
  UsedLicenses Int
  ExpirationDate Datetime

ProcessInstance 04g rq [Process Instance|Process Instances]
  TargetObjectId Ref(*):TargetObject>ProcessInstances
  Status Text(40)
  ProcessDefinitionId Ref(ProcessDefinition):ProcessDefinition
  CompletedDate Datetime

AggregateResult 0AR - virtual [Aggregate Result|Aggregate Results]
  Name Text(80)

Name 0NM r virtual [Name|Names]
  Name Text(121) name
  FirstName Text(40)
  LastName Text(80)
  Type Text(40)
  Email Email
  Phone Phone
  Title Text(128)
  Alias Text(8)
  Username Text(80)
  IsActive Bool
  UserRoleId Ref(UserRole):UserRole
  ProfileId Ref(Profile):Profile
`;
