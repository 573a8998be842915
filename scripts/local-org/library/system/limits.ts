import type { LimitName } from '../../contracts/transaction.ts';
import { type Members, libraryClass } from '../define.ts';

/** Name after `get` to the counter. What the local org does not count is not here. */
const COUNTED: Readonly<Record<string, LimitName>> = {
  AggregateQueries: 'aggregateQueries',
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

export const limitsClass = libraryClass('System.Limits', members);
