import type { ObjectInfo } from '../contracts/schema.ts';
import type { Operation, SaveOptions } from '../contracts/save.ts';
import type { Transaction } from '../contracts/transaction.ts';
import type { UserContext } from '../contracts/access.ts';
import { SObject } from '../values/index.ts';
import { dmlException, saveError } from './errors.ts';

const MARK = 'save.mixed';

/** User fields whose change makes a save of users a setup operation ("sObjects That Cannot Be Used Together in DML"). */
const USER_SETUP_FIELDS = ['UserRoleId', 'IsActive', 'ForecastEnabled', 'IsPortalEnabled', 'Username', 'ProfileId'];

interface Seen {
  setup?: string;
  other?: string;
}

/**
 * Setup objects and others may not be saved in one transaction. `System.runAs` starts anew, also for the same user:
 * what has been saved is remembered for the user context that the block runs with.
 */
export function checkMixed(
  tx: Transaction,
  op: Operation,
  object: ObjectInfo,
  records: readonly SObject[],
  options: SaveOptions
): void {
  if (options.source === 'seed' || options.source === 'system' || object.kind === 'event') return;
  const seen = seenBy(tx);
  const setup = isSetupOperation(op, object, records);
  const original = setup ? seen.other : seen.setup;
  if (object.setup && !setup) return;
  if (original !== undefined) {
    const text = `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object.name}, original object: ${original}`;
    throw dmlException(op, [{ index: 0, id: records[0]?.id ?? null, ...saveError('MIXED_DML_OPERATION', text) }]);
  }
  if (setup) seen.setup ??= object.name;
  else seen.other ??= object.name;
}

function seenBy(tx: Transaction): Seen {
  let all = tx.marks.get(MARK) as WeakMap<UserContext, Seen> | undefined;
  if (!all) tx.marks.set(MARK, (all = new WeakMap()));
  let seen = all.get(tx.user);
  if (!seen) all.set(tx.user, (seen = {}));
  return seen;
}

function isSetupOperation(op: Operation, object: ObjectInfo, records: readonly SObject[]): boolean {
  if (!object.setup) return false;
  // Documented: a group may be inserted and updated together with other objects.
  if (object.name === 'Group') return op === 'delete' || op === 'undelete';
  if (object.name !== 'User') return true;
  const sets = (names: readonly string[]) =>
    records.some((record) => names.some((name) => record.peek(record.fieldNamed(name).slot) !== null));
  return op === 'insert' ? sets(['UserRoleId']) : sets(USER_SETUP_FIELDS);
}
