import type { Transaction, TriggerContext } from './transaction.ts';

/** A run-time type: for instanceof, casts, JSON, `Type`, `String.valueOf`. Interned by name. */
export interface RuntimeType {
  /** `Integer`, `List<Id>`, `Account`, `Outer.Inner`, `System.HttpRequest`. */
  readonly name: string;
  readonly kind: 'primitive' | 'sobject' | 'list' | 'set' | 'map' | 'class' | 'interface' | 'enum' | 'object';
  readonly source: 'project' | 'platform';
  /** Of a project class in a project with one: in the name that errors show, not in `name`. */
  readonly namespace?: string;
  readonly element?: RuntimeType;
  readonly key?: RuntimeType;
  /** Every type that an instance may be cast to, by name, itself included. Lazy for project classes. */
  readonly supers: ReadonlySet<string>;
  /** The JavaScript class of a project class or of a platform class with behaviour. */
  readonly ctor?: new (...args: never[]) => object;
  readonly members?: ClassMembers;
  readonly enumValues?: readonly object[];
}

export interface ClassMembers {
  readonly methods: readonly MethodInfo[];
  readonly fields: readonly FieldMember[];
  readonly constructors: readonly {
    readonly params: readonly RuntimeType[];
    readonly access: string;
    readonly jsName: string;
  }[];
  readonly annotations: readonly AnnotationInfo[];
  readonly abstract: boolean;
  readonly access: string;
  readonly isTest: boolean;
  readonly sharing: 'with' | 'without' | 'inherited' | null;
}

/** A field or property of a project class. `read` and `write` go through accessors, as Apex does; `self` null for statics. */
export interface FieldMember {
  readonly name: string;
  readonly type: RuntimeType;
  readonly static: boolean;
  readonly access: string;
  readonly annotations: readonly AnnotationInfo[];
  readonly transient: boolean;
  readonly property: boolean;
  /** What is stored, past any accessor: for the text of an object. */
  readonly raw: (self: object | null) => unknown;
  /** Absent for a property without that accessor. */
  readonly read?: (self: object | null) => unknown;
  readonly write?: (self: object | null, value: unknown) => void;
}

export interface MethodInfo {
  readonly name: string;
  readonly jsName: string;
  readonly static: boolean;
  readonly access: string;
  readonly returns: RuntimeType;
  readonly params: readonly { readonly name: string; readonly type: RuntimeType }[];
  readonly annotations: readonly AnnotationInfo[];
  readonly line: number;
  /** A method that a test run calls: the annotation or the old modifier `testMethod`, returning nothing. */
  readonly isTest: boolean;
}

export interface AnnotationInfo {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface TriggerCode {
  readonly name: string;
  readonly object: string;
  readonly events: ReadonlySet<
    | 'before insert'
    | 'before update'
    | 'before delete'
    | 'after insert'
    | 'after update'
    | 'after delete'
    | 'after undelete'
  >;
  run(tx: Transaction, context: TriggerContext): void;
}

/** The compiled Apex of the org. */
export interface Program {
  type(name: string): RuntimeType | undefined;
  classNames(): readonly string[];
  triggersOf(object: string): readonly TriggerCode[];
  /** Calls a static or instance method by name with Apex values, choosing by name and number of arguments. */
  invoke(tx: Transaction, target: string | object, method: string, args: readonly unknown[]): unknown;
  construct(tx: Transaction, typeName: string, args?: readonly unknown[]): object;
  /** An instance as JSON.deserialize makes it: fields null, no initialiser and no constructor run. */
  allocate(typeName: string): object;
  /** `Test.createStub`: an instance of a subclass whose methods call `handleMethodCall` of the provider. */
  createStub(tx: Transaction, typeName: string, provider: object): object;
  implementsInterface(value: unknown, interfaceName: string): boolean;
  /** Compiles and runs anonymous Apex. */
  execute(tx: Transaction, source: string): unknown;
  /** Executed and executable lines per file, for coverage; null when coverage is off. */
  coverage(): ReadonlyMap<string, { readonly lines: readonly number[]; readonly hit: ReadonlySet<number> }> | null;
}
