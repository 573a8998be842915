import type { ObjectInfo } from '../../contracts/schema.ts';
import type { Row } from '../../contracts/store.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexDate, daysInMonth } from '../../values/index.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Part of a day, in milliseconds after its midnight. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What of a day is closed. */
export type Closed = (day: number) => readonly Span[];

/** Names of the holidays of some business hours: the link is in the deployed settings only, no query sees it. */
function holidayNames(tx: Transaction, hours: string): ReadonlySet<string> {
  const model = tx.org.registry.get('Settings', 'BusinessHours')?.model as
    | { readonly holidays?: readonly { readonly name: string; readonly businessHours: readonly string[] }[] }
    | null
    | undefined;
  return new Set((model?.holidays ?? []).filter((h) => h.businessHours.includes(hours)).map((h) => h.name));
}

/** The holidays of some business hours, once and recurring. */
export function closedOn(tx: Transaction, hours: string): Closed {
  const names = holidayNames(tx, hours);
  const object = tx.org.schema.object('Holiday');
  if (names.size === 0 || !object) return () => [];
  const rows = [...tx.org.store.scan(object, { kind: 'all' })].filter((row) =>
    names.has(read(object, row, 'Name') as string)
  );
  const holidays = rows.map((row) => ({ span: spanOf(object, row), falls: fallsOn(object, row) }));
  return (day) => holidays.filter(({ falls }) => falls(day)).map(({ span }) => span);
}

function read(object: ObjectInfo, row: Row, name: string): unknown {
  const slot = object.field(name)?.slot;
  return slot === undefined ? null : (row[slot] ?? null);
}

function spanOf(object: ObjectInfo, row: Row): Span {
  if (read(object, row, 'IsAllDay') === true) return { from: 0, to: DAY };
  const minutes = (name: string): number => ((read(object, row, name) as number | null) ?? 0) * MINUTE;
  return { from: minutes('StartTimeInMinutes'), to: minutes('EndTimeInMinutes') };
}

function fallsOn(object: ObjectInfo, row: Row): (day: number) => boolean {
  const date = read(object, row, 'ActivityDate') as ApexDate | null;
  if (read(object, row, 'IsRecurrence') !== true) return (day) => date?.days === day;
  const plan = planOf(object, row, date);
  const recurs = RECURRENCES[plan.type];
  if (!recurs) throw new Error(`The holiday ${read(object, row, 'Name')} recurs by ${plan.type}, which is not known.`);
  return (day) => day >= plan.start.days && day <= plan.end && recurs(plan, new ApexDate(day));
}

interface Plan {
  readonly type: string;
  readonly start: ApexDate;
  readonly end: number;
  readonly interval: number;
  /** Sunday is 1, Monday 2, Tuesday 4, ... */
  readonly mask: number;
  readonly dayOfMonth: number;
  readonly instance: string;
  readonly month: number;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'].concat([
  'October',
  'November',
  'December'
]);

function planOf(object: ObjectInfo, row: Row, date: ApexDate | null): Plan {
  const number = (name: string): number | null => read(object, row, name) as number | null;
  const start = (read(object, row, 'RecurrenceStartDate') as ApexDate | null) ?? date ?? new ApexDate(0);
  const end = read(object, row, 'RecurrenceEndDateOnly') as ApexDate | null;
  return {
    type: (read(object, row, 'RecurrenceType') as string | null) ?? '',
    start,
    end: end?.days ?? Infinity,
    interval: number('RecurrenceInterval') ?? 1,
    mask: number('RecurrenceDayOfWeekMask') ?? 1 << start.weekday,
    dayOfMonth: number('RecurrenceDayOfMonth') ?? start.day,
    instance: (read(object, row, 'RecurrenceInstance') as string | null) ?? 'First',
    month: MONTHS.indexOf((read(object, row, 'RecurrenceMonthOfYear') as string | null) ?? '') + 1 || start.month
  };
}

const isMasked = ({ mask }: Plan, day: ApexDate): boolean => (mask & (1 << day.weekday)) !== 0;
const weekOf = (day: ApexDate): number => Math.floor((day.days - day.weekday) / 7);
const months = ({ start, interval }: Plan, day: ApexDate): boolean => start.monthsBetween(day) % interval === 0;
const INSTANCES = ['First', 'Second', 'Third', 'Fourth'];

/** Which of the days of its kind in the month it is: `Last`, or `First` to `Fourth`. */
function isInstance({ instance }: Plan, day: ApexDate): boolean {
  if (instance === 'Last') return day.day + 7 > daysInMonth(day.year, day.month);
  return Math.ceil(day.day / 7) === INSTANCES.indexOf(instance) + 1;
}

/** Object Reference, Holiday, RecurrenceType. */
const RECURRENCES: Readonly<Record<string, (plan: Plan, day: ApexDate) => boolean>> = {
  RecursDaily: ({ start, interval }, day) => (day.days - start.days) % interval === 0,
  RecursEveryWeekday: (_plan, day) => day.weekday !== 0 && day.weekday !== 6,
  RecursWeekly: (plan, day) => isMasked(plan, day) && (weekOf(day) - weekOf(plan.start)) % plan.interval === 0,
  RecursMonthly: (plan, day) => day.day === plan.dayOfMonth && months(plan, day),
  RecursMonthlyNth: (plan, day) => isMasked(plan, day) && isInstance(plan, day) && months(plan, day),
  RecursYearly: (plan, day) => day.day === plan.dayOfMonth && day.month === plan.month,
  RecursYearlyNth: (plan, day) => day.month === plan.month && isMasked(plan, day) && isInstance(plan, day)
};
