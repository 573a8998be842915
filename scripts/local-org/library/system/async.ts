import {
  EVENT_TRIGGER_MARK,
  type EventTriggerState,
  type JobContext,
  type PublishOutcome
} from '../../contracts/async.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, SObject, throwApex } from '../../values/index.ts';
import {
  beanConstructor,
  fields,
  getters,
  libraryClass,
  listOf,
  need,
  plainGetters,
  setters,
  strings
} from '../define.ts';
import { Bean, PlatformObject, platformEnum } from '../registry.ts';
import { resultBean } from '../database/results.ts';

export const contextClasses = [
  libraryClass('System.QueueableContext', { 'Id getJobId()': (_, self: JobContext) => self.jobId }),
  libraryClass('System.SchedulableContext', { 'Id getTriggerId()': (_, self: JobContext) => self.jobId }),
  libraryClass('Database.BatchableContext', {
    'Id getJobId()': (_, self: JobContext) => self.jobId,
    'Id getChildJobId()': (_, self: JobContext) => self.childJobId ?? null
  }),
  libraryClass('System.FinalizerContext', {
    'Id getAsyncApexJobId()': (_, self: JobContext) => self.jobId,
    'String getRequestId()': (_, self: JobContext) => self.requestId ?? null,
    'ParentJobResult getResult()': (_, self: JobContext) =>
      platformEnum('System.ParentJobResult', self.error ? 'UNHANDLED_EXCEPTION' : 'SUCCESS'),
    'Exception getException()': (_, self: JobContext) => self.error ?? null
  }),
  /** Outside of a queueable there is no depth and no delay (assumed). */
  libraryClass('System.AsyncInfo', {
    'static Integer getCurrentQueueableStackDepth()': (tx) => tx.org.async.queueable(tx)?.depth ?? 0,
    'static Integer getMaximumQueueableStackDepth()': (tx) => tx.org.async.queueable(tx)?.maximumDepth ?? 0,
    'static Integer getMinimumQueueableDelayInMinutes()': (tx) => tx.org.async.queueable(tx)?.delayMinutes ?? 0,
    'static Boolean hasMaxStackDepth()': (tx) => tx.org.async.queueable(tx)?.maximumDepth !== undefined
  }),
  libraryClass(
    'System.AsyncOptions',
    fields(
      'QueueableDuplicateSignature DuplicateSignature',
      'Integer MaximumQueueableStackDepth',
      'Integer MinimumQueueableDelayInMinutes'
    ),
    beanConstructor('System.AsyncOptions')
  )
];

/** `System.QueueableDuplicateSignature`: the text that two equal jobs share. */
export class DuplicateSignature extends PlatformObject {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override $toString(): string {
    return this.text;
  }
}
DuplicateSignature.for('System.QueueableDuplicateSignature');

class SignatureBuilder extends PlatformObject {
  parts: string[] = [];

  add(kind: string, value: unknown): this {
    this.parts.push(`${kind}${JSON.stringify(String(need(value)))}`);
    return this;
  }
}
SignatureBuilder.for('System.QueueableDuplicateSignature.Builder');

export const signatureClasses = [
  libraryClass('System.QueueableDuplicateSignature', {
    'String toString()': (_, self: DuplicateSignature) => self.text,
    'static QueueableDuplicateSignature.Builder Builder()': () => new SignatureBuilder()
  }),
  libraryClass('System.QueueableDuplicateSignature.Builder', {
    'Builder()': () => new SignatureBuilder(),
    'QueueableDuplicateSignature.Builder addId(Id v)': (_, self: SignatureBuilder, v) => self.add('id', v),
    'QueueableDuplicateSignature.Builder addInteger(Integer v)': (_, self: SignatureBuilder, v) => self.add('int', v),
    'QueueableDuplicateSignature.Builder addString(String v)': (_, self: SignatureBuilder, v) => self.add('str', v),
    'QueueableDuplicateSignature build()': (_, self: SignatureBuilder) => new DuplicateSignature(self.parts.join(','))
  })
];

function publish(tx: Transaction, events: SObject | ApexList, callback?: object | null): unknown {
  const list = need(events) instanceof ApexList ? ((events as ApexList).items as SObject[]) : [events as SObject];
  const results = tx.org.async.publish(tx, list, callback ?? undefined).map((r) =>
    resultBean('Database.SaveResult', {
      success: r.success,
      id: r.id,
      errors: r.error ? [r.error] : []
    })
  );
  return events instanceof ApexList ? listOf('Database.SaveResult', results) : results[0];
}

/** Outside of a trigger nothing has been tried before (a public suite that passes on the platform reads `retries` there). */
const NOT_RUNNING: Pick<EventTriggerState, 'retries' | 'lastError'> = { retries: 0, lastError: null };

function runningTrigger(tx: Transaction): Pick<EventTriggerState, 'retries' | 'lastError'> {
  return (tx.marks.get(EVENT_TRIGGER_MARK) as EventTriggerState | undefined) ?? NOT_RUNNING;
}

function eventTrigger(tx: Transaction): EventTriggerState {
  const state = tx.marks.get(EVENT_TRIGGER_MARK) as EventTriggerState | undefined;
  return state ?? throwApex('System.UnsupportedOperationException', 'No platform event trigger is running');
}

/** A platform event trigger that gives its batch back to be run again, later (`EventBus.RetryableException`). */
export const eventClasses = [
  libraryClass('System.EventBus', {
    'static Database.SaveResult publish(SObject event)': (tx, _, event: SObject) => publish(tx, event),
    'static List<Database.SaveResult> publish(List<SObject> events)': (tx, _, events: ApexList) => publish(tx, events),
    'static Database.SaveResult publish(SObject event, Object callback)': (tx, _, event: SObject, callback: object) =>
      publish(tx, event, need(callback)),
    'static List<Database.SaveResult> publish(List<SObject> events, Object callback)': (
      tx,
      _,
      events: ApexList,
      callback: object
    ) => publish(tx, events, need(callback)),
    // "Returns the event UUID": what identifies the operation is the event's own identifier.
    'static String getOperationId(Object result)': (_, __, result: Bean) => need(result).get('id')
  }),
  libraryClass('eventbus.SuccessResult', {
    'List<String> getEventUuids()': (_, self: PublishOutcome) => strings([...self.uuids])
  }),
  libraryClass('eventbus.FailureResult', {
    'List<String> getEventUuids()': (_, self: PublishOutcome) => strings([...self.uuids])
  }),
  libraryClass('eventbus.TriggerContext', {
    'static eventbus.TriggerContext currentContext()': () => new Bean('eventbus.TriggerContext'),
    'get Integer retries': (tx) => runningTrigger(tx).retries,
    'get String lastError': (tx) => runningTrigger(tx).lastError,
    'String getResumeCheckpoint()': (tx) => eventTrigger(tx).resumeCheckpoint,
    'void setResumeCheckpoint(String id)': (tx, _, id: string) => {
      eventTrigger(tx).resumeCheckpoint = need(id);
    }
  })
];

const HEADER = [
  'List<String> ChangedFields',
  'String ChangeOrigin',
  'String ChangeType',
  'Long CommitNumber',
  'Long CommitTimestamp',
  'String CommitUser',
  'List<String> DiffFields',
  'String EntityName',
  'List<String> NulledFields',
  'List<String> RecordIds',
  'Integer SequenceNumber',
  'String TransactionKey'
];

const LISTS = ['ChangedFields', 'DiffFields', 'NulledFields', 'RecordIds'];

/** What tests put into change events of their own making. */
export const changeHeaderClass = libraryClass(
  'eventbus.ChangeEventHeader',
  fields(...HEADER, 'Boolean TransactionEnd'),
  plainGetters(...HEADER),
  getters('Boolean TransactionEnd'),
  setters(...HEADER),
  // Lists that were not set are empty, so that a test may leave them out (assumed).
  beanConstructor('eventbus.ChangeEventHeader', () => LISTS.map((name) => [name, strings([])] as const))
);
