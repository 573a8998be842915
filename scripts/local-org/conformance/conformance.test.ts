import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalOrg, createOrg } from '../org/index.ts';
import { allCases, readCases } from './cases.ts';
import { runCase } from './run.ts';

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Orgs of the suite: a plain one, and one with each feature that changes what the org does. */
const ORGS = [
  { name: 'the org', project: 'project', cases: 'cases' },
  ...readdirSync(join(here, 'features')).map((name) => ({
    name: `an org with ${name}`,
    project: join('features', name),
    cases: join('features', name, 'cases')
  }))
];

for (const { name, project, cases } of ORGS) {
  describe(`${name} does as documented`, () => {
    let org: LocalOrg;
    beforeAll(() => {
      org = createOrg({
        projectDir: join(here, project),
        now: Date.UTC(2026, 10, 25, 12, 30, 15),
        timeZone: 'Europe/Berlin'
      });
    });

    for (const one of allCases(join(here, cases))) {
      it(`${one.file}:${one.line} ${one.title}`, () => {
        const outcome = runCase(org, one);
        expect(outcome).toEqual({ output: one.expect, threw: one.throws ?? null });
      });
    }
  });
}

describe('a case file', () => {
  const read = (text: string) => {
    const file = join(folder, 'x.apex');
    writeFileSync(file, text);
    return readCases(file);
  };

  it('holds several cases, each with its own comments', () => {
    const [a, b] = read(
      '// case: one\n// cite: page\n// expect: 1\nSystem.debug(1);\n\n// case: two\n// cite: page\n// throws: X: y\nthrow new X();\n'
    );
    expect([a?.title, a?.expect, b?.throws, b?.line]).toEqual(['one', ['1'], 'X: y', 6]);
  });

  it('is refused where it cites, expects or runs nothing', () => {
    expect(() => read('// case: one\n// expect: 1\nx();')).toThrow('x.apex:1: "one" cites nothing');
    expect(() => read('// case: one\n// cite: p\nx();')).toThrow('x.apex:1: "one" expects nothing');
    expect(() => read('// case: one\n// cite: p\n// expect: 1\n')).toThrow('x.apex:1: "one" has no source');
    expect(() => read('System.debug(1);')).toThrow('x.apex:1: a case expected');
  });
});
