import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { SaveError, SaveOptions } from '../contracts/save.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { SObject, fold, throwApex } from '../values/index.ts';
import { saveError } from './errors.ts';
import { equalRows } from '../store/index.ts';

/** How one record of an upsert goes on: inserted, updated under an id, or refused. */
export type UpsertChoice =
  | { readonly kind: 'insert'; readonly record: SObject }
  | { readonly kind: 'update'; readonly record: SObject }
  | { readonly kind: 'error'; readonly error: SaveError };

/** Decides each record by its Id or by an external id field (Apex Developer Guide, "Upserting Records"). */
export function chooseUpserts(
  tx: Transaction,
  object: ObjectInfo,
  records: readonly SObject[],
  options: SaveOptions
): UpsertChoice[] {
  const key = options.externalId === undefined ? undefined : object.field(options.externalId);
  if (options.externalId !== undefined && !key)
    throw new Error(`${object.name} has no field ${options.externalId} to upsert by.`);
  if (key && key.slot !== 0 && !key.externalId && !key.unique && !isIdLookup(object, key))
    throwApex(
      'System.SObjectException',
      `Invalid field for upsert, must be an External Id custom or standard indexed field: ${key.name}`
    );
  if (!key || key.slot === 0)
    return records.map((record) => (record.id === null ? { kind: 'insert', record } : { kind: 'update', record }));
  const twice = repeated(records, key);
  return records.map((record) => choose(tx, object, record, key, twice));
}

/** Standard fields that records are found by (Object Reference, "idLookup" of Lead, Contact and User). */
function isIdLookup(object: ObjectInfo, { name }: FieldInfo): boolean {
  return ['Lead.Email', 'Contact.Email', 'User.Username'].includes(`${object.name}.${name}`);
}

function choose(
  tx: Transaction,
  object: ObjectInfo,
  record: SObject,
  key: FieldInfo,
  twice: ReadonlySet<unknown>
): UpsertChoice {
  const value = record.peek(key.slot);
  if (value === null || value === '')
    return { kind: 'error', error: saveError('MISSING_ARGUMENT', `${key.name} not specified`) };
  if (twice.has(keyOf(value, key)))
    return {
      kind: 'error',
      error: saveError('DUPLICATE_VALUE', `Duplicate external id specified: ${String(value)}`, [key.name])
    };
  const matches = equalRows(tx.org.store, object, key, [value]).filter(
    (row) => keyOf(row[key.slot], key) === keyOf(value, key)
  );
  if (matches.length > 1) {
    const ids = matches.map((row) => String(row[0])).join(', ');
    return {
      kind: 'error',
      error: saveError(
        'DUPLICATE_EXTERNAL_ID',
        `${key.name}: more than one record found for external id field: [${ids}]`,
        [key.name]
      )
    };
  }
  const id = matches[0]?.[0];
  const copy = new SObject(object, [...record.v]);
  copy.rel = record.rel;
  copy.v[0] = id ?? undefined;
  return { kind: id === undefined ? 'insert' : 'update', record: copy };
}

function keyOf(value: unknown, field: FieldInfo): unknown {
  if (typeof value === 'string') return field.caseSensitive ? value : fold(value);
  return value === null || value === undefined ? null : String(value);
}

function repeated(records: readonly SObject[], key: FieldInfo): Set<unknown> {
  const seen = new Set<unknown>();
  const twice = new Set<unknown>();
  for (const record of records) {
    const value = keyOf(record.peek(key.slot), key);
    if (value === null) continue;
    if (seen.has(value)) twice.add(value);
    seen.add(value);
  }
  return twice;
}
