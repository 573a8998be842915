import type { AsyncEngine, EventTriggerState, PublishResult } from '../contracts/async.ts';
import { EVENT_TRIGGER_MARK } from '../contracts/async.ts';
import type { UserContext } from '../contracts/access.ts';
import type { TriggerCode } from '../contracts/program.ts';
import type { ObjectInfo } from '../contracts/schema.ts';
import type { TestState, TraceEvent, Transaction } from '../contracts/transaction.ts';
import type { EventSubscriberConfigModel } from '../metadata/index.ts';
import { watched } from '../transaction/index.ts';
import { ApexDatetime, ApexException, SObject, throwApex } from '../values/index.ts';
import { PublishCallbacks } from './callbacks.ts';
import type { Core } from './core.ts';
import { equalRows } from '../store/index.ts';

type Listener = Parameters<AsyncEngine['onEvent']>[0];

/** "Platform event triggers can receive a batch of up to 2,000 event messages." */
const MAX_BATCH = 2_000;
/** "A trigger can be retried up to 9 times": the tenth failure puts it into the error state. */
const MAX_RETRIES = 9;

/** An event that was taken off the bus: whoever took it decides when it is delivered, in which order, and how often. */
export interface TakenEvent {
  readonly object: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Gives it to its subscriber now; throws what the subscriber throws. */
  deliver(): void;
}

interface Subscriber {
  readonly name: string;
  /** Undefined for the flows of the event, which take it together. */
  readonly code: TriggerCode | undefined;
  waiting: SObject[];
  retries: number;
  lastError: string | null;
  scheduled: boolean;
  stopped: boolean;
}

/** The event bus ("Platform Events Developer Guide"): publishing, replay ids, and delivery to triggers, flows and listeners. */
export class Events {
  private readonly core: Core;
  private readonly callbacks: PublishCallbacks;
  private readonly listeners = new Set<Listener>();
  private readonly subscribers = new Map<string, Subscriber>();
  private readonly testSubscribers = new WeakMap<TestState, Map<string, Subscriber>>();
  lastReplayId = 0;
  uuids = 0;
  private held = false;

  constructor(core: Core) {
    this.core = core;
    this.callbacks = new PublishCallbacks(core);
  }

  onEvent(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Publish after commit counts as a DML statement, publish immediately has a limit of its own. */
  publish(tx: Transaction, events: readonly unknown[], callback?: object): PublishResult[] {
    const records = events.map((event) =>
      event instanceof SObject && event.info.kind === 'event' ? event : notAnEvent()
    );
    if (records.length === 0) return [];
    const immediate = records[0]?.info.event?.publishBehavior === 'PublishImmediately';
    tx.limits.count(immediate ? 'publishImmediateDml' : 'dmlStatements');
    // Events that wait for the commit count as rows too (shown by a public suite).
    if (!immediate) tx.limits.count('dmlRows', records.length);
    const results = records.map((record) => this.publishOne(tx, record));
    const uuids = results.flatMap(({ success, id }) => (success && id !== null ? [id] : []));
    if (callback && uuids.length > 0) this.callbacks.await(tx, callback, uuids);
    return results;
  }

  /** Change events come from the platform: they count against no limit and have no results. */
  publishChanges(tx: Transaction, events: readonly SObject[]): void {
    const test = tx.test ?? null;
    for (const event of events) tx.afterCommit(() => this.accept(test, event));
  }

  /** What a test has published and not delivered is lost, and its callbacks are told so. */
  failTest(test: TestState): void {
    for (const subscriber of this.ofTest(test).values()) subscriber.waiting = [];
    this.callbacks.fail(test);
  }

  private publishOne(tx: Transaction, event: SObject): PublishResult {
    const error = refusal(event);
    if (error) return { success: false, id: null, error };
    const message = this.stamped(tx, event);
    const uuid = message.peek(message.info.field('EventUuid')?.slot ?? 0);
    if (event.info.event?.publishBehavior === 'PublishImmediately') this.accept(tx.test ?? null, message);
    else tx.afterCommit(() => this.accept(tx.test ?? null, message));
    return { success: true, id: typeof uuid === 'string' ? uuid : null };
  }

  /** An event of the platform itself, of a transaction that has failed: nothing takes it back. */
  raise(test: TestState | null, event: SObject, userId: string): void {
    this.accept(test, this.stamped({ now: () => this.core.org.clock.now(), user: { id: userId } }, event));
  }

  private stamped(tx: { now(): number; readonly user: { readonly id: string } }, event: SObject): SObject {
    const message = new SObject(event.info, [...event.v]);
    const put = (name: string, value: unknown) => {
      const field = event.info.field(name);
      if (field) message.v[field.slot] = value;
    };
    for (const field of event.info.fields) {
      if (message.v[field.slot] === undefined)
        message.v[field.slot] = field.defaultValue ?? (field.type === 'Boolean' ? false : null);
    }
    const own = message.peek(message.info.field('EventUuid')?.slot ?? 0);
    put(
      'EventUuid',
      typeof own === 'string' ? own : `00000000-0000-4000-8000-${String(++this.uuids).padStart(12, '0')}`
    );
    put('CreatedDate', new ApexDatetime(Math.floor(tx.now() / 1000) * 1000));
    put('CreatedById', tx.user.id);
    return message;
  }

  /** The bus has the event: it gets its replay id and goes to every subscriber. */
  private accept(test: TestState | null, event: SObject): void {
    const replay = event.info.field('ReplayId');
    const replayId = ++this.lastReplayId;
    if (replay) event.v[replay.slot] = String(replayId);
    for (const subscriber of this.subscribersOf(event.info, test)) {
      if (subscriber.stopped) continue;
      subscriber.waiting.push(event);
      this.schedule(subscriber, event.info, test, 0);
    }
    if (test === null) for (const listener of this.listeners) listener(event.info.name, fieldsOf(event), replayId);
  }

  private subscribersOf(object: ObjectInfo, test: TestState | null): Subscriber[] {
    const { program, flows } = this.core.org;
    const codes = program.triggersOf(object.name).filter((code) => code.events.has('after insert'));
    const names: [string, TriggerCode | undefined][] = codes.map((code) => [code.name, code]);
    if (flows.hasRecordFlows(object.name)) names.push([`flows of ${object.name}`, undefined]);
    return names.map(([name, code]) => this.subscriber(test, name, code));
  }

  /** From now on nothing is delivered by itself: what waits is to be taken. */
  hold(): void {
    this.held = true;
  }

  /** Takes what waits off the bus, in the order in which it was published to each subscriber. */
  take(): TakenEvent[] {
    return [...this.subscribers.values()].flatMap((subscriber) =>
      subscriber.waiting.splice(0).map((event) => ({
        object: event.info.name,
        fields: fieldsOf(event),
        deliver: () => {
          subscriber.waiting.unshift(event);
          this.deliver(subscriber, event.info, null, this.userOf(subscriber), 1);
        }
      }))
    );
  }

  /** A test has subscribers of its own, so that nothing of it waits for the next one. */
  private subscriber(test: TestState | null, name: string, code: TriggerCode | undefined): Subscriber {
    const all = test ? this.ofTest(test) : this.subscribers;
    let subscriber = all.get(name);
    if (!subscriber || subscriber.code !== code) {
      subscriber = {
        name,
        code,
        waiting: subscriber?.waiting ?? [],
        retries: 0,
        lastError: null,
        scheduled: false,
        stopped: false
      };
      all.set(name, subscriber);
    }
    return subscriber;
  }

  private ofTest(test: TestState): Map<string, Subscriber> {
    let all = this.testSubscribers.get(test);
    if (!all) this.testSubscribers.set(test, (all = new Map()));
    return all;
  }

  private schedule(subscriber: Subscriber, object: ObjectInfo, test: TestState | null, delay: number): void {
    if (subscriber.scheduled || (this.held && test === null)) return;
    subscriber.scheduled = true;
    const user = this.userOf(subscriber);
    this.core.add(test, {
      at: this.core.org.clock.now() + delay,
      kind: 'event',
      label: `${subscriber.name} on ${object.name}`,
      userId: user.id,
      run: () => this.deliver(subscriber, object, test, user)
    });
  }

  private deliver(
    subscriber: Subscriber,
    object: ObjectInfo,
    test: TestState | null,
    user: UserContext,
    most = this.configOf(subscriber)?.batchSize ?? MAX_BATCH
  ): void {
    subscriber.scheduled = false;
    if (subscriber.waiting.length === 0) return;
    const batch = subscriber.waiting.splice(0, most);
    const state: EventTriggerState = {
      retries: subscriber.retries,
      lastError: subscriber.lastError,
      resumeCheckpoint: null
    };
    try {
      this.core.runAs(user, 'eventTrigger', (tx) => {
        tx.marks.set(EVENT_TRIGGER_MARK, state);
        if (subscriber.code) runTrigger(tx, subscriber.code, object, batch);
        else tx.org.flows.onEvents(tx, object.name, batch);
      });
      subscriber.retries = 0;
      subscriber.lastError = null;
      subscriber.waiting.unshift(...afterCheckpoint(batch, state));
    } catch (error) {
      this.failed(subscriber, batch, state, error);
      if (!isRetryable(error) || subscriber.stopped) throw error;
    } finally {
      if (subscriber.waiting.length > 0 && !subscriber.stopped) this.schedule(subscriber, object, test, 0);
    }
  }

  /** A retryable failure delivers the same events again; another one drops them, but for those after a checkpoint. */
  private failed(subscriber: Subscriber, batch: readonly SObject[], state: EventTriggerState, error: unknown): void {
    if (!isRetryable(error)) {
      subscriber.waiting.unshift(...afterCheckpoint(batch, state));
      return;
    }
    subscriber.retries++;
    subscriber.lastError = error instanceof Error ? error.message : String(error);
    subscriber.stopped = subscriber.retries > MAX_RETRIES;
    if (!subscriber.stopped) subscriber.waiting.unshift(...batch);
  }

  private configOf(subscriber: Subscriber): EventSubscriberConfigModel | undefined {
    const configs = this.core.org.registry
      .all('PlatformEventSubscriberConfig')
      .map((component) => component.model as EventSubscriberConfigModel);
    return configs.find((config) => config.consumer.replace(/^.*__/, '') === subscriber.name);
  }

  private userOf(subscriber: Subscriber): UserContext {
    const name = this.configOf(subscriber)?.user;
    const { schema, store, access } = this.core.org;
    const users = schema.object('User');
    const field = users?.field(name === undefined ? 'UserType' : 'Username');
    if (!users || !field) throw new Error('The org has no object User.');
    for (const row of equalRows(store, users, field, [name ?? 'AutomatedProcess']))
      return access.user(row[0] as string);
    throw new Error(`There is no user ${name ?? 'Automated Process'} to run ${subscriber.name} as.`);
  }
}

function runTrigger(tx: Transaction, code: TriggerCode, object: ObjectInfo, events: SObject[]): void {
  const newRecords = events.map((event) => {
    const copy = new SObject(event.info, [...event.v]);
    copy.readOnly = true;
    return copy;
  });
  const context = {
    object: object.name,
    isBefore: false,
    isAfter: true,
    operation: 'insert',
    newRecords,
    oldRecords: null
  } as const;
  tx.depth.triggers++;
  try {
    const event = (): TraceEvent => ({
      kind: 'trigger',
      text: `${code.name} on ${object.name} AfterInsert`,
      data: { records: events.length }
    });
    watched(tx, event, () => code.run(tx, context));
  } finally {
    tx.depth.triggers--;
  }
}

function isRetryable(error: unknown): boolean {
  return error instanceof ApexException && error.typeName === 'EventBus.RetryableException';
}

function afterCheckpoint(batch: readonly SObject[], state: EventTriggerState): SObject[] {
  if (state.resumeCheckpoint === null) return [];
  const last = Number(state.resumeCheckpoint);
  return batch.filter((event) => Number(event.peek(event.info.field('ReplayId')?.slot ?? -1)) > last);
}

function fieldsOf(event: SObject): Record<string, unknown> {
  return Object.fromEntries(event.info.fields.map((field) => [field.name, event.v[field.slot] ?? null]));
}

/** What only the platform publishes (Object Reference: no create()); a public suite asserts the status. */
const OF_THE_PLATFORM = new Set(['BatchApexErrorEvent', 'FlowExecutionErrorEvent']);

/** Why the bus does not take an event. */
function refusal({ info, v }: SObject): PublishResult['error'] {
  if (OF_THE_PLATFORM.has(info.name)) {
    const message = `entity type cannot be inserted: ${info.label}`;
    return { status: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, fields: [] };
  }
  const asked = REQUIRED[info.name] ?? [];
  const missing = info.fields
    .filter((f) => ((f.required && f.custom) || asked.includes(f.name)) && (v[f.slot] ?? null) === null)
    .map((f) => f.name);
  if (missing.length > 0) {
    const message = `Required fields are missing: [${missing.join(', ')}]`;
    return { status: 'REQUIRED_FIELD_MISSING', message, fields: missing };
  }
  return tooLong(info, v);
}

/** What events of the platform ask for (Platform Events Developer Guide, FlowOrchestrationEvent; shown by a public suite). */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  FlowOrchestrationEvent: ['OrchestrationInstanceId', 'StepInstanceId', 'StepStatus']
};

/** github.com/octoberswimmer/aer-dist/issues/243: text beyond the length of its field fails by itself. */
function tooLong(info: ObjectInfo, values: readonly unknown[]): PublishResult['error'] {
  for (const field of info.fields) {
    const value = values[field.slot];
    if (!field.custom || typeof value !== 'string' || field.length === 0 || value.length <= field.length) continue;
    const shown = value.length > 100 ? `${value.slice(0, 100)}...` : value;
    const message = `${field.label}: data value too large: ${shown} (max length=${field.length})`;
    return { status: 'STRING_TOO_LONG', message, fields: [field.name] };
  }
  return undefined;
}

/** The words are those of github.com/pozil/streaming-monitor/issues/48. */
function notAnEvent(): never {
  return throwApex(
    'System.UnexpectedException',
    'The specified sObject or list of sObjects contains objects that aren’t platform events. You can publish only platform event objects using EventBus.publish. Ensure the type of the specified sObject is a platform event'
  );
}
