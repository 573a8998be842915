import type { Dialect, FormulaContext } from '../../contracts/formula.ts';
import type { FieldInfo, Schema } from '../../contracts/schema.ts';
import type { Node } from '../ast.ts';
import type { Kind } from '../kinds.ts';

export type Evaluate = (context: FormulaContext) => unknown;

/** A compiled expression: its kind and a closure over the context. Values are as `Kind` describes, null for blank. */
export interface Compiled {
  readonly kind: Kind;
  readonly evaluate: Evaluate;
  readonly node: Node;
  /** Set on a plain reference: the path as the context wants it, and whether the context reads it as a field. */
  readonly reference?: Reference;
}

export interface Reference {
  readonly name: string;
  readonly path: readonly string[];
  readonly isField: boolean;
  /** From an Apex value to the engine's own, so that current and prior values are read alike. */
  readonly read: (value: unknown) => unknown;
}

export type Call = Extract<Node, { kind: 'call' }>;

/** What a function needs from the compiler when it is more than a mapping of argument values. */
export interface CallCompiler {
  readonly dialect: Dialect;
  readonly schema: Schema;
  /** How a stored value of a field, of whichever object, counts in the formula. */
  stored(node: Node, field: FieldInfo): { readonly kind: Kind; read(value: unknown): unknown };
  compile(node: Node): Compiled;
  /** Compiles and demands one of the kinds. */
  expect(node: Node, call: Call, kinds: readonly Kind[]): Compiled;
  /** The kind of values that may stand for each other; throws the platform's message when they may not. */
  common(call: Call, values: readonly Compiled[]): Kind;
  /** Values compared with each other: a picklist is text only where the dialect says so. */
  plain(value: Compiled): Compiled;
  wrongArguments(call: Call, expected: number): Error;
  wrongType(call: Call, expected: string, received: Compiled): Error;
  problem(node: Node, message: string): Error;
  unsupported(node: Node, message: string): Error;
}

export type Family = 'logical' | 'record' | 'picklist' | 'text' | 'math' | 'date' | 'link' | 'advanced';

/** `Text`, `Number|Date`, `Text?` (may be left out), `Number...` (repeats, at least once). */
export type Parameter = string;

interface Described {
  readonly name: string;
  readonly family: Family;
  /** Dialects that allow it; absent: all. */
  readonly dialects?: readonly Dialect[];
}

/** A function of its argument values. A null argument gives null, except text, which arrives as ''. */
export interface ValueFunction extends Described {
  readonly form: 'values';
  readonly parameters: readonly Parameter[];
  readonly returns: Kind | ((args: readonly Compiled[]) => Kind);
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the parameters beside it state the types
  apply(context: FormulaContext, args: readonly any[]): unknown;
}

/** A function that looks at its argument expressions: lazy, or about a field rather than its value. */
export interface SpecialFunction extends Described {
  readonly form: 'special';
  readonly parameters: readonly Parameter[];
  build(call: Call, compiler: CallCompiler): Omit<Compiled, 'node'>;
}

/** A function that the platform has and the local org cannot run; named in the refusal. */
export interface RefusedFunction extends Described {
  readonly form: 'refused';
  readonly reason: string;
}

export type FormulaFunction = ValueFunction | SpecialFunction | RefusedFunction;

export type ValueRow = Omit<ValueFunction, 'family' | 'form'>;
export type SpecialRow = Omit<SpecialFunction, 'family' | 'form'>;

export function values(family: Family, rows: readonly ValueRow[]): ValueFunction[] {
  return rows.map((row) => ({ ...row, family, form: 'values' }));
}

export function specials(family: Family, rows: readonly SpecialRow[]): SpecialFunction[] {
  return rows.map((row) => ({ ...row, family, form: 'special' }));
}
