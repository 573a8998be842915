import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ApexException,
  ApexList,
  ApexSet,
  Decimal,
  idType,
  listType,
  SObject,
  stringType
} from '../../values/index.ts';
import { date, instant, TestOrg } from './org.ts';

let org: TestOrg;
let big: string;
let small: string;

beforeEach(() => {
  org = new TestOrg();
  big = org.insert('Crate__c', { Name: 'Big' });
  small = org.insert('Crate__c', { Name: 'Small', Parent__c: big });
  const seen = instant('2026-11-25T14:30:00Z');
  org.insert('Widget__c', {
    Name: 'a',
    Crate__c: big,
    Size__c: 1,
    Code__c: 'X1',
    Kind__c: 'Iron',
    Tags__c: 'red;blue',
    Due__c: date('2026-11-25'),
    Open__c: true
  });
  org.insert('Widget__c', {
    Name: 'B',
    Crate__c: small,
    Size__c: 2.5,
    Code__c: 'x1',
    Kind__c: 'Zinc',
    Tags__c: 'blue',
    Due__c: date('2026-11-24'),
    Seen_At__c: seen
  });
  org.insert('Widget__c', { Name: 'c_1', Size__c: 10, Code__c: 'X2', Kind__c: 'Brass', Due__c: date('2026-10-31') });
  org.insert('Widget__c', { Name: 'd%', Crate__c: big });
});

const errorOf = (soql: string, binds = {}) => {
  try {
    org.run(soql, binds);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
};

describe('conditions', () => {
  it('compare text without regard to case, except in case-sensitive fields', () => {
    expect(org.names("WHERE Name = 'b'")).toBe('B');
    expect(org.names("WHERE Code__c = 'X1'")).toBe('a');
    expect(org.names("WHERE Name LIKE 'C%'")).toBe('c_1');
    expect(org.names("WHERE Name LIKE '_\\\\%' OR Name LIKE '%\\\\_%'")).toBe('c_1 d%');
  });

  it('treat null as the platform does: != finds it, order does not, an empty text is null', () => {
    expect(org.names("WHERE Kind__c != 'Iron'")).toBe('B c_1 d%');
    expect(org.names('WHERE Size__c > 1')).toBe('B c_1');
    expect(org.names('WHERE Size__c = null')).toBe('d%');
    expect(org.names("WHERE Kind__c = ''")).toBe('d%');
    expect(org.names('WHERE NOT Size__c > 1')).toBe('a d%');
  });

  it('know numbers whatever their scale, booleans and multi-select values', () => {
    expect(org.names('WHERE Size__c = 2.50')).toBe('B');
    expect(org.names('WHERE Size__c IN (1.0, 10)')).toBe('a c_1');
    expect(org.names('WHERE Open__c = true')).toBe('a');
    expect(org.names("WHERE Tags__c INCLUDES ('red;blue', 'green')")).toBe('a');
    expect(org.names("WHERE Tags__c EXCLUDES ('red')")).toBe('B c_1 d%');
  });

  it('take binds: values, lists, sets, records and 15-character ids', () => {
    const record = new SObject(org.object('Crate__c'), [big]);
    expect(org.names('WHERE Crate__c = :id', { id: big.slice(0, 15) })).toBe('a d%');
    expect(org.names('WHERE Crate__c IN :ids', { ids: new ApexSet(idType, [big, small]) })).toBe('a B d%');
    expect(org.names('WHERE Crate__c IN :records', { records: new ApexList(listType(idType), [record]) })).toBe('a d%');
    expect(
      org.names('WHERE Name IN :names AND Size__c > :least', { names: new ApexList(stringType, ['A', 'b']), least: 2 })
    ).toBe('B');
    expect(org.names('WHERE Id IN :none', { none: new ApexList(idType, []) })).toBe('');
    expect(org.names('WHERE Crate__c = :ids', { ids: new ApexList(idType, [small]) })).toBe('B');
    expect(org.names('WHERE Name != :names', { names: new ApexSet(stringType, ['a', 'B']) })).toBe('c_1 d%');
    expect(org.names('LIMIT :n', { n: 2 })).toBe('a B');
  });

  it('follow date literals in the zone of the user', () => {
    expect(org.names('WHERE Due__c = TODAY')).toBe('a');
    expect(org.names('WHERE Due__c < TODAY')).toBe('B c_1');
    expect(org.names('WHERE Due__c = LAST_MONTH')).toBe('c_1');
    expect(org.names('WHERE Due__c = LAST_N_DAYS:1')).toBe('a B');
    expect(org.names('WHERE Due__c >= 2026-11-24')).toBe('a B');
    expect(org.names('WHERE Seen_At__c = TODAY')).toBe('B');
    expect(org.names('WHERE Seen_At__c > 2026-11-25T14:00:00Z')).toBe('B');
    org.zone = 'Asia/Tokyo';
    expect(org.names('WHERE Seen_At__c = TODAY')).toBe('');
    expect(org.names('WHERE Due__c = YESTERDAY')).toBe('a');
  });

  it('go up relationships and through semi- and anti-joins', () => {
    expect(org.names("WHERE Crate__r.Parent__r.Name = 'big'")).toBe('B');
    expect(org.names("WHERE Crate__c IN (SELECT Id FROM Crate__c WHERE Name = 'Small')")).toBe('B');
    expect(
      org
        .run('SELECT Id FROM Crate__c WHERE Id NOT IN (SELECT Crate__c FROM Widget__c WHERE Size__c > 2)')
        .map((r) => r.id)
    ).toEqual([big]);
  });

  it('use formula fields like any other, in every clause', () => {
    expect(org.names('WHERE Double_Size__c > 4 ORDER BY Double_Size__c DESC')).toBe('c_1 B');
    expect(org.run("SELECT Place__c FROM Widget__c WHERE Name = 'B'")[0]?.getByName('Place__c')).toBe('Small/B');
    expect(org.run('SELECT SUM(Size__c) s FROM Widget__c WHERE Double_Size__c != null')[0]?.getByName('s')).toEqual(
      Decimal.parse('13.5')
    );
  });
});

describe('order and limits', () => {
  it('sorts nulls first, up and down, picklists in the order of their values', () => {
    expect(org.names('ORDER BY Size__c')).toBe('d% a B c_1');
    expect(org.names('ORDER BY Size__c DESC')).toBe('d% c_1 B a');
    expect(org.names('ORDER BY Size__c ASC NULLS LAST')).toBe('a B c_1 d%');
    expect(org.names('ORDER BY Kind__c NULLS LAST')).toBe('B c_1 a d%');
    expect(org.names('ORDER BY Crate__r.Name DESC, Name DESC LIMIT 2 OFFSET 1')).toBe('B d%');
  });

  it('sees deleted records only with ALL ROWS', () => {
    const info = org.object('Widget__c');
    const [row] = [...org.store.scan(info, { kind: 'all' })];
    const gone = [...(row as unknown[])];
    gone[info.field('IsDeleted')?.slot ?? -1] = true;
    org.store.put(info, gone[0] as string, undefined);
    org.store.putRecycled(info, gone[0] as string, gone);
    expect(org.names('')).toBe('B c_1 d%');
    expect(org.names('WHERE IsDeleted = true ALL ROWS')).toBe('a');
  });

  it('counts queries, rows and child subqueries', () => {
    org.run('SELECT Id, (SELECT Id FROM Widgets__r) FROM Crate__c');
    expect(Object.fromEntries(org.counts)).toEqual({ queries: 1, aggregateQueries: 1, queryRows: 5 });
    expect(org.size('SELECT COUNT() FROM Widget__c WHERE Size__c > 1')).toBe(2);
    expect(org.counts.get('queryRows')).toBe(6);
  });

  it('counts a row for each result of COUNT, and each row that another function used', () => {
    const cost = (soql: string): number => {
      const before = org.counts.get('queryRows') ?? 0;
      org.run(soql);
      return (org.counts.get('queryRows') ?? 0) - before;
    };
    expect(cost('SELECT COUNT(Id) FROM Widget__c')).toBe(1);
    expect(cost('SELECT Crate__c, COUNT(Id) FROM Widget__c WHERE Crate__c != null GROUP BY Crate__c')).toBe(
      org.run('SELECT Crate__c FROM Widget__c WHERE Crate__c != null GROUP BY Crate__c').length
    );
    const all = org.size('SELECT COUNT() FROM Widget__c');
    expect(all).toBeGreaterThan(1);
    expect(cost('SELECT SUM(Size__c) FROM Widget__c')).toBe(all);
    expect(cost('SELECT COUNT_DISTINCT(Name) FROM Widget__c')).toBe(all);
  });
});

describe('records', () => {
  it('hold what was selected and refuse what was not', () => {
    const [record] = org.run("SELECT Name, Crate__r.Parent__r.Name FROM Widget__c WHERE Name = 'B'");
    expect(record?.parent('Crate__r')?.parent('Parent__r')?.getByName('Name')).toBe('Big');
    expect(record?.getByName('Crate__c')).toBe(small);
    expect(() => record?.getByName('Size__c')).toThrow(/without querying the requested field: Widget__c.Size__c/);
  });

  it('have a null parent where the lookup is empty', () => {
    expect(org.run("SELECT Crate__r.Name FROM Widget__c WHERE Name = 'c_1'")[0]?.parent('Crate__r')).toBeNull();
  });

  it('have their children, each parent with its own order and limit', () => {
    const crates = org.run(
      "SELECT Name, (SELECT Name FROM Widgets__r WHERE Name != 'x' ORDER BY Name DESC LIMIT 1) FROM Crate__c ORDER BY Name"
    );
    const children = crates.map((c) => c.children('Widgets__r').items.map((w) => (w as SObject).getByName('Name')));
    expect(children).toEqual([['d%'], ['B']]);
  });

  it('have children up to the limit for each parent, without an order too', () => {
    org.insert('Widget__c', { Name: 'e', Crate__c: small });
    const crates = org.run('SELECT Id, (SELECT Id FROM Widgets__r LIMIT 1) FROM Crate__c ORDER BY Name');
    expect(crates.map((c) => c.children('Widgets__r').size)).toEqual([1, 1]);
  });

  it('share nothing with the store', () => {
    const [record] = org.run("SELECT Name FROM Widget__c WHERE Name = 'a'");
    record?.putByName('Name', 'changed');
    expect(org.names("WHERE Name = 'a'")).toBe('a');
  });

  it('are complete with FIELDS(ALL), which needs a limit', () => {
    expect(org.run('SELECT FIELDS(ALL) FROM Widget__c LIMIT 1')[0]?.getByName('Code__c')).toBe('X1');
    expect(errorOf('SELECT FIELDS(ALL) FROM Widget__c')).toBe(
      'The SOQL FIELDS function must have a LIMIT of at most 200'
    );
  });

  it('have labels and formatted values where asked for', () => {
    const [record] = org.run("SELECT toLabel(Kind__c), FORMAT(Size__c) FROM Widget__c WHERE Name = 'B'");
    expect(record?.getByName('Kind__c')).toBe('Zinc label');
    expect(record?.getByName('Size__c')).toBe('2.50');
  });
});

describe('polymorphic lookups', () => {
  beforeEach(() => {
    const queue = org.insert('Group', { Name: 'Sorting', Type: 'Queue' });
    const profile = org.insert('Profile', { Name: 'Packer' });
    const user = org.insert('User', { LastName: 'Ames', FirstName: 'Ann', ProfileId: profile });
    org.insert('Lead', { LastName: 'One', Company: 'X', OwnerId: user });
    org.insert('Lead', { LastName: 'Two', Company: 'X', OwnerId: queue });
    const account = org.insert('Account', { Name: 'Acme', Phone: '1' });
    org.insert('Task', { Subject: 'call', WhatId: account });
    org.insert('Task', { Subject: 'look', WhatId: big });
  });

  it('read names and types through whatever they point to', () => {
    const leads = org.run('SELECT Owner.Name, Owner.Type, Owner.Profile.Name FROM Lead ORDER BY LastName');
    const seen = leads.map((l) => [l.parent('Owner')?.getByName('Name'), l.parent('Owner')?.getByName('Type')]);
    expect(seen).toEqual([
      ['Ann Ames', 'User'],
      ['Sorting', 'Queue']
    ]);
    expect(leads[0]?.parent('Owner')?.parent('Profile')?.getByName('Name')).toBe('Packer');
    expect(org.run("SELECT Name FROM Lead WHERE Owner.Type = 'Queue'").map((l) => l.getByName('Name'))).toEqual([
      'Two'
    ]);
    expect(org.run("SELECT Id FROM Lead WHERE Owner.Profile.Name = 'packer'")).toHaveLength(1);
  });

  it('know the name field of parents that call it otherwise', () => {
    org.insert('Task', { Subject: 'reply', WhatId: org.insert('Case', { CaseNumber: '00001026' }) });
    const [task] = org.run("SELECT What.Name FROM Task WHERE Subject = 'reply'");
    expect(task?.parent('What')?.getByName('Name')).toBe('00001026');
  });

  it('choose fields by type with TYPEOF', () => {
    const tasks = org.run('SELECT TYPEOF What WHEN Account THEN Phone, Name ELSE Name END FROM Task ORDER BY Subject');
    expect(tasks[0]?.parent('What')?.info.name).toBe('Account');
    expect(tasks[0]?.parent('What')?.getByName('Phone')).toBe('1');
    expect(tasks[1]?.parent('What')?.getByName('Name')).toBe('Big');
    expect(org.run("SELECT Id FROM Task WHERE What.Type = 'Crate__c'")).toHaveLength(1);
  });
});

describe('groups', () => {
  const table = (soql: string, ...keys: string[]) =>
    org.run(soql).map((r) => keys.map((k) => String(r.getByName(k) ?? null)).join(' '));

  it('count, add up and compare per group', () => {
    const soql =
      'SELECT Crate__c, COUNT(Id), SUM(Size__c) total, MAX(Name) last FROM Widget__c GROUP BY Crate__c ORDER BY COUNT(Id) DESC, Crate__c';
    expect(org.run(soql).map((r) => [r.getByName('expr0'), String(r.getByName('total')), r.getByName('last')])).toEqual(
      [
        [2, '1', 'd%'],
        [1, '10', 'c_1'],
        [1, '2.5', 'B']
      ]
    );
    expect(
      table(
        'SELECT COUNT_DISTINCT(Crate__c) n, AVG(Size__c) mean, MIN(Due__c) first FROM Widget__c',
        'n',
        'mean',
        'first'
      )
    ).toEqual(['2 4.5 2026-10-31']);
  });

  it('filter groups with HAVING and group by parents and by parts of a date', () => {
    expect(
      table('SELECT Crate__r.Name c, COUNT(Id) n FROM Widget__c GROUP BY Crate__r.Name HAVING COUNT(Id) > 1', 'c', 'n')
    ).toEqual(['Big 2']);
    expect(
      table(
        'SELECT CALENDAR_MONTH(Due__c) m, COUNT(Id) n FROM Widget__c WHERE Due__c != null GROUP BY CALENDAR_MONTH(Due__c) ORDER BY CALENDAR_MONTH(Due__c)',
        'm',
        'n'
      )
    ).toEqual(['10 1', '11 2']);
  });

  it('answer one row over nothing, and none per group', () => {
    expect(table("SELECT COUNT(Id) n, SUM(Size__c) s FROM Widget__c WHERE Name = 'zzz'", 'n', 's')).toEqual(['0 null']);
    expect(org.run("SELECT Kind__c, COUNT(Id) FROM Widget__c WHERE Name = 'zzz' GROUP BY Kind__c")).toEqual([]);
  });

  it('add sub-totals with ROLLUP and all of them with CUBE', () => {
    const rollup =
      'SELECT Crate__r.Name c, Kind__c k, GROUPING(Kind__c) g, COUNT(Id) n FROM Widget__c WHERE Size__c != null GROUP BY ROLLUP(Crate__r.Name, Kind__c)';
    expect(table(rollup, 'c', 'k', 'g', 'n')).toEqual([
      'Big Iron 0 1',
      'Small Zinc 0 1',
      'null Brass 0 1',
      'Big null 1 1',
      'Small null 1 1',
      'null null 1 1',
      'null null 1 3'
    ]);
    expect(
      org.run('SELECT Kind__c, Open__c, COUNT(Id) FROM Widget__c WHERE Kind__c != null GROUP BY CUBE(Kind__c, Open__c)')
    ).toHaveLength(3 + 3 + 2 + 1);
  });

  it('refuse a field that is neither grouped nor aggregated', () => {
    expect(errorOf('SELECT Name, COUNT(Id) FROM Widget__c GROUP BY Kind__c')).toBe(
      'Field must be grouped or aggregated: Name'
    );
  });
});

describe('errors in the words of the platform', () => {
  it.each([
    [
      'SELECT Nope FROM Widget__c',
      /^No such column 'Nope' on entity 'Widget__c'\. If you are attempting to use a custom field/
    ],
    [
      'SELECT Id FROM Gadget__c',
      /^sObject type 'Gadget__c' is not supported\. If you are attempting to use a custom object/
    ],
    ['SELECT Nope__r.Name FROM Widget__c', /^Didn't understand relationship 'Nope__r' in field path\./],
    [
      'SELECT Id, (SELECT Id FROM Nopes) FROM Crate__c',
      /^Didn't understand relationship 'Nopes' in FROM part of query call\./
    ],
    ["SELECT Id FROM Widget__c WHERE Id = 'x'", /^invalid ID field: x$/],
    [
      "SELECT Id FROM Widget__c WHERE Size__c = 'x'",
      /^value of filter criterion for field 'Size__c' must be of type double and should not be enclosed in quotes$/
    ],
    [
      'SELECT Id FROM Widget__c WHERE Seen_At__c > 2026-01-01',
      /^value of filter criterion for field 'Seen_At__c' must be of type dateTime and should not be enclosed in quotes$/
    ],
    ["SELECT Id FROM Widget__c WHERE Notes__c = 'x'", /^field 'Notes__c' can not be filtered in a query call$/],
    ['SELECT Id FROM Widget__c ORDER BY Notes__c', /^field 'Notes__c' can not be sorted in a query call$/],
    ['SELECT Id FROM Widget__c ORDER BY Id FOR UPDATE', /FOR UPDATE/],
    ['SELECT Id FROM Widget__c WHERE Name = ', /unexpected token/]
  ])('%s', (soql, text) => {
    expect(errorOf(soql)).toMatch(text);
  });

  it('name what the local org has not', () => {
    expect(errorOf('SELECT convertCurrency(Amount) FROM Opportunity')).toMatch(
      /Not supported by the local org: convertCurrency/
    );
  });
});

describe('rights', () => {
  const user = { mode: 'user', sharing: 'with' } as const;

  it('let user mode read only visible objects and fields, in every clause', () => {
    org.rights = { hiddenFields: ['Size__c'] };
    for (const soql of [
      'SELECT Size__c FROM Widget__c',
      'SELECT Id FROM Widget__c WHERE Size__c > 1',
      'SELECT Id FROM Widget__c ORDER BY Size__c',
      'SELECT Id, (SELECT Size__c FROM Widgets__r) FROM Crate__c'
    ]) {
      expect(() => org.run(soql, {}, user)).toThrow(/No such column 'Size__c' on entity 'Widget__c'/);
      expect(() => org.run(soql)).not.toThrow();
    }
    expect(errorOf('SELECT Id FROM Widget__c WHERE Size__c > 1 WITH USER_MODE')).toMatch(/No such column/);
    org.rights = { hiddenObjects: ['Crate__c'] };
    expect(inaccessible('SELECT Name, Crate__r.Name FROM Widget__c')).toEqual([['Crate__c', ['Name']]]);
    expect(() => org.run('SELECT Crate__r.Name FROM Widget__c', {}, user)).toThrow(
      /sObject type 'Crate__c' is not supported/
    );
  });

  const inaccessible = (soql: string) => {
    try {
      org.run(soql, {}, user);
    } catch (error) {
      return [...((error as ApexException).facts.get('inaccessibleFields') as Map<string, string[]>)];
    }
    return [];
  };

  it('let sharing hide rows, of children too', () => {
    const name = org.object('Widget__c').field('Name')?.slot ?? -1;
    org.rights = { visible: (object, row) => object.name !== 'Widget__c' || row[name] === 'a' };
    expect(org.run('SELECT Id FROM Widget__c', {}, { mode: 'system', sharing: 'with' })).toHaveLength(1);
    expect(org.run('SELECT Id FROM Widget__c')).toHaveLength(4);
    const crates = org.run('SELECT Id, (SELECT Id FROM Widgets__r) FROM Crate__c ORDER BY Name', {}, user);
    expect(crates.map((c) => c.children('Widgets__r').size)).toEqual([1, 0]);
  });

  it('are answered by UserRecordAccess', () => {
    const soql = `SELECT RecordId, HasEditAccess FROM UserRecordAccess WHERE UserId = '005B00000000001IAA' AND RecordId IN ('${big}', '${small}')`;
    expect(org.run(soql).map((r) => r.getByName('HasEditAccess'))).toEqual([true, false]);
  });
});

describe('many rows', () => {
  it('finds the same with an index as without', () => {
    for (let i = 0; i < 500; i++)
      org.insert('Widget__c', {
        Name: `n${i}`,
        Crate__c: i % 2 ? big : small,
        Code__c: `K${i}`,
        Due__c: date('2026-01-01').addDays(i)
      });
    expect(org.names("WHERE Code__c = 'K77'")).toBe('n77');
    expect(org.names("WHERE Code__c = 'k77'")).toBe('');
    expect(org.run('SELECT Id FROM Widget__c WHERE Crate__c = :c', { c: big })).toHaveLength(252);
    expect(org.names('WHERE Due__c >= 2026-01-10 AND Due__c < 2026-01-12 ORDER BY Due__c DESC')).toBe('n10 n9');
    expect(org.names('WHERE Due__c >= 2026-01-10 ORDER BY Due__c LIMIT 2 OFFSET 1')).toBe('n10 n11');
    expect(org.names('WHERE Due__c <= 2026-01-10 ORDER BY Due__c DESC LIMIT 2')).toBe('n9 n8');
    expect(org.names('WHERE Due__c = LAST_N_DAYS:1 ORDER BY Due__c, Name LIMIT 3')).toBe('B n327 a');
    expect(org.names("WHERE Code__c = 'K7' OR Name = 'N9' OR (Due__c = 2026-01-03 AND Crate__c = null)")).toBe('n7 n9');
    expect(org.names("WHERE Crate__c != null AND Due__c = 2026-01-03 AND Name LIKE 'n%'")).toBe('n2');
  });
});

describe('a namespace', () => {
  it('may be written or left out', () => {
    const own = new TestOrg('shop');
    own.insert('Widget__c', { Name: 'w', Size__c: 3 });
    expect(own.run('SELECT shop__Size__c FROM Widget__c WHERE Size__c = 3')[0]?.getByName('Size__c')).toEqual(
      Decimal.of(3).setScale(2)
    );
    expect(own.run('SELECT Id, (SELECT Id FROM Widgets__r) FROM shop__Crate__c')).toEqual([]);
  });
});
