import type { FlexPlace, JobContext, QueryLocatorSource } from '../contracts/async.ts';
import type { TestState, Transaction } from '../contracts/transaction.ts';
import {
  ApexList,
  ApexSet,
  listType,
  objectType,
  sobjectBaseType,
  SObject,
  throwApex,
  typeOf
} from '../values/index.ts';
import { type BatchFailure, type BatchPhase, batchErrorEvent } from './batch-errors.ts';
import { jobContext } from './context.ts';
import type { Core } from './core.ts';
import { copyJob } from './copy.ts';
import { Line, need } from './flex.ts';
import { className } from './job-rows.ts';
import type { JobRows, JobStatus } from './job-rows.ts';
import { messageOf } from './queueable.ts';

type PublishError = (test: TestState | null, event: SObject, userId: string) => void;

const MAX_SCOPE = 2_000;
const MAX_ACTIVE = 5;
const MAX_HOLDING = 100;
const ACTIVE: readonly JobStatus[] = ['Queued', 'Preparing', 'Processing'];

interface BatchKind {
  readonly scope: number;
  /** The instance; replaced after each part only where the class is `Database.Stateful`. Null: a test's job that does nothing. */
  job: object | null;
  readonly stateful: boolean;
  /** `Database.RaisesPlatformEvents`: failures are published as BatchApexErrorEvent. */
  readonly raises: boolean;
}

interface BatchRun extends BatchKind {
  readonly id: string;
  readonly userId: string;
  readonly inTest: boolean;
  readonly test: TestState | null;
  chunks: unknown[][];
  next: number;
  errors: number;
}

/** Batch Apex: start, execute per chunk, finish, each a transaction of its own ("Using Batch Apex"). */
export class Batches {
  private readonly core: Core;
  private readonly rows: JobRows;
  private readonly publishError: PublishError;
  private readonly lines = new WeakMap<object, Line<BatchRun>>();

  constructor(core: Core, rows: JobRows, publishError: PublishError) {
    this.core = core;
    this.rows = rows;
    this.publishError = publishError;
  }

  execute(tx: Transaction, job: unknown, scope: number): string {
    if (!Number.isInteger(scope) || scope < 1) throwApex('System.AsyncException', `Invalid scope size: ${scope}`);
    const { program } = tx.org;
    return this.add(tx, {
      scope: Math.min(scope, MAX_SCOPE),
      job: copyJob(job) as object,
      stateful: program.implementsInterface(job, 'Database.Stateful'),
      raises: program.implementsInterface(job, 'Database.RaisesPlatformEvents')
    });
  }

  /** "Adds the specified number of jobs with no-operation contents to the test-context queue" (Apex Reference, Test.enqueueBatchJobs). */
  enqueueIdle(tx: Transaction, count: number): string[] {
    const idle = { scope: MAX_SCOPE, job: null, stateful: false, raises: false };
    return Array.from({ length: count }, () => this.add(tx, idle, 'System.LimitException'));
  }

  private add(tx: Transaction, kind: BatchKind, tooMany = 'System.AsyncException'): string {
    const test = tx.test ?? null;
    const status = this.place(test, tooMany);
    const userId = tx.user.id;
    const id = this.rows.add({ JobType: 'BatchApex', className: nameOf(kind.job), userId, status });
    const run: BatchRun = { ...kind, id, userId, inTest: tx.isTest, test, chunks: [], next: 0, errors: 0 };
    this.line(test).add(run);
    if (status === 'Queued') this.queue(tx, run, tx.now(), () => this.start(run));
    return id;
  }

  private line(test: TestState | null): Line<BatchRun> {
    const owner = test ?? this;
    const known = this.lines.get(owner) ?? new Line<BatchRun>();
    this.lines.set(owner, known);
    return known;
  }

  /** "Up to five batch jobs can be queued or active concurrently", and "up to 100 Holding batch jobs" wait in the flex queue. */
  private place(test: TestState | null, tooMany: string): JobStatus {
    if (this.active(test) < MAX_ACTIVE) return 'Queued';
    if (this.holding(test).length >= MAX_HOLDING)
      throwApex(
        tooMany,
        `You've exceeded the limit of ${MAX_HOLDING} jobs in the flex queue for org ${this.core.org.organization.id.slice(0, 15)}. Wait for some of your batch jobs to finish before adding more. To monitor and reorder jobs, use the Apex Flex Queue page in Setup.`
      );
    return 'Holding';
  }

  /** A test has a queue of its own, which does not see the org's jobs: those of its own that are queued. */
  private active(test: TestState | null): number {
    const active = this.rows.inState('BatchApex', ACTIVE);
    if (!test) return active.length;
    const line = this.line(test);
    return active.filter((id) => line.has(id)).length;
  }

  /** The jobs of the flex queue, the next one first. */
  holding(test: TestState | null): string[] {
    const held = new Set(this.rows.inState('BatchApex', ['Holding']));
    return this.line(test)
      .ordered()
      .map((run) => run.id)
      .filter((id) => held.has(id));
  }

  /** `System.FlexQueue`: to the front or the end, or beside another job; false where it stands there already. */
  move(tx: Transaction, id: string, to: FlexPlace): boolean {
    const test = tx.test ?? null;
    return this.line(test).move(id, this.holding(test), (others) => {
      if (to === 'front') return 0;
      if (to === 'end') return others.length;
      return 'before' in to ? need(others, to.before) : need(others, to.after) + 1;
    });
  }

  /** A job that ends makes room for the one that stands first in the flex queue. */
  private makeRoom(test: TestState | null): void {
    const [next] = this.holding(test);
    if (next === undefined || this.active(test) >= MAX_ACTIVE) return;
    const run = this.line(test)
      .ordered()
      .find((one) => one.id === next) as BatchRun;
    this.rows.status(next, 'Queued');
    this.queue(null, run, this.core.org.clock.now(), () => this.start(run));
  }

  private queue(tx: Transaction | null, run: BatchRun, at: number, work: () => void): void {
    const due = {
      at,
      kind: 'batch' as const,
      label: nameOf(run.job),
      userId: run.userId,
      id: `job-${run.id}`,
      run: work
    };
    if (tx) this.core.later(tx, due);
    else this.core.add(run.test, due);
  }

  private start(run: BatchRun): void {
    if (!this.rows.exists(run.id) || this.rows.isAborted(run.id)) return;
    const { job } = run;
    if (!job) return this.end(run, 'Completed');
    this.rows.status(run.id, 'Preparing');
    try {
      const records = this.part(run, 'START', [], (tx, copy, context) =>
        itemsOf(tx, tx.org.program.invoke(tx, copy, 'start', [context]))
      );
      run.chunks = chunked(records, run.scope);
    } catch (error) {
      this.end(run, 'Failed', { ExtendedStatus: messageOf(error) });
      throw error;
    }
    if (run.inTest && run.chunks.length > 1) {
      throwApex(
        'System.UnexpectedException',
        'No more than one executeBatch can be called from within a test method. Please make sure the iterable returned from your start method matches the batch size, resulting in one executeBatch invocation.'
      );
    }
    if (this.rows.isAborted(run.id)) return;
    this.rows.status(run.id, 'Processing', { TotalJobItems: run.chunks.length });
    this.addWorker(run);
    this.continue(run);
  }

  /** "An additional AsyncApexJob record of type BatchApexWorker for internal use" (Object Reference, AsyncApexJob): done at once, with the records of the batch (as users report). */
  private addWorker(run: BatchRun): void {
    if (run.chunks.length === 0) return;
    const worker = this.rows.add({ JobType: 'BatchApexWorker', className: nameOf(run.job), userId: run.userId });
    const LastProcessedOffset = run.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
    this.rows.status(worker, 'Completed', { ParentJobId: run.id, LastProcessedOffset });
  }

  /** In a test the parts follow each other at once, else each is work of its own. */
  private continue(run: BatchRun): void {
    if (this.rows.isAborted(run.id)) return;
    const work = run.next < run.chunks.length ? () => this.executeChunk(run) : () => this.finish(run);
    if (run.inTest) work();
    else this.queue(null, run, this.core.org.clock.now(), work);
  }

  private end(run: BatchRun, status: JobStatus, values: Readonly<Record<string, unknown>> = {}): void {
    this.rows.status(run.id, status, values);
    this.leave(run.id, run.test);
  }

  /** A job that has ended, or was aborted, stands in the queue no more. */
  leave(id: string, test: TestState | null): void {
    this.line(test).remove(id);
    this.makeRoom(test);
  }

  private executeChunk(run: BatchRun): void {
    const chunk = run.chunks[run.next++] ?? [];
    let failure: { readonly error: unknown } | undefined;
    try {
      this.part(run, 'EXECUTE', chunk, (tx, job, context) =>
        tx.org.program.invoke(tx, job, 'execute', [context, scopeList(chunk)])
      );
    } catch (error) {
      failure = { error };
      run.errors++;
    }
    // A job that aborts itself ends there; that `finish` does not run is assumed.
    if (this.rows.isAborted(run.id)) {
      if (failure) throw failure.error;
      return;
    }
    const status = failure ? { ExtendedStatus: `First error: ${messageOf(failure.error)}`.slice(0, 255) } : {};
    this.rows.status(run.id, 'Processing', { JobItemsProcessed: run.next, NumberOfErrors: run.errors, ...status });
    this.continue(run);
    if (failure) throw failure.error;
  }

  private finish(run: BatchRun): void {
    this.end(run, 'Completed');
    this.part(run, 'FINISH', [], (tx, job, context) => tx.org.program.invoke(tx, job, 'finish', [context]));
  }

  /** Runs one part on a copy of the instance, so that without `Database.Stateful` its fields are as they were at the start. */
  private part<T>(
    run: BatchRun,
    phase: BatchPhase,
    scope: readonly unknown[],
    work: (tx: Transaction, job: object, context: JobContext) => T
  ): T {
    const job = copyJob(run.job) as object;
    let requestId = '';
    try {
      const result = this.core.runAs(this.core.org.access.user(run.userId), 'batch', (tx) => {
        requestId = tx.requestId;
        return work(tx, job, jobContext({ kind: 'batch', jobId: run.id, requestId }));
      });
      if (run.stateful) run.job = job;
      return result;
    } catch (error) {
      if (run.raises) this.raise(run, { phase, scope, requestId, error });
      throw error;
    }
  }

  private raise(run: BatchRun, failure: BatchFailure): void {
    const event = batchErrorEvent(this.core.org.schema, run.id, failure);
    if (event) this.publishError(run.test, event, run.userId);
  }
}

const nameOf = (job: object | null): string => (job ? className(job) : '');

function isLocator(value: unknown): value is QueryLocatorSource {
  return typeof value === 'object' && value !== null && typeof (value as QueryLocatorSource).records === 'function';
}

/** What `start` returned: a locator, a list or set, or any `Iterable`. */
function itemsOf(tx: Transaction, source: unknown): unknown[] {
  if (isLocator(source)) return [...source.records(tx)];
  if (source instanceof ApexList) return [...source.items];
  if (source instanceof ApexSet) return source.toArray();
  const { program } = tx.org;
  const iterator = program.invoke(tx, source as object, 'iterator', []) as object;
  if (iterator instanceof ApexList) return [...iterator.items];
  const items: unknown[] = [];
  if (isPlatformIterator(iterator)) {
    while (iterator.hasNext()) items.push(iterator.next());
    return items;
  }
  while (program.invoke(tx, iterator, 'hasNext', []) === true) items.push(program.invoke(tx, iterator, 'next', []));
  return items;
}

/** `iterator()` of a collection, which is no instance of a project's class. */
function isPlatformIterator(value: object): value is { hasNext(): boolean; next(): unknown } {
  return 'hasNext' in value && typeof value.hasNext === 'function';
}

function chunked(items: readonly unknown[], size: number): unknown[][] {
  const chunks: unknown[][] = [];
  for (let from = 0; from < items.length; from += size) chunks.push(items.slice(from, from + size));
  return chunks;
}

/** A list of what its members all are, so that `execute` may cast it (assumed of what is no record). */
function scopeList(items: unknown[]): ApexList {
  const types = new Set(items.map((item) => (item === null || item === undefined ? null : typeOf(item))));
  const [only] = types;
  if (types.size === 1 && only) return new ApexList(listType(only), items);
  return new ApexList(listType(items.every((item) => item instanceof SObject) ? sobjectBaseType : objectType), items);
}
