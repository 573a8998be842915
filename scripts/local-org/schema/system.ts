import type { ObjectInfo, ObjectKind } from '../contracts/schema.ts';
import type { FieldDraft } from './field.ts';

const readOnly = { createable: false, updateable: false } as const;

const user = (name: string, relationshipName: string, label: string): FieldDraft => ({
  name,
  type: 'Reference',
  label,
  referenceTo: ['User'],
  relationshipName,
  nillable: false,
  ...readOnly
});

/** `Account ID`; activities share theirs (SOAP API, describeSObject; shown by a public suite for accounts and users). */
export function idField(object: string, label: string): FieldDraft {
  return { ...ID, label: `${object === 'Task' || object === 'Event' ? 'Activity' : label} ID` };
}

export const ID: FieldDraft = { name: 'Id', type: 'Id', label: 'Record ID', nillable: false, ...readOnly };

const DELETED: FieldDraft = { name: 'IsDeleted', type: 'Boolean', label: 'Deleted', defaultValue: false, ...readOnly };
const CREATED: readonly FieldDraft[] = [
  { name: 'CreatedDate', type: 'Datetime', label: 'Created Date', nillable: false, ...readOnly },
  user('CreatedById', 'CreatedBy', 'Created By ID')
];
const MODIFIED: readonly FieldDraft[] = [
  { name: 'LastModifiedDate', type: 'Datetime', label: 'Last Modified Date', nillable: false, ...readOnly },
  user('LastModifiedById', 'LastModifiedBy', 'Last Modified By ID'),
  { name: 'SystemModstamp', type: 'Datetime', label: 'System Modstamp', nillable: false, ...readOnly }
];

export const AUDIT: readonly FieldDraft[] = [DELETED, ...CREATED, ...MODIFIED];

/** Owner of records that queues may own; tasks and events get theirs from the same. */
export const OWNER: FieldDraft = {
  name: 'OwnerId',
  type: 'Reference',
  label: 'Owner ID',
  referenceTo: ['Group', 'User'],
  relationshipName: 'Owner',
  nillable: false
};

/** Of objects that queues do not hold: an account's owner is a user (Object Reference, Account). */
export const USER_OWNER: FieldDraft = { ...OWNER, referenceTo: ['User'] };

export const RECORD_TYPE: FieldDraft = {
  name: 'RecordTypeId',
  type: 'Reference',
  label: 'Record Type ID',
  referenceTo: ['RecordType'],
  relationshipName: 'RecordType'
};

export const LAST_ACTIVITY: FieldDraft = {
  name: 'LastActivityDate',
  type: 'Date',
  label: 'Last Activity Date',
  ...readOnly
};

export const NAME: FieldDraft = { name: 'Name', type: 'String', label: 'Name', length: 80, nameField: true };

const VIEWED: readonly FieldDraft[] = ['LastViewedDate', 'LastReferencedDate'].map((name) => ({
  name,
  type: 'Datetime',
  ...readOnly
}));

const METADATA_TYPE: readonly FieldDraft[] = [
  { name: 'DeveloperName', type: 'String', label: 'Custom Metadata Record Name', length: 40, required: true },
  { name: 'MasterLabel', type: 'String', label: 'Label', length: 40, required: true, nameField: true },
  { name: 'Language', type: 'String', label: 'Master Language', length: 40 },
  { name: 'NamespacePrefix', type: 'String', label: 'Namespace Prefix', length: 15 },
  { name: 'Label', type: 'String', label: 'Label', length: 40 },
  { name: 'QualifiedApiName', type: 'String', label: 'Qualified API Name', length: 70 },
  { name: 'SystemModstamp', type: 'Datetime', label: 'System Modstamp', ...readOnly }
];

const EVENT: readonly FieldDraft[] = [
  { name: 'ReplayId', type: 'String', label: 'Replay ID', length: 1000, ...readOnly },
  { name: 'EventUuid', type: 'String', label: 'Event UUID', length: 36, ...readOnly },
  ...CREATED
];

/** Object Reference, External Objects: "ExternalId" and "DisplayUrl". */
export const EXTERNAL: readonly FieldDraft[] = [
  { name: 'ExternalId', type: 'String', label: 'External ID', length: 255 },
  { name: 'DisplayUrl', type: 'Url', label: 'Display URL', length: 1000 }
];

const SETUP_OWNER: FieldDraft = {
  name: 'SetupOwnerId',
  type: 'Reference',
  label: 'Location',
  referenceTo: ['Organization', 'Profile', 'User'],
  relationshipName: 'SetupOwner',
  required: true
};

/** The fields that every object of a kind has, before its own. */
export function systemFields(kind: ObjectKind, hierarchySetting: boolean, hasMaster: boolean): FieldDraft[] {
  switch (kind) {
    case 'custom':
      return [ID, ...(hasMaster ? [] : [OWNER]), DELETED, NAME, ...CREATED, ...MODIFIED, ...VIEWED];
    case 'event':
      return [ID, ...EVENT];
    case 'customMetadata':
      return [ID, ...METADATA_TYPE];
    case 'customSetting':
      return [
        ID,
        DELETED,
        { ...NAME, length: 38 },
        ...(hierarchySetting ? [SETUP_OWNER] : []),
        ...CREATED,
        ...MODIFIED
      ];
    default:
      return [ID];
  }
}

/** What may be done with records of a kind. */
export const KIND_FLAGS: Readonly<Record<ObjectKind, string>> = {
  standard: 'crudnqst',
  custom: 'crudnqst',
  event: 'ct',
  customMetadata: 'rq',
  customSetting: 'crudq',
  share: 'crudq',
  history: 'rq',
  changeEvent: 't',
  virtual: 'rq'
};

/** The share object of an object: `LeadShare` by its own names, `X__Share` by ParentId. */
export function shareFields(object: ObjectInfo): FieldDraft[] {
  const parent = object.custom ? 'ParentId' : `${object.name}Id`;
  const level = object.custom ? 'AccessLevel' : `${object.name}AccessLevel`;
  const relationshipName = object.custom ? 'Parent' : object.name;
  const text = (name: string): FieldDraft => ({
    name,
    type: 'Picklist',
    length: 40,
    picklist: { values: [], restricted: false, sorted: false }
  });
  const more =
    object.name === 'Account' ? ['OpportunityAccessLevel', 'CaseAccessLevel', 'ContactAccessLevel'].map(text) : [];
  return [
    ID,
    {
      name: parent,
      type: 'Reference',
      referenceTo: [object.name],
      relationshipName,
      childRelationshipName: 'Shares',
      deleteConstraint: 'Cascade',
      required: true,
      updateable: false
    },
    {
      name: 'UserOrGroupId',
      type: 'Reference',
      referenceTo: ['Group', 'User'],
      relationshipName: 'UserOrGroup',
      required: true,
      updateable: false
    },
    { ...text(level), required: true },
    ...more,
    { ...text('RowCause'), updateable: false },
    ...MODIFIED.slice(0, 2),
    DELETED
  ];
}

/** The field history of an object: `LeadHistory` by LeadId, `X__History` by ParentId. */
export function historyFields(object: ObjectInfo): FieldDraft[] {
  const parent = object.custom ? 'ParentId' : `${object.name}Id`;
  const relationshipName = object.custom ? 'Parent' : object.name;
  return [
    ID,
    DELETED,
    {
      name: parent,
      type: 'Reference',
      referenceTo: [object.name],
      relationshipName,
      childRelationshipName: 'Histories',
      deleteConstraint: 'Cascade',
      ...readOnly
    },
    ...CREATED,
    { name: 'Field', type: 'String', length: 255, ...readOnly },
    { name: 'DataType', type: 'String', length: 40, ...readOnly },
    { name: 'OldValue', type: 'AnyType', ...readOnly },
    { name: 'NewValue', type: 'AnyType', ...readOnly }
  ];
}

/** Change events carry the object's own fields behind their header. */
export function changeEventFields(object: ObjectInfo): FieldDraft[] {
  const own = object.fields.filter((f) => f.name !== 'Id' && !f.formula && !f.summary);
  return [
    ID,
    { name: 'ReplayId', type: 'String', length: 1000 },
    { name: 'ChangeEventHeader', type: 'AnyType' },
    ...own.map(({ object: _object, slot: _slot, childRelationshipName: _child, ...field }) => ({
      ...field,
      required: false
    }))
  ];
}
