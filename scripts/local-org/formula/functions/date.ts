import type { FormulaContext } from '../../contracts/formula.ts';
import * as days from '../days.ts';
import { num, toInteger } from '../numbers.ts';
import type { Num } from '../numbers.ts';
import { dayInZone } from '../values.ts';
import type { Compiled, FormulaFunction, ValueRow } from './spec.ts';
import { values } from './spec.ts';

const DAY = days.DAY_MS;

function ofDate(name: string, apply: (day: number) => number): ValueRow {
  return { name, parameters: ['Date'], returns: 'Number', apply: (_c, [day]) => num(apply(day)) };
}

/** A Datetime counts by its day in GMT. */
function ofDatetime(name: string, apply: (day: number) => number): ValueRow {
  return {
    name,
    parameters: ['Datetime'],
    returns: 'Number',
    apply: (_c, [instant]) => num(apply(Math.floor(instant / DAY)))
  };
}

function ofTime(name: string, apply: (ms: number) => number): ValueRow {
  return { name, parameters: ['Time'], returns: 'Number', apply: (_c, [ms]) => num(Math.floor(apply(ms))) };
}

const sameKind = (args: readonly Compiled[]): Compiled['kind'] => args[0]?.kind ?? 'Null';
const today = (c: FormulaContext): number => dayInZone(c.tx.now(), c.tx.user.timeZone);

function monthsLater(kind: 'Date' | 'Datetime', value: number, months: number): number {
  if (kind === 'Date') return days.addMonths(value, months);
  const day = Math.floor(value / DAY);
  return days.addMonths(day, months) * DAY + (value - day * DAY);
}

function duration(seconds: number, withDays: boolean): string {
  const total = Math.abs(Math.trunc(seconds));
  const pad = (value: number): string => String(value).padStart(2, '0');
  const clock = (rest: number): string =>
    `${pad(Math.floor(rest / 3600))}:${pad(Math.floor(rest / 60) % 60)}:${pad(rest % 60)}`;
  if (!withDays) return clock(total);
  return `${Math.floor(total / 86_400)}:${clock(total % 86_400)}`;
}

export const dateFunctions: readonly FormulaFunction[] = values('date', [
  { name: 'TODAY', parameters: [], returns: 'Date', apply: (c) => today(c) },
  { name: 'NOW', parameters: [], returns: 'Datetime', apply: (c) => Math.floor(c.tx.now() / 1000) * 1000 },
  { name: 'TIMENOW', parameters: [], returns: 'Time', apply: (c) => c.tx.now() % DAY },
  {
    name: 'DATE',
    parameters: ['Number', 'Number', 'Number'],
    returns: 'Date',
    apply: (_c, args) => days.checkedDay(...(args.map(toInteger) as [number, number, number]))
  },
  ofDate('YEAR', (day) => days.civil(day).year),
  ofDate('MONTH', (day) => days.civil(day).month),
  ofDate('DAY', (day) => days.civil(day).day),
  ofDate('WEEKDAY', days.weekday),
  ofDate('DAYOFYEAR', days.dayOfYear),
  ofDate('ISOWEEK', (day) => days.isoWeek(day).week),
  ofDatetime('ISOWEEK', (day) => days.isoWeek(day).week),
  ofDate('ISOYEAR', (day) => days.isoWeek(day).year),
  ofDatetime('ISOYEAR', (day) => days.isoWeek(day).year),
  ofTime('HOUR', (ms) => ms / 3_600_000),
  ofTime('MINUTE', (ms) => (ms / 60_000) % 60),
  ofTime('SECOND', (ms) => (ms / 1000) % 60),
  ofTime('MILLISECOND', (ms) => ms % 1000),
  {
    name: 'FROMUNIXTIME',
    parameters: ['Number'],
    returns: 'Datetime',
    apply: (_c, [seconds]) => toInteger(seconds) * 1000
  },
  ...byKind('ADDMONTHS', [
    {
      parameters: ['Date', 'Number'],
      returns: sameKind,
      apply: (_c, [value, months]: readonly [number, Num]) => monthsLater('Date', value, toInteger(months))
    },
    {
      parameters: ['Datetime', 'Number'],
      returns: sameKind,
      apply: (_c, [value, months]: readonly [number, Num]) => monthsLater('Datetime', value, toInteger(months))
    }
  ]),
  ...byKind('DATEVALUE', [
    { parameters: ['Text'], returns: 'Date', apply: (_c, [value]) => (value === '' ? null : days.parseDate(value)) },
    { parameters: ['Datetime'], returns: 'Date', apply: (c, [value]) => dayInZone(value, c.tx.user.timeZone) },
    { parameters: ['Date'], returns: 'Date', apply: (_c, [value]) => value }
  ]),
  ...byKind('DATETIMEVALUE', [
    {
      parameters: ['Text'],
      returns: 'Datetime',
      apply: (_c, [value]) => (value === '' ? null : days.parseDatetime(value))
    },
    { parameters: ['Date'], returns: 'Datetime', apply: (_c, [value]) => value * DAY },
    { parameters: ['Datetime'], returns: 'Datetime', apply: (_c, [value]) => value }
  ]),
  ...byKind('TIMEVALUE', [
    { parameters: ['Text'], returns: 'Time', apply: (_c, [value]) => (value === '' ? null : days.parseTime(value)) },
    { parameters: ['Datetime'], returns: 'Time', apply: (_c, [value]) => ((value % DAY) + DAY) % DAY },
    { parameters: ['Time'], returns: 'Time', apply: (_c, [value]) => value }
  ]),
  ...byKind('UNIXTIMESTAMP', [
    { parameters: ['Datetime'], returns: 'Number', apply: (_c, [value]) => num(Math.floor(value / 1000)) },
    { parameters: ['Date'], returns: 'Number', apply: (_c, [value]) => num((value * DAY) / 1000) },
    { parameters: ['Time'], returns: 'Number', apply: (_c, [value]) => num(Math.floor(value / 1000)) }
  ]),
  ...byKind('FORMATDURATION', [
    {
      parameters: ['Number', 'Boolean?'],
      returns: 'Text',
      apply: (_c, [seconds, withDays]) => duration(toInteger(seconds), withDays === true)
    },
    {
      parameters: ['Datetime', 'Datetime'],
      returns: 'Text',
      apply: (_c, [from, to]) => duration((to - from) / 1000, true)
    },
    { parameters: ['Time', 'Time'], returns: 'Text', apply: (_c, [from, to]) => duration((to - from) / 1000, false) }
  ])
]);

/** Overloads of one name; the table chooses by the kind of the first argument. */
function byKind(name: string, variants: readonly Omit<ValueRow, 'name'>[]): ValueRow[] {
  return variants.map((variant) => ({ ...variant, name }));
}
