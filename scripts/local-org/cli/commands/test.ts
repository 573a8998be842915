import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { adminUser } from '../../api/index.ts';
import type { OrgServices } from '../../contracts/transaction.ts';
import { countsOf, findTests, jsonReport, junitReport, runTests, shareOut, textReport } from '../../testing/index.ts';
import type { TestFilter, TestRun } from '../../testing/index.ts';
import type { CliDeps, CommonOptions } from '../deps.ts';
import { openOrAdvise } from '../lenient.ts';
import { record } from '../../trace/index.ts';
import { apexOf, profileOf, traceSince } from '../watching.ts';
import { CliError, errorText, listDiagnostics } from '../output.ts';
import type { Output } from '../output.ts';
import { assignPermissionSets, Changes, runShares } from '../work/index.ts';

interface TestOptions extends CommonOptions {
  readonly class?: string[];
  readonly method?: string[];
  readonly coverage?: boolean;
  readonly minCoverage?: string;
  readonly report?: string;
  readonly junit?: string;
  readonly lenient?: boolean;
  readonly assign?: string[];
  readonly trace?: boolean;
  readonly profile?: boolean;
  readonly watch?: boolean;
  readonly workers?: string;
}

export function addTest(command: Command, deps: CliDeps): void {
  command
    .description('Run the Apex tests of the project. Nothing they do is kept.')
    .option('-c, --class <names...>', 'only these test classes')
    .option('-m, --method <names...>', 'only these methods: Class.method or method')
    .option('--coverage', 'count the lines that ran')
    .option('--min-coverage <percent>', 'fail below this share of lines (counts coverage)')
    .option('--report <file>', 'write the result as JSON')
    .option('--junit <file>', 'write the result as JUnit XML')
    .option('--trace', 'print what each test did: queries, saves, triggers, flows, limits')
    .option('--profile', 'print the slowest queries and the statements in loops')
    .option('--watch', 'run the tests again after each change of a source')
    .option('--workers <number>', 'share the test classes out to so many processes, where there are enough of them')
    .option('--lenient', 'run what compiles even where the project has problems')
    .option('--assign <names...>', 'permission sets, or groups of them, of the admin who runs the tests')
    .action((options: TestOptions) => testCommand(options, deps));
}

async function testCommand(options: TestOptions, deps: CliDeps): Promise<void> {
  const out = deps.output(options.json === true);
  const workers = workerCount(options);
  if (!options.watch) return testOnce(options, workers, deps, out);
  const changes = new Changes(options.project, packageFolders(options.project));
  for (;;) {
    await testOnce(options, workers, deps, out).catch((error: unknown) => out.warn(errorText(error)));
    out.line('waiting for a change of a source; Ctrl+C ends');
    const files = await changes.next();
    out.line(`\nchanged: ${files.join(', ')}`);
  }
}

async function testOnce(options: TestOptions, workers: number, deps: CliDeps, out: Output): Promise<void> {
  const coverage = options.coverage === true || options.minCoverage !== undefined;
  const { org, problems } = await openOrAdvise(deps, options.project, {
    strict: options.lenient !== true,
    coverage,
    seed: false
  });
  assignPermissionSets(org, adminUser(org).id, options.assign ?? []);
  const errors = problems.filter((problem) => problem.level !== 'warning');
  if (errors.length > 0) out.warn(listDiagnostics(errors));
  const shares =
    workers > 1
      ? shareOut(
          findTests(org.program, filterOf(options)).map(({ name }) => name),
          workers
        )
      : [];
  const run =
    shares.length > 1
      ? await runShares(process.argv[1] ?? '', shares, wordsOf(options, coverage))
      : runHere(org, options, out);
  report(run, options, out, sourceLines(org));
  finish(run, options);
}

function runHere(org: OrgServices, options: TestOptions, out: Output): TestRun {
  const recording = options.trace || options.profile ? record(org) : null;
  let told = 0;
  const run = runTests({
    org,
    user: adminUser(org),
    ...filterOf(options),
    onResult: (result, done, total) => {
      out.progress(`${done} of ${total}  ${result.className}.${result.method}`);
      if (recording && options.trace) out.line(traceSince(org, recording, told));
      told = recording?.parts.length ?? 0;
    }
  });
  recording?.stop();
  if (recording && options.profile) out.line(profileOf(org, recording));
  return run;
}

function filterOf(options: TestOptions): TestFilter {
  return {
    ...(options.class ? { classes: options.class } : {}),
    ...(options.method ? { methods: options.method } : {})
  };
}

/** What a worker is told besides its classes. */
function wordsOf(options: TestOptions, coverage: boolean): string[] {
  return [
    '--project',
    options.project,
    ...(coverage ? ['--coverage'] : []),
    ...(options.lenient ? ['--lenient'] : []),
    ...(options.assign ? ['--assign', ...options.assign] : []),
    ...(options.method ? ['--method', ...options.method] : [])
  ];
}

function workerCount({ workers, trace, profile }: TestOptions): number {
  if (workers === undefined) return 1;
  const count = Number(workers);
  if (!Number.isInteger(count) || count < 1) throw new CliError(`"${workers}" is not a number of workers.`, 2);
  if (count > 1 && (trace || profile))
    throw new CliError('A trace or profile is of one process: leave --workers out.', 2);
  return count;
}

function packageFolders(project: string): string[] {
  const file = JSON.parse(readFileSync(join(project, 'sfdx-project.json'), 'utf8')) as {
    packageDirectories?: readonly { readonly path: string }[];
  };
  return (file.packageDirectories ?? []).map(({ path }) => path);
}

/** Gives a line of a class of the project, for the report of a failure. */
function sourceLines(org: OrgServices): (className: string, line: number) => string | undefined {
  const files = new Map(apexOf(org).map(({ name, text }) => [name.toLowerCase(), text]));
  return (className, line) => {
    const name = className.toLowerCase();
    const text = files.get(name) ?? files.get(name.slice(name.indexOf('.') + 1));
    return text?.split('\n')[line - 1];
  };
}

function report(run: TestRun, options: TestOptions, out: Output, source: ReturnType<typeof sourceLines>): void {
  const result = { ...countsOf(run), skipped: 0, ...(JSON.parse(jsonReport(run)) as object) };
  out.line(textReport(run, source));
  out.result(result);
  if (options.report) write(options.report, JSON.stringify({ status: 0, result }, null, 2));
  if (options.junit) write(options.junit, junitReport(run));
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function finish(run: TestRun, options: TestOptions): void {
  const { failed, total } = countsOf(run);
  if (total === 0) throw new CliError('The project has no Apex tests.');
  if (failed > 0) throw new CliError('', 1);
  if (options.minCoverage === undefined) return;
  const lines = run.coverage?.reduce((n, c) => n + c.lines, 0) ?? 0;
  const percent = lines === 0 ? 100 : ((run.coverage?.reduce((n, c) => n + c.covered, 0) ?? 0) * 100) / lines;
  if (percent < Number(options.minCoverage))
    throw new CliError(`The tests cover ${percent.toFixed(1)}% of the lines, less than ${options.minCoverage}%.`);
}
