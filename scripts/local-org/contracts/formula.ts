import type { FieldInfo, FieldType, ObjectInfo, Schema } from './schema.ts';
import type { Transaction } from './transaction.ts';

/**
 * One language, one function table. A dialect says which functions and globals are allowed, whether a picklist is
 * text, and how references are written (`{!x}` in flows).
 */
export type Dialect = 'validation' | 'field' | 'default' | 'filter' | 'flow' | 'formulaEval' | 'workflow';

export interface FormulaScope {
  readonly schema: Schema;
  /** The record's object; undefined for flow formulas, which name resources only. */
  readonly object?: ObjectInfo;
  /** Resources by name (`$Record`, `varX`, `$Flow.CurrentDate`, `$User`): its type, or undefined when unknown. */
  resource?(path: readonly string[]): { readonly type: FieldType; readonly field?: FieldInfo } | undefined;
  readonly blanksAsZero?: boolean;
  readonly returnType?: FieldType;
  readonly file: string;
  readonly line?: number;
}

export interface FormulaContext {
  readonly tx: Transaction;
  /** Value of a field path from the record in hand: `['Owner','Name']`. */
  field(path: readonly string[]): unknown;
  /** Old value of a field path, for PRIORVALUE and ISCHANGED; absent outside rules and flows. */
  prior?(path: readonly string[]): unknown;
  readonly isNew?: boolean;
  readonly isClone?: boolean;
  resource?(path: readonly string[]): unknown;
}

export interface Formula {
  readonly type: FieldType;
  /** Paths from the object, each resolved to fields: `[[OwnerId->Owner], Name]`. */
  readonly reads: readonly (readonly string[])[];
  value(context: FormulaContext): unknown;
}

/** Throws DiagnosticError with position and the platform's wording where one is known. */
export type CompileFormula = (text: string, dialect: Dialect, scope: FormulaScope) => Formula;
