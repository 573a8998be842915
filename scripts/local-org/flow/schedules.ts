import type { Row } from '../contracts/store.ts';
import type { OrgServices, Transaction } from '../contracts/transaction.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../values/index.ts';
import type { FlowCatalog } from './catalog.ts';
import type { TriggerRecord } from './interview.ts';
import type { FlowProgram } from './program.ts';
import { recordOfRow } from './records.ts';
import { contextOf, runFor } from './run.ts';
import { meets } from './triggers.ts';

/** Records of one batch of a schedule-triggered flow. */
const BATCH = 200;
const PERIOD_DAYS = { Once: 0, Daily: 1, Weekly: 7 } as const;

/** The first instant of a schedule that is not past; undefined when it never comes again. */
function nextRun(org: OrgServices, program: FlowProgram): number | undefined {
  const { schedule, line } = program.model.start;
  const date = schedule && ApexDate.tryParse(schedule.startDate);
  const time = schedule && ApexTime.tryParse(schedule.startTime.replace(/Z$/, ''));
  if (!schedule || !date || !time)
    throw new Error(`${program.model.file}:${line}: the schedule of the flow cannot be read.`);
  const { timeZone } = org.organization;
  const at = (day: ApexDate): number => ApexDatetime.ofDateTime(timeZone, day, time.millis).at;
  const period = PERIOD_DAYS[schedule.frequency];
  if (at(date) > org.clock.now() || period === 0) return at(date) > org.clock.now() ? at(date) : undefined;
  let day = date;
  const today = new ApexDatetime(org.clock.now()).date(timeZone);
  day = day.addDays(Math.floor((today.days - day.days) / period) * period);
  while (at(day) <= org.clock.now()) day = day.addDays(period);
  return at(day);
}

/** The batches of one run: one interview without a record, or one per record that meets the filters. */
function batches(org: OrgServices, { object }: FlowProgram): (readonly Row[] | null)[] {
  if (!object) return [null];
  const rows = [...org.store.scan(object, { kind: 'all' })];
  return [...Array(Math.ceil(rows.length / BATCH)).keys()].map((index) =>
    rows.slice(index * BATCH, (index + 1) * BATCH)
  );
}

function triggersOf(tx: Transaction, program: FlowProgram, rows: readonly Row[] | null): (TriggerRecord | null)[] {
  const { object } = program;
  if (!object || !rows) return [null];
  const context = contextOf(program, tx);
  return rows
    .map((row): TriggerRecord => ({ record: recordOfRow(object, row), prior: null, isNew: false }))
    .filter((trigger) => meets(program, context, trigger));
}

function runSchedule(org: OrgServices, program: FlowProgram, userId: string): void {
  const failures: string[] = [];
  for (const rows of batches(org, program)) {
    org.async.runAs(org.access.user(userId), 'schedule', (tx) => {
      for (const { failure } of runFor(program, tx, triggersOf(tx, program, rows), program.first))
        if (failure) failures.push(failure.message);
    });
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

function enqueue(org: OrgServices, program: FlowProgram, userId: string): void {
  const at = nextRun(org, program);
  if (at === undefined) return;
  const run = (): void => {
    enqueue(org, program, userId);
    runSchedule(org, program, userId);
  };
  org.async.later(null, { at, kind: 'schedule', label: program.model.name, userId, run });
}

/** Puts the next run of every schedule-triggered flow on the clock. A single run that is past does not run (help: Schedule-Triggered Flow Considerations). */
export function startSchedules(org: OrgServices, catalog: FlowCatalog, userId: string): void {
  for (const program of catalog.scheduled()) enqueue(org, program, userId);
}
