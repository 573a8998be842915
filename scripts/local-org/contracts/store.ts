import type { FieldInfo, ObjectInfo } from './schema.ts';

/**
 * One stored record: values by field slot, never changed in place. Values are Apex values (see `values`):
 * string, boolean, number (Integer, Double), Decimal, ApexDate, ApexDatetime, ApexTime, Blob, or null.
 * Ids are 18-character strings. Formula and roll-up fields are not kept in a row (roll-ups are).
 */
export type Row = readonly unknown[];

export type AccessPath =
  | { readonly kind: 'all' }
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'equal'; readonly field: FieldInfo; readonly keys: readonly unknown[] }
  | {
      readonly kind: 'range';
      readonly field: FieldInfo;
      readonly low?: unknown;
      readonly high?: unknown;
      readonly lowOpen?: boolean;
      readonly highOpen?: boolean;
      readonly descending?: boolean;
    };

/** A lookup that a deletion has emptied. */
export interface ReleasedLookup {
  readonly object: string;
  readonly field: string;
  readonly id: string;
}

/** What the recycle bin holds of a deleted record. */
export interface Recycled {
  readonly row: Row;
  /** Lookups to the record that were emptied with its deletion: an undelete fills them again. */
  readonly released: readonly ReleasedLookup[];
}

/** Rows that are computed instead of stored (`ApexClass`, `EntityDefinition`, `UserRecordAccess`, ...). */
export interface RowProvider {
  rows(path: AccessPath): Iterable<Row>;
}

/**
 * All records of the org. Knows nothing of users, triggers or rules. Savepoints nest; `rollback` takes back every
 * change since the savepoint, ids included only where `resetIds` says so.
 */
export interface Store {
  savepoint(): number;
  rollback(to: number): void;
  /** Forget undo information older than every open savepoint. */
  commit(): void;
  define(object: ObjectInfo, rows?: RowProvider): void;
  newId(object: ObjectInfo): string;
  get(object: ObjectInfo, id: string): Row | undefined;
  /** Insert, replace or (row undefined) remove. Returns the old row; keeps indexes and undo. */
  put(object: ObjectInfo, id: string, row: Row | undefined): Row | undefined;
  scan(object: ObjectInfo, by: AccessPath): Iterable<Row>;
  /** How many rows an access path would visit, as far as the indexes tell without visiting them. */
  estimate(object: ObjectInfo, by: AccessPath): number;
  /** Whether a range scan of the field brings its rows in the order of the field. */
  ordersBy(object: ObjectInfo, field: FieldInfo): boolean;
  count(object: ObjectInfo): number;
  /** Grows with every put of this object's rows, taken back ones included: what a cache compares to know that it is stale. */
  revision(object: ObjectInfo): number;
  nextAutoNumber(field: FieldInfo): number;
  /** A deleted row, which ALL ROWS still finds; `IsDeleted` is true in it. */
  recycled(object: ObjectInfo, id: string): Row | undefined;
  /** What can be undeleted: nothing of a record that was emptied out of the bin. */
  bin(object: ObjectInfo, id: string): Recycled | undefined;
  putRecycled(object: ObjectInfo, id: string, row: Row | undefined, released?: readonly ReleasedLookup[]): void;
  /** Takes a deleted record out of the bin; its row stays until the platform clears it away, which this store never does. */
  emptyBin(object: ObjectInfo, id: string): void;
  scanRecycled(object: ObjectInfo): Iterable<Row>;
  snapshot(): Uint8Array;
  /** The objects that were not defined are asked for by name: an org knows some only once somebody names them. */
  restore(snapshot: Uint8Array, object?: (name: string) => ObjectInfo | undefined): void;
}
