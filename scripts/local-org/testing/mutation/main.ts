/** `npm run mutation`: changes classes of a project one by one and counts how many changes its Apex tests notice. */
import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { adminUser } from '../../api/index.ts';
import { openProject } from '../../cli/open.ts';
import { createOutput, table } from '../../cli/output.ts';
import type { LocalOrg } from '../../org/index.ts';
import { baseline } from './baseline.ts';
import type { CoveringTest } from './baseline.ts';
import { Trees } from './compiler.ts';
import { Progress, nameOf, nameOfChange } from './progress.ts';
import { percent, score } from './report.ts';
import type { Equivalent, Score } from './report.ts';
import { isOpen, tryClass } from './run.ts';
import type { Task, Tried } from './run.ts';

/** The file of the project: which classes, what share has to be killed, which changes cannot be. */
interface Config {
  readonly classes: readonly string[];
  readonly wanted: number;
  readonly equivalent: readonly Equivalent[];
}

/** What a worker starts from. */
interface Before {
  readonly covering: readonly CoveringTest[];
  /** What is left to do with changes that were tried before, by name. */
  readonly tasks: Readonly<Record<string, Task>>;
}

interface Options {
  readonly project: string;
  readonly config: string;
  readonly workers: string;
  readonly progress?: string;
  readonly class?: readonly string[];
  readonly json?: boolean;
  /** Given to a worker by its parent. */
  readonly share?: string;
  readonly covering?: string;
}

const command = new Command('mutation')
  .description(
    'Changes classes one by one (conditions, boundaries, constants, calls, returns) and runs the Apex tests that cover each change.'
  )
  .option('--project <folder>', 'folder of the SFDX project', '.')
  .option('--config <file>', 'classes, wanted percent, equivalent changes', 'config/mutation.json')
  .option('--class <names...>', 'only these of the classes')
  .option('--workers <number>', 'processes that share the changes', '2')
  .option('--progress <file>', 'keep there what was tried; a run that was cut short goes on with it')
  .option('--json', 'print one JSON document')
  .option('--share <n/of>', 'used by a worker')
  .option('--covering <file>', 'used by a worker')
  .action(async (options: Options) => {
    if (options.share === undefined) await asParent(options);
    else await asWorker(options, options.share);
  });

await command.parseAsync();

function configOf({ config }: Options): Config {
  return JSON.parse(readFileSync(config, 'utf8')) as Config;
}

function classesOf(options: Options): readonly string[] {
  const { classes } = configOf(options);
  const unknown = (options.class ?? []).filter((name) => !classes.includes(name));
  if (unknown.length > 0) throw new Error(`${options.config} does not name ${unknown.join(', ')}.`);
  return options.class ?? classes;
}

async function open(project: string, coverage: boolean): Promise<LocalOrg> {
  const { org } = await openProject(project, { strict: true, coverage, seed: false });
  return org as LocalOrg;
}

async function asParent(options: Options): Promise<void> {
  const out = createOutput(options.json === true);
  const classes = classesOf(options);
  const counted = await open(options.project, true);
  const covering = baseline(counted, adminUser(counted), classes);
  const progress = new Progress(options.progress, nameOf(counted));
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  try {
    const file = join(folder, 'covering.json');
    const tasks = progress.tried.map((one) => [nameOfChange(one), isOpen(one) ? 'together' : 'nothing'] as const);
    const before: Before = { covering, tasks: Object.fromEntries(tasks) };
    writeFileSync(file, JSON.stringify(before));
    const workers = Math.max(1, Number(options.workers));
    await Promise.all(Array.from({ length: workers }, (_, at) => work(options, `${at}/${workers}`, file, progress)));
    const tried = progress.tried.filter(({ className }) => classes.includes(className));
    const result = score(tried, configOf(options).equivalent, sourceReader(counted));
    for (const line of report(result)) out.line(line);
    out.result(result);
    if (result.percent < configOf(options).wanted) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Long work says how far it is: what survived at once, and every hundredth change. */
function told(one: Tried, done: number): void {
  const { className, line, column, change, tests, fate } = one;
  if (fate === 'survived' && !isOpen(one))
    process.stderr.write(`${className}.cls:${line}:${column} ${change} survived ${tests} tests\n`);
  if (done % 100 === 0) process.stderr.write(`${done} changes tried\n`);
}

function work(options: Options, share: string, covering: string, progress: Progress): Promise<void> {
  const words = ['--project', options.project, '--config', options.config, '--share', share, '--covering', covering];
  const child = fork(process.argv[1] ?? '', [...words, '--class', ...classesOf(options)]);
  child.on('message', (message) => {
    progress.add(message as Tried);
    told(message as Tried, progress.tried.length);
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`A worker ended with code ${String(code)}.`))
    );
  });
}

async function asWorker(options: Options, share: string): Promise<void> {
  const [mine = 0, of = 1] = share.split('/').map(Number);
  const org = await open(options.project, false);
  const { covering, tasks } = JSON.parse(readFileSync(options.covering ?? '', 'utf8')) as Before;
  let sent = Promise.resolve();
  const parent = process.ppid;
  const tell = (one: Tried): void => {
    // Trying never waits, so no event would say that the parent was stopped and nobody listens any more.
    if (process.ppid !== parent) process.exit(1);
    sent = new Promise((resolve) => process.send?.(one, () => resolve()));
  };
  const trial = { org, user: adminUser(org), trees: new Trees(org), covering };
  for (const className of classesOf(options)) {
    const task = (at: number): Task => tasks[nameOfChange({ className, at })] ?? 'alone';
    tryClass(trial, className, (at) => (at % of === mine ? task(at) : 'nothing'), tell);
  }
  await sent;
  process.disconnect?.();
}

function sourceReader(org: LocalOrg): (className: string, line: number) => string {
  const lines = new Map(
    org.project.apex.map(({ file, text }) => [/([^/\\]+)\.\w+$/.exec(file)?.[1] ?? file, text.split('\n')] as const)
  );
  return (className, line) => lines.get(className)?.[line - 1]?.trim() ?? '';
}

function report(result: Score): string[] {
  const rows = result.classes.map(({ className, killed, survived, equivalent }) =>
    [className, killed, survived, equivalent, `${percent(killed, survived).toFixed(1)}%`].map(String)
  );
  const all = [result.killed, result.survived, result.equivalent, `${result.percent.toFixed(1)}%`].map(String);
  return [
    ...result.survivors.map(
      ({ className, line, column, change, source, tests }) =>
        `${className}.cls:${line}:${column} ${change}${tests === 0 ? ' (no test runs it)' : ''}: ${source}`
    ),
    ...result.stale.map(
      ({ class: name, line, change }) => `no longer survives, take it off the list: ${name} ${change}: ${line}`
    ),
    '',
    table(['class', 'killed', 'survived', 'equivalent', 'killed of both'], [...rows, ['all', ...all]]),
    `${result.invalid} changes that do not compile are not counted`
  ];
}
