import { ApexDate, ApexDatetime, ApexTime, Decimal, SObject, apexEquals } from '../values/index.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { textOf } from './coerce.ts';

type Comparable = Decimal | ApexDate | ApexDatetime | ApexTime;

const isComparable = (value: unknown): value is Comparable =>
  value instanceof Decimal || value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime;

function plain(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return Decimal.of(value);
  return value instanceof SObject ? value.id : value;
}

/** Brings a pair to one kind: a Date beside a Datetime is its midnight, text beside a number its digits. */
function paired(left: unknown, right: unknown, tx: Transaction): [unknown, unknown] {
  const [a, b] = [plain(left), plain(right)];
  if (a instanceof ApexDate && b instanceof ApexDatetime) return [ApexDatetime.ofDateTime(tx.user.timeZone, a, 0), b];
  if (a instanceof ApexDatetime && b instanceof ApexDate) return [a, ApexDatetime.ofDateTime(tx.user.timeZone, b, 0)];
  if (a instanceof Decimal && typeof b === 'string') return [a, Decimal.tryParse(b) ?? b];
  return [a, b];
}

/** Text compares without regard to case, as filters of queries do (assumed for decisions). A blank text equals null. */
export function isEqual(left: unknown, right: unknown, tx: Transaction): boolean {
  const [a, b] = paired(left, right, tx);
  if (isBlank(a) || isBlank(b)) return isBlank(a) && isBlank(b);
  if (typeof a === 'boolean' || typeof b === 'boolean') return textOf(a) === textOf(b);
  if (typeof a === 'string' || typeof b === 'string') return textOf(a).toLowerCase() === textOf(b).toLowerCase();
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => isEqual(item, b[i], tx));
  return apexEquals(a, b);
}

/** Sign of left against right; null when a side is blank or the kinds do not compare. */
export function order(left: unknown, right: unknown, tx: Transaction): number | null {
  const [a, b] = paired(left, right, tx);
  if (isBlank(a) || isBlank(b)) return null;
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  if (!isComparable(a) || !isComparable(b) || a.constructor !== b.constructor) return null;
  return a.compare(b as never);
}

export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

type Operator = (left: unknown, right: unknown, tx: Transaction) => boolean;

function ordered(holds: (sign: number) => boolean): Operator {
  return (left, right, tx) => {
    const sign = order(left, right, tx);
    return sign !== null && holds(sign);
  };
}

function textual(test: (left: string, right: string) => boolean): Operator {
  return (left, right) => test(textOf(left).toLowerCase(), textOf(right).toLowerCase());
}

const contains: Operator = (left, right, tx) =>
  Array.isArray(left)
    ? left.some((item) => isEqual(item, right, tx))
    : textOf(left).toLowerCase().includes(textOf(right).toLowerCase());

const within: Operator = (left, right, tx) => Array.isArray(right) && right.some((item) => isEqual(left, item, tx));

/** A null test: `right` says whether blank is wanted. An empty collection counts as null (assumed). */
const blankTest: Operator = (left, right) => isBlank(left) === (right !== false);

/** Comparisons of two values, by the operator's name in flow metadata. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  EqualTo: isEqual,
  NotEqualTo: (left, right, tx) => !isEqual(left, right, tx),
  GreaterThan: ordered((sign) => sign > 0),
  LessThan: ordered((sign) => sign < 0),
  GreaterThanOrEqualTo: ordered((sign) => sign >= 0),
  LessThanOrEqualTo: ordered((sign) => sign <= 0),
  StartsWith: textual((left, right) => left.startsWith(right)),
  EndsWith: textual((left, right) => left.endsWith(right)),
  Contains: contains,
  In: within,
  NotIn: (left, right, tx) => !within(left, right, tx),
  IsNull: blankTest,
  IsBlank: blankTest,
  IsEmpty: blankTest,
  // "... that field has been populated with a value in the flow at least once" (help: Flow Operators, Was Set). Assumed:
  // what has a value was populated; a value that the flow took away again is not remembered.
  WasSet: (left, right) => (left !== null) === (right !== false)
};
