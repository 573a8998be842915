import { methodJsName, type Type } from '../../contracts/bound.ts';
import type { PlatformClass } from '../../contracts/library.ts';
import type { ClassSymbol, ConstructorSymbol, FieldSymbol, MethodSymbol } from './class-symbol.ts';
import { classType, listOf, mapOf, OBJECT, PRIMITIVES, setOf, SOBJECT, VOID, type ClassType } from './types.ts';

type Bindings = ReadonlyMap<string, Type>;
const NO_BINDINGS: Bindings = new Map();

/** Classes of the platform by name, each generic class completed once per instantiation. */
export class Platform {
  private readonly byName = new Map<string, PlatformClass>();
  private readonly namespaces = new Set<string>();
  private readonly symbols = new Map<Type, ClassSymbol | null>();
  private readonly texts = new Map<string, Type>();
  private readonly sobject: (name: string) => Type | undefined;

  constructor(classes: readonly PlatformClass[], sobject: (name: string) => Type | undefined) {
    this.sobject = sobject;
    for (const cls of classes) {
      this.byName.set(cls.name.toLowerCase(), cls);
      this.namespaces.add(cls.name.slice(0, cls.name.indexOf('.')).toLowerCase());
    }
  }

  isNamespace(key: string): boolean {
    return this.namespaces.has(key);
  }

  class(qualified: string): PlatformClass | undefined {
    return this.byName.get(qualified.toLowerCase());
  }

  /** A class of which no value exists, such as `Site`: a declared type of that name means the record. */
  isStaticOnly(qualified: string): boolean {
    const cls = this.class(qualified);
    return (
      cls !== undefined &&
      cls.kind === 'class' &&
      cls.methods.every((m) => m.static) &&
      cls.fields.every((f) => f.static)
    );
  }

  /** The type of `Messaging.Email` or `System.Iterator<String>`; undefined when the platform has no such class. */
  find(qualified: string, args: readonly Type[] = []): Type | undefined {
    const cls = this.class(qualified);
    if (!cls) return undefined;
    if (cls.name === 'System.Object') return OBJECT;
    if (cls.name === 'System.SObject') return SOBJECT;
    if (cls.name.startsWith('System.')) {
      const short = cls.name.slice(7).toLowerCase();
      const builtIn = PRIMITIVES.get(short) ?? collection(short, args);
      if (builtIn) return builtIn;
    }
    const filled = cls.typeParameters.map((_, i) => args[i] ?? OBJECT);
    return classType(cls.kind, 'platform', cls.name, filled);
  }

  /** Members of a primitive, collection, SObject or platform class. */
  symbolOf(type: Type): ClassSymbol | undefined {
    const known = this.symbols.get(type);
    if (known !== undefined) return known ?? undefined;
    const made = this.complete(type);
    this.symbols.set(type, made ?? null);
    return made;
  }

  private complete(type: Type): ClassSymbol | undefined {
    const name = platformName(type);
    const cls = name === null ? undefined : this.class(name);
    return cls ? new PlatformSymbol(this, cls, type, bindingsOf(cls, type)) : undefined;
  }

  /** Type text of a signature, with the type parameters of its class filled in. */
  parse(text: string, bindings: Bindings = NO_BINDINGS): Type {
    if (bindings.size > 0) return this.parseFresh(text, bindings);
    const known = this.texts.get(text);
    if (known) return known;
    const made = this.parseFresh(text, bindings);
    this.texts.set(text, made);
    return made;
  }

  private parseFresh(text: string, bindings: Bindings): Type {
    const open = text.indexOf('<');
    const name = (open < 0 ? text : text.slice(0, open)).trim();
    const args =
      open < 0 ? [] : splitArgs(text.slice(open + 1, text.lastIndexOf('>'))).map((a) => this.parse(a, bindings));
    return bindings.get(name) ?? this.named(name, args);
  }

  private named(name: string, args: readonly Type[]): Type {
    const key = name.toLowerCase();
    if (key === 'void') return VOID;
    if (key === 'object') return OBJECT;
    if (key === 'sobject') return SOBJECT;
    const simple = PRIMITIVES.get(key) ?? collection(key, args);
    if (simple) return simple;
    if (name.startsWith('java.lang.')) return this.named(name.slice(10), args);
    return (
      (name.includes('.') ? this.find(name, args) : undefined) ??
      this.find(`System.${name}`, args) ??
      this.sobject(name) ??
      OBJECT
    );
  }
}

function collection(key: string, args: readonly Type[]): Type | undefined {
  if (key === 'list') return listOf(args[0] ?? OBJECT);
  if (key === 'set') return setOf(args[0] ?? OBJECT);
  if (key === 'map') return mapOf(args[0] ?? OBJECT, args[1] ?? OBJECT);
  return undefined;
}

function splitArgs(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '<') depth++;
    else if (c === '>') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

function platformName(type: Type): string | null {
  switch (type.kind) {
    case 'primitive':
      return `System.${type.name}`;
    case 'list':
      return 'System.List';
    case 'set':
      return 'System.Set';
    case 'map':
      return 'System.Map';
    case 'sobject':
      return 'System.SObject';
    case 'class':
      return type.source === 'platform' ? type.name : null;
    case 'object':
    case 'void':
    case 'null':
      return null;
  }
}

function bindingsOf(cls: PlatformClass, type: Type): Bindings {
  if (cls.typeParameters.length === 0) return NO_BINDINGS;
  const args =
    type.kind === 'map'
      ? [type.key, type.value]
      : type.kind === 'list' || type.kind === 'set'
        ? [type.element]
        : type.kind === 'class'
          ? type.args
          : [];
  return new Map(cls.typeParameters.map((p, i) => [p, args[i] ?? OBJECT]));
}

class PlatformSymbol implements ClassSymbol {
  readonly type: Type;
  readonly name: string;
  readonly source = 'platform' as const;
  readonly form: ClassSymbol['form'];
  readonly access = 'global' as const;
  readonly abstract = false;
  readonly virtual: boolean;
  readonly outer = null;
  private readonly platform: Platform;
  private readonly cls: PlatformClass;
  private readonly bindings: Bindings;
  private fieldMap: Map<string, FieldSymbol> | null = null;
  private methodMap: Map<string, MethodSymbol[]> | null = null;

  constructor(platform: Platform, cls: PlatformClass, type: Type, bindings: Bindings) {
    this.platform = platform;
    this.cls = cls;
    this.type = type;
    this.name = cls.name;
    this.form = cls.kind;
    this.bindings = bindings;
    this.virtual = /Exception$/.test(cls.name) || cls.kind === 'interface' || EXTENSIBLE.has(cls.name);
  }

  get superclass(): ClassType | null {
    const text = this.cls.superclass ?? SUPERCLASSES[this.cls.name];
    if (text === undefined) return null;
    const found = this.platform.parse(text, this.bindings);
    return found.kind === 'class' && found !== this.type ? found : null;
  }

  get interfaces(): readonly Type[] {
    return this.cls.interfaces.map((i) => this.platform.parse(i, this.bindings)).filter((t) => t.kind === 'class');
  }

  get enumValues(): readonly string[] {
    return this.cls.enumValues ?? [];
  }

  field(key: string): FieldSymbol | undefined {
    return this.fields().get(key);
  }

  get allFields(): readonly FieldSymbol[] {
    return [...this.fields().values()];
  }

  private fields(): Map<string, FieldSymbol> {
    this.fieldMap ??= new Map(this.cls.fields.map((f) => [f.name.toLowerCase(), this.fieldOf(f)]));
    return this.fieldMap;
  }

  private fieldOf(f: PlatformClass['fields'][number]): FieldSymbol {
    return {
      owner: this,
      name: f.name,
      key: f.name.toLowerCase(),
      type: this.platform.parse(f.type, this.bindings),
      static: f.static,
      final: false,
      access: 'global',
      testVisible: false,
      property: null,
      modifiers: null,
      initial: null,
      readAccess: 'global',
      writeAccess: f.readOnly === true ? null : 'global',
      pos: null
    };
  }

  methods(key: string): readonly MethodSymbol[] {
    return this.methodIndex().get(key) ?? [];
  }

  get allMethods(): readonly MethodSymbol[] {
    return [...this.methodIndex().values()].flat();
  }

  private methodIndex(): Map<string, MethodSymbol[]> {
    if (this.methodMap) return this.methodMap;
    const map = new Map<string, MethodSymbol[]>();
    for (const m of this.cls.methods) {
      const key = m.name.toLowerCase();
      const made = this.methodOf(m, key);
      const list = map.get(key);
      if (list) list.push(made);
      else map.set(key, [made]);
    }
    this.methodMap = map;
    return map;
  }

  private methodOf(m: PlatformClass['methods'][number], key: string): MethodSymbol {
    const params = m.params.map((p) => this.platform.parse(p, this.bindings));
    return {
      owner: this,
      name: m.name,
      key,
      params,
      returns: this.platform.parse(m.returns, this.bindings),
      static: m.static,
      abstract: this.form === 'interface',
      virtual: true,
      override: false,
      access: 'global',
      testVisible: false,
      jsName: methodJsName(m.name, params),
      signature: `${this.cls.name}.${m.name}(${m.params.join(',')})`,
      decl: null
    };
  }

  get constructors(): readonly ConstructorSymbol[] {
    const simple = this.cls.name.slice(this.cls.name.lastIndexOf('.') + 1);
    const listed = this.cls.constructors.map((c) => c.params);
    const all =
      this.isException() && !listed.some((p) => p.length === 1 && p[0] === 'String') ? EXCEPTION_CONSTRUCTORS : listed;
    return all.map((texts) => {
      const params = texts.map((p) => this.platform.parse(p, this.bindings));
      return {
        owner: this,
        params,
        access: 'global',
        testVisible: false,
        jsName: methodJsName('new', params),
        signature: `${this.cls.name}.${simple}(${texts.join(',')})`,
        decl: null
      };
    });
  }

  private isException(): boolean {
    return this.cls.kind === 'class' && this.cls.name.endsWith('Exception');
  }
}

/** Every exception class may be made from a message, a cause or both (Apex Developer Guide: Create Custom Exceptions). */
const EXCEPTION_CONSTRUCTORS: readonly (readonly string[])[] = [[], ['String'], ['Exception'], ['String', 'Exception']];

/** Superclasses that the jars leave out (Apex Reference: Cache Namespace, DuplicateError Class). */
const SUPERCLASSES: Readonly<Record<string, string>> = {
  'Database.DuplicateError': 'Database.Error',
  'cache.OrgPartition': 'cache.Partition',
  'cache.SessionPartition': 'cache.Partition'
};

/** Platform classes, exceptions aside, that Apex may extend. */
const EXTENSIBLE = new Set([
  'DataSource.Provider',
  'DataSource.Connection',
  'VisualEditor.DynamicPickList',
  'Auth.AuthProviderPluginClass',
  'Auth.SamlJitHandler',
  'TerritoryMgmt.OpportunityTerritory2AssignmentFilter',
  'UserProvisioning.UserProvisioningPlugin',
  'ConnectApi.ConnectApi',
  'Auth.Oauth2TokenExchangeHandler',
  'Auth.JWTBearerTokenExchange'
]);
