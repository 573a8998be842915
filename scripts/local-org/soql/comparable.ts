import type { FieldType } from '../contracts/schema.ts';
import { ApexDate, ApexDatetime, ApexTime, Decimal, fold } from '../values/index.ts';

/** What values are compared, grouped and sorted by: folded text, numbers, instants. Null is no value. */
export type Comparable = string | number | boolean | Decimal | null;

export function comparable(value: unknown, caseSensitive = false): Comparable {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return caseSensitive ? value : fold(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Decimal) return decimal(value);
  if (value instanceof ApexDatetime) return value.at;
  if (value instanceof ApexDate) return value.days;
  if (value instanceof ApexTime) return value.millis;
  return typeof value === 'bigint' ? Decimal.of(value) : null;
}

/** Decimals of up to 15 digits are exact enough as quotients of exact numbers: equal ones stay equal. */
function decimal(value: Decimal): number | Decimal {
  const whole = Number(value.unscaled);
  return Number.isSafeInteger(whole) && value.scale <= 22 ? whole / 10 ** value.scale : value;
}

/** Order of two comparables that are not null. */
export function compare(a: Comparable, b: Comparable): number {
  if (typeof a === 'object' || typeof b === 'object')
    return Decimal.of(a as number | Decimal).compare(Decimal.of(b as number | Decimal));
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
}

/** A key under which a Map finds equal comparables. */
export function groupKey(value: Comparable): string | number | boolean | null {
  return value instanceof Decimal ? `\0d${value.key()}` : value;
}

const IDS = new Set<FieldType>(['Id', 'Reference']);

/** Ids keep their case; text does not count it, except in case-sensitive fields. */
export function isCaseSensitive(type: FieldType, caseSensitive: boolean | undefined): boolean {
  return IDS.has(type) || caseSensitive === true;
}
