import type { LimitName, Limits, TransactionKind } from '../contracts/transaction.ts';
import { apexError } from '../values/index.ts';
import { Heap } from './heap.ts';

/**
 * Limits per transaction: "Execution Governors and Limits" of the Apex Developer Guide. Two values where asynchronous
 * Apex has its own. Heap is estimated and measured (`heap.ts`); CPU is counted in ticks.
 */
const TABLE: Readonly<Record<LimitName, { readonly sync: number; readonly async: number; readonly text: string }>> = {
  queries: { sync: 100, async: 200, text: 'Too many SOQL queries' },
  queryRows: { sync: 50_000, async: 50_000, text: 'Too many query rows' },
  aggregateQueries: { sync: 300, async: 300, text: 'Too many Aggregate queries' },
  queryLocatorRows: { sync: 10_000, async: 10_000, text: 'Too many query locator rows' },
  soslQueries: { sync: 20, async: 20, text: 'Too many SOSL queries' },
  dmlStatements: { sync: 150, async: 150, text: 'Too many DML statements' },
  dmlRows: { sync: 10_000, async: 10_000, text: 'Too many DML rows' },
  publishImmediateDml: { sync: 150, async: 150, text: 'Too many publish immediate DML statements' },
  cpuTime: { sync: 10_000, async: 60_000, text: 'Apex CPU time limit exceeded' },
  heapSize: { sync: 6_000_000, async: 12_000_000, text: 'Apex heap size too large' },
  callouts: { sync: 100, async: 100, text: 'Too many callouts' },
  emailInvocations: { sync: 10, async: 10, text: 'Too many Email Invocations' },
  futureCalls: { sync: 50, async: 50, text: 'Too many future calls' },
  queueableJobs: { sync: 50, async: 1, text: 'Too many queueable jobs added to the queue' },
  mobilePushApexCalls: { sync: 10, async: 10, text: 'Too many mobile push apex calls' },
  savepoints: { sync: 150, async: 150, text: 'Too many savepoints' },
  savepointRollbacks: { sync: 150, async: 150, text: 'Too many savepoint rollbacks' },
  apexCursorRows: { sync: 50_000_000, async: 50_000_000, text: 'Too many Apex cursor rows' },
  fetchCallsOnApexCursor: { sync: 10, async: 100, text: 'Too many fetch calls on Apex cursor' }
};

/** "Although scheduled Apex is an asynchronous feature, synchronous limits apply to scheduled Apex jobs." */
const ASYNC_KINDS: ReadonlySet<TransactionKind> = new Set([
  'queueable',
  'finalizer',
  'future',
  'batch',
  'scheduledPath',
  'asyncPath'
]);

/** Reading stops at the first row too many, whatever the query would have found (users report no other number). */
const STOPPED: ReadonlySet<LimitName> = new Set(['queryRows', 'queryLocatorRows']);

/** Future and batch Apex may call no future method; `0` where the documentation says so. */
const NO_FUTURE: ReadonlySet<TransactionKind> = new Set(['future', 'batch']);

/** Assumed: a million loop turns or method entries cost one second, so that the limit falls at the same place each run. */
export const TICKS_PER_MILLISECOND = 1_000;

/** What stands for CPU time between two countings; the transaction owns it, because emitted code counts it. */
export interface TickCounter {
  ticks: number;
  tickLimit: number;
  readonly statics: readonly unknown[];
}

/** The limits of one transaction kind, counting into one set of numbers that can be marked, reset and cleared. */
export function createLimits(kind: TransactionKind, counter: TickCounter): CountedLimits {
  return new CountedLimits(kind, counter);
}

/** Blocks of `System.runAs`, which count as DML statements and write nothing. */
const RUN_AS = 'runAs';

/** Limits that also know all the ticks of the transaction, whatever was cleared. */
export class CountedLimits implements Limits {
  private readonly counts = new Map<LimitName | typeof RUN_AS, number>();
  private readonly kind: TransactionKind;
  private readonly counter: TickCounter;
  private earlier = 0;
  /** DML statements of the whole transaction, which neither `Test.startTest()` nor a retry takes back. */
  saves = 0;
  private freed: LimitName | null = null;
  readonly heap: Heap;

  constructor(kind: TransactionKind, counter: TickCounter) {
    this.kind = kind;
    this.counter = counter;
    counter.tickLimit = this.limit('cpuTime') * TICKS_PER_MILLISECOND;
    this.heap = new Heap(
      this.limit('heapSize'),
      () => counter.statics,
      (bytes) => limitExceeded('heapSize', bytes)
    );
  }

  count(name: LimitName, by = 1): void {
    if (name === 'dmlStatements') this.saves += by;
    if (name === this.freed) return;
    if (name === 'cpuTime') this.counter.ticks += by * TICKS_PER_MILLISECOND;
    else this.counts.set(name, (this.counts.get(name) ?? 0) + by);
    const used = this.used(name);
    const most = this.limit(name);
    if (used > most) throw limitExceeded(name, STOPPED.has(name) ? most + 1 : used);
  }

  countRunAs(): void {
    this.count('dmlStatements');
    this.counts.set(RUN_AS, (this.counts.get(RUN_AS) ?? 0) + 1);
  }

  hasUncommitted(): boolean {
    return this.used('dmlStatements') > (this.counts.get(RUN_AS) ?? 0) && this.used('savepointRollbacks') === 0;
  }

  used(name: LimitName): number {
    if (name === 'cpuTime') return Math.floor(this.counter.ticks / TICKS_PER_MILLISECOND);
    if (name === 'heapSize') return this.heap.used();
    return this.counts.get(name) ?? 0;
  }

  limit(name: LimitName): number {
    if (name === 'futureCalls' && NO_FUTURE.has(this.kind)) return 0;
    return ASYNC_KINDS.has(this.kind) ? TABLE[name].async : TABLE[name].sync;
  }

  /** CPU is left out: time that a retry spent stays spent. */
  mark(): unknown {
    return { counts: new Map(this.counts), ticks: this.counter.ticks };
  }

  reset(mark: unknown): void {
    const { counts } = mark as { counts: ReadonlyMap<LimitName | typeof RUN_AS, number> };
    this.counts.clear();
    for (const [name, used] of counts) this.counts.set(name, used);
  }

  free<T>(name: LimitName, work: () => T): T {
    const outer = this.freed;
    this.freed = name;
    try {
      return work();
    } finally {
      this.freed = outer;
    }
  }

  clear(): void {
    this.counts.clear();
    this.earlier += this.counter.ticks;
    this.counter.ticks = 0;
  }

  spentTicks(): number {
    return this.earlier + this.counter.ticks;
  }
}

/** The uncatchable error of a passed limit, with the platform's text: `Too many SOQL queries: 101`. */
export function limitExceeded(name: LimitName, used: number): Error {
  const { text } = TABLE[name];
  return apexError('System.LimitException', name === 'cpuTime' ? text : `${text}: ${used}`);
}

export const LIMIT_NAMES = Object.keys(TABLE) as readonly LimitName[];
