import { methodJsName } from '../../contracts/bound.ts';
import type { Expr, Type } from '../../contracts/bound.ts';
import { assignment, step } from './assign.ts';
import type { Emitter } from './emitter.ts';
import { getterName, localName, primitiveOf, runtimeText, text } from './names.ts';
import { arithmetic, comparison, concatenation, conversion, helper, unary } from './operators.ts';
import { nullLast } from './order.ts';
import { platformCall, platformNew } from './platform.ts';
import { isSure } from './walk.ts';

export type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/** Writes one expression. Its text is an operand: it needs no parentheses around it. */
export function expression(e: Emitter, x: Expr): void {
  const held = e.held.get(x);
  if (held !== undefined) {
    e.put(held);
    return;
  }
  const safe = innermostSafe(e, x);
  if (safe) safeNavigation(e, x, safe);
  else plain(e, x);
}

/** `a?.b.c`: when `a` is null the whole chain is, so the test stands in front of the chain. */
function safeNavigation(e: Emitter, x: Expr, target: Expr): void {
  const temp = e.temp();
  e.put(`((${temp}=`);
  expression(e, target);
  e.put(')==null?null:');
  e.held.set(target, temp);
  expression(e, x);
  e.put(')');
}

function linkTarget(x: Expr): Expr | null {
  switch (x.kind) {
    case 'field':
    case 'platformField':
    case 'sobjectField':
    case 'sobjectRelation':
    case 'call':
    case 'platformCall':
    case 'index':
      return x.target;
    default:
      return null;
  }
}

/** The target of the innermost `?.` of a chain that no temporary holds yet. */
function innermostSafe(e: Emitter, x: Expr): Expr | null {
  let found: Expr | null = null;
  for (let link: Expr | null = x; link && !e.held.has(link);) {
    const target: Expr | null = linkTarget(link);
    if (target && 'safe' in link && link.safe && !e.held.has(target)) found = target;
    link = target;
  }
  return found;
}

export function list(e: Emitter, items: readonly Expr[]): void {
  items.forEach((item, i) => {
    if (i > 0) e.put(',');
    expression(e, item);
  });
}

/** A target of `.`: numbers need parentheses, and `this` needs no check. */
export function target(e: Emitter, x: Expr): void {
  if (x.kind === 'literal') e.put('(');
  expression(e, x);
  if (x.kind === 'literal') e.put(')');
}

/** A value that library code receives as its receiver: null is told here, since the fault would be in a host frame. */
export function notNull(e: Emitter, x: Expr): void {
  if (x.kind === 'this' || isSure(x, e.scope.sure)) {
    expression(e, x);
    return;
  }
  e.put(`${helper(e, 'nn')}(`);
  expression(e, x);
  e.put(')');
}

function plain(e: Emitter, x: Expr): void {
  e.at(x.pos);
  switch (x.kind) {
    case 'literal':
      return literal(e, x);
    case 'local':
      return e.put(localName(x.local.jsName));
    case 'this':
      return e.put('this');
    case 'field':
      return field(e, x);
    case 'enumValue':
      return e.put(e.constant('e', `$.enumValue(${text(x.owner)},${text(x.name)})`));
    case 'platformField':
      return platformField(e, x);
    case 'sobjectField':
      return sobjectField(e, x);
    case 'sobjectRelation':
      return sobjectRelation(e, x);
    case 'schemaToken':
      return e.put(`$.token(${text(x.token)},${text(x.object)},${x.field === undefined ? 'null' : text(x.field)})`);
    case 'label':
      return e.put(`$.label(${x.namespace === null ? 'null' : text(x.namespace)},${text(x.name)})`);
    case 'triggerVariable':
      return e.put(`$.triggerVariable(${text(x.name.toLowerCase())})`);
    case 'call':
      return call(e, x);
    case 'platformCall':
      return platformCall(e, x);
    case 'new':
      return instance(e, x);
    case 'platformNew':
      return platformNew(e, x);
    case 'newSObject':
      return newSObject(e, x);
    case 'newCollection':
      return newCollection(e, x);
    case 'index':
      return index(e, x);
    case 'arith':
      return arithmetic(e, x.op, x.operands, x.left, x.right);
    case 'concat':
      return concatenation(e, x.left, x.right);
    case 'compare':
      return comparison(e, x);
    case 'same':
      return same(e, x);
    case 'logic':
      return logic(e, x);
    case 'unary':
      return unary(e, x);
    case 'step':
      return step(e, x, true);
    case 'assign':
      return assignment(e, x, true);
    case 'convert':
      return conversion(e, x);
    case 'instanceof':
      return instanceOf(e, x);
    case 'conditional':
      return conditional(e, x);
    case 'coalesce':
      return coalesce(e, x);
    case 'typeLiteral':
      return e.put(`$.typeLiteral(${typeConstant(e, x.of)})`);
    case 'soql':
      return soql(e, x);
    case 'sosl':
      return sosl(e, x);
    default:
      return unknownNode(x);
  }
}

function unknownNode(x: never): never {
  throw new Error(`emit knows no expression ${JSON.stringify((x as Expr).kind)}`);
}

export function typeConstant(e: Emitter, type: Type): string {
  return e.constant('T', `$.t(${text(runtimeText(type))})`);
}

function literal(e: Emitter, x: Of<'literal'>): void {
  const { value } = x;
  if (value === null) return e.put('null');
  if (primitiveOf(x.type) === 'Decimal') return e.put(e.constant('d', `$.decimal(${text(String(value))})`));
  if (typeof value === 'bigint') return e.put(isSafe(value) ? String(value) : `${value}n`);
  if (typeof value === 'string') return e.put(text(value));
  e.put(typeof value === 'number' && value < 0 ? `(${value})` : String(value));
}

function isSafe(value: bigint): boolean {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
}

/** The statics object of a class, made and initialised at the first use in a transaction. */
export function statics(e: Emitter, owner: string): string {
  return `${e.constant('s', `$.statics(${text(owner)})`)}()`;
}

function field(e: Emitter, x: Of<'field'>): void {
  if (x.property && x.backing !== true) {
    const getter = getterName(x, x.owner);
    if (x.target?.kind === 'this' && x.target.superclass)
      return e.put(`${e.constant('k', `$.jsClass(${text(x.owner)})`)}.prototype.${getter}.call(this)`);
    if (x.target) target(e, x.target);
    else e.put(methods(e, x.owner));
    return e.put(`.${getter}()`);
  }
  if (x.target) target(e, x.target);
  else e.put(statics(e, x.owner));
  e.put(`.${e.field(x.owner, x.name, x.hides)}`);
}

/** The object that carries the static methods of a class; of a trigger or anonymous block the unit's own. */
export function methods(e: Emitter, owner: string): string {
  if (
    e.unit.kind !== 'class' &&
    !e.unit.types.some((t) => t.name.toLowerCase() === owner.toLowerCase()) &&
    isUnit(e, owner)
  )
    return '$own';
  return e.constant('m', `$.methods(${text(owner)})`);
}

function isUnit(e: Emitter, owner: string): boolean {
  return owner === '' || owner.toLowerCase() === e.unit.name.toLowerCase();
}

function platformField(e: Emitter, x: Of<'platformField'>): void {
  const getter = e.constant('g', `$.getter(${text(x.owner)},${text(x.name)},${x.target === null})`);
  e.put(`${getter}($.tx,`);
  if (x.target) notNull(e, x.target);
  else e.put('null');
  e.put(')');
}

/** Every object's Id has the first slot. Null where only the record itself knows its object. */
export function slot(e: Emitter, object: string, name: string): string | null {
  if (name === 'Id') return '0';
  if (UNTYPED.has(object)) return null;
  return e.constant('f', `$.slot(${text(object)},${text(name)})`);
}

/** Static types whose records are of another object: `SObject`, the polymorphic `Name`, rows of aggregates. */
const UNTYPED = new Set(['SObject', 'Name', 'AggregateResult']);

/** How a field is read and written on a record in hand. */
export function fieldAccess(e: Emitter, object: string, name: string): readonly [string, string] {
  const at = slot(e, object, name);
  return at === null ? [`.getByName(${text(name)})`, `.putByName(${text(name)},`] : [`.get(${at})`, `.put(${at},`];
}

function sobjectField(e: Emitter, x: Of<'sobjectField'>): void {
  const lenient = isParent(x.target) || x.fromMember === true;
  if (lenient) e.put('(');
  target(e, x.target);
  const read = fieldAccess(e, x.object, x.field)[0];
  e.put(lenient ? `?.${read.slice(1)}` : read);
  if (lenient) orNull(e);
}

function sobjectRelation(e: Emitter, x: Of<'sobjectRelation'>): void {
  if (isParent(x.target)) e.put('(');
  target(e, x.target);
  e.put(`${isParent(x.target) ? '?' : ''}.${x.child ? 'children' : 'parent'}(${text(x.relation)})`);
  if (isParent(x.target)) orNull(e);
}

/** A parent that is not there reads as one whose fields are null: `contact.Account.Name` never fails for it. */
function isParent(x: Expr): boolean {
  return x.kind === 'sobjectRelation' && !x.child;
}

function orNull(e: Emitter): void {
  e.put('??null)');
}

function call(e: Emitter, x: Of<'call'>): void {
  if (x.how === 'super') {
    e.put(`${e.constant('k', `$.jsClass(${text(x.owner)})`)}.prototype.${x.jsName}.call(this`);
    for (const arg of x.args) {
      e.put(',');
      expression(e, arg);
    }
    return e.put(')');
  }
  const receiver = x.how === 'static' ? null : x.target;
  nullLast(e, receiver ? [receiver] : [], x.args, () => {
    if (receiver) target(e, receiver);
    else e.put(methods(e, x.owner));
    e.put(`.${x.jsName}(`);
    list(e, x.args);
    e.put(')');
  });
}

function instance(e: Emitter, x: Of<'new'>): void {
  e.put(`new ${e.constant('k', `$.jsClass(${text(x.owner)})`)}().${x.jsName}(`);
  list(e, x.args);
  e.put(')');
}

function newSObject(e: Emitter, x: Of<'newSObject'>): void {
  const info = e.constant('o', `$.object(${text(x.object)})`);
  if (x.values.length === 0) return e.put(`$.record(${info})`);
  e.put(`$.recordOf(${info},[`);
  e.put(x.values.map((v) => (v.relation ? text(v.field) : (slot(e, x.object, v.field) ?? text(v.field)))).join(','));
  e.put('],[');
  list(
    e,
    x.values.map((v) => v.value)
  );
  e.put('])');
}

function newCollection(e: Emitter, x: Of<'newCollection'>): void {
  const type = typeConstant(e, x.type);
  const kind = x.type.kind;
  if (x.size || x.from) {
    e.put(x.size ? `$.sized(${type},` : `$.copied(${type},`);
    expression(e, (x.size ?? x.from) as Expr);
    return e.put(')');
  }
  e.put(`$.${kind}(${type},[`);
  if (kind === 'map') entries(e, x.entries);
  else list(e, x.values);
  e.put('])');
}

function entries(e: Emitter, pairs: readonly (readonly [Expr, Expr])[]): void {
  pairs.forEach((pair, i) => {
    e.put(i > 0 ? ',[' : '[');
    list(e, pair);
    e.put(']');
  });
}

/** What is read as an Object may be of a collection of Doubles, Longs or Ids, which is told apart then. */
export const isObject = (type: Type): boolean => type.text === 'Object';

function index(e: Emitter, x: Of<'index'>): void {
  target(e, x.target);
  e.put(isObject(x.type) ? '.item(' : '.get(');
  expression(e, x.index);
  e.put(')');
}

function same(e: Emitter, x: Of<'same'>): void {
  e.put(x.negated ? '(!$.same(' : '$.same(');
  list(e, [x.left, x.right]);
  e.put(x.negated ? '))' : ')');
}

/** A Boolean that must not be null where a test needs one. */
export function condition(e: Emitter, x: Expr): void {
  if (isSure(x, e.scope.sure)) return expression(e, x);
  e.put(`${helper(e, 'test')}(`);
  expression(e, x);
  e.put(')');
}

function logic(e: Emitter, x: Of<'logic'>): void {
  e.put('(');
  condition(e, x.left);
  e.put(x.op);
  condition(e, x.right);
  e.put(')');
}

function instanceOf(e: Emitter, x: Of<'instanceof'>): void {
  // "In API version 32.0 and later, instanceof returns false if the left operand is a null object" (Apex Developer Guide).
  e.put(e.unit.apiVersion < 32 ? '$.isAOrNull(' : '$.isA(');
  expression(e, x.value);
  e.put(`,${typeConstant(e, x.of)})`);
}

function conditional(e: Emitter, x: Of<'conditional'>): void {
  e.put('(');
  condition(e, x.test);
  e.put('?');
  expression(e, x.then);
  e.put(':');
  expression(e, x.otherwise);
  e.put(')');
}

function coalesce(e: Emitter, x: Of<'coalesce'>): void {
  e.put('(');
  expression(e, x.left);
  e.put('??');
  expression(e, x.right);
  e.put(')');
}

function soql(e: Emitter, x: Of<'soql'>): void {
  const number = e.queries.push(x.query) - 1;
  const result = x.type.kind === 'list' ? typeConstant(e, x.type) : 'null';
  e.put(`$.query(${e.constant('q', `$.soql(${number})`)},${result},${text(e.defaultMode)},[`);
  list(e, x.binds);
  e.put('])');
}

function sosl(e: Emitter, x: Of<'sosl'>): void {
  e.put(`$.search(${text(x.text)},${text(e.defaultMode)},[`);
  list(e, x.binds);
  e.put('])');
}

/** The JavaScript name under which a project class answers a platform method: declared parameter types. */
export function dynamicName(name: string, signature: string): string {
  const inside = signature.slice(signature.indexOf('(') + 1, signature.lastIndexOf(')'));
  const params = inside === '' ? [] : splitTypes(inside);
  return methodJsName(
    name,
    params.map((p) => ({ text: p }))
  );
}

/** Splits `Map<String,Object>,Integer` at the commas outside of brackets. */
export function splitTypes(list: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= list.length; i++) {
    const c = list[i];
    if (c === '<') depth++;
    else if (c === '>') depth--;
    else if ((c === ',' && depth === 0) || c === undefined) {
      out.push(list.slice(from, i).trim());
      from = i + 1;
    }
  }
  return out;
}
