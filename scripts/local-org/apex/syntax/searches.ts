import type { ExprNode } from './ast.ts';
import { expression } from './expressions.ts';
import { END, INTEGER, STRING, WORD } from './lexer.ts';
import type { Reader } from './reader.ts';

/**
 * `[FIND ...]`: its text without the brackets, every bind replaced by its number (`:0`, `:1`), and the objects behind
 * RETURNING. The clauses themselves are read by who runs the search.
 */
export function soslLiteral(r: Reader): ExprNode {
  const pos = r.pos;
  r.expect('[');
  r.expect('find');
  if (r.kind !== STRING && !r.is(':')) throw r.unexpected();
  const search = new SearchText(r);
  while (!r.is(']')) search.token();
  const made: ExprNode = { kind: 'sosl', text: search.finish(), returning: search.returning, binds: search.binds, pos };
  r.expect(']');
  return made;
}

const CLAUSES = new Set(['with', 'limit', 'update']);

class SearchText {
  readonly binds: ExprNode[] = [];
  readonly returning: string[] = [];
  private readonly r: Reader;
  private readonly parts: string[] = [];
  private from: number;
  private depth = 0;
  /** Whether the next word names an object. */
  private objectNext = false;

  constructor(r: Reader) {
    this.r = r;
    this.from = r.tokens.starts[r.at - 1] ?? 0;
  }

  token(): void {
    const { r } = this;
    if (r.kind === END) throw r.missing(']');
    if (r.is(':') && r.kindAt(1) !== INTEGER) return this.bind();
    if (r.is('(')) this.depth++;
    else if (r.is(')')) this.depth--;
    else if (this.depth === 0) this.outside();
    r.at++;
  }

  private outside(): void {
    const { r } = this;
    if (r.is(',')) this.objectNext = this.returning.length > 0;
    else if (r.kind === WORD && r.key === 'returning') this.objectNext = true;
    else if (r.kind === WORD && CLAUSES.has(r.key)) this.objectNext = false;
    else if (r.kind === WORD && this.objectNext) {
      this.returning.push(r.text);
      this.objectNext = false;
    }
  }

  private bind(): void {
    const { r } = this;
    this.parts.push(r.tokens.text.slice(this.from, r.tokens.starts[r.at]), `:${this.binds.length}`);
    r.at++;
    this.binds.push(expression(r));
    this.from = r.tokens.ends[r.at - 1] ?? 0;
  }

  finish(): string {
    const { r } = this;
    this.parts.push(r.tokens.text.slice(this.from, r.tokens.starts[r.at]));
    return this.parts.join('').trim();
  }
}
