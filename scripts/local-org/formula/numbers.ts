import { Decimal } from '../values/decimal.ts';
import { FormulaEvaluationError } from './errors.ts';

export type Num = Decimal;

/** Digits kept by arithmetic (MC_PRECISION_INTERNAL of the open formula engine: 39, half up). */
const PRECISION = 39;
/** Digits looked at by CEILING and FLOOR, so that 1/3*3 is 1 (MC_PRECISION_EXTERNAL: 33). */
const EXTERNAL_PRECISION = 33;
const POWER_PRECISION = 18;
const LARGEST_POWER_LOG10 = 64;

export const ZERO: Num = Decimal.ZERO;

export function num(value: number | bigint): Num {
  return Decimal.of(value);
}

/** Reads `-12.50`, `.5`, `1e3`; null when the text is no number. */
export function parseNum(text: string): Num | null {
  return /^\S+$/.test(text) ? (Decimal.tryParse(text) ?? null) : null;
}

const kept = (value: Num): Num => value.roundTo(PRECISION, 'HALF_UP');

export function add(a: Num, b: Num): Num {
  return kept(a.add(b));
}

export function subtract(a: Num, b: Num): Num {
  return kept(a.sub(b));
}

export function multiply(a: Num, b: Num): Num {
  return kept(a.mul(b));
}

function nonZero(divisor: Num): Num {
  if (divisor.sign() === 0) throw new FormulaEvaluationError('Division by zero');
  return divisor;
}

/** One digit tells an inexact quotient from a tie, so that rounding happens once. */
export function divide(a: Num, b: Num): Num {
  nonZero(b);
  const lead = a.precision() - a.scale - (b.precision() - b.scale);
  const cut = a.divide(b, Math.max(0, PRECISION - lead + 1), 'DOWN');
  if (cut.mul(b).equals(a)) return kept(cut).stripTrailingZeros();
  const sticky = BigInt(a.sign() * b.sign());
  return kept(new Decimal(cut.unscaled * 10n + sticky, cut.scale + 1)).stripTrailingZeros();
}

/** The remainder with the sign of the dividend, as BigDecimal.remainder gives it. */
export function remainder(a: Num, b: Num): Num {
  return a.remainder(nonZero(b));
}

/** Rounds half away from zero to `places` decimals; negative places round left of the point. */
export function round(a: Num, places: number): Num {
  return a.scale <= places ? a : a.setScale(places, 'HALF_UP');
}

export function truncate(a: Num, places: number): Num {
  return a.scale <= places ? a : a.setScale(places, 'DOWN');
}

/** To a whole number, after cutting what lies beyond the precision that the platform shows. */
export function whole(a: Num, mode: 'UP' | 'DOWN' | 'CEILING' | 'FLOOR'): Num {
  return a.roundTo(EXTERNAL_PRECISION, 'HALF_UP').setScale(0, mode);
}

/** `a ^ b` for a whole exponent, 18 digits, refused beyond 10^64 as the platform refuses it. */
export function power(a: Num, b: Num): Num {
  const n = b.isInteger() ? Number(b.truncate()) : Number.NaN;
  const tooLarge = Math.log10(Math.abs(a.toNumber())) * n > LARGEST_POWER_LOG10;
  if (Number.isNaN(n) || tooLarge || (n < 0 && a.sign() === 0)) {
    throw new FormulaEvaluationError('Out of range argument to POWER() function');
  }
  const raised = wholePower(a, Math.abs(n));
  return (n < 0 ? divide(Decimal.ONE, raised) : raised).roundTo(POWER_PRECISION, 'HALF_UP').stripTrailingZeros();
}

function wholePower(a: Num, n: number): Num {
  let result: Num = Decimal.ONE;
  let base = a;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, base);
    base = multiply(base, base);
  }
  return result;
}

/** The whole part, for counts and positions. */
export function toInteger(a: Num): number {
  return Number(a.truncate());
}

/** Plain digits without an exponent and without trailing zeros. */
export function toText(a: Num): string {
  return a.stripTrailingZeros().toPlainString();
}

/** Result of a transcendental function: a double, as the platform computes it. */
export function fromDouble(value: number): Num {
  if (!Number.isFinite(value)) throw new FormulaEvaluationError('#Error!');
  return num(value);
}
