import { UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';
import type { CompileFormula } from '../contracts/formula.ts';
import type { ObjectInfo, Schema } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import type { BindUse, Condition, OrderItem, SelectItem, SoqlQuery, Value } from '../contracts/soql.ts';
import { bindGrouping, GroupBinder, hasAggregates, type Grouping } from './aggregate.ts';
import { allConditions, bindCondition, type BoundCondition, type ConditionBinder } from './condition.ts';
import { inCorporateCurrency, namesCurrency } from './currency.ts';
import { noSuchObject, noSuchRelationship, queryError } from './errors.ts';
import { fail, Scope, type Expression, type Use } from './expression.ts';
import { bindExpression } from './functions.ts';
import type { Sort } from './order.ts';
import { refuseFarOffset } from './operand-count.ts';
import { selectValues } from './run.ts';
import { checkOperands, checkSemiJoins } from './semi-joins.ts';
import { addItem, newShape, type ChildShape, type Shape } from './shape.ts';

/** A query bound to the schema: every name resolved, nothing known yet of binds, time and user. */
export interface Plan {
  readonly query: SoqlQuery;
  readonly scope: Scope;
  readonly object: ObjectInfo;
  readonly uses: readonly Use[];
  readonly binds: readonly BindUse[];
  readonly where?: BoundCondition;
  readonly having?: BoundCondition;
  readonly sort: readonly Sort[];
  readonly limit?: Value;
  readonly offset?: Value;
  readonly allRows: boolean;
  /** `SELECT COUNT() FROM X`: no records, only their number. */
  readonly countOnly: boolean;
  /** One number for the whole table, which costs one query row. */
  readonly shape?: Shape;
  readonly grouping?: Grouping;
  readonly children: readonly ChildShape[];
}

export interface QueriesOptions {
  readonly schema: Schema;
  readonly compileFormula: CompileFormula;
}

const MOST_ALL_FIELDS = 200;
const UNSORTED = new Set(['TOLABEL', 'CONVERTCURRENCY']);
/** The object of FROM and its children: five levels in all (SOQL and SOSL Reference, Relationship Query Limitations). */
const MOST_LEVELS = 5;
const MOST_CHILDREN = 20;

/** Binds one query. Throws QueryException for what the platform refuses, UnsupportedByLocalOrg for what it would run. */
export class Planner {
  private readonly schema: Schema;
  private readonly compileFormula: CompileFormula;

  constructor(schema: Schema, compileFormula: CompileFormula) {
    this.schema = schema;
    this.compileFormula = compileFormula;
  }

  /** Whether there is such an object, and queries may read it. */
  queryable(name: string): boolean {
    return this.schema.object(name)?.queryable === true;
  }

  plan(query: SoqlQuery): Plan {
    const object = this.schema.object(query.from.object);
    if (!object?.queryable) return fail(noSuchObject(query.from.object, query.from.pos));
    return this.planOver(query, new Scope(this.schema, object, query.from.alias, this.compileFormula));
  }

  private planOver(query: SoqlQuery, scope: Scope, level = 1): Plan {
    // Levels are documented, the text is assumed.
    if (level > MOST_LEVELS)
      fail(queryError(`SOQL statements cannot query more than ${MOST_LEVELS} levels of children`, query.pos));
    refuseClauses(query);
    checkOffset(query);
    checkOffsetNumber(query);
    if (level === 1) checkChildren(query);
    scope.limit(query.limit);
    scope.limit(query.offset);
    checkSemiJoins(query, scope.object.name);
    for (const { alias, path, pos } of query.alsoFrom) scope.addAlias(alias, path, pos);
    const countOnly = isCountOnly(query);
    const grouped = !countOnly && hasAggregates(query);
    if (level > 1 && (countOnly || grouped))
      fail(queryError('only root queries support aggregate expressions', query.pos));
    if (grouped && !query.groupBy) refuseCut(query);
    const binder = grouped ? new GroupBinder(scope, query.groupBy) : undefined;
    const grouping = binder && bindGrouping(query, binder);
    return {
      query,
      scope,
      object: scope.object,
      uses: scope.uses,
      binds: scope.binds,
      countOnly,
      allRows: query.allRows,
      sort: scope.hidden(() => query.orderBy.map((o) => this.sort(o, scope, binder))),
      children: query.select.flatMap((s) => (s.kind === 'subquery' ? [this.child(s, scope, level)] : [])),
      ...scope.hidden(() => this.conditions(query, scope, binder)),
      ...(query.limit ? { limit: query.limit } : {}),
      ...(query.offset ? { offset: query.offset } : {}),
      ...(grouping ? { grouping } : countOnly ? {} : { shape: this.shape(query, scope) })
    };
  }

  private conditions(query: SoqlQuery, scope: Scope, binder: GroupBinder | undefined): Pick<Plan, 'where' | 'having'> {
    const where = query.where ? [bindCondition(query.where, this.rowBinder(scope))] : [];
    const both = [...where, ...scopeCondition(query, scope)];
    const bound = both[0] ? { where: both.length > 1 ? allConditions(both) : both[0] } : {};
    if (!query.having) return bound;
    if (!binder) return fail(queryError('HAVING requires a GROUP BY clause', query.pos));
    const having = bindCondition(query.having, { ...this.rowBinder(scope), left: (c) => grouped(binder, c) });
    return { ...bound, having };
  }

  private shape(query: SoqlQuery, scope: Scope): Shape {
    const shape = newShape(scope.object);
    for (const item of query.select) {
      if (item.kind === 'fields' && item.set !== 'STANDARD') checkFieldsLimit(query);
      if (item.kind !== 'subquery') addItem(shape, scope, item);
    }
    return shape;
  }

  /** "By default, null values are sorted first", descending too (SOQL and SOSL Reference: ORDER BY). */
  private sort(item: OrderItem, scope: Scope, binder: GroupBinder | undefined): Sort {
    // Documented: "You can't use the toLabel() function with the operator ORDER BY." The text is assumed.
    if (item.by.kind === 'function' && UNSORTED.has(item.by.name.toUpperCase()))
      fail(queryError(`${item.by.name}() is not allowed in ORDER BY`, item.by.pos));
    const by = binder
      ? binder.ordering(() => binder.expression(item.by))
      : inCorporateCurrency(scope, item.by, bindExpression(scope, item.by));
    if (by.field && !by.field.sortable)
      fail(queryError(`field '${by.field.name}' can not be sorted in a query call`, item.by.pos));
    // "To sort on a relationship field which can contain a NULL, NULLS FIRST and NULLS LAST aren't supported": nulls stay first.
    const nullsFirst = item.nulls !== 'LAST' || by.type === 'Reference';
    return { by, descending: item.descending, nullsFirst };
  }

  private rowBinder(scope: Scope): ConditionBinder {
    return {
      left: (condition) => compared(scope, condition),
      subquery: (query, left) => this.semiJoin(query, left, scope),
      compared: (right, op, left) => scope.compare(right, op, left)
    };
  }

  /** `Id IN (SELECT AccountId FROM Contact)`: one field, which must be an id if the left side is one. */
  private semiJoin(query: SoqlQuery, left: Expression, outer: Scope): ReturnType<ConditionBinder['subquery']> {
    const object = this.schema.object(query.from.object) ?? fail(noSuchObject(query.from.object, query.from.pos));
    const scope = outer.of(object, query.from.alias);
    const [item] = query.select;
    if (query.select.length !== 1 || item?.kind !== 'field' || item.field.kind !== 'path')
      return fail(queryError('Semi join sub-selects can only select one field', query.pos));
    const found = scope.resolve(item.field.path, item.pos);
    const value = scope.expressionOf(found, item.field.path.join('.'));
    checkOperands(left, outer.object, { value, object, steps: found.lookups.length }, query.pos);
    const where = query.where ? bindCondition(query.where, this.rowBinder(scope)) : undefined;
    return (run) => selectValues({ object, value, ...(where ? { where } : {}) }, run);
  }

  private child(item: Extract<SelectItem, { kind: 'subquery' }>, parent: Scope, level: number): ChildShape {
    const { query } = item;
    const name = query.from.object.split('.').at(-1) as string;
    const relationship =
      parent.object.childRelationship(name) ??
      fail(noSuchRelationship(name, 'FROM part of query call', query.from.pos));
    const object =
      this.schema.object(relationship.childObject) ?? fail(noSuchObject(relationship.childObject, query.from.pos));
    const scope = parent.of(object, query.from.alias);
    const field =
      object.field(relationship.field) ?? fail(noSuchRelationship(name, 'FROM part of query call', query.from.pos));
    return { relationship, field, plan: this.planOver(query, scope, level + 1) };
  }
}

function isCountOnly(query: SoqlQuery): boolean {
  const [item] = query.select;
  return (
    query.select.length === 1 &&
    !query.groupBy &&
    item?.kind === 'field' &&
    !item.alias &&
    item.field.kind === 'function' &&
    item.field.name.toUpperCase() === 'COUNT' &&
    item.field.args.length === 0
  );
}

/** Scopes that need what is not here: teams, territories, scoping rules, approval processes. */
const ELSEWHERE = new Set(['mine_and_my_groups', 'my_territory', 'my_team_territory', 'scopingrule', 'team']);

/**
 * `USING SCOPE`: `mine` is what the running user owns, of users oneself (assumed: a public suite queries them so);
 * `delegated` what a task's creator gave to somebody else (whose tasks is assumed); `everything` is no condition.
 */
function scopeCondition(query: SoqlQuery, scope: Scope): BoundCondition[] {
  const name = query.scope?.toLowerCase();
  if (name === undefined || name === 'everything') return [];
  const { object } = scope;
  const owner = object.field(object.name === 'User' ? 'Id' : 'OwnerId');
  const creator = object.field('CreatedById');
  if (name === 'mine' && owner) return [rowTest((row, me) => row[owner.slot] === me)];
  if (name === 'delegated' && object.name === 'Task' && owner && creator)
    return [rowTest((row, me) => row[creator.slot] === me && row[owner.slot] !== me)];
  if (ELSEWHERE.has(name)) throw new UnsupportedByLocalOrg(`USING SCOPE ${query.scope ?? ''}`);
  // The text is assumed.
  return fail(queryError(`The scope '${query.scope ?? ''}' is not supported on ${object.name}`, query.pos));
}

function rowTest(test: (row: Row, me: string) => boolean): BoundCondition {
  return { prepare: (run) => ({ test: (row) => test(row, run.tx.user.id), paths: [] }) };
}

function refuseClauses(query: SoqlQuery): void {
  // Documented: ORDER BY cannot be used in a query that locks. The text is assumed.
  if (query.forClauses?.includes('UPDATE') && query.orderBy.length > 0)
    throw queryError('FOR UPDATE is not allowed together with ORDER BY', query.pos);
  // Documented: "You can't use COUNT() with an ORDER BY clause." The text is assumed.
  if (isCountOnly(query) && query.orderBy.length > 0)
    throw queryError('COUNT() is not allowed with ORDER BY', query.pos);
  if (query.forClauses?.includes('UPDATE') && hasAggregates(query))
    throw queryError('FOR UPDATE is not allowed with aggregate functions', query.pos);
}

/** "You can't use a LIMIT clause in a query that uses an aggregate function, but does not use a GROUP BY clause." */
function refuseCut({ limit, offset, pos }: SoqlQuery): void {
  const clause = limit ? 'LIMIT' : offset ? 'OFFSET' : undefined;
  if (clause)
    throw queryError(`Non-grouped query that uses overall aggregate functions cannot also use ${clause}`, pos);
}

/** "The maximum offset is 2,000 rows"; a bind is looked at when the query runs. */
function checkOffsetNumber({ offset, pos }: SoqlQuery): void {
  if (offset?.kind === 'number') refuseFarOffset(Number(offset.text), pos);
}

/** "No more than 20 parent-to-child relationships can be specified in a query." The text is assumed. */
function checkChildren(query: SoqlQuery): void {
  if (childrenIn(query) > MOST_CHILDREN)
    throw queryError(`SOQL statements cannot query more than ${MOST_CHILDREN} child relationships`, query.pos);
}

function childrenIn({ select }: SoqlQuery): number {
  return select.reduce((n, item) => (item.kind === 'subquery' ? n + 1 + childrenIn(item.query) : n), 0);
}

/** "A subquery can use OFFSET only if the parent query has a LIMIT 1 clause" (the text is assumed). */
function checkOffset({ select, limit }: SoqlQuery): void {
  const one = limit?.kind === 'number' && Number(limit.text) === 1;
  for (const item of select)
    if (item.kind === 'subquery' && item.query.offset && !one)
      throw queryError('OFFSET in a subquery needs LIMIT 1 in its parent query', item.pos);
}

function checkFieldsLimit({ limit, pos }: SoqlQuery): void {
  const bounded = limit?.kind === 'bind' || (limit?.kind === 'number' && Number(limit.text) <= MOST_ALL_FIELDS);
  if (!bounded) fail(queryError(`The SOQL FIELDS function must have a LIMIT of at most ${MOST_ALL_FIELDS}`, pos));
}

type Compare = Extract<Condition, { kind: 'compare' }>;

/** The left side of a comparison; an amount that names its currency is compared in the corporate one. */
function compared(scope: Scope, { left, right }: Compare): Expression {
  // Documented: "You can't use the convertCurrency() function in a WHERE clause." The text is assumed.
  if (left.kind === 'function' && left.name.toUpperCase() === 'CONVERTCURRENCY')
    fail(queryError('convertCurrency() is not allowed in WHERE', left.pos));
  const bound = bindExpression(scope, left);
  return namesCurrency(right) ? inCorporateCurrency(scope, left, bound) : bound;
}

/** Documented: an ISO code cannot be used with an aggregate function. The text is assumed. */
function grouped(binder: GroupBinder, { left, right, pos }: Compare): Expression {
  if (namesCurrency(right)) fail(queryError('an amount in HAVING names no currency', pos));
  return binder.expression(left);
}
