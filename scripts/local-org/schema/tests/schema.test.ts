import { describe, expect, it } from 'vitest';
import { readMetadata, readProject } from '../../metadata/index.ts';
import { projectWith, xml } from '../../metadata/tests/files.ts';
import { buildSchema } from '../index.ts';

const field = (name: string, body: string) =>
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label>${body}`);
const object = (label: string, body = '') =>
  xml(
    'CustomObject',
    `<label>${label}</label><pluralLabel>${label}s</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>Private</sharingModel>${body}`
  );

function schemaOf(files: Record<string, string>, namespace: string | null = null) {
  const project = readProject(projectWith(files, namespace ? { namespace } : {}));
  const { registry, problems } = readMetadata(project);
  const built = buildSchema({ namespace, registry });
  return { ...built, problems: [...problems, ...built.problems] };
}

const WIDGETS = {
  'app/objects/Widget__c/Widget__c.object-meta.xml': object('Widget'),
  'app/objects/Widget__c/fields/Crate__c.field-meta.xml': field(
    'Crate__c',
    '<type>Lookup</type><referenceTo>Crate__c</referenceTo><relationshipName>Widgets</relationshipName>'
  ),
  'app/objects/Widget__c/fields/Kind__c.field-meta.xml': field(
    'Kind__c',
    '<type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted><value><fullName>A</fullName><default>true</default><label>Ay</label></value></valueSetDefinition></valueSet>'
  ),
  'app/objects/Crate__c/Crate__c.object-meta.xml': object('Crate'),
  'app/objects/Lead/fields/Score__c.field-meta.xml': field(
    'Score__c',
    '<type>Number</type><precision>5</precision><scale>2</scale>'
  )
};

describe('the schema of an org', () => {
  it('knows the standard objects with their fields and relationships', () => {
    const { schema, problems } = schemaOf({});
    expect(problems).toEqual([]);
    const lead = schema.object('lead');
    expect(lead?.field('lastname')).toMatchObject({ name: 'LastName', required: true, length: 80 });
    expect(lead?.fields[0]?.name).toBe('Id');
    expect(lead?.parentRelationship('owner')?.referenceTo).toEqual(['Group', 'User']);
    expect(lead?.field('Status')?.picklist?.values.find((v) => v.facts?.['converted'])?.value).toBe(
      'Closed - Converted'
    );
    expect(schema.object('Account')?.childRelationship('Contacts')).toMatchObject({
      childObject: 'Contact',
      field: 'AccountId'
    });
    expect(schema.object('Task')?.field('WhatId')?.referenceTo).toContain('Account');
    expect(schema.object('Lead')?.childRelationship('Tasks')).toMatchObject({ childObject: 'Task', field: 'WhoId' });
    expect(schema.byPrefix('00QAAA')?.name).toBe('Lead');
    expect(schema.object('LeadShare')?.field('LeadId')).toBeDefined();
    expect(schema.object('LeadChangeEvent')?.field('LastName')).toBeDefined();
  });

  it('reads what price books share', () => {
    const { schema, problems } = schemaOf({
      'app/objects/Pricebook2/Pricebook2.object-meta.xml': xml(
        'CustomObject',
        '<sharingModel>ReadSelect</sharingModel><externalSharingModel>ReadSelect</externalSharingModel>'
      )
    });
    expect(problems).toEqual([]);
    expect(schema.object('Pricebook2')?.sharing).toBe('Read');
  });

  it('takes for a roll-up the type of what it is over, wherever that is declared', () => {
    const over = (name: string, of: string) =>
      `<summarizedField>Widget__c.${of}</summarizedField><summaryForeignKey>Widget__c.Crate__c</summaryForeignKey><summaryOperation>${name}</summaryOperation><type>Summary</type>`;
    const { schema } = schemaOf({
      ...WIDGETS,
      'app/objects/Crate__c/fields/First__c.field-meta.xml': field('First__c', over('min', 'Made__c')),
      'app/objects/Crate__c/fields/Total__c.field-meta.xml': field('Total__c', over('sum', 'Price__c')),
      'app/objects/Crate__c/fields/Number__c.field-meta.xml': field('Number__c', over('count', 'Made__c')),
      'app/objects/Widget__c/fields/Made__c.field-meta.xml': field('Made__c', '<type>DateTime</type>'),
      'app/objects/Widget__c/fields/Price__c.field-meta.xml': field(
        'Price__c',
        '<type>Currency</type><precision>18</precision><scale>2</scale>'
      )
    });
    const crate = schema.object('Crate__c');
    expect(crate?.field('First__c')?.type).toBe('Datetime');
    expect(crate?.field('Total__c')).toMatchObject({ type: 'Currency', scale: 2 });
    expect(crate?.field('Number__c')?.type).toBe('Double');
  });

  it('gives every key prefix to one object and every slot to one field', () => {
    const { schema } = schemaOf(WIDGETS);
    const prefixes = schema.objects().map((o) => o.keyPrefix);
    expect(prefixes.filter((p, i) => prefixes.indexOf(p) !== i)).toEqual([]);
    for (const o of schema.objects()) expect(o.fields.map((f) => f.slot)).toEqual(o.fields.map((_, i) => i));
  });

  it('resolves names with and without the namespace of the project', () => {
    const { schema, problems } = schemaOf(WIDGETS, 'shop');
    expect(problems).toEqual([]);
    const widget = schema.object('Widget__c');
    expect(widget?.name).toBe('shop__Widget__c');
    expect(schema.object('SHOP__widget__c')).toBe(widget);
    expect(widget?.field('Crate__c')?.name).toBe('shop__Crate__c');
    expect(widget?.parentRelationship('Crate__r')?.referenceTo).toEqual(['shop__Crate__c']);
    expect(schema.object('Crate__c')?.childRelationship('Widgets__r')?.name).toBe('shop__Widgets__r');
    expect(schema.object('Lead')?.field('shop__Score__c')).toMatchObject({ type: 'Double', precision: 5, scale: 2 });
    expect(schema.object('Widget__Share')?.name).toBe('shop__Widget__Share');
  });

  it('takes the sides of a master-detail: access from the master, no owner', () => {
    const { schema } = schemaOf({
      ...WIDGETS,
      'app/objects/Part__c/Part__c.object-meta.xml': object('Part'),
      'app/objects/Part__c/fields/Widget__c.field-meta.xml': field(
        'Widget__c',
        '<type>MasterDetail</type><referenceTo>Widget__c</referenceTo><relationshipName>Parts</relationshipName>'
      )
    });
    const part = schema.object('Part__c');
    expect(part?.sharing).toBe('ControlledByParent');
    expect(part?.field('OwnerId')).toBeUndefined();
    expect(part?.field('Widget__c')).toMatchObject({
      masterDetail: true,
      required: true,
      updateable: false,
      deleteConstraint: 'Cascade'
    });
  });

  it('knows events, custom metadata and settings by their own system fields', () => {
    const { schema } = schemaOf({
      'app/objects/Moved__e/Moved__e.object-meta.xml': xml(
        'CustomObject',
        '<label>Moved</label><pluralLabel>Moved</pluralLabel><eventType>HighVolume</eventType><publishBehavior>PublishImmediately</publishBehavior>'
      ),
      'app/objects/Rule__mdt/Rule__mdt.object-meta.xml': xml(
        'CustomObject',
        '<label>Rule</label><pluralLabel>Rules</pluralLabel><visibility>Public</visibility>'
      ),
      'app/objects/Switch__c/Switch__c.object-meta.xml': xml(
        'CustomObject',
        '<label>Switch</label><customSettingsType>Hierarchy</customSettingsType><visibility>Public</visibility>'
      )
    });
    expect(schema.object('Moved__e')).toMatchObject({
      kind: 'event',
      event: { publishBehavior: 'PublishImmediately' }
    });
    expect(schema.object('Rule__mdt')?.field('DeveloperName')).toBeDefined();
    expect(schema.object('Switch__c')).toMatchObject({ kind: 'customSetting', setting: { type: 'Hierarchy' } });
    expect(schema.object('Switch__c')?.field('SetupOwnerId')?.referenceTo).toEqual(['Organization', 'Profile', 'User']);
  });

  it('knows standard objects and fields beyond its tables by the signatures of the platform', () => {
    const { schema } = schemaOf({});
    const comment = schema.object('casecomment');
    expect(comment).toMatchObject({ name: 'CaseComment', keyPrefix: '00a' });
    expect(comment?.parentRelationship('Parent')?.referenceTo).toEqual(['Case']);
    expect(schema.object('Case')?.childRelationship('CaseComments')).toMatchObject({
      childObject: 'CaseComment',
      field: 'ParentId'
    });
    expect(schema.object('Contract')).toBeDefined();
    expect(schema.object('Account')?.childRelationships).toContainEqual({
      name: 'Contracts',
      childObject: 'Contract',
      field: 'AccountId',
      cascadeDelete: true
    });
    const lead = schema.object('Lead');
    const before = lead?.fields.length ?? 0;
    expect(lead?.field('genderidentity')).toMatchObject({ name: 'GenderIdentity', slot: before });
    expect(lead?.field('GenderIdentity')?.slot).toBe(before);
    expect(lead?.field('Nothing')).toBeUndefined();
    expect(schema.object('Nothing')).toBeUndefined();
    expect(schema.byPrefix(schema.object('Visit')?.keyPrefix ?? '')?.name).toBe('Visit');
    const targets = schema.object('RecordAction')?.field('RecordId')?.referenceTo ?? [];
    expect(targets.length).toBeGreaterThan(50);
    expect(targets.filter((target) => target.includes('__'))).toEqual([]);
  });

  it('finds the lookup behind a list of records where only the list names its other side', () => {
    const { schema } = schemaOf({});
    expect(schema.object('TabDefinition')?.childRelationship('Icons')).toMatchObject({
      childObject: 'IconDefinition',
      field: 'TabDefinitionId'
    });
    const children = (name: string) =>
      schema.object(name)?.childRelationships.map((c) => `${c.name} ${c.childObject}.${c.field}`);
    schema.object('ListEmail');
    expect(children('Opportunity')).toContain('ListEmails ListEmail.RelatedToId');
    expect(children('ListEmail')).toContain('Tasks Task.WhatId');
  });

  it('keeps a field of Site that newer API versions lack', () => {
    expect(schemaOf({}).schema.object('Site')?.field('OptionsRequireHttps')?.type).toBe('Boolean');
  });

  it('names a lookup to nothing, a field of nothing and a field type it has not', () => {
    const { problems } = schemaOf({
      'app/objects/Lead/fields/A__c.field-meta.xml': field(
        'A__c',
        '<type>Lookup</type><referenceTo>Gone__c</referenceTo>'
      ),
      'app/objects/Lead/fields/B__c.field-meta.xml': field('B__c', '<type>Hologram</type>'),
      'app/objects/Gone__c/fields/C__c.field-meta.xml': field('C__c', '<type>Text</type><length>5</length>')
    });
    expect(problems.map((p) => p.message).sort()).toEqual([
      'field A__c refers to Gone__c, which does not exist',
      'field type Hologram is not supported by the local org',
      'object Gone__c is neither declared nor a standard object of the local org'
    ]);
  });

  it('names a roll-up over nothing', () => {
    const { problems } = schemaOf({
      'app/objects/Account/fields/A__c.field-meta.xml': field(
        'A__c',
        '<type>Summary</type><summaryForeignKey>Gone__c.Account__c</summaryForeignKey><summaryOperation>count</summaryOperation>'
      ),
      'app/objects/Account/fields/B__c.field-meta.xml': field(
        'B__c',
        '<type>Summary</type><summaryForeignKey>Opportunity.AccountId</summaryForeignKey><summarizedField>Opportunity.Gone__c</summarizedField><summaryOperation>sum</summaryOperation>'
      )
    });
    expect(problems.map((p) => p.message).sort()).toEqual([
      'field A__c refers to Gone__c.Account__c, which does not exist',
      'field B__c refers to Opportunity.Gone__c, which does not exist'
    ]);
  });
});
