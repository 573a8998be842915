import type { Position } from '../contracts/diagnostics.ts';
import type { FieldType } from '../contracts/schema.ts';
import type { Value } from '../contracts/soql.ts';
import {
  ApexDate,
  ApexDatetime,
  ApexList,
  ApexSet,
  ApexTime,
  Decimal,
  SObject,
  nullPointer,
  toIdOrNull,
  unbox
} from '../values/index.ts';
import { fiscalCalendarOf } from '../store/index.ts';
import { comparable, isCaseSensitive, type Comparable } from './comparable.ts';
import { literalAmount } from './currency.ts';
import { literalRange, startOfDay, type Today } from './dates.ts';
import { queryError } from './errors.ts';
import type { Expression } from './expression.ts';
import { bindValue, type Run } from './run-context.ts';

/** The right side of a comparison, ready to compare: one value, or the days of a date literal. */
export type Operand =
  | { readonly kind: 'value'; readonly value: Comparable; readonly raw: unknown }
  | {
      readonly kind: 'range';
      readonly low: Comparable;
      readonly high: Comparable;
      readonly rawLow: unknown;
      readonly rawHigh: unknown;
    };

const NUMERIC = new Set<FieldType>(['Integer', 'Long', 'Double', 'Currency', 'Percent']);
const TEXTUAL = new Set<FieldType>([
  ...(['String', 'TextArea', 'LongTextArea', 'RichTextArea', 'EncryptedString', 'Email', 'Phone', 'Url'] as const),
  ...(['Picklist', 'MultiPicklist', 'Combobox', 'AnyType'] as const)
]);

/** What a literal or a bind is, before it is fitted to the field. Lists come flat. */
export function rawValue(value: Value, run: Run): unknown {
  if (value.kind === 'bind') return bindValue(run, value.index);
  return value.kind === 'currency' ? literalAmount(value, run) : literalValue(value);
}

/** What is written in the query itself. */
function literalValue(value: Exclude<Value, { kind: 'bind' }>): unknown {
  switch (value.kind) {
    case 'null':
      return null;
    case 'string':
    case 'boolean':
      return value.value;
    case 'number':
      return Decimal.parse(value.text);
    case 'currency':
      return Decimal.parse(value.text);
    case 'date':
      return ApexDate.tryParse(value.text) ?? invalid(value.text);
    case 'datetime':
      return ApexDatetime.tryParseIso(value.text) ?? invalid(value.text);
    case 'time':
      return ApexTime.tryParse(value.text.replace(/Z$/, '')) ?? invalid(value.text);
    case 'dateLiteral':
    case 'list':
    case 'subquery':
      throw queryError(`unexpected token: '${value.kind}'`);
  }
}

function invalid(text: string): never {
  throw queryError(`unexpected token: '${text}'`);
}

/** What is written in a query must be of its field's type: a literal is of its own type, only binds are converted. */
export function checkLiteral(value: Value, left: Expression, pos: Position): void {
  if (value.kind === 'list') for (const item of value.items) checkLiteral(item, left, pos);
  if (value.kind === 'list' || value.kind === 'bind' || value.kind === 'subquery') return;
  if (value.kind === 'dateLiteral') {
    if (left.type !== 'Date' && left.type !== 'Datetime') throw mismatch(left, pos);
    return;
  }
  if ((value.kind === 'date' && left.type === 'Datetime') || (value.kind === 'datetime' && left.type === 'Date'))
    throw mismatch(left, pos);
  fit(literalValue(value), left, pos);
}

/** One operand for `=`, `<` and the like. */
export function operand(value: Value, left: Expression, run: Run, pos: Position): Operand {
  if (value.kind === 'dateLiteral') return rangeOperand(literalRange(value.name, value.n, today(run)), left, run);
  const raw = rawValue(value, run);
  if (value.kind === 'bind' && isNoId(raw, left)) return { kind: 'value', raw, value: raw };
  return fitted(raw, left, pos);
}

function today(run: Run): Today {
  const { schema, store } = run.tx.org;
  return { ...run, locale: run.tx.user.locale, fiscal: fiscalCalendarOf(schema, store) };
}

/** Bound text that is no id finds nothing (public suites bind names and ids together); a literal is an error. */
function isNoId(value: unknown, left: Expression): value is string {
  const isId = left.type === 'Id' || left.type === 'Reference';
  return isId && typeof value === 'string' && value !== '' && normalId(value) === null;
}

/** The operands of IN: a list in parentheses, or a bound list, set or list of records. */
export function operands(value: Value, left: Expression, run: Run, pos: Position): Operand[] {
  if (value.kind === 'list')
    return value.items.flatMap((item) =>
      item.kind === 'bind' ? bound(item, left, run, pos) : [operand(item, left, run, pos)]
    );
  if (value.kind === 'bind') {
    // A public managed package's tests show that IN takes no null for a collection.
    if ((bindValue(run, value.index) ?? null) === null) throw nullPointer();
    return bound(value, left, run, pos);
  }
  throw queryError(`unexpected token: '${value.kind}'`, pos);
}

/** A bound list or set: `Id = :ids` then means IN, and `!=` NOT IN. */
export function isCollection(value: Value, run: Run): boolean {
  if (value.kind !== 'bind') return false;
  const raw = bindValue(run, value.index);
  return raw instanceof ApexList || raw instanceof ApexSet;
}

function bound(value: Value & { kind: 'bind' }, left: Expression, run: Run, pos: Position): Operand[] {
  const raw = bindValue(run, value.index);
  const items =
    raw instanceof ApexList ? raw.items : raw instanceof ApexSet ? raw.toArray() : Array.isArray(raw) ? raw : [raw];
  return items.filter((item) => !isNoId(item, left)).map((item) => fitted(item, left, pos));
}

function rangeOperand(days: { start: ApexDate; end: ApexDate }, left: Expression, run: Run): Operand {
  if (left.type === 'Date')
    return { kind: 'range', low: days.start.days, high: days.end.days, rawLow: days.start, rawHigh: days.end };
  const low = startOfDay(days.start, run.zone);
  const high = startOfDay(days.end, run.zone);
  return { kind: 'range', low, high, rawLow: new ApexDatetime(low), rawHigh: new ApexDatetime(high) };
}

function fitted(given: unknown, left: Expression, pos: Position): Operand {
  const raw = fit(unbox(given), left, pos);
  return { kind: 'value', raw, value: comparable(raw, isCaseSensitive(left.type, left.field?.caseSensitive)) };
}

/** The value as the field would hold it. Throws the platform's error for another type. */
function fit(value: unknown, left: Expression, pos: Position): unknown {
  // "null matches FALSE values" (SOQL and SOSL Reference, Use null in WHERE).
  if (value === null || value === undefined) return left.type === 'Boolean' ? false : null;
  if (value instanceof SObject) return value.id;
  const { type } = left;
  if (type === 'Id' || type === 'Reference') return fitId(value, left, pos);
  if (TEXTUAL.has(type)) return typeof value === 'string' ? value : fail(left, pos);
  if (NUMERIC.has(type)) return isNumber(value) ? value : fail(left, pos);
  if (type === 'Boolean') return typeof value === 'boolean' ? value : fail(left, pos);
  if (type === 'Date')
    return value instanceof ApexDate
      ? value
      : value instanceof ApexDatetime
        ? new ApexDate(Math.floor(value.at / 86_400_000))
        : fail(left, pos);
  if (type === 'Datetime')
    return value instanceof ApexDatetime
      ? wholeSeconds(value)
      : value instanceof ApexDate
        ? new ApexDatetime(value.days * 86_400_000)
        : fail(left, pos);
  if (type === 'Time') return value instanceof ApexTime ? value : fail(left, pos);
  return fail(left, pos);
}

/** What is stored has whole seconds, and a bound value is compared as if it had (assumed, as salesforce.stackexchange 234824 shows). */
function wholeSeconds(value: ApexDatetime): ApexDatetime {
  return value.at % 1000 === 0 ? value : new ApexDatetime(Math.floor(value.at / 1000) * 1000);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
}

const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

/** Ids come back again and again; checking one costs more than finding its row. */
function normalId(text: string): string | null {
  const found = known.get(text);
  if (found !== undefined) return found;
  const id = toIdOrNull(text);
  if (id === null) return null;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, id);
  return id;
}

/** Text that is no id is an error for id fields; keys of computed rows (`EntityDefinition`) are text. */
function fitId(value: unknown, left: Expression, pos: Position): string | null {
  if (typeof value !== 'string') return fail(left, pos);
  if (value === '') return null;
  const id = normalId(value);
  if (id !== null) return id;
  // 18 letters and digits whose suffix fits none is an id of no row (assumed).
  if (/^[A-Za-z0-9]{18}$/.test(value)) return value;
  if (left.field?.object === 'EntityDefinition' || left.field?.referenceTo.includes('EntityDefinition')) return value;
  throw queryError(`invalid ID field: ${value}`, pos);
}

const TYPE_NAMES: Partial<Record<FieldType, string>> = {
  Datetime: 'dateTime',
  Integer: 'int',
  Id: 'id',
  Reference: 'reference'
};

function mismatch(left: Expression, pos: Position): Error {
  const type = TYPE_NAMES[left.type] ?? left.type.toLowerCase();
  const quotes = TEXTUAL.has(left.type) ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
  return queryError(
    `value of filter criterion for field '${left.field?.name ?? left.text}' must be of type ${TEXTUAL.has(left.type) ? 'string' : type} and ${quotes}`,
    pos
  );
}

function fail(left: Expression, pos: Position): never {
  throw mismatch(left, pos);
}
