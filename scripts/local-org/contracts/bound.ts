import type { Position } from './diagnostics.ts';
import type { SoqlQuery } from './soql.ts';

/**
 * The bound tree: what `apex/check` hands to `apex/emit`. Every name is resolved, every conversion is explicit, every
 * overload is chosen: emit takes no decision about meaning. Positions are those of the Apex source, so that emitted
 * line n can be source line n.
 */

/* ---- types ---- */

export type PrimitiveName =
  'Boolean' | 'Integer' | 'Long' | 'Double' | 'Decimal' | 'String' | 'Id' | 'Date' | 'Datetime' | 'Time' | 'Blob';

/** Interned by `text`: two types are the same exactly when their `text` is. */
export type Type =
  | { readonly kind: 'primitive'; readonly name: PrimitiveName; readonly text: string }
  | { readonly kind: 'object'; readonly text: 'Object' }
  | { readonly kind: 'void'; readonly text: 'void' }
  | { readonly kind: 'null'; readonly text: 'NULL' }
  /** `SObject` itself has object null. `AggregateResult` is an sobject type too. */
  | { readonly kind: 'sobject'; readonly object: string | null; readonly text: string }
  | { readonly kind: 'list'; readonly element: Type; readonly text: string }
  | { readonly kind: 'set'; readonly element: Type; readonly text: string }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type; readonly text: string }
  /** A class, interface or enum. `name` is qualified: `Outer.Inner`, `System.HttpRequest`; project types carry no namespace. */
  | {
      readonly kind: 'class';
      readonly form: 'class' | 'interface' | 'enum';
      readonly source: 'project' | 'platform';
      readonly name: string;
      readonly args: readonly Type[];
      readonly text: string;
    };

/* ---- units ---- */

export interface BoundUnit {
  readonly kind: 'class' | 'trigger' | 'anonymous';
  /** Class or trigger name as declared. */
  readonly name: string;
  readonly file: string;
  readonly apiVersion: number;
  /** Class units: the one top-level type. Anonymous units: types declared in the block. */
  readonly types: readonly BoundType[];
  readonly trigger?: BoundTrigger;
  readonly anonymous?: {
    readonly body: BoundBlock;
    readonly methods: readonly BoundMethod[];
    readonly locals: readonly BoundLocal[];
  };
  /** Top-level project classes that this unit names: link order and cache keys. */
  readonly uses: readonly string[];
}

export interface BoundTrigger {
  readonly object: string;
  readonly events: readonly (
    | 'before insert'
    | 'before update'
    | 'before delete'
    | 'after insert'
    | 'after update'
    | 'after delete'
    | 'after undelete'
  )[];
  readonly body: BoundBlock;
  readonly methods: readonly BoundMethod[];
}

export interface Annotation {
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
  readonly pos: Position;
}

export interface BoundType {
  readonly form: 'class' | 'interface' | 'enum';
  /** `Outer.Inner`. */
  readonly name: string;
  readonly access: 'global' | 'public' | 'protected' | 'private';
  readonly abstract: boolean;
  readonly virtual: boolean;
  readonly sharing: 'with' | 'without' | 'inherited' | null;
  readonly superclass: Type | null;
  readonly interfaces: readonly Type[];
  readonly annotations: readonly Annotation[];
  readonly enumValues: readonly { readonly name: string; readonly pos: Position }[];
  /** Fields, properties and initialiser blocks in source order: that is the order in which they run. */
  readonly members: readonly (BoundField | BoundProperty | BoundInitialiser)[];
  readonly methods: readonly BoundMethod[];
  readonly constructors: readonly BoundConstructor[];
  readonly inner: readonly BoundType[];
  /** Methods of interfaces that a method of another signature answers, both by jsName. */
  readonly bridges?: readonly { readonly jsName: string; readonly to: string }[];
  /** Every method of platform interfaces and superclasses that this class implements, as name/arity to jsName. */
  readonly pos: Position;
}

export interface BoundField {
  readonly kind: 'field';
  readonly name: string;
  /** A superclass has an instance field of the same name, which stays beside this one. */
  readonly hides: boolean;
  readonly type: Type;
  readonly static: boolean;
  readonly final: boolean;
  readonly transient: boolean;
  readonly access: BoundType['access'];
  readonly annotations: readonly Annotation[];
  readonly initial: Expr | null;
  readonly pos: Position;
}

/** An accessor without body is automatic; a property with any automatic accessor has a backing field. */
export interface BoundProperty {
  readonly kind: 'property';
  readonly name: string;
  /** As of a field; one that overrides hides nothing. */
  readonly hides: boolean;
  readonly type: Type;
  readonly static: boolean;
  readonly transient: boolean;
  readonly abstract: boolean;
  readonly access: BoundType['access'];
  readonly annotations: readonly Annotation[];
  readonly getter: {
    readonly access: BoundType['access'];
    readonly body: BoundBlock | null;
    readonly pos: Position;
  } | null;
  /** The body's parameter is the local named `value`. */
  readonly setter: {
    readonly access: BoundType['access'];
    readonly body: BoundBlock | null;
    readonly param: BoundLocal;
    readonly pos: Position;
  } | null;
  readonly pos: Position;
}

export interface BoundInitialiser {
  readonly kind: 'initialiser';
  readonly static: boolean;
  readonly body: BoundBlock;
  readonly pos: Position;
}

/** A local variable or parameter. Identity matters: the same object at declaration and at each use. */
export interface BoundLocal {
  readonly name: string;
  readonly type: Type;
  /** Unique in its method: JavaScript scoping never has to decide (`x`, `x$2`). */
  readonly jsName: string;
  readonly final: boolean;
}

export interface BoundMethod {
  readonly name: string;
  /** `methodJsName(name, params)`: lower-case name and parameter types, so that overrides meet and overloads do not. */
  readonly jsName: string;
  readonly params: readonly BoundLocal[];
  readonly returns: Type;
  readonly static: boolean;
  readonly abstract: boolean;
  readonly access: BoundType['access'];
  readonly annotations: readonly Annotation[];
  readonly isTest: boolean;
  readonly body: BoundBlock | null;
  readonly pos: Position;
}

export interface BoundConstructor {
  readonly jsName: string;
  readonly params: readonly BoundLocal[];
  readonly access: BoundType['access'];
  readonly annotations: readonly Annotation[];
  /** `this(...)` or `super(...)`, if written first; the implicit super() is null. */
  readonly chain: {
    readonly to: 'this' | 'super';
    readonly jsName: string;
    readonly args: readonly Expr[];
    readonly platform?: string;
  } | null;
  readonly body: BoundBlock;
  readonly pos: Position;
}

/**
 * How a method is called in JavaScript: one rule for check, emit, link and library. The `$` after the name keeps methods
 * without parameters apart from JavaScript's own properties (`name`, `constructor`). Constructors are `new`: `new$String`.
 */
export function methodJsName(name: string, params: readonly { readonly text: string }[]): string {
  return `${name.toLowerCase()}$${params.map((p) => p.text.replace(/[^A-Za-z0-9_]/g, '_')).join('$')}`;
}

/* ---- statements ---- */

export interface BoundBlock {
  readonly kind: 'block';
  readonly statements: readonly Stmt[];
  readonly pos: Position;
  readonly end: Position;
}

export type Stmt =
  | BoundBlock
  | { readonly kind: 'local'; readonly local: BoundLocal; readonly initial: Expr | null; readonly pos: Position }
  | { readonly kind: 'expr'; readonly expr: Expr; readonly pos: Position }
  | {
      readonly kind: 'if';
      readonly test: Expr;
      readonly then: Stmt;
      readonly otherwise: Stmt | null;
      readonly pos: Position;
    }
  | { readonly kind: 'while'; readonly test: Expr; readonly body: Stmt; readonly pos: Position }
  | { readonly kind: 'do'; readonly body: Stmt; readonly test: Expr; readonly pos: Position }
  | {
      readonly kind: 'for';
      readonly init: readonly Stmt[];
      readonly test: Expr | null;
      readonly update: readonly Expr[];
      readonly body: Stmt;
      readonly pos: Position;
    }
  /** Over a List, Set or Iterable. `convertItem`: each element is converted like a `convert` node before it becomes the local. */
  | {
      readonly kind: 'forEach';
      readonly local: BoundLocal;
      readonly over: Expr;
      readonly convertItem?: { readonly how: ConvertKind; readonly from: Type };
      readonly body: Stmt;
      readonly pos: Position;
    }
  /** Over `[SELECT ...]` or Database.getQueryLocator: row by row, or in lists of 200 when `chunked`. */
  | {
      readonly kind: 'forQuery';
      readonly local: BoundLocal;
      readonly query: Expr;
      readonly chunked: boolean;
      readonly body: Stmt;
      readonly pos: Position;
    }
  | {
      readonly kind: 'switch';
      readonly on: Expr;
      readonly cases: readonly SwitchCase[];
      readonly otherwise: BoundBlock | null;
      readonly pos: Position;
    }
  | { readonly kind: 'return'; readonly value: Expr | null; readonly pos: Position }
  | { readonly kind: 'throw'; readonly value: Expr; readonly pos: Position }
  | { readonly kind: 'break' | 'continue'; readonly pos: Position }
  | {
      readonly kind: 'try';
      readonly body: BoundBlock;
      readonly catches: readonly {
        readonly local: BoundLocal;
        readonly type: Type;
        readonly body: BoundBlock;
        readonly pos: Position;
      }[];
      readonly finally: BoundBlock | null;
      readonly pos: Position;
    }
  | {
      readonly kind: 'dml';
      readonly op: 'insert' | 'update' | 'upsert' | 'delete' | 'undelete' | 'merge';
      readonly target: Expr;
      /** merge: the losing record, id or list. */
      readonly with?: Expr;
      /** upsert: API name of the external id field. */
      readonly externalId?: string;
      readonly mode: 'user' | 'system' | null;
      readonly pos: Position;
    }
  | { readonly kind: 'runAs'; readonly user: Expr; readonly body: BoundBlock; readonly pos: Position };

export interface SwitchCase {
  readonly body: BoundBlock;
  readonly pos: Position;
  /** Literals, enum values or null; or one type with the local that holds the value. */
  readonly when:
    | { readonly kind: 'values'; readonly values: readonly Expr[] }
    | { readonly kind: 'type'; readonly type: Type; readonly local: BoundLocal };
}

/* ---- expressions ---- */

export type ConvertKind =
  /** Number widening: Integer to Long, Double, Decimal; Long to Double, Decimal; Double to Decimal, and Decimal to Double, which Apex converts silently too. */
  | 'widen'
  /** String to Id (normalises, throws StringException when invalid) and Id to String. */
  | 'toId'
  | 'idToString'
  | 'dateToDatetime'
  /** To Object: box Long, Double, Id; everything else stays. */
  | 'box'
  /** From Object or a supertype by cast: checks, unboxes, throws TypeException "Invalid conversion from runtime type X to Y". */
  | 'cast'
  /** A query list used as one record: QueryException when not exactly one row. */
  | 'single'
  /** The same left of `??` and `?.`, where no row is null. */
  | 'singleOrNull'
  /** A list or map whose values are kept otherwise, `List<Integer>` to `List<Decimal>`: a copy of converted values. */
  | 'elements'
  /** Explicit number cast in source: `(Integer) x`. */
  | 'narrow'
  /** Upcast, or list of a subtype: nothing happens at run time. */
  | 'none';

export type ArithOp = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>' | '>>>';

interface Node {
  readonly type: Type;
  readonly pos: Position;
}

export type Expr =
  | (Node & {
      readonly kind: 'literal';
      /** null, boolean, string, number, bigint for Long, digits text for Decimal. */ readonly value:
        null | boolean | string | number | bigint;
    })
  | (Node & { readonly kind: 'local'; readonly local: BoundLocal })
  /** `superclass`: written `super`, whose members are meant whatever this class has of that name. */
  | (Node & { readonly kind: 'this'; readonly superclass?: boolean })
  /** Field or automatic/own property of a project class. `target` null: static. */
  | (Node & {
      readonly kind: 'field';
      readonly target: Expr | null;
      readonly owner: string;
      readonly name: string;
      readonly property: boolean;
      /** One of a superclass has the same name, so that the name alone does not say which is meant. */
      readonly hides?: boolean;
      readonly safe: boolean;
      /** Inside its own accessor: the backing field. */ readonly backing?: boolean;
    })
  | (Node & {
      readonly kind: 'enumValue';
      readonly owner: string;
      readonly source: 'project' | 'platform';
      readonly name: string;
    })
  /** Field or property of a platform class: behaviour `get name` / `set name`. */
  | (Node & {
      readonly kind: 'platformField';
      readonly target: Expr | null;
      readonly owner: string;
      readonly name: string;
      readonly safe: boolean;
    })
  /**
   * A field of an SObject by API name as the schema knows it. `object` is `Name` behind a polymorphic relationship
   * (`task.What.Name`) and `SObject` for the Id of any record: then the record itself says where the field is.
   */
  | (Node & {
      readonly kind: 'sobjectField';
      readonly target: Expr;
      readonly object: string;
      readonly field: string;
      readonly safe: boolean;
      /** Read through a member of an instance (`this.record.Name`): null when there is no record. */ readonly fromMember?: true;
    })
  /** Parent (`acc.Owner`, SObject type, `Name` when polymorphic) or child relationship (`acc.Contacts`, list type). */
  | (Node & {
      readonly kind: 'sobjectRelation';
      readonly target: Expr;
      readonly object: string;
      readonly relation: string;
      readonly child: boolean;
      readonly safe: boolean;
    })
  /** `Account.Name` as a token, `Account.SObjectType`, `Schema.Account.fields.Name`. */
  | (Node & {
      readonly kind: 'schemaToken';
      readonly token: 'SObjectType' | 'SObjectField' | 'DescribeSObject' | 'DescribeField' | 'FieldSet';
      readonly object: string;
      readonly field?: string;
    })
  | (Node & { readonly kind: 'label'; readonly namespace: string | null; readonly name: string })
  /** `Trigger.new`, `Trigger.isInsert`, ... */
  | (Node & { readonly kind: 'triggerVariable'; readonly name: string })
  /** Project method. `target` null: static. `virtual` false: super.m() or private. */
  | (Node & {
      readonly kind: 'call';
      readonly target: Expr | null;
      readonly owner: string;
      readonly name: string;
      readonly jsName: string;
      readonly args: readonly Expr[];
      readonly how: 'static' | 'virtual' | 'super';
      readonly safe: boolean;
    })
  /**
   * Platform member. `signature` is the library key: `System.String.valueOf(Integer)` or, for an instance member,
   * `System.String.abbreviate(Integer)`; generics as declared (`List.add(Object)` keys use the declared parameter text).
   * Constructors: `System.HttpRequest.HttpRequest()`. `supported` false: known to the platform, no behaviour here.
   * Not in the jars: `System.Enum.values()` and `valueOf(String)` (static, target is the enum's typeLiteral), `name()`,
   * `ordinal()`; `System.Object.equals(Object)`, `hashCode()`, `toString()`, `clone()`; static methods of custom settings
   * and custom metadata (`X__c.getInstance()`): owner System.SObject, static, target is the object's SObjectType token.
   */
  | (Node & {
      readonly kind: 'platformCall';
      readonly target: Expr | null;
      readonly owner: string;
      readonly name: string;
      readonly signature: string;
      readonly args: readonly Expr[];
      readonly static: boolean;
      readonly safe: boolean;
      readonly supported: boolean;
      /** Receiver may be a project class implementing the interface or extending the class. */ readonly dynamic: boolean;
      readonly superCall?: boolean;
    })
  /** `jsName` is methodJsName('new', params); exceptions have (), (String), (Exception), (String, Exception) undeclared. */
  | (Node & { readonly kind: 'new'; readonly owner: string; readonly jsName: string; readonly args: readonly Expr[] })
  /** `signature`: `System.HttpRequest.HttpRequest()`. */
  | (Node & {
      readonly kind: 'platformNew';
      readonly owner: string;
      readonly signature: string;
      readonly args: readonly Expr[];
      readonly supported: boolean;
    })
  | (Node & {
      readonly kind: 'newSObject';
      readonly object: string;
      readonly values: readonly { readonly field: string; readonly relation: boolean; readonly value: Expr }[];
    })
  /** `new List<X>{...}`, `new X[]{...}`, `new X[n]`, `new Set<X>{...}`, copy constructors with `from`. */
  | (Node & {
      readonly kind: 'newCollection';
      readonly values: readonly Expr[];
      readonly entries: readonly (readonly [Expr, Expr])[];
      readonly size: Expr | null;
      readonly from: Expr | null;
    })
  | (Node & { readonly kind: 'index'; readonly target: Expr; readonly index: Expr })
  /** Operands already converted to `operands` (a Date, Datetime or Time plus or minus a number keeps its number); `+` on String concatenates with String.valueOf of the other side (kept unconverted). */
  | (Node & {
      readonly kind: 'arith';
      readonly op: ArithOp;
      readonly operands: Type;
      readonly left: Expr;
      readonly right: Expr;
    })
  | (Node & { readonly kind: 'concat'; readonly left: Expr; readonly right: Expr })
  /** `operands` says how to compare: String folds case, Id exact, Decimal by value, Object by Apex `==`. */
  | (Node & {
      readonly kind: 'compare';
      readonly op: '==' | '!=' | '<' | '<=' | '>' | '>=';
      readonly operands: Type;
      readonly left: Expr;
      readonly right: Expr;
    })
  | (Node & { readonly kind: 'same'; readonly negated: boolean; readonly left: Expr; readonly right: Expr })
  | (Node & { readonly kind: 'logic'; readonly op: '&&' | '||'; readonly left: Expr; readonly right: Expr })
  | (Node & { readonly kind: 'unary'; readonly op: '!' | '-' | '+' | '~'; readonly value: Expr })
  | (Node & { readonly kind: 'step'; readonly op: '++' | '--'; readonly prefix: boolean; readonly target: Expr })
  /** `op` null: plain. For `x op= y` the value is converted to `operands`, the result back to the target's type. */
  | (Node & {
      readonly kind: 'assign';
      readonly op: ArithOp | 'concat' | '&&' | '||' | null;
      readonly operands: Type;
      readonly target: Expr;
      readonly value: Expr;
    })
  | (Node & { readonly kind: 'convert'; readonly how: ConvertKind; readonly from: Type; readonly value: Expr })
  | (Node & { readonly kind: 'instanceof'; readonly value: Expr; readonly of: Type })
  | (Node & { readonly kind: 'conditional'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr })
  | (Node & { readonly kind: 'coalesce'; readonly left: Expr; readonly right: Expr })
  /** `X.class`. */
  | (Node & { readonly kind: 'typeLiteral'; readonly of: Type })
  /** `type` is List<X>, Integer for COUNT(), or with a `single` convert around it. */
  | (Node & { readonly kind: 'soql'; readonly query: SoqlQuery; readonly binds: readonly Expr[] })
  /** The text without brackets; each bind stands in it as `:0`, `:1`, ... */
  | (Node & { readonly kind: 'sosl'; readonly text: string; readonly binds: readonly Expr[] });
