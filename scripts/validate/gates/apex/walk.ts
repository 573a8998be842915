import type { ExprNode, Member, MethodDecl, StmtNode, TypeDecl, Unit } from '../../../local-org/apex/syntax/index.ts';

/** Where a node stands. */
export interface Place {
  /** Inside the body of a loop of the same method. */
  readonly inLoop: boolean;
}

export type Visit = (node: ExprNode | StmtNode, place: Place) => void;

const LOOPS = new Set(['for', 'forEach', 'while', 'do']);
const STATEMENTS = new Set([
  'block',
  'local',
  'if',
  'switch',
  'for',
  'forEach',
  'while',
  'do',
  'try',
  'return',
  'throw',
  'break',
  'continue',
  'dml',
  'runAs',
  'expr'
]);

/** Every statement and expression below a node; nested types and methods begin outside any loop. */
export function walk(node: unknown, visit: Visit, place: Place = { inLoop: false }): void {
  if (Array.isArray(node)) return node.forEach((n) => walk(n, visit, place));
  if (typeof node !== 'object' || node === null) return;
  const { kind } = node as { kind?: string };
  if (kind === 'query') return;
  if (kind !== undefined && isCode(kind)) visit(node as ExprNode | StmtNode, place);
  for (const [key, value] of Object.entries(node)) walk(value, visit, below(kind, key, place));
}

const DECLARATIONS = new Set([
  'class',
  'trigger',
  'anonymous',
  'type',
  'field',
  'property',
  'initialiser',
  'method',
  'constructor'
]);

function isCode(kind: string): boolean {
  return !DECLARATIONS.has(kind);
}

function below(kind: string | undefined, key: string, place: Place): Place {
  if (kind !== undefined && LOOPS.has(kind)) {
    const repeated = kind === 'forEach' ? key === 'body' : key !== 'init';
    return { inLoop: place.inLoop || repeated };
  }
  return kind !== undefined && !isCode(kind) ? { inLoop: false } : place;
}

export function isStatement(node: ExprNode | StmtNode): node is StmtNode {
  return STATEMENTS.has(node.kind);
}

/** A class, its inner classes, theirs. */
export function typesOf(unit: Unit): TypeDecl[] {
  const top: readonly Member[] = unit.kind === 'class' ? [unit.type] : unit.types;
  const inner = (t: TypeDecl): TypeDecl[] => [t, ...t.members.flatMap((m) => (m.kind === 'type' ? inner(m) : []))];
  return top.flatMap((m) => (m.kind === 'type' ? inner(m) : []));
}

export function methodsOf(type: TypeDecl): MethodDecl[] {
  return type.members.filter((m) => m.kind === 'method');
}

export function isTest(unit: Unit): boolean {
  return unit.kind === 'class' && unit.type.modifiers.annotations.some((a) => a.key === 'istest');
}
