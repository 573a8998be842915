import type { OrgServices } from '../contracts/transaction.ts';
import {
  ApexBlob,
  ApexDate,
  ApexDatetime,
  ApexList,
  ApexMap,
  ApexObject,
  ApexSet,
  ApexTime,
  Boxed,
  Decimal,
  EnumValue,
  SObject
} from '../values/index.ts';

/** An Apex value as plain data, with types by name; an instance that comes again is a reference to its first place. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | { readonly is: 'long' | 'decimal' | 'blob'; readonly text: string }
  | { readonly is: 'date' | 'datetime' | 'time'; readonly number: number }
  | { readonly is: 'boxed'; readonly type: Boxed['type']; readonly value: Plain }
  | { readonly is: 'enum'; readonly type: string; readonly name: string }
  | { readonly is: 'record'; readonly type: string; readonly fields: Readonly<Record<string, Plain>> }
  | { readonly is: 'list' | 'set'; readonly type: string; readonly items: readonly Plain[] }
  | { readonly is: 'map'; readonly type: string; readonly pairs: readonly (readonly [Plain, Plain])[] }
  | {
      readonly is: 'object';
      readonly type: string;
      readonly at: number;
      readonly fields: Readonly<Record<string, Plain>>;
    }
  | { readonly is: 'again'; readonly at: number };

/** Throws for a value that has no plain form: an instance of a platform class. */
export function toPlain(value: unknown, seen = new Map<object, number>()): Plain {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return { is: 'long', text: String(value) };
  return scalar(value) ?? composite(value, seen);
}

function scalar(value: unknown): Plain | undefined {
  if (value instanceof Decimal) return { is: 'decimal', text: value.toPlainString() };
  if (value instanceof ApexDate) return { is: 'date', number: value.days };
  if (value instanceof ApexDatetime) return { is: 'datetime', number: value.at };
  if (value instanceof ApexTime) return { is: 'time', number: value.millis };
  if (value instanceof ApexBlob) return { is: 'blob', text: Buffer.from(value.bytes).toString('base64') };
  if (value instanceof EnumValue) return { is: 'enum', type: value.typeName, name: value.name };
  return value instanceof Boxed ? { is: 'boxed', type: value.type, value: toPlain(value.value) } : undefined;
}

function composite(value: unknown, seen: Map<object, number>): Plain {
  const list = (items: Iterable<unknown>) => [...items].map((item) => toPlain(item, seen));
  if (value instanceof SObject) return record(value, seen);
  if (value instanceof ApexList) return { is: 'list', type: value.type.name, items: list(value.items) };
  if (value instanceof ApexSet) return { is: 'set', type: value.type.name, items: list(value.toArray()) };
  if (value instanceof ApexMap) {
    const pairs = [...value.pairs()].map(([key, each]) => [toPlain(key, seen), toPlain(each, seen)] as const);
    return { is: 'map', type: value.type.name, pairs };
  }
  if (value instanceof ApexObject && value.$type?.source === 'project') return instance(value, seen);
  throw new Error(`${(value as object).constructor.name} in a waiting job cannot be kept.`);
}

function record(value: SObject, seen: Map<object, number>): Plain {
  const fields = value.populated().map((field) => [field.name, toPlain(value.v[field.slot], seen)] as const);
  return { is: 'record', type: value.info.name, fields: Object.fromEntries(fields) };
}

function instance(value: ApexObject, seen: Map<object, number>): Plain {
  const known = seen.get(value);
  if (known !== undefined) return { is: 'again', at: known };
  const at = seen.size;
  seen.set(value, at);
  const fields = Object.entries(value).map(([name, each]) => [name, toPlain(each, seen)] as const);
  return { is: 'object', type: value.$type.name, at, fields: Object.fromEntries(fields) };
}

type Made = Map<number, unknown>;

export function fromPlain(org: OrgServices, plain: Plain, made: Made = new Map()): unknown {
  if (plain === null || typeof plain !== 'object') return plain;
  switch (plain.is) {
    case 'long':
      return BigInt(plain.text);
    case 'decimal':
      return Decimal.parse(plain.text);
    case 'blob':
      return ApexBlob.ofBase64(plain.text);
    case 'date':
      return new ApexDate(plain.number);
    case 'datetime':
      return new ApexDatetime(plain.number);
    case 'time':
      return new ApexTime(plain.number);
    case 'boxed':
      return new Boxed(plain.type, fromPlain(org, plain.value) as string);
    case 'enum':
      return enumValue(org, plain.type, plain.name);
    case 'again':
      return made.get(plain.at);
    default:
      return compositeOf(org, plain, made);
  }
}

type Composite = Extract<Plain, { readonly is: 'record' | 'list' | 'set' | 'map' | 'object' }>;

function compositeOf(org: OrgServices, plain: Composite, made: Made): unknown {
  switch (plain.is) {
    case 'record':
      return recordOf(org, plain.type, plain.fields);
    case 'list':
      return new ApexList(
        typeNamed(org, plain.type),
        plain.items.map((item) => fromPlain(org, item, made))
      );
    case 'set':
      return new ApexSet(
        typeNamed(org, plain.type),
        plain.items.map((item) => fromPlain(org, item, made))
      );
    case 'map':
      return new ApexMap(
        typeNamed(org, plain.type),
        plain.pairs.map(([key, each]) => [fromPlain(org, key, made), fromPlain(org, each, made)] as const)
      );
    case 'object': {
      const object = org.program.allocate(plain.type) as Record<string, unknown>;
      made.set(plain.at, object);
      for (const [name, each] of Object.entries(plain.fields)) object[name] = fromPlain(org, each, made);
      return object;
    }
  }
}

function typeNamed(org: OrgServices, name: string) {
  const type = org.program.type(name);
  if (!type) throw new Error(`A waiting job holds a ${name}, which the org no longer has.`);
  return type;
}

function enumValue(org: OrgServices, typeName: string, name: string): unknown {
  const value = typeNamed(org, typeName).enumValues?.find((each) => (each as EnumValue).name === name);
  if (!value) throw new Error(`A waiting job holds ${typeName}.${name}, which the org no longer has.`);
  return value;
}

function recordOf(org: OrgServices, objectName: string, fields: Readonly<Record<string, Plain>>): SObject {
  const info = org.schema.object(objectName);
  if (!info) throw new Error(`A waiting job holds a ${objectName}, which the org no longer has.`);
  const made = new SObject(info);
  for (const [name, each] of Object.entries(fields)) made.v[made.fieldNamed(name).slot] = fromPlain(org, each);
  return made;
}
