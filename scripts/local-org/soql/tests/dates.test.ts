import { describe, expect, it } from 'vitest';
import { ApexDate, ApexDatetime } from '../../values/index.ts';
import { dateFunction, literalRange } from '../dates.ts';

/** A Wednesday. */
const NOW = Date.UTC(2026, 10, 25, 15, 0, 0);

/** First and last day of a literal such as `LAST_N_DAYS:3`. */
function days(text: string, zone = 'GMT', locale = 'en_US'): string {
  const [name = '', n] = text.split(':');
  const { start, end } = literalRange(name, n === undefined ? undefined : Number(n), { now: NOW, zone, locale });
  return `${start} ${end.addDays(-1)}`;
}

describe('a date literal', () => {
  it.each([
    ['YESTERDAY', '2026-11-24 2026-11-24'],
    ['TODAY', '2026-11-25 2026-11-25'],
    ['TOMORROW', '2026-11-26 2026-11-26'],
    ['LAST_WEEK', '2026-11-15 2026-11-21'],
    ['THIS_WEEK', '2026-11-22 2026-11-28'],
    ['NEXT_WEEK', '2026-11-29 2026-12-05'],
    ['LAST_MONTH', '2026-10-01 2026-10-31'],
    ['THIS_MONTH', '2026-11-01 2026-11-30'],
    ['NEXT_MONTH', '2026-12-01 2026-12-31'],
    ['LAST_90_DAYS', '2026-08-27 2026-11-25'],
    ['NEXT_90_DAYS', '2026-11-26 2027-02-23'],
    ['LAST_N_DAYS:3', '2026-11-22 2026-11-25'],
    ['NEXT_N_DAYS:3', '2026-11-26 2026-11-28'],
    ['N_DAYS_AGO:3', '2026-11-22 2026-11-22'],
    ['NEXT_N_WEEKS:2', '2026-11-29 2026-12-12'],
    ['LAST_N_WEEKS:2', '2026-11-08 2026-11-21'],
    ['N_WEEKS_AGO:2', '2026-11-08 2026-11-14'],
    ['NEXT_N_MONTHS:2', '2026-12-01 2027-01-31'],
    ['LAST_N_MONTHS:2', '2026-09-01 2026-10-31'],
    ['N_MONTHS_AGO:2', '2026-09-01 2026-09-30'],
    ['THIS_QUARTER', '2026-10-01 2026-12-31'],
    ['LAST_QUARTER', '2026-07-01 2026-09-30'],
    ['NEXT_QUARTER', '2027-01-01 2027-03-31'],
    ['NEXT_N_QUARTERS:2', '2027-01-01 2027-06-30'],
    ['LAST_N_QUARTERS:2', '2026-04-01 2026-09-30'],
    ['N_QUARTERS_AGO:2', '2026-04-01 2026-06-30'],
    ['THIS_YEAR', '2026-01-01 2026-12-31'],
    ['LAST_YEAR', '2025-01-01 2025-12-31'],
    ['NEXT_YEAR', '2027-01-01 2027-12-31'],
    ['NEXT_N_YEARS:2', '2027-01-01 2028-12-31'],
    ['LAST_N_YEARS:2', '2024-01-01 2025-12-31'],
    ['N_YEARS_AGO:2', '2024-01-01 2024-12-31'],
    ['THIS_FISCAL_QUARTER', '2026-10-01 2026-12-31'],
    ['LAST_FISCAL_QUARTER', '2026-07-01 2026-09-30'],
    ['NEXT_FISCAL_QUARTER', '2027-01-01 2027-03-31'],
    ['NEXT_N_FISCAL_QUARTERS:2', '2027-01-01 2027-06-30'],
    ['LAST_N_FISCAL_QUARTERS:2', '2026-04-01 2026-09-30'],
    ['N_FISCAL_QUARTERS_AGO:2', '2026-04-01 2026-06-30'],
    ['THIS_FISCAL_YEAR', '2026-01-01 2026-12-31'],
    ['LAST_FISCAL_YEAR', '2025-01-01 2025-12-31'],
    ['NEXT_FISCAL_YEAR', '2027-01-01 2027-12-31'],
    ['NEXT_N_FISCAL_YEARS:2', '2027-01-01 2028-12-31'],
    ['LAST_N_FISCAL_YEARS:2', '2024-01-01 2025-12-31'],
    ['N_FISCAL_YEARS_AGO:2', '2024-01-01 2024-12-31']
  ])('%s is the stretch of days that the reference says', (literal, range) => {
    expect(days(literal)).toBe(range);
  });

  it('begins its week where the locale does, and its day where the zone does', () => {
    expect(days('THIS_WEEK', 'GMT', 'de_DE')).toBe('2026-11-23 2026-11-29');
    expect(days('LAST_N_WEEKS:1', 'GMT', 'de_DE')).toBe('2026-11-16 2026-11-22');
    expect(days('TODAY', 'Asia/Tokyo')).toBe('2026-11-26 2026-11-26');
  });

  it('is refused when there is none of its name', () => {
    expect(() => days('LAST_DECADE')).toThrow("unexpected token: 'LAST_DECADE'");
  });
});

describe('a date function', () => {
  it.each([
    ['CALENDAR_MONTH', '2026-11-25', 11],
    ['CALENDAR_QUARTER', '2026-11-25', 4],
    ['CALENDAR_YEAR', '2026-11-25', 2026],
    ['DAY_IN_MONTH', '2026-02-20', 20],
    ['DAY_IN_WEEK', '2026-11-22', 1],
    ['DAY_IN_WEEK', '2026-11-28', 7],
    ['DAY_IN_YEAR', '2026-02-01', 32],
    ['FISCAL_MONTH', '2026-11-25', 11],
    ['FISCAL_QUARTER', '2026-07-15', 3],
    ['FISCAL_YEAR', '2026-11-25', 2026],
    ['WEEK_IN_MONTH', '2026-04-10', 2],
    ['WEEK_IN_YEAR', '2026-01-03', 1],
    ['WEEK_IN_YEAR', '2026-01-08', 2]
  ])('%s of %s is %s', (name, day, result) => {
    expect(dateFunction(name, ApexDate.parse(day), 'GMT')).toBe(result);
  });

  it('sees an instant in the zone that it is told', () => {
    const instant = new ApexDatetime(Date.UTC(2026, 10, 25, 18, 23, 10));
    expect(dateFunction('HOUR_IN_DAY', instant, 'GMT')).toBe(18);
    expect(dateFunction('HOUR_IN_DAY', instant, 'Asia/Tokyo')).toBe(3);
    expect(String(dateFunction('DAY_ONLY', instant, 'GMT'))).toBe('2026-11-25');
    expect(String(dateFunction('DAY_ONLY', instant, 'Asia/Tokyo'))).toBe('2026-11-26');
    expect(dateFunction('HOUR_IN_DAY', null, 'GMT')).toBeNull();
  });
});
