/**
 * Cron expressions of `System.schedule` (Apex Developer Guide, "Apex Scheduler"): seconds, minutes, hours, day of month,
 * month, day of week, optional year. Seconds and minutes are single numbers; hours and later fields take `, - * /`,
 * days also `? L W #`.
 */
export interface Cron {
  readonly text: string;
  /** The first instant after `after` (epoch milliseconds) at which it fires, or null. */
  next(after: number, zone: ZoneRules): number | null;
}

/** The offset of a time zone from GMT at an instant, in milliseconds. */
export interface ZoneRules {
  offsetAt(instant: number): number;
}

/** Thrown for an expression that the platform refuses; the message is the platform's where one is known. */
export class CronError extends Error {}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAY = 86_400_000;
/** Leap days recur within eight years even around 2100; years named beyond that are looked up by name. */
const HORIZON_DAYS = 366 * 9;

interface Range {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
  readonly nameBase?: number;
}

const HOURS: Range = { name: 'Hours', low: 0, high: 23 };
const MONTH: Range = { name: 'Month', low: 1, high: 12, names: MONTHS, nameBase: 1 };
const MONTH_DAY: Range = { name: 'Day of month', low: 1, high: 31 };
const WEEK_DAY: Range = { name: 'Day of week', low: 1, high: 7, names: DAYS, nameBase: 1 };
/** Documented to 2099; a public suite that passes on the platform schedules for 2100. How far it goes is assumed. */
const YEAR: Range = { name: 'Optional year', low: 1970, high: 2199 };

type DayTest = (day: LocalDay) => boolean;

interface LocalDay {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  /** 1 is Sunday. */
  readonly weekday: number;
  readonly last: number;
}

export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/);
  const [seconds = '', minutes = '', hours = '', monthDay = '', month = '', weekDay = '', year] = parts;
  if (parts.length < 6) throw new CronError(`Unexpected end of expression.: ${text}`);
  if (parts.length > 7)
    throw new CronError(`Expression has too many fields (seconds to optional year are seven): ${text}`);
  const fixed = sixty(seconds, text) * 1000 + sixty(minutes, text) * 60_000;
  if (monthDay !== '?' && weekDay !== '?') {
    throw new CronError(
      `Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.: ${text}`
    );
  }
  if (monthDay === '?' && weekDay === '?')
    throw new CronError("'?' can only be specified for Day-of-Month -OR- Day-of-Week.");
  const hourSet = numbers(hours, HOURS, text);
  const monthSet = numbers(month, MONTH, text);
  const years = year === undefined ? null : numbers(year, YEAR, text);
  const dayTest = monthDay === '?' ? weekDayTest(weekDay, text) : monthDayTest(monthDay, text);
  const matches: DayTest = (day) => monthSet.has(day.month) && (years === null || years.has(day.year)) && dayTest(day);
  const sortedHours = [...hourSet].sort((a, b) => a - b);
  return { text, next: (after, zone) => search(after, zone, matches, sortedHours, fixed, years) };
}

function sixty(text: string, whole: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new CronError(`Seconds and minutes must be specified as integers: ${whole}`);
  const value = Number(text);
  if (value > 59) throw new CronError(`Minute and Second values must be between 0 and 59: ${whole}`);
  return value;
}

function search(
  after: number,
  zone: ZoneRules,
  matches: DayTest,
  hours: readonly number[],
  fixed: number,
  years: ReadonlySet<number> | null
): number | null {
  const local = after + zone.offsetAt(after);
  const today = Math.floor(local / DAY) * DAY;
  const firstYear =
    years === null
      ? undefined
      : [...years].sort((a, b) => a - b).find((each) => each >= new Date(local).getUTCFullYear());
  if (years !== null && firstYear === undefined) return null;
  const start = firstYear === undefined ? today : Math.max(today, Date.UTC(firstYear, 0, 1));
  for (let day = start; day < start + HORIZON_DAYS * DAY; day += DAY) {
    if (!matches(localDay(day))) continue;
    for (const hour of hours) {
      const instant = fromLocal(day + hour * 3_600_000 + fixed, zone);
      if (instant > after) return instant;
    }
  }
  return null;
}

/** A local time that the clocks skip is taken with the offset before the change, so it comes out an hour later. */
function fromLocal(local: number, zone: ZoneRules): number {
  const guess = local - zone.offsetAt(local);
  const candidates = [guess, local - zone.offsetAt(guess)];
  const real = candidates.filter((instant) => instant + zone.offsetAt(instant) === local);
  return real.length > 0 ? Math.min(...real) : Math.max(...candidates);
}

function localDay(start: number): LocalDay {
  const date = new Date(start);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return {
    year,
    month,
    date: date.getUTCDate(),
    weekday: date.getUTCDay() + 1,
    last: new Date(Date.UTC(year, month, 0)).getUTCDate()
  };
}

function monthDayTest(text: string, whole: string): DayTest {
  if (text === 'L') return (day) => day.date === day.last;
  if (text === 'LW') return (day) => day.date === nearestWeekday(day, day.last);
  const weekday = /^(\d{1,2})W$/.exec(text);
  if (weekday) {
    const wanted = one(weekday[1] as string, MONTH_DAY, whole);
    return (day) => wanted <= day.last && day.date === nearestWeekday(day, wanted);
  }
  const set = numbers(text, MONTH_DAY, whole);
  return (day) => set.has(day.date);
}

function nearestWeekday(day: LocalDay, wanted: number): number {
  const weekday = ((((day.weekday - 1 + wanted - day.date) % 7) + 7) % 7) + 1;
  if (weekday === 7) return wanted === 1 ? 3 : wanted - 1;
  if (weekday === 1) return wanted === day.last ? wanted - 2 : wanted + 1;
  return wanted;
}

function weekDayTest(text: string, whole: string): DayTest {
  if (text === 'L') return (day) => day.weekday === 7;
  const last = /^(\w+)L$/.exec(text);
  if (last) {
    const wanted = one(last[1] as string, WEEK_DAY, whole);
    return (day) => day.weekday === wanted && day.date + 7 > day.last;
  }
  const nth = /^(\w+)#(\d)$/.exec(text);
  if (nth) {
    const wanted = one(nth[1] as string, WEEK_DAY, whole);
    const week = Number(nth[2]);
    if (week < 1 || week > 5)
      throw new CronError(`A numeric value between 1 and 5 must follow the '#' option: ${whole}`);
    return (day) => day.weekday === wanted && Math.ceil(day.date / 7) === week;
  }
  const set = numbers(text, WEEK_DAY, whole);
  return (day) => set.has(day.weekday);
}

/** `*`, `5`, `1,3`, `2-6`, `0/6`, `2-20/3`, with names for months and days; a range may wrap (`FRI-MON`). */
function numbers(text: string, range: Range, whole: string): Set<number> {
  const set = new Set<number>();
  for (const item of text.split(',')) addItem(item, range, whole, set);
  return set;
}

function addItem(item: string, range: Range, whole: string, set: Set<number>): void {
  const [body = '', step] = item.split('/');
  const by = step === undefined ? 1 : Number(step);
  if (!Number.isInteger(by) || by < 1) throw refused(item, range, whole);
  const ends = body.split('-');
  if (ends.length > 2) throw refused(item, range, whole);
  const all = body === '*' || body === '';
  const low = all ? range.low : one(ends[0] as string, range, whole);
  const high =
    all || (ends.length === 1 && step !== undefined)
      ? range.high
      : ends.length === 1
        ? low
        : one(ends[1] as string, range, whole);
  const span = high >= low ? high - low : high + (range.high - range.low + 1) - low;
  for (let offset = 0; offset <= span; offset += by) {
    set.add(((low - range.low + offset) % (range.high - range.low + 1)) + range.low);
  }
}

function one(text: string, range: Range, whole: string): number {
  const name = range.names?.indexOf(text.toUpperCase()) ?? -1;
  if (name >= 0) return name + (range.nameBase ?? 0);
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= range.low && value <= range.high)) throw refused(text, range, whole);
  return value;
}

function refused(item: string, range: Range, whole: string): CronError {
  return new CronError(`${range.name} values must be between ${range.low} and ${range.high}, not '${item}': ${whole}`);
}
