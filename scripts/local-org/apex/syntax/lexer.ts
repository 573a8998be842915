import type { Position } from '../../contracts/diagnostics.ts';
import { SyntaxFailure } from './problems.ts';

/** Words are identifiers and keywords alike: only where they stand tells them apart. */
export const WORD = 1;
export const INTEGER = 2;
export const LONG = 3;
export const NUMBER = 4;
export const STRING = 5;
export const DATE = 6;
export const DATETIME = 7;
export const TIME = 8;
export const SYMBOL = 9;
export const END = 10;

/** Longest first. `>` stands alone, so that `List<List<X>>` closes twice; operators put it together again. */
const SYMBOLS = [
  '>>>=',
  '<<=',
  '>>=',
  '===',
  '!==',
  '?.',
  '??',
  '=>',
  '==',
  '!=',
  '<>',
  '&&',
  '||',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '&=',
  '|=',
  '^='
];
const BY_FIRST = new Map<string, string[]>();
for (const s of SYMBOLS) BY_FIRST.set(s.charAt(0), [...(BY_FIRST.get(s.charAt(0)) ?? []), s]);
const SINGLE = new Set('(){}[];,.=><!~?:+-*/&|^@');

const DATE_OR_TIME =
  /(\d{4}-\d{2}-\d{2})(t\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:z|[+-]\d+(?::\d+)?))?|\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:z|[+-]\d+(?::\d+)?)/iy;
const NUMERIC = /\d*\.\d+d?|\d+l?/iy;
const WORD_TEXT = /[A-Za-z_$\u0100-\uffff][\w$\u0100-\uffff]*/y;
const BLANK = /(?:[ \t\r\n\f]+|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)+/y;

/** The tokens of a text, as columns. */
export class Tokens {
  readonly text: string;
  readonly kinds: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** Lower-case text of words, text of symbols, empty for the rest. */
  readonly keys: string[] = [];
  private readonly lineStarts: number[] = [0];

  constructor(text: string) {
    this.text = text;
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) this.lineStarts.push(i + 1);
    this.scan();
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.lineStarts[low] ?? 0) + 1 };
  }

  private scan(): void {
    const { text } = this;
    let at = 0;
    while (at < text.length) {
      BLANK.lastIndex = at;
      if (BLANK.test(text)) at = BLANK.lastIndex;
      if (at >= text.length) break;
      at = this.token(at);
    }
    this.add(END, text.length, text.length, '');
  }

  private token(at: number): number {
    const { text } = this;
    const c = text.charCodeAt(at);
    if (c === 39) return this.string(at);
    WORD_TEXT.lastIndex = at;
    if (WORD_TEXT.test(text)) {
      const end = WORD_TEXT.lastIndex;
      return this.add(WORD, at, end, text.slice(at, end).toLowerCase());
    }
    if ((c >= 48 && c <= 57) || (c === 46 && isDigit(text.charCodeAt(at + 1)))) return this.number(at);
    return this.symbol(at);
  }

  private number(at: number): number {
    const { text } = this;
    if (text.charCodeAt(at + 4) === 45 || text.charCodeAt(at + 2) === 58) {
      DATE_OR_TIME.lastIndex = at;
      const found = DATE_OR_TIME.exec(text);
      if (found)
        return this.add(
          found[1] === undefined ? TIME : found[2] === undefined ? DATE : DATETIME,
          at,
          DATE_OR_TIME.lastIndex,
          ''
        );
    }
    NUMERIC.lastIndex = at;
    NUMERIC.test(text);
    const end = NUMERIC.lastIndex;
    const last = text.charAt(end - 1).toLowerCase();
    return this.add(last === 'l' ? LONG : text.slice(at, end).includes('.') ? NUMBER : INTEGER, at, end, '');
  }

  private string(at: number): number {
    const { text } = this;
    if (text.startsWith("'''", at) && /[\r\n]/.test(text.charAt(at + 3))) {
      const close = text.indexOf("'''", at + 3);
      if (close < 0) throw this.failure(at, "Missing closing quote character ' on string.");
      return this.add(STRING, at, close + 3, '');
    }
    for (let i = at + 1; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 92) i++;
      else if (c === 39) return this.add(STRING, at, i + 1, '');
      else if (c === 10 || c === 13) break;
    }
    throw this.failure(at, "Missing closing quote character ' on string.");
  }

  private symbol(at: number): number {
    const { text } = this;
    const first = text.charAt(at);
    if (text.startsWith('/*', at)) throw this.failure(at, 'Missing closing mark */ on multi-line comment.');
    for (const s of BY_FIRST.get(first) ?? [])
      if (text.startsWith(s, at)) return this.add(SYMBOL, at, at + s.length, s);
    if (SINGLE.has(first)) return this.add(SYMBOL, at, at + 1, first);
    throw this.failure(at, `Found punctuation symbol or operator '${first}' that isn't valid in Apex.`, first);
  }

  private add(kind: number, start: number, end: number, key: string): number {
    this.kinds.push(kind);
    this.starts.push(start);
    this.ends.push(end);
    this.keys.push(key);
    return end;
  }

  private failure(at: number, message: string, character: string | null = null): SyntaxFailure {
    return new SyntaxFailure(this.position(at), message, character);
  }
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}
