import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { Condition, SoqlQuery } from '../contracts/soql.ts';
import { queryError } from './errors.ts';
import type { Expression } from './expression.ts';
import { isAggregate } from './functions.ts';

const MOST = 2;

type Compare = Extract<Condition, { kind: 'compare' }>;

/** "The following objects aren't currently supported in subqueries" (SOQL and SOSL Reference); tag objects are not here. */
const UNSUPPORTED = new Set(['activityhistory', 'attachment', 'event', 'note', 'openactivity', 'task']);

/**
 * What the platform allows of subqueries in WHERE (SOQL and SOSL Reference, Semi-Joins with IN and Anti-Joins with NOT
 * IN): two, at the top level, not nested, not negated, without ORDER BY, LIMIT and the like, and over another object.
 */
export function checkSemiJoins(query: SoqlQuery, object: string): void {
  if (subqueries(query.having, 'none').length > 0)
    throw queryError('Semi join sub-selects are not allowed in the HAVING clause', query.pos);
  const found = subqueries(query.where, 'none');
  if (found.length > MOST) throw queryError(`Maximum ${MOST} semi join sub-selects are allowed`, query.pos);
  for (const { compare, inner, inside } of found) {
    if (inside !== 'none' && inside !== 'and') throw queryError(MISPLACED[inside], compare.pos);
    checkInner(inner, compare, object);
  }
}

/** Where in WHERE a subquery stands; only at the top, or joined by AND there, is it allowed. */
type Inside = 'none' | 'and' | 'or' | 'not' | 'nested';

/** Public projects quote the first two; the last is assumed. */
const MISPLACED: Readonly<Record<'or' | 'nested' | 'not', string>> = {
  or: "Semi join sub-selects are not allowed with the 'OR' operator",
  nested:
    'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.',
  not: "Semi join sub-selects are not allowed with the 'NOT' operator"
};

function checkInner(inner: SoqlQuery, { pos }: Compare, object: string): void {
  const from = inner.from.object.toLowerCase();
  if (subqueries(inner.where, 'none').length > 0)
    throw queryError('Nesting of semi join sub-selects is not supported', pos);
  if (UNSUPPORTED.has(from))
    throw queryError(`Entity '${inner.from.object}' is not supported for semi join inner selects`, pos);
  if (from === object.toLowerCase())
    throw queryError('The inner and outer selects should not be on the same object type', pos);
  if (inner.select.some((item) => item.kind === 'field' && isAggregate(item.field)))
    throw queryError('only root queries support aggregate expressions', pos);
  // The texts of these are assumed.
  for (const [clause, isThere] of [
    ['ORDER BY', inner.orderBy.length > 0],
    ['LIMIT', inner.limit !== undefined],
    ['FOR UPDATE', inner.forClauses !== undefined]
  ] as const)
    if (isThere) throw queryError(`${clause} is not allowed in semi join sub-selects`, pos);
}

interface Found {
  readonly compare: Compare;
  readonly inner: SoqlQuery;
  readonly inside: Inside;
}

function subqueries(condition: Condition | undefined, inside: Inside): Found[] {
  if (!condition) return [];
  if (condition.kind === 'not')
    return subqueries(condition.item, inside === 'none' || inside === 'and' ? 'not' : inside);
  if (condition.kind === 'compare')
    return condition.right.kind === 'subquery' ? [{ compare: condition, inner: condition.right.query, inside }] : [];
  const deeper = inside === 'none' ? condition.kind : inside === 'not' ? inside : 'nested';
  return condition.items.flatMap((item) => subqueries(item, deeper));
}

const isId = (e: Expression): boolean => e.type === 'Id' || e.type === 'Reference';

/** Both sides are ids, stand on their own object, and point to the same objects. `left` and `inner` are as written. */
export function checkOperands(
  left: Expression,
  outer: ObjectInfo,
  inner: { readonly value: Expression; readonly object: ObjectInfo; readonly steps: number },
  pos: SoqlQuery['pos']
): void {
  const { value, object, steps } = inner;
  if (!isId(left))
    throw queryError(
      `The left operand field in the where expression for outer query should be an id field, cannot use: '${left.text}'`,
      pos
    );
  if (!left.direct)
    throw queryError(`The left operand '${left.text}' cannot have more than one level of relationships`, pos);
  if (steps > 0)
    throw queryError(`The inner select field '${value.text}' cannot have more than one level of relationships`, pos);
  if (!isId(value))
    throw queryError(`semi join sub selects can only query id fields, cannot use: '${value.text}'`, pos);
  const [one, other] = [targets(left.field, outer), targets(value.field, object)];
  if (one.length === 1 && other.length === 1 && one[0] !== other[0])
    throw queryError(
      `The selected field '${value.text}' in the subquery and the left operand field in the where expression in the outer query '${left.text}' should point to the same object type`,
      pos
    );
}

/** The objects that an id may be of. */
function targets(field: FieldInfo | undefined, object: ObjectInfo): readonly string[] {
  if (field?.type === 'Reference') return field.referenceTo;
  // Ids of setup objects may stand in fields that name no target.
  return field?.slot === 0 ? [object.name] : [];
}
