import type {
  Accessor,
  Member,
  MethodDecl,
  Modifiers,
  Name,
  ParamNode,
  PropertyDecl,
  StmtNode,
  TypeDecl,
  TypeRef,
  Unit
} from './ast.ts';
import { SyntaxFailure, UnsupportedSyntax } from './problems.ts';
import { END, WORD } from './lexer.ts';
import type { Reader } from './reader.ts';
import { block, modifiers, statement, variables } from './statements.ts';
import { tryType, typeRef } from './types.ts';

export function classUnit(r: Reader, file: string): Unit {
  const mods = modifiers(r);
  const type = typeDeclaration(r, mods);
  if (!type) throw r.unexpected();
  r.end();
  return { kind: 'class', file, type };
}

/* ---- types ---- */

/** A class, interface or enum, if one begins here. */
function typeDeclaration(r: Reader, mods: Modifiers): TypeDecl | undefined {
  if (r.kind !== WORD || r.kindAt(1) !== WORD) return undefined;
  switch (r.key) {
    case 'class':
      return classOrInterface(r, mods, 'class');
    case 'interface':
      return classOrInterface(r, mods, 'interface');
    case 'enum':
      return enumDeclaration(r, mods);
    default:
      return undefined;
  }
}

function classOrInterface(r: Reader, mods: Modifiers, form: 'class' | 'interface'): TypeDecl {
  r.at++;
  const name = r.newName();
  let superclass: TypeRef | null = null;
  let interfaces: TypeRef[] = [];
  if (r.accept('extends')) {
    if (form === 'class') superclass = typeRef(r);
    else interfaces = typeList(r);
  }
  if (form === 'class' && r.accept('implements')) interfaces = typeList(r);
  r.expect('{');
  const members: Member[] = [];
  while (!r.is('}')) {
    if (r.kind === END) throw r.missing('}');
    const made = r.recovering(() => (form === 'class' ? classMember(r) : [interfaceMethod(r)]));
    if (made) members.push(...made);
  }
  r.at++;
  return { kind: 'type', form, name, modifiers: mods, superclass, interfaces, members, enumValues: [], pos: name.pos };
}

function typeList(r: Reader): TypeRef[] {
  const list = [typeRef(r)];
  while (r.accept(',')) list.push(typeRef(r));
  return list;
}

function enumDeclaration(r: Reader, mods: Modifiers): TypeDecl {
  r.at++;
  const name = r.newName();
  r.expect('{');
  const enumValues: Name[] = [];
  if (!r.is('}')) {
    do enumValues.push(r.newName());
    while (r.accept(','));
  }
  r.expect('}');
  return {
    kind: 'type',
    form: 'enum',
    name,
    modifiers: mods,
    superclass: null,
    interfaces: [],
    members: [],
    enumValues,
    pos: name.pos
  };
}

/* ---- members ---- */

function classMember(r: Reader): Member[] {
  if (r.accept(';')) return [];
  const pos = r.pos;
  const isStatic = r.isWord('static') && r.isAt(1, '{');
  if (isStatic) r.at++;
  if (r.is('{')) return [{ kind: 'initialiser', static: isStatic, body: block(r), pos }];
  const mods = modifiers(r);
  return [typeDeclaration(r, mods) ?? constructor(r, mods) ?? member(r, mods)];
}

function constructor(r: Reader, mods: Modifiers): Member | undefined {
  if (!r.isName() || !r.isAt(1, '(')) return undefined;
  const pos = r.pos;
  const name = r.name();
  return { kind: 'constructor', modifiers: mods, name, params: params(r), body: block(r), pos };
}

/** A method, property or field. */
function member(r: Reader, mods: Modifiers): Member {
  const pos = r.pos;
  if (r.accept('void')) return method(r, mods, null);
  const type = typeRef(r);
  if (r.isAt(1, '(')) return method(r, mods, type);
  if (r.isAt(1, '{')) return property(r, mods, type);
  const made: Member = { kind: 'field', modifiers: mods, type, variables: variables(r), pos };
  r.expect(';');
  return made;
}

function method(r: Reader, mods: Modifiers, returns: TypeRef | null): MethodDecl {
  const name = r.name();
  const list = params(r);
  const body = r.is('{') ? block(r) : null;
  if (!body) r.expect(';');
  return { kind: 'method', modifiers: mods, returns, name, params: list, body, pos: name.pos };
}

function interfaceMethod(r: Reader): MethodDecl {
  const mods = modifiers(r);
  const returns = r.accept('void') ? null : typeRef(r);
  const name = r.name();
  const list = params(r);
  r.expect(';');
  return { kind: 'method', modifiers: mods, returns, name, params: list, body: null, pos: name.pos };
}

function params(r: Reader): ParamNode[] {
  r.expect('(');
  const list: ParamNode[] = [];
  if (r.accept(')')) return list;
  if (r.is('{')) throw r.missing(')');
  do {
    const mods = modifiers(r);
    const type = typeRef(r);
    list.push({ modifiers: mods, type, name: r.newName() });
  } while (r.accept(','));
  r.expect(')');
  return list;
}

function property(r: Reader, mods: Modifiers, type: TypeRef): PropertyDecl {
  const name = r.newName();
  r.expect('{');
  let getter: Accessor | null = null;
  let setter: Accessor | null = null;
  while (!r.accept('}')) {
    const own = modifiers(r);
    const pos = r.pos;
    const isGetter = r.accept('get');
    if (!isGetter && !r.accept('set')) throw r.unexpected();
    if (isGetter ? getter : setter) throw new SyntaxFailure(pos, `Missing '}' at '${isGetter ? 'get' : 'set'}'`);
    const accessor: Accessor = { modifiers: own, body: r.accept(';') ? null : block(r), pos };
    if (isGetter) getter = accessor;
    else setter = accessor;
  }
  return { kind: 'property', modifiers: mods, type, name, getter, setter, pos: name.pos };
}

/* ---- triggers and anonymous blocks: statements and members mixed ---- */

interface Loose {
  readonly statements: StmtNode[];
  readonly methods: MethodDecl[];
  readonly types: TypeDecl[];
}

/** Fields of a trigger or block are its local variables; methods and types are set apart. */
function looseMembers(r: Reader, isEnd: () => boolean): Loose {
  const found: Loose = { statements: [], methods: [], types: [] };
  while (!isEnd()) r.recovering(() => looseMember(r, found));
  return found;
}

function looseMember(r: Reader, found: Loose): void {
  const declared = r.attempt(() => looseDeclaration(r));
  if (!declared) found.statements.push(statement(r));
  else if (declared.kind === 'method') found.methods.push(declared);
  else if (declared.kind === 'type') found.types.push(declared);
  else if (declared.kind === 'field') found.statements.push({ ...declared, kind: 'local' });
  else throw new UnsupportedSyntax(declared.pos, `${declared.kind} outside a class`);
}

function looseDeclaration(r: Reader): Member | undefined {
  if (r.kind !== WORD && !r.is('@')) return undefined;
  const mods = modifiers(r);
  const type = typeDeclaration(r, mods);
  if (type) return type;
  if (r.isWord('void') && !r.isAt(1, '.')) return member(r, mods);
  const from = r.at;
  const isMember =
    tryType(r) !== undefined && r.isName() && (r.isAt(1, '(') || r.isAt(1, '{') || mods.words.length > 0);
  r.at = from;
  return isMember ? member(r, mods) : undefined;
}

/** The brace that ends a body; its want is told at the end of the text. */
function closes(r: Reader): boolean {
  if (r.kind === END) throw r.missing('}');
  return r.is('}');
}

export function triggerUnit(r: Reader, file: string): Unit {
  r.expect('trigger');
  const name = r.newName();
  r.expect('on');
  const object = r.name();
  r.expect('(');
  const events: { text: string; pos: TypeDecl['pos'] }[] = [];
  do events.push(triggerEvent(r));
  while (r.accept(','));
  r.expect(')');
  const pos = r.pos;
  r.expect('{');
  const { statements, methods, types } = looseMembers(r, () => closes(r));
  const end = r.pos;
  r.at++;
  r.end();
  return { kind: 'trigger', file, name, object, events, body: { kind: 'block', statements, pos, end }, methods, types };
}

const TIMES = new Set(['before', 'after']);
const OPERATIONS = new Set(['insert', 'update', 'delete', 'undelete']);

function triggerEvent(r: Reader): { text: string; pos: TypeDecl['pos'] } {
  const pos = r.pos;
  if (!TIMES.has(r.key)) throw r.unexpected();
  const time = r.word().key;
  if (!OPERATIONS.has(r.key)) throw r.unexpected();
  return { text: `${time} ${r.word().key}`, pos };
}

export function anonymousUnit(r: Reader, file: string): Unit {
  const pos = r.pos;
  const { statements, methods, types } = looseMembers(r, () => r.kind === END);
  const end = r.at === 0 ? pos : r.posOf(r.at - 1);
  return { kind: 'anonymous', file, body: { kind: 'block', statements, pos, end }, methods, types };
}
