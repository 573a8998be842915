import type { RuntimeType } from '../contracts/program.ts';
import { toIdOrNull } from './id.ts';
import { typeOf } from './typeof.ts';

/** Whether a value of type `from` may stand for one of type `to`. A list of X is a list of everything that X is. */
export function isSubtype(from: RuntimeType, to: RuntimeType): boolean {
  if (from === to || to.kind === 'object' || from.supers.has(to.name)) return true;
  if (from.kind === 'list' && to.kind === 'list' && from.element && to.element)
    return isSubtype(from.element, to.element) || mayHold(from.element, to.element);
  if (from.kind === 'map' && to.kind === 'map') return mapSubtype(from, to);
  // What `iterator()` of a collection gives stands for an iterator over anything.
  if (to.name.endsWith('<Object>') && isOfAnything(from, to)) return true;
  if (from.name === 'System.Iterator') return /^(?:System\.)?Iterator</.test(to.name);
  const iterated = /^(?:System\.)?Iterable<(.*)>$/.exec(to.name)?.[1];
  if (iterated !== undefined && (from.kind === 'list' || from.kind === 'set'))
    return iterated === 'Object' || from.element?.supers.has(iterated) === true;
  return false;
}

/** What implements `Batchable<SObject>` stands for a `Batchable<Object>` too (assumed: a public suite that passes casts so). */
function isOfAnything(from: RuntimeType, to: RuntimeType): boolean {
  const open = to.name.slice(0, to.name.indexOf('<') + 1).replace(/^System\./, '');
  for (const name of from.supers) if (name.replace(/^System\./, '').startsWith(open)) return true;
  return false;
}

/** A `List<SObject>` may be taken for a list of any object. */
function mayHold(from: RuntimeType, to: RuntimeType): boolean {
  return from.name === 'SObject' && to.kind === 'sobject';
}

/** `Map<Id,List<Contact>>` for `Map<Id,List<SObject>>` (apex-recipes), `Map<String,Account>` for `Map<String,Object>` (R.apex). */
function mapSubtype(from: RuntimeType, to: RuntimeType): boolean {
  if (from.key?.name !== to.key?.name || !from.element || !to.element) return false;
  return isSubtype(from.element, to.element);
}

/** `value instanceof X`. A String that is a valid Id is an instance of Id (fflib-apex-mocks tests it on the platform). */
export function isInstance(value: unknown, type: RuntimeType): boolean {
  if (value === null || value === undefined) return false;
  if (type.ctor && value instanceof (type.ctor as unknown as new () => object)) return true;
  if (type.name === 'Id' && typeof value === 'string') return toIdOrNull(value) !== null;
  return isSubtype(typeOf(value), type);
}
