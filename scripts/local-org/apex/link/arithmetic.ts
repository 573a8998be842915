import {
  ApexDate,
  ApexDatetime,
  ApexTime,
  Decimal,
  apexEquals,
  apexError,
  box,
  compareFolded,
  debugText,
  doubleText,
  equalsIgnoreCase,
  exactlyEquals,
  longAdd,
  longBits,
  longDiv,
  longMod,
  longMul,
  longNeg,
  longShift,
  longSub,
  longToInteger,
  normaliseLong,
  nullPointer,
  toId
} from '../../values/index.ts';
import type { Long } from '../../values/index.ts';
import { elements } from './elements.ts';

type Maybe<T> = T | null;

function nothing(): never {
  throw nullPointer();
}

/** The value, or a NullPointerException. */
function nn<T>(value: Maybe<T>): T {
  if (value === null || value === undefined) nothing();
  return value;
}

function divideByZero(): never {
  throw apexError('System.MathException', 'Divide by 0');
}

/* Integer: 32 bits, wrapping. */
const integers = {
  iAdd: (a: Maybe<number>, b: Maybe<number>) => (a === null || b === null ? nothing() : (a + b) | 0),
  iSub: (a: Maybe<number>, b: Maybe<number>) => (a === null || b === null ? nothing() : (a - b) | 0),
  iMul: (a: Maybe<number>, b: Maybe<number>) => (a === null || b === null ? nothing() : Math.imul(a, b)),
  iDiv: (a: Maybe<number>, b: Maybe<number>) =>
    a === null || b === null ? nothing() : b === 0 ? divideByZero() : (a / b) | 0,
  iMod: (a: Maybe<number>, b: Maybe<number>) =>
    a === null || b === null ? nothing() : b === 0 ? divideByZero() : (a % b) | 0,
  iAnd: (a: Maybe<number>, b: Maybe<number>) => nn(a) & nn(b),
  iOr: (a: Maybe<number>, b: Maybe<number>) => nn(a) | nn(b),
  iXor: (a: Maybe<number>, b: Maybe<number>) => nn(a) ^ nn(b),
  iShl: (a: Maybe<number>, b: Maybe<number>) => nn(a) << nn(b),
  iShr: (a: Maybe<number>, b: Maybe<number>) => nn(a) >> nn(b),
  iUshr: (a: Maybe<number>, b: Maybe<number>) => (nn(a) >>> nn(b)) | 0
};

const SAFE = Number.MAX_SAFE_INTEGER;

/* Two safe numbers with a safe result are the usual case: it is tried first, and flat, so that it is inlined. */
const longs = {
  lAdd: (a: Maybe<Long>, b: Maybe<Long>) => {
    if (typeof a === 'number' && typeof b === 'number') {
      const sum = a + b;
      if (sum <= SAFE && sum >= -SAFE) return sum;
    }
    return longAdd(nn(a), nn(b));
  },
  lSub: (a: Maybe<Long>, b: Maybe<Long>) => {
    if (typeof a === 'number' && typeof b === 'number') {
      const difference = a - b;
      if (difference <= SAFE && difference >= -SAFE) return difference;
    }
    return longSub(nn(a), nn(b));
  },
  lMul: (a: Maybe<Long>, b: Maybe<Long>) => {
    if (typeof a === 'number' && typeof b === 'number') {
      const product = a * b;
      // Adding zero makes a plain zero of the negative one.
      if (product <= SAFE && product >= -SAFE) return product + 0;
    }
    return longMul(nn(a), nn(b));
  },
  lDiv: (a: Maybe<Long>, b: Maybe<Long>) => longDiv(nn(a), nn(b)),
  lMod: (a: Maybe<Long>, b: Maybe<Long>) => longMod(nn(a), nn(b)),
  lAnd: (a: Maybe<Long>, b: Maybe<Long>) => longBits('&', nn(a), nn(b)),
  lOr: (a: Maybe<Long>, b: Maybe<Long>) => longBits('|', nn(a), nn(b)),
  lXor: (a: Maybe<Long>, b: Maybe<Long>) => longBits('^', nn(a), nn(b)),
  lShl: (a: Maybe<Long>, b: Maybe<Long>) => longShift('<<', nn(a), nn(b)),
  lShr: (a: Maybe<Long>, b: Maybe<Long>) => longShift('>>', nn(a), nn(b)),
  lUshr: (a: Maybe<Long>, b: Maybe<Long>) => longShift('>>>', nn(a), nn(b)),
  lNeg: (a: Maybe<Long>) => longNeg(nn(a)),
  lNot: (a: Maybe<Long>) => longSub(longNeg(nn(a)), 1)
};

/* Double. Division by zero is an error in Apex too (assumed: as for Integer and Decimal). */
const doubles = {
  nAdd: (a: Maybe<number>, b: Maybe<number>) => (a === null || b === null ? nothing() : a + b),
  nSub: (a: Maybe<number>, b: Maybe<number>) => (a === null || b === null ? nothing() : a - b),
  nMul: (a: Maybe<number>, b: Maybe<number>) => (a === null || b === null ? nothing() : a * b),
  nDiv: (a: Maybe<number>, b: Maybe<number>) =>
    a === null || b === null ? nothing() : b === 0 ? divideByZero() : a / b,
  nMod: (a: Maybe<number>, b: Maybe<number>) =>
    a === null || b === null ? nothing() : b === 0 ? divideByZero() : a % b,
  nNeg: (a: Maybe<number>) => -nn(a)
};

const decimals = {
  dAdd: (a: Maybe<Decimal>, b: Maybe<Decimal>) => nn(a).add(nn(b)),
  dSub: (a: Maybe<Decimal>, b: Maybe<Decimal>) => nn(a).sub(nn(b)),
  dMul: (a: Maybe<Decimal>, b: Maybe<Decimal>) => nn(a).mul(nn(b)),
  dDiv: (a: Maybe<Decimal>, b: Maybe<Decimal>) => nn(a).div(nn(b)),
  dMod: (a: Maybe<Decimal>, b: Maybe<Decimal>) => nn(a).remainder(nn(b)),
  dNeg: (a: Maybe<Decimal>) => nn(a).negate()
};

const booleans = {
  bAnd: (a: Maybe<boolean>, b: Maybe<boolean>) => nn(a) && nn(b),
  bOr: (a: Maybe<boolean>, b: Maybe<boolean>) => nn(a) || nn(b),
  bXor: (a: Maybe<boolean>, b: Maybe<boolean>) => nn(a) !== nn(b)
};

const DAY = 86_400_000;

/** A Date plus days, a Datetime plus days (fractions too), a Time plus milliseconds. */
function tAdd(a: unknown, b: unknown): unknown {
  const by = toDouble(nn(b) as number);
  if (a instanceof ApexDate) return new ApexDate(a.days + Math.trunc(by as number));
  if (a instanceof ApexDatetime) return new ApexDatetime(a.at + Math.round((by as number) * DAY));
  if (a instanceof ApexTime) return new ApexTime((((a.millis + (by as number)) % DAY) + DAY) % DAY);
  return nothing();
}

function tSub(a: unknown, b: unknown): unknown {
  return tAdd(a, -(toDouble(nn(b) as number) as number));
}

/** Order of two values of one type; a null is less than nothing: the comparison is false. */
function order(a: unknown, b: unknown): number {
  if (a === null || b === null) return NaN;
  if (a instanceof Decimal) return a.compare(b as Decimal);
  if (a instanceof ApexDate) return a.days - (b as ApexDate).days;
  if (a instanceof ApexDatetime) return a.at - (b as ApexDatetime).at;
  if (a instanceof ApexTime) return a.millis - (b as ApexTime).millis;
  throw new Error(`no order for ${debugText(a)}`);
}

/** Strings and Ids: any text is greater than null, as documented for the operators. */
function orderText(a: Maybe<string>, b: Maybe<string>): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compareFolded(a, b);
}

const comparisons = {
  ltN: (a: Maybe<Long>, b: Maybe<Long>) => a !== null && b !== null && a < b,
  leN: (a: Maybe<Long>, b: Maybe<Long>) => a !== null && b !== null && a <= b,
  gtN: (a: Maybe<Long>, b: Maybe<Long>) => a !== null && b !== null && a > b,
  geN: (a: Maybe<Long>, b: Maybe<Long>) => a !== null && b !== null && a >= b,
  ltS: (a: Maybe<string>, b: Maybe<string>) => orderText(a, b) < 0,
  leS: (a: Maybe<string>, b: Maybe<string>) => orderText(a, b) <= 0,
  gtS: (a: Maybe<string>, b: Maybe<string>) => orderText(a, b) > 0,
  geS: (a: Maybe<string>, b: Maybe<string>) => orderText(a, b) >= 0,
  ltV: (a: unknown, b: unknown) => order(a, b) < 0,
  leV: (a: unknown, b: unknown) => order(a, b) <= 0,
  gtV: (a: unknown, b: unknown) => order(a, b) > 0,
  geV: (a: unknown, b: unknown) => order(a, b) >= 0,
  eqS: (a: Maybe<string>, b: Maybe<string>) => a === b || (a !== null && b !== null && equalsIgnoreCase(a, b)),
  eq: apexEquals,
  same: exactlyEquals
};

function toDouble(v: Long | Decimal | null): number | null {
  if (v === null) return null;
  return v instanceof Decimal ? v.toNumber() : Number(v);
}

/** `(Integer) x` and its like: fractions are cut, too large values keep their low bits. */
function narrow(v: Long | Decimal | null, to: string): unknown {
  if (v === null) return null;
  if (to === 'Double') return toDouble(v);
  if (to === 'Decimal') return v instanceof Decimal ? v : Decimal.of(v);
  const whole: Long = v instanceof Decimal ? v.truncate() : typeof v === 'number' ? Math.trunc(v) : v;
  return to === 'Integer' ? longToInteger(normaliseLong(whole)) : normaliseLong(whole);
}

const conversions = {
  toId: (v: Maybe<string>) => (v === null ? null : toId(v)),
  toDecimal: (v: Long | Decimal | null) => (v === null ? null : v instanceof Decimal ? v : Decimal.of(v)),
  doubleToDecimal: (v: Maybe<number>) => (v === null ? null : Decimal.ofDouble(v)),
  toDouble,
  toDatetime: (v: Maybe<ApexDate>) => (v === null ? null : new ApexDatetime(v.days * DAY)),
  elements,
  narrow,
  box,
  text: debugText,
  doubleText: (v: Maybe<number>) => (v === null ? 'null' : doubleText(v)),
  decimal: (digits: string) => Decimal.parse(digits),
  nn,
  nothing,
  test: (v: Maybe<boolean>) => nn(v)
};

/** What emitted code does with primitive values. Null operands throw NullPointerException, as on the platform. */
export const arithmetic = {
  ...integers,
  ...longs,
  ...doubles,
  ...decimals,
  ...booleans,
  ...comparisons,
  ...conversions,
  tAdd,
  tSub
};
