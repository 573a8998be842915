import type { Position } from '../../contracts/diagnostics.ts';
import type {
  AccessWord,
  AnnotationNode,
  BlockNode,
  CatchNode,
  ExprNode,
  LocalNode,
  ModifierWord,
  Modifiers,
  Name,
  StmtNode,
  TypeRef,
  WhenNode,
  WhenValue
} from './ast.ts';
import { expression, expressionList, literal } from './expressions.ts';
import { END, INTEGER, LONG, STRING, SYMBOL, WORD } from './lexer.ts';
import { stringValue } from './literals.ts';
import { SyntaxFailure } from './problems.ts';
import type { Reader } from './reader.ts';
import { tryType, typeRef } from './types.ts';

/* ---- modifiers ---- */

const MODIFIERS = new Set([
  'global',
  'public',
  'protected',
  'private',
  'transient',
  'static',
  'abstract',
  'final',
  'webservice',
  'override',
  'virtual',
  'testmethod'
]);
const SHARING = new Set(['with', 'without', 'inherited']);
const NO_MODIFIERS: Modifiers = { words: [], annotations: [] };

export function modifiers(r: Reader): Modifiers {
  if (!isModifier(r)) return NO_MODIFIERS;
  const words: ModifierWord[] = [];
  const annotations: AnnotationNode[] = [];
  while (isModifier(r)) {
    if (r.is('@')) annotations.push(annotation(r));
    else words.push(modifierWord(r));
  }
  return { words, annotations };
}

function modifierWord(r: Reader): ModifierWord {
  const isSharing = SHARING.has(r.key);
  const word = (isSharing ? `${r.key} sharing` : r.key) as ModifierWord;
  r.at += isSharing ? 2 : 1;
  return word;
}

/** `transient` may be a name too: it is a modifier where a type follows. */
function isModifier(r: Reader): boolean {
  if (r.is('@')) return true;
  if (r.kind !== WORD) return false;
  if (SHARING.has(r.key)) return r.keyAt(1) === 'sharing' && r.kindAt(1) === WORD;
  return MODIFIERS.has(r.key) && (r.key !== 'transient' || r.kindAt(1) === WORD);
}

function annotation(r: Reader): AnnotationNode {
  const pos = r.pos;
  r.expect('@');
  const name = r.word();
  const values: Record<string, string> = {};
  if (r.accept('(')) {
    if (r.kind === WORD && r.isAt(1, '=')) {
      while (r.kind === WORD) {
        const key = r.word();
        r.expect('=');
        values[key.text] = annotationValue(r);
        r.accept(',');
      }
    } else if (!r.is(')')) values['value'] = annotationValue(r);
    r.expect(')');
  }
  return { name: name.text, key: name.key, values, pos };
}

function annotationValue(r: Reader): string {
  const { text, kind } = r;
  literal(r);
  return kind === STRING ? stringValue(text) : text;
}

/* ---- blocks ---- */

export function block(r: Reader): BlockNode {
  const pos = r.pos;
  r.expect('{');
  const statements: StmtNode[] = [];
  while (!r.is('}')) {
    if (r.kind === END) throw r.missing('}');
    const made = r.recovering(() => statement(r));
    if (made) statements.push(made);
  }
  const end = r.pos;
  r.at++;
  return { kind: 'block', statements, pos, end };
}

export function statement(r: Reader): StmtNode {
  if (r.is('{')) return block(r);
  if (r.kind === WORD) {
    const read = STATEMENTS.get(r.key);
    const found = read?.(r, r.pos);
    if (found) return found;
  }
  const declared = isModifier(r) ? localStatement(r) : r.attempt(() => tryLocal(r));
  if (declared) return declared;
  const pos = r.pos;
  const expr = expression(r);
  r.expect(';');
  return { kind: 'expr', expr, pos };
}

type Statement = (r: Reader, pos: Position) => StmtNode | undefined;

/** What a statement may begin with. `switch` and `System` are names too, so they look further before they decide. */
const STATEMENTS: ReadonlyMap<string, Statement> = new Map<string, Statement>([
  ['if', ifStatement],
  ['for', forStatement],
  ['while', whileStatement],
  ['do', doStatement],
  ['try', tryStatement],
  ['return', returnStatement],
  ['throw', throwStatement],
  ['break', (r, pos) => jump(r, 'break', pos)],
  ['continue', (r, pos) => jump(r, 'continue', pos)],
  ['insert', (r, pos) => dml(r, 'insert', pos)],
  ['update', (r, pos) => dml(r, 'update', pos)],
  ['delete', (r, pos) => dml(r, 'delete', pos)],
  ['undelete', (r, pos) => dml(r, 'undelete', pos)],
  ['upsert', (r, pos) => dml(r, 'upsert', pos)],
  ['merge', (r, pos) => dml(r, 'merge', pos)],
  ['switch', switchStatement],
  ['system', runAs]
]);

function jump(r: Reader, kind: 'break' | 'continue', pos: Position): StmtNode {
  r.at++;
  r.expect(';');
  return { kind, pos };
}

/* ---- variables ---- */

function localStatement(r: Reader): LocalNode {
  const made = local(r);
  r.expect(';');
  return made;
}

function local(r: Reader): LocalNode {
  const pos = r.pos;
  const mods = modifiers(r);
  const type = typeRef(r);
  return { kind: 'local', modifiers: mods, type, variables: variables(r), pos };
}

const DECLARED = new Set([';', '=', ',']);

/** A declaration begins with a type and a name; anything else is an expression. */
function tryLocal(r: Reader): LocalNode | undefined {
  const pos = r.pos;
  const type = declaredType(r);
  if (!type) return undefined;
  // Without one of these behind its name it is no declaration, and the name stands where a statement should have ended.
  if (r.isName() && !DECLARED.has(r.keyAt(1))) throw r.missing(';');
  const made: LocalNode = { kind: 'local', modifiers: NO_MODIFIERS, type, variables: variables(r), pos };
  r.expect(';');
  return made;
}

/** A type that a name follows. `a instanceof B` begins alike. */
function declaredType(r: Reader): TypeRef | undefined {
  if (r.kind !== WORD) return undefined;
  const type = tryType(r);
  return type && r.kind === WORD && r.key !== 'instanceof' ? type : undefined;
}

export function variables(r: Reader): { readonly name: Name; readonly initial: ExprNode | null }[] {
  const list: { name: Name; initial: ExprNode | null }[] = [];
  do {
    const name = r.newName();
    list.push({ name, initial: r.accept('=') ? expression(r) : null });
  } while (r.accept(','));
  return list;
}

/* ---- branches and loops ---- */

function parenthesized(r: Reader): ExprNode {
  r.expect('(');
  const value = expression(r);
  r.expect(')');
  return value;
}

function ifStatement(r: Reader, pos: Position): StmtNode {
  r.at++;
  const test = parenthesized(r);
  const then = statement(r);
  return { kind: 'if', test, then, otherwise: r.accept('else') ? statement(r) : null, pos };
}

function body(r: Reader): StmtNode | null {
  return r.accept(';') ? null : statement(r);
}

function whileStatement(r: Reader, pos: Position): StmtNode {
  r.at++;
  return { kind: 'while', test: parenthesized(r), body: body(r), pos };
}

function doStatement(r: Reader, pos: Position): StmtNode {
  r.at++;
  const inner = block(r);
  r.expect('while');
  const test = parenthesized(r);
  r.expect(';');
  return { kind: 'do', body: inner, test, pos };
}

function forStatement(r: Reader, pos: Position): StmtNode {
  r.at++;
  r.expect('(');
  const each = r.attempt(() => forEachHead(r));
  if (each) {
    const over = expression(r);
    r.expect(')');
    return { kind: 'forEach', ...each, over, body: body(r), pos };
  }
  const init = forInit(r);
  r.expect(';');
  const test = r.is(';') ? null : expression(r);
  r.expect(';');
  const update = expressionList(r, ')');
  return { kind: 'for', init, test, update, body: body(r), pos };
}

function forEachHead(r: Reader): { type: TypeRef; name: Name } | undefined {
  const type = declaredType(r);
  if (!type) return undefined;
  const name = r.newName();
  return r.accept(':') ? { type, name } : undefined;
}

function forInit(r: Reader): LocalNode | readonly ExprNode[] {
  if (r.is(';')) return [];
  const from = r.at;
  const pos = r.pos;
  if (isModifier(r)) return local(r);
  const type = declaredType(r);
  if (type) return { kind: 'local', modifiers: NO_MODIFIERS, type, variables: variables(r), pos };
  r.at = from;
  const list = [expression(r)];
  while (r.accept(',')) list.push(expression(r));
  return list;
}

/* ---- switch ---- */

function switchStatement(r: Reader, pos: Position): StmtNode | undefined {
  if (r.keyAt(1) !== 'on' || r.kindAt(1) !== WORD) return undefined;
  r.at += 2;
  const on = expression(r);
  r.expect('{');
  if (r.is('}')) throw new SyntaxFailure(pos, 'Switch statement requires at least one when block');
  const whens: WhenNode[] = [];
  do whens.push(when(r));
  while (!r.is('}'));
  r.at++;
  return { kind: 'switch', on, whens, pos };
}

function when(r: Reader): WhenNode {
  const pos = r.pos;
  r.expect('when');
  if (r.accept('else')) return { value: { kind: 'else' }, body: block(r), pos };
  const typed = r.attempt(() => {
    const type = declaredType(r);
    return type ? { kind: 'type' as const, type, name: r.newName() } : undefined;
  });
  if (typed) return { value: typed, body: block(r), pos };
  const values = [whenValue(r)];
  while (r.accept(',')) values.push(whenValue(r));
  return { value: { kind: 'values', values }, body: block(r), pos };
}

function whenValue(r: Reader): WhenValue {
  if (r.accept('(')) {
    const inner = whenValue(r);
    r.expect(')');
    return inner;
  }
  const pos = r.pos;
  if (r.kind === WORD && r.key !== 'null') {
    const names = [r.name()];
    while (r.accept('.')) names.push(r.name());
    return { kind: 'name', names, pos };
  }
  let negative = false;
  while (r.kind === SYMBOL && (r.is('-') || r.is('+'))) {
    if (r.is('-')) negative = !negative;
    r.at++;
  }
  if (r.kind !== INTEGER && r.kind !== LONG && (negative || (r.kind !== STRING && r.key !== 'null')))
    throw r.unexpected();
  const made = literal(r);
  if (made.literal !== 'integer' && made.literal !== 'long') return { kind: 'literal', literal: { ...made, pos } };
  return { kind: 'literal', literal: { ...made, digits: (negative ? '-' : '') + made.digits, pos } };
}

/* ---- leaving ---- */

function tryStatement(r: Reader, pos: Position): StmtNode {
  r.at++;
  const tried = block(r);
  const catches: CatchNode[] = [];
  while (r.isWord('catch')) catches.push(catchClause(r));
  const last = r.accept('finally') ? block(r) : null;
  if (catches.length === 0 && !last)
    throw new SyntaxFailure(pos, 'Try block must have at least one catch block or a finally block');
  return { kind: 'try', body: tried, catches, finally: last, pos };
}

function catchClause(r: Reader): CatchNode {
  const pos = r.pos;
  r.expect('catch');
  r.expect('(');
  modifiers(r);
  const type = typeRef(r);
  const name = r.newName();
  r.expect(')');
  return { type, name, body: block(r), pos };
}

function returnStatement(r: Reader, pos: Position): StmtNode {
  r.at++;
  const value = r.is(';') ? null : expression(r);
  r.expect(';');
  return { kind: 'return', value, pos };
}

function throwStatement(r: Reader, pos: Position): StmtNode {
  r.at++;
  const value = expression(r);
  r.expect(';');
  return { kind: 'throw', value, pos };
}

/* ---- records ---- */

type Dml = (StmtNode & { kind: 'dml' })['op'];

function dml(r: Reader, op: Dml, pos: Position): StmtNode {
  r.at++;
  const mode = access(r);
  const target = expression(r);
  const loser = op === 'merge' ? expression(r) : null;
  const externalId: Name[] = [];
  if (op === 'upsert' && !r.is(';')) {
    do externalId.push(r.name());
    while (r.accept('.'));
  }
  r.expect(';');
  return { kind: 'dml', op, mode, target, with: loser, externalId, pos };
}

function access(r: Reader): AccessWord {
  if (!r.isWord('as') || (r.keyAt(1) !== 'user' && r.keyAt(1) !== 'system')) return null;
  const mode = r.keyAt(1) === 'user' ? 'user' : 'system';
  r.at += 2;
  return mode;
}

function runAs(r: Reader, pos: Position): StmtNode | undefined {
  if (!r.isAt(1, '.') || r.keyAt(2) !== 'runas' || !r.isAt(3, '(')) return undefined;
  const from = r.at;
  r.at += 4;
  const args = expressionList(r, ')');
  if (r.is('{')) return { kind: 'runAs', args, body: block(r), pos };
  r.at = from;
  return undefined;
}
