import { ApexDate } from './date.ts';

export type FiscalUnit = 'MONTH' | 'QUARTER' | 'YEAR';

/** The fiscal years of an org (Salesforce Help, Set the Fiscal Year). */
export interface FiscalCalendar {
  /** Custom fiscal years follow no rule: `FISCAL_MONTH()` and its kin are not supported then. */
  readonly custom: boolean;
  /** First day of the quarter or year in which a day is; undefined where no fiscal year is defined for it. */
  startOf(unit: 'QUARTER' | 'YEAR', day: ApexDate): ApexDate | undefined;
  /** First day of the quarter or year that comes `n` after the one that starts there. */
  move(unit: 'QUARTER' | 'YEAR', start: ApexDate, n: number): ApexDate | undefined;
  /** Number of the month or quarter in its year, or of the year; undefined where no fiscal year is defined for the day. */
  numberOf(unit: FiscalUnit, day: ApexDate): number | undefined;
}

const MONTHS = { MONTH: 1, QUARTER: 3, YEAR: 12 } as const;

/**
 * Years of twelve months that begin on the first of a month. They are named by the year in which they end, or by that in
 * which they start: "if your fiscal year starts in April 2012 and ends in March 2013 ... endingMonth, then 2013 is used"
 * (Metadata API, CompanySettings).
 */
export function standardFiscalCalendar(startMonth: number, namedByStart: boolean): FiscalCalendar {
  const monthOf = (day: ApexDate): number => (day.month - startMonth + 12) % 12;
  const first = (unit: FiscalUnit, day: ApexDate): ApexDate =>
    ApexDate.of(day.year, day.month, 1).addMonths(-(monthOf(day) % MONTHS[unit]));
  return {
    custom: false,
    startOf: first,
    move: (unit, start, n) => start.addMonths(n * MONTHS[unit]),
    numberOf: (unit, day) => {
      if (unit === 'YEAR') return namedByStart ? first('YEAR', day).year : first('YEAR', day).addMonths(11).year;
      return Math.floor(monthOf(day) / MONTHS[unit]) + 1;
    }
  };
}

/** One custom fiscal year: its quarters by their first days, and its last day. */
export interface CustomFiscalYear {
  readonly name: string;
  readonly quarters: readonly ApexDate[];
  readonly end: ApexDate;
}

/** Years that are defined one by one, in any order; they follow each other without a gap. */
export function customFiscalCalendar(years: readonly CustomFiscalYear[]): FiscalCalendar {
  const sorted = [...years].sort((a, b) => (a.quarters[0]?.days ?? 0) - (b.quarters[0]?.days ?? 0));
  const end = sorted.at(-1)?.end.addDays(1);
  const starts = {
    QUARTER: [...sorted.flatMap((year) => year.quarters), ...(end ? [end] : [])],
    YEAR: [...sorted.flatMap((year) => year.quarters.slice(0, 1)), ...(end ? [end] : [])]
  };
  const placeOf = (unit: 'QUARTER' | 'YEAR', day: ApexDate): number =>
    starts[unit].findIndex((start, i) => start.days <= day.days && day.days < (starts[unit][i + 1]?.days ?? -Infinity));
  return {
    custom: true,
    startOf: (unit, day) => starts[unit][placeOf(unit, day)],
    move: (unit, start, n) => starts[unit][starts[unit].findIndex((each) => each.days === start.days) + n],
    numberOf: (unit, day) => {
      const year = sorted[placeOf('YEAR', day)];
      if (!year || unit === 'MONTH') return undefined;
      if (unit === 'YEAR') return Number(/\d+/.exec(year.name)?.[0] ?? NaN) || undefined;
      return year.quarters.filter((start) => start.days <= day.days).length;
    }
  };
}
