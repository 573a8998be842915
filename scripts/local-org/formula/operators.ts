import type { BinaryOperator } from './ast.ts';
import { DAY_MS } from './days.ts';
import type { Kind } from './kinds.ts';
import * as n from './numbers.ts';
import type { Num } from './numbers.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the kinds of the row state the types
type Apply = (left: any, right: any) => unknown;

/** One meaning of an operator: both operands are known not to be null. */
export interface OperatorRow {
  readonly left: Kind;
  readonly right: Kind;
  readonly result: Kind;
  readonly apply: Apply;
}

const wholeDays = (x: Num): number => n.toInteger(x) * DAY_MS;
/** Fractions of a day on a Datetime round to the second, on a Date they are dropped (FormulaDateUtil.addDurationToDate). */
const daysToMs = (x: Num): number => n.toInteger(n.round(n.multiply(x, n.num(86_400)), 0)) * 1000;
const mod = (value: number): number => ((value % DAY_MS) + DAY_MS) % DAY_MS;
const inDays = (ms: number): Num => n.divide(n.num(ms), n.num(DAY_MS));

function row(left: Kind, right: Kind, result: Kind, apply: Apply): OperatorRow {
  return { left, right, result, apply };
}

const PLUS: readonly OperatorRow[] = [
  row('Number', 'Number', 'Number', n.add),
  row('Date', 'Number', 'Date', (d: number, x: Num) => d + wholeDays(x) / DAY_MS),
  row('Number', 'Date', 'Date', (x: Num, d: number) => d + wholeDays(x) / DAY_MS),
  row('Datetime', 'Number', 'Datetime', (t: number, x: Num) => t + daysToMs(x)),
  row('Number', 'Datetime', 'Datetime', (x: Num, t: number) => t + daysToMs(x)),
  row('Time', 'Number', 'Time', (t: number, x: Num) => mod(t + n.toInteger(x))),
  row('Text', 'Text', 'Text', (a: string, b: string) => a + b)
];

const MINUS: readonly OperatorRow[] = [
  row('Number', 'Number', 'Number', n.subtract),
  row('Date', 'Number', 'Date', (d: number, x: Num) => d - wholeDays(x) / DAY_MS),
  row('Date', 'Date', 'Number', (a: number, b: number) => n.num(a - b)),
  row('Datetime', 'Number', 'Datetime', (t: number, x: Num) => t - daysToMs(x)),
  row('Datetime', 'Datetime', 'Number', (a: number, b: number) => inDays(a - b)),
  row('Time', 'Number', 'Time', (t: number, x: Num) => mod(t - n.toInteger(x))),
  row('Time', 'Time', 'Number', (a: number, b: number) => n.num(mod(a - b)))
];

/** The arithmetic that the platform allows, by kinds of its operands (OperatorAddOrSubtract of the open engine). */
export const ARITHMETIC: Readonly<Partial<Record<BinaryOperator, readonly OperatorRow[]>>> = {
  '+': PLUS,
  '-': MINUS,
  '*': [row('Number', 'Number', 'Number', n.multiply)],
  '/': [row('Number', 'Number', 'Number', n.divide)],
  '^': [row('Number', 'Number', 'Number', n.power)],
  '&': [row('Text', 'Text', 'Text', (a: string, b: string) => a + b)]
};

/**
 * Equality with three values: text compares null as empty and case-sensitively, everything else is unknown (null)
 * when a side is null (OperatorEquality.comparePointwise).
 */
export function equalValues(kind: Kind, left: unknown, right: unknown): boolean | null {
  if (kind === 'Text') return (left ?? '') === (right ?? '');
  if (left === null || right === null) return null;
  return kind === 'Number' ? (left as Num).compare(right as Num) === 0 : left === right;
}

/** Sign of left against right, or null when a side is blank. */
export function compareValues(kind: Kind, left: unknown, right: unknown): number | null {
  if (left === null || right === null) return null;
  if (kind === 'Number') return (left as Num).compare(right as Num);
  const [a, b] = [left as number | string, right as number | string];
  return a < b ? -1 : a > b ? 1 : 0;
}

export const COMPARISONS: Readonly<Partial<Record<BinaryOperator, (sign: number) => boolean>>> = {
  '<': (sign) => sign < 0,
  '>': (sign) => sign > 0,
  '<=': (sign) => sign <= 0,
  '>=': (sign) => sign >= 0
};
