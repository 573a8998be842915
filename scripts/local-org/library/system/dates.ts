import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexBlob,
  ApexDate,
  ApexDatetime,
  Boxed,
  ApexTime,
  type DatetimeParts,
  type Long,
  daysInMonth,
  formatDate,
  formatDatetime,
  formatPattern,
  isLeapYear,
  firstWeekday,
  isZone,
  localeTag,
  offsetAt,
  throwApex,
  typeOf
} from '../../values/index.ts';
import { type Members, libraryClass, need, zoneOf } from '../define.ts';
import { PlatformObject } from '../registry.ts';

export function startOfWeek(date: ApexDate, locale: string): ApexDate {
  return date.addDays(-((date.weekday - firstWeekday(locale) + 7) % 7));
}

/** A date as the locale writes it: `11/25/2026` in en_US, `25.11.2026` in de_DE. */
function parseLocal(text: string, locale: string): ApexDate | undefined {
  const order = new Intl.DateTimeFormat(localeTag(locale), { dateStyle: 'short', timeZone: 'UTC' })
    .formatToParts(0)
    .map((p) => p.type)
    .filter((t) => t === 'year' || t === 'month' || t === 'day');
  const numbers = text
    .trim()
    .split(/[./-]\s?/)
    .map(Number);
  if (numbers.length !== 3 || numbers.some((n) => !Number.isInteger(n))) return undefined;
  const at = (t: string) => numbers[order.indexOf(t as never)] as number;
  const date = ApexDate.tryParse(`${String(at('year')).padStart(4, '20')}-${at('month')}-${at('day')}`);
  // "Only dates within a certain range are valid" (SOQL and SOSL Reference).
  return date && date.year >= 1700 && date.year <= 4000 ? date : undefined;
}

function dateOf(value: unknown, zone: string): ApexDate | null {
  if (value === null) return null;
  if (value instanceof ApexDate) return value;
  if (value instanceof ApexDatetime) return value.date(zone);
  if (typeof value === 'string') return dateFromText(value);
  return throwApex('System.TypeException', `Invalid date: ${typeOf(value).name}`);
}

/** `2026-11-25`, also with a time behind it, which is dropped; then months and days beyond their range carry over (a public suite relies on it). */
function dateFromText(text: string): ApexDate {
  const timed = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T]\d/.exec(text.trim());
  if (timed) return ApexDate.of(Number(timed[1]), Number(timed[2]), Number(timed[3]));
  return ApexDate.tryParse(text.trim()) ?? throwApex('System.TypeException', `Invalid date: ${text}`);
}

export const dateClass = libraryClass('System.Date', {
  'Date addDays(Integer n)': (_, d: ApexDate, n: number) => d.addDays(need(n)),
  'Date addMonths(Integer n)': (_, d: ApexDate, n: number) => d.addMonths(need(n)),
  'Date addYears(Integer n)': (_, d: ApexDate, n: number) => d.addYears(need(n)),
  'Integer day()': (_, d: ApexDate) => d.day,
  'Integer dayOfYear()': (_, d: ApexDate) => d.dayOfYear,
  'Integer daysBetween(Date o)': (_, d: ApexDate, o: ApexDate) => need(o).days - d.days,
  'String format()': (tx, d: ApexDate) => formatDate(d, tx.user.locale),
  'Boolean isSameDay(Date o)': (_, d: ApexDate, o: ApexDate | null) => o !== null && o.days === d.days,
  'Integer month()': (_, d: ApexDate) => d.month,
  'Integer monthsBetween(Date o)': (_, d: ApexDate, o: ApexDate) => d.monthsBetween(need(o)),
  'Date toStartOfMonth()': (_, d: ApexDate) => ApexDate.of(d.year, d.month, 1),
  'Date toStartOfWeek()': (tx, d: ApexDate) => startOfWeek(d, tx.user.locale),
  'Integer year()': (_, d: ApexDate) => d.year,
  'static Integer daysInMonth(Integer y, Integer m)': (_, __, y: number, m: number) => daysInMonth(need(y), need(m)),
  'static Boolean isLeapYear(Integer y)': (_, __, y: number) => isLeapYear(need(y)),
  'static Date newInstance(Integer y, Integer m, Integer d)': (_, __, y: number, m: number, d: number) =>
    ApexDate.of(need(y), need(m), need(d)),
  'static Date parse(String s)': (tx, _, s: string) =>
    parseLocal(need(s), tx.user.locale) ?? throwApex('System.TypeException', `Invalid date: ${s}`),
  'static Date today()': (tx) => new ApexDatetime(tx.now()).date(zoneOf(tx)),
  'static Date valueOf(Object o)': (tx, _, o) => dateOf(o, zoneOf(tx)),
  'static Date valueOf(String s)': (_, __, s: string) => dateFromText(need(s))
});

/** `year()` in the user's zone and `yearGmt()`, for each part. */
function parts(): Members {
  const out: Members = {};
  for (const name of [
    'year',
    'month',
    'day',
    'hour',
    'minute',
    'second',
    'millisecond'
  ] satisfies (keyof DatetimeParts)[]) {
    out[`Integer ${name}()`] = (tx, d: ApexDatetime) => d.parts(zoneOf(tx))[name as keyof DatetimeParts];
    out[`Integer ${name}Gmt()`] = (_, d: ApexDatetime) => d.parts('GMT')[name as keyof DatetimeParts];
  }
  return out;
}

/** `11/25/2026 5:25 PM`, with or without comma, in the order of the locale; the platform's own text comes first. */
function parseDatetime(tx: Transaction, text: string): ApexDatetime {
  const m = /^(.+?),?\s+(\d{1,2}):(\d{2})(?:\s*([AaPp])[Mm])?$/.exec(text.trim());
  const date = m ? parseLocal(m[1] as string, tx.user.locale) : undefined;
  if (!m || !date) return throwApex('System.TypeException', `Invalid date/time: ${text}`);
  const half = m[4]?.toLowerCase();
  const hour = half === undefined ? Number(m[2]) : (Number(m[2]) % 12) + (half === 'p' ? 12 : 0);
  return ApexDatetime.ofDateTime(zoneOf(tx), date, (hour * 60 + Number(m[3])) * 60_000);
}

function datetimeOf(tx: Transaction, value: unknown): ApexDatetime | null {
  if (value === null || value instanceof ApexDatetime) return value;
  if (value instanceof ApexDate) return ApexDatetime.ofDateTime(zoneOf(tx), value, 0);
  if (typeof value === 'string') return ApexDatetime.tryParseIso(value) ?? ApexDatetime.parse(zoneOf(tx), value);
  // Milliseconds as a Long: public suites rely on it, no document says so (assumed).
  if (value instanceof Boxed && value.type === 'Long') return new ApexDatetime(Number(value.value));
  return throwApex('System.TypeException', `Invalid date/time: ${typeOf(value).name}`);
}

/** A zone's id as given to `format`; an unknown one is GMT, as `java.util.TimeZone` documents. */
function zoneNamed(id: string): string {
  return isZone(id) ? id : 'GMT';
}

const building: Members = {
  'static Datetime newInstance(Date d, Time t)': (tx, _, d: ApexDate, t: ApexTime) =>
    ApexDatetime.ofDateTime(zoneOf(tx), need(d), need(t).millis),
  'static Datetime newInstance(Integer y, Integer mo, Integer d)': (tx, _, y: number, mo: number, d: number) =>
    ApexDatetime.of(zoneOf(tx), need(y), need(mo), need(d)),
  'static Datetime newInstance(Integer y, Integer mo, Integer d, Integer h, Integer mi, Integer s)': (
    tx,
    _,
    ...p: number[]
  ) => ApexDatetime.of(zoneOf(tx), ...(p.map(need) as [number, number, number, number, number, number])),
  'static Datetime newInstance(Long ms)': (_, __, ms: Long) => new ApexDatetime(Number(need(ms))),
  'static Datetime newInstanceGmt(Date d, Time t)': (_, __, d: ApexDate, t: ApexTime) =>
    ApexDatetime.ofDateTime('GMT', need(d), need(t).millis),
  'static Datetime newInstanceGmt(Integer y, Integer mo, Integer d)': (_, __, y: number, mo: number, d: number) =>
    ApexDatetime.of('GMT', need(y), need(mo), need(d)),
  'static Datetime newInstanceGmt(Integer y, Integer mo, Integer d, Integer h, Integer mi, Integer s)': (
    _,
    __,
    ...p: number[]
  ) => ApexDatetime.of('GMT', ...(p.map(need) as [number, number, number, number, number, number])),
  'static Datetime now()': (tx) => new ApexDatetime(tx.now()),
  'static Datetime parse(String s)': (tx, _, s: string) => parseDatetime(tx, need(s)),
  'static Datetime valueOf(Object o)': (tx, _, o) => datetimeOf(tx, o),
  'static Datetime valueOf(String s)': (tx, _, s: string) => ApexDatetime.parse(zoneOf(tx), need(s)),
  'static Datetime valueOfGmt(String s)': (_, __, s: string) => ApexDatetime.parse('GMT', need(s))
};

export const datetimeClass = libraryClass('System.Datetime', building, parts(), {
  'Datetime addDays(Integer n)': (tx, d: ApexDatetime, n: number) => d.addDays(need(n), zoneOf(tx)),
  'Datetime addHours(Integer n)': (_, d: ApexDatetime, n: number) => d.addHours(need(n)),
  'Datetime addMinutes(Integer n)': (_, d: ApexDatetime, n: number) => d.addMinutes(need(n)),
  'Datetime addMonths(Integer n)': (tx, d: ApexDatetime, n: number) => d.addMonths(need(n), zoneOf(tx)),
  'Datetime addSeconds(Integer n)': (_, d: ApexDatetime, n: number) => d.addSeconds(need(n)),
  'Datetime addYears(Integer n)': (tx, d: ApexDatetime, n: number) => d.addYears(need(n), zoneOf(tx)),
  'Date date()': (tx, d: ApexDatetime) => d.date(zoneOf(tx)),
  'Date dateGmt()': (_, d: ApexDatetime) => d.date('GMT'),
  'Integer dayOfYear()': (tx, d: ApexDatetime) => d.date(zoneOf(tx)).dayOfYear,
  'Integer dayOfYearGmt()': (_, d: ApexDatetime) => d.date('GMT').dayOfYear,
  'String format()': (tx, d: ApexDatetime) => formatDatetime(d, zoneOf(tx), tx.user.locale),
  'String format(String pattern)': (tx, d: ApexDatetime, p: string) =>
    formatPattern(d, need(p), zoneOf(tx), tx.user.locale),
  'String format(String pattern, String zone)': (tx, d: ApexDatetime, p: string, z: string) =>
    formatPattern(d, need(p), zoneNamed(need(z)), tx.user.locale),
  'String formatGmt(String pattern)': (tx, d: ApexDatetime, p: string) =>
    formatPattern(d, need(p), 'GMT', tx.user.locale),
  'String formatLong()': (tx, d: ApexDatetime) =>
    `${formatDate(d.date(zoneOf(tx)), tx.user.locale)}, ${formatPattern(d, 'h:mm:ss a z', zoneOf(tx))}`,
  'Long getTime()': (_, d: ApexDatetime) => d.at,
  'Boolean isSameDay(Datetime o)': (tx, d: ApexDatetime, o: ApexDatetime) =>
    need(o).date(zoneOf(tx)).days === d.date(zoneOf(tx)).days,
  'Time time()': (tx, d: ApexDatetime) => d.time(zoneOf(tx)),
  'Time timeGmt()': (_, d: ApexDatetime) => d.time('GMT')
});

export const timeClass = libraryClass('System.Time', {
  'Time addHours(Integer n)': (_, t: ApexTime, n: number) => t.add(need(n) * 3_600_000),
  'Time addMilliseconds(Integer n)': (_, t: ApexTime, n: number) => t.add(need(n)),
  'Time addMinutes(Integer n)': (_, t: ApexTime, n: number) => t.add(need(n) * 60_000),
  'Time addSeconds(Integer n)': (_, t: ApexTime, n: number) => t.add(need(n) * 1000),
  'Integer hour()': (_, t: ApexTime) => t.hour,
  'Integer millisecond()': (_, t: ApexTime) => t.millisecond,
  'Integer minute()': (_, t: ApexTime) => t.minute,
  'Integer second()': (_, t: ApexTime) => t.second,
  'static Time newInstance(Integer h, Integer m, Integer s, Integer ms)': (
    _,
    __,
    h: number,
    m: number,
    s: number,
    ms: number
  ) => ApexTime.of(need(h), need(m), need(s), need(ms))
});

export const blobClass = libraryClass('System.Blob', {
  'Integer size()': (_, b: ApexBlob) => b.size,
  'String toString()': (_, b: ApexBlob | null) => need(b).toText(),
  'static Blob valueOf(String s)': (_, __, s: string) => ApexBlob.ofText(need(s))
});

/** `System.TimeZone`. */
export class ApexTimeZone extends PlatformObject {
  readonly id: string;

  constructor(id: string) {
    super();
    this.id = id;
  }

  override $toString(): string {
    return this.id;
  }
}
ApexTimeZone.for('System.TimeZone');

/** `(GMT+01:00) Central European Standard Time (Europe/Berlin)`: the spelling of the name is ICU's (assumed). */
function displayName(zone: string, at: number): string {
  const d = new ApexDatetime(at);
  return `(GMT${formatPattern(d, 'XXX', zone).replace('Z', '+00:00')}) ${formatPattern(d, 'zzzz', zone)} (${zone})`;
}

export const timeZoneClass = libraryClass('System.TimeZone', {
  'String getDisplayName()': (tx, z: ApexTimeZone) => displayName(z.id, tx.now()),
  'String getID()': (_, z: ApexTimeZone) => z.id,
  'Integer getOffset(Datetime d)': (_, z: ApexTimeZone, d: ApexDatetime) => offsetAt(z.id, need(d).at),
  'String toString()': (_, z: ApexTimeZone) => z.id,
  'static TimeZone getTimeZone(String id)': (_, __, id: string) => new ApexTimeZone(zoneNamed(need(id)))
});

export const dateClasses = [dateClass, datetimeClass, timeClass, blobClass, timeZoneClass];
