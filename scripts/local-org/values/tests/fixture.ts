import type { FieldInfo, FieldType, ObjectInfo } from '../../contracts/schema.ts';

function field(slot: number, name: string, type: FieldType, more: Partial<FieldInfo> = {}): FieldInfo {
  return {
    object: 'Widget__c',
    name,
    slot,
    label: name,
    type,
    custom: name.endsWith('__c'),
    length: 255,
    precision: 18,
    scale: 2,
    required: false,
    unique: false,
    caseSensitive: false,
    externalId: false,
    createable: true,
    updateable: true,
    filterable: true,
    sortable: true,
    groupable: true,
    nillable: true,
    nameField: name === 'Name',
    referenceTo: [],
    masterDetail: false,
    ...more
  };
}

const fields = [
  field(0, 'Id', 'Id'),
  field(1, 'Name', 'String'),
  field(2, 'Size__c', 'Double'),
  field(3, 'Active__c', 'Boolean'),
  field(4, 'Due__c', 'Date'),
  field(5, 'OwnerId', 'Reference', { relationshipName: 'Owner', referenceTo: ['User'] }),
  field(6, 'CreatedDate', 'Datetime'),
  field(7, 'Number__c', 'String', { autoNumber: { format: '{0}', start: 1 } })
];

/** A small object of its own with one parent and one child relationship. */
export const widget: ObjectInfo = {
  name: 'Widget__c',
  label: 'Widget',
  labelPlural: 'Widgets',
  keyPrefix: 'a00',
  kind: 'custom',
  custom: true,
  fields,
  field: (name) => fields.find((f) => f.name.toLowerCase() === name.toLowerCase()),
  parentRelationship: (name) => fields.find((f) => f.relationshipName?.toLowerCase() === name.toLowerCase()),
  childRelationship: (name) =>
    name.toLowerCase() === 'parts__r'
      ? { name: 'Parts__r', childObject: 'Part__c', field: 'Widget__c', cascadeDelete: false }
      : undefined,
  childRelationships: [],
  recordTypes: [],
  validationRules: [],
  fieldSets: [],
  sharing: 'ReadWrite',
  grantAccessUsingHierarchies: true,
  createable: true,
  updateable: true,
  deletable: true,
  undeletable: true,
  queryable: true,
  searchable: true,
  triggerable: true,
  setup: false
};
