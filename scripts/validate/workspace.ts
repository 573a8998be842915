import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { flowReader } from '../local-org/flow/index.ts';
import { lightningReaders } from '../local-org/lightning/metadata/index.ts';
import { parseXml, readMetadata, readProject } from '../local-org/metadata/index.ts';
import type { BundleSource, ProjectSource, ReadMetadata, XmlElement } from '../local-org/metadata/index.ts';
import { buildSchema } from '../local-org/schema/index.ts';
import type { BuiltSchema } from '../local-org/schema/index.ts';

export interface WorkspaceOptions {
  /** The project that is checked. */
  readonly root: string;
  /** The repository that the tools are taken from; the same folder unless a fixture or a foreign project is checked. */
  readonly home: string;
  /** Files that changed; absent: all count. */
  readonly changed?: ReadonlySet<string>;
}

const SKIPPED = new Set(['node_modules', '.git', 'dist', 'out', 'coverage', '.local-org', '.sfdx', '.sf']);

/** The project under check. Everything is read once and on demand. */
export class Workspace {
  readonly root: string;
  readonly home: string;
  readonly changed: ReadonlySet<string> | undefined;
  private readonly texts = new Map<string, string>();
  private readonly trees = new Map<string, XmlElement | Error>();
  private readonly made = new Map<string, unknown>();

  constructor({ root, home, changed }: WorkspaceOptions) {
    this.root = root;
    this.home = home;
    this.changed = changed;
  }

  /** Every file of the repository that is not ignored, sorted. */
  get files(): readonly string[] {
    return this.once('files', () =>
      (existsSync(join(this.root, '.git')) ? this.gitFiles() : this.walk(this.root)).sort()
    );
  }

  /** The files a per-file gate looks at: those that match, and only changed ones with `--since`. */
  targets(matches: (file: string) => boolean): string[] {
    return this.files.filter((file) => matches(file) && (!this.changed || this.changed.has(file)));
  }

  text(file: string): string {
    const known = this.texts.get(file);
    if (known !== undefined) return known;
    const text = readFileSync(join(this.root, file), 'utf8');
    this.texts.set(file, text);
    return text;
  }

  /** The tree of an XML file, or undefined when it is not well-formed; the metadata gate reports that. */
  xml(file: string): XmlElement | undefined {
    const tree = this.xmlOrError(file);
    return tree instanceof Error ? undefined : tree;
  }

  xmlOrError(file: string): XmlElement | Error {
    let tree = this.trees.get(file);
    if (tree === undefined) {
      tree = parse(file, this.text(file));
      this.trees.set(file, tree);
    }
    return tree;
  }

  /** Sources of a component, also those that a deploy ignores (TypeScript), without its tests. */
  bundleFiles(bundle: BundleSource): readonly string[] {
    return this.files.filter((f) => f.startsWith(`${bundle.file}/`) && !/\/__(tests|mocks)__\//.test(f));
  }

  get project(): ProjectSource {
    return this.once('project', () => readProject(this.root));
  }

  get metadata(): ReadMetadata {
    return this.once('metadata', () => readMetadata(this.project, [flowReader, ...lightningReaders]));
  }

  get built(): BuiltSchema {
    return this.once('schema', () =>
      buildSchema({ namespace: this.project.namespace, registry: this.metadata.registry })
    );
  }

  /** Something that several gates need, made once. */
  once<T>(key: string, make: () => T): T {
    if (!this.made.has(key)) this.made.set(key, make());
    return this.made.get(key) as T;
  }

  private gitFiles(): string[] {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const listed = execFileSync('git', args, { cwd: this.root, encoding: 'utf8', maxBuffer: 1 << 26 });
    return [...new Set(listed.split('\0'))].filter((file) => file && isFile(join(this.root, file)));
  }

  private walk(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : this.walk(path);
      return [relative(this.root, path).split(sep).join('/')];
    });
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function parse(file: string, text: string): XmlElement | Error {
  try {
    return parseXml(file, text);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
