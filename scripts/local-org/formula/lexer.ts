import { formulaProblem } from './errors.ts';
import type { FormulaPlace } from './errors.ts';

export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'merge' | 'operator' | 'end';
  readonly text: string;
  readonly at: number;
}

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /\$?[\p{L}_][\p{L}\p{N}_]*(?:[.:]\$?[\p{L}\p{N}_]+)*/uy;
const MERGE = /\{!\s*([^{}]+?)\s*\}/y;
const SPACE = /(?:\s|\/\*[\s\S]*?\*\/)+/y;
const OPERATOR = /\|\||&&|<>|!=|==|<=|>=|[-+*/^&<>=!(),]/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' };

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Reads a quoted literal; an unknown escape keeps its backslash, which is what REGEX patterns count on. */
function readText(place: FormulaPlace, start: number): { value: string; end: number } {
  const quote = place.text[start];
  let value = '';
  for (let at = start + 1; at < place.text.length; at++) {
    const c = place.text[at] as string;
    if (c === quote) return { value, end: at + 1 };
    if (c === '\n' || c === '\r') break;
    if (c !== '\\') {
      value += c;
      continue;
    }
    const next = place.text[++at] ?? '';
    value += ESCAPES[next] ?? `\\${next}`;
  }
  throw formulaProblem(place, start, `Syntax error.  Missing '${quote}'`);
}

function nextToken(place: FormulaPlace, at: number): { token: Token; end: number } {
  const c = place.text[at] as string;
  if (c === '"' || c === "'") {
    const { value, end } = readText(place, at);
    return { token: { kind: 'text', text: value, at }, end };
  }
  const merge = take(MERGE, place.text, at);
  if (merge) return { token: { kind: 'merge', text: merge[1] as string, at }, end: MERGE.lastIndex };
  const patterns: readonly [Token['kind'], RegExp][] = [
    ['number', NUMBER],
    ['name', NAME],
    ['operator', OPERATOR]
  ];
  for (const [kind, pattern] of patterns) {
    const match = take(pattern, place.text, at);
    if (match) return { token: { kind, text: match[0], at }, end: pattern.lastIndex };
  }
  throw formulaProblem(place, at, `Syntax error.  Found '${c}'`);
}

/** Splits a formula into tokens; comments and white space are skipped. */
export function tokenize(place: FormulaPlace): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < place.text.length) {
    if (take(SPACE, place.text, at)) {
      at = SPACE.lastIndex;
      continue;
    }
    const { token, end } = nextToken(place, at);
    tokens.push(token);
    at = end;
  }
  tokens.push({ kind: 'end', text: '', at: place.text.length });
  return tokens;
}
