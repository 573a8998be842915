import type { FieldInfo, RecordTypePicklist } from '../../contracts/schema.ts';
import type { SaveError } from '../../contracts/save.ts';
import { ApexDatetime, Decimal } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { requiredName } from '../persons.ts';
import { saveError } from '../errors.ts';
import { recordTypeOf } from './load.ts';

const EMAIL = /^[^\s@<>,;()]+@[^\s@<>,;()]+\.[^\s@<>,;().]+$/;
const TEXT = new Set([
  'String',
  'TextArea',
  'LongTextArea',
  'RichTextArea',
  'EncryptedString',
  'Email',
  'Phone',
  'Url',
  'Picklist',
  'Combobox'
]);

/** Restricted picklists, the second of the two checks that come before triggers. */
export function restrictedPicklists(batch: Batch): void {
  if (batch.trusted) return;
  const { addresses, checked } = batch.plan;
  // States and countries have a step and an error of their own.
  const apart = new Set(addresses.flatMap(({ countryCode, stateCode }) => [countryCode, stateCode]));
  const fields = checked.filter((field) => field.picklist?.restricted && !apart.has(field));
  for (const index of batch.alive()) {
    const record = batch.record(index);
    for (const field of fields) {
      const offered = recordTypeOf(batch.object, record)?.picklists.get(field.name.toLowerCase());
      const error = picklistError(field, record.v[field.slot], batch.old[index]?.[field.slot], offered);
      if (error) batch.fail(index, error);
      else record.v[field.slot] = asListed(field, record.v[field.slot]);
    }
  }
}

/** The value in the letters of the list, where it was given in others (assumed: a public suite expects it). */
function asListed(field: FieldInfo, value: unknown): unknown {
  if (typeof value !== 'string' || field.type === 'MultiPicklist') return value;
  const values = field.picklist?.values ?? [];
  if (values.some((each) => each.value === value)) return value;
  return values.find((each) => each.active && each.value.toLowerCase() === value.trim().toLowerCase())?.value ?? value;
}

/** A record type that lists values of a restricted picklist offers no others. */
function picklistError(
  field: FieldInfo,
  value: unknown,
  before: unknown,
  offered: RecordTypePicklist | undefined
): SaveError | undefined {
  if (typeof value !== 'string' || value === '' || value === before) return undefined;
  const parts = field.type === 'MultiPicklist' ? value.split(';').filter((part) => part.trim() !== '') : [value];
  const bad = parts.find(
    (part) =>
      !field.picklist?.values.some((each) => each.active && each.value.toLowerCase() === part.trim().toLowerCase()) ||
      (offered && !offered.values.has(part.trim().toLowerCase()))
  );
  if (bad === undefined) return undefined;
  return saveError(
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${field.label}: bad value for restricted picklist field: ${bad}`,
    [field.name]
  );
}

/** "Runs most system validation steps again, such as verifying that all required fields have a non-null value." */
export function systemValidation(batch: Batch): void {
  for (const index of batch.alive()) {
    const { v } = batch.record(index);
    const old = batch.old[index];
    for (const field of batch.plan.booleans) v[field.slot] ??= false;
    for (const field of batch.plan.checked) {
      const given = v[field.slot] ?? null;
      // What was stored before was checked then.
      if (given === null || (old !== undefined && given === old[field.slot])) continue;
      const value = normalise(field, given);
      v[field.slot] = value;
      const error = value === null || batch.trusted ? undefined : valueError(batch, field, value);
      if (error) batch.fail(index, error);
    }
    if (!batch.trusted) required(batch, index);
  }
}

/** Text is trimmed and never empty, a long text at its end only (assumed), addresses of mail and user names are in lower case, datetimes hold whole seconds. Numbers keep the decimals beyond the field's scale (Salesforce Help 000387302). */
function normalise(field: FieldInfo, value: unknown): unknown {
  if (typeof value === 'string' && TEXT.has(field.type)) {
    const text = field.type === 'LongTextArea' || field.type === 'RichTextArea' ? value.trimEnd() : value.trim();
    if (text === '') return null;
    return field.type === 'Email' || field.name === 'Username' ? text.toLowerCase() : text;
  }
  if (value instanceof ApexDatetime && value.at % 1000 !== 0)
    return new ApexDatetime(Math.floor(value.at / 1000) * 1000);
  return value;
}

function required(batch: Batch, index: number): void {
  const record = batch.record(index);
  const empty = batch.plan.required
    .filter((field) => (record.v[field.slot] ?? null) === null && !(field.nameField && batch.object.custom))
    .map((field) => field.name);
  const missing = [...empty, ...requiredName(batch.tx.org.schema, record, batch.old[index])];
  if (missing.length > 0)
    batch.fail(
      index,
      saveError('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing)
    );
}

function valueError(batch: Batch, field: FieldInfo, value: unknown): SaveError | undefined {
  if (typeof value === 'string') return textError(batch, field, value);
  if (value instanceof Decimal && field.precision > 0) {
    const whole = value.abs().truncate().toString();
    if (whole !== '0' && whole.length > field.precision - field.scale) {
      return saveError(
        'NUMBER_OUTSIDE_VALID_RANGE',
        `${field.label}: value outside of valid range on numeric field: ${value.toPlainString()}`,
        [field.name]
      );
    }
  }
  return undefined;
}

function textError(batch: Batch, field: FieldInfo, value: string): SaveError | undefined {
  if (field.type === 'Reference' || field.type === 'Id') return undefined;
  if (
    field.length > 0 &&
    value.length > field.length &&
    field.type !== 'MultiPicklist' &&
    !batch.options.allowFieldTruncation
  ) {
    return saveError('STRING_TOO_LONG', `${field.label}: data value too large: ${value} (max length=${field.length})`, [
      field.name
    ]);
  }
  if (field.type === 'Email' && !EMAIL.test(value)) {
    return saveError('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [field.name]);
  }
  return undefined;
}

/** With `DMLOptions.allowFieldTruncation` long text is cut instead of refused. */
export function truncate(batch: Batch): void {
  if (!batch.options.allowFieldTruncation) return;
  for (const index of batch.alive()) {
    const record = batch.record(index);
    for (const field of batch.plan.checked) {
      const value = record.v[field.slot];
      if (typeof value === 'string' && TEXT.has(field.type) && field.length > 0)
        record.v[field.slot] = value.slice(0, field.length);
    }
  }
}
