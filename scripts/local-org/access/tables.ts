import type { ObjectInfo, Schema } from '../contracts/schema.ts';
import type { Row, Store } from '../contracts/store.ts';
import { equalRows } from '../store/index.ts';

/** One object's rows, read by field name. */
export interface Table {
  readonly object: ObjectInfo;
  get(id: string): Row | undefined;
  all(): Iterable<Row>;
  where(field: string, keys: readonly unknown[]): Iterable<Row>;
  read(row: Row, field: string): unknown;
  text(row: Row, field: string): string | null;
  yes(row: Row, field: string): boolean;
  revision(): number;
}

/**
 * The rows that hold rights, by object name. An org without one of these objects has no such rights to give: its table
 * is empty, which withholds, never grants.
 */
export interface Tables {
  readonly schema: Schema;
  readonly store: Store;
  of(name: string): Table | undefined;
  rows(name: string, field: string, keys: readonly unknown[]): Iterable<Row>;
}

export function tablesOf(schema: Schema, store: Store): Tables {
  const known = new Map<string, { readonly version: number; readonly table: Table | undefined }>();
  const of = (name: string): Table | undefined => {
    const cached = known.get(name);
    if (cached && cached.version === schema.version) return cached.table;
    const object = schema.object(name);
    const table = object && tableOf(object, store);
    known.set(name, { version: schema.version, table });
    return table;
  };
  return { schema, store, of, rows: (name, field, keys) => of(name)?.where(field, keys) ?? [] };
}

export function tableOf(object: ObjectInfo, store: Store): Table {
  const read = (row: Row, name: string): unknown => {
    const field = object.field(name);
    return field ? (row[field.slot] ?? null) : null;
  };
  return {
    object,
    get: (id) => store.get(object, id),
    all: () => store.scan(object, { kind: 'all' }),
    where: (name, keys) => {
      const field = object.field(name);
      return field ? equalRows(store, object, field, keys) : [];
    },
    read,
    text: (row, name) => {
      const value = read(row, name);
      return typeof value === 'string' && value !== '' ? value : null;
    },
    yes: (row, name) => read(row, name) === true,
    revision: () => store.revision(object)
  };
}

/** A value that is computed again only after rows of the named objects have changed. */
export class RowCache<V> {
  private readonly tables: Tables;
  private readonly objects: readonly string[];
  private readonly values = new Map<string, V>();
  private seen = -1;

  constructor(tables: Tables, objects: readonly string[]) {
    this.tables = tables;
    this.objects = objects;
  }

  get(key: string, compute: () => V): V {
    const now = this.revision();
    if (now !== this.seen) {
      this.values.clear();
      this.seen = now;
    }
    let value = this.values.get(key);
    if (value === undefined) {
      value = compute();
      this.values.set(key, value);
    }
    return value;
  }

  private revision(): number {
    let sum = this.tables.schema.version;
    for (const name of this.objects) sum += this.tables.of(name)?.revision() ?? 0;
    return sum;
  }
}
