import type { RuntimeType } from '../../contracts/program.ts';
import type { FieldInfo, FieldType } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { SObject } from '../../values/index.ts';
import { fieldsOf } from '../json/fields.ts';

/** What a formula over an Apex class may read: members by name, and fields of records behind them. */
export interface Resource {
  readonly type: FieldType;
  readonly field?: FieldInfo;
}

const TYPES: Readonly<Record<string, FieldType>> = {
  Boolean: 'Boolean',
  String: 'String',
  Id: 'Id',
  Integer: 'Integer',
  Long: 'Long',
  Double: 'Double',
  Decimal: 'Double',
  Date: 'Date',
  Datetime: 'Datetime',
  Time: 'Time'
};

/** Undefined for a path that the class has not. Only global and public members count. */
export function resourceOf(tx: Transaction, type: RuntimeType, path: readonly string[]): Resource | undefined {
  const [first = '', ...rest] = path;
  if (type.kind === 'sobject') return fieldResource(tx, type.name, path);
  const member = fieldsOf(tx, type).find((f) => f.name.toLowerCase() === first.toLowerCase() && f.access !== 'private');
  if (!member) return undefined;
  if (rest.length > 0) return resourceOf(tx, member.type, rest);
  const fieldType = TYPES[member.type.name];
  return fieldType === undefined ? undefined : { type: fieldType };
}

function fieldResource(tx: Transaction, objectName: string, path: readonly string[]): Resource | undefined {
  const info = tx.org.schema.object(objectName);
  const [first = '', ...rest] = path;
  if (rest.length === 0) {
    const field = info?.field(first);
    return field && { type: field.type, field };
  }
  const target = info?.parentRelationship(first)?.referenceTo[0];
  return target === undefined ? undefined : fieldResource(tx, target, rest);
}

/** The value at a path from an object; null where anything on the way is. */
export function valueAt(tx: Transaction, value: unknown, type: RuntimeType, path: readonly string[]): unknown {
  const [first = '', ...rest] = path;
  if (value === null || value === undefined || path.length === 0) return value ?? null;
  if (value instanceof SObject)
    return rest.length === 0 ? value.getByName(first) : valueAt(tx, value.parent(first), type, rest);
  const member = fieldsOf(tx, type).find((f) => f.name.toLowerCase() === first.toLowerCase());
  return member?.read ? valueAt(tx, member.read(value as object), member.type, rest) : null;
}
