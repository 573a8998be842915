import { ApexBlob } from './blob.ts';
import { Boxed } from './boxed.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexException } from './exception.ts';
import { toIdOrNull } from './id.ts';
import { hasOwnEquals, textKey } from './keys.ts';
import { ApexObject, EnumValue, identityHash } from './object.ts';
import { SObject } from './sobject.ts';
import { equalsIgnoreCase, textHash } from './text.ts';
import { ApexTime } from './time.ts';

/**
 * Apex `==`: Strings without regard to case, numbers by value whatever their types, records and collections deeply,
 * project objects by their `equals` where they define one, else by identity.
 */
export function apexEquals(a: unknown, b: unknown): boolean {
  return same(a, b, false);
}

/** `equals()` and look-ups in collections: as `==`, but Strings with regard to case. */
export function equalsDeep(a: unknown, b: unknown): boolean {
  return same(a, b, true);
}

/** Apex `===`: the same object; primitives by `==` (for Strings with regard to case). */
export function exactlyEquals(a: unknown, b: unknown): boolean {
  if (a instanceof SObject || a instanceof ApexList || a instanceof ApexSet || a instanceof ApexMap) return a === b;
  return hasOwnEquals(a) ? a === b : same(a, b, true);
}

function same(a: unknown, b: unknown, exact: boolean): boolean {
  if (a === b) return true;
  if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null);
  if (typeof a === 'string' && typeof b === 'string') return !exact && equalsIgnoreCase(a, b);
  if (a instanceof Boxed || b instanceof Boxed) return boxedSame(a, b, exact);
  if (isNumber(a) && isNumber(b)) return numbersSame(a, b);
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  return objectSame(a, b);
}

/** A Double that is no number equals itself, as `equals` of Java's Double says. */
function numbersSame(a: number | bigint | Decimal, b: number | bigint | Decimal): boolean {
  if (!isFinite(a) || !isFinite(b)) return Object.is(a, b);
  return Decimal.of(a).equals(Decimal.of(b));
}

const isFinite = (v: number | bigint | Decimal): boolean => typeof v !== 'number' || Number.isFinite(v);

function isNumber(v: unknown): v is number | bigint | Decimal {
  return typeof v === 'number' || typeof v === 'bigint' || v instanceof Decimal;
}

function boxedSame(a: unknown, b: unknown, exact: boolean): boolean {
  const x = a instanceof Boxed ? a.value : a;
  const y = b instanceof Boxed ? b.value : b;
  const isId = (v: unknown) => v instanceof Boxed && v.type === 'Id';
  if ((isId(a) || isId(b)) && typeof x === 'string' && typeof y === 'string') {
    return (toIdOrNull(x) ?? x) === (toIdOrNull(y) ?? y);
  }
  return same(x, y, exact);
}

function objectSame(a: object, b: object): boolean {
  if (a instanceof SObject) return b instanceof SObject && recordSame(a, b);
  if (a instanceof ApexDate)
    return b instanceof ApexDatetime ? sameDay(a, b) : b instanceof ApexDate && a.days === b.days;
  // Public tests that pass on the platform show that equality does not see milliseconds, though order does.
  if (a instanceof ApexDatetime)
    return b instanceof ApexDate
      ? sameDay(b, a)
      : b instanceof ApexDatetime && Math.floor(a.at / 1000) === Math.floor(b.at / 1000);
  if (a instanceof ApexTime) return b instanceof ApexTime && a.millis === b.millis;
  if (a instanceof ApexBlob) return b instanceof ApexBlob && a.equals(b);
  if (a instanceof ApexList) return b instanceof ApexList && listSame(a, b);
  if (a instanceof ApexSet) return b instanceof ApexSet && a.size === b.size && a.toArray().every((v) => b.has(v));
  if (a instanceof ApexMap) return b instanceof ApexMap && mapSame(a, b);
  return ownEquals(a)?.call(a, b) ?? false;
}

/** A Date is the Datetime of its midnight in GMT, as two public suites show that assert the one of the other. */
function sameDay(date: ApexDate, at: ApexDatetime): boolean {
  return date.days * 86_400_000 === at.at;
}

/** For `==` an `equals` is enough; collections also need `hashCode`. */
function ownEquals(value: object): ((other: unknown) => boolean) | undefined {
  return value instanceof ApexObject || value instanceof ApexException ? (value as ApexObject).$equals : undefined;
}

function listSame(a: ApexList, b: ApexList): boolean {
  return a.size === b.size && a.items.every((v, i) => equalsDeep(v, b.items[i]));
}

function mapSame(a: ApexMap, b: ApexMap): boolean {
  if (a.size !== b.size) return false;
  for (const [k, v] of a.pairs()) if (!b.has(k) || !equalsDeep(v, b.get(k))) return false;
  return true;
}

function recordSame(a: SObject, b: SObject): boolean {
  if (a.info.name !== b.info.name) return false;
  const n = Math.max(a.v.length, b.v.length);
  for (let i = 0; i < n; i++) if (!equalsDeep(a.v[i] ?? null, b.v[i] ?? null)) return false;
  return true;
}

/** `System.hashCode(x)` and `x.hashCode()`: equal values have equal codes. */
export function hashOf(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'string') return textHash(value);
  if (typeof value === 'number') return Number.isInteger(value) ? value | 0 : textHash(String(value));
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (value instanceof Boxed) return hashOf(value.value);
  if (hasOwnEquals(value)) return value.$hashCode() | 0;
  if (value instanceof ApexList) return value.items.reduce<number>((sum, v) => (Math.imul(31, sum) + hashOf(v)) | 0, 1);
  if (value instanceof ApexSet) return value.toArray().reduce<number>((sum, v) => (sum + hashOf(v)) | 0, 0);
  if (value instanceof ApexMap)
    return [...value.pairs()].reduce((sum, [k, v]) => (sum + (hashOf(k) ^ hashOf(v))) | 0, 0);
  if (value instanceof EnumValue) return textHash(`${value.typeName}.${value.name}`);
  const key = textKey(value);
  return key.startsWith('\0o') ? identityHash(value as object) : textHash(key);
}
