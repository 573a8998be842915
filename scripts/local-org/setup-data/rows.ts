import type { ObjectInfo } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import type { OrgServices } from '../contracts/transaction.ts';
import { removeSystemRow, writeSystemRow } from '../save/index.ts';
import { equalRows } from '../store/index.ts';

/** Says of a row, read by field name, whether it is meant. */
export type RowTest = (row: Row, read: (row: Row, field: string) => unknown) => boolean;

export type OrgParts = Pick<OrgServices, 'schema' | 'store' | 'clock'>;

/** Writes setup rows so that deploying again changes them instead of adding others. */
export class SetupRows {
  readonly org: OrgParts;
  private readonly userId: string | undefined;

  constructor(org: OrgParts, userId: string | undefined) {
    this.org = org;
    this.userId = userId;
  }

  object(name: string): ObjectInfo {
    const object = this.org.schema.object(name);
    if (!object) throw new Error(`The org has no object ${name}.`);
    return object;
  }

  find(objectName: string, key: Readonly<Record<string, unknown>>): Row | undefined {
    const object = this.object(objectName);
    const [first, ...rest] = Object.entries(key).map(([name, value]) => [this.slot(object, name), value] as const);
    if (!first) throw new Error(`No key was given to find a ${objectName} by.`);
    for (const row of this.rows(
      objectName,
      object.fields.find((field) => field.slot === first[0])?.name ?? '',
      first[1]
    )) {
      if (rest.every(([slot, value]) => (row[slot] ?? null) === value)) return row;
    }
    return undefined;
  }

  rows(objectName: string, fieldName: string, value: unknown): Row[] {
    const object = this.object(objectName);
    const field = object.field(fieldName);
    if (!field) throw new Error(`${objectName} has no field ${fieldName}.`);
    const rows = equalRows(this.org.store, object, field, [value]);
    return rows.filter((row) => row[field.slot] === value);
  }

  id(objectName: string, key: Readonly<Record<string, unknown>>): string | undefined {
    return this.find(objectName, key)?.[0] as string | undefined;
  }

  /** The row with that key, made or changed; returns its id. */
  upsert(
    objectName: string,
    key: Readonly<Record<string, unknown>>,
    values: Readonly<Record<string, unknown>>,
    newId?: string
  ): string {
    const id = this.id(objectName, key);
    if (id !== undefined) return writeSystemRow(this.org, objectName, values, { id });
    return this.add(objectName, { ...key, ...values }, newId);
  }

  add(objectName: string, values: Readonly<Record<string, unknown>>, newId?: string): string {
    return writeSystemRow(this.org, objectName, values, {
      ...(newId ? { newId } : {}),
      ...(this.userId ? { userId: this.userId } : {})
    });
  }

  removeWhere(objectName: string, fieldName: string, value: unknown, only?: RowTest): void {
    const object = this.object(objectName);
    const read = (row: Row, name: string): unknown => row[this.slot(object, name)];
    for (const row of [...this.rows(objectName, fieldName, value)])
      if (!only || only(row, read)) removeSystemRow(this.org, objectName, row[0] as string);
  }

  private slot(object: ObjectInfo, name: string): number {
    const field = object.field(name);
    if (!field) throw new Error(`${object.name} has no field ${name}.`);
    return field.slot;
  }
}
