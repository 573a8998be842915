import type { UserContext } from './access.ts';
import type { Transaction } from './transaction.ts';
import type { SObject } from '../values/sobject.ts';

/** One piece of work on the virtual clock. Ordered by time, then by sequence. */
export interface DueWork {
  readonly id: string;
  readonly at: number;
  readonly kind:
    'queueable' | 'future' | 'batch' | 'schedule' | 'event' | 'scheduledPath' | 'asyncPath' | 'finalizer' | 'other';
  readonly label: string;
  readonly userId: string;
  run(): void;
}

/** Every later transaction of the org in one queue: the same queue for paths, jobs, schedules and events. */
export interface AsyncEngine {
  /** Adds work after the current transaction commits (or at once, when there is none). Returns its id. */
  later(tx: Transaction | null, work: Omit<DueWork, 'id'> & { readonly id?: string }): string;
  cancel(id: string): boolean;
  pending(): readonly DueWork[];
  /** The instant of the next due work, or undefined. */
  next(): DueWork | undefined;
  /** Runs everything due at or before `until` in order, moving the clock as it goes. */
  advanceTo(until: number, onStep?: (work: DueWork) => void): AdvanceResult;
  /** Runs what is due now without moving the clock: the end of a request, `Test.stopTest()`. */
  drain(limit?: number): AdvanceResult;

  /**
   * `Test.stopTest()`: runs what the test transaction has queued since `Test.startTest()`, each in a transaction of its
   * own below it. Delays are ignored, a schedule runs once, scheduled paths never; what a queueable or a scheduled job queues is
   * not run, what a finalizer queues is. The runner throws the first failure's `error` on.
   */
  drainTest(tx: Transaction): AdvanceResult;
  /** `Test.getEventBus().deliver()`: delivers the events published so far by the test transaction, nothing else. */
  deliverTestEvents(tx: Transaction): AdvanceResult;

  /** `System.attachFinalizer`: only inside a running queueable, once. */
  attachFinalizer(tx: Transaction, finalizer: unknown): void;
  /** The queueable that the transaction runs: what `System.AsyncInfo` tells; undefined elsewhere. */
  queueable(tx: Transaction): QueueableInfo | undefined;
  enqueueQueueable(tx: Transaction, job: unknown, options: QueueableOptions): string;
  enqueueFuture(tx: Transaction, label: string, run: (tx: Transaction) => void): string;
  executeBatch(tx: Transaction, job: unknown, scope: number): string;
  schedule(tx: Transaction, name: string, cron: string, job: unknown): string;
  /** `System.scheduleBatch`: a batch that starts once, in so many minutes. Gives the id of its CronTrigger. */
  scheduleBatch(tx: Transaction, name: string, minutes: number, job: unknown, scope: number): string;
  abortJob(tx: Transaction, id: string): void;
  /** `System.pauseJobById` and `pauseJobByName`: a scheduled job is not run until it is resumed. */
  pauseJob(tx: Transaction, job: ScheduledName): void;
  resumeJob(tx: Transaction, job: ScheduledName): void;
  /** `Test.enqueueBatchJobs`: batch jobs that do nothing. */
  enqueueIdleBatches(tx: Transaction, count: number): string[];
  /** Batch jobs that hold, the next one first. */
  flexQueue(tx: Transaction): readonly string[];
  /** Moves a job that holds; false where it stands there already. */
  moveInFlexQueue(tx: Transaction, id: string, to: FlexPlace): boolean;
  /**
   * Publishes platform events; an `EventPublishSuccessCallback` or `EventPublishFailureCallback` is told later what became
   * of them. `PublishAfterCommit` waits for the commit, a rollback forgets them.
   */
  publish(tx: Transaction, events: readonly unknown[], callback?: object): PublishResult[];
  /** Change events of records, which a test has asked for; they are delivered like other events. */
  publishChanges(tx: Transaction, events: readonly SObject[]): void;
  /** `Test.getEventBus().fail()`: what the test has published is not delivered, and its callbacks are told. */
  failTestEvents(tx: Transaction): AdvanceResult;
  /** Runs `run` in a transaction of its own as that user; commits, or aborts and rethrows. */
  runAs<T>(user: UserContext, kind: Transaction['kind'], run: (tx: Transaction) => T): T;
  /** Called for every delivered event: empApi and streaming listen here. */
  onEvent(listener: (object: string, fields: Readonly<Record<string, unknown>>, replayId: number) => void): () => void;
}

/** Where a job of the flex queue goes. */
export type FlexPlace = 'front' | 'end' | { readonly before: string } | { readonly after: string };

/** A scheduled job by its CronTrigger, or by the name it was scheduled under. */
export type ScheduledName = { readonly id: string } | { readonly name: string };

/** What became of one event that was given to the bus; `id` is its identifier. */
export interface PublishResult {
  readonly success: boolean;
  readonly id: string | null;
  readonly error?: { readonly status: string; readonly message: string; readonly fields: readonly string[] };
}

export interface QueueableInfo {
  /** 1 for a job that was not queued by another. */
  readonly depth: number;
  readonly maximumDepth: number | undefined;
  readonly delayMinutes: number;
}

export interface QueueableOptions {
  readonly delayMinutes?: number;
  readonly maximumStackDepth?: number;
  readonly duplicateSignature?: string;
}

export interface AdvanceResult {
  readonly ran: number;
  readonly failures: readonly {
    readonly label: string;
    readonly message: string;
    readonly stack?: string;
    readonly error: unknown;
  }[];
}

/**
 * What Apex receives as `System.QueueableContext`, `Database.BatchableContext`, `System.SchedulableContext` or
 * `System.FinalizerContext`: the library's behaviours of those types read it.
 */
export interface JobContext {
  readonly kind: 'queueable' | 'batch' | 'schedule' | 'finalizer';
  /** AsyncApexJob of a queueable, batch or the finalizer's parent; CronTrigger of a schedule. */
  readonly jobId: string;
  readonly childJobId?: string;
  readonly requestId?: string;
  /** Finalizer: what the parent's `execute` threw, or null. */
  readonly error?: unknown;
}

/** What a publish callback receives: `EventBus.SuccessResult` or `EventBus.FailureResult`. */
export interface PublishOutcome {
  readonly uuids: readonly string[];
}

/** What `Database.getQueryLocator` gives and a batch's `start` returns. */
export interface QueryLocatorSource {
  records(tx: Transaction): readonly SObject[];
}

/** State of a running platform event trigger, under `EVENT_TRIGGER_MARK` of its transaction's marks. */
export interface EventTriggerState {
  /** `EventBus.TriggerContext.retries` and `lastError`. */
  readonly retries: number;
  readonly lastError: string | null;
  /** What `setResumeCheckpoint` set: the replay id of the last event that was dealt with. */
  resumeCheckpoint: string | null;
}

export const EVENT_TRIGGER_MARK = 'async.eventTrigger';
