import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { AccessPath, Recycled, ReleasedLookup, Row, RowProvider, Store } from '../contracts/store.ts';
import { pack, unpack, type Packed } from './snapshot.ts';
import { type DeletedRow, Table } from './table.ts';

export interface StoreOptions {
  /** Ids and auto-numbers given out since a savepoint are given out again after its rollback. The platform never does. */
  readonly resetIds?: boolean;
}

type Undo =
  | { readonly table: Table; readonly n: number; readonly row: Row | undefined }
  | { readonly table: Table; readonly id: string; readonly recycled: DeletedRow | undefined }
  | { readonly table: Table; readonly next: number }
  | { readonly field: string; readonly next: number | undefined };

/** All records in memory. Rows are immutable, so undo and Trigger.old are pointers to the row that was. */
export class MemoryStore implements Store {
  private readonly tables = new Map<string, Table>();
  private readonly autoNumbers = new Map<string, number>();
  private readonly resetIds: boolean;
  private undo: Undo[] = [];

  constructor(options: StoreOptions = {}) {
    this.resetIds = options.resetIds ?? false;
  }

  savepoint(): number {
    return this.undo.length;
  }

  /** Throws when the savepoint is from before a commit. */
  rollback(to: number): void {
    if (to > this.undo.length) throw new Error(`savepoint ${to} is older than the last commit`);
    while (this.undo.length > to) this.revert(this.undo.pop() as Undo);
  }

  commit(): void {
    this.undo = [];
  }

  define(object: ObjectInfo, rows?: RowProvider): void {
    const table = this.table(object);
    table.object = object;
    table.provider = rows;
  }

  newId(object: ObjectInfo): string {
    const table = this.table(object);
    if (this.resetIds) this.undo.push({ table, next: table.next });
    return table.newId();
  }

  get(object: ObjectInfo, id: string): Row | undefined {
    const table = this.table(object);
    return table.provider ? first(table.scan({ kind: 'ids', ids: [id] })) : table.get(id);
  }

  put(object: ObjectInfo, id: string, row: Row | undefined): Row | undefined {
    const table = this.table(object);
    if (table.provider) throw new Error(`rows of ${object.name} are computed and cannot be stored`);
    const n = table.placeOf(id);
    const old = table.set(n, row);
    this.undo.push({ table, n, row: old });
    return old;
  }

  scan(object: ObjectInfo, by: AccessPath): Iterable<Row> {
    return this.table(object).scan(by);
  }

  estimate(object: ObjectInfo, by: AccessPath): number {
    return this.table(object).estimate(by);
  }

  ordersBy(object: ObjectInfo, field: FieldInfo): boolean {
    return this.table(object).ordersBy(field);
  }

  count(object: ObjectInfo): number {
    return this.table(object).count;
  }

  revision(object: ObjectInfo): number {
    return this.table(object).revision;
  }

  nextAutoNumber(field: FieldInfo): number {
    const key = `${field.object}.${field.name}`;
    const known = this.autoNumbers.get(key);
    const n = known ?? field.autoNumber?.start ?? 1;
    if (this.resetIds) this.undo.push({ field: key, next: known });
    this.autoNumbers.set(key, n + 1);
    return n;
  }

  recycled(object: ObjectInfo, id: string): Row | undefined {
    return this.table(object).recycled.get(id)?.row;
  }

  bin(object: ObjectInfo, id: string): Recycled | undefined {
    const deleted = this.table(object).recycled.get(id);
    return deleted?.released ? { row: deleted.row, released: deleted.released } : undefined;
  }

  putRecycled(object: ObjectInfo, id: string, row: Row | undefined, released: readonly ReleasedLookup[] = []): void {
    this.replaceRecycled(this.table(object), id, row && { row, released });
  }

  emptyBin(object: ObjectInfo, id: string): void {
    const table = this.table(object);
    const deleted = table.recycled.get(id);
    if (deleted) this.replaceRecycled(table, id, { row: deleted.row, released: null });
  }

  private replaceRecycled(table: Table, id: string, deleted: DeletedRow | undefined): void {
    this.undo.push({ table, id, recycled: table.recycled.get(id) });
    setRecycled(table, id, deleted);
  }

  *scanRecycled(object: ObjectInfo): Generator<Row, void, undefined> {
    for (const { row } of this.table(object).recycled.values()) yield row;
  }

  /** Everything stored, by field name, so that it can be restored into a schema with other slots. */
  snapshot(): Uint8Array {
    const tables = [...this.tables.values()].filter((t) => !t.provider);
    return pack({ tables: tables.map(contentOf), autoNumbers: [...this.autoNumbers] });
  }

  /**
   * Replaces everything by a snapshot. Objects have been defined or are found by `object`; throws for one that is neither,
   * or a field that no longer exists and has values.
   */
  restore(snapshot: Uint8Array, object: (name: string) => ObjectInfo | undefined = () => undefined): void {
    const content = unpack(snapshot);
    const defined = [...this.tables.values()];
    this.tables.clear();
    for (const old of defined) this.tables.set(old.object.name, successor(old));
    for (const packed of content.tables) this.restoreTable(packed, object);
    this.autoNumbers.clear();
    for (const [key, n] of content.autoNumbers) this.autoNumbers.set(key, n);
    this.undo = [];
  }

  private restoreTable(packed: Packed['tables'][number], object: (name: string) => ObjectInfo | undefined): void {
    const table = this.tables.get(packed.object) ?? this.tableFound(object(packed.object));
    if (!table) {
      if (packed.rows.length + packed.recycled.length === 0) return;
      throw new Error(`the snapshot has records of ${packed.object}, which the org has not`);
    }
    const slots = packed.fields.map((name) => table.object.field(name)?.slot ?? -1);
    const released = new Map(packed.released);
    table.next = packed.next;
    for (const row of packed.rows) {
      const moved = moveRow(row, slots, packed);
      table.set(table.placeOf(moved[0] as string), moved);
    }
    for (const row of packed.recycled) {
      const moved = moveRow(row, slots, packed);
      const id = moved[0] as string;
      table.recycled.set(id, { row: moved, released: released.has(id) ? (released.get(id) ?? null) : [] });
    }
  }

  private tableFound(object: ObjectInfo | undefined): Table | undefined {
    return object && this.table(object);
  }

  private table(object: ObjectInfo): Table {
    let table = this.tables.get(object.name);
    if (!table) this.tables.set(object.name, (table = new Table(object)));
    return table;
  }

  private revert(undo: Undo): void {
    if ('n' in undo) undo.table.set(undo.n, undo.row);
    else if ('id' in undo) setRecycled(undo.table, undo.id, undo.recycled);
    else if ('table' in undo) undo.table.next = undo.next;
    else if (undo.next === undefined) this.autoNumbers.delete(undo.field);
    else this.autoNumbers.set(undo.field, undo.next);
  }
}

/** An empty table in place of another. Its revision goes on, so that no cache takes the new rows for the old. */
function successor(old: Table): Table {
  const table = new Table(old.object, old.provider);
  table.revision = old.revision + 1;
  return table;
}

function first<T>(values: Iterable<T>): T | undefined {
  for (const value of values) return value;
  return undefined;
}

function setRecycled(table: Table, id: string, deleted: DeletedRow | undefined): void {
  if (deleted) table.recycled.set(id, deleted);
  else table.recycled.delete(id);
}

function contentOf(table: Table): Packed['tables'][number] {
  const { object, next, recycled } = table;
  return {
    object: object.name,
    fields: object.fields.map((f) => f.name),
    next,
    rows: [...table.all()],
    recycled: [...recycled.values()].map(({ row }) => row),
    released: [...recycled].flatMap(([id, { released }]) => (released?.length === 0 ? [] : [[id, released] as const]))
  };
}

function moveRow(row: Row, slots: readonly number[], packed: Packed['tables'][number]): Row {
  const moved: unknown[] = [];
  row.forEach((value, i) => {
    const slot = slots[i] ?? -1;
    if (slot >= 0) moved[slot] = value;
    else if (value !== null && value !== undefined)
      throw new Error(`the snapshot has values of ${packed.object}.${packed.fields[i]}, which the org has not`);
  });
  for (let i = 0; i < moved.length; i++) moved[i] ??= null;
  return moved;
}
