import { describe, expect, it } from 'vitest';
import { parseXml, readMetadata, readProject, type CustomFieldModel, type CustomObjectModel } from '../index.ts';
import { projectWith, xml } from './files.ts';

const OBJECT = xml(
  'CustomObject',
  '<label>Widget</label>\n<pluralLabel>Widgets</pluralLabel>\n<nameField><label>No</label><type>AutoNumber</type><displayFormat>W-{0000}</displayFormat></nameField>\n<sharingModel>Private</sharingModel>'
);
const FIELD = xml(
  'CustomField',
  '<fullName>Color__c</fullName>\n<label>Color</label>\n<type>Text</type>\n<length>20</length>'
);
const CLASS_META = xml('ApexClass', '<apiVersion>61.0</apiVersion><status>Active</status>');

function messages(dir: string): string[] {
  return readMetadata(readProject(dir)).problems.map((p) => `${p.file}:${p.line} ${p.code}: ${p.message}`);
}

describe('reading a project', () => {
  it('finds objects, fields, classes and bundles at any depth', () => {
    const dir = projectWith({
      'app/a/objects/Widget__c/Widget__c.object-meta.xml': OBJECT,
      'app/b/deep/er/objects/Widget__c/fields/Color__c.field-meta.xml': FIELD,
      'app/c/classes/sub/Foo.cls': 'public class Foo {}',
      'app/c/classes/sub/Foo.cls-meta.xml': CLASS_META,
      'app/d/lwc/panel/panel.js': '',
      'app/d/lwc/panel/panel.html': '',
      'app/d/lwc/panel/__tests__/panel.test.js': ''
    });
    const project = readProject(dir);
    const { registry, problems } = readMetadata(project);
    expect(problems).toEqual([]);
    expect(registry.get('CustomObject', 'widget__c')?.model).toMatchObject({
      label: 'Widget',
      sharingModel: 'Private',
      nameField: { displayFormat: 'W-{0000}' }
    });
    expect(registry.get('CustomField', 'Widget__c.Color__c')?.model).toMatchObject({
      object: 'Widget__c',
      name: 'Color__c',
      length: 20
    });
    expect(project.apex).toMatchObject([{ kind: 'class', name: 'Foo', apiVersion: 61, text: 'public class Foo {}' }]);
    expect(project.bundles).toMatchObject([{ name: 'panel', files: ['panel.html', 'panel.js'] }]);
  });

  it('reads files in metadata format beside those in source format, as a deploy of the folder does', () => {
    const object = OBJECT.replace(
      '</CustomObject>',
      '<fields><fullName>Color__c</fullName><label>Color</label><length>20</length><type>Text</type></fields></CustomObject>'
    );
    const rate = xml('CustomMetadata', '<label>Low</label><protected>false</protected>');
    const dir = projectWith({
      'app/objects/Widget__c.object': object,
      'app/customMetadata/Rate.Low.md': rate,
      'app/classes/Foo.cls': 'public class Foo {}',
      'app/classes/Foo.cls-meta.xml': CLASS_META,
      'app/package.xml': xml('Package', '<version>67.0</version>'),
      'app/notes.object': 'not XML of the Metadata API'
    });
    const project = readProject(dir);
    const { registry, problems } = readMetadata(project);
    expect(problems.map((problem) => problem.file)).toEqual(['app/notes.object']);
    expect(registry.get('CustomField', 'Widget__c.Color__c')?.model).toMatchObject({ length: 20 });
    expect(registry.get('CustomMetadata', 'Rate.Low')).toBeDefined();
    expect(project.apex).toHaveLength(1);
  });

  it('takes no text about metadata for metadata', () => {
    const dir = projectWith({
      'app/notes/README.md':
        '# Notes\n\n```xml\n<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata">\n```\n'
    });
    const { problems, registry } = readMetadata(readProject(dir));
    expect(problems).toEqual([]);
    expect(registry.all('CustomMetadata')).toEqual([]);
  });

  it('leaves out what .forceignore names', () => {
    const dir = projectWith({
      '.forceignore': '**/skip/**\n',
      'app/skip/objects/Widget__c/Widget__c.object-meta.xml': OBJECT
    });
    expect(readProject(dir).components).toEqual([]);
  });

  it('takes fields, rules and labels out of the files that hold them', () => {
    const dir = projectWith({
      'app/objects/Widget__c/Widget__c.object-meta.xml': OBJECT.replace(
        '</CustomObject>',
        '<fields><fullName>Size__c</fullName><type>Number</type><precision>5</precision><scale>2</scale></fields><validationRules><fullName>Positive</fullName><active>true</active><errorConditionFormula>Size__c &lt; 0</errorConditionFormula><errorMessage>No</errorMessage></validationRules></CustomObject>'
      ),
      'app/x/labels/CustomLabels.labels-meta.xml': xml(
        'CustomLabels',
        '<labels><fullName>Hi</fullName><language>en_US</language><protected>true</protected><value>Hello</value></labels>'
      ),
      'app/y/labels/CustomLabels.labels-meta.xml': xml(
        'CustomLabels',
        '<labels><fullName>Bye</fullName><value>Good bye</value></labels>'
      )
    });
    const { registry, problems } = readMetadata(readProject(dir));
    expect(problems).toEqual([]);
    expect((registry.get('CustomField', 'Widget__c.Size__c')?.model as CustomFieldModel).precision).toBe(5);
    expect(registry.get('ValidationRule', 'Widget__c.Positive')?.model).toMatchObject({
      condition: 'Size__c < 0',
      active: true
    });
    expect(registry.all('CustomLabel').map((l) => l.fullName)).toEqual(['Hi', 'Bye']);
  });

  it('reads a hundred objects of ten fields', () => {
    const files: Record<string, string> = {};
    for (let o = 0; o < 100; o++) {
      files[`app/objects/W${o}__c/W${o}__c.object-meta.xml`] = OBJECT;
      for (let f = 0; f < 10; f++)
        files[`app/objects/W${o}__c/fields/F${f}__c.field-meta.xml`] = FIELD.replace('Color', `F${f}`);
    }
    const { registry } = readMetadata(readProject(projectWith(files)));
    expect(registry.all('CustomField')).toHaveLength(1000);
    expect((registry.get('CustomObject', 'W99__c')?.model as CustomObjectModel).name).toBe('W99__c');
  });
});

describe('refusing what is not understood', () => {
  it('names an unread element with its line', () => {
    const dir = projectWith({
      'app/objects/W__c/fields/Color__c.field-meta.xml': FIELD.replace('<length>', '<fancy>1</fancy>\n<length>')
    });
    expect(messages(dir)).toEqual([
      'app/objects/W__c/fields/Color__c.field-meta.xml:6 unread-element: <fancy> in <CustomField> is not understood'
    ]);
  });

  it('names a wrong value with what it expected', () => {
    const dir = projectWith({ 'app/objects/W__c/fields/Color__c.field-meta.xml': FIELD.replace('>20<', '>many<') });
    expect(messages(dir)[0]).toContain(':6 metadata: <length> expects a whole number, found "many"');
  });

  it('reads a value of a list in any case, as a deploy does', () => {
    const dir = projectWith({ 'app/objects/W__c/fields/Color__c.field-meta.xml': FIELD.replace('>Text<', '>TEXT<') });
    expect(messages(dir)).toEqual([]);
  });

  it('lists a type that nothing reads, and a reader of another room takes it', () => {
    const dir = projectWith({ 'app/tabs/Widget__c.tab-meta.xml': xml('CustomTab', '<motif>x</motif>') });
    expect(messages(dir)).toEqual([
      'app/tabs/Widget__c.tab-meta.xml:1 unread-type: metadata type CustomTab is not supported by the local org'
    ]);
    const own = {
      type: 'CustomTab',
      read: (from: { text(n: string): string | undefined }) => ({ motif: from.text('motif') })
    };
    const { registry, problems } = readMetadata(readProject(dir), [own]);
    expect(problems).toEqual([]);
    expect(registry.get('CustomTab', 'Widget__c')?.model).toEqual({ motif: 'x' });
  });

  it('reports a name that occurs twice, in two files or inside one', () => {
    const labels = '<labels><fullName>Hi</fullName><value>1</value></labels>';
    const dir = projectWith({
      'app/a/objects/W__c/fields/Color__c.field-meta.xml': FIELD,
      'app/b/objects/W__c/fields/Color__c.field-meta.xml': FIELD,
      'app/labels/CustomLabels.labels-meta.xml': xml('CustomLabels', labels + labels)
    });
    expect(messages(dir).map((m) => m.replace(/^.*duplicate: /, ''))).toEqual([
      'CustomField W__c.Color__c is already declared in app/a/objects/W__c/fields/Color__c.field-meta.xml',
      'CustomLabel Hi is already declared in app/labels/CustomLabels.labels-meta.xml'
    ]);
  });

  it('reads a folder of two packages once, and of two package directories takes the later declaration', () => {
    const file = (body: string) => ({
      'classes/A.cls': `public class A { ${body} }`,
      'classes/A.cls-meta.xml': CLASS_META
    });
    const at = (folder: string, body: string) =>
      Object.fromEntries(Object.entries(file(body)).map(([path, text]) => [`${folder}/${path}`, text]));
    const dir = projectWith(
      { ...at('old', 'Integer i;'), ...at('new', 'String s;') },
      { packageDirectories: [{ path: 'old' }, { path: 'new/' }, { path: 'old' }] }
    );
    const project = readProject(dir);
    expect(project.apex.map((a) => [a.file, a.text])).toEqual([['new/classes/A.cls', 'public class A { String s; }']]);
    expect(project.problems.filter((p) => p.code === 'duplicate').map((p) => [p.level, p.message])).toEqual([
      [
        'warning',
        'ApexClass A is already declared in old/classes/A.cls-meta.xml; this one, of a later package directory, is deployed'
      ]
    ]);
    expect(readProject(dir, [], ['old']).apex.map((a) => a.file)).toEqual(['old/classes/A.cls']);
  });

  it('gives the place of malformed XML and of a missing project file', () => {
    expect(() => parseXml('x.xml', '<a>\n<b></a>')).toThrow(/x\.xml:2:\d+ error: /);
    expect(() => readProject('/nowhere')).toThrow(/no sfdx-project\.json/);
  });
});
