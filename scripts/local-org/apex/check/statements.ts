import type { BoundBlock, Expr, Stmt, SwitchCase, Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { BlockNode, ExprNode, LocalNode, StmtNode, WhenNode, WhenValue } from '../syntax/index.ts';
import { ERROR, has, INTEGER, isNumeric, LONG, NULL, OBJECT, SOBJECT, STRING, VOID, ID } from '../symbols/index.ts';
import { broken, type Body } from './context.ts';
import { castKind, conversion, convertTo, isQuery, tryConvert } from './convert.ts';
import { condition, expression, literal } from './expression.ts';

/** A statement and whether control never comes out behind it. */
interface Checked {
  readonly stmt: Stmt;
  readonly ends: boolean;
}

export function block(body: Body, node: BlockNode): { readonly block: BoundBlock; readonly ends: boolean } {
  body.push();
  const statements: Stmt[] = [];
  let ends = false;
  let closed = false;
  let reported = false;
  for (const child of node.statements) {
    if (closed && !reported) {
      body.error(child.pos, 'Unreachable statement');
      reported = true;
    }
    const checked = statement(body, child);
    statements.push(...checked.map((c) => c.stmt));
    ends ||= checked.some((c) => c.ends);
    closed ||= checked.some((c) => c.ends && !mayGoOn(c.stmt));
  }
  body.pop();
  return { block: { kind: 'block', statements, pos: node.pos, end: node.end }, ends };
}

/**
 * Endless loops and `System.runAs` that always leaves may be followed by statements (assumed: public code that deploys
 * has `return null;` there), though none is asked for. So may `throw`: the samples of the Lightning Components Developer
 * Guide have "Suppress editor logs" and `return null;` behind it.
 */
function mayGoOn(stmt: Stmt): boolean {
  switch (stmt.kind) {
    case 'while':
    case 'do':
    case 'for':
    case 'runAs':
    case 'throw':
      return true;
    case 'block':
      return stmt.statements.some(mayGoOn);
    case 'if':
      return mayGoOn(stmt.then) || (stmt.otherwise !== null && mayGoOn(stmt.otherwise));
    case 'try':
      return mayGoOn(stmt.body) || stmt.catches.some((c) => mayGoOn(c.body));
    default:
      return false;
  }
}

/** One statement; a declaration of several variables becomes several. */
export function statement(body: Body, node: StmtNode): Checked[] {
  switch (node.kind) {
    case 'block': {
      const made = block(body, node);
      return [{ stmt: made.block, ends: made.ends }];
    }
    case 'local':
      return locals(body, node).map((stmt) => ({ stmt, ends: false }));
    case 'expr':
      return goesOn({ kind: 'expr', expr: effect(body, node.expr), pos: node.pos });
    case 'if':
      return [ifStatement(body, node)];
    case 'switch':
      return [switchStatement(body, node)];
    case 'for':
      return [forStatement(body, node)];
    case 'forEach':
      return [forEach(body, node)];
    case 'while': {
      const test = condition(body, node.test);
      const loop = loopBody(body, node.body, node.pos);
      return [
        { stmt: { kind: 'while', test, body: loop.stmt, pos: node.pos }, ends: isTrue(node.test) && !loop.breaks }
      ];
    }
    case 'do': {
      const loop = loopBody(body, node.body, node.pos);
      return [
        {
          stmt: { kind: 'do', body: loop.stmt, test: condition(body, node.test), pos: node.pos },
          ends: (isTrue(node.test) || loop.ends) && !loop.breaks
        }
      ];
    }
    case 'try':
      return [tryStatement(body, node)];
    case 'return':
      return [returnStatement(body, node)];
    case 'throw':
      return [throwStatement(body, node)];
    case 'break':
    case 'continue':
      if (body.loops === 0)
        body.error(node.pos, `${node.kind === 'break' ? 'Break' : 'Continue'} statement must be in loop`);
      return [{ stmt: { kind: node.kind, pos: node.pos }, ends: true }];
    case 'dml':
      return goesOn(dml(body, node));
    case 'runAs':
      return [runAs(body, node)];
    default: {
      const never: never = node;
      throw new Error(`Unhandled statement ${JSON.stringify(never)}`);
    }
  }
}

function goesOn(stmt: Stmt): Checked[] {
  return [{ stmt, ends: false }];
}

/** An expression for its effect: a call, an assignment, a step or `new`. */
function effect(body: Body, node: ExprNode): Expr {
  if (node.kind === 'paren') return effect(body, node.value);
  if (!EFFECTS.has(node.kind)) body.error(node.pos, 'Expression cannot be a statement.');
  return expression(body, node);
}

const EFFECTS: ReadonlySet<ExprNode['kind']> = new Set<ExprNode['kind']>([
  'call',
  'assign',
  'step',
  'new',
  'newArray',
  'newValues',
  'newMap',
  'soql',
  'sosl',
  'chain'
]);

/* ---- variables ---- */

function locals(body: Body, node: LocalNode): Stmt[] {
  const type = body.world.typeOf(node.type, body.cls);
  body.unit.use(type);
  return node.variables.map((v) => {
    const value = v.initial ? convertTo(body, expression(body, v.initial), type, v.initial.pos) : null;
    // A final variable without a value takes its first assignment later; only a second write would be wrong.
    const local = body.declare(v.name, type, has(node.modifiers, 'final') && value !== null);
    return { kind: 'local', local, initial: value, pos: v.name.pos };
  });
}

/* ---- branches ---- */

function ifStatement(body: Body, node: StmtNode & { kind: 'if' }): Checked {
  const test = condition(body, node.test);
  const then = single(body, node.then);
  const otherwise = node.otherwise ? single(body, node.otherwise) : null;
  return {
    stmt: { kind: 'if', test, then: then.stmt, otherwise: otherwise?.stmt ?? null, pos: node.pos },
    ends: then.ends && (otherwise?.ends ?? false)
  };
}

/** A statement where exactly one stands: its variables live in it alone. */
function single(body: Body, node: StmtNode): Checked {
  body.push();
  const made = statement(body, node);
  body.pop();
  const [only] = made;
  if (only && made.length === 1) return only;
  return { stmt: { kind: 'block', statements: made.map((m) => m.stmt), pos: node.pos, end: node.pos }, ends: false };
}

function switchStatement(body: Body, node: StmtNode & { kind: 'switch' }): Checked {
  const on = expression(body, node.on);
  const cases: SwitchCase[] = [];
  let otherwise: BoundBlock | null = null;
  let allEnd = true;
  refuseRepeated(body, node.whens);
  for (const when of node.whens) {
    if (when.value.kind === 'else') {
      const made = block(body, when.body);
      otherwise = made.block;
      allEnd &&= made.ends;
      continue;
    }
    const made = switchCase(body, when, on.type);
    cases.push(made.case);
    allEnd &&= made.ends;
  }
  return { stmt: { kind: 'switch', on, cases, otherwise, pos: node.pos }, ends: allEnd && otherwise !== null };
}

/** Each value or type of a switch occurs once. */
function refuseRepeated(body: Body, whens: readonly WhenNode[]): void {
  const seen = new Set<string>();
  for (const { value } of whens) {
    const names =
      value.kind === 'values'
        ? value.values.map(whenText)
        : value.kind === 'type'
          ? [{ text: body.world.typeOf(value.type, body.cls).text, pos: value.type.pos }]
          : [];
    for (const { text, pos } of names) {
      if (seen.has(text)) body.error(pos, `${text} occurs as more than one when branch for this switch statement`);
      seen.add(text);
    }
  }
}

function whenText(value: WhenValue): { readonly text: string; readonly pos: Position } {
  if (value.kind === 'name') return { text: value.names.map((name) => name.key).join('.'), pos: value.pos };
  const { literal } = value;
  const text =
    literal.literal === 'null'
      ? 'null'
      : literal.literal === 'string'
        ? `'${literal.value}'`
        : literal.literal === 'boolean'
          ? String(literal.value)
          : literal.digits;
  return { text, pos: literal.pos };
}

function switchCase(body: Body, when: WhenNode, on: Type): { readonly case: SwitchCase; readonly ends: boolean } {
  const { value } = when;
  body.push();
  let test: SwitchCase['when'];
  if (value.kind === 'type') {
    const type = body.world.typeOf(value.type, body.cls);
    body.unit.use(type);
    if (on !== ERROR && type !== ERROR && castKind(body.world, on, type) === null)
      body.error(when.pos, `Incompatible types since an instance of ${on.text} is never an instance of ${type.text}`);
    test = { kind: 'type', type, local: body.declare(value.name, type, false) };
  } else {
    test = { kind: 'values', values: value.kind === 'values' ? value.values.map((v) => whenValue(body, v, on)) : [] };
  }
  const made = block(body, when.body);
  body.pop();
  return { case: { when: test, body: made.block, pos: when.pos }, ends: made.ends };
}

function whenValue(body: Body, value: WhenValue, on: Type): Expr {
  if (value.kind === 'name') return whenName(body, value, on);
  const made = whenLiteral(body, value);
  if (made.type === NULL || on === ERROR || made.type === ERROR) return made;
  const allowed = isNumeric(made.type) ? on === INTEGER || on === LONG : on === STRING || on === ID;
  if (allowed) return tryConvert(body.world, made, on === LONG ? LONG : made.type) ?? made;
  body.error(
    made.pos,
    `${made.type.text} value in when expression cannot be implicitly converted to the ${on.text} type in switch expression`
  );
  return broken(made.pos);
}

function whenLiteral(body: Body, value: WhenValue & { kind: 'literal' }): Expr {
  const { literal: node } = value;
  if (node.literal === 'integer' && node.digits.startsWith('-'))
    return { kind: 'literal', value: Number(node.digits), type: INTEGER, pos: node.pos };
  if (node.literal === 'long' && node.digits.startsWith('-'))
    return { kind: 'literal', value: Number(node.digits), type: LONG, pos: node.pos };
  return literal(body, node);
}

/** A bare name is a value of the enum; a name with dots, or on another type, is a constant expression. */
function whenName(body: Body, value: WhenValue & { kind: 'name' }, on: Type): Expr {
  const last = value.names[value.names.length - 1];
  const symbol = on.kind === 'class' && on.form === 'enum' ? body.world.symbolOf(on) : undefined;
  const found = symbol && last ? symbol.enumValues.find((v) => v.toLowerCase() === last.key) : undefined;
  if (symbol && found !== undefined) {
    body.unit.use(on);
    return { kind: 'enumValue', owner: symbol.name, source: symbol.source, name: found, type: on, pos: value.pos };
  }
  const [first, ...rest] = value.names;
  if (!first) return broken(value.pos);
  const node = rest.reduce<ExprNode>((target, name) => ({ kind: 'dot', target, name, safe: false, pos: name.pos }), {
    kind: 'name',
    name: first,
    pos: first.pos
  });
  return expression(body, node);
}

/* ---- loops ---- */

function isTrue(node: ExprNode | null): boolean {
  return node === null || (node.kind === 'literal' && node.literal === 'boolean' && node.value);
}

interface LoopBody extends Checked {
  readonly breaks: boolean;
}

function loopBody(body: Body, node: StmtNode | null, pos: Position): LoopBody {
  if (!node) return { stmt: { kind: 'block', statements: [], pos, end: pos }, ends: false, breaks: false };
  body.loops++;
  const made = single(body, node);
  body.loops--;
  return { ...made, breaks: hasBreak(made.stmt) };
}

/** Whether a `break` in this statement leaves the loop around it. */
function hasBreak(stmt: Stmt): boolean {
  switch (stmt.kind) {
    case 'break':
      return true;
    case 'block':
      return stmt.statements.some(hasBreak);
    case 'if':
      return hasBreak(stmt.then) || (stmt.otherwise !== null && hasBreak(stmt.otherwise));
    case 'switch':
      return stmt.cases.some((c) => hasBreak(c.body)) || (stmt.otherwise !== null && hasBreak(stmt.otherwise));
    case 'try':
      return (
        hasBreak(stmt.body) ||
        stmt.catches.some((c) => hasBreak(c.body)) ||
        (stmt.finally !== null && hasBreak(stmt.finally))
      );
    case 'runAs':
      return hasBreak(stmt.body);
    default:
      return false;
  }
}

function forStatement(body: Body, node: StmtNode & { kind: 'for' }): Checked {
  body.push();
  const init: Stmt[] =
    'kind' in node.init
      ? locals(body, node.init)
      : node.init.map((e) => ({ kind: 'expr', expr: expression(body, e), pos: e.pos }));
  const test = node.test ? condition(body, node.test) : null;
  const update = node.update.map((e) => expression(body, e));
  const loop = loopBody(body, node.body, node.pos);
  body.pop();
  return {
    stmt: { kind: 'for', init, test, update, body: loop.stmt, pos: node.pos },
    ends: isTrue(node.test) && !loop.breaks
  };
}

function forEach(body: Body, node: StmtNode & { kind: 'forEach' }): Checked {
  const type = body.world.typeOf(node.type, body.cls);
  const over = expression(body, node.over);
  body.push();
  const local = body.declare(node.name, type, false);
  const dynamic = isQuery(over) && over.type.kind === 'list' && over.type.element === SOBJECT;
  const chunked = (isRowSource(over) || dynamic) && type.kind === 'list';
  const item = chunked || over.type === ERROR ? null : itemType(body, over, node.pos);
  const convertItem = item ? itemConversion(body, item, type, node.pos) : undefined;
  const loop = loopBody(body, node.body, node.pos);
  body.pop();
  if (isRowSource(over) || chunked)
    return { stmt: { kind: 'forQuery', local, query: over, chunked, body: loop.stmt, pos: node.pos }, ends: false };
  return {
    stmt: { kind: 'forEach', local, over, ...(convertItem ? { convertItem } : {}), body: loop.stmt, pos: node.pos },
    ends: false
  };
}

function isRowSource(over: Expr): boolean {
  return (over.kind === 'soql' && over.type.kind === 'list') || over.type.text === 'Database.QueryLocator';
}

function itemType(body: Body, over: Expr, pos: Position): Type | null {
  const { type } = over;
  if (type.kind === 'list' || type.kind === 'set') return type.element;
  if (type.text === 'Database.QueryLocator') return SOBJECT;
  for (const t of body.world.supertypes(type))
    if (t.kind === 'class' && t.name === 'System.Iterable') return t.args[0] ?? OBJECT;
  body.error(pos, `Loop must iterate over collection: ${type.text}`);
  return null;
}

type ItemConversion = NonNullable<(Stmt & { kind: 'forEach' })['convertItem']>;

function itemConversion(body: Body, from: Type, to: Type, pos: Position): ItemConversion | undefined {
  const found = conversion(body.world, from, to);
  if (found) return found.how === 'none' ? undefined : { how: found.how, from };
  if (from.kind === 'sobject' && to.kind === 'sobject')
    return castKind(body.world, from, to) === null ? wrongItem(body, from, to, pos) : undefined;
  return wrongItem(body, from, to, pos);
}

function wrongItem(body: Body, from: Type, to: Type, pos: Position): undefined {
  body.error(pos, `Invalid loop variable type expected ${from.text} was ${to.text}`);
}

/* ---- leaving ---- */

function tryStatement(body: Body, node: StmtNode & { kind: 'try' }): Checked {
  const tried = block(body, node.body);
  let ends = tried.ends;
  const caught: Type[] = [];
  const catches = node.catches.map((c) => {
    const type = body.world.typeOf(c.type, body.cls);
    if (type !== ERROR && !body.world.isException(type))
      body.error(c.type.pos, `Catch block variable must be of type exception: ${type.text}`);
    refuseCaught(body, type, caught, c.type.pos);
    caught.push(type);
    body.unit.use(type);
    body.push();
    const local = body.declare(c.name, type, false);
    const made = block(body, c.body);
    body.pop();
    ends &&= made.ends;
    return { local, type, body: made.block, pos: c.pos };
  });
  const last = node.finally ? block(body, node.finally) : null;
  return {
    stmt: { kind: 'try', body: tried.block, catches, finally: last?.block ?? null, pos: node.pos },
    ends: ends || (last?.ends ?? false)
  };
}

/** A catch behind one of the same or a wider type is never reached. */
function refuseCaught(body: Body, type: Type, caught: readonly Type[], pos: Position): void {
  const wider = caught.find(
    (other) => other !== ERROR && (other === type || body.world.supertypes(type).some((t) => t === other))
  );
  if (wider) body.error(pos, `Exception type already caught: ${type.text}`);
}

function returnStatement(body: Body, node: StmtNode & { kind: 'return' }): Checked {
  const { returns } = body;
  if (!node.value) {
    if (returns && returns !== VOID)
      body.error(node.pos, `Missing return statement required return type: ${returns.text}`);
    return { stmt: { kind: 'return', value: null, pos: node.pos }, ends: true };
  }
  const value = expression(body, node.value);
  if (!returns || returns === VOID) {
    if (value.type !== ERROR) body.error(node.pos, 'Void method must not return a value');
    return { stmt: { kind: 'return', value, pos: node.pos }, ends: true };
  }
  const converted = convertTo(
    body,
    value,
    returns,
    node.value.pos,
    (from, to) => `Illegal conversion from ${from.text} to ${to.text}`
  );
  return { stmt: { kind: 'return', value: converted, pos: node.pos }, ends: true };
}

function throwStatement(body: Body, node: StmtNode & { kind: 'throw' }): Checked {
  const value = expression(body, node.value);
  if (value.type !== ERROR && value.type !== NULL && !body.world.isException(value.type))
    body.error(node.pos, `Throw expression must be of type exception: ${value.type.text}`);
  return { stmt: { kind: 'throw', value, pos: node.pos }, ends: true };
}

/* ---- records ---- */

function dml(body: Body, node: StmtNode & { kind: 'dml' }): Stmt {
  const target = record(body, node.target);
  const loser = node.with ? expression(body, node.with) : undefined;
  const externalId = node.externalId.length === 0 ? undefined : node.externalId.map((n) => n.text).join('.');
  if (externalId !== undefined)
    externalField(body, target.type, node.externalId[node.externalId.length - 1]?.text ?? '', node.pos);
  return {
    kind: 'dml',
    op: node.op,
    target,
    ...(loser ? { with: loser } : {}),
    ...(externalId === undefined
      ? {}
      : { externalId: externalName(body, target.type, node.externalId[node.externalId.length - 1]?.text ?? '') }),
    mode: node.mode,
    pos: node.pos
  };
}

function record(body: Body, node: ExprNode): Expr {
  const value = expression(body, node);
  const { type } = value;
  if (
    type === ERROR ||
    type.kind === 'sobject' ||
    (type.kind === 'list' && (type.element.kind === 'sobject' || type.element === ERROR))
  )
    return value;
  body.error(node.pos, `DML requires SObject or SObject list type: ${type.text}`);
  return broken(node.pos);
}

function recordObject(type: Type): string | null {
  const record = type.kind === 'list' ? type.element : type;
  return record.kind === 'sobject' ? record.object : null;
}

function externalField(body: Body, type: Type, name: string, pos: Position): void {
  const object = recordObject(type);
  const info = body.world.sobjects.info(object);
  if (info && !info.field(name))
    body.error(pos, `Invalid field for upsert, must be an External Id custom or standard indexed field: ${name}`);
}

function externalName(body: Body, type: Type, name: string): string {
  return body.world.sobjects.info(recordObject(type))?.field(name)?.name ?? name;
}

function runAs(body: Body, node: StmtNode & { kind: 'runAs' }): Checked {
  const [first] = node.args;
  const user = first ? expression(body, first) : broken(node.pos);
  const isUser =
    user.type === ERROR ||
    isQuery(user) ||
    (user.type.kind === 'sobject' && (user.type.object === 'User' || user.type === SOBJECT)) ||
    user.type.text === 'System.Version' ||
    user.type.text === 'Package.Version';
  if (!first || !isUser)
    body.error(
      node.pos,
      `Method does not exist or incorrect signature: void runAs(${user.type.text}) from the type System`
    );
  const made = block(body, node.body);
  const one = user.type.kind === 'list' ? (tryConvert(body.world, user, user.type.element) ?? user) : user;
  return { stmt: { kind: 'runAs', user: one, body: made.block, pos: node.pos }, ends: made.ends };
}
