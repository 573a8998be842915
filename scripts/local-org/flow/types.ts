import type { FieldType, ObjectInfo } from '../contracts/schema.ts';
import type { FlowDataType } from './model.ts';

/** The type of a flow resource. `any` is a null literal, or an Apex member whose type the flow cannot use. */
export type FlowType = (
  | { readonly base: 'scalar'; readonly field: FieldType; readonly scale?: number | undefined }
  | { readonly base: 'record'; readonly object: ObjectInfo }
  | { readonly base: 'apex'; readonly className: string }
  | { readonly base: 'any' }
) & { readonly collection: boolean };

export const ANY: FlowType = { base: 'any', collection: false };

export function scalar(field: FieldType, collection = false, scale?: number): FlowType {
  return { base: 'scalar', field, collection, scale };
}

export function recordType(object: ObjectInfo, collection = false): FlowType {
  return { base: 'record', object, collection };
}

/** The same type with or without being a collection. */
export function asCollection(type: FlowType, collection: boolean): FlowType {
  return { ...type, collection };
}

const FIELD_OF_DATA: Readonly<Partial<Record<FlowDataType, FieldType>>> = {
  Currency: 'Currency',
  Date: 'Date',
  Number: 'Double',
  String: 'String',
  Boolean: 'Boolean',
  DateTime: 'Datetime',
  Time: 'Time',
  Picklist: 'Picklist',
  Multipicklist: 'MultiPicklist'
};

/** The field type of a scalar data type; undefined for records and Apex-defined values. */
export function fieldTypeOfData(type: FlowDataType): FieldType | undefined {
  return FIELD_OF_DATA[type];
}

const NUMBERS: ReadonlySet<FieldType> = new Set(['Integer', 'Long', 'Double', 'Currency', 'Percent']);

export type ScalarKind = 'number' | 'text' | 'boolean' | 'date' | 'datetime' | 'time' | 'blob';

export function scalarKind(field: FieldType): ScalarKind {
  if (NUMBERS.has(field)) return 'number';
  if (field === 'Boolean') return 'boolean';
  if (field === 'Date') return 'date';
  if (field === 'Datetime') return 'datetime';
  if (field === 'Time') return 'time';
  return field === 'Base64' ? 'blob' : 'text';
}
