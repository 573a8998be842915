import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import { type LocalOrg, createOrg } from '../../org/index.ts';
import { listSoqlSupport } from '../index.ts';

describe('what the support table says of SOQL', () => {
  const projectDir = mkdtempSync(join(tmpdir(), 'soql-support-'));
  let org: LocalOrg;
  beforeAll(() => {
    writeFileSync(join(projectDir, 'sfdx-project.json'), '{ "packageDirectories": [] }');
    org = createOrg({ projectDir });
  });
  afterAll(() => rmSync(projectDir, { recursive: true }));

  const run = (text: string): unknown => {
    const tx = org.begin(org.admin, 'anonymous');
    try {
      return tx.org.queries.runText(tx, text, () => null, { mode: 'system', sharing: 'without' });
    } finally {
      tx.abort();
    }
  };

  for (const { clause, example, refused } of listSoqlSupport()) {
    if (refused === undefined)
      it(`runs ${clause}`, () => expect(run(example)).toMatchObject({ size: expect.any(Number) }));
    else it(`refuses ${clause} by name`, () => expect(() => run(example)).toThrow(UnsupportedByLocalOrg));
  }
});
