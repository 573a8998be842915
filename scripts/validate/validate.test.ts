import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS } from './fixtures/faults/index.ts';
import { findTogether, inspect, plant, verdicts } from './fixtures/harness.ts';
import type { Findings } from './fixtures/harness.ts';
import { GATES } from './gates/index.ts';
import { toJunit } from './report/junit.ts';
import { toSarif } from './report/sarif.ts';
import { toTable } from './report/table.ts';
import { run } from './run.ts';
import { ensureTools, missing } from './tools.ts';
import { Workspace } from './workspace.ts';

const HOME = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const CLEAN = join(HOME, 'scripts', 'validate', 'fixtures', 'clean');
const INSTALL = 300_000;

const lacks = missing(GATES.flatMap((g) => g.needs));
const suite = lacks.length === 0 ? describe : describe.skip;

suite('validate (needs Java 17 and Python 3)', () => {
  const { folder, planted, done } =
    lacks.length === 0 ? plant(HOME, FAULTS) : { folder: '', planted: [], done: () => undefined };
  let found: Findings;

  beforeAll(async () => {
    await ensureTools(HOME, () => undefined);
    found = await findTogether(HOME, folder, planted);
  }, INSTALL);
  afterAll(done);

  describe.each(planted.map((p) => ({ ...p, gate: p.fault.gate, name: p.fault.name })))('$gate', (one) => {
    it(`alone finds that ${one.name}`, async () => {
      const said = verdicts(await inspect(HOME, one, found));
      expect(said).toContain(`${one.fault.gate}/${one.fault.rule}`);
      expect(said.filter((v) => !v.startsWith(`${one.fault.gate}/`))).toEqual([]);
    });
  });

  it('finds nothing in the clean project, whatever the gate', { timeout: INSTALL }, async () => {
    const workspace = new Workspace({ root: CLEAN, home: HOME });
    const report = await run({ gates: GATES, workspace, allowMissing: false, say: () => undefined });
    expect(report.gates.flatMap((g) => g.findings)).toEqual([]);
    expect(report.gates.map((g) => g.verdict)).toEqual(GATES.map(() => 'pass'));
  });

  it('has a planted fault for every gate', () => {
    const planned = new Set(FAULTS.map((f) => f.gate));
    expect(GATES.map((g) => g.name).filter((name) => !planned.has(name))).toEqual([]);
  });
});

describe('the report', () => {
  const finding = { file: 'a/b.cls', line: 7, rule: 'sharing', message: 'states no <sharing>' };
  const passed = {
    gate: 'names',
    purpose: 'p',
    verdict: 'pass' as const,
    seconds: 1,
    findings: [],
    notes: ['3 files'],
    off: []
  };
  const failed = { ...passed, gate: 'apex-lint', verdict: 'fail' as const, findings: [finding], notes: [] };
  const skipped = { ...passed, gate: 'analyzer', verdict: 'skip' as const, notes: [], reason: 'needs Java 17' };
  const suppression = { file: 'c.ts', line: 2, rule: 'no-alert', reason: 'stands outside the page' };
  const report = { gates: [passed, failed, skipped], suppressions: [suppression], seconds: 2 };

  it('names file and line of a finding, what is switched off, and every verdict', () => {
    const table = toTable(report);
    expect(table).toContain('a/b.cls:7  states no <sharing>  [sharing]');
    expect(table).toContain('c.ts:2  no-alert: stands outside the page');
    expect(table).toContain('3 gates, 1 failed, 1 findings');
    expect(table).toMatch(/analyzer +skipped .*needs Java 17/);
  });

  it('is SARIF with one run per gate that ran', () => {
    const sarif = JSON.parse(toSarif(report)) as { version: string; runs: { results: { ruleId: string }[] }[] };
    expect(sarif.version).toBe('2.1.0');
    expect(sarif.runs.map((r) => r.results.map((x) => x.ruleId))).toEqual([[], ['sharing']]);
  });

  it('is JUnit with failures and skips, and text that is safe in XML', () => {
    const junit = toJunit(report);
    expect(junit).toContain('tests="3" failures="1" skipped="1"');
    expect(junit).toContain('states no &#60;sharing&#62; [sharing]');
  });
});
