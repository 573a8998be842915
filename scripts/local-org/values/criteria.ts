import type { FieldInfo, FilterItem } from '../contracts/schema.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { parseLogic } from './logic.ts';
import { compareFolded } from './text.ts';

/** A record's value of a field by name, with the field; undefined where there is no such field. */
export type ReadField = (name: string) => { readonly field: FieldInfo; readonly value: unknown } | undefined;

/** Filters of roll-ups, sharing, assignment and duplicate rules: all of them, or as their numbered logic says. */
export function criteriaHold(
  items: readonly FilterItem[],
  logic: string | undefined,
  read: ReadField,
  where: string
): boolean {
  const combined = parseLogic(logic ?? 'and', items.length);
  if (!combined) throw new Error(`${where}: the filter logic ${logic} cannot be read.`);
  return combined((index) => criterionHolds(items[index] as FilterItem, read, where));
}

/** One filter item (Metadata API: FilterItem). Throws where it names a field or operation that does not exist. */
export function criterionHolds(item: FilterItem, read: ReadField, where: string): boolean {
  const left = read(item.field);
  if (!left) throw new Error(`${where}: the filter names ${item.field}, which does not exist.`);
  const test = TESTS[item.operation];
  if (!test) throw new Error(`${where}: the filter operation ${item.operation} is not supported.`);
  if (item.valueField === undefined) return test(left.value, item.value, left.field);
  const right = read(item.valueField);
  if (!right) throw new Error(`${where}: the filter names ${item.valueField}, which does not exist.`);
  return test(left.value, right.value === null ? '' : String(right.value), left.field);
}

type Test = (value: unknown, text: string, field: FieldInfo) => boolean;

const anyOf = (text: string, test: (each: string) => boolean): boolean =>
  text.split(',').some((each) => test(each.trim()));
const lower = (value: unknown): string => (value === null ? '' : String(value)).toLowerCase();
const ordered =
  (test: (order: number) => boolean): Test =>
  (value, text, field) =>
    value !== null && test(compareValues(value, parsed(text, field)));

const TESTS: Readonly<Record<string, Test>> = {
  equals: (value, text, field) => anyOf(text, (each) => compareValues(value, parsed(each, field)) === 0),
  notEqual: (value, text, field) => !anyOf(text, (each) => compareValues(value, parsed(each, field)) === 0),
  lessThan: ordered((order) => order < 0),
  greaterThan: ordered((order) => order > 0),
  lessOrEqual: ordered((order) => order <= 0),
  greaterOrEqual: ordered((order) => order >= 0),
  contains: (value, text) => anyOf(text, (each) => lower(value).includes(each.toLowerCase())),
  notContain: (value, text) => !anyOf(text, (each) => lower(value).includes(each.toLowerCase())),
  startsWith: (value, text) => anyOf(text, (each) => lower(value).startsWith(each.toLowerCase())),
  includes: (value, text) => anyOf(text, (each) => lower(value).split(';').includes(each.toLowerCase())),
  excludes: (value, text) => !anyOf(text, (each) => lower(value).split(';').includes(each.toLowerCase()))
};

function parsed(text: string, field: FieldInfo): unknown {
  if (text === '') return null;
  if (field.type === 'Boolean') return text.toLowerCase() === 'true' || text === '1';
  if (['Double', 'Currency', 'Percent', 'Integer', 'Long'].includes(field.type)) return Decimal.parse(text);
  if (field.type === 'Date') return ApexDate.parse(text);
  if (field.type === 'Datetime') return ApexDatetime.tryParseIso(text) ?? null;
  return text;
}

/** Orders field values of one type; text without case, null first. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (a instanceof ApexDate && b instanceof ApexDate) return a.compare(b);
  if (a instanceof ApexDatetime && b instanceof ApexDatetime) return a.compare(b);
  if (isNumber(a) && isNumber(b)) return Decimal.of(a).compare(Decimal.of(b));
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return compareFolded(String(a), String(b));
}

function isNumber(value: unknown): value is number | Decimal {
  return typeof value === 'number' || value instanceof Decimal;
}
