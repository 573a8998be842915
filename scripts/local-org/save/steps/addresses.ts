import type { FieldInfo, PicklistValue } from '../../contracts/schema.ts';
import type { SaveError } from '../../contracts/save.ts';
import type { SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import type { AddressFields } from '../plan.ts';

/** What each record held when its codes and texts were last made to agree. */
const agreed = new WeakMap<Batch, Map<number, readonly unknown[]>>();

/**
 * Of a country or state that is given as code or as text, the other follows (Salesforce Help, State and Country/Territory
 * Picklists). What is no value stays for now: code of the project may still put it right (NPSP issue 2067).
 */
export function addressCodes(batch: Batch): void {
  const seen = new Map<number, readonly unknown[]>();
  agreed.set(batch, seen);
  for (const index of batch.alive()) {
    const record = batch.record(index);
    const old = batch.old[index];
    for (const address of batch.plan.addresses) {
      if (batch.op === 'insert') defaultCountry(record, address);
      agree(record, address, old ?? []);
    }
    seen.set(index, [...record.v]);
  }
}

/** The same again behind the code of the project, and what is no value is refused. */
export function addressValues(batch: Batch): void {
  for (const index of batch.alive()) {
    const record = batch.record(index);
    const before = agreed.get(batch)?.get(index) ?? [];
    for (const address of batch.plan.addresses) {
      agree(record, address, before);
      const error = batch.trusted ? undefined : addressError(record, address, batch.old[index] ?? []);
      if (error) batch.fail(index, error);
    }
  }
}

function agree({ v }: SObject, address: AddressFields, before: readonly unknown[]): void {
  const { country, countryCode, state, stateCode } = address;
  agreeOn(v, before, country, countryCode);
  agreeOn(v, before, state, stateCode, text(v[countryCode.slot]));
}

/** Where both changed the code tells (assumed); of what is no value, the other is left out. */
function agreeOn(v: unknown[], before: readonly unknown[], name: FieldInfo, code: FieldInfo, within?: string): void {
  const changed = ({ slot }: FieldInfo) => (v[slot] ?? null) !== (before[slot] ?? null);
  const [given, other] = [text(v[code.slot]), text(v[name.slot])];
  if (changed(code) || (!changed(name) && given !== '' && other === '')) {
    const value = given === '' ? null : valuesOf(code, within).find((each) => same(each.value, given));
    if (value) v[code.slot] = value.value;
    if (value !== undefined) v[name.slot] = value?.facts?.['text'] ?? null;
  } else if (changed(name) || (given === '' && other !== '')) {
    const value = valueOf(code, other, within);
    if (value) v[name.slot] = value.facts?.['text'];
    v[code.slot] = value?.value ?? null;
  }
}

/** "The default country automatically populates country picklists in new records" (the same page). */
function defaultCountry({ v }: SObject, { country, countryCode }: AddressFields): void {
  if (text(v[country.slot]) !== '' || text(v[countryCode.slot]) !== '') return;
  const value = countryCode.picklist?.values.find((each) => each.isDefault);
  if (!value) return;
  v[countryCode.slot] = value.value;
}

function valueOf(field: FieldInfo, given: unknown, within?: string): PicklistValue | undefined {
  return valuesOf(field, within).find((each) => same(each.facts?.['text'], given));
}

/** Active values, of states those of one country. */
function valuesOf({ picklist }: FieldInfo, within?: string): PicklistValue[] {
  return (picklist?.values ?? []).filter(
    (each) => each.active && (within === undefined || each.controlledBy?.some((code) => same(code, within)) === true)
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const same = (one: unknown, other: unknown): boolean => text(one).toLowerCase() === text(other).toLowerCase();

/** What was stored before was checked then. */
function addressError({ v }: SObject, address: AddressFields, old: readonly unknown[]): SaveError | undefined {
  const fields = [address.country, address.countryCode, address.state, address.stateCode];
  if (fields.every(({ slot }) => (v[slot] ?? null) === (old[slot] ?? null))) return undefined;
  return countryError(v, address) ?? stateError(v, address);
}

function countryError(v: readonly unknown[], { country, countryCode }: AddressFields): SaveError | undefined {
  const code = text(v[countryCode.slot]);
  if (code === '') return text(v[country.slot]) === '' ? undefined : invalid(country, COUNTRY);
  return valuesOf(countryCode).some((each) => same(each.value, code))
    ? undefined
    : unavailable(countryCode, code, 'country/territory');
}

function stateError(v: readonly unknown[], address: AddressFields): SaveError | undefined {
  const { countryCode, state, stateCode } = address;
  const code = text(v[stateCode.slot]);
  const name = text(v[state.slot]);
  if (code === '' && name === '') return undefined;
  const field = code === '' || name !== '' ? state : stateCode;
  const within = text(v[countryCode.slot]);
  if (within === '')
    return invalid(field, 'A country/territory must be specified before specifying a state value for field');
  if (code !== '') {
    if (valuesOf(stateCode, within).some((each) => same(each.value, code))) return undefined;
    if (!valuesOf(stateCode).some((each) => same(each.value, code))) return unavailable(stateCode, code, 'state');
    return invalid(stateCode, FOREIGN_STATE);
  }
  return invalid(state, valueOf(stateCode, name) ? FOREIGN_STATE : STATE);
}

const COUNTRY =
  "There's a problem with this country, even though it may appear correct. Please select a country/territory from the list of valid countries.";
const STATE =
  "There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states.";
const FOREIGN_STATE = "The existing country/territory doesn't recognize the state value for field";

function invalid(field: FieldInfo, message: string): SaveError {
  return saveError('FIELD_INTEGRITY_EXCEPTION', `${message}: ${field.label}`, [field.name]);
}

/** As the support pages of integrations quote it. */
function unavailable({ name }: FieldInfo, code: string, what: string): SaveError {
  const message = `The ${name} field contains ${code}, which isn't an available ${what}. Your administrator can add it for you.`;
  return saveError('FIELD_INTEGRITY_EXCEPTION', message, [name]);
}
