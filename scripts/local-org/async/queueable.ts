import type { QueueableOptions } from '../contracts/async.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { throwApex } from '../values/index.ts';
import type { Core, KeptQueueable, NewWork } from './core.ts';
import { jobContext } from './context.ts';
import { copyJob } from './copy.ts';
import { fromPlain, toPlain } from './plain.ts';
import { className } from './job-rows.ts';
import type { JobRows } from './job-rows.ts';

const JOB_MARK = 'async.job';
const MINUTE = 60_000;
const MAX_DELAY = 10;
/** "A failed Queueable job can be successively re-enqueued five times by the finalizer." */
const MAX_RETRIES = 5;

interface RunningJob {
  readonly id: string;
  readonly depth: number;
  readonly maximumDepth: number | undefined;
  readonly delayMinutes: number;
  /** How often a finalizer has enqueued this chain after failures in a row. */
  readonly retries: number;
  finalizer: unknown;
}

/** Queueable Apex and its finalizers (Apex Developer Guide, "Queueable Apex" and "Transaction Finalizers"). */
export class Queueables {
  private readonly core: Core;
  private readonly rows: JobRows;
  private readonly signatures = new Map<string, string>();

  constructor(core: Core, rows: JobRows) {
    this.core = core;
    this.rows = rows;
  }

  enqueue(tx: Transaction, job: unknown, options: QueueableOptions): string {
    tx.limits.count('queueableJobs');
    const delay = options.delayMinutes ?? 0;
    if (!Number.isInteger(delay) || delay < 0 || delay > MAX_DELAY) {
      throwApex('System.AsyncException', `The delay of a queueable is 0 to ${MAX_DELAY} minutes, not ${delay}.`);
    }
    const running = this.running(tx);
    const maximumDepth = options.maximumStackDepth ?? running?.maximumDepth;
    const depth = running ? running.depth + 1 : 1;
    if (maximumDepth !== undefined && depth > maximumDepth)
      throwApex('System.AsyncException', 'Maximum stack depth has been reached.');
    const retries = this.retriesOf(running);
    if (options.duplicateSignature !== undefined) this.claim(options.duplicateSignature);
    const id = this.rows.add({ JobType: 'Queueable', className: className(job), userId: tx.user.id });
    if (options.duplicateSignature !== undefined) this.signatures.set(options.duplicateSignature, id);
    const state: RunningJob = { id, depth, maximumDepth, delayMinutes: delay, retries, finalizer: null };
    const copy = copyJob(job);
    if (tx.isTest && tx.kind === 'queueable') return id;
    this.core.later(tx, this.work(state, copy, tx.now() + delay * MINUTE, tx.user.id, options.duplicateSignature));
    return id;
  }

  /** Puts a kept job of a restored org back into the queue. */
  restore(kept: KeptQueueable): void {
    const job = fromPlain(this.core.org, kept.job);
    const maximumDepth = kept.maximumDepth ?? undefined;
    // An org that was kept before delays were told has none.
    const { id, depth, delayMinutes = 0, retries } = kept;
    const state = { id, depth, maximumDepth, delayMinutes, retries, finalizer: null };
    if (kept.signature !== null) this.signatures.set(kept.signature, kept.id);
    this.core.add(null, this.work(state, job, kept.at, kept.userId, kept.signature ?? undefined));
  }

  private work(state: RunningJob, job: unknown, at: number, userId: string, signature: string | undefined): NewWork {
    const { id, depth, maximumDepth, delayMinutes, retries } = state;
    return {
      id: `job-${id}`,
      at,
      kind: 'queueable',
      label: className(job),
      userId,
      run: () => this.run(state, job, userId, signature),
      keep: () => ({
        kind: 'queueable',
        id,
        at,
        userId,
        depth,
        maximumDepth: maximumDepth ?? null,
        delayMinutes,
        retries,
        signature: signature ?? null,
        job: toPlain(job)
      })
    };
  }

  attachFinalizer(tx: Transaction, finalizer: unknown): void {
    const running = this.running(tx);
    if (!running || tx.kind !== 'queueable')
      throwApex('System.AsyncException', 'System.attachFinalizer(Finalizer) is not allowed in this context');
    if (running.finalizer !== null)
      throwApex('System.AsyncException', 'More than one Finalizer cannot be attached to same Async Apex Job');
    running.finalizer = finalizer;
  }

  running(tx: Transaction): RunningJob | undefined {
    return tx.marks.get(JOB_MARK) as RunningJob | undefined;
  }

  /** Only a finalizer of a failed job counts: its mark holds the failed job with one retry more. */
  private retriesOf(running: RunningJob | undefined): number {
    if (!running || running.retries === 0) return 0;
    if (running.retries > MAX_RETRIES)
      throwApex(
        'System.AsyncException',
        `Maximum number of successive finalizer re-enqueues (${MAX_RETRIES}) has been reached.`
      );
    return running.retries;
  }

  /** A signature is free again when its job starts, and when its transaction was rolled back. */
  private claim(signature: string): void {
    const id = this.signatures.get(signature);
    if (id !== undefined && this.rows.exists(id)) {
      throwApex('System.DuplicateMessageException', 'Attempt to enqueue job with duplicate queueable signature');
    }
  }

  private run(state: RunningJob, job: unknown, userId: string, signature: string | undefined): void {
    if (signature !== undefined && this.signatures.get(signature) === state.id) this.signatures.delete(signature);
    if (this.rows.isAborted(state.id)) return;
    this.rows.status(state.id, 'Processing');
    const user = this.core.org.access.user(userId);
    let requestId = '';
    let failure: { readonly error: unknown } | undefined;
    const running: RunningJob = { ...state, retries: 0, finalizer: null };
    try {
      this.core.runAs(user, 'queueable', (tx) => {
        requestId = tx.requestId;
        tx.marks.set(JOB_MARK, running);
        const context = jobContext({ kind: 'queueable', jobId: state.id, requestId });
        tx.org.program.invoke(tx, job as object, 'execute', [context]);
      });
      this.rows.status(state.id, 'Completed');
    } catch (error) {
      failure = { error };
      this.rows.status(state.id, 'Failed', { ExtendedStatus: messageOf(error), NumberOfErrors: 1 });
    }
    if (running.finalizer !== null) this.finalize(state, running.finalizer, userId, requestId, failure);
    if (failure) throw failure.error;
  }

  private finalize(
    state: RunningJob,
    finalizer: unknown,
    userId: string,
    requestId: string,
    failure: { readonly error: unknown } | undefined
  ): void {
    this.core.runAs(this.core.org.access.user(userId), 'finalizer', (tx) => {
      const retries = failure ? state.retries + 1 : 0;
      tx.marks.set(JOB_MARK, { ...state, retries, finalizer: null } satisfies RunningJob);
      const context = jobContext({
        kind: 'finalizer',
        jobId: state.id,
        requestId,
        error: failure?.error ?? null
      });
      tx.org.program.invoke(tx, finalizer as object, 'execute', [context]);
    });
  }
}

export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 255);
}
