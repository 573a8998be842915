/**
 * Deploys SFDX projects into a local org, runs their Apex tests, and prints how many pass and why the others do not,
 * grouped by cause. For projects whose tests pass on the platform, every failure is one of the local org.
 *
 * Usage: npm run scoreboard -- [options] DIR...   where DIR is a project or a folder of projects
 *   --json             figures as JSON
 *   --list             every test that does not pass, with its stack trace
 *   --namespace NAME   put this namespace into a copy of each project file; `none` takes it out
 *   --packages A,B     deploy only these package directories
 *   --assign A,B       permission sets of the admin who runs the tests, where the project's instructions say so
 *   --page FILE        write the page of figures
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { page, report } from './page.ts';
import { projectsOf, withNamespace } from './projects.ts';
import { scoreProject, type Score, type ScoreOptions } from './score.ts';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    namespace: { type: 'string', multiple: true },
    packages: { type: 'string' },
    assign: { type: 'string' },
    page: { type: 'string' }
  }
});

const MOST_PROBLEMS = 15;
const PROJECT_MINUTES = 15;

function main(): void {
  if (positionals.length === 0) throw new Error('Name at least one project, or a folder of projects.');
  const dirs = projectsOf(positionals).flatMap(variants);
  const [only] = dirs;
  if (dirs.length === 1 && only !== undefined && !flags.page) return printOne(only);
  const scores = dirs.map(scoreApart);
  if (flags.json) console.log(JSON.stringify(scores, null, 2));
  if (flags.page) writeFileSync(flags.page, page(scores, new Date().toISOString().slice(0, 10)));
}

/** A project as it is, or once for each namespace that was asked for. */
function variants(dir: string): string[] {
  return flags.namespace?.map((name) => withNamespace(dir, name === 'none' ? '' : name)) ?? [dir];
}

function options(): ScoreOptions {
  return {
    ...(flags.packages === undefined ? {} : { packageDirectories: flags.packages.split(',') }),
    ...(flags.assign === undefined ? {} : { assign: flags.assign.split(',') })
  };
}

function printOne(dir: string): void {
  const { score, failures } = scoreProject(dir, options());
  if (flags.json) return console.log(JSON.stringify([score], null, 2));
  console.log(report(score, flags.list ? undefined : MOST_PROBLEMS));
  if (!flags.list) return;
  for (const f of failures)
    console.log(
      `${f.outcome} ${f.className}.${f.method}\n  ${f.message}\n    ${(f.stack ?? '').replaceAll('\n', '\n    ')}`
    );
}

/** Each project has a process of its own, so that one that ends it leaves the others their figures. */
function scoreApart(dir: string): Score {
  const args = [
    ...process.execArgv,
    fileURLToPath(import.meta.url),
    '--json',
    ...(flags.packages ? ['--packages', flags.packages] : []),
    ...(flags.assign ? ['--assign', flags.assign] : []),
    dir
  ];
  const score = runApart(args, dir);
  if (!flags.json) console.log(report(score, MOST_PROBLEMS));
  return score;
}

function runApart(args: readonly string[], dir: string): Score {
  try {
    const text = execFileSync(process.execPath, args, {
      encoding: 'utf8',
      timeout: PROJECT_MINUTES * 60_000,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe']
    });
    return (JSON.parse(text) as [Score])[0];
  } catch (error) {
    const stopped = (error as Error).message.split('\n')[0] ?? '';
    return {
      project: basename(dir),
      namespace: null,
      classes: 0,
      falseErrors: 0,
      leftOut: 0,
      lacking: [],
      tests: 0,
      passed: 0,
      deployMs: 0,
      testMs: 0,
      causes: [],
      problems: [],
      stopped: stopped.replaceAll(dir, basename(dir))
    };
  }
}

main();
