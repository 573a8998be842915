import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DECLARATION, UNREADABLE } from './contracts.ts';
import type { Finding, Gate, GateReport, GateResult, Report } from './contracts.ts';
import { suppress } from './suppressions.ts';
import { ensureTools, missing } from './tools.ts';
import type { Workspace } from './workspace.ts';

export interface RunOptions {
  readonly gates: readonly Gate[];
  readonly workspace: Workspace;
  readonly allowMissing: boolean;
  readonly say: (line: string) => void;
  /** How a heavy gate is run in a process of its own; absent: in this one (tests). */
  readonly child?: readonly string[];
}

/** Heavy gates that run at the same time, beside the light ones in this process. */
const SIDE_BY_SIDE = 2;

/** Runs the gates and says what they found. Reports come in the order of `gates`. */
export async function run(options: RunOptions): Promise<Report> {
  const started = performance.now();
  const { workspace, gates } = options;
  const plan = gates.map((gate) => ({ gate, left: whyLeftOut(gate, options) }));
  const active = plan.filter((p) => !p.left).map((p) => p.gate);
  if (active.some((gate) => gate.needs.includes('tools'))) await ensureTools(workspace.home, options.say);
  const done = new Map<Gate, GateReport>();
  for (const { gate, left } of plan) if (left) done.set(gate, left);
  await Promise.all([
    heavyOnes(
      active.filter((g) => g.heavy),
      options,
      done
    ),
    lightOnes(
      active.filter((g) => !g.heavy),
      options,
      done
    )
  ]);
  const reports = withoutEchoes(gates.map((gate) => done.get(gate) as GateReport));
  const {
    gates: kept,
    findings,
    suppressions
  } = suppress(workspace, reports, active.length === gates.length && !workspace.changed);
  const seconds = (performance.now() - started) / 1000;
  return { gates: [...kept, ...aboutSuppressions(findings)], suppressions, seconds };
}

function whyLeftOut(gate: Gate, { workspace, allowMissing }: RunOptions): GateReport | undefined {
  const { changed } = workspace;
  if (changed && ![...changed].some((file) => gate.concerns(file))) {
    return { ...report(gate, 0, { findings: [] }), verdict: 'unchanged', reason: 'no changed file concerns it' };
  }
  const lacks = missing(gate.needs);
  if (lacks.length === 0) return undefined;
  const reason = `needs ${lacks.join(' and ')}`;
  if (allowMissing) return { ...report(gate, 0, { findings: [] }), verdict: 'skip', reason };
  const message = `${reason}, which is not on this machine; --allow-missing skips the gate`;
  return report(gate, 0, { findings: [{ file: '.', line: 1, rule: 'missing', message }] });
}

function report({ name, purpose }: Gate, seconds: number, { findings, notes = [], off = [] }: GateResult): GateReport {
  return { gate: name, purpose, verdict: findings.length > 0 ? 'fail' : 'pass', seconds, findings, notes, off };
}

async function lightOnes(gates: readonly Gate[], options: RunOptions, done: Map<Gate, GateReport>): Promise<void> {
  for (const gate of gates) {
    done.set(gate, await timed(gate, () => runHere(gate, options.workspace)));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function heavyOnes(gates: readonly Gate[], options: RunOptions, done: Map<Gate, GateReport>): Promise<void> {
  const queue = [...gates];
  const work = async (): Promise<void> => {
    for (let gate = queue.shift(); gate; gate = queue.shift()) {
      const next = gate;
      done.set(
        next,
        await timed(next, () => (options.child ? runChild(next, options.child) : runHere(next, options.workspace)))
      );
    }
  };
  await Promise.all(Array.from({ length: options.child ? SIDE_BY_SIDE : 1 }, work));
}

async function timed(gate: Gate, work: () => Promise<GateResult>): Promise<GateReport> {
  const started = performance.now();
  const result = await work();
  return report(gate, (performance.now() - started) / 1000, result);
}

/** A gate that breaks down is a finding of its own, never a pass. */
async function runHere(gate: Gate, workspace: Workspace): Promise<GateResult> {
  try {
    return await gate.run(workspace);
  } catch (error) {
    return broken(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function broken(message: string): GateResult {
  return { findings: [{ file: '.', line: 1, rule: 'gate-broken', message }] };
}

/** The child writes its result as JSON into a file of ours. */
function runChild(gate: Gate, command: readonly string[]): Promise<GateResult> {
  const folder = mkdtempSync(join(tmpdir(), 'validate-'));
  const out = join(folder, 'result.json');
  const args = [...command, '--gate', gate.name, '--out', out];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    child.on('close', (code) => {
      const result =
        code === 0
          ? (JSON.parse(readFileSync(out, 'utf8')) as GateResult)
          : broken(`ended with ${code}: ${output.slice(-2000)}`);
      rmSync(folder, { recursive: true });
      resolve(result);
    });
  });
}

/** Rules of other tools that say what a rule of ours said already, at the same place. */
const SAME: Readonly<Record<string, string>> = {
  ApexCRUDViolation: 'access-mode',
  ApexSharingViolations: 'sharing',
  AvoidSecurityEnforcedOldApiVersion: 'security-enforced'
};
const NEAR = 2;

/**
 * One fault, one finding: a file that an earlier gate could not read is not reported again by the gates behind it, nor
 * is what an earlier gate said in other words.
 */
function withoutEchoes(reports: readonly GateReport[]): GateReport[] {
  const said: Finding[] = [];
  return reports.map((r) => {
    const findings = r.findings.filter((f) => !said.some((s) => isEcho(f, s)));
    said.push(...findings);
    return { ...r, findings, verdict: r.verdict === 'fail' && findings.length === 0 ? 'pass' : r.verdict };
  });
}

function isEcho(finding: Finding, said: Finding): boolean {
  if (finding.rule === DECLARATION) return finding.file === said.file || finding.message.includes(said.file);
  if (finding.file !== said.file) return false;
  if (said.rule === UNREADABLE) return finding.rule === UNREADABLE;
  return SAME[finding.rule] === said.rule && Math.abs(finding.line - said.line) <= NEAR;
}

function aboutSuppressions(findings: readonly Finding[]): GateReport[] {
  if (findings.length === 0) return [];
  const purpose = 'every suppression says why and still suppresses something';
  return [{ gate: 'suppressions', purpose, verdict: 'fail', seconds: 0, findings, notes: [], off: [] }];
}
