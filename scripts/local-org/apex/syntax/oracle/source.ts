import type { ApexParserRuleContext, ApexTerminalNode, ApexToken } from '@apexdevtools/apex-parser';
import type { Position } from '../../../contracts/diagnostics.ts';

/** The grammar's accessors are typed as always present; an optional part is null when it was not written. */
export function maybe<T>(part: T): T | null {
  return (part ?? null) as T | null;
}

export function tokenPos(token: ApexToken): Position {
  return { line: token.line, column: token.column + 1 };
}

export function startOf(ctx: ApexParserRuleContext): Position {
  return tokenPos(ctx.start);
}

export function endOf(ctx: ApexParserRuleContext): Position {
  return tokenPos(ctx.stop ?? ctx.start);
}

export function nodePos(node: ApexTerminalNode): Position {
  return tokenPos(node.symbol);
}

/** The source from the first to the last character of a rule, spaces and comments included. */
export function sourceText(ctx: ApexParserRuleContext): string {
  const stop = ctx.stop ?? ctx.start;
  return ctx.start.getInputStream().getText(ctx.start.start, stop.stop);
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\'
};

/** The value of a string literal's inside. */
export function unescape(inside: string): string {
  if (!inside.includes('\\')) return inside;
  return inside.replace(
    /\\(?:u([0-9a-fA-F]{4})|(.))/gs,
    (whole, hex: string | undefined, letter: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      return ESCAPES[letter ?? ''] ?? whole;
    }
  );
}

/** `'text'`, or a multi-line `'''` string whose first line break does not belong to the value. */
export function stringValue(literal: string): string {
  if (literal.startsWith("'''") && literal.length >= 6) return unescape(literal.slice(3, -3).replace(/^\r?\n/, ''));
  return unescape(literal.slice(1, -1));
}
