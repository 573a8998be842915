import { describe, expect, it } from 'vitest';
import type { LimitName, TransactionKind } from '../../contracts/transaction.ts';
import { createLimits, LIMIT_NAMES } from '../limits.ts';

const limits = (kind: TransactionKind) => createLimits(kind, { ticks: 0, tickLimit: 0, statics: [] });

/** Apex Developer Guide, Execution Governors and Limits; what is said of one more where it is the platform's own text or assumed. */
const TABLE: readonly (readonly [name: LimitName, sync: number, async: number, text: string])[] = [
  ['queries', 100, 200, 'Too many SOQL queries: 101'],
  ['queryRows', 50_000, 50_000, 'Too many query rows: 50001'],
  ['aggregateQueries', 300, 300, 'Too many Aggregate queries: 301'],
  ['queryLocatorRows', 10_000, 10_000, 'Too many query locator rows: 10001'],
  ['soslQueries', 20, 20, 'Too many SOSL queries: 21'],
  ['dmlStatements', 150, 150, 'Too many DML statements: 151'],
  ['dmlRows', 10_000, 10_000, 'Too many DML rows: 10001'],
  ['publishImmediateDml', 150, 150, 'Too many publish immediate DML statements: 151'],
  ['cpuTime', 10_000, 60_000, 'Apex CPU time limit exceeded'],
  ['callouts', 100, 100, 'Too many callouts: 101'],
  ['emailInvocations', 10, 10, 'Too many Email Invocations: 11'],
  ['futureCalls', 50, 50, 'Too many future calls: 51'],
  ['queueableJobs', 50, 1, 'Too many queueable jobs added to the queue: 51'],
  ['mobilePushApexCalls', 10, 10, 'Too many mobile push apex calls: 11'],
  ['savepoints', 150, 150, 'Too many savepoints: 151'],
  ['savepointRollbacks', 150, 150, 'Too many savepoint rollbacks: 151'],
  ['apexCursorRows', 50_000_000, 50_000_000, 'Too many Apex cursor rows: 50000001'],
  ['fetchCallsOnApexCursor', 10, 100, 'Too many fetch calls on Apex cursor: 11']
];

describe('the limits of a transaction', () => {
  it.each(TABLE)('lets %s reach %i, in asynchronous Apex %i, and says "%s" of one more', (name, sync, async, text) => {
    expect([limits('sync').limit(name), limits('queueable').limit(name)]).toEqual([sync, async]);
    const counted = limits('sync');
    counted.count(name, sync);
    expect(counted.used(name)).toBe(sync);
    expect(() => counted.count(name)).toThrow(expect.objectContaining({ message: text, catchable: false }));
  });

  it('are all in the table; the heap, which is measured, has tests of its own', () => {
    expect([...TABLE.map(([name]) => name), 'heapSize'].sort()).toEqual([...LIMIT_NAMES].sort());
    expect([limits('sync').limit('heapSize'), limits('batch').limit('heapSize')]).toEqual([6_000_000, 12_000_000]);
  });

  it('stop reading at the first row too many, and count what a statement writes', () => {
    expect(() => limits('sync').count('queryRows', 60_000)).toThrow('Too many query rows: 50001');
    expect(() => limits('sync').count('dmlRows', 10_139)).toThrow('Too many DML rows: 10139');
  });

  it('are those of synchronous Apex for scheduled jobs and event triggers', () => {
    for (const kind of ['schedule', 'eventTrigger', 'anonymous', 'rest', 'test'] as const)
      expect([limits(kind).limit('queries'), limits(kind).limit('queueableJobs')]).toEqual([100, 50]);
    for (const kind of ['queueable', 'finalizer', 'future', 'batch'] as const)
      expect([limits(kind).limit('queries'), limits(kind).limit('queueableJobs')]).toEqual([200, 1]);
  });

  it('let future methods and batches call no future method', () => {
    expect(limits('future').limit('futureCalls')).toBe(0);
    expect(limits('batch').limit('futureCalls')).toBe(0);
    expect(limits('queueable').limit('futureCalls')).toBe(50);
  });
});
