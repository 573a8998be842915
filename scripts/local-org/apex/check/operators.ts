import type { ArithOp, Expr, Type } from '../../contracts/bound.ts';
import type { Position } from '../../contracts/diagnostics.ts';
import type { ExprNode } from '../syntax/index.ts';
import {
  BLOB,
  BOOLEAN,
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
  STRING,
  TIME,
  VOID,
  type ClassSymbol
} from '../symbols/index.ts';
import { broken, fail, type Body } from './context.ts';
import { castKind, conversion, convertTo, fieldToken, promoted, tryConvert } from './convert.ts';
import { expression } from './expression.ts';
import { placeOf } from './place.ts';
import { isVisible } from './visibility.ts';

type BinaryNode = ExprNode & { kind: 'binary' };
type Comparison = (Expr & { kind: 'compare' })['op'];

export function binary(body: Body, node: BinaryNode): Expr {
  const left = expression(body, node.left);
  const right = expression(body, node.right);
  const pos = placeOf(node.left);
  switch (node.op) {
    case '&&':
    case '||':
      return logic(body, node.op, left, right, pos);
    case '==':
    case '!=':
      return equality(body, node.op, left, right, pos);
    case '===':
    case '!==':
      return identity(body, node.op, left, right, pos);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return order(body, node.op, left, right, pos);
    case '??':
      throw new Error('?? is not an operator on two values');
    default:
      return arithmetic(body, node.op, left, right, pos);
  }
}

function logic(body: Body, op: '&&' | '||', left: Expr, right: Expr, pos: Position): Expr {
  if (left.type === ERROR || right.type === ERROR) return { ...broken(pos), type: BOOLEAN };
  if (left.type === NULL || right.type === NULL) return fail(body, pos, incomparable(left.type, right.type));
  if (left.type !== BOOLEAN || right.type !== BOOLEAN)
    return fail(body, pos, 'Logical operator can only be applied to Boolean');
  return { kind: 'logic', op, left, right, type: BOOLEAN, pos };
}

/* ---- arithmetic ---- */

function arithmetic(body: Body, op: ArithOp, left: Expr, right: Expr, pos: Position): Expr {
  if (left.type === ERROR || right.type === ERROR) return broken(pos);
  if (op === '+' && (left.type === STRING || right.type === STRING)) return concat(body, left, right, pos);
  const operands = operandType(op, left.type, right.type);
  if (!operands) return fail(body, pos, arithmeticMessage(op, left.type, right.type));
  return {
    kind: 'arith',
    op,
    operands,
    left: operand(body, left, operands),
    right: operand(body, right, operands),
    type: operands,
    pos
  };
}

function concat(body: Body, left: Expr, right: Expr, pos: Position): Expr {
  if (left.type === VOID || right.type === VOID)
    return fail(body, pos, 'Arithmetic expressions are not allowed on void types');
  return { kind: 'concat', left, right, type: STRING, pos };
}

/** The type in which an operation is done; null when there is none. Days are added to a Date or Datetime, milliseconds to a Time. */
function operandType(op: ArithOp, left: Type, right: Type): Type | null {
  if (op === '<<' || op === '>>' || op === '>>>') return isWhole(left) && isWhole(right) ? left : null;
  if (op === '&' || op === '|' || op === '^') {
    if (left === BOOLEAN && right === BOOLEAN) return BOOLEAN;
    return isWhole(left) && isWhole(right) ? promoted(left, right) : null;
  }
  if (isNumeric(left) && isNumeric(right)) return promoted(left, right);
  return (op === '+' || op === '-') && isTemporal(left) && isStep(left, right) ? left : null;
}

/** What is added to a Date or Time is whole; days of a Datetime may have parts. */
function isStep(temporal: Type, type: Type): boolean {
  return isWhole(type) || (temporal === DATETIME && isNumeric(type));
}

function isWhole(type: Type): boolean {
  return type === INTEGER || type === LONG;
}

function isTemporal(type: Type): boolean {
  return type === DATE || type === DATETIME || type === TIME;
}

/** Operands in the operation's type; the count of days or bits keeps its own. */
function operand(body: Body, value: Expr, operands: Type): Expr {
  return isNumeric(operands) && isNumeric(value.type) ? (tryConvert(body.world, value, operands) ?? value) : value;
}

function arithmeticMessage(op: ArithOp, left: Type, right: Type): string {
  if (op === '<<' || op === '>>' || op === '>>>') return `${op} operation can only be applied to Integer or Long types`;
  if (op === '&' || op === '|' || op === '^')
    return `${op} operator can only be applied to Boolean expressions or to Integer or Long expressions`;
  const added = (op === '+' || op === '-') && right !== STRING;
  if (added && left === DATE) return 'Date expressions must use Integer or Long';
  if (added && left === TIME) return 'Time expressions must use Integer or Long';
  if (added && left === DATETIME) return 'Date/time expressions must use Integer or Double or Decimal';
  return 'Arithmetic expressions must use numeric arguments';
}

/* ---- comparison ---- */

function equality(body: Body, op: '==' | '!=', left: Expr, right: Expr, pos: Position): Expr {
  if (left.type === ERROR || right.type === ERROR) return { ...broken(pos), type: BOOLEAN };
  const [l, r] = [alignedWith(body, left, right), alignedWith(body, right, left)];
  const operands = comparedType(body, l.type, r.type);
  if (!operands) return fail(body, pos, incomparable(left.type, right.type));
  return compared(body, op, operands, l, r, pos);
}

function compared(body: Body, op: Comparison, operands: Type, left: Expr, right: Expr, pos: Position): Expr {
  const to = (value: Expr): Expr =>
    operands === OBJECT || value.type === NULL ? value : (tryConvert(body.world, value, operands) ?? value);
  return { kind: 'compare', op, operands, left: to(left), right: to(right), type: BOOLEAN, pos };
}

/** `[SELECT ...] == record` compares the one row; a describe path beside a field token is a token. */
function alignedWith(body: Body, value: Expr, other: Expr): Expr {
  return other.type.kind === 'sobject'
    ? (tryConvert(body.world, value, other.type) ?? value)
    : (fieldToken(value, other.type) ?? value);
}

function comparedType(body: Body, left: Type, right: Type): Type | null {
  if (left === VOID || right === VOID) return null;
  if (left === right) return left;
  if (left === NULL) return right;
  if (right === NULL) return left;
  if (isNumeric(left) && isNumeric(right)) return promoted(left, right);
  if ((left === STRING && right === ID) || (left === ID && right === STRING)) return STRING;
  if ((left === DATE && right === DATETIME) || (left === DATETIME && right === DATE)) return DATETIME;
  if (left === OBJECT || right === OBJECT) return OBJECT;
  if (left.kind === 'primitive' || right.kind === 'primitive') return null;
  return related(body, left, right) ? OBJECT : null;
}

/** Records of one kind or of any; of everything else the one type must be the other's. */
function related(body: Body, left: Type, right: Type): boolean {
  if (left.kind === 'sobject' && right.kind === 'sobject') return castKind(body.world, left, right) !== null;
  return conversion(body.world, left, right) !== null || conversion(body.world, right, left) !== null;
}

function incomparable(left: Type, right: Type): string {
  return `Comparison arguments must be compatible types: ${left.text}, ${right.text}`;
}

/** `===` is for references of compatible types, and never for null. */
function identity(body: Body, op: '===' | '!==', left: Expr, right: Expr, pos: Position): Expr {
  if (left.type === ERROR || right.type === ERROR) return { ...broken(pos), type: BOOLEAN };
  const operands = left.type === NULL || right.type === NULL ? null : comparedType(body, left.type, right.type);
  if (!operands) return fail(body, pos, incomparable(left.type, right.type));
  if (operands.kind === 'primitive')
    return fail(body, pos, `Exact equality operator only allowed for reference types: ${left.type.text}`);
  return { kind: 'same', negated: op === '!==', left, right, type: BOOLEAN, pos };
}

function order(body: Body, op: '<' | '<=' | '>' | '>=', left: Expr, right: Expr, pos: Position): Expr {
  if (left.type === ERROR || right.type === ERROR) return { ...broken(pos), type: BOOLEAN };
  const operands = left.type === NULL || right.type === NULL ? null : comparedType(body, left.type, right.type);
  if (!operands) return fail(body, pos, incomparable(left.type, right.type));
  if (operands.kind !== 'primitive' || operands === BOOLEAN || operands === BLOB)
    return fail(body, pos, `Inequality operator not allowed for this type: ${left.type.text}`);
  return compared(body, op, operands, left, right, pos);
}

/* ---- one operand ---- */

export function unary(body: Body, node: ExprNode & { kind: 'unary' }): Expr {
  const value = expression(body, node.value);
  if (value.type === ERROR) return broken(node.pos);
  if (node.op === '!' && value.type !== BOOLEAN)
    return fail(body, node.pos, '! operator can only be applied to boolean expressions');
  if (node.op === '~' && !isWhole(value.type))
    return fail(body, node.pos, `Invalid type for bitwise negate: ${value.type.text}`);
  // A plus before a text is accepted by the platform and does nothing.
  if (node.op === '+' && value.type === STRING) return value;
  if ((node.op === '-' || node.op === '+') && !isNumeric(value.type))
    return fail(body, node.pos, 'Unary negation must use a numeric argument');
  return { kind: 'unary', op: node.op, value, type: value.type, pos: node.pos };
}

export function step(body: Body, node: ExprNode & { kind: 'step' }): Expr {
  const target = expression(body, node.value);
  if (target.type === ERROR) return broken(node.pos);
  if (!isNumeric(target.type)) return fail(body, node.pos, stepMessage(node, target.type));
  if (!assignable(body, target, node.pos)) return broken(node.pos);
  return { kind: 'step', op: node.op, prefix: node.prefix, target, type: target.type, pos: node.pos };
}

function stepMessage(node: ExprNode & { kind: 'step' }, type: Type): string {
  const step = node.op === '++' ? 'increment' : 'decrement';
  const what = node.prefix ? `prefix ${step}` : 'postfix increment/decrement';
  return `Unary ${what} can only be applied to numeric expressions: ${type.text}`;
}

/* ---- assignment ---- */

type AssignNode = ExprNode & { kind: 'assign' };

export function assign(body: Body, node: AssignNode): Expr {
  const target = expression(body, node.target);
  const value = expression(body, node.value);
  if (target.type === ERROR || value.type === ERROR) return broken(node.pos);
  if (!assignable(body, target, node.target.pos)) return broken(node.pos);
  if (node.op === '=') {
    const converted = convertTo(body, value, target.type, placeOf(node));
    return {
      kind: 'assign',
      op: null,
      operands: target.type,
      target,
      value: converted,
      type: target.type,
      pos: node.pos
    };
  }
  return compound(body, node, node.op.slice(0, -1) as ArithOp, target, value);
}

function compound(body: Body, node: AssignNode, op: ArithOp, target: Expr, value: Expr): Expr {
  if (op === '+' && target.type === STRING) {
    if (value.type === VOID) return fail(body, placeOf(node), 'Arithmetic expressions are not allowed on void types');
    return { kind: 'assign', op: 'concat', operands: STRING, target, value, type: STRING, pos: node.pos };
  }
  const pos = placeOf(node);
  if (op === '+' && value.type === STRING)
    return fail(body, pos, `Illegal assignment from String to ${target.type.text}`);
  const operands = operandType(op, target.type, value.type);
  if (!operands) return fail(body, pos, arithmeticMessage(op, target.type, value.type));
  if (!fitsBack(body, operands, target.type))
    return fail(body, pos, `Illegal assignment from ${operands.text} to ${target.type.text}`);
  return {
    kind: 'assign',
    op,
    operands,
    target,
    value: operand(body, value, operands),
    type: target.type,
    pos: node.pos
  };
}

function fitsBack(body: Body, operands: Type, target: Type): boolean {
  return conversion(body.world, operands, target) !== null || (operands === DECIMAL && target === DOUBLE);
}

/** Whether the expression is a place that may be written from here; says why not. */
function assignable(body: Body, target: Expr, pos: Position): boolean {
  switch (target.kind) {
    // The platform's compiler lets `final` variables and parameters be written again.
    case 'local':
    case 'index':
      return true;
    case 'field':
      return fieldAssignable(body, target, pos);
    case 'sobjectField':
      return recordFieldAssignable(body, target, pos);
    case 'platformField':
      return platformAssignable(body, target, pos);
    case 'sobjectRelation':
      if (!target.child) return true;
      body.error(pos, `Field is not writeable: ${target.object}.${target.relation}`);
      return false;
    default:
      body.error(pos, 'Expression cannot be assigned');
      return false;
  }
}

/** Formulas, roll-ups and what the platform itself keeps cannot be set; the Id and audit fields can, for tests and imports. */
export function recordFieldAssignable(
  body: Body,
  target: { readonly object: string; readonly field: string },
  pos: Position
): boolean {
  const field = body.world.sobjects.info(target.object)?.field(target.field);
  if (!field || (!field.formula && !field.summary)) return true;
  body.error(pos, `Field is not writeable: ${target.object}.${target.field}`);
  return false;
}

function fieldAssignable(body: Body, target: Expr & { kind: 'field' }, pos: Position): boolean {
  const type = target.target?.type ?? ownerType(body, target.owner);
  const field = type ? body.world.field(type, target.name.toLowerCase()) : undefined;
  if (!field || target.backing === true) return true;
  if (field.writeAccess === null || !isVisible(body, field, field.writeAccess)) {
    body.error(pos, `Variable is not visible: ${target.owner}.${target.name}`, 'visibility');
    return false;
  }
  if (!field.final || mayInitialise(body, field.owner, field.static)) return true;
  body.error(
    pos,
    'Final members can only be assigned in their declaration, init blocks, or constructors: ' + field.name
  );
  return false;
}

function ownerType(body: Body, owner: string): Type | undefined {
  const [top = '', inner] = owner.toLowerCase().split('.');
  const cls = body.world.projectClass(top);
  return inner === undefined ? cls?.type : cls?.inner.get(inner)?.type;
}

/** Constructors and initialisers, of a subclass too. */
function mayInitialise(body: Body, owner: ClassSymbol, isStatic: boolean): boolean {
  return (
    body.constructing &&
    body.static === isStatic &&
    body.cls !== null &&
    owner.type.kind === 'class' &&
    body.world.isSubclass(body.cls.type, owner.type)
  );
}

function platformAssignable(body: Body, target: Expr & { kind: 'platformField' }, pos: Position): boolean {
  const field = target.target ? body.world.field(target.target.type, target.name.toLowerCase()) : undefined;
  if (!field || field.writeAccess !== null) return true;
  body.error(pos, `Field is not writeable: ${target.owner}.${target.name}`);
  return false;
}
