import type { UserContext } from '../contracts/access.ts';
import type {
  AdvanceResult,
  AsyncEngine,
  DueWork,
  FlexPlace,
  QueueableInfo,
  QueueableOptions,
  ScheduledName
} from '../contracts/async.ts';
import type { OrgServices, Transaction } from '../contracts/transaction.ts';
import { throwApex } from '../values/index.ts';
import { Batches } from './batch.ts';
import { WorkLoop } from './core.ts';
import type { KeptWork } from './core.ts';
import { Events } from './events.ts';
import type { TakenEvent } from './events.ts';
import { JobRows } from './job-rows.ts';
import type { FinishedJob } from './job-rows.ts';
import { Queueables, messageOf } from './queueable.ts';
import { Schedules } from './schedules.ts';

/** Waiting jobs and the place of the event bus, as plain data for a snapshot of the org. */
export interface AsyncState {
  readonly work: readonly KeptWork[];
  readonly replayId: number;
  readonly eventUuids: number;
  /** Jobs whose rows are still to be purged. */
  readonly finished: readonly FinishedJob[];
  /** Everything that waits, paths and schedules of flows included, in the order in which it will run. */
  readonly order: readonly string[];
}

export interface LocalAsyncEngine extends AsyncEngine {
  /** Throws when work waits that has no plain form (an undelivered event, a batch): drain first. */
  keep(): AsyncState;
  /** Fills the engine of a new org, whose store holds the rows of these jobs. */
  restore(state: AsyncState): void;
  /** Puts what waits in a kept order, once the flow engine has restored its part: at one instant the order decides. */
  arrange(order: readonly string[]): void;
  /** Nothing is delivered by itself any more: for tests that lose, repeat or reorder events. */
  holdEvents(): void;
  /** Takes the events that wait off the bus. */
  takeEvents(): TakenEvent[];
}

/** Builds the engine of an org. `org` is asked for when work runs, since the org is made of its parts. */
export function createAsyncEngine(org: () => OrgServices): LocalAsyncEngine {
  return new Engine(org);
}

class Engine implements LocalAsyncEngine {
  private readonly loop: WorkLoop;
  private readonly rows: JobRows;
  private readonly queueables: Queueables;
  private readonly batches: Batches;
  private readonly schedules: Schedules;
  private readonly events: Events;

  constructor(org: () => OrgServices) {
    this.loop = new WorkLoop(org);
    this.rows = new JobRows(org);
    this.queueables = new Queueables(this.loop, this.rows);
    this.events = new Events(this.loop);
    this.batches = new Batches(this.loop, this.rows, (test, event, user) => this.events.raise(test, event, user));
    this.schedules = new Schedules(this.loop, this.rows, this.batches);
  }

  keep(): AsyncState {
    const { lastReplayId: replayId, uuids: eventUuids } = this.events;
    return { work: this.loop.kept(), replayId, eventUuids, finished: this.rows.finished, order: this.loop.order() };
  }

  restore(state: AsyncState): void {
    this.events.lastReplayId = state.replayId;
    this.events.uuids = state.eventUuids;
    this.rows.finished = [...state.finished];
    for (const kept of state.work) {
      if (kept.kind === 'queueable') this.queueables.restore(kept);
      else this.schedules.restore(kept);
    }
  }

  arrange(order: readonly string[]): void {
    this.loop.arrange(order);
  }

  holdEvents(): void {
    this.events.hold();
  }

  takeEvents(): TakenEvent[] {
    return this.events.take();
  }

  later(tx: Transaction | null, work: Omit<DueWork, 'id'> & { readonly id?: string }): string {
    return this.loop.later(tx, work);
  }

  cancel(id: string): boolean {
    return this.loop.cancel(id);
  }

  pending(): readonly DueWork[] {
    return this.loop.pending();
  }

  next(): DueWork | undefined {
    return this.loop.next();
  }

  advanceTo(until: number, onStep?: (work: DueWork) => void): AdvanceResult {
    return this.loop.advanceTo(until, onStep);
  }

  drain(limit?: number): AdvanceResult {
    return this.loop.drain(limit);
  }

  drainTest(tx: Transaction): AdvanceResult {
    return this.loop.drainTest(tx);
  }

  deliverTestEvents(tx: Transaction): AdvanceResult {
    return this.loop.deliverTestEvents(tx);
  }

  failTestEvents(tx: Transaction): AdvanceResult {
    tx.flush();
    if (tx.test) this.events.failTest(tx.test);
    return this.loop.deliverTestEvents(tx);
  }

  attachFinalizer(tx: Transaction, finalizer: unknown): void {
    this.queueables.attachFinalizer(tx, finalizer);
  }

  queueable(tx: Transaction): QueueableInfo | undefined {
    return this.queueables.running(tx);
  }

  enqueueQueueable(tx: Transaction, job: unknown, options: QueueableOptions): string {
    return this.queueables.enqueue(tx, job, options);
  }

  enqueueFuture(tx: Transaction, label: string, run: (tx: Transaction) => void): string {
    tx.limits.count('futureCalls');
    const [className = label, method = label] = label.split('.').slice(-2);
    const userId = tx.user.id;
    const id = this.rows.add({ JobType: 'Future', className, method, userId });
    this.loop.later(tx, {
      id: `job-${id}`,
      at: tx.now(),
      kind: 'future',
      label,
      userId,
      run: () => this.runFuture(id, userId, run)
    });
    return id;
  }

  private runFuture(id: string, userId: string, run: (tx: Transaction) => void): void {
    if (this.rows.isAborted(id)) return;
    this.rows.status(id, 'Processing');
    try {
      this.loop.runAs(this.loop.org.access.user(userId), 'future', run);
    } catch (error) {
      this.rows.status(id, 'Failed', { ExtendedStatus: messageOf(error), NumberOfErrors: 1 });
      throw error;
    }
    this.rows.status(id, 'Completed');
  }

  executeBatch(tx: Transaction, job: unknown, scope: number): string {
    return this.batches.execute(tx, job, scope);
  }

  scheduleBatch(tx: Transaction, name: string, minutes: number, job: unknown, scope: number): string {
    return this.schedules.scheduleBatch(tx, name, minutes, job, scope);
  }

  schedule(tx: Transaction, name: string, cron: string, job: unknown): string {
    return this.schedules.schedule(tx, name, cron, job);
  }

  /** `System.abortJob`: a scheduled job by its CronTrigger, a queued one by its AsyncApexJob. */
  abortJob(tx: Transaction, id: string): void {
    if (this.schedules.abort(id)) return;
    if (!this.rows.exists(id)) throwApex('System.StringException', `Invalid ID: ${id}`);
    this.loop.cancel(`job-${id}`);
    this.rows.status(id, 'Aborted');
    this.batches.leave(id, tx.test ?? null);
  }

  pauseJob(_tx: Transaction, job: ScheduledName): void {
    this.schedules.pause(job);
  }

  resumeJob(tx: Transaction, job: ScheduledName): void {
    this.schedules.resume(tx, job);
  }

  enqueueIdleBatches(tx: Transaction, count: number): string[] {
    return this.batches.enqueueIdle(tx, count);
  }

  flexQueue(tx: Transaction): readonly string[] {
    return this.batches.holding(tx.test ?? null);
  }

  moveInFlexQueue(tx: Transaction, id: string, to: FlexPlace): boolean {
    return this.batches.move(tx, id, to);
  }

  publishChanges(tx: Transaction, events: Parameters<AsyncEngine['publishChanges']>[1]): void {
    this.events.publishChanges(tx, events);
  }

  publish(
    tx: Transaction,
    events: readonly unknown[],
    callback?: object
  ): { success: boolean; id: string | null; message?: string }[] {
    return this.events.publish(tx, events, callback);
  }

  runAs<T>(user: UserContext, kind: Transaction['kind'], run: (tx: Transaction) => T): T {
    return this.loop.runAs(user, kind, run);
  }

  onEvent(listener: Parameters<AsyncEngine['onEvent']>[0]): () => void {
    return this.events.onEvent(listener);
  }
}
