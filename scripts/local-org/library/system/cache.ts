import type { Transaction } from '../../contracts/transaction.ts';
import type { CachePartitionModel } from '../../metadata/index.ts';
import type { RuntimeType } from '../../contracts/program.ts';
import {
  type ApexList,
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

type Kind = keyof typeof LIFE;

/** Where an entry is: the scope of its partition, and its key there. */
interface Place {
  readonly scope: string;
  readonly key: string;
}

/** Documented: "An attempt is made to access a partition that doesn't exist"; a public suite looks for the first two words. */
function noPartition(kind: Kind, name: string): never {
  const type = kind === 'org' ? 'cache.Org.OrgCacheException' : 'cache.Session.SessionCacheException';
  return throwApex(type, `Invalid partition: ${name}`);
}

function partitions(tx: Transaction): CachePartitionModel[] {
  return tx.org.registry.all('PlatformCachePartition').map(({ model }) => model as CachePartitionModel);
}

/** A partition of the project by its name, which may stand behind `local.` or the project's namespace. */
function partitionNamed(tx: Transaction, kind: Kind, name: string): string {
  const [namespace, bare] = need(name).includes('.') ? name.split('.') : [null, name];
  const own = [null, 'local', tx.org.organization.namespace?.toLowerCase() ?? 'local'];
  const wanted = bare?.toLowerCase();
  const found = own.includes(namespace?.toLowerCase() ?? null)
    ? partitions(tx).find((p) => p.name.toLowerCase() === wanted)
    : undefined;
  return found?.name ?? noPartition(kind, name);
}

function defaultPartition(tx: Transaction): string | null {
  return partitions(tx).find((p) => p.isDefault)?.name ?? null;
}

/** The cache of an org is everybody's, that of a session the user's. */
function scopeOf(tx: Transaction, kind: Kind, partition: string): string {
  const name = partition.toLowerCase();
  return kind === 'org' ? `org:${name}` : `session:${tx.user.id}:${name}`;
}

function checkKey(key: string, whole: string): string {
  return /^[A-Za-z0-9]{1,50}$/.test(key)
    ? key
    : throwApex('cache.InvalidParamException', `Invalid cache key: ${whole}`);
}

/** `key` of the default partition, or `local.Partition.key`. */
function staticPlace(tx: Transaction, kind: Kind, key: string): Place {
  const parts = need(key).split('.');
  const bare = checkKey(parts.at(-1) ?? '', key);
  if (parts.length === 3) {
    const partition = partitionNamed(tx, kind, parts.slice(0, 2).join('.'));
    return { scope: scopeOf(tx, kind, partition), key: bare };
  }
  if (parts.length !== 1) throwApex('cache.InvalidParamException', `Invalid cache key: ${key}`);
  return { scope: defaultScope(tx, kind), key: bare };
}

function defaultScope(tx: Transaction, kind: Kind): string {
  return scopeOf(tx, kind, defaultPartition(tx) ?? noPartition(kind, 'default'));
}

function get(tx: Transaction, { scope, key }: Place): unknown {
  const entry = cacheOf(tx, scope).get(key);
  return entry && entry.expires > tx.now() ? entry.value : null;
}

function put(tx: Transaction, { scope, key }: Place, value: unknown, seconds: number): void {
  cacheOf(tx, scope).set(key, { value: need(value), expires: tx.now() + need(seconds) * 1000 });
}

/** Each key with what was found for it. */
function byKey(keys: ApexSet, type: RuntimeType, find: (key: string) => unknown): ApexMap {
  return new ApexMap(
    mapType(stringType, type),
    (need(keys).toArray() as string[]).map((key) => [key, find(key)] as const)
  );
}

/** A builder loads what the cache has not, and the result is kept. */
function load(tx: Transaction, place: Place, builder: ApexType, key: string, seconds: number): unknown {
  const known = get(tx, place);
  if (known !== null) return known;
  const loaded = tx.org.program.invoke(tx, newInstance(tx, need(builder).of) as object, 'doLoad', [key]);
  if (loaded !== null) put(tx, place, loaded, seconds);
  return loaded;
}

/** Percent of a partition that is used: by the text of the values, of 5 MB (both assumed). */
function usedPercent(entries: ReadonlyMap<string, Entry>): number {
  let bytes = 0;
  for (const { value } of entries.values()) bytes += debugText(value).length;
  return (bytes * 100) / (5 * 1024 * 1024);
}

interface Places {
  readonly prefix: 'static ' | '';
  readonly seconds: number;
  at(tx: Transaction, self: unknown, key: string): Place;
  scope(tx: Transaction, self: unknown): string;
}

function members({ prefix, seconds, at, scope }: Places): Members {
  const remove = (tx: Transaction, place: Place): boolean => cacheOf(tx, place.scope).delete(place.key);
  return {
    [`${prefix}Boolean contains(String key)`]: (tx, self, key: string) => get(tx, at(tx, self, key)) !== null,
    [`${prefix}Map<String,Boolean> contains(Set<String> keys)`]: (tx, self, keys: ApexSet) =>
      byKey(keys, booleanType, (key) => get(tx, at(tx, self, key)) !== null),
    [`${prefix}Object get(String key)`]: (tx, self, key: string) => get(tx, at(tx, self, key)),
    [`${prefix}Map<String,Object> get(Set<String> keys)`]: (tx, self, keys: ApexSet) =>
      byKey(keys, objectType, (key) => get(tx, at(tx, self, key))),
    [`${prefix}Object get(Type builder, String key)`]: (tx, self, b: ApexType, key: string) =>
      load(tx, at(tx, self, key), b, key, seconds),
    [`${prefix}void put(String key, Object value)`]: (tx, self, key: string, v) =>
      put(tx, at(tx, self, key), v, seconds),
    [`${prefix}void put(String key, Object value, Integer ttl)`]: (tx, self, key: string, v, ttl: number) =>
      put(tx, at(tx, self, key), v, ttl),
    [`${prefix}void put(String key, Object value, cache.Visibility who)`]: (tx, self, key: string, v) =>
      put(tx, at(tx, self, key), v, seconds),
    [`${prefix}void put(String key, Object value, Integer ttl, cache.Visibility who, Boolean immutable)`]: (
      tx,
      self,
      key: string,
      v,
      ttl: number
    ) => put(tx, at(tx, self, key), v, ttl),
    [`${prefix}Boolean remove(String key)`]: (tx, self, key: string) => remove(tx, at(tx, self, key)),
    [`${prefix}Boolean remove(Type builder, String key)`]: (tx, self, _b, key: string) => remove(tx, at(tx, self, key)),
    [`${prefix}Set<String> getKeys()`]: (tx, self) => stringSet([...cacheOf(tx, scope(tx, self)).keys()]),
    [`${prefix}Long getNumKeys()`]: (tx, self) => cacheOf(tx, scope(tx, self)).size,
    [`${prefix}Double getCapacity()`]: (tx, self) => usedPercent(cacheOf(tx, scope(tx, self)))
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

const kindOf = (self: Partition): Kind => (self instanceof SessionPartition ? 'session' : 'org');
const scopeOfPartition = (tx: Transaction, self: unknown): string =>
  scopeOf(tx, kindOf(self as Partition), partitionNamed(tx, kindOf(self as Partition), (self as Partition).name));

/** Over the default partition, or the one that a key names. */
const statics = (kind: Kind): Members =>
  members({
    prefix: 'static ',
    seconds: LIFE[kind],
    at: (tx, _, key) => staticPlace(tx, kind, key),
    scope: (tx) => defaultScope(tx, kind)
  });

/** Over one partition, whose keys stand alone. */
const ofPartition = (seconds: number): Members =>
  members({
    prefix: '',
    seconds,
    at: (tx, self, key) => ({
      scope: scopeOfPartition(tx, self),
      key: checkKey(need(key).split('.').at(-1) ?? '', key)
    }),
    scope: scopeOfPartition
  });

function partition<T extends Partition>(tx: Transaction, kind: Kind, name: string, make: new (name: string) => T): T {
  partitionNamed(tx, kind, name);
  return new make(name);
}

/** Utilities that make and check names (Apex Reference Guide, Partition Class). */
const NAMES: Members = {
  'static String createFullyQualifiedKey(String namespace, String partition, String key)': (
    _,
    __,
    namespace: string,
    name: string,
    key: string
  ) => [need(namespace), need(name), need(key)].join('.'),
  'static String createFullyQualifiedPartition(String namespace, String partition)': (
    _,
    __,
    namespace: string,
    name: string
  ) => [need(namespace), need(name)].join('.'),
  'static void validateKey(Boolean isDefault, String key)': (_, __, isDefault: boolean, key: string) =>
    validateKey(need(isDefault), need(key)),
  'static void validateKeys(Boolean isDefault, List<String> keys)': (_, __, isDefault: boolean, keys: ApexList) =>
    (need(keys).items as string[]).forEach((key) => validateKey(need(isDefault), need(key))),
  'static void validateKeyValue(Boolean isDefault, String key, Object value)': (
    _,
    __,
    isDefault: boolean,
    key: string,
    value
  ) => {
    validateKey(need(isDefault), need(key));
    if (value === null) throwApex('cache.InvalidParamException', `Null value for cache key: ${key}`);
  },
  'static void validatePartitionName(String name)': (_, __, name: string) => {
    if (!/^\w+\.\w+$/.test(need(name))) throwApex('cache.InvalidParamException', `Invalid partition name: ${name}`);
  }
};

/** A key of the default partition stands alone, another names its partition. */
function validateKey(isDefault: boolean, key: string): void {
  const parts = key.split('.');
  if (parts.length !== 3 && !(isDefault && parts.length === 1))
    throwApex('cache.InvalidParamException', `Invalid cache key: ${key}`);
  checkKey(parts.at(-1) ?? '', key);
}

const WITH_SESSION: readonly string[] = ['sync', 'rest', 'anonymous', 'test'];

function hasSession(tx: Transaction): boolean {
  return WITH_SESSION.includes(tx.kind);
}

export const cacheClasses = [
  libraryClass('cache.Org', statics('org'), {
    'static String getName()': (tx) => defaultPartition(tx),
    'static cache.OrgPartition getPartition(String name)': (tx, _, name: string) =>
      partition(tx, 'org', name, OrgPartition)
  }),
  libraryClass('cache.Session', statics('session'), {
    'static String getName()': (tx) => defaultPartition(tx),
    'static cache.SessionPartition getPartition(String name)': (tx, _, name: string) =>
      partition(tx, 'session', name, SessionPartition),
    'static Boolean isAvailable()': (tx) => hasSession(tx)
  }),
  libraryClass('cache.OrgPartition', ofPartition(LIFE.org), NAMES, {
    'OrgPartition(String name)': (tx, _, name: string) => partition(tx, 'org', name, OrgPartition),
    'String getName()': (_, p: Partition) => p.name,
    'Boolean isAvailable()': () => true
  }),
  libraryClass('cache.SessionPartition', ofPartition(LIFE.session), NAMES, {
    'SessionPartition(String name)': (tx, _, name: string) => partition(tx, 'session', name, SessionPartition),
    'String getName()': (_, p: Partition) => p.name,
    'Boolean isAvailable()': (tx) => hasSession(tx)
  }),
  libraryClass('cache.Partition', ofPartition(LIFE.org), NAMES, {
    'String getName()': (_, p: Partition) => p.name,
    'Boolean isAvailable()': () => true
  })
];
