import { createOrg } from '../org/index.ts';
import { CASES, MEMBERS } from './cases.ts';
import { writeProject } from './generate.ts';
import { leastCpu, say } from './measure.ts';

const WANTED = 3;

/** Compiled Apex against plain JavaScript that does the same work, as a ratio of processor time. */
export function language(): void {
  const methods = CASES.map((c, at) => `public static Object case${at}(Integer n) { ${c.apex} }`).join('\n');
  const dir = writeProject(new Map([['Bench', `public without sharing class Bench { ${MEMBERS}\n${methods} }`]]));
  const org = createOrg({ projectDir: dir });
  CASES.forEach((c, at) => {
    const run = (): unknown =>
      org.async.runAs(org.admin, 'batch', (tx) => org.program.invoke(tx, 'Bench', `case${at}`, [c.n]));
    const [apex, raw] = leastCpu(run, () => c.raw(c.n));
    const ratio = apex / raw;
    say(
      c.name,
      `${apex.toFixed(1).padStart(7)} ms, JavaScript ${raw.toFixed(1).padStart(6)} ms`,
      `${ratio.toFixed(1)} times`,
      ratio <= WANTED
    );
  });
}
