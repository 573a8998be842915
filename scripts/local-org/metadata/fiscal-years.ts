import { ApexDate } from '../values/index.ts';
import { readConfig } from './config.ts';

/** Custom fiscal years of an org: first days of their quarters and the last day, as `2026-02-01`. */
export type CustomFiscalYears = readonly {
  readonly name: string;
  readonly quarters: readonly string[];
  readonly end: string;
}[];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * `fiscalYears` of the project's `config/local-org.json`: the years of an org whose `Company.settings` enable custom fiscal
 * years, which no metadata holds. Throws for what is none.
 */
export function readFiscalYears(dir: string): CustomFiscalYears | undefined {
  const { fiscalYears } = readConfig<{ fiscalYears: CustomFiscalYears }>(dir);
  if (fiscalYears === undefined) return undefined;
  if (!fiscalYears.every((year) => year.quarters.length > 0 && rising([...year.quarters, year.end])))
    throw new Error(
      'config/local-org.json: a fiscal year has a name, the first days of its quarters, in order, and its last day, each as 2026-02-01'
    );
  if (!follow(fiscalYears))
    throw new Error(
      'config/local-org.json: fiscal years follow each other, each from the day after the last day of another'
    );
  return fiscalYears;
}

/** Without a gap or an overlap, in whichever order they are written. */
function follow(years: CustomFiscalYears): boolean {
  const sorted = [...years].sort((a, b) => firstDay(a).days - firstDay(b).days);
  return sorted.every((year, i) => {
    const before = sorted[i - 1];
    return !before || ApexDate.parse(before.end).addDays(1).days === firstDay(year).days;
  });
}

function firstDay({ quarters }: CustomFiscalYears[number]): ApexDate {
  return ApexDate.parse(quarters[0] as string);
}

function rising(days: readonly string[]): boolean {
  return days.every((day, i) => DAY.test(day) && (i === 0 || (days[i - 1] as string) < day));
}
