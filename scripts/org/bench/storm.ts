/**
 * Counts what it costs when many clocks fall due in the same minute: `npm run bench:storm [-- --leads 10000 --beat 1]`.
 * Leads arrive in one minute, owned by the reps of NA East; their acceptance is due in one minute an hour later. Prints how
 * many are escalated after each minute, and what transactions used against the limits of a transaction and of a day.
 */
import { Command } from 'commander';
import { AS_SYSTEM, findUserId } from '../../local-org/api/index.ts';
import type { LocalOrg } from '../../local-org/org/index.ts';
import { openProject } from '../../local-org/cli/open.ts';
import type { LimitName, OrgWatch, TraceEvent, Transaction } from '../../local-org/contracts/transaction.ts';

const MINUTE = 60_000;
const BATCH = 200;
const WITHIN = 5;
/** Half past ten in New York: everybody there works, and nothing ends before the lunch of anybody. */
const ARRIVAL = Date.parse('2026-12-01T10:30:00-05:00');
const OWNERS = ['sam.ortiz', 'ana.ruiz', 'marco.silva', 'priya.nair'];
/** Per day and org, Enterprise with 30 users: what each kind of thing is counted against (docs/escalation.md names the pages). */
const DAILY = { async: 250_000, events: 250_000, notices: 10_000 } as const;
const SHOWN: readonly LimitName[] = ['queries', 'queryRows', 'dmlStatements', 'dmlRows', 'queueableJobs'];

interface Sum {
  count: number;
  readonly most: Map<LimitName, { used: number; of: number }>;
}

/** Adds up transactions by kind: only counts are kept, so that a storm does not fill the memory. */
class Counter implements OrgWatch {
  readonly byKind = new Map<string, Sum>();
  private readonly open: TraceEvent[] = [];

  begin(_tx: Transaction, event: TraceEvent): void {
    this.open.push(event);
  }

  add(): void {
    // Details of parts are of no interest here.
  }

  end(tx: Transaction): void {
    if (this.open.pop()?.kind !== 'transaction') return;
    const sum = this.byKind.get(tx.kind) ?? { count: 0, most: new Map() };
    sum.count++;
    for (const name of SHOWN) {
      const used = tx.limits.used(name);
      if (used >= (sum.most.get(name)?.used ?? -1)) sum.most.set(name, { used, of: tx.limits.limit(name) });
    }
    this.byKind.set(tx.kind, sum);
  }
}

class Storm {
  private readonly org: LocalOrg;

  constructor(org: LocalOrg) {
    this.org = org;
  }

  apex(source: string): void {
    const admin = this.org.access.user(findUserId(this.org, 'alex.admin@company.example') as string);
    this.org.async.runAs(admin, 'anonymous', (tx) => this.org.program.execute(tx, source));
  }

  count(from: string): number {
    const admin = this.org.access.user(findUserId(this.org, 'alex.admin@company.example') as string);
    return this.org.async.runAs(
      admin,
      'rest',
      (tx) => this.org.queries.runText(tx, `SELECT COUNT() FROM ${from}`, () => null, AS_SYSTEM).size
    );
  }

  moveTo(instant: number): void {
    const { failures } = this.org.async.advanceTo(instant);
    if (failures.length > 0) throw new Error(`${failures[0]?.label}: ${failures[0]?.message}`);
  }

  arrive(leads: number): void {
    const owners = OWNERS.map((handle) => findUserId(this.org, `${handle}@company.example`) as string);
    for (let first = 0; first < leads; first += BATCH) {
      const owner = owners[(first / BATCH) % owners.length] as string;
      this.apex(`List<Lead> rows = new List<Lead>();
        for (Integer i = ${first}; i < ${Math.min(first + BATCH, leads)}; i++) {
          rows.add(new Lead(LastName = 'Storm ' + i, Company = 'Storm ' + i, Email = 'a@storm' + i + '.example', Lead_Score__c = 90, OwnerId = '${owner}'));
        }
        insert as system rows;`);
    }
  }
}

function line(name: string, value: string): void {
  console.log(`${name.padEnd(24)}${value}`);
}

async function bench(options: { leads: string; beat: string; flow: boolean }): Promise<void> {
  const leads = Number(options.leads);
  const opened = await openProject('.', { strict: true, coverage: false, seed: true, seedOptions: { days: '0' } });
  const org = opened.org as LocalOrg;
  const storm = new Storm(org);
  storm.moveTo(ARRIVAL);
  storm.apex(
    `SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Beat_Minutes__c = ${Number(options.beat)}; upsert as system row;`
  );
  if (!options.flow) org.flows.setActive(org, 'Clock_Escalation', false);
  const begun = performance.now();
  storm.arrive(leads);
  storm.moveTo(ARRIVAL + 59 * MINUTE);
  const due = `Lead_Timer__c WHERE Stage__c = 'Acceptance' AND Lead__r.LastName LIKE 'Storm %'`;
  line(
    'clocks',
    `${storm.count(due)} of Acceptance due in one minute, ${storm.count('Lead_Timer__c WHERE Active_Key__c != NULL')} open in all`
  );
  line('until then', `${((performance.now() - begun) / 1000).toFixed(0)} s on this machine`);

  const counter = new Counter();
  const published = { deferred: 0, changed: 0 };
  const quiet = org.async.onEvent((object) => {
    if (object.endsWith('SLA_Deferred__e')) published.deferred++;
    else if (object.endsWith('SLA_Changed__e')) published.changed++;
  });
  const before = org.outbox.length;
  org.watch = counter;
  let reached = 0;
  for (let minute = 0; minute <= WITHIN && reached < leads; minute++) {
    storm.moveTo(ARRIVAL + (60 + minute) * MINUTE);
    reached = storm.count(`${due} AND Level__c = 'Red'`);
    line(`due + ${minute} min`, `${reached} escalated`);
  }
  org.watch = null;
  quiet();
  const once = storm.count(
    `SLA_Entry__c WHERE Type__c = 'LevelRaised' AND Level__c = 'Red' AND Stage__c = 'Acceptance'`
  );
  line('Red in the ledger', `${once}, each once: ${once === leads ? 'yes' : 'NO'}`);
  for (const [kind, sum] of counter.byKind) {
    const most = [...sum.most].map(([name, { used, of }]) => `${name} ${used} of ${of}`).join(', ');
    line(kind, `${sum.count} transactions; most of one: ${most}`);
  }
  const notices = org.outbox.slice(before).reduce((sum, message) => sum + message.to.length, 0);
  const async = counter.byKind.get('queueable')?.count ?? 0;
  line(
    'a day allows',
    `queueables ${async} of ${DAILY.async}; events published ${published.deferred + published.changed} of ${DAILY.events} an hour (${published.deferred} work, ${published.changed} changes); notifications ${notices} of ${DAILY.notices} an hour`
  );
  line('failed work waiting', String(storm.count('SLA_Inbox__c')));
  line(
    'this machine',
    `${((performance.now() - begun) / 1000).toFixed(0)} s, peak ${Math.round(process.resourceUsage().maxRSS / 1e3)} MB`
  );
  if (reached < leads || once !== leads) process.exitCode = 1;
}

await new Command('storm')
  .description('Count what it costs when many clocks fall due in the same minute.')
  .option('--leads <n>', 'leads that arrive in one minute', '10000')
  .option('--no-flow', 'switch the escalation flow off: the sweep alone')
  .option('--beat <minutes>', 'minutes between two sweeps', '1')
  .action(bench)
  .parseAsync();
