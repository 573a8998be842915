import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { AccessPath, ReleasedLookup, Row, RowProvider } from '../contracts/store.ts';
import { HashIndex, OrderedIndex } from './indexes.ts';
import { idOf, numberOf } from './ids.ts';

/** Below this a scan is faster than keeping an index. */
const WORTH_AN_INDEX = 32;
/** An estimate of a range stops counting here: by then the rows themselves cost more. */
const ENOUGH = 4096;
const KEYED = new Set(['DeveloperName', 'QualifiedApiName', 'Username', 'Email', 'SobjectType']);

/** A field that equality may be looked up by. */
export function hasHashIndex(field: FieldInfo): boolean {
  return (
    field.type === 'Reference' ||
    field.type === 'Id' ||
    field.unique ||
    field.externalId ||
    field.nameField ||
    KEYED.has(field.name)
  );
}

/** A field that ranges may be looked up by. */
export function hasOrderedIndex(field: FieldInfo): boolean {
  return (
    field.type === 'Date' ||
    field.type === 'Datetime' ||
    (field.externalId && field.type !== 'Reference') ||
    field.autoNumber !== undefined
  );
}

/** A deleted record; without `released` it is no longer in the bin. */
export interface DeletedRow {
  readonly row: Row;
  readonly released: readonly ReleasedLookup[] | null;
}

/**
 * The rows of one object. Positive numbers are rows with ids of our own, negative ones rows whose ids came from
 * elsewhere. Indexes are made when first asked for and kept from then on.
 */
export class Table {
  object: ObjectInfo;
  provider: RowProvider | undefined;
  count = 0;
  revision = 0;
  next = 1;
  readonly recycled = new Map<string, DeletedRow>();
  private rows: (Row | undefined)[] = [undefined];
  private foreignRows: (Row | undefined)[] = [];
  private readonly foreign = new Map<string, number>();
  private readonly hashes = new Map<string, HashIndex>();
  private readonly orders = new Map<string, OrderedIndex>();

  constructor(object: ObjectInfo, provider?: RowProvider) {
    this.object = object;
    this.provider = provider;
  }

  newId(): string {
    let id = idOf(this.object.keyPrefix, this.next++);
    while (this.foreign.size > 0 && this.foreign.has(id)) id = idOf(this.object.keyPrefix, this.next++);
    return id;
  }

  /** The row number of an id that has or had a row; 0 for one never seen. */
  numberOf(id: string): number {
    const n = numberOf(this.object.keyPrefix, id);
    if (n > 0 && n < this.next && !this.foreign.has(id)) return n;
    return this.foreign.get(id) ?? 0;
  }

  /** As `numberOf`, giving a place to an id that is not ours. */
  placeOf(id: string): number {
    const known = this.numberOf(id);
    if (known !== 0) return known;
    const n = -this.foreignRows.length - 1;
    this.foreignRows.push(undefined);
    this.foreign.set(id, n);
    return n;
  }

  row(n: number): Row | undefined {
    return n > 0 ? this.rows[n] : n < 0 ? this.foreignRows[-n - 1] : undefined;
  }

  get(id: string): Row | undefined {
    return this.row(this.numberOf(id));
  }

  /** Replaces the row at a place, indexes included. */
  set(n: number, row: Row | undefined): Row | undefined {
    const old = this.row(n);
    if (n > 0) this.setOwn(n, row);
    else this.foreignRows[-n - 1] = row;
    this.count += (row ? 1 : 0) - (old ? 1 : 0);
    this.revision++;
    for (const index of this.hashes.values()) reindex(index, n, old, row);
    for (const index of this.orders.values()) reindex(index, n, old, row);
    return old;
  }

  *all(): Generator<Row, void, undefined> {
    for (let n = 1; n < this.rows.length; n++) {
      const row = this.rows[n];
      if (row) yield row;
    }
    for (const row of this.foreignRows) if (row) yield row;
  }

  *scan(by: AccessPath): Generator<Row, void, undefined> {
    if (this.provider) yield* this.provider.rows(by);
    else if (by.kind === 'ids') yield* this.byIds(by.ids);
    else yield* this.byIndex(by);
  }

  estimate(by: AccessPath): number {
    if (this.provider) return by.kind === 'all' ? ENOUGH : 1;
    if (by.kind === 'all') return this.count;
    if (by.kind === 'ids') return by.ids.length;
    if (by.kind === 'range') return this.ordered(by.field)?.size(by, ENOUGH) ?? this.count;
    const index = this.hash(by.field);
    return index && !by.keys.includes(null)
      ? by.keys.reduce((sum: number, key) => sum + index.size(key), 0)
      : this.count;
  }

  ordersBy(field: FieldInfo): boolean {
    return this.provider === undefined && this.ordered(field) !== undefined;
  }

  private setOwn(n: number, row: Row | undefined): void {
    while (this.rows.length < n) this.rows.push(undefined);
    this.rows[n] = row;
  }

  private *byIds(ids: readonly string[]): Generator<Row, void, undefined> {
    for (const id of ids) {
      const row = this.get(id);
      if (row) yield row;
    }
  }

  private *byIndex(by: AccessPath): Generator<Row, void, undefined> {
    const found = this.numbersOf(by);
    if (!found) return yield* this.all();
    for (const n of found) {
      const row = this.row(n);
      if (row) yield row;
    }
  }

  private numbersOf(by: AccessPath): Iterable<number> | undefined {
    if (by.kind === 'range') return this.ordered(by.field)?.find(by);
    if (by.kind !== 'equal' || by.keys.includes(null)) return undefined;
    const index = this.hash(by.field);
    if (!index) return undefined;
    return by.keys.length === 1 ? index.find(by.keys[0]) : union(index, by.keys);
  }

  private hash(field: FieldInfo): HashIndex | undefined {
    const known = this.hashes.get(field.name);
    if (known || !hasHashIndex(field) || this.count < WORTH_AN_INDEX) return known;
    const index = new HashIndex(field);
    this.fill(index);
    this.hashes.set(field.name, index);
    return index;
  }

  private ordered(field: FieldInfo): OrderedIndex | undefined {
    const known = this.orders.get(field.name);
    if (known || !hasOrderedIndex(field) || this.count < WORTH_AN_INDEX) return known;
    const index = new OrderedIndex(field);
    this.fill(index);
    this.orders.set(field.name, index);
    return index;
  }

  private fill(index: HashIndex | OrderedIndex): void {
    const slot = index.field.slot;
    this.rows.forEach((row, n) => row && index.add(row[slot], n));
    this.foreignRows.forEach((row, i) => row && index.add(row[slot], -i - 1));
  }
}

function reindex(index: HashIndex | OrderedIndex, n: number, old: Row | undefined, row: Row | undefined): void {
  const slot = index.field.slot;
  const before = old?.[slot] ?? null;
  const after = row?.[slot] ?? null;
  if (before === after) return;
  if (before !== null) index.remove(before, n);
  if (after !== null) index.add(after, n);
}

/** Rows under any of the keys, each once: two keys may fold to one. */
function union(index: HashIndex, keys: readonly unknown[]): Set<number> {
  const found = new Set<number>();
  for (const key of keys) for (const n of index.find(key)) found.add(n);
  return found;
}
