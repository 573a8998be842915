import type { RuntimeType } from '../../contracts/program.ts';
import type { SaveError } from '../../contracts/save.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, ApexMap, SObject, dmlError, idType, mapType, primitives, toId } from '../../values/index.ts';
import { lockedRecords } from '../../transaction/index.ts';
import { type Members, beanConstructor, fields, libraryClass, listOf, need, plainGetters, setters } from '../define.ts';
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

/** What an org without approval processes says to a request: metadata of that type is reported as unsupported here. */
const REFUSALS: Readonly<Record<string, SaveError>> = {
  'Approval.ProcessSubmitRequest': {
    status: 'NO_APPLICABLE_PROCESS',
    message: 'No applicable approval process was found.',
    fields: []
  },
  'Approval.ProcessWorkitemRequest': NO_RECORD
};

function processOne(request: Bean, index: number, allOrNone: boolean): Bean {
  const refused = REFUSALS[request.typeName] ?? NO_RECORD;
  if (allOrNone) throw dmlError('Process', [{ index, id: null, ...refused }]);
  return new Bean('Approval.ProcessResult', [
    ['success', false],
    ['errors', listOf('Database.Error', [databaseError(refused)])]
  ]);
}

function processes(tx: Transaction, requests: readonly unknown[], allOrNone: boolean | null): Bean[] {
  tx.limits.count('dmlStatements');
  return requests.map((request, index) => processOne(need(request as Bean | null), index, allOrNone !== false));
}

const processing: Members = {
  'static Approval.ProcessResult process(Approval.ProcessRequest request)': (tx, _, request: Bean) =>
    processes(tx, [request], true)[0],
  'static Approval.ProcessResult process(Approval.ProcessRequest request, Boolean allOrNone)': (
    tx,
    _,
    request: Bean,
    all: boolean | null
  ) => processes(tx, [request], all)[0],
  'static List<Approval.ProcessResult> process(List<Approval.ProcessRequest> requests)': (tx, _, requests: ApexList) =>
    listOf('Approval.ProcessResult', processes(tx, need(requests).items, true)),
  'static List<Approval.ProcessResult> process(List<Approval.ProcessRequest> requests, Boolean allOrNone)': (
    tx,
    _,
    requests: ApexList,
    all: boolean | null
  ) => listOf('Approval.ProcessResult', processes(tx, need(requests).items, all))
};

const REQUEST = ['String Comments', 'List<Id> NextApproverIds'];
const SUBMIT = [
  'String ObjectId',
  'String ProcessDefinitionNameOrId',
  'Boolean SkipEntryCriteria',
  'String SubmitterId'
];
const WORKITEM = ['String Action', 'String WorkitemId'];

/** Requests are values: what they hold is what was set. */
export const approvalRequests = [
  libraryClass('Approval.ProcessRequest', plainGetters(...REQUEST), setters(...REQUEST), fields(...REQUEST)),
  ...[['Approval.ProcessSubmitRequest', SUBMIT] as const, ['Approval.ProcessWorkitemRequest', WORKITEM] as const].map(
    ([name, own]) =>
      libraryClass(
        name,
        plainGetters(...REQUEST, ...own),
        setters(...REQUEST, ...own),
        fields(...own),
        beanConstructor(name)
      )
  )
];

/** Locks of `System.Approval`, and requests, which find no approval process here. */
export const approvalClass = libraryClass('System.Approval', changes('lock'), changes('unlock'), processing, {
  'static Boolean isLocked(Id id)': (tx, _, id: string) => lockedRecords(tx).has(idOf(id)),
  'static Boolean isLocked(SObject record)': (tx, _, record: SObject) => lockedRecords(tx).has(idOf(record)),
  'static Map<Id,Boolean> isLocked(List<Object> records)': (tx, _, records: ApexList) =>
    new ApexMap(
      mapType(idType, BOOLEAN),
      need(records).items.map((r) => [idOf(r), lockedRecords(tx).has(idOf(r))] as const)
    )
});
