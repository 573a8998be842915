import type { ConvertKind, Expr, Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import {
  classType,
  DATE,
  DATETIME,
  DECIMAL,
  DOUBLE,
  ERROR,
  ID,
  INTEGER,
  isNumeric,
  LONG,
  NULL,
  OBJECT,
  POLYMORPHIC,
  SOBJECT,
  STRING,
  VOID,
  type World
} from '../symbols/index.ts';
import { broken, type Body } from './context.ts';

export interface Conversion {
  readonly how: ConvertKind;
  /** Smaller is nearer; 0 is the same type. */
  readonly cost: number;
}

const SOBJECT_FIELD = classType('class', 'platform', 'Schema.SObjectField');
const SOBJECT_TYPE = classType('class', 'platform', 'Schema.SObjectType');
const SAME: Conversion = { how: 'none', cost: 0 };
const RANK = new Map<Type, number>([
  [INTEGER, 0],
  [LONG, 1],
  [DOUBLE, 2],
  [DECIMAL, 3]
]);

/** How a value of type `from` may be used where `to` is wanted without a cast; null when it may not. */
export function conversion(world: World, from: Type, to: Type): Conversion | null {
  if (from === to || from === ERROR || to === ERROR) return SAME;
  if (from === VOID || to === VOID) return null;
  if (from === NULL) return { how: 'none', cost: to === OBJECT ? 3 : 1 };
  if (to === OBJECT) return { how: from === LONG || from === DOUBLE || from === ID ? 'box' : 'none', cost: 20 };
  if (from.text === to.text && from.kind === to.kind) return SAME;
  return primitiveConversion(from, to) ?? referenceConversion(world, from, to);
}

function primitiveConversion(from: Type, to: Type): Conversion | null {
  const [low, high] = [RANK.get(from), RANK.get(to)];
  if (low !== undefined && high !== undefined) {
    if (high > low) return { how: 'widen', cost: high - low };
    return from === DECIMAL && to === DOUBLE ? { how: 'widen', cost: 2 } : null;
  }
  if (from === STRING && to === ID) return { how: 'toId', cost: 4 };
  if (from === ID && to === STRING) return { how: 'idToString', cost: 2 };
  if (from === DATE && to === DATETIME) return { how: 'dateToDatetime', cost: 2 };
  return null;
}

function referenceConversion(world: World, from: Type, to: Type): Conversion | null {
  switch (to.kind) {
    case 'sobject':
      return from.kind === 'sobject' && (to === SOBJECT || to.object === POLYMORPHIC) ? { how: 'none', cost: 2 } : null;
    case 'list':
      return from.kind === 'list' ? elements(world, from.element, to.element) : null;
    case 'set':
      // Sets of the platform stand for no set of another type.
      return null;
    case 'map':
      return from.kind === 'map' ? mapConversion(world, from, to) : null;
    case 'class':
      return classConversion(world, from, to);
    default:
      return null;
  }
}

/**
 * A list stands for one of whatever its elements convert to (the platform's compiler: `List<Integer>` for `List<Decimal>`),
 * and records may go both ways: `List<SObject>` is accepted as `List<Account>`.
 */
function elements(world: World, from: Type, to: Type): Conversion | null {
  if (from.kind === 'sobject' && to.kind === 'sobject')
    return from === SOBJECT || to === SOBJECT ? { how: 'none', cost: to === SOBJECT ? 2 : 3 } : null;
  // Nearer than Object itself, so that an overload for lists goes first.
  if (to === OBJECT) return { how: 'none', cost: 6 };
  const found = conversion(world, from, to);
  if (!found) return null;
  const changed = found.how === 'elements' || found.how === 'dateToDatetime' || isOfAnotherForm(from, to);
  return { how: changed ? 'elements' : 'none', cost: found.cost + 1 };
}

/** Numbers that are not kept in the same way: Integers and Longs stand for each other, and Integers for Doubles. */
function isOfAnotherForm(from: Type, to: Type): boolean {
  if (!isNumeric(from) || !isNumeric(to)) return false;
  return to === DECIMAL || (to === DOUBLE && from !== INTEGER);
}

/** A map stands for one of the same keys and wider values. */
function mapConversion(world: World, from: Type & { kind: 'map' }, to: Type & { kind: 'map' }): Conversion | null {
  if (from.key.text !== to.key.text || conversion(world, from.value, to.value) === null) return null;
  return elements(world, from.value, to.value);
}

function classConversion(world: World, from: Type, to: Type & { kind: 'class' }): Conversion | null {
  const supers = world.supertypes(from);
  const exact = supers.indexOf(to);
  if (exact >= 0) return { how: 'none', cost: exact };
  if (to.args.length === 0) return null;
  const index = supers.findIndex((t) => t.kind === 'class' && t.name === to.name);
  const same = supers[index];
  if (same?.kind !== 'class') return null;
  const agree = same.args.every((a, i) => {
    const want = to.args[i];
    return want !== undefined && (a === want || elements(world, a, want)?.how === 'none' || a === OBJECT);
  });
  return agree ? { how: 'none', cost: index + 1 } : null;
}

export function isAssignable(world: World, from: Type, to: Type): boolean {
  return conversion(world, from, to) !== null;
}

/** The value as `to`; reports what cannot be and stands in for it. */
export function convertTo(
  body: Body,
  value: Expr,
  to: Type,
  pos: Position,
  message = (from: Type, want: Type) => `Illegal assignment from ${from.text} to ${want.text}`
): Expr {
  const converted = tryConvert(body.world, value, to);
  if (converted) return converted;
  body.error(pos, message(value.type, to));
  return broken(pos);
}

/** null when there is no implicit conversion. */
export function tryConvert(world: World, value: Expr, to: Type): Expr | null {
  const token = fieldToken(value, to);
  if (token) return token;
  const found = conversion(world, value.type, to);
  if (found)
    return found.how === 'none'
      ? value
      : { kind: 'convert', how: found.how, from: value.type, value, type: to, pos: value.pos };
  return singleRecord(world, value, to) ?? rowOfCoalesced(world, value, to) ?? rowOfConditional(world, value, to);
}

/** `wanted ? [SELECT ...] : null` is a row or null, where one record is wanted (assumed: public code that deploys has it). */
function rowOfConditional(world: World, value: Expr, to: Type): Expr | null {
  if (value.kind !== 'conditional' || to.kind !== 'sobject') return null;
  const [then, otherwise] = [tryConvert(world, value.then, to), tryConvert(world, value.otherwise, to)];
  return then && otherwise ? { ...value, then, otherwise, type: to } : null;
}

/** `[SELECT ...] ?? null` is the one row, where one record is wanted. */
function rowOfCoalesced(world: World, value: Expr, to: Type): Expr | null {
  if (value.kind !== 'coalesce' || value.right.type !== NULL) return null;
  const row = singleRecord(world, value.left, to);
  return row ? { ...value, left: rowOrNull(row), type: to } : null;
}

/** Standard objects with a field `SobjectType`. */
const HAS_SOBJECT_TYPE = new Set([
  'AssignmentRule',
  'DuplicateRule',
  'FieldPermissions',
  'ListView',
  'MatchingRule',
  'ObjectPermissions',
  'QueueSobject',
  'RecordType'
]);

/** `RecordType.SObjectType` is the object's token and that of its field of that name: whichever is wanted. */
function sobjectTypeOf(value: Expr, to: Type): Expr | null {
  if (value.kind !== 'schemaToken' || !HAS_SOBJECT_TYPE.has(value.object)) return null;
  if (value.token === 'SObjectType' && to.text === SOBJECT_FIELD.text)
    return { ...value, token: 'SObjectField', field: 'SobjectType', type: SOBJECT_FIELD };
  if (value.token !== 'SObjectField' || value.field?.toLowerCase() !== 'sobjecttype' || to.text !== SOBJECT_TYPE.text)
    return null;
  return { kind: 'schemaToken', token: 'SObjectType', object: value.object, type: SOBJECT_TYPE, pos: value.pos };
}

/** `Schema.SObjectType.Account.fields.Name` is the field's token wherever its describe is not asked for. */
export function fieldToken(value: Expr, to: Type): Expr | null {
  const either = sobjectTypeOf(value, to);
  if (either) return either;
  if (
    value.kind !== 'schemaToken' ||
    value.token !== 'DescribeField' ||
    (to.text !== 'Schema.SObjectField' && to !== OBJECT)
  )
    return null;
  return { ...value, token: 'SObjectField', type: SOBJECT_FIELD };
}

/** A query may stand where one record is wanted: it must then give exactly one row. */
export function singleRecord(world: World, value: Expr, to: Type): Expr | null {
  if (value.type.kind !== 'list' || value.type.element.kind !== 'sobject' || !isQuery(value)) return null;
  const record = value.type.element;
  const wanted = to.kind === 'sobject' && (record === SOBJECT || conversion(world, record, to) !== null) ? to : null;
  return wanted ? { kind: 'convert', how: 'single', from: value.type, value, type: to, pos: value.pos } : null;
}

/** Left of `??` and `?.` a query without rows is null (Apex Developer Guide, Null Coalescing and Safe Navigation Operator). */
export function rowOrNull(value: Expr): Expr {
  return value.kind === 'convert' && value.how === 'single' ? { ...value, how: 'singleOrNull' } : value;
}

export function isQuery(value: Expr): boolean {
  return (
    value.kind === 'soql' ||
    (value.kind === 'platformCall' && value.owner === 'System.Database' && /^query/i.test(value.name))
  );
}

/* ---- casts ---- */

/** The kind of a written cast, null when no value of the one type is ever of the other. */
export function castKind(world: World, from: Type, to: Type): ConvertKind | null {
  if (from === ERROR || to === ERROR) return 'none';
  if (isNumeric(from) && isNumeric(to))
    return (RANK.get(to) ?? 0) >= (RANK.get(from) ?? 0) ? (from === to ? 'none' : 'widen') : 'narrow';
  const implicit = conversion(world, from, to);
  if (implicit) return downcast(from, to) ? 'cast' : implicit.how;
  if (from === OBJECT || conversion(world, to, from)) return 'cast';
  return related(world, from, to) ? 'cast' : null;
}

/** Record lists convert implicitly both ways, but a written cast is a promise that is checked. */
function downcast(from: Type, to: Type): boolean {
  return from === SOBJECT && to.kind === 'sobject' && to !== SOBJECT;
}

function related(world: World, from: Type, to: Type): boolean {
  if (from.kind === 'sobject' && to.kind === 'sobject')
    return from === SOBJECT || to === SOBJECT || from.object === POLYMORPHIC || to.object === POLYMORPHIC;
  if (from.kind === 'list' && to.kind === 'list') return castKind(world, from.element, to.element) !== null;
  if (from.kind === 'map' && to.kind === 'map')
    return from.key.text === to.key.text && castKind(world, from.value, to.value) !== null;
  if (from.kind === 'class' && to.kind === 'class')
    return from.form === 'interface' || to.form === 'interface' || (from.name === to.name && from.source === to.source);
  if (to.kind === 'class' && to.form === 'interface') return from.kind === 'list' || from.kind === 'set';
  return from.kind === 'class' && from.form === 'interface' && (to.kind === 'list' || to.kind === 'set');
}

/* ---- common types ---- */

export function promoted(left: Type, right: Type): Type {
  return (RANK.get(left) ?? 0) >= (RANK.get(right) ?? 0) ? left : right;
}

/** The type of `c ? a : b` and `a ?? b`: that of the one which takes the other; a supertype that both have does not help. */
export function commonType(world: World, left: Type, right: Type): Type | null {
  if (left === right) return left;
  if (left === ERROR || right === ERROR) return ERROR;
  if (left === NULL) return right;
  if (right === NULL) return left;
  if (isNumeric(left) && isNumeric(right)) return promoted(left, right);
  if (conversion(world, right, left)) return left;
  return conversion(world, left, right) ? right : null;
}
