/**
 * Standard value sets as a new English org has them: one value per line, then facts after a bar. `*` marks the
 * default. A project's StandardValueSet replaces a whole set.
 */
export const VALUE_SETS: Readonly<Record<string, string>> = {
  LeadStatus: `
    *Open - Not Contacted
    Working - Contacted
    Closed - Converted | converted
    Closed - Not Converted`,
  TaskStatus: `
    *Not Started
    In Progress
    Completed | closed
    Waiting on someone else
    Deferred`,
  CaseStatus: `
    *New
    Working
    Escalated
    Closed | closed`,
  OpportunityStage: `
    Prospecting | probability=10 forecastCategory=Pipeline
    Qualification | probability=10 forecastCategory=Pipeline
    Needs Analysis | probability=20 forecastCategory=Pipeline
    Value Proposition | probability=50 forecastCategory=Pipeline
    Id. Decision Makers | probability=60 forecastCategory=Pipeline
    Perception Analysis | probability=70 forecastCategory=Pipeline
    Proposal/Price Quote | probability=75 forecastCategory=Pipeline
    Negotiation/Review | probability=90 forecastCategory=Pipeline
    Closed Won | probability=100 forecastCategory=Closed closed won
    Closed Lost | probability=0 forecastCategory=Omitted closed`,
  LeadSource: `
    Web
    Phone Inquiry
    Partner Referral
    Purchased List
    Other`,
  Industry: `
    Agriculture
    Apparel
    Banking
    Biotechnology
    Chemicals
    Communications
    Construction
    Consulting
    Education
    Electronics
    Energy
    Engineering
    Entertainment
    Environmental
    Finance
    Food & Beverage
    Government
    Healthcare
    Hospitality
    Insurance
    Machinery
    Manufacturing
    Media
    Not For Profit
    Other
    Recreation
    Retail
    Shipping
    Technology
    Telecommunications
    Transportation
    Utilities`,
  AccountRating: `
    Hot
    Warm
    Cold`,
  Salutation: `
    Mr.
    Ms.
    Mrs.
    Dr.
    Prof.
    Mx.`,
  AccountType: `
    Prospect
    Customer - Direct
    Customer - Channel
    Channel Partner / Reseller
    Installation Partner
    Technology Partner
    Other`,
  AccountOwnership: `
    Public
    Private
    Subsidiary
    Other`,
  OpportunityType: `
    Existing Customer - Upgrade
    Existing Customer - Replacement
    Existing Customer - Downgrade
    New Customer`,
  ContactRole: `
    Business User
    Decision Maker
    Economic Buyer
    Economic Decision Maker
    Evaluator
    Executive Sponsor
    Influencer
    Technical Buyer
    Other`,
  ForecastCategoryName: `
    Omitted
    Pipeline
    Best Case
    Commit
    Closed`,
  CaseOrigin: `
    Phone
    Email
    Web`,
  CasePriority: `
    High | highPriority
    *Medium
    Low`,
  CaseReason: `
    Installation
    Equipment Complexity
    Performance
    Breakdown
    Equipment Design
    Feedback
    Other`,
  CaseType: `
    Mechanical
    Electrical
    Electronic
    Structural
    Other`,
  TaskPriority: `
    High | highPriority
    *Normal
    Low`,
  TaskSubject: `
    Call
    Email
    Send Letter
    Send Quote
    Other`,
  EventSubject: `
    Call
    Email
    Meeting
    Send Letter/Quote
    Other`,
  TaskType: `
    Call
    Email
    Meeting
    Other`,
  TaskSubtype: `
    *Task
    Email
    ListEmail
    Cadence
    Call
    LinkedIn`,
  CallType: `
    Internal
    Inbound
    Outbound`,
  EventShowAs: `
    *Busy
    OutOfOffice
    Free`,
  CampaignType: `
    *Conference
    Webinar
    Trade Show
    Public Relations
    Partners
    Referral Program
    Advertisement
    Banner Ads
    Direct Mail
    Email
    Telemarketing
    Other`,
  CampaignStatus: `
    *Planned
    In Progress
    Completed
    Aborted`,
  CampaignMemberStatus: `
    *Sent
    Responded`,
  ContractStatus: `
    In Approval Process | group=InApproval
    Activated | group=Activated
    *Draft | group=Draft`,
  OrderStatus: `
    *Draft | group=Draft
    Activated | group=Activated`,
  QuoteStatus: `
    Draft
    Needs Review
    In Review
    Approved
    Rejected
    Presented
    Accepted
    Denied`,
  AssetStatus: `
    Shipped
    Installed
    Registered
    Obsolete
    Purchased`,
  Product2Family: `
    None`,
  RecordAccess: `
    Read
    Edit
    All`,
  RowCause: `
    Owner
    *Manual
    Rule
    ImplicitChild
    ImplicitParent
    Team`,
  FileVisibility: `
    *AllUsers
    InternalUsers
    SharedUsers`,
  EmailEncoding: `
    *UTF-8
    ISO-8859-1
    Shift_JIS
    ISO-2022-JP
    EUC-JP
    x-SJIS_0213
    ks_c_5601-1987
    Big5
    GB2312
    Big5-HKSCS`,
  Language: `
    *en_US
    de
    es
    fr
    it
    ja
    sv
    ko
    zh_TW
    zh_CN
    pt_BR
    nl_NL
    da
    th
    fi
    ru
    es_MX
    no
    ar
    bg
    cs
    el
    en_GB
    hr
    hu
    in
    iw
    pl
    pt_PT
    ro
    sk
    sl
    tr
    uk
    vi`
};
