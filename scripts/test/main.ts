/**
 * `npm test`: every test of the repository in one command. Runs the suites one after the other, shows each one's own
 * output, and closes with one line `N passed, N failed, N skipped`. Exits 1 when anything failed, when a suite ran
 * no test, or when a test was skipped whose name does not say what it needs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SUITES } from './suites.ts';
import type { Suite, SuiteResult } from './suites.ts';

const HELP = `npm test [-- --only NAME[,NAME]] runs ${SUITES.map((s) => s.name).join(', ')}.`;
const OUT = 'out/tests';

function chosen(only: string | undefined): readonly Suite[] {
  if (!only) return SUITES;
  return only.split(',').map((name) => {
    const suite = SUITES.find((s) => s.name === name);
    if (!suite) throw new Error(`There is no suite "${name}". ${HELP}`);
    return suite;
  });
}

function run(suite: Suite): SuiteResult {
  console.log(`\n== ${suite.title}`);
  const report = join(OUT, `${suite.name}.json`);
  rmSync(report, { force: true });
  const args = suite.args.map((a) => a.replace('{report}', report));
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (!existsSync(report)) return failure(`${suite.title}: ended with code ${status} and wrote no report`);
  const result = suite.read(JSON.parse(readFileSync(report, 'utf8')));
  if (result.passed + result.failed === 0) return failure(`${suite.title}: no test ran`);
  // A runner that failed though every test passed (an unhandled error, a threshold) is one failure.
  return status !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

function failure(message: string): SuiteResult {
  console.error(message);
  return { passed: 0, failed: 1, skipped: 0, skips: [] };
}

function main(): void {
  const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(HELP);
  mkdirSync(OUT, { recursive: true });
  const results = chosen(values.only).map(run);
  const forbidden = results.flatMap((r) => r.skips).filter((s) => !s.allowed);
  for (const skip of forbidden) console.error(`Skipped without saying which real org it needs: ${skip.name}`);
  const total = (key: 'passed' | 'failed' | 'skipped'): number => results.reduce((sum, r) => sum + r[key], 0);
  const failed = total('failed') + forbidden.length;
  const closing = `${total('passed')} passed, ${failed} failed, ${total('skipped') - forbidden.length} skipped`;
  writeFileSync(join(OUT, 'closing-line.txt'), `${closing}\n`);
  console.log(`\n${closing}`);
  process.exitCode = failed > 0 ? 1 : 0;
}

main();
