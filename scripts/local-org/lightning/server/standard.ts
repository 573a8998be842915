/**
 * What a new org shows of standard objects before an admin lays them out: columns of a list, and fields of the detail
 * page in two columns. A project's own layouts and list views replace it.
 */
export interface StandardPage {
  readonly columns: readonly string[];
  readonly details: readonly [readonly string[], readonly string[]];
}

const PAGES: Readonly<Record<string, StandardPage>> = {
  Lead: {
    columns: ['Name', 'Company', 'Title', 'Status', 'OwnerId', 'CreatedDate'],
    details: [
      ['OwnerId', 'Name', 'Company', 'Title', 'LeadSource', 'Industry', 'AnnualRevenue'],
      ['Status', 'Phone', 'MobilePhone', 'Email', 'Website', 'Rating', 'NumberOfEmployees']
    ]
  },
  Account: {
    columns: ['Name', 'Phone', 'Type', 'OwnerId'],
    details: [
      ['OwnerId', 'Name', 'ParentId', 'Type', 'Industry'],
      ['Phone', 'Website', 'AnnualRevenue', 'NumberOfEmployees']
    ]
  },
  Contact: {
    columns: ['Name', 'AccountId', 'Title', 'Phone', 'Email', 'OwnerId'],
    details: [
      ['OwnerId', 'Name', 'AccountId', 'Title', 'Department'],
      ['Phone', 'MobilePhone', 'Email', 'ReportsToId']
    ]
  },
  Opportunity: {
    columns: ['Name', 'AccountId', 'StageName', 'CloseDate', 'OwnerId'],
    details: [
      ['OwnerId', 'Name', 'AccountId', 'Type', 'LeadSource'],
      ['CloseDate', 'StageName', 'Probability', 'Amount']
    ]
  },
  Task: {
    columns: ['Subject', 'WhoId', 'Status', 'ActivityDate', 'OwnerId'],
    details: [
      ['OwnerId', 'Subject', 'ActivityDate', 'WhoId', 'WhatId'],
      ['Status', 'Priority', 'Description']
    ]
  },
  Campaign: {
    columns: ['Name', 'Status', 'Type', 'StartDate', 'EndDate'],
    details: [
      ['OwnerId', 'Name', 'IsActive', 'Type', 'Status'],
      ['StartDate', 'EndDate', 'BudgetedCost', 'Description']
    ]
  }
};

export function standardPage(object: string): StandardPage | undefined {
  return Object.hasOwn(PAGES, object) ? PAGES[object] : undefined;
}
