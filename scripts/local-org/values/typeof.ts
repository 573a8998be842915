import type { RuntimeType } from '../contracts/program.ts';
import { ApexBlob } from './blob.ts';
import { Boxed } from './boxed.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexException } from './exception.ts';
import { ApexObject, EnumValue } from './object.ts';
import { SObject } from './sobject.ts';
import { ApexTime } from './time.ts';
import { objectType, primitives, sobjectType } from './types.ts';

const platform = new Map<string, RuntimeType>();

/** The type of a platform class, enum or exception, interned by name. */
export function platformType(
  name: string,
  kind: 'class' | 'interface' | 'enum',
  supers: Iterable<string> = []
): RuntimeType {
  let type = platform.get(name);
  if (!type) {
    platform.set(name, (type = { name, kind, source: 'platform', supers: new Set([name, ...supers, 'Object']) }));
  }
  return type;
}

/** The run-time type of any Apex value but null. A bare number is an Integer: other numbers are boxed or Decimal. */
export function typeOf(value: unknown): RuntimeType {
  switch (typeof value) {
    case 'string':
      return primitive('String');
    case 'boolean':
      return primitive('Boolean');
    case 'number':
      return primitive(Number.isInteger(value) ? (value === (value | 0) ? 'Integer' : 'Long') : 'Double');
    case 'bigint':
      return primitive('Long');
    default:
      return typeof value === 'object' && value !== null ? objectTypeOf(value) : objectType;
  }
}

function primitive(name: string): RuntimeType {
  return primitives[name] as RuntimeType;
}

function objectTypeOf(value: object): RuntimeType {
  if (value instanceof SObject) return sobjectType(value.info.name);
  if (value instanceof ApexList || value instanceof ApexSet || value instanceof ApexMap) return value.type;
  if (value instanceof Boxed) return primitive(value.type);
  if (value instanceof Decimal) return primitive('Decimal');
  if (value instanceof ApexDate) return primitive('Date');
  if (value instanceof ApexDatetime) return primitive('Datetime');
  if (value instanceof ApexTime) return primitive('Time');
  if (value instanceof ApexBlob) return primitive('Blob');
  if (value instanceof EnumValue) return platformType(value.typeName, 'enum');
  if (value instanceof ApexException)
    return value.$type ?? platformType(value.typeName, 'class', ['Exception', 'System.Exception']);
  if (value instanceof ApexObject) return value.$type;
  return objectType;
}
