import { describe, expect, it } from 'vitest';
import { ApexDate, ApexDatetime, customFiscalCalendar, standardFiscalCalendar } from '../../values/index.ts';
import { dateFunction, literalRange } from '../dates.ts';

/** A Wednesday. */
const NOW = Date.UTC(2026, 10, 25, 15, 0, 0);

const CALENDAR = standardFiscalCalendar(1, false);

/** First and last day of a literal such as `LAST_N_DAYS:3`. */
function days(text: string, zone = 'GMT', locale = 'en_US', fiscal = CALENDAR): string {
  const [name = '', n] = text.split(':');
  const count = n === undefined ? undefined : Number(n);
  const { start, end } = literalRange(name, count, { now: NOW, zone, locale, fiscal });
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

describe('a fiscal year that begins in April', () => {
  const april = standardFiscalCalendar(4, false);

  it.each([
    ['THIS_FISCAL_QUARTER', '2026-10-01 2026-12-31'],
    ['THIS_FISCAL_YEAR', '2026-04-01 2027-03-31'],
    ['LAST_FISCAL_YEAR', '2025-04-01 2026-03-31'],
    ['NEXT_N_FISCAL_YEARS:2', '2027-04-01 2029-03-31'],
    ['N_FISCAL_QUARTERS_AGO:3', '2026-01-01 2026-03-31']
  ])('%s is %s', (literal, range) => expect(days(literal, 'GMT', 'en_US', april)).toBe(range));

  it.each([
    ['2026-04-01', 1, 1, 2027],
    ['2026-12-31', 9, 3, 2027],
    ['2027-03-31', 12, 4, 2027]
  ])('has %s in month %i and quarter %i of %i', (day, month, quarter, year) => {
    const of = (name: string) => dateFunction(name, ApexDate.parse(day), 'GMT', april);
    expect([of('FISCAL_MONTH'), of('FISCAL_QUARTER'), of('FISCAL_YEAR')]).toEqual([month, quarter, year]);
  });

  it('may be named by its start', () => {
    expect(dateFunction('FISCAL_YEAR', ApexDate.parse('2027-03-31'), 'GMT', standardFiscalCalendar(4, true))).toBe(
      2026
    );
  });
});

describe('custom fiscal years', () => {
  const year = (name: string, quarters: string[], end: string) => ({
    name,
    quarters: quarters.map((day) => ApexDate.parse(day)),
    end: ApexDate.parse(end)
  });
  const custom = customFiscalCalendar([
    year('FY 2027', ['2027-02-01', '2027-05-03', '2027-08-02', '2027-11-01'], '2028-01-30'),
    year('FY 2026', ['2026-02-02', '2026-05-04', '2026-08-03', '2026-11-02'], '2027-01-31')
  ]);

  it('are as they are defined', () => {
    expect(days('THIS_FISCAL_QUARTER', 'GMT', 'en_US', custom)).toBe('2026-11-02 2027-01-31');
    expect(days('NEXT_FISCAL_YEAR', 'GMT', 'en_US', custom)).toBe('2027-02-01 2028-01-30');
    expect(custom.numberOf('QUARTER', ApexDate.parse('2027-05-02'))).toBe(1);
    expect(custom.numberOf('YEAR', ApexDate.parse('2027-05-02'))).toBe(2027);
  });

  it('end where none is defined, and know no functions', () => {
    expect(() => days('LAST_FISCAL_YEAR', 'GMT', 'en_US', custom)).toThrow('no fiscal year is defined for this period');
    expect(() => dateFunction('FISCAL_QUARTER', ApexDate.parse('2026-03-01'), 'GMT', custom)).toThrow(
      'FISCAL_QUARTER() is not supported in an organization with custom fiscal years'
    );
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
    expect(dateFunction(name, ApexDate.parse(day), 'GMT', CALENDAR)).toBe(result);
  });

  it('sees an instant in the zone that it is told', () => {
    const instant = new ApexDatetime(Date.UTC(2026, 10, 25, 18, 23, 10));
    expect(dateFunction('HOUR_IN_DAY', instant, 'GMT', CALENDAR)).toBe(18);
    expect(dateFunction('HOUR_IN_DAY', instant, 'Asia/Tokyo', CALENDAR)).toBe(3);
    expect(String(dateFunction('DAY_ONLY', instant, 'GMT', CALENDAR))).toBe('2026-11-25');
    expect(String(dateFunction('DAY_ONLY', instant, 'Asia/Tokyo', CALENDAR))).toBe('2026-11-26');
    expect(dateFunction('HOUR_IN_DAY', null, 'GMT', CALENDAR)).toBeNull();
  });
});
