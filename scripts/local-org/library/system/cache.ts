import type { Transaction } from '../../contracts/transaction.ts';
import type { RuntimeType } from '../../contracts/program.ts';
import {
  ApexMap,
  type ApexSet,
  debugText,
  mapType,
  objectType,
  primitives,
  stringType,
  throwApex
} from '../../values/index.ts';
import { type Members, libraryClass, need, stringSet } from '../define.ts';
import { PlatformObject } from '../registry.ts';
import { cacheOf } from './cache-store.ts';
import type { Entry } from './cache-store.ts';
import { type ApexType, newInstance } from './type.ts';

/** One day for the org's cache, eight hours for a session's: the documented longest and default lives (assumed equal). */
const LIFE = { org: 86_400, session: 28_800 } as const;

const booleanType = primitives['Boolean'] as RuntimeType;

/** `local.Partition.key` and `key` name the same entry of a partition. */
function keyOf(key: string): string {
  const bare = need(key).split('.').pop() as string;
  if (!/^[A-Za-z0-9]{1,50}$/.test(bare)) throwApex('cache.InvalidParamException', `Invalid cache key: ${key}`);
  return bare;
}

function get(tx: Transaction, scope: string, key: string): unknown {
  const entry = cacheOf(tx, scope).get(keyOf(key));
  return entry && entry.expires > tx.now() ? entry.value : null;
}

function put(tx: Transaction, scope: string, key: string, value: unknown, seconds: number): void {
  cacheOf(tx, scope).set(keyOf(key), { value: need(value), expires: tx.now() + need(seconds) * 1000 });
}

/** Each key with what was found for it. */
function byKey(keys: ApexSet, type: RuntimeType, find: (key: string) => unknown): ApexMap {
  return new ApexMap(
    mapType(stringType, type),
    (need(keys).toArray() as string[]).map((key) => [key, find(key)] as const)
  );
}

/** A builder loads what the cache has not, and the result is kept. */
function load(tx: Transaction, scope: string, builder: ApexType, key: string, seconds: number): unknown {
  const known = get(tx, scope, key);
  if (known !== null) return known;
  const loaded = tx.org.program.invoke(tx, newInstance(tx, need(builder).of) as object, 'doLoad', [key]);
  if (loaded !== null) put(tx, scope, key, loaded, seconds);
  return loaded;
}

/** Percent of a partition that is used: by the text of the values, of 5 MB (both assumed). */
function usedPercent(entries: ReadonlyMap<string, Entry>): number {
  let bytes = 0;
  for (const { value } of entries.values()) bytes += debugText(value).length;
  return (bytes * 100) / (5 * 1024 * 1024);
}

function members(
  prefix: 'static ' | '',
  scopeOf: (tx: Transaction, self: unknown) => string,
  seconds: number
): Members {
  return {
    [`${prefix}Boolean contains(String key)`]: (tx, self, key: string) => get(tx, scopeOf(tx, self), key) !== null,
    [`${prefix}Map<String,Boolean> contains(Set<String> keys)`]: (tx, self, keys: ApexSet) =>
      byKey(keys, booleanType, (key) => get(tx, scopeOf(tx, self), key) !== null),
    [`${prefix}Object get(String key)`]: (tx, self, key: string) => get(tx, scopeOf(tx, self), key),
    [`${prefix}Map<String,Object> get(Set<String> keys)`]: (tx, self, keys: ApexSet) =>
      byKey(keys, objectType, (key) => get(tx, scopeOf(tx, self), key)),
    [`${prefix}Object get(Type builder, String key)`]: (tx, self, b: ApexType, key: string) =>
      load(tx, scopeOf(tx, self), b, key, seconds),
    [`${prefix}void put(String key, Object value)`]: (tx, self, key: string, v) =>
      put(tx, scopeOf(tx, self), key, v, seconds),
    [`${prefix}void put(String key, Object value, Integer ttl)`]: (tx, self, key: string, v, ttl: number) =>
      put(tx, scopeOf(tx, self), key, v, ttl),
    [`${prefix}void put(String key, Object value, cache.Visibility who)`]: (tx, self, key: string, v) =>
      put(tx, scopeOf(tx, self), key, v, seconds),
    [`${prefix}void put(String key, Object value, Integer ttl, cache.Visibility who, Boolean immutable)`]: (
      tx,
      self,
      key: string,
      v,
      ttl: number
    ) => put(tx, scopeOf(tx, self), key, v, ttl),
    [`${prefix}Boolean remove(String key)`]: (tx, self, key: string) =>
      cacheOf(tx, scopeOf(tx, self)).delete(keyOf(key)),
    [`${prefix}Boolean remove(Type builder, String key)`]: (tx, self, _b, key: string) =>
      cacheOf(tx, scopeOf(tx, self)).delete(keyOf(key)),
    [`${prefix}Set<String> getKeys()`]: (tx, self) => stringSet([...cacheOf(tx, scopeOf(tx, self)).keys()]),
    [`${prefix}Long getNumKeys()`]: (tx, self) => cacheOf(tx, scopeOf(tx, self)).size,
    [`${prefix}Double getCapacity()`]: (tx, self) => usedPercent(cacheOf(tx, scopeOf(tx, self)))
  };
}

class Partition extends PlatformObject {
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }
}
class OrgPartition extends Partition {}
class SessionPartition extends Partition {}
OrgPartition.for('cache.OrgPartition');
SessionPartition.for('cache.SessionPartition');

/** A partition whose kind only the object knows. */
function scopeOfPartition(tx: Transaction, self: unknown): string {
  return self instanceof SessionPartition ? session(tx, nameOf(self)) : `org:${nameOf(self)}`;
}

const nameOf = (self: unknown): string => (self as Partition).name.toLowerCase();
const session = (tx: Transaction, name = 'default'): string => `session:${tx.user.id}:${name}`;

const WITH_SESSION: readonly string[] = ['sync', 'rest', 'anonymous', 'test'];

function hasSession(tx: Transaction): boolean {
  return WITH_SESSION.includes(tx.kind);
}

export const cacheClasses = [
  libraryClass(
    'cache.Org',
    members('static ', () => 'org:default', LIFE.org),
    {
      // No partition is the default one here.
      'static String getName()': () => null,
      'static cache.OrgPartition getPartition(String name)': (_, __, name: string) => new OrgPartition(need(name))
    }
  ),
  libraryClass(
    'cache.Session',
    members('static ', (tx) => session(tx), LIFE.session),
    {
      'static String getName()': () => null,
      'static cache.SessionPartition getPartition(String name)': (_, __, name: string) =>
        new SessionPartition(need(name)),
      'static Boolean isAvailable()': (tx) => hasSession(tx)
    }
  ),
  libraryClass(
    'cache.OrgPartition',
    members('', (_, self) => `org:${nameOf(self)}`, LIFE.org),
    {
      'OrgPartition(String name)': (_, __, name: string) => new OrgPartition(need(name)),
      'String getName()': (_, p: Partition) => p.name,
      'Boolean isAvailable()': () => true
    }
  ),
  libraryClass(
    'cache.SessionPartition',
    members('', (tx, self) => session(tx, nameOf(self)), LIFE.session),
    {
      'SessionPartition(String name)': (_, __, name: string) => new SessionPartition(need(name)),
      'String getName()': (_, p: Partition) => p.name,
      'Boolean isAvailable()': (tx) => hasSession(tx)
    }
  ),
  libraryClass('cache.Partition', members('', scopeOfPartition, LIFE.org), {
    'String getName()': (_, p: Partition) => p.name,
    'Boolean isAvailable()': () => true
  })
];
