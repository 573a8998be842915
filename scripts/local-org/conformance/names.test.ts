import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../metadata/index.ts';

const ORG = join(import.meta.dirname, '..');
const ROOT = join(ORG, '../..');
const SKIPPED = new Set(['node_modules', '.local-org']);

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !SKIPPED.has(entry.name));
  return entries.flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]
  );
}

/** Names that Salesforce gives. */
const SIGNATURES = new Set(['platform.json', 'sobjects.json']);

/** Names of one word (`Clock`) are words of the language too; those of two or more can only mean the package's. */
const SEVERAL_WORDS = /^[A-Za-z][a-z]+[A-Z][a-z]/;

function namesOfThePackage(): string[] {
  const project = readProject(ROOT);
  const objects = project.components
    .filter((c) => c.type === 'CustomObject')
    .map((c) => c.fullName)
    .filter((name) => name.includes('__'));
  const code = [...project.apex.map((a) => a.name), ...project.bundles.map((b) => b.name)].filter(
    (name) => SEVERAL_WORDS.test(name) && !name.includes('Test')
  );
  const namespace = project.namespace ?? '';
  return [
    ...new Set([namespace, `${namespace.charAt(0).toUpperCase()}${namespace.slice(1)}`, ...objects, ...code])
  ].filter((name) => name !== '');
}

describe('the local org', () => {
  it('names nothing of the package that lives beside it', () => {
    const names = namesOfThePackage();
    expect(names.length).toBeGreaterThan(20);
    const one = new RegExp(`(?<![A-Za-z0-9])(${names.join('|')})(?![A-Za-z0-9])`);
    const found = filesBelow(ORG)
      .filter(
        (file) =>
          /\.(ts|md|js|mjs|json|html|css|cls|trigger|apex|soql|formula|xml)$/.test(file) &&
          !SIGNATURES.has(basename(file))
      )
      .flatMap((file) => {
        const name = one.exec(readFileSync(file, 'utf8'))?.[1];
        return name === undefined ? [] : [`${relative(ORG, file)}: ${name}`];
      });
    expect(found).toEqual([]);
  });
});
