import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlatformClass } from '../../contracts/library.ts';

const PATH = 'scripts/local-org/library/signatures';

/** The folder of the generated files, from the sources as from the built scripts. */
export function signatureFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, PATH);
    if (existsSync(join(candidate, 'platform.json'))) return candidate;
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error(`${PATH}/platform.json was not found above ${fileURLToPath(import.meta.url)}`);
    folder = parent;
  }
}

let classes: readonly PlatformClass[] | undefined;

/** Every class of the platform as generated; read once. */
export function generatedClasses(): readonly PlatformClass[] {
  classes ??= JSON.parse(readFileSync(join(signatureFolder(), 'platform.json'), 'utf8')) as PlatformClass[];
  return classes;
}

let sobjects: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;

/** Apex type by member of every standard object as generated; read once, since it is large and few projects need it. */
export function generatedSObjects(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  sobjects ??= JSON.parse(readFileSync(join(signatureFolder(), 'sobjects.json'), 'utf8')) as typeof sobjects & object;
  return sobjects;
}
