import type { RecordTypeRights } from '../../contracts/access.ts';
import type { ObjectInfo, RecordTypeInfo, Schema } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexList,
  ApexMap,
  type EnumValue,
  SObject,
  idType,
  mapType,
  stringType,
  throwApex,
  toId
} from '../../values/index.ts';
import { libraryClass, listOf, need, strings } from '../define.ts';
import { Bean, PlatformObject, platformEnum, runtimeTypeOf } from '../registry.ts';
import { fillDefaults } from './defaults.ts';
import { describeField, describedField, DescribedField, filteredLookupClass } from './describe-field.ts';
import { beanFacts, facts, getters, inUserLanguage, localName, once } from './facts.ts';
import { fieldSetClasses, fieldSetsMap } from './field-sets.ts';
import { FoldedMap } from './folded-map.ts';
import { SObjectFieldToken, SObjectTypeToken, fieldToken, sobjectToken } from './tokens.ts';
import { generatedSObjects } from '../signatures/load.ts';

/** `Schema.DescribeSObjectResult`. */
export class DescribedObject extends PlatformObject {
  readonly info: ObjectInfo;
  /** Asked for with everything at once (`SObjectDescribeOptions.FULL`): all that differs is that it says so. */
  readonly full: boolean;

  constructor(info: ObjectInfo, full: boolean) {
    super();
    this.info = info;
    this.full = full;
  }
}
DescribedObject.for('Schema.DescribeSObjectResult');

/** `describe.fields` and `describe.fieldSets`: only their map. */
export class DescribedParts extends PlatformObject {
  readonly info: ObjectInfo;

  constructor(info: ObjectInfo) {
    super();
    this.info = info;
  }
}

class FieldsOf extends DescribedParts {}
class FieldSetsOf extends DescribedParts {}
FieldsOf.for('Schema.SObjectTypeFields');
FieldSetsOf.for('Schema.SObjectTypeFieldSets');

const describedObjects = new WeakMap<ObjectInfo, DescribedObject>();
const fullyDescribed = new WeakMap<ObjectInfo, DescribedObject>();
const children = new WeakMap<ObjectInfo, Bean[]>();
const types = new WeakMap<RecordTypeRights, Bean[]>();

function describedObject(info: ObjectInfo, options?: EnumValue | null): DescribedObject {
  const full = options?.name === 'FULL';
  return once(full ? fullyDescribed : describedObjects, info, () => new DescribedObject(info, full));
}

/* ---- objects ---- */

const crud = (self: DescribedObject, tx: Transaction) => tx.org.access.object(tx.user, self.info);
const MERGEABLE = new Set(['Account', 'Contact', 'Lead', 'Case']);
const MASTER = '012000000000000AAA';

const PERSON_ACCOUNTS = /^(Is)?Person[A-Z]\w*$/i;

function fieldsMap(info: ObjectInfo): ApexMap {
  const pairs = info.fields.map((f) => [f.name, fieldToken(info.name, f.name)] as const);
  return new FoldedMap(
    mapType(stringType, runtimeTypeOf('Schema.SObjectField')),
    pairs,
    // Orgs without person accounts have none of their fields; code that names one is written for an org with them.
    (key) => (PERSON_ACCOUNTS.test(key) && info.name === 'Account' ? undefined : info.field(key)?.name)
  );
}

const MASTER_TYPE: RecordTypeInfo = {
  id: MASTER,
  developerName: 'Master',
  label: 'Master',
  active: true,
  picklists: new Map()
};

/** Values of setup that may be made but have no record types. */
const WITHOUT_RECORD_TYPES = new Set(['BusinessProcess', 'RecordType']);

/**
 * As the running user has them; the master record type may always be chosen. What nobody fills in by a page, as the stages
 * of opportunities and events, has none (github.com/octoberswimmer/aer-dist/issues/143 and 385).
 */
function recordTypes(tx: Transaction, info: ObjectInfo): Bean[] {
  const filledIn = (info.kind === 'standard' || info.kind === 'custom') && info.createable;
  if (info.recordTypes.length === 0 && (!filledIn || WITHOUT_RECORD_TYPES.has(info.name))) return [];
  const rights = tx.org.access.recordTypes(tx.user, info);
  return once(types, rights, () => [...info.recordTypes, MASTER_TYPE].map((r) => recordType(tx, info, r, rights)));
}

function recordType(
  tx: Transaction,
  info: ObjectInfo,
  r: RecordTypeInfo,
  { available, standard }: RecordTypeRights
): Bean {
  return new Bean('Schema.RecordTypeInfo', [
    ['name', inUserLanguage(tx, 'recordType', `${info.name}.${r.developerName}`, r.label)],
    ['developerName', r.developerName],
    ['recordTypeId', r.id],
    ['active', r.active],
    ['available', r.id === MASTER || available.has(r.id)],
    ['defaultRecordTypeMapping', r.id === (standard?.id ?? MASTER)],
    ['master', r.id === MASTER]
  ]);
}

function recordTypesBy(tx: Transaction, info: ObjectInfo, key: string): ApexMap {
  const type = runtimeTypeOf('Schema.RecordTypeInfo');
  return new ApexMap(
    mapType(key === 'recordTypeId' ? idType : stringType, type),
    recordTypes(tx, info).map((r) => [r.get(key), r] as const)
  );
}

function childRelationships(info: ObjectInfo): Bean[] {
  return info.childRelationships.map(
    (c) =>
      new Bean('Schema.ChildRelationship', [
        ['childSObject', sobjectToken(c.childObject)],
        ['field', fieldToken(c.childObject, c.field)],
        ['relationshipName', c.name ?? null],
        ['cascadeDelete', c.cascadeDelete],
        ['deprecatedAndHidden', false],
        ['restrictedDelete', false],
        ['junctionIdListNames', strings([])],
        ['junctionReferenceTo', listOf('Schema.SObjectType', [])]
      ])
  );
}

/** Objects whose feeds are tracked in a new org (Salesforce Help, Feed Tracking). */
const FEEDS: ReadonlySet<string> = new Set([
  'Account',
  'Case',
  'Contact',
  'Dashboard',
  'Lead',
  'Opportunity',
  'Report',
  'User'
]);

/** Objects whose records are worked out and have no Ids of their own (a public suite that passes on the platform asks). */
const WITHOUT_PREFIX = new Set(['RecentlyViewed', 'UserRecordAccess']);

/** "If the sObject is associated to another one, the kind of association, such as Share or History": told by its name. */
function associate({ name, kind }: ObjectInfo): { readonly kind: string; readonly parent: string } | null {
  const match = /^(.+?)(__)?(Share|History|Feed|ChangeEvent)$/.exec(name);
  if (!match || (kind === 'standard' && match[3] !== 'Feed')) return null;
  const [, parent = '', custom, type = ''] = match;
  return { kind: type, parent: custom ? `${parent}__c` : parent };
}

const describeObject = libraryClass(
  'Schema.DescribeSObjectResult',
  facts<DescribedObject>({
    'String Label': (d, tx) => inUserLanguage(tx, 'object', d.info.name, d.info.label),
    'String LabelPlural': (d, tx) => inUserLanguage(tx, 'objects', d.info.name, d.info.labelPlural),
    'String Name': (d) => d.info.name,
    'String LocalName': (d) => localName(d.info.name),
    'String KeyPrefix': (d) => (WITHOUT_PREFIX.has(d.info.name) ? null : d.info.keyPrefix || null),
    'Boolean Custom': (d) => d.info.custom,
    'Boolean CustomSetting': (d) => d.info.kind === 'customSetting',
    'Boolean Accessible': (d, tx) => crud(d, tx).read,
    'Boolean Createable': (d, tx) => d.info.createable && crud(d, tx).create,
    'Boolean Updateable': (d, tx) => d.info.updateable && crud(d, tx).edit,
    'Boolean Deletable': (d, tx) => d.info.deletable && crud(d, tx).delete,
    'Boolean Undeletable': (d) => d.info.undeletable,
    'Boolean Queryable': (d) => d.info.queryable,
    'Boolean Searchable': (d) => d.info.searchable,
    /** Recently used records are kept of what a person can look up (assumed). */
    'Boolean MruEnabled': (d) => d.info.searchable,
    'Boolean Mergeable': (d) => MERGEABLE.has(d.info.name),
    'Boolean DeprecatedAndHidden': () => false,
    'String AssociateEntityType': (d) => associate(d.info)?.kind ?? null,
    'String AssociateParentEntity': (d) => associate(d.info)?.parent ?? null,
    'Boolean FeedEnabled': (d) => FEEDS.has(d.info.name),
    'Schema.SObjectType SObjectType': (d) => sobjectToken(d.info.name),
    'List<Schema.ChildRelationship> ChildRelationships': (d) =>
      listOf(
        'Schema.ChildRelationship',
        once(children, d.info, () => childRelationships(d.info))
      ),
    'List<Schema.RecordTypeInfo> RecordTypeInfos': (d, tx) => listOf('Schema.RecordTypeInfo', recordTypes(tx, d.info)),
    'Map<String,Schema.RecordTypeInfo> RecordTypeInfosByDeveloperName': (d, tx) =>
      recordTypesBy(tx, d.info, 'developerName'),
    'Map<Id,Schema.RecordTypeInfo> RecordTypeInfosById': (d, tx) => recordTypesBy(tx, d.info, 'recordTypeId'),
    'Map<String,Schema.RecordTypeInfo> RecordTypeInfosByName': (d, tx) => recordTypesBy(tx, d.info, 'name'),
    'Schema.SObjectTypeFields Fields': (d) => new FieldsOf(d.info),
    'Schema.SObjectTypeFieldSets FieldSets': (d) => new FieldSetsOf(d.info)
  }),
  {
    // Null, as a public report tells of an event (github.com/octoberswimmer/aer-dist/issues/385); assumed of the rest.
    'get Boolean DataTranslationEnabled': () => null,
    'Boolean getDataTranslationEnabled()': () => null,
    ...getters<DescribedObject>({
      // "The Account object, which has subtype PersonAccount, is the only object that returns true."
      'Boolean HasSubtypes': (d) => d.info.name === 'Account',
      // Reserved for future use, as documented.
      'String DefaultImplementation': () => null,
      'String ImplementedBy': () => null,
      'String ImplementsInterfaces': () => null,
      'Boolean IsInterface': () => false,
      'Boolean IsSubtype': () => false,
      // What is not asked for in full waits until it is read, since version 44.
      'Schema.SObjectDescribeOptions SObjectDescribeOption': (d) =>
        platformEnum('Schema.SObjectDescribeOptions', d.full ? 'FULL' : 'DEFERRED')
    })
  }
);

const objectParts = [
  libraryClass('Schema.SObjectTypeFields', {
    'Map<String,Schema.SObjectField> getMap()': (_, p: DescribedParts) => fieldsMap(p.info)
  }),
  libraryClass('Schema.SObjectTypeFieldSets', {
    'Map<String,Schema.FieldSet> getMap()': (tx, p: DescribedParts) => fieldSetsMap(tx.org.schema, p.info)
  }),
  libraryClass(
    'Schema.RecordTypeInfo',
    beanFacts(
      'String Name',
      'String DeveloperName',
      'Id RecordTypeId',
      'Boolean Active',
      'Boolean Available',
      'Boolean DefaultRecordTypeMapping',
      'Boolean Master'
    )
  ),
  libraryClass(
    'Schema.ChildRelationship',
    beanFacts(
      'Schema.SObjectType ChildSObject',
      'Schema.SObjectField Field',
      'String RelationshipName',
      'Boolean CascadeDelete',
      'Boolean DeprecatedAndHidden',
      'Boolean RestrictedDelete',
      'List<String> JunctionIdListNames',
      'List<Schema.SObjectType> JunctionReferenceTo'
    )
  ),
  libraryClass(
    'Schema.PicklistEntry',
    beanFacts('String Label', 'String Value', 'Boolean Active', 'Boolean DefaultValue')
  )
];

/* ---- tokens ---- */

function describeType(tx: Transaction, token: SObjectTypeToken, options?: EnumValue): DescribedObject {
  return describedObject(token.info(tx), options);
}

function describeToken(tx: Transaction, token: SObjectFieldToken): DescribedField {
  return describedField(sobjectToken(token.object).info(tx), token.field(tx));
}

/** Documented: "of the specified record type ID, and with default custom field values". */
function newRecordOfType(
  tx: Transaction,
  token: SObjectTypeToken,
  recordType: string | null,
  defaults: boolean
): SObject {
  const record = new SObject(token.info(tx), []);
  if (recordType !== null) record.putByName('RecordTypeId', toId(recordType));
  if (defaults === true) fillDefaults(tx, record);
  return record;
}

const tokens = [
  libraryClass('Schema.SObjectType', {
    'Schema.DescribeSObjectResult getDescribe()': (tx, self: SObjectTypeToken) => describeType(tx, self),
    'Schema.DescribeSObjectResult getDescribe(Object options)': (tx, self: SObjectTypeToken, options: EnumValue) =>
      describeType(tx, self, options),
    'SObject newSObject()': (tx, self: SObjectTypeToken) => new SObject(self.info(tx), []),
    'SObject newSObject(Id id)': (tx, self: SObjectTypeToken, id: string | null) =>
      new SObject(self.info(tx), id === null ? [] : [toId(id)]).inOrder(id === null ? [] : [0]),
    'SObject newSObject(Id recordTypeId, Boolean loadDefaults)': (
      tx,
      self: SObjectTypeToken,
      recordType: string | null,
      defaults: boolean
    ) => newRecordOfType(tx, self, recordType, defaults)
  }),
  libraryClass('Schema.SObjectField', {
    'Schema.DescribeFieldResult getDescribe()': (tx, self: SObjectFieldToken) => describeToken(tx, self),
    'Schema.DescribeFieldResult getDescribe(Object options)': (tx, self: SObjectFieldToken) => describeToken(tx, self)
  })
];

const global = new WeakMap<Schema, { readonly version: number; readonly map: ApexMap }>();

function globalDescribe(schema: Schema): ApexMap {
  const known = global.get(schema);
  if (known?.version === schema.version) return known.map.clone();
  const pairs = schema.objectNames().map((name) => [name, sobjectToken(name)] as const);
  const map = new FoldedMap(
    mapType(stringType, runtimeTypeOf('Schema.SObjectType')),
    pairs,
    (key) => schema.object(key)?.name,
    (key) => tokenOf(schema.object(key))
  );
  global.set(schema, { version: schema.version, map });
  return map;
}

function tokenOf(info: ObjectInfo | undefined): SObjectTypeToken | undefined {
  return info && sobjectToken(info.name);
}

const schemaMethods = libraryClass('System.Schema', {
  'static Map<String,Schema.SObjectType> getGlobalDescribe()': (tx) => globalDescribe(tx.org.schema),
  'static List<Schema.DescribeSObjectResult> describeSObjects(List<String> names)': (tx, _, names: ApexList) =>
    describeAll(tx, names),
  'static List<Schema.DescribeSObjectResult> describeSObjects(List<String> names, Object options)': (
    tx,
    _,
    names: ApexList,
    options: EnumValue
  ) => describeAll(tx, names, options)
});

function describeAll(tx: Transaction, names: ApexList, options?: EnumValue): ApexList {
  const found = (need(names).items as string[]).map((name) => {
    const info = tx.org.schema.object(name);
    return info ? describedObject(info, options) : notDescribed(name);
  });
  return listOf('Schema.DescribeSObjectResult', found);
}

const objectOfFeature = (name: string): boolean =>
  Object.keys(generatedSObjects()).some((each) => each.toLowerCase() === name.toLowerCase());

/**
 * An object that only orgs with a feature have is there and cannot be reached: a public suite that passes in orgs with one
 * currency catches NoAccessException alone, its words are assumed. The words of the other are those that users report
 * (github.com/SalesforceFoundation/NPSP/issues/5904).
 */
function notDescribed(name: string): never {
  if (objectOfFeature(name)) throwApex('System.NoAccessException', `No access to entity: ${name}`);
  return throwApex(
    'System.InvalidParameterValueException',
    `Invalid sobject provided. The Schema.describeSObject() methods does not support the ${name} sobject as a parameter. The sobject provided does not exist.`
  );
}

/** What `Account.SObjectType`, `Account.Name` and their describes are in Apex: for the linker. */
export function schemaToken(schema: Schema, token: string, object: string, field: string | null): unknown {
  const info = schema.object(object);
  if (!info) throw new Error(`no object ${object} in the schema`);
  if (token === 'SObjectType') return sobjectToken(info.name);
  if (token === 'DescribeSObject') return describedObject(info);
  if (token === 'FieldSet') return fieldSetNamed(schema, info, field);
  const found = info.field(field ?? '');
  if (!found) throw new Error(`no field ${object}.${field} in the schema`);
  return token === 'DescribeField' ? describedField(info, found) : fieldToken(info.name, found.name);
}

function fieldSetNamed(schema: Schema, info: ObjectInfo, name: string | null): unknown {
  if (name === null) return new FieldSetsOf(info);
  return (
    fieldSetsMap(schema, info).get(name) ?? throwApex('System.SObjectException', `No field set ${name} of ${info.name}`)
  );
}

export const schemaClasses = [
  schemaMethods,
  describeObject,
  describeField,
  filteredLookupClass,
  ...objectParts,
  ...fieldSetClasses,
  ...tokens
];
