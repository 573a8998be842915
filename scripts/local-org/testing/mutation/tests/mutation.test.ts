import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { adminUser } from '../../../api/index.ts';
import { parseUnit } from '../../../apex/syntax/index.ts';
import { openProject } from '../../../cli/open.ts';
import type { LocalOrg } from '../../../org/index.ts';
import { baseline, testsOf } from '../baseline.ts';
import type { CoveringTest } from '../baseline.ts';
import { Trees } from '../compiler.ts';
import { findMutants } from '../mutants.ts';
import { score } from '../report.ts';
import { spread, tryClass } from '../run.ts';
import type { Tried } from '../run.ts';

const WIDGETS = join(import.meta.dirname, '../../../fixtures/widgets');

function changes(body: string): string[] {
  const { ast } = parseUnit({ path: 'A.cls', text: `class A { ${body} }`, kind: 'class' });
  return findMutants(ast ?? expect.fail('does not parse')).map(({ kind, change }) => `${kind}: ${change}`);
}

describe('The changes of a class', () => {
  it('negate conditions, move boundaries and joints', () => {
    expect(changes('void m(Integer a) { if (a < x && b) { go; } }')).toEqual([
      'condition: condition of if negated',
      'joint: && becomes ||',
      'boundary: < becomes <='
    ]);
    expect(changes('void m() { while (a == b) { } }').sort()).toEqual([
      'boundary: == becomes !=',
      'condition: condition of while negated'
    ]);
  });

  it('change constants, drop calls and empty returns', () => {
    expect(changes("void m() { go(1, 'x', true, null); }")).toEqual([
      'call: call of go dropped',
      'constant: 1 becomes 2',
      "constant: 'x' becomes 'x~'",
      'constant: true becomes false'
    ]);
    expect(changes('List<String> m() { return all; }')).toEqual(['return: return emptied']);
    expect(changes('Boolean m() { return false; }')).toEqual(['constant: false becomes true']);
    expect(changes("@IsTest(SeeAllData=true) String name = a + 'b';")).toEqual(["constant: 'b' becomes 'b~'"]);
  });

  it('are made in the tree and taken back', () => {
    const { ast } = parseUnit({ path: 'A.cls', text: 'class A { Integer m() { return 1; } }', kind: 'class' });
    const before = JSON.stringify(ast);
    for (const mutant of findMutants(ast ?? expect.fail('does not parse'))) {
      mutant.apply();
      expect(JSON.stringify(ast)).not.toBe(before);
      mutant.undo();
      expect(JSON.stringify(ast)).toBe(before);
    }
  });
});

describe('Trying the changes of a class of a project', () => {
  let org: LocalOrg;
  let covering: readonly CoveringTest[];
  beforeAll(async () => {
    const counted = (await openProject(WIDGETS, { strict: true, coverage: true, seed: false })).org as LocalOrg;
    covering = baseline(counted, adminUser(counted), ['WidgetService']);
    org = (await openProject(WIDGETS, { strict: true, coverage: false, seed: false })).org as LocalOrg;
  });

  it('knows which tests run a line', () => {
    expect(testsOf(covering, 'WidgetService', 6).length).toBeGreaterThan(0);
    expect(testsOf(covering, 'WidgetService', 9999).length).toBe(
      covering.filter(({ lines }) => lines['widgetservice']).length
    );
  });

  it('kills what a test notices, and leaves the org as it was', () => {
    const trial = { org, user: adminUser(org), trees: new Trees(org), covering };
    const tried = tryClass(trial, 'WidgetService', () => 'alone');
    expect(tried.filter(({ fate }) => fate === 'killed').length).toBeGreaterThan(0);
    expect(tried.find(({ change }) => change === '!= becomes ==')).toMatchObject({
      fate: 'killed',
      by: expect.stringMatching(/^Widget/) as string
    });
    expect(tryClass(trial, 'WidgetService', () => 'nothing')).toEqual([]);
    const together = tryClass(trial, 'WidgetService', () => 'together');
    const fates = (all: readonly Tried[]): unknown[] => all.map(({ at, fate }) => [at, fate]).sort();
    const compiling = new Set(tried.filter(({ fate }) => fate !== 'invalid').map(({ at }) => at));
    expect(fates(together.filter(({ at }) => compiling.has(at)))).toEqual(
      fates(tried.filter(({ at }) => compiling.has(at)))
    );
    const counted = baselineAgain();
    expect(counted).toBe(true);
  });

  /** Every test passes on the org that was changed and changed back. */
  function baselineAgain(): boolean {
    return baseline(org, adminUser(org), []).length > 0;
  }
});

describe('A few of many tests', () => {
  it('are of as many test classes as possible, each in the order given', () => {
    expect(spread(['A.one', 'A.two', 'B.one', 'A.three', 'C.one', 'B.two'], 4)).toEqual([
      'A.one',
      'B.one',
      'C.one',
      'A.two'
    ]);
    expect(spread(['A.one'], 4)).toEqual(['A.one']);
  });
});

describe('The score', () => {
  const one = (change: string, fate: Tried['fate'], line = 1): Tried => ({
    className: 'A',
    at: 0,
    kind: 'constant',
    line,
    column: 1,
    change,
    fate,
    by: null,
    tests: 1,
    asked: 1
  });
  const source = (): string => 'a line';

  it('counts killed of those that could be', () => {
    const known = [{ class: 'A', line: 'a line', change: 'same', reason: 'no difference' }];
    const result = score(
      [one('x', 'killed'), one('y', 'survived'), one('same', 'survived'), one('z', 'invalid')],
      known,
      source
    );
    expect(result).toMatchObject({ killed: 1, survived: 1, equivalent: 1, invalid: 1, percent: 50, stale: [] });
    expect(result.survivors).toMatchObject([{ change: 'y', source: 'a line' }]);
  });

  it('says what is listed as equivalent and is not', () => {
    const known = [{ class: 'A', line: 'a line', change: 'x', reason: 'no difference' }];
    expect(score([one('x', 'killed')], known, source).stale).toEqual(known);
  });
});
