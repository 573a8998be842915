import type { Dialect, Formula, FormulaScope } from '../contracts/formula.ts';
import type { FieldInfo, FieldType, Schema } from '../contracts/schema.ts';
import type { BinaryOperator, Node } from './ast.ts';
import { FormulaEvaluationError, formulaProblem } from './errors.ts';
import type { FormulaPlace } from './errors.ts';
import type {
  Call,
  CallCompiler,
  Compiled,
  Evaluate,
  FormulaFunction,
  Reference,
  ValueFunction
} from './functions/spec.ts';
import { findFunctions } from './functions/table.ts';
import { RefusedGlobal, resolveGlobal } from './globals.ts';
import { fieldTypeOf, kindName, kindOfField } from './kinds.ts';
import type { Kind } from './kinds.ts';
import * as n from './numbers.ts';
import { ARITHMETIC, COMPARISONS, compareValues, equalValues } from './operators.ts';
import { parseFormula } from './parser.ts';
import { resolveField } from './references.ts';
import { reader, writer } from './values.ts';

/** Flow formulas see a picklist as its text and a percent as it is stored (assumed for percent: not documented). */
const MERGES: readonly Dialect[] = ['flow'];

interface Arity {
  readonly least: number;
  readonly most: number;
}

function arityOf(f: FormulaFunction): Arity {
  if (f.form === 'refused') return { least: 0, most: Infinity };
  const repeats = f.parameters.some((p) => p.endsWith('...'));
  const least = f.parameters.filter((p) => !p.endsWith('?')).length;
  return { least, most: repeats ? Infinity : f.parameters.length };
}

class FormulaCompiler implements CallCompiler {
  readonly dialect: Dialect;
  readonly reads = new Map<string, readonly string[]>();
  private readonly scope: FormulaScope;
  private readonly place: FormulaPlace;
  private readonly isFlow: boolean;

  constructor(text: string, dialect: Dialect, scope: FormulaScope) {
    this.dialect = dialect;
    this.scope = scope;
    this.place = { file: scope.file, line: scope.line ?? 1, text };
    this.isFlow = dialect === 'flow';
  }

  formula(): Formula {
    const compiled = this.fitted(this.compile(parseFormula(this.place, MERGES.includes(this.dialect))));
    const type = this.resultType(compiled);
    const write = writer(compiled.kind, type, !this.isFlow);
    const evaluate = this.dialect === 'field' ? blankOnError(compiled.evaluate) : compiled.evaluate;
    // Text of a field never ends in blanks, be it stored or worked out (the latter shown by a public managed package).
    const trimmed = (value: unknown) =>
      this.dialect === 'field' && typeof value === 'string' ? value.trimEnd() : value;
    const emptyIsBlank = !this.isFlow && this.dialect !== 'formulaEval';
    return {
      type,
      reads: [...this.reads.values()],
      value: (context) => {
        const value = trimmed(evaluate(context));
        return write(emptyIsBlank && value === '' ? null : value);
      }
    };
  }

  /** A default of a Date field may be a date and time, whose date counts (`NOW()`; assumed). */
  private fitted(compiled: Compiled): Compiled {
    if (this.dialect !== 'default' || this.scope.returnType !== 'Date' || compiled.kind !== 'Datetime') return compiled;
    const { node } = compiled;
    return this.compile({ kind: 'call', name: 'DATEVALUE', args: [node], at: node.at });
  }

  /** The declared type when the expression fits it, else its own. */
  private resultType(compiled: Compiled): FieldType {
    const { returnType } = this.scope;
    if (returnType === undefined) return fieldTypeOf(compiled.kind);
    const wanted = kindOfField(returnType);
    const textual = wanted === 'Picklist' || wanted === 'MultiPicklist' ? 'Text' : wanted;
    const given = this.isFlow && compiled.kind === 'Picklist' ? 'Text' : compiled.kind;
    if (given === 'Picklist') throw this.picklistProblem(compiled);
    if (given === 'Null' || given === textual) return returnType;
    const name = textual ? kindName(textual) : returnType;
    throw this.problem(
      compiled.node,
      `Formula result is data type (${kindName(given)}), incompatible with expected data type (${name}).`
    );
  }

  compile(node: Node): Compiled {
    switch (node.kind) {
      case 'number': {
        const value = n.parseNum(node.text);
        return { kind: 'Number', evaluate: () => value, node };
      }
      case 'text':
        return { kind: 'Text', evaluate: () => node.value, node };
      case 'boolean':
        return { kind: 'Boolean', evaluate: () => node.value, node };
      case 'null':
        return { kind: 'Null', evaluate: () => null, node };
      case 'reference':
        return this.reference(node);
      case 'call':
        return this.call(node);
      case 'unary':
        return this.unary(node);
      case 'binary':
        return this.binary(node);
    }
  }

  /* ---- references ---- */

  private reference(node: Extract<Node, { kind: 'reference' }>): Compiled {
    const path = node.name.split('.');
    const resource = this.scope.resource?.(path);
    if (resource) return this.resource(node, path, resource.type);
    const recordType = /^\$recordtype$/i.test(path[0] ?? '');
    if (path[0]?.startsWith('$') && !recordType) return this.global(node, path);
    const name = recordType ? node.name.slice(1) : node.name;
    const found =
      this.scope.object && this.dialect !== 'default' ? resolveField(this.scope, this.scope.object, name) : undefined;
    if (!found) throw this.problem(node, `Field ${node.name} does not exist. Check spelling.`);
    this.reads.set(found.path.join('.'), found.path);
    const reference = this.readable(node, found.path, found.field.type, true, found.field);
    return this.referenced(node, reference, (c) => reference.read(c.field(found.path)), found.field.type);
  }

  private resource(node: Extract<Node, { kind: 'reference' }>, path: readonly string[], type: FieldType): Compiled {
    const reference = this.readable(node, path, type, false);
    return this.referenced(node, reference, (c) => reference.read(c.resource?.(path) ?? null), type);
  }

  private global(node: Extract<Node, { kind: 'reference' }>, path: readonly string[]): Compiled {
    const found = resolveGlobal(this.scope, path);
    if (found instanceof RefusedGlobal) throw this.unsupported(node, `Not supported by the local org: ${found.reason}`);
    if (!found) throw this.problem(node, `Field ${node.name} does not exist. Check spelling.`);
    const { read } = this.readable(node, path, found.type, false);
    return { kind: this.kindOf(node, found.type), evaluate: (c) => read(found.value(c)), node };
  }

  private referenced(node: Node, reference: Reference, evaluate: Evaluate, type: FieldType): Compiled {
    return { kind: this.kindOf(node, type), evaluate, node, reference };
  }

  private kindOf(node: Node, type: FieldType): Kind {
    const kind = kindOfField(type);
    const name = node.kind === 'reference' ? node.name : '';
    if (!kind)
      throw this.problem(
        node,
        `You referenced an unsupported field type called "${type}" using the following field: ${name}`
      );
    return kind;
  }

  private readable(
    node: Extract<Node, { kind: 'reference' }>,
    path: readonly string[],
    type: FieldType,
    isField: boolean,
    field?: FieldInfo
  ): Reference {
    const kind = this.kindOf(node, type);
    const read = reader(type, kind, !this.isFlow);
    const zeroWhenBlank = this.scope.blanksAsZero === true && kind === 'Number' && field !== undefined;
    return { name: node.name, path, isField, read: zeroWhenBlank ? (value) => read(value) ?? n.ZERO : read };
  }

  /* ---- operators ---- */

  private unary(node: Extract<Node, { kind: 'unary' }>): Compiled {
    const operand = this.compile(node.operand);
    const wanted: Kind = node.op === '!' ? 'Boolean' : 'Number';
    if (operand.kind !== wanted && operand.kind !== 'Null') throw this.wrongOperand(node.op, wanted, operand);
    const apply =
      node.op === '!'
        ? (v: unknown) => v !== true
        : node.op === '-'
          ? (v: unknown) => (v as n.Num).negate()
          : (v: unknown) => v;
    return {
      kind: wanted,
      node,
      evaluate: (c) => {
        const value = operand.evaluate(c);
        return value === null ? null : apply(value);
      }
    };
  }

  private binary(node: Extract<Node, { kind: 'binary' }>): Compiled {
    const left = this.compile(node.left);
    const right = this.compile(node.right);
    if (node.op === '&&' || node.op === '||') return this.junction(node.op, left, right, node);
    if (node.op === '=' || node.op === '<>') return this.equality(node.op, this.plain(left), this.plain(right), node);
    const holds = COMPARISONS[node.op];
    if (holds) return this.comparison(node.op, this.plain(left), this.plain(right), node, holds);
    return this.arithmetic(node.op, this.plain(left), this.plain(right), node);
  }

  private junction(op: '&&' | '||', left: Compiled, right: Compiled, node: Node): Compiled {
    for (const side of [left, right])
      if (side.kind !== 'Boolean' && side.kind !== 'Null') throw this.wrongOperand(op, 'Boolean', side);
    const evaluate: Evaluate =
      op === '&&'
        ? (c) => left.evaluate(c) === true && right.evaluate(c) === true
        : (c) => left.evaluate(c) === true || right.evaluate(c) === true;
    return { kind: 'Boolean', node, evaluate };
  }

  private equality(op: '=' | '<>', left: Compiled, right: Compiled, node: Node): Compiled {
    const kind = left.kind === 'Null' ? right.kind : left.kind;
    if (right.kind !== kind && right.kind !== 'Null') throw this.wrongOperand(op, kind, right);
    if (kind === 'Location') throw this.problem(node, `Incorrect argument type for operator '${op}'.`);
    return {
      kind: 'Boolean',
      node,
      evaluate: (c) => {
        const equal = equalValues(kind, left.evaluate(c), right.evaluate(c));
        return equal === null || op === '=' ? equal : !equal;
      }
    };
  }

  private comparison(
    op: BinaryOperator,
    left: Compiled,
    right: Compiled,
    node: Node,
    holds: (sign: number) => boolean
  ): Compiled {
    const kind = left.kind === 'Null' ? right.kind : left.kind;
    if (kind === 'Boolean' || kind === 'Location')
      throw this.wrongOperand(op, 'Number', left.kind === 'Null' ? right : left);
    if (right.kind !== kind && right.kind !== 'Null') throw this.wrongOperand(op, kind, right);
    return {
      kind: 'Boolean',
      node,
      evaluate: (c) => {
        const sign = compareValues(kind, left.evaluate(c), right.evaluate(c));
        return sign === null ? null : holds(sign);
      }
    };
  }

  private arithmetic(op: BinaryOperator, left: Compiled, right: Compiled, node: Node): Compiled {
    const rows = ARITHMETIC[op] ?? [];
    const fits = (kind: Kind, given: Kind): boolean => given === 'Null' || given === kind;
    const row = rows.find((r) => fits(r.left, left.kind) && fits(r.right, right.kind));
    if (!row) {
      const expected = rows.find((r) => r.left === left.kind);
      throw expected
        ? this.wrongOperand(op, expected.right, right)
        : this.wrongOperand(op, rows[0]?.left ?? 'Number', left);
    }
    const isText = row.result === 'Text';
    return {
      kind: row.result,
      node,
      evaluate: (c) => {
        const [a, b] = [left.evaluate(c), right.evaluate(c)];
        if (isText) return row.apply(a ?? '', b ?? '');
        return a === null || b === null ? null : row.apply(a, b);
      }
    };
  }

  /* ---- functions ---- */

  private call(node: Call): Compiled {
    const overloads = findFunctions(node.name);
    const first = overloads[0];
    if (!first) throw this.problem(node, `Unknown function ${node.name}. Check spelling.`);
    if (first.form === 'refused')
      throw this.unsupported(node, `Not supported by the local org: function ${node.name}() (${first.reason})`);
    if (first.dialects && !first.dialects.includes(this.dialect)) {
      throw this.problem(node, `Function ${node.name} may not be used in this type of formula`);
    }
    const fitting = overloads.filter(
      (f) => node.args.length >= arityOf(f).least && node.args.length <= arityOf(f).most
    );
    const chosen = fitting[0];
    if (!chosen) throw this.wrongArguments(node, expectedCount(node.args.length, arityOf(first)));
    if (chosen.form === 'special') return { ...chosen.build(node, this), node };
    return this.valueCall(node, fitting as ValueFunction[]);
  }

  private valueCall(node: Call, overloads: readonly ValueFunction[]): Compiled {
    const args = node.args.map((arg) => this.textual(this.compile(arg)));
    const fitting = overloads.find((f) => args.every((arg, i) => this.accepts(kindsAt(f, i), arg)));
    if (!fitting) {
      const expected = overloads.length === 1 ? (overloads[0] as ValueFunction) : undefined;
      const wrong = args.findIndex((arg, i) => !overloads.some((f) => this.accepts(kindsAt(f, i), arg)));
      const at = Math.max(wrong, 0);
      const kinds = expected ? kindsAt(expected, at) : overloads.flatMap((f) => kindsAt(f, at));
      throw this.wrongType(node, [...new Set(kinds)].map(kindName).join(', '), args[at] as Compiled);
    }
    const blanks = args.map((_arg, i) => kindsAt(fitting, i).includes('Text'));
    const kind = typeof fitting.returns === 'string' ? fitting.returns : fitting.returns(args);
    return { kind, node, evaluate: applied(fitting, args, blanks) };
  }

  /* ---- what functions ask of the compiler ---- */

  get schema(): Schema {
    return this.scope.schema;
  }

  stored(node: Node, field: FieldInfo): { readonly kind: Kind; read(value: unknown): unknown } {
    const kind = this.kindOf(node, field.type);
    return { kind, read: reader(field.type, kind, !this.isFlow) };
  }

  expect(node: Node, call: Call, kinds: readonly Kind[]): Compiled {
    const value = this.compile(node);
    if (value.kind === 'Null' || this.accepts(kinds, value)) return value;
    throw this.wrongType(call, kinds.map(kindName).join(', '), value);
  }

  private accepts(kinds: readonly Kind[], value: Compiled): boolean {
    if (value.kind === 'Null' || kinds.includes(value.kind)) return true;
    if (!this.isFlow) return false;
    const isText = value.kind === 'Text';
    return isText
      ? kinds.includes('Picklist') || kinds.includes('MultiPicklist')
      : kinds.includes('Text') && isPicklist(value.kind);
  }

  common(call: Call, values: readonly Compiled[]): Kind {
    const plain = values.map((value) => this.plain(value));
    const kind = plain.find((value) => value.kind !== 'Null')?.kind ?? 'Null';
    const odd = plain.find((value) => value.kind !== kind && value.kind !== 'Null');
    if (odd) throw this.wrongType(call, kindName(kind), odd);
    return kind;
  }

  plain(value: Compiled): Compiled {
    if (!isPicklist(value.kind)) return value;
    if (!this.isFlow) throw this.picklistProblem(value);
    return { ...value, kind: 'Text' };
  }

  private textual(value: Compiled): Compiled {
    return this.isFlow && isPicklist(value.kind) ? { ...value, kind: 'Text' } : value;
  }

  wrongArguments(call: Call, expected: number): Error {
    return this.problem(
      call,
      `Incorrect number of parameters for function '${call.name}()'. Expected ${expected}, received ${call.args.length}`
    );
  }

  wrongType(call: Call, expected: string, received: Compiled): Error {
    if (isPicklist(received.kind) && received.reference) return this.picklistProblem(received);
    return this.problem(
      received.node,
      `Incorrect parameter type for function '${call.name}()'. Expected ${expected}, received ${kindName(received.kind)}`
    );
  }

  private wrongOperand(op: string, expected: Kind, received: Compiled): Error {
    return this.problem(
      received.node,
      `Incorrect parameter type for operator '${op}'. Expected ${kindName(expected)}, received ${kindName(received.kind)}`
    );
  }

  private picklistProblem(value: Compiled): Error {
    const name = value.reference?.name ?? '';
    const [subject, plural] =
      value.kind === 'Picklist' ? ['a picklist', 'Picklist'] : ['a multi-select picklist', 'Multi-select picklist'];
    return this.problem(
      value.node,
      `Field ${name} is ${subject} field. ${plural} fields are only supported in certain functions.`
    );
  }

  problem(node: Node, message: string): Error {
    return formulaProblem(this.place, node.at, message);
  }

  unsupported(node: Node, message: string): Error {
    return formulaProblem(this.place, node.at, message, 'unsupported');
  }
}

const isPicklist = (kind: Kind): boolean => kind === 'Picklist' || kind === 'MultiPicklist';

function expectedCount(given: number, { least, most }: Arity): number {
  return given < least ? least : most;
}

/** The kinds that a function takes at a position; the last parameter repeats when it says so. */
function kindsAt(f: ValueFunction, index: number): readonly Kind[] {
  const parameter = f.parameters[Math.min(index, f.parameters.length - 1)] ?? '';
  return parameter.replace(/\?$|\.\.\.$/, '').split('|') as Kind[];
}

/** A blank argument makes the result blank, except text, which a function gets as ''. */
function applied(f: ValueFunction, args: readonly Compiled[], blanks: readonly boolean[]): Evaluate {
  const evaluators = args.map((arg) => arg.evaluate);
  return (c) => {
    const values: unknown[] = [];
    for (let i = 0; i < evaluators.length; i++) {
      const value = (evaluators[i] as Evaluate)(c) ?? (blanks[i] ? '' : null);
      if (value === null) return null;
      values.push(value);
    }
    return f.apply(c, values);
  };
}

/** A formula field without a value is blank (the page shows #Error!, the API null). */
function blankOnError(evaluate: Evaluate): Evaluate {
  return (c) => {
    try {
      return evaluate(c);
    } catch (error) {
      if (error instanceof FormulaEvaluationError) return null;
      throw error;
    }
  };
}

/** Compiles a formula. Throws DiagnosticError with position and the platform's wording where one is known. */
export function compileFormula(text: string, dialect: Dialect, scope: FormulaScope): Formula {
  return new FormulaCompiler(text, dialect, scope).formula();
}
