import type { RuntimeType } from '../../contracts/program.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, ApexMap, SObject, idType, mapType, primitives, toId } from '../../values/index.ts';
import { type Members, libraryClass, listOf, need } from '../define.ts';
import { Bean } from '../registry.ts';

const BOOLEAN = primitives['Boolean'] as RuntimeType;

/** Locked records of an org, or of the test that runs: what a test locks is open for the next. */
const locks = new WeakMap<object, Set<string>>();

function locked(tx: Transaction): Set<string> {
  const owner = tx.test ?? tx.org;
  let ids = locks.get(owner);
  if (!ids) locks.set(owner, (ids = new Set()));
  return ids;
}

function idOf(record: unknown): string {
  return record instanceof SObject ? need(record.id) : toId(need(record as string | null));
}

const CHANGES = {
  lock: { result: 'Approval.LockResult', apply: (ids: Set<string>, id: string) => void ids.add(id) },
  unlock: { result: 'Approval.UnlockResult', apply: (ids: Set<string>, id: string) => void ids.delete(id) }
} as const;

function change(tx: Transaction, how: keyof typeof CHANGES, record: unknown): Bean {
  const { result, apply } = CHANGES[how];
  const id = idOf(record);
  apply(locked(tx), id);
  return new Bean(result, [
    ['id', id],
    ['success', true],
    ['errors', listOf('Database.Error', [])]
  ]);
}

/** `lock` and `unlock`, each of one record, an Id, or a list of either. Every statement counts as DML (documented). */
function changes(how: keyof typeof CHANGES): Members {
  const { result } = CHANGES[how];
  const one = (tx: Transaction, _: unknown, record: unknown): Bean => {
    tx.limits.count('dmlStatements');
    return change(tx, how, record);
  };
  const many = (tx: Transaction, _: unknown, records: ApexList): ApexList => {
    tx.limits.count('dmlStatements');
    return listOf(
      result,
      need(records).items.map((r) => change(tx, how, r))
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
  'static Boolean isLocked(Id id)': (tx, _, id: string) => locked(tx).has(idOf(id)),
  'static Boolean isLocked(SObject record)': (tx, _, record: SObject) => locked(tx).has(idOf(record)),
  'static Map<Id,Boolean> isLocked(List<Object> records)': (tx, _, records: ApexList) =>
    new ApexMap(
      mapType(idType, BOOLEAN),
      need(records).items.map((r) => [idOf(r), locked(tx).has(idOf(r))] as const)
    )
});
