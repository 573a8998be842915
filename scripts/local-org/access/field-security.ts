import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';

/**
 * Standard fields that have field-level security, as profiles of public projects list them; an address stands for its
 * parts. Others of these objects are always visible to whoever reads the record: Case.Status, Opportunity.StageName
 * (github.com/octoberswimmer/aer-dist/issues/215).
 */
const SECURED: Readonly<Record<string, string>> = {
  Account: `
    AccountNumber AccountSource AnnualRevenue BillingAddress CleanStatus DandbCompanyId Description
    DunsNumber Fax Industry IsExcludedFromRealign Jigsaw NaicsCode NaicsDesc NumberOfEmployees
    OperatingHoursId Ownership ParentId Phone Rating ShippingAddress Sic SicDesc Site TickerSymbol
    Tradestyle Type Website YearStarted`,
  AppointmentInvitation: `
    AppointmentTopicId AppointmentType BookingEndDate BookingStartDate InvitationUrl IsActive
    ServiceTerritoryId UrlExpiryDate`,
  AppointmentInvitee: `
    IsRequiredResource ParticipantServiceResourceId`,
  ApprovalSubmission: `
    Comments DoesSendApprovalEmail FlowOrchestrationInstanceId RelatedRecordId RelatedRecordObjectName
    Status SubmittedById`,
  ApprovalSubmissionDetail: `
    ActionChannelName ActionContext ActionName ActionPerformedById ActionPerformerRole ApprovalSubmissionId
    ApprovalWorkItemId Comments`,
  ApprovalWorkItem: `
    ApprovalConditionName ApprovalSubmissionId AssignedToId Comments FlowOrchestrationWorkItemId
    RelatedRecordId RelatedRecordObjectName ReviewedById ReviewedDate Status`,
  Asset: `
    AccountId AssetLevel AssetProvidedById AssetServicedById ConsequenceOfFailure ContactId CurrentAmount
    CurrentLifecycleEndDate CurrentMrr CurrentQuantity Description DigitalAssetStatus ExternalIdentifier
    HasLifecycleManagement InstallDate IsCompetitorProduct IsInternal LifecycleEndDate LifecycleStartDate
    LocationId ManufactureDate Price Product2Id ProductCode ProductDescription ProductFamily PurchaseDate
    Quantity SerialNumber Status StatusReason StockKeepingUnit TotalLifecycleAmount UsageEndDate Uuid`,
  AssetRelationship: `
    RelationshipType`,
  AssignedResource: `
    EventId IsRequiredResource Role`,
  AuthorizationForm: `
    DefaultAuthFormTextId EffectiveFromDate EffectiveToDate IsSignatureRequired RevisionNumber`,
  AuthorizationFormConsent: `
    DocumentVersionId Status`,
  AuthorizationFormText: `
    ContentDocumentId DetailAuthorizationFormText FullAuthorizationFormUrl Locale SummaryAuthFormText`,
  BusinessBrand: `
    OrgId ParentId`,
  Campaign: `
    ActualCost AmountAllOpportunities AmountWonOpportunities BudgetedCost CampaignImageId Description
    EndDate ExpectedResponse ExpectedRevenue HierarchyActualCost HierarchyAmountAllOpportunities
    HierarchyAmountWonOpportunities HierarchyBudgetedCost HierarchyExpectedRevenue HierarchyNumberOfContacts
    HierarchyNumberOfConvertedLeads HierarchyNumberOfLeads HierarchyNumberOfOpportunities
    HierarchyNumberOfResponses HierarchyNumberOfWonOpportunities HierarchyNumberSent IsActive
    NumberOfContacts NumberOfConvertedLeads NumberOfLeads NumberOfOpportunities NumberOfResponses
    NumberOfWonOpportunities NumberSent ParentId StartDate Status Type`,
  Case: `
    AccountId AssetId AssetWarrantyId BusinessHoursId ClosedDate ClosedOnCreate ContactId Description
    EntitlementId FeedItemId IsClosedOnCreate IsEscalated IsSelfServiceClosed IsStopped IsVisibleInCss
    IsVisibleInSelfService Language MilestoneStatus MilestoneStatusIcon Origin ParentId Priority ProductId
    QuestionId Reason ServiceContractId SlaExitDate SlaStartDate SourceId StopStartDate Subject
    SuppliedCompany SuppliedEmail SuppliedName SuppliedPhone Type`,
  ChangeRequest: `
    BusinessJustification BusinessReason Category ChangeType Description EstimatedEndTime EstimatedStartTime
    FinalReviewDateTime FinalReviewNotes RelatedIssueAutonumberMaster RelatedItemAutonumberMaster
    RemediationPlan ReviewerId RiskImpactAnalysis`,
  ChangeRequestRelatedItem: `
    Comment`,
  CommSubscription: `
    CommunicationSubscriptionCode DataUsePurposeId IsDefault`,
  CommSubscriptionConsent: `
    EffectiveToDate`,
  CommSubscriptionTiming: `
    Offset PreferredTimeEnd PreferredTimeStart PreferredTimeZone`,
  ConsumptionRate: `
    Description UpperBound`,
  ConsumptionSchedule: `
    Description IsActive MatchingAttribute UnitOfMeasure`,
  Contact: `
    AccountId AssistantName AssistantPhone Birthdate BuyerAttributes CanAllowPortalSelfReg CleanStatus
    Department DepartmentGroup Description DoNotCall Email Fax Gender GenderIdentity HasOptedOutOfEmail
    HasOptedOutOfFax HomePhone Jigsaw LeadSource MailingAddress MobilePhone OtherAddress OtherPhone Phone
    Pronouns ReportsToId Title TitleType`,
  ContactPointAddress: `
    ActiveFromDate ActiveToDate Address AddressType BestTimeToContactEndTime BestTimeToContactStartTime
    BestTimeToContactTimezone ContactPointPhoneId IsDefault IsPrimary IsThirdPartyAddress ParentId
    PreferenceRank UsageType`,
  ContactPointConsent: `
    ContactPointTypeConsentId DataUsePurposeId DoubleConsentCaptureDate EffectiveFrom EffectiveTo
    EngagementChannelTypeId`,
  ContactPointEmail: `
    ActiveFromDate ActiveToDate BestTimeToContactEndTime BestTimeToContactStartTime
    BestTimeToContactTimezone EmailDomain EmailLatestBounceDateTime EmailLatestBounceReasonText EmailMailBox
    IsPrimary ParentId PreferenceRank UsageType`,
  ContactPointPhone: `
    ActiveFromDate AreaCode BestTimeToContactEndTime BestTimeToContactStartTime BestTimeToContactTimezone
    ExtensionNumber FormattedInternationalPhoneNumber FormattedNationalPhoneNumber IsBusinessPhone
    IsFaxCapable IsPersonalPhone IsPrimary IsSmsCapable ParentId PhoneType PreferenceRank UsageType`,
  ContactPointTypeConsent: `
    DataUsePurposeId DoubleConsentCaptureDate EffectiveFrom EffectiveTo EngagementChannelTypeId`,
  Contract: `
    ActivatedById ActivatedDate BillingAddress CompanySignedDate CompanySignedId ContractTerm
    CustomerSignedDate CustomerSignedId CustomerSignedTitle Description EndDate Name OwnerExpirationNotice
    Pricebook2Id ShippingAddress SpecialTerms StartDate`,
  ContractLineItem: `
    AssetId Description Discount EndDate ListPrice LocationId ParentContractLineItemId
    RootContractLineItemId StartDate Status StatusIndicator Subtotal TotalPrice`,
  CreditMemo: `
    CorpCrcyCnvTotAmtWithTax CorporateCurrencyCvsnDate CorporateCurrencyCvsnRate FuncCrcyCnvTotAmtWithTax
    FunctionalCurrencyCvsnDate FunctionalCurrencyCvsnRate`,
  CreditMemoLine: `
    CorpCurrencyCnvChargeAmt CorpCurrencyCnvTotalTaxAmt CorporateCurrencyCvsnDate CorporateCurrencyCvsnRate
    FuncCrcyCnvTotalTaxAmt FuncCurrencyCnvChargeAmt FunctionalCurrencyCvsnDate FunctionalCurrencyCvsnRate`,
  Customer: `
    CustomerStatusType TotalLifeTimeValue`,
  DataUseLegalBasis: `
    Description Source`,
  DataUsePurpose: `
    Description IsMaintainablePerContactPoint IsMaintainablePerParty IsMaintainablePerType LegalBasisId`,
  EngagementChannelType: `
    ContactPointType`,
  Entitlement: `
    AssetId BusinessHoursId CasesPerEntitlement ContractLineItemId EndDate IsPerIncident LocationId
    RemainingCases RemainingWorkOrders ServiceContractId SlaProcessId StartDate Status StatusIndicator
    SvcApptBookingWindowsId Type WorkOrdersPerEntitlement`,
  Event: `
    Description IsAllDayEvent IsVisibleInSelfService Location Type WhatId WhoId`,
  FulfillmentOrder: `
    FulfilledFromLocationId FulfilledToAddress FulfilledToEmailAddress FulfilledToPhone TotalProductAmount`,
  Idea: `
    Attachment Status`,
  Incident: `
    BusinessHoursId Category Description DetectedDateTime EndDateTime EntitlementId IsClosed IsMajorIncident
    IsStopped MilestoneStatus MilestoneTimer ParentIncidentId PriorityOverrideReason
    RelatedItemAutonumberMaster ReportedMethod ResolutionDateTime ResolutionSummary ResolvedById SlaExitDate
    SlaStartDate StartDateTime StopStartDate SubCategory Type`,
  IncidentRelatedItem: `
    Comment`,
  Individual: `
    BirthDate CanStorePiiElsewhere ChildrenCount ConsumerCreditScore ConsumerCreditScoreProviderName
    ConvictionsCount DeathDate HasOptedOutGeoTracking HasOptedOutProcessing HasOptedOutProfiling
    HasOptedOutSolicit HasOptedOutTracking IndividualsAge InfluencerRating IsHomeOwner MasterRecordId
    MilitaryService Occupation SendIndividualData ShouldForget Website`,
  Invoice: `
    CorpCrcyCnvTotAmtWithTax CorporateCurrencyCvsnDate CorporateCurrencyCvsnRate FuncCrcyCnvTotAmtWithTax
    FunctionalCurrencyCvsnDate FunctionalCurrencyCvsnRate`,
  InvoiceLine: `
    CorpCurrencyCnvChargeAmt CorpCurrencyCnvTotalTaxAmt CorporateCurrencyCvsnDate CorporateCurrencyCvsnRate
    FuncCrcyCnvTotalTaxAmt FuncCurrencyCnvChargeAmt FunctionalCurrencyCvsnDate FunctionalCurrencyCvsnRate`,
  Lead: `
    Address AnnualRevenue CleanStatus CompanyDunsNumber DandbCompanyId Description DoNotCall Email Fax
    GenderIdentity HasOptedOutOfEmail HasOptedOutOfFax Industry Jigsaw LastTransferDate LeadSource
    MobilePhone NumberOfEmployees PartnerAccountId Phone Pronouns Rating Title Website`,
  LegalEntity: `
    CompanyName Description LegalEntityAddress Status`,
  LiveAgentSession: `
    ChatReqAssigned ChatReqDeclined ChatReqEngaged ChatReqTimedOut NumFlagLoweredAgent
    NumFlagLoweredSupervisor NumFlagRaised TimeAtCapacity TimeIdle TimeInAwayStatus TimeInChats
    TimeInOnlineStatus`,
  LiveChatTranscript: `
    Abandoned AccountId AverageResponseTimeOperator AverageResponseTimeVisitor Body Browser BrowserLanguage
    CaseId ChatDuration ChatKey ContactId EndTime EndedBy IpAddress LeadId Lifecycle LiveChatButtonId
    LiveChatDeploymentId Location MaxResponseTimeOperator MaxResponseTimeVisitor OperatorMessageCount
    Platform ReferrerUri RequestTime ScreenResolution SkillId StartTime Status SupervisorTranscriptBody
    UserAgent VisitorMessageCount VisitorNetwork WaitTime`,
  Location: `
    CloseDate ConstructionEndDate ConstructionStartDate DefaultPickupTime DefaultProcessingTime
    DefaultProcessingTimeUnit Description DrivingDirections EarliestPickupTimeOffset
    FulfillingBusinessHoursId IsEligibleForPickup LatestPickupTimeOffset Location LocationLevel OpenDate
    ParentLocationId PickupProcessingTime PickupProcessingTimeUnit PossessionDate RemodelEndDate
    RemodelStartDate TimeZone VisitorAddressId`,
  MessagingEndUser: `
    AccountId AuthenticatedEndUserId ContactId HasInitialResponseSent IsOptedOut Language LeadId`,
  MessagingSession: `
    CampaignId CaseId EndUserLanguage LeadId OpportunityId`,
  Opportunity: `
    AccountId Amount CampaignId ContractId Description ExpectedRevenue IsPrivate LeadSource NextStep
    PartnerAccountId Probability TotalOpportunityQuantity Type`,
  OpportunityLineItem: `
    Description Discount ListPrice ProductCode ServiceDate Subtotal TotalPrice`,
  Order: `
    ActivatedById ActivatedDate BillToContactId BillingAddress CompanyAuthorizedById CompanyAuthorizedDate
    ContractEndDate ContractName CustomerAuthorizedById CustomerAuthorizedDate Description Name
    OpportunityId OrderReferenceNumber PoDate PoNumber QuoteId ShipToContactId ShippingAddress TotalAmount
    Type`,
  OrderItem: `
    Description EndDate ListPrice ProductCode QuoteLineItemId ReferencePrice ServiceDate SubscriptionTerm`,
  PartnerFundAllocation: `
    Description`,
  PartnerFundClaim: `
    Description Status`,
  PartnerFundRequest: `
    Activity AllocationId Amount BudgetId CampaignId Description DesiredOutcome Status`,
  PartnerMarketingBudget: `
    Description ParentMdfBudgetId`,
  PartyConsent: `
    DoubleConsentCaptureDate EffectiveFrom EffectiveTo`,
  Problem: `
    Category Description ParentProblemId PriorityOverrideReason RelatedItemAutonumberMaster
    ResolutionDateTime ResolutionSummary ResolvedById RootCauseSummary SubCategory`,
  ProblemRelatedItem: `
    Comment`,
  Product2: `
    CanUseQuantitySchedule CanUseRevenueSchedule Description DisplayUrl ExternalDataSourceId ExternalId
    Family ProductCode QuantityUnitOfMeasure SellerId SourceProductId StockKeepingUnit`,
  Promotion: `
    AreQualItemsExclFromDiscounts DiscountOrder DiscountRestriction DisplayName EndDateTime ExclusivityType
    IsApproachingDiscountApplicable IsAutomatic IsCommercePromotion IsQualCriteriaNotRequiredPerApplication
    IsTiered MaximumUsageCount PriorityNumber QualifierCriteria StartDateTime TargetCriteria
    TermsAndConditions`,
  PromotionQualifier: `
    ExternalQualifier`,
  PromotionTarget: `
    ExternalTarget IsMinItemCountRequired`,
  Quote: `
    AccountId AdditionalAddress AdditionalName BillingAddress BillingName ContactId ContractId Description
    Discount Email ExpirationDate Fax GrandTotal Phone QuoteToAddress QuoteToName ShippingAddress
    ShippingHandling ShippingName Status Subtotal Tax TotalPrice`,
  QuoteLineItem: `
    Description Discount ListPrice ProductCode ServiceDate Subtotal TotalPrice`,
  ResourceAbsence: `
    Address Description`,
  ReturnOrder: `
    AccountId CaseId ContactId Description DestinationLocationId ExpectedArrivalDate OrderId ProcessType
    ReturnedById ShipFromAddress ShipmentType SourceLocationId Status`,
  ReturnOrderLineItem: `
    AssetId Description DestinationLocationId OrderItemId ProcessingPlan QuantityUnitOfMeasure
    ReasonForReturn RepaymentMethod SourceLocationId`,
  Seller: `
    ActiveFromDate ActiveToDate SalesAmount SellerTier SellerType`,
  ServiceAppointment: `
    AccountId ActualDuration ActualEndTime ActualStartTime AdditionalInformation Address
    AppointmentInvitationId AppointmentType ApptBookingInfoUrl ArrivalWindowEndTime ArrivalWindowStartTime
    CancellationReason Comments ContactId Description Email IsAnonymousBooking IsOffsiteAppointment Phone
    SchedEndTime SchedStartTime ServiceNote ServiceTerritoryId StatusCategory Subject TimeZone WorkTypeId`,
  ServiceAppointmentAttendee: `
    HasAttended Status`,
  ServiceContract: `
    AccountId ActivationDate AdditionalDiscount ApprovalStatus BillingAddress ContactId Description Discount
    EndDate GrandTotal ParentServiceContractId RootServiceContractId ShippingAddress ShippingHandling
    SpecialTerms StartDate Status StatusIndicator Subtotal Tax Term TotalPrice`,
  ServiceResource: `
    AccountId Description IsActive LocationId`,
  ServiceResourceSkill: `
    EffectiveEndDate SkillLevel`,
  ServiceTerritory: `
    Address Description IsActive PricebookId SelfCheckInUrl ServiceAppointmentLimitType TopLevelTerritoryId
    TypicalInTerritoryTravelTime`,
  ServiceTerritoryMember: `
    Address EffectiveEndDate OperatingHoursId Role`,
  Shift: `
    BackgroundColor Label ServiceResourceId ServiceTerritoryId WorkTypeGroupId WorkTypeId`,
  ShiftWorkTopic: `
    AttendeeLimit ServiceAppointmentLimit`,
  Shipment: `
    ActualDeliveryDate DeliveredToId Description ExpectedDeliveryDate FulfillmentOrderId Provider
    ReturnOrderId ShipFromAddress ShipToAddress Status TrackingNumber TrackingUrl`,
  ShipmentItem: `
    FulfillmentOrderLineItemId ReturnOrderLineItemId`,
  SkillRequirement: `
    SkillLevel`,
  SocialPersona: `
    AreWeFollowing AuthorLabels Bio Followers Following InfluencerScore IsBlacklisted IsFollowingUs
    IsVerified Klout ListedCount MediaProvider MediaType NumberOfFriends NumberOfTweets ProfileType
    R6SourceId RealName SourceApp TopicType UserId`,
  SocialPost: `
    AnalyzerScore AssignedTo AttachmentType AttachmentUrl Classification CommentCount Content DeletedById
    EngagementLevel ExternalPostId HarvestDate HiddenById InboundLinkCount IsOutbound KeywordGroupName
    Language LikesAndVotes MediaProvider MediaType MessageType Notes OutboundSocialAccountId ParentId
    PersonaId PostPriority PostTags PostUrl R6PostId R6SourceId R6TopicId Recipient RecipientType ReplyToId
    ResponseContextExternalId ReviewScale ReviewScore ReviewedStatus Sentiment Shares SourceTags SpamRating
    Status StatusMessage ThreadSize TopicProfileName TopicType UniqueCommentors ViewCount WhoId`,
  Solution: `
    IsOutOfDate IsPublished IsPublishedInPublicKb ParentId SolutionNote`,
  Task: `
    ActivityDate Description IsVisibleInSelfService Type WhatId WhoId`,
  TimeSlot: `
    MaxAppointments WorkTypeGroupId`,
  Waitlist: `
    Link ShouldAllowSelfCheckIn Type`,
  WebStoreInventorySource: `
    IsEnabled`,
  WorkOrder: `
    AccountId Address AssetId BusinessHoursId CaseId ContactId Description Discount Duration
    DurationInMinutes DurationType EndDate EntitlementId GrandTotal IsClosed IsStopped LineItemCount
    LocationId MilestoneStatus MilestoneStatusIcon ParentWorkOrderId Pricebook2Id Priority RootWorkOrderId
    ServiceAppointmentCount ServiceContractId ServiceTerritoryId SlaExitDate SlaStartDate StartDate Status
    StatusCategory StopStartDate Subject Subtotal Tax TotalPrice WorkTypeId`,
  WorkOrderLineItem: `
    Address AssetId Description Discount EndDate IsClosed ListPrice LocationId OrderId
    ParentWorkOrderLineItemId PricebookEntryId Priority Product2Id Quantity RootWorkOrderLineItemId
    ServiceAppointmentCount ServiceTerritoryId StartDate Status StatusCategory Subject Subtotal TotalPrice
    UnitPrice WorkTypeId`,
  WorkPlan: `
    Description WorkOrderLineItemId WorkPlanTemplateId`,
  WorkPlanTemplate: `
    Description IsActive RelativeExecutionOrder`,
  WorkPlanTemplateEntry: `
    ExecutionOrder`,
  WorkStep: `
    ActionDefinition ActionType Description EndTime PausedFlowInterviewId ProcessType StartTime
    WorkOrderLineItemId WorkPlanExecutionOrder`,
  WorkStepTemplate: `
    ActionDefinition ActionType Description IsActive`,
  WorkType: `
    BlockTimeAfterAppointment BlockTimeAfterUnit BlockTimeBeforeAppointment BlockTimeBeforeUnit
    DefaultAppointmentType OperatingHoursId ProductId TimeFrameEndUnit TimeFrameStartUnit TimeframeEnd
    TimeframeStart`,
  WorkTypeGroup: `
    AdditionalInformation IsActive`
};

const SYSTEM_FIELDS = new Set([
  'Id',
  'Name',
  'OwnerId',
  'CreatedById',
  'CreatedDate',
  'LastModifiedById',
  'LastModifiedDate',
  'SystemModstamp',
  'IsDeleted',
  'RecordTypeId',
  'SetupOwnerId'
]);

const UNSECURED_KINDS: ReadonlySet<string> = new Set([
  'event',
  'share',
  'history',
  'customMetadata',
  'customSetting',
  'virtual'
]);

const sets = new Map(Object.entries(SECURED).map(([object, names]) => [object, new Set(names.trim().split(/\s+/))]));

/** Whether profiles and permission sets decide about the field; others follow their object. */
export function hasFieldSecurity(field: FieldInfo, object: ObjectInfo): boolean {
  return !object.setup && !UNSECURED_KINDS.has(object.kind) && isPermissionable(field, object);
}

/** Required, master-detail, name and system fields have no field permissions ("Field Permissions", Metadata API guide). */
export function isPermissionable(field: FieldInfo, object: ObjectInfo): boolean {
  if (field.nameField || field.required || field.masterDetail) return false;
  if (field.custom) return true;
  const listed = sets.get(object.name);
  return listed ? listed.has(wholeOf(field, object)) : !SYSTEM_FIELDS.has(field.name);
}

/** Parts of an address or a person's name are secured as one: `Account.ShippingStreet` by `ShippingAddress`. */
export function wholeOf(field: FieldInfo, object: ObjectInfo): string {
  let names = wholes.get(object);
  if (!names) wholes.set(object, (names = new Map()));
  let name = names.get(field.name);
  if (name === undefined) {
    const whole = object.fields.find((each) => each.compound?.parts.includes(field.name) === true);
    names.set(field.name, (name = whole?.name ?? field.name));
  }
  return name;
}

const wholes = new WeakMap<ObjectInfo, Map<string, string>>();
