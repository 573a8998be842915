import { basename } from 'node:path';
import { assignPermissionSets } from '../cli/work/index.ts';
import { DiagnosticError, type Diagnostic } from '../contracts/diagnostics.ts';
import { createOrg } from '../org/index.ts';
import { runTests, type TestResult } from '../testing/index.ts';
import { lackedPackages } from './packages.ts';

export interface Count {
  readonly text: string;
  readonly times: number;
}

/** How one project fares in a local org. A project that cannot be deployed at all has `stopped` and no tests. */
export interface Score {
  readonly project: string;
  readonly namespace: string | null;
  /** Classes and triggers of the project. */
  readonly classes: number;
  /** Errors in code that compiles on the platform, and the files that were left out for them. */
  readonly falseErrors: number;
  readonly leftOut: number;
  /** Errors in folders whose project file names a package that is not in the project, by that package: no false ones. */
  readonly lacking: readonly Count[];
  readonly tests: number;
  readonly passed: number;
  readonly deployMs: number;
  readonly testMs: number;
  readonly causes: readonly Count[];
  readonly problems: readonly Count[];
  readonly stopped?: string;
}

export interface Scored {
  readonly score: Score;
  readonly failures: readonly TestResult[];
}

export interface ScoreOptions {
  readonly packageDirectories?: readonly string[];
  /** Permission sets that the project's own instructions assign before its tests run. */
  readonly assign?: readonly string[];
}

/** Deploys a project as a foreign one, runs all its Apex tests and counts. Never throws for what the project holds. */
export function scoreProject(dir: string, options: ScoreOptions = {}): Scored {
  try {
    return deployed(dir, options);
  } catch (error) {
    return { score: { ...EMPTY, project: basename(dir), stopped: stopText(error) }, failures: [] };
  }
}

const EMPTY = {
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
  problems: []
} as const;

function deployed(dir: string, options: ScoreOptions): Scored {
  const begun = performance.now();
  const { assign = [], ...deployment } = options;
  const org = createOrg({ projectDir: dir, strict: false, ...deployment });
  assignPermissionSets(org, org.admin.id, assign);
  const ready = performance.now();
  const { results, milliseconds } = runTests({ org, user: org.admin });
  const failures = results.filter((r) => r.outcome !== 'pass');
  const lacked = lackedPackages(dir);
  const apexErrors = org.problems.filter(isOfApex);
  const errors = apexErrors.filter((p) => lacked(p.file).length === 0);
  const score: Score = {
    project: basename(dir),
    namespace: org.project.namespace,
    classes: org.project.apex.length,
    falseErrors: errors.filter((p) => p.code !== 'depends').length,
    leftOut: new Set(apexErrors.map((p) => p.file)).size,
    lacking: counted(apexErrors.flatMap((p) => lacked(p.file).slice(0, 1))),
    tests: results.length,
    passed: results.length - failures.length,
    deployMs: Math.round(ready - begun),
    testMs: Math.round(milliseconds),
    causes: counted(failures.map(causeOf)),
    problems: counted(org.problems.filter((p) => p.level !== 'warning').map((p) => `${p.level}: ${p.message}`))
  };
  return { score, failures };
}

function isOfApex(p: Diagnostic): boolean {
  return p.level === 'error' && p.code !== 'duplicate' && /\.(cls|trigger)$/.test(p.file);
}

function stopText(error: unknown): string {
  if (error instanceof DiagnosticError) return error.diagnostics.map((d) => d.message).join('; ');
  return error instanceof Error ? error.message : String(error);
}

const LONGEST_CAUSE = 160;

/** What groups failures: the kind and the first line of the message, without what differs from case to case. */
export function causeOf(r: Pick<TestResult, 'outcome' | 'message'>): string {
  const first = (r.message ?? '').split('\n')[0] ?? '';
  const alike = first
    .replace(/\b(?=\w*\d)[a-zA-Z0-9]{15}(?:[A-Z0-9]{3})?\b/g, '<id>')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>')
    .replace(/\bon row \d+/g, 'on row <n>');
  return `${r.outcome}: ${alike.slice(0, LONGEST_CAUSE)}`;
}

/** Equal texts together, the most frequent first. */
export function counted(items: readonly string[]): Count[] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  const all = [...counts].map(([text, times]) => ({ text, times }));
  return all.sort((a, b) => b.times - a.times || (a.text < b.text ? -1 : 1));
}
