import type { FieldInfo, FieldType, ObjectInfo } from '../contracts/schema.ts';
import type { FieldExpression, SoqlQuery } from '../contracts/soql.ts';
import type { Row } from '../contracts/store.ts';
import { AggregateResult, apexTypeOfField, box, Decimal } from '../values/index.ts';
import { comparable, compare, groupKey, isCaseSensitive, type Comparable } from './comparable.ts';
import { queryError } from './errors.ts';
import { fail, type Expression, type Reader, type Scope } from './expression.ts';
import { inCorporateCurrency } from './currency.ts';
import { isDateFunction } from './dates.ts';
import { argument, bindExpression, formatValue, isAggregate } from './functions.ts';
import { sortKey } from './order.ts';
import type { Run } from './run-context.ts';

/**
 * The groups of a query. A group is a row of its own: first the values grouped by, then every aggregate that SELECT,
 * HAVING or ORDER BY names, each once.
 */
export interface Grouping {
  readonly keys: readonly Expression[];
  readonly sets: readonly (readonly number[])[];
  readonly measures: readonly Measure[];
  readonly columns: readonly Column[];
}

interface Column {
  readonly alias: string;
  readonly index: number;
  readonly type: FieldType;
  /** `FORMAT(MIN(CloseDate))`: the field whose format the value is shown in. */
  readonly shown?: { readonly field: FieldInfo | undefined };
}

/** "You can include up to three fields" (SOQL and SOSL Reference, GROUP BY ROLLUP, GROUP BY CUBE). */
const MOST_SUBTOTALS = 3;

interface Measure {
  readonly text: string;
  readonly type: FieldType;
  readonly field?: FieldInfo | undefined;
  /** Follows from a key, so that no row is used for it. */
  readonly derived?: boolean;
  start(run: Run, of: readonly number[]): { add(row: Row): void; value(): unknown };
}

const NUMERIC = new Set<FieldType>(['Integer', 'Long', 'Double', 'Currency', 'Percent']);
/** Types without any aggregate (SOQL and SOSL Reference, Support for Field Types in Aggregate Functions). */
const UNAGGREGATED = new Set<FieldType>([
  ...(['Base64', 'Boolean', 'Time', 'Address', 'AnyType', 'EncryptedString', 'Location'] as const),
  ...(['MultiPicklist', 'LongTextArea', 'RichTextArea'] as const)
]);
/** Users of the platform report that the due date of activities has no MAX (declarative-lookup-rollup-summaries 784). */
const NO_EXTREME = new Set(['Task.ActivityDate', 'Event.ActivityDate']);

/** Collects keys and measures while a query is bound. */
export class GroupBinder {
  readonly keys: Expression[] = [];
  readonly measures: Measure[] = [];
  private readonly scope: Scope;
  private readonly texts: string[] = [];
  private readonly plain: boolean;
  private what: 'Field' | 'Ordered field' = 'Field';

  constructor(scope: Scope, groupBy: SoqlQuery['groupBy']) {
    this.scope = scope;
    this.plain = groupBy?.kind === 'plain';
    for (const e of groupBy?.by ?? []) this.addKey(e);
    const [, , , fourth] = groupBy?.by ?? [];
    // The text is assumed.
    if (fourth && !this.plain)
      fail(queryError(`GROUP BY ${groupBy?.kind.toUpperCase()} takes at most ${MOST_SUBTOTALS} fields`, fourth.pos));
  }

  private addKey(e: FieldExpression): void {
    const key = bindExpression(this.scope, e);
    if (key.field && !key.field.groupable && e.kind === 'path')
      fail(queryError(`field '${key.field.name}' can not be grouped in a query call`, e.pos));
    this.keys.push(key);
    this.texts.push(canonical(e));
  }

  /** The column of a group that an expression is: a key or a measure. */
  index(e: FieldExpression): number {
    if (isAggregate(e)) return this.keys.length + this.measure(e as FieldExpression & { kind: 'function' });
    const at = this.texts.indexOf(canonical(e));
    if (at >= 0) return at;
    const derived = e.kind === 'function' ? this.derived(e) : undefined;
    if (derived !== undefined) return this.keys.length + derived;
    return fail(queryError(`${this.what} must be grouped or aggregated: ${this.ungrouped(e)}`, e.pos));
  }

  /** The field that stands in no group; one that is not there is told as such. */
  private ungrouped(e: FieldExpression): string {
    if (e.kind === 'path') return this.scope.path(e.path, e.pos).text;
    return bindExpression(this.scope, e).text;
  }

  /** As the platform calls a field of ORDER BY (assumed). */
  ordering<T>(bind: () => T): T {
    this.what = 'Ordered field';
    try {
      return bind();
    } finally {
      this.what = 'Field';
    }
  }

  /** "You can use the date field instead of the date function in the GROUP BY clause" (SOQL and SOSL Reference, Date Functions). */
  private derived(e: FieldExpression & { kind: 'function' }): number | undefined {
    if (!isDateFunction(e.name.toUpperCase())) return undefined;
    const key = this.texts.indexOf(canonical(argument(e)));
    if (this.keys[key]?.type !== 'Date') return undefined;
    const text = canonical(e);
    const known = this.measures.findIndex((m) => m.text === text);
    if (known >= 0) return known;
    this.measures.push(derivedMeasure(bindExpression(this.scope, e), text, key));
    return this.measures.length - 1;
  }

  field(index: number): FieldInfo | undefined {
    return this.keys[index]?.field ?? this.measures[index - this.keys.length]?.field;
  }

  type(index: number): FieldType {
    return this.keys[index]?.type ?? this.measures[index - this.keys.length]?.type ?? 'AnyType';
  }

  /** The expression as something to filter and sort groups by. */
  expression(e: FieldExpression): Expression {
    const index = this.index(e);
    const field = this.keys[index]?.field;
    return {
      type: this.type(index),
      ...(field ? { field } : {}),
      direct: false,
      text: canonical(e),
      prepare: () => (row) => row[index] ?? null
    };
  }

  private measure(e: FieldExpression & { kind: 'function' }): number {
    const text = canonical(e);
    const [of] = e.args;
    if (this.plain && of?.kind === 'path' && e.name.toUpperCase() !== 'GROUPING' && this.texts.includes(canonical(of)))
      fail(queryError(`Grouped field should not be aggregated: ${of.path.join('.')}`, e.pos));
    const known = this.measures.findIndex((m) => m.text === text);
    if (known >= 0) return known;
    this.measures.push(
      e.name.toUpperCase() === 'GROUPING' ? this.groupingMeasure(text, e) : fieldMeasure(this.scope, text, e)
    );
    return this.measures.length - 1;
  }

  /** "Use the GROUPING(fieldName) function to determine if a row is a subtotal" of ROLLUP or CUBE; the text is assumed. */
  private groupingMeasure(text: string, e: FieldExpression & { kind: 'function' }): Measure {
    if (this.plain) fail(queryError('GROUPING() is only allowed with GROUP BY ROLLUP or CUBE', e.pos));
    const key = this.index(argument(e));
    return {
      text,
      type: 'Integer',
      start: (_run, of) => ({ add: () => undefined, value: () => (of.includes(key) ? 0 : 1) })
    };
  }
}

/** One spelling for what is the same expression. */
function canonical(e: FieldExpression): string {
  if (e.kind === 'path') return e.path.join('.').toLowerCase();
  return `${e.name.toLowerCase()}(${e.args.map((a) => (a.kind === 'literal' ? JSON.stringify(a.value) : canonical(a))).join(',')})`;
}

function fieldMeasure(scope: Scope, text: string, e: FieldExpression & { kind: 'function' }): Measure {
  const name = e.name.toUpperCase();
  if (e.args.length === 0) {
    // Documented: COUNT() is the only element of the list. The text is assumed.
    fail(
      queryError(
        name === 'COUNT' ? 'COUNT() must be the only element in SELECT' : `unexpected token: '${e.name}'`,
        e.pos
      )
    );
  }
  const bound = bindExpression(scope, argument(e));
  checkMeasure(name, bound, e);
  const of = inCorporateCurrency(scope, argument(e), bound);
  const { field } = of;
  return { text, type: measureType(name, of.type), field, start: (run) => accumulator(name, of, of.prepare(run)) };
}

/** A function of a date that the rows are grouped by: the same for all of a group. */
function derivedMeasure(of: Expression, text: string, key: number): Measure {
  return {
    text,
    type: of.type,
    derived: true,
    start: (run, keys) => {
      const read = of.prepare(run);
      let value: unknown = null;
      return { add: (row) => void (keys.includes(key) && (value = read(row))), value: () => value };
    }
  };
}

function checkMeasure(name: string, of: Expression, e: FieldExpression & { kind: 'function' }): void {
  const { field, type } = of;
  const bad =
    UNAGGREGATED.has(type) ||
    ((name === 'SUM' || name === 'AVG') && !NUMERIC.has(type)) ||
    ((name === 'MIN' || name === 'MAX') && field !== undefined && NO_EXTREME.has(`${field.object}.${field.name}`));
  if (bad) fail(queryError(`field ${field?.name ?? of.text} does not support aggregate operator ${name}`, e.pos));
}

function measureType(name: string, of: FieldType): FieldType {
  if (name.startsWith('COUNT')) return 'Integer';
  return name === 'AVG' ? 'Double' : of;
}

function counter(counts: (row: Row) => boolean): { add(row: Row): void; value(): unknown } {
  let n = 0;
  return { add: (row) => void (counts(row) && n++), value: () => n };
}

function accumulator(name: string, of: Expression, read: Reader): { add(row: Row): void; value(): unknown } {
  const known = (row: Row) => (read(row) ?? null) !== null;
  switch (name) {
    case 'COUNT':
      return counter(known);
    case 'COUNT_DISTINCT': {
      const seen = new Set<unknown>();
      return {
        add: (row) => void (known(row) && seen.add(groupKey(comparable(read(row), isExact(of))))),
        value: () => seen.size
      };
    }
    case 'SUM':
      return summing(read, (sum, n) => (n === 0 ? null : of.type === 'Integer' ? sum.toNumber() : sum));
    case 'AVG':
      return summing(read, (sum, n) => (n === 0 ? null : sum.div(Decimal.of(n))));
    default:
      return extreme(read, sortKey(of, read), name === 'MIN' ? -1 : 1);
  }
}

function summing(
  read: Reader,
  result: (sum: Decimal, n: number) => unknown
): { add(row: Row): void; value(): unknown } {
  let sum = Decimal.ZERO;
  let n = 0;
  return {
    add: (row) => {
      const value = read(row);
      if (value === null || value === undefined) return;
      sum = sum.add(Decimal.of(value as number | Decimal));
      n++;
    },
    value: () => result(sum, n)
  };
}

function extreme(
  read: Reader,
  keyOf: (row: Row) => Comparable,
  sign: -1 | 1
): { add(row: Row): void; value(): unknown } {
  let best: unknown = null;
  let bestKey: Comparable = null;
  return {
    add: (row) => {
      const key = keyOf(row);
      if (key === null || (bestKey !== null && compare(key, bestKey) * sign <= 0)) return;
      best = read(row);
      bestKey = key;
    },
    value: () => best
  };
}

/** `GROUP BY ROLLUP(a, b)` also groups by a and by nothing; `CUBE` by every subset. */
function groupingSets(kind: 'plain' | 'rollup' | 'cube', n: number): number[][] {
  const all = Array.from({ length: n }, (_, i) => i);
  if (kind === 'plain') return [all];
  if (kind === 'rollup') return [...all.map((i) => all.slice(0, n - i)), []];
  return Array.from({ length: 2 ** n }, (_, mask) => all.filter((i) => !(mask & (1 << i))));
}

export function bindGrouping(query: SoqlQuery, binder: GroupBinder): Grouping {
  let unnamed = 0;
  const columns = query.select.map((item): Column => {
    if (item.kind !== 'field')
      return fail(queryError('Grouped query cannot use subqueries, FIELDS() or TYPEOF', item.pos));
    const shown = item.field.kind === 'function' && item.field.name.toUpperCase() === 'FORMAT' ? item.field : undefined;
    const of = shown ? argument(shown) : item.field;
    const index = binder.index(of);
    const alias =
      item.alias ?? (item.field.kind === 'path' ? keyAlias(binder, index, item.field.path) : `expr${unnamed++}`);
    return {
      alias,
      index,
      ...(shown ? { type: 'String', shown: { field: binder.field(index) } } : { type: binder.type(index) })
    };
  });
  const twice = columns.find((c, i) => columns.findIndex((o) => o.alias.toLowerCase() === c.alias.toLowerCase()) !== i);
  if (twice) fail(queryError(`duplicate alias: ${twice.alias}`, query.pos));
  return {
    keys: binder.keys,
    measures: binder.measures,
    columns,
    sets: groupingSets(query.groupBy?.kind ?? 'plain', binder.keys.length)
  };
}

function keyAlias(binder: GroupBinder, index: number, path: readonly string[]): string {
  return binder.keys[index]?.field?.name ?? path.at(-1) ?? '';
}

/** Groups rows; without GROUP BY all rows are one group, which exists even when there are none. */
export function groupRows(grouping: Grouping, rows: readonly Row[], run: Run): Row[] {
  const readers = grouping.keys.map((k) => k.prepare(run));
  return grouping.sets.flatMap((of) => groupBySet(grouping, of, readers, rows, run));
}

interface Group {
  readonly keys: unknown[];
  readonly measures: { add(row: Row): void; value(): unknown }[];
}

function groupBySet(
  grouping: Grouping,
  of: readonly number[],
  readers: readonly Reader[],
  rows: readonly Row[],
  run: Run
): Row[] {
  const groups = new Map<unknown, Group>();
  const start = (keys: unknown[]): Group => ({ keys, measures: grouping.measures.map((m) => m.start(run, of)) });
  if (of.length === 0) groups.set('', start(readers.map(() => null)));
  const keyOf = groupKeyReader(grouping.keys, of, readers);
  for (const row of rows) {
    const key = keyOf(row);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = start(readers.map((read, i) => (of.includes(i) ? read(row) : null)))));
    for (const measure of group.measures) measure.add(row);
  }
  return [...groups.values()].map((g) => [...g.keys, ...g.measures.map((m) => m.value())]);
}

/** What tells the groups of one grouping set apart. */
function groupKeyReader(
  keys: readonly Expression[],
  of: readonly number[],
  readers: readonly Reader[]
): (row: Row) => unknown {
  const parts = of.map((i) => {
    const read = readers[i] as Reader;
    const exact = isExact(keys[i] as Expression);
    return (row: Row) => groupKey(comparable(read(row), exact));
  });
  const [only] = parts;
  if (parts.length === 0) return () => '';
  if (parts.length === 1 && only) return only;
  return (row) => {
    let text = '';
    for (const part of parts) {
      const key = part(row);
      text += `${typeof key}${String(key)}\0`;
    }
    return text;
  };
}

function isExact(e: Expression): boolean {
  return isCaseSensitive(e.type, e.field?.caseSensitive);
}

export function aggregateRecord(grouping: Grouping, info: ObjectInfo, group: Row, run: Run): AggregateResult {
  const values = grouping.columns.map(({ alias, index, type, shown }) => {
    const value = group[index] ?? null;
    return [alias, shown ? formatValue(value, shown.field, run) : box(value, apexTypeOfField({ type }))] as const;
  });
  return new AggregateResult(info, new Map(values));
}

export function hasAggregates(query: SoqlQuery): boolean {
  return query.groupBy !== undefined || query.select.some((s) => s.kind === 'field' && containsAggregate(s.field));
}

/** An aggregate, or `FORMAT()` of one. */
function containsAggregate(e: FieldExpression): boolean {
  if (isAggregate(e)) return true;
  return e.kind === 'function' && e.args.some((arg) => arg.kind === 'function' && containsAggregate(arg));
}
