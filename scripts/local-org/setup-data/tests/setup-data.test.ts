import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createAccessPolicy } from '../../access/index.ts';
import type { Diagnostic } from '../../contracts/diagnostics.ts';
import { readMetadata, readProject } from '../../metadata/index.ts';
import { projectWith, xml } from '../../metadata/tests/files.ts';
import { buildSchema } from '../../schema/index.ts';
import { createStore } from '../../store/index.ts';
import { ApexTime } from '../../values/index.ts';
import { setupProviders, writeDeployed, writeFreshOrg } from '../index.ts';

const FILES: Readonly<Record<string, string>> = {
  'app/roles/Boss.role-meta.xml': xml('Role', '<name>The Boss</name>'),
  'app/roles/Worker.role-meta.xml': xml('Role', '<name>Worker</name><parentRole>Boss</parentRole>'),
  'app/groups/Team.group-meta.xml': xml('Group', '<name>Team</name><doesIncludeBosses>true</doesIncludeBosses>'),
  'app/queues/Line.queue-meta.xml': xml(
    'Queue',
    '<name>Line</name><doesSendEmailToMembers>false</doesSendEmailToMembers><queueSobject><sobjectType>Lead</sobjectType></queueSobject><queueMembers><roles><role>Worker</role></roles><users><user>admin@local.org</user></users></queueMembers>'
  ),
  'app/settings/BusinessHours.settings-meta.xml': xml(
    'BusinessHoursSettings',
    '<businessHours><active>true</active><default>true</default><mondayStartTime>09:00:00.000Z</mondayStartTime><mondayEndTime>17:00:00.000Z</mondayEndTime><name>Office</name><timeZoneId>Europe/London</timeZoneId></businessHours>'
  ),
  'app/customPermissions/Paint.customPermission-meta.xml': xml(
    'CustomPermission',
    '<label>Paint</label><isLicensed>false</isLicensed>'
  ),
  'app/permissionsets/Painter.permissionset-meta.xml': xml(
    'PermissionSet',
    '<label>Painter</label><customPermissions><enabled>true</enabled><name>Paint</name></customPermissions><classAccesses><apexClass>Brush</apexClass><enabled>true</enabled></classAccesses><tabSettings><tab>standard-Lead</tab><visibility>Visible</visibility></tabSettings>'
  ),
  'app/permissionsetgroups/Crew.permissionsetgroup-meta.xml': xml(
    'PermissionSetGroup',
    '<label>Crew</label><permissionSets>Painter</permissionSets>'
  ),
  'app/notificationtypes/News.notiftype-meta.xml': xml(
    'CustomNotificationType',
    '<customNotifTypeName>The news</customNotifTypeName><desktop>true</desktop><masterLabel>News</masterLabel><mobile>false</mobile>'
  )
};

function deploy(files: Readonly<Record<string, string>> = FILES, namespace: string | null = null) {
  const { registry } = readMetadata(readProject(projectWith(files, namespace ? { namespace } : {})));
  const { schema } = buildSchema({ namespace, registry });
  const store = createStore();
  const access = createAccessPolicy(schema, store);
  const providers = setupProviders(schema, access);
  for (const object of schema.objects()) store.define(object, providers.get(object.name));
  const org = { schema, store, clock: { now: () => Date.UTC(2026, 0, 1), set: () => undefined } };
  const fresh = writeFreshOrg(org, {
    organization: { name: 'Test', namespace, timeZone: 'Europe/Berlin', isSandbox: false }
  });
  const again = (): Diagnostic[] =>
    writeDeployed(org, {
      registry,
      namespace,
      userId: fresh.adminId,
      classes: [{ name: 'Brush', body: 'class Brush {}', apiVersion: 67 }],
      triggers: []
    });
  const problems = again();
  const rows = (objectName: string) => {
    const object = schema.object(objectName);
    if (!object) throw new Error(objectName);
    return [...store.scan(object, { kind: 'all' })].map((row) =>
      Object.fromEntries(object.fields.map((field) => [field.name, row[field.slot]]))
    );
  };
  return { access, fresh, problems, again, rows };
}

describe('A fresh org', () => {
  it('has an organization, standard profiles, its users and 24-hour business hours', () => {
    const { rows, fresh, access } = deploy({});
    expect(rows('Organization')).toMatchObject([{ Id: fresh.organizationId, TimeZoneSidKey: 'Europe/Berlin' }]);
    expect(rows('Profile').map((row) => row['Name'])).toContain('Minimum Access - Salesforce');
    expect(access.user(fresh.adminId)).toMatchObject({
      name: 'Admin User',
      timeZone: 'Europe/Berlin',
      type: 'Standard'
    });
    expect(access.user(fresh.automatedProcessId)).toMatchObject({ name: 'Automated Process', profileId: '' });
    expect(rows('BusinessHours')).toMatchObject([
      { Name: 'Default', IsDefault: true, MondayStartTime: new ApexTime(0), MondayEndTime: new ApexTime(0) }
    ]);
  });

  it('answers for the values of standard picklists as rows', () => {
    const { rows } = deploy({});
    const converted = rows('LeadStatus').filter((row) => row['IsConverted'] === true);
    expect(converted.map((row) => row['MasterLabel'])).toEqual(['Closed - Converted']);
    expect(
      rows('OpportunityStage')
        .filter((row) => row['IsWon'])
        .map((row) => row['ApiName'])
    ).toEqual(['Closed Won']);
  });
});

describe('Deployed metadata', () => {
  it('becomes roles, groups, queues with members, and business hours', () => {
    const { rows, problems, fresh } = deploy();
    expect(problems).toEqual([]);
    const role = (name: string) => rows('UserRole').find((row) => row['DeveloperName'] === name);
    expect(role('Worker')?.['ParentRoleId']).toBe(role('Boss')?.['Id']);
    const group = (name: string, type: string) =>
      rows('Group').find((row) => row['DeveloperName'] === name && row['Type'] === type)?.['Id'];
    expect(rows('QueueSobject')).toMatchObject([{ QueueId: group('Line', 'Queue'), SobjectType: 'Lead' }]);
    expect(new Set(rows('GroupMember').map((row) => row['UserOrGroupId']))).toEqual(
      new Set([fresh.adminId, group('Worker', 'Role')])
    );
    expect(group('Team', 'Regular')).toBeDefined();
    const hours = rows('BusinessHours');
    expect(hours.map((row) => [row['Name'], row['IsDefault']])).toEqual([
      ['Default', false],
      ['Office', true]
    ]);
    expect([hours[1]?.['MondayStartTime'], hours[1]?.['SundayStartTime']]).toEqual([new ApexTime(9 * 3_600_000), null]);
  });

  it('becomes rights that an assigned group of permission sets gives', () => {
    const { rows, access, fresh } = deploy();
    expect(rows('PermissionSetGroupComponent')).toHaveLength(1);
    expect(rows('SetupEntityAccess').map((row) => row['SetupEntityType'])).toEqual(['ApexClass', 'CustomPermission']);
    expect(access.customPermission(access.user(fresh.adminId), 'Paint')).toBe(false);
    expect(rows('CustomNotificationType')).toMatchObject([
      { DeveloperName: 'News', CustomNotifTypeName: 'The news', Desktop: true, Mobile: false }
    ]);
  });

  it('is changed, not doubled, by deploying again', () => {
    const { rows, again } = deploy();
    const counts = () =>
      [
        'UserRole',
        'Group',
        'GroupMember',
        'QueueSobject',
        'PermissionSet',
        'SetupEntityAccess',
        'PermissionSetTabSetting',
        'CustomPermission',
        'BusinessHours',
        'ApexClass'
      ].map((name) => rows(name).length);
    const before = counts();
    expect(again()).toEqual([]);
    expect(counts()).toEqual(before);
  });

  it('has the bytes of static resources', () => {
    const { rows, problems } = deploy({
      'app/staticresources/hello.resource-meta.xml': xml(
        'StaticResource',
        '<cacheControl>Public</cacheControl><contentType>text/plain</contentType>'
      ),
      'app/staticresources/hello.txt': 'hello'
    });
    expect(problems).toEqual([]);
    expect(rows('StaticResource')).toMatchObject([{ Name: 'hello', ContentType: 'text/plain', BodyLength: 5 }]);
  });

  it('has a row for each partition of the cache', () => {
    const { rows, problems } = deploy({
      'app/cachePartitions/fast.cachePartition-meta.xml': xml(
        'PlatformCachePartition',
        '<isDefaultPartition>true</isDefaultPartition><masterLabel>Fast</masterLabel><platformCachePartitionTypes><allocatedCapacity>3</allocatedCapacity><cacheType>Organization</cacheType></platformCachePartitionTypes>'
      )
    });
    expect(problems).toEqual([]);
    expect(rows('PlatformCachePartition')).toMatchObject([
      { DeveloperName: 'fast', MasterLabel: 'Fast', IsDefaultPartition: true }
    ]);
  });

  it('has a row for each email template, with the text of its file, in its folder', () => {
    const { rows, problems } = deploy({
      'app/email/Sales.emailFolder-meta.xml': xml(
        'EmailFolder',
        '<accessType>Public</accessType><name>Sales Mail</name>'
      ),
      'app/email/Sales/Hello.email-meta.xml': xml(
        'EmailTemplate',
        '<available>true</available><encodingKey>UTF-8</encodingKey><name>Hello there</name><style>none</style><subject>Hi</subject><textOnly>plain</textOnly><type>custom</type><uiType>Aloha</uiType>'
      ),
      'app/email/Sales/Hello.email': '<b>Dear {!Contact.FirstName}</b>'
    });
    expect(problems).toEqual([]);
    const [folder] = rows('Folder').filter((one) => (one as { Type?: string }).Type === 'Email');
    expect(folder).toMatchObject({ DeveloperName: 'Sales', Name: 'Sales Mail' });
    expect(rows('EmailTemplate')).toMatchObject([
      {
        DeveloperName: 'Hello',
        Name: 'Hello there',
        FolderId: (folder as { Id: string }).Id,
        Subject: 'Hi',
        Body: 'plain',
        HtmlValue: '<b>Dear {!Contact.FirstName}</b>',
        IsActive: true
      }
    ]);
  });

  it('keeps a static resource that is a folder as an archive of its files', () => {
    const { rows, problems } = deploy({
      'app/staticresources/pages.resource-meta.xml': xml(
        'StaticResource',
        '<cacheControl>Public</cacheControl><contentType>application/zip</contentType>'
      ),
      'app/staticresources/pages/one.txt': 'hello',
      'app/staticresources/pages/more/two.txt': 'world'
    });
    expect(problems).toEqual([]);
    const [resource] = rows('StaticResource') as { Body: { bytes: Uint8Array } }[];
    const files = unzipSync(resource?.Body.bytes ?? new Uint8Array());
    expect(Object.keys(files).sort()).toEqual(['more/two.txt', 'one.txt']);
    expect(new TextDecoder().decode(files['more/two.txt'])).toBe('world');
  });

  it('that names what does not exist is refused with its file', () => {
    const bad = {
      'app/permissionsets/Bad.permissionset-meta.xml': xml(
        'PermissionSet',
        '<label>Bad</label><fieldPermissions><editable>true</editable><field>Lead.Nope__c</field><readable>true</readable></fieldPermissions><userPermissions><enabled>true</enabled><name>FlyToTheMoon</name></userPermissions>'
      )
    };
    const { problems } = deploy(bad);
    expect(
      problems.map((problem) => [problem.level, problem.message, problem.file.endsWith('Bad.permissionset-meta.xml')])
    ).toEqual([
      ['unsupported', 'the user permission FlyToTheMoon has no effect in the local org', true],
      ['error', 'there is no field Lead.Nope__c', true]
    ]);
  });

  it('carries the namespace of the project', () => {
    const files = {
      ...FILES,
      'app/objects/Box__c/Box__c.object-meta.xml': xml(
        'CustomObject',
        '<label>Box</label><pluralLabel>Boxes</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><sharingModel>Private</sharingModel>'
      ),
      'app/permissionsets/Painter.permissionset-meta.xml': xml(
        'PermissionSet',
        '<label>Painter</label><objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Box__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>'
      )
    };
    const { rows, problems } = deploy(files, 'shop');
    expect(problems).toEqual([]);
    const painter = rows('PermissionSet').find((row) => row['Name'] === 'Painter')?.['Id'];
    const given = rows('ObjectPermissions').filter((row) => row['ParentId'] === painter);
    expect(given.map((row) => row['SobjectType'])).toEqual(['shop__Box__c']);
    expect(rows('CustomPermission')).toMatchObject([{ DeveloperName: 'Paint', NamespacePrefix: 'shop' }]);
  });
});

describe('Custom metadata records', () => {
  const type = (name: string) =>
    xml('CustomObject', `<label>${name}</label><pluralLabel>${name}s</pluralLabel><visibility>Public</visibility>`);
  const files = {
    'app/objects/Kind__mdt/Kind__mdt.object-meta.xml': type('Kind'),
    'app/objects/Kind__mdt/fields/Weight__c.field-meta.xml': xml(
      'CustomField',
      '<fullName>Weight__c</fullName><label>Weight</label><type>Number</type><precision>5</precision><scale>1</scale>'
    ),
    'app/objects/Kind__mdt/fields/On__c.field-meta.xml': xml(
      'CustomField',
      '<fullName>On__c</fullName><label>On</label><type>MetadataRelationship</type><referenceTo>EntityDefinition</referenceTo><relationshipName>Kinds</relationshipName>'
    ),
    'app/objects/Kind__mdt/fields/Above__c.field-meta.xml': xml(
      'CustomField',
      '<fullName>Above__c</fullName><label>Above</label><type>MetadataRelationship</type><referenceTo>Kind__mdt</referenceTo><relationshipName>Below</relationshipName>'
    ),
    'app/customMetadata/Kind.A.md-meta.xml': xml(
      'CustomMetadata',
      '<label>A</label><protected>false</protected><values><field>Weight__c</field><value xsi:type="xsd:double">1.5</value></values><values><field>Above__c</field><value xsi:type="xsd:string">B</value></values>'
    ),
    'app/customMetadata/Kind.B.md-meta.xml': xml(
      'CustomMetadata',
      '<label>B</label><protected>false</protected><values><field>On__c</field><value xsi:type="xsd:string">Lead</value></values>'
    )
  };

  it('are rows with values, and refer to each other and to objects', () => {
    const { rows, problems } = deploy(files);
    expect(problems).toEqual([]);
    const [a, b] = ['A', 'B'].map((name) => rows('Kind__mdt').find((row) => row['DeveloperName'] === name));
    expect([String(a?.['Weight__c']), a?.['Above__c'], b?.['On__c'], a?.['MasterLabel']]).toEqual([
      '1.5',
      b?.['Id'],
      'Lead',
      'A'
    ]);
    expect(rows('EntityDefinition').find((row) => row['DurableId'] === 'Lead')).toMatchObject({
      Id: 'Lead',
      KeyPrefix: '00Q'
    });
  });
});
