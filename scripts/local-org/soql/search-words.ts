import { fold } from '../values/index.ts';

/** Whether some text matches a word. */
export type Has = (word: RegExp) => boolean;

/** A search expression, told for each record which words its texts have. */
export type SearchTest = (has: Has) => boolean;

/**
 * Reads what stands behind FIND (SOSL Reference, FIND): words, phrases in quotes, `*` and `?`, `AND`, `AND NOT`, `OR` and
 * brackets; words beside each other are joined by AND, which binds closer than OR. A word must begin a word of the text,
 * a phrase be there whole (the platform's stemming and synonyms are not imitated).
 */
export function searchTest(text: string): SearchTest {
  return new WordReader(fold(text).match(TOKEN) ?? []).any();
}

const TOKEN = /"[^"]*"|[()]|[^\s()"]+/g;

class WordReader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  any(): SearchTest {
    const tests = [this.all()];
    while (this.accept('or')) tests.push(this.all());
    return (has) => tests.some((test) => test(has));
  }

  private all(): SearchTest {
    const tests = [this.one()];
    for (;;) {
      const joined = this.accept('and');
      if (joined && this.accept('not')) tests.push(not(this.one()));
      else if (joined || this.begins()) tests.push(this.one());
      else return (has) => tests.every((test) => test(has));
    }
  }

  /** Whether a further word follows that no operator joins. */
  private begins(): boolean {
    const token = this.tokens[this.at];
    return token !== undefined && token !== 'or' && token !== ')';
  }

  private one(): SearchTest {
    const token = this.tokens[this.at++];
    if (token === undefined) return () => true;
    if (token !== '(') return word(token);
    const inner = this.any();
    this.accept(')');
    return inner;
  }

  private accept(token: string): boolean {
    const is = this.tokens[this.at] === token;
    if (is) this.at++;
    return is;
  }
}

function not(test: SearchTest): SearchTest {
  return (has) => !test(has);
}

function word(token: string): SearchTest {
  const phrase = token.startsWith('"');
  const parts = (phrase ? token.slice(1, -1) : token).split(/\s+/).filter(Boolean).map(pattern);
  if (parts.length === 0) return () => true;
  const end = phrase ? '(?![\\p{L}\\p{N}])' : '';
  const found = new RegExp(`(^|[^\\p{L}\\p{N}])${parts.join('[^\\p{L}\\p{N}]+')}${end}`, 'u');
  return (has) => has(found);
}

function pattern(text: string): string {
  return text
    .replace(/[.+^${}()|[\]\\/]/g, '\\$&')
    .replace(/\*/g, '[\\p{L}\\p{N}]*')
    .replace(/\?/g, '.');
}
