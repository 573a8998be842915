import type { Behaviour } from '../../contracts/library.ts';
import {
  ApexDate,
  ApexDatetime,
  ApexException,
  ApexList,
  ApexSet,
  Boxed,
  Decimal,
  compareText,
  debugText,
  doubleText,
  fold,
  textHash,
  throwApex,
  valueText
} from '../../values/index.ts';
import { type Members, integers, libraryClass, need, strings, zoneOf } from '../define.ts';
import { compileJavaRegex, replaceJava } from '../../values/regex.ts';
import { escapes } from './escapes.ts';
import { formatMessage } from './message.ts';
import { ApexType, qualifiedName } from './type.ts';

const has = (s: string, other: string | null): boolean => s.includes(need(other));
const isEmpty = (s: string | null): boolean => s === null || s === '';
const isBlank = (s: string | null): boolean => s === null || s.trim() === '';

function outOfRange(text: string): never {
  return throwApex('System.StringException', text);
}

/** Throws StringException as the platform does for ends outside the text. */
function substring(s: string, from: number, to: number): string {
  if (from < 0) outOfRange(`Starting position out of bounds: ${from}`);
  if (to > s.length || to < from) outOfRange(`Ending position out of bounds: ${to}`);
  return s.slice(from, to);
}

function indexOfFolded(s: string, other: string, from = 0): number {
  return fold(s).indexOf(fold(need(other)), from);
}

const searching: Members = {
  'Boolean contains(String s)': (_, s: string, o) => has(s, o),
  'Boolean containsIgnoreCase(String s)': (_, s: string, o) => indexOfFolded(s, o) >= 0,
  'Boolean containsAny(String s)': (_, s: string, o: string) => [...need(o)].some((c) => s.includes(c)),
  'Boolean containsNone(String s)': (_, s: string, o: string) => ![...need(o)].some((c) => s.includes(c)),
  'Boolean containsOnly(String s)': (_, s: string, o: string) => [...s].every((c) => need(o).includes(c)),
  'Boolean containsWhitespace()': (_, s: string) => /\s/.test(s),
  'Boolean startsWith(String s)': (_, s: string, o) => s.startsWith(need(o)),
  'Boolean startsWithIgnoreCase(String s)': (_, s: string, o) => fold(s).startsWith(fold(need(o))),
  'Boolean endsWith(String s)': (_, s: string, o) => s.endsWith(need(o)),
  'Boolean endsWithIgnoreCase(String s)': (_, s: string, o) => fold(s).endsWith(fold(need(o))),
  'Integer countMatches(String s)': (_, s: string, o: string) => (need(o) === '' ? 0 : s.split(o).length - 1),
  'Integer indexOf(String s)': (_, s: string, o) => s.indexOf(need(o)),
  'Integer indexOf(String s, Integer from)': (_, s: string, o, from: number) => s.indexOf(need(o), from),
  'Integer indexOfIgnoreCase(String s)': (_, s: string, o) => indexOfFolded(s, o),
  'Integer indexOfIgnoreCase(String s, Integer from)': (_, s: string, o, from: number) => indexOfFolded(s, o, from),
  'Integer lastIndexOf(String s)': (_, s: string, o) => s.lastIndexOf(need(o)),
  'Integer lastIndexOf(String s, Integer from)': (_, s: string, o, from: number) =>
    from < 0 ? -1 : s.lastIndexOf(need(o), from),
  'Integer lastIndexOfIgnoreCase(String s)': (_, s: string, o: string) => fold(s).lastIndexOf(fold(need(o))),
  'Integer lastIndexOfIgnoreCase(String s, Integer from)': (_, s: string, o: string, from: number) =>
    from < 0 ? -1 : fold(s).lastIndexOf(fold(need(o)), from),
  'Integer indexOfAny(String s)': (_, s: string, o: string) => [...s].findIndex((c) => need(o).includes(c)),
  'Integer indexOfAnyBut(String s)': (_, s: string, o: string) => [...s].findIndex((c) => !need(o).includes(c)),
  'Integer indexOfChar(Integer c)': (_, s: string, c: number) => s.indexOf(String.fromCodePoint(c)),
  'Integer indexOfChar(Integer c, Integer from)': (_, s: string, c: number, from: number) =>
    s.indexOf(String.fromCodePoint(c), from),
  'Integer lastIndexOfChar(Integer c)': (_, s: string, c: number) => s.lastIndexOf(String.fromCodePoint(c)),
  'Integer lastIndexOfChar(Integer c, Integer from)': (_, s: string, c: number, from: number) =>
    from < 0 ? -1 : s.lastIndexOf(String.fromCodePoint(c), from),
  'Integer indexOfDifference(String s)': (_, s: string, o: string) => (s === need(o) ? -1 : commonLength(s, o)),
  'String difference(String s)': (_, s: string, o: string) => need(o).slice(commonLength(s, o))
};

function commonLength(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

const characters: Members = {
  'Integer charAt(Integer i)': (_, s: string, i: number) => codeAt(s, i),
  'Integer codePointAt(Integer i)': (_, s: string, i: number) => {
    codeAt(s, i);
    return s.codePointAt(i);
  },
  'Integer codePointBefore(Integer i)': (_, s: string, i: number) => {
    codeAt(s, i - 1);
    const low = s.charCodeAt(i - 1);
    return low >= 0xdc00 && low <= 0xdfff && i > 1 ? s.codePointAt(i - 2) : low;
  },
  'Integer codePointCount(Integer from, Integer to)': (_, s: string, a: number, b: number) =>
    [...substring(s, a, b)].length,
  'Integer offsetByCodePoints(Integer i, Integer n)': (_, s: string, i: number, n: number) => {
    const points = [...s.slice(i)];
    if (n < 0 || n > points.length) outOfRange(`String index out of range: ${n}`);
    return i + points.slice(0, n).join('').length;
  },
  'List<Integer> getChars()': (_, s: string) => integers(units(s)),
  'Integer length()': (_, s: string) => s.length,
  'Integer hashCode()': (_, s: string) => textHash(s)
};

function units(s: string): number[] {
  const out: number[] = [];
  for (let i = 0; i < s.length; i++) out.push(s.charCodeAt(i));
  return out;
}

function codeAt(s: string, i: number): number {
  if (i === null || i < 0 || i >= s.length) outOfRange(`String index out of range: ${i}`);
  return s.charCodeAt(i);
}

const comparing: Members = {
  'Boolean equals(Object s)': (_, s: string, o) => o === s || (o instanceof Boxed && o.value === s),
  'Boolean equalsIgnoreCase(String s)': (_, s: string, o: string | null) => o !== null && fold(s) === fold(o),
  'Integer compareTo(String s)': (_, s: string, o: string) => compareText(s, need(o)),
  'Integer getLevenshteinDistance(String s)': (_, s: string, o: string) => levenshtein(s, need(o)),
  'Integer getLevenshteinDistance(String s, Integer threshold)': (_, s: string, o: string, limit: number) => {
    const distance = levenshtein(s, need(o));
    return distance <= limit ? distance : -1;
  },
  'Boolean isAllLowerCase()': (_, s: string) => /^\p{Ll}+$/u.test(s),
  'Boolean isAllUpperCase()': (_, s: string) => /^\p{Lu}+$/u.test(s),
  'Boolean isAlpha()': (_, s: string) => /^\p{L}+$/u.test(s),
  'Boolean isAlphaSpace()': (_, s: string) => /^[\p{L} ]*$/u.test(s),
  'Boolean isAlphanumeric()': (_, s: string) => /^[\p{L}\p{Nd}]+$/u.test(s),
  'Boolean isAlphanumericSpace()': (_, s: string) => /^[\p{L}\p{Nd} ]*$/u.test(s),
  'Boolean isAsciiPrintable()': (_, s: string) => /^[\x20-\x7e]*$/.test(s),
  'Boolean isNumeric()': (_, s: string) => /^\p{Nd}+$/u.test(s),
  'Boolean isNumericSpace()': (_, s: string) => /^[\p{Nd} ]*$/u.test(s),
  'Boolean isWhitespace()': (_, s: string) => /^\s*$/.test(s)
};

function levenshtein(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

const cutting: Members = {
  'String abbreviate(Integer width)': (_, s: string, width: number) => abbreviate(s, width, 0),
  'String abbreviate(Integer width, Integer offset)': (_, s: string, width: number, offset: number) =>
    abbreviate(s, width, offset),
  'String left(Integer n)': (_, s: string, n: number) => (n < 0 ? '' : s.slice(0, n)),
  'String right(Integer n)': (_, s: string, n: number) => (n <= 0 ? '' : s.slice(-n)),
  'String mid(Integer from, Integer n)': (_, s: string, from: number, n: number) =>
    n < 0 || from > s.length ? '' : s.slice(Math.max(0, from), Math.max(0, from) + n),
  'String substring(Integer from)': (_, s: string, from: number) => {
    if (from > s.length) outOfRange(`Starting position out of bounds: ${from}`);
    return substring(s, from, s.length);
  },
  'String substring(Integer from, Integer to)': (_, s: string, from: number, to: number) =>
    substring(s, need(from), need(to)),
  'String substringAfter(String s)': (_, s: string, o: string) => (has(s, o) ? s.slice(s.indexOf(o) + o.length) : ''),
  'String substringAfterLast(String s)': (_, s: string, o: string) =>
    isEmpty(o) || !s.includes(o) ? '' : s.slice(s.lastIndexOf(o) + o.length),
  'String substringBefore(String s)': (_, s: string, o: string) => (has(s, o) ? s.slice(0, s.indexOf(o)) : s),
  'String substringBeforeLast(String s)': (_, s: string, o: string) =>
    isEmpty(o) || !s.includes(o) ? s : s.slice(0, s.lastIndexOf(o)),
  'String substringBetween(String tag)': (_, s: string, tag: string) => between(s, tag, tag),
  'String substringBetween(String open, String close)': (_, s: string, open: string, close: string) =>
    between(s, open, close),
  'String remove(String s)': (_, s: string, o: string) => (need(o) === '' ? s : s.split(o).join('')),
  'String removeStart(String s)': (_, s: string, o: string) => (s.startsWith(need(o)) ? s.slice(o.length) : s),
  'String removeStartIgnoreCase(String s)': (_, s: string, o: string) =>
    fold(s).startsWith(fold(need(o))) ? s.slice(o.length) : s,
  'String removeEnd(String s)': (_, s: string, o: string) =>
    need(o) !== '' && s.endsWith(o) ? s.slice(0, -o.length) : s,
  'String removeEndIgnoreCase(String s)': (_, s: string, o: string) =>
    need(o) !== '' && fold(s).endsWith(fold(o)) ? s.slice(0, -o.length) : s,
  'String deleteWhitespace()': (_, s: string) => s.replace(/\s+/g, ''),
  'String trim()': (_, s: string) => s.replace(/^[\0-\x20]+|[\0-\x20]+$/g, ''),
  'String normalizeSpace()': (_, s: string) => s.trim().replace(/\s+/g, ' '),
  'String stripHtmlTags()': (_, s: string) => s.replace(/<[^>]*>/g, '')
};

function abbreviate(s: string, width: number, offset: number): string {
  const minimum = offset > 4 ? 7 : 4;
  if (width < minimum)
    throwApex('System.StringException', `Minimum abbreviation width ${offset > 4 ? 'with offset ' : ''}is ${minimum}`);
  if (s.length <= width) return s;
  let start = Math.min(offset, s.length);
  if (s.length - start < width - 3) start = s.length - (width - 3);
  if (start <= 4) return `${s.slice(0, width - 3)}...`;
  if (start + width - 3 < s.length) return `...${s.slice(start, start + width - 6)}...`;
  return `...${s.slice(s.length - (width - 3))}`;
}

function between(s: string, open: string, close: string): string | null {
  const from = s.indexOf(need(open));
  if (from < 0) return null;
  const to = s.indexOf(need(close), from + open.length);
  return to < 0 ? null : s.slice(from + open.length, to);
}

const changing: Members = {
  'String capitalize()': (_, s: string) => s.charAt(0).toUpperCase() + s.slice(1),
  'String uncapitalize()': (_, s: string) => s.charAt(0).toLowerCase() + s.slice(1),
  'String swapCase()': (_, s: string) =>
    Array.from(s, (c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(''),
  'String toLowerCase()': (_, s: string) => s.toLowerCase(),
  'String toLowerCase(String locale)': (_, s: string, locale: string) => s.toLocaleLowerCase(tag(locale)),
  'String toUpperCase()': (_, s: string) => s.toUpperCase(),
  'String toUpperCase(String locale)': (_, s: string, locale: string) => s.toLocaleUpperCase(tag(locale)),
  'String reverse()': (_, s: string) => [...s].reverse().join(''),
  'String repeat(Integer n)': (_, s: string, n: number) => s.repeat(Math.max(0, n)),
  'String repeat(String separator, Integer n)': (_, s: string, by: string, n: number) =>
    Array<string>(Math.max(0, n))
      .fill(s)
      .join(by ?? ''),
  'String center(Integer n)': (_, s: string, n: number) => center(s, n, ' '),
  'String center(Integer n, String pad)': (_, s: string, n: number, pad: string) => center(s, n, pad),
  'String leftPad(Integer n)': (_, s: string, n: number) => s.padStart(n),
  'String leftPad(Integer n, String pad)': (_, s: string, n: number, pad: string) => s.padStart(n, need(pad)),
  'String rightPad(Integer n)': (_, s: string, n: number) => s.padEnd(n),
  'String rightPad(Integer n, String pad)': (_, s: string, n: number, pad: string) => s.padEnd(n, need(pad)),
  'String overlay(String s, Integer from, Integer to)': (_, s: string, o: string, from: number, to: number) => {
    const clamp = (n: number) => Math.min(Math.max(0, n), s.length);
    const [a, b] = [clamp(from), clamp(to)];
    return s.slice(0, Math.min(a, b)) + o + s.slice(Math.max(a, b));
  },
  'String replace(String target, String by)': (_, s: string, o: string, by: string) => s.split(need(o)).join(need(by)),
  'String replaceAll(String regex, String by)': (_, s: string, regex: string, by: string) =>
    replaceJava(s, compileJavaRegex(need(regex), 'g'), need(by)),
  'String replaceFirst(String regex, String by)': (_, s: string, regex: string, by: string) =>
    replaceJava(s, compileJavaRegex(need(regex), ''), need(by))
};

function tag(locale: string): string {
  return need(locale).replace(/_/g, '-');
}

function center(s: string, width: number, pad: string): string {
  const space = Math.max(0, width - s.length);
  return s.padStart(s.length + Math.floor(space / 2), need(pad)).padEnd(Math.max(width, s.length), pad);
}

/** Java's `String.split`: no empty strings at the end for limit 0, at most `limit` parts for a positive one. */
export function splitJava(s: string, regex: RegExp, limit: number): string[] {
  const out: string[] = [];
  let from = 0;
  // What never matched stays whole, even when it is empty; else nothing may be left.
  let least = 1;
  for (const m of s.matchAll(regex)) {
    if (limit > 0 && out.length === limit - 1) break;
    if (m[0] === '' && (m.index === 0 || m.index >= s.length)) continue;
    if (m.index === 0 && m[0] !== '' && s === '') continue;
    out.push(s.slice(from, m.index));
    from = m.index + m[0].length;
    least = 0;
  }
  out.push(s.slice(from));
  if (limit === 0) while (out.length > least && out[out.length - 1] === '') out.pop();
  return out;
}

const splitting: Members = {
  'List<String> split(String regex)': (_, s: string, regex: string) =>
    strings(splitJava(s, compileJavaRegex(need(regex), 'g'), 0)),
  'List<String> split(String regex, Integer limit)': (_, s: string, regex: string, limit: number) =>
    strings(splitJava(s, compileJavaRegex(need(regex), 'g'), limit)),
  'List<String> splitByCharacterType()': (_, s: string) =>
    strings(s.match(/\p{Lu}+|\p{Ll}+|\p{Nd}+|\s+|[^\p{Lu}\p{Ll}\p{Nd}\s]+/gu) ?? []),
  'List<String> splitByCharacterTypeCamelCase()': (_, s: string) =>
    strings(s.match(/\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|\p{Nd}+|\s+|[^\p{Lu}\p{Ll}\p{Nd}\s]+/gu) ?? [])
};

const adding: Members = {
  'static String escapeSingleQuotes(String s)': (_, __, s: string) =>
    need(s).replace(/\\/g, '\\\\').replace(/'/g, "\\'"),
  'static String format(String pattern, List<Object> values)': (tx, _, pattern: string, values: ApexList | null) =>
    formatMessage(need(pattern), values?.items ?? [], zoneOf(tx), tx.user.locale),
  'static String fromCharArray(List<Integer> codes)': (_, __, codes: ApexList) =>
    String.fromCharCode(...(need(codes).items as number[])),
  'static String getCommonPrefix(List<String> texts)': (_, __, texts: ApexList) => {
    const [first = '', ...rest] = texts.items as string[];
    return first.slice(0, Math.min(first.length, ...rest.map((t) => commonLength(first, t))));
  },
  'static Boolean isBlank(String s)': (_, __, s) => isBlank(s),
  'static Boolean isEmpty(String s)': (_, __, s) => isEmpty(s),
  'static Boolean isNotBlank(String s)': (_, __, s) => !isBlank(s),
  'static Boolean isNotEmpty(String s)': (_, __, s) => !isEmpty(s),
  'static String join(Object values, String by)': (_, __, values: ApexList | ApexSet, by: string) => {
    if (!(need(values) instanceof ApexList || values instanceof ApexSet)) {
      throwApex('System.TypeException', `Invalid conversion from runtime type ${typeof values} to Iterable<Object>`);
    }
    return [...values].map((v) => (v === null ? '' : debugText(v))).join(by ?? '');
  }
};

const nullable =
  (text: (v: never, zone: string) => string): Behaviour =>
  (tx, _, v) =>
    v === null ? null : text(v as never, zoneOf(tx));

const valueOf: Members = {
  'static String valueOf(Date v)': nullable((v: ApexDate) => v.toString()),
  'static String valueOf(Datetime v)': nullable((v: ApexDatetime, zone) => v.toText(zone)),
  'static String valueOf(Decimal v)': nullable((v: Decimal) => v.toString()),
  'static String valueOf(Double v)': nullable((v: number) => doubleText(v)),
  'static String valueOf(Integer v)': nullable((v: number) => String(v)),
  'static String valueOf(Long v)': nullable((v: number | bigint) => String(v)),
  // A Date behind an Object shows its time too, as in concatenation (assumed: public code cuts it off).
  'static String valueOf(Object v)': (tx, _, v: unknown) => {
    if (v === null) return null;
    if (v instanceof ApexType) return qualifiedName(tx, v.of);
    return v instanceof ApexDate ? `${valueText(v, zoneOf(tx))} 00:00:00` : valueText(v, zoneOf(tx));
  },
  'static String valueOfGmt(Datetime v)': nullable((v: ApexDatetime) => v.toText('GMT'))
};

/** `addError` on a field's value reaches the record through the compiler, which knows the field. */
export const stringClass = libraryClass(
  'System.String',
  searching,
  characters,
  comparing,
  cutting,
  changing,
  splitting,
  escapes,
  adding,
  valueOf
);

export function errorText(error: string | ApexException): string {
  return typeof error === 'string' ? error : error.message;
}
