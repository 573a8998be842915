import { describe, expect, it } from 'vitest';
import { joinRuns, shareOut } from '../index.ts';
import type { TestRun } from '../index.ts';

const names = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `Test${String(at).padStart(2, '0')}`);

function run(classes: readonly string[], missed: readonly number[]): TestRun {
  return {
    results: classes.map((className) => ({
      className,
      method: 'm',
      outcome: 'pass' as const,
      milliseconds: 1,
      message: null,
      stack: null,
      line: 1,
      log: []
    })),
    milliseconds: 5,
    coverage: [{ file: 'A.cls', lines: 4, covered: 4 - missed.length, missed }]
  };
}

describe('test classes', () => {
  it('are shared out evenly, and each time alike, whatever their order', () => {
    const shares = shareOut(names(20), 2);
    expect(shares.map((share) => share.length)).toEqual([10, 10]);
    expect(shareOut(names(20).reverse(), 2)).toEqual(shares);
    expect(shares.flat().sort()).toEqual(names(20));
  });

  it('stay in one process where a second would cost more than it saves', () => {
    expect(shareOut(names(15), 4)).toHaveLength(1);
    expect(shareOut(names(24), 4)).toHaveLength(3);
    expect(shareOut([], 2)).toEqual([[]]);
  });
});

describe('the runs of workers', () => {
  it('are joined in the order of the classes', () => {
    const joined = joinRuns([run(['A', 'C'], []), run(['B'], [])], 9);
    expect(joined.results.map((result) => result.className)).toEqual(['A', 'B', 'C']);
    expect(joined.milliseconds).toBe(9);
  });

  it('miss only the lines that all of them missed', () => {
    expect(joinRuns([run(['A'], [2, 3]), run(['B'], [3, 4])], 1).coverage).toEqual([
      { file: 'A.cls', lines: 4, covered: 3, missed: [3] }
    ]);
  });
});
