/**
 * Whether a match looked at the end of its input, which JavaScript's engine does not tell: the expression is walked once more,
 * step by step, as Java's nodes do. Only `Matcher.hitEnd` and `requireEnd` ask for it.
 */
export interface EndSeen {
  /** "The end of input was found by the search engine in the last match operation." */
  readonly hitEnd: boolean;
  /** "More input could change a positive match into a negative one." */
  readonly requireEnd: boolean;
}

/** Where the walk begins: at `from` and further on (`find`), or there only; `toEnd`: it must match all of the rest. */
export interface Walk {
  readonly from: number;
  readonly search: boolean;
  readonly toEnd: boolean;
}

/** `regex` is one of `compileJavaRegex`, `text` what it was matched with. */
export function endSeen(regex: RegExp, text: string, { from, search, toEnd }: Walk): EndSeen {
  const run: Run = { text, hitEnd: false, requireEnd: false, groups: new Map() };
  const node = new Parser(regex.source, regex.flags.includes('i') ? 'i' : '').whole();
  for (let at = from; at <= text.length; at += width(text, at)) {
    if (node(run, at, (end) => !toEnd || end === text.length)) return run;
    if (!search) return run;
  }
  // As Java says of a search that found nothing.
  run.hitEnd = true;
  return run;
}

interface Run {
  readonly text: string;
  hitEnd: boolean;
  requireEnd: boolean;
  readonly groups: Map<string, readonly [number, number]>;
}

type Next = (at: number) => boolean;
type Node = (run: Run, at: number, next: Next) => boolean;
/** One character: where it ends, or -1. */
type One = (run: Run, at: number) => number;

const width = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

const END_TEST = '(?![^])';
const CHARACTER = /\\(?:[pP]\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^])|[^]/uy;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})(\??)/y;
const GROUP = /\((?:\?(?::|=|!|<=|<!|<(\w+)>))?/y;

/** Reads what `compileJavaRegex` has written. */
class Parser {
  private readonly source: string;
  private readonly flags: string;
  private at = 0;
  private unnamed = 0;

  constructor(source: string, flags: string) {
    this.source = source;
    this.flags = flags;
  }

  whole(): Node {
    return this.choice();
  }

  private choice(): Node {
    const ways = [this.sequence()];
    while (this.source[this.at] === '|') {
      this.at++;
      ways.push(this.sequence());
    }
    return (run, at, next) => ways.some((way) => way(run, at, next));
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at))) parts.push(this.part());
    return parts.reduceRight<Node>(
      (rest, part) => (run, at, next) => part(run, at, (to) => rest(run, to, next)),
      (_, at, next) => next(at)
    );
  }

  private part(): Node {
    const c = this.source.charAt(this.at);
    if (this.source.startsWith(END_TEST, this.at)) return this.passed(END_TEST.length, atEnd);
    if (c === '(') return this.group();
    if (/^\\[bB]/.test(this.source.slice(this.at, this.at + 2))) return this.bound();
    if (this.source.startsWith('\\k<', this.at)) return this.reference();
    return this.repeatedOne(this.character(c === '[' ? this.classText() : this.matched(CHARACTER)[0]));
  }

  private passed(length: number, node: Node): Node {
    this.at += length;
    return node;
  }

  private matched(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (!found) throw new Error(`Not read at ${this.at}: ${this.source}`);
    this.at += found[0].length;
    return found;
  }

  /** A class with the classes in it. */
  private classText(): string {
    const start = this.at;
    let depth = 0;
    do {
      const c = this.matched(CHARACTER)[0];
      if (c === '[') depth++;
      if (c === ']') depth--;
    } while (depth > 0);
    return this.source.slice(start, this.at);
  }

  private character(text: string): One {
    const one = new RegExp(text, `vy${this.flags}`);
    return (run, at) => {
      if (at >= run.text.length) {
        run.hitEnd = true;
        return -1;
      }
      one.lastIndex = at;
      return one.test(run.text) ? one.lastIndex : -1;
    };
  }

  private bound(): Node {
    const bound = new RegExp(this.source.slice(this.at, this.at + 2), 'vy');
    return this.passed(2, (run, at, next) => {
      if (at === run.text.length) run.hitEnd = run.requireEnd = true;
      bound.lastIndex = at;
      return bound.test(run.text) && next(at);
    });
  }

  private reference(): Node {
    const name = this.matched(/\\k<(\w+)>/y)[1] as string;
    return this.repeated((run, at, next) => {
      const [from, to] = run.groups.get(name) ?? [0, 0];
      const wanted = run.text.slice(from, to);
      if (at + wanted.length > run.text.length) run.hitEnd = true;
      const found = run.text.slice(at, at + wanted.length);
      const same = this.flags === 'i' ? found.toLowerCase() === wanted.toLowerCase() : found === wanted;
      return same && next(at + wanted.length);
    });
  }

  private group(): Node {
    const start = this.at;
    const [opening, named] = this.matched(GROUP);
    const name = named ?? (opening === '(' ? `#${++this.unnamed}` : undefined);
    const inner = this.choice();
    this.at++;
    if (opening === '(?=' || opening === '(?!') return ahead(inner, opening === '(?=');
    if (opening === '(?<=' || opening === '(?<!') return behind(this.source.slice(start, this.at), this.flags);
    return this.repeated(name === undefined ? inner : capturing(inner, name));
  }

  private quantifier(): { readonly min: number; readonly max: number; readonly lazy: boolean } | null {
    QUANTIFIER.lastIndex = this.at;
    if (!QUANTIFIER.test(this.source)) return null;
    const [text, least, comma, most, lazy] = this.matched(QUANTIFIER);
    if (least === undefined)
      return { min: text.startsWith('+') ? 1 : 0, max: text.startsWith('?') ? 1 : Infinity, lazy: lazy === '?' };
    const max = comma === undefined ? Number(least) : most ? Number(most) : Infinity;
    return { min: Number(least), max, lazy: lazy === '?' };
  }

  private repeated(node: Node): Node {
    const times = this.quantifier();
    if (!times) return node;
    const { min, max, lazy } = times;
    return (run, start, next) => {
      const step = (at: number, count: number): boolean => {
        const more = (): boolean =>
          count < max && node(run, at, (to) => (to > at || count < min) && step(to, count + 1));
        if (count < min) return more();
        return lazy ? next(at) || more() : more() || next(at);
      };
      return step(start, 0);
    };
  }

  /** Without a call for each character, so that long texts fit the stack. */
  private repeatedOne(one: One): Node {
    const { min, max, lazy } = this.quantifier() ?? { min: 1, max: 1, lazy: false };
    return (run, start, next) => {
      const places = [start];
      const last = (): number => places[places.length - 1] as number;
      const more = (): boolean => {
        const to = places.length <= max ? one(run, last()) : -1;
        return to >= 0 && places.push(to) > 0;
      };
      while (places.length <= min || !lazy) if (!more()) break;
      if (places.length <= min) return false;
      if (lazy) {
        while (!next(last())) if (!more()) return false;
        return true;
      }
      for (let n = places.length - 1; n >= min; n--) if (next(places[n] as number)) return true;
      return false;
    };
  }
}

const atEnd: Node = (run, at, next) => {
  if (at < run.text.length) return false;
  run.hitEnd = run.requireEnd = true;
  return next(at);
};

function ahead(inner: Node, wanted: boolean): Node {
  return (run, at, next) => inner(run, at, () => true) === wanted && next(at);
}

function behind(text: string, flags: string): Node {
  const look = new RegExp(text, `vy${flags}`);
  return (run, at, next) => {
    look.lastIndex = at;
    return look.test(run.text) && next(at);
  };
}

function capturing(inner: Node, name: string): Node {
  return (run, start, next) => {
    const before = run.groups.get(name);
    const done = inner(run, start, (end) => {
      const inside = run.groups.get(name);
      run.groups.set(name, [start, end]);
      if (next(end)) return true;
      if (inside) run.groups.set(name, inside);
      return false;
    });
    if (!done && before) run.groups.set(name, before);
    return done;
  };
}
