import type { FieldInfo } from '../contracts/schema.ts';
import type { CompareOperator, Condition, SoqlQuery, Value } from '../contracts/soql.ts';
import type { AccessPath, Row } from '../contracts/store.ts';
import { compare, comparable, groupKey, isCaseSensitive, type Comparable } from './comparable.ts';
import { queryError } from './errors.ts';
import type { Expression } from './expression.ts';
import { checkLiteral, isCollection, operand, operands, type Operand } from './operands.ts';
import { likeTest } from './like.ts';
import type { Run } from './run-context.ts';

export type Test = (row: Row) => boolean;

/** A way to find rows: one that the store knows, or several whose rows together are wanted. */
export type RowPath = AccessPath | { readonly kind: 'union'; readonly of: readonly AccessPath[] };

/** A condition of one run: its test, and the narrowest ways in which an index can serve it. */
export interface PreparedCondition {
  readonly test: Test;
  /** Each contains every row that passes the test. */
  readonly paths: readonly RowPath[];
}

export interface BoundCondition {
  prepare(run: Run): PreparedCondition;
}

/** How conditions reach what they compare: rows of a table, or groups of an aggregate query. */
export interface ConditionBinder {
  left(condition: Extract<Condition, { kind: 'compare' }>): Expression;
  /** Values of the one field that a semi-join selects. */
  subquery(query: SoqlQuery, left: Expression): (run: Run) => ReadonlySet<unknown>;
  /** Told of each comparison, for the types of its binds. */
  compared(right: Value, op: CompareOperator, left: Expression): void;
}

export function bindCondition(condition: Condition, binder: ConditionBinder): BoundCondition {
  switch (condition.kind) {
    case 'and':
      return allConditions(condition.items.map((c) => bindCondition(c, binder)));
    case 'or':
      return any(condition.items.map((c) => bindCondition(c, binder)));
    case 'not':
      return not(bindCondition(condition.item, binder));
    case 'compare':
      return bindCompare(condition, binder);
  }
}

export function allConditions(items: readonly BoundCondition[]): BoundCondition {
  return {
    prepare: (run) => {
      const prepared = items.map((c) => c.prepare(run));
      const tests = prepared.map((p) => p.test);
      return { test: everyOf(tests), paths: narrowed(prepared.flatMap((p) => p.paths)) };
    }
  };
}

function everyOf(tests: readonly Test[]): Test {
  const [first, second] = tests;
  if (tests.length === 2 && first && second) return (row) => first(row) && second(row);
  return (row) => tests.every((t) => t(row));
}

/** Two bounds of one field are one range. */
function narrowed(paths: readonly RowPath[]): RowPath[] {
  const kept: RowPath[] = [];
  for (const path of paths) {
    const at = path.kind === 'range' ? kept.findIndex((k) => k.kind === 'range' && k.field === path.field) : -1;
    const other = kept[at];
    if (path.kind === 'range' && other?.kind === 'range')
      kept[at] = { ...other, low: other.low ?? path.low, high: other.high ?? path.high };
    else kept.push(path);
  }
  return kept;
}

function any(items: readonly BoundCondition[]): BoundCondition {
  return {
    prepare: (run) => {
      const prepared = items.map((c) => c.prepare(run));
      const tests = prepared.map((p) => p.test);
      return { test: (row) => tests.some((t) => t(row)), paths: unionOf(prepared) };
    }
  };
}

/** OR can use indexes when each of its sides can. */
function unionOf(sides: readonly PreparedCondition[]): RowPath[] {
  const of: AccessPath[] = [];
  for (const { paths } of sides) {
    const path = paths.find((p) => p.kind !== 'range') ?? paths[0];
    if (!path) return [];
    if (path.kind === 'union') of.push(...path.of);
    else of.push(path);
  }
  return [{ kind: 'union', of }];
}

function not(item: BoundCondition): BoundCondition {
  return {
    prepare: (run) => {
      const { test } = item.prepare(run);
      return { test: (row) => !test(row), paths: [] };
    }
  };
}

type Compare = Extract<Condition, { kind: 'compare' }>;

function bindCompare(condition: Compare, binder: ConditionBinder): BoundCondition {
  const left = binder.left(condition);
  const { op, right, pos } = condition;
  if (left.field && !left.field.filterable)
    throw queryError(`field '${left.field.name}' can not be filtered in a query call`, pos);
  checkOperator(op, left, condition);
  checkLiteral(right, left, pos);
  binder.compared(right, op, left);
  if (op === 'IN' || op === 'NOT IN') return bindIn(condition, left, binder);
  if (op === 'INCLUDES' || op === 'EXCLUDES') return bindIncludes(condition, left);
  if (op === 'LIKE') return bindLike(condition, left);
  return {
    prepare: (run) => {
      const several = (op === '=' || op === '!=') && isCollection(right, run);
      if (several)
        return inTest(rawOperands(condition, left, run), left, comparableReader(left, run), op === '!=', false);
      const value = operand(right, left, run, pos);
      return { test: compareTest(op, value, comparableReader(left, run)), paths: pathsOf(op, value, left) };
    }
  };
}

const ORDERED: readonly CompareOperator[] = ['<', '<=', '>', '>='];
const UNORDERED = new Set(['Boolean', 'MultiPicklist']);
const UNLIKE = new Set([
  ...['Id', 'Reference', 'Boolean', 'Integer', 'Long', 'Double', 'Currency', 'Percent'],
  ...['Date', 'Datetime', 'Time', 'Address', 'Location']
]);

function checkOperator(op: CompareOperator, left: Expression, { pos, right }: Compare): void {
  const name = left.field?.name ?? left.text;
  if (ORDERED.includes(op) && UNORDERED.has(left.type))
    throw queryError(`Invalid operator on ${left.type.toLowerCase()} field`, pos);
  if ((op === 'INCLUDES' || op === 'EXCLUDES') && left.type !== 'MultiPicklist')
    throw queryError(`includes and excludes operators are only valid for multi-select picklist fields: ${name}`, pos);
  // "The LIKE operator is supported for string fields only"; the text for other types than ids is assumed.
  if (op === 'LIKE' && UNLIKE.has(left.type))
    throw queryError(`invalid operator on ${left.type === 'Reference' ? 'id' : left.type.toLowerCase()} field`, pos);
  if (right.kind === 'dateLiteral' && left.type === 'Integer')
    throw queryError(`unexpected token: '${right.name}'`, pos);
}

export function comparableReader(left: Expression, run: Run): (row: Row) => Comparable {
  const read = left.prepare(run);
  // "Boolean fields on outer-joined objects are treated as false" (SOQL and SOSL Reference, null Values in Lookups).
  if (left.type === 'Boolean') return (row) => read(row) === true;
  const exact = isCaseSensitive(left.type, left.field?.caseSensitive);
  return (row) => comparable(read(row), exact);
}

function compareTest(op: CompareOperator, right: Operand, read: (row: Row) => Comparable): Test {
  if (right.kind === 'range') return rangeTest(op, right.low, right.high, read);
  const { value } = right;
  if (value === null) return nullTest(op, read);
  switch (op) {
    case '=':
      return (row) => same(read(row), value);
    case '!=':
      return (row) => !same(read(row), value);
    default:
      return orderTest(op, value, read);
  }
}

function same(a: Comparable, b: Comparable): boolean {
  return a === b || (a !== null && b !== null && typeof a !== 'string' && typeof b !== 'string' && compare(a, b) === 0);
}

/** A null on the right matches empty values; with an order it matches nothing. */
function nullTest(op: CompareOperator, read: (row: Row) => Comparable): Test {
  if (op === '=') return (row) => read(row) === null;
  if (op === '!=') return (row) => read(row) !== null;
  return () => false;
}

function orderTest(op: CompareOperator, value: Comparable, read: (row: Row) => Comparable): Test {
  const test =
    (accept: (order: number) => boolean): Test =>
    (row) => {
      const left = read(row);
      return left !== null && accept(compare(left, value));
    };
  if (op === '<') return test((o) => o < 0);
  if (op === '<=') return test((o) => o <= 0);
  if (op === '>') return test((o) => o > 0);
  return test((o) => o >= 0);
}

/** A date literal is a stretch of days: `>` is after its end, `<` before its start. */
function rangeTest(op: CompareOperator, low: Comparable, high: Comparable, read: (row: Row) => Comparable): Test {
  const before = orderTest('<', low, read);
  const after = orderTest('>=', high, read);
  const known = (row: Row) => read(row) !== null;
  switch (op) {
    case '=':
      return (row) => known(row) && !before(row) && !after(row);
    case '!=':
      return (row) => !known(row) || before(row) || after(row);
    case '<':
      return before;
    case '>':
      return after;
    case '<=':
      return (row) => known(row) && !after(row);
    default:
      return (row) => known(row) && !before(row);
  }
}

function pathsOf(op: CompareOperator, value: Operand, left: Expression): AccessPath[] {
  if (!left.direct || !left.field) return [];
  if (value.kind === 'value') return value.raw === null ? [] : valuePath(op, value.raw, left.field);
  return rangePath(op, value, left.field);
}

function valuePath(op: CompareOperator, raw: unknown, field: FieldInfo): AccessPath[] {
  if (op === '=') return [keysPath(field, [raw])];
  if (op === '<' || op === '<=') return [{ kind: 'range', field, high: raw }];
  if (op === '>' || op === '>=') return [{ kind: 'range', field, low: raw }];
  return [];
}

function rangePath(op: CompareOperator, value: Extract<Operand, { kind: 'range' }>, field: FieldInfo): AccessPath[] {
  if (op === '=') return [{ kind: 'range', field, low: value.rawLow, high: value.rawHigh }];
  if (op === '<' || op === '<=') return [{ kind: 'range', field, high: op === '<' ? value.rawLow : value.rawHigh }];
  return op === '!=' ? [] : [{ kind: 'range', field, low: op === '>' ? value.rawHigh : value.rawLow }];
}

function keysPath(field: FieldInfo, keys: readonly unknown[]): AccessPath {
  return field.slot === 0 ? { kind: 'ids', ids: [...new Set(keys as string[])] } : { kind: 'equal', field, keys };
}

function rawOperands({ right, pos }: Compare, left: Expression, run: Run): unknown[] {
  return operands(right, left, run, pos).flatMap((o) => (o.kind === 'value' ? [o.raw] : []));
}

function bindIn(condition: Compare, left: Expression, binder: ConditionBinder): BoundCondition {
  const { op, right } = condition;
  const negative = op === 'NOT IN';
  const subquery = right.kind === 'subquery' ? binder.subquery(right.query, left) : undefined;
  return {
    prepare: (run) => {
      const raws = subquery ? [...subquery(run)] : rawOperands(condition, left, run);
      return inTest(raws, left, comparableReader(left, run), negative, subquery !== undefined);
    }
  };
}

/** IN with a null finds empty values; NOT IN keeps empty ones unless null is listed. Anti-joins never match an empty id. */
function inTest(
  raws: readonly unknown[],
  left: Expression,
  read: (row: Row) => Comparable,
  negative: boolean,
  joined: boolean
): PreparedCondition {
  const exact = isCaseSensitive(left.type, left.field?.caseSensitive);
  const keys = new Set(raws.map((raw) => groupKey(comparable(raw, exact))));
  if (joined) keys.delete(null);
  const found: Test = (row) => keys.has(groupKey(read(row)));
  if (negative) return { test: joined ? (row) => read(row) !== null && !found(row) : (row) => !found(row), paths: [] };
  const known = raws.filter((raw) => raw !== null && raw !== '');
  const indexed = left.direct && left.field && (joined || known.length === raws.length);
  return { test: found, paths: indexed ? [keysPath(left.field as FieldInfo, known)] : [] };
}

function bindIncludes({ op, right, pos }: Compare, left: Expression): BoundCondition {
  return {
    prepare: (run) => {
      const wanted = operands(right, left, run, pos).map((o) => (o.kind === 'value' ? String(o.value).split(';') : []));
      const read = comparableReader(left, run);
      const includes: Test = (row) => {
        const value = read(row);
        const chosen = new Set(value === null ? [] : String(value).split(';'));
        return wanted.some((group) => group.every((item) => chosen.has(item)));
      };
      return { test: op === 'INCLUDES' ? includes : (row) => !includes(row), paths: [] };
    }
  };
}

function bindLike({ right, pos }: Compare, left: Expression): BoundCondition {
  return {
    prepare: (run) => {
      const patterns = likePatterns(right, left, run, pos);
      const read = comparableReader(left, run);
      const tests = patterns.map((p) => likeTest(p));
      return {
        test: (row) => {
          const value = read(row);
          return value !== null && tests.some((t) => t(String(value)));
        },
        paths: []
      };
    }
  };
}

/** Apex may bind a list to LIKE: any of its patterns. */
function likePatterns(right: Value, left: Expression, run: Run, pos: Compare['pos']): string[] {
  const found =
    right.kind === 'bind' || right.kind === 'list' ? operands(right, left, run, pos) : [operand(right, left, run, pos)];
  return found.flatMap((o) => (o.kind === 'value' && typeof o.value === 'string' ? [o.value] : []));
}
