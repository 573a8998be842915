import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessPath, Store } from '../../contracts/store.ts';
import type { ObjectInfo } from '../../contracts/schema.ts';
import { ApexDate } from '../../values/index.ts';
import { TestOrg } from './org.ts';

const KINDS = ['Zinc', 'Brass', 'Iron'];
const org = new TestOrg();
const crates = ['Big', 'Small', 'Odd'].map((Name) => org.insert('Crate__c', { Name }));

for (let i = 0; i < 120; i++) {
  org.insert('Widget__c', {
    Name: `w${String(i).padStart(3, '0')}`,
    Crate__c: i % 5 === 4 ? null : crates[i % 3],
    Size__c: i % 7 === 0 ? null : (i * 37) % 50,
    Code__c: i % 11 === 0 ? null : `C${i}`,
    Kind__c: i % 4 === 3 ? null : KINDS[i % 3],
    Due__c: i % 9 === 0 ? null : ApexDate.of(2026, 11, 1).addDays(i % 40),
    Open__c: i % 2 === 0
  });
}

/** The same store without a use for any index: every plan becomes a scan of all rows. */
function scanning(store: Store): Store {
  const estimate = (_object: ObjectInfo, path: AccessPath) => (path.kind === 'all' ? 0 : 1);
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'estimate') return estimate;
      if (name === 'ordersBy') return () => false;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    }
  });
}

function run(where: string, store: Store): string {
  Object.assign(org.tx.org, { store });
  return org.names(where);
}

const date = fc.integer({ min: 1, max: 30 }).map((d) => `2026-11-${String(d).padStart(2, '0')}`);
const order = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const leaf = fc.oneof(
  fc.tuple(fc.constantFrom('=', '!='), fc.constantFrom(...crates)).map(([op, id]) => `Crate__c ${op} '${id}'`),
  fc.subarray(crates).map((ids) => `Crate__c IN (${[...ids, crates[0]].map((id) => `'${id}'`).join(', ')})`),
  fc.tuple(order, fc.nat(50)).map(([op, n]) => `Size__c ${op} ${n}`),
  fc.tuple(order, fc.nat(120)).map(([op, n]) => `Code__c ${op} 'C${n}'`),
  fc.tuple(order, date).map(([op, d]) => `Due__c ${op} ${d}`),
  fc
    .tuple(order, fc.constantFrom('TODAY', 'THIS_WEEK', 'LAST_WEEK', 'LAST_N_DAYS:3', 'NEXT_N_DAYS:4'))
    .map(([op, d]) => `Due__c ${op} ${d}`),
  fc.constantFrom(...KINDS, null).map((kind) => `Kind__c = ${kind === null ? 'null' : `'${kind}'`}`),
  fc.constantFrom('Open__c = true', 'Crate__c = null', 'Code__c != null', "Name LIKE 'w00%'", "Crate__r.Name = 'Big'"),
  fc.nat(119).map((n) => `Name = 'W${String(n).padStart(3, '0')}'`)
);
const { condition } = fc.letrec<{ condition: string; group: string }>((tie) => ({
  condition: fc.oneof({ maxDepth: 3 }, leaf, tie('group')),
  group: fc.oneof(
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((items) => `(${items.join(' AND ')})`),
    fc.array(tie('condition'), { minLength: 2, maxLength: 3 }).map((items) => `(${items.join(' OR ')})`),
    tie('condition').map((item) => `(NOT ${item})`)
  )
}));
const sort = fc.constantFrom(
  'Name',
  'Due__c, Name',
  'Due__c DESC, Name DESC',
  'Size__c NULLS LAST, Name',
  'Code__c DESC',
  'Crate__r.Name, Name'
);

describe('plans', () => {
  it('find the same records by any index as by a scan of all rows', () => {
    const { store } = org;
    const plain = scanning(store);
    fc.assert(
      fc.property(condition, sort, fc.option(fc.nat(20), { nil: undefined }), (where, by, limit) => {
        const soql = `WHERE ${where} ORDER BY ${by}${limit === undefined ? '' : ` LIMIT ${limit}`}`;
        expect(run(soql, store)).toBe(run(soql, plain));
      }),
      { numRuns: 400 }
    );
  });
});
