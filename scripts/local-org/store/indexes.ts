import imported from 'sorted-btree';
import type { FieldInfo } from '../contracts/schema.ts';
import { keyFor, type IndexKey } from './keys.ts';

/** A CommonJS module: Node hands over its exports, bundlers its class. */
const BTree = ((imported as unknown as { default?: typeof imported }).default ?? imported) as typeof imported;

/** Row numbers under one key: one alone is the usual case and costs no set. */
type Posting = number | Set<number>;

function with_(posting: Posting | undefined, n: number): Posting {
  if (posting === undefined) return n;
  if (typeof posting === 'number') return new Set([posting, n]);
  return posting.add(n);
}

/** What is left after removing a row number; undefined when nothing is. */
function without(posting: Posting | undefined, n: number): Posting | undefined {
  if (posting === undefined || posting === n) return undefined;
  if (typeof posting === 'number') return posting;
  posting.delete(n);
  return posting.size === 0 ? undefined : posting;
}

function sizeOf(posting: Posting | undefined): number {
  return posting === undefined ? 0 : typeof posting === 'number' ? 1 : posting.size;
}

function* numbers(posting: Posting | undefined): Generator<number, void, undefined> {
  if (typeof posting === 'number') yield posting;
  else if (posting) yield* posting;
}

/** Rows by the exact key of one field. Nulls are not in it. */
export class HashIndex {
  readonly field: FieldInfo;
  private readonly byKey = new Map<IndexKey, Posting>();

  constructor(field: FieldInfo) {
    this.field = field;
  }

  add(value: unknown, n: number): void {
    const key = keyFor(this.field, value);
    if (key !== undefined) this.byKey.set(key, with_(this.byKey.get(key), n));
  }

  remove(value: unknown, n: number): void {
    const key = keyFor(this.field, value);
    if (key === undefined) return;
    const rest = without(this.byKey.get(key), n);
    if (rest === undefined) this.byKey.delete(key);
    else this.byKey.set(key, rest);
  }

  size(value: unknown): number {
    const key = keyFor(this.field, value);
    return key === undefined ? 0 : sizeOf(this.byKey.get(key));
  }

  find(value: unknown): Iterable<number> {
    const key = keyFor(this.field, value);
    return key === undefined ? [] : numbers(this.byKey.get(key));
  }
}

export interface Range {
  readonly low?: unknown;
  readonly high?: unknown;
  readonly lowOpen?: boolean;
  readonly highOpen?: boolean;
  readonly descending?: boolean;
}

type SortKey = string | number;

/** Rows in the order of one field. Nulls are not in it, since no range matches them. */
export class OrderedIndex {
  readonly field: FieldInfo;
  private readonly tree = new BTree<SortKey, Posting>(undefined, compareKeys, 64);

  constructor(field: FieldInfo) {
    this.field = field;
  }

  add(value: unknown, n: number): void {
    const key = this.key(value);
    if (key !== undefined) this.tree.set(key, with_(this.tree.get(key), n));
  }

  remove(value: unknown, n: number): void {
    const key = this.key(value);
    if (key === undefined) return;
    const rest = without(this.tree.get(key), n);
    if (rest === undefined) this.tree.delete(key);
    else this.tree.set(key, rest);
  }

  /** Rows whose key is within the range, in its order. A superset at open ends: keys may be shared. */
  *find(range: Range): Generator<number, void, undefined> {
    const low = this.key(range.low);
    const high = this.key(range.high);
    const entries = range.descending ? this.tree.entriesReversed(high) : this.tree.entries(low);
    for (const [key, posting] of entries) {
      if (
        range.descending
          ? low !== undefined && compareKeys(key, low) < 0
          : high !== undefined && compareKeys(key, high) > 0
      )
        return;
      yield* numbers(posting);
    }
  }

  /** How many rows a range holds, counted only as far as `enough`. */
  size(range: Range, enough: number): number {
    let n = 0;
    const high = this.key(range.high);
    for (const [key, posting] of this.tree.entries(this.key(range.low))) {
      if (high !== undefined && compareKeys(key, high) > 0) break;
      n += sizeOf(posting);
      if (n >= enough) break;
    }
    return n;
  }

  private key(value: unknown): SortKey | undefined {
    const key = keyFor(this.field, value);
    return typeof key === 'boolean' ? Number(key) : key;
  }
}

function compareKeys(a: SortKey, b: SortKey): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
