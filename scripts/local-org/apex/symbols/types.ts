import type { PrimitiveName, Type } from '../../contracts/bound.ts';

/** Types are interned: the same type is the same object, so that comparing is `===`. */
const interned = new Map<string, Type>();

function intern<T extends Type>(key: string, make: () => T): T {
  const known = interned.get(key);
  if (known) return known as T;
  const made = make();
  interned.set(key, made);
  return made;
}

function primitive(name: PrimitiveName): Type {
  return intern(`p:${name}`, () => ({ kind: 'primitive', name, text: name }));
}

export const BOOLEAN = primitive('Boolean');
export const INTEGER = primitive('Integer');
export const LONG = primitive('Long');
export const DOUBLE = primitive('Double');
export const DECIMAL = primitive('Decimal');
export const STRING = primitive('String');
export const ID = primitive('Id');
export const DATE = primitive('Date');
export const DATETIME = primitive('Datetime');
export const TIME = primitive('Time');
export const BLOB = primitive('Blob');
export const OBJECT: Type = { kind: 'object', text: 'Object' };
export const VOID: Type = { kind: 'void', text: 'void' };
export const NULL: Type = { kind: 'null', text: 'NULL' };
/** The type of what was already reported: it agrees with everything, so that one error gives one message. */
export const ERROR: Type = { kind: 'object', text: 'Object' };

export const SOBJECT = sobjectType(null);

export const PRIMITIVES: ReadonlyMap<string, Type> = new Map(
  [BOOLEAN, INTEGER, LONG, DOUBLE, DECIMAL, STRING, ID, DATE, DATETIME, TIME, BLOB].map((t) => [
    t.text.toLowerCase(),
    t
  ])
);

export function listOf(element: Type): Type & { kind: 'list' } {
  if (element === ERROR) return { kind: 'list', element, text: 'List<Object>' };
  return intern(`l:${keyOf(element)}`, () => ({ kind: 'list', element, text: `List<${element.text}>` }));
}

export function setOf(element: Type): Type & { kind: 'set' } {
  if (element === ERROR) return { kind: 'set', element, text: 'Set<Object>' };
  return intern(`s:${keyOf(element)}`, () => ({ kind: 'set', element, text: `Set<${element.text}>` }));
}

export function mapOf(key: Type, value: Type): Type & { kind: 'map' } {
  if (key === ERROR || value === ERROR) return { kind: 'map', key, value, text: `Map<${key.text},${value.text}>` };
  return intern(`m:${keyOf(key)},${keyOf(value)}`, () => ({
    kind: 'map',
    key,
    value,
    text: `Map<${key.text},${value.text}>`
  }));
}

export function sobjectType(object: string | null): Type & { kind: 'sobject' } {
  return intern(`o:${object ?? ''}`, () => ({ kind: 'sobject', object, text: object ?? 'SObject' }));
}

export type ClassType = Type & { kind: 'class' };

export function classType(
  form: ClassType['form'],
  source: ClassType['source'],
  name: string,
  args: readonly Type[] = []
): ClassType {
  const text = args.length === 0 ? name : `${name}<${args.map((a) => a.text).join(',')}>`;
  if (args.includes(ERROR)) return { kind: 'class', form, source, name, args, text };
  return intern(`c:${form}:${source}:${name}:${args.map(keyOf).join(',')}`, () => ({
    kind: 'class',
    form,
    source,
    name,
    args,
    text
  }));
}

/** Tells a project class from an SObject of the same name, which `text` alone does not. */
function keyOf(type: Type): string {
  switch (type.kind) {
    case 'sobject':
      return `o:${type.text}`;
    case 'class':
      return `c:${type.source}:${type.text}`;
    case 'list':
      return `l:${keyOf(type.element)}`;
    case 'set':
      return `s:${keyOf(type.element)}`;
    case 'map':
      return `m:${keyOf(type.key)},${keyOf(type.value)}`;
    default:
      return type.text;
  }
}

export function isNumeric(type: Type): boolean {
  return type === INTEGER || type === LONG || type === DOUBLE || type === DECIMAL;
}
