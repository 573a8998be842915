import { DiagnosticError } from '../contracts/diagnostics.ts';
import type { Diagnostic } from '../contracts/diagnostics.ts';

/**
 * A formula that compiles but has no value for this record (`#Error!`): a division by zero, a text that is no number.
 * IFERROR catches it; a formula field becomes blank; a rule passes it to the save.
 */
export class FormulaEvaluationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FormulaEvaluationError';
  }
}

/** Where a formula text stands, so that an offset in it becomes a line and column of its file. */
export interface FormulaPlace {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

function positionAt(place: FormulaPlace, offset: number): { line: number; column: number } {
  const before = place.text.slice(0, offset).split('\n');
  const last = before[before.length - 1] ?? '';
  return { line: place.line + before.length - 1, column: last.length + 1 };
}

export function formulaProblem(
  place: FormulaPlace,
  offset: number,
  message: string,
  level: Diagnostic['level'] = 'error'
): DiagnosticError {
  const code = level === 'unsupported' ? 'FORMULA_UNSUPPORTED' : 'INVALID_FORMULA';
  return new DiagnosticError([{ file: place.file, ...positionAt(place, offset), code, message, level }]);
}
