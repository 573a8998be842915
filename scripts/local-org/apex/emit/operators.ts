import type { ArithOp, Expr, Type } from '../../contracts/bound.ts';
import type { Emitter } from './emitter.ts';
import { expression, list, typeConstant } from './expressions.ts';
import type { Of } from './expressions.ts';
import { primitiveOf, text } from './names.ts';
import { isSure } from './walk.ts';

/** Names of the runtime's checked arithmetic, by type and operator. */
const NAMES: Readonly<Record<ArithOp, string>> = {
  '+': 'Add',
  '-': 'Sub',
  '*': 'Mul',
  '/': 'Div',
  '%': 'Mod',
  '&': 'And',
  '|': 'Or',
  '^': 'Xor',
  '<<': 'Shl',
  '>>': 'Shr',
  '>>>': 'Ushr'
};

const PREFIX: Readonly<Record<string, string>> = {
  Integer: 'i',
  Long: 'l',
  Double: 'n',
  Decimal: 'd',
  Boolean: 'b',
  Date: 't',
  Datetime: 't',
  Time: 't'
};

/** A function of the runtime as a constant of the unit: that is read faster than a property. */
export function helper(e: Emitter, name: string): string {
  return e.constant('h', `$.${name}`);
}

/** The runtime's function for an operation on a type: `$.iAdd`. */
export function operation(e: Emitter, op: ArithOp, operands: Type): string {
  const prefix = PREFIX[primitiveOf(operands)];
  if (prefix === undefined) throw new Error(`emit knows no operator ${op} on ${operands.text}`);
  return helper(e, `${prefix}${NAMES[op]}`);
}

/** Writes `left op right`, where each side is written by its own function: compound assignment holds one in a temporary. */
export function operate(
  e: Emitter,
  op: ArithOp,
  operands: Type,
  sure: boolean,
  left: () => void,
  right: () => void
): void {
  const direct = directOperator(op, primitiveOf(operands));
  if (direct && !sure) return checked(e, direct, left, right);
  e.put(direct ? direct[0] : `${operation(e, op, operands)}(`);
  left();
  e.put(direct ? direct[1] : ',');
  right();
  e.put(direct ? direct[2] : ')');
}

/** In place, so that each place learns its own numbers: a function for all of them sees every kind there is. */
function checked(
  e: Emitter,
  [open, middle, close]: readonly [string, string, string],
  left: () => void,
  right: () => void
): void {
  const a = e.temp();
  const b = e.temp();
  e.put(`(${a}=`);
  left();
  e.put(`,${b}=`);
  right();
  e.put(`,${a}===null||${b}===null?${helper(e, 'nothing')}():${open}${a}${middle}${b}${close})`);
}

/** Plain JavaScript where neither side can be null: before, between, after. */
function directOperator(op: ArithOp, type: string): readonly [string, string, string] | null {
  if (type === 'Integer') {
    if (op === '*') return ['Math.imul(', ',', ')'];
    if (op === '/' || op === '%') return null;
    return ['(', op === '+' || op === '-' ? `${op} ` : op, '|0)'];
  }
  if (type === 'Double' && (op === '+' || op === '-' || op === '*')) return ['(', `${op} `, ')'];
  return null;
}

export function arithmetic(e: Emitter, op: ArithOp, operands: Type, left: Expr, right: Expr): void {
  const sure = isSure(left, e.scope.sure) && isSure(right, e.scope.sure);
  if (op === '/' && sure && divides(right, operands)) {
    e.put('(');
    expression(e, left);
    e.put('/');
    expression(e, right);
    return e.put('|0)');
  }
  if (sure && primitiveOf(operands) === 'Long' && staysSafe(op, left, right)) {
    // Adding zero makes a plain zero of the negative one that a product can give.
    e.put(op === '*' ? '(0+' : '(');
    expression(e, left);
    e.put(`${op} `);
    expression(e, right);
    return e.put(')');
  }
  operate(
    e,
    op,
    operands,
    sure,
    () => expression(e, left),
    () => expression(e, right)
  );
}

/** Whether a Long sum, difference or product is sure to be a safe number of JavaScript, so that nothing is to be checked. */
function staysSafe(op: ArithOp, left: Expr, right: Expr): boolean {
  if (op === '*') return bits(left) + bits(right) <= 53;
  return (op === '+' || op === '-') && Math.max(bits(left), bits(right)) + 1 <= 53;
}

/** Most bits that the size of a whole number takes. */
function bits(x: Expr): number {
  if (x.kind === 'literal') return Math.ceil(Math.log2(Math.abs(Number(x.value)) + 1));
  if (x.kind === 'convert' && x.how === 'widen') return primitiveOf(x.from) === 'Integer' ? 32 : 64;
  return 64;
}

/** An Integer literal other than zero: no check for division by zero. */
function divides(x: Expr, operands: Type): boolean {
  return primitiveOf(operands) === 'Integer' && x.kind === 'literal' && x.value !== 0;
}

/** Types whose JavaScript value prints itself as Apex does, null as `null`. */
const PLAIN_TEXT = new Set(['String', 'Integer', 'Long', 'Boolean', 'Id']);

export function concatenation(e: Emitter, left: Expr, right: Expr): void {
  const text =
    left.kind === 'concat' ||
    (left.kind === 'literal' && typeof left.value === 'string' && primitiveOf(left.type) === 'String');
  e.put(text ? '(' : '(""+');
  concatOperand(e, left);
  e.put('+');
  concatOperand(e, right);
  e.put(')');
}

export function concatOperand(e: Emitter, x: Expr): void {
  const name = primitiveOf(x.type);
  if (PLAIN_TEXT.has(name) || x.kind === 'concat') return expression(e, x);
  e.put(name === 'Double' ? '$.doubleText(' : '$.text(');
  expression(e, x);
  e.put(')');
}

const EXACT = new Set(['Integer', 'Long', 'Double', 'Boolean', 'Id', 'Time']);

export function comparison(e: Emitter, x: Of<'compare'>): void {
  if (x.op === '==' || x.op === '!=') return equality(e, x);
  const name = primitiveOf(x.operands);
  const numeric = name === 'Integer' || name === 'Double' || name === 'Long';
  if (numeric && isSure(x.left, e.scope.sure) && isSure(x.right, e.scope.sure)) return infix(e, x.op, x.left, x.right);
  if (numeric && isAtHand(e, x.left) && isAtHand(e, x.right)) return guarded(e, x);
  e.put(`${helper(e, `${ORDER[x.op]}${numeric ? 'N' : name === 'String' || name === 'Id' ? 'S' : 'V'}`)}(`);
  list(e, [x.left, x.right]);
  e.put(')');
}

/** Written twice without cost or effect. */
function isAtHand(e: Emitter, x: Expr): boolean {
  return x.kind === 'literal' || (x.kind === 'local' && !e.held.has(x));
}

/** Two locals or literals are compared in place; with a null the comparison is false. */
function guarded(e: Emitter, x: Of<'compare'>): void {
  e.put('(');
  for (const side of [x.left, x.right]) {
    if (isSure(side, e.scope.sure)) continue;
    expression(e, side);
    e.put('!==null&&');
  }
  expression(e, x.left);
  e.put(x.op);
  expression(e, x.right);
  e.put(')');
}

const ORDER = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' } as const;

function equality(e: Emitter, x: Of<'compare'>): void {
  if (isNull(x.left) || isNull(x.right) || isExact(x.operands))
    return infix(e, x.op === '==' ? '===' : '!==', x.left, x.right);
  const negated = x.op === '!=';
  e.put(`${negated ? '(!' : ''}${helper(e, primitiveOf(x.operands) === 'String' ? 'eqS' : 'eq')}(`);
  list(e, [x.left, x.right]);
  e.put(negated ? '))' : ')');
}

function isNull(x: Expr): boolean {
  return x.kind === 'literal' && x.value === null;
}

/** Types whose values are equal exactly when JavaScript says so; times are objects. */
function isExact(type: Type): boolean {
  return (
    (EXACT.has(primitiveOf(type)) && primitiveOf(type) !== 'Time') || (type.kind === 'class' && type.form === 'enum')
  );
}

function infix(e: Emitter, op: string, left: Expr, right: Expr): void {
  e.put('(');
  expression(e, left);
  e.put(op);
  expression(e, right);
  e.put(')');
}

export function unary(e: Emitter, x: Of<'unary'>): void {
  const type = primitiveOf(x.type);
  const sure = isSure(x.value, e.scope.sure);
  if (x.op === '+') return expression(e, x.value);
  if (x.op === '!') e.put(sure ? '(!' : `(!${helper(e, 'test')}(`);
  else if (x.op === '~') e.put(type === 'Long' ? '($.lNot(' : '(~$.nn(');
  else if (type === 'Integer') e.put(`(-${helper(e, 'nn')}(`);
  else e.put(`($.${PREFIX[type] ?? 'n'}Neg(`);
  expression(e, x.value);
  e.put(x.op === '!' && sure ? ')' : type === 'Integer' && x.op === '-' ? ')|0)' : '))');
}

export function conversion(e: Emitter, x: Of<'convert'>): void {
  const [before, after] = wrapper(e, x);
  if (before === null) return expression(e, x.value);
  e.put(before);
  expression(e, x.value);
  e.put(after);
}

/** What stands before and behind a value that is converted; null before: nothing does. */
export function wrapper(e: Emitter, x: Pick<Of<'convert'>, 'how' | 'from' | 'type'>): readonly [string | null, string] {
  const from = primitiveOf(x.from);
  switch (x.how) {
    case 'none':
    case 'idToString':
      return [null, ''];
    case 'widen':
      return widening(from, primitiveOf(x.type));
    case 'toId':
      return ['$.toId(', ')'];
    case 'dateToDatetime':
      return ['$.toDatetime(', ')'];
    case 'box':
      return from === 'Double' || from === 'Long' || from === 'Id' ? ['$.box(', `,${text(from)})`] : [null, ''];
    case 'cast':
      return ['$.cast(', `,${typeConstant(e, x.type)})`];
    case 'single':
      return ['$.single(', ')'];
    case 'singleOrNull':
      return ['$.singleOrNull(', ')'];
    case 'elements':
      return ['$.elements(', `,${typeConstant(e, x.from)},${typeConstant(e, x.type)})`];
    case 'narrow':
      return ['$.narrow(', `,${text(primitiveOf(x.type))})`];
    default:
      throw new Error(`emit knows no conversion ${String(x.how)}`);
  }
}

function widening(from: string, to: string): readonly [string | null, string] {
  if (to === 'Decimal') return from === 'Double' ? ['$.doubleToDecimal(', ')'] : ['$.toDecimal(', ')'];
  if (to === 'Double' && from !== 'Integer') return ['$.toDouble(', ')'];
  return [null, ''];
}
