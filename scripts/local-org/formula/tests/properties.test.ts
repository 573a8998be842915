import { Decimal as Oracle } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shown, valueOf } from './kit.ts';

const Exact = Oracle.clone({ precision: 39, rounding: Oracle.ROUND_HALF_UP });
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), fc.integer({ min: 0, max: 8 }))
  .map(([digits, scale]) => new Exact(`${digits}e-${scale}`));
const days = fc.integer({ min: -50_000, max: 50_000 });
const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
const quoted = (text: string): string => JSON.stringify(text).replace(/\\u[0-9a-f]{4}/g, '');

describe('formulas in general', () => {
  it('calculate as decimal.js does with 39 digits, half up', () => {
    fc.assert(
      fc.property(decimals, decimals, fc.constantFrom('+', '-', '*', '/'), (a, b, op) => {
        fc.pre(op !== '/' || !b.isZero());
        const expected = { '+': a.plus(b), '-': a.minus(b), '*': a.times(b), '/': a.div(b) }[op];
        expect(shown(`(${a.toFixed()}) ${op} (${b.toFixed()})`)).toBe(expected.toFixed());
      })
    );
  });

  it('move a date by whole days, and back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5000, max: 5000 }), (day, step) => {
        expect(shown(`DATEVALUE("${dayText(day)}") + ${step}`)).toBe(dayText(day + step));
        expect(shown(`DATEVALUE("${dayText(day + step)}") - DATEVALUE("${dayText(day)}")`)).toBe(String(step));
      })
    );
  });

  it('find any text in front of any other', () => {
    const texts = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'aB 9"\\é') });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(valueOf(`BEGINS(${quoted(a)} & ${quoted(b)}, ${quoted(a)})`)).toBe(true);
        expect(shown(`LEN(${quoted(a)} & ${quoted(b)})`)).toBe(String(a.length + b.length));
      })
    );
  });
});
