import type { Row } from '../contracts/store.ts';
import type { OrgServices, Transaction } from '../contracts/transaction.ts';
import type { FlowCatalog } from './catalog.ts';
import type { TriggerRecord } from './interview.ts';
import type { FlowProgram } from './program.ts';
import { recordOfRow } from './records.ts';
import { contextOf, runFor } from './run.ts';
import { nextRun, scheduleOf } from './frequency.ts';
import { meets } from './triggers.ts';

/** Records of one batch of a schedule-triggered flow. */
const BATCH = 200;
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
  const at = nextRun(scheduleOf(program), org.organization.timeZone, org.clock.now());
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
