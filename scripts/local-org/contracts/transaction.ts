import type { AccessPolicy, UserContext } from './access.ts';
import type { AsyncEngine } from './async.ts';
import type { FlowEngine } from './flow.ts';
import type { Program } from './program.ts';
import type { Save } from './save.ts';
import type { ObjectInfo, Schema } from './schema.ts';
import type { Queries, SoqlQuery } from './soql.ts';
import type { Row, Store } from './store.ts';
import type { HeapAccount } from '../values/heap.ts';
import type { SObject } from '../values/sobject.ts';

/** The counted limits, by the names of `System.Limits` without `get`. */
export type LimitName =
  | 'queries'
  | 'queryRows'
  | 'aggregateQueries'
  | 'queryLocatorRows'
  | 'soslQueries'
  | 'dmlStatements'
  | 'dmlRows'
  | 'publishImmediateDml'
  | 'cpuTime'
  | 'heapSize'
  | 'callouts'
  | 'emailInvocations'
  | 'futureCalls'
  | 'queueableJobs'
  | 'mobilePushApexCalls'
  | 'savepoints'
  | 'savepointRollbacks'
  | 'apexCursorRows'
  | 'fetchCallsOnApexCursor';

/** Counts what the platform counts; `count` throws an uncatchable LimitException when the limit is passed. */
export interface Limits {
  count(name: LimitName, by?: number): void;
  used(name: LimitName): number;
  limit(name: LimitName): number;
  /** "Every call to runAs counts against the total number of DML statements", and leaves nothing to be committed. */
  countRunAs(): void;
  /** Whether DML stands in the way of a callout; a rollback clears it (Apex Developer Guide, Callout Limits and Limitations). */
  hasUncommitted(): boolean;
  /** For retries of partial saves, which put counts back but keep statics. */
  mark(): unknown;
  reset(mark: unknown): void;
  /** Counts nothing of a name while the work runs: rows of a batch's query locator. */
  free<T>(name: LimitName, work: () => T): T;
  /** `Test.startTest()`: every count begins anew; `reset` to an earlier mark brings the old ones back. */
  clear(): void;
}

export type TransactionKind =
  | 'sync'
  | 'anonymous'
  | 'test'
  | 'queueable'
  | 'finalizer'
  | 'future'
  | 'batch'
  | 'schedule'
  | 'eventTrigger'
  | 'scheduledPath'
  | 'asyncPath'
  | 'rest'
  | 'install';

/** What an Apex statement of the running trigger sees. */
export interface TriggerContext {
  readonly object: string;
  readonly isBefore: boolean;
  readonly isAfter: boolean;
  readonly operation: 'insert' | 'update' | 'delete' | 'undelete';
  readonly newRecords: SObject[] | null;
  readonly oldRecords: SObject[] | null;
}

/** An email or custom notification that would leave the org; kept for the bell, the mail page and for tests. */
export interface OutgoingMessage {
  readonly kind: 'email' | 'notification' | 'push';
  readonly to: readonly string[];
  readonly title: string;
  readonly body: string;
  readonly targetId?: string;
  readonly at: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** The platform's own mail (errors of flows), which no limit counts. */
  readonly bySystem?: boolean;
}

/** What a part of a transaction is: the statement that asks for it, or what the org does in turn. */
export interface TraceEvent {
  readonly kind: 'transaction' | 'query' | 'save' | 'step' | 'trigger' | 'flow' | 'element' | 'debug';
  readonly text: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Told of everything that transactions of an org do, as nested parts, while somebody watches: traces and profiles. */
export interface OrgWatch {
  begin(tx: Transaction, event: TraceEvent): void;
  /** Adds to what was begun last and has not ended. */
  add(data: Readonly<Record<string, unknown>>): void;
  end(tx: Transaction): void;
}

export type TranslatedKind =
  'object' | 'objects' | 'field' | 'help' | 'filter' | 'value' | 'recordType' | 'rule' | 'fieldSet';

/** What one org consists of. Every part is reached through this, so that no room imports another's insides. */
export interface OrgServices {
  readonly schema: Schema;
  readonly store: Store;
  readonly queries: Queries;
  readonly save: Save;
  readonly access: AccessPolicy;
  readonly flows: FlowEngine;
  readonly async: AsyncEngine;
  readonly program: Program;
  readonly clock: VirtualClock;
  readonly organization: OrganizationInfo;
  /** Text of a custom label in a language, or undefined. */
  label(namespace: string | null, name: string, language: string): string | undefined;
  /**
   * A text of an object in a language, or undefined where it has that which it was written with. `name` is `Widget__c` or
   * `Widget__c.Color__c`; of a picklist value `Widget__c.Color__c.Red`, with the label that it was written with.
   */
  translated(language: string, kind: TranslatedKind, name: string): string | undefined;
  /** Metadata that the project deployed and that no other face carries (static resources, notification types, ...). */
  readonly registry: MetadataRegistry;
  outbox: OutgoingMessage[];
  /** The Apex test that runs, so that every transaction begun meanwhile is part of it and none is kept; else null. */
  activeTest: TestState | null;
  watch?: OrgWatch | null;
  begin(user: UserContext, kind: TransactionKind, options?: { readonly parent?: Transaction }): Transaction;
}

export interface OrganizationInfo {
  readonly id: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly timeZone: string;
  readonly isSandbox: boolean;
  readonly features: ReadonlySet<string>;
}

export interface MetadataRegistry {
  /** Every deployed component of a metadata type: `CustomNotificationType`, `FlexiPage`, `CustomTab`, ... */
  all(type: string): readonly MetadataComponent[];
  get(type: string, fullName: string): MetadataComponent | undefined;
}

export interface MetadataComponent {
  readonly type: string;
  readonly fullName: string;
  readonly file: string;
  /** Typed model of the reader for that type; readers name their own type. */
  readonly model: unknown;
}

/** Time as the org sees it, in epoch milliseconds. Never the machine's, except where an org asks for it. */
export interface VirtualClock {
  now(): number;
  /** Throws for an instant before now, but for one that takes back what a test did: the time that it let pass. */
  set(instant: number, how?: 'back'): void;
}

/** Everything that Salesforce resets between transactions. */
export interface Transaction {
  readonly org: OrgServices;
  readonly kind: TransactionKind;
  readonly requestId: string;
  user: UserContext;
  readonly limits: Limits;
  /** Counts the space of its values while its Apex runs. */
  readonly heap: HeapAccount;
  /** Static state by class index, filled lazily by emitted code; swapped for nested transactions. */
  statics: unknown[];
  /** Sharing of the innermost Apex class that states one; `inherited` keeps the caller's. */
  sharing: 'with' | 'without';
  /** Mode of queries and DML that state none: `user` in classes from API 67. Set by emitted code before library calls. */
  accessMode: 'system' | 'user';
  /** Loop turns and method entries of emitted code, which stand for CPU time; past `tickLimit` emitted code calls `overtime`. */
  ticks: number;
  tickLimit: number;
  overtime(): void;
  /** Called by emitted code past a thousand calls of functions that call themselves. */
  tooDeep(): void;
  readonly depth: { triggers: number; calls: number };
  readonly triggerStack: TriggerContext[];
  readonly isTest: boolean;
  /** Present while an Apex test runs. */
  test?: TestState;
  /** Ids that are being saved, for recursion rules of flows and workflow. */
  readonly marks: Map<string, unknown>;
  now(): number;
  /** Runs after the transaction has committed: events after commit, async jobs, scheduled paths, messages. */
  afterCommit(work: () => void): void;
  /** Runs, and forgets, what waits for the commit without committing: `Test.stopTest()` and the test event bus. */
  flush(): void;
  savepoint(): Savepoint;
  rollback(to: Savepoint): void;
  debug(level: string, text: string): void;
  commit(): void;
  abort(): void;
}

export interface Savepoint {
  readonly store: number;
  readonly afterCommit: number;
}

/** What a save did to one record; rows as they were and are. */
export interface RecordChange {
  readonly object: ObjectInfo;
  readonly op: 'insert' | 'update' | 'delete' | 'undelete';
  readonly id: string;
  readonly old: Row | undefined;
  readonly now: Row | undefined;
}

export interface TestState {
  /** `Test.startTest()` and `Test.stopTest()`: fresh limits, and at the stop everything queued meanwhile runs. */
  start(tx: Transaction): void;
  stop(tx: Transaction): void;
  started: boolean;
  stopped: boolean;
  readonly mocks: Map<string, unknown>;
  fixedSearchResults: readonly string[] | null;
  /** `Test.enableChangeDataCapture()`: told of every record that a save has changed from then on. */
  captureChange: ((tx: Transaction, change: RecordChange) => void) | null;
  /** `Test.createSoqlStub()`: the rows of a query of a stubbed object; undefined: the query runs. */
  stubQuery: ((tx: Transaction, query: SoqlQuery, binds: readonly unknown[]) => SObject[] | undefined) | null;
  /** Named by `@IsTest(SeeAllData=true)`. */
  readonly seeAllData: boolean;
  /** Milliseconds that have passed on the clock before the test began. */
  readonly later: number;
}
