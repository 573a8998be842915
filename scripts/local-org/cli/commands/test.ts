import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { adminUser } from '../../api/index.ts';
import { countsOf, jsonReport, junitReport, runTests, textReport } from '../../testing/index.ts';
import type { TestRun } from '../../testing/index.ts';
import type { CliDeps, CommonOptions } from '../deps.ts';
import { record } from '../../trace/index.ts';
import { profileOf, traceSince } from '../watching.ts';
import { CliError, listDiagnostics } from '../output.ts';

interface TestOptions extends CommonOptions {
  readonly class?: string[];
  readonly method?: string[];
  readonly coverage?: boolean;
  readonly minCoverage?: string;
  readonly report?: string;
  readonly junit?: string;
  readonly lenient?: boolean;
  readonly trace?: boolean;
  readonly profile?: boolean;
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
    .option('--lenient', 'run what compiles even where the project has problems')
    .action((options: TestOptions) => testCommand(options, deps));
}

async function testCommand(options: TestOptions, deps: CliDeps): Promise<void> {
  const out = deps.output(options.json === true);
  const coverage = options.coverage === true || options.minCoverage !== undefined;
  const { org, problems } = await deps.open(options.project, { strict: options.lenient !== true, coverage, seed: false });
  const errors = problems.filter((problem) => problem.level !== 'warning');
  if (errors.length > 0) out.warn(listDiagnostics(errors));
  const recording = options.trace || options.profile ? record(org) : null;
  let told = 0;
  const run = runTests({
    org,
    user: adminUser(org),
    ...(options.class ? { classes: options.class } : {}),
    ...(options.method ? { methods: options.method } : {}),
    onResult: (result, done, total) => {
      out.progress(`${done} of ${total}  ${result.className}.${result.method}`);
      if (recording && options.trace) out.line(traceSince(org, recording, told));
      told = recording?.parts.length ?? 0;
    }
  });
  recording?.stop();
  const result = { ...countsOf(run), skipped: 0, ...(JSON.parse(jsonReport(run)) as object) };
  if (recording && options.profile) out.line(profileOf(org, recording));
  out.line(textReport(run));
  out.result(result);
  if (options.report) write(options.report, JSON.stringify({ status: 0, result }, null, 2));
  if (options.junit) write(options.junit, junitReport(run));
  finish(run, options);
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
  if (percent < Number(options.minCoverage)) throw new CliError(`The tests cover ${percent.toFixed(1)}% of the lines, less than ${options.minCoverage}%.`);
}
