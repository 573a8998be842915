import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldInfo } from '../../contracts/schema.ts';
import { Registry } from '../../metadata/index.ts';
import { buildSchema } from '../../schema/index.ts';
import type { Row, Store } from '../../contracts/store.ts';
import { ApexDate, ApexDatetime, Decimal } from '../../values/index.ts';
import { createStore } from '../index.ts';

const { schema } = buildSchema({ namespace: null, registry: new Registry() });
const object = (name: string) => schema.object(name) ?? fail(name);
const contact = object('Contact');
const account = object('Account');
const slot = (name: string, of = contact) => field(name, of).slot;

function fail(name: string): never {
  throw new Error(`no ${name}`);
}

function field(name: string, of = contact): FieldInfo {
  return of.field(name) ?? fail(name);
}

function row(id: string, values: Record<string, unknown>, of = contact): Row {
  const v: unknown[] = of.fields.map(() => null);
  v[0] = id;
  for (const [name, value] of Object.entries(values)) v[slot(name, of)] = value;
  return v;
}

function insert(store: Store, values: Record<string, unknown>, of = contact): string {
  const id = store.newId(of);
  store.put(of, id, row(id, values, of));
  return id;
}

const ids = (rows: Iterable<Row>) => [...rows].map((r) => r[0] as string);

describe('rows and ids', () => {
  it('finds a row by its id and keeps the old one when it is replaced or removed', () => {
    const store = createStore();
    const id = insert(store, { LastName: 'A' });
    expect(id).toBe('003B00000000001IAA');
    const old = store.put(contact, id, row(id, { LastName: 'B' }));
    expect(old?.[slot('LastName')]).toBe('A');
    expect(store.get(contact, id)?.[slot('LastName')]).toBe('B');
    store.put(contact, id, undefined);
    expect(store.get(contact, id)).toBeUndefined();
    expect(store.count(contact)).toBe(0);
  });

  it('keeps ids from elsewhere and never gives one of them out', () => {
    const store = createStore();
    const taken = '003B00000000002IAA';
    const far = '003gL00000ABCDEQA4';
    const madeUp = '003000000000001AAA';
    store.put(contact, taken, row(taken, { LastName: 'taken' }));
    store.put(contact, far, row(far, { LastName: 'far' }));
    expect([insert(store, {}), insert(store, {})]).toEqual(['003B00000000001IAA', '003B00000000003IAA']);
    expect(store.get(contact, taken)?.[slot('LastName')]).toBe('taken');
    expect(store.get(contact, madeUp)).toBeUndefined();
    expect(ids(store.scan(contact, { kind: 'ids', ids: [far, '003000000000009AAA'] }))).toEqual([far]);
  });

  it('numbers automatically from the start of the format and does not go back', () => {
    const store = createStore();
    const number = field('CaseNumber', object('Case'));
    const before = store.savepoint();
    expect([store.nextAutoNumber(number), store.nextAutoNumber(number)]).toEqual([1, 2]);
    store.rollback(before);
    expect(store.nextAutoNumber(number)).toBe(3);
  });

  it('gives ids and numbers out again after a rollback where that was asked for', () => {
    const store = createStore({ resetIds: true });
    const number = field('CaseNumber', object('Case'));
    const before = store.savepoint();
    const id = insert(store, {});
    store.nextAutoNumber(number);
    store.rollback(before);
    expect(insert(store, {})).toBe(id);
    expect(store.nextAutoNumber(number)).toBe(1);
  });

  it('refuses to store rows that are computed, and answers them from their provider', () => {
    const store = createStore();
    const status = object('LeadStatus');
    const computed = row('01L000000000001AAA', { MasterLabel: 'Open' }, status);
    store.define(status, { rows: () => [computed] });
    expect([...store.scan(status, { kind: 'all' })]).toEqual([computed]);
    expect(() => store.put(status, '01L000000000001AAA', computed)).toThrow(/computed/);
  });

  it('refuses to go back beyond a commit', () => {
    const store = createStore();
    insert(store, {});
    const late = store.savepoint();
    store.commit();
    expect(() => store.rollback(late)).toThrow(/older than the last commit/);
  });
});

describe('indexes', () => {
  it('finds by lookup, by folded text and by range over many rows', () => {
    const store = createStore();
    const parents = Array.from({ length: 10 }, () => insert(store, {}, account));
    const all = Array.from({ length: 1000 }, (_, i) =>
      insert(store, { AccountId: parents[i % 10], Email: `P${i}@x.org`, Birthdate: new ApexDate(i) })
    );
    const byParent = { kind: 'equal', field: field('AccountId'), keys: [parents[3]] } as const;
    expect(store.estimate(contact, byParent)).toBe(100);
    expect(ids(store.scan(contact, byParent))).toEqual(all.filter((_, i) => i % 10 === 3));
    const byEmail = { kind: 'equal', field: field('Email'), keys: ['p7@X.ORG', 'nobody'] } as const;
    expect(ids(store.scan(contact, byEmail))).toEqual([all[7]]);
    const range = {
      kind: 'range',
      field: field('Birthdate'),
      low: new ApexDate(10),
      high: new ApexDate(13)
    } as const;
    expect(ids(store.scan(contact, range))).toEqual(all.slice(10, 14));
    expect(ids(store.scan(contact, { ...range, descending: true }))).toEqual(all.slice(10, 14).reverse());
  });

  it('grows its revision with every change, taken back ones too', () => {
    const store = createStore();
    const before = store.savepoint();
    insert(store, {});
    const grown = store.revision(contact);
    store.rollback(before);
    expect(store.revision(contact)).toBeGreaterThan(grown);
  });
});

describe('snapshots', () => {
  it('come back with every kind of value, and the counters go on', () => {
    const store = createStore();
    const values = {
      AnnualRevenue: Decimal.parse('12.50'),
      LastActivityDate: new ApexDate(5),
      CreatedDate: new ApexDatetime(7),
      IsDeleted: false
    };
    const id = insert(store, values, account);
    store.putRecycled(contact, '003000000000001AAA', row('003000000000001AAA', { LastName: 'gone' }));
    const copy = createStore();
    copy.define(account);
    copy.define(contact);
    copy.restore(store.snapshot());
    expect(copy.get(account, id)).toEqual(store.get(account, id));
    expect(copy.recycled(contact, '003000000000001AAA')?.[slot('LastName')]).toBe('gone');
    expect(insert(copy, {}, account)).not.toBe(id);
  });

  it('find an object that nobody has defined yet by its name', () => {
    const store = createStore();
    const id = insert(store, {}, account);
    const copy = createStore();
    copy.restore(store.snapshot(), (name) => (name === 'Account' ? account : undefined));
    expect(copy.get(account, id)).toEqual(store.get(account, id));
  });

  it('refuse what is none and records of an object that is not there', () => {
    const store = createStore();
    insert(store, {}, account);
    expect(() => createStore().restore(store.snapshot())).toThrow(/records of Account/);
    expect(() => store.restore(new Uint8Array([1, 2, 3]))).toThrow();
  });
});

type Step =
  | { kind: 'put'; n: number; email: string | null; parent: number | null; born: number | null }
  | { kind: 'remove'; n: number }
  | { kind: 'save' }
  | { kind: 'back' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      n: fc.nat(60),
      email: fc.option(fc.constantFrom('a@x.org', 'A@x.org', 'b@x.org', 'É@x.org'), { nil: null }),
      parent: fc.option(fc.nat(3), { nil: null }),
      born: fc.option(fc.nat(9), { nil: null })
    })
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), n: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('save' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('back' as const) }) }
);

const PARENTS = [1, 2, 3, 4].map((n) => `00100000000000${n}AAA`);

/** The plainest store there is: a map that is copied at every savepoint. */
class Model {
  rows = new Map<string, Row>();
  saved: { at: number; rows: Map<string, Row> }[] = [];
}

function play(store: Store, model: Model, known: readonly string[], s: Step): void {
  if (s.kind === 'save') {
    model.saved.push({ at: store.savepoint(), rows: new Map(model.rows) });
  } else if (s.kind === 'back') {
    const saved = model.saved.pop();
    if (!saved) return;
    store.rollback(saved.at);
    model.rows = saved.rows;
  } else {
    const id = known[s.n] as string;
    const value = s.kind === 'put' ? rowOf(id, s) : undefined;
    store.put(contact, id, value);
    if (value) model.rows.set(id, value);
    else model.rows.delete(id);
  }
}

function rowOf(id: string, s: Extract<Step, { kind: 'put' }>): Row {
  return row(id, {
    Email: s.email,
    AccountId: s.parent === null ? null : PARENTS[s.parent],
    Birthdate: s.born === null ? null : new ApexDate(s.born)
  });
}

function expectSame(store: Store, model: Model): void {
  const want = (test: (r: Row) => boolean) => ids([...model.rows.values()].filter(test)).sort();
  const got = (path: Parameters<Store['scan']>[1], test: (r: Row) => boolean) =>
    ids([...store.scan(contact, path)].filter(test)).sort();
  expect(store.count(contact)).toBe(model.rows.size);
  expect(got({ kind: 'all' }, () => true)).toEqual(want(() => true));
  for (const parent of PARENTS) {
    const test = (r: Row) => r[slot('AccountId')] === parent;
    expect(got({ kind: 'equal', field: field('AccountId'), keys: [parent] }, test)).toEqual(want(test));
  }
  const mail = (r: Row) => /^a@x\.org$/i.test(String(r[slot('Email')]));
  expect(got({ kind: 'equal', field: field('Email'), keys: ['A@X.ORG'] }, mail)).toEqual(want(mail));
  const born = (r: Row) => {
    const days = (r[slot('Birthdate')] as ApexDate | null)?.days ?? -1;
    return days >= 2 && days <= 5;
  };
  const range = { kind: 'range', field: field('Birthdate'), low: new ApexDate(2), high: new ApexDate(5) } as const;
  expect(got(range, born)).toEqual(want(born));
}

describe('whatever happens in whatever order', () => {
  it('holds what a plain map would hold, and every index agrees', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const store = createStore();
        const own = Array.from({ length: 40 }, () => store.newId(contact));
        const foreign = Array.from({ length: 21 }, (_, i) => `003gL0000000${String(i).padStart(3, '0')}AAA`);
        const known = [...own, ...foreign];
        const model = new Model();
        own.forEach((_, n) => play(store, model, known, { kind: 'put', n, email: null, parent: 1, born: 3 }));
        expectSame(store, model);
        steps.forEach((s) => play(store, model, known, s));
        expectSame(store, model);
      }),
      { numRuns: 150 }
    );
  });
});
