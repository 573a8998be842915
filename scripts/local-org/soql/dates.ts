import { ApexDate, ApexDatetime, firstWeekday, toInstant, toLocal } from '../values/index.ts';
import { queryError } from './errors.ts';

const DAY = 86_400_000;

/** Days from `start` up to but without `end`. */
export interface DayRange {
  readonly start: ApexDate;
  readonly end: ApexDate;
}

/** When and for whom a literal is read. */
export interface Today {
  readonly now: number;
  readonly zone: string;
  readonly locale: string;
}

export function today(now: number, zone: string): ApexDate {
  return new ApexDate(Math.floor(toLocal(zone, now) / DAY));
}

export function startOfDay(date: ApexDate, zone: string): number {
  return toInstant(zone, date.days * DAY);
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const UNITS: Readonly<Record<string, Unit>> = {
  DAY: 'DAY',
  WEEK: 'WEEK',
  MONTH: 'MONTH',
  QUARTER: 'QUARTER',
  YEAR: 'YEAR',
  FISCAL_QUARTER: 'QUARTER',
  FISCAL_YEAR: 'YEAR'
};

/** "First day of the week is determined by your locale" (SOQL and SOSL Reference); fiscal periods are calendar ones, as in a new org. */
function startOf(date: ApexDate, unit: Unit, weekday: number): ApexDate {
  switch (unit) {
    case 'DAY':
      return date;
    case 'WEEK':
      return date.addDays(-((date.weekday - weekday + 7) % 7));
    case 'MONTH':
      return ApexDate.of(date.year, date.month, 1);
    case 'QUARTER':
      return ApexDate.of(date.year, date.month - ((date.month - 1) % 3), 1);
    case 'YEAR':
      return ApexDate.of(date.year, 1, 1);
  }
}

function move(start: ApexDate, unit: Unit, n: number): ApexDate {
  switch (unit) {
    case 'DAY':
      return start.addDays(n);
    case 'WEEK':
      return start.addDays(7 * n);
    case 'MONTH':
      return start.addMonths(n);
    case 'QUARTER':
      return start.addMonths(3 * n);
    case 'YEAR':
      return start.addMonths(12 * n);
  }
}

/**
 * The days of a date literal (SOQL and SOSL Reference, Date Formats and Date Literals). `LAST_N_DAYS` contains today,
 * `NEXT_N_DAYS` starts tomorrow, longer units do not contain the current one.
 */
export function literalRange(name: string, n: number | undefined, { now, zone, locale }: Today): DayRange {
  const day = today(now, zone);
  const key = name.toUpperCase();
  const single = { TODAY: 0, YESTERDAY: -1, TOMORROW: 1 }[key];
  if (single !== undefined) return { start: day.addDays(single), end: day.addDays(single + 1) };
  if (key === 'LAST_90_DAYS') return { start: day.addDays(-90), end: day.addDays(1) };
  if (key === 'NEXT_90_DAYS') return { start: day.addDays(1), end: day.addDays(91) };
  return periodRange(key, n ?? 0, day, firstWeekday(locale)) ?? unknownLiteral(name);
}

function unknownLiteral(name: string): never {
  throw queryError(`unexpected token: '${name}'`);
}

function periodRange(key: string, n: number, day: ApexDate, weekday: number): DayRange | undefined {
  const counted = /^(LAST|NEXT)_N_(\w+)S$/.exec(key);
  if (counted) return countedRange(counted[1] === 'LAST', UNITS[counted[2] ?? ''], n, day, weekday);
  const ago = /^N_(\w+)S_AGO$/.exec(key);
  if (ago) return whole(day, UNITS[ago[1] ?? ''], -n, weekday);
  const near = /^(THIS|LAST|NEXT)_(\w+)$/.exec(key);
  return near
    ? whole(day, UNITS[near[2] ?? ''], { THIS: 0, LAST: -1, NEXT: 1 }[near[1] as 'THIS'], weekday)
    : undefined;
}

function whole(day: ApexDate, unit: Unit | undefined, offset: number, weekday: number): DayRange | undefined {
  if (!unit) return undefined;
  const start = move(startOf(day, unit, weekday), unit, offset);
  return { start, end: move(start, unit, 1) };
}

function countedRange(
  last: boolean,
  unit: Unit | undefined,
  n: number,
  day: ApexDate,
  weekday: number
): DayRange | undefined {
  if (!unit) return undefined;
  const current = startOf(day, unit, weekday);
  if (last) return { start: move(current, unit, -n), end: unit === 'DAY' ? day.addDays(1) : current };
  const next = move(current, unit, 1);
  return { start: next, end: move(next, unit, n) };
}

const FUNCTIONS: Readonly<Record<string, (date: ApexDate) => number>> = {
  CALENDAR_MONTH: (d) => d.month,
  CALENDAR_QUARTER: (d) => Math.ceil(d.month / 3),
  CALENDAR_YEAR: (d) => d.year,
  DAY_IN_MONTH: (d) => d.day,
  DAY_IN_WEEK: (d) => d.weekday + 1,
  DAY_IN_YEAR: (d) => d.dayOfYear,
  FISCAL_MONTH: (d) => d.month,
  FISCAL_QUARTER: (d) => Math.ceil(d.month / 3),
  FISCAL_YEAR: (d) => d.year,
  WEEK_IN_MONTH: (d) => Math.ceil(d.day / 7),
  WEEK_IN_YEAR: (d) => Math.ceil(d.dayOfYear / 7)
};

export function isDateFunction(name: string): boolean {
  return name in FUNCTIONS || name === 'HOUR_IN_DAY' || name === 'DAY_ONLY';
}

/** A date function over a value; datetimes are seen in UTC unless `convertTimezone` names the user's zone. */
export function dateFunction(name: string, value: unknown, zone: string): unknown {
  if (value === null || value === undefined) return null;
  if (name === 'HOUR_IN_DAY')
    return value instanceof ApexDatetime
      ? Math.floor((((toLocal(zone, value.at) % DAY) + DAY) % DAY) / 3_600_000)
      : null;
  const date =
    value instanceof ApexDatetime ? new ApexDate(Math.floor(toLocal(zone, value.at) / DAY)) : (value as ApexDate);
  return name === 'DAY_ONLY' ? date : (FUNCTIONS[name]?.(date) ?? null);
}
