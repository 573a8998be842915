import {
  ApexDate,
  ApexDatetime,
  firstWeekday,
  toInstant,
  toLocal,
  type FiscalCalendar,
  type FiscalUnit
} from '../values/index.ts';
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
  readonly fiscal: FiscalCalendar;
}

/** Where periods begin: the week of the locale, the fiscal year of the org. */
interface Calendar {
  readonly weekday: number;
  readonly fiscal: FiscalCalendar;
}

export function today(now: number, zone: string): ApexDate {
  return new ApexDate(Math.floor(toLocal(zone, now) / DAY));
}

export function startOfDay(date: ApexDate, zone: string): number {
  return toInstant(zone, date.days * DAY);
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR' | 'FISCAL_QUARTER' | 'FISCAL_YEAR';

const UNITS: Readonly<Record<string, Unit>> = {
  DAY: 'DAY',
  WEEK: 'WEEK',
  MONTH: 'MONTH',
  QUARTER: 'QUARTER',
  YEAR: 'YEAR',
  FISCAL_QUARTER: 'FISCAL_QUARTER',
  FISCAL_YEAR: 'FISCAL_YEAR'
};

/** "First day of the week is determined by your locale" (SOQL and SOSL Reference). */
function startOf(date: ApexDate, unit: Unit, { weekday, fiscal }: Calendar): ApexDate {
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
    case 'FISCAL_QUARTER':
      return defined(fiscal.startOf('QUARTER', date));
    case 'FISCAL_YEAR':
      return defined(fiscal.startOf('YEAR', date));
  }
}

/** What the platform says where no custom fiscal year is defined: assumed. */
function defined(day: ApexDate | undefined): ApexDate {
  if (!day) throw queryError('no fiscal year is defined for this period');
  return day;
}

function move(start: ApexDate, unit: Unit, n: number, { fiscal }: Calendar): ApexDate {
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
    case 'FISCAL_QUARTER':
      return defined(fiscal.move('QUARTER', start, n));
    case 'FISCAL_YEAR':
      return defined(fiscal.move('YEAR', start, n));
  }
}

/**
 * The days of a date literal (SOQL and SOSL Reference, Date Formats and Date Literals). `LAST_N_DAYS` contains today,
 * `NEXT_N_DAYS` starts tomorrow, longer units do not contain the current one.
 */
export function literalRange(name: string, n: number | undefined, { now, zone, locale, fiscal }: Today): DayRange {
  const day = today(now, zone);
  const key = name.toUpperCase();
  const single = { TODAY: 0, YESTERDAY: -1, TOMORROW: 1 }[key];
  if (single !== undefined) return { start: day.addDays(single), end: day.addDays(single + 1) };
  if (key === 'LAST_90_DAYS') return { start: day.addDays(-90), end: day.addDays(1) };
  if (key === 'NEXT_90_DAYS') return { start: day.addDays(1), end: day.addDays(91) };
  const calendar = { weekday: firstWeekday(locale), fiscal };
  return periodRange(key, n ?? 0, day, calendar) ?? unknownLiteral(name);
}

function unknownLiteral(name: string): never {
  throw queryError(`unexpected token: '${name}'`);
}

function periodRange(key: string, n: number, day: ApexDate, calendar: Calendar): DayRange | undefined {
  const counted = /^(LAST|NEXT)_N_(\w+)S$/.exec(key);
  if (counted) return countedRange(counted[1] === 'LAST', UNITS[counted[2] ?? ''], n, day, calendar);
  const ago = /^N_(\w+)S_AGO$/.exec(key);
  if (ago) return whole(day, UNITS[ago[1] ?? ''], -n, calendar);
  const near = /^(THIS|LAST|NEXT)_(\w+)$/.exec(key);
  return near
    ? whole(day, UNITS[near[2] ?? ''], { THIS: 0, LAST: -1, NEXT: 1 }[near[1] as 'THIS'], calendar)
    : undefined;
}

function whole(day: ApexDate, unit: Unit | undefined, offset: number, calendar: Calendar): DayRange | undefined {
  if (!unit) return undefined;
  const start = move(startOf(day, unit, calendar), unit, offset, calendar);
  return { start, end: move(start, unit, 1, calendar) };
}

function countedRange(
  last: boolean,
  unit: Unit | undefined,
  n: number,
  day: ApexDate,
  calendar: Calendar
): DayRange | undefined {
  if (!unit) return undefined;
  const current = startOf(day, unit, calendar);
  if (last) return { start: move(current, unit, -n, calendar), end: unit === 'DAY' ? day.addDays(1) : current };
  const next = move(current, unit, 1, calendar);
  return { start: next, end: move(next, unit, n, calendar) };
}

const FUNCTIONS: Readonly<Record<string, (date: ApexDate) => number>> = {
  CALENDAR_MONTH: (d) => d.month,
  CALENDAR_QUARTER: (d) => Math.ceil(d.month / 3),
  CALENDAR_YEAR: (d) => d.year,
  DAY_IN_MONTH: (d) => d.day,
  DAY_IN_WEEK: (d) => d.weekday + 1,
  DAY_IN_YEAR: (d) => d.dayOfYear,
  WEEK_IN_MONTH: (d) => Math.ceil(d.day / 7),
  WEEK_IN_YEAR: (d) => Math.ceil(d.dayOfYear / 7)
};

const FISCAL: Readonly<Record<string, FiscalUnit>> = {
  FISCAL_MONTH: 'MONTH',
  FISCAL_QUARTER: 'QUARTER',
  FISCAL_YEAR: 'YEAR'
};

export function isDateFunction(name: string): boolean {
  return name in FUNCTIONS || name in FISCAL || name === 'HOUR_IN_DAY' || name === 'DAY_ONLY';
}

/** A date function over a value; datetimes are seen in UTC unless `convertTimezone` names the user's zone. */
export function dateFunction(name: string, value: unknown, zone: string, fiscal: FiscalCalendar): unknown {
  if (value === null || value === undefined) return null;
  if (name === 'HOUR_IN_DAY')
    return value instanceof ApexDatetime
      ? Math.floor((((toLocal(zone, value.at) % DAY) + DAY) % DAY) / 3_600_000)
      : null;
  const date =
    value instanceof ApexDatetime ? new ApexDate(Math.floor(toLocal(zone, value.at) / DAY)) : (value as ApexDate);
  const unit = FISCAL[name];
  if (unit) return fiscalNumber(name, unit, date, fiscal);
  return name === 'DAY_ONLY' ? date : (FUNCTIONS[name]?.(date) ?? null);
}

/** "This function is not supported if your organization has custom fiscal years enabled" (SOQL and SOSL Reference, Date Functions); the words are assumed. */
function fiscalNumber(name: string, unit: FiscalUnit, date: ApexDate, fiscal: FiscalCalendar): number | undefined {
  if (fiscal.custom) throw queryError(`${name}() is not supported in an organization with custom fiscal years`);
  return fiscal.numberOf(unit, date);
}
