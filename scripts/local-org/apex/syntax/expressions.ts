import type { Position } from '../../contracts/diagnostics.ts';
import type { AssignOp, BinaryOp, ExprNode, LiteralNode, Name, TypeRef } from './ast.ts';
import { INTEGER, LONG, NUMBER, STRING, SYMBOL, WORD } from './lexer.ts';
import { hasOnlyApexEscapes, unknownEscape, stringValue } from './literals.ts';
import { SyntaxFailure } from './problems.ts';
import { soqlLiteral } from './queries.ts';
import type { Reader } from './reader.ts';
import { soslLiteral } from './searches.ts';
import { tryType, typeRef } from './types.ts';

const ASSIGN = new Set(['=', '+=', '-=', '*=', '/=', '&=', '|=', '^=', '<<=', '>>=', '>>>=']);

export function expression(r: Reader): ExprNode {
  const pos = r.pos;
  const left = conditional(r);
  if (r.kind !== SYMBOL || !ASSIGN.has(r.key)) return left;
  const op = r.key as AssignOp;
  r.at++;
  return { kind: 'assign', op, target: left, value: expression(r), pos };
}

export function expressionList(r: Reader, close: string): ExprNode[] {
  const list: ExprNode[] = [];
  if (r.accept(close)) return list;
  if (r.is(';') || r.is('{')) throw r.missing(close);
  do list.push(expression(r));
  while (r.accept(','));
  r.expect(close);
  return list;
}

function conditional(r: Reader): ExprNode {
  const pos = r.pos;
  const test = binary(r, 0);
  if (!r.is('?')) return test;
  r.at++;
  const then = expression(r);
  r.expect(':');
  return { kind: 'conditional', test, then, otherwise: conditional(r), pos };
}

/* ---- operators on two values, loosest first ---- */

const LEVELS: ReadonlyMap<string, number> = new Map([
  ['??', 0],
  ['||', 1],
  ['&&', 2],
  ['|', 3],
  ['^', 4],
  ['&', 5],
  ['==', 6],
  ['!=', 6],
  ['===', 6],
  ['!==', 6],
  ['<>', 6],
  ['instanceof', 7],
  ['<', 8],
  ['<=', 8],
  ['>', 8],
  ['>=', 8],
  ['<<', 9],
  ['>>', 9],
  ['>>>', 9],
  ['+', 10],
  ['-', 10],
  ['*', 11],
  ['/', 11]
]);

function binary(r: Reader, lowest: number): ExprNode {
  const pos = r.pos;
  let left = prefix(r);
  for (;;) {
    const op = operatorHere(r);
    const level = op === '' ? -1 : (LEVELS.get(op) ?? -1);
    if (level < lowest) return left;
    r.at += tokenCount(op);
    if (op === 'instanceof') left = { kind: 'instanceof', value: left, type: typeRef(r), pos };
    else left = { kind: 'binary', op: (op === '<>' ? '!=' : op) as BinaryOp, left, right: binary(r, level + 1), pos };
  }
}

/** The operator at this place; `>`, `<` and `=` are put together where they touch. */
function operatorHere(r: Reader): string {
  const { key } = r;
  if (r.kind === WORD) return key === 'instanceof' ? key : '';
  if (r.kind !== SYMBOL) return '';
  if (key === '>') {
    if (r.isAt(1, '>') && r.touches(1)) return r.isAt(2, '>') && r.touches(2) ? '>>>' : '>>';
    return r.isAt(1, '=') ? '>=' : '>';
  }
  if (key === '<') {
    if (r.isAt(1, '<') && r.touches(1)) return '<<';
    return r.isAt(1, '=') ? '<=' : '<';
  }
  return key;
}

function tokenCount(op: string): number {
  switch (op) {
    case '>>>':
      return 3;
    case '>>':
    case '<<':
    case '>=':
    case '<=':
      return 2;
    default:
      return 1;
  }
}

/* ---- one operand ---- */

function prefix(r: Reader): ExprNode {
  const pos = r.pos;
  const { key } = r;
  if (r.kind !== SYMBOL) return postfix(r);
  switch (key) {
    case '!':
    case '~':
    case '+':
    case '-':
      r.at++;
      return { kind: 'unary', op: key, value: prefix(r), pos };
    case '++':
    case '--':
      r.at++;
      return { kind: 'step', op: key, prefix: true, value: prefix(r), pos };
    default:
      return postfix(r);
  }
}

function postfix(r: Reader): ExprNode {
  const pos = r.pos;
  let value = r.is('(') ? parenthesis(r) : suffixes(r, primary(r), pos);
  while (r.is('++') || r.is('--')) {
    value = { kind: 'step', op: r.key as '++' | '--', prefix: false, value, pos: r.pos };
    r.at++;
  }
  return value;
}

function suffixes(r: Reader, from: ExprNode, pos: Position): ExprNode {
  let value = from;
  for (;;) {
    if (r.is('.') || r.is('?.')) value = dot(r, value);
    else if (r.is('[') && !isQueryStart(r)) {
      r.at++;
      value = { kind: 'index', target: value, index: expression(r), pos };
      r.expect(']');
    } else return value;
  }
}

function isQueryStart(r: Reader): boolean {
  return (
    r.kindAt(1) === WORD &&
    (r.keyAt(1) === 'select' || (r.keyAt(1) === 'find' && (r.kindAt(2) === STRING || r.isAt(2, ':'))))
  );
}

function dot(r: Reader, target: ExprNode): ExprNode {
  const safe = r.key === '?.';
  r.at++;
  const name = r.word();
  if (name.key === 'class' && !r.is('(')) {
    const type = typeOfChain(target);
    if (type) return { kind: 'typeLiteral', type, pos: type.pos };
  }
  if (!r.accept('(')) return { kind: 'dot', target, name, safe, pos: name.pos };
  return { kind: 'call', target, name, args: expressionList(r, ')'), safe, pos: name.pos };
}

/** `A.B` before `.class` is the name of a type. */
function typeOfChain(node: ExprNode): TypeRef | null {
  const names: Name[] = [];
  let at = node;
  while (at.kind === 'dot' && !at.safe) {
    names.unshift(at.name);
    at = at.target;
  }
  if (at.kind !== 'name') return null;
  return { parts: [at.name, ...names].map((name) => ({ name, args: [] })), dims: 0, pos: at.name.pos };
}

/* ---- ( ---- */

const NUMERIC_TYPES = new Set(['integer', 'long', 'double', 'decimal']);

/** A cast where a type in parentheses is followed by what may begin a value; else a value in parentheses. */
function parenthesis(r: Reader): ExprNode {
  const pos = r.pos;
  const type = r.attempt(() => castType(r));
  if (type) {
    const start = r.pos;
    const value = r.is('(') ? parenthesis(r) : castOperand(r, start);
    return { kind: 'cast', type, value, pos };
  }
  r.at++;
  const inner = expression(r);
  r.expect(')');
  return suffixes(r, { kind: 'paren', value: inner, pos }, pos);
}

function castOperand(r: Reader, start: Position): ExprNode {
  if (r.kind === SYMBOL && (r.is('!') || r.is('~') || r.is('-') || r.is('+') || r.is('++') || r.is('--')))
    return prefix(r);
  return suffixes(r, primary(r), start);
}

function castType(r: Reader): TypeRef | undefined {
  r.at++;
  const type = tryType(r);
  if (!type || !r.accept(')')) return undefined;
  return mayFollowCast(r, type) ? type : undefined;
}

function mayFollowCast(r: Reader, type: TypeRef): boolean {
  if (r.kind === WORD) return r.key !== 'instanceof';
  if (r.kind !== SYMBOL) return r.text !== '<EOF>';
  if (r.is('(') || r.is('!') || r.is('~')) return true;
  if (r.is('[')) return isQueryStart(r);
  const [only] = type.parts;
  return (r.is('-') || r.is('+')) && type.parts.length === 1 && only !== undefined && NUMERIC_TYPES.has(only.name.key);
}

/* ---- primaries ---- */

function primary(r: Reader): ExprNode {
  const pos = r.pos;
  switch (r.kind) {
    case WORD:
      return wordPrimary(r, pos);
    case SYMBOL:
      if (r.is('[')) return bracket(r);
      throw r.unexpected();
    default:
      return literal(r);
  }
}

function bracket(r: Reader): ExprNode {
  if (r.keyAt(1) === 'find') return soslLiteral(r);
  if (r.keyAt(1) === 'select') return soqlLiteral(r);
  throw r.unexpected();
}

function wordPrimary(r: Reader, pos: Position): ExprNode {
  switch (r.key) {
    case 'null':
    case 'true':
    case 'false':
      return literal(r);
    case 'this':
    case 'super':
      return self(r, r.key, pos);
    case 'new':
      r.at++;
      return creator(r, pos);
    case 'void':
      r.at++;
      r.expect('.');
      r.expect('class');
      return { kind: 'typeLiteral', type: null, pos };
    default:
      return named(r, pos);
  }
}

function self(r: Reader, word: 'this' | 'super', pos: Position): ExprNode {
  r.at++;
  if (!r.accept('(')) return { kind: word, pos };
  return { kind: 'chain', to: word, args: expressionList(r, ')'), pos };
}

function named(r: Reader, pos: Position): ExprNode {
  const type = mayBeTypeLiteral(r) ? r.attempt(() => typeBeforeClass(r)) : undefined;
  if (type) return { kind: 'typeLiteral', type, pos };
  const name = r.name();
  if (!r.accept('(')) return { kind: 'name', name, pos };
  return { kind: 'call', target: null, name, args: expressionList(r, ')'), safe: false, pos };
}

/** `List<X>.class`, `X[].class`: the forms that are no chain of names. */
function mayBeTypeLiteral(r: Reader): boolean {
  for (let i = 1; ; i += 2) {
    if (r.isAt(i, '<') || (r.isAt(i, '[') && r.isAt(i + 1, ']'))) return true;
    if (!r.isAt(i, '.') || r.kindAt(i + 1) !== WORD) return r.key === 'list' || r.key === 'map';
  }
}

function typeBeforeClass(r: Reader): TypeRef | undefined {
  const type = tryType(r);
  return type && r.accept('.') && r.accept('class') ? type : undefined;
}

export function literal(r: Reader): LiteralNode {
  const { pos, text, kind } = r;
  r.at++;
  switch (kind) {
    case STRING:
      if (!hasOnlyApexEscapes(text))
        throw new SyntaxFailure(
          pos,
          `Illegal string literal: Invalid string literal ${text}. Illegal character sequence ${unknownEscape(text)}' in string literal.`,
          text
        );
      return { kind: 'literal', literal: 'string', value: stringValue(text), pos };
    case INTEGER:
      return { kind: 'literal', literal: 'integer', digits: text, pos };
    case LONG:
      return { kind: 'literal', literal: 'long', digits: text.slice(0, -1), pos };
    case NUMBER: {
      const double = /d$/i.test(text);
      return {
        kind: 'literal',
        literal: double ? 'double' : 'decimal',
        digits: double ? text.slice(0, -1) : text,
        pos
      };
    }
    default:
      return wordLiteral(r, text, pos);
  }
}

function wordLiteral(r: Reader, text: string, pos: Position): LiteralNode {
  const key = text.toLowerCase();
  if (key === 'null') return { kind: 'literal', literal: 'null', pos };
  if (key === 'true' || key === 'false') return { kind: 'literal', literal: 'boolean', value: key === 'true', pos };
  r.at--;
  throw r.unexpected();
}

/* ---- new ---- */

function creator(r: Reader, pos: Position): ExprNode {
  const type = createdType(r);
  if (r.accept('(')) return { kind: 'new', type, args: expressionList(r, ')'), pos };
  if (r.is('[')) return newArray(r, type, pos);
  r.expect('{');
  if (r.accept('}')) return { kind: 'newValues', type, values: [], pos };
  const first = expression(r);
  return r.is('=>') ? newMap(r, type, first, pos) : newValues(r, type, first, pos);
}

function createdType(r: Reader): TypeRef {
  const pos = r.pos;
  const parts: TypeRef['parts'][number][] = [];
  do {
    const name = r.word();
    const args: TypeRef[] = [];
    if (r.accept('<')) {
      do args.push(typeRef(r));
      while (r.accept(','));
      r.expect('>');
    }
    parts.push({ name, args });
  } while (r.accept('.'));
  return { parts, dims: 0, pos };
}

function newArray(r: Reader, element: TypeRef, pos: Position): ExprNode {
  r.expect('[');
  if (!r.accept(']')) {
    const size = expression(r);
    r.expect(']');
    return { kind: 'newArray', element, size, values: [], pos };
  }
  // `new Integer[][]{}` is a list of lists: all pairs but the last belong to the element.
  if (r.is('[')) return newArray(r, { ...element, dims: element.dims + 1 }, pos);
  const values: ExprNode[] = [];
  r.expect('{');
  while (!r.is('}')) {
    values.push(expression(r));
    if (!r.accept(',')) break;
  }
  r.expect('}');
  return { kind: 'newArray', element, size: null, values, pos };
}

function newValues(r: Reader, type: TypeRef, first: ExprNode, pos: Position): ExprNode {
  const values = [first];
  while (r.accept(',')) values.push(expression(r));
  r.expect('}');
  return { kind: 'newValues', type, values, pos };
}

function newMap(r: Reader, type: TypeRef, first: ExprNode, pos: Position): ExprNode {
  r.expect('=>');
  const entries: (readonly [ExprNode, ExprNode])[] = [[first, expression(r)]];
  while (r.accept(',')) {
    const key = expression(r);
    r.expect('=>');
    entries.push([key, expression(r)]);
  }
  r.expect('}');
  return { kind: 'newMap', type, entries, pos };
}
