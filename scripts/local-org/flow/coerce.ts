import type { RuntimeType } from '../contracts/program.ts';
import type { FieldInfo, FieldType } from '../contracts/schema.ts';
import type { Transaction } from '../contracts/transaction.ts';
import {
  ApexDate,
  ApexDatetime,
  ApexList,
  ApexSet,
  ApexTime,
  Decimal,
  SObject,
  convertForField,
  listType,
  toIdOrNull,
  unbox
} from '../values/index.ts';
import { FlowFault } from './faults.ts';
import { scalarKind } from './types.ts';
import type { FlowType } from './types.ts';

/** Text of a scalar in templates and text variables. Dates as ISO text: the platform's format in text is not documented (assumed). */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Decimal) return value.stripTrailingZeros().toPlainString();
  if (value instanceof ApexDatetime) return value.toIso();
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  return String(value);
}

function illegal(value: unknown, wanted: string): FlowFault {
  return new FlowFault(`The flow failed to convert the value "${textOf(value)}" to ${wanted}.`);
}

function toNumber(value: unknown, scale: number | undefined): Decimal {
  const found =
    value instanceof Decimal
      ? value
      : typeof value === 'number' || typeof value === 'bigint'
        ? Decimal.of(value)
        : typeof value === 'string'
          ? Decimal.tryParse(value)
          : undefined;
  if (!found) throw illegal(value, 'a number');
  return scale === undefined || found.scale <= scale ? found : found.setScale(scale, 'HALF_UP');
}

function toDate(value: unknown, tx: Transaction): ApexDate {
  if (value instanceof ApexDate) return value;
  if (value instanceof ApexDatetime) return value.date(tx.user.timeZone);
  const found = typeof value === 'string' ? ApexDate.tryParse(value.slice(0, 10)) : undefined;
  if (!found) throw illegal(value, 'a date');
  return found;
}

/** A Date becomes its midnight in the running user's zone (assumed). */
function toDatetime(value: unknown, tx: Transaction): ApexDatetime {
  if (value instanceof ApexDatetime) return value;
  if (value instanceof ApexDate) return ApexDatetime.ofDateTime(tx.user.timeZone, value, 0);
  const found = typeof value === 'string' ? ApexDatetime.tryParseIso(value) : undefined;
  if (!found) throw illegal(value, 'a date/time');
  return found;
}

function toTime(value: unknown): ApexTime {
  const found = value instanceof ApexTime ? value : typeof value === 'string' ? ApexTime.tryParse(value) : undefined;
  if (!found) throw illegal(value, 'a time');
  return found;
}

function toBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw illegal(value, 'a Boolean');
}

/** A scalar as a resource of the field type holds it. */
export function toScalar(value: unknown, field: FieldType, tx: Transaction, scale?: number): unknown {
  if (value === null || value === undefined) return null;
  switch (scalarKind(field)) {
    case 'number':
      return toNumber(value, scale);
    case 'boolean':
      return toBoolean(value);
    case 'date':
      return toDate(value, tx);
    case 'datetime':
      return toDatetime(value, tx);
    case 'time':
      return toTime(value);
    case 'blob':
      return value;
    case 'text':
      return value instanceof SObject ? value.id : textOf(value);
  }
}

/** A value as a resource of the type holds it: collections are arrays. Throws FlowFault when it does not fit. */
export function coerce(value: unknown, type: FlowType, tx: Transaction): unknown {
  if (value === null || value === undefined) return type.collection ? [] : null;
  if (type.collection)
    return (Array.isArray(value) ? value : [value]).map((item: unknown) =>
      coerce(item, { ...type, collection: false }, tx)
    );
  if (type.base === 'scalar') return toScalar(value, type.field, tx, type.scale);
  if (type.base === 'record' && (!(value instanceof SObject) || value.info.name !== type.object.name))
    throw illegal(value, `a ${type.object.name} record`);
  return value;
}

/** A value as a record's field holds it. */
export function toField(value: unknown, field: FieldInfo, tx: Transaction): unknown {
  const converted = toScalar(value, field.type, tx);
  if (converted === '') return null;
  const isWhole = field.type === 'Integer' || field.type === 'Long';
  return convertForField(
    field,
    isWhole && converted instanceof Decimal ? Number(converted.setScale(0, 'HALF_UP').truncate()) : converted
  );
}

/* ---- the border to Apex ---- */

/** An Apex value as flows hold it: lists and sets as arrays, numbers as Decimal. */
export function fromApex(value: unknown): unknown {
  const plain = unbox(value);
  if (plain === undefined) return null;
  if (plain instanceof ApexList) return plain.items.map(fromApex);
  if (plain instanceof ApexSet) return plain.toArray().map(fromApex);
  return typeof plain === 'number' || typeof plain === 'bigint' ? Decimal.of(plain) : plain;
}

function apexNumber(value: Decimal, type: string): unknown {
  if (type === 'Decimal' || type === 'Object') return value;
  if (type === 'Double') return value.toNumber();
  if (!value.isInteger()) throw illegal(value, type);
  return Number(value.truncate());
}

const FIELD_OF_APEX: Readonly<Record<string, FieldType>> = {
  String: 'String',
  Boolean: 'Boolean',
  Integer: 'Double',
  Long: 'Double',
  Double: 'Double',
  Decimal: 'Double',
  Date: 'Date',
  Datetime: 'Datetime',
  Time: 'Time'
};

/** A flow value as an Apex variable of the type takes it. Throws FlowFault when it does not fit. */
export function toApex(value: unknown, type: RuntimeType, tx: Transaction): unknown {
  if (value === null || value === undefined) return null;
  if (type.kind === 'list') {
    const element = type.element as RuntimeType;
    return new ApexList(
      listType(element),
      (Array.isArray(value) ? value : [value]).map((item: unknown) => toApex(item, element, tx))
    );
  }
  if (type.name === 'Id') {
    const id = toIdOrNull(textOf(value));
    if (id === null) throw illegal(value, 'an Id');
    return id;
  }
  const field = FIELD_OF_APEX[type.name];
  const converted = field ? toScalar(value, field, tx) : value;
  return converted instanceof Decimal ? apexNumber(converted, type.name) : converted;
}
