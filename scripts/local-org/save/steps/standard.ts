import type { PicklistValue } from '../../contracts/schema.ts';
import type { Row } from '../../contracts/store.ts';
import { Decimal, type SObject } from '../../values/index.ts';
import { equalRows } from '../../store/index.ts';
import type { Batch } from '../batch.ts';

/** Writes the fields of one record that the platform works out. */
export type Derive = (record: SObject, batch: Batch, index: number) => void;

export function read(record: SObject, name: string): unknown {
  const field = record.info.field(name);
  return field ? record.peek(field.slot) : null;
}

export function set(record: SObject, name: string, value: unknown): void {
  const field = record.info.field(name);
  if (field) record.v[field.slot] = value;
}

/** The value before the save; undefined for a new record. */
export function before(batch: Batch, index: number, name: string): unknown {
  const field = batch.object.field(name);
  return field && batch.old[index] ? (batch.old[index][field.slot] ?? null) : undefined;
}

export function changed(record: SObject, batch: Batch, index: number, name: string): boolean {
  const old = before(batch, index, name);
  const now = read(record, name);
  if (old instanceof Decimal && now instanceof Decimal) return old.compare(now) !== 0;
  return old !== now;
}

export function givenSet(batch: Batch, index: number, name: string): boolean {
  const field = batch.object.field(name);
  return field !== undefined && batch.given[index]?.isSet(field.slot) === true;
}

/** The picklist value that a field holds, with its facts. */
export function picked(record: SObject, name: string): PicklistValue | undefined {
  const field = record.info.field(name);
  const value = field && record.peek(field.slot);
  return field?.picklist?.values.find((each) => each.value === value);
}

export const number = (value: unknown): Decimal => (value instanceof Decimal ? value : Decimal.ZERO);

/** A stored record of another object, by field name. */
export interface Stored {
  readonly id: string;
  get(name: string): unknown;
}

export function stored(batch: Batch, objectName: string, id: unknown): Stored | undefined {
  const object = batch.tx.org.schema.object(objectName);
  const row = object && typeof id === 'string' ? batch.tx.org.store.get(object, id) : undefined;
  return object && row ? storedRow(batch, objectName, row) : undefined;
}

function storedRow(batch: Batch, objectName: string, row: Row): Stored {
  const object = batch.tx.org.schema.object(objectName);
  return {
    id: row[0] as string,
    get: (name) => {
      const field = object?.field(name);
      return field ? (row[field.slot] ?? null) : null;
    }
  };
}

/** The stored records whose lookup holds the id, deleted ones left out. */
export function storedBy(batch: Batch, objectName: string, lookup: string, id: string): Stored[] {
  const object = batch.tx.org.schema.object(objectName);
  const field = object?.field(lookup);
  if (!object || !field) return [];
  const deleted = object.field('IsDeleted')?.slot;
  return equalRows(batch.tx.org.store, object, field, [id])
    .filter((row) => deleted === undefined || row[deleted] !== true)
    .map((row) => storedRow(batch, objectName, row));
}

/** The ids that a lookup of the batch's records holds or held. */
export function touchedIds(batch: Batch, lookup: string): string[] {
  const slot = batch.object.field(lookup)?.slot;
  if (slot === undefined) return [];
  const ids = batch.alive().flatMap((index) => [batch.old[index]?.[slot], batch.record(index).v[slot]]);
  return [...new Set(ids.filter((id): id is string => typeof id === 'string'))];
}
