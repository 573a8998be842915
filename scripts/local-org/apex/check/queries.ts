import type { Expr, Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { ObjectInfo } from '../../contracts/schema.ts';
import type { Condition, FieldExpression, SelectItem, SoqlQuery, Value } from '../../contracts/soql.ts';
import type { ExprNode } from '../syntax/index.ts';
import {
  BOOLEAN,
  DATE,
  DATETIME,
  ERROR,
  fieldType,
  ID,
  INTEGER,
  isNumeric,
  listOf,
  POLYMORPHIC,
  SOBJECT,
  sobjectType,
  STRING
} from '../symbols/index.ts';
import { broken, type Body } from './context.ts';
import { expression } from './expression.ts';

/** `[SELECT ...]`: names checked against the schema; Integer for COUNT(), AggregateResult when grouped, else records. */
export function soql(body: Body, node: ExprNode & { kind: 'soql' }): Expr {
  const binds = node.binds.map((b) => expression(body, b));
  const { query } = node;
  if (query.mode === 'SECURITY_ENFORCED' && body.unit.apiVersion >= 67) {
    body.error(
      query.pos,
      'WITH SECURITY_ENFORCED is not supported in API version 67.0 and later; use WITH USER_MODE',
      'security-enforced'
    );
  }
  const object = new QueryChecker(body, binds).check(query);
  if (!object) return broken(node.pos);
  return { kind: 'soql', query, binds, type: queryType(query, object), pos: node.pos };
}

function queryType(query: SoqlQuery, object: ObjectInfo): Type {
  const [only] = query.select;
  const isCount =
    only?.kind === 'field' &&
    only.field.kind === 'function' &&
    only.field.name === 'COUNT' &&
    only.field.args.length === 0;
  if (isCount && query.select.length === 1) return INTEGER;
  if (query.groupBy || query.select.some(isAggregate)) return listOf(sobjectType('AggregateResult'));
  return listOf(sobjectType(object.name));
}

const AGGREGATES = new Set(['AVG', 'COUNT', 'COUNT_DISTINCT', 'MIN', 'MAX', 'SUM']);

function isAggregate(item: SelectItem): boolean {
  return item.kind === 'field' && containsAggregate(item.field);
}

/** `COUNT(Id)`, or `FORMAT(MIN(Due__c))`. */
function containsAggregate(field: FieldExpression): boolean {
  if (field.kind === 'path') return false;
  return AGGREGATES.has(field.name) || field.args.some((arg) => arg.kind === 'function' && containsAggregate(arg));
}

export function sosl(body: Body, node: ExprNode & { kind: 'sosl' }): Expr {
  const binds = node.binds.map((b) => expression(body, b));
  for (const name of node.returning)
    if (!body.world.sobjects.info(name)) body.error(node.pos, unknownObject(name), 'soql-object');
  if (binds.some((b) => b.type === ERROR)) return broken(node.pos);
  return { kind: 'sosl', text: node.text, binds, type: listOf(listOf(SOBJECT)), pos: node.pos };
}

const HINT = 'Please reference your WSDL or the describe call for the appropriate names.';

function unknownObject(name: string): string {
  return `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. ${HINT}`;
}

function unknownField(name: string, object: string): string {
  return `No such column '${name}' on entity '${object}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${HINT}`;
}

function unknownRelation(name: string): string {
  return `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${HINT}`;
}

/** Only what is sure to be wrong is refused: a primitive of another family than the column's. */
function comparable(bind: Type, column: Type): boolean {
  const [left, right] = [family(bind), family(column)];
  return left === null || right === null || left === right;
}

function family(type: Type): string | null {
  if (isNumeric(type)) return 'number';
  if (type === STRING || type === ID) return 'text';
  if (type === DATE || type === DATETIME) return 'date';
  return type === BOOLEAN ? 'boolean' : null;
}

/** Checks every name of a query against the schema. */
class QueryChecker {
  private readonly body: Body;
  private readonly aliases = new Map<string, ObjectInfo | null>();
  private readonly columns = new Set<string>();
  private readonly binds: readonly Expr[];

  constructor(body: Body, binds: readonly Expr[]) {
    this.body = body;
    this.binds = binds;
  }

  /** The object of FROM, or null when there is no such object. */
  check(query: SoqlQuery, parent: ObjectInfo | null = null): ObjectInfo | null {
    const object = parent ? this.child(query, parent) : this.object(query);
    if (!object) return null;
    if (query.from.alias !== undefined) this.aliases.set(query.from.alias.toLowerCase(), object);
    for (const also of query.alsoFrom) this.aliases.set(also.alias.toLowerCase(), this.alsoFrom(also.path, object));
    for (const item of query.select) this.item(item, object);
    if (query.where) this.condition(query.where, object);
    for (const by of query.groupBy?.by ?? []) this.field(by, object);
    if (query.having) this.condition(query.having, object);
    for (const order of query.orderBy) this.orderField(order.by, object);
    return object;
  }

  private object(query: SoqlQuery): ObjectInfo | null {
    const found = this.body.world.sobjects.info(query.from.object);
    if (!found) this.body.error(query.from.pos, unknownObject(query.from.object), 'soql-object');
    return found ?? null;
  }

  private child(query: SoqlQuery, parent: ObjectInfo): ObjectInfo | null {
    const path = query.from.object.split('.');
    const name = path[path.length - 1] ?? query.from.object;
    const relation = parent.childRelationship(name);
    if (relation) return this.body.world.sobjects.info(relation.childObject) ?? null;
    this.body.error(
      query.from.pos,
      `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${HINT}`,
      'soql-relationship'
    );
    return null;
  }

  private alsoFrom(path: readonly string[], object: ObjectInfo): ObjectInfo | null {
    const steps = this.aliases.has(path[0]?.toLowerCase() ?? '') ? path.slice(1) : path;
    let at: ObjectInfo | null = object;
    for (const step of steps) {
      const parent: string | undefined =
        at?.parentRelationship(step)?.referenceTo[0] ?? at?.childRelationship(step)?.childObject;
      at = parent === undefined ? null : (this.body.world.sobjects.info(parent) ?? null);
    }
    return at;
  }

  private item(item: SelectItem, object: ObjectInfo): void {
    switch (item.kind) {
      case 'field':
        if (item.alias !== undefined) this.columns.add(item.alias.toLowerCase());
        return this.field(item.field, object);
      case 'subquery':
        new QueryChecker(this.body, this.binds).check(item.query, object);
        return;
      case 'fields':
        return;
      case 'typeof':
        return this.typeOf(item, object);
    }
  }

  private typeOf(item: SelectItem & { kind: 'typeof' }, object: ObjectInfo): void {
    if (!object.parentRelationship(item.relationship[0] ?? ''))
      this.body.error(item.pos, unknownRelation(item.relationship.join('.')), 'soql-relationship');
    for (const when of item.when) {
      const target = this.body.world.sobjects.info(when.type);
      if (!target) this.body.error(item.pos, unknownObject(when.type), 'soql-object');
      else for (const path of when.fields) this.path(path, target, item.pos);
    }
  }

  private condition(condition: Condition, object: ObjectInfo): void {
    switch (condition.kind) {
      case 'and':
      case 'or':
        condition.items.forEach((c) => this.condition(c, object));
        return;
      case 'not':
        return this.condition(condition.item, object);
      case 'compare':
        this.field(condition.left, object);
        this.bound(condition, object);
        return this.value(condition.right);
    }
  }

  /** A bind must be of a type that can be compared with its column. */
  private bound(condition: Condition & { kind: 'compare' }, object: ObjectInfo): void {
    const { left, right, op } = condition;
    const bind = right.kind === 'bind' ? this.binds[right.index] : undefined;
    const field = left.kind === 'path' && left.path.length === 1 ? object.field(left.path[0] ?? '') : undefined;
    if (!bind || !field) return;
    const many = op === 'IN' || op === 'NOT IN' || op === 'INCLUDES' || op === 'EXCLUDES';
    const type = many && (bind.type.kind === 'list' || bind.type.kind === 'set') ? bind.type.element : bind.type;
    if (!comparable(type, fieldType(field)))
      this.body.error(
        bind.pos,
        `Invalid bind expression type of ${bind.type.text} for column of type ${fieldType(field).text}`
      );
  }

  private value(value: Value): void {
    if (value.kind === 'subquery') new QueryChecker(this.body, this.binds).check(value.query);
    else if (value.kind === 'list') value.items.forEach((v) => this.value(v));
  }

  private field(field: FieldExpression, object: ObjectInfo): void {
    if (field.kind === 'path') return this.path(field.path, object, field.pos);
    for (const arg of field.args) if (arg.kind !== 'literal') this.field(arg, object);
  }

  /** ORDER BY may name the alias of an aggregate. */
  private orderField(field: FieldExpression, object: ObjectInfo): void {
    const [only] = field.kind === 'path' ? field.path : [];
    if (field.kind === 'path' && field.path.length === 1 && only !== undefined && this.columns.has(only.toLowerCase()))
      return;
    this.field(field, object);
  }

  private path(path: readonly string[], object: ObjectInfo, pos: Position): void {
    const [first = ''] = path;
    const alias = path.length > 1 ? this.aliases.get(first.toLowerCase()) : undefined;
    if (alias === null) return;
    const own = path.length > 1 && this.body.world.sobjects.info(first)?.name === object.name;
    this.steps(alias || own ? path.slice(1) : path, alias ?? object, pos);
  }

  private steps(path: readonly string[], from: ObjectInfo, pos: Position): void {
    let at: ObjectInfo | undefined = from;
    for (const step of path.slice(0, -1)) {
      const relation =
        at?.parentRelationship(step) ??
        (at?.name === POLYMORPHIC ? this.body.world.sobjects.polymorphicParent(step) : undefined);
      if (!relation) return this.body.error(pos, unknownRelation(step), 'soql-relationship');
      if (relation.referenceTo.length !== 1) return this.polymorphic(path, pos);
      at = this.body.world.sobjects.info(relation.referenceTo[0] ?? null);
      if (!at) return;
    }
    const name = path[path.length - 1] ?? '';
    if (at && !at.field(name)) this.body.error(pos, unknownField(name, at.name), 'soql-field');
  }

  /** Behind a polymorphic relationship stand the fields that its targets share. */
  private polymorphic(path: readonly string[], pos: Position): void {
    const name = path[path.length - 1] ?? '';
    if (name.toLowerCase() !== 'type' && !this.body.world.sobjects.polymorphicField(name))
      this.body.error(pos, unknownField(name, POLYMORPHIC), 'soql-field');
  }
}
