import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBaseModule, specifierOfTag } from './modules.ts';

/** The base components that a set of source folders names, in templates and in imports. */
export function usedBaseModules(folders: readonly string[], replaced: ReadonlySet<string>): string[] {
  const used = new Set<string>();
  for (const file of folders.flatMap(sourceFiles)) {
    for (const specifier of namesIn(file)) {
      if (!replaced.has(specifier) && isBaseModule(specifier)) used.add(specifier);
    }
  }
  return [...used].sort();
}

function namesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.html')) return [...text.matchAll(/<(lightning-[a-z-]+)/g)].map((m) => specifierOfTag(m[1] ?? ''));
  return [...text.matchAll(/['"](lightning\/\w+)['"]/g)].map((m) => m[1] ?? '');
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(html|js|ts)$/.test(entry.name) && !entry.parentPath.includes('__'))
    .map((entry) => join(entry.parentPath, entry.name));
}
