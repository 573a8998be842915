import type { RuntimeType } from '../../contracts/program.ts';
import type { ObjectInfo, Schema } from '../../contracts/schema.ts';
import type { Operation } from '../../contracts/save.ts';
import type { SoqlQuery } from '../../contracts/soql.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexIterator,
  DYNAMIC_BINDS,
  behaviour,
  platformEnum,
  platformEnumValues,
  refused,
  schemaToken,
  typeToken
} from '../../library/index.ts';
import {
  ApexException,
  ApexList,
  ApexMap,
  ApexObject,
  ApexSet,
  EnumValue,
  SObject,
  apexEquals,
  apexError,
  box,
  debugText,
  grown,
  hashOf,
  heap,
  identityHash,
  listType,
  membersFor,
  modified,
  nullPointer,
  throwApex,
  typeOf
} from '../../values/index.ts';
import type { EmittedUnit } from '../emit/index.ts';
import { arithmetic } from './arithmetic.ts';
import { fillException, jsClassOf, parentOf } from './classes.ts';
import type { ClassEntry, ClassLookup, JsClass, Methods } from './classes.ts';
import {
  dml,
  libraryMember,
  queryRows,
  runAs,
  runQuery,
  single,
  singleOrNull,
  triggerVariable,
  accessOf
} from './data.ts';
import type { RanAs } from './data.ts';
import { caught, connectApi, fatal, thrown, unsupported } from './errors.ts';
import type { MethodData } from '../emit/index.ts';
import { cast, each, eachKept, isAOrNull, isInstanceOf, opened } from './types.ts';
import type { TypeRegistry } from './types.ts';

/** The unit whose text is being evaluated: its constants name its own types, queries and coverage. */
export interface Linking {
  readonly unit: EmittedUnit;
  readonly covered: Uint8Array;
  readonly entry: (name: string) => ClassEntry | undefined;
  script: (() => unknown) | null;
}

type LibraryMember = (tx: Transaction, self: unknown, ...args: unknown[]) => unknown;

/** `$` in emitted code: the running transaction, and everything that the text needs and JavaScript has not. */
export interface Runtime {
  tx: Transaction;
  linking: Linking | null;
}

/**
 * The running transaction lies in the object itself, the functions in its prototype: both are read without a hash look-up,
 * however many functions there are.
 */
export function createRuntime(schema: Schema, types: TypeRegistry, lookup: ClassLookup): Runtime {
  const functions: object = {};
  const $ = Object.create(functions) as Runtime;
  $.tx = null as unknown as Transaction;
  $.linking = null;
  const links = new Links($, schema, lookup);
  Object.assign(functions, arithmetic, {
    fatal,
    modified,
    thrown,
    unsupported: (member: string): never => unsupported(refused(member)),
    connectApi,
    cast,
    isA: isInstanceOf,
    isAOrNull,
    each,
    eachKept,
    single,
    singleOrNull,
    enumMember,
    enumStatic,
    objectMember
  });
  Object.assign(functions, constants(links, types), calls($, schema, lookup), collections(), records($, types), {
    links
  });
  return $;
}

/** Finds what a unit names while it is linked; an unknown name tells the unit's file. */
class Links {
  private readonly $: Runtime;
  private readonly schema: Schema;
  readonly lookup: ClassLookup;

  constructor($: Runtime, schema: Schema, lookup: ClassLookup) {
    this.$ = $;
    this.schema = schema;
    this.lookup = lookup;
  }

  get unit(): Linking {
    if (!this.$.linking) throw new Error('a constant of a unit was asked for outside of its linking');
    return this.$.linking;
  }

  private missing(what: string): never {
    throw new Error(`${this.$.linking?.unit.file ?? ''}: no ${what}`);
  }

  private find(name: string): ClassEntry | undefined {
    return this.$.linking?.entry(name) ?? this.lookup.entry(name);
  }

  entry(name: string): ClassEntry {
    return this.find(name) ?? this.missing(`project class ${name} in the program`);
  }

  enumValue(owner: string, name: string): EnumValue {
    const own = this.find(owner)?.values.find((v) => v.name.toLowerCase() === name.toLowerCase());
    return own ?? platformEnum(owner, name);
  }

  object(name: string): ObjectInfo {
    return this.schema.object(name) ?? this.missing(`object ${name} in the schema`);
  }

  slot(object: string, name: string): number {
    const field = this.object(object).field(name);
    return field ? field.slot : this.missing(`field ${object}.${name} in the schema`);
  }

  /** The statics of a class in whatever transaction runs when they are asked for. */
  statics(e: ClassEntry): () => object {
    const { $ } = this;
    const { index } = e;
    return () => ($.tx.statics[index] as object | undefined) ?? this.initialise(e);
  }

  /** Superclass first; marked before it runs, so that cycles see what is there so far. */
  initialise(e: ClassEntry): object {
    const { tx } = this.$;
    const parent = parentOf(e, this.lookup);
    if (parent && tx.statics[parent.index] === undefined) this.initialise(parent);
    const statics = e.makeStatics();
    tx.statics[e.index] = statics;
    for (const run of e.staticInitialisers) run(statics);
    return statics;
  }
}

/** Asked once for each unit, when it is linked. */
function constants(links: Links, types: TypeRegistry): object {
  return {
    jsClass: (name: string): JsClass => jsClassOf(links.entry(name), links.lookup),
    methods: (name: string): Methods => links.entry(name).methods,
    statics: (name: string) => links.statics(links.entry(name)),
    staticInitialiser: (name: string, run: (statics: object) => void): void =>
      void links.entry(name).staticInitialisers.push(run),
    enumValue: (owner: string, name: string): EnumValue => links.enumValue(owner, name),
    t: (text: string): RuntimeType => types.get(text),
    slot: (object: string, field: string): number => links.slot(object, field),
    object: (name: string): ObjectInfo => links.object(name),
    soql: (n: number): SoqlQuery => links.unit.unit.queries[n] as SoqlQuery,
    coverage: (): Uint8Array => links.unit.covered,
    script: (run: () => unknown): void => {
      links.unit.script = run;
    },
    grown,
    library: (key: string): LibraryMember => libraryMember(key),
    getter: (owner: string, name: string): LibraryMember => libraryMember(`get ${owner}.${name}`),
    setter: (owner: string, name: string): LibraryMember => libraryMember(`set ${owner}.${name}`),
    constructor: (key: string, owner: string): LibraryMember => constructorOf(key, owner)
  };
}

function calls($: Runtime, schema: Schema, lookup: ClassLookup): object {
  return {
    caught: (error: unknown): ApexException => {
      heap.account = $.tx.heap;
      return caught(error);
    },
    dynamic: (
      library: LibraryMember,
      jsName: string,
      key: string,
      superCall: boolean,
      self: unknown,
      args: unknown[]
    ): unknown => {
      const own = superCall ? undefined : projectMethod(self, jsName, key, lookup);
      return own ? own.apply(self, args) : library($.tx, self, ...args);
    },
    dynamicBinds: (find: (name: string) => unknown): void =>
      void $.tx.marks.set(DYNAMIC_BINDS, (name: string) => find(name.trim().toLowerCase()) ?? null),
    noVariable: (name: string): never => throwApex('System.QueryException', `Variable does not exist: ${name}`),
    platformSuper: (_: string, self: unknown, ...args: unknown[]): unknown => fillException(self, args),
    typeLiteral: (type: RuntimeType): unknown => typeToken(type),
    token: (token: string, object: string, field: string | null): unknown => schemaToken(schema, token, object, field),
    label: (namespace: string | null, name: string): string => labelOf($.tx, namespace, name),
    triggerVariable: (name: string): unknown => triggerVariable($.tx, name),
    nextObject: (tx: Transaction, self: ApexIterator): unknown => box(self.next(), self.element.name),
    objectsOf,
    iterate: (value: unknown): Iterable<unknown> =>
      iterate(value, (self, key) => projectMethod(self, '', key, lookup), false),
    iterateObjects: (value: unknown): Iterable<unknown> =>
      iterate(value, (self, key) => projectMethod(self, '', key, lookup), true)
  };
}

function collections(): object {
  return {
    list: (type: RuntimeType, items: unknown[]) => new ApexList(type, items),
    set: (type: RuntimeType, items: unknown[]) => new ApexSet(type, items),
    map: (type: RuntimeType, pairs: [unknown, unknown][]) => new ApexMap(type, pairs),
    sized: (type: RuntimeType, size: number | null) => new ApexList(type, new Array(arithmetic.nn(size)).fill(null)),
    copied: (type: RuntimeType, from: unknown) => copied(type, from),
    record: (info: ObjectInfo) => new SObject(info),
    recordOf: (info: ObjectInfo, keys: (number | string)[], values: unknown[]) => recordOf(info, keys, values)
  };
}

function records($: Runtime, types: TypeRegistry): object {
  return {
    passing: (): void => {
      heap.account = null;
    },
    queryRows: (_: void, source: unknown, chunk: RuntimeType | null) => {
      heap.account = $.tx.heap;
      return queryRows($.tx, source, chunk);
    },
    query: (q: SoqlQuery, type: RuntimeType | null, mode: 'user' | 'system', binds: unknown[]) =>
      runQuery($.tx, q, type, mode, binds),
    search: (text: string, mode: 'user' | 'system', binds: unknown[]) => search($.tx, text, mode, binds, types),
    dml: (op: Operation, mode: 'user' | 'system', externalId: string | null, target: unknown, losers?: unknown) =>
      dml($.tx, op, mode, externalId, target, losers),
    runAs: (user: SObject | null) => runAs($.tx, user),
    endRunAs: ({ user, sharing }: RanAs): void => {
      $.tx.user = user;
      $.tx.sharing = sharing;
    }
  };
}

/** The statics of a class in the running transaction, initialised. */
export function staticsOf($: Runtime, entry: ClassEntry): Record<string, unknown> {
  const known = $.tx.statics[entry.index] as Record<string, unknown> | undefined;
  return known ?? (($ as unknown as { readonly links: Links }).links.initialise(entry) as Record<string, unknown>);
}

function constructorOf(key: string, owner: string): LibraryMember {
  const known = behaviour(key);
  if (known || !/Exception$/i.test(owner)) return known ?? libraryMember(key);
  return (_, __, ...args) =>
    fillException(new ApexException(null, null, owner.includes('.') ? owner : `System.${owner}`), args);
}

type Method = (this: unknown, ...args: unknown[]) => unknown;

const byArity = new WeakMap<object, Map<string, Method>>();

/** A project object's own method: by exact name, or by name and number of arguments where types are generic. */
export function projectMethod(self: unknown, jsName: string, key: string, lookup: ClassLookup): Method | undefined {
  if (!(self instanceof ApexObject || self instanceof ApexException) || self.$type?.source !== 'project')
    return undefined;
  const exact = (self as unknown as Methods)[jsName];
  if (exact) return exact;
  const prototype = Object.getPrototypeOf(self) as object;
  let known = byArity.get(prototype);
  if (!known) byArity.set(prototype, (known = methodsByArity(self as unknown as Methods, self.$type.name, lookup)));
  return known.get(key);
}

function methodsByArity(self: Methods, typeName: string, lookup: ClassLookup): Map<string, Method> {
  const out = new Map<string, Method>();
  for (let e = lookup.entry(typeName.replace(/__sfdc_ApexStub$/, '')) ?? null; e; e = parentOf(e, lookup)) {
    for (const m of e.data.methods) {
      const key = `${m.name.toLowerCase()}/${m.params.length}`;
      // The platform lets a static method stand for one of an interface (apex-recipes has a static `execute`).
      const run = m.static ? e.methods[m.jsName] : self[m.jsName];
      if (run && !out.has(key)) out.set(key, taking(run, m, lookup));
    }
  }
  return out;
}

/** The interface passes Objects: primitives are opened to the types that the method declares. */
function taking(run: Method, method: MethodData, lookup: ClassLookup): Method {
  const types = method.params.map((p) => lookup.type(p.type));
  if (!types.some((type) => type.kind === 'primitive')) return run;
  return function (this: unknown, ...args: unknown[]) {
    return run.apply(
      this,
      args.map((arg, i) => {
        const type = types[i];
        return arg !== null && type?.kind === 'primitive' ? opened(arg, type) : arg;
      })
    );
  };
}

function enumMember(key: string, value: EnumValue, other?: unknown): unknown {
  switch (key) {
    case 'name/0':
    case 'tostring/0':
      return value.name;
    case 'ordinal/0':
      return value.ordinal;
    case 'equals/1':
      return value === other;
    case 'hashcode/0':
      return hashOf(value);
    default:
      return unsupported(`System.Enum.${key}`);
  }
}

/** `Season.values()` and `Season.valueOf('SPRING')`. */
function enumStatic(key: string, type: RuntimeType, name?: string | null): unknown {
  const values = (type.source === 'project' ? type.enumValues : platformEnumValues(type.name)) as readonly EnumValue[];
  if (key === 'values/0') return new ApexList(listType(type), [...values]);
  // null is no constant either (assumed: a public logger catches it as such).
  const found = values.find((v) => v.name.toLowerCase() === name?.toLowerCase());
  if (!found) throw apexError('System.NoSuchElementException', `No enum constant ${type.name}.${name}`);
  return found;
}

/** `toString`, `hashCode`, `equals` and `clone` of any value: its own method, or what the platform does for all. */
function objectMember(jsName: string, superCall: boolean, self: unknown, other?: unknown): unknown {
  const own = superCall || typeof self !== 'object' ? undefined : (self as Methods)[jsName];
  if (own) return own.call(self, other);
  switch (jsName) {
    case 'tostring$':
      return superCall ? `${typeOf(self).name}:[]` : debugText(self);
    case 'hashcode$':
      return superCall ? identityHash(self as object) : hashOf(self);
    case 'equals$Object':
      // Strings known only as Objects: without regard to case, as a public suite shows; `String.equals` minds it.
      return superCall ? self === other : apexEquals(self, other);
    case 'clone$':
      return Object.assign(Object.create(Object.getPrototypeOf(self) as object) as object, self);
    default:
      return unsupported(`System.Object.${jsName}`);
  }
}

function labelOf(tx: Transaction, namespace: string | null, name: string): string {
  const text = tx.org.label(namespace, name, tx.user.language);
  if (text === undefined) return unsupported(`label ${namespace === null ? '' : `${namespace}.`}${name}`);
  return text;
}

/** The members of a collection or iterator as Objects: Doubles, Longs and Ids are told apart. */
function* objectsOf(each: (value: unknown) => Iterable<unknown>, value: unknown): Generator<unknown, void, undefined> {
  const element =
    value instanceof ApexIterator
      ? value.element
      : value instanceof ApexSet || value instanceof ApexList
        ? value.type.element
        : undefined;
  for (const item of each(value)) yield box(item, element?.name ?? '');
}

/** A for-each over an object with `iterator()`, of the project or of the platform. */
function* iterate(
  value: unknown,
  method: (self: unknown, key: string) => ((...args: unknown[]) => unknown) | undefined,
  asObjects: boolean
): Generator<unknown, void, undefined> {
  if (value === null || value === undefined) throw nullPointer();
  const iterator = method(value, 'iterator/0')?.call(value) ?? value;
  const hasNext = method(iterator, 'hasnext/0');
  const next = method(iterator, 'next/0');
  if (hasNext && next) {
    while (hasNext.call(iterator) === true) yield next.call(iterator);
    return;
  }
  if (!isIterable(iterator)) return unsupported('a for loop over an iterator of the platform');
  yield* asObjects ? objectsOf((each) => each as Iterable<unknown>, iterator) : iterator;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** `new List<X>(collection)`, `new Set<X>(collection)`, `new Map<K,V>(map)` and `new Map<Id,X>(records)`. */
function copied(type: RuntimeType, from: unknown): ApexList | ApexSet | ApexMap {
  // A list of nothing is empty (assumed: a public library that passes on the platform makes one of null).
  if (type.kind === 'list' && (from === null || from === undefined)) return new ApexList(type);
  if (from === null || from === undefined) throw apexError('System.NullPointerException', 'Argument cannot be null.');
  if (from instanceof ApexMap) return new ApexMap(type, from.pairs());
  const values =
    from instanceof ApexList || from instanceof ApexSet ? membersFor(type, from) : [...(from as Iterable<unknown>)];
  if (type.kind === 'list') return new ApexList(type, values);
  if (type.kind === 'set') return new ApexSet(type, values);
  return new ApexMap(
    type,
    values.map((r) => [keyOfRecord(type, r as SObject), r] as const)
  );
}

function keyOfRecord(type: RuntimeType, record: SObject | null): string {
  if (record === null) throw nullPointer();
  if (record.id === null) throw apexError('System.ListException', `Row with null Id at index: 0`);
  return record.id;
}

function recordOf(info: SObject['info'], keys: (number | string)[], values: unknown[]): SObject {
  const record = new SObject(info);
  const fields = keys.filter((key) => typeof key === 'number');
  record.inOrder(fields);
  keys.forEach((key, i) => {
    if (typeof key === 'number') record.v[key] = key === 0 ? record.ownId(values[i]) : values[i];
    else record.setParent(key, values[i] as SObject | null);
  });
  return record;
}

function search(
  tx: Transaction,
  text: string,
  mode: 'user' | 'system',
  binds: unknown[],
  types: TypeRegistry
): ApexList {
  const found = tx.org.queries.search(tx, text, (bind) => binds[Number(bind)] ?? null, accessOf(tx, mode));
  const inner = types.get('List<SObject>');
  return new ApexList(
    types.get('List<List<SObject>>'),
    found.map((records) => new ApexList(inner, records))
  );
}
