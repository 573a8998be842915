import { createAccessPolicy } from '../../access/index.ts';
import { createAsyncEngine } from '../../async/index.ts';
import type { FlowEngine } from '../../contracts/flow.ts';
import { compileFormula } from '../../formula/index.ts';
import type { Program, TriggerCode } from '../../contracts/program.ts';
import type { SaveOptions } from '../../contracts/save.ts';
import type { OrgServices, Transaction, TriggerContext } from '../../contracts/transaction.ts';
import { readMetadata, readProject } from '../../metadata/index.ts';
import { projectWith, xml } from '../../metadata/tests/files.ts';
import { buildSchema } from '../../schema/index.ts';
import { setupProviders, writeDeployed, writeFreshOrg } from '../../setup-data/index.ts';
import { createStore, equalRows } from '../../store/index.ts';
import { createTransaction } from '../../transaction/index.ts';
import { SObject } from '../../values/index.ts';
import { createSave } from '../index.ts';
import type { SaveRoom } from '../index.ts';

const field = (name: string, body: string) =>
  xml('CustomField', `<fullName>${name}</fullName><label>${name.replace('__c', '')}</label>${body}`);
const object = (label: string, body: string) =>
  xml('CustomObject', `<label>${label}</label><pluralLabel>${label}s</pluralLabel>${body}`);
const path = (of: string, name: string) => `app/objects/${of}/fields/${name}.field-meta.xml`;

/** Two objects, one the detail of the other, with every kind of field that a save step treats in its own way. */
export const FILES: Readonly<Record<string, string>> = {
  'app/objects/Widget__c/Widget__c.object-meta.xml': object(
    'Widget',
    '<nameField><label>Name</label><type>Text</type></nameField><sharingModel>Private</sharingModel>'
  ),
  [path('Widget__c', 'Code__c')]: field(
    'Code__c',
    '<type>Text</type><length>20</length><externalId>true</externalId><unique>true</unique><caseSensitive>false</caseSensitive>'
  ),
  [path('Widget__c', 'Size__c')]: field('Size__c', '<type>Number</type><precision>5</precision><scale>2</scale>'),
  [path('Widget__c', 'Kind__c')]: field(
    'Kind__c',
    '<type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted><value><fullName>A</fullName><default>true</default><label>A</label></value><value><fullName>B</fullName><default>false</default><label>B</label></value></valueSetDefinition></valueSet>'
  ),
  [path('Widget__c', 'Active__c')]: field('Active__c', '<type>Checkbox</type><defaultValue>true</defaultValue>'),
  [path('Widget__c', 'Mail__c')]: field('Mail__c', '<type>Email</type>'),
  [path('Widget__c', 'At__c')]: field('At__c', '<type>DateTime</type>'),
  [path('Widget__c', 'Crate__c')]: field(
    'Crate__c',
    '<type>Lookup</type><referenceTo>Crate__c</referenceTo><relationshipName>Widgets</relationshipName><deleteConstraint>SetNull</deleteConstraint>'
  ),
  [path('Widget__c', 'Twice__c')]: field(
    'Twice__c',
    '<type>Number</type><precision>18</precision><scale>2</scale><formula>Size__c * 2</formula>'
  ),
  [path('Widget__c', 'Parts__c')]: field(
    'Parts__c',
    '<type>Summary</type><summaryForeignKey>Part__c.Widget__c</summaryForeignKey><summaryOperation>count</summaryOperation>'
  ),
  'app/objects/Widget__c/validationRules/Size_Positive.validationRule-meta.xml': xml(
    'ValidationRule',
    '<fullName>Size_Positive</fullName><active>true</active><errorConditionFormula>Size__c &lt; 0</errorConditionFormula><errorDisplayField>Size__c</errorDisplayField><errorMessage>Size must not be negative</errorMessage>'
  ),
  'app/objects/Crate__c/Crate__c.object-meta.xml': object(
    'Crate',
    '<nameField><label>Name</label><type>AutoNumber</type><displayFormat>C-{0000}</displayFormat></nameField><sharingModel>ReadWrite</sharingModel>'
  ),
  'app/objects/Part__c/Part__c.object-meta.xml': object(
    'Part',
    '<nameField><label>Name</label><type>Text</type></nameField><sharingModel>ControlledByParent</sharingModel>'
  ),
  [path('Part__c', 'Widget__c')]: field(
    'Widget__c',
    '<type>MasterDetail</type><referenceTo>Widget__c</referenceTo><relationshipName>Parts</relationshipName><relationshipOrder>0</relationshipOrder>'
  ),
  'app/objects/News__e/News__e.object-meta.xml': object(
    'News',
    '<deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><publishBehavior>PublishAfterCommit</publishBehavior>'
  ),
  [path('News__e', 'Text__c')]: field('Text__c', '<type>Text</type><length>80</length>'),
  'app/queues/Line.queue-meta.xml': xml(
    'Queue',
    '<name>Line</name><doesSendEmailToMembers>false</doesSendEmailToMembers><queueSobject><sobjectType>Widget__c</sobjectType></queueSobject>'
  ),
  'app/customPermissions/Paint.customPermission-meta.xml': xml(
    'CustomPermission',
    '<label>Paint</label><isLicensed>false</isLicensed>'
  ),
  'app/permissionsets/Maker.permissionset-meta.xml': xml(
    'PermissionSet',
    '<label>Maker</label><customPermissions><enabled>true</enabled><name>Paint</name></customPermissions><fieldPermissions><editable>true</editable><field>Widget__c.Size__c</field><readable>true</readable></fieldPermissions><fieldPermissions><editable>false</editable><field>Widget__c.Code__c</field><readable>true</readable></fieldPermissions><objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Widget__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>'
  )
};

const NO_FLOWS: FlowEngine = {
  beforeSave: (_tx, _object, _op, records) => records.map(() => []),
  afterSave: (_tx, _object, _op, records) => records.map(() => []),
  beforeDelete: (_tx, _object, old) => old.map(() => []),
  schedulePaths: () => undefined,
  onEvents: () => undefined,
  launch: () => new Map(),
  has: () => false,
  standardAction: () => undefined,
  hasRecordFlows: () => false
};

type TriggerEvent = TriggerCode['events'] extends ReadonlySet<infer E> ? E : never;

export interface TestOrg {
  readonly org: OrgServices;
  readonly save: SaveRoom;
  readonly adminId: string;
  readonly automatedProcessId: string;
  begin(userId?: string): Transaction;
  /** A trigger written in JavaScript. */
  trigger(
    name: string,
    objectName: string,
    events: readonly TriggerEvent[],
    run: (context: TriggerContext, tx: Transaction) => void
  ): void;
  record(objectName: string, values: Readonly<Record<string, unknown>>): SObject;
  value(objectName: string, id: string | null, fieldName: string): unknown;
  flows(flows: Partial<FlowEngine>): void;
  /** A user with a profile and permission sets by name. */
  user(username: string, profile: string, permissionSets?: readonly string[], roleId?: string): string;
}

export const SYSTEM: SaveOptions = { access: { mode: 'system', sharing: 'without' }, allOrNone: true, source: 'apex' };
export const PARTIAL: SaveOptions = { ...SYSTEM, allOrNone: false };
export const USER: SaveOptions = { access: { mode: 'user', sharing: 'with' }, allOrNone: true, source: 'apex' };

/** An org of real rooms; only Apex and flows are JavaScript functions of the test. */
export function testOrg(files: Readonly<Record<string, string>> = FILES): TestOrg {
  const { registry } = readMetadata(readProject(projectWith(files)));
  const { schema } = buildSchema({ namespace: null, registry });
  const store = createStore();
  let instant = Date.UTC(2026, 2, 2, 9, 0, 0);
  const clock = { now: () => instant, set: (to: number) => void (instant = to) };
  const organization = { name: 'Test', namespace: null, timeZone: 'Europe/Berlin', isSandbox: true };
  const access = createAccessPolicy(schema, store, { now: () => clock.now() });
  const providers = setupProviders(schema, access);
  for (const each of schema.objects()) store.define(each, providers.get(each.name));
  const fresh = writeFreshOrg({ schema, store, clock }, { organization });
  const problems = writeDeployed(
    { schema, store, clock },
    { registry, namespace: null, userId: fresh.adminId, classes: [], triggers: [] }
  );
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const triggers: TriggerCode[] = [];
  const save = createSave(compileFormula);
  const async = createAsyncEngine(() => org);
  const org = {
    schema,
    store,
    clock,
    access,
    save,
    async,
    registry,
    flows: { ...NO_FLOWS },
    organization: { ...organization, id: fresh.organizationId, features: new Set<string>() },
    outbox: [],
    activeTest: null,
    label: () => undefined,
    translated: () => undefined,
    program: testProgram(triggers),
    begin: (
      user: OrgServices['access'] extends { user(id: string): infer U } ? U : never,
      kind: Transaction['kind'],
      options?: { readonly parent?: Transaction }
    ) =>
      createTransaction({
        org: org as unknown as OrgServices,
        user,
        kind,
        ...(options?.parent ? { parent: options.parent } : {})
      })
  } as unknown as OrgServices;
  return {
    org,
    save,
    adminId: fresh.adminId,
    automatedProcessId: fresh.automatedProcessId,
    begin: (userId = fresh.adminId) => org.begin(access.user(userId), 'anonymous'),
    trigger: (name, objectName, events, run) =>
      void triggers.push({ name, object: objectName, events: new Set(events), run: (tx, context) => run(context, tx) }),
    record: (objectName, values) => record(org, objectName, values),
    value: (objectName, id, fieldName) => {
      const info = org.schema.object(objectName);
      const slot = info?.field(fieldName)?.slot ?? -1;
      return info && id !== null ? store.get(info, id)?.[slot] : undefined;
    },
    flows: (flows) => Object.assign(org.flows, { hasRecordFlows: () => true, ...flows }),
    user: (username, profile, permissionSets = [], roleId) => addUser(org, username, profile, permissionSets, roleId)
  };
}

/** Jobs of the tests are plain objects with methods; `invoke` calls them with the transaction first. */
function testProgram(triggers: readonly TriggerCode[]): Program {
  const call = (tx: Transaction, target: unknown, method: string, args: readonly unknown[]): unknown => {
    const run = (target as Record<string, (...all: unknown[]) => unknown>)[method];
    if (!run) throw new Error(`no method ${method}`);
    return run.call(target, tx, ...args);
  };
  return {
    type: () => undefined,
    classNames: () => [],
    triggersOf: (name: string) => triggers.filter((code) => code.object === name),
    invoke: call,
    implementsInterface: (value: unknown, name: string) =>
      ((value as { interfaces?: readonly string[] }).interfaces ?? []).includes(name),
    coverage: () => null
  } as unknown as Program;
}

export function record(
  org: Pick<OrgServices, 'schema'>,
  objectName: string,
  values: Readonly<Record<string, unknown>>
): SObject {
  const info = org.schema.object(objectName);
  if (!info) throw new Error(`no object ${objectName}`);
  const made = new SObject(info);
  for (const [name, value] of Object.entries(values)) made.v[made.fieldNamed(name).slot] = value;
  return made;
}

function idOf(org: OrgServices, objectName: string, fieldName: string, value: string): string {
  const info = org.schema.object(objectName);
  const by = info?.field(fieldName);
  if (!info || !by) throw new Error(`no ${objectName}.${fieldName}`);
  for (const row of equalRows(org.store, info, by, [value])) return row[0] as string;
  throw new Error(`no ${objectName} ${value}`);
}

function addUser(
  org: OrgServices,
  username: string,
  profile: string,
  permissionSets: readonly string[],
  roleId?: string
): string {
  const tx = org.begin(org.access.user(idOf(org, 'User', 'Username', 'admin@local.org')), 'anonymous');
  const user = record(org, 'User', {
    Username: username,
    LastName: username,
    Alias: 'u',
    Email: 'u@example.com',
    ProfileId: idOf(org, 'Profile', 'Name', profile),
    IsActive: true,
    TimeZoneSidKey: 'Europe/Berlin',
    LocaleSidKey: 'en_US',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    ...(roleId ? { UserRoleId: roleId } : {})
  });
  org.save.run(tx, 'insert', [user], SYSTEM);
  const assigned = permissionSets.map((name) =>
    record(org, 'PermissionSetAssignment', {
      AssigneeId: user.id,
      PermissionSetId: idOf(org, 'PermissionSet', 'Name', name)
    })
  );
  org.save.run(tx, 'insert', assigned, SYSTEM);
  tx.commit();
  return user.id as string;
}
