import type { Position } from '../../contracts/diagnostics.ts';
import type { Name } from './ast.ts';
import { END, STRING, SYMBOL, Tokens, WORD } from './lexer.ts';
import { SyntaxFailure } from './problems.ts';

/** Words of the grammar, which may be no name at all: those that Salesforce's own parser refuses. */
const RESERVED = new Set(
  (
    'abstract and as asc break bulk by catch class commit continue delete desc do else enum extends false final finally for from ' +
    'global having if implements in insert instanceof interface like limit list map merge new not null nulls on or override ' +
    'private protected public return select static super testmethod this throw true try undelete update upsert using ' +
    'virtual webservice where while'
  ).split(' ')
);

/**
 * Words kept for types, variables and their like, but not for methods (public code has `when()`, `sort()` and `of()`): Apex
 * Developer Guide, Reserved Keywords.
 */
const KEPT = new Set(
  (
    'activate any array autonomous begin bigdecimal blob boolean byte case cast char collect const currency date datetime decimal ' +
    'default double end exception exit export float goto group hint import inner int integer into join long loop number object of ' +
    'outer package parallel pragma retrieve rollback set short sobject sort string switch synchronized system then time transaction ' +
    'trigger void when'
  ).split(' ')
);

const MOST_FAILURES = 20;
const WORD_KEY = /^[a-z]+$/;

/** Walks over the tokens of one text. */
export class Reader {
  readonly tokens: Tokens;
  at = 0;
  /** Errors that were noted and read past. */
  readonly failures: SyntaxFailure[] = [];

  constructor(text: string) {
    this.tokens = new Tokens(text);
  }

  get kind(): number {
    return this.tokens.kinds[this.at] ?? END;
  }

  /** Lower-case word or symbol; empty for literals and the end. */
  get key(): string {
    return this.tokens.keys[this.at] ?? '';
  }

  keyAt(ahead: number): string {
    return this.tokens.keys[this.at + ahead] ?? '';
  }

  kindAt(ahead: number): number {
    return this.tokens.kinds[this.at + ahead] ?? END;
  }

  get pos(): Position {
    return this.posOf(this.at);
  }

  posOf(token: number): Position {
    return this.tokens.position(this.tokens.starts[token] ?? this.tokens.text.length);
  }

  /** Text of the token here. */
  get text(): string {
    return this.kind === END ? '<EOF>' : this.tokens.text.slice(this.tokens.starts[this.at], this.tokens.ends[this.at]);
  }

  /** Source from a token to the last one read. */
  textSince(token: number): string {
    return this.tokens.text.slice(this.tokens.starts[token], this.tokens.ends[this.at - 1]);
  }

  is(symbol: string): boolean {
    return this.key === symbol && this.kind === SYMBOL;
  }

  isAt(ahead: number, symbol: string): boolean {
    return this.keyAt(ahead) === symbol && this.kindAt(ahead) === SYMBOL;
  }

  isWord(word: string): boolean {
    return this.key === word && this.kind === WORD;
  }

  /** Whether the next symbol follows this one without a space. */
  touches(ahead: number): boolean {
    return this.tokens.ends[this.at + ahead - 1] === this.tokens.starts[this.at + ahead];
  }

  accept(key: string): boolean {
    if (this.key !== key || this.kind === STRING) return false;
    this.at++;
    return true;
  }

  expect(key: string): void {
    if (!this.accept(key)) throw this.missing(key);
  }

  /**
   * The platform's own parser tells three cases apart: one token too many, one too few, and anything else. Whether a
   * token is left out is seen from what stands in its place.
   */
  missing(key: string): SyntaxFailure {
    const wanted = WORD_KEY.test(key) ? key.toUpperCase() : key;
    const found = this.shown;
    if (this.kind !== END && this.keyAt(1) === key)
      return new SyntaxFailure(this.pos, `Extra '${wanted}', at '${found}'.`, this.text);
    const text = this.couldFollow(key)
      ? `Missing '${wanted}' at '${found}'`
      : `Expecting '${wanted}' but was: '${found}'`;
    return new SyntaxFailure(this.pos, text, this.text);
  }

  /** Whether the token here may stand behind the one that is missing. */
  private couldFollow(key: string): boolean {
    if (this.kind === END) return false;
    if (key === ';') return this.is('}') || (this.kind !== SYMBOL && !this.isReserved());
    if (key === ')') return this.is('{') || this.is(';');
    if (key === ']') return this.is(';') || this.is(')') || this.is(',');
    if (key === '{') return this.is('}');
    if (key === '(') return this.kind !== SYMBOL;
    return this.kind !== SYMBOL && key !== '}' && key !== 'from' && !this.isReserved();
  }

  private isReserved(): boolean {
    return this.kind === WORD && RESERVED.has(this.key);
  }

  /** The token here as errors show it: text without its quotes. */
  private get shown(): string {
    return this.kind === STRING ? this.text.replace(/^'+|'+$/g, '') : this.text;
  }

  /** Behind the last token that belongs to the unit. */
  end(): void {
    if (this.kind !== END) throw new SyntaxFailure(this.pos, `Extra '<EOF>', at '${this.shown}'.`, this.text);
  }

  unexpected(): SyntaxFailure {
    return new SyntaxFailure(this.pos, `Unexpected token '${this.shown}'.`, this.text);
  }

  isName(ahead = 0): boolean {
    return this.kindAt(ahead) === WORD && !RESERVED.has(this.keyAt(ahead));
  }

  /** A name that is not a reserved word. */
  name(): Name {
    if (!this.isName()) throw this.kind === WORD ? this.reserved() : this.unexpected();
    return this.word();
  }

  /** A name that is declared here, for anything but a method. */
  newName(): Name {
    if (this.kind === WORD && KEPT.has(this.key)) throw this.reserved();
    return this.name();
  }

  private reserved(): SyntaxFailure {
    return new SyntaxFailure(this.pos, `Identifier name is reserved: ${this.text}`, this.text);
  }

  /** Any word, as it may stand behind a dot. */
  word(): Name {
    if (this.kind !== WORD) throw this.unexpected();
    const name = { text: this.text, key: this.key, pos: this.pos };
    this.at++;
    return name;
  }

  /**
   * Reads a statement or a member. An error is noted, and reading goes on behind it; what follows in the same line is
   * taken for its consequence. Throws where the end of the broken part cannot be told.
   */
  recovering<T>(read: () => T): T | undefined {
    const from = this.at;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
      this.note(error);
      const next = this.endOf(from, this.at);
      if (next === undefined || this.failures.length >= MOST_FAILURES) throw error;
      this.at = next;
      return undefined;
    }
  }

  private note(error: SyntaxFailure): void {
    if (this.failures.at(-1)?.pos.line !== error.pos.line) this.failures.push(error);
  }

  /** Behind the semicolon or closing brace that ends what began at `from`, not before `failed`; at the brace around it. */
  private endOf(from: number, failed: number): number | undefined {
    let depth = 0;
    for (let i = from; this.tokens.kinds[i] !== END; i++) {
      const key = this.tokens.kinds[i] === SYMBOL ? this.tokens.keys[i] : '';
      if (key === '{') depth++;
      if (key === '}' && depth-- === 0) return i;
      if (i >= failed && depth === 0 && (key === ';' || key === '}')) return i + 1;
    }
    return undefined;
  }

  /** Runs a reading that may fail; the place is put back when it gives undefined. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const from = this.at;
    const found = read();
    if (found === undefined) this.at = from;
    return found;
  }
}
