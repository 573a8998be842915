import { AS_USER, recordToJson, request } from '../api/index.ts';
import type { OrgServices, Transaction } from '../contracts/transaction.ts';
import { findUserId } from '../api/index.ts';
import { ApexException, stackText } from '../values/index.ts';
import { CliError } from './output.ts';
import { anonymousSource, watching } from './watching.ts';
import { importCsv, parseAnswerModel, parseDuration, parseImportMap, replayCsv } from './work/index.ts';

/** What can be asked of an org, here or in another process: a name, plain data in, plain data out. */
export type Task = (org: OrgServices, userId: string, input: never, progress: (text: string) => void) => object;

export interface ExecInput {
  readonly source: string;
  readonly trace?: boolean;
  readonly profile?: boolean;
}

export interface QueryInput {
  readonly soql: string;
}

export interface ImportInput {
  readonly object: string;
  readonly csv: string;
  readonly map: string;
  readonly mapFile: string;
  /** Load each row at its own day, with people who answer. */
  readonly replay?: { readonly column: string; readonly answers: string; readonly answersFile: string };
}

export interface AdvanceInput {
  readonly by: string;
}

export interface ExecOutput {
  readonly log: readonly string[];
  /** What was asked for with `trace` and `profile`, as text. */
  readonly trace?: string;
  readonly profile?: string;
  /** What the Apex threw, with the stack: the log up to there comes with it. */
  readonly failure?: string;
}

export interface QueryOutput {
  readonly size: number;
  readonly records: readonly Record<string, unknown>[];
}

export interface AdvanceOutput {
  readonly from: string;
  readonly to: string;
  readonly ran: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly failures: readonly { readonly label: string; readonly message: string }[];
}

export const TASKS = { exec, query, import: importRows, advance } as const;
export type TaskName = keyof typeof TASKS;

function exec(org: OrgServices, userId: string, input: ExecInput): ExecOutput {
  if (input.trace !== true && input.profile !== true) return runBlock(org, userId, input.source);
  let ran: ExecOutput = { log: [] };
  const { failure, ...texts } = watching(org, input, [anonymousSource(input.source)], () => {
    ran = runBlock(org, userId, input.source);
  });
  return { ...ran, ...texts, ...(failure ? { failure: failure.message } : {}) };
}

function runBlock(org: OrgServices, userId: string, source: string): ExecOutput {
  const log: string[] = [];
  try {
    request(org, userId, 'anonymous', (tx) => {
      try {
        org.program.execute(tx, source);
      } finally {
        log.push(...logOf(tx));
      }
    });
    return { log };
  } catch (error) {
    if (!(error instanceof ApexException)) throw error;
    return { log, failure: [`${error.typeName}: ${error.message}`, stackText(error)].join('\n') };
  }
}

function logOf(tx: Transaction): string[] {
  const lines = (tx as { log?: readonly { level: string; text: string }[] }).log ?? [];
  return lines.map(({ level, text }) => `${level}|${text}`);
}

function query(org: OrgServices, userId: string, { soql }: QueryInput): QueryOutput {
  return request(org, userId, 'rest', (tx) => {
    const result = tx.org.queries.runText(tx, soql, (bind) => refuseBind(bind), AS_USER);
    return { size: result.size, records: result.records.map((record) => recordToJson(record, '/services/data/v67.0')) };
  });
}

function refuseBind(bind: string): never {
  throw new CliError(`A query on the command line has no variables to bind: "${bind}".`);
}

function importRows(org: OrgServices, userId: string, input: ImportInput, progress: (text: string) => void): object {
  const map = parseImportMap(input.map, input.mapFile);
  const job = { object: input.object, csv: input.csv, map, userId };
  if (!input.replay) return importCsv(org, job, (done, total) => progress(`${done} of ${total} rows`));
  const { column, answers, answersFile } = input.replay;
  return replayCsv(org, { ...job, column, model: parseAnswerModel(answers, answersFile) }, progress);
}

function advance(
  org: OrgServices,
  _userId: string,
  { by }: AdvanceInput,
  progress: (text: string) => void
): AdvanceOutput {
  const from = org.clock.now();
  const byKind: Record<string, number> = {};
  let count = 0;
  const result = org.async.advanceTo(from + parseDuration(by), (work) => {
    byKind[work.kind] = (byKind[work.kind] ?? 0) + 1;
    if (++count % 100 === 0) progress(`${count} things ran, it is ${new Date(work.at).toISOString()}`);
  });
  const failures = result.failures.map(({ label, message }) => ({ label, message }));
  return {
    from: new Date(from).toISOString(),
    to: new Date(org.clock.now()).toISOString(),
    ran: result.ran,
    byKind,
    failures
  };
}

/** The user that a task runs as: the one named, else the admin. */
export function taskUser(org: OrgServices, username: string | undefined, adminId: string): string {
  if (username === undefined) return adminId;
  const id = findUserId(org, username);
  if (!id) throw new CliError(`There is no user "${username}".`);
  return id;
}

/** Input of a task as plain data; `as` names the user. */
export type TaskInput = Readonly<Record<string, unknown>> & { readonly as?: string };

export function runTask(
  org: OrgServices,
  adminId: string,
  name: TaskName,
  input: TaskInput,
  progress: (text: string) => void
): object {
  const task = TASKS[name] as Task;
  return task(org, taskUser(org, input.as, adminId), input as never, progress);
}
