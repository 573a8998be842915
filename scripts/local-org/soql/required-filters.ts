import type { Condition } from '../contracts/soql.ts';
import { queryError } from './errors.ts';
import type { Plan } from './plan.ts';
import type { Run } from './run-context.ts';

const LINKS = 'ContentDocumentLink';
const FILTERS = /^(contentdocumentlink\.)?(id|linkedentityid|contentdocumentid|linkedentity\.id|contentdocument\.id)$/i;
const TEXT =
  "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.";

/**
 * "You can't run a query without filters against ContentDocumentLink", except with the permission Query All Files, from API
 * version 59 on (Object Reference: ContentDocumentLink). Of conditions joined by OR each must filter (assumed).
 */
export function requireFilter({ object, query }: Plan, run: Run): void {
  if (object.name !== LINKS || (query.where && filters(query.where))) return;
  if (run.tx.org.access.systemPermission(run.tx.user, 'QueryAllFiles')) return;
  throw queryError(TEXT, query.pos);
}

function filters(condition: Condition): boolean {
  if (condition.kind === 'not') return false;
  if (condition.kind !== 'compare')
    return condition.kind === 'and' ? condition.items.some(filters) : condition.items.every(filters);
  const { left, op } = condition;
  return left.kind === 'path' && FILTERS.test(left.path.join('.')) && (op === '=' || op === 'IN');
}
