import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the project's `config/local-org.json` says of an org that no metadata says; nothing where it has no such file. */
export function readConfig<T extends object>(dir: string): Partial<T> {
  const path = join(dir, 'config/local-org.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<T>) : {};
}
