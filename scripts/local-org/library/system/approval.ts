import type { RuntimeType } from '../../contracts/program.ts';
import type { SaveError } from '../../contracts/save.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, ApexMap, SObject, dmlError, idType, mapType, primitives, toId } from '../../values/index.ts';
import { lockedRecords } from '../../transaction/index.ts';
import { type Members, libraryClass, listOf, need } from '../define.ts';
import { databaseError } from '../database/results.ts';
import { Bean } from '../registry.ts';

const BOOLEAN = primitives['Boolean'] as RuntimeType;

function idOf(record: unknown): string {
  return record instanceof SObject ? need(record.id) : toId(need(record as string | null));
}

const CHANGES = {
  lock: { result: 'Approval.LockResult', apply: (ids: Set<string>, id: string) => void ids.add(id) },
  unlock: { result: 'Approval.UnlockResult', apply: (ids: Set<string>, id: string) => void ids.delete(id) }
} as const;

const NO_RECORD: SaveError = {
  status: 'INVALID_CROSS_REFERENCE_KEY',
  message: 'invalid cross reference id',
  fields: []
};

/** Without `allOrNothing` a record that is not there gives a failed result (documented). */
function change(tx: Transaction, how: keyof typeof CHANGES, record: unknown, allOrNothing: boolean): Bean {
  const { result, apply } = CHANGES[how];
  const id = idOf(record);
  const object = tx.org.schema.byPrefix(id);
  const isThere = object !== undefined && tx.org.store.get(object, id) !== undefined;
  if (!isThere && allOrNothing) throw dmlError(how, [{ index: 0, id, ...NO_RECORD }]);
  if (isThere) apply(lockedRecords(tx), id);
  return new Bean(result, [
    ['id', isThere ? id : null],
    ['success', isThere],
    ['errors', listOf('Database.Error', isThere ? [] : [databaseError(NO_RECORD)])]
  ]);
}

/** `lock` and `unlock`, each of one record, an Id, or a list of either. Every statement counts as DML (documented). */
function changes(how: keyof typeof CHANGES): Members {
  const { result } = CHANGES[how];
  const one = (tx: Transaction, _: unknown, record: unknown, allOrNothing = true): Bean => {
    tx.limits.count('dmlStatements');
    return change(tx, how, record, allOrNothing);
  };
  const many = (tx: Transaction, _: unknown, records: ApexList, allOrNothing = true): ApexList => {
    tx.limits.count('dmlStatements');
    return listOf(
      result,
      need(records).items.map((r) => change(tx, how, r, allOrNothing))
    );
  };
  return {
    [`static ${result} ${how}(Id id)`]: one,
    [`static ${result} ${how}(Id id, Boolean allOrNothing)`]: one,
    [`static ${result} ${how}(SObject record)`]: one,
    [`static ${result} ${how}(SObject record, Boolean allOrNothing)`]: one,
    [`static List<${result}> ${how}(List<Object> records)`]: many,
    [`static List<${result}> ${how}(List<Object> records, Boolean allOrNothing)`]: many
  };
}

/** Locks of `System.Approval`; there are no approval processes here, so that `process` is refused by name. */
export const approvalClass = libraryClass('System.Approval', changes('lock'), changes('unlock'), {
  'static Boolean isLocked(Id id)': (tx, _, id: string) => lockedRecords(tx).has(idOf(id)),
  'static Boolean isLocked(SObject record)': (tx, _, record: SObject) => lockedRecords(tx).has(idOf(record)),
  'static Map<Id,Boolean> isLocked(List<Object> records)': (tx, _, records: ApexList) =>
    new ApexMap(
      mapType(idType, BOOLEAN),
      need(records).items.map((r) => [idOf(r), lockedRecords(tx).has(idOf(r))] as const)
    )
});
