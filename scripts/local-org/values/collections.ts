import type { RuntimeType } from '../contracts/program.ts';
import { box, unbox } from './boxed.ts';
import { apexError, throwApex } from './exception.ts';
import { type Key, hasOwnEquals, keyOf, textKey } from './keys.ts';
import { equalsDeep } from './equals.ts';
import { BIG_TEXT, COUNTED_EACH, heap } from './heap.ts';
import { estimate } from './footprint.ts';

const ITERATED = 'Cannot modify a collection while it is being iterated.';

/** Thrown by a loop over a list that was changed meanwhile, where it comes to the next member (as in Java; assumed). */
export function modified(): never {
  return throwApex('System.FinalException', ITERATED);
}

/** Notices change during a for-each where it comes to the next member: a public package removes the last one and passes. */
abstract class Guarded {
  private changed = 0;

  protected guard(): void {
    this.changed++;
  }

  protected *walk<T>(values: Iterable<T>): Generator<T, void, undefined> {
    const { changed } = this;
    for (const value of values) {
      if (this.changed !== changed) modified();
      yield value;
    }
  }
}

/** Tells the heap of the transaction about a collection that has taken members. */
function counted(collection: object, added: readonly unknown[], times = 1): void {
  heap.account?.holds(collection, estimate(added) * times);
}

/** A member that is big by itself is counted at once, others by the hundred. */
function isBig(value: unknown): boolean {
  return typeof value === 'string' && value.length > BIG_TEXT;
}

/** An Apex List with its run-time type (`List<X>`). Read `items` freely; change it through the methods. */
export class ApexList {
  readonly type: RuntimeType;
  items: unknown[];
  /** How often it grew, shrank or was emptied: a loop over it looks before each member. */
  changes = 0;
  /** Lists of a trigger's context may not grow or shrink. */
  readOnly = false;

  constructor(type: RuntimeType, items: unknown[] = []) {
    this.type = type;
    this.items = items;
    if (items.length >= COUNTED_EACH) counted(this, items);
  }

  get size(): number {
    return this.items.length;
  }

  /** Throws ListException `List index out of bounds: n`. */
  get(index: number): unknown {
    return this.items[this.within(index)];
  }

  /** As `get` where the list is seen as one of Objects: a Double, Long or Id is told apart there. */
  item(index: number): unknown {
    return this.boxed(this.get(index));
  }

  /** A member as an Object. */
  boxed(value: unknown): unknown {
    return box(value, this.type.element?.name ?? '');
  }

  set(index: number, value: unknown): void {
    this.items[this.within(index)] = value;
  }

  /** `add`, `insert` and `set` of an Object, where the list is seen as one of Objects. */
  addItem(value: unknown): null {
    return this.add(this.opened(value));
  }

  insertItem(index: number, value: unknown): void {
    this.insert(index, this.opened(value));
  }

  setItem(index: number, value: unknown): void {
    this.set(index, this.opened(value));
  }

  private opened(value: unknown): unknown {
    return TOLD_APART.has(this.type.element?.name ?? '') ? unbox(value) : value;
  }

  /** Gives null: its result is an Object to the platform's compiler, whose value no page tells (assumed). */
  add(value: unknown): null {
    this.change();
    const size = this.items.push(value);
    if ((size & (COUNTED_EACH - 1)) === 0) counted(this, [value], COUNTED_EACH);
    else if (isBig(value)) counted(this, [value]);
    return null;
  }

  /** At `index`, which may be the size. */
  insert(index: number, value: unknown): void {
    this.change();
    if (index === null || index < 0 || index > this.items.length) outOfBounds(index);
    this.items.splice(index, 0, value);
  }

  addAll(values: Iterable<unknown>): void {
    this.change();
    const more = [...values];
    for (const value of more) this.items.push(value);
    if (more.length >= COUNTED_EACH) counted(this, more);
  }

  remove(index: number): unknown {
    this.change();
    return this.items.splice(this.within(index), 1)[0];
  }

  clear(): void {
    this.change();
    this.items = [];
  }

  indexOf(value: unknown): number {
    return this.items.findIndex((item) => equalsDeep(item, value));
  }

  clone(): ApexList {
    return new ApexList(this.type, [...this.items]);
  }

  *[Symbol.iterator](): Generator<unknown, void, undefined> {
    const { changes } = this;
    for (let i = 0; i !== this.items.length; i++) {
      if (this.changes !== changes) modified();
      yield this.items[i];
    }
  }

  contentKey(): string {
    return `L[${this.items.map(textKey).join('\u0002')}]`;
  }

  private change(): void {
    this.changes++;
    if (this.readOnly) throwApex('System.FinalException', 'Collection is read-only');
  }

  private within(index: number): number {
    if (index === null || index < 0 || index >= this.items.length) outOfBounds(index);
    return index;
  }
}

function outOfBounds(index: number | null): never {
  if (index === null) throw apexError('System.NullPointerException', 'Argument cannot be null.');
  return throwApex('System.ListException', `List index out of bounds: ${index}`);
}

/** Finds entries whose key defines its own `equals` and `hashCode`. */
class Buckets {
  private readonly byHash = new Map<number, object[]>();

  find(value: { $equals(o: unknown): boolean; $hashCode(): number }): object | undefined {
    return this.byHash.get(value.$hashCode())?.find((o) => o === value || value.$equals(o));
  }

  add(value: object & { $hashCode(): number }): void {
    const hash = value.$hashCode();
    const bucket = this.byHash.get(hash);
    if (bucket) bucket.push(value);
    else this.byHash.set(hash, [value]);
  }

  remove(value: object): void {
    for (const bucket of this.byHash.values()) {
      const at = bucket.indexOf(value);
      if (at >= 0) bucket.splice(at, 1);
    }
  }

  clear(): void {
    this.byHash.clear();
  }
}

/** Entries by Apex value in order of insertion (assumed: the platform promises no order). */
class Entries<E> {
  readonly map = new Map<Key, E>();
  private buckets: Buckets | null = null;

  /** The key of an equal entry that is here already, or the value's own. */
  keyFor(value: unknown): Key {
    if (!hasOwnEquals(value)) return keyOf(value);
    return this.buckets?.find(value) ?? value;
  }

  set(value: unknown, entry: E): void {
    const key = this.keyFor(value);
    if (hasOwnEquals(value) && !this.map.has(key)) (this.buckets ??= new Buckets()).add(value);
    this.map.set(key, entry);
  }

  delete(value: unknown): boolean {
    const key = this.keyFor(value);
    if (typeof key === 'object') this.buckets?.remove(key);
    return this.map.delete(key);
  }

  clear(): void {
    this.map.clear();
    this.buckets?.clear();
  }
}

/** An Apex Set with its run-time type (`Set<X>`). */
export class ApexSet extends Guarded {
  readonly type: RuntimeType;
  private readonly entries = new Entries<unknown>();

  constructor(type: RuntimeType, values: Iterable<unknown> = []) {
    super();
    this.type = type;
    for (const value of values) this.entries.set(value, value);
    if (this.entries.map.size >= COUNTED_EACH) counted(this, [...this.entries.map.keys()]);
  }

  get size(): number {
    return this.entries.map.size;
  }

  has(value: unknown): boolean {
    return this.entries.map.has(this.entries.keyFor(value));
  }

  /** True when the set grew. */
  add(value: unknown): boolean {
    if (this.has(value)) return false;
    this.guard();
    this.entries.set(value, value);
    if ((this.entries.map.size & (COUNTED_EACH - 1)) === 0) counted(this, [value], COUNTED_EACH);
    else if (isBig(value)) counted(this, [value]);
    return true;
  }

  delete(value: unknown): boolean {
    const had = this.entries.delete(value);
    if (had) this.guard();
    return had;
  }

  clear(): void {
    this.guard();
    this.entries.clear();
  }

  /** The values as they are now. */
  toArray(): unknown[] {
    return [...this.values()];
  }

  clone(): ApexSet {
    return new ApexSet(this.type, this.values());
  }

  [Symbol.iterator](): Generator<unknown, void, undefined> {
    return this.walk(this.values());
  }

  contentKey(): string {
    return `S{${this.toArray().map(textKey).sort().join('\u0002')}}`;
  }

  protected values(): Iterable<unknown> {
    return this.entries.map.values();
  }
}

interface MapEntry {
  readonly key: unknown;
  value: unknown;
}

/** An Apex Map with its run-time type (`Map<K,V>`). */
export class ApexMap extends Guarded {
  readonly type: RuntimeType;
  private readonly entries = new Entries<MapEntry>();

  constructor(type: RuntimeType, pairs: Iterable<readonly [unknown, unknown]> = []) {
    super();
    this.type = type;
    for (const [key, value] of pairs) this.put(key, value);
  }

  get size(): number {
    return this.entries.map.size;
  }

  has(key: unknown): boolean {
    return this.entries.map.has(this.entries.keyFor(key));
  }

  /** Null when there is no such key. */
  get(key: unknown): unknown {
    return this.entries.map.get(this.entries.keyFor(key))?.value ?? null;
  }

  /** As `get` where the map is seen as one of Objects. */
  item(key: unknown): unknown {
    return box(this.get(key), this.type.element?.name ?? '');
  }

  /** The value that it replaces, or null. A changed value is no structural change. */
  put(key: unknown, value: unknown): unknown {
    const entry = this.entries.map.get(this.entries.keyFor(key));
    if (isBig(value)) counted(this, [value]);
    if (entry) {
      const old = entry.value;
      entry.value = value;
      return old;
    }
    this.guard();
    this.entries.set(key, { key, value });
    if ((this.entries.map.size & (COUNTED_EACH - 1)) === 0) counted(this, [key, value], COUNTED_EACH);
    return null;
  }

  remove(key: unknown): unknown {
    this.guard();
    const old = this.get(key);
    this.entries.delete(key);
    return old;
  }

  clear(): void {
    this.guard();
    this.entries.clear();
  }

  /** The keys as a set backed by this map. */
  keySet(type: RuntimeType): ApexSet {
    return new KeySet(type, this);
  }

  *keys(): Generator<unknown, void, undefined> {
    for (const entry of this.entries.map.values()) yield entry.key;
  }

  *values(): Generator<unknown, void, undefined> {
    for (const entry of this.entries.map.values()) yield entry.value;
  }

  *pairs(): Generator<[unknown, unknown], void, undefined> {
    for (const entry of this.entries.map.values()) yield [entry.key, entry.value];
  }

  clone(): ApexMap {
    return new ApexMap(this.type, this.pairs());
  }

  contentKey(): string {
    const pairs = [...this.pairs()].map(([k, v]) => `${textKey(k)}\u0003${textKey(v)}`);
    return `M{${pairs.sort().join('\u0002')}}`;
  }
}

/**
 * `Map.keySet()`: removing from it removes from the map (assumed, as `java.util.Map`); adding is refused. A for-each goes
 * over the keys as they were: the map may lose them meanwhile (assumed: public suites do so and pass), the set may not.
 */
class KeySet extends ApexSet {
  private readonly of: ApexMap;

  constructor(type: RuntimeType, of: ApexMap) {
    super(type);
    this.of = of;
  }

  override get size(): number {
    return this.of.size;
  }

  override has(value: unknown): boolean {
    return this.of.has(value);
  }

  override add(value: unknown): boolean {
    if (this.has(value)) return false;
    return throwApex('System.UnsupportedOperationException', 'Cannot add to the key set of a map');
  }

  override delete(value: unknown): boolean {
    const had = this.of.has(value);
    if (had) {
      this.guard();
      this.of.remove(value);
    }
    return had;
  }

  override clear(): void {
    this.of.clear();
  }

  override [Symbol.iterator](): Generator<unknown, void, undefined> {
    return this.walk([...this.of.keys()]);
  }

  protected override values(): Iterable<unknown> {
    return this.of.keys();
  }
}

/** The members of a collection as another one holds them: in one of Objects a Double, Long or Id is told apart. */
export function membersFor(target: RuntimeType, from: ApexList | ApexSet): unknown[] {
  const name = from.type.element?.name ?? '';
  const members = from instanceof ApexList ? from.items : from.toArray();
  const wanted = target.element?.name ?? '';
  if (name === wanted) return [...members];
  if (TOLD_APART.has(name)) return members.map((value) => box(value, name));
  return TOLD_APART.has(wanted) ? members.map(unbox) : [...members];
}

const TOLD_APART = new Set(['Double', 'Long', 'Id']);
