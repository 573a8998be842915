import { throwApex } from '../../values/index.ts';

/** A JSON value that keeps its digits and its place. Of two equal names the last wins when it is read. */
export type JsonTree = { readonly line: number; readonly column: number } & (
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

/** Throws JSONException with line and column for text that is no JSON. What follows the first value is refused. */
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
    this.space();
    if (this.at < this.text.length) this.unexpected('expected end of input');
    return value;
  }

  private place(): { line: number; column: number } {
    const before = this.text.slice(0, this.at).split('\n');
    return { line: before.length, column: (before[before.length - 1] as string).length + 1 };
  }

  private unexpected(wanted: string): never {
    const { line, column } = this.place();
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
    while (/[ \t\r\n]/.test(this.text.charAt(this.at)) && this.at < this.text.length) this.at++;
  }

  private take(c: string, wanted: string): void {
    this.space();
    if (this.text.charAt(this.at) !== c) this.unexpected(wanted);
    this.at++;
  }

  private value(): JsonTree {
    this.space();
    const place = this.lazyPlace();
    const c = this.text.charAt(this.at);
    if (c === '{') return { ...place, kind: 'object', entries: this.nested(() => this.entries()) };
    if (c === '[') return { ...place, kind: 'array', items: this.nested(() => this.items()) };
    if (c === '"') return { ...place, kind: 'string', value: this.string() };
    if (c === '-' || (c >= '0' && c <= '9')) return { ...place, kind: 'number', text: this.number() };
    return { ...place, ...this.word() };
  }

  /** The place is worked out only when an error needs it. */
  private lazyPlace(): { line: number; column: number } {
    const { text, at } = this;
    const lazy = () => {
      const before = text.slice(0, at).split('\n');
      return { line: before.length, column: (before[before.length - 1] as string).length + 1 };
    };
    return {
      get line() {
        return lazy().line;
      },
      get column() {
        return lazy().column;
      }
    };
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
      const c = this.text.charAt(this.at);
      if (c === '') this.unexpected('was expecting closing quote for a string value');
      if (c < ' ')
        this.unexpected('illegal unquoted character, has to be escaped using backslash to be included in string value');
      this.at++;
      if (c === '"') return out;
      out += c === '\\' ? this.escaped() : c;
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
    const m = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(this.text.slice(this.at, this.at + 400));
    if (!m) return this.unexpected('expected digit');
    this.at += m[0].length;
    return m[0];
  }

  private word(): { kind: 'boolean'; value: boolean } | { kind: 'null' } {
    const m = /^[A-Za-z]+/.exec(this.text.slice(this.at, this.at + 20));
    if (m?.[0] === 'true' || m?.[0] === 'false') {
      this.at += m[0].length;
      return { kind: 'boolean', value: m[0] === 'true' };
    }
    if (m?.[0] !== 'null')
      return this.unexpected("expected a valid value (number, String, array, object, 'true', 'false' or 'null')");
    this.at += 4;
    return { kind: 'null' };
  }
}
