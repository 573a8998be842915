import type { CompanySettingsModel, CustomFiscalYears } from '../metadata/index.ts';
import { ApexDate, standardFiscalCalendar } from '../values/index.ts';
import type { SetupRows } from './rows.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** How many standard years around the current one have rows; the documents do not say which have. */
const AROUND = 3;

/** What `Company.settings` says of fiscal years, or a new org's calendar years; custom ones where the project defines them. */
export function writeFiscalYears(
  rows: SetupRows,
  settings: CompanySettingsModel | null,
  custom: CustomFiscalYears | undefined
): void {
  const start = settings?.startMonth ?? 1;
  const byStart = settings?.namedByStart ?? false;
  const [organization] = rows.org.store.scan(rows.object('Organization'), { kind: 'all' });
  rows.upsert(
    'Organization',
    { Id: organization?.[0] },
    { FiscalYearStartMonth: start, UsesStartDateAsFiscalYearName: byStart }
  );
  for (const standard of [true, false]) removeYears(rows, standard);
  if (settings?.custom && custom) for (const year of custom) writeCustomYear(rows, year);
  else writeStandardYears(rows, start, byStart);
}

function removeYears(rows: SetupRows, standard: boolean): void {
  for (const [id] of rows.rows('FiscalYearSettings', 'IsStandardYear', standard)) {
    rows.removeWhere('Period', 'FiscalYearSettingsId', id);
    rows.removeWhere('FiscalYearSettings', 'Id', id);
  }
}

function writeStandardYears(rows: SetupRows, startMonth: number, byStart: boolean): void {
  const calendar = standardFiscalCalendar(startMonth, byStart);
  const now = new Date(rows.org.clock.now());
  const current = calendar.startOf('YEAR', ApexDate.of(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)) as ApexDate;
  for (let n = -AROUND; n <= AROUND; n++) {
    const first = current.addMonths(12 * n);
    const name = String(calendar.numberOf('YEAR', first));
    const id = writeYear(rows, name, first, first.addMonths(12).addDays(-1), true);
    for (let m = 0; m < 12; m += 3) writeMonths(rows, id, name, first, m, 3);
    for (let m = 0; m < 12; m++) writeMonths(rows, id, name, first, m, 1);
  }
}

function writeMonths(rows: SetupRows, yearId: string, name: string, first: ApexDate, from: number, count: 1 | 3): void {
  const start = first.addMonths(from);
  writePeriod(rows, yearId, {
    Type: count === 1 ? 'Month' : 'Quarter',
    Number: from / count + 1,
    StartDate: start,
    EndDate: start.addMonths(count).addDays(-1),
    // "For example, September FY 2016"; of quarters assumed.
    FullyQualifiedLabel: `${count === 1 ? MONTHS[start.month - 1] : `Q${from / 3 + 1}`} FY ${name}`
  });
}

function writeCustomYear(rows: SetupRows, year: CustomFiscalYears[number]): void {
  const quarters = year.quarters.map((day) => ApexDate.parse(day));
  const end = ApexDate.parse(year.end);
  const id = writeYear(rows, year.name, quarters[0] as ApexDate, end, false);
  quarters.forEach((StartDate, i) =>
    writePeriod(rows, id, {
      Type: 'Quarter',
      Number: i + 1,
      StartDate,
      EndDate: quarters[i + 1]?.addDays(-1) ?? end,
      FullyQualifiedLabel: `Q${i + 1} FY ${year.name}`
    })
  );
}

function writeYear(rows: SetupRows, Name: string, StartDate: ApexDate, EndDate: ApexDate, standard: boolean): string {
  const id = rows.add('FiscalYearSettings', {
    Name,
    StartDate,
    EndDate,
    IsStandardYear: standard,
    YearType: standard ? 'Standard' : 'Custom'
  });
  const FullyQualifiedLabel = `FY ${Name}`;
  const PeriodId = writePeriod(rows, id, { Type: 'Year', Number: 1, StartDate, EndDate, FullyQualifiedLabel });
  rows.upsert('FiscalYearSettings', { Id: id }, { PeriodId });
  return id;
}

function writePeriod(rows: SetupRows, yearId: string, values: Readonly<Record<string, unknown>>): string {
  return rows.add('Period', { FiscalYearSettingsId: yearId, ...values });
}
