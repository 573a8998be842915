import { beforeEach, describe, expect, it } from 'vitest';
import type { SObject } from '../../values/index.ts';
import { TestOrg } from './org.ts';

let org: TestOrg;
const access = { mode: 'system', sharing: 'without' } as const;

beforeEach(() => {
  org = new TestOrg();
  org.insert('Account', { Name: 'Acme Tools', Phone: '555 0100' });
  org.insert('Account', { Name: 'Beta', Description: 'sells acme parts' });
  org.insert('Contact', { LastName: 'Acmeson', Email: 'ann@acme.example' });
});

function find(text: string, binds: Record<string, unknown> = {}): string[][] {
  const lists = org.queries.search(org.tx, text, (name) => binds[name], access);
  return lists.map((list) => list.map((r: SObject) => String(r.getByName('Name'))));
}

describe('SOSL', () => {
  it('finds words by their beginning in the fields it is told to look in', () => {
    expect(find('FIND {acme} IN ALL FIELDS RETURNING Account(Name ORDER BY Name), Contact(Name)')).toEqual([
      ['Acme Tools', 'Beta'],
      ['Acmeson']
    ]);
    expect(find("FIND 'acme' IN NAME FIELDS RETURNING Account(Name)")).toEqual([['Acme Tools']]);
    expect(find('FIND {555*} IN PHONE FIELDS RETURNING Account(Name)')).toEqual([['Acme Tools']]);
    expect(find('FIND {cme} RETURNING Account(Name)')).toEqual([[]]);
  });

  it('joins words by AND, OR and AND NOT, with brackets, and takes phrases whole', () => {
    const names = (expression: string) =>
      find(`FIND {${expression}} RETURNING Account(Name ORDER BY Name)`)[0]?.join(' ');
    expect(names('acme parts')).toBe('Beta');
    expect(names('acme AND tools')).toBe('Acme Tools');
    expect(names('tools or beta')).toBe('Acme Tools Beta');
    expect(names('acme AND NOT parts')).toBe('Acme Tools');
    expect(names('acme and (tools or parts)')).toBe('Acme Tools Beta');
    expect(names('"acme parts"')).toBe('Beta');
    expect(names('"parts acme"')).toBe('');
    expect(names('"acm"')).toBe('');
    expect(names('t?ols')).toBe('Acme Tools');
    expect(names('nobody OR (beta AND sells)')).toBe('Beta');
  });

  it('takes binds and the clauses of each object', () => {
    expect(find("FIND :word RETURNING Account(Name WHERE Name LIKE 'B%' LIMIT 5)", { word: 'acme parts' })).toEqual([
      ['Beta']
    ]);
    expect(find('FIND {acme} RETURNING Account(Name ORDER BY Name DESC) LIMIT 1')).toEqual([['Beta']]);
    expect(find('FIND {acme} RETURNING Account(Name ORDER BY Name DESC) LIMIT :most', { most: 1 })).toEqual([['Beta']]);
    expect(find('FIND {acme} RETURNING Account(Name ORDER BY Name) WITH HIGHLIGHT UPDATE TRACKING')).toEqual([
      ['Acme Tools', 'Beta']
    ]);
    expect(org.counts.get('soslQueries')).toBe(4);
  });

  it('finds in a test only what the test has fixed', () => {
    const id = org.insert('Account', { Name: 'Fixed' });
    Object.assign(org.tx, { isTest: true, test: { fixedSearchResults: [null, id] } });
    expect(find('FIND {zzz} RETURNING Account(Name), Contact(Name)')).toEqual([['Fixed'], []]);
    Object.assign(org.tx, { test: { fixedSearchResults: null } });
    expect(find('FIND {acme} RETURNING Account(Name)')).toEqual([[]]);
  });

  it('refuses what is too short, unknown or not supported', () => {
    expect(() => find('FIND {a} RETURNING Account(Name)')).toThrow(/longer than one character/);
    expect(() => find('FIND {acme} RETURNING Gadget__c(Name)')).toThrow(/sObject type 'Gadget__c' is not supported/);
    expect(() => find('FIND {acme} RETURNING Account(Name) WITH NETWORK = 1')).toThrow(
      /Not supported by the local org: SOSL clause WITH/
    );
  });
});
