import { UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';
import type { CompileFormula } from '../contracts/formula.ts';
import type { ObjectInfo, Schema } from '../contracts/schema.ts';
import type { OrderItem, SelectItem, SoqlQuery, Value } from '../contracts/soql.ts';
import { bindGrouping, GroupBinder, hasAggregates, type Grouping } from './aggregate.ts';
import { allConditions, bindCondition, type BoundCondition, type ConditionBinder } from './condition.ts';
import { noSuchObject, noSuchRelationship, queryError } from './errors.ts';
import { fail, Scope, type Expression, type Use } from './expression.ts';
import { bindExpression } from './functions.ts';
import { selectValues } from './run.ts';
import { checkSemiJoins } from './semi-joins.ts';
import { addItem, newShape, type ChildShape, type Shape } from './shape.ts';

export interface Sort {
  readonly by: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** A query bound to the schema: every name resolved, nothing known yet of binds, time and user. */
export interface Plan {
  readonly query: SoqlQuery;
  readonly scope: Scope;
  readonly object: ObjectInfo;
  readonly uses: readonly Use[];
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

const MOST_ALL_FIELDS = 200;
/** The object of FROM and its children: five levels in all (SOQL and SOSL Reference, Relationship Query Limitations). */
const MOST_LEVELS = 5;

/** Binds one query. Throws QueryException for what the platform refuses, UnsupportedByLocalOrg for what it would run. */
export class Planner {
  private readonly schema: Schema;
  private readonly compileFormula: CompileFormula;

  constructor(schema: Schema, compileFormula: CompileFormula) {
    this.schema = schema;
    this.compileFormula = compileFormula;
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
    checkSemiJoins(query, scope.object.name);
    for (const { alias, path, pos } of query.alsoFrom) scope.addAlias(alias, path, pos);
    const countOnly = isCountOnly(query);
    const grouped = !countOnly && hasAggregates(query);
    const binder = grouped ? new GroupBinder(scope, query.groupBy?.by ?? []) : undefined;
    const grouping = binder && bindGrouping(query, binder);
    return {
      query,
      scope,
      object: scope.object,
      uses: scope.uses,
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
    const having = bindCondition(query.having, { ...this.rowBinder(scope), left: (c) => binder.expression(c.left) });
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
    const by = binder ? binder.expression(item.by) : bindExpression(scope, item.by);
    if (by.field && !by.field.sortable)
      fail(queryError(`field '${by.field.name}' can not be sorted in a query call`, item.by.pos));
    return { by, descending: item.descending, nullsFirst: item.nulls !== 'LAST' };
  }

  private rowBinder(scope: Scope): ConditionBinder {
    return {
      left: (condition) => bindExpression(scope, condition.left),
      subquery: (query, left) => this.semiJoin(query, left, scope)
    };
  }

  /** `Id IN (SELECT AccountId FROM Contact)`: one field, which must be an id if the left side is one. */
  private semiJoin(query: SoqlQuery, left: Expression, outer: Scope): ReturnType<ConditionBinder['subquery']> {
    const object = this.schema.object(query.from.object) ?? fail(noSuchObject(query.from.object, query.from.pos));
    const scope = outer.of(object, query.from.alias);
    const [item] = query.select;
    if (query.select.length !== 1 || item?.kind !== 'field' || item.field.kind !== 'path')
      return fail(queryError('Semi join sub-selects can only select one field', query.pos));
    const value = scope.path(item.field.path, item.pos);
    const isId = (e: Expression) => e.type === 'Id' || e.type === 'Reference';
    if (!isId(value) || !isId(left)) fail(queryError(`Semi join sub-select must query on an ID field`, query.pos));
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

/** `USING SCOPE mine`: what the running user owns, of users oneself (assumed: a public suite queries them so). `everything` is no condition; teams and territories are not here. */
function scopeCondition(query: SoqlQuery, scope: Scope): BoundCondition[] {
  const name = query.scope?.toLowerCase();
  if (name === undefined || name === 'everything') return [];
  const owner = scope.object.field(scope.object.name === 'User' ? 'Id' : 'OwnerId');
  if (name !== 'mine' || !owner) throw new UnsupportedByLocalOrg(`USING SCOPE ${query.scope ?? ''}`);
  return [{ prepare: (run) => ({ test: (row) => row[owner.slot] === run.tx.user.id, paths: [] }) }];
}

function refuseClauses(query: SoqlQuery): void {
  // Documented: ORDER BY cannot be used in a query that locks. The text is assumed.
  if (query.forClause === 'UPDATE' && query.orderBy.length > 0)
    throw queryError('FOR UPDATE is not allowed together with ORDER BY', query.pos);
  if (query.forClause === 'UPDATE' && hasAggregates(query))
    throw queryError('FOR UPDATE is not allowed with aggregate functions', query.pos);
}

function checkFieldsLimit({ limit, pos }: SoqlQuery): void {
  const bounded = limit?.kind === 'bind' || (limit?.kind === 'number' && Number(limit.text) <= MOST_ALL_FIELDS);
  if (!bounded) fail(queryError(`The SOQL FIELDS function must have a LIMIT of at most ${MOST_ALL_FIELDS}`, pos));
}
