import fc from 'fast-check';
import { Decimal as Oracle } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import {
  Decimal,
  type RoundingMode,
  longAdd,
  longDiv,
  longMul,
  longShift,
  longSub,
  normaliseLong,
  parseInteger,
  parseLong
} from '../index.ts';

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: 0, max: 12 }))
  .map(([u, s]) => new Decimal(u, s));
const Big = Oracle.clone({ precision: 200, toExpNeg: -9e15, toExpPos: 9e15 });
const big = (d: Decimal) => new Big(d.toPlainString());

describe('Decimal', () => {
  it('adds, subtracts and multiplies as exact arithmetic does', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(big(a.add(b)).eq(big(a).add(big(b)))).toBe(true);
        expect(big(a.sub(b)).eq(big(a).sub(big(b)))).toBe(true);
        expect(big(a.mul(b)).eq(big(a).mul(big(b)))).toBe(true);
      })
    );
  });

  it('rounds in every mode as decimal.js does', () => {
    const modes: [RoundingMode, Oracle.Rounding][] = [
      ['UP', 0],
      ['DOWN', 1],
      ['CEILING', 2],
      ['FLOOR', 3],
      ['HALF_UP', 4],
      ['HALF_DOWN', 5],
      ['HALF_EVEN', 6]
    ];
    fc.assert(
      fc.property(decimals, fc.integer({ min: 0, max: 10 }), fc.constantFrom(...modes), (a, scale, [mode, other]) => {
        expect(big(a.setScale(scale, mode)).eq(big(a).toDecimalPlaces(scale, other))).toBe(true);
        expect(a.setScale(scale, mode).scale).toBe(scale);
      })
    );
  });

  it('divides to 34 significant digits, half even', () => {
    const Div = Oracle.clone({ precision: 34, rounding: 6, toExpNeg: -9e15, toExpPos: 9e15 });
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        fc.pre(b.sign() !== 0);
        expect(big(a.div(b)).eq(new Div(a.toPlainString()).div(b.toPlainString()))).toBe(true);
      })
    );
  });

  it('divides to a scale without rounding twice', () => {
    expect(Decimal.parse('1').divide(Decimal.parse('3'), 4).toString()).toBe('0.3333');
    expect(Decimal.parse('2').divide(Decimal.parse('3'), 4).toString()).toBe('0.6667');
    expect(Decimal.parse('0.2500000001').divide(Decimal.ONE, 1, 'HALF_EVEN').toString()).toBe('0.3');
  });

  it('keeps the scale in text and forgets it in comparisons', () => {
    expect(Decimal.parse('1.50').toString()).toBe('1.50');
    expect(Decimal.parse('1.50').add(Decimal.parse('1.00')).toString()).toBe('2.50');
    expect(Decimal.parse('1.50').equals(Decimal.parse('1.5'))).toBe(true);
    expect(Decimal.parse('4.00').div(Decimal.parse('2')).toString()).toBe('2.00');
    expect(Decimal.parse('100').div(Decimal.parse('2.0')).toString()).toBe('50');
    expect(Decimal.ofDouble(5).toString()).toBe('5.0');
  });

  it('writes small numbers with an exponent, and plainly on request', () => {
    expect(Decimal.parse('0.0000001').toString()).toBe('1E-7');
    expect(Decimal.parse('0.00000012').toString()).toBe('1.2E-7');
    expect(Decimal.parse('0.0000001').toPlainString()).toBe('0.0000001');
    expect(Decimal.parse('1e3').toString()).toBe('1000');
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(decimals, (a) => {
        expect(Decimal.parse(a.toPlainString())).toEqual(a);
      })
    );
  });

  it('refuses text that is no number, zero as divisor and lost digits', () => {
    for (const text of ['', '.', 'abc', '1,5', '1.2.3', 'NaN', '0x10']) {
      expect(() => Decimal.parse(text)).toThrow(`Invalid decimal: ${text}`);
    }
    expect(() => Decimal.ONE.div(Decimal.ZERO)).toThrow('Divide by 0');
    expect(() => Decimal.parse('1.25').setScale(1, 'UNNECESSARY')).toThrow('Rounding necessary');
  });
});

describe('Long', () => {
  const longs = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const wrapped = (n: bigint) => BigInt.asIntN(64, n);

  it('calculates as 64-bit arithmetic that wraps', () => {
    fc.assert(
      fc.property(longs, longs, (a, b) => {
        const [x, y] = [normaliseLong(a), normaliseLong(b)];
        expect(BigInt(longAdd(x, y))).toBe(wrapped(a + b));
        expect(BigInt(longSub(x, y))).toBe(wrapped(a - b));
        expect(BigInt(longMul(x, y))).toBe(wrapped(a * b));
        if (b !== 0n) expect(BigInt(longDiv(x, y))).toBe(wrapped(a / b));
      })
    );
  });

  it('is a number exactly while that is safe', () => {
    expect(normaliseLong(5n)).toBe(5);
    expect(normaliseLong(2n ** 53n)).toBe(2n ** 53n);
    expect(longSub(2n ** 53n, 1)).toBe(2 ** 53 - 1);
  });

  it('shifts by the distance modulo 64', () => {
    expect(longShift('<<', 1, 65)).toBe(2);
    expect(longShift('>>>', -1, 60)).toBe(15);
    expect(longShift('>>', -16, 2)).toBe(-4);
  });

  it('reads digits only, within its range', () => {
    expect(parseLong(' 42 ')).toBe(42);
    expect(() => parseLong('9223372036854775808')).toThrow('Invalid long');
    expect(() => parseInteger('2147483648')).toThrow('Invalid integer: 2147483648');
    expect(() => parseInteger('1.0')).toThrow('Invalid integer: 1.0');
    expect(parseInteger('-7')).toBe(-7);
  });
});
