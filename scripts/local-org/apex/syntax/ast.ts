import type { Position } from '../../contracts/diagnostics.ts';
import type { SoqlQuery } from '../../contracts/soql.ts';

/**
 * The syntax tree of Apex: plain data, names as written with their lower-case key beside them, no parents, no methods.
 * Nothing here is resolved; `a.b.c` is a chain of `dot` nodes until the checker knows what `a` is.
 */

export interface Name {
  readonly text: string;
  readonly key: string;
  readonly pos: Position;
}

/** `Map<Id, List<Account>>[]`, `Outer.Inner`, `Schema.SObjectType`. */
export interface TypeRef {
  readonly parts: readonly { readonly name: Name; readonly args: readonly TypeRef[] }[];
  /** Number of `[]` behind the name. */
  readonly dims: number;
  readonly pos: Position;
}

export interface AnnotationNode {
  readonly name: string;
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  readonly pos: Position;
}

export type ModifierWord =
  | 'global'
  | 'public'
  | 'protected'
  | 'private'
  | 'transient'
  | 'static'
  | 'abstract'
  | 'final'
  | 'webservice'
  | 'override'
  | 'virtual'
  | 'testmethod'
  | 'with sharing'
  | 'without sharing'
  | 'inherited sharing';

export interface Modifiers {
  readonly words: readonly ModifierWord[];
  readonly annotations: readonly AnnotationNode[];
}

/* ---- units ---- */

export type Unit =
  | { readonly kind: 'class'; readonly file: string; readonly type: TypeDecl }
  | {
      readonly kind: 'trigger';
      readonly file: string;
      readonly name: Name;
      readonly object: Name;
      readonly events: readonly { readonly text: string; readonly pos: Position }[];
      readonly body: BlockNode;
      readonly methods: readonly MethodDecl[];
      readonly types: readonly TypeDecl[];
    }
  | {
      readonly kind: 'anonymous';
      readonly file: string;
      readonly body: BlockNode;
      readonly methods: readonly MethodDecl[];
      readonly types: readonly TypeDecl[];
    };

export interface TypeDecl {
  readonly kind: 'type';
  readonly form: 'class' | 'interface' | 'enum';
  readonly name: Name;
  readonly modifiers: Modifiers;
  readonly superclass: TypeRef | null;
  /** `implements` of a class, `extends` of an interface. */
  readonly interfaces: readonly TypeRef[];
  readonly members: readonly Member[];
  readonly enumValues: readonly Name[];
  readonly pos: Position;
}

export type Member = FieldDecl | PropertyDecl | InitialiserDecl | MethodDecl | ConstructorDecl | TypeDecl;

export interface FieldDecl {
  readonly kind: 'field';
  readonly modifiers: Modifiers;
  readonly type: TypeRef;
  readonly variables: readonly { readonly name: Name; readonly initial: ExprNode | null }[];
  readonly pos: Position;
}

export interface Accessor {
  readonly modifiers: Modifiers;
  readonly body: BlockNode | null;
  readonly pos: Position;
}

export interface PropertyDecl {
  readonly kind: 'property';
  readonly modifiers: Modifiers;
  readonly type: TypeRef;
  readonly name: Name;
  readonly getter: Accessor | null;
  readonly setter: Accessor | null;
  readonly pos: Position;
}

export interface InitialiserDecl {
  readonly kind: 'initialiser';
  readonly static: boolean;
  readonly body: BlockNode;
  readonly pos: Position;
}

export interface ParamNode {
  readonly modifiers: Modifiers;
  readonly type: TypeRef;
  readonly name: Name;
}

export interface MethodDecl {
  readonly kind: 'method';
  readonly modifiers: Modifiers;
  /** null: void. */
  readonly returns: TypeRef | null;
  readonly name: Name;
  readonly params: readonly ParamNode[];
  readonly body: BlockNode | null;
  readonly pos: Position;
}

export interface ConstructorDecl {
  readonly kind: 'constructor';
  readonly modifiers: Modifiers;
  readonly name: Name;
  readonly params: readonly ParamNode[];
  readonly body: BlockNode;
  readonly pos: Position;
}

/* ---- statements ---- */

export interface BlockNode {
  readonly kind: 'block';
  readonly statements: readonly StmtNode[];
  readonly pos: Position;
  readonly end: Position;
}

export type AccessWord = 'user' | 'system' | null;

export type StmtNode =
  | BlockNode
  | LocalNode
  | {
      readonly kind: 'if';
      readonly test: ExprNode;
      readonly then: StmtNode;
      readonly otherwise: StmtNode | null;
      readonly pos: Position;
    }
  | { readonly kind: 'switch'; readonly on: ExprNode; readonly whens: readonly WhenNode[]; readonly pos: Position }
  | {
      readonly kind: 'for';
      readonly init: LocalNode | readonly ExprNode[];
      readonly test: ExprNode | null;
      readonly update: readonly ExprNode[];
      readonly body: StmtNode | null;
      readonly pos: Position;
    }
  | {
      readonly kind: 'forEach';
      readonly type: TypeRef;
      readonly name: Name;
      readonly over: ExprNode;
      readonly body: StmtNode | null;
      readonly pos: Position;
    }
  | { readonly kind: 'while'; readonly test: ExprNode; readonly body: StmtNode | null; readonly pos: Position }
  | { readonly kind: 'do'; readonly body: BlockNode; readonly test: ExprNode; readonly pos: Position }
  | {
      readonly kind: 'try';
      readonly body: BlockNode;
      readonly catches: readonly CatchNode[];
      readonly finally: BlockNode | null;
      readonly pos: Position;
    }
  | { readonly kind: 'return'; readonly value: ExprNode | null; readonly pos: Position }
  | { readonly kind: 'throw'; readonly value: ExprNode; readonly pos: Position }
  | { readonly kind: 'break' | 'continue'; readonly pos: Position }
  | {
      readonly kind: 'dml';
      readonly op: 'insert' | 'update' | 'delete' | 'undelete' | 'upsert' | 'merge';
      readonly mode: AccessWord;
      readonly target: ExprNode;
      readonly with: ExprNode | null;
      readonly externalId: readonly Name[];
      readonly pos: Position;
    }
  | { readonly kind: 'runAs'; readonly args: readonly ExprNode[]; readonly body: BlockNode; readonly pos: Position }
  | { readonly kind: 'expr'; readonly expr: ExprNode; readonly pos: Position };

export interface LocalNode {
  readonly kind: 'local';
  readonly modifiers: Modifiers;
  readonly type: TypeRef;
  readonly variables: readonly { readonly name: Name; readonly initial: ExprNode | null }[];
  readonly pos: Position;
}

export interface CatchNode {
  readonly type: TypeRef;
  readonly name: Name;
  readonly body: BlockNode;
  readonly pos: Position;
}

export interface WhenNode {
  readonly value:
    | { readonly kind: 'else' }
    | { readonly kind: 'values'; readonly values: readonly WhenValue[] }
    | { readonly kind: 'type'; readonly type: TypeRef; readonly name: Name };
  readonly body: BlockNode;
  readonly pos: Position;
}

export type WhenValue =
  | { readonly kind: 'literal'; readonly literal: LiteralNode }
  | { readonly kind: 'name'; readonly names: readonly Name[]; readonly pos: Position };

/* ---- expressions ---- */

export type LiteralNode =
  | { readonly kind: 'literal'; readonly literal: 'null'; readonly pos: Position }
  | { readonly kind: 'literal'; readonly literal: 'boolean'; readonly value: boolean; readonly pos: Position }
  | { readonly kind: 'literal'; readonly literal: 'string'; readonly value: string; readonly pos: Position }
  /** Digits as written, without the suffix. */
  | {
      readonly kind: 'literal';
      readonly literal: 'integer' | 'long' | 'double' | 'decimal';
      readonly digits: string;
      readonly pos: Position;
    };

export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '/'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '>>>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '==='
  | '!=='
  | '&&'
  | '||'
  | '??';

export type AssignOp = '=' | '+=' | '-=' | '*=' | '/=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '>>>=';

export type ExprNode =
  | LiteralNode
  | { readonly kind: 'name'; readonly name: Name; readonly pos: Position }
  | { readonly kind: 'this' | 'super'; readonly pos: Position }
  | {
      readonly kind: 'dot';
      readonly target: ExprNode;
      readonly name: Name;
      readonly safe: boolean;
      readonly pos: Position;
    }
  /** `target` null: `foo(x)`. */
  | {
      readonly kind: 'call';
      readonly target: ExprNode | null;
      readonly name: Name;
      readonly args: readonly ExprNode[];
      readonly safe: boolean;
      readonly pos: Position;
    }
  /** `this(...)` or `super(...)`. */
  | {
      readonly kind: 'chain';
      readonly to: 'this' | 'super';
      readonly args: readonly ExprNode[];
      readonly pos: Position;
    }
  | { readonly kind: 'index'; readonly target: ExprNode; readonly index: ExprNode; readonly pos: Position }
  | { readonly kind: 'new'; readonly type: TypeRef; readonly args: readonly ExprNode[]; readonly pos: Position }
  /** `new X[n]` (size) or `new X[]{...}`; the type is the element's. */
  | {
      readonly kind: 'newArray';
      readonly element: TypeRef;
      readonly size: ExprNode | null;
      readonly values: readonly ExprNode[];
      readonly pos: Position;
    }
  /** `new List<X>{...}`, `new Set<X>{...}`; empty braces too. */
  | { readonly kind: 'newValues'; readonly type: TypeRef; readonly values: readonly ExprNode[]; readonly pos: Position }
  | {
      readonly kind: 'newMap';
      readonly type: TypeRef;
      readonly entries: readonly (readonly [ExprNode, ExprNode])[];
      readonly pos: Position;
    }
  | { readonly kind: 'cast'; readonly type: TypeRef; readonly value: ExprNode; readonly pos: Position }
  | { readonly kind: 'paren'; readonly value: ExprNode; readonly pos: Position }
  | { readonly kind: 'unary'; readonly op: '+' | '-' | '!' | '~'; readonly value: ExprNode; readonly pos: Position }
  | {
      readonly kind: 'step';
      readonly op: '++' | '--';
      readonly prefix: boolean;
      readonly value: ExprNode;
      readonly pos: Position;
    }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly left: ExprNode;
      readonly right: ExprNode;
      readonly pos: Position;
    }
  | { readonly kind: 'instanceof'; readonly value: ExprNode; readonly type: TypeRef; readonly pos: Position }
  | {
      readonly kind: 'conditional';
      readonly test: ExprNode;
      readonly then: ExprNode;
      readonly otherwise: ExprNode;
      readonly pos: Position;
    }
  | {
      readonly kind: 'assign';
      readonly op: AssignOp;
      readonly target: ExprNode;
      readonly value: ExprNode;
      readonly pos: Position;
    }
  /** `X.class`; null: `void.class`. */
  | { readonly kind: 'typeLiteral'; readonly type: TypeRef | null; readonly pos: Position }
  | { readonly kind: 'soql'; readonly query: SoqlQuery; readonly binds: readonly ExprNode[]; readonly pos: Position }
  /** The text without its brackets; each bind is replaced by `:0`, `:1`, ... */
  | {
      readonly kind: 'sosl';
      readonly text: string;
      readonly returning: readonly string[];
      readonly binds: readonly ExprNode[];
      readonly pos: Position;
    };
