import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from '../../contracts/diagnostics.ts';
import type { EmittedUnit } from '../emit/index.ts';

/** What a compile gives, as far as a later start needs it. */
export interface CachedCompile {
  readonly units: readonly EmittedUnit[];
  readonly problems: readonly Diagnostic[];
  /** Each checked unit by its own key, those that were left out too: what a compile of changed sources takes from here. */
  readonly parts?: Readonly<Record<string, CompiledPart>>;
}

/** One unit as it was checked and emitted; without `unit` it has errors. */
export interface CompiledPart {
  readonly unit: EmittedUnit | null;
  readonly problems: readonly Diagnostic[];
}

/** A unit that is in a part is named by the part's key, so that it is written once. */
interface CacheFile {
  readonly key: string;
  readonly units: readonly (EmittedUnit | string)[];
  readonly problems: readonly Diagnostic[];
  readonly parts: Readonly<Record<string, CompiledPart>>;
}

/** The compile that was kept under this key; undefined when there is none, or it is of other sources or another compiler. */
export function readCompiled(file: string, key: string): CachedCompile | undefined {
  const text = readIfThere(file);
  if (text === undefined || !text.startsWith(`{"key":${JSON.stringify(key)},`)) return undefined;
  return withUnits(JSON.parse(text) as CacheFile);
}

function withUnits({ units, problems, parts }: CacheFile): CachedCompile {
  const found = units.map((unit) => (typeof unit === 'string' ? (parts[unit]?.unit as EmittedUnit) : unit));
  return Object.keys(parts).length > 0 ? { units: found, problems, parts } : { units: found, problems };
}

/** The units of the last compile that was kept, whatever its key: each has a key of its own. */
export function readParts(file: string): Readonly<Record<string, CompiledPart>> {
  const text = readIfThere(file);
  return text === undefined ? {} : partsOf(text);
}

/** A file that is damaged, or of an older form, has no parts: it is only a cache. */
function partsOf(text: string): Readonly<Record<string, CompiledPart>> {
  try {
    return (JSON.parse(text) as Partial<CacheFile>).parts ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** Keeps a compile. Written beside and renamed, so that another process never reads half of it. */
export function keepCompiled(file: string, key: string, compiled: CachedCompile): void {
  mkdirSync(dirname(file), { recursive: true });
  const { parts = {}, problems } = compiled;
  const keys = new Map(Object.entries(parts).map(([name, { unit }]) => [unit, name]));
  const content: CacheFile = { key, units: compiled.units.map((unit) => keys.get(unit) ?? unit), problems, parts };
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(content));
  renameSync(temporary, file);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A key for everything that a compile depends on: the parts given, and this compiler. */
export function compileKey(parts: Iterable<string>): string {
  const hash = createHash('sha256');
  hash.update(compilerVersion());
  for (const part of parts) hash.update('\0').update(part);
  return hash.digest('hex');
}

let version: string | undefined;

/** Tells one state of the local org's code from another, as sources or bundled. */
export function compilerVersion(): string {
  version ??= describeFiles(codeFiles(dirname(fileURLToPath(import.meta.url))));
  return version;
}

/** Rooms whose code decides what a compile gives. */
const ROOMS = ['apex', 'contracts', 'library', 'metadata', 'org', 'schema'];

function codeFiles(here: string): string[] {
  const bundled = !/[\\/]apex[\\/]cache$/.test(here);
  if (bundled) return filesIn(here, /\.js$/, false);
  const root = join(here, '..', '..');
  return ROOMS.flatMap((room) => filesIn(join(root, room), /\.(ts|json)$/, true));
}

function filesIn(folder: string, wanted: RegExp, deep: boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return deep ? filesIn(path, wanted, deep) : [];
    return wanted.test(entry.name) ? [path] : [];
  });
}

function describeFiles(files: readonly string[]): string {
  return files
    .map((file) => {
      const { size, mtimeMs } = statSync(file);
      return `${file}:${size}:${mtimeMs}`;
    })
    .join('\n');
}
