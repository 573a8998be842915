/**
 * `npm run validate`: tools that are not ours, and our own rules, on the whole repository. One table at the end; exit
 * code 1 when any gate found something, 2 when the command itself was wrong.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { GATES } from './gates/index.ts';
import type { Gate } from './contracts.ts';
import { toJunit } from './report/junit.ts';
import { toSarif } from './report/sarif.ts';
import { toTable } from './report/table.ts';
import { run } from './run.ts';
import { ensureTools } from './tools.ts';
import { Workspace } from './workspace.ts';

interface Options {
  readonly only?: string;
  readonly since?: string;
  readonly allowMissing?: boolean;
  readonly json?: string | true;
  readonly sarif?: string;
  readonly junit?: string;
  readonly project?: string;
  readonly list?: boolean;
  readonly gate?: string;
  readonly out?: string;
}

const SCRIPT = fileURLToPath(import.meta.url);
/** The bundle stands in `dist/`. */
const HOME = join(dirname(SCRIPT), '..');

function chosen(only: string | undefined): readonly Gate[] {
  if (!only) return GATES;
  return only.split(',').map((name) => {
    const gate = GATES.find((g) => g.name === name.trim());
    if (!gate) throw new Error(`There is no gate "${name}"; there are ${GATES.map((g) => g.name).join(', ')}.`);
    return gate;
  });
}

/** Files that differ from a revision, committed or not. */
function changedSince(root: string, revision: string): Set<string> {
  const git = (...args: string[]): string[] =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
  return new Set([...git('diff', '--name-only', revision, '--'), ...git('ls-files', '--others', '--exclude-standard')]);
}

function workspaceOf(options: Options): Workspace {
  const root = options.project ? resolve(options.project) : HOME;
  return new Workspace({ root, home: HOME, ...(options.since ? { changed: changedSince(root, options.since) } : {}) });
}

async function runOneGate(options: Options): Promise<void> {
  const [gate] = chosen(options.gate);
  if (!gate || !options.out) throw new Error('--gate needs --out');
  writeFileSync(options.out, JSON.stringify(await gate.run(workspaceOf(options))));
  process.exit(0);
}

function childArgs({ project, since }: Options): string[] {
  return [SCRIPT, ...(project ? ['--project', project] : []), ...(since ? ['--since', since] : [])];
}

async function validate(options: Options): Promise<void> {
  if (options.gate) return runOneGate(options);
  if (options.list)
    return console.log(
      GATES.map(
        (g) => `${g.name.padEnd(16)} ${g.purpose}${g.needs.length > 0 ? ` (needs ${g.needs.join(', ')})` : ''}`
      ).join('\n')
    );
  const gates = chosen(options.only);
  const say = (line: string): void => console.error(line);
  const report = await run({
    gates,
    workspace: workspaceOf(options),
    allowMissing: options.allowMissing === true,
    say,
    child: childArgs(options)
  });
  if (options.sarif) writeFileSync(options.sarif, toSarif(report));
  if (options.junit) writeFileSync(options.junit, toJunit(report));
  if (typeof options.json === 'string') writeFileSync(options.json, JSON.stringify(report, null, 2));
  console.log(options.json === true ? JSON.stringify(report, null, 2) : toTable(report));
  process.exitCode = report.gates.some((g) => g.verdict === 'fail') ? 1 : 0;
}

const program = new Command('validate')
  .description('Runs every gate on the package and the tooling, fast ones first.')
  .option('--only <gates>', 'run only these gates, separated by commas')
  .option('--since <revision>', 'look at what differs from this revision only')
  .option('--allow-missing', 'skip gates whose Java or Python is missing')
  .option('--json [file]', 'print the report as JSON, or write it into a file')
  .option('--sarif <file>', 'write the report as SARIF 2.1.0')
  .option('--junit <file>', 'write the report as JUnit XML')
  .option('--project <folder>', 'check another SFDX project')
  .option('--list', 'say which gates there are')
  .option('--gate <name>', 'run one gate in this process (used by the command itself)')
  .option('--out <file>', 'where --gate writes its result')
  .command('install', { hidden: false })
  .description('install the analysers now')
  .action(() => ensureTools(HOME, (line) => console.error(line))).parent as Command;
program.action((options: Options) => validate(options));

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});
