import { describe, expect, it } from 'vitest';
import { readMetadata, readProject } from '../../metadata/index.ts';
import { projectWith, xml } from '../../metadata/tests/files.ts';
import { buildSchema } from '../../schema/index.ts';
import { checkFormulas } from '../index.ts';

const field = (name: string, body: string): [string, string] => [
  `app/objects/Widget__c/fields/${name}.field-meta.xml`,
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label>${body}`)
];
const formula = (
  name: string,
  text: string,
  type = '<type>Number</type><precision>18</precision><scale>0</scale>'
): [string, string] => field(name, `${type}<formula>${text}</formula>`);
const rule = (name: string, condition: string): [string, string] => [
  `app/objects/Widget__c/validationRules/${name}.validationRule-meta.xml`,
  xml(
    'ValidationRule',
    `<fullName>${name}</fullName><active>true</active><errorConditionFormula>${condition}</errorConditionFormula><errorMessage>No</errorMessage>`
  )
];

function findings(...files: [string, string][]): string[] {
  const object = xml(
    'CustomObject',
    '<label>Widget</label><pluralLabel>Widgets</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>ReadWrite</sharingModel>'
  );
  const project = projectWith(
    { 'app/objects/Widget__c/Widget__c.object-meta.xml': object, ...Object.fromEntries(files) },
    { namespace: 'shop' }
  );
  const { registry } = readMetadata(readProject(project));
  const { schema } = buildSchema({ namespace: 'shop', registry });
  return checkFormulas({ schema, registry }).map((d) => `${d.file.split('/').pop()}:${d.line} ${d.message}`);
}

describe('The formulas of a project', () => {
  it('compile without a finding when all is well', () => {
    expect(
      findings(
        field(
          'Size__c',
          '<type>Number</type><precision>5</precision><scale>0</scale><defaultValue>1 + 1</defaultValue>'
        ),
        field('Note__c', '<type>Text</type><length>20</length><defaultValue>"none"</defaultValue>'),
        formula('Twice__c', 'Size__c * 2'),
        formula('Four__c', 'Twice__c * 2'),
        rule('Positive', 'Size__c &lt; 0 || ISCHANGED(Name)')
      )
    ).toEqual([]);
  });

  it('are all named that do not compile, with their files', () => {
    expect(
      findings(
        field('Size__c', '<type>Number</type><precision>5</precision><scale>0</scale><defaultValue>"x"</defaultValue>'),
        formula('Broken__c', 'Gone__c + 1'),
        formula('Wrong__c', '"text"'),
        rule('Bad', 'LEN(Name')
      )
    ).toEqual([
      'Broken__c.field-meta.xml:2 Field Gone__c does not exist. Check spelling.',
      'Size__c.field-meta.xml:2 Formula result is data type (Text), incompatible with expected data type (Number).',
      'Wrong__c.field-meta.xml:2 Formula result is data type (Text), incompatible with expected data type (Number).',
      "Bad.validationRule-meta.xml:3 Syntax error.  Missing ')'"
    ]);
  });

  it('may not go in a circle', () => {
    expect(findings(formula('A__c', 'B__c + 1'), formula('B__c', 'A__c + 1'))).toEqual([
      'A__c.field-meta.xml:2 Formula cannot use another formula field that directly or indirectly refers to itself. shop__Widget__c.shop__A__c',
      'B__c.field-meta.xml:2 Formula cannot use another formula field that directly or indirectly refers to itself. shop__Widget__c.shop__B__c'
    ]);
  });
});
