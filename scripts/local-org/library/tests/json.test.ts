import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApexList, ApexMap, Boxed, Decimal } from '../../values/index.ts';
import { parseJson } from '../json/parse.ts';
import { readUntyped } from '../json/read.ts';
import { JsonWriter, compact, compactForm, pretty, treeForm } from '../json/write.ts';
import { transaction } from './call.ts';

/** An untyped Apex value as plain JavaScript. */
function plain(value: unknown): unknown {
  if (value instanceof ApexList) return value.items.map(plain);
  if (value instanceof ApexMap) return Object.fromEntries([...value.pairs()].map(([k, v]) => [k, plain(v)]));
  if (value instanceof Decimal) return value.toNumber();
  return value instanceof Boxed ? Number(value.value) : value;
}

const numbers = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0))
);
const values = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.string(), numbers, fc.boolean(), fc.constant(null), tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 5 }),
  map: fc.dictionary(
    fc.string().filter((k) => k !== '__proto__'),
    tie('value'),
    { maxKeys: 5, noNullPrototype: true }
  )
})).value;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** An object or a list, and then something else; or digits, and then a dash as in a date. */
function beginsWithJson(text: string): boolean {
  const starts = Array.from(text, (_, i) => text.slice(0, i + 1)).filter((start) => /^\s*[[{]/.test(start));
  return starts.some(isJson) || isDashed(text);
}

function isDashed(text: string): boolean {
  const parts = [...text.matchAll(/-/g)].map((m) => text.slice(0, m.index));
  return parts.some((before) => /^\s*-?[\d.eE+-]*\d$/.test(before) && isJson(before));
}

describe('JSON', () => {
  it('is read as JavaScript reads it', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(plain(readUntyped(parseJson(JSON.stringify(value))))).toEqual(value);
      })
    );
  });

  it('is written so that it reads back the same, compact and pretty', () => {
    fc.assert(
      fc.property(values, (value) => {
        const apex = readUntyped(parseJson(JSON.stringify(value)));
        const out = new JsonWriter(transaction(), { suppressNulls: false }, treeForm).write(apex);
        const text = new JsonWriter(transaction(), { suppressNulls: false }, compactForm).write(apex);
        expect(JSON.parse(text)).toEqual(value);
        expect(compact(out)).toBe(text);
        expect(JSON.parse(pretty(out))).toEqual(value);
      })
    );
  });

  it('reads no further than the end of an object or a number', () => {
    expect(readUntyped(parseJson('{"a": 1}} and more'))).toMatchObject({ size: 1 });
    expect(readUntyped(parseJson('[1, 2]]'))).toMatchObject({ size: 2 });
    expect(readUntyped(parseJson('2025-03-18'))).toBe(2025);
    expect(() => parseJson('"1" 2')).toThrow('expected end of input');
  });

  it('that JavaScript refuses is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:01.-eE tfn\\u'.split('')) }), (text) => {
        if (isJson(text) || beginsWithJson(text)) expect(() => parseJson(text)).not.toThrow();
        else expect(() => parseJson(text)).toThrow();
      })
    );
  });

  it('keeps the digits of numbers and tells Integer, Long and Decimal', () => {
    const list = readUntyped(parseJson('[1, 2147483648, 1.50, 12345678901234567890]')) as ApexList;
    expect(list.items[0]).toBe(1);
    expect(list.items[1]).toEqual(new Boxed('Long', 2147483648));
    expect(String(list.items[2])).toBe('1.50');
    expect(String(list.items[3])).toBe('12345678901234567890');
  });

  it('that is nested beyond reason is refused, not run out of stack', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow('nested too deeply');
  });
});
