import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds this program's `package.json`, whether it runs from source or from `dist/`. */
export function toolRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The local org cannot find its own package.json.');
    folder = parent;
  }
  return folder;
}

export function shellFolder(): string {
  return join(toolRoot(), 'scripts', 'local-org', 'lightning', 'shell');
}

export function basePackage(): string {
  return join(toolRoot(), 'node_modules', 'lightning-base-components');
}

/** Where built pages are kept between starts: beside the packages they are made of, never in a foreign project. */
export function pagesCache(): string {
  const folder = join(toolRoot(), 'node_modules', '.cache', 'local-org');
  mkdirSync(folder, { recursive: true });
  return folder;
}
