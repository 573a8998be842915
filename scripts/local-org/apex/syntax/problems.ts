import { ApexErrorListener } from '@apexdevtools/apex-parser';
import type { ApexToken } from '@apexdevtools/apex-parser';
import type { Position } from '../../contracts/diagnostics.ts';

export interface SyntaxProblem {
  readonly pos: Position;
  readonly message: string;
}

/** Text that is not a query. The message is worded as the platform words it in a QueryException. */
export class SoqlSyntaxError extends Error {
  readonly pos: Position;

  constructor(pos: Position, message: string) {
    super(message);
    this.name = 'SoqlSyntaxError';
    this.pos = pos;
  }
}

/** Part of the grammar that the platform accepts and the local org does not. */
export class UnsupportedSyntax extends Error {
  readonly pos: Position;

  constructor(pos: Position, feature: string) {
    super(feature);
    this.name = 'UnsupportedSyntax';
    this.pos = pos;
  }
}

/** Collects syntax errors of lexer and parser in the platform's words. */
export class ProblemListener extends ApexErrorListener {
  readonly problems: SyntaxProblem[] = [];

  override syntaxError(_recognizer: unknown, offending: unknown, line: number, column: number, msg: string): void {
    const token = isToken(offending) ? offending : null;
    this.problems.push({ pos: { line, column: column + 1 }, message: wording(token, msg) });
  }

  override apexSyntaxError(line: number, column: number, msg: string): void {
    this.problems.push({ pos: { line, column: column + 1 }, message: msg });
  }
}

function isToken(value: unknown): value is ApexToken {
  return typeof value === 'object' && value !== null && 'text' in value;
}

/** The parser's report in the platform's words: `Missing ';' at '}'`, `Unexpected token 'x'.`, `Unexpected token '<EOF>'.` */
function wording(token: ApexToken | null, msg: string): string {
  const missing = /^missing '?(.+?)'? at '(.*)'$/s.exec(msg);
  if (missing) return `Missing '${missing[1]}' at '${missing[2]}'`;
  const extra = /^extraneous input '(.*)' expecting (.*)$/s.exec(msg);
  if (extra) return `Extra '${extra[1]}', at '${extra[1]}'`;
  const unknown = /^token recognition error at: '(.*)'$/s.exec(msg);
  if (unknown) return unknownToken(unknown[1] ?? '');
  return token ? `Unexpected token '${token.text}'.` : msg;
}

function unknownToken(text: string): string {
  if (text.startsWith("'")) return /\\[^btnfr"'\\u]/.test(text) ? `Illegal string literal: Invalid string literal ${text}. Illegal character sequence in string literal.` : `Illegal string literal: Line breaks not allowed in string literals`;
  return `Invalid character in identifier: ${text}`;
}
