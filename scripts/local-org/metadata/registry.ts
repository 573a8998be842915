import { readFileSync } from 'node:fs';
import { DiagnosticError, type Diagnostic } from '../contracts/diagnostics.ts';
import type { MetadataComponent, MetadataRegistry } from '../contracts/transaction.ts';
import type { MetadataReader } from './component.ts';
import { withoutTokens } from './cumulusci.ts';
import type { ComponentFile, ProjectSource } from './project.ts';
import { ElementReader } from './reader.ts';
import { objectReaders } from './readers/objects.ts';
import { mailReaders } from './readers/mail.ts';
import { orgReaders } from './readers/org.ts';
import { permissionReaders } from './readers/permissions.ts';
import { ruleReaders } from './readers/rules.ts';
import { translationReaders } from './readers/translations.ts';
import { typeWithoutEffect } from './without-effect.ts';
import { parseXml, type XmlElement } from './xml.ts';

export interface ReadMetadata {
  readonly registry: MetadataRegistry;
  /** Errors, unread elements and types without a reader; the caller decides which of them stop it. */
  readonly problems: readonly Diagnostic[];
}

/** Readers of the types that every org understands. */
export const coreReaders: readonly MetadataReader[] = [
  ...objectReaders,
  ...permissionReaders,
  ...mailReaders,
  ...orgReaders,
  ...ruleReaders,
  ...translationReaders
];

/** Read from their own sources, not from a meta file. */
const ELSEWHERE = new Set(['ApexClass', 'ApexTrigger']);

/**
 * Reads every component of a project. `more` are the readers of other rooms, one per type; two for one type is a
 * mistake and throws.
 */
export function readMetadata(project: ProjectSource, more: readonly MetadataReader[] = []): ReadMetadata {
  const readers = readersByType([...coreReaders, ...more]);
  const registry = new Registry();
  const problems: Diagnostic[] = [...project.problems];
  for (const component of project.components) {
    if (ELSEWHERE.has(component.type)) continue;
    const reader = readers.get(component.type);
    if (typeWithoutEffect(component.type) !== undefined) continue;
    if (reader) problems.push(...readComponent(component, reader, registry));
    else problems.push(unreadType(component));
  }
  for (const bundle of project.bundles)
    registry.add({ type: bundle.type, fullName: bundle.name, file: bundle.file, model: bundle }, true);
  return { registry, problems: [...problems, ...registry.problems] };
}

function readersByType(readers: readonly MetadataReader[]): Map<string, MetadataReader> {
  const byType = new Map<string, MetadataReader>();
  for (const reader of readers) {
    if (byType.has(reader.type)) throw new Error(`two readers for metadata type ${reader.type}`);
    byType.set(reader.type, reader);
  }
  return byType;
}

function unreadType({ type, file }: ComponentFile): Diagnostic {
  const message = `metadata type ${type} is not supported by the local org`;
  return { file, line: 1, column: 1, code: 'unread-type', message, level: 'unsupported' };
}

function readComponent(component: ComponentFile, reader: MetadataReader, registry: Registry): Diagnostic[] {
  const { type, fullName, file } = component;
  let root: XmlElement;
  try {
    root = parseXml(file, withoutTokens(readFileSync(component.path, 'utf8')));
  } catch (error) {
    if (error instanceof DiagnosticError) return [...error.diagnostics];
    throw error;
  }
  const from = new ElementReader(root, file);
  if (!expectedRoot(reader).includes(root.name) && !(reader.root && reader.root.length === 0)) {
    from.fail(`expected <${expectedRoot(reader).join('> or <')}>, found <${root.name}>`);
    return from.finish().slice(0, 1);
  }
  const model = reader.read(from, {
    component,
    add: (t, name, m) => registry.add({ type: t, fullName: name, file, model: m })
  });
  registry.add({ type, fullName, file, model }, true);
  return from.finish();
}

/** An empty list means that any root is right (settings name theirs after themselves). */
function expectedRoot(reader: MetadataReader): readonly string[] {
  if (reader.root === undefined) return [reader.type];
  return typeof reader.root === 'string' ? [reader.root] : reader.root;
}

/** The deployed components by type and case-insensitive name. */
export class Registry implements MetadataRegistry {
  readonly problems: Diagnostic[] = [];
  private readonly types = new Map<string, Map<string, { component: MetadataComponent; own: boolean }>>();

  /**
   * A second component of the same name is reported and does not replace the first. `own`: it has a file of its own,
   * so that two such were already reported when the project was read.
   */
  add(component: MetadataComponent, own = false): void {
    const { type, fullName, file } = component;
    const ofType = this.types.get(type) ?? new Map<string, { component: MetadataComponent; own: boolean }>();
    this.types.set(type, ofType);
    const key = fullName.toLowerCase();
    const other = ofType.get(key);
    if (!other) ofType.set(key, { component, own });
    else if (!(own && other.own)) {
      const message = `${type} ${fullName} is already declared in ${other.component.file}`;
      this.problems.push({ file, line: 1, column: 1, code: 'duplicate', message, level: 'error' });
    }
  }

  all(type: string): readonly MetadataComponent[] {
    return [...(this.types.get(type)?.values() ?? [])].map((entry) => entry.component);
  }

  get(type: string, fullName: string): MetadataComponent | undefined {
    return this.types.get(type)?.get(fullName.toLowerCase())?.component;
  }
}
