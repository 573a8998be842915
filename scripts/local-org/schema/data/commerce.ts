/** Contracts, orders, quotes and assets (Object Reference). The notation is explained in `parse.ts`. */
export const COMMERCE = `
Contract 800 crudnqst owner history [Contract|Contracts]
  AccountId Ref(Account):Account>Contracts:restrict !
  Pricebook2Id Ref(Pricebook2):Pricebook2>Contracts "Price Book ID"
  OwnerExpirationNotice Pick
  StartDate Date "Contract Start Date"
  EndDate Date ro "Contract End Date"
  @address Billing
  @address Shipping
  ContractTerm Int
  Status Pick:ContractStatus !
  CompanySignedId Ref(User):CompanySigned "Company Signed By ID"
  CompanySignedDate Date
  CustomerSignedId Ref(Contact):CustomerSigned>ContractsSigned "Customer Signed By ID"
  CustomerSignedTitle Text(40)
  CustomerSignedDate Date
  SpecialTerms TextArea(4000)
  ActivatedById Ref(User):ActivatedBy ro
  ActivatedDate Datetime ro
  StatusCode Pick ro "Status Category"
  Description Long(32000)
  Name Text(80) "Contract Name"
  ContractNumber Auto({00000000}) name
  LastApprovedDate Datetime ro
  LastActivityDate Date ro "Last Activity"
  @viewed

Order 801 crudnqst owner history [Order|Orders]
  ContractId Ref(Contract):Contract>Orders:restrict
  AccountId Ref(Account):Account>Orders:restrict
  Pricebook2Id Ref(Pricebook2):Pricebook2>Orders "Price Book ID"
  OpportunityId Ref(Opportunity):Opportunity>Orders
  EffectiveDate Date ! "Order Start Date"
  EndDate Date "Order End Date"
  IsReductionOrder Bool noup "Reduction Order"
  Status Pick:OrderStatus !
  Description Long(32000)
  CustomerAuthorizedById Ref(Contact):CustomerAuthorizedBy
  CustomerAuthorizedDate Date
  CompanyAuthorizedById Ref(User):CompanyAuthorizedBy
  CompanyAuthorizedDate Date
  @address Billing
  @address Shipping
  Name Text(80) "Order Name"
  PoDate Date "PO Date"
  PoNumber Text(80) "PO Number"
  OrderReferenceNumber Text(80)
  BillToContactId Ref(Contact):BillToContact
  ShipToContactId Ref(Contact):ShipToContact
  ActivatedDate Datetime ro
  ActivatedById Ref(User):ActivatedBy ro
  StatusCode Pick ro "Status Category"
  OrderNumber Auto({00000000}) name
  TotalAmount Cur(18,2) ro "Order Amount"
  @viewed

OrderItem 802 crudnqst parent [Order Product|Order Products]
  OrderId Ref(Order):Order>OrderItems:cascade ! noup
  PricebookEntryId Ref(PricebookEntry):PricebookEntry>OrderItems noup
  Product2Id Ref(Product2):Product2>OrderItems noup
  AvailableQuantity Double(18,2) ro
  Quantity Double(18,2) !
  UnitPrice Cur(18,2)
  ListPrice Cur(18,2) ro
  TotalPrice Cur(18,2) ro
  ServiceDate Date "Start Date"
  EndDate Date
  Description Text(255) "Line Description"
  OrderItemNumber Auto({0000000000}) name "Order Product Number"

Quote 0Q0 crudnqst userowner history [Quote|Quotes]
  Name Text(255) ! name "Quote Name"
  OpportunityId Ref(Opportunity):Opportunity>Quotes:cascade ! noup
  Pricebook2Id Ref(Pricebook2):Pricebook2>Quotes "Price Book ID"
  ContactId Ref(Contact):Contact>Quotes
  ContractId Ref(Contract):Contract>Quotes
  AccountId Ref(Account):Account>Quotes ro
  QuoteNumber Auto({00000000})
  IsSyncing Bool ro "Syncing"
  ShippingHandling Cur(18,2) "Shipping and Handling"
  Tax Cur(18,2)
  Status Pick:QuoteStatus
  ExpirationDate Date
  Description Long(32000)
  Subtotal Cur(18,2) ro
  TotalPrice Cur(18,2) ro
  LineItemCount Int ro
  @address Billing
  @address Shipping
  @address QuoteTo
  @address Additional
  BillingName Text(255) "Bill To Name"
  ShippingName Text(255) "Ship To Name"
  QuoteToName Text(255)
  AdditionalName Text(255)
  Email Email
  Phone Phone
  Fax Phone
  Discount Pct(6,2) ro
  GrandTotal Cur(18,2) ro
  @viewed

QuoteLineItem 0QL crudnqst parent [Quote Line Item|Quote Line Items]
  QuoteId Ref(Quote):Quote>QuoteLineItems:cascade ! noup
  LineNumber Auto({00000000}) name
  OpportunityLineItemId Ref(OpportunityLineItem):OpportunityLineItem
  PricebookEntryId Ref(PricebookEntry):PricebookEntry>QuoteLineItems noup
  Product2Id Ref(Product2):Product2>QuoteLineItems noup
  Quantity Double(12,2) !
  UnitPrice Cur(18,2) "Sales Price"
  Discount Pct(6,2)
  Description Text(255) "Line Item Description"
  ServiceDate Date "Date"
  SortOrder Int
  ListPrice Cur(18,2) ro
  Subtotal Cur(18,2) ro
  TotalPrice Cur(18,2) ro

Asset 02i crudnqst userowner history [Asset|Assets]
  ContactId Ref(Contact):Contact>Assets
  AccountId Ref(Account):Account>Assets
  ParentId Ref(Asset):Parent>ChildAssets "Parent Asset ID"
  RootAssetId Ref(Asset):RootAsset ro
  Product2Id Ref(Product2):Product2>Assets
  ProductCode Text(255) ro
  IsCompetitorProduct Bool "Competitor Asset"
  Name Text(255) ! name "Asset Name"
  SerialNumber Text(80)
  InstallDate Date
  PurchaseDate Date
  UsageEndDate Date
  Status Pick:AssetStatus
  Price Cur(18,2)
  Quantity Double(12,2)
  Description Long(32000)
  AssetProvidedById Ref(Account):AssetProvidedBy>ProvidedAssets
  AssetServicedById Ref(Account):AssetServicedBy>ServicedAssets
  IsInternal Bool "Internal Asset"
  AssetLevel Int ro
  StockKeepingUnit Text(180) ro
  @viewed
`;
