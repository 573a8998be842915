import type { Access, SoqlQuery } from '../contracts/soql.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { noSuchColumn, noSuchObject, queryError } from './errors.ts';
import type { Use } from './expression.ts';

/** The query's own WITH clause goes before what its caller asked for. */
export function effectiveAccess(query: Pick<SoqlQuery, 'mode'>, access: Access): Access {
  if (query.mode === 'USER_MODE') return { mode: 'user', sharing: 'with' };
  return query.mode === 'SYSTEM_MODE' ? { mode: 'system', sharing: access.sharing } : access;
}

/** Checks every object and field that any clause reads. Throws the error of the first, which carries all of them. */
export function checkAccess(tx: Transaction, query: SoqlQuery, access: Access, uses: readonly Use[]): void {
  const secure = query.mode === 'SECURITY_ENFORCED' && access.mode !== 'user';
  if (access.mode !== 'user' && !secure) return;
  // "Only to fields and objects referenced in SELECT or FROM ... and not clauses like WHERE or ORDER BY" (SOQL Reference).
  const denied = uses.filter((use) => !(secure && use.hidden === true) && isDenied(tx, use));
  // Of an object that is withheld with its fields the fields are named (shown by a public suite).
  const first = (secure ? denied.find((use) => use.field) : undefined) ?? denied[0];
  if (!first) return;
  const error = secure
    ? secureError(first)
    : first.field
      ? noSuchColumn(first.field.name, first.object.name)
      : noSuchObject(first.object.name);
  error.facts.set('inaccessibleFields', inaccessible(denied));
  throw error;
}

function isDenied(tx: Transaction, { object, field }: Use): boolean {
  if (object.kind === 'virtual') return false;
  const policy = tx.org.access;
  return !policy.object(tx.user, object).read || (field !== undefined && !policy.field(tx.user, field).read);
}

function secureError({ field, object }: Use): ReturnType<typeof queryError> {
  return queryError(
    field
      ? 'Insufficient permissions: secure query included inaccessible field'
      : `Insufficient permissions: secure query included inaccessible object: ${object.name}`
  );
}

/** Field names by object, as `QueryException.getInaccessibleFields` gives them. */
function inaccessible(denied: readonly Use[]): Map<string, string[]> {
  const byObject = new Map<string, string[]>();
  for (const { object, field } of denied) {
    const fields = byObject.get(object.name) ?? [];
    byObject.set(object.name, fields);
    if (field && !fields.includes(field.name)) fields.push(field.name);
  }
  return byObject;
}
