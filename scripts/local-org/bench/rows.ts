import type { ObjectInfo } from '../contracts/schema.ts';
import { createOrg } from '../org/index.ts';
import type { LocalOrg } from '../org/index.ts';
import { Decimal, SObject } from '../values/index.ts';
import { writeProject } from './generate.ts';
import { cpuOf, say } from './measure.ts';

const ROWS = 1_000_000;
const PART = 100_000;
const PER_TRANSACTION = 10_000;
const QUERIES = 20_000;
const AS_SYSTEM = { mode: 'system', sharing: 'without' } as const;

/** A million records saved through every rule, and found by an index: the last must cost what the first cost. */
export function rows(): void {
  const org = createOrg({ projectDir: writeProject(new Map()) });
  const part = org.schema.object('Part__c');
  if (!part) throw new Error('The generated project has no object Part__c.');
  const inserting: number[] = [];
  const finding: number[] = [];
  for (let from = 0; from < ROWS; from += PART) {
    inserting.push((cpuOf(() => insert(org, part, from)) * 1000) / PART);
    find(org, 1_000, from + PART);
    finding.push((cpuOf(() => find(org, QUERIES, from + PART)) * 1000) / QUERIES);
  }
  flat('Rows inserted', inserting);
  flat('Queries by index', finding);
  console.log(`${ROWS} rows take ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
}

function flat(what: string, times: readonly number[]): void {
  // The first part warms the compiler up.
  const first = times[1] as number;
  const last = times.at(-1) as number;
  say(
    what,
    `${first.toFixed(1)} us each at first, ${last.toFixed(1)} us at one million`,
    `${(last / first).toFixed(1)} times`,
    last <= first * 1.5
  );
}

function insert(org: LocalOrg, part: ObjectInfo, from: number): void {
  const slot = (name: string): number => part.field(name)?.slot ?? -1;
  const [name, code, size] = [slot('Name'), slot('Code__c'), slot('Size__c')];
  for (let at = from; at < from + PART; at += PER_TRANSACTION) {
    org.async.runAs(org.admin, 'rest', (tx) => {
      const records = Array.from({ length: PER_TRANSACTION }, (_, n) => {
        const record = new SObject(part);
        record.put(name, `Part ${at + n}`);
        record.put(code, `code-${at + n}`);
        record.put(size, Decimal.of(n));
        return record;
      });
      org.save.run(tx, 'insert', records, { access: AS_SYSTEM, allOrNone: true, source: 'import' });
    });
  }
}

function find(org: LocalOrg, times: number, count: number): void {
  const tx = org.begin(org.admin, 'rest');
  const query = org.queries.parse('SELECT Id, Size__c FROM Part__c WHERE Code__c = :code');
  for (let n = 0; n < times; n++) {
    const { size } = org.queries.run(tx, query, [`code-${(n * 7919) % count}`], AS_SYSTEM);
    if (size !== 1) throw new Error(`${size} rows found instead of one`);
    tx.limits.clear();
  }
  tx.abort();
}
