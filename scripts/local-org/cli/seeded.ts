import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LocalOrgConfig } from '../lightning/index.ts';
import { toolRoot } from '../lightning/build/paths.ts';
import type { OpenOptions } from './deps.ts';

/** A place beside the build cache where a seeded org is kept for the next start. */
export interface Shelf {
  /** Name of the file, to be said to people. */
  readonly name: string;
  /** The bytes kept for the present sources; undefined when there are none, or `stale` says what became of them. */
  take(stale: (why: string) => void): Uint8Array | undefined;
  put(bytes: Uint8Array): void;
  throwAway(): void;
}

/** Content of these folders decides nothing about an org's rows. */
const WITHOUT_ROWS = new Set(['node_modules', '__tests__', '__mocks__', 'lwc', 'aura']);
const KEY_LENGTH = 64;

/**
 * The shelf of a project for these options. What is on it is taken only when everything is the same that a seeded org
 * comes from: the project's sources, its configuration and seed files, the options, and the local org's own code.
 */
export function seededShelf(projectDir: string, config: LocalOrgConfig, options: OpenOptions): Shelf {
  const folder = join(resolve(projectDir), '.local-org');
  const asked = JSON.stringify([options.strict, options.coverage, Object.entries(options.seedOptions ?? {}).sort()]);
  const name = `seeded-${hashOf([asked]).slice(0, 12)}.bin`;
  const file = join(folder, name);
  const key = hashOf([asked, process.versions.v8, ...codeParts(), ...projectParts(resolve(projectDir), config)]);
  return {
    name: `.local-org/${name}`,
    take: (stale) => take(file, key, stale),
    put: (bytes) => {
      mkdirSync(folder, { recursive: true });
      const temporary = `${file}.${process.pid}.${process.hrtime.bigint()}`;
      writeFileSync(temporary, Buffer.concat([Buffer.from(key + checksum(bytes), 'latin1'), bytes]));
      renameSync(temporary, file);
    },
    throwAway: () => rmSync(file, { force: true })
  };
}

function take(file: string, key: string, stale: (why: string) => void): Uint8Array | undefined {
  if (!existsSync(file)) return undefined;
  const content = readFileSync(file);
  const bytes = content.subarray(2 * KEY_LENGTH);
  if (content.toString('latin1', 0, KEY_LENGTH) !== key)
    stale('it is of other sources, options or another version of the local org');
  else if (content.toString('latin1', KEY_LENGTH, 2 * KEY_LENGTH) !== checksum(bytes)) stale('the file is damaged');
  else return bytes;
  rmSync(file, { force: true });
  return undefined;
}

function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function hashOf(parts: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function* projectParts(dir: string, config: LocalOrgConfig): Generator<string> {
  const project = readFileSync(join(dir, 'sfdx-project.json'), 'utf8');
  const { packageDirectories = [] } = JSON.parse(project) as {
    packageDirectories?: readonly { readonly path: string }[];
  };
  yield project;
  yield JSON.stringify(config);
  for (const folder of [...packageDirectories.map(({ path }) => path), ...(config.alsoDeploy ?? [])])
    yield* contents(join(dir, folder));
  for (const file of ['.forceignore', ...(config.seed ?? [])]) yield* contentOf(join(dir, file));
}

function* contents(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) yield* contentOf(path);
    else if (!WITHOUT_ROWS.has(entry.name)) yield* contents(path);
  }
}

function* contentOf(path: string): Generator<string> {
  yield path;
  if (existsSync(path)) yield readFileSync(path, 'latin1');
}

/** The local org's own code: its built files, or the sources that run. */
function* codeParts(): Generator<string> {
  if (import.meta.url.includes('/dist/')) yield* contents(join(toolRoot(), 'dist'));
  else yield* stamps(join(toolRoot(), 'scripts', 'local-org'));
}

function* stamps(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !/^(tests|node_modules|\.local-org|shell)$/.test(entry.name)) yield* stamps(path);
    else if (/\.(ts|json)$/.test(entry.name)) yield `${path} ${statSync(path).size} ${statSync(path).mtimeMs}`;
  }
}
