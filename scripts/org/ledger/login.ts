import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findRunning } from '../../local-org/cli/running.ts';
import type { Login } from './rest.ts';

/** Runs the Salesforce CLI with these arguments and returns its standard output. */
export type SfRunner = (args: readonly string[]) => Promise<string>;

/** The local org that runs for the project, or the real org that `sf` knows under the alias. */
export async function login(project: string, alias: string | undefined, sf: SfRunner = runSf): Promise<Login> {
  if (alias !== undefined) return realOrg(alias, sf);
  const running = await findRunning(project);
  if (running) return running;
  throw new Error(
    'No local org runs for this project: "npm start" starts one; --target-org ALIAS reads a real one by the sf CLI.'
  );
}

async function realOrg(alias: string, sf: SfRunner): Promise<Login> {
  const shown = JSON.parse(await sf(['org', 'display', '--target-org', alias, '--json'])) as {
    result?: { instanceUrl?: string; accessToken?: string };
  };
  const { instanceUrl, accessToken } = shown.result ?? {};
  if (!instanceUrl || !accessToken) throw new Error(`sf knows no session of the org "${alias}": log in again.`);
  return { url: instanceUrl, token: accessToken };
}

async function runSf(args: readonly string[]): Promise<string> {
  const cli = createRequire(import.meta.url).resolve('@salesforce/cli/package.json');
  const { stdout } = await promisify(execFile)(process.execPath, [join(dirname(cli), 'bin/run.js'), ...args], {
    maxBuffer: 10_000_000
  });
  return stdout;
}
