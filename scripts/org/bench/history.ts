/**
 * Shows that the sweep does not pay for history: `npm run bench:history [-- --clocks 1000000 --open 50000 --due 5000]`.
 * Writes closed and open clocks, lets some be due, runs sweeps page by page and prints the rows that each one read, whether
 * the due ones were done in order, and what the panel and the count of open clocks read. Memory grows with the clocks.
 */
import { Command } from 'commander';
import { AS_SYSTEM, findUserId, recordToJson } from '../../local-org/api/index.ts';
import { openProject } from '../../local-org/cli/open.ts';
import type { LocalOrg } from '../../local-org/org/index.ts';

const BATCH = 2_000;
const PAGE = 500;

interface Options {
  readonly clocks: string;
  readonly open: string;
  readonly due: string;
}

class Bench {
  private readonly org: LocalOrg;

  constructor(org: LocalOrg) {
    this.org = org;
  }

  /** Runs an anonymous block; returns the rows that its queries read. */
  apex(source: string): number {
    const admin = this.org.access.user(findUserId(this.org, 'alex.admin@company.example') as string);
    return this.org.async.runAs(admin, 'anonymous', (tx) => {
      this.org.program.execute(tx, source);
      return tx.limits.used('queryRows');
    });
  }

  count(from: string): number {
    const admin = this.org.access.user(findUserId(this.org, 'alex.admin@company.example') as string);
    return this.org.async.runAs(
      admin,
      'rest',
      (tx) => this.org.queries.runText(tx, `SELECT COUNT() FROM ${from}`, () => null, AS_SYSTEM).size
    );
  }

  /** Whether a clock was done although one that was due earlier is left. */
  overtaken(): boolean {
    const now = Math.floor(this.org.clock.now() / 60_000);
    const admin = this.org.access.user(findUserId(this.org, 'alex.admin@company.example') as string);
    const earliest = this.org.async.runAs(
      admin,
      'rest',
      (tx) =>
        this.org.queries.runText(
          tx,
          `SELECT Due_At__c FROM Lead_Timer__c WHERE Level__c = 'Green' AND Next_Check_Minute__c <= ${now} ORDER BY Next_Check_Minute__c LIMIT 1`,
          () => null,
          AS_SYSTEM
        ).records[0]
    );
    if (earliest === undefined) return false;
    const due = Object.values(recordToJson(earliest, '')).find((value) => /^\d{4}-/.test(String(value)));
    return (
      this.count(`Lead_Timer__c WHERE Level__c = 'Red' AND Due_At__c > ${new Date(String(due)).toISOString()}`) > 0
    );
  }

  /** Clocks without a lead record: only their own rows count here. Those that are due are due one a second. */
  write(first: number, count: number, kind: 'closed' | 'open' | 'due'): void {
    const running = kind !== 'closed';
    this.apex(`List<Lead_Timer__c> rows = new List<Lead_Timer__c>();
      Datetime now = Moment.now();
      for (Integer i = ${first}; i < ${first + count}; i++) {
        String leadId = '00Q9' + String.valueOf(i).leftPad(14, '0');
        Datetime due = ${kind === 'due' ? `now.addMinutes(-600 + Math.mod(i, 500))` : 'now.addDays(2)'};
        rows.add(new Lead_Timer__c(Lead_Id__c = leadId, Stage__c = 'Acceptance', Role__c = 'SDR', Cycle__c = 1,
          Active_Key__c = ${running ? `leadId + ':Acceptance:SDR'` : 'null'}, State__c = ${running ? `'Running'` : `'Met'`},
          Level__c = 'Green', Start_At__c = now.addDays(-1), Due_At__c = due, Unit__c = 'CalendarMinutes', Is_Breached__c = 0,
          Next_Check_Minute__c = ${running ? 'Moment.minuteFrom(due)' : 'null'}));
      }
      insert as system rows;`);
  }

  fill(total: number, kind: 'closed' | 'open' | 'due', from: number): void {
    for (let done = 0; done < total; done += BATCH) this.write(from + done, Math.min(BATCH, total - done), kind);
  }
}

function line(name: string, value: string): void {
  console.log(`${name.padEnd(24)}${value}`);
}

async function bench(options: Options): Promise<void> {
  const [clocks, open, due] = [Number(options.clocks), Number(options.open), Number(options.due)];
  const opened = await openProject('.', { strict: true, coverage: false, seed: true, seedOptions: { days: '0' } });
  const work = new Bench(opened.org as LocalOrg);
  work.fill(clocks - open, 'closed', 0);
  work.fill(open - due, 'open', clocks);
  work.fill(due, 'due', clocks * 2);
  line(
    'clocks',
    `${work.count('Lead_Timer__c')}, ${work.count('Lead_Timer__c WHERE Active_Key__c != NULL')} open, ${due} due`
  );
  let worst = 0;
  let inOrder = true;
  let sweeps = 0;
  for (let left = due; left > 0; sweeps++) {
    worst = Math.max(worst, work.apex('ClockSweep.sweep();'));
    left = work.count(
      `Lead_Timer__c WHERE Level__c = 'Green' AND Next_Check_Minute__c <= ${Math.floor(opened.org.clock.now() / 60_000)}`
    );
    inOrder = inOrder && left === Math.max(0, due - PAGE * (sweeps + 1)) && !work.overtaken();
  }
  line('sweeps', `${sweeps} pages of ${PAGE}; most rows read by one: ${worst} (2,000 allowed)`);
  line('the due ones', inOrder ? 'finished page by page, the earliest first' : 'NOT in order');
  line('memory', `peak ${Math.round(process.resourceUsage().maxRSS / 1e3)} MB`);
  if (worst > 2_000 || !inOrder) process.exitCode = 1;
}

await new Command('history')
  .description('Show that the sweep does not pay for history.')
  .option('--clocks <n>', 'clocks in all', '1000000')
  .option('--open <n>', 'open ones among them', '50000')
  .option('--due <n>', 'due ones among the open', '5000')
  .action(bench)
  .parseAsync();
