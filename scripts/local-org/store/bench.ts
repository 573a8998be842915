/** Prints what the store and its queries cost on this machine: `npx tsx scripts/local-org/store/bench.ts [rows]`. */
import type { ObjectInfo } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { compileFormula } from '../formula/index.ts';
import { Registry } from '../metadata/index.ts';
import { buildSchema } from '../schema/index.ts';
import { createQueries } from '../soql/index.ts';
import { ApexDatetime } from '../values/index.ts';
import { createStore } from './index.ts';

const ROWS = Number(process.argv[2] ?? 100_000);
const OWNERS = 50;
const { schema } = buildSchema({ namespace: null, registry: new Registry() });
const store = createStore();
const queries = createQueries({ schema, compileFormula });
const lead = objectNamed('Lead');
const tx = {
  org: { schema, store, queries },
  user: { timeZone: 'GMT', locale: 'en_US' },
  limits: { count: () => undefined },
  now: () => 0
} as unknown as Transaction;
const access = { mode: 'system', sharing: 'without' } as const;

function objectNamed(name: string): ObjectInfo {
  const found = schema.object(name);
  if (!found) throw new Error(`no object ${name}`);
  return found;
}

function slot(name: string): number {
  return lead.field(name)?.slot ?? -1;
}

const SLOTS = {
  name: slot('LastName'),
  owner: slot('OwnerId'),
  status: slot('Status'),
  due: slot('LastTransferDate'),
  at: slot('EmailBouncedDate'),
  email: slot('Email')
};

function newRow(i: number): Row {
  const row: unknown[] = new Array(lead.fields.length).fill(null);
  row[0] = store.newId(lead);
  row[SLOTS.name] = `Lead ${i}`;
  row[SLOTS.owner] = `0050000000000${String(i % OWNERS).padStart(2, '0')}AAA`;
  row[SLOTS.status] = i % 3 ? 'Open - Not Contacted' : 'Working - Contacted';
  row[SLOTS.email] = `lead${i}@example.com`;
  row[SLOTS.at] = new ApexDatetime(i * 1000);
  return row;
}

function measure(name: string, times: number, work: (i: number) => void): void {
  work(0);
  const start = performance.now();
  for (let i = 0; i < times; i++) work(i);
  const each = ((performance.now() - start) / times) * 1000;
  console.log(`${name.padEnd(62)} ${each >= 1000 ? `${(each / 1000).toFixed(1)} ms` : `${each.toFixed(2)} us`}`);
}

const ids: string[] = [];
const started = performance.now();
for (let i = 0; i < ROWS; i++) {
  const row = newRow(i);
  ids.push(row[0] as string);
  store.put(lead, row[0] as string, row);
  if (i % 10_000 === 0) store.commit();
}
store.commit();
console.log(
  `${ROWS} rows loaded in ${Math.round(performance.now() - started)} ms; rss ${Math.round(process.memoryUsage().rss / 1e6)} MB`
);

const run = (soql: string, ...binds: unknown[]) => queries.run(tx, queries.parse(soql), binds, access);
const id = (i: number) => ids[(i * 7919) % ROWS] as string;
const indexing = performance.now();
run('SELECT Id FROM Lead WHERE Email = :e', 'x');
run('SELECT Id FROM Lead WHERE OwnerId = :o', 'x'.repeat(18));
run('SELECT Id FROM Lead WHERE EmailBouncedDate < :d', new ApexDatetime(0));
console.log(`three indexes built in ${Math.round(performance.now() - indexing)} ms`);

measure('get by id', 100_000, (i) => store.get(lead, id(i)));
measure('query by id', 20_000, (i) => run('SELECT Id, LastName FROM Lead WHERE Id = :id', id(i)));
measure('query by indexed text LIMIT 1', 20_000, (i) =>
  run('SELECT Id FROM Lead WHERE Email = :e LIMIT 1', `LEAD${i % ROWS}@example.com`)
);
measure('SELECT Id FROM Lead LIMIT 1', 20_000, () => run('SELECT Id FROM Lead LIMIT 1'));
measure('query 200 ids', 200, (i) =>
  run('SELECT Id, LastName, Status FROM Lead WHERE Id IN :ids', ids.slice(i % 100, (i % 100) + 200))
);
measure('update 1 row', 50_000, (i) => {
  const old = store.get(lead, id(i)) as Row;
  store.put(lead, id(i), old.with(SLOTS.name, `Changed ${i}`));
});
measure('savepoint and rollback, nothing between', 100_000, () => store.rollback(store.savepoint()));
measure('insert 5, roll back', 5_000, (i) => {
  const savepoint = store.savepoint();
  for (let n = 0; n < 5; n++) {
    const row = newRow(i);
    store.put(lead, row[0] as string, row);
  }
  store.rollback(savepoint);
});
measure('range on a datetime ordered by it, LIMIT 2000', 50, () =>
  run(
    'SELECT Id FROM Lead WHERE EmailBouncedDate <= :d ORDER BY EmailBouncedDate LIMIT 2000',
    new ApexDatetime(3_000_000)
  )
);
measure('GROUP BY owner and status over all rows', 5, () =>
  run('SELECT OwnerId, Status, COUNT(Id) FROM Lead GROUP BY OwnerId, Status')
);
measure('filter on text without an index over all rows', 5, () =>
  run("SELECT Id FROM Lead WHERE LastName LIKE '%777%'")
);
measure('ORDER BY text over all rows, LIMIT 10', 3, () => run('SELECT Id FROM Lead ORDER BY LastName DESC LIMIT 10'));
