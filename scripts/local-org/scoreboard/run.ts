/**
 * Deploys SFDX projects into a local org, runs their Apex tests, and prints how many pass and why the others do not,
 * grouped by cause. For projects whose tests pass on the platform, every failure is one of the local org.
 *
 * Usage: npx tsx scripts/local-org/scoreboard/run.ts [--list] [--json] PROJECT_DIR...
 */
import { basename } from 'node:path';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import { createOrg } from '../org/index.ts';
import { runTests } from '../testing/index.ts';
import type { TestResult } from '../testing/index.ts';

interface Score {
  readonly project: string;
  readonly passed: number;
  readonly total: number;
  /** Classes and triggers that did not compile: their tests are not among the total. */
  readonly leftOut: number;
  readonly deployMs: number;
  readonly testMs: number;
  readonly causes: readonly (readonly [cause: string, count: number])[];
  readonly problems: readonly (readonly [problem: string, count: number])[];
  readonly failures: readonly TestResult[];
}

function score(dir: string): Score {
  const begun = performance.now();
  const org = createOrg({ projectDir: dir, strict: false });
  const deployed = performance.now();
  const { results, milliseconds } = runTests({ org, user: org.admin });
  const failures = results.filter((r) => r.outcome !== 'pass');
  const bad = new Set(org.problems.filter(isOfApex).map((p) => p.file));
  return {
    project: basename(dir), passed: results.length - failures.length, total: results.length, leftOut: bad.size,
    deployMs: deployed - begun, testMs: milliseconds,
    causes: grouped(failures.map(causeOf)), problems: grouped(org.problems.filter((p) => p.level !== 'warning').map((p) => `${p.level}: ${p.message}`)), failures,
  };
}

function isOfApex(p: Diagnostic): boolean {
  return p.level === 'error' && /\.(cls|trigger)$/.test(p.file);
}

/** What groups failures: the kind and the first line of the message, without what differs from case to case. */
function causeOf(r: TestResult): string {
  const first = (r.message ?? '').split('\n')[0] ?? '';
  return `${r.outcome}: ${first.slice(0, 150)}`;
}

function grouped(items: readonly string[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

function print(s: Score, list: boolean): void {
  console.log(`${s.project}: ${s.passed} of ${s.total} tests pass; ${s.leftOut} files left out; deploy ${Math.round(s.deployMs)} ms, tests ${Math.round(s.testMs)} ms`);
  for (const [cause, n] of s.causes) console.log(`  ${String(n).padStart(4)}  ${cause}`);
  if (s.problems.length > 0) console.log('  Problems of the deploy');
  for (const [problem, n] of s.problems.slice(0, list ? undefined : 15)) console.log(`  ${String(n).padStart(4)}  ${problem}`);
  if (list) for (const f of s.failures) console.log(`${f.outcome} ${f.className}.${f.method}\n  ${f.message}\n    ${(f.stack ?? '').replaceAll('\n', '\n    ')}`);
}

function main(args: readonly string[]): void {
  const dirs = args.filter((a) => !a.startsWith('--'));
  if (dirs.length === 0) throw new Error('name at least one project folder');
  const scores = dirs.map(score);
  if (args.includes('--json')) console.log(JSON.stringify(scores.map(({ failures: _, ...rest }) => rest), null, 2));
  else for (const s of scores) print(s, args.includes('--list'));
}

main(process.argv.slice(2));
