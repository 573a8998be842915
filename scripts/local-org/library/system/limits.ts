import type { LimitName, Transaction } from '../../contracts/transaction.ts';
import { ApexDatetime } from '../../values/index.ts';
import { type Members, libraryClass, listOf, mapTo, plainGetters } from '../define.ts';
import { Bean } from '../registry.ts';

/** Name after `get` to the counter. What the local org does not count is not here. */
const COUNTED: Readonly<Record<string, LimitName>> = {
  AggregateQueries: 'aggregateQueries',
  ApexCursorRows: 'apexCursorRows',
  FetchCallsOnApexCursor: 'fetchCallsOnApexCursor',
  Callouts: 'callouts',
  CpuTime: 'cpuTime',
  DmlRows: 'dmlRows',
  DmlStatements: 'dmlStatements',
  EmailInvocations: 'emailInvocations',
  FutureCalls: 'futureCalls',
  HeapSize: 'heapSize',
  MobilePushApexCalls: 'mobilePushApexCalls',
  PublishImmediateDML: 'publishImmediateDml',
  Queries: 'queries',
  QueryLocatorRows: 'queryLocatorRows',
  QueryRows: 'queryRows',
  QueueableJobs: 'queueableJobs',
  SavepointRollbacks: 'savepointRollbacks',
  Savepoints: 'savepoints',
  SoslQueries: 'soslQueries'
};

const members: Members = {};
for (const [name, counter] of Object.entries(COUNTED)) {
  members[`static Integer get${name}()`] = (tx) => tx.limits.used(counter);
  members[`static Integer getLimit${name}()`] = (tx) => tx.limits.limit(counter);
}

/** Describes are no longer limited, and the others are "reserved for future use" or retired: they stay at zero. */
const UNCOUNTED = [
  'AsyncCalls',
  'ChildRelationshipsDescribes',
  'DatabaseTime',
  'FieldSetsDescribes',
  'FieldsDescribes',
  'FindSimilarCalls',
  'PicklistDescribes',
  'RecordTypesDescribes',
  'RunAs',
  'ScriptStatements'
];
const UNCOUNTED_LIMIT: Readonly<Record<string, number>> = { AsyncCalls: 200 };

for (const name of UNCOUNTED) {
  members[`static Integer get${name}()`] = () => 0;
  members[`static Integer getLimit${name}()`] = () => UNCOUNTED_LIMIT[name] ?? 0;
}

export const limitsClass = libraryClass('System.Limits', members);

/** Rows of an object that were created within the last day. */
function createdToday(tx: Transaction, objectName: string): number {
  const object = tx.org.schema.object(objectName);
  const slot = object?.field('CreatedDate')?.slot;
  if (!object || slot === undefined) throw new Error(`the schema has no ${objectName}.CreatedDate`);
  let n = 0;
  for (const row of tx.org.store.scan(object, { kind: 'all' })) {
    const at = row[slot];
    if (at instanceof ApexDatetime && at.at > tx.now() - 86_400_000) n++;
  }
  return n;
}

const ROW_KB = 2;
/** Kinds of objects whose rows fill the data storage. */
const STORED: ReadonlySet<string> = new Set(['standard', 'custom']);

/** Whole megabytes of the rows of business objects: most rows of an org count 2 KB, whatever they hold (documented). */
function storedMegabytes(tx: Transaction): number {
  const { schema, store } = tx.org;
  const counted = schema.objects().filter((object) => !object.setup && STORED.has(object.kind));
  const rows = counted.reduce((sum, object) => sum + store.count(object), 0);
  return Math.ceil((rows * ROW_KB) / 1024);
}

/** The limits of an org that a local org can count, with the sizes of a Developer Edition (assumed). */
const ORG_LIMITS: readonly { readonly name: string; readonly limit: number; used(tx: Transaction): number }[] = [
  { name: 'DailyAsyncApexExecutions', limit: 250_000, used: (tx) => createdToday(tx, 'AsyncApexJob') },
  { name: 'DataStorageMB', limit: 5, used: storedMegabytes },
  {
    name: 'SingleEmail',
    limit: 15,
    used: (tx) => tx.org.outbox.filter((m) => m.kind === 'email' && !m.bySystem).length
  }
];

function orgLimits(tx: Transaction): Bean[] {
  return ORG_LIMITS.map(
    (l) =>
      new Bean('System.OrgLimit', [
        ['name', l.name],
        ['limit', l.limit],
        ['value', l.used(tx)]
      ])
  );
}

export const orgLimitClasses = [
  libraryClass('System.OrgLimits', {
    'static List<OrgLimit> getAll()': (tx) => listOf('System.OrgLimit', orgLimits(tx)),
    'static Map<String,OrgLimit> getMap()': (tx) =>
      mapTo(
        'System.OrgLimit',
        orgLimits(tx).map((l) => [l.get('name'), l] as const)
      )
  }),
  libraryClass('System.OrgLimit', plainGetters('Integer Limit', 'String Name', 'Integer Value'))
];
