import type { Expr, Type } from '../../contracts/bound.ts';
import type { FieldExpression, QueryFinding, SelectItem, SoqlQuery } from '../../contracts/soql.ts';
import type { ExprNode } from '../syntax/index.ts';
import { ERROR, INTEGER, listOf, SOBJECT, sobjectType } from '../symbols/index.ts';
import { checkBinds } from './binds.ts';
import { broken, fail, type Body, type ProblemCode } from './context.ts';
import { expression } from './expression.ts';

/**
 * `[SELECT ...]`: Integer for COUNT(), AggregateResult when grouped, else records. What the rules of queries refuse is
 * told where the bracket opens, as deploys to real orgs tell it.
 */
export function soql(body: Body, node: ExprNode & { kind: 'soql' }): Expr {
  const binds = node.binds.map((b) => expression(body, b));
  const { query, pos } = node;
  if (binds.some((b) => b.type === ERROR)) return broken(pos);
  if (query.mode === 'SECURITY_ENFORCED' && body.unit.apiVersion >= 67) {
    body.error(
      query.pos,
      'WITH SECURITY_ENFORCED is not supported in API version 67.0 and later; use WITH USER_MODE',
      'security-enforced'
    );
  }
  const object = body.world.sobjects.info(query.from.object);
  if (!object) return fail(body, pos, `Invalid type: Schema.${query.from.object}`, 'soql-object');
  if (!isSound(body, node, body.unit.env.queries.query(query), binds)) return broken(pos);
  return { kind: 'soql', query, binds, type: queryType(query, object.name), pos };
}

/** Reports what is wrong with a query or a search. */
function isSound(
  body: Body,
  { pos }: ExprNode & { kind: 'soql' | 'sosl' },
  found: QueryFinding,
  binds: readonly Expr[]
): boolean {
  switch (found.kind) {
    case 'sound':
      return checkBinds(body, pos, found.binds, binds);
    case 'refused':
      body.error(pos, found.message, CODES[found.about]);
      return false;
    case 'unsupported':
      if (body.unit.env.strict) body.unit.unsupported(pos, found.feature);
      return true;
  }
}

const CODES: Readonly<Record<(QueryFinding & { kind: 'refused' })['about'], ProblemCode>> = {
  object: 'soql-object',
  field: 'soql-field',
  relationship: 'soql-relationship',
  rule: 'soql-rule'
};

function queryType(query: SoqlQuery, object: string): Type {
  const [only] = query.select;
  const isCount =
    only?.kind === 'field' &&
    only.field.kind === 'function' &&
    only.field.name === 'COUNT' &&
    only.field.args.length === 0;
  if (isCount && query.select.length === 1) return INTEGER;
  if (query.groupBy || query.select.some(isAggregate)) return listOf(sobjectType('AggregateResult'));
  return listOf(sobjectType(object));
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

/** `[FIND ...]`: lists of records, one for each object behind RETURNING. */
export function sosl(body: Body, node: ExprNode & { kind: 'sosl' }): Expr {
  const binds = node.binds.map((b) => expression(body, b));
  if (binds.some((b) => b.type === ERROR)) return broken(node.pos);
  if (!isSound(body, node, body.unit.env.queries.search(node.text), binds)) return broken(node.pos);
  return { kind: 'sosl', text: node.text, binds, type: listOf(listOf(SOBJECT)), pos: node.pos };
}
