import { createOrg } from '../org/index.ts';
import { runTests } from '../testing/index.ts';
import { onlyTests, writeProject } from './generate.ts';
import { say } from './measure.ts';

/** Tests per second, once everything is compiled. */
export function tests(): void {
  measure('Tests without records', false, 5_000);
  measure('Tests that insert and query', true, 1_000);
}

function measure(what: string, withRecords: boolean, wanted: number): void {
  const org = createOrg({ projectDir: writeProject(onlyTests(40, 50, withRecords)) });
  let best = 0;
  for (let round = 0; round < 4; round++) {
    const { results, milliseconds } = runTests({ org, user: org.admin });
    const failed = results.find((result) => result.outcome !== 'pass');
    if (failed) throw new Error(`${failed.className}.${failed.method}: ${failed.message}`);
    best = Math.max(best, (results.length * 1000) / milliseconds);
  }
  say(what, '2000 tests', `${Math.round(best)} tests/s`, best >= wanted);
}
