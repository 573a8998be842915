import type { FieldInfo, FieldType } from '../contracts/schema.ts';

/** A field before it has its place in an object: all facts that differ from the common ones. */
export type FieldDraft = Partial<Omit<FieldInfo, 'slot' | 'object'>> & {
  readonly name: string;
  readonly type: FieldType;
};

const UNSORTABLE = new Set<FieldType>([
  'LongTextArea',
  'RichTextArea',
  'MultiPicklist',
  'Base64',
  'Address',
  'Location',
  'AnyType'
]);
const UNFILTERABLE = new Set<FieldType>(['LongTextArea', 'RichTextArea', 'Base64', 'AnyType', 'EncryptedString']);
const UNGROUPABLE = new Set<FieldType>([
  ...UNSORTABLE,
  'TextArea',
  'Currency',
  'Percent',
  'Double',
  'Datetime',
  'Time'
]);

/** Length that describe tells where metadata does not: Id and Reference 18, Email 80, Phone 40, Url 255. */
const LENGTHS: Partial<Record<FieldType, number>> = {
  Id: 18,
  Reference: 18,
  Email: 80,
  Phone: 40,
  Url: 255,
  Picklist: 255,
  MultiPicklist: 4099,
  TextArea: 255
};

/** Completes a draft with what its type implies. */
export function completeField(draft: FieldDraft, object: string, slot: number): FieldInfo {
  const calculated = draft.formula !== undefined || draft.summary !== undefined || draft.autoNumber !== undefined;
  const required = draft.required ?? false;
  return {
    label: draft.name,
    custom: false,
    length: LENGTHS[draft.type] ?? 0,
    precision: 0,
    scale: 0,
    unique: false,
    caseSensitive: false,
    externalId: false,
    createable: !calculated,
    updateable: !calculated,
    filterable: !UNFILTERABLE.has(draft.type),
    sortable: !UNSORTABLE.has(draft.type),
    groupable: !UNGROUPABLE.has(draft.type) && !calculated,
    nillable: !required && draft.type !== 'Boolean',
    nameField: false,
    referenceTo: [],
    masterDetail: false,
    ...draft,
    required,
    object,
    slot
  };
}

/** `NumberOfEmployees` -> `Number Of Employees`, `AccountId` -> `Account ID`. */
export function labelOfName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/\bId$/, 'ID')
    .replace(/\bBy ID$/, 'By ID');
}
