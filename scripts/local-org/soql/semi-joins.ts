import type { Condition, SoqlQuery } from '../contracts/soql.ts';
import { queryError } from './errors.ts';

const MOST = 2;

type Compare = Extract<Condition, { kind: 'compare' }>;

/**
 * What the platform allows of subqueries in WHERE (SOQL and SOSL Reference, Semi-Joins with IN and Anti-Joins with NOT
 * IN): two, not nested, not joined by OR, without ORDER BY, LIMIT and the like, and over another object.
 */
export function checkSemiJoins(query: SoqlQuery, object: string): void {
  const found = subqueries(query.where, false);
  if (found.length > MOST) throw queryError(`Maximum ${MOST} semi join sub-selects are allowed`, query.pos);
  for (const { compare, inner, inOr } of found) {
    if (inOr) throw queryError("Semi join sub-selects are not allowed with the 'OR' operator", compare.pos);
    checkInner(inner, compare, object);
  }
}

function checkInner(inner: SoqlQuery, { pos }: Compare, object: string): void {
  if (subqueries(inner.where, false).length > 0)
    throw queryError('Nesting of semi join sub-selects is not supported', pos);
  if (inner.from.object.toLowerCase() === object.toLowerCase())
    throw queryError('The inner and outer selects should not be on the same object type', pos);
  // The texts of these are assumed.
  for (const [clause, isThere] of [
    ['ORDER BY', inner.orderBy.length > 0],
    ['LIMIT', inner.limit !== undefined],
    ['FOR UPDATE', inner.forClause !== undefined]
  ] as const)
    if (isThere) throw queryError(`${clause} is not allowed in semi join sub-selects`, pos);
}

interface Found {
  readonly compare: Compare;
  readonly inner: SoqlQuery;
  readonly inOr: boolean;
}

function subqueries(condition: Condition | undefined, inOr: boolean): Found[] {
  if (!condition) return [];
  if (condition.kind === 'not') return subqueries(condition.item, inOr);
  if (condition.kind === 'compare')
    return condition.right.kind === 'subquery' ? [{ compare: condition, inner: condition.right.query, inOr }] : [];
  return condition.items.flatMap((item) => subqueries(item, inOr || condition.kind === 'or'));
}
