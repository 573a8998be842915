import { throwApex } from './exception.ts';

/** An Apex Long: a number while it is safe, else a bigint. */
export type Long = number | bigint;

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Wraps at 64 bits and gives the number form where it is safe. Every Long operation ends here. */
export function normaliseLong(value: Long): Long {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
    return normaliseLong(BigInt(value));
  }
  const wrapped = BigInt.asIntN(64, value);
  return wrapped <= MAX_SAFE && wrapped >= -MAX_SAFE ? Number(wrapped) : wrapped;
}

export function longAdd(a: Long, b: Long): Long {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return normaliseLong(BigInt(a) + BigInt(b));
}

export function longSub(a: Long, b: Long): Long {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return normaliseLong(BigInt(a) - BigInt(b));
}

export function longMul(a: Long, b: Long): Long {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product === 0 ? 0 : product;
  }
  return normaliseLong(BigInt(a) * BigInt(b));
}

/** Toward zero. Throws MathException on zero. */
export function longDiv(a: Long, b: Long): Long {
  if (b === 0) throwApex('System.MathException', 'Divide by 0');
  return normaliseLong(BigInt(a) / BigInt(b));
}

export function longMod(a: Long, b: Long): Long {
  if (b === 0) throwApex('System.MathException', 'Divide by 0');
  return normaliseLong(BigInt(a) % BigInt(b));
}

export function longNeg(a: Long): Long {
  return normaliseLong(-BigInt(a));
}

export function longBits(op: '&' | '|' | '^', a: Long, b: Long): Long {
  const x = BigInt(a);
  const y = BigInt(b);
  return normaliseLong(op === '&' ? x & y : op === '|' ? x | y : x ^ y);
}

/** `<<`, `>>` (with sign) and `>>>` (without); the distance counts modulo 64, as in Java. */
export function longShift(op: '<<' | '>>' | '>>>', a: Long, by: Long): Long {
  const distance = BigInt.asUintN(6, BigInt(by));
  if (op === '<<') return normaliseLong(BigInt(a) << distance);
  if (op === '>>') return normaliseLong(BigInt(a) >> distance);
  return normaliseLong(BigInt.asUintN(64, BigInt(a)) >> distance);
}

export function longCompare(a: Long, b: Long): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Throws TypeException `Invalid long: x` for anything but digits with a sign, or out of 64 bits. */
export function parseLong(text: string): Long {
  const trimmed = text.trim();
  if (!/^[+-]?\d+$/.test(trimmed)) throwApex('System.TypeException', `Invalid long: ${text}`);
  const value = BigInt(trimmed);
  if (BigInt.asIntN(64, value) !== value) throwApex('System.TypeException', `Invalid long: ${text}`);
  return normaliseLong(value);
}

/** `Long.intValue()`: the low 32 bits, as in Java. */
export function longToInteger(value: Long): number {
  return typeof value === 'number' && value === (value | 0) ? value : Number(BigInt.asIntN(32, BigInt(value)));
}

/** Throws TypeException `Invalid integer: x`, also beyond 32 bits. */
export function parseInteger(text: string): number {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (!/^[+-]?\d+$/.test(trimmed) || value !== (value | 0))
    throwApex('System.TypeException', `Invalid integer: ${text}`);
  return value === 0 ? 0 : value;
}
