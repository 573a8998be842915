import type { BoundBlock, BoundLocal, Expr, Stmt, SwitchCase } from '../../contracts/bound.ts';
import { assignment, step } from './assign.ts';
import type { Emitter } from './emitter.ts';
import { condition, expression, isObject, typeConstant } from './expressions.ts';
import { localName, primitiveOf, text } from './names.ts';
import { wrapper } from './operators.ts';

type Statement<K extends Stmt['kind']> = Extract<Stmt, { kind: K }>;

export function block(e: Emitter, body: BoundBlock): void {
  e.at(body.pos);
  e.put('{');
  scoped(e, () => {
    for (const s of body.statements) statement(e, s);
  });
  e.at(body.end);
  e.put('}');
}

/** Variables declared meanwhile are not visible behind it. */
function scoped(e: Emitter, write: () => void): void {
  const { visible } = e.scope;
  const before = visible.length;
  e.scope.depth++;
  write();
  e.scope.depth--;
  visible.length = before;
}

/** A body in braces of its own, so that the text may declare helper variables. */
function braced(e: Emitter, body: Stmt): void {
  if (body.kind === 'block') return block(e, body);
  e.put('{');
  statement(e, body);
  e.put('}');
}

/** The statements that coverage counts. */
const COUNTED: ReadonlySet<Stmt['kind']> = new Set([
  'local',
  'expr',
  'if',
  'while',
  'do',
  'for',
  'forEach',
  'forQuery',
  'switch',
  'return',
  'throw',
  'break',
  'continue',
  'dml',
  'runAs'
]);

export function statement(e: Emitter, s: Stmt): void {
  e.at(s.pos);
  if (e.coverage && COUNTED.has(s.kind)) covered(e, s.pos.line);
  switch (s.kind) {
    case 'block':
      return block(e, s);
    case 'local':
      return local(e, s);
    case 'expr':
      return expressionStatement(e, s.expr);
    case 'if':
      return ifStatement(e, s);
    case 'while':
      return whileStatement(e, s);
    case 'do':
      return doStatement(e, s);
    case 'for':
      return forStatement(e, s);
    case 'forEach':
      return forEach(e, s);
    case 'forQuery':
      return forQuery(e, s);
    case 'switch':
      return switchStatement(e, s);
    case 'return':
      return returnStatement(e, s);
    case 'throw':
      return throwStatement(e, s);
    case 'break':
    case 'continue':
      return e.put(`${s.kind};`);
    case 'try':
      return tryStatement(e, s);
    case 'dml':
      return dml(e, s);
    case 'runAs':
      return runAs(e, s);
    default:
      return unknownStatement(s);
  }
}

function unknownStatement(s: never): never {
  throw new Error(`emit knows no statement ${JSON.stringify((s as Stmt).kind)}`);
}

export function covered(e: Emitter, line: number): void {
  e.lines.add(line);
  e.put(`$v[${line}]=1;`);
}

function isOuterLocal(e: Emitter, l: BoundLocal): boolean {
  return e.unit.anonymous?.locals.includes(l) ?? false;
}

function local(e: Emitter, s: Statement<'local'>): void {
  e.put(`${isOuterLocal(e, s.local) ? '' : 'let '}${localName(s.local.jsName)}=`);
  if (s.initial) expression(e, s.initial);
  else e.put('null');
  e.put(';');
  if (e.scope.keepsGone && e.scope.depth > 1)
    e.put(`$g[${text(s.local.name.toLowerCase())}]=()=>${localName(s.local.jsName)};`);
  e.scope.visible.push(s.local);
}

/** The value of the outermost assignment or step is not wanted. */
export function effect(e: Emitter, x: Expr): void {
  if (x.kind === 'assign') {
    e.at(x.pos);
    assignment(e, x, false);
  } else if (x.kind === 'step') step(e, x, false);
  else expression(e, x);
}

function expressionStatement(e: Emitter, x: Expr): void {
  effect(e, x);
  e.put(';');
}

function test(e: Emitter, x: Expr): void {
  e.put('(');
  condition(e, x);
  e.put(')');
}

function ifStatement(e: Emitter, s: Statement<'if'>): void {
  e.put('if');
  test(e, s.test);
  braced(e, s.then);
  if (!s.otherwise) return;
  e.put('else ');
  braced(e, s.otherwise);
}

const TICK = 'if(++$.tx.ticks>$.tx.tickLimit)$.tx.overtime();';

/** Counts an entry into a method. */
export function tick(e: Emitter): void {
  e.put(TICK);
}

/** Turns of a loop are counted in a local and spent by the hundred, which costs a tenth of counting each in the transaction. */
function counted(e: Emitter, loop: (turns: string) => void): void {
  const turns = e.fresh('n');
  e.put(`{let ${turns}=0;`);
  loop(turns);
  e.put(`$.tx.ticks+=${turns};}`);
}

function loopBody(e: Emitter, turns: string, body: Stmt, first?: () => void): void {
  // In place: a call that is taken now and then would keep the compiler from moving anything out of the loop.
  e.put(`{if(++${turns}>99){if(($.tx.ticks+=${turns})>$.tx.tickLimit)$.tx.overtime();${turns}=0;}`);
  scoped(e, () => {
    first?.();
    statement(e, body);
  });
  e.put('}');
}

function whileStatement(e: Emitter, s: Statement<'while'>): void {
  counted(e, (turns) => {
    e.put('while');
    test(e, s.test);
    loopBody(e, turns, s.body);
  });
}

function doStatement(e: Emitter, s: Statement<'do'>): void {
  counted(e, (turns) => {
    e.put('do');
    loopBody(e, turns, s.body);
    e.put('while');
    test(e, s.test);
    e.put(';');
  });
}

function forStatement(e: Emitter, s: Statement<'for'>): void {
  counted(e, (turns) => scoped(e, () => forInside(e, turns, s)));
}

function forInside(e: Emitter, turns: string, s: Statement<'for'>): void {
  for (const init of s.init) {
    e.at(init.pos);
    if (init.kind === 'local') local(e, init);
    else statement(e, init);
  }
  e.put('for(;');
  if (s.test) condition(e, s.test);
  e.put(';');
  s.update.forEach((update, i) => {
    if (i > 0) e.put(',');
    effect(e, update);
  });
  e.put(')');
  loopBody(e, turns, s.body);
}

function forEach(e: Emitter, s: Statement<'forEach'>): void {
  if (s.over.type.kind === 'list') return counted(e, (turns) => forList(e, turns, s));
  const asObjects = isObject(s.local.type);
  const ofSet = s.over.type.kind === 'set' || s.over.type.kind === 'map';
  const each = ofSet ? eachOfSet(e) : asObjects ? '$.iterateObjects' : '$.iterate';
  counted(e, (turns) => {
    const local = localName(s.local.jsName);
    const converted = itemOf(e, s, local);
    e.put(`for(let ${local} of ${asObjects && ofSet ? `$.objectsOf(${each},` : `${each}(`}`);
    expression(e, s.over);
    e.put('))');
    loopBody(e, turns, s.body, () => {
      if (converted !== local) e.put(`${local}=${converted};`);
      e.scope.visible.push(s.local);
    });
  });
}

const SETS_GUARDED = 62;

/** From version 62 a set may not change while it is iterated; before, the loop went over what it held at its beginning (assumed). */
function eachOfSet(e: Emitter): string {
  return e.unit.apiVersion >= SETS_GUARDED ? '$.each' : '$.eachKept';
}

/** A member of what is looped over, as the type of the loop's variable. */
function itemOf(e: Emitter, s: Statement<'forEach'>, member: string): string {
  if (!s.convertItem) return member;
  const [before, after] = wrapper(e, { ...s.convertItem, type: s.local.type });
  return before === null ? member : `${before}${member}${after}`;
}

/** Lists by index; a change is noticed at the next member. */
function forList(e: Emitter, turns: string, s: Statement<'forEach'>): void {
  const over = e.fresh('l');
  const items = e.fresh('c');
  const i = e.fresh('i');
  e.put(`const ${over}=`);
  expression(e, s.over);
  e.put(`;for(let ${i}=0,${items}=${over}.changes;${i}!==${over}.items.length;${i}++)`);
  const member = isObject(s.local.type) ? `${over}.boxed(${over}.items[${i}])` : `${over}.items[${i}]`;
  loopBody(e, turns, s.body, () => {
    e.put(`if(${over}.changes!==${items})$.modified();let ${localName(s.local.jsName)}=${itemOf(e, s, member)};`);
    e.scope.visible.push(s.local);
  });
}

function forQuery(e: Emitter, s: Statement<'forQuery'>): void {
  counted(e, (turns) => {
    e.put(`for(let ${localName(s.local.jsName)} of $.queryRows($.passing(),`);
    expression(e, s.query);
    e.put(`,${s.chunked ? typeConstant(e, s.local.type) : 'null'}))`);
    loopBody(e, turns, s.body, () => e.scope.visible.push(s.local));
  });
}

function switchStatement(e: Emitter, s: Statement<'switch'>): void {
  const on = e.fresh('w');
  e.put(`{const ${on}=`);
  expression(e, s.on);
  e.put(';');
  s.cases.forEach((c, i) => {
    e.at(c.pos);
    e.put(i > 0 ? 'else if(' : 'if(');
    switchCase(e, c, on, s.on);
  });
  if (s.otherwise) {
    if (s.cases.length > 0) e.put('else');
    block(e, s.otherwise);
  }
  e.put('}');
}

function switchCase(e: Emitter, c: SwitchCase, on: string, x: Expr): void {
  const { when } = c;
  if (when.kind === 'type') {
    e.put(`$.isA(${on},${typeConstant(e, when.type)})){let ${localName(when.local.jsName)}=${on};`);
    block(e, c.body);
    return e.put('}');
  }
  when.values.forEach((value, i) => {
    if (i > 0) e.put('||');
    e.put(primitiveOf(x.type) === 'Decimal' ? `$.eq(${on},` : `${on}===`);
    expression(e, value);
    if (primitiveOf(x.type) === 'Decimal') e.put(')');
  });
  e.put(')');
  block(e, c.body);
}

function returnStatement(e: Emitter, s: Statement<'return'>): void {
  if (e.scope.inConstructor) return e.put('return this;');
  if (!s.value) return e.put('return;');
  e.put('return(');
  expression(e, s.value);
  e.put(');');
}

function throwStatement(e: Emitter, s: Statement<'throw'>): void {
  e.put('throw $.thrown(');
  expression(e, s.value);
  e.put(');');
}

/** An error that Apex cannot catch runs no `finally` either. */
function tryStatement(e: Emitter, s: Statement<'try'>): void {
  const fatal = s.finally ? e.fresh('u') : null;
  if (fatal) e.put(`{let ${fatal}=false;try{`);
  if (s.catches.length > 0) e.put('try');
  block(e, s.body);
  if (s.catches.length > 0) catches(e, s.catches);
  if (fatal && s.finally) {
    const caught = e.fresh('e');
    e.put(`}catch(${caught}){${fatal}=$.fatal(${caught});throw ${caught};}finally{if(!${fatal})`);
    block(e, s.finally);
    e.put('}}');
  }
}

function catches(e: Emitter, clauses: Statement<'try'>['catches']): void {
  const caught = e.fresh('e');
  e.put(`catch(${caught}){${caught}=$.caught(${caught});`);
  clauses.forEach((clause, i) => {
    e.at(clause.pos);
    e.put(
      `${i > 0 ? 'else ' : ''}if(${caught}.isA(${text(clause.type.kind === 'class' ? clause.type.name : clause.type.text)})){let ${localName(clause.local.jsName)}=${caught};`
    );
    block(e, clause.body);
    e.put('}');
  });
  e.put(`else throw ${caught};}`);
}

function dml(e: Emitter, s: Statement<'dml'>): void {
  e.put(
    `$.dml(${text(s.op)},${text(s.mode ?? e.defaultMode)},${s.externalId === undefined ? 'null' : text(s.externalId)},`
  );
  expression(e, s.target);
  if (s.with) {
    e.put(',');
    expression(e, s.with);
  }
  e.put(');');
}

function runAs(e: Emitter, s: Statement<'runAs'>): void {
  const old = e.fresh('r');
  e.put(`{const ${old}=$.runAs(`);
  expression(e, s.user);
  e.put(');try');
  block(e, s.body);
  e.put(`finally{$.endRunAs(${old});}}`);
}
