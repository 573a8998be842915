import type { Outcome, TestResult, TestRun } from './runner.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly total: number;
}

export function countsOf(run: TestRun): Counts {
  const passed = run.results.filter((r) => r.outcome === 'pass').length;
  return { passed, failed: run.results.length - passed, total: run.results.length };
}

/** 0 when every test passed and there was one. */
export function exitCode(run: TestRun): number {
  const { failed, total } = countsOf(run);
  return failed === 0 && total > 0 ? 0 : 1;
}

const WORDS: Readonly<Record<Outcome, string>> = {
  pass: 'pass',
  fail: 'FAIL',
  unsupported: 'UNSUPPORTED',
  broken: 'BROKEN'
};

/** Failures with message and stack, coverage if counted, and one line with the counts. `source` gives the text of a line. */
export function textReport(run: TestRun, source?: (className: string, line: number) => string | undefined): string {
  const out: string[] = [];
  for (const r of run.results) if (r.outcome !== 'pass') out.push(...failureLines(r, source));
  if (run.coverage) out.push(...coverageLines(run));
  const { passed, failed } = countsOf(run);
  out.push(`${passed} passed, ${failed} failed, 0 skipped (${(run.milliseconds / 1000).toFixed(2)} s)`);
  return out.join('\n');
}

function failureLines(r: TestResult, source?: (className: string, line: number) => string | undefined): string[] {
  const code = source?.(r.className, r.line)?.trim();
  const lines = [`${WORDS[r.outcome]} ${r.className}.${r.method} (line ${r.line})`, `  ${r.message ?? ''}`];
  if (code) lines.push(`  > ${code}`);
  for (const frame of (r.stack ?? '').split('\n')) lines.push(`    ${frame}`);
  return lines;
}

function coverageLines(run: TestRun): string[] {
  const all = run.coverage ?? [];
  const lines = all.reduce((n, c) => n + c.lines, 0);
  const covered = all.reduce((n, c) => n + c.covered, 0);
  const percent = (part: number, whole: number) => (whole === 0 ? '100.0' : ((100 * part) / whole).toFixed(1));
  const rows = all.map(
    (c) =>
      `  ${percent(c.covered, c.lines).padStart(5)}%  ${c.file}${c.missed.length > 0 ? `  misses ${c.missed.slice(0, 12).join(', ')}${c.missed.length > 12 ? ', ...' : ''}` : ''}`
  );
  return ['Coverage', ...rows, `  ${percent(covered, lines).padStart(5)}%  of ${lines} lines`];
}

export function jsonReport(run: TestRun): string {
  return JSON.stringify(
    { ...countsOf(run), milliseconds: Math.round(run.milliseconds), results: run.results, coverage: run.coverage },
    null,
    2
  );
}

/** JUnit's XML: a test suite for each class. */
export function junitReport(run: TestRun): string {
  const classes = [...new Set(run.results.map((r) => r.className))];
  const suites = classes.map((name) =>
    suite(
      name,
      run.results.filter((r) => r.className === name)
    )
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

function suite(name: string, results: readonly TestResult[]): string {
  const failures = results.filter((r) => r.outcome === 'fail').length;
  const errors = results.filter((r) => r.outcome === 'unsupported' || r.outcome === 'broken').length;
  const cases = results.map(testCase).join('\n');
  return `  <testsuite name="${xml(name)}" tests="${results.length}" failures="${failures}" errors="${errors}">\n${cases}\n  </testsuite>`;
}

function testCase(r: TestResult): string {
  const head = `    <testcase classname="${xml(r.className)}" name="${xml(r.method)}" time="${(r.milliseconds / 1000).toFixed(3)}"`;
  if (r.outcome === 'pass') return `${head}/>`;
  const tag = r.outcome === 'fail' ? 'failure' : 'error';
  return `${head}>\n      <${tag} message="${xml(r.message ?? '')}">${xml(r.stack ?? '')}</${tag}>\n    </testcase>`;
}

// eslint-disable-next-line no-control-regex -- XML 1.0 has no place for these characters
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

function xml(text: string): string {
  return text
    .replace(NOT_IN_XML, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
