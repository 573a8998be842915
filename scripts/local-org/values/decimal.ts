import { throwApex } from './exception.ts';

/** The names of `System.RoundingMode`. */
export type RoundingMode = 'CEILING' | 'DOWN' | 'FLOOR' | 'HALF_DOWN' | 'HALF_EVEN' | 'HALF_UP' | 'UNNECESSARY' | 'UP';

/** Significant digits of `a / b` where the quotient does not end (assumed: those of IEEE decimal128). */
const DIVISION_DIGITS = 34;
const TENS: bigint[] = [1n];

function ten(power: number): bigint {
  for (let i = TENS.length; i <= power; i++) TENS.push((TENS[i - 1] as bigint) * 10n);
  return TENS[power] as bigint;
}

/**
 * An exact decimal number that keeps its scale, as `java.math.BigDecimal` does: `1.50` is not `1.5` in text, but
 * equal to it. Never changed in place.
 */
export class Decimal {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }

  static readonly ZERO = new Decimal(0n, 0);
  static readonly ONE = new Decimal(1n, 0);

  /**
   * From an Integer or Long (scale 0), a fractional JavaScript number (its shortest text) or text.
   * Throws TypeException for text that is no number, and for NaN or an infinity.
   */
  static of(value: number | bigint | string | Decimal): Decimal {
    if (value instanceof Decimal) return value;
    if (typeof value === 'bigint') return new Decimal(value, 0);
    if (typeof value === 'number' && Number.isSafeInteger(value)) return new Decimal(BigInt(value), 0);
    return Decimal.parse(String(value));
  }

  /** From a Double: as `Decimal.valueOf(Double)`, which goes through its text, so that 5.0 has scale 1. */
  static ofDouble(value: number): Decimal {
    if (Number.isInteger(value) && Math.abs(value) < 1e21) return new Decimal(BigInt(value) * 10n, 1);
    return Decimal.parse(String(value));
  }

  static parse(text: string): Decimal {
    return Decimal.tryParse(text) ?? throwApex('System.TypeException', `Invalid decimal: ${text}`);
  }

  static tryParse(text: string): Decimal | undefined {
    const m = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text);
    if (!m) return undefined;
    const digits = (m[2] ?? '') + (m[3] ?? '');
    if (digits === '') return undefined;
    const unscaled = BigInt(digits) * (m[1] === '-' ? -1n : 1n);
    return plain(unscaled, (m[3]?.length ?? 0) - Number(m[4] ?? 0));
  }

  add(o: Decimal): Decimal {
    if (this.scale === o.scale) return new Decimal(this.unscaled + o.unscaled, this.scale);
    const scale = Math.max(this.scale, o.scale);
    return new Decimal(this.at(scale) + o.at(scale), scale);
  }

  sub(o: Decimal): Decimal {
    return this.add(o.negate());
  }

  mul(o: Decimal): Decimal {
    return new Decimal(this.unscaled * o.unscaled, this.scale + o.scale);
  }

  /** `a / b`: exact where the quotient ends, else 34 digits, half even. Throws MathException on zero. */
  div(o: Decimal): Decimal {
    if (o.unscaled === 0n) throwApex('System.MathException', 'Divide by 0');
    const preferred = Math.max(0, this.scale - o.scale);
    if (this.unscaled === 0n) return new Decimal(0n, preferred);
    const lead = this.precision() - this.scale - (o.precision() - o.scale);
    const scale = Math.max(preferred, DIVISION_DIGITS - lead + 1);
    const wide = quotient(this.unscaled, this.scale, o.unscaled, o.scale, scale + 3);
    const kept = wide.exact ? new Decimal(wide.value, scale + 3) : sticky(wide.value, scale + 3);
    return kept.roundTo(DIVISION_DIGITS).stripTo(preferred);
  }

  /** `divide(divisor, scale, roundingMode)`. */
  divide(o: Decimal, scale: number, mode: RoundingMode = 'HALF_EVEN'): Decimal {
    if (o.unscaled === 0n) throwApex('System.MathException', 'Divide by 0');
    const q = quotient(this.unscaled, this.scale, o.unscaled, o.scale, Math.max(scale, 0) + 2);
    const wide = q.exact ? new Decimal(q.value, Math.max(scale, 0) + 2) : sticky(q.value, Math.max(scale, 0) + 2);
    return wide.setScale(scale, mode);
  }

  negate(): Decimal {
    return new Decimal(-this.unscaled, this.scale);
  }

  abs(): Decimal {
    return this.unscaled < 0n ? this.negate() : this;
  }

  /** Sign of `this - o`; scales do not matter. */
  compare(o: Decimal): number {
    const scale = Math.max(this.scale, o.scale);
    const a = this.at(scale);
    const b = o.at(scale);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  equals(o: Decimal): boolean {
    return this.compare(o) === 0;
  }

  sign(): number {
    return this.unscaled < 0n ? -1 : this.unscaled > 0n ? 1 : 0;
  }

  /** Throws MathException when `UNNECESSARY` would lose a digit. A negative scale rounds before the point. */
  setScale(scale: number, mode: RoundingMode = 'HALF_EVEN'): Decimal {
    if (scale >= this.scale) return new Decimal(this.at(scale), scale);
    const unscaled = divideRounded(this.unscaled, ten(this.scale - scale), mode);
    return scale >= 0 ? new Decimal(unscaled, scale) : new Decimal(unscaled * ten(-scale), 0);
  }

  /** To a number of significant digits, half even. */
  roundTo(digits: number, mode: RoundingMode = 'HALF_EVEN'): Decimal {
    const excess = this.precision() - digits;
    return excess > 0 ? this.setScale(this.scale - excess, mode) : this;
  }

  pow(exponent: number): Decimal {
    if (exponent < 0) throwApex('System.MathException', 'Invalid exponent');
    return new Decimal(this.unscaled ** BigInt(exponent), this.scale * exponent);
  }

  remainder(o: Decimal): Decimal {
    if (o.unscaled === 0n) throwApex('System.MathException', 'Divide by 0');
    const scale = Math.max(this.scale, o.scale);
    return new Decimal(this.at(scale) % o.at(scale), scale);
  }

  stripTrailingZeros(): Decimal {
    return this.stripTo(0);
  }

  /** The number of digits of the unscaled value; 1 for zero. */
  precision(): number {
    return (this.unscaled < 0n ? -this.unscaled : this.unscaled).toString().length;
  }

  /** The integer part, toward zero. */
  truncate(): bigint {
    return this.unscaled / ten(this.scale);
  }

  isInteger(): boolean {
    return this.unscaled % ten(this.scale) === 0n;
  }

  toNumber(): number {
    return Number(this.toPlainString());
  }

  toPlainString(): string {
    if (this.scale === 0) return this.unscaled.toString();
    const negative = this.unscaled < 0n;
    const digits = (negative ? -this.unscaled : this.unscaled).toString().padStart(this.scale + 1, '0');
    const point = digits.length - this.scale;
    return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  /** As `BigDecimal.toString`: scientific below 1E-6, else plain. */
  toString(): string {
    const exponent = this.precision() - 1 - this.scale;
    if (exponent >= -6) return this.toPlainString();
    const digits = (this.unscaled < 0n ? -this.unscaled : this.unscaled).toString();
    const mantissa = digits.length > 1 ? `${digits.charAt(0)}.${digits.slice(1)}` : digits;
    return `${this.unscaled < 0n ? '-' : ''}${mantissa}E${exponent}`;
  }

  /** The same text for equal numbers, whatever their scale. */
  key(): string {
    return this.stripTo(0).toPlainString();
  }

  toJSON(): string {
    return this.toPlainString();
  }

  private at(scale: number): bigint {
    return scale === this.scale ? this.unscaled : this.unscaled * ten(scale - this.scale);
  }

  private stripTo(scale: number): Decimal {
    let { unscaled, scale: s } = this;
    while (s > scale && unscaled % 10n === 0n) {
      unscaled /= 10n;
      s--;
    }
    return s === this.scale ? this : new Decimal(unscaled, s);
  }
}

function plain(unscaled: bigint, scale: number): Decimal {
  return scale >= 0 ? new Decimal(unscaled, scale) : new Decimal(unscaled * ten(-scale), 0);
}

function quotient(a: bigint, as: number, b: bigint, bs: number, scale: number): { value: bigint; exact: boolean } {
  const shift = scale - as + bs;
  const top = shift >= 0 ? a * ten(shift) : a;
  const bottom = shift >= 0 ? b : b * ten(-shift);
  return { value: top / bottom, exact: top % bottom === 0n };
}

/** A value with lost digits below its last one: one more digit stops a later rounding from seeing a tie. */
function sticky(value: bigint, scale: number): Decimal {
  const up = value * 10n;
  return new Decimal(value < 0n ? up - 1n : up + 1n, scale + 1);
}

function divideRounded(value: bigint, divisor: bigint, mode: RoundingMode): bigint {
  const q = value / divisor;
  const r = value % divisor;
  if (r === 0n) return q;
  return roundsAway(q, r, divisor, value < 0n, mode) ? q + (value < 0n ? -1n : 1n) : q;
}

function roundsAway(q: bigint, r: bigint, divisor: bigint, negative: boolean, mode: RoundingMode): boolean {
  const twice = (r < 0n ? -r : r) * 2n;
  switch (mode) {
    case 'UP':
      return true;
    case 'DOWN':
      return false;
    case 'CEILING':
      return !negative;
    case 'FLOOR':
      return negative;
    case 'HALF_UP':
      return twice >= divisor;
    case 'HALF_DOWN':
      return twice > divisor;
    case 'HALF_EVEN':
      return twice > divisor || (twice === divisor && q % 2n !== 0n);
    case 'UNNECESSARY':
      return throwApex('System.MathException', 'Rounding necessary');
  }
}
