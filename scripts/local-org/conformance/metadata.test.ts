import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { flowReader } from '../flow/index.ts';
import { lightningReaders } from '../lightning/index.ts';
import {
  type ComponentFile,
  ElementReader,
  type MetadataReader,
  coreReaders,
  type XmlElement,
  parseXml,
  readMetadata,
  readProject
} from '../metadata/index.ts';
import { fullDocument, metadataTypes } from './metadata-types.ts';

const types = metadataTypes();
const readers: readonly MetadataReader[] = [...coreReaders, flowReader, ...lightningReaders];

/** Elements that nobody took and that no finding names, neither itself nor what holds it. */
function ignored(reader: MetadataReader, text: string): string[] {
  const root = parseXml('X.xml', text);
  const from = new ElementReader(root, 'X.xml');
  const component: ComponentFile = { type: reader.type, fullName: 'Thing__c.Thing__c', file: 'X.xml', path: 'X.xml' };
  reader.read(from, { component, add: () => undefined });
  const named = new Set(from.finish().map((problem) => problem.line));
  const found: string[] = [];
  const walk = (element: XmlElement): void => {
    if (named.has(element.line) && element !== root) return;
    if (!from.wasTaken(element)) found.push(`${element.name} on line ${element.line}`);
    element.children.forEach(walk);
  };
  walk(root);
  return found;
}

describe('every metadata type that Salesforce declares', () => {
  it('is known by enough of them to be worth the walk', () => {
    expect(types.get('Flow')?.length).toBeGreaterThan(40);
    expect(types.get('CustomField')?.map((e) => e.name)).toContain('summaryFilterItems');
  });

  for (const reader of readers) {
    if (!types.has(reader.type)) continue;
    it(`${reader.type}: each of its elements is taken or named`, () => {
      expect(ignored(reader, fullDocument(reader.type, types))).toEqual([]);
    });
  }
});

describe('a metadata type that the local org does not read', () => {
  const dir = mkdtempSync(join(tmpdir(), 'unread-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('is refused by name and file', () => {
    mkdirSync(join(dir, 'app/workflows'), { recursive: true });
    writeFileSync(join(dir, 'sfdx-project.json'), '{ "packageDirectories": [{ "path": "app" }] }');
    writeFileSync(
      join(dir, 'app/workflows/Widget__c.workflow-meta.xml'),
      '<Workflow xmlns="http://soap.sforce.com/2006/04/metadata"/>'
    );
    const { problems } = readMetadata(readProject(dir));
    expect(problems.map(({ file, level, message }) => ({ file, level, message }))).toEqual([
      {
        file: 'app/workflows/Widget__c.workflow-meta.xml',
        level: 'unsupported',
        message: 'metadata type Workflow is not supported by the local org'
      }
    ]);
  });
});
