import type { FieldType } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import { localeTag } from '../values/index.ts';
import { comparable, compare, isCaseSensitive, type Comparable } from './comparable.ts';
import type { Expression, Reader } from './expression.ts';
import type { Run } from './run-context.ts';

export interface Sort {
  readonly by: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

type Order = (a: Comparable, b: Comparable) => number;

export function sortRows(rows: Row[], sort: readonly Sort[], run: Run): Row[] {
  if (sort.length === 0 || rows.length < 2) return rows;
  const order = orderOf(run.tx.user.locale);
  const columns = sort.map((s) => ({ sort: s, keys: rows.map(sortKey(s.by, s.by.prepare(run))) }));
  const places = Array.from({ length: rows.length }, (_, i) => i);
  places.sort((a, b) => {
    for (const { sort: s, keys } of columns) {
      const difference = compareKeys(keys[a] ?? null, keys[b] ?? null, s, order);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
  return places.map((i) => rows[i] as Row);
}

function compareKeys(a: Comparable, b: Comparable, { descending, nullsFirst }: Sort, order: Order): number {
  if (a === null || b === null) return a === b ? 0 : (a === null) === nullsFirst ? -1 : 1;
  return descending ? order(b, a) : order(a, b);
}

const collators = new Map<string, Order>();

/**
 * English locales sort by the values of upper-case characters, others by Unicode's collation (SOQL and SOSL Reference,
 * ORDER BY); the language's own rules in it are assumed.
 */
function orderOf(locale: string): Order {
  if (/^en(_|$)/i.test(locale)) return compare;
  let order = collators.get(locale);
  if (!order) {
    const collator = new Intl.Collator(localeTag(locale));
    order = (a, b) => (typeof a === 'string' && typeof b === 'string' ? collator.compare(a, b) : compare(a, b));
    collators.set(locale, order);
  }
  return order;
}

const IDS = new Set<FieldType>(['Id', 'Reference']);

/** Whether an index brings values in the order of ORDER BY: that of text depends on the user. */
export function isPlainOrder(type: FieldType): boolean {
  return IDS.has(type) || NUMBERS.has(type);
}

const NUMBERS = new Set<FieldType>(['Integer', 'Long', 'Double', 'Currency', 'Percent', 'Date', 'Datetime', 'Time']);

/** Picklists sort in the order of their values, then values that are none of them (assumed); everything else by value. */
export function sortKey(by: Expression, read: Reader): (row: Row) => Comparable {
  const exact = isCaseSensitive(by.type, false);
  const picklist = by.type === 'Picklist' ? by.field?.picklist : undefined;
  if (!picklist || picklist.values.length === 0)
    return exact ? (row) => comparable(read(row), true) : (row) => upper(comparable(read(row), true));
  const places = new Map(picklist.values.map((v, i) => [v.value.toLowerCase(), i]));
  return (row) => {
    const value = comparable(read(row));
    if (value === null) return null;
    const place = places.get(String(value));
    return place === undefined ? `Z${value}` : String(place).padStart(6, '0');
  };
}

function upper(value: Comparable): Comparable {
  return typeof value === 'string' ? value.toUpperCase() : value;
}
