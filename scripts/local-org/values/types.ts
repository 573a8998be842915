import type { RuntimeType } from '../contracts/program.ts';
import type { FieldInfo } from '../contracts/schema.ts';

function simple(name: string, kind: RuntimeType['kind'], ...supers: string[]): RuntimeType {
  return { name, kind, source: 'platform', supers: new Set([name, ...supers, 'Object']) };
}

/** The primitive types, `Object` and `SObject`. A Decimal parameter takes an Integer by conversion, not by cast. */
export const primitives: Readonly<Record<string, RuntimeType>> = Object.freeze({
  Boolean: simple('Boolean', 'primitive'),
  String: simple('String', 'primitive'),
  Id: simple('Id', 'primitive', 'String'),
  Integer: simple('Integer', 'primitive', 'Long', 'Double', 'Decimal'),
  Long: simple('Long', 'primitive', 'Double', 'Decimal'),
  Double: simple('Double', 'primitive', 'Decimal'),
  Decimal: simple('Decimal', 'primitive', 'Double'),
  Date: simple('Date', 'primitive', 'Datetime'),
  Datetime: simple('Datetime', 'primitive'),
  Time: simple('Time', 'primitive'),
  Blob: simple('Blob', 'primitive'),
  Object: simple('Object', 'object'),
  SObject: simple('SObject', 'sobject')
});

export const objectType = primitives['Object'] as RuntimeType;
export const stringType = primitives['String'] as RuntimeType;
export const idType = primitives['Id'] as RuntimeType;
export const integerType = primitives['Integer'] as RuntimeType;
export const decimalType = primitives['Decimal'] as RuntimeType;
export const sobjectBaseType = primitives['SObject'] as RuntimeType;

const sobjects = new Map<string, RuntimeType>();
const lists = new WeakMap<RuntimeType, RuntimeType>();
const sets = new WeakMap<RuntimeType, RuntimeType>();
const maps = new WeakMap<RuntimeType, WeakMap<RuntimeType, RuntimeType>>();

/** The one type of an SObject by its API name as the schema spells it. */
export function sobjectType(name: string): RuntimeType {
  let type = sobjects.get(name);
  if (!type) sobjects.set(name, (type = simple(name, 'sobject', 'SObject')));
  return type;
}

/** A list of records is a `List<SObject>` too, as any list is an `Iterable` of its elements. */
export function listType(element: RuntimeType): RuntimeType {
  let type = lists.get(element);
  if (!type) {
    const name = `List<${element.name}>`;
    const supers = new Set([name, `Iterable<${element.name}>`, 'Object']);
    if (element.kind === 'sobject') supers.add('List<SObject>').add('Iterable<SObject>');
    lists.set(element, (type = { name, kind: 'list', source: 'platform', element, supers }));
  }
  return type;
}

export function setType(element: RuntimeType): RuntimeType {
  let type = sets.get(element);
  if (!type) {
    const name = `Set<${element.name}>`;
    const supers = new Set([name, `Iterable<${element.name}>`, 'Object']);
    sets.set(element, (type = { name, kind: 'set', source: 'platform', element, supers }));
  }
  return type;
}

export function mapType(key: RuntimeType, element: RuntimeType): RuntimeType {
  let byKey = maps.get(element);
  if (!byKey) maps.set(element, (byKey = new WeakMap()));
  let type = byKey.get(key);
  if (!type) {
    const name = `Map<${key.name},${element.name}>`;
    const supers = new Set([name, 'Object']);
    if (element.kind === 'sobject') supers.add(`Map<${key.name},SObject>`);
    byKey.set(key, (type = { name, kind: 'map', source: 'platform', key, element, supers }));
  }
  return type;
}

const DEFINITIONS = new Set(['EntityDefinition', 'FieldDefinition', 'EntityParticle']);

/** Whether a field is a metadata relationship between types of custom metadata, which also takes a name (assumed). */
export function relatesMetadata(field: { readonly referenceTo?: readonly string[] }): boolean {
  return field.referenceTo?.some((to) => /__mdt$/i.test(to)) === true;
}

/** The Apex type of a field's values: numbers with decimals are `Decimal` in Apex whatever the field type. */
export function apexTypeOfField(
  field: Pick<FieldInfo, 'type'> & { readonly referenceTo?: readonly string[]; readonly object?: string }
): string {
  // A relationship of custom metadata to a definition holds the definition's name, which is its Id here.
  if (field.type === 'Id' && DEFINITIONS.has(field.object ?? '')) return 'String';
  if (field.type === 'Reference' && field.referenceTo?.some((name) => DEFINITIONS.has(name))) return 'String';
  switch (field.type) {
    case 'Id':
    case 'Reference':
      return 'Id';
    case 'Boolean':
    case 'Integer':
    case 'Long':
    case 'Date':
    case 'Datetime':
    case 'Time':
    case 'Address':
    case 'Location':
      return field.type;
    case 'Double':
    case 'Currency':
    case 'Percent':
      return 'Decimal';
    case 'Base64':
      return 'Blob';
    case 'AnyType':
      return 'Object';
    default:
      return 'String';
  }
}
