export interface SoqlSupport {
  readonly clause: string;
  readonly example: string;
  /** Why the local org refuses it; absent when it runs. */
  readonly refused?: string;
}

/** What of SOQL and SOSL the local org runs and what it refuses, with an example each that a test runs. */
export function listSoqlSupport(): readonly SoqlSupport[] {
  return [
    ...RUN.map(([clause, example]) => ({ clause, example })),
    ...REFUSED.map(([clause, example, refused]) => ({ clause, example, refused }))
  ];
}

const RUN: readonly (readonly [clause: string, example: string])[] = [
  ['SELECT of fields', 'SELECT Id, Name FROM Account'],
  ['parents, five steps up', 'SELECT Account.Owner.Name FROM Contact'],
  ['children', 'SELECT Id, (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 2) FROM Account'],
  ['aliases of the object and its parents', 'SELECT c.LastName, a.Name FROM Contact c, c.Account a'],
  ['USING SCOPE mine, everything, delegated', 'SELECT Id FROM Account USING SCOPE mine'],
  ['FIELDS()', 'SELECT FIELDS(ALL) FROM Account LIMIT 200'],
  ['TYPEOF', 'SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Task'],
  ['COUNT()', 'SELECT COUNT() FROM Account'],
  [
    'COUNT, COUNT_DISTINCT, SUM, AVG, MIN, MAX',
    'SELECT COUNT(Id), COUNT_DISTINCT(Name), SUM(AnnualRevenue), AVG(AnnualRevenue), MIN(Name), MAX(CreatedDate) FROM Account'
  ],
  ['aliases of results', 'SELECT MAX(Name) last FROM Account GROUP BY Industry'],
  ['toLabel()', 'SELECT toLabel(Industry) FROM Account'],
  ['FORMAT()', 'SELECT FORMAT(AnnualRevenue) FROM Account'],
  ['date functions', 'SELECT CALENDAR_YEAR(CreatedDate), COUNT(Id) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)'],
  [
    'convertTimezone()',
    'SELECT HOUR_IN_DAY(convertTimezone(CreatedDate)), COUNT(Id) FROM Account GROUP BY HOUR_IN_DAY(convertTimezone(CreatedDate))'
  ],
  [
    'WHERE with AND, OR, NOT and brackets',
    "SELECT Id FROM Account WHERE (Name = 'a' OR Name = 'b') AND (NOT Industry = null)"
  ],
  ['=, !=, <, <=, >, >=', 'SELECT Id FROM Account WHERE AnnualRevenue >= 1 AND AnnualRevenue != 3'],
  ['LIKE', "SELECT Id FROM Account WHERE Name LIKE 'A_m%'"],
  ['IN, NOT IN', "SELECT Id FROM Account WHERE Name IN ('a', 'b') AND Name NOT IN ('c')"],
  [
    'semi-joins and anti-joins',
    'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id NOT IN (SELECT AccountId FROM Opportunity)'
  ],
  ['date and datetime values', 'SELECT Id FROM Account WHERE CreatedDate > 2026-01-01T00:00:00Z'],
  ['date literals', 'SELECT Id FROM Account WHERE CreatedDate = LAST_N_DAYS:30 OR CreatedDate = THIS_FISCAL_QUARTER'],
  ['WITH USER_MODE, SYSTEM_MODE, SECURITY_ENFORCED', 'SELECT Id FROM Account WITH USER_MODE'],
  ['GROUP BY', 'SELECT Industry, COUNT(Id) FROM Account GROUP BY Industry'],
  [
    'GROUP BY ROLLUP, CUBE; GROUPING()',
    'SELECT Industry, GROUPING(Industry), COUNT(Id) FROM Account GROUP BY ROLLUP(Industry)'
  ],
  ['HAVING', 'SELECT Industry, COUNT(Id) FROM Account GROUP BY Industry HAVING COUNT(Id) > 1'],
  [
    'ORDER BY with ASC, DESC, NULLS FIRST, NULLS LAST',
    'SELECT Id FROM Account ORDER BY Industry DESC NULLS LAST, Name'
  ],
  ['LIMIT, OFFSET', 'SELECT Id FROM Account LIMIT 5 OFFSET 2'],
  ['FOR UPDATE', 'SELECT Id FROM Account FOR UPDATE'],
  ['FOR VIEW, FOR REFERENCE', 'SELECT Id FROM Account FOR VIEW FOR REFERENCE'],
  ['ALL ROWS', 'SELECT Id FROM Account ALL ROWS'],
  ['UPDATE TRACKING, VIEWSTAT', 'SELECT Id FROM Account UPDATE TRACKING, VIEWSTAT'],
  ['compound addresses and locations', 'SELECT BillingAddress FROM Account'],
  [
    'DISTANCE(), GEOLOCATION()',
    "SELECT Id FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(1, 2), 'mi') < 5 ORDER BY DISTANCE(BillingAddress, GEOLOCATION(1, 2), 'mi')"
  ],
  ['aliases of functions outside grouped queries', 'SELECT FORMAT(AnnualRevenue) money FROM Account']
];

const REFUSED: readonly (readonly [clause: string, example: string, refused: string])[] = [
  ['USING SCOPE team, my_territory and the like', 'SELECT Id FROM Account USING SCOPE team', 'teams and territories'],
  ['convertCurrency()', 'SELECT convertCurrency(AnnualRevenue) FROM Account', 'the org has one currency'],
  ['WITH DATA CATEGORY', 'SELECT Id FROM Account WITH DATA CATEGORY Geography__c AT USA__c', 'data categories'],
  [
    'FORMULA() in WHERE',
    "SELECT Id FROM Account WHERE FORMULA('1') = 1",
    'not in the query language that the local org reads'
  ]
];
