import type { SaveOptions, SaveResult } from '../contracts/save.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { SObject, throwApex } from '../values/index.ts';
import type { SaveTools } from './batch.ts';
import { dmlException } from './errors.ts';
import { contactsOfPeople } from './persons.ts';

const MERGEABLE = new Set(['Account', 'Contact', 'Lead', 'Case']);
const MAX_DUPLICATES = 2;

/**
 * Merges up to two records into a master ("Triggers and Merge Statements"): the losers' delete triggers, their children
 * moved to the winner before the after-delete triggers, then the winner's update.
 */
export function mergeRecords(
  tx: Transaction,
  tools: SaveTools,
  master: SObject,
  duplicates: readonly string[],
  options: SaveOptions
): SaveResult[] {
  const object = master.info;
  if (!MERGEABLE.has(object.name)) throwApex('System.TypeException', `Invalid type for merge: ${object.name}`);
  if (duplicates.length === 0 || duplicates.length > MAX_DUPLICATES)
    throwApex('System.ListException', 'Merge takes one or two records besides the master.');
  const winner = master.id;
  if (winner === null || duplicates.includes(winner))
    throwApex('System.DmlException', 'Merge failed. The master must be saved and may not be merged into itself.');
  checkPeople(tx, [winner, ...duplicates], object.name);
  const savepoint = tx.savepoint();
  const losers = duplicates.map((id) => new SObject(object, [id]));
  const errors = tools.saveWithin(tx, 'delete', losers, options, { mergeInto: winner });
  const updated = errors.every((each) => each.length === 0)
    ? (tools.saveWithin(tx, 'update', [master], options, {})[0] ?? [])
    : [];
  const failed = duplicates.flatMap((id, index) => {
    const error = errors[index]?.[0] ?? updated[0];
    return error ? [{ ...error, index, id }] : [];
  });
  if (failed.length > 0) tx.rollback(savepoint);
  if (failed.length > 0 && options.allOrNone) throw dmlException('merge', failed);
  return duplicates.map((id, index) => {
    const own = [...(errors[index] ?? []), ...updated];
    return { success: failed.length === 0, id: failed.length === 0 ? winner : id, errors: own };
  });
}

/** "Person accounts can be merged only with other person accounts" (Help, Considerations for Using Person Accounts); the text is assumed. */
function checkPeople(tx: Transaction, ids: readonly string[], object: string): void {
  const people = object === 'Account' ? contactsOfPeople(tx.org.schema, tx.org.store, ids).length : 0;
  if (people > 0 && people < ids.length)
    throwApex('System.DmlException', 'Merge failed. Person accounts can be merged only with other person accounts.');
}
