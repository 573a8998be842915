import type { UserContext } from '../contracts/access.ts';
import type { AdvanceResult, AsyncEngine, DueWork } from '../contracts/async.ts';
import type { OrgServices, TestState, Transaction } from '../contracts/transaction.ts';
import { watched } from '../transaction/index.ts';
import type { Plain } from './plain.ts';
import { DueQueue } from './queue.ts';

/** Work that is handed in; `keep` gives it as plain data, so that a snapshot of the org can hold it. */
export type NewWork = Omit<DueWork, 'id'> & { readonly id?: string; readonly keep?: () => KeptWork };

/** Waiting work as plain data. */
export type KeptWork = KeptQueueable | KeptSchedule;

export interface KeptQueueable {
  readonly kind: 'queueable';
  readonly id: string;
  readonly at: number;
  readonly userId: string;
  readonly depth: number;
  readonly maximumDepth: number | null;
  readonly delayMinutes: number;
  readonly retries: number;
  readonly signature: string | null;
  readonly job: Plain;
}

export interface KeptSchedule {
  readonly kind: 'schedule';
  readonly id: string;
  readonly at: number;
  readonly userId: string;
  readonly cron: string;
  readonly zone: string;
  readonly fired: number;
  /** The chunks of a scheduled batch; null for a Schedulable. */
  readonly scope: number | null;
  readonly job: Plain;
}

/** The part of the engine that the job kinds build on. */
export type Core = Pick<AsyncEngine, 'cancel' | 'runAs'> & {
  readonly org: OrgServices;
  later(tx: Transaction | null, work: NewWork): string;
  /** Adds work that waits for no commit: to the org's queue, or to that of a running test. */
  add(test: TestState | null, work: NewWork): string;
};

/** Work that a drain may run before it is taken for an endless chain. */
const DRAIN_LIMIT = 100_000;

/** Kinds that never run at `Test.stopTest()`. */
const NOT_IN_TESTS: ReadonlySet<DueWork['kind']> = new Set(['scheduledPath']);

const BY_FLOWS: ReadonlySet<DueWork['kind']> = new Set(['scheduledPath', 'schedule']);

type Failure = AdvanceResult['failures'][number];

/** The queue on the virtual clock, one for the org and one for each running Apex test, and the loop that runs it. */
export class WorkLoop implements Core {
  private readonly queue = new DueQueue();
  private readonly testQueues = new WeakMap<TestState, DueQueue>();
  private readonly source: () => OrgServices;
  private ids = 0;
  /** The test transaction whose work is running: what it begins lies below it. */
  private parent: Transaction | undefined;

  constructor(source: () => OrgServices) {
    this.source = source;
  }

  get org(): OrgServices {
    return this.source();
  }

  later(tx: Transaction | null, work: NewWork): string {
    const test = tx?.test ?? null;
    if (!tx) return this.add(test, work);
    const id = work.id ?? this.nextId();
    // What a scheduled job queues in a test never runs (public experiments: stackexchange 36806); its events are delivered.
    if (test && tx.kind === 'schedule' && work.kind !== 'event') return id;
    tx.afterCommit(() => this.add(test, { ...work, id }));
    return id;
  }

  add(test: TestState | null, work: NewWork): string {
    const id = work.id ?? this.nextId();
    (test ? this.testQueue(test) : this.queue).add({ ...work, id });
    return id;
  }

  private nextId(): string {
    return `work-${++this.ids}`;
  }

  cancel(id: string): boolean {
    const test = this.org.activeTest;
    return (test !== null && this.testQueue(test).cancel(id)) || this.queue.cancel(id);
  }

  pending(): readonly DueWork[] {
    return this.queue.list();
  }

  /** What waits, as plain data. Paths and schedules of flows are kept by the flow engine. */
  kept(): KeptWork[] {
    return this.queue.list().flatMap((work) => {
      const { keep } = work as NewWork;
      if (keep) return [keep()];
      if (BY_FLOWS.has(work.kind)) return [];
      throw new Error(`Waiting ${work.kind} ${work.label} cannot be kept: let it run first.`);
    });
  }

  /** What waits, in the order in which it will run, by names that a restored org gives again. */
  order(): string[] {
    return this.queue.list().map(placeName);
  }

  arrange(order: readonly string[]): void {
    const places = new Map(order.map((name, at) => [name, at]));
    this.queue.arrange((work) => places.get(placeName(work)) ?? order.length);
  }

  next(): DueWork | undefined {
    return this.queue.peek();
  }

  advanceTo(until: number, onStep?: (work: DueWork) => void): AdvanceResult {
    const { clock } = this.org;
    const result = this.runWhile(
      this.queue,
      Infinity,
      (work) => work.at <= until,
      (work) => {
        if (work.at > clock.now()) clock.set(work.at);
        onStep?.(work);
      }
    );
    if (until > clock.now()) clock.set(until);
    return result;
  }

  drain(limit = DRAIN_LIMIT): AdvanceResult {
    const now = this.org.clock.now();
    return this.runWhile(this.queue, limit, (work) => work.at <= now);
  }

  drainTest(tx: Transaction): AdvanceResult {
    return this.runTestWork(tx, (work) => !NOT_IN_TESTS.has(work.kind));
  }

  deliverTestEvents(tx: Transaction): AdvanceResult {
    return this.runTestWork(tx, (work) => work.kind === 'event');
  }

  runAs<T>(user: UserContext, kind: Transaction['kind'], run: (tx: Transaction) => T): T {
    const tx = this.org.begin(user, kind, this.parent ? { parent: this.parent } : undefined);
    return watched(
      tx,
      () => ({ kind: 'transaction', text: `${kind} as ${user.username}` }),
      () => this.toItsEnd(tx, run)
    );
  }

  private toItsEnd<T>(tx: Transaction, run: (tx: Transaction) => T): T {
    const outer = this.parent;
    if (this.parent) this.parent = tx;
    let result: T;
    try {
      result = run(tx);
    } catch (error) {
      tx.abort();
      throw error;
    } finally {
      this.parent = outer;
    }
    tx.commit();
    return result;
  }

  private testQueue(test: TestState): DueQueue {
    let queue = this.testQueues.get(test);
    if (!queue) this.testQueues.set(test, (queue = new DueQueue()));
    return queue;
  }

  /** Work that a test may not run stays queued and is forgotten with the test. */
  private runTestWork(tx: Transaction, wanted: (work: DueWork) => boolean): AdvanceResult {
    if (!tx.test) throw new Error('Only an Apex test can run its queued work at Test.stopTest().');
    const outer = this.parent;
    this.parent = tx;
    try {
      tx.flush();
      return this.runChosen(this.testQueue(tx.test), wanted);
    } finally {
      this.parent = outer;
    }
  }

  private runChosen(queue: DueQueue, wanted: (work: DueWork) => boolean): AdvanceResult {
    const failures: Failure[] = [];
    let ran = 0;
    for (let work = queue.list().find(wanted); work; work = queue.list().find(wanted)) {
      queue.cancel(work.id);
      if (++ran > DRAIN_LIMIT) throw endless(work);
      this.runOne(work, failures);
    }
    return { ran, failures };
  }

  private runWhile(
    queue: DueQueue,
    limit: number,
    wanted: (work: DueWork) => boolean,
    before?: (work: DueWork) => void
  ): AdvanceResult {
    const failures: Failure[] = [];
    let ran = 0;
    for (let work = queue.peek(); work && wanted(work); work = queue.peek()) {
      if (++ran > limit) throw endless(work);
      queue.take();
      before?.(work);
      this.runOne(work, failures);
    }
    return { ran, failures };
  }

  /** A failure ends its own transaction and is reported; the work behind it goes on. */
  private runOne(work: DueWork, failures: Failure[]): void {
    try {
      work.run();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const stack = error instanceof Error && error.stack ? { stack: error.stack } : {};
      failures.push({ label: work.label, message, error, ...stack });
    }
  }
}

/** Work of flows is queued anew in a restored org, under another id. */
function placeName(work: DueWork): string {
  return (work as NewWork).keep ? work.id : [work.kind, work.label, work.at, work.userId].join(' ');
}

function endless(work: DueWork): Error {
  return new Error(`Queued work does not come to an end; the last was ${work.kind} ${work.label}.`);
}
