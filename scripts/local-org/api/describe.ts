import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { OrgServices, Transaction } from '../contracts/transaction.ts';
import { isDefaultedOnCreate, validForOf } from '../values/index.ts';

const TYPES: Readonly<Record<string, string>> = {
  Id: 'id',
  String: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  RichTextArea: 'textarea',
  EncryptedString: 'encryptedstring',
  MultiPicklist: 'multipicklist',
  Integer: 'int',
  Long: 'long',
  Double: 'double',
  AnyType: 'anyType',
  Base64: 'base64'
};
const SOAP: Readonly<Record<string, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  long: 'xsd:long',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  anyType: 'xsd:anyType'
};

/** One line of the object list. */
export function describeShort(tx: Transaction, object: ObjectInfo, root: string): object {
  const may = tx.org.access.object(tx.user, object);
  return {
    name: object.name,
    label: object.label,
    labelPlural: object.labelPlural,
    keyPrefix: object.keyPrefix,
    custom: object.custom,
    customSetting: object.kind === 'customSetting',
    createable: object.createable && may.create,
    updateable: object.updateable && may.edit,
    deletable: object.deletable && may.delete,
    undeletable: object.undeletable && may.delete,
    queryable: object.queryable && may.read,
    searchable: object.searchable,
    triggerable: object.triggerable,
    urls: {
      sobject: `${root}/sobjects/${object.name}`,
      describe: `${root}/sobjects/${object.name}/describe`,
      rowTemplate: `${root}/sobjects/${object.name}/{ID}`
    }
  };
}

/** Objects that the user may see. */
export function visibleObjects(tx: Transaction): ObjectInfo[] {
  return tx.org.schema.objects().filter((object) => tx.org.access.object(tx.user, object).read);
}

/** The describe of one object: only fields that the user may read. */
export function describe(tx: Transaction, object: ObjectInfo, root: string): object {
  const { org, user } = tx;
  const { available, standard } = org.access.recordTypes(user, object);
  return {
    ...describeShort(tx, object, root),
    fields: object.fields
      .filter((field) => org.access.field(user, field).read)
      .map((field) => describeField(org, tx, object, field)),
    childRelationships: object.childRelationships.map((child) => ({
      cascadeDelete: child.cascadeDelete,
      childSObject: child.childObject,
      field: child.field,
      relationshipName: child.name ?? null,
      deprecatedAndHidden: false,
      restrictedDelete: false
    })),
    recordTypeInfos: object.recordTypes.map((type) => ({
      active: type.active,
      available: available.has(type.id),
      defaultRecordTypeMapping: type.id === standard?.id,
      developerName: type.developerName,
      master: false,
      name: type.label,
      recordTypeId: type.id
    }))
  };
}

function describeField(org: OrgServices, tx: Transaction, object: ObjectInfo, field: FieldInfo): object {
  const valid = validForOf(object, field);
  const may = org.access.field(tx.user, field);
  const type = TYPES[field.type] ?? field.type.toLowerCase();
  return {
    name: field.name,
    label: field.label,
    type,
    soapType: SOAP[type] ?? 'xsd:string',
    length: field.length,
    precision: field.precision,
    scale: field.scale,
    digits: field.type === 'Integer' ? 9 : 0,
    custom: field.custom,
    createable: field.createable && may.edit,
    updateable: field.updateable && may.edit,
    nillable: field.nillable,
    defaultedOnCreate: isDefaultedOnCreate(object, field),
    unique: field.unique,
    caseSensitive: field.caseSensitive,
    externalId: field.externalId,
    idLookup: field.name === 'Id' || field.externalId,
    filterable: field.filterable,
    sortable: field.sortable,
    groupable: field.groupable,
    nameField: field.nameField,
    autoNumber: field.autoNumber !== undefined,
    calculated: field.formula !== undefined || field.summary !== undefined,
    calculatedFormula: field.formula?.text ?? null,
    inlineHelpText: field.helpText ?? null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName ?? null,
    cascadeDelete: field.masterDetail,
    restrictedPicklist: field.picklist?.restricted ?? false,
    picklistValues: (field.picklist?.values ?? []).map((v) => ({
      active: v.active,
      defaultValue: v.isDefault,
      label: v.label,
      validFor: valid(v),
      value: v.value
    }))
  };
}
