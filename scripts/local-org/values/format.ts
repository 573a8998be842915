import { ApexDate, daysOf, pad } from './date.ts';
import type { ApexDatetime, DatetimeParts } from './datetime.ts';
import { throwApex } from './exception.ts';
import { offsetAt } from './zones.ts';

/** `en_US` to `en-US`; locales with a variant lose it. */
export function localeTag(locale: string): string {
  const [language = 'en', region] = locale.split('_');
  return region && /^[A-Z]{2}$/.test(region) ? `${language}-${region}` : language;
}

/** Locales whose week begins on Sunday, as far as the standard regions go (assumed: Unicode's week data). */
const SUNDAY = /_(US|CA|MX|BR|IN|JP|KR|IL|ZA|AU|PH|TW|HK|SG|CO|VE|PE|AR)$/;

/** The day that a week begins with where the locale is spoken: 0 is Sunday, 1 Monday. */
export function firstWeekday(locale: string): 0 | 1 {
  return SUNDAY.test(locale) ? 0 : 1;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a hundred times as long as using it. */
function formatOf(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(tag, options);
    formats.set(key, format);
  }
  return format;
}

interface Pattern {
  readonly at: ApexDatetime;
  readonly zone: string;
  readonly p: DatetimeParts;
  readonly date: ApexDate;
  readonly tag: string;
}

/**
 * `Datetime.format(pattern, zone)`: the letters of Java's SimpleDateFormat. Names of months, days and halves come
 * from ICU in the locale (assumed to be the platform's). Throws StringException for a letter that is none.
 */
export function formatPattern(at: ApexDatetime, pattern: string, zone: string, locale = 'en_US'): string {
  const context: Pattern = { at, zone, p: at.parts(zone), date: at.date(zone), tag: localeTag(locale) };
  return pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*/g, (run, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replace(/''/g, "'");
    return letter(run, context);
  });
}

function letter(run: string, c: Pattern): string {
  const n = run.length;
  const part = FIELDS[run.charAt(0)];
  if (!part) return throwApex('System.StringException', `Illegal pattern character '${run.charAt(0)}'`);
  const value = part(c, n);
  return typeof value === 'number' ? pad(value, n) : value;
}

const FIELDS: Readonly<Record<string, (c: Pattern, n: number) => number | string>> = {
  G: (c) => (c.p.year > 0 ? 'AD' : 'BC'),
  y: (c, n) => (n === 2 ? pad(c.p.year % 100, 2) : c.p.year),
  Y: (c, n) => (n === 2 ? pad(weekYear(c.date) % 100, 2) : weekYear(c.date)),
  M: (c, n) => (n < 3 ? c.p.month : name(c, { month: n === 3 ? 'short' : 'long' })),
  L: (c, n) => (n < 3 ? c.p.month : name(c, { month: n === 3 ? 'short' : 'long' })),
  w: (c) => weekOfYear(c.date),
  W: (c) => Math.ceil((c.p.day + ApexDate.of(c.p.year, c.p.month, 1).weekday) / 7),
  D: (c) => c.date.dayOfYear,
  d: (c) => c.p.day,
  F: (c) => Math.ceil(c.p.day / 7),
  E: (c, n) => name(c, { weekday: n < 4 ? 'short' : 'long' }),
  u: (c) => c.date.weekday || 7,
  a: (c) => half(c),
  H: (c) => c.p.hour,
  k: (c) => c.p.hour || 24,
  K: (c) => c.p.hour % 12,
  h: (c) => c.p.hour % 12 || 12,
  m: (c) => c.p.minute,
  s: (c) => c.p.second,
  S: (c) => c.p.millisecond,
  z: (c, n) => zoneName(c, n),
  Z: (c) => offsetText(c, ''),
  X: (c, n) => isoOffset(c, n)
};

function name(c: Pattern, options: Intl.DateTimeFormatOptions): string {
  return formatOf(c.tag, { ...options, timeZone: 'UTC' }).format(c.date.days * 86_400_000);
}

function half(c: Pattern): string {
  const format = formatOf(c.tag, { hour: 'numeric', hour12: true, timeZone: 'UTC' });
  const parts = format.formatToParts(c.p.hour * 3_600_000);
  return parts.find((p) => p.type === 'dayPeriod')?.value ?? (c.p.hour < 12 ? 'AM' : 'PM');
}

function zoneName(c: Pattern, n: number): string {
  if (c.zone === 'GMT' || c.zone === 'UTC') return n < 4 ? c.zone : 'Greenwich Mean Time';
  const format = formatOf('en-US', { timeZone: c.zone, timeZoneName: n < 4 ? 'short' : 'long' });
  return format.formatToParts(c.at.at).find((p) => p.type === 'timeZoneName')?.value ?? c.zone;
}

function offsetText(c: Pattern, colon: string): string {
  const minutes = Math.round(offsetAt(c.zone, c.at.at) / 60_000);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}${colon}${pad(size % 60, 2)}`;
}

function isoOffset(c: Pattern, n: number): string {
  if (offsetAt(c.zone, c.at.at) === 0) return 'Z';
  const full = offsetText(c, n === 3 ? ':' : '');
  return n === 1 ? full.slice(0, 3) : full;
}

/** Weeks as in the US: from Sunday, the first holds January 1st. */
function weekOfYear(date: ApexDate): number {
  const year = weekYear(date);
  const first = ApexDate.of(year, 1, 1);
  return Math.floor((date.days - (first.days - first.weekday)) / 7) + 1;
}

function weekYear(date: ApexDate): number {
  const next = ApexDate.of(date.year + 1, 1, 1);
  return date.days >= next.days - next.weekday ? date.year + 1 : date.year;
}

/** Short date of a locale with four digits of year: `11/25/2026` in en_US, `25.11.2026` in de_DE. */
export function formatDate(date: ApexDate, locale: string): string {
  const format = formatOf(localeTag(locale), { dateStyle: 'short', timeZone: 'UTC' });
  return format
    .formatToParts(date.days * 86_400_000)
    .map((p) => (p.type === 'year' ? pad(date.year, 4) : p.value))
    .join('');
}

/** Short date and time of a locale in a zone: `11/25/2026, 5:25 PM` in en_US. */
export function formatDatetime(at: ApexDatetime, zone: string, locale: string): string {
  const local = at.date(zone).days * 86_400_000 + at.time(zone).millis;
  const format = formatOf(localeTag(locale), {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'UTC'
  });
  return format
    .formatToParts(local)
    .map((p) => (p.type === 'year' ? pad(at.date(zone).year, 4) : p.value.replace(/[\u202f\u00a0]/g, ' ')))
    .join('');
}

/** ISO week of a date, for formulas and SOQL's WEEK_IN_YEAR: days from January 1st by sevens. */
export function weekInYear(date: ApexDate): number {
  return Math.floor((date.days - daysOf(date.year, 1, 1)) / 7) + 1;
}
