import type { Type } from '../../contracts/bound.ts';
import type { TypeRef } from '../syntax/index.ts';
import type { Platform } from './platform.ts';
import type { ProjectClass } from './project.ts';
import type { SObjects } from './sobjects.ts';
import { listOf, mapOf, OBJECT, PRIMITIVES, setOf, SOBJECT } from './types.ts';

/** What name lookup needs to know of the world. */
export interface Lookup {
  readonly platform: Platform;
  readonly sobjects: SObjects;
  readonly namespace: string | null;
  topOf(key: string, scope: ProjectClass | null): ProjectClass | undefined;
  inSpace(space: string, key: string): ProjectClass | undefined;
  isSpace(key: string): boolean;
  packageOf(scope: ProjectClass | null): string | null;
  projectOf(type: Type): ProjectClass | undefined;
}

type Arguments = (ref: TypeRef) => Type;

/**
 * The one rule of what a type name means. A simple name is, in this order: an inner type of the class or of its
 * superclasses, the class itself, the same for each outer class, a class of the project, a built-in type, a class of
 * System, of Schema, an SObject. A qualified name starts at a type, at the own namespace, or at a namespace of the
 * platform.
 */
export function lookUpType(world: Lookup, ref: TypeRef, scope: ProjectClass | null, args: Arguments): Type | undefined {
  const [first, ...rest] = ref.parts;
  if (!first) return undefined;
  if (rest.length === 0) return simpleType(world, first, scope, args);
  return qualifiedType(world, ref.parts, scope, args);
}

type Part = TypeRef['parts'][number];

function simpleType(world: Lookup, part: Part, scope: ProjectClass | null, args: Arguments): Type | undefined {
  const key = part.name.key;
  return (
    projectType(world, key, scope)?.type ??
    builtIn(key, part.args, args) ??
    implicitPlatform(world, key, part.args, args) ??
    objectNamed(world, part.name.text, scope)
  );
}

/** Another package writes the names of objects in full. */
function objectNamed(world: Lookup, text: string, scope: ProjectClass | null): Type | undefined {
  const found = world.sobjects.find(text);
  const isFull = found?.kind !== 'sobject' || found.object?.toLowerCase() === text.toLowerCase();
  return world.packageOf(scope) === null || isFull ? found : undefined;
}

/** A class of the project that `key` means inside `scope`. */
export function projectType(world: Lookup, key: string, scope: ProjectClass | null): ProjectClass | undefined {
  for (let c = scope; c; c = c.outer) {
    const inner = innerType(world, c, key);
    if (inner) return inner;
    if (c.key === key && c.name !== '') return c;
  }
  return world.topOf(key, scope);
}

/** An inner type of a class or of one of its superclasses. */
export function innerType(world: Lookup, cls: ProjectClass, key: string): ProjectClass | undefined {
  const seen = new Set<ProjectClass>();
  for (
    let c: ProjectClass | undefined = cls;
    c && !seen.has(c);
    c = c.superclass ? world.projectOf(c.superclass) : undefined
  ) {
    seen.add(c);
    const found = c.inner.get(key);
    if (found) return found;
  }
  return undefined;
}

function builtIn(key: string, refs: readonly TypeRef[], args: Arguments): Type | undefined {
  switch (key) {
    case 'object':
      return OBJECT;
    case 'sobject':
      return SOBJECT;
    case 'list':
      if (refs.length > 1) return undefined;
      return listOf(refs[0] ? args(refs[0]) : OBJECT);
    case 'set':
      if (refs.length > 1) return undefined;
      return setOf(refs[0] ? args(refs[0]) : OBJECT);
    case 'map':
      if (refs.length !== 0 && refs.length !== 2) return undefined;
      return mapOf(refs[0] ? args(refs[0]) : OBJECT, refs[1] ? args(refs[1]) : OBJECT);
    default:
      return PRIMITIVES.get(key);
  }
}

const COLLECTIONS: ReadonlySet<string> = new Set(['list', 'set', 'map']);

function implicitPlatform(world: Lookup, key: string, refs: readonly TypeRef[], args: Arguments): Type | undefined {
  // A collection with a wrong number of types is none.
  if (COLLECTIONS.has(key)) return undefined;
  if (world.platform.isStaticOnly(`System.${key}`) && world.sobjects.find(key)) return undefined;
  const filled = refs.map(args);
  return world.platform.find(`System.${key}`, filled) ?? world.platform.find(`Schema.${key}`, filled);
}

function qualifiedType(
  world: Lookup,
  parts: readonly Part[],
  scope: ProjectClass | null,
  args: Arguments
): Type | undefined {
  const [first, second] = parts;
  if (!first || !second) return undefined;
  const outer = projectType(world, first.name.key, scope);
  const inner = outer ? innerPath(world, outer, parts.slice(1)) : undefined;
  if (inner) return inner.type;
  if (world.isSpace(first.name.key)) {
    const own = ownNamespace(world, first.name.key, parts.slice(1));
    if (own) return own;
  }
  return namespaceType(world, parts, args);
}

function innerPath(world: Lookup, from: ProjectClass, parts: readonly Part[]): ProjectClass | undefined {
  let at: ProjectClass | undefined = from;
  for (const part of parts) at = at && innerType(world, at, part.name.key);
  return at;
}

function ownNamespace(world: Lookup, space: string, parts: readonly Part[]): Type | undefined {
  const [first] = parts;
  const top = first ? world.inSpace(space, first.name.key) : undefined;
  if (top) return innerPath(world, top, parts.slice(1))?.type;
  return first && parts.length === 1 ? world.sobjects.find(first.name.text) : undefined;
}

/** `Messaging.Email`, `System.String`, `Schema.Account`, `ConnectApi.X.Y`. */
function namespaceType(world: Lookup, parts: readonly Part[], args: Arguments): Type | undefined {
  const [first, second] = parts;
  if (!first || !second) return undefined;
  const space = first.name.key;
  if (space === 'dataweavescriptresource') return world.platform.find('DataWeave.Script');
  if (space === 'flow' && second.name.key === 'interview' && parts.length > 2)
    return world.platform.find('Flow.Interview');
  const last = parts[parts.length - 1];
  const qualified = parts.map((p) => p.name.text).join('.');
  const filled = (last?.args ?? []).map(args);
  const found =
    world.platform.find(qualified, filled) ??
    world.platform.find(`System.${qualified}`, filled) ??
    world.platform.find(`Schema.${qualified}`, filled);
  // A custom component of the org is one whose attributes are not known here.
  if (!found && space === 'component') return world.platform.find('ApexPages.Component');
  if (found || parts.length !== 2) return found;
  if (second.name.key === 'sobjecttype' && world.sobjects.find(first.name.text))
    return world.platform.find('Schema.SObjectType');
  if (space === 'apexpages') return world.platform.find(`System.${second.name.text}`);
  if (space === 'system') return builtIn(second.name.key, second.args, args);
  return space === 'schema' || space === 'sobject' ? world.sobjects.find(second.name.text) : undefined;
}
