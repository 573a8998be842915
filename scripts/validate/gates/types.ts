import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Finding, Gate } from '../contracts.ts';
import type { Workspace } from '../workspace.ts';

const CONFIGS = ['tsconfig.json', 'tsconfig.lwc.json'];
const LINE = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/;

/** The TypeScript compiler over the scripts and over the components. */
export const types: Gate = {
  name: 'types',
  purpose: 'TypeScript types of scripts and components',
  needs: [],
  heavy: true,
  concerns: (file) => /\.(ts|mts)$|tsconfig.*\.json$|sfdx-project\.json$/.test(file),
  run: async (workspace) => {
    const configs = CONFIGS.filter((config) => existsSync(join(workspace.root, config)));
    const runs = await Promise.all(configs.map((config) => checkTypes(workspace, config)));
    return { findings: runs.flat() };
  }
};

/** What the compiler says about one configuration. */
export function checkTypes({ root, home }: Pick<Workspace, 'root' | 'home'>, config: string): Promise<Finding[]> {
  const tsc = createRequire(join(home, 'package.json')).resolve('typescript/bin/tsc');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsc, '-p', config, '--pretty', 'false'], { cwd: root });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve(read(output, code, config)));
  });
}

function read(output: string, code: number | null, config: string): Finding[] {
  const findings = output.split('\n').flatMap((text) => {
    const [, file, line, rule, message] = LINE.exec(text) ?? [];
    return file && rule && message ? [{ file, line: Number(line), rule, message }] : [];
  });
  const unread = code !== 0 && findings.length === 0;
  return unread
    ? [{ file: config, line: 1, rule: 'tsc', message: `ended with ${code}: ${output.slice(0, 500)}` }]
    : findings;
}
