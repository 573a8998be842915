import { ApexDate, daysInMonth, daysOf, pad } from '../values/date.ts';
import { FormulaEvaluationError } from './errors.ts';

export const DAY_MS = 86_400_000;

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function civil(day: number): CivilDate {
  const { year, month, day: dayOfMonth } = new ApexDate(day);
  return { year, month, day: dayOfMonth };
}

/** The epoch day of a valid date, or an evaluation error. */
export function checkedDay(year: number, month: number, day: number): number {
  const valid = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!valid) throw new FormulaEvaluationError(`Invalid date: ${year}-${month}-${day}`);
  return daysOf(year, month, day);
}

/**
 * Adds months; the last day of a month stays the last day (ADDMONTHS of the formula reference), and a day that the
 * target month lacks becomes its last.
 */
export function addMonths(day: number, months: number): number {
  const { year, month, day: dayOfMonth } = civil(day);
  const index = year * 12 + month - 1 + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  const last = daysInMonth(toYear, toMonth);
  const isLast = dayOfMonth === daysInMonth(year, month);
  return daysOf(toYear, toMonth, isLast ? last : Math.min(dayOfMonth, last));
}

/** 1 for Sunday to 7 for Saturday. */
export function weekday(day: number): number {
  return ((((day + 4) % 7) + 7) % 7) + 1;
}

export function dayOfYear(day: number): number {
  return new ApexDate(day).dayOfYear;
}

/** ISO 8601 week and its year: the week belongs to the year of its Thursday. */
export function isoWeek(day: number): { year: number; week: number } {
  const isoWeekday = ((weekday(day) + 5) % 7) + 1;
  const thursday = day - isoWeekday + 4;
  const { year } = civil(thursday);
  return { year, week: Math.floor((thursday - daysOf(year, 1, 1)) / 7) + 1 };
}

export function dateText(day: number): string {
  return new ApexDate(day).toString();
}

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
}

export function timeText(ms: number): string {
  return `${clockText(ms)}.${pad(ms % 1000, 3)}`;
}

/** `2026-11-25 17:00:00Z`, always GMT (TEXT of the formula reference). */
export function datetimeText(instant: number): string {
  const day = Math.floor(instant / DAY_MS);
  return `${dateText(day)} ${clockText(instant - day * DAY_MS)}Z`;
}

export function parseDate(text: string): number {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (!match) throw new FormulaEvaluationError(`Invalid date: ${text}`);
  return checkedDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

export function parseTime(text: string): number {
  const match = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,3}))?$/.exec(text.trim());
  const [hours, minutes, seconds] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (!match || hours > 23 || minutes > 59 || seconds > 59) throw new FormulaEvaluationError(`Invalid time: ${text}`);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((match[4] ?? '0').padEnd(3, '0'));
}

/** `YYYY-MM-DD HH:MM:SS`, also with T and Z; read as GMT. */
export function parseDatetime(text: string): number {
  const match = /^(\d{4}-\d{1,2}-\d{1,2})[ T](\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,3})?)Z?$/.exec(text.trim());
  if (!match) throw new FormulaEvaluationError(`Invalid date/time: ${text}`);
  return parseDate(match[1] as string) * DAY_MS + parseTime(match[2] as string);
}
