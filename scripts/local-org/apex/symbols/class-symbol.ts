import type { Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { BlockNode, ConstructorDecl, ExprNode, MethodDecl, Modifiers, PropertyDecl } from '../syntax/index.ts';
import type { ClassType } from './types.ts';

export type Visibility = 'global' | 'public' | 'protected' | 'private';

/** A class, interface or enum with its own members (not the inherited ones), completed at the first question. */
export interface ClassSymbol {
  /** `List<String>`, `System.HttpRequest`, `Outer.Inner`. */
  readonly type: Type;
  readonly name: string;
  readonly source: 'project' | 'platform';
  readonly form: 'class' | 'interface' | 'enum';
  readonly access: Visibility;
  readonly abstract: boolean;
  readonly virtual: boolean;
  readonly outer: ClassSymbol | null;
  readonly superclass: ClassType | null;
  readonly interfaces: readonly Type[];
  readonly enumValues: readonly string[];
  field(key: string): FieldSymbol | undefined;
  methods(key: string): readonly MethodSymbol[];
  readonly allFields: readonly FieldSymbol[];
  readonly allMethods: readonly MethodSymbol[];
  readonly constructors: readonly ConstructorSymbol[];
}

export interface FieldSymbol {
  readonly owner: ClassSymbol;
  readonly name: string;
  readonly key: string;
  readonly type: Type;
  readonly static: boolean;
  readonly final: boolean;
  readonly access: Visibility;
  readonly testVisible: boolean;
  /** null: a plain field. */
  readonly property: PropertyDecl | null;
  readonly modifiers: Modifiers | null;
  readonly initial: ExprNode | null;
  /** null: nobody may. */
  readonly readAccess: Visibility | null;
  readonly writeAccess: Visibility | null;
  readonly pos: Position | null;
}

export interface MethodSymbol {
  readonly owner: ClassSymbol;
  readonly name: string;
  readonly key: string;
  readonly params: readonly Type[];
  readonly returns: Type;
  readonly static: boolean;
  readonly abstract: boolean;
  readonly virtual: boolean;
  readonly override: boolean;
  readonly access: Visibility;
  readonly testVisible: boolean;
  /** Project: the JavaScript name; platform: the library key. */
  readonly jsName: string;
  readonly signature: string;
  readonly decl: MethodDecl | null;
}

export interface ConstructorSymbol {
  readonly owner: ClassSymbol;
  readonly params: readonly Type[];
  readonly access: Visibility;
  readonly testVisible: boolean;
  readonly jsName: string;
  readonly signature: string;
  readonly decl: ConstructorDecl | null;
}

export interface Initialiser {
  readonly static: boolean;
  readonly body: BlockNode;
  readonly pos: Position;
}

/** `foo(Integer, String)`, as the platform writes a signature. */
export function paramText(types: readonly Type[]): string {
  return types.map((t) => t.text).join(', ');
}
