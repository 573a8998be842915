import type { FieldType, ObjectInfo } from '../contracts/schema.ts';
import type { FieldExpression, SoqlQuery } from '../contracts/soql.ts';
import type { Row } from '../contracts/store.ts';
import { AggregateResult, apexTypeOfField, box, Decimal } from '../values/index.ts';
import { comparable, compare, groupKey, isCaseSensitive, type Comparable } from './comparable.ts';
import { queryError } from './errors.ts';
import { fail, type Expression, type Reader, type Scope } from './expression.ts';
import { AGGREGATES, argument, bindExpression, isAggregate } from './functions.ts';
import type { Run } from './run-context.ts';

/**
 * The groups of a query. A group is a row of its own: first the values grouped by, then every aggregate that SELECT,
 * HAVING or ORDER BY names, each once.
 */
export interface Grouping {
  readonly keys: readonly Expression[];
  readonly sets: readonly (readonly number[])[];
  readonly measures: readonly Measure[];
  readonly columns: readonly { readonly alias: string; readonly index: number; readonly type: FieldType }[];
}

interface Measure {
  readonly text: string;
  readonly type: FieldType;
  start(run: Run, of: readonly number[]): { add(row: Row): void; value(): unknown };
}

const NUMERIC = new Set<FieldType>(['Integer', 'Long', 'Double', 'Currency', 'Percent']);

/** Collects keys and measures while a query is bound. */
export class GroupBinder {
  readonly keys: Expression[] = [];
  readonly measures: Measure[] = [];
  private readonly scope: Scope;
  private readonly texts: string[] = [];

  constructor(scope: Scope, by: readonly FieldExpression[]) {
    this.scope = scope;
    for (const e of by) this.addKey(e);
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
    return at >= 0
      ? at
      : fail(
          queryError(`Field must be grouped or aggregated: ${e.kind === 'path' ? e.path.join('.') : e.name}`, e.pos)
        );
  }

  type(index: number): FieldType {
    return this.keys[index]?.type ?? this.measures[index - this.keys.length]?.type ?? 'AnyType';
  }

  /** The expression as something to filter and sort groups by. */
  expression(e: FieldExpression): Expression {
    const index = this.index(e);
    return { type: this.type(index), direct: false, text: canonical(e), prepare: () => (row) => row[index] ?? null };
  }

  private measure(e: FieldExpression & { kind: 'function' }): number {
    const text = canonical(e);
    const known = this.measures.findIndex((m) => m.text === text);
    if (known >= 0) return known;
    this.measures.push(
      e.name.toUpperCase() === 'GROUPING' ? this.groupingMeasure(text, e) : fieldMeasure(this.scope, text, e)
    );
    return this.measures.length - 1;
  }

  private groupingMeasure(text: string, e: FieldExpression & { kind: 'function' }): Measure {
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
    if (name !== 'COUNT') fail(queryError(`unexpected token: '${e.name}'`, e.pos));
    return { text, type: 'Integer', start: () => counter(() => true) };
  }
  const of = bindExpression(scope, argument(e));
  checkMeasure(name, of, e);
  return { text, type: measureType(name, of.type), start: (run) => accumulator(name, of, of.prepare(run)) };
}

function checkMeasure(name: string, of: Expression, e: FieldExpression & { kind: 'function' }): void {
  const numeric = NUMERIC.has(of.type);
  const bad =
    ((name === 'SUM' || name === 'AVG') && !numeric) ||
    ((name === 'MIN' || name === 'MAX') && of.type === 'Boolean') ||
    of.field?.type === 'LongTextArea';
  if (bad) fail(queryError(`field ${of.field?.name ?? of.text} does not support aggregate operator ${name}`, e.pos));
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
      return extreme(read, name === 'MIN' ? -1 : 1);
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

function extreme(read: Reader, sign: -1 | 1): { add(row: Row): void; value(): unknown } {
  let best: unknown = null;
  let bestKey: Comparable = null;
  return {
    add: (row) => {
      const value = read(row);
      const key = comparable(value);
      if (key === null || (bestKey !== null && compare(key, bestKey) * sign <= 0)) return;
      best = value;
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
  const columns = query.select.map((item) => {
    if (item.kind !== 'field')
      return fail(queryError('Grouped query cannot use subqueries, FIELDS() or TYPEOF', item.pos));
    const index = binder.index(item.field);
    const alias =
      item.alias ?? (item.field.kind === 'path' ? keyAlias(binder, index, item.field.path) : `expr${unnamed++}`);
    return { alias, index, type: binder.type(index) };
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

export function aggregateRecord(grouping: Grouping, info: ObjectInfo, group: Row): AggregateResult {
  const values = grouping.columns.map(
    ({ alias, index, type }) => [alias, box(group[index] ?? null, apexTypeOfField({ type }))] as const
  );
  return new AggregateResult(info, new Map(values));
}

export function hasAggregates(query: SoqlQuery): boolean {
  return (
    query.groupBy !== undefined ||
    query.select.some(
      (s) => s.kind === 'field' && s.field.kind === 'function' && AGGREGATES.has(s.field.name.toUpperCase())
    )
  );
}
