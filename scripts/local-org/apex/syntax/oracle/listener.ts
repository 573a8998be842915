import { ApexErrorListener } from '@apexdevtools/apex-parser';
import type { Position } from '../../../contracts/diagnostics.ts';

export interface SyntaxProblem {
  readonly pos: Position;
  readonly message: string;
}

/** Collects syntax errors of lexer and parser. */
export class ProblemListener extends ApexErrorListener {
  readonly problems: SyntaxProblem[] = [];

  override apexSyntaxError(line: number, column: number, message: string): void {
    this.problems.push({ pos: { line, column: column + 1 }, message });
  }
}
