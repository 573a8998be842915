import { spawn } from 'node:child_process';
import { dirname, join, relative, sep } from 'node:path';
import { DECLARATION, UNREADABLE } from '../contracts.ts';
import type { Finding, Gate } from '../contracts.ts';
import { findJava, toolsRequire } from '../tools.ts';
import type { Workspace } from '../workspace.ts';

/** Code of apex-ls when it found something; anything else but 0 is a breakdown. */
const FOUND = 4;

interface Issues {
  readonly files: readonly {
    readonly path: string;
    readonly messages: readonly {
      readonly start: { readonly line: number };
      readonly category: string;
      readonly message: string;
    }[];
  }[];
}

/** apex-ls with Salesforce's type tables: an Apex type checker that is not ours. */
export const apexSemantics: Gate = {
  name: 'apex-semantics',
  purpose: 'Apex types, names and calls (apex-ls)',
  needs: ['tools', 'Java 17'],
  heavy: true,
  concerns: (file) => file.startsWith('force-app/') && /\.(cls|trigger|xml)$/.test(file),
  run: async (workspace) => ({ findings: readIssues(workspace.root, await check(workspace)) })
};

/** The jars that the PMD engine of Code Analyzer carries. */
export function apexLsClassPath(home: string): string {
  const engine = toolsRequire(home).resolve('@salesforce/code-analyzer-pmd-engine');
  return join(dirname(engine), 'java-lib', '*');
}

function check({ root, home }: Workspace): Promise<string> {
  const args = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', apexLsClassPath(home)];
  args.push('io.github.apexdevtools.apexls.CheckForIssues', '-n', '-d', 'warnings', '-f', 'json', '-w', root);
  return new Promise((resolve, reject) => {
    const child = spawn(findJava() ?? 'java', args);
    let output = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 || code === FOUND
        ? resolve(output)
        : reject(new Error(`apex-ls ended with ${code}: ${errors || output}`))
    );
  });
}

/** What apex-ls printed, with files relative to the project. */
export function readIssues(root: string, output: string): Finding[] {
  const { files } = JSON.parse(output) as Issues;
  return files.flatMap(({ path, messages }) =>
    messages.map(({ start, category, message }): Finding => {
      const file = relative(root, path).split(sep).join('/');
      const rule = category === 'Syntax' ? UNREADABLE : file.endsWith('.xml') ? DECLARATION : category.toLowerCase();
      return { file, line: start.line, rule, message };
    })
  );
}
