import type { AnnotationInfo, ClassMembers, FieldMember, MethodInfo, RuntimeType } from '../../contracts/program.ts';
import { platformClass, runtimeTypeOf } from '../../library/index.ts';
import { ApexException, ApexObject, EnumValue } from '../../values/index.ts';
import type { EmittedUnit, FieldData, MethodData, TypeData } from '../emit/index.ts';

export type JsClass = new () => object;
export type Methods = Record<string, (...args: unknown[]) => unknown>;

/** One project type while the program lives. */
export interface ClassEntry {
  readonly data: TypeData;
  readonly unit: EmittedUnit;
  /** Where its statics are in `tx.statics`. */
  readonly index: number;
  /** Null for enums. Made at the first question, its superclass first. */
  jsClass: JsClass | null;
  readonly makeClass: ((parent: JsClass) => JsClass) | null;
  readonly makeStatics: () => Record<string, unknown>;
  readonly staticInitialisers: ((statics: object) => void)[];
  readonly methods: Methods;
  readonly values: readonly EnumValue[];
  readonly type: RuntimeType;
}

/** What the classes of a program ask of each other. */
export interface ClassLookup {
  /** Of the project. */
  readonly namespace: string | null;
  entry(name: string): ClassEntry | undefined;
  type(text: string): RuntimeType;
  statics(entry: ClassEntry): Record<string, unknown>;
}

/** The superclass that the project declares. */
export function parentOf(entry: ClassEntry, lookup: ClassLookup): ClassEntry | null {
  const parent = entry.data.superclass;
  return parent?.source === 'project' ? (lookup.entry(parent.name) ?? null) : null;
}

/** The JavaScript class, made with its superclass when it is first needed. */
export function jsClassOf(entry: ClassEntry, lookup: ClassLookup): JsClass {
  if (entry.jsClass) return entry.jsClass;
  if (!entry.makeClass) throw new Error(`${entry.data.name} is an enum: it has no instances`);
  const parent = parentOf(entry, lookup);
  const made = entry.makeClass(parent ? jsClassOf(parent, lookup) : platformParent(entry.data));
  Object.defineProperty(made.prototype, '$type', { value: entry.type, configurable: true });
  if (extendsException(entry.data)) Object.assign(made.prototype, EXCEPTION_CONSTRUCTORS);
  answerCollections(
    made.prototype as Methods,
    entry.data.methods.filter((m) => !m.static && !m.abstract)
  );
  answerInterfaces(made.prototype as Methods, entry, lookup);
  entry.jsClass = made;
  return made;
}

function extendsException(data: TypeData): boolean {
  return data.superclass?.source === 'platform' && /Exception$/i.test(data.superclass.name);
}

function platformParent(data: TypeData): JsClass {
  return (extendsException(data) ? ApexException : ApexObject) as unknown as JsClass;
}

/** `new MyException()`, `(String)`, `(Exception)`, `(String, Exception)`: every exception class has them. */
const EXCEPTION_CONSTRUCTORS: Methods = Object.fromEntries(
  [
    'new$',
    'new$String',
    'new$Exception',
    'new$System_Exception',
    'new$String$Exception',
    'new$String$System_Exception'
  ].map((name) => [
    name,
    function (this: Methods, ...args: unknown[]): unknown {
      this['$fields']?.();
      return fillException(this, args);
    }
  ])
);

/** `super(message)`, `super(cause)`, `super(message, cause)` of an exception class; other platform classes keep nothing. */
export function fillException(self: unknown, args: readonly unknown[]): unknown {
  if (!(self instanceof ApexException)) return self;
  for (const arg of args) {
    if (arg instanceof ApexException) self.cause = arg;
    else if (typeof arg === 'string') self.setText(arg);
  }
  return self;
}

/** Collections and texts use what Apex declares as `equals(Object)`, `hashCode()` and `toString()`. */
export function answerCollections(prototype: Methods, methods: readonly MethodData[]): void {
  const own = new Set(methods.map((m) => m.jsName));
  const answer = (name: string, jsName: string) => {
    if (!own.has(jsName)) return;
    Object.defineProperty(prototype, name, {
      configurable: true,
      value(this: Methods, ...args: unknown[]) {
        return this[jsName]?.(...args);
      }
    });
  };
  answer('$equals', 'equals$Object');
  answer('$hashCode', 'hashcode$');
  answer('$toString', 'tostring$');
}

/** What an exception has by itself answers an interface of the project (github.com/octoberswimmer/aer-dist/issues/96). */
const EXCEPTION_ANSWERS: Readonly<Record<string, (this: ApexException) => unknown>> = {
  getmessage$() {
    return this.message;
  },
  gettypename$() {
    return this.typeName;
  },
  getcause$() {
    return this.cause;
  }
};

/** The platform lets a static method stand for one that an interface of the project asks for (two public projects have that). */
function answerInterfaces(prototype: Methods, entry: ClassEntry, lookup: ClassLookup): void {
  const isStatic = new Set(entry.data.methods.filter((m) => m.static).map((m) => m.jsName));
  for (const { source, name } of entry.data.interfaces) {
    const asked = source === 'project' ? (lookup.entry(name)?.data.methods ?? []) : [];
    for (const { jsName } of asked) {
      const answer = EXCEPTION_ANSWERS[jsName];
      if (answer && prototype instanceof ApexException && !(jsName in prototype))
        Object.defineProperty(prototype, jsName, { configurable: true, value: answer });
      if (isStatic.has(jsName))
        Object.defineProperty(prototype, jsName, { configurable: true, get: () => entry.methods[jsName] });
    }
  }
}

export function newEntry(unit: EmittedUnit, i: number, index: number, code: UnitCode, lookup: ClassLookup): ClassEntry {
  const data = unit.types[i] as TypeData;
  const values = data.enumValues.map((name, ordinal) => new EnumValue(data.name, name, ordinal));
  const entry: ClassEntry = {
    data,
    unit,
    index,
    jsClass: null,
    values,
    makeClass: code.c[i] ?? null,
    makeStatics: code.s[i] as () => Record<string, unknown>,
    staticInitialisers: [],
    // A plain object, since V8 keeps one without prototype as a hash table; every name has a `$`, so none meets Object's own.
    methods: {},
    type: undefined as unknown as RuntimeType
  };
  (entry as { type: RuntimeType }).type = runtimeType(entry, lookup);
  return entry;
}

/** An object that has become a prototype is laid out for fast reading, however many methods it was given one by one. */
export function layOut(methods: Methods): void {
  Object.create(methods);
}

/** What the text of a unit evaluates to. */
export interface UnitCode {
  readonly c: readonly (((parent: JsClass) => JsClass) | null)[];
  readonly s: readonly (() => Record<string, unknown>)[];
  readonly f: (runtime: object) => void;
}

function lazy<T>(make: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= make());
}

function runtimeType(entry: ClassEntry, lookup: ClassLookup): RuntimeType {
  const { data } = entry;
  const supers = lazy(() => supersOf(entry, lookup));
  const members = lazy(() => membersOf(entry, lookup));
  return {
    name: data.name,
    kind: data.form,
    source: 'project',
    ...(lookup.namespace === null ? {} : { namespace: lookup.namespace }),
    get supers() {
      return supers();
    },
    get ctor() {
      return data.form === 'class'
        ? (jsClassOf(entry, lookup) as unknown as new (...args: never[]) => object)
        : (undefined as never);
    },
    get members() {
      return members();
    },
    ...(data.form === 'enum' ? { enumValues: entry.values } : {})
  };
}

function supersOf(entry: ClassEntry, lookup: ClassLookup): Set<string> {
  const out = new Set([entry.data.name]);
  const add = (source: 'project' | 'platform', name: string, text: string) => {
    const found = source === 'project' ? lookup.entry(name)?.type : undefined;
    for (const s of found ? found.supers : platformSupers(name, text)) out.add(s);
  };
  if (entry.data.superclass) add(entry.data.superclass.source, entry.data.superclass.name, entry.data.superclass.name);
  for (const i of entry.data.interfaces) add(i.source, i.name, i.text);
  return out.add('Object');
}

/** A platform type by every name that code may give it: `System.Comparable`, `Comparable`, `Iterable<String>`. */
function platformSupers(name: string, text: string): string[] {
  const out = [name, text, text.replace(/^System\./, '')];
  const known = platformClass(name);
  if (known) {
    out.push(...runtimeTypeOf(known.name).supers);
    const args = text.indexOf('<');
    if (args >= 0) out.push(`${known.name}${text.slice(args)}`);
  }
  return out;
}

function annotations(list: TypeData['annotations']): AnnotationInfo[] {
  return list.map((a) => ({ name: a.name, values: a.values }));
}

function membersOf(entry: ClassEntry, lookup: ClassLookup): ClassMembers {
  const { data } = entry;
  return {
    methods: data.methods.map((m): MethodInfo => ({
      name: m.name,
      jsName: m.jsName,
      static: m.static,
      access: m.access,
      line: m.line,
      isTest: m.isTest,
      annotations: annotations(m.annotations),
      returns: lookup.type(m.returns),
      params: m.params.map((p) => ({ name: p.name, type: lookup.type(p.type) }))
    })),
    fields: data.fields.map((f) => fieldMember(entry, f, lookup)),
    constructors: data.constructors.map((c) => ({
      access: c.access,
      jsName: c.jsName,
      params: c.params.map((p) => lookup.type(p))
    })),
    annotations: annotations(data.annotations),
    abstract: data.abstract,
    access: data.access,
    isTest: data.annotations.some((a) => a.name.toLowerCase() === 'istest'),
    sharing: data.sharing
  };
}

function fieldMember(entry: ClassEntry, f: FieldData, lookup: ClassLookup): FieldMember {
  const holder = (self: object | null) => (f.static ? lookup.statics(entry) : self) as Record<string, unknown>;
  const called = (self: object | null) => (f.static ? entry.methods : self) as Methods;
  const { getter, setter } = f;
  const readable = !f.property || getter !== null;
  const writable = !f.property || setter !== null;
  return {
    name: f.name,
    static: f.static,
    access: f.access,
    transient: f.transient,
    property: f.property,
    annotations: annotations(f.annotations),
    type: lookup.type(f.type),
    raw: (self: object | null) => holder(self)[f.jsName],
    ...(readable
      ? { read: (self: object | null) => (getter === null ? holder(self)[f.jsName] : called(self)[getter]?.()) }
      : {}),
    ...(writable
      ? {
          write: (self: object | null, value: unknown) => {
            if (setter === null) holder(self)[f.jsName] = value;
            else called(self)[setter]?.(value);
          }
        }
      : {})
  };
}
