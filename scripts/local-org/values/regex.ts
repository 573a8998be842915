import { charactersOfBlock } from './regex-blocks.ts';
import { throwApex } from './exception.ts';

/**
 * Java regular expressions on JavaScript's `v` flag. What is not understood is refused by name, never matched wrongly.
 */
const cache = new Map<string, RegExp>();

/** Where JavaScript numbers groups otherwise, as possessive quantifiers make some: its number of each group of Java's. */
const numbersOf = new WeakMap<RegExp, readonly number[]>();

/** Throws StringException for a pattern that is wrong or not supported. `flags`: of JavaScript (`g`, `d`). */
export function compileJavaRegex(pattern: string, flags: string): RegExp {
  const key = `${flags}\0${pattern}`;
  let compiled = cache.get(key);
  if (!compiled) {
    const t = new Translator(pattern);
    const source = t.translate();
    try {
      compiled = new RegExp(source, `v${t.flags}${flags}`);
    } catch (e) {
      if (!(e instanceof SyntaxError)) throw e;
      return throwApex('System.StringException', `Invalid regex: ${pattern}`);
    }
    if (t.shifted()) numbersOf.set(compiled, t.numbers());
    cache.set(key, compiled);
  }
  compiled.lastIndex = 0;
  return compiled;
}

const anchored = new WeakMap<RegExp, Map<boolean, RegExp>>();

/** An expression of `compileJavaRegex` where it must match a text from its start (`lookingAt`), and to its end (`matches`). */
export function anchoredRegex(plain: RegExp, toEnd: boolean): RegExp {
  let both = anchored.get(plain);
  if (!both) anchored.set(plain, (both = new Map()));
  let made = both.get(toEnd);
  if (!made) {
    made = new RegExp(`(?<![^])(?:${plain.source})${toEnd ? '(?![^])' : ''}`, plain.flags.replace(/[gy]/g, ''));
    both.set(toEnd, made);
    const numbers = numbersOf.get(plain);
    if (numbers) numbersOf.set(made, numbers);
  }
  return made;
}

/** The expression where it must match a text from end to end, as `Pattern.matches` and REGEX do. */
export function compileWholeJavaRegex(pattern: string): RegExp {
  return anchoredRegex(compileJavaRegex(pattern, ''), true);
}

/** Of something by JavaScript's groups (texts, places) that by the groups of Java, the whole match first. */
export function javaGroups<T>(regex: RegExp, groups: readonly T[]): readonly T[] {
  const numbers = numbersOf.get(regex);
  return numbers ? numbers.map((n) => groups[n] as T) : groups;
}

/** Replaces what the expression finds, with `$1`, `${name}` and `\x` of Java's replacements. */
export function replaceJava(text: string, regex: RegExp, by: string): string {
  return text.replace(regex, (...args: unknown[]) => {
    const last = args[args.length - 1];
    const names = typeof last === 'object' ? (last as Record<string, string | undefined>) : {};
    const groups = args.slice(0, typeof last === 'object' ? -3 : -2) as (string | undefined)[];
    return expandReplacement(by, javaGroups(regex, groups), names);
  });
}

const POSIX: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r',
  javaLowerCase: '\\p{Ll}',
  javaUpperCase: '\\p{Lu}',
  javaWhitespace: '\\s',
  javaLetter: '\\p{L}',
  javaDigit: '\\p{Nd}',
  javaLetterOrDigit: '\\p{L}\\p{Nd}',
  IsLetter: '\\p{L}',
  IsDigit: '\\p{Nd}',
  IsPunctuation: '\\p{P}',
  IsControl: '\\p{Cc}'
};

const CLASSES: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[a-zA-Z0-9_]',
  W: '[^a-zA-Z0-9_]',
  s: '[ \\t\\n\\x0B\\f\\r]',
  S: '[^ \\t\\n\\x0B\\f\\r]',
  h: '[ \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000]',
  H: '[^ \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000]',
  v: '[\\n\\x0B\\f\\r\\x85\\u2028\\u2029]',
  V: '[^\\n\\x0B\\f\\r\\x85\\u2028\\u2029]'
};

/** Before the line terminator that ends the text, and at the end. */
const END = '(?=(?:\\r\\n|[\\n\\r\\x85\\u2028\\u2029])?(?![^]))(?<!\\r(?=\\n))';
const LINE_START = '(?:(?<![^])|(?<=[\\n\\x85\\u2028\\u2029]|\\r(?!\\n))(?=[^]))';
const LINE_END = '(?:(?![^])|(?=[\\n\\r\\x85\\u2028\\u2029])(?<!\\r(?=\\n)))';
/** Not `[^]`, which V8 mismatches when it is repeated under the flag `v`. */
const ALL = '[\\s\\S]';
const ANY = '[^\\n\\r\\x85\\u2028\\u2029]';

const ESCAPES: Readonly<Record<string, string>> = {
  ...CLASSES,
  R: '(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])',
  A: '(?<![^])',
  z: '(?![^])',
  Z: END,
  b: '\\b',
  B: '\\B',
  a: '\\x07',
  e: '\\x1B',
  t: '\\t',
  n: '\\n',
  r: '\\r',
  f: '\\f'
};

/** What `(?imsx)` switches on, up to the end of the group that it stands in. */
interface Switches {
  /** Letters are written in both cases: JavaScript cannot switch it within an expression. */
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
}

interface OpenGroup {
  readonly before: Switches;
  /** Where in the output the group begins: the place before its parenthesis is kept free. */
  readonly at: number;
  readonly atomic: boolean;
}

class Translator {
  /** JavaScript's flags: `i` of a leading `(?i)`, `y` of a leading `\G`. */
  flags = '';
  private readonly text: string;
  private at = 0;
  private readonly out: string[] = [];
  /** Where in the output each capturing group of Java opens. */
  private readonly groups: number[] = [];
  private on: Switches = { i: false, m: false, s: false, x: false };
  private readonly open: OpenGroup[] = [];

  constructor(text: string) {
    this.text = text;
  }

  translate(): string {
    this.leading();
    while (this.at < this.text.length) this.out.push(this.atom());
    if (this.open.length > 0) this.wrong('Unclosed group', this.text.length);
    return this.out.join('');
  }

  /** Whether there are groups that Java has not. */
  shifted(): boolean {
    return this.out.some((part) => OWN_GROUP.test(part));
  }

  /** JavaScript's number of each group of Java's, from the whole match on. */
  numbers(): number[] {
    const numbers = [0];
    let n = 0;
    this.out.forEach((part, i) => {
      n += [...part.matchAll(new RegExp(OWN_GROUP, 'g'))].length;
      if (this.groups.includes(i)) numbers.push(++n);
    });
    return numbers;
  }

  private refuse(what: string): never {
    return throwApex(
      'System.StringException',
      `Invalid regex: ${what} at index ${this.at} near ${this.text.slice(this.at, this.at + 10)}`
    );
  }

  /** As Java tells where an expression is wrong. */
  private wrong(what: string, index: number): never {
    const mark = `${' '.repeat(index)}^`;
    return throwApex('System.StringException', `Invalid regex: ${what} near index ${index}\n${this.text}\n${mark}`);
  }

  private leading(): void {
    const m = /^\(\?([imsxu]+)\)/.exec(this.text);
    if (m) {
      const letters = m[1] as string;
      if (letters.includes('i')) this.flags += 'i';
      this.on = { ...this.on, m: letters.includes('m'), s: letters.includes('s'), x: letters.includes('x') };
      this.at = m[0].length;
    }
    if (!this.text.startsWith('\\G', this.at)) return;
    this.flags += 'y';
    this.at += 2;
  }

  /** With `(?x)` blanks and comments are not there. */
  private skipBlanks(): void {
    if (!this.on.x) return;
    const m = /^(?:\s|#[^\n\r]*)+/.exec(this.text.slice(this.at));
    if (m) this.at += m[0].length;
  }

  private atom(): string {
    this.skipBlanks();
    const c = this.text.charAt(this.at);
    if (c === '') return '';
    if (c === '\\') return this.quantified(this.escape());
    if (c === '[') return this.quantified(this.charClass());
    if (c === '(') return this.opening();
    this.at++;
    if (c === ')') return this.close();
    if (c === '*' || c === '+' || c === '?') this.wrong(`Dangling meta character '${c}'`, this.at - 1);
    if (c === '$') return this.on.m ? LINE_END : END;
    if (c === '^') return this.on.m ? LINE_START : '(?<![^])';
    if (c === '.') return this.quantified(this.on.s ? ALL : ANY);
    if (c === '|') return c;
    if (c === '{' && !/^\d+(,\d*)?\}/.test(this.text.slice(this.at))) return this.quantified('\\{');
    if (c === '}' || c === ']' || c === '/') return this.quantified(`\\${c}`);
    return this.quantified(this.plain(c));
  }

  private plain(c: string): string {
    const point = this.text.codePointAt(this.at - 1);
    if (point === undefined || point < 0x10000) return this.on.i && isCased(c) ? `[${bothCases(c)}]` : c;
    this.at++;
    return String.fromCodePoint(point);
  }

  private close(): string {
    const group = this.open.pop();
    if (!group) return this.wrong("Unmatched closing ')'", Math.max(0, this.at - 2));
    this.on = group.before;
    if (!group.atomic) return this.quantified(')', group);
    return this.quantified(this.withoutReturn(group, ')'), group);
  }

  /** What has matched is kept: a lookahead that is captured and repeated. */
  private withoutReturn(group: OpenGroup, end: string): string {
    const name = `_p${this.at}`;
    this.out[group.at] = `(?:(?=(?<${name}>${this.out[group.at] ?? ''}`;
    return `${end}))\\k<${name}>)`;
  }

  /** A possessive quantifier gives nothing back. */
  private quantified(atom: string, group?: OpenGroup): string {
    this.skipBlanks();
    const m = /^(?:[*+?]|\{\d+(?:,\d*)?\})([+?])?/.exec(this.text.slice(this.at));
    if (!m) return atom;
    this.at += m[0].length;
    if (m[1] !== '+') return atom + m[0];
    const greedy = m[0].slice(0, -1);
    if (group) return this.withoutReturn(group, atom + greedy);
    return `(?:(?=(?<_p${this.at}>${atom}${greedy}))\\k<_p${this.at}>)`;
  }

  private opening(): string {
    const rest = this.text.slice(this.at);
    const special = /^\((?:\?(?:[:=!]|<[=!]|<([a-zA-Z][a-zA-Z0-9]*)>))/.exec(rest);
    if (special) return this.opened(special[0].length, special[0], special[1] !== undefined);
    if (rest.startsWith('(?>')) return this.opened(3, '(?:', false, true);
    if (rest.startsWith('(?')) return this.inlineFlags(rest);
    return this.opened(1, '(', true);
  }

  private opened(length: number, written: string, captures: boolean, atomic = false): string {
    this.open.push({ before: this.on, at: this.out.length, atomic });
    this.out.push('');
    if (captures) this.groups.push(this.out.length);
    this.at += length;
    return written;
  }

  /** `(?i)`, which holds up to the end of the group that it stands in, and `(?i:...)`; `-` switches off. */
  private inlineFlags(rest: string): string {
    const m = /^\(\?([imsxu]*)(?:-([imsxu]+))?([:)])/.exec(rest);
    if (!m || (this.flags.includes('i') && m[2]?.includes('i')))
      return this.refuse(`group ${rest.slice(0, 4)} is not supported`);
    const written = m[3] === ':' ? this.opened(m[0].length, '(?:', false) : '';
    if (m[3] === ')') this.at += m[0].length;
    const after = (letter: keyof Switches): boolean =>
      m[1]?.includes(letter) === true || (this.on[letter] && m[2]?.includes(letter) !== true);
    this.on = { i: after('i') && !this.flags.includes('i'), m: after('m'), s: after('s'), x: after('x') };
    return written;
  }

  private escape(): string {
    const c = this.text.charAt(this.at + 1);
    if (c === '') this.refuse('a backslash at the end');
    if (c === 'Q') return this.literal();
    if (c === 'p' || c === 'P') return this.property();
    this.at += 2;
    if (c === 'u') return `\\u${this.hex(4)}`;
    if (c === 'x') return `\\x${this.hex(2)}`;
    if (c === '0') return this.octal();
    if (c === 'k') return this.named();
    if (/[1-9]/.test(c)) return this.backReference(c);
    const known = ESCAPES[c];
    if (known !== undefined) return known;
    if (/[a-zA-Z]/.test(c)) this.refuse(`\\${c} is not supported`);
    return /[\^$\\.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
  }

  private backReference(c: string): string {
    const at = this.groups[Number(c) - 1];
    if (at === undefined) return this.refuse(`group ${c} does not exist`);
    // Numbers may shift, so that what is referred to gets a name.
    const named = /^\(\?<(\w+)>$/.exec(this.out[at] ?? '')?.[1] ?? `_g${c}`;
    this.out[at] = `(?<${named}>`;
    return `\\k<${named}>`;
  }

  private hex(n: number): string {
    const digits = this.text.slice(this.at, this.at + n);
    if (!new RegExp(`^[0-9a-fA-F]{${n}}$`).test(digits)) this.refuse('hexadecimal digits expected');
    this.at += n;
    return digits;
  }

  private octal(): string {
    const m = /^[0-3]?[0-7]{1,2}/.exec(this.text.slice(this.at));
    if (!m) return this.refuse('octal digits expected');
    this.at += m[0].length;
    return `\\x${parseInt(m[0], 8).toString(16).padStart(2, '0')}`;
  }

  private named(): string {
    const m = /^<([a-zA-Z][a-zA-Z0-9]*)>/.exec(this.text.slice(this.at));
    if (!m) return this.refuse('a group name expected');
    this.at += m[0].length;
    return `\\k${m[0]}`;
  }

  private literal(): string {
    const end = this.text.indexOf('\\E', this.at + 2);
    const inner = this.text.slice(this.at + 2, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 2;
    const quoted = inner.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&');
    return quoted.length > 1 ? `(?:${quoted})` : quoted;
  }

  private property(): string {
    const m = /^\\([pP])(?:\{(\^?)(\w+(?:=\w+)?)\}|(\w))/.exec(this.text.slice(this.at));
    if (!m) return this.refuse('a property name expected');
    this.at += m[0].length;
    const name = m[3] ?? m[4] ?? '';
    const negative = (m[1] === 'P') !== (m[2] === '^');
    const posix = POSIX[name] ?? charactersOfBlock(name);
    if (posix !== undefined) return `[${negative ? '^' : ''}${posix}]`;
    return `\\${negative ? 'P' : 'p'}{${unicodeProperty(name)}}`;
  }

  private charClass(): string {
    this.at++;
    let out = '[';
    if (this.text.charAt(this.at) === '^') {
      out += '^';
      this.at++;
    }
    const parts: string[] = [''];
    let first = true;
    this.skipBlanks();
    while (this.text.charAt(this.at) !== ']' || first) {
      if (this.at >= this.text.length) this.wrong('Unclosed character class', this.text.length - 1);
      if (this.text.startsWith('&&', this.at)) {
        this.at += 2;
        parts.push('');
      } else parts[parts.length - 1] += this.classItem();
      first = false;
      this.skipBlanks();
    }
    this.at++;
    if (this.on.i) parts.forEach((part, i) => (parts[i] = part + otherCases(part)));
    return `${out}${parts.length === 1 ? parts[0] : parts.map((p) => `[${p}]`).join('&&')}]`;
  }

  private classItem(): string {
    const c = this.text.charAt(this.at);
    if (c === '[') return this.charClass();
    if (c === '\\') return this.classEscape();
    this.at++;
    if (c === '-') return this.isRangeDash() ? '-' : '\\-';
    if (/[()[\]{}/|]/.test(c)) return `\\${c}`;
    if (/[&!#$%*+,.:;<=>?@^`~]/.test(c)) return classLiteral(c);
    return isCased(c) ? c : this.plain(c);
  }

  /** A dash between two characters is a range; at an edge or after a class it is itself. */
  private isRangeDash(): boolean {
    const before = this.text.charAt(this.at - 2);
    const after = this.text.charAt(this.at);
    const afterClass = this.at >= 3 && this.text.charAt(this.at - 3) === '\\' && /[dDwWsShHvV]/.test(before);
    return before !== '[' && before !== '^' && after !== ']' && after !== '[' && !afterClass;
  }

  private classEscape(): string {
    const c = this.text.charAt(this.at + 1);
    if (c === 'b' || c === 'B' || c === 'A' || c === 'z' || c === 'Z' || c === 'R') this.refuse(`\\${c} in a class`);
    if (c === '-') {
      this.at += 2;
      return '\\-';
    }
    if (/[&!#%,:;<=>@`~]/.test(c)) {
      this.at += 2;
      return classLiteral(c);
    }
    return this.escape();
  }
}

const isCased = (c: string): boolean => c.toLowerCase() !== c.toUpperCase() && (c + c.toUpperCase()).length === 2;
const bothCases = (c: string): string => c.toLowerCase() + c.toUpperCase();

/** Single letters and ranges of letters of a character class in the other case. */
function otherCases(members: string): string {
  const plain = members.replace(/\\[pP]\{[^}]*\}|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\./g, ' ');
  let out = '';
  for (const [, from = '', to] of plain.matchAll(/(\p{L})(?:-(\p{L}))?/gu)) {
    for (const other of [from.toLowerCase(), from.toUpperCase()]) {
      const last = other === from.toLowerCase() ? to?.toLowerCase() : to?.toUpperCase();
      if (to === undefined) out += other;
      else if (last !== undefined && other <= last) out += `${other}-${last}`;
    }
  }
  return out;
}

/** Punctuation that the `v` flag reserves when doubled is escaped by code. */
function classLiteral(c: string): string {
  return `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** A character in a class of Unicode: a category (`Lu`, `IsLu`), a property (`IsAlphabetic`) or a script (`IsLatin`). */
function unicodeProperty(name: string): string {
  const bare = name.replace(/^Is(?=[A-Z])/, '');
  if (bare === name || /^[A-Z][a-z]?$|=/.test(bare)) return bare;
  return /^(Alphabetic|Ideographic|Lowercase|Uppercase|White_Space)$/.test(bare) ? bare : `Script=${bare}`;
}

const OWN_GROUP = /\(\?<_p\d+>/;

/** Greedy as Java: of `$12` the second digit belongs to the reference if there is such a group. */
function numbered(digits: string, groups: readonly (string | undefined)[]): string {
  let used = 1;
  while (used < digits.length && Number(digits.slice(0, used + 1)) < groups.length) used++;
  const n = Number(digits.slice(0, used));
  if (n >= groups.length) throwApex('System.StringException', `No group ${n}`);
  return (groups[n] ?? '') + digits.slice(used);
}

function expandReplacement(
  by: string,
  groups: readonly (string | undefined)[],
  names: Readonly<Record<string, string | undefined>>
): string {
  return by.replace(/\\(.)|\$(?:(\d+)|\{(\w+)\})|[\\$]/gs, (_, literal?: string, digits?: string, name?: string) => {
    if (literal !== undefined) return literal;
    if (digits !== undefined) return numbered(digits, groups);
    if (name === undefined) return throwApex('System.StringException', `Illegal group reference in ${by}`);
    if (!(name in names)) return throwApex('System.StringException', `No group with name {${name}}`);
    return names[name] ?? '';
  });
}
