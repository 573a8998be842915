import type { ChildRelationship, FieldType, PicklistValue } from '../../contracts/schema.ts';
import type { FieldDraft } from '../field.ts';
import { describedObject, describedValues, type DescribedField } from './load.ts';

export { describedNames } from './load.ts';

/**
 * A field of a standard object with what orgs describe of it: label, type, flags, values and targets, where the tables
 * and signatures do not say more. The tables stay right about lengths, what a save requires and who may write.
 */
export function asDescribed(object: string, draft: FieldDraft): FieldDraft {
  const said = describedObject(object)?.fields.get(draft.name);
  if (!said) return draft;
  const type = typeOf(said, draft);
  return {
    ...draft,
    type,
    label: said.label,
    nillable: draft.required === true ? false : said.nillable,
    filterable: said.filterable,
    groupable: said.groupable,
    sortable: said.sortable,
    ...lengthOf(type, draft),
    ...targetsOf(said, draft, type),
    ...valuesOf(said, draft, type)
  };
}

const TYPES: Readonly<Record<string, FieldType>> = {
  string: 'String',
  picklist: 'Picklist',
  multipicklist: 'MultiPicklist',
  combobox: 'Combobox',
  encryptedstring: 'EncryptedString',
  email: 'Email',
  phone: 'Phone',
  url: 'Url',
  int: 'Integer',
  long: 'Long',
  double: 'Double',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
  base64: 'Base64',
  address: 'Address',
  location: 'Location',
  anyType: 'AnyType'
};

const LONG = new Set<FieldType>(['TextArea', 'LongTextArea', 'RichTextArea']);

function typeOf(said: DescribedField, { type: own, picklist }: FieldDraft): FieldType {
  if (picklist || own === 'Reference') return own;
  if (said.type === 'textarea' || said.type === 'richtextarea') return LONG.has(own) ? own : textTypeOf(said);
  if (said.type === 'reference') return said.to ? 'Reference' : own;
  return TYPES[said.type] ?? own;
}

/** Long text areas are those that a query cannot filter (SOQL and SOSL Reference, WHERE). */
function textTypeOf({ type, filterable }: DescribedField): FieldType {
  if (type === 'richtextarea') return 'RichTextArea';
  return filterable ? 'TextArea' : 'LongTextArea';
}

/** No describe that the editor keeps tells lengths: the longest of the kind is assumed. */
function lengthOf(type: FieldType, draft: FieldDraft): Partial<FieldDraft> {
  if (type === draft.type || !LONG.has(type)) return {};
  return { length: type === 'TextArea' ? 4000 : 131_072 };
}

/** Targets where the tables name none or any, and owners. */
function targetsOf(said: DescribedField, draft: FieldDraft, type: FieldType): Partial<FieldDraft> {
  if (type !== 'Reference' || !said.to) return {};
  const own = draft.referenceTo ?? [];
  const open = draft.name === 'OwnerId' || own.length === 0 || (own.length > MANY && !said.any);
  return {
    referenceTo: open ? said.to : own,
    ...(draft.relationshipName === undefined && said.as !== undefined ? { relationshipName: said.as } : {}),
    ...(draft.type === 'Reference' ? {} : { deleteConstraint: 'SetNull' })
  };
}

/** The signatures do not tell the targets of a polymorphic lookup: every object stands for them. */
const MANY = 100;

function valuesOf(said: DescribedField, draft: FieldDraft, type: FieldType): Partial<FieldDraft> {
  if (draft.picklist?.values.length || said.values === undefined || !PICKED.has(type)) return {};
  return { picklist: { values: describedValues(said.values).map(valueOf), restricted: false, sorted: false } };
}

const PICKED = new Set<FieldType>(['Picklist', 'MultiPicklist', 'Combobox']);

function valueOf([value, label, isDefault]: readonly [string, string | 0, 1?]): PicklistValue {
  return { value, label: label === 0 ? value : label, active: true, isDefault: isDefault === 1 };
}

/** Label of a standard object. */
export function describedLabel(object: string): string | undefined {
  return describedObject(object)?.label;
}

/** The named child relationships of a standard object. */
export function describedChildren(object: string): readonly ChildRelationship[] {
  const children = describedObject(object)?.children ?? [];
  return children.map(([name, childObject, field, cascade]) => {
    return { name, childObject, field, cascadeDelete: cascade === 1 };
  });
}

const APEX_TYPES: Readonly<Record<string, string>> = {
  id: 'Id',
  reference: 'Id',
  boolean: 'Boolean',
  int: 'Integer',
  long: 'Long',
  double: 'Decimal',
  currency: 'Decimal',
  percent: 'Decimal',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
  base64: 'Blob',
  address: 'Address',
  location: 'Location',
  anyType: 'Object'
};

/** Members of an object that the type jars leave out (`ContentNote`, `AgentWork`), in the form of the signatures. */
export function describedMembers(object: string): Readonly<Record<string, string>> {
  const said = describedObject(object);
  const fields = [...(said?.fields ?? [])].flatMap(([name, field]) => {
    const parent =
      field.as === undefined ? [] : [[field.as, field.to?.length === 1 ? field.to[0] : 'SObject'] as const];
    return [[name, APEX_TYPES[field.type] ?? 'String'] as const, ...parent];
  });
  const children = (said?.children ?? []).map(([name, child]) => [name, `List<${child}>`] as const);
  return Object.fromEntries([...fields, ...children]) as Record<string, string>;
}
