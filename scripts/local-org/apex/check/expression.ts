import type { Expr, Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { ExprNode, LiteralNode } from '../syntax/index.ts';
import {
  BOOLEAN,
  classType,
  DECIMAL,
  DOUBLE,
  ERROR,
  ID,
  INTEGER,
  listOf,
  LONG,
  NULL,
  OBJECT,
  refText,
  SOBJECT,
  STRING,
  VOID
} from '../symbols/index.ts';
import { call } from './calls.ts';
import { broken, fail, type Body } from './context.ts';
import { newObject, wrongInitializer } from './creation.ts';
import { castKind, commonType, convertTo, isAssignable, rowOrNull, tryConvert } from './convert.ts';
import { entity, isValue, namesOf, type Entity } from './names.ts';
import { assign, binary, step, unary } from './operators.ts';
import { placeOf } from './place.ts';
import { soql, sosl } from './queries.ts';

/** An expression with every name resolved. What is wrong is reported once and becomes an expression of the error type. */
export function expression(body: Body, node: ExprNode): Expr {
  switch (node.kind) {
    case 'literal':
      return literal(body, node);
    case 'name':
    case 'dot':
      return nameValue(body, node);
    case 'this':
      return thisValue(body, node);
    case 'super':
      return superValue(body, node);
    case 'call':
      return call(body, node);
    case 'chain':
      return fail(body, node.pos, `Call to '${node.to}()' must be the first statement in a constructor method`);
    case 'index':
      return index(body, node);
    case 'new':
      return newObject(body, node);
    case 'newArray':
      return newArray(body, node);
    case 'newValues':
      return newValues(body, node);
    case 'newMap':
      return newMap(body, node);
    case 'cast':
      return cast(body, node);
    case 'paren':
      return expression(body, node.value);
    case 'unary':
      return unary(body, node);
    case 'step':
      return step(body, node);
    case 'binary':
      return node.op === '??' ? coalesce(body, node) : binary(body, node);
    case 'instanceof':
      return instanceOf(body, node);
    case 'conditional':
      return conditional(body, node);
    case 'assign':
      return assign(body, node);
    case 'typeLiteral':
      return typeLiteral(body, node);
    case 'soql':
      return soql(body, node);
    case 'sosl':
      return sosl(body, node);
    default: {
      const never: never = node;
      throw new Error(`Unhandled expression ${JSON.stringify(never)}`);
    }
  }
}

/* ---- literals ---- */

const INTEGER_MAX = 2_147_483_647n;
const LONG_MAX = 9_223_372_036_854_775_807n;

export function literal(body: Body, node: LiteralNode): Expr {
  switch (node.literal) {
    case 'null':
      return { kind: 'literal', value: null, type: NULL, pos: node.pos };
    case 'boolean':
      return { kind: 'literal', value: node.value, type: BOOLEAN, pos: node.pos };
    case 'string':
      return { kind: 'literal', value: node.value, type: STRING, pos: node.pos };
    case 'integer':
      if (BigInt(node.digits) > INTEGER_MAX) return fail(body, node.pos, 'Illegal integer');
      return { kind: 'literal', value: Number(node.digits), type: INTEGER, pos: node.pos };
    case 'long': {
      const value = BigInt(node.digits);
      if (value > LONG_MAX) return fail(body, node.pos, 'Illegal long');
      return {
        kind: 'literal',
        value: value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value,
        type: LONG,
        pos: node.pos
      };
    }
    case 'double':
      return { kind: 'literal', value: Number(node.digits), type: DOUBLE, pos: node.pos };
    case 'decimal':
      return { kind: 'literal', value: node.digits, type: DECIMAL, pos: node.pos };
  }
}

/* ---- names ---- */

function nameValue(body: Body, node: ExprNode & { kind: 'name' | 'dot' }): Expr {
  const found = entity(body, node);
  if (found?.kind === 'value' || found?.kind === 'describe') return found.expr;
  if (found?.kind === 'labels' && found.space !== null)
    return fail(body, node.name.pos, `External string does not exist: ${found.space}`);
  return unknownName(body, node);
}

/**
 * As the platform tells it: of names that begin with a value the one that is not there, where the last stands; of a name
 * that means nothing all before the last, where the chain begins.
 */
function unknownName(body: Body, node: ExprNode & { kind: 'name' | 'dot' }): Expr {
  if (node.kind === 'name') return fail(body, node.name.pos, missingName(node.name.text));
  const known = entity(body, node.target);
  if (known) return memberUnknown(body, node, known);
  const names = namesOf(node.target);
  if (names && !isValue(body, node)) return fail(body, placeOf(node), missingName(names.join('.')));
  return node.target.kind === 'dot' ? unknownName(body, node.target) : broken(node.pos);
}

function missingName(name: string): string {
  return `Variable does not exist: ${name}`;
}

/** A static field is not reached through a value, and a field that holds no record has nothing behind a dot. */
function memberUnknown(body: Body, node: ExprNode & { kind: 'dot' }, on: Entity): Expr {
  const { pos, text, key } = node.name;
  if (on.kind !== 'value') return fail(body, pos, missingName(text));
  const { type, kind } = on.expr;
  const field = body.world.field(type, key);
  if (field?.static && field.owner.source === 'project')
    return fail(
      body,
      pos,
      `Static field cannot be referenced from a non static context: ${field.name} from the type ${field.owner.name}`
    );
  const isField = (kind === 'sobjectField' || kind === 'sobjectRelation') && type.kind !== 'sobject';
  if (!isField || node.target.kind !== 'dot') return fail(body, pos, missingName(text));
  const { name } = node.target;
  return fail(body, name.pos, `A non foreign key field cannot be referenced in a path expression: ${name.text}`);
}

function thisValue(body: Body, node: ExprNode): Expr {
  if (!body.cls || body.static) return fail(body, node.pos, 'This cannot be referenced in a static context');
  return { kind: 'this', type: body.cls.type, pos: node.pos };
}

/** `super.field`: this object as one of its superclass. */
function superValue(body: Body, node: ExprNode): Expr {
  const base = body.static ? null : (body.cls?.superclass ?? null);
  if (!base) return fail(body, node.pos, "Unexpected token 'super'.");
  return { kind: 'this', superclass: true, type: base, pos: node.pos };
}

/* ---- collections ---- */

function index(body: Body, node: ExprNode & { kind: 'index' }): Expr {
  const target = expression(body, node.target);
  const at = convertTo(
    body,
    expression(body, node.index),
    INTEGER,
    placeOf(node.target),
    (from, to) => `List index must be of type ${to.text}: ${from.text}`
  );
  if (target.type === ERROR) return broken(node.pos);
  if (target.type.kind !== 'list') return fail(body, node.pos, `Expression must be a list type: ${target.type.text}`);
  return { kind: 'index', target, index: at, type: target.type.element, pos: node.pos };
}

const NOTHING = { values: [], entries: [], size: null, from: null } as const;

function newArray(body: Body, node: ExprNode & { kind: 'newArray' }): Expr {
  const element = body.world.typeOf(node.element, body.cls, node.pos);
  const type = listOf(element);
  const size = node.size
    ? convertTo(body, expression(body, node.size), INTEGER, node.pos, (from) => wrongInitializer(type, from))
    : null;
  const values = node.values.map((v) => initial(body, v, element, node.pos));
  return { kind: 'newCollection', ...NOTHING, size, values, type, pos: node.pos };
}

function newValues(body: Body, node: ExprNode & { kind: 'newValues' }): Expr {
  const type = body.world.typeOf(node.type, body.cls, node.pos);
  if (type === ERROR) return broken(node.pos);
  if (type.kind === 'map' && node.values.length === 0)
    return { kind: 'newCollection', ...NOTHING, type, pos: node.pos };
  if (type.kind !== 'list' && type.kind !== 'set')
    return fail(body, node.pos, `Invalid initializer for type: ${refText(node.type)}`);
  const { element } = type;
  const values = node.values.map((v) => initial(body, v, element, node.pos));
  return { kind: 'newCollection', ...NOTHING, values, type, pos: node.pos };
}

function initial(body: Body, node: ExprNode, element: Type, pos: Position): Expr {
  const wrong = (from: Type, to: Type) =>
    `Initial expression is of incorrect type, expected: ${to.text} but was: ${from.text}`;
  return convertTo(body, expression(body, node), element, pos, wrong);
}

function newMap(body: Body, node: ExprNode & { kind: 'newMap' }): Expr {
  const type = body.world.typeOf(node.type, body.cls, node.pos);
  if (type === ERROR) return broken(node.pos);
  if (type.kind !== 'map') return fail(body, node.pos, `Invalid initializer for type: ${refText(node.type)}`);
  const entries = node.entries.map(([k, v]): readonly [Expr, Expr] => [
    convertTo(
      body,
      expression(body, k),
      type.key,
      k.pos,
      (from) => `Invalid key type ${from.text} for ${type.key.text}`
    ),
    convertTo(
      body,
      expression(body, v),
      type.value,
      v.pos,
      (from) => `Invalid value type ${from.text} for ${type.value.text}`
    )
  ]);
  return { kind: 'newCollection', ...NOTHING, entries, type, pos: node.pos };
}

/* ---- types at run time ---- */

function cast(body: Body, node: ExprNode & { kind: 'cast' }): Expr {
  const to = body.world.typeOf(node.type, body.cls, node.pos);
  const value = expression(body, node.value);
  if (to === ERROR || value.type === ERROR) return broken(node.pos);
  body.unit.use(to);
  const implicitRecord = value.type.kind === 'list' && to.kind === 'sobject' ? tryConvert(body.world, value, to) : null;
  if (implicitRecord) return implicitRecord;
  const how = castKind(body.world, value.type, to);
  if (how === null)
    return fail(
      body,
      node.pos,
      `Incompatible types since an instance of ${value.type.text} is never an instance of ${to.text}`
    );
  return { kind: 'convert', how, from: value.type, value, type: to, pos: node.pos };
}

function instanceOf(body: Body, node: ExprNode & { kind: 'instanceof' }): Expr {
  const value = expression(body, node.value);
  const of = body.world.typeOf(node.type, body.cls, placeOf(node.value));
  if (value.type === ERROR || of === ERROR) return { ...broken(node.pos), type: BOOLEAN };
  body.unit.use(of);
  const known = knownInstance(body, value.type, of);
  if (known === null) return { kind: 'instanceof', value, of, type: BOOLEAN, pos: node.pos };
  return fail(
    body,
    placeOf(node.value),
    `Operation instanceof is always ${known} since an instance of ${value.type.text} is ${known ? 'always' : 'never'} an instance of ${of.text}`
  );
}

/** Whether values of the one type are always, or never, of the other; null where only the run tells. */
function knownInstance(body: Body, from: Type, of: Type): boolean | null {
  if (castKind(body.world, from, of) === null) return false;
  const always = recordsInLists(from, of) ?? (isAssignable(body.world, from, of) && !(from === STRING && of === ID));
  return always ? true : null;
}

/** Lists of records are assigned both ways, so the platform's compiler is sure only of a narrow one as a wide one. */
function recordsInLists(from: Type, of: Type): boolean | null {
  if (from.kind !== 'list' || of.kind !== 'list') return null;
  if (from.element === OBJECT) return of.element === OBJECT;
  return from.element.kind === 'sobject' ? from.element !== SOBJECT && of.element === SOBJECT : null;
}

function typeLiteral(body: Body, node: ExprNode & { kind: 'typeLiteral' }): Expr {
  const of: Type = node.type ? body.world.typeOf(node.type, body.cls) : VOID;
  if (of === ERROR) return broken(node.pos);
  body.unit.use(of);
  return { kind: 'typeLiteral', of, type: classType('class', 'platform', 'System.Type'), pos: node.pos };
}

/* ---- two ways to a value ---- */

export function condition(body: Body, node: ExprNode): Expr {
  const value = expression(body, node);
  if (value.type === BOOLEAN || value.type === ERROR) return value;
  return fail(body, node.pos, `Condition expression must be of type Boolean: ${value.type.text}`);
}

function conditional(body: Body, node: ExprNode & { kind: 'conditional' }): Expr {
  const test = condition(body, node.test);
  const then = expression(body, node.then);
  const otherwise = expression(body, node.otherwise);
  const type = joined(body, then, otherwise);
  if (!type)
    return fail(
      body,
      placeOf(node),
      `Incompatible types in ternary operator: ${otherwise.type.text}, ${then.type.text}`
    );
  return {
    kind: 'conditional',
    test,
    then: as(body, then, type),
    otherwise: as(body, otherwise, type),
    type,
    pos: node.pos
  };
}

function coalesce(body: Body, node: ExprNode & { kind: 'binary' }): Expr {
  const left = expression(body, node.left);
  const right = expression(body, node.right);
  const type = joined(body, left, right);
  if (!type)
    return fail(
      body,
      placeOf(node),
      `Incompatible types in null coalescing operator: ${left.type.text}, ${right.type.text}`
    );
  const first = rowOrNull(as(body, left, type));
  return { kind: 'coalesce', left: first, right: as(body, right, type), type, pos: node.pos };
}

/** A query beside one record stands for its one row. */
function joined(body: Body, left: Expr, right: Expr): Type | null {
  if (left.type === VOID || right.type === VOID) return null;
  const found = commonType(body.world, left.type, right.type);
  if (found) return found;
  if (left.type.kind === 'sobject' && tryConvert(body.world, right, left.type)) return left.type;
  return right.type.kind === 'sobject' && tryConvert(body.world, left, right.type) ? right.type : null;
}

function as(body: Body, value: Expr, type: Type): Expr {
  return tryConvert(body.world, value, type) ?? value;
}
