export type Combine = (test: (index: number) => boolean) => boolean;

type Token = { readonly kind: 'number'; readonly index: number } | { readonly kind: 'word'; readonly word: string };

function tokens(text: string): Token[] | null {
  const found = text.match(/\d+|[a-z]+|[()]|\S/gi) ?? [];
  if (found.some((t) => !/^(?:\d+|and|or|not|\(|\))$/i.test(t))) return null;
  return found.map((t) =>
    /^\d/.test(t) ? { kind: 'number', index: Number(t) - 1 } : { kind: 'word', word: t.toLowerCase() }
  );
}

class LogicParser {
  readonly tokens: readonly Token[];
  readonly count: number;
  at = 0;

  constructor(list: readonly Token[], count: number) {
    this.tokens = list;
    this.count = count;
  }

  takeWord(word: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'word' || token.word !== word) return false;
    this.at++;
    return true;
  }

  or(): Combine | null {
    return this.chain(
      'or',
      () => this.and(),
      (parts) => (test) => parts.some((part) => part(test))
    );
  }

  private and(): Combine | null {
    return this.chain(
      'and',
      () => this.operand(),
      (parts) => (test) => parts.every((part) => part(test))
    );
  }

  private chain(
    word: string,
    next: () => Combine | null,
    join: (parts: readonly Combine[]) => Combine
  ): Combine | null {
    const parts: Combine[] = [];
    do {
      const part = next();
      if (!part) return null;
      parts.push(part);
    } while (this.takeWord(word));
    return parts.length === 1 ? (parts[0] as Combine) : join(parts);
  }

  private operand(): Combine | null {
    if (this.takeWord('not')) {
      const inner = this.operand();
      return inner && ((test) => !inner(test));
    }
    if (this.takeWord('(')) {
      const inner = this.or();
      return inner && this.takeWord(')') ? inner : null;
    }
    const token = this.tokens[this.at];
    if (token?.kind !== 'number' || token.index < 0 || token.index >= this.count) return null;
    this.at++;
    return (test) => test(token.index);
  }
}

/** How conditions combine: `and`, `or`, or numbered as in `1 AND (2 OR NOT 3)`. Gives null when it cannot be read. */
export function parseLogic(text: string, count: number): Combine | null {
  const all = [...Array(count).keys()];
  if (text.toLowerCase() === 'and') return (test) => all.every(test);
  if (text.toLowerCase() === 'or') return (test) => all.some(test);
  const list = tokens(text);
  if (!list) return null;
  const parser = new LogicParser(list, count);
  const combined = parser.or();
  return combined && parser.at === list.length ? combined : null;
}
