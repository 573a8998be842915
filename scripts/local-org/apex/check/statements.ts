import type { BoundBlock, Expr, Stmt, SwitchCase, Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { BlockNode, ExprNode, LocalNode, StmtNode, WhenNode, WhenValue } from '../syntax/index.ts';
import { ERROR, has, INTEGER, LONG, NULL, OBJECT, SOBJECT, STRING, VOID, ID } from '../symbols/index.ts';
import { broken, fail, type Body } from './context.ts';
import { castKind, conversion, convertTo, isQuery, tryConvert } from './convert.ts';
import { condition, expression, literal } from './expression.ts';
import { checkLocalMarks } from './modifiers.ts';

/**
 * How surely control never comes out behind a statement. For the platform's own compiler only `return` and `throw` end, and
 * what ends on every way; loops, `break`, `System.runAs` and `finally` count as coming out. Behind `throw` no return is asked
 * for, but statements may stand (public code that deploys has `return null;` there).
 */
type Ending = typeof GOES_ON | typeof THROWS | typeof RETURNS;
const GOES_ON = 0;
const THROWS = 1;
const RETURNS = 2;

interface Checked {
  readonly stmt: Stmt;
  readonly ending: Ending;
}

/** Of several ways the one that is surest to come out. */
function weakest(endings: readonly Ending[]): Ending {
  return Math.min(...endings) as Ending;
}

interface CheckedBlock {
  readonly block: BoundBlock;
  readonly ending: Ending;
  /** Whether no return is asked for behind it. */
  readonly ends: boolean;
}

export function block(body: Body, node: BlockNode): CheckedBlock {
  body.push();
  const statements: Stmt[] = [];
  let ending: Ending = GOES_ON;
  let reported = false;
  for (const child of node.statements) {
    if (ending === RETURNS && !reported) {
      body.error(child.pos, 'Unreachable statement');
      reported = true;
    }
    const checked = statement(body, child);
    statements.push(...checked.map((c) => c.stmt));
    for (const c of checked) if (c.ending > ending) ending = c.ending;
  }
  body.pop();
  return { block: { kind: 'block', statements, pos: node.pos, end: node.end }, ending, ends: ending !== GOES_ON };
}

/** One statement; a declaration of several variables becomes several. */
export function statement(body: Body, node: StmtNode): Checked[] {
  switch (node.kind) {
    case 'block': {
      const made = block(body, node);
      return [{ stmt: made.block, ending: made.ending }];
    }
    case 'local':
      return locals(body, node).map((stmt) => ({ stmt, ending: GOES_ON }));
    case 'expr':
      return goesOn({ kind: 'expr', expr: effect(body, node.expr, node.pos), pos: node.pos });
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
      return goesOn({ kind: 'while', test, body: loopBody(body, node.body, node.pos), pos: node.pos });
    }
    case 'do': {
      const inner = loopBody(body, node.body, node.pos);
      return goesOn({ kind: 'do', body: inner, test: condition(body, node.test), pos: node.pos });
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
      return goesOn({ kind: node.kind, pos: node.pos });
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
  return [{ stmt, ending: GOES_ON }];
}

/** An expression for its effect: a call, an assignment, a step or `new`. */
function effect(body: Body, node: ExprNode, pos: Position): Expr {
  if (node.kind === 'paren') return effect(body, node.value, pos);
  if (!EFFECTS.has(node.kind)) body.error(pos, 'Expression cannot be a statement.');
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
    const value = v.initial ? convertTo(body, expression(body, v.initial), type, v.name.pos) : null;
    // A final variable without a value takes its first assignment later; only a second write would be wrong.
    // What stands outside methods, in a trigger or an anonymous block, is like a field.
    if (body.cls?.name !== '') checkLocalMarks(body.unit, node.modifiers, 'locals', v.name.pos);
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
    ending: weakest([then.ending, otherwise?.ending ?? GOES_ON])
  };
}

/** A statement where exactly one stands: its variables live in it alone. */
function single(body: Body, node: StmtNode): Checked {
  body.push();
  const made = statement(body, node);
  body.pop();
  const [only] = made;
  if (only && made.length === 1) return only;
  return {
    stmt: { kind: 'block', statements: made.map((m) => m.stmt), pos: node.pos, end: node.pos },
    ending: GOES_ON
  };
}

function switchStatement(body: Body, node: StmtNode & { kind: 'switch' }): Checked {
  const on = expression(body, node.on);
  const type = switchable(body, on, node);
  const cases: SwitchCase[] = [];
  let otherwise: BoundBlock | null = null;
  const endings: Ending[] = [];
  refuseRepeated(body, node);
  for (const when of node.whens) {
    if (otherwise) body.error(node.pos, "'when else' must be the last when block");
    if (when.value.kind === 'else') {
      const made = block(body, when.body);
      otherwise = made.block;
      endings.push(made.ending);
      continue;
    }
    const made = switchCase(body, when, type, node.pos);
    cases.push(made.case);
    endings.push(made.ending);
  }
  return {
    stmt: { kind: 'switch', on, cases, otherwise, pos: node.pos },
    ending: otherwise ? weakest(endings) : GOES_ON
  };
}

/** A switch is on an Integer, Long, String, enum or a record of any kind (Apex Developer Guide, Switch Statements). */
function switchable(body: Body, on: Expr, node: StmtNode & { kind: 'switch' }): Type {
  const { type } = on;
  const isEnum = type.kind === 'class' && type.form === 'enum';
  if (isEnum || [ERROR, INTEGER, LONG, STRING, SOBJECT].includes(type)) return type;
  body.error(node.on.pos, `${type.text} is not a valid switch expression type`);
  return ERROR;
}

/** Each value or type of a switch occurs once. */
function refuseRepeated(body: Body, node: StmtNode & { kind: 'switch' }): void {
  const seen = new Set<string>();
  for (const { value } of node.whens) {
    const names = value.kind === 'values' ? value.values.map(whenText) : [];
    if (value.kind === 'type') names.push(body.world.typeOf(value.type, body.cls).text);
    for (const text of names) {
      if (seen.has(text.toLowerCase()))
        body.error(
          value.kind === 'type' ? value.name.pos : node.pos,
          `${text.replace(/^'|'$/g, '')} occurs as more than one when branch for this switch statement`
        );
      seen.add(text.startsWith("'") ? text : text.toLowerCase());
    }
  }
}

function whenText(value: WhenValue): string {
  if (value.kind === 'name') return value.names.map((name) => name.text).join('.');
  const { literal } = value;
  switch (literal.literal) {
    case 'null':
      return 'null';
    case 'string':
      return `'${literal.value}'`;
    case 'boolean':
      return String(literal.value);
    default:
      return literal.digits;
  }
}

function switchCase(
  body: Body,
  when: WhenNode,
  on: Type,
  pos: Position
): { readonly case: SwitchCase; readonly ending: Ending } {
  const { value } = when;
  body.push();
  let test: SwitchCase['when'];
  if (value.kind === 'type') {
    const type = body.world.typeOf(value.type, body.cls);
    body.unit.use(type);
    if (on !== ERROR && type !== ERROR && castKind(body.world, on, type) === null)
      body.error(value.name.pos, wrongWhen(type, on));
    test = { kind: 'type', type, local: body.declare(value.name, type, false) };
  } else {
    test = {
      kind: 'values',
      values: value.kind === 'values' ? value.values.map((v) => whenValue(body, v, on, pos)) : []
    };
  }
  const made = block(body, when.body);
  body.pop();
  return { case: { when: test, body: made.block, pos: when.pos }, ending: made.ending };
}

function wrongWhen(type: Type, on: Type): string {
  return `${type.text} value in when expression cannot be implicitly converted to the ${on.text} type in switch expression`;
}

function whenValue(body: Body, value: WhenValue, on: Type, pos: Position): Expr {
  if (value.kind === 'name') return whenName(body, value, on);
  const made = whenLiteral(body, value);
  if (made.type === NULL || on === ERROR || made.type === ERROR) return made;
  if (on === SOBJECT)
    return fail(body, pos, "Switching on SObject types must be a 'when type variable' or 'when null'");
  const allowed = made.type === on || (made.type === INTEGER && on === LONG);
  if (allowed) return tryConvert(body.world, made, on) ?? made;
  return fail(body, pos, wrongWhen(made.type, on));
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
  if (symbol && last && value.names.length > 1)
    return fail(body, last.pos, "Enum value used in 'when expression' should be unqualified");
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

function loopBody(body: Body, node: StmtNode | null, pos: Position): Stmt {
  if (!node) return { kind: 'block', statements: [], pos, end: pos };
  body.loops++;
  const made = single(body, node);
  body.loops--;
  return made.stmt;
}

function forStatement(body: Body, node: StmtNode & { kind: 'for' }): Checked {
  body.push();
  const init: Stmt[] =
    'kind' in node.init
      ? locals(body, node.init)
      : node.init.map((e) => ({ kind: 'expr', expr: expression(body, e), pos: e.pos }));
  const test = node.test ? condition(body, node.test) : null;
  const update = node.update.map((e) => expression(body, e));
  const inner = loopBody(body, node.body, node.pos);
  body.pop();
  return { stmt: { kind: 'for', init, test, update, body: inner, pos: node.pos }, ending: GOES_ON };
}

function forEach(body: Body, node: StmtNode & { kind: 'forEach' }): Checked {
  const type = body.world.typeOf(node.type, body.cls);
  const over = expression(body, node.over);
  if (over.kind === 'soql' && !node.body) body.error(node.pos, 'Loop with query must provide a statement');
  body.push();
  const local = body.declare(node.name, type, false);
  const dynamic = isQuery(over) && over.type.kind === 'list' && over.type.element === SOBJECT;
  const chunked = (isRowSource(over) || dynamic) && type.kind === 'list';
  if (isRowSource(over)) rowVariable(body, over, chunked && type.kind === 'list' ? type.element : type, node.pos);
  const item = chunked || isRowSource(over) || over.type === ERROR ? null : itemType(body, over, node.pos);
  const typed = dynamic || isChildren(over);
  const convertItem = item && !typed ? itemConversion(body, item, type, node.pos) : undefined;
  const inner = loopBody(body, node.body, node.pos);
  body.pop();
  if (isRowSource(over) || chunked)
    return { stmt: { kind: 'forQuery', local, query: over, chunked, body: inner, pos: node.pos }, ending: GOES_ON };
  return {
    stmt: { kind: 'forEach', local, over, ...(convertItem ? { convertItem } : {}), body: inner, pos: node.pos },
    ending: GOES_ON
  };
}

/** Children of a record are rows of whatever kind the loop says. */
function isChildren(over: Expr): boolean {
  return over.kind === 'platformCall' && over.name === 'getSObjects';
}

/** The variable of a loop over a query takes its records, or any. */
function rowVariable(body: Body, over: Expr, wanted: Type, pos: Position): void {
  const row = over.type.kind === 'list' ? over.type.element : SOBJECT;
  if (wanted === ERROR || wanted === row || wanted === SOBJECT) return;
  if (wanted.kind === 'sobject' && castKind(body.world, row, wanted) !== null) return;
  const of = row.kind === 'sobject' && row !== SOBJECT ? ` of: ${row.text}` : '.';
  body.error(pos, `Loop variable must be a generic SObject or List or a concrete SObject or List${of}`);
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
  return wrongItem(body, from, to, pos);
}

function wrongItem(body: Body, from: Type, to: Type, pos: Position): undefined {
  body.error(pos, `Invalid loop variable type expected ${from.text} was ${to.text}`);
}

/* ---- leaving ---- */

function tryStatement(body: Body, node: StmtNode & { kind: 'try' }): Checked {
  const tried = block(body, node.body);
  const endings = [tried.ending];
  const caught: Type[] = [];
  const catches = node.catches.map((c) => {
    const type = body.world.typeOf(c.type, body.cls, c.body.pos);
    if (type !== ERROR && !body.world.isException(type))
      body.error(c.body.pos, `Catch block variable must be of type exception: ${type.text}`);
    refuseCaught(body, type, caught, c.body.pos);
    caught.push(type);
    body.unit.use(type);
    body.push();
    const local = body.declare(c.name, type, false);
    const made = block(body, c.body);
    body.pop();
    endings.push(made.ending);
    return { local, type, body: made.block, pos: c.pos };
  });
  const last = node.finally ? block(body, node.finally) : null;
  return {
    stmt: { kind: 'try', body: tried.block, catches, finally: last?.block ?? null, pos: node.pos },
    ending: weakest(endings)
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
    return { stmt: { kind: 'return', value: null, pos: node.pos }, ending: RETURNS };
  }
  const value = expression(body, node.value);
  if (!returns || returns === VOID) {
    if (value.type !== ERROR) body.error(node.pos, VALUE_RETURNED[body.role]);
    return { stmt: { kind: 'return', value, pos: node.pos }, ending: RETURNS };
  }
  const converted = convertTo(
    body,
    value,
    returns,
    node.pos,
    (from, to) => `Illegal conversion from ${from.text} to ${to.text}`
  );
  return { stmt: { kind: 'return', value: converted, pos: node.pos }, ending: RETURNS };
}

function throwStatement(body: Body, node: StmtNode & { kind: 'throw' }): Checked {
  const value = expression(body, node.value);
  if (value.type !== ERROR && value.type !== NULL && !body.world.isException(value.type))
    body.error(node.pos, `Throw expression must be of type exception: ${value.type.text}`);
  return { stmt: { kind: 'throw', value, pos: node.pos }, ending: THROWS };
}

/** What is said of `return` with a value, by what stands around it. */
const VALUE_RETURNED: Readonly<Record<Body['role'], string>> = {
  method: 'Void method must not return a value',
  constructor: 'Constructors must not return a value',
  trigger: 'Trigger bodies must not return a value',
  block: 'Void method must not return a value'
};

/* ---- records ---- */

function dml(body: Body, node: StmtNode & { kind: 'dml' }): Stmt {
  const target = record(body, node.target, node.pos);
  const loser = node.with ? expression(body, node.with) : undefined;
  if (loser) refuseMerge(body, target.type, loser.type, node.pos);
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

/** The winner's kind is known, and what is merged into it is of that kind, or its Id (Apex Developer Guide, Merge Statement). */
function refuseMerge(body: Body, winner: Type, loser: Type, pos: Position): void {
  if (winner === ERROR || loser === ERROR) return;
  if (winner === SOBJECT) return body.error(pos, `Merge requires a concrete SObject type: ${winner.text}`);
  const one = loser.kind === 'list' ? loser.element : loser;
  if (one !== winner && one !== ID && one !== STRING && one !== SOBJECT)
    body.error(pos, 'Invalid type for duplicate records');
}

function record(body: Body, node: ExprNode, pos: Position): Expr {
  const value = expression(body, node);
  const { type } = value;
  if (
    type === ERROR ||
    type.kind === 'sobject' ||
    (type.kind === 'list' && (type.element.kind === 'sobject' || type.element === ERROR))
  )
    return value;
  body.error(pos, `DML requires SObject or SObject list type: ${type.text}`);
  return broken(node.pos);
}

function recordKind(type: Type): boolean {
  return (type.kind === 'list' ? type.element : type).kind === 'sobject';
}

function recordObject(type: Type): string | null {
  const record = type.kind === 'list' ? type.element : type;
  return record.kind === 'sobject' ? record.object : null;
}

function externalField(body: Body, type: Type, name: string, pos: Position): void {
  const object = recordObject(type);
  const info = body.world.sobjects.info(object);
  if (object === null && recordKind(type))
    return body.error(pos, 'Upsert with a field specification requires a concrete SObject type');
  const field = info?.field(name);
  if (info && (!field || (field.custom && !field.externalId)))
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
  if (!first || !isUser) body.error(node.pos, "runAs requires a single argument of type 'User' or 'Version'");
  const made = block(body, node.body);
  const one = user.type.kind === 'list' ? (tryConvert(body.world, user, user.type.element) ?? user) : user;
  return { stmt: { kind: 'runAs', user: one, body: made.block, pos: node.pos }, ending: GOES_ON };
}
