import type { Behaviour, LibraryClass } from '../contracts/library.ts';
import { classes } from './classes.ts';
import { addProperties } from './properties.ts';
import { canonicalKey, keyOfMember, parseSignature } from './signature.ts';

export { canonicalKey, constructorKey, fieldKey, keyOfMember, methodKey, parseSignature } from './signature.ts';
export { Bean, PlatformObject, platformClass, platformEnum, platformEnumValues, runtimeTypeOf } from './registry.ts';
export { platformClasses } from './signatures/additions.ts';
export { refused } from './refusals.ts';
export { librarySupport, supportTable } from './support.ts';
export type { ClassSupport } from './support.ts';
export { classes as libraryClasses } from './classes.ts';

let index: Map<string, Behaviour> | undefined;

function build(all: readonly LibraryClass[]): Map<string, Behaviour> {
  const map = new Map<string, Behaviour>();
  for (const c of all) {
    for (const [text, run] of Object.entries(c.members)) {
      const key = keyOfMember(c.name, parseSignature(text));
      if (map.has(key)) throw new Error(`${c.name}: ${text} is there twice`);
      map.set(key, run);
    }
  }
  addProperties(map);
  return map;
}

/**
 * The behaviour of a platform member by key: `System.String.valueOf(Integer)` (static and instance methods alike),
 * `System.HttpRequest.HttpRequest()` or `new System.HttpRequest()`, `get System.RestRequest.params`, `set ...`. Undefined: the local org has it not.
 * Case, spaces and the prefix `System.` of parameter types do not count; generic members use the declared letters
 * (`System.List.add(T)`). The caller checks the receiver for null and calls project objects that implement a platform
 * interface itself.
 */
export function behaviour(key: string): Behaviour | undefined {
  index ??= build(classes);
  return index.get(canonicalKey(key));
}

export { optionsOfRecords } from './database/dml.ts';
export { askedBy, refuseUnbounded } from './database/query.ts';
export { DYNAMIC_BINDS } from './database/query.ts';
export { schemaToken } from './schema/describe.ts';
export { SObjectFieldToken, SObjectTypeToken, fieldToken, sobjectToken } from './schema/tokens.ts';
export { cacheEntries, fillCache } from './system/cache-store.ts';
export type { CacheEntry } from './system/cache-store.ts';
export { ApexIterator } from './system/collections.ts';
export { enumValueOf } from './system/object.ts';
export { addError as addRecordError } from './system/sobject.ts';
export { ApexType, findType, typeToken } from './system/type.ts';
