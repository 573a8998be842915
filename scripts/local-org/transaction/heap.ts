import { runInNewContext, Script, createContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import type { HeapAccount } from '../values/index.ts';
import { footprint } from '../values/index.ts';

/** What a transaction that has done nothing is said to hold (assumed). */
const BASE = 1_000;

/** Growth between two looks is at most so many times the limit, however much was let go so far. */
const LAZIEST = 16;

/** Watched values, of whatever transactions, after which those that nobody holds any more are let go. */
const RELEASE_EACH = 128;

/**
 * Heap of one transaction, counted by what is big: collections and blobs as they grow, texts as operations make them,
 * query results. The sum is an estimate that knows nothing of garbage and counts shared values twice, so when it passes
 * the limit, what was watched is measured, shared values once; when that is too much as well, garbage is collected and what
 * is left is measured: only that decides. Local texts are seen one at a time.
 */
export class Heap implements HeapAccount {
  private readonly limit: number;
  private readonly statics: () => readonly unknown[];
  private readonly exceeded: (bytes: number) => Error;
  private watched: WeakRef<object>[] = [];
  private sum = 0;
  private texts = 0;
  private longest = 0;
  private measured = 0;
  /** What was measured last may still have garbage in it. */
  private coarse = false;
  private next: number;
  private stride: number;

  constructor(limit: number, statics: () => readonly unknown[], exceeded: (bytes: number) => Error) {
    this.limit = limit;
    this.statics = statics;
    this.exceeded = exceeded;
    this.next = limit;
    this.stride = limit;
  }

  text(length: number, grown: boolean): void {
    if (this.sum + length > this.next || length > this.limit) this.verify(length);
    if (grown) this.longest = Math.max(this.longest, length);
    else this.texts = Math.min(this.texts + length, Math.max(length, this.limit >> 2));
  }

  holds(value: object, bytes: number): void {
    this.watched.push(new WeakRef(value));
    if (++watchedSinceRelease >= RELEASE_EACH) releaseKept();
    this.sum += bytes;
    if (this.sum > this.next) this.verify(0);
  }

  /** Estimated, and measured anew when much of it may be garbage: code asks this in order to stop in time. */
  used(): number {
    const isOld = this.coarse || this.sum - this.measured > this.limit >> 3;
    if (this.sum > this.limit >> 1 && isOld) this.measure(this.limit >> 1);
    return BASE + Math.min(this.sum + this.texts + this.longest, this.limit);
  }

  /** Throws when what is live, with a text that has just been made, is more than the limit. */
  private verify(text: number): void {
    this.measure(this.limit - text);
    const live = this.measured + text;
    if (live > this.limit) throw this.exceeded(live);
    this.stride = Math.min(this.stride * 2, this.limit * LAZIEST);
    this.next = Math.max(this.limit, live + this.stride);
  }

  /** A full collection takes longer than many a transaction, so it waits until the measure with garbage is above `enough`. */
  private measure(enough: number): void {
    this.measured = this.reached();
    this.coarse = this.measured <= enough;
    if (!this.coarse) {
      releaseKept();
      collect();
      this.measured = this.reached();
    }
    this.sum = this.measured;
    this.texts = 0;
    this.longest = 0;
  }

  /** Bytes of what the watched values and the statics reach. */
  private reached(): number {
    const roots = [...new Set(this.watched.map((ref) => ref.deref()))].filter((root) => root !== undefined);
    this.watched = roots.map((root) => new WeakRef(root));
    const held = this.statics().flatMap((s) => (typeof s === 'object' && s !== null ? Object.values(s) : []));
    return footprint([...roots, ...held]);
  }
}

let collector: (() => void) | null = null;

/** A full collection of garbage; V8 shows it to new contexts once the flag is set. */
function collect(): void {
  if (!collector) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as () => void;
  }
  collector();
}

const nothing = new Script('0');
let apart: object | null = null;
/** Counted over all transactions: many small ones in one job, an import say, would keep all that they watched. */
let watchedSinceRelease = 0;

/**
 * JavaScript keeps what a WeakRef was made for, or gave, until its job ends, and a transaction is one job. A context with
 * a microtask queue of its own ends one: its turn lets all of it go.
 */
function releaseKept(): void {
  watchedSinceRelease = 0;
  apart ??= createContext({}, { microtaskMode: 'afterEvaluate' });
  nothing.runInContext(apart);
}
