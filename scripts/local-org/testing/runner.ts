import type { UserContext } from '../contracts/access.ts';
import { UnsupportedByLocalOrg } from '../contracts/diagnostics.ts';
import type { OrgServices } from '../contracts/transaction.ts';
import { watched } from '../transaction/index.ts';
import { ApexException, apexFrames, stackText } from '../values/index.ts';
import { findTests } from './find.ts';
import type { TestClass, TestFilter, TestMethod } from './find.ts';
import { createTestState } from './state.ts';

/** `fail`: an assertion or exception. `unsupported`: reached something that the local org has not. `broken`: a fault of the local org. */
export type Outcome = 'pass' | 'fail' | 'unsupported' | 'broken';

export interface TestResult {
  readonly className: string;
  readonly method: string;
  readonly outcome: Outcome;
  readonly milliseconds: number;
  /** `System.AssertException: Assertion Failed: ...`; null when it passed. */
  readonly message: string | null;
  /** As the platform writes it: `Class.FooTest.bar: line 12, column 1`. */
  readonly stack: string | null;
  /** Line of the failure in the test class, or where the method begins. */
  readonly line: number;
  readonly log: readonly string[];
}

export interface TestRun {
  readonly results: readonly TestResult[];
  readonly milliseconds: number;
  readonly coverage: readonly ClassCoverage[] | null;
}

export interface ClassCoverage {
  readonly file: string;
  readonly lines: number;
  readonly covered: number;
  readonly missed: readonly number[];
}

export interface RunOptions extends TestFilter {
  readonly org: OrgServices;
  /** The user that the tests run as. */
  readonly user: UserContext;
  readonly onResult?: (result: TestResult, done: number, total: number) => void;
}

/** Runs Apex tests, each in a transaction that is taken back. The org is afterwards as it was before. */
export function runTests(options: RunOptions): TestRun {
  const classes = findTests(options.org.program, options);
  const total = classes.reduce((n, c) => n + c.methods.length, 0);
  const begun = performance.now();
  const results: TestResult[] = [];
  const note = (result: TestResult) => {
    results.push(result);
    options.onResult?.(result, results.length, total);
  };
  for (const c of classes) runClass(options, c, note);
  return { results, milliseconds: performance.now() - begun, coverage: coverageOf(options.org) };
}

function runClass(options: RunOptions, c: TestClass, note: (result: TestResult) => void): void {
  restoring(options.org, () => {
    const failed = c.setup.map((method) => runSetup(options, c, method)).find((r) => r !== null);
    for (const m of c.methods)
      note(failed ? { ...failed, method: m.name } : restoring(options.org, () => runMethod(options, c, m)));
  });
}

/** A test comes after its setup, so that names made of the time differ: assumed, what a setup takes at least. */
const SETUP_MILLISECONDS = 1_000;

/** Everything that the work did to records, clock and outbox is taken back. */
function restoring<T>(org: OrgServices, work: () => T): T {
  const savepoint = org.store.savepoint();
  const now = org.clock.now();
  const sent = org.outbox.length;
  try {
    return work();
  } finally {
    org.store.rollback(savepoint);
    if (org.clock.now() !== now) org.clock.set(now, 'back');
    org.outbox.length = sent;
    org.activeTest = null;
  }
}

/** A setup method's records stay for the methods of the class; null when it went well. */
function runSetup(options: RunOptions, c: TestClass, method: string): TestResult | null {
  const result = attempt(options, c, { name: method, line: 0, seeAllData: false }, 'commit');
  return result.outcome === 'pass' ? null : result;
}

function runMethod(options: RunOptions, c: TestClass, m: TestMethod): TestResult {
  return attempt(options, c, m, 'abort');
}

function attempt(options: RunOptions, c: TestClass, m: TestMethod, end: 'commit' | 'abort'): TestResult {
  const { org } = options;
  const begun = performance.now();
  const later = end === 'abort' && c.setup.length > 0 ? SETUP_MILLISECONDS : 0;
  org.activeTest = createTestState(m.seeAllData, later);
  const tx = org.begin(options.user, 'test');
  const log: string[] = [];
  let error: unknown = null;
  try {
    watched(
      tx,
      () => ({ kind: 'transaction', text: `test ${c.name}.${m.name}` }),
      () => org.program.invoke(tx, c.name, m.name, [])
    );
    if (end === 'commit') tx.commit();
  } catch (e) {
    error = e;
  } finally {
    org.activeTest = null;
  }
  const lines = (tx as { log?: readonly { level: string; text: string }[] }).log ?? [];
  for (const line of lines) log.push(`${line.level}|${line.text}`);
  return { className: c.name, method: m.name, milliseconds: performance.now() - begun, log, ...describe(error, c, m) };
}

function describe(
  error: unknown,
  c: TestClass,
  m: TestMethod
): Pick<TestResult, 'outcome' | 'message' | 'stack' | 'line'> {
  if (error === null) return { outcome: 'pass', message: null, stack: null, line: m.line };
  const failure = error instanceof Error ? error : new Error(String(error));
  const outcome: Outcome =
    error instanceof ApexException ? 'fail' : error instanceof UnsupportedByLocalOrg ? 'unsupported' : 'broken';
  const message = error instanceof ApexException ? `${error.typeName}: ${error.message}` : failure.message;
  const own = apexFrames(failure).find((f) => f.where.startsWith(`Class.${c.name}.`));
  const stack = outcome === 'broken' ? (failure.stack ?? null) : chain(failure);
  return { outcome, message, stack, line: own?.line ?? m.line };
}

/** The stack, and below it those of the causes. */
function chain(error: Error): string {
  const cause = error instanceof ApexException ? error.cause : null;
  const own = stackText(error);
  return cause ? `${own}\nCaused by: ${cause.typeName}: ${cause.message}\n${chain(cause)}` : own;
}

/** Test classes count for nothing, as on the platform. */
function coverageOf(org: OrgServices): ClassCoverage[] | null {
  const all = org.program.coverage();
  if (!all) return null;
  const out: ClassCoverage[] = [];
  for (const [file, { lines, hit }] of all) {
    const name = /([^/\\]+)\.cls$/.exec(file)?.[1];
    if (lines.length === 0 || (name !== undefined && org.program.type(name)?.members?.isTest)) continue;
    out.push({ file, lines: lines.length, covered: hit.size, missed: lines.filter((line) => !hit.has(line)) });
  }
  return out.sort((a, b) => a.file.localeCompare(b.file));
}
