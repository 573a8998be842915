import { describe, expect, it } from 'vitest';
import { jsonReport, junitReport, runTests } from '../index.ts';
import { deployed } from './project.ts';

const DOUBLER = `public class Doubler {
  public static Integer calls = 0;
  public static Integer twice(Integer n) {
    calls++;
    if (n < 0) {
      return 0;
    }
    return n * 2;
  }
  public static void fail() {
    throw new IllegalArgumentException('on purpose');
  }
}`;
const TESTS = `@IsTest
private class DoublerTest {
  @TestSetup
  static void records() {
    insert new Account(Name = 'from the setup');
  }
  @IsTest
  static void first() {
    Assert.areEqual(1, [SELECT COUNT() FROM Account]);
    insert new Account(Name = 'mine');
    Assert.areEqual(4, Doubler.twice(2));
  }
  @IsTest
  static void second() {
    Assert.areEqual(1, [SELECT COUNT() FROM Account], 'The records of the first are gone');
    Assert.areEqual(0, Doubler.calls, 'and its statics too');
    Account one = [SELECT Name FROM Account];
    Assert.areEqual('from the setup', one.Name);
  }
  @IsTest
  static void third() {
    Doubler.fail();
  }
}`;

const run = (coverage = false) => {
  const org = deployed({ 'classes/Doubler.cls': DOUBLER, 'classes/DoublerTest.cls': TESTS }, {}, { coverage });
  return { org, result: runTests({ org, user: org.admin }) };
};

describe('a run of real Apex', () => {
  it('isolates the records and statics of each method and keeps those of the setup', () => {
    const { org, result } = run();
    expect(result.results.map((r) => [r.method, r.outcome])).toEqual([
      ['first', 'pass'],
      ['second', 'pass'],
      ['third', 'fail']
    ]);
    const account = org.schema.object('Account');
    expect(account && org.store.count(account)).toBe(0);
  });

  it('tells where a failure happened as the platform does: every frame, innermost first', () => {
    const third = run().result.results[2];
    expect(third?.message).toBe('System.IllegalArgumentException: on purpose');
    expect(third?.stack).toBe('Class.Doubler.fail: line 11, column 1\nClass.DoublerTest.third: line 22, column 1');
    expect(third?.line).toBe(22);
  });

  it('counts the lines that ran, and names those that did not', () => {
    const covered = run(true).result.coverage?.find(({ file }) => file.endsWith('Doubler.cls'));
    expect(covered?.missed).toEqual([6]);
    expect(covered?.lines).toBe((covered?.covered ?? 0) + 1);
  });

  it('is written as JSON and as JUnit, with the failure in both', () => {
    const { result } = run();
    expect(JSON.parse(jsonReport(result))).toMatchObject({
      passed: 2,
      failed: 1,
      total: 3,
      results: [{ className: 'DoublerTest', method: 'first', outcome: 'pass' }, {}, { outcome: 'fail', line: 22 }]
    });
    const xml = junitReport(result);
    expect(xml).toContain('<testsuite name="DoublerTest" tests="3" failures="1" errors="0">');
    expect(xml).toContain('<failure message="System.IllegalArgumentException: on purpose">Class.Doubler.fail: line 11');
  });

  it('runs the classes and methods that are named, in any case', () => {
    const { org } = run();
    const names = (filter: object) => runTests({ org, user: org.admin, ...filter }).results.map((r) => r.method);
    expect(names({ classes: ['doublertest'] })).toEqual(['first', 'second', 'third']);
    expect(names({ methods: ['DOUBLERTEST.second'] })).toEqual(['second']);
    expect(names({ methods: ['first', 'third'] })).toEqual(['first', 'third']);
    expect(() => names({ classes: ['Nobody'] })).toThrow('Nobody');
  });
});
