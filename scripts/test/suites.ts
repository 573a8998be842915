/** The four kinds of tests that `npm test` runs, and how each tells its result. */

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface SkippedTest {
  readonly name: string;
  /** A skip is allowed only where the test's own name says what it needs. */
  readonly allowed: boolean;
}

export interface SuiteResult extends Counts {
  readonly skips: readonly SkippedTest[];
}

export interface Suite {
  readonly name: string;
  readonly title: string;
  /** Arguments for Node; `{report}` becomes the path of the JSON report. */
  readonly args: readonly string[];
  read(report: unknown): SuiteResult;
}

const NEEDS = /needs (a real org|an org on Salesforce|Java 17)/i;

/** Jest and Vitest write the same JSON shape. */
interface JestReport {
  readonly numFailedTestSuites?: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function isJestReport(value: unknown): value is JestReport {
  return typeof value === 'object' && value !== null && Array.isArray((value as JestReport).testResults);
}

export function readJestReport(value: unknown): SuiteResult {
  if (!isJestReport(value)) throw new Error('the report is not one of Jest or Vitest: testResults expected');
  const tests = value.testResults.flatMap((file) => file.assertionResults);
  const skipped = tests.filter((t) => !['passed', 'failed'].includes(t.status));
  // A file that failed to load holds no test, and still is a failure.
  const broken = value.testResults.filter(
    (f) => f.status === 'failed' && f.assertionResults.every((t) => t.status !== 'failed')
  );
  return {
    passed: tests.filter((t) => t.status === 'passed').length,
    failed: tests.filter((t) => t.status === 'failed').length + broken.length,
    skipped: skipped.length,
    skips: skipped.map((t) => ({ name: t.fullName, allowed: NEEDS.test(t.fullName) }))
  };
}

interface ApexReport {
  readonly result: Counts;
}

/** What `npm run org -- test --json` prints. */
export function readApexReport(value: unknown): SuiteResult {
  const counts = (value as Partial<ApexReport> | null)?.result;
  if (typeof counts?.passed !== 'number' || typeof counts.failed !== 'number' || typeof counts.skipped !== 'number') {
    throw new Error('the report is not one of the local org: result.passed, result.failed and result.skipped expected');
  }
  return { passed: counts.passed, failed: counts.failed, skipped: counts.skipped, skips: [] };
}

const VITEST = 'node_modules/vitest/vitest.mjs';

export const SUITES: readonly Suite[] = [
  {
    name: 'scripts',
    title: 'Scripts and local org',
    args: [VITEST, 'run', '--reporter=default', '--reporter=json', '--outputFile.json={report}'],
    read: readJestReport
  },
  {
    name: 'lwc',
    title: 'Lightning Web Components',
    args: ['node_modules/jest/bin/jest.js', '--no-cache', '--json', '--outputFile={report}'],
    read: readJestReport
  },
  {
    name: 'apex',
    title: 'Apex in the local org',
    args: ['dist/org.js', 'test', '--report', '{report}'],
    read: readApexReport
  },
  {
    name: 'browser',
    title: 'Browser',
    args: [
      VITEST,
      'run',
      '--config',
      'vitest.browser.config.ts',
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json={report}'
    ],
    read: readJestReport
  }
];
