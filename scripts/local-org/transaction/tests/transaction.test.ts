import { describe, expect, it } from 'vitest';
import type { OrgServices } from '../../contracts/transaction.ts';
import { createTransaction } from '../index.ts';
import type { TransactionKind } from '../../contracts/transaction.ts';

/** An org with nothing but a store that records what is asked of it. */
function org(): { services: OrgServices; calls: string[] } {
  const calls: string[] = [];
  let savepoints = 0;
  const store = {
    savepoint: () => ++savepoints,
    rollback: (to: number) => calls.push(`rollback ${to}`),
    commit: () => calls.push('commit')
  };
  const services = { store, clock: { now: () => 1_000 }, activeTest: null } as unknown as OrgServices;
  return { services, calls };
}

function begin(kind: TransactionKind = 'sync') {
  const { services, calls } = org();
  const user = { id: '005000000000001AAA' } as never;
  return { tx: createTransaction({ org: services, user, kind }), calls, services };
}

describe('the log', () => {
  it('keeps the last lines of a loop that writes without end, at no cost that grows', () => {
    const { tx } = begin();
    for (let i = 0; i < 200_000; i++) tx.debug('DEBUG', String(i));
    expect(tx.log.length).toBeGreaterThanOrEqual(20_000);
    expect(tx.log.length).toBeLessThanOrEqual(40_000);
    expect(tx.log.at(-1)?.text).toBe('199999');
  });
});

describe('limits', () => {
  it('let the hundredth query pass and throw the platform text at the next', () => {
    const { tx } = begin();
    for (let i = 0; i < 100; i++) tx.limits.count('queries');
    expect(() => tx.limits.count('queries')).toThrow('Too many SOQL queries: 101');
  });

  it('cannot be caught as an exception of Apex', () => {
    const { tx } = begin();
    const thrown = captured(() => tx.limits.count('dmlRows', 10_001));
    expect(thrown).toMatchObject({
      message: 'Too many DML rows: 10001',
      typeName: 'System.LimitException',
      catchable: false
    });
  });

  it('are wider in asynchronous Apex, where a queueable may add one child only', () => {
    const { tx } = begin('queueable');
    expect([tx.limits.limit('queries'), tx.limits.limit('cpuTime'), tx.limits.limit('queueableJobs')]).toEqual([
      200, 60_000, 1
    ]);
  });

  it('go back to a mark after a retry and start anew after clear', () => {
    const { tx } = begin();
    tx.limits.count('queries', 7);
    const mark = tx.limits.mark();
    tx.limits.count('queries', 50);
    tx.limits.reset(mark);
    expect(tx.limits.used('queries')).toBe(7);
    tx.limits.clear();
    expect(tx.limits.used('queries')).toBe(0);
  });

  it('count ticks of emitted code as CPU time', () => {
    const { tx } = begin();
    tx.ticks += 2_500;
    expect(tx.limits.used('cpuTime')).toBe(2);
    expect(tx.tickLimit).toBe(10_000_000);
    expect(() => tx.overtime()).toThrow('Apex CPU time limit exceeded');
  });
});

describe('a transaction', () => {
  it('sees time pass by whole seconds of CPU only, also over a restart of the limits', () => {
    const { tx } = begin();
    tx.ticks += 999_999;
    expect(tx.now()).toBe(1_000);
    tx.limits.clear();
    tx.ticks += 1;
    expect(tx.now()).toBe(2_000);
  });

  it('runs what waits for the commit after it, in order, work added meanwhile included', () => {
    const { tx, calls } = begin();
    tx.afterCommit(() => {
      calls.push('first');
      tx.afterCommit(() => calls.push('third'));
    });
    tx.afterCommit(() => calls.push('second'));
    tx.commit();
    expect(calls).toEqual(['commit', 'first', 'second', 'third']);
  });

  it('forgets the work queued since a savepoint when it rolls back to it', () => {
    const { tx, calls } = begin();
    tx.afterCommit(() => calls.push('kept'));
    const savepoint = tx.savepoint();
    tx.afterCommit(() => calls.push('forgotten'));
    tx.rollback(savepoint);
    tx.commit();
    expect(calls).toEqual(['rollback 2', 'commit', 'kept']);
  });

  it('returns to its beginning and runs nothing when it is aborted', () => {
    const { tx, calls } = begin();
    tx.afterCommit(() => calls.push('never'));
    tx.abort();
    expect(calls).toEqual(['rollback 1']);
    expect(() => tx.commit()).toThrow('has ended already');
  });

  it('keeps undo information while a test runs, so that the test can be taken back', () => {
    const { services, calls } = begin();
    services.activeTest = { started: false } as never;
    const tx = createTransaction({ org: services, user: {} as never, kind: 'test' });
    tx.commit();
    expect(tx.isTest).toBe(true);
    expect(calls).toEqual([]);
  });

  it('has statics of its own', () => {
    const { services, tx } = begin();
    tx.statics[3] = { count: 1 };
    expect(createTransaction({ org: services, user: {} as never, kind: 'queueable' }).statics[3]).toBeUndefined();
  });

  it('shares the statics of the test whose queued work it is', () => {
    const { services } = begin();
    services.activeTest = { started: true } as never;
    const test = createTransaction({ org: services, user: {} as never, kind: 'test' });
    expect(createTransaction({ org: services, user: {} as never, kind: 'batch', parent: test }).statics).toBe(
      test.statics
    );
  });
});

function captured(run: () => void): unknown {
  try {
    run();
  } catch (e) {
    return e;
  }
  throw new Error('nothing was thrown');
}
