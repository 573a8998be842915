/** A line between its stored steps in minutes and the rows of the form, and back. Pure. */
import type { LineView, OptionView, StepView } from 'baton/agreement';
import { format } from 'c/clockTime';
import ActCapacity from '@salesforce/label/c.FormActCapacity';
import ActChannel from '@salesforce/label/c.FormActChannel';
import ActDirector from '@salesforce/label/c.FormActDirector';
import ActHandOver from '@salesforce/label/c.FormActHandOver';
import ActManager from '@salesforce/label/c.FormActManager';
import ActOwner from '@salesforce/label/c.FormActOwner';
import ActQueue from '@salesforce/label/c.FormActQueue';
import ActReturn from '@salesforce/label/c.FormActReturn';
import ActReview from '@salesforce/label/c.FormActReview';
import ActRole from '@salesforce/label/c.FormActRole';
import ActTask from '@salesforce/label/c.FormActTask';
import ActUser from '@salesforce/label/c.FormActUser';

export type TimeUnit = 'min' | 'h' | 'd';
export type From = 'start' | 'before' | 'after';

const DAY = 1440;
const SIZE: Readonly<Record<TimeUnit, number>> = { min: 1, h: 60, d: DAY };

export interface Amount {
  amount: number | null;
  unit: TimeUnit;
}

export interface Act {
  action: string;
  recipientKind: string | null;
  recipient: string | null;
}

/** One row of the levels: after how long, then what. */
export interface LevelRow extends Amount {
  key: string;
  level: string;
  from: From;
  acts: Act[];
}

export function minutesOf(amount: Amount): number | null {
  return amount.amount == null ? null : Math.round(amount.amount * SIZE[amount.unit]);
}

/** 90 stays 90 min, 120 becomes 2 h, 1440 of a line in days becomes 1 d. */
export function amountOf(minutes: number | null | undefined, unit: string): Amount {
  if (minutes == null) {
    return { amount: null, unit: unit.endsWith('Days') ? 'd' : 'min' };
  }
  if (unit.endsWith('Days')) {
    return { amount: minutes / DAY, unit: 'd' };
  }
  return minutes % 60 === 0 && minutes > 60 ? { amount: minutes / 60, unit: 'h' } : { amount: minutes, unit: 'min' };
}

/** The stored unit: whose hours count decides business or calendar, the promise's unit minutes or days. */
export function storedUnit(hours: string, unit: TimeUnit): string {
  const kind = hours === 'Always' ? 'Calendar' : 'Business';
  return `${kind}${unit === 'd' ? 'Days' : 'Minutes'}`;
}

/** Owner, Named or Always. */
export function hoursOf(line: LineView): string {
  return line.unit.startsWith('Calendar') ? 'Always' : line.hoursOf;
}

const FIXED = ['Yellow', 'Orange'];

/** Rows of the form: Due soon and Escalated are always there, Late always last but what follows it. */
export function rowsOf(line: LineView): LevelRow[] {
  const rows = new Map<string, LevelRow>();
  for (const step of line.steps) {
    const row = rowOf(step, line);
    const key = `${row.level}:${row.from}:${minutesOf(row)}`;
    const known = rows.get(key) ?? { ...row, key, acts: [] };
    known.acts.push(actOf(step));
    rows.set(key, known);
  }
  const all = [...rows.values()];
  const early = FIXED.flatMap((level) => {
    const found = all.filter((row) => row.level === level && !isDue(row));
    return found.length > 0 ? found : [emptyRow(level, line.unit)];
  });
  const late = all.find(isDue) ?? { ...emptyRow('Red', line.unit), from: 'after' as const, amount: 0 };
  const rest = all.filter((row) => !isDue(row) && !FIXED.includes(row.level));
  return [...early, late, ...rest];
}

/** What happens at the very end of the promise stands in the row Late. */
export function isDue(row: LevelRow): boolean {
  return row.from === 'after' && row.amount === 0;
}

export function emptyRow(level: string, unit: string): LevelRow {
  return {
    key: `${level}:new:${Math.random()}`,
    level,
    from: level === 'Red' || level === '' ? 'after' : 'start',
    acts: [],
    ...amountOf(null, unit)
  };
}

function rowOf(step: StepView, line: LineView): LevelRow {
  const promise = line.promiseMinutes ?? 0;
  const fromDue = step.offsetFrom === 'Due' ? step.minutes : null;
  const isLate = fromDue === 0 || (step.offsetFrom === 'Start' && step.minutes === promise);
  if (isLate) {
    return { key: '', level: 'Red', from: 'after', acts: [], amount: 0, unit: amountOf(0, line.unit).unit };
  }
  const from: From = fromDue == null ? 'start' : fromDue < 0 ? 'before' : 'after';
  return { key: '', level: step.level ?? '', from, acts: [], ...amountOf(Math.abs(step.minutes), line.unit) };
}

function actOf(step: StepView): Act {
  return { action: step.action, recipientKind: step.recipientKind ?? null, recipient: step.recipient ?? null };
}

/** Steps of the rows that say something, by the time at which they come. */
export function stepsOf(rows: readonly LevelRow[], promise: number): StepView[] {
  const steps = rows.flatMap((row) => {
    const minutes = minutesOf(row);
    return minutes == null ? [] : row.acts.map((act) => stepOf(row, minutes, act));
  });
  const at = (step: StepView): number => (step.offsetFrom === 'Due' ? promise + step.minutes : step.minutes);
  return steps.sort((a, b) => at(a) - at(b));
}

function stepOf(row: LevelRow, minutes: number, act: Act): StepView {
  return {
    minutes: row.from === 'before' ? -minutes : minutes,
    offsetFrom: row.from === 'start' ? 'Start' : 'Due',
    level: row.level || null,
    ...act
  };
}

/* ---- acts ---- */

const SIMPLE: Readonly<Record<string, string>> = {
  'Notify:Owner': ActOwner,
  'Notify:Manager': ActManager,
  'Notify:Director': ActDirector,
  'Notify:QueueMembers': ActQueue,
  HandOver: ActHandOver,
  Return: ActReturn,
  Review: ActReview,
  Task: ActTask,
  Channel: ActChannel,
  Capacity: ActCapacity
};

export function actKey(act: Act): string {
  return [act.action, act.recipientKind, act.recipient].filter(Boolean).join(':');
}

export function actOfKey(key: string): Act {
  const [action = '', recipientKind, ...recipient] = key.split(':');
  return { action, recipientKind: recipientKind ?? null, recipient: recipient.join(':') || null };
}

export function actWords(act: Act, roles: readonly OptionView[]): string {
  const simple = SIMPLE[[act.action, act.action === 'Notify' ? act.recipientKind : null].filter(Boolean).join(':')];
  if (simple) {
    return simple;
  }
  const role = roles.find((one) => one.value === act.recipient)?.label ?? act.recipient ?? '';
  return act.recipientKind === 'Role' ? format(ActRole, role) : format(ActUser, act.recipient ?? '');
}

/** What a row may do: the actions that are built, and each role by name. */
export function actOptions(actions: readonly string[], roles: readonly OptionView[]): OptionView[] {
  const plain = Object.keys(SIMPLE)
    .filter((key) => actions.includes(key.split(':')[0] as string))
    .map((key) => ({ value: key, label: SIMPLE[key] as string }));
  const named = actions.includes('Notify')
    ? roles.map((role) => ({ value: `Notify:Role:${role.value}`, label: format(ActRole, role.label) }))
    : [];
  return [...plain, ...named];
}
