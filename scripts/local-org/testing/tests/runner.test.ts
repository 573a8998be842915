import { describe, expect, it } from 'vitest';
import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { OrgServices, Transaction } from '../../contracts/transaction.ts';
import { createTransaction } from '../../transaction/index.ts';
import { apexError } from '../../values/index.ts';
import { countsOf, exitCode, junitReport, runTests, textReport } from '../index.ts';

type Body = (tx: Transaction) => void;

interface FakeClass {
  readonly setup?: Body;
  readonly tests: Readonly<Record<string, Body>>;
}

/** An org whose records are a list of numbers and whose Apex is JavaScript. */
function fakeOrg(classes: Readonly<Record<string, FakeClass>>) {
  const rows: number[] = [];
  const method = (name: string, annotation: string, line: number) => ({
    name,
    jsName: name,
    static: true,
    access: 'private',
    params: [],
    annotations: [{ name: annotation, values: {} }],
    line,
    isTest: annotation === 'IsTest'
  });
  const members = (c: FakeClass) => ({
    isTest: true,
    annotations: [{ name: 'IsTest', values: {} }],
    methods: [
      ...(c.setup ? [method('setup', 'TestSetup', 2)] : []),
      ...Object.keys(c.tests).map((name, i) => method(name, 'IsTest', 10 * (i + 1)))
    ]
  });
  const org = {
    store: {
      savepoint: () => rows.length,
      rollback: (to: number) => (rows.length = to),
      commit: () => {
        throw new Error('a test is kept');
      }
    },
    clock: {
      at: 5,
      now() {
        return this.at;
      },
      set(t: number) {
        this.at = t;
      }
    },
    outbox: [],
    activeTest: null,
    async: {
      drainTest: (tx: Transaction) => {
        tx.flush();
        return { ran: 0, failures: [] };
      }
    },
    program: {
      classNames: () => Object.keys(classes),
      type: (name: string) => ({ members: members(classes[name] as FakeClass) }),
      coverage: () => null,
      invoke: (tx: Transaction, name: string, m: string) =>
        (m === 'setup' ? classes[name]?.setup : classes[name]?.tests[m])?.(tx)
    },
    begin: (user: never, kind: 'test') => createTransaction({ org: org as unknown as OrgServices, user, kind })
  };
  return { org: org as unknown as OrgServices, rows };
}

const user = { id: '005000000000001AAA' } as never;

describe('a test run', () => {
  it('gives every method the records of the setup and none of its neighbours', () => {
    const seen: number[][] = [];
    const insertAndLook = () => {
      rows.push(2);
      seen.push([...rows]);
    };
    const { org, rows } = fakeOrg({
      ATest: { setup: () => void rows.push(1), tests: { one: insertAndLook, two: insertAndLook } }
    });
    const run = runTests({ org, user });
    expect(run.results.map((r) => r.outcome)).toEqual(['pass', 'pass']);
    expect(seen).toEqual([
      [1, 2],
      [1, 2]
    ]);
    expect(rows).toEqual([]);
  });

  it('tells failures, missing features and faults of the local org apart', () => {
    const { org } = fakeOrg({
      ATest: {
        tests: {
          fails: () => {
            throw apexError('System.AssertException', 'Assertion Failed: no');
          },
          missing: () => {
            throw new UnsupportedByLocalOrg('System.Foo.bar()');
          },
          broken: () => {
            throw new TypeError('host');
          }
        }
      }
    });
    const run = runTests({ org, user });
    expect(run.results.map((r) => [r.outcome, r.message, r.line])).toEqual([
      ['fail', 'System.AssertException: Assertion Failed: no', 10],
      ['unsupported', 'Not supported by the local org: System.Foo.bar()', 20],
      ['broken', 'host', 30]
    ]);
    expect(exitCode(run)).toBe(1);
    expect(countsOf(run)).toEqual({ passed: 0, failed: 3, total: 3 });
  });

  it('fails every method of a class whose setup fails', () => {
    const { org } = fakeOrg({
      ATest: {
        setup: () => {
          throw apexError('System.DmlException', 'bad');
        },
        tests: { one: () => undefined, two: () => undefined }
      }
    });
    expect(runTests({ org, user }).results.map((r) => `${r.method} ${r.outcome}`)).toEqual(['one fail', 'two fail']);
  });

  it('gives fresh limits between startTest and stopTest and runs queued work at the stop', () => {
    const used: unknown[] = [];
    const { org } = fakeOrg({
      ATest: {
        tests: {
          one: (tx) => {
            tx.limits.count('queries', 99);
            tx.test?.start(tx);
            tx.afterCommit(() => used.push('ran'));
            used.push(tx.limits.used('queries'));
            tx.test?.stop(tx);
            used.push(tx.limits.used('queries'));
          }
        }
      }
    });
    expect(runTests({ org, user }).results[0]?.outcome).toBe('pass');
    expect(used).toEqual([0, 'ran', 99]);
  });

  it('runs only what a filter names and refuses a name that is none', () => {
    const { org } = fakeOrg({
      ATest: { tests: { one: () => undefined, two: () => undefined } },
      BTest: { tests: { three: () => undefined } }
    });
    expect(runTests({ org, user, methods: ['atest.TWO'] }).results.map((r) => r.method)).toEqual(['two']);
    expect(runTests({ org, user, classes: ['btest'] }).results.map((r) => r.method)).toEqual(['three']);
    expect(() => runTests({ org, user, classes: ['Nope'] })).toThrow('no test class Nope');
  });

  it('puts the clock back and takes sent messages back', () => {
    const { org } = fakeOrg({
      ATest: {
        tests: {
          one: (tx) => {
            tx.org.clock.set(99);
            tx.org.outbox.push({} as never);
          }
        }
      }
    });
    runTests({ org, user });
    expect([org.clock.now(), org.outbox.length, org.activeTest]).toEqual([5, 0, null]);
  });
});

describe('reports', () => {
  const { org } = fakeOrg({
    ATest: {
      tests: {
        good: () => undefined,
        bad: () => {
          throw apexError('System.AssertException', 'a < b');
        }
      }
    }
  });
  const run = runTests({ org, user });

  it('close the text with the counts and show the failing line', () => {
    const text = textReport(run, (_, line) => (line === 20 ? 'Assert.isTrue(false);' : undefined));
    expect(text).toContain('FAIL ATest.bad (line 20)\n  System.AssertException: a < b\n  > Assert.isTrue(false);');
    expect(text).toMatch(/1 passed, 1 failed, 0 skipped \([\d.]+ s\)$/);
  });

  it('escape text in JUnit XML', () => {
    expect(junitReport(run)).toContain('<failure message="System.AssertException: a &lt; b">');
  });
});
