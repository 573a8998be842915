import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Need } from './contracts.ts';

/** The folder with the analysers that only this command needs. */
export function toolsFolder(home: string): string {
  return join(home, 'scripts', 'validate', 'tools');
}

/** `require` as code inside the heavy workspace would call it. */
export function toolsRequire(home: string): NodeJS.Require {
  return createRequire(join(toolsFolder(home), 'package.json'));
}

const STAMP = join('node_modules', '.installed');
const BEAT_MS = 5_000;

function lockHash(folder: string): string {
  return createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
}

/** Installs the heavy workspace unless this very lock file is installed. Throws with npm's own words when it cannot. */
export async function ensureTools(home: string, say: (line: string) => void): Promise<void> {
  const folder = toolsFolder(home);
  const stamp = join(folder, STAMP);
  const hash = lockHash(folder);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('Installing the analysers, once (about 240 MB, half a minute) ...');
  const started = Date.now();
  const beat = setInterval(() => say(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`), BEAT_MS);
  try {
    await npmInstall(folder);
  } finally {
    clearInterval(beat);
  }
  writeFileSync(stamp, hash);
  say(`  installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

function npmInstall(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ci in ${folder} ended with ${code}:\n${output}`));
    });
  });
}

const JAVA = 17;

/** The `java` to run: of JAVA_HOME, else on the PATH; undefined when there is none of version 17 or later. */
export function findJava(): string | undefined {
  return (java ??= { path: searchJava() }).path;
}

let java: { readonly path: string | undefined } | undefined;
let python: { readonly path: string | undefined } | undefined;

function searchJava(): string | undefined {
  const home = process.env['JAVA_HOME'];
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java'];
  return candidates.find((candidate) => javaVersion(candidate) >= JAVA);
}

function javaVersion(command: string): number {
  const { stderr, error } = spawnSync(command, ['-version'], { encoding: 'utf8' });
  return error ? 0 : Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
}

export function findPython(): string | undefined {
  return (python ??= { path: searchPython() }).path;
}

function searchPython(): string | undefined {
  return ['python3', 'python'].find((name) => {
    const { stdout, error } = spawnSync(name, ['--version'], { encoding: 'utf8' });
    return !error && /Python 3\./.test(stdout);
  });
}

/** What of these is not on this machine. `tools` is never missing: it is installed. */
export function missing(needs: readonly Need[]): Need[] {
  return needs.filter((need) => {
    if (need === 'Java 17') return findJava() === undefined;
    return need === 'Python 3' && findPython() === undefined;
  });
}
