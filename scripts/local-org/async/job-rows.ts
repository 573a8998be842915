import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { Store } from '../contracts/store.ts';
import type { OrgServices } from '../contracts/transaction.ts';
import { ApexDatetime, typeOf } from '../values/index.ts';
import { removeSystemRow, writeSystemRow } from '../save/index.ts';
import { equalRows } from '../store/index.ts';

export type JobStatus = 'Holding' | 'Queued' | 'Preparing' | 'Processing' | 'Completed' | 'Failed' | 'Aborted';

export interface JobFacts {
  readonly JobType: 'Queueable' | 'Future' | 'BatchApex' | 'ScheduledApex' | 'BatchApexWorker';
  readonly className: string;
  readonly method?: string;
  readonly userId: string;
  readonly cronTriggerId?: string;
  /** Where it begins when not in the queue. */
  readonly status?: JobStatus;
}

export interface FinishedJob {
  readonly id: string;
  readonly at: number;
}

/** How long the platform keeps the row of a finished job. */
const KEEP = 7 * 86_400_000;

const FINISHED: ReadonlySet<JobStatus> = new Set(['Completed', 'Failed', 'Aborted']);

/** The class of a job as it is called in `AsyncApexJob` and messages. */
export function className(job: unknown): string {
  return typeOf(job).name;
}

/** `AsyncApexJob` rows. They are written in the enqueuing transaction, so that a rollback takes them back. */
export class JobRows {
  private readonly source: () => OrgServices;
  /** Finished jobs in the order in which they may be purged. */
  finished: FinishedJob[] = [];

  private readonly classIds = new Map<string, string | null>();
  private classRevision = -1;

  constructor(source: () => OrgServices) {
    this.source = source;
  }

  add(facts: JobFacts): string {
    const org = this.source();
    return writeSystemRow(
      org,
      'AsyncApexJob',
      {
        JobType: facts.JobType,
        ApexClassId: this.classId(facts.className),
        MethodName: facts.method ?? null,
        CronTriggerId: facts.cronTriggerId ?? null,
        Status: facts.status ?? 'Queued',
        JobItemsProcessed: 0,
        TotalJobItems: 0,
        NumberOfErrors: 0
      },
      { userId: facts.userId }
    );
  }

  /** A job whose transaction was rolled back has no row any more. */
  exists(id: string): boolean {
    const { schema, store } = this.source();
    const object = schema.object('AsyncApexJob');
    return object !== undefined && store.get(object, id) !== undefined;
  }

  /** A job that was aborted in the transaction that queued it still comes to its turn, and is passed over. */
  isAborted(id: string): boolean {
    const { schema, store } = this.source();
    const object = schema.object('AsyncApexJob');
    const status = object?.field('Status');
    const row = object && store.get(object, id);
    return row !== undefined && status !== undefined && row[status.slot] === 'Aborted';
  }

  /** The jobs of a schedule: one for each that System.schedule has queued. */
  ofTrigger(cronTriggerId: string): string[] {
    const { schema, store } = this.source();
    const object = schema.object('AsyncApexJob');
    const field = object?.field('CronTriggerId');
    return object && field ? equalRows(store, object, field, [cronTriggerId]).map((row) => row[0] as string) : [];
  }

  /** Jobs of a type in one of the states, in the order in which they came. */
  inState(type: JobFacts['JobType'], states: readonly JobStatus[]): string[] {
    const { schema, store } = this.source();
    const object = schema.object('AsyncApexJob');
    const [kind, status] = [object?.field('JobType'), object?.field('Status')];
    if (!object || !kind || !status) return [];
    const rows = [...store.scan(object, { kind: 'all' })];
    return rows
      .filter((row) => row[kind.slot] === type && states.includes(row[status.slot] as JobStatus))
      .map((row) => row[0] as string);
  }

  status(id: string, status: JobStatus, values: Readonly<Record<string, unknown>> = {}): void {
    if (!this.exists(id)) return;
    const org = this.source();
    const now = org.clock.now();
    const done = FINISHED.has(status) ? { CompletedDate: new ApexDatetime(Math.floor(now / 1000) * 1000) } : {};
    writeSystemRow(org, 'AsyncApexJob', { Status: status, ...done, ...values }, { id });
    if (!FINISHED.has(status)) return;
    this.finished.push({ id, at: now });
    this.purge(now);
  }

  private purge(now: number): void {
    while (this.finished[0] && this.finished[0].at < now - KEEP) {
      const { id } = this.finished.shift() as { id: string };
      if (this.exists(id)) removeSystemRow(this.source(), 'AsyncApexJob', id);
    }
  }

  private classId(name: string): string | null {
    const { schema, store } = this.source();
    const object = schema.object('ApexClass');
    const field = object?.field('Name');
    if (!object || !field) return null;
    const top = name.split('.')[0] ?? name;
    if (store.revision(object) !== this.classRevision) this.classIds.clear();
    this.classRevision = store.revision(object);
    const known = this.classIds.get(top);
    if (known !== undefined) return known;
    const id = this.findClass(store, object, field, top);
    this.classIds.set(top, id);
    return id;
  }

  private findClass(store: Store, object: ObjectInfo, field: FieldInfo, top: string): string | null {
    for (const row of equalRows(store, object, field, [top])) return row[0] as string;
    return null;
  }
}
