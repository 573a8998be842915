import type { SoqlQuery } from '../../contracts/soql.ts';
import { END } from './lexer.ts';
import { SoqlSyntaxError, SyntaxFailure } from './problems.ts';
import { queryText } from './queries.ts';
import { Reader } from './reader.ts';

const CACHE_SIZE = 2_000;
const cache = new Map<string, SoqlQuery>();

/**
 * The one grammar of SOQL, for dynamic queries, REST and list views. Trees are immutable and shared between callers.
 * Throws SoqlSyntaxError in the platform's words, UnsupportedSyntax for what the platform has and the local org has not.
 */
export function parseSoql(text: string): SoqlQuery {
  const known = cache.get(text);
  if (known) return known;
  const query = parseFresh(text);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(text, query);
  return query;
}

function parseFresh(text: string): SoqlQuery {
  try {
    const r = new Reader(text);
    const query = queryText(r);
    if (r.kind !== END) throw r.unexpected();
    return { ...query, text };
  } catch (e) {
    if (!(e instanceof SyntaxFailure)) throw e;
    throw new SoqlSyntaxError(e.pos, wording(e));
  }
}

function wording(e: SyntaxFailure): string {
  if (e.message.startsWith('Found punctuation'))
    return `line ${e.pos.line}:${e.pos.column - 1} no viable alternative at character '${e.found}'`;
  return e.found === null ? e.message : `unexpected token: '${e.found}'`;
}
