import type { UserContext } from '../contracts/access.ts';
import type {
  OrgServices,
  Savepoint,
  TestState,
  Transaction,
  TransactionKind,
  TriggerContext
} from '../contracts/transaction.ts';
import { type HeapAccount, apexError } from '../values/index.ts';
import { TICKS_PER_MILLISECOND, createLimits, limitExceeded } from './limits.ts';
import type { CountedLimits } from './limits.ts';
import { watched } from './watched.ts';

export interface TransactionOptions {
  readonly org: OrgServices;
  readonly user: UserContext;
  readonly kind: TransactionKind;
  /** A transaction inside another one keeps the undo information of the outer one. */
  readonly parent?: Transaction;
  /** Called for each debug line; the log of the transaction is kept in any case. */
  readonly onDebug?: (line: LogLine) => void;
}

export interface LogLine {
  readonly level: string;
  readonly text: string;
  readonly at: number;
}

/** A transaction with what a caller of the org reads after it: its debug log. */
export interface LocalTransaction extends Transaction {
  readonly log: readonly LogLine[];
}

/** Begins a transaction: own limits, own statics, and a store savepoint that `abort` returns to. */
export function createTransaction(options: TransactionOptions): LocalTransaction {
  return new OrgTransaction(options);
}

/** The platform keeps 20 MB of log; at least this many lines are kept here, the oldest go first, many at a time. */
const LOG_LINES = 20_000;

const TICKS_PER_SECOND = 1_000 * TICKS_PER_MILLISECOND;

const requests = new WeakMap<OrgServices, number>();

function nextRequestId(org: OrgServices): string {
  const n = (requests.get(org) ?? 0) + 1;
  requests.set(org, n);
  return `4local${String(n).padStart(12, '0')}`;
}

/** How many transactions an org has begun, and so named. */
export function requestsBegun(org: OrgServices): number {
  return requests.get(org) ?? 0;
}

/** Lets a restored org name its transactions on from there. */
export function continueRequests(org: OrgServices, begun: number): void {
  requests.set(org, begun);
}

class OrgTransaction implements LocalTransaction {
  readonly org: OrgServices;
  readonly kind: TransactionKind;
  readonly requestId: string;
  user: UserContext;
  readonly limits: CountedLimits;
  statics: unknown[] = [];
  sharing: 'with' | 'without' = 'without';
  accessMode: 'system' | 'user' = 'system';
  ticks = 0;
  tickLimit = 0;
  readonly depth = { triggers: 0, calls: 0 };
  readonly triggerStack: TriggerContext[] = [];
  readonly marks = new Map<string, unknown>();
  test?: TestState;
  readonly log: LogLine[] = [];
  private readonly onDebug: ((line: LogLine) => void) | undefined;
  private readonly begun: number;
  private readonly keepsUndo: boolean;
  private queue: (() => void)[] = [];
  private ended = false;

  constructor(options: TransactionOptions) {
    this.org = options.org;
    this.kind = options.kind;
    this.user = options.user;
    this.requestId = nextRequestId(options.org);
    this.limits = createLimits(options.kind, this);
    this.onDebug = options.onDebug;
    if (options.org.activeTest) this.test = options.org.activeTest;
    // In a test, work run at stopTest shares the test's statics: apex-recipes asserts a static of its batch class after it.
    if (this.test && options.parent) this.statics = options.parent.statics;
    this.keepsUndo = options.parent !== undefined || this.test !== undefined;
    this.begun = options.org.store.savepoint();
  }

  get heap(): HeapAccount {
    return this.limits.heap;
  }

  get isTest(): boolean {
    return this.test !== undefined;
  }

  overtime(): void {
    throw limitExceeded('cpuTime', this.limits.used('cpuTime'));
  }

  tooDeep(): void {
    throw apexError('System.LimitException', `Maximum stack depth reached: ${this.depth.calls}`);
  }

  /**
   * The clock stands still while Apex runs, but for a second for each second of CPU: loops that wait must end. In a test
   * each save takes a millisecond: public suites make user names of the time, which nobody else may have.
   */
  now(): number {
    const waited = Math.floor(this.limits.spentTicks() / TICKS_PER_SECOND) * 1_000;
    return this.org.clock.now() + waited + (this.test ? this.test.later + this.limits.saves : 0);
  }

  afterCommit(work: () => void): void {
    this.queue.push(work);
  }

  savepoint(): Savepoint {
    return { store: this.org.store.savepoint(), afterCommit: this.queue.length };
  }

  rollback(to: Savepoint): void {
    this.org.store.rollback(to.store);
    this.queue.length = Math.min(this.queue.length, to.afterCommit);
  }

  debug(level: string, text: string): void {
    const line = { level, text, at: this.now() };
    if (this.log.length >= 2 * LOG_LINES) this.log.splice(0, LOG_LINES);
    this.log.push(line);
    this.onDebug?.(line);
    watched(
      this,
      () => ({ kind: 'debug', text: `${level} ${text}` }),
      () => undefined
    );
  }

  /** Keeps the changes, then runs what waited for that; work that adds work is run too. */
  commit(): void {
    this.end('commit');
    if (!this.keepsUndo) this.org.store.commit();
    this.flush();
  }

  flush(): void {
    for (let work = this.queue.shift(); work; work = this.queue.shift()) work();
  }

  abort(): void {
    this.end('abort');
    this.org.store.rollback(this.begun);
    this.queue = [];
  }

  private end(how: string): void {
    if (this.ended) throw new Error(`${how} of transaction ${this.requestId}, which has ended already`);
    this.ended = true;
  }
}
