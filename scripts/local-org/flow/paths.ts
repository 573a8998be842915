import type { UserContext } from '../contracts/access.ts';
import type { Row } from '../contracts/store.ts';
import type { OrgServices, Transaction } from '../contracts/transaction.ts';
import { ApexDatetime, type SObject } from '../values/index.ts';
import type { FlowCatalog } from './catalog.ts';
import { triggerError } from './faults.ts';
import type { TriggerRecord } from './interview.ts';
import type { OffsetUnit } from './model.ts';
import type { CompiledPath, FlowProgram } from './program.ts';
import { recordOfRow } from './records.ts';
import { contextOf, probe, runFor } from './run.ts';
import { meets, starts, triggerRecord, triggersOn } from './triggers.ts';

const MINUTE = 60_000;
const UNIT_MS: Readonly<Record<Exclude<OffsetUnit, 'Months'>, number>> = {
  Minutes: MINUTE,
  Hours: 60 * MINUTE,
  Days: 1440 * MINUTE,
  Weeks: 10_080 * MINUTE
};

/** One path of one record that waits for its instant. Plain data, so that an org can keep it. */
export interface PendingPath {
  readonly flow: string;
  readonly path: string;
  readonly recordId: string;
  readonly at: number;
  readonly userId: string;
}

interface Waiting extends PendingPath {
  /** The record before the save, for the asynchronous path. */
  readonly old?: Row | undefined;
}

/** Everything of one path that is due at one instant for one user: one entry of the queue. */
interface Bucket {
  readonly workId: string;
  readonly waiting: Map<string, Waiting>;
}

type Wish = { readonly path: CompiledPath; readonly at: number | null; readonly old?: Row | undefined };

function instant(path: CompiledPath, anchor: number, zone: string): number {
  if (path.unit === 'Months') return new ApexDatetime(anchor).addMonths(path.offset, zone).at;
  return anchor + path.offset * UNIT_MS[path.unit];
}

const keyOf = (flow: string, path: string, recordId: string): string => `${flow} ${path} ${recordId}`;

/**
 * The scheduled and asynchronous paths of saved records. What a save wants is worked out at once and done after its
 * commit, so that a rollback leaves the queue as it was. Not documented, hence assumed: a record that stops meeting the
 * conditions or is deleted loses its paths, a moved field moves them, and a path that has run does not run again
 * until the flow starts anew.
 */
export class ScheduledPaths {
  private readonly catalog: FlowCatalog;
  private readonly buckets = new Map<string, Bucket>();
  private readonly places = new Map<string, { readonly bucket: string; readonly waiting: Waiting }>();

  constructor(catalog: FlowCatalog) {
    this.catalog = catalog;
  }

  schedule(
    tx: Transaction,
    object: string,
    op: 'insert' | 'update' | 'delete' | 'undelete',
    records: readonly SObject[],
    old: readonly (Row | undefined)[]
  ): void {
    const programs = this.catalog.triggeredBy('RecordAfterSave', object).filter((program) => program.paths.length > 0);
    for (const program of programs) {
      if (op === 'delete') this.afterDelete(tx, program, records);
      else if (op !== 'undelete') this.afterChange(tx, program, op, records, old);
    }
  }

  pending(): PendingPath[] {
    return [...this.places.values()].map(({ waiting: { flow, path, recordId, at, userId } }) => ({
      flow,
      path,
      recordId,
      at,
      userId
    }));
  }

  /** Forgets what waits for a flow: a deactivated flow's paths do not run (assumed). */
  drop(org: OrgServices, flow: string): void {
    for (const [key, { waiting }] of [...this.places]) if (waiting.flow === flow) this.remove(org, key);
  }

  /** Makes kept paths of a restored org the waiting ones; those whose flow is gone are dropped. */
  restore(org: OrgServices, kept: readonly PendingPath[]): void {
    for (const bucket of this.buckets.values()) org.async.cancel(bucket.workId);
    this.buckets.clear();
    this.places.clear();
    for (const waiting of kept) {
      const model = this.catalog.flow(waiting.flow);
      const program = model && this.catalog.programOf(model);
      const path = program?.paths.find((p) => p.name === waiting.path);
      if (program && path) this.put(org, program, path, waiting);
    }
  }

  private afterDelete(tx: Transaction, program: FlowProgram, records: readonly SObject[]): void {
    const ids = records.map((record) => record.id ?? '');
    tx.afterCommit(() =>
      ids.forEach((id) =>
        program.paths.forEach((path) => this.remove(tx.org, keyOf(program.model.name, path.name, id)))
      )
    );
  }

  private afterChange(
    tx: Transaction,
    program: FlowProgram,
    op: 'insert' | 'update',
    records: readonly SObject[],
    old: readonly (Row | undefined)[]
  ): void {
    const context = contextOf(program, tx);
    const { id: userId } = tx.user;
    const wishes = records.map((record, index) => {
      const trigger = triggerRecord(record, old[index]);
      const isStart = triggersOn(program, op) && starts(program, context, trigger);
      const stillMeets = isStart || meets(program, context, trigger);
      return {
        id: record.id ?? '',
        isStart,
        stillMeets,
        paths: stillMeets ? this.wishes(tx, program, trigger, old[index]) : []
      };
    });
    tx.afterCommit(() => {
      for (const { id, isStart, stillMeets, paths } of wishes) {
        if (!stillMeets) program.paths.forEach((path) => this.cancelScheduled(tx.org, program, path, id));
        for (const wish of paths) this.apply(tx, program, wish, id, userId, isStart);
      }
    });
  }

  private wishes(tx: Transaction, program: FlowProgram, trigger: TriggerRecord, old: Row | undefined): Wish[] {
    const asking = probe(program, contextOf(program, tx), trigger);
    return program.paths.map((path) => {
      const anchor = path.anchor(asking);
      const at = anchor === null ? null : path.async ? anchor : instant(path, anchor, tx.user.timeZone);
      return { path, at, ...(path.async ? { old } : {}) };
    });
  }

  private cancelScheduled(org: OrgServices, program: FlowProgram, path: CompiledPath, id: string): void {
    if (!path.async) this.remove(org, keyOf(program.model.name, path.name, id));
  }

  /** A start queues every path; a later save only moves what still waits for an instant of a field. */
  private apply(
    tx: Transaction,
    program: FlowProgram,
    wish: Wish,
    recordId: string,
    userId: string,
    isStart: boolean
  ): void {
    const { path, at } = wish;
    const key = keyOf(program.model.name, path.name, recordId);
    const place = this.places.get(key);
    if (!isStart && (path.async || path.source !== 'RecordField' || !place)) return;
    if (place && at === place.waiting.at && !isStart) return;
    if (!path.async) this.remove(tx.org, key);
    if (at === null) return;
    const waiting: Waiting = {
      flow: program.model.name,
      path: path.name,
      recordId,
      at,
      userId: isStart ? userId : (place?.waiting.userId ?? userId),
      ...(wish.old ? { old: wish.old } : {})
    };
    this.put(tx.org, program, path, waiting, tx);
  }

  private put(org: OrgServices, program: FlowProgram, path: CompiledPath, waiting: Waiting, tx?: Transaction): void {
    // Scheduled paths never run in Apex tests, and what a test queues is forgotten with it.
    if (tx?.test && !path.async) return;
    const due = Math.max(waiting.at, org.clock.now());
    const bucketKey = `${waiting.flow} ${path.name} ${due} ${waiting.userId}${tx?.test ? ` ${tx.requestId}` : ''}`;
    let bucket = this.buckets.get(bucketKey);
    if (!bucket) {
      bucket = { workId: this.queue(org, program, path, bucketKey, due, waiting.userId, tx), waiting: new Map() };
      this.buckets.set(bucketKey, bucket);
    }
    bucket.waiting.set(waiting.recordId, waiting);
    if (!path.async) this.places.set(keyOf(waiting.flow, path.name, waiting.recordId), { bucket: bucketKey, waiting });
  }

  private queue(
    org: OrgServices,
    program: FlowProgram,
    path: CompiledPath,
    bucketKey: string,
    at: number,
    userId: string,
    tx: Transaction | undefined
  ): string {
    const kind = path.async ? 'asyncPath' : 'scheduledPath';
    const label = `${program.model.name}: ${path.name}`;
    return org.async.later(tx?.test ? tx : null, {
      at,
      kind,
      label,
      userId,
      run: () => this.runBucket(org, program, path, bucketKey, userId)
    });
  }

  private remove(org: OrgServices, key: string): void {
    const place = this.places.get(key);
    if (!place) return;
    this.places.delete(key);
    const bucket = this.buckets.get(place.bucket);
    bucket?.waiting.delete(place.waiting.recordId);
    if (!bucket || bucket.waiting.size > 0) return;
    this.buckets.delete(place.bucket);
    org.async.cancel(bucket.workId);
  }

  /** Runs what is due in batches, each in a transaction of its own as the user whose save queued it. */
  private runBucket(
    org: OrgServices,
    program: FlowProgram,
    path: CompiledPath,
    bucketKey: string,
    userId: string
  ): void {
    const due = [...(this.buckets.get(bucketKey)?.waiting.values() ?? [])];
    this.buckets.delete(bucketKey);
    for (const { flow, recordId } of due) if (!path.async) this.places.delete(keyOf(flow, path.name, recordId));
    const user = org.access.user(activeUser(org, userId, program));
    const failures: string[] = [];
    for (let from = 0; from < due.length; from += path.batchSize) {
      failures.push(...this.runBatch(org, user, program, path, due.slice(from, from + path.batchSize)));
    }
    if (failures.length > 0) throw new Error(failures.join('\n'));
  }

  /** Interviews that fail take their batch back; it runs again without them, as a save retries its good rows. */
  private runBatch(
    org: OrgServices,
    user: UserContext,
    program: FlowProgram,
    path: CompiledPath,
    due: readonly Waiting[]
  ): string[] {
    const failures: string[] = [];
    let rest = due;
    while (rest.length > 0) {
      const failed = new Set<Waiting>();
      const tried = rest;
      org.async.runAs(user, path.async ? 'asyncPath' : 'scheduledPath', (tx) => {
        const savepoint = tx.savepoint();
        const found = tried
          .map((waiting) => ({ waiting, trigger: reread(tx, program, waiting) }))
          .filter((entry) => entry.trigger !== undefined);
        const interviews = runFor(
          program,
          tx,
          found.map((entry) => entry.trigger as TriggerRecord),
          path.next
        );
        interviews.forEach(({ failure }, index) => {
          if (!failure) return;
          failures.push(
            `${program.model.name}: ${path.name}: ${triggerError(program.model.label, failure.message).message}`
          );
          failed.add((found[index] as (typeof found)[number]).waiting);
        });
        if (failed.size > 0) tx.rollback(savepoint);
      });
      rest = failed.size === 0 ? [] : tried.filter((waiting) => !failed.has(waiting));
    }
    return failures;
  }
}

/** The record as it is now; undefined when it is gone. */
function reread(tx: Transaction, program: FlowProgram, waiting: Waiting): TriggerRecord | undefined {
  const row = program.object && tx.org.store.get(program.object, waiting.recordId);
  if (!program.object || !row) return undefined;
  const prior = waiting.old ? recordOfRow(program.object, waiting.old) : null;
  return { record: recordOfRow(program.object, row), prior, isNew: false };
}

/** The Default Workflow User runs what an inactive user's save has queued (help: Scheduled Paths Considerations). */
function activeUser(org: OrgServices, userId: string, program: FlowProgram): string {
  const users = org.schema.object('User');
  const slot = users?.field('IsActive')?.slot;
  const row = users && org.store.get(users, userId);
  const isActive = slot === undefined || !row || row[slot] !== false;
  return isActive ? userId : (program.workflowUser() ?? userId);
}
