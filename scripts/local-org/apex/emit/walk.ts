import type { BoundLocal, Expr, Stmt } from '../../contracts/bound.ts';

type Visit = (node: Expr | Stmt) => void;

/** Keys that lead out of the tree: types, positions, locals and query texts are no children. */
const SKIP = new Set(['type', 'pos', 'end', 'local', 'operands', 'from', 'of', 'query']);

/** Visits every statement and expression below `node`, itself included. */
export function walk(node: unknown, visit: Visit): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  if ('kind' in node && 'pos' in node) visit(node as Expr | Stmt);
  const kind = (node as { kind?: unknown }).kind;
  for (const [key, child] of Object.entries(node)) {
    if (typeof child !== 'object' || child === null) continue;
    if (!SKIP.has(key) || opens(kind, key)) walk(child, visit);
  }
}

/** `query` of a for loop and `from` of a collection are expressions, those of other nodes are not. */
function opens(kind: unknown, key: string): boolean {
  return (kind === 'forQuery' && key === 'query') || (kind === 'newCollection' && key === 'from');
}

const CALLS = new Set(['call', 'new', 'platformCall', 'platformNew', 'soql', 'sosl', 'dml', 'forQuery', 'runAs']);

/** Whether the code can leave the method: then its sharing counts, and it can recurse. */
export function leaves(node: unknown): boolean {
  let found = false;
  walk(node, (n) => {
    if (CALLS.has(n.kind) || ((n.kind === 'field' || n.kind === 'assign') && touchesProperty(n))) found = true;
  });
  return found;
}

/** Library classes that read or write records: they must know the mode of the calling class. */
export const DATA = /^(System\.)?(Database|Search)\b/i;

/** Dynamic SOQL that binds variables of the calling method by name. */
export const BINDS = new Set(['query', 'countquery', 'getquerylocator', 'getcursor', 'getpaginationcursor']);

/** Whether the code has a dynamic query. */
export function bindsByName(node: unknown): boolean {
  let found = false;
  walk(node, (n) => {
    if (n.kind === 'platformCall' && DATA.test(n.owner) && BINDS.has(n.name.toLowerCase())) found = true;
  });
  return found;
}

/** Whether computing a value can change something that its surroundings see. */
export function acts(x: Expr): boolean {
  if (x.kind === 'literal' || x.kind === 'local') return false;
  let found = false;
  walk(x, (n) => {
    if (n.kind === 'assign' || n.kind === 'step' || CALLS.has(n.kind) || (n.kind === 'field' && touchesProperty(n)))
      found = true;
  });
  return found;
}

function touchesProperty(n: Expr | Stmt): boolean {
  const target = n.kind === 'assign' ? n.target : n;
  return target.kind === 'field' && target.property && !target.backing;
}

/** Instance and static methods of the platform that never answer null. */
const NEVER_NULL = new Set([
  'size',
  'length',
  'isempty',
  'contains',
  'containskey',
  'indexof',
  'equals',
  'startswith',
  'endswith',
  'isblank',
  'isnotblank',
  'ordinal',
  'name'
]);

/**
 * Locals that are never null: numbers and booleans that are given a value where they are declared and only values that
 * are never null after that. Their arithmetic needs no check. Optimistic: begins with all and strikes out.
 */
export function neverNull(body: unknown): ReadonlySet<BoundLocal> {
  const given: [BoundLocal, Expr | null][] = [];
  walk(body, (n) => {
    if (n.kind === 'local' && 'initial' in n) given.push([n.local, n.initial]);
    else if (n.kind === 'assign' && n.target.kind === 'local' && n.op === null) given.push([n.target.local, n.value]);
  });
  const sure = new Set(given.filter(([local]) => isPlain(local)).map(([local]) => local));
  for (let before = -1; before !== sure.size;) {
    before = sure.size;
    for (const [local, value] of given) if (value === null || !isSure(value, sure)) sure.delete(local);
  }
  return sure;
}

function isPlain(local: BoundLocal): boolean {
  return local.type.kind === 'primitive' && ['Integer', 'Long', 'Double', 'Boolean'].includes(local.type.name);
}

/** Whether an expression can never be null. */
export function isSure(x: Expr, sure: ReadonlySet<BoundLocal>): boolean {
  switch (x.kind) {
    case 'literal':
      return x.value !== null;
    case 'local':
      return sure.has(x.local);
    case 'arith':
    case 'concat':
    case 'compare':
    case 'same':
    case 'logic':
    case 'unary':
    case 'step':
    case 'instanceof':
    case 'this':
    case 'new':
    case 'platformNew':
    case 'newCollection':
    case 'newSObject':
    case 'enumValue':
    case 'typeLiteral':
    case 'schemaToken':
      return true;
    case 'convert':
      return ['widen', 'none', 'box', 'narrow'].includes(x.how) && isSure(x.value, sure);
    case 'conditional':
      return isSure(x.then, sure) && isSure(x.otherwise, sure);
    case 'coalesce':
      return isSure(x.right, sure);
    case 'assign':
      return x.op !== null || isSure(x.value, sure);
    case 'platformCall':
      return (
        !x.safe && NEVER_NULL.has(x.name.toLowerCase()) && x.type.kind === 'primitive' && x.owner.startsWith('System.')
      );
    default:
      return false;
  }
}
