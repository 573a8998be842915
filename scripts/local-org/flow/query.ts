import type { ObjectInfo } from '../contracts/schema.ts';
import type { CompareOperator, Condition, OrderItem, SelectItem, SoqlQuery, Value } from '../contracts/soql.ts';
import { ApexList, listType, stringType } from '../values/index.ts';
import { textOf, toScalar } from './coerce.ts';
import type { Interview } from './interview.ts';
import { parseLogic } from '../values/index.ts';
import type { Filters } from './model.ts';
import type { FlowScope, Get } from './scope.ts';

const POS = { line: 1, column: 1 };

export interface QueryPlan {
  readonly object: ObjectInfo;
  readonly query: SoqlQuery;
  /** Values of the binds for one interview. */
  binds(interview: Interview): unknown[];
}

export interface QueryWish {
  readonly object: ObjectInfo;
  readonly fields: readonly string[];
  readonly filters: Filters;
  readonly sort?: { readonly field: string; readonly descending: boolean } | undefined;
  readonly limit?: Get | undefined;
  /** Records of lookups to what the query finds, as its subqueries. */
  readonly children?: readonly { readonly relationship: string; readonly wish: QueryWish }[];
  readonly line: number;
}

const OPERATORS: Readonly<Record<string, CompareOperator>> = {
  EqualTo: '=',
  NotEqualTo: '!=',
  GreaterThan: '>',
  LessThan: '<',
  GreaterThanOrEqualTo: '>=',
  LessThanOrEqualTo: '<=',
  StartsWith: 'LIKE',
  EndsWith: 'LIKE',
  Contains: 'LIKE',
  IsNull: '=',
  In: 'IN',
  NotIn: 'NOT IN'
};

const escaped = (value: unknown): string => textOf(value).replace(/[\\%_]/g, '\\$&');
const PATTERNS: Readonly<Record<string, (value: unknown) => string>> = {
  StartsWith: (value) => `${escaped(value)}%`,
  EndsWith: (value) => `%${escaped(value)}`,
  Contains: (value) => `%${escaped(value)}%`
};

interface CompiledFilter {
  readonly field: string;
  readonly op: CompareOperator;
  readonly bind: Get;
}

function compileFilter(filter: Filters['items'][number], object: ObjectInfo, scope: FlowScope): CompiledFilter {
  const field = object.field(filter.field);
  if (!field) throw scope.problem(filter.line, `The field ${filter.field} of ${object.name} does not exist.`);
  const op = OPERATORS[filter.operator];
  if (!op)
    throw scope.problem(
      filter.line,
      `The operator ${filter.operator} is not supported in a filter by the local org.`,
      'unsupported'
    );
  const { get } = scope.value(filter.value);
  const pattern = PATTERNS[filter.operator];
  if (pattern) return { field: field.name, op, bind: (i) => pattern(get(i)) };
  if (filter.operator === 'IsNull') {
    const wantsNull = filter.value?.kind !== 'boolean' || filter.value.value;
    return { field: field.name, op: wantsNull ? '=' : '!=', bind: () => null };
  }
  const one = (i: Interview, value: unknown): unknown => toScalar(value, field.type, i.tx);
  if (op !== 'IN' && op !== 'NOT IN') return { field: field.name, op, bind: (i) => one(i, get(i)) };
  return {
    field: field.name,
    op,
    bind: (i) =>
      new ApexList(
        listType(stringType),
        [get(i)].flat().map((value) => one(i, value))
      )
  };
}

/** SOQL has no numbered logic, so that `1 AND (2 OR 3)` becomes a tree by its truth: leaves stay in their order. */
function conditionTree(logic: string, leaves: readonly Condition[]): Condition | null {
  if (leaves.length === 1) return leaves[0] as Condition;
  const word = logic.toLowerCase();
  if (word === 'and' || word === 'or') return { kind: word, items: leaves };
  return parseLogic(logic, leaves.length) ? numbered(logic.match(/\d+|and|or|not|[()]/gi) ?? [], leaves) : null;
}

function numbered(tokens: readonly string[], leaves: readonly Condition[]): Condition {
  let at = 0;
  const is = (word: string): boolean => tokens[at]?.toLowerCase() === word && ++at > 0;
  const operand = (): Condition => {
    if (is('not')) return { kind: 'not', item: operand() };
    if (is('(')) {
      const inner = chain('or');
      at++;
      return inner;
    }
    return leaves[Number(tokens[at++]) - 1] as Condition;
  };
  const chain = (kind: 'or' | 'and'): Condition => {
    const items: Condition[] = [];
    do items.push(kind === 'or' ? chain('and') : operand());
    while (is(kind));
    return items.length === 1 ? (items[0] as Condition) : { kind, items };
  };
  return chain('or');
}

const path = (name: string): { kind: 'path'; path: readonly string[]; pos: typeof POS } => ({
  kind: 'path',
  path: [name],
  pos: POS
});

/** The values that a query and its subqueries need, in the order of their binds. */
class Binds {
  readonly gets: Get[] = [];

  add(get: Get): Value {
    const index = this.gets.push(get) - 1;
    return { kind: 'bind', index, text: `:${index}` };
  }

  positions(): SoqlQuery['binds'] {
    return this.gets.map((_get, index) => ({ text: String(index), pos: POS }));
  }
}

function describe(wish: QueryWish): string {
  const where = wish.filters.items.map((f) => `${f.field} ${OPERATORS[f.operator]} :value`).join(', ');
  return `SELECT ${wish.fields.join(', ')} FROM ${wish.object.name}${where === '' ? '' : ` WHERE ${where}`}`;
}

function whereOf(wish: QueryWish, scope: FlowScope, binds: Binds): Condition | undefined {
  const leaves = wish.filters.items.map((filter): Condition => {
    const { field, op, bind } = compileFilter(filter, wish.object, scope);
    return { kind: 'compare', left: path(field), op, right: binds.add(bind), pos: POS };
  });
  if (leaves.length === 0) return undefined;
  const where = conditionTree(wish.filters.logic, leaves);
  if (where === null) throw scope.problem(wish.line, `The filter logic "${wish.filters.logic}" cannot be read.`);
  return where;
}

function queryOf(wish: QueryWish, from: string, scope: FlowScope, binds: Binds): SoqlQuery {
  const where = whereOf(wish, scope, binds);
  const limit = wish.limit && binds.add(wish.limit);
  const orderBy: OrderItem[] = wish.sort ? [{ by: path(wish.sort.field), descending: wish.sort.descending }] : [];
  const children = (wish.children ?? []).map((child): SelectItem => {
    return { kind: 'subquery', query: queryOf(child.wish, child.relationship, scope, binds), pos: POS };
  });
  return {
    text: describe(wish),
    select: [...wish.fields.map((field): SelectItem => ({ kind: 'field', field: path(field), pos: POS })), ...children],
    from: { object: from, pos: POS },
    alsoFrom: [],
    ...(where ? { where } : {}),
    orderBy,
    ...(limit ? { limit } : {}),
    allRows: false,
    pos: POS,
    binds: binds.positions()
  };
}

/** The query behind a Get, Update or Delete element: built as a tree, so that no value passes through text. */
export function planQuery(wish: QueryWish, scope: FlowScope): QueryPlan {
  const binds = new Binds();
  const query = queryOf(wish, wish.object.name, scope, binds);
  return { object: wish.object, query, binds: (i) => binds.gets.map((get) => get(i)) };
}

/** Every stored field, and the formula fields that the flow's text names: those a flow can use. */
export function queriedFields(object: ObjectInfo, mentioned: ReadonlySet<string>): string[] {
  return object.fields
    .filter(
      (f) =>
        f.type !== 'Address' &&
        f.type !== 'Location' &&
        f.type !== 'Base64' &&
        (!f.formula || mentioned.has(f.name.toLowerCase()))
    )
    .map((f) => f.name);
}
