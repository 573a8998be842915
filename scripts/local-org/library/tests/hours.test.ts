import { describe, expect, it } from 'vitest';
import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexDate, ApexDatetime, ApexTime } from '../../values/index.ts';
import { call } from './call.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const ID = '01m000000000001AAA';

function object(name: string, fields: string[]): ObjectInfo {
  const at = (f: string) => fields.findIndex((n) => n.toLowerCase() === f.toLowerCase());
  const field = (f: string) => (at(f) < 0 ? undefined : ({ name: f, slot: at(f) } as FieldInfo));
  return { name, field } as unknown as ObjectInfo;
}

const hours = object('BusinessHours', [
  'Id',
  'Name',
  'TimeZoneSidKey',
  ...DAYS.flatMap((d) => [`${d}StartTime`, `${d}EndTime`])
]);
const holiday = object('Holiday', ['Id', 'Name', 'IsAllDay', 'ActivityDate', 'StartTimeInMinutes', 'EndTimeInMinutes']);

/** An org with one business hours record: Monday to Friday from nine to five in Berlin, and two holidays. */
function org(open: (day: string) => [ApexTime | null, ApexTime | null]): Transaction {
  const row = [ID, 'Office', 'Europe/Berlin', ...DAYS.flatMap(open)];
  const holidays = [
    ['0C0000000000001AAA', 'Christmas', true, ApexDate.of(2026, 12, 25), null, null],
    ['0C0000000000002AAA', 'Eve', false, ApexDate.of(2026, 12, 24), 12 * 60, 24 * 60],
    ['0C0000000000003AAA', 'Elsewhere', true, ApexDate.of(2026, 12, 23), null, null]
  ];
  const linked = (name: string) => ({ name, businessHours: name === 'Elsewhere' ? ['Other'] : ['Office'] });
  return {
    org: {
      schema: { object: (name: string) => (name === 'Holiday' ? holiday : hours) },
      store: {
        get: (_: ObjectInfo, id: string) => (id === ID ? row : undefined),
        scan: () => holidays,
        revision: () => 1
      },
      registry: { get: () => ({ model: { holidays: ['Christmas', 'Eve', 'Elsewhere'].map(linked) } }) }
    }
  } as unknown as Transaction;
}

const office = org((day) =>
  day === 'Sunday' || day === 'Saturday' ? [null, null] : [ApexTime.of(9, 0, 0, 0), ApexTime.of(17, 0, 0, 0)]
);
const always = org(() => [ApexTime.of(0, 0, 0, 0), ApexTime.of(0, 0, 0, 0)]);
const never = org(() => [null, null]);
const HOUR = 3_600_000;
const berlin = (text: string) => ApexDatetime.parse('Europe/Berlin', text);
const add = (tx: Transaction, start: string, ms: number) =>
  (call('System.BusinessHours.add(Id,Datetime,Long)', null, [ID, berlin(start), ms], tx) as ApexDatetime).toText(
    'Europe/Berlin'
  );
const diff = (tx: Transaction, a: string, b: string) =>
  call('System.BusinessHours.diff(String,Datetime,Datetime)', null, [ID, berlin(a), berlin(b)], tx);

describe('business hours', () => {
  it.each([
    ['within a day', '2026-11-25 10:00:00', 2 * HOUR, '2026-11-25 12:00:00'],
    ['over a night', '2026-11-25 16:00:00', 2 * HOUR, '2026-11-26 10:00:00'],
    ['over a weekend', '2026-11-27 16:30:00', HOUR, '2026-11-30 09:30:00'],
    ['from outside', '2026-11-28 12:00:00', HOUR, '2026-11-30 10:00:00'],
    ['to the very end of a day', '2026-11-25 16:00:00', HOUR, '2026-11-25 17:00:00'],
    ['over a holiday and half of one', '2026-12-24 11:00:00', 2 * HOUR, '2026-12-28 10:00:00'],
    ['past a holiday of other hours', '2026-12-23 10:00:00', HOUR, '2026-12-23 11:00:00'],
    ['backwards', '2026-11-30 09:30:00', -HOUR, '2026-11-27 16:30:00'],
    ['without seconds', '2026-11-25 10:00:59', 90_000, '2026-11-25 10:01:00']
  ])('add %s', (_, start, ms, end) => {
    expect(add(office, start, ms)).toBe(end);
  });

  it('count real time where the clock changes at night', () => {
    expect(add(always, '2026-03-29 01:30:00', HOUR)).toBe('2026-03-29 03:30:00');
    expect(add(always, '2026-10-25 01:30:00', 2 * HOUR)).toBe('2026-10-25 02:30:00');
    expect(diff(always, '2026-10-25 00:00:00', '2026-10-26 00:00:00')).toBe(25 * HOUR);
  });

  it('measure what was open between two instants, negative when turned round', () => {
    expect(diff(office, '2026-11-25 16:00:00', '2026-11-26 10:00:00')).toBe(2 * HOUR);
    expect(diff(office, '2026-11-26 10:00:00', '2026-11-25 16:00:00')).toBe(-2 * HOUR);
    expect(diff(office, '2026-11-28 10:00:00', '2026-11-29 10:00:00')).toBe(0);
  });

  it('are open from the first minute and closed at the last', () => {
    const within = (at: string) =>
      call('System.BusinessHours.isWithin(String,Datetime)', null, [ID, berlin(at)], office);
    expect(
      ['2026-11-25 09:00:00', '2026-11-25 16:59:59', '2026-11-25 17:00:00', '2026-11-28 12:00:00'].map(within)
    ).toEqual([true, true, false, false]);
  });

  it('say when they open next', () => {
    const next = (at: string) =>
      (call('System.BusinessHours.nextStartDate(Id,Datetime)', null, [ID, berlin(at)], office) as ApexDatetime).toText(
        'Europe/Berlin'
      );
    expect(next('2026-11-28 12:00:00')).toBe('2026-11-30 09:00:00');
    expect(next('2026-11-25 10:30:30')).toBe('2026-11-25 10:30:30');
  });

  it('that never open are an error, and so is an unknown record', () => {
    expect(() => add(never, '2026-11-25 10:00:00', HOUR)).toThrow('The business hours are never open');
    expect(() =>
      call(
        'System.BusinessHours.isWithin(String,Datetime)',
        null,
        ['01m000000000009AAA', berlin('2026-11-25 10:00:00')],
        office
      )
    ).toThrow('Invalid business hours id');
  });
});
