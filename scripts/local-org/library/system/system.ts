import type { QueueableOptions } from '../../contracts/async.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexDatetime, EnumValue, debugText, equalsDeep, hashOf, toId } from '../../values/index.ts';
import { libraryClass, need, zoneOf } from '../define.ts';
import { type Bean, platformEnum } from '../registry.ts';
import { assertEqual, assertNotEqual, assertTrue } from './assert.ts';

function queueOptions(options: Bean): QueueableOptions {
  const signature = options.get('DuplicateSignature') as { text: string } | null;
  const out: { -readonly [K in keyof QueueableOptions]: QueueableOptions[K] } = {};
  const delay = options.get('MinimumQueueableDelayInMinutes') as number | null;
  const depth = options.get('MaximumQueueableStackDepth') as number | null;
  if (delay !== null) out.delayMinutes = delay;
  if (depth !== null) out.maximumStackDepth = depth;
  if (signature !== null) out.duplicateSignature = signature.text;
  return out;
}

function enqueue(tx: Transaction, job: unknown, options: QueueableOptions): unknown {
  return tx.org.async.enqueueQueueable(tx, need(job), options);
}

export const systemClass = libraryClass('System.System', {
  'static void debug(Object value)': (tx, _, value) => tx.debug('DEBUG', debugText(value)),
  'static void debug(Object level, Object value)': (tx, _, level: EnumValue, value) =>
    tx.debug(need(level).name, debugText(value)),
  'static void Assert(Boolean c)': (_, __, c: boolean) => assertTrue(c),
  'static void Assert(Boolean c, Object message)': (_, __, c: boolean, m) => assertTrue(c, m),
  'static void assertEquals(Object a, Object b)': (_, __, a, b) => assertEqual(a, b),
  'static void assertEquals(Object a, Object b, Object message)': (_, __, a, b, m) => assertEqual(a, b, m),
  'static void assertNotEquals(Object a, Object b)': (_, __, a, b) => assertNotEqual(a, b),
  'static void assertNotEquals(Object a, Object b, Object message)': (_, __, a, b, m) => assertNotEqual(a, b, m),
  'static Datetime now()': (tx) => new ApexDatetime(tx.now()),
  'static Date today()': (tx) => new ApexDatetime(tx.now()).date(zoneOf(tx)),
  'static Long currentTimeMillis()': (tx) => tx.now(),
  'static Boolean equals(Object a, Object b)': (_, __, a, b) => equalsDeep(a, b),
  'static Integer hashCode(Object v)': (_, __, v) => hashOf(v),
  'static Id enqueueJob(Object job)': (tx, _, job) => enqueue(tx, job, {}),
  'static Id enqueueJob(Object job, Integer delay)': (tx, _, job, delay: number) =>
    enqueue(tx, job, { delayMinutes: need(delay) }),
  'static Id enqueueJob(Object job, AsyncOptions options)': (tx, _, job, options: Bean) =>
    enqueue(tx, job, queueOptions(need(options))),
  // Read-only only while Salesforce maintains an instance.
  'static ApplicationReadWriteMode getApplicationReadWriteMode()': () =>
    platformEnum('System.ApplicationReadWriteMode', 'DEFAULT'),
  'static void attachFinalizer(Finalizer f)': (tx, _, f) => tx.org.async.attachFinalizer(tx, need(f)),
  'static String schedule(String name, String cron, Object job)': (tx, _, name: string, cron: string, job) =>
    tx.org.async.schedule(tx, need(name), need(cron), need(job)),
  'static String scheduleBatch(Object job, String name, Integer minutes)': (
    tx,
    _,
    job,
    name: string,
    minutes: number
  ) => tx.org.async.scheduleBatch(tx, need(name), need(minutes), need(job), 200),
  'static String scheduleBatch(Object job, String name, Integer minutes, Integer scope)': (
    tx,
    _,
    job,
    name: string,
    minutes: number,
    scope: number
  ) => tx.org.async.scheduleBatch(tx, need(name), need(minutes), need(job), need(scope)),
  'static void abortJob(String id)': (tx, _, id: string) => tx.org.async.abortJob(tx, need(id)),
  'static void pauseJobById(String id)': (tx, _, id: string) => tx.org.async.pauseJob(tx, { id: toId(need(id)) }),
  'static void pauseJobByName(String name)': (tx, _, name: string) => tx.org.async.pauseJob(tx, { name: need(name) }),
  'static void resumeJobById(String id)': (tx, _, id: string) => tx.org.async.resumeJob(tx, { id: toId(need(id)) }),
  'static void resumeJobByName(String name)': (tx, _, name: string) => tx.org.async.resumeJob(tx, { name: need(name) }),
  'static Boolean isBatch()': (tx) => tx.kind === 'batch',
  'static Boolean isFuture()': (tx) => tx.kind === 'future',
  'static Boolean isQueueable()': (tx) => tx.kind === 'queueable',
  'static Boolean isScheduled()': (tx) => tx.kind === 'schedule'
});

/** Only batch jobs that hold are moved; a job that is queued or runs, or none, is not in the flex queue. */
export const flexQueueClass = libraryClass('System.FlexQueue', {
  'static Boolean moveAfterJob(Id job, Id other)': (tx, _, job: string, other: string) =>
    tx.org.async.moveInFlexQueue(tx, need(job), { after: need(other) }),
  'static Boolean moveBeforeJob(Id job, Id other)': (tx, _, job: string, other: string) =>
    tx.org.async.moveInFlexQueue(tx, need(job), { before: need(other) }),
  'static Boolean moveJobToEnd(Id job)': (tx, _, job: string) => tx.org.async.moveInFlexQueue(tx, need(job), 'end'),
  'static Boolean moveJobToFront(Id job)': (tx, _, job: string) => tx.org.async.moveInFlexQueue(tx, need(job), 'front')
});
