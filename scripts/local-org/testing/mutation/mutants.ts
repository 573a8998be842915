import type { ExprNode, LiteralNode, MethodDecl, StmtNode, TypeRef, Unit } from '../../apex/syntax/ast.ts';
import type { Position } from '../../contracts/diagnostics.ts';

/** What is changed: a condition negated, a boundary or a joint moved, a constant changed, a call dropped, a return emptied. */
export type Kind = 'condition' | 'boundary' | 'joint' | 'constant' | 'call' | 'return';

/** One change of a class. It is made in the tree itself and taken back. */
export interface Mutant {
  readonly kind: Kind;
  readonly line: number;
  readonly column: number;
  /** What the change does, in words. */
  readonly change: string;
  apply(): void;
  undo(): void;
}

type Node = Record<string, unknown> & { readonly kind?: string; readonly pos?: Position };

const MOVED: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==' };
const JOINTS: Readonly<Record<string, string>> = { '&&': '||', '||': '&&' };
const CONDITIONS: ReadonlySet<string> = new Set(['if', 'while', 'do', 'for', 'conditional']);
const NUMBERS: ReadonlySet<string> = new Set(['integer', 'long', 'double', 'decimal']);
const COLLECTIONS: ReadonlySet<string> = new Set(['list', 'set', 'map']);

/** Every change of a class, in the order of its source. */
export function findMutants(ast: Unit): Mutant[] {
  const found: Mutant[] = [];
  walk(ast as unknown as Node, null, found);
  return found.sort((a, b) => a.line - b.line || a.column - b.column);
}

function walk(node: Node, method: MethodDecl | null, found: Mutant[]): void {
  const inside = node.kind === 'method' ? (node as unknown as MethodDecl) : method;
  found.push(...ofNode(node, inside));
  for (const [key, value] of Object.entries(node)) {
    if (key === 'modifiers') continue;
    if (Array.isArray(value)) walkList(value as unknown[], inside, found);
    else if (isNode(value)) {
      found.push(...ofChild(node, key, value));
      walk(value, inside, found);
    }
  }
}

function walkList(list: unknown[], method: MethodDecl | null, found: Mutant[]): void {
  list.forEach((item, at) => {
    if (Array.isArray(item)) walkList(item as unknown[], method, found);
    else if (isNode(item)) {
      found.push(...ofChild(list as unknown as Node, String(at), item));
      walk(item, method, found);
    }
  });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// ---- changes inside a node

function ofNode(node: Node, method: MethodDecl | null): Mutant[] {
  if (node.kind === 'binary') return [...moved(node, MOVED, 'boundary'), ...moved(node, JOINTS, 'joint')];
  if (node.kind !== undefined && CONDITIONS.has(node.kind) && isNode(node['test'])) return [negated(node)];
  if (node.kind === 'return' && isNode(node['value']) && method?.returns) return emptied(node, method.returns);
  return [];
}

function moved(node: Node, table: Readonly<Record<string, string>>, kind: Kind): Mutant[] {
  const op = String(node['op']);
  const other = table[op];
  return other === undefined ? [] : [set(node, 'op', other, kind, node.pos as Position, `${op} becomes ${other}`)];
}

function negated(node: Node): Mutant {
  const test = node['test'] as Node;
  const pos = test.pos as Position;
  const other = { kind: 'unary', op: '!', value: { kind: 'paren', value: test, pos }, pos };
  return set(node, 'test', other, 'condition', pos, `condition of ${node.kind} negated`);
}

function emptied(node: Node, returns: TypeRef): Mutant[] {
  const value = node['value'] as ExprNode;
  const pos = node.pos as Position;
  const empty = emptyOf(returns, pos);
  return JSON.stringify(plain(empty)) === JSON.stringify(plain(value))
    ? []
    : [set(node, 'value', empty, 'return', pos, `return emptied`)];
}

function plain({ pos: _, ...rest }: ExprNode): object {
  return rest;
}

function emptyOf(type: TypeRef, pos: Position): ExprNode {
  const name = type.parts.at(-1)?.name.key ?? '';
  if (type.dims === 0 && type.parts.length === 1 && COLLECTIONS.has(name))
    return name === 'map' ? { kind: 'newMap', type, entries: [], pos } : { kind: 'newValues', type, values: [], pos };
  if (name === 'boolean') return { kind: 'literal', literal: 'boolean', value: false, pos };
  if (['integer', 'long', 'decimal', 'double'].includes(name))
    return { kind: 'literal', literal: 'integer', digits: '0', pos };
  return { kind: 'literal', literal: 'null', pos };
}

// ---- changes of a child in its place

function ofChild(parent: Node, key: string, child: Node): Mutant[] {
  const node = child as unknown as StmtNode | ExprNode;
  if (node.kind === 'literal') return constant(parent, key, node);
  if (node.kind === 'expr' && node.expr.kind === 'call') {
    const nothing = { kind: 'block', statements: [], pos: node.pos, end: node.pos };
    return [set(parent, key, nothing, 'call', node.pos, `call of ${node.expr.name.text} dropped`)];
  }
  return [];
}

function constant(parent: Node, key: string, node: LiteralNode): Mutant[] {
  const put = (other: object, change: string): Mutant[] => [
    set(parent, key, { ...node, ...other }, 'constant', node.pos, change)
  ];
  if (node.literal === 'boolean') return put({ value: !node.value }, `${node.value} becomes ${!node.value}`);
  if (node.literal === 'string') return put({ value: `${node.value}~` }, `'${node.value}' becomes '${node.value}~'`);
  if (node.literal === 'null' || !NUMBERS.has(node.literal)) return [];
  const digits = node.digits.replace(/^\d+/, (whole) => String(Number(whole) + 1));
  return put({ digits }, `${node.digits} becomes ${digits}`);
}

function set(node: Node, key: string, value: unknown, kind: Kind, pos: Position, change: string): Mutant {
  const before = node[key];
  return {
    kind,
    line: pos.line,
    column: pos.column,
    change,
    apply: () => void (node[key] = value),
    undo: () => void (node[key] = before)
  };
}
