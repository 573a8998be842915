import type { FieldInfo } from '../contracts/schema.ts';
import { ApexDate, ApexDatetime, ApexTime, Decimal, fold } from '../values/index.ts';

/** What an index sorts or hashes by. Different values may share a key; whoever scans compares the values again. */
export type IndexKey = string | number | boolean;

const ID_TYPES = new Set(['Id', 'Reference']);

/** The key of a field's value: folded text, ids as they are, numbers and times as numbers. Undefined for null. */
export function keyFor(field: FieldInfo, value: unknown): IndexKey | undefined {
  if (typeof value === 'string') return ID_TYPES.has(field.type) || field.caseSensitive ? value : fold(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null || value === undefined) return undefined;
  if (value instanceof ApexDatetime) return value.at;
  if (value instanceof ApexDate) return value.days;
  if (value instanceof Decimal) return decimalKey(value);
  if (value instanceof ApexTime) return value.millis;
  return typeof value === 'bigint' ? Number(value) : undefined;
}

function decimalKey(value: Decimal): number {
  const { unscaled, scale } = value;
  const whole = Number(unscaled);
  return Number.isSafeInteger(whole) && scale <= 22 ? whole / 10 ** scale : value.toNumber();
}
