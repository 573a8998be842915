import type { LineView } from 'baton/agreement';
import {
  actKey,
  actOfKey,
  actOptions,
  actWords,
  amountOf,
  hoursOf,
  isDue,
  minutesOf,
  rowsOf,
  stepsOf,
  storedUnit
} from 'c/lineModel';
import { line } from '../../../../../../scripts/test/jest-data/agreement';

const step = (minutes: number, level: string | null, change: object = {}): LineView['steps'][number] => ({
  minutes,
  offsetFrom: 'Start',
  level,
  action: 'Notify',
  recipientKind: 'Owner',
  recipient: null,
  ...change
});

describe('times of a line', () => {
  it('are shown in the unit in which one would say them', () => {
    expect(amountOf(60, 'BusinessMinutes')).toEqual({ amount: 60, unit: 'min' });
    expect(amountOf(120, 'CalendarMinutes')).toEqual({ amount: 2, unit: 'h' });
    expect(amountOf(90, 'BusinessMinutes')).toEqual({ amount: 90, unit: 'min' });
    expect(amountOf(7200, 'BusinessDays')).toEqual({ amount: 5, unit: 'd' });
    expect(amountOf(null, 'CalendarDays')).toEqual({ amount: null, unit: 'd' });
  });

  it('are stored in minutes', () => {
    expect(minutesOf({ amount: 1.5, unit: 'h' })).toBe(90);
    expect(minutesOf({ amount: null, unit: 'h' })).toBeNull();
    expect(storedUnit('Always', 'd')).toBe('CalendarDays');
    expect(storedUnit('Owner', 'min')).toBe('BusinessMinutes');
  });

  it('say whose hours count', () => {
    expect(hoursOf(line({ unit: 'CalendarMinutes' }))).toBe('Always');
    expect(hoursOf(line({ hoursOf: 'Named' }))).toBe('Named');
  });
});

describe('steps and rows', () => {
  it('keep Due soon, Escalated and Late even when nothing happens there', () => {
    const rows = rowsOf(line({ steps: [] }));
    expect(rows.map((row) => row.level)).toEqual(['Yellow', 'Orange', 'Red']);
    expect(rows.map(isDue)).toEqual([false, false, true]);
    expect(stepsOf(rows, 60)).toEqual([]);
  });

  it('come back as they were', () => {
    const steps = [
      step(5, 'Yellow'),
      step(5, 'Yellow', { recipientKind: 'Manager' }),
      step(20, 'Orange', { action: 'HandOver', recipientKind: null }),
      step(60, 'Red', { offsetFrom: 'Due', minutes: 0 }),
      step(30, null, { offsetFrom: 'Due', recipientKind: 'Role', recipient: 'VP_Sales' })
    ];
    expect(stepsOf(rowsOf(line({ steps })), 60)).toEqual(steps);
  });

  it('let the end of the promise follow the promise', () => {
    const rows = rowsOf(line({ steps: [step(60, 'Red')] }));
    expect(stepsOf(rows, 45)).toEqual([step(0, 'Red', { offsetFrom: 'Due' })]);
  });

  it('count before the end backwards, and come in the order of time', () => {
    const rows = rowsOf(line({ steps: [step(-10, 'Orange', { offsetFrom: 'Due' }), step(5, 'Yellow')] }));
    expect(rows.find((row) => row.level === 'Orange')?.from).toBe('before');
    expect(stepsOf(rows, 60).map((one) => one.minutes)).toEqual([5, -10]);
  });
});

describe('acts', () => {
  const roles = [{ value: 'VP_Sales', label: 'VP Sales' }];

  it('have a key each', () => {
    const act = { action: 'Notify', recipientKind: 'Role', recipient: 'VP_Sales' };
    expect(actOfKey(actKey(act))).toEqual(act);
    expect(actOfKey('HandOver')).toEqual({ action: 'HandOver', recipientKind: null, recipient: null });
  });

  it('are offered only when they are built', () => {
    expect(actOptions(['HandOver'], roles).map((one) => one.value)).toEqual(['HandOver']);
    expect(actOptions(['Notify'], roles).map((one) => one.value)).toContain('Notify:Role:VP_Sales');
  });

  it('have words, for a person by name too', () => {
    expect(actWords({ action: 'Return', recipientKind: null, recipient: null }, roles)).toBe('c.FormActReturn');
    expect(actWords({ action: 'Notify', recipientKind: 'Role', recipient: 'VP_Sales' }, roles)).toBe('c.FormActRole');
    expect(actWords({ action: 'Notify', recipientKind: 'User', recipient: 'x' }, roles)).toBe('c.FormActUser');
  });
});
