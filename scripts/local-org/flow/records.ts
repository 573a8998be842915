import type { Formula } from '../contracts/formula.ts';
import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { compileFormula } from '../formula/index.ts';
import { SObject } from '../values/index.ts';

type ReadSlot = (slot: number) => unknown;

const compiled = new WeakMap<FieldInfo, Formula>();

function fieldFormula(tx: Transaction, object: ObjectInfo, field: FieldInfo): Formula {
  let formula = compiled.get(field);
  if (!formula) {
    const { text = '', blanksAsZero = false } = field.formula ?? {};
    formula = compileFormula(text, 'field', {
      schema: tx.org.schema,
      object,
      file: object.file ?? object.name,
      blanksAsZero,
      returnType: field.type
    });
    compiled.set(field, formula);
  }
  return formula;
}

function readPath(tx: Transaction, object: ObjectInfo, read: ReadSlot, path: readonly string[]): unknown {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    const field = object.field(name);
    if (!field) return null;
    const value = read(field.slot);
    if (value !== undefined || !field.formula) return value ?? null;
    return fieldFormula(tx, object, field).value({ tx, field: (inner) => readPath(tx, object, read, inner) }) ?? null;
  }
  const lookup = object.parentRelationship(name.split(':')[0] as string);
  const id = lookup && read(lookup.slot);
  const parent = typeof id === 'string' ? parentRow(tx, id) : undefined;
  return parent ? readPath(tx, parent.object, (slot) => parent.row[slot] ?? undefined, rest) : null;
}

function parentRow(tx: Transaction, id: string): { object: ObjectInfo; row: Row } | undefined {
  const object = tx.org.schema.byPrefix(id);
  const row = object && tx.org.store.get(object, id);
  return object && row ? { object, row } : undefined;
}

/** A field of a record by path; parents are read from the store without counting a query, as the platform prefetches them. */
export function readField(tx: Transaction, record: SObject, path: readonly string[]): unknown {
  return readPath(tx, record.info, (slot) => record.v[slot], path);
}

/** A record over a stored row that nobody else holds; formula fields, which rows do not keep, are worked out when read. */
export function recordOfRow(object: ObjectInfo, row: Row): SObject {
  const record = new SObject(object, [...row]);
  for (const field of object.fields) if (field.formula) record.v[field.slot] = undefined;
  return record;
}

/** A record of its own with the same values. */
export function copyRecord(record: SObject): SObject {
  const copy = new SObject(record.info, [...record.v]);
  if (record.rel) copy.rel = new Map(record.rel);
  return copy;
}

/** Records go by value from resource to resource: a changed copy leaves the original as it was. */
export function copied(value: unknown): unknown {
  if (value instanceof SObject) return copyRecord(value);
  return Array.isArray(value) ? value.map(copied) : value;
}

/** Only the fields that a statement may write, with the Id: queried records carry many more. */
export function writable(record: SObject, op: 'create' | 'update'): SObject {
  const copy = new SObject(record.info);
  for (const field of record.info.fields) {
    const value = record.v[field.slot];
    const allowed = op === 'create' ? field.createable : field.updateable;
    if (value !== undefined && (field.slot === 0 || (allowed && !field.formula && !field.autoNumber && !field.summary)))
      copy.v[field.slot] = value;
  }
  return copy;
}
