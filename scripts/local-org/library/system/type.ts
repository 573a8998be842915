import type { RuntimeType } from '../../contracts/program.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexList,
  ApexMap,
  ApexSet,
  SObject,
  isSubtype,
  listType,
  mapType,
  objectType,
  platformType,
  primitives,
  setType,
  sobjectType,
  textHash,
  throwApex
} from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';
import { behaviour, constructorKey } from '../index.ts';
import { PlatformObject, platformClass, runtimeTypeOf } from '../registry.ts';
import { sobjectToken } from '../schema/tokens.ts';

/** `System.Type`: a run-time type as a value. */
export class ApexType extends PlatformObject {
  readonly of: RuntimeType;

  constructor(of: RuntimeType) {
    super();
    this.of = of;
  }

  override $equals(other: unknown): boolean {
    return other instanceof ApexType && (other.of === this.of || other.of.name === this.of.name);
  }

  override $hashCode(): number {
    return textHash(this.of.name);
  }

  override $toString(): string {
    return this.of.name;
  }
}
ApexType.for('System.Type');

const tokens = new WeakMap<RuntimeType, ApexType>();

/** `X.class`: one object for each type. */
export function typeToken(of: RuntimeType): ApexType {
  let token = tokens.get(of);
  if (!token) tokens.set(of, (token = new ApexType(of)));
  return token;
}

function arguments_(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '<') depth++;
    else if (c === '>') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)].map((p) => p.trim());
}

/** `Iterator<Account>`, `Iterable<String>`: a platform interface with its arguments. */
function generic(tx: Transaction, name: string, args: string[]): RuntimeType | undefined {
  if (/^(list|set|map)$/i.test(name)) return collection(tx, name, args);
  const interfaceType = platformClass(name);
  if (!interfaceType || interfaceType.typeParameters.length !== args.length) return collection(tx, name, args);
  const of = args.map((a) => findType(tx, a)?.name);
  if (of.includes(undefined)) return undefined;
  const { kind, supers } = runtimeTypeOf(interfaceType.name);
  return kind === 'interface'
    ? platformType(`${interfaceType.name}<${of.join(',')}>`, kind, supers)
    : collection(tx, name, args);
}

function collection(tx: Transaction, name: string, args: string[]): RuntimeType | undefined {
  const of = args.map((a) => (a.trim().toUpperCase() === 'ANY' ? objectType : findType(tx, a)));
  if (of.some((t) => t === undefined)) return undefined;
  const [a, b] = of as RuntimeType[];
  const key = name.toLowerCase();
  if (key === 'map') return a && b ? mapType(a, b) : undefined;
  if (!a || b) return undefined;
  return key === 'list' ? listType(a) : key === 'set' ? setType(a) : undefined;
}

const primitiveByKey = new Map(Object.values(primitives).map((t) => [t.name.toLowerCase(), t]));

/**
 * A type by name, any case: objects first, also where a class of the project has the name of a standard object
 * (assumed: a public suite with classes named `User` and `Account` relies on it), then project classes, primitives,
 * collections and the platform.
 */
export function findType(tx: Transaction, name: string): RuntimeType | undefined {
  const parts = /^\s*(?:System\.)?(\w+)\s*<(.*)>\s*$/i.exec(name);
  if (parts) return generic(tx, parts[1] as string, arguments_(parts[2] as string));
  if (/\[\]\s*$/.test(name)) return collection(tx, 'list', [name.replace(/\[\]\s*$/, '')]);
  const bare = name.replace(/^System\./i, '').toLowerCase();
  // A collection without the kind of its elements is one of Objects (assumed: a public suite finds `List` so).
  if (bare === 'list' || bare === 'set') return collection(tx, bare, ['ANY']);
  const object = tx.org.schema.object(name.replace(/^Schema\./i, ''));
  if (object && object.name !== 'SObject') return sobjectType(object.name);
  const project = tx.org.program.type(name);
  if (project) return project;
  const primitive = primitiveByKey.get(bare);
  if (primitive) return primitive;
  const platform = platformClass(name);
  return platform ? runtimeTypeOf(platform.name) : undefined;
}

/** Throws TypeException for types that cannot be made without arguments. */
export function newInstance(tx: Transaction, type: RuntimeType): unknown {
  switch (type.kind) {
    case 'list':
      return new ApexList(type);
    case 'set':
      return new ApexSet(type);
    case 'map':
      return new ApexMap(type);
    case 'sobject': {
      const info = tx.org.schema.object(type.name);
      if (info) return new SObject(info);
      break;
    }
    case 'class': {
      if (type.source === 'project') return tx.org.program.construct(tx, type.name);
      const construct = behaviour(constructorKey(type.name, []));
      if (construct) return construct(tx, null);
      break;
    }
    default:
  }
  return throwApex('System.TypeException', `Class ${type.name} cannot be instantiated`);
}

function forName(tx: Transaction, namespace: string | null, name: string | null): ApexType | null {
  if (name === null) return null;
  const own =
    namespace === null || namespace === '' || namespace.toLowerCase() === tx.org.organization.namespace?.toLowerCase();
  const type = findType(tx, own ? name : `${namespace}.${name}`);
  return type ? typeToken(type) : null;
}

/** A class of a project with a namespace is named with it (a public managed package takes the name apart there). */
export function qualifiedName(tx: Transaction, of: RuntimeType): string {
  const { namespace } = tx.org.organization;
  const own = of.source === 'project' && ['class', 'interface', 'enum'].includes(of.kind);
  return own && namespace ? `${namespace}.${of.name}` : of.name;
}

export const typeClass = libraryClass('System.Type', {
  'Boolean equals(Object o)': (_, self: ApexType, o) => self.$equals(o),
  'String getName()': (tx, self: ApexType) => qualifiedName(tx, self.of),
  'Integer hashCode()': (_, self: ApexType) => self.$hashCode(),
  'Boolean isAssignableFrom(Type t)': (_, self: ApexType, t: ApexType) => isSubtype(need(t).of, self.of),
  'Object newInstance()': (tx, self: ApexType) => newInstance(tx, self.of),
  'String toString()': (tx, self: ApexType) => qualifiedName(tx, self.of),
  'get Schema.SObjectType SObjectType': (_, self: ApexType) =>
    self.of.kind === 'sobject' ? sobjectToken(self.of.name) : null,
  'static Type forName(String name)': (tx, _, name: string) => forName(tx, null, name),
  'static Type forName(String namespace, String name)': (tx, _, namespace: string, name: string) =>
    forName(tx, namespace, name)
});
