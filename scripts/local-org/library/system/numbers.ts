import type { LibraryClass } from '../../contracts/library.ts';
import {
  Decimal,
  type EnumValue,
  type Long,
  type RoundingMode,
  integerType,
  longToInteger,
  normaliseLong,
  parseInteger,
  parseLong,
  throwApex,
  typeOf,
  unbox,
  toId,
  to15
} from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';
import { numberText } from './message.ts';
import { sobjectToken } from '../schema/tokens.ts';

function conversion(value: unknown, to: string): never {
  return throwApex('System.TypeException', `Invalid conversion from runtime type ${typeOf(value).name} to ${to}`);
}

/** Text may have decimals as long as they are zeros: two public suites that pass on the platform convert such, and refuse others. */
function wholePart(text: string): string {
  return text.trim().replace(/^([+-]?\d+)\.0*$/, '$1');
}

const MOST = 2 ** 31 - 1;
const MOST_LONG = 2n ** 63n - 1n;

/** As Java casts a double: what lies beyond stops at the last Integer (measured by a public suite), no number is 0. */
function integerOfDouble(value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(MOST, Math.max(-MOST - 1, Math.trunc(value)));
}

function longOfDouble(value: number): Long {
  if (Number.isNaN(value)) return 0;
  if (Math.abs(value) < 2 ** 63) return normaliseLong(BigInt(Math.trunc(value)));
  return value > 0 ? MOST_LONG : -MOST_LONG - 1n;
}

function integerOf(value: unknown): number | null {
  const plain = unbox(value);
  if (plain === null || plain === undefined) return null;
  if (typeof plain === 'string') return parseInteger(wholePart(plain));
  if (typeof plain === 'bigint') return longToInteger(plain);
  if (typeof plain === 'number') return integerOfDouble(plain);
  if (plain instanceof Decimal) return longToInteger(plain.truncate());
  return conversion(value, integerType.name);
}

function doubleOf(value: unknown): number | null {
  const plain = unbox(value);
  if (plain === null || plain === undefined) return null;
  if (typeof plain === 'string') return parseDouble(plain);
  if (typeof plain === 'bigint' || typeof plain === 'number') return Number(plain);
  if (plain instanceof Decimal) return plain.toNumber();
  return conversion(value, 'Double');
}

function parseDouble(text: string): number {
  const trimmed = text.trim();
  if (/^([+-]?Infinity|NaN)$/.test(trimmed)) return Number(trimmed);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed))
    throwApex('System.TypeException', `Invalid double: ${text}`);
  return Number(trimmed);
}

export const integerClass = libraryClass('System.Integer', {
  'String format()': (tx, self: number) => numberText(self, tx.user.locale),
  'static Integer valueOf(String s)': (_, __, s: string) => parseInteger(wholePart(need(s))),
  'static Integer valueOf(Object o)': (_, __, o) => integerOf(o)
});

export const longClass = libraryClass('System.Long', {
  'String format()': (tx, self: Long) => numberText(self, tx.user.locale),
  'Integer intValue()': (_, self: Long) => longToInteger(self),
  'static Long valueOf(String s)': (_, __, s: string) => parseLong(wholePart(need(s)))
});

export const doubleClass = libraryClass('System.Double', {
  'String format()': (tx, self: number) => numberText(self, tx.user.locale),
  'Integer intValue()': (_, self: number) => integerOfDouble(self),
  'Long longValue()': (_, self: number) => longOfDouble(self),
  'Long round()': (_, self: number) => longOfDouble(Math.floor(self + 0.5)),
  'static Double valueOf(Object o)': (_, __, o) => doubleOf(o),
  'static Double valueOf(String s)': (_, __, s: string) => parseDouble(need(s))
});

function mode(value: EnumValue | null): RoundingMode {
  return need(value).name as RoundingMode;
}

export const decimalClass = libraryClass('System.Decimal', {
  'Decimal abs()': (_, self: Decimal) => self.abs(),
  'Decimal divide(Decimal by, Integer scale)': (_, self: Decimal, by: Decimal, scale: number) =>
    self.divide(need(by), need(scale)),
  'Decimal divide(Decimal by, Integer scale, Object mode)': (
    _,
    self: Decimal,
    by: Decimal,
    scale: number,
    m: EnumValue
  ) => self.divide(need(by), need(scale), mode(m)),
  'Double doubleValue()': (_, self: Decimal) => self.toNumber(),
  'String format()': (tx, self: Decimal) => numberText(self, tx.user.locale),
  'Integer intValue()': (_, self: Decimal) => longToInteger(normaliseLong(self.truncate())),
  'Long longValue()': (_, self: Decimal) => normaliseLong(self.truncate()),
  'Decimal pow(Integer n)': (_, self: Decimal, n: number) => self.pow(need(n)),
  'Integer precision()': (_, self: Decimal) => self.precision(),
  'Long round()': (_, self: Decimal) => normaliseLong(self.setScale(0).unscaled),
  'Long round(RoundingMode mode)': (_, self: Decimal, m: EnumValue) =>
    normaliseLong(self.setScale(0, mode(m)).unscaled),
  'Integer scale()': (_, self: Decimal) => self.scale,
  'Decimal setScale(Integer scale)': (_, self: Decimal, scale: number) => self.setScale(need(scale)),
  'Decimal setScale(Integer scale, RoundingMode mode)': (_, self: Decimal, scale: number, m: EnumValue) =>
    self.setScale(need(scale), mode(m)),
  'Decimal stripTrailingZeros()': (_, self: Decimal) => self.stripTrailingZeros(),
  'String toPlainString()': (_, self: Decimal) => self.toPlainString(),
  'static Decimal valueOf(Double d)': (_, __, d: number) => Decimal.ofDouble(need(d)),
  'static Decimal valueOf(Long l)': (_, __, l: Long) => Decimal.of(need(l)),
  'static Decimal valueOf(String s)': (_, __, s: string) => Decimal.parse(need(s))
});

export const booleanClass = libraryClass('System.Boolean', {
  /** Text other than `true` (any case) is false; what is neither text nor Boolean is refused, as a public suite shows. */
  'static Boolean valueOf(Object o)': (_, __, o) => {
    const plain = unbox(need(o));
    if (typeof plain === 'boolean') return plain;
    if (typeof plain === 'string') return plain.toLowerCase() === 'true';
    return conversion(o, 'Boolean');
  }
});

/** Prefixes that several objects share, so that an Id does not tell its object: comments, histories (a public suite shows it). */
const SHARED_PREFIXES = new Set(['00a', '017']);

export const idClass = libraryClass('System.Id', {
  'Boolean equals(String s)': (_, self: string, s: string | null) => s !== null && toId(s) === self,
  'Schema.SObjectType getSobjectType()': (tx, self: string) => {
    const info = SHARED_PREFIXES.has(self.slice(0, 3)) ? undefined : tx.org.schema.byPrefix(self);
    return info
      ? sobjectToken(info.name)
      : throwApex('System.SObjectException', `Cannot locate Apex Type for ID: ${self}`);
  },
  'String to15()': (_, self: string) => to15(self),
  'String toString()': (_, self: string) => self,
  'static Id valueOf(String s)': (_, __, s: string) => toId(need(s)),
  'static Id valueOf(String s, Boolean restoreCasing)': (_, __, s: string) => toId(need(s))
});

export const numberClasses: readonly LibraryClass[] = [
  integerClass,
  longClass,
  doubleClass,
  decimalClass,
  booleanClass,
  idClass
];
