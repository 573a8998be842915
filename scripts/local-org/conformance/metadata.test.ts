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
  readProject,
  SETTINGS_WITHOUT_EFFECT,
  TYPES_WITHOUT_EFFECT
} from '../metadata/index.ts';
import { fullDocument, metadataTypes } from './metadata-types.ts';

const types = metadataTypes();
const readers: readonly MetadataReader[] = [...coreReaders, flowReader, ...lightningReaders];

/** In projects, and not in the declarations. */
const NOT_DECLARED: ReadonlySet<string> = new Set([
  'ReportFolder',
  'DashboardFolder',
  'DigitalExperienceConfig',
  'GenAiPlannerBundle',
  'GenAiPromptTemplate',
  'AiEvaluationDefinition'
]);

/** Elements that nobody took and that no finding names, neither itself nor what holds it. */
function ignored(reader: MetadataReader, text: string): string[] {
  const root = parseXml('X.xml', text);
  const from = new ElementReader(root, 'X.xml');
  const component: ComponentFile = { type: reader.type, fullName: 'Thing__c.Thing__c', file: 'X.xml', path: 'X.xml' };
  reader.read(from, { component, add: () => undefined });
  const named = new Set(from.finish().map((problem) => problem.line));
  const found: string[] = [];
  const walk = (element: XmlElement): void => {
    if (from.wasTaken(element)) element.children.forEach(walk);
    else if (!named.has(element.line)) found.push(`${element.name} on line ${element.line}`);
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

/** What a reader makes of a file: its model, the parts it adds, what it says of lines. */
function outcome(
  reader: MetadataReader,
  text: string
): { from: ElementReader; root: XmlElement; made: string; named: Set<number> } {
  const root = parseXml('X.xml', text);
  const from = new ElementReader(root, 'X.xml');
  const component: ComponentFile = { type: reader.type, fullName: 'Thing__c.Thing__c', file: 'X.xml', path: 'X.xml' };
  const parts: unknown[] = [];
  const model = reader.read(from, { component, add: (...part) => void parts.push(part) });
  const problems = from.finish();
  const said = problems.map(({ line, message }) => [line, message]);
  return { from, root, made: JSON.stringify([model, parts, said], plain), named: new Set(problems.map((p) => p.line)) };
}

function plain(_key: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value] : value;
}

/** Elements that change nothing beside another that the full document holds too: one page a tab, one action an override. */
const SECOND_CHOICE: ReadonlySet<string> = new Set([
  'Flow/startElementReference',
  'Flow/recordCreates/filterLogic',
  'Flow/recordCreates/upsertStandardIdField',
  'Flow/transforms/transformValues/transformValueActions/outputFieldApiName',
  'CustomTab/flexiPage',
  'CustomTab/lwcComponent',
  'CustomTab/urlEncodingKey',
  'CustomApplication/actionOverrides/content',
  'CustomApplication/actionOverrides/pageOrSobjectType'
]);

/** Texts of which one at least is another choice wherever there is a choice. */
const OTHER_TEXTS = ['false', 'other', 'Active', 'Alert', 'User'];

/** Texts that were taken and yet change nothing of what is read, whether they are gone or say something else. */
function withoutEffect(reader: MetadataReader, text: string): string[] {
  const lines = text.split('\n');
  const base = outcome(reader, text);
  const leaves: { line: number; path: string }[] = [];
  const walk = (element: XmlElement, path: string): void => {
    for (const child of element.children) {
      const at = `${path}/${child.name}`;
      if (base.named.has(child.line) || !base.from.wasTaken(child) || base.from.wasSetAside(child)) continue;
      if (lines[child.line - 1]?.includes('</') === true) leaves.push({ line: child.line, path: at });
      walk(child, at);
    }
  };
  walk(base.root, reader.type);
  const changed = (line: number, to: string): boolean =>
    outcome(reader, lines.with(line - 1, to).join('\n')).made !== base.made;
  return leaves
    .filter(({ line }) => {
      const say = (value: string): string => (lines[line - 1] as string).replace(/>[^<]*</, `>${value}<`);
      return !['<!-- -->', ...OTHER_TEXTS.map(say)].some((to) => changed(line, to));
    })
    .map(({ path }) => path)
    .filter((path) => !SECOND_CHOICE.has(path));
}

describe('every text in a metadata type that is read', () => {
  for (const reader of readers) {
    if (!types.has(reader.type)) continue;
    it(`of ${reader.type} has an effect, or is set aside with a reason`, () => {
      expect(withoutEffect(reader, fullDocument(reader.type, types))).toEqual([]);
    });
  }

  it('is missed when a reader only takes it', () => {
    const lazy: MetadataReader = { type: 'Role', read: (from) => (from.text('name'), from.text('description'), null) };
    expect(withoutEffect(lazy, '<Role>\n<name>a</name>\n<description>b</description>\n</Role>')).toEqual([
      'Role/name',
      'Role/description'
    ]);
  });
});

describe('a metadata type without effect', () => {
  const dir = mkdtempSync(join(tmpdir(), 'without-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('has a reason, a place in the list of the platform, and no reader', () => {
    const read = new Set(readers.map(({ type }) => type));
    const names = TYPES_WITHOUT_EFFECT.flatMap((group) => group.names);
    expect(names.filter((name) => read.has(name))).toEqual([]);
    expect(names.filter((name) => !types.has(name) && !NOT_DECLARED.has(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    const settings = SETTINGS_WITHOUT_EFFECT.flatMap((group) => group.names);
    expect(settings.filter((name) => !types.has(`${name}Settings`) && !NOT_DECLARED.has(name))).toEqual([]);
    expect(new Set(settings).size).toBe(settings.length);
  });

  it('is deployed in silence, where one of another type beside it is refused', () => {
    mkdirSync(join(dir, 'app/experiences/Site1'), { recursive: true });
    mkdirSync(join(dir, 'app/settings'), { recursive: true });
    const write = (path: string, type: string) =>
      writeFileSync(join(dir, path), `<${type} xmlns="http://soap.sforce.com/2006/04/metadata"/>`);
    writeFileSync(join(dir, 'sfdx-project.json'), '{ "packageDirectories": [{ "path": "app" }] }');
    writeFileSync(join(dir, 'app/experiences/Site1/page.json'), '{}');
    write('app/experiences/Site1.site-meta.xml', 'ExperienceBundle');
    write('app/Path.pathAssistant-meta.xml', 'PathAssistant');
    write('app/settings/Macro.settings-meta.xml', 'MacroSettings');
    write('app/settings/Case.settings-meta.xml', 'CaseSettings');
    const { problems } = readMetadata(readProject(dir));
    expect(problems.map(({ message }) => message)).toEqual(['settings "Case" are not supported by the local org']);
  });
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
