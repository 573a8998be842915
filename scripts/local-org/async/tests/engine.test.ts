import { describe, expect, it } from 'vitest';
import type { JobContext } from '../../contracts/async.ts';
import { EVENT_TRIGGER_MARK } from '../../contracts/async.ts';
import type { EventTriggerState } from '../../contracts/async.ts';
import type { LocalAsyncEngine } from '../engine.ts';
import type { TestState, Transaction } from '../../contracts/transaction.ts';
import { ApexException } from '../../values/index.ts';
import { xml } from '../../metadata/tests/files.ts';
import { FILES, SYSTEM, testOrg } from '../../save/tests/org.ts';
import type { TestOrg } from '../../save/tests/org.ts';

const MINUTE = 60_000;
const job = (execute: (tx: Transaction, context: JobContext) => void) => ({ execute });
const commit = <T>(t: TestOrg, run: (tx: Transaction) => T): T => {
  const tx = t.begin();
  const result = run(tx);
  tx.commit();
  return result;
};
const names = (t: TestOrg) => {
  const object = t.record('Widget__c', {}).info;
  return [...t.org.store.scan(object, { kind: 'all' })].map((row) => row[object.field('Name')?.slot ?? 0]);
};
const insertWidget = (t: TestOrg, tx: Transaction, Name: string) =>
  t.save.run(tx, 'insert', [t.record('Widget__c', { Name })], SYSTEM);

describe('Queueable Apex', () => {
  it('runs after the commit, in its own transaction, and leaves a finished job', () => {
    const t = testOrg();
    const kinds: string[] = [];
    const id = commit(t, (tx) => {
      const queued = t.org.async.enqueueQueueable(
        tx,
        job((inner, context) => {
          kinds.push(inner.kind, context.jobId);
          insertWidget(t, inner, 'made later');
        }),
        {}
      );
      expect(t.org.async.pending()).toEqual([]);
      return queued;
    });
    expect(t.org.async.drain()).toMatchObject({ ran: 1, failures: [] });
    expect(kinds).toEqual(['queueable', id]);
    expect(names(t)).toEqual(['made later']);
    expect(t.value('AsyncApexJob', id, 'Status')).toBe('Completed');
  });

  it('is forgotten with its transaction', () => {
    const t = testOrg();
    const tx = t.begin();
    t.org.async.enqueueQueueable(
      tx,
      job(() => undefined),
      { duplicateSignature: 'once' }
    );
    tx.abort();
    expect(t.org.async.pending()).toEqual([]);
    commit(t, (again) =>
      t.org.async.enqueueQueueable(
        again,
        job(() => undefined),
        { duplicateSignature: 'once' }
      )
    );
    expect(() =>
      commit(t, (third) =>
        t.org.async.enqueueQueueable(
          third,
          job(() => undefined),
          { duplicateSignature: 'once' }
        )
      )
    ).toThrow('duplicate');
    t.org.async.drain();
    expect(
      commit(t, (fourth) =>
        t.org.async.enqueueQueueable(
          fourth,
          job(() => undefined),
          { duplicateSignature: 'once' }
        )
      )
    ).toBeTruthy();
  });

  it('waits for its delay on the virtual clock', () => {
    const t = testOrg();
    const start = t.org.clock.now();
    const at: number[] = [];
    commit(t, (tx) =>
      t.org.async.enqueueQueueable(
        tx,
        job((inner) => void at.push(inner.now())),
        { delayMinutes: 10 }
      )
    );
    expect(t.org.async.advanceTo(start + 9 * MINUTE).ran).toBe(0);
    expect(t.org.async.advanceTo(start + 60 * MINUTE).ran).toBe(1);
    expect(at).toEqual([start + 10 * MINUTE]);
    expect(t.org.clock.now()).toBe(start + 60 * MINUTE);
    expect(() =>
      commit(t, (tx) =>
        t.org.async.enqueueQueueable(
          tx,
          job(() => undefined),
          { delayMinutes: 11 }
        )
      )
    ).toThrow('0 to 10 minutes');
  });

  it('may queue one child, to the depth it allows', () => {
    const t = testOrg();
    const depths: number[] = [];
    const chain = (depth: number): object =>
      job((tx) => {
        depths.push(depth);
        t.org.async.enqueueQueueable(tx, chain(depth + 1), {});
      });
    commit(t, (tx) => t.org.async.enqueueQueueable(tx, chain(1), { maximumStackDepth: 3 }));
    const result = t.org.async.drain();
    expect(depths).toEqual([1, 2, 3]);
    expect(result.failures.map((each) => each.message)).toEqual(['Maximum stack depth has been reached.']);
    commit(t, (tx) =>
      t.org.async.enqueueQueueable(
        tx,
        job((inner) => {
          t.org.async.enqueueQueueable(
            inner,
            job(() => undefined),
            {}
          );
          t.org.async.enqueueQueueable(
            inner,
            job(() => undefined),
            {}
          );
        }),
        {}
      )
    );
    expect(t.org.async.drain().failures[0]?.message).toBe('Too many queueable jobs added to the queue: 2');
  });

  it('that fails is rolled back, its finalizer learns why and may queue it again five times', () => {
    const t = testOrg();
    let runs = 0;
    const failing = (): object =>
      job((tx, context) => {
        runs++;
        insertWidget(t, tx, 'never');
        t.org.async.attachFinalizer(
          tx,
          job((inner, final) => {
            expect([final.kind, final.jobId]).toEqual(['finalizer', context.jobId]);
            expect((final.error as Error).message).toBe('broken');
            t.org.async.enqueueQueueable(inner, failing(), {});
          })
        );
        throw new ApexException('broken', null, 'System.MathException');
      });
    commit(t, (tx) => t.org.async.enqueueQueueable(tx, failing(), {}));
    const result = t.org.async.drain();
    expect(runs).toBe(6);
    expect(names(t)).toEqual([]);
    expect(result.failures.at(-1)?.message).toContain('finalizer');
  });

  it('runs as the user who queued it', () => {
    const t = testOrg();
    const user = t.user('u@example.com', 'Standard User');
    const tx = t.begin(user);
    const seen: string[] = [];
    t.org.async.enqueueQueueable(
      tx,
      job((inner) => void seen.push(inner.user.username)),
      {}
    );
    t.org.async.enqueueFuture(tx, 'Some.work', (inner) => void seen.push(`${inner.kind} ${inner.user.username}`));
    tx.commit();
    t.org.async.drain();
    expect(seen).toEqual(['u@example.com', 'future u@example.com']);
  });
});

describe('Batch Apex', () => {
  it('runs no further chunk and no finish once it is aborted', () => {
    const t = testOrg();
    const seen: string[] = [];
    const batch = {
      start: () => ({ records: () => Array.from({ length: 5 }, (_, n) => t.record('Widget__c', { Name: `w${n}` })) }),
      execute: (tx: Transaction, context: JobContext) => {
        seen.push('execute');
        if (seen.length === 2) t.org.async.abortJob(tx, context.jobId);
      },
      finish: () => void seen.push('finish')
    };
    const id = commit(t, (tx) => t.org.async.executeBatch(tx, batch, 1));
    t.org.async.drain();
    expect(seen).toEqual(['execute', 'execute']);
    expect(t.value('AsyncApexJob', id, 'Status')).toBe('Aborted');
  });

  it('runs start, a transaction per chunk, and finish; one bad chunk does not stop the others', () => {
    const t = testOrg();
    const seen: string[] = [];
    const batch = {
      start: () => ({ records: () => Array.from({ length: 5 }, (_, n) => t.record('Widget__c', { Name: `w${n}` })) }),
      execute: (tx: Transaction, _context: JobContext, scope: { size: number; items: readonly unknown[] }) => {
        seen.push(`execute ${scope.size}`);
        insertWidget(t, tx, `chunk ${seen.length}`);
        if (seen.length === 2) throw new ApexException('bad chunk');
      },
      finish: () => void seen.push('finish')
    };
    const id = commit(t, (tx) => t.org.async.executeBatch(tx, batch, 2));
    const result = t.org.async.drain();
    expect(seen).toEqual(['execute 2', 'execute 2', 'execute 1', 'finish']);
    expect(names(t)).toEqual(['chunk 1', 'chunk 3']);
    expect(result.failures.map((each) => each.message)).toEqual(['bad chunk']);
    expect(
      ['Status', 'JobItemsProcessed', 'TotalJobItems', 'NumberOfErrors'].map((name) =>
        t.value('AsyncApexJob', id, name)
      )
    ).toEqual(['Completed', 3, 3, 1]);
  });
});

describe('The flex queue', () => {
  const idle = { start: () => ({ records: () => [] }), execute: () => undefined, finish: () => undefined };

  it('holds what comes after five batches, lets one go for each that ends, and takes a hundred', () => {
    const t = testOrg();
    const add = (): string => commit(t, (tx) => t.org.async.executeBatch(tx, idle, 200));
    const ids = Array.from({ length: 7 }, add);
    const states = (): unknown[] => ids.map((id) => t.value('AsyncApexJob', id, 'Status'));
    expect(states()).toEqual([...Array<string>(5).fill('Queued'), 'Holding', 'Holding']);
    t.org.async.abortJob(t.begin(), ids[0] as string);
    expect(states()).toEqual(['Aborted', ...Array<string>(5).fill('Queued'), 'Holding']);
    Array.from({ length: 99 }, add);
    expect(add).toThrow("You've exceeded the limit of 100 jobs in the flex queue");
    expect(t.org.async.drain()).toMatchObject({ failures: [] });
    expect(new Set(states())).toEqual(new Set(['Aborted', 'Completed']));
  });
});

describe('Scheduled Apex', () => {
  it('that is paused does not fire, in a kept org either, until it is resumed', () => {
    const t = testOrg();
    let fired = 0;
    const id = commit(t, (tx) =>
      t.org.async.schedule(
        tx,
        'Beat',
        '0 0 * * * ?',
        job(() => void fired++)
      )
    );
    commit(t, (tx) => t.org.async.pauseJob(tx, { name: 'Beat' }));
    t.org.async.advanceTo(t.org.clock.now() + 3 * 60 * MINUTE);
    expect(fired).toBe(0);
    expect(t.value('CronTrigger', id, 'State')).toBe('PAUSED');
    expect(t.org.async.pending().map((work) => work.kind)).toEqual(['schedule']);
    commit(t, (tx) => t.org.async.resumeJob(tx, { id }));
    expect(t.value('CronTrigger', id, 'State')).toBe('WAITING');
    t.org.async.advanceTo(t.org.clock.now() + 60 * MINUTE);
    expect(fired).toBe(1);
  });

  it('fires by its expression in the zone of the user until it is aborted', () => {
    const t = testOrg();
    const fired: string[] = [];
    const schedule = (tx: Transaction) =>
      t.org.async.schedule(
        tx,
        'Beat',
        '0 0 * * * ?',
        job((inner) => void fired.push(new Date(inner.now()).toISOString().slice(11, 16)))
      );
    const id = commit(t, schedule);
    expect(() => commit(t, schedule)).toThrow('The Apex job named "Beat" is already scheduled for execution.');
    expect(t.org.async.advanceTo(t.org.clock.now() + 3 * 60 * MINUTE).ran).toBe(3);
    expect(fired).toEqual(['10:00', '11:00', '12:00']);
    expect(t.value('CronTrigger', id, 'TimesTriggered')).toBe(3);
    commit(t, (tx) => t.org.async.abortJob(tx, id));
    expect(t.org.async.advanceTo(t.org.clock.now() + 24 * 60 * MINUTE).ran).toBe(0);
    expect(commit(t, schedule)).not.toBe(id);
  });

  it('refuses expressions that the platform refuses', () => {
    const t = testOrg();
    expect(() =>
      commit(t, (tx) =>
        t.org.async.schedule(
          tx,
          'x',
          '0 0/5 * * * ?',
          job(() => undefined)
        )
      )
    ).toThrow('Seconds and minutes must be specified as integers');
    expect(() =>
      commit(t, (tx) =>
        t.org.async.schedule(
          tx,
          'x',
          '0 0 1 1 1 ? 2020',
          job(() => undefined)
        )
      )
    ).toThrow('will never fire');
  });
});

describe('Platform events', () => {
  const publish = (t: TestOrg, tx: Transaction, ...texts: string[]) =>
    t.org.async.publish(
      tx,
      texts.map((Text__c) => t.record('News__e', { Text__c }))
    );

  it('are delivered after the commit, together, to triggers of the Automated Process user', () => {
    const t = testOrg();
    const batches: string[] = [];
    const heard: number[] = [];
    t.trigger(
      'NewsTrigger',
      'News__e',
      ['after insert'],
      ({ newRecords }, tx) =>
        void batches.push(`${tx.user.type}: ${newRecords?.map((each) => String(each.getByName('Text__c'))).join(' ')}`)
    );
    t.org.async.onEvent((_object, _fields, replayId) => void heard.push(replayId));
    const lost = t.begin();
    publish(t, lost, 'lost');
    lost.abort();
    const results = commit(t, (tx) => [...publish(t, tx, 'a', 'b'), ...publish(t, tx, 'c')]);
    expect(results.map((each) => each.success)).toEqual([true, true, true]);
    t.org.async.drain();
    expect(batches).toEqual(['AutomatedProcess: a b c']);
    expect(heard).toEqual([1, 2, 3]);
  });

  it('are taken in batches and as the user that the subscriber configuration names', () => {
    const config =
      '<masterLabel>News</masterLabel><platformEventConsumer>NewsTrigger</platformEventConsumer><batchSize>2</batchSize><user>admin@local.org</user>';
    const t = testOrg({
      ...FILES,
      'app/PlatformEventSubscriberConfigs/News.platformEventSubscriberConfig-meta.xml': xml(
        'PlatformEventSubscriberConfig',
        config
      )
    });
    const batches: string[] = [];
    t.trigger(
      'NewsTrigger',
      'News__e',
      ['after insert'],
      ({ newRecords }, tx) => void batches.push(`${tx.user.username} ${newRecords?.length}`)
    );
    commit(t, (tx) => publish(t, tx, 'a', 'b', 'c'));
    t.org.async.drain();
    expect(batches).toEqual(['admin@local.org 2', 'admin@local.org 1']);
  });

  it('can be held and taken, and then are delivered as often and in the order that the taker chooses', () => {
    const t = testOrg();
    const heard: string[] = [];
    t.trigger(
      'NewsTrigger',
      'News__e',
      ['after insert'],
      ({ newRecords }) => void heard.push((newRecords ?? []).map((each) => String(each.getByName('Text__c'))).join(' '))
    );
    const engine = t.org.async as LocalAsyncEngine;
    engine.holdEvents();
    commit(t, (tx) => publish(t, tx, 'a', 'b'));
    t.org.async.drain();
    expect(heard).toEqual([]);
    const taken = engine.takeEvents();
    expect(taken.map(({ fields }) => fields['Text__c'])).toEqual(['a', 'b']);
    expect(engine.takeEvents()).toEqual([]);
    for (const event of [...taken].reverse()) event.deliver();
    taken[0]?.deliver();
    expect(heard).toEqual(['b', 'a', 'a']);
  });

  it('come again when the trigger asks for it, and are given up after nine retries', () => {
    const t = testOrg();
    let attempts = 0;
    t.trigger('NewsTrigger', 'News__e', ['after insert'], (_context, tx) => {
      expect((tx.marks.get(EVENT_TRIGGER_MARK) as EventTriggerState).retries).toBe(attempts);
      attempts++;
      if (attempts < 3) throw new ApexException('not yet', null, 'EventBus.RetryableException');
    });
    commit(t, (tx) => publish(t, tx, 'a'));
    expect(t.org.async.drain().failures).toEqual([]);
    expect(attempts).toBe(3);
    const never = testOrg();
    let tries = 0;
    never.trigger('NewsTrigger', 'News__e', ['after insert'], () => {
      tries++;
      throw new ApexException('never', null, 'EventBus.RetryableException');
    });
    commit(never, (tx) => publish(never, tx, 'a'));
    expect(never.org.async.drain().failures.map((each) => each.message)).toEqual(['never']);
    expect(tries).toBe(10);
  });

  it('go on after a checkpoint', () => {
    const t = testOrg();
    const seen: string[] = [];
    t.trigger('NewsTrigger', 'News__e', ['after insert'], ({ newRecords }, tx) => {
      const first = newRecords?.[0];
      seen.push(`${newRecords?.length}`);
      (tx.marks.get(EVENT_TRIGGER_MARK) as EventTriggerState).resumeCheckpoint = String(first?.getByName('ReplayId'));
    });
    commit(t, (tx) => publish(t, tx, 'a', 'b', 'c'));
    t.org.async.drain();
    expect(seen).toEqual(['3', '2', '1']);
  });
});

describe('Work of an Apex test', () => {
  const inTest = (t: TestOrg, run: (tx: Transaction) => void): void => {
    const state = {
      started: true,
      stopped: false,
      mocks: new Map(),
      fixedSearchResults: null,
      seeAllData: false,
      start: () => undefined,
      stop: () => undefined,
      later: 0
    } as unknown as TestState;
    t.org.activeTest = state;
    const tx = t.org.begin(t.org.access.user(t.adminId), 'test');
    try {
      run(tx);
    } finally {
      tx.abort();
      t.org.activeTest = null;
    }
  };

  it('runs at the end of the test block whatever its delay, without the children of queueables', () => {
    const t = testOrg();
    const ran: string[] = [];
    inTest(t, (tx) => {
      t.org.async.enqueueQueueable(
        tx,
        job((inner) => {
          ran.push('queueable');
          insertWidget(t, inner, 'from the test');
          t.org.async.enqueueQueueable(
            inner,
            job(() => void ran.push('child')),
            {}
          );
        }),
        { delayMinutes: 5 }
      );
      t.org.async.schedule(
        tx,
        'Beat',
        '0 0 1 * * ?',
        job(() => void ran.push('schedule'))
      );
      t.org.async.later(tx, {
        at: 0,
        kind: 'scheduledPath',
        label: 'path',
        userId: t.adminId,
        run: () => void ran.push('path')
      });
      expect(t.org.async.drainTest(tx).failures).toEqual([]);
      expect(names(t)).toEqual(['from the test']);
    });
    expect(ran).toEqual(['queueable', 'schedule']);
    expect(names(t)).toEqual([]);
    expect(t.org.async.pending()).toEqual([]);
  });

  it('delivers its events on request and hands on what fails', () => {
    const t = testOrg();
    let delivered = 0;
    t.trigger('NewsTrigger', 'News__e', ['after insert'], () => {
      delivered++;
      throw new ApexException('in the trigger');
    });
    inTest(t, (tx) => {
      t.org.async.publish(tx, [t.record('News__e', { Text__c: 'a' })]);
      t.org.async.enqueueQueueable(
        tx,
        job(() => {
          throw new ApexException('in the job');
        }),
        {}
      );
      expect(t.org.async.deliverTestEvents(tx).failures.map((each) => each.message)).toEqual(['in the trigger']);
      expect(t.org.async.drainTest(tx).failures.map((each) => each.message)).toEqual(['in the job']);
    });
    expect(delivered).toBe(1);
  });
});
