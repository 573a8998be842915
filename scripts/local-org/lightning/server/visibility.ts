import { badRequest, objectOfId, valueFromJson } from '../../api/index.ts';
import { Decimal } from '../../values/index.ts';
import type { Criterion, VisibilityRule } from '../metadata/index.ts';
import type { Ask } from './context.ts';
import { loadRecord } from './layout.ts';
import { readPath } from './values.ts';

/** Whether a component's visibility rule holds for the person who asks and the record of the page. */
export function isVisible(ask: Ask, rule: VisibilityRule | null, recordId: string | null): boolean {
  if (!rule) return true;
  const results = rule.criteria.map((criterion) => holds(ask, criterion, recordId));
  return rule.booleanFilter ? evaluate(rule.booleanFilter, results) : results.every(Boolean);
}

/** `1 AND (2 OR NOT 3)`, read by descent: OR binds weakest. */
function evaluate(logic: string, results: readonly boolean[]): boolean {
  const tokens = logic.toUpperCase().match(/\d+|AND|OR|NOT|[()]/g) ?? [];
  let at = 0;
  const or = (): boolean => {
    let value = and();
    while (tokens[at] === 'OR') {
      at += 1;
      const right = and();
      value = value || right;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (tokens[at] === 'AND') {
      at += 1;
      const right = not();
      value = value && right;
    }
    return value;
  };
  const not = (): boolean => {
    const token = tokens[at++];
    if (token === 'NOT') return !not();
    if (token !== '(') return results[Number(token) - 1] ?? false;
    const value = or();
    at += 1;
    return value;
  };
  return or();
}

function holds(ask: Ask, criterion: Criterion, recordId: string | null): boolean {
  const left = leftValue(ask, criterion, recordId);
  const { operator } = criterion;
  const order = compare(left.value, left.right);
  switch (operator) {
    case 'EQUAL':
      return order === 0;
    case 'NE':
      return order !== 0;
    case 'CONTAINS':
      return typeof left.value === 'string' && left.value.toLowerCase().includes(criterion.right.toLowerCase());
    case 'GT':
      return order > 0;
    case 'GE':
      return order >= 0;
    case 'LT':
      return order < 0;
    case 'LE':
      return order <= 0;
    default:
      throw badRequest(
        'NOT_SUPPORTED_BY_LOCAL_ORG',
        `A visibility rule uses the operator "${operator}", which is not in the local org.`
      );
  }
}

function leftValue(ask: Ask, criterion: Criterion, recordId: string | null): { value: unknown; right: unknown } {
  const path = /^\{!(.+)\}$/.exec(criterion.left)?.[1]?.split('.') ?? [];
  const [root, ...rest] = path;
  const { tx } = ask;
  if (root === 'Record' && recordId) return recordValue(ask, rest, criterion.right, recordId);
  if (root === '$Permission' && rest[0] === 'CustomPermission')
    return { value: String(tx.org.access.customPermission(tx.user, rest[1] ?? '')), right: criterion.right };
  if (root === '$Permission' && rest[0] === 'StandardPermission')
    return { value: String(tx.org.access.systemPermission(tx.user, rest[1] ?? '')), right: criterion.right };
  if (root === '$User') return { value: userValue(ask, rest), right: criterion.right };
  if (root === '$Client' && rest[0] === 'FormFactor')
    return { value: ask.query['formFactor'] ?? 'Large', right: criterion.right };
  throw badRequest(
    'NOT_SUPPORTED_BY_LOCAL_ORG',
    `A visibility rule reads "${criterion.left}", which is not in the local org.`
  );
}

function recordValue(
  ask: Ask,
  path: readonly string[],
  right: string,
  recordId: string
): { value: unknown; right: unknown } {
  objectOfId(ask.site.org, recordId);
  const { field, value } = readPath(loadRecord(ask, recordId, [path.join('.')]), path);
  return { value, right: field ? valueFromJson(field, right) : right };
}

function userValue(ask: Ask, path: readonly string[]): unknown {
  return readPath(loadRecord(ask, ask.tx.user.id, [path.join('.')]), path).value;
}

/** Text without case, as the App Builder compares it; empty equals empty. */
function compare(left: unknown, right: unknown): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  if (left instanceof Decimal && right instanceof Decimal) return left.compare(right);
  if (typeof left === 'object')
    return (
      Number((left as { at?: number; days?: number }).at ?? (left as { days?: number }).days) -
      Number((right as { at?: number; days?: number }).at ?? (right as { days?: number }).days)
    );
  const [a, b] = [String(left).toLowerCase(), String(right).toLowerCase()];
  return a === b ? 0 : a < b ? -1 : 1;
}
