import { adminUser, request } from '../../../api/index.ts';
import type { OrgServices } from '../../../contracts/transaction.ts';
import { isZone, toInstant, toLocal } from '../../../values/index.ts';
import { CliError } from '../../output.ts';
import { parseDuration } from '../duration.ts';
import { countRows, difference, Importer, readRows } from '../import.ts';
import type { ImportJob, ImportResult, Row } from '../import.ts';
import { Chance } from './chance.ts';
import { timeOfDay } from './hours.ts';
import type { AnswerModel } from './model.ts';
import { People } from './people.ts';
import type { AnswerCount } from './people.ts';
import { summarize } from './summary.ts';
import type { SummaryTable } from './summary.ts';

export interface ReplayJob extends ImportJob {
  /** Column with the day or instant of a row. */
  readonly column: string;
  readonly model: AnswerModel;
}

export interface ReplayResult extends ImportResult {
  readonly from: string;
  readonly to: string;
  /** Whole weeks by which the days of the file were moved, so that the clock need not go back. */
  readonly movedWeeks: number;
  /** Queued work that ran as time passed, by kind. */
  readonly ran: Readonly<Record<string, number>>;
  readonly failures: readonly { readonly label: string; readonly message: string }[];
  readonly answers: readonly AnswerCount[];
  readonly summary: readonly SummaryTable[];
}

interface Arrival {
  readonly at: number;
  readonly rows: Row[];
  readonly offset: number;
}

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const BATCH = 200;
const SETTLE = '14d';

/**
 * Loads the rows of a file each at its own day or instant while time passes: queued work runs, and the owners of what
 * comes answer as the model says. The same file, model and org give the same result.
 */
export function replayCsv(org: OrgServices, job: ReplayJob, progress: (text: string) => void): ReplayResult {
  return new Replay(org, job, progress).run();
}

class Replay {
  private readonly org: OrgServices;
  private readonly job: ReplayJob;
  private readonly progress: (text: string) => void;
  private readonly people: People;
  private readonly importer: Importer;
  private readonly ran: Record<string, number> = {};
  private readonly failures: { label: string; message: string }[] = [];

  constructor(org: OrgServices, job: ReplayJob, progress: (text: string) => void) {
    this.org = org;
    this.job = job;
    this.progress = progress;
    this.people = new People(org, job.model);
    this.importer = new Importer(org, job);
  }

  run(): ReplayResult {
    const begun = performance.now();
    const rows = readRows(this.job.csv);
    this.importer.checkColumns(rows);
    const { arrivals, weeks } = schedule(rows, this.job, this.org.clock.now());
    this.setUp();
    const before = countRows(this.org);
    const from = this.org.clock.now();
    let loaded = 0;
    for (const arrival of arrivals) {
      this.pass(arrival.at);
      this.importer.batch(arrival.rows, arrival.offset);
      this.people.look();
      loaded += arrival.rows.length;
      this.progress(`${loaded} of ${rows.length} rows, it is ${iso(this.org.clock.now())}`);
    }
    this.pass((arrivals.at(-1) as Arrival).at + parseDuration(this.job.model.settle ?? SETTLE));
    return {
      rowsIn: rows.length,
      ...this.importer.counts(),
      made: difference(before, countRows(this.org)),
      milliseconds: Math.round(performance.now() - begun),
      from: iso(from),
      to: iso(this.org.clock.now()),
      movedWeeks: weeks,
      ran: this.ran,
      failures: this.failures,
      answers: this.people.counts(),
      summary: (this.job.model.summary ?? []).map((summary) => summarize(this.org, summary))
    };
  }

  private setUp(): void {
    const { before } = this.job.model;
    if (before === undefined) return;
    request(this.org, adminUser(this.org).id, 'anonymous', (tx) => tx.org.program.execute(tx, before));
    this.people.look();
  }

  /** Until then queued work runs and people answer, each at its instant. */
  private pass(until: number): void {
    for (;;) {
      const answer = this.people.next();
      const work = this.org.async.next();
      const first = Math.min(answer?.at ?? Infinity, work?.at ?? Infinity);
      if (first > until) break;
      if (work && work.at === first) this.work(first);
      else this.answer(first);
      this.people.look();
    }
    this.work(until);
  }

  private work(until: number): void {
    const { failures } = this.org.async.advanceTo(until, ({ kind }) => {
      this.ran[kind] = (this.ran[kind] ?? 0) + 1;
    });
    this.failures.push(...failures.map(({ label, message }) => ({ label, message })));
  }

  private answer(at: number): void {
    this.work(Math.max(at, this.org.clock.now()));
    this.people.take()?.act();
  }
}

/** Rows by instant, those of the same instant together; moved by whole weeks to lie ahead of the clock. */
function schedule(rows: readonly Row[], job: ReplayJob, now: number): { arrivals: Arrival[]; weeks: number } {
  const chance = new Chance(job.model.seed + 1);
  const instants = rows.map((row) => instantOf(row, job, chance));
  const zone = zoneOf(job.model);
  const first = Math.min(...instants);
  const weeks = first >= now ? 0 : Math.ceil((now - first + DAY) / WEEK);
  const moved = (instant: number): number => toInstant(zone, toLocal(zone, instant) + weeks * WEEK);
  const order = rows.map((row, at) => ({ row, at: moved(instants[at] as number) }));
  order.sort((a, b) => a.at - b.at || a.row.line - b.row.line);
  const arrivals: Arrival[] = [];
  order.forEach(({ row, at }, offset) => {
    const last = arrivals.at(-1);
    if (last && last.at === at && last.rows.length < BATCH) last.rows.push(row);
    else arrivals.push({ at, rows: [row], offset });
  });
  return { arrivals, weeks };
}

/** A day gets a time of that day, drawn evenly from the hours of the model; an instant is taken as it is. */
function instantOf(row: Row, { column, model }: ReplayJob, chance: Chance): number {
  const text = row.cells[column];
  if (text === undefined) throw new CliError(`The CSV file has no column "${column}" to replay by. Nothing was saved.`);
  const part = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text.trim()
  );
  const [, day, time, offset] = part ?? [];
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (day === undefined || Number.isNaN(midnight))
    throw new CliError(
      `line ${row.line}: "${text}" in ${column} is no day or instant, as 2018-02-01 or 2018-02-01T09:30:00Z. Nothing was saved.`
    );
  if (time === undefined) return toInstant(zoneOf(model), midnight + timeDrawn(model, chance));
  if (offset !== undefined) return Date.parse(`${day}T${time}${offset}`);
  return toInstant(zoneOf(model), Date.parse(`${day}T${time}Z`));
}

function timeDrawn(model: AnswerModel, chance: Chance): number {
  const from = timeOfDay(model.arrival?.from ?? '00:00');
  const to = model.arrival ? timeOfDay(model.arrival.to) : DAY;
  return Math.floor((from + chance.next() * Math.max(0, to - from)) / 1000) * 1000;
}

function zoneOf({ arrival }: AnswerModel): string {
  const zone = arrival?.timeZone ?? 'UTC';
  if (!isZone(zone)) throw new CliError(`The model names the time zone "${zone}", which does not exist.`);
  return zone;
}

function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
