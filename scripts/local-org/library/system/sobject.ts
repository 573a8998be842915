import type { ObjectInfo } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexException, ApexList, SObject, box, isValidId, throwApex } from '../../values/index.ts';
import { type Members, libraryClass, listOf, need } from '../define.ts';
import { recordOptions } from '../database/dml.ts';
import { databaseError } from '../database/results.ts';
import { SObjectFieldToken, SObjectTypeToken, sobjectToken } from '../schema/tokens.ts';
import { settings } from './settings.ts';

type FieldName = string | SObjectFieldToken;

function nameOf(field: FieldName): string {
  return typeof need(field) === 'string' ? (field as string) : (field as SObjectFieldToken).name;
}

/** The name of a field of this record: a token must be one of its object's (assumed: a public suite expects the error). */
function ownName(record: SObject, field: FieldName): string {
  const name = nameOf(field);
  if (field instanceof SObjectFieldToken && field.object !== record.info.name)
    throwApex(
      'System.SObjectException',
      `${field.object}.${field.name} does not belong to SObject type ${record.info.name}`
    );
  return name;
}

/** A lookup takes any text until it is saved, as a public suite shows (assumed for lookups of standard objects). */
function put(record: SObject, field: FieldName, value: unknown): unknown {
  const info = record.fieldNamed(ownName(record, field));
  // What the platform computes (github.com/octoberswimmer/aer-dist/issues/343, github.com/dhoechst/Salesforce-Test-Factory/issues/3).
  if (info.formula || info.summary || info.autoNumber !== undefined)
    throwApex('System.SObjectException', `Field ${info.name} is not editable`);
  const old = box(record.peek(info.slot), 'Object');
  if (info.type === 'Reference' && typeof value === 'string' && !isValidId(value)) record.put(info.slot, value);
  else record.putByName(info.name, value);
  return old;
}

/** `OwnerId` or `Owner`: both name the relationship. */
function relationship(record: SObject, field: FieldName): string {
  const name = nameOf(field);
  return record.info.field(name)?.relationshipName ?? name;
}

function putParent(record: SObject, field: FieldName, parent: SObject | null): SObject | null {
  const name = relationship(record, field);
  const old = (record.rel?.get(name.toLowerCase()) as SObject | undefined) ?? null;
  record.setParent(name, parent);
  return old;
}

/** Two signatures, by name and by token, with one behaviour. */
function byNameOrToken(
  text: string,
  run: (tx: Transaction, self: SObject, field: FieldName, value?: never) => unknown
): Members {
  return { [text.replace('FIELD', 'String')]: run, [text.replace('FIELD', 'Schema.SObjectField')]: run };
}

export function addError(record: SObject, message: string | ApexException | null, field?: string): void {
  const text = message instanceof ApexException ? message.message : need(message);
  if (field === undefined) record.addError(text);
  else record.addError(text, record.fieldNamed(field).name);
}

const errors: Members = {
  'void addError(String message)': (_, self: SObject, m: string) => addError(self, m),
  'void addError(String message, Boolean escape)': (_, self: SObject, m: string) => addError(self, m),
  'void addError(Exception e)': (_, self: SObject, e: ApexException) => addError(self, e),
  'void addError(Exception e, Boolean escape)': (_, self: SObject, e: ApexException) => addError(self, e),
  'void addError(String field, String message)': (_, self: SObject, f: string, m: string) => addError(self, m, need(f)),
  'void addError(String field, String message, Boolean escape)': (_, self: SObject, f: string, m: string) =>
    addError(self, m, need(f)),
  'void addError(Schema.SObjectField field, String message)': (_, self: SObject, f: SObjectFieldToken, m: string) =>
    addError(self, m, nameOf(f)),
  'void addError(Schema.SObjectField field, String message, Boolean escape)': (
    _,
    self: SObject,
    f: SObjectFieldToken,
    m: string
  ) => addError(self, m, nameOf(f)),
  'List<Database.Error> getErrors()': (_, self: SObject) => listOf('Database.Error', self.errors.map(databaseError)),
  'Boolean hasErrors()': (_, self: SObject) => self.errors.length > 0
};

const cloning: Members = {
  'SObject clone()': (_, self: SObject) => self.clone(),
  'SObject clone(Boolean a)': (_, self: SObject, a: boolean) => self.clone(a),
  'SObject clone(Boolean a, Boolean b)': (_, self: SObject, a: boolean, b: boolean) => self.clone(a, b),
  'SObject clone(Boolean a, Boolean b, Boolean c)': (_, self: SObject, a: boolean, b: boolean, c: boolean) =>
    self.clone(a, b, c),
  'SObject clone(Boolean a, Boolean b, Boolean c, Boolean d)': (
    _,
    self: SObject,
    a: boolean,
    b: boolean,
    c: boolean,
    d: boolean
  ) => self.clone(a, b, c, d),
  'Id getCloneSourceId()': (_, self: SObject) => self.cloneSource,
  'Database.DMLOptions getOptions()': (_, self: SObject) => recordOptions.get(self),
  'void setOptions(Object options)': (_, self: SObject, options) => recordOptions.set(self, options),
  'Boolean isClone()': (_, self: SObject) => self.isClone
};

function clear(record: SObject): void {
  record.v = [];
  record.inOrder([]);
  record.rel = null;
}

/** Custom settings and metadata answer these on the type: `self` is its token (`Switch__c.getInstance()`). */
function objectOf(tx: Transaction, self: SObjectTypeToken | SObject): ObjectInfo {
  return self instanceof SObject ? self.info : self.info(tx);
}

const stored: Members = {
  'Map<String,SObject> getAll()': (tx, self) => settings.all(tx, objectOf(tx, self)),
  'SObject getInstance()': (tx, self) => settings.forUser(tx, objectOf(tx, self), tx.user.id),
  'SObject getInstance(String key)': (tx, self, key: string) => settings.byKey(tx, objectOf(tx, self), key),
  'SObject getOrgDefaults()': (tx, self) => settings.orgDefaults(tx, objectOf(tx, self)),
  'SObject getValues(String key)': (tx, self, key: string) => settings.values(tx, objectOf(tx, self), key)
};

/** Methods of every record. */
export const sobjectClass = libraryClass(
  'System.SObject',
  byNameOrToken('Object get(FIELD field)', (_, self, field) => self.getObject(ownName(self, field))),
  byNameOrToken('Object put(FIELD field, Object value)', (_, self, field, value) => put(self, field, value)),
  byNameOrToken('SObject getSObject(FIELD field)', (_, self, field) => self.heldParent(relationship(self, field))),
  byNameOrToken('List<SObject> getSObjects(FIELD field)', (_, self, field) =>
    childrenOrNull(self, childName(self, field))
  ),
  byNameOrToken('SObject putSObject(FIELD field, SObject value)', (_, self, field, value) =>
    putParent(self, field, value ?? null)
  ),
  byNameOrToken('Boolean isSet(FIELD field)', (_, self, field) => self.isSet(self.fieldNamed(nameOf(field)).slot)),
  errors,
  cloning,
  stored,
  {
    'void recalculateFormulas()': (tx, self: SObject) => tx.org.save.recalculate(tx, self),
    // A record that a quick action has made knows it; none does here.
    'String getQuickActionName()': () => null,
    'void clear()': (_, self: SObject) => clear(self),
    'Map<String,Object> getPopulatedFieldsAsMap()': (_, self: SObject) => self.populatedMap(),
    'Schema.SObjectType getSObjectType()': (_, self: SObject) => sobjectToken(self.info.name)
  }
);

/** A token is that of the child's lookup. */
function childName(record: SObject, field: FieldName): string {
  if (!(field instanceof SObjectFieldToken)) return nameOf(field);
  const child = record.info.childRelationships.find((c) => c.childObject === field.object && c.field === field.name);
  return child?.name ?? field.name;
}

/** `getSObjects` answers null where a subquery found nothing, of computed objects an empty list (shown by public suites). */
function childrenOrNull(record: SObject, name: string): ApexList | null {
  if (!record.info.childRelationship(name))
    throwApex('System.SObjectException', `Invalid aggregate relationship ${name} for ${record.info.name}`);
  const list = record.children(name);
  return list.size === 0 && record.info.kind !== 'virtual' ? null : list;
}

/** `record.Name.addError('...')` reaches the record through the emitted code; on any other value it is refused. */
const PRIMITIVES = ['String', 'Id', 'Boolean', 'Integer', 'Long', 'Double', 'Decimal', 'Date', 'Datetime', 'Time'];

function noField(): never {
  return throwApex('System.SObjectException', 'addError can only be called on a field of a record');
}

const onFields: Members = {
  'void addError(String message)': noField,
  'void addError(String message, Boolean escape)': noField,
  'void addError(Exception e)': noField,
  'void addError(Exception e, Boolean escape)': noField
};

export const fieldErrorClasses = PRIMITIVES.map((name) => libraryClass(`System.${name}`, onFields));
