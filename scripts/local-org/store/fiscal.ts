import type { Schema } from '../contracts/schema.ts';
import type { Store } from '../contracts/store.ts';
import {
  ApexDate,
  customFiscalCalendar,
  standardFiscalCalendar,
  type CustomFiscalYear,
  type FiscalCalendar
} from '../values/index.ts';

const OBJECTS = ['Organization', 'FiscalYearSettings', 'Period'] as const;

interface Known {
  readonly revisions: string;
  readonly calendar: FiscalCalendar;
}

const known = new WeakMap<Store, Known>();

/**
 * The fiscal years of the org as its rows have them: those of Organization (FiscalYearStartMonth,
 * UsesStartDateAsFiscalYearName), or, where a FiscalYearSettings row is of no standard year, the custom ones.
 */
export function fiscalCalendarOf(schema: Schema, store: Store): FiscalCalendar {
  const revisions = OBJECTS.map((name) => {
    const object = schema.object(name);
    return object ? store.revision(object) : 0;
  }).join(' ');
  const last = known.get(store);
  if (last?.revisions === revisions) return last.calendar;
  const calendar = read(schema, store);
  known.set(store, { revisions, calendar });
  return calendar;
}

function read(schema: Schema, store: Store): FiscalCalendar {
  const years = customYears(schema, store);
  if (years.length > 0) return customFiscalCalendar(years);
  const [organization] = rowsOf(schema, store, 'Organization');
  const month = organization?.('FiscalYearStartMonth');
  return standardFiscalCalendar(
    typeof month === 'number' ? month : 1,
    organization?.('UsesStartDateAsFiscalYearName') === true
  );
}

type ReadRow = (field: string) => unknown;

function rowsOf(schema: Schema, store: Store, name: string): ReadRow[] {
  const object = schema.object(name);
  if (!object) return [];
  return [...store.scan(object, { kind: 'all' })].map((row) => (field) => row[object.field(field)?.slot ?? -1]);
}

function customYears(schema: Schema, store: Store): CustomFiscalYear[] {
  const custom = rowsOf(schema, store, 'FiscalYearSettings').filter((year) => year('IsStandardYear') === false);
  if (custom.length === 0) return [];
  const quarters = rowsOf(schema, store, 'Period').filter((period) => period('Type') === 'Quarter');
  return custom.map((year) => ({
    name: String(year('Name')),
    quarters: quarters
      .filter((quarter) => quarter('FiscalYearSettingsId') === year('Id'))
      .map((quarter) => quarter('StartDate') as ApexDate)
      .sort((a, b) => a.days - b.days),
    end: year('EndDate') as ApexDate
  }));
}
