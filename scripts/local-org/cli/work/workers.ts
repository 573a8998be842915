import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { joinRuns } from '../../testing/index.ts';
import type { TestRun } from '../../testing/index.ts';
import { CliError } from '../output.ts';

/** Runs each share of test classes in a process of its own, with the given further words, and joins what they found. */
export async function runShares(
  program: string,
  shares: readonly (readonly string[])[],
  words: readonly string[]
): Promise<TestRun> {
  const begun = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'local-org-tests-'));
  try {
    const runs = await Promise.all(
      shares.map((share, at) => runShare(program, share, words, join(folder, `${at}.json`)))
    );
    return joinRuns(runs, performance.now() - begun);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runShare(
  program: string,
  share: readonly string[],
  words: readonly string[],
  report: string
): Promise<TestRun> {
  const child = spawn(process.execPath, [program, 'test', ...words, '--class', ...share, '--report', report], {
    stdio: ['ignore', 'ignore', 'pipe']
  });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  try {
    return (JSON.parse(readFileSync(report, 'utf8')) as { result: TestRun }).result;
  } catch {
    throw new CliError(`A worker for tests ended with code ${String(code)} and without a result: ${told.trim()}`);
  }
}
