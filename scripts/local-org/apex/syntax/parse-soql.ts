import { ApexParserFactory } from '@apexdevtools/apex-parser';
import type { SoqlQuery } from '../../contracts/soql.ts';
import { BindCollector, convertQuery } from './soql.ts';
import { ProblemListener, SoqlSyntaxError, type SyntaxProblem } from './problems.ts';
import { tokenPos } from './source.ts';

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
  const listener = new SoqlListener();
  const { parser } = ApexParserFactory.createLexerAndParser(keepLikeEscapes(text), listener);
  const ctx = parser.query();
  failOn(listener.problems);
  const rest = parser.getCurrentToken();
  if (rest.text !== '<EOF>') throw new SoqlSyntaxError(tokenPos(rest), `unexpected token: '${rest.text}'`);
  return { ...convertQuery(ctx, new BindCollector()), text };
}

function failOn(problems: readonly SyntaxProblem[]): void {
  const [first] = problems;
  if (first) throw new SoqlSyntaxError(first.pos, first.message);
}

/** SOQL strings know `\%` and `\_`, which Apex strings do not: the backslash must reach LIKE. */
function keepLikeEscapes(text: string): string {
  if (!/\\[%_]/.test(text)) return text;
  return text.replace(/\\(.)/gs, (pair, letter: string) => (letter === '%' || letter === '_' ? `\\\\${letter}` : pair));
}

class SoqlListener extends ProblemListener {
  override syntaxError(recognizer: unknown, offending: unknown, line: number, column: number, msg: string): void {
    const unknown = /^token recognition error at: '(.*)'$/s.exec(msg);
    const found = unknown?.[1] ?? tokenText(offending, msg);
    const message = unknown ? `line ${line}:${column} no viable alternative at character '${found.charAt(0)}'` : `unexpected token: '${found}'`;
    this.problems.push({ pos: { line, column: column + 1 }, message });
    void recognizer;
  }
}

function tokenText(offending: unknown, msg: string): string {
  return typeof offending === 'object' && offending !== null && 'text' in offending ? String(offending.text) : msg;
}
