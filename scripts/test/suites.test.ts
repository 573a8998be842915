import { describe, expect, it } from 'vitest';
import { readApexReport, readJestReport } from './suites.ts';

const file = (status: string, ...tests: [string, string][]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state }))
});

describe('reading a report', () => {
  it('counts passed, failed and skipped tests', () => {
    const report = { testResults: [file('failed', ['a', 'passed'], ['b', 'failed'], ['c', 'pending'])] };
    expect(readJestReport(report)).toMatchObject({ passed: 1, failed: 1, skipped: 1 });
  });

  it('counts a file that did not load as a failure', () => {
    expect(readJestReport({ testResults: [file('failed')] })).toMatchObject({ passed: 0, failed: 1 });
  });

  it('allows a skip only where the name says what it needs', () => {
    const skips = readJestReport({
      testResults: [file('passed', ['runs sfge (needs Java 17)', 'pending'], ['later', 'todo'])]
    }).skips;
    expect(skips.map((s) => s.allowed)).toEqual([true, false]);
  });

  it('refuses what is not a report', () => {
    expect(() => readJestReport({})).toThrow('testResults expected');
    expect(() => readApexReport({ result: { passed: 'many' } })).toThrow('result.passed');
  });

  it('reads the report of the local org', () => {
    expect(readApexReport({ result: { passed: 3, failed: 1, skipped: 0 } })).toMatchObject({ passed: 3, failed: 1 });
  });
});
