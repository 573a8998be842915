import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore from 'ignore';
import * as prettier from 'prettier';
import * as apexPlugin from 'prettier-plugin-apex';
import type { Options } from 'prettier';
import { UNREADABLE } from '../contracts.ts';
import type { Finding, Gate, GateResult, RuleOff } from '../contracts.ts';
import type { Workspace } from '../workspace.ts';

const FORMATTED = /\.(cls|trigger|apex|ts|mts|js|mjs|json|html|css|yml|yaml)$/;
const CACHE = join('dist', 'validate-format.json');
const CONFIG = '.prettierrc.json';

/** Folders that are not formatted yet. */
const WAITING: readonly (RuleOff & { readonly folder: string })[] = [
  {
    folder: 'scripts/validate/fixtures/clean/',
    rule: 'format of the clean fixture',
    reason: 'a project of its own, with its own settings; its test checks it'
  }
];

/** Prettier with Salesforce's own parser (jorje) for Apex: the layout, and whether Apex parses at all. */
export const format: Gate = {
  name: 'format',
  purpose: 'formatting, and Apex syntax by the Salesforce parser',
  needs: [],
  heavy: true,
  concerns: (file) => FORMATTED.test(file),
  run: checkFormat
};

async function checkFormat(workspace: Workspace): Promise<GateResult> {
  const settings = settingsKey(workspace);
  const ignored = ignoredFiles(workspace);
  const cache = readCache(workspace);
  const seen: Record<string, string> = {};
  const findings: Finding[] = [];
  const isOurs = (file: string): boolean => !WAITING.some(({ folder }) => file.startsWith(folder));
  for (const file of workspace.targets((f) => FORMATTED.test(f) && !ignored(f) && isOurs(f))) {
    const key = hash(settings, workspace.text(file));
    const found = cache[file] === key ? undefined : await check(workspace, file, await optionsOf(workspace, file));
    if (found) findings.push(found);
    else seen[file] = key;
  }
  keepCache(workspace, seen);
  return { findings, off: WAITING.map(({ rule, reason }) => ({ rule, reason })) };
}

/** The root's own settings (with its .editorconfig); the plugin is ours, wherever the checked project stands. */
async function optionsOf({ root }: Workspace, file: string): Promise<Options> {
  const filepath = join(root, file);
  const config = await prettier.resolveConfig(filepath, { config: join(root, CONFIG), editorconfig: true });
  return { ...config, filepath, plugins: [apexPlugin] } as Options;
}

/** What all verdicts depend on besides the file. */
function settingsKey({ root }: Workspace): string {
  const texts = [CONFIG, '.editorconfig']
    .map((f) => join(root, f))
    .filter(existsSync)
    .map((f) => readFileSync(f, 'utf8'));
  return hash(prettier.version, ...texts);
}

function ignoredFiles({ root }: Workspace): (file: string) => boolean {
  const path = join(root, '.prettierignore');
  if (!existsSync(path)) return () => false;
  const rules = ignore().add(readFileSync(path, 'utf8'));
  return (file) => rules.ignores(file);
}

async function check(workspace: Workspace, file: string, options: Options): Promise<Finding | undefined> {
  try {
    const text = workspace.text(file);
    if (await prettier.check(text, options)) return undefined;
    const line = firstDifference(text, await prettier.format(text, options));
    return { file, line, rule: 'format', message: 'is not formatted; `npm run format` does it' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return syntaxFinding(file, error);
  }
}

function firstDifference(text: string, formatted: string): number {
  const [a, b] = [text.split('\n'), formatted.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return at < 0 ? a.length : at + 1;
}

/** Parsers give the place in their message or in `loc`. */
function syntaxFinding(file: string, error: Error & { loc?: { start?: { line?: number } } }): Finding {
  const [first = ''] = error.message.split('\n');
  const inText = /\((\d+):\d+\)/.exec(error.message)?.[1] ?? /line:?\s*(\d+)/i.exec(error.message)?.[1];
  return { file, line: error.loc?.start?.line ?? Number(inText ?? 1), rule: UNREADABLE, message: first };
}

function hash(...parts: string[]): string {
  return createHash('sha1').update(parts.join('\0')).digest('base64');
}

function readCache({ root }: Workspace): Readonly<Record<string, string>> {
  const path = join(root, CACHE);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
}

/** Remembers files that are formatted, by content and settings, so that the next run only looks at changed ones. */
function keepCache({ root, home, changed }: Workspace, seen: Readonly<Record<string, string>>): void {
  if (root !== home || changed) return;
  mkdirSync(dirname(join(root, CACHE)), { recursive: true });
  writeFileSync(join(root, CACHE), JSON.stringify(seen));
}
