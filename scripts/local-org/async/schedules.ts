import type { ScheduledName } from '../contracts/async.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { ApexDatetime, offsetAt, throwApex } from '../values/index.ts';
import { removeSystemRow, writeSystemRow } from '../save/index.ts';
import type { Batches } from './batch.ts';
import { jobContext } from './context.ts';
import type { Core, KeptSchedule } from './core.ts';
import { copyJob } from './copy.ts';
import { fromPlain, toPlain } from './plain.ts';
import { CronError, parseCron } from './cron.ts';
import type { Cron } from './cron.ts';
import { className } from './job-rows.ts';
import type { JobRows } from './job-rows.ts';
import { equalRows } from '../store/index.ts';

/** "You can only have 100 scheduled Apex jobs at one time." */
const MAX_SCHEDULED = 100;

/** `CronJobDetail.JobType`. */
const SCHEDULED_APEX = '7';
const BATCH_JOB = '9';
const MINUTE = 60_000;

interface NewSchedule {
  readonly id: string;
  readonly at: number;
  readonly schedule: Schedule;
}

interface Schedule {
  readonly id: string;
  readonly cron: Cron;
  /** The chunks of a batch that starts once; null: the job is a Schedulable. */
  readonly scope: number | null;
  readonly zone: string;
  readonly job: object;
  readonly userId: string;
  fired: number;
}

/** Scheduled Apex with its `CronTrigger` and `CronJobDetail` rows ("Apex Scheduler"). */
export class Schedules {
  private readonly core: Core;
  private readonly rows: JobRows;
  private readonly batches: Pick<Batches, 'execute'>;
  private readonly live = new Map<string, Schedule>();

  constructor(core: Core, rows: JobRows, batches: Pick<Batches, 'execute'>) {
    this.core = core;
    this.rows = rows;
    this.batches = batches;
  }

  schedule(tx: Transaction, name: string, expression: string, job: unknown): string {
    const { id, at, schedule } = this.add(tx, name, expression, job, null);
    this.rows.add({ JobType: 'ScheduledApex', className: className(job), userId: tx.user.id, cronTriggerId: id });
    this.queue(tx, schedule, at);
    return id;
  }

  /** "Schedules a batch job to run once in the future"; gives the id of its trigger (Apex Developer Guide, Using Batch Apex). */
  scheduleBatch(tx: Transaction, name: string, minutes: number, job: unknown, scope: number): string {
    if (minutes < 1) throwApex('System.AsyncException', `Invalid minutes from now: ${minutes}`);
    const zone = tx.user.timeZone || tx.org.organization.timeZone;
    const { id, at, schedule } = this.add(tx, name, onceAt(tx.now() + minutes * MINUTE, zone), job, scope);
    this.queue(tx, schedule, at);
    return id;
  }

  /** Writes the rows of a schedule. */
  private add(tx: Transaction, name: string, expression: string, job: unknown, scope: number | null): NewSchedule {
    const cron = parse(expression);
    const zone = tx.user.timeZone || tx.org.organization.timeZone;
    const at = cron.next(tx.now(), zoneRules(zone));
    if (at === null)
      throwApex('System.AsyncException', `Based on configured schedule, the given trigger '${name}' will never fire.`);
    this.refuseDuplicate(tx, name);
    const by = { userId: tx.user.id };
    const JobType = scope === null ? SCHEDULED_APEX : BATCH_JOB;
    const detail = writeSystemRow(tx.org, 'CronJobDetail', { Name: name, JobType }, by);
    const trigger = {
      CronJobDetailId: detail,
      CronExpression: expression,
      State: 'WAITING',
      StartTime: new ApexDatetime(tx.now()),
      NextFireTime: new ApexDatetime(at),
      TimeZoneSidKey: zone,
      OwnerId: tx.user.id,
      TimesTriggered: 0
    };
    const id = writeSystemRow(tx.org, 'CronTrigger', trigger, by);
    const schedule: Schedule = { id, cron, scope, zone, job: copyJob(job) as object, userId: tx.user.id, fired: 0 };
    this.live.set(id, schedule);
    return { id, at, schedule };
  }

  abort(id: string): boolean {
    const known = this.live.delete(id);
    if (!this.exists(id)) return known;
    this.core.cancel(`cron-${id}`);
    this.removeRows(id);
    return true;
  }

  /**
   * `System.pauseJobById`, `pauseJobByName`: the trigger is `PAUSED` (Object Reference, CronTrigger) and runs nothing. To pause
   * or to resume what is so already changes nothing (assumed). What waits stays queued, so that a snapshot keeps it.
   */
  pause(job: ScheduledName): void {
    const { id } = this.scheduled(job);
    if (this.stateOf(id) === 'WAITING') this.write(id, { State: 'PAUSED', NextFireTime: null });
  }

  /** Goes on at the next instant of its expression; what was missed meanwhile is not made up (assumed). */
  resume(tx: Transaction, job: ScheduledName): void {
    const { id, cron, zone } = this.scheduled(job);
    if (this.stateOf(id) === 'PAUSED') this.write(id, waitingFor(cron.next(tx.now(), zoneRules(zone))));
  }

  private scheduled(job: ScheduledName): Schedule {
    const id = 'id' in job ? job.id : this.named(job.name);
    const schedule = id === undefined ? undefined : this.live.get(id);
    if (!schedule || !this.exists(schedule.id))
      throwApex('System.StringException', 'id' in job ? `Invalid ID: ${job.id}` : `Invalid job name: ${job.name}`);
    return schedule;
  }

  private named(name: string): string | undefined {
    const { schema, store } = this.core.org;
    const [details, triggers] = [schema.object('CronJobDetail'), schema.object('CronTrigger')];
    const [nameField, detailField] = [details?.field('Name'), triggers?.field('CronJobDetailId')];
    if (!details || !triggers || !nameField || !detailField) return undefined;
    const found = equalRows(store, details, nameField, [name]).map((row) => row[0]);
    return equalRows(store, triggers, detailField, found).map((row) => row[0] as string)[0];
  }

  private stateOf(id: string): unknown {
    const { schema, store } = this.core.org;
    const triggers = schema.object('CronTrigger');
    const slot = triggers?.field('State')?.slot;
    return triggers && slot !== undefined ? store.get(triggers, id)?.[slot] : undefined;
  }

  private write(id: string, values: Readonly<Record<string, unknown>>): void {
    writeSystemRow(this.core.org, 'CronTrigger', values, { id });
  }

  /** Puts a kept schedule of a restored org, whose rows are there, back into the queue. */
  restore(kept: KeptSchedule): void {
    const { id, zone, userId, fired, scope } = kept;
    const job = fromPlain(this.core.org, kept.job) as object;
    const schedule: Schedule = { id, cron: parse(kept.cron), scope, zone, job, userId, fired };
    this.live.set(id, schedule);
    this.queue(null, schedule, kept.at);
  }

  private queue(tx: Transaction | null, schedule: Schedule, at: number): void {
    const { id, cron, zone, userId, job } = schedule;
    this.core.later(tx, {
      id: `cron-${id}`,
      at,
      kind: 'schedule',
      label: className(job),
      userId,
      run: () => this.fire(schedule, tx?.isTest === true),
      keep: () => ({
        kind: 'schedule',
        id,
        at,
        userId,
        cron: cron.text,
        zone,
        fired: schedule.fired,
        scope: schedule.scope,
        job: toPlain(job)
      })
    });
  }

  /** A test runs the job at once, which its trigger's row does not show. */
  private fire(schedule: Schedule, inTest: boolean): void {
    if (!this.exists(schedule.id)) return;
    const paused = this.stateOf(schedule.id) === 'PAUSED';
    if (!inTest && paused) this.queueNext(schedule);
    else if (!inTest) this.moveOn(schedule);
    if (paused) return;
    const { scope, job } = schedule;
    const user = this.core.org.access.user(schedule.userId);
    // A test never starts a batch that is scheduled.
    if (scope !== null) {
      if (!inTest) this.core.runAs(user, 'sync', (tx) => this.batches.execute(tx, job, scope));
      return;
    }
    this.core.runAs(user, 'schedule', (tx) => {
      const context = jobContext({ kind: 'schedule', jobId: schedule.id, requestId: tx.requestId });
      tx.org.program.invoke(tx, job, 'execute', [context]);
    });
  }

  private moveOn(schedule: Schedule): void {
    const now = this.core.org.clock.now();
    schedule.fired++;
    const next = this.queueNext(schedule);
    const fired = { PreviousFireTime: new ApexDatetime(now), TimesTriggered: schedule.fired };
    this.write(schedule.id, { ...waitingFor(next), ...fired });
  }

  private queueNext(schedule: Schedule): number | null {
    const next = schedule.cron.next(this.core.org.clock.now(), zoneRules(schedule.zone));
    if (next !== null) this.queue(null, schedule, next);
    return next;
  }

  private refuseDuplicate(tx: Transaction, name: string): void {
    const { schema, store } = tx.org;
    const details = schema.object('CronJobDetail');
    const field = details?.field('Name');
    if (!details || !field) throw new Error('The org has no object CronJobDetail.');
    for (const row of equalRows(store, details, field, [name])) {
      if (row[field.slot] === name)
        throwApex('System.AsyncException', `The Apex job named "${name}" is already scheduled for execution.`);
    }
    if (store.count(details) >= MAX_SCHEDULED)
      throwApex(
        'System.LimitException',
        `You have exceeded the maximum number (${MAX_SCHEDULED}) of Apex scheduled jobs.`
      );
  }

  private exists(id: string): boolean {
    const { schema, store } = this.core.org;
    const triggers = schema.object('CronTrigger');
    return triggers !== undefined && store.get(triggers, id) !== undefined;
  }

  private removeRows(id: string): void {
    for (const job of this.rows.ofTrigger(id)) this.rows.status(job, 'Aborted');
    const { schema, store } = this.core.org;
    const triggers = schema.object('CronTrigger');
    const detail = triggers?.field('CronJobDetailId');
    const row = triggers && store.get(triggers, id);
    const detailId = row && detail ? row[detail.slot] : null;
    removeSystemRow(this.core.org, 'CronTrigger', id);
    if (typeof detailId === 'string') removeSystemRow(this.core.org, 'CronJobDetail', detailId);
  }
}

/** The expression of one instant, to the second, as the platform writes it for a scheduled batch. */
function onceAt(instant: number, zone: string): string {
  const local = new Date(instant + offsetAt(zone, instant));
  const [second, minute, hour] = [local.getUTCSeconds(), local.getUTCMinutes(), local.getUTCHours()];
  return [second, minute, hour, local.getUTCDate(), local.getUTCMonth() + 1, '?', local.getUTCFullYear()].join(' ');
}

/** What a trigger's row says of its next instant, or that none is left. */
function waitingFor(next: number | null): { readonly State: string; readonly NextFireTime: ApexDatetime | null } {
  if (next === null) return { State: 'COMPLETE', NextFireTime: null };
  return { State: 'WAITING', NextFireTime: new ApexDatetime(next) };
}

function zoneRules(zone: string) {
  return { offsetAt: (instant: number) => offsetAt(zone, instant) };
}

function parse(expression: string): Cron {
  try {
    return parseCron(expression);
  } catch (error) {
    if (error instanceof CronError) throwApex('System.StringException', error.message);
    throw error;
  }
}
