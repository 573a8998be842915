import type { FieldType } from '../contracts/schema.ts';

/** What an expression is. Inside the engine a Date is its epoch day, a Datetime epoch milliseconds, a Time the milliseconds of the day. */
export type Kind =
  'Number' | 'Text' | 'Boolean' | 'Date' | 'Datetime' | 'Time' | 'Picklist' | 'MultiPicklist' | 'Location' | 'Null';

const KIND_OF_FIELD: Readonly<Record<FieldType, Kind | undefined>> = {
  Id: 'Text',
  Boolean: 'Boolean',
  String: 'Text',
  TextArea: 'Text',
  LongTextArea: 'Text',
  RichTextArea: 'Text',
  EncryptedString: 'Text',
  Email: 'Text',
  Phone: 'Text',
  Url: 'Text',
  Picklist: 'Picklist',
  MultiPicklist: 'MultiPicklist',
  Combobox: 'Picklist',
  Integer: 'Number',
  Long: 'Number',
  Double: 'Number',
  Currency: 'Number',
  Percent: 'Number',
  Date: 'Date',
  Datetime: 'Datetime',
  Time: 'Time',
  Reference: 'Text',
  Base64: undefined,
  Address: undefined,
  Location: undefined,
  AnyType: undefined
};

/** The kind of a field's value, or undefined where the language has no such type. */
export function kindOfField(type: FieldType): Kind | undefined {
  return KIND_OF_FIELD[type];
}

const FIELD_OF_KIND: Readonly<Record<Kind, FieldType>> = {
  Number: 'Double',
  Text: 'String',
  Boolean: 'Boolean',
  Date: 'Date',
  Datetime: 'Datetime',
  Time: 'Time',
  Picklist: 'Picklist',
  MultiPicklist: 'MultiPicklist',
  Location: 'Location',
  Null: 'AnyType'
};

export function fieldTypeOf(kind: Kind): FieldType {
  return FIELD_OF_KIND[kind];
}

/** The names that the platform uses in its messages (labels of the open formula engine, FormulaFieldExceptionDataTypes). */
export function kindName(kind: Kind): string {
  if (kind === 'Datetime') return 'DateTime';
  if (kind === 'MultiPicklist') return 'Multi-Select Picklist';
  return kind;
}
