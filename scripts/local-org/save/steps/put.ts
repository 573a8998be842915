import type { FieldInfo } from '../../contracts/schema.ts';
import type { SaveError } from '../../contracts/save.ts';
import { ApexDatetime, Decimal, fold } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { equalRows } from '../../store/index.ts';

/** "Saves the record to the database, but doesn't commit yet." Unique fields are checked record by record as rows go in. */
export function put(batch: Batch): void {
  const now = new ApexDatetime(Math.floor(batch.tx.now() / 1000) * 1000);
  for (const index of batch.alive()) {
    if (!checkUnique(batch, index)) continue;
    if (batch.op === 'insert') stampNew(batch, index, now);
    else stampChanged(batch, index, now);
    const record = batch.record(index);
    const row = [...record.v];
    for (const field of batch.plan.formulas) row[field.slot] = null;
    batch.tx.org.store.put(batch.object, record.id as string, row);
  }
}

function checkUnique(batch: Batch, index: number): boolean {
  const record = batch.record(index);
  const { store } = batch.tx.org;
  const fields =
    batch.object.setting?.type === 'Hierarchy' ? [...batch.plan.unique, ...settingOwner(batch)] : batch.plan.unique;
  for (const field of fields) {
    const value = record.v[field.slot] ?? null;
    if (value === null || (batch.op === 'update' && value === batch.old[index]?.[field.slot])) continue;
    for (const row of equalRows(store, batch.object, field, [value])) {
      if (row[0] === record.id || !sameKey(field, row[field.slot], value)) continue;
      batch.fail(index, duplicate(batch, field, String(row[0])));
      return false;
    }
  }
  return true;
}

function duplicate(batch: Batch, field: FieldInfo, id: string): SaveError {
  if (batch.object.name === 'User' && field.name === 'Username') {
    return saveError(
      'DUPLICATE_USERNAME',
      'Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations.',
      ['Username']
    );
  }
  return saveError(
    'DUPLICATE_VALUE',
    `duplicate value found: ${field.name} duplicates value on record with id: ${id.slice(0, 15)}`
  );
}

function settingOwner(batch: Batch): FieldInfo[] {
  const owner = batch.object.field('SetupOwnerId');
  return owner && !owner.unique ? [owner] : [];
}

/** The index folds case; a case-sensitive unique field does not. */
function sameKey(field: FieldInfo, a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return true;
  return field.caseSensitive ? a === b : fold(a) === fold(b);
}

function stampNew(batch: Batch, index: number, now: ApexDatetime): void {
  const record = batch.record(index);
  const { tx, object, plan } = batch;
  record.v[0] = (batch.trusted ? batch.given[index]?.id : null) ?? tx.org.store.newId(object);
  for (const field of plan.autoNumbers) record.v[field.slot] = autoNumber(batch, field);
  if (plan.name && object.custom && (record.v[plan.name.slot] ?? null) === null && plan.name.type === 'String')
    record.v[plan.name.slot] = record.v[0];
  for (const field of plan.sums) record.v[field.slot] ??= Decimal.ZERO;
  const loads = batch.options.auditFields === true;
  stamp(
    batch,
    index,
    {
      CreatedById: tx.user.id,
      CreatedDate: now,
      LastModifiedById: tx.user.id,
      LastModifiedDate: now,
      SystemModstamp: now
    },
    loads
  );
}

function stampChanged(batch: Batch, index: number, now: ApexDatetime): void {
  const { tx } = batch;
  const byPlatform = batch.options.source === 'system' && batch.op === 'update';
  const values = byPlatform
    ? { SystemModstamp: now }
    : { LastModifiedById: tx.user.id, LastModifiedDate: now, SystemModstamp: now };
  stamp(batch, index, values, batch.options.auditFields === true);
  const deleted = batch.object.field('IsDeleted');
  if (deleted) batch.record(index).v[deleted.slot] = false;
}

function stamp(batch: Batch, index: number, values: Readonly<Record<string, unknown>>, keepGiven: boolean): void {
  const record = batch.record(index);
  for (const [name, value] of Object.entries(values)) {
    const field = batch.object.field(name);
    if (!field || (keepGiven && batch.given[index]?.isSet(field.slot) && record.v[field.slot] !== null)) continue;
    record.v[field.slot] = value;
  }
}

/** `W-{0000}`: the number padded with zeros; `{YYYY}`, `{YY}`, `{MM}`, `{DD}` from the day of the save in GMT. */
function autoNumber(batch: Batch, field: FieldInfo): string {
  const number = batch.tx.org.store.nextAutoNumber(field);
  const day = new Date(batch.tx.now()).toISOString();
  const format = field.autoNumber?.format || '{0}';
  return format
    .replace('{YYYY}', day.slice(0, 4))
    .replace('{YY}', day.slice(2, 4))
    .replace('{MM}', day.slice(5, 7))
    .replace('{DD}', day.slice(8, 10))
    .replace(/\{(0+)\}/, (_all, zeros: string) => String(number).padStart(zeros.length, '0'));
}
