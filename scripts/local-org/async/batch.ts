import type { JobContext, QueryLocatorSource } from '../contracts/async.ts';
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
import { className } from './job-rows.ts';
import type { JobRows, JobStatus } from './job-rows.ts';
import { messageOf } from './queueable.ts';

type PublishError = (test: TestState | null, event: SObject, userId: string) => void;

const MAX_SCOPE = 2_000;
const MAX_ACTIVE = 5;
const MAX_HOLDING = 100;
const ACTIVE: readonly JobStatus[] = ['Queued', 'Preparing', 'Processing'];

interface BatchRun {
  readonly id: string;
  readonly userId: string;
  readonly scope: number;
  readonly inTest: boolean;
  /** The instance; replaced after each part only where the class is `Database.Stateful`. */
  job: object;
  readonly stateful: boolean;
  /** `Database.RaisesPlatformEvents`: failures are published as BatchApexErrorEvent. */
  readonly raises: boolean;
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

  constructor(core: Core, rows: JobRows, publishError: PublishError) {
    this.core = core;
    this.rows = rows;
    this.publishError = publishError;
  }

  execute(tx: Transaction, job: unknown, scope: number): string {
    if (!Number.isInteger(scope) || scope < 1) throwApex('System.AsyncException', `Invalid scope size: ${scope}`);
    const { program } = tx.org;
    // A public suite that passes on the platform looks for its own job among the queued ones.
    const status = tx.isTest ? 'Queued' : this.place();
    const id = this.rows.add({ JobType: 'BatchApex', className: className(job), userId: tx.user.id, status });
    const run: BatchRun = {
      id,
      userId: tx.user.id,
      scope: Math.min(scope, MAX_SCOPE),
      inTest: tx.isTest,
      job: copyJob(job) as object,
      stateful: program.implementsInterface(job, 'Database.Stateful'),
      raises: program.implementsInterface(job, 'Database.RaisesPlatformEvents'),
      test: tx.test ?? null,
      chunks: [],
      next: 0,
      errors: 0
    };
    this.queue(tx, run, tx.now(), () => this.start(run));
    return id;
  }

  /** "Up to five batch jobs can be queued or active concurrently", and "up to 100 Holding batch jobs" wait in the flex queue. */
  private place(): JobStatus {
    if (this.rows.inState('BatchApex', ACTIVE).length < MAX_ACTIVE) return 'Queued';
    if (this.rows.inState('BatchApex', ['Holding']).length >= MAX_HOLDING)
      throwApex(
        'System.AsyncException',
        `You've exceeded the limit of ${MAX_HOLDING} jobs in the flex queue for org ${this.core.org.organization.id.slice(0, 15)}. Wait for some of your batch jobs to finish before adding more. To monitor and reorder jobs, use the Apex Flex Queue page in Setup.`
      );
    return 'Holding';
  }

  /** A job that ends makes room for the one that has waited longest. */
  makeRoom(): void {
    const [next] = this.rows.inState('BatchApex', ['Holding']);
    if (next !== undefined && this.rows.inState('BatchApex', ACTIVE).length < MAX_ACTIVE)
      this.rows.status(next, 'Queued');
  }

  private queue(tx: Transaction | null, run: BatchRun, at: number, work: () => void): void {
    this.core.later(tx, {
      at,
      kind: 'batch',
      label: className(run.job),
      userId: run.userId,
      id: `job-${run.id}`,
      run: work
    });
  }

  private start(run: BatchRun): void {
    if (this.rows.isAborted(run.id)) return;
    this.rows.status(run.id, 'Preparing');
    try {
      const records = this.part(run, 'START', [], (tx, job, context) =>
        itemsOf(tx, tx.org.program.invoke(tx, job, 'start', [context]))
      );
      run.chunks = chunked(records, run.scope);
    } catch (error) {
      this.rows.status(run.id, 'Failed', { ExtendedStatus: messageOf(error) });
      this.makeRoom();
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
    const worker = this.rows.add({ JobType: 'BatchApexWorker', className: className(run.job), userId: run.userId });
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
    this.rows.status(run.id, 'Completed');
    this.makeRoom();
    this.part(run, 'FINISH', [], (tx, job, context) => tx.org.program.invoke(tx, job, 'finish', [context]));
  }

  /** Runs one part on a copy of the instance, so that without `Database.Stateful` its fields are as they were at the start. */
  private part<T>(
    run: BatchRun,
    phase: BatchPhase,
    scope: readonly unknown[],
    work: (tx: Transaction, job: object, context: JobContext) => T
  ): T {
    const job = copyJob(run.job);
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
