import { describe, expect, it } from 'vitest';
import { parseCron } from '../cron.ts';
import type { ZoneRules } from '../cron.ts';

const gmt: ZoneRules = { offsetAt: () => 0 };
/** Berlin's rules around the two changes of 2026. */
const berlin: ZoneRules = {
  offsetAt: (instant) =>
    instant >= Date.UTC(2026, 2, 29, 1) && instant < Date.UTC(2026, 9, 25, 1) ? 7_200_000 : 3_600_000
};
const next = (cron: string, after: string, zone = gmt) => {
  const found = parseCron(cron).next(Date.parse(after), zone);
  return found === null ? null : new Date(found).toISOString();
};

describe('Cron expressions', () => {
  it('fire at the next hour that matches', () => {
    expect(next('0 0 * * * ?', '2026-03-01T10:00:00Z')).toBe('2026-03-01T11:00:00.000Z');
    expect(next('0 30 0/6 * * ?', '2026-03-01T10:00:00Z')).toBe('2026-03-01T12:30:00.000Z');
    expect(next('5 15 9-17 ? * MON-FRI', '2026-03-06T17:15:05Z')).toBe('2026-03-09T09:15:05.000Z');
  });

  it('know the last day, the nearest weekday and the nth weekday of a month', () => {
    expect(next('0 0 1 L * ?', '2026-02-01T00:00:00Z')).toBe('2026-02-28T01:00:00.000Z');
    expect(next('0 0 1 LW * ?', '2026-02-01T00:00:00Z')).toBe('2026-02-27T01:00:00.000Z');
    expect(next('0 0 1 15W 8 ?', '2026-02-01T00:00:00Z')).toBe('2026-08-14T01:00:00.000Z');
    expect(next('0 0 1 ? * 2#1', '2026-02-03T00:00:00Z')).toBe('2026-03-02T01:00:00.000Z');
    expect(next('0 0 1 ? * 6L', '2026-02-01T00:00:00Z')).toBe('2026-02-27T01:00:00.000Z');
    expect(next('0 0 1 29 2 ?', '2026-02-01T00:00:00Z')).toBe('2028-02-29T01:00:00.000Z');
  });

  it('use the zone of the user, across daylight saving', () => {
    expect(next('0 0 9 * * ?', '2026-03-28T09:00:00Z', berlin)).toBe('2026-03-29T07:00:00.000Z');
    expect(next('0 30 2 * * ?', '2026-03-28T09:00:00Z', berlin)).toBe('2026-03-29T01:30:00.000Z');
  });

  it('never fire in a year that is over', () => {
    expect(next('0 0 1 1 1 ? 2020', '2026-02-01T00:00:00Z')).toBeNull();
    expect(next('0 0 1 1 1 ? 2050', '2026-02-01T00:00:00Z')).toBe('2050-01-01T01:00:00.000Z');
  });

  it.each([
    ['0 0/5 * * * ?', /Seconds and minutes must be specified as integers/],
    ['0 61 * * * ?', /between 0 and 59/],
    ['0 0 * * *', /Unexpected end/],
    ['0 0 * 1 * MON', /both a day-of-week AND a day-of-month/],
    ['0 0 * ? * ?', /'\?' can only be/],
    ['0 0 25 * * ?', /Hours values must be between 0 and 23/],
    ['0 0 1 ? * XYZ', /Day of week values/],
    ['0 0 1 ? * 2#6', /between 1 and 5/]
  ])('refuse %s', (cron, message) => {
    expect(() => parseCron(cron)).toThrow(message);
  });
});
