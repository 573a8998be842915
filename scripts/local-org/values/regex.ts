import { throwApex } from './exception.ts';

/**
 * Java regular expressions on JavaScript's `v` flag. What is not understood is refused by name, never matched wrongly.
 */
const cache = new Map<string, RegExp>();

/** Throws StringException for a pattern that is wrong or not supported. `flags`: of JavaScript (`g`, `y`, `d`). */
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
    cache.set(key, compiled);
  }
  compiled.lastIndex = 0;
  return compiled;
}

const whole = new WeakMap<RegExp, RegExp>();

/** The expression where it must match a text from end to end, as `Pattern.matches` and REGEX do. */
export function compileWholeJavaRegex(pattern: string): RegExp {
  const plain = compileJavaRegex(pattern, '');
  let made = whole.get(plain);
  if (!made) whole.set(plain, (made = new RegExp(`(?<![^])(?:${plain.source})(?![^])`, plain.flags)));
  return made;
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
  IsAlphabetic: '\\p{Alphabetic}',
  IsLetter: '\\p{L}',
  IsDigit: '\\p{Nd}',
  IsLatin: '\\p{Script=Latin}'
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

const ESCAPES: Readonly<Record<string, string>> = {
  ...CLASSES,
  R: '(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])',
  A: '(?<![^])',
  z: '(?![^])',
  Z: '(?=\\n?(?![^]))',
  b: '\\b',
  B: '\\B',
  a: '\\x07',
  e: '\\x1B',
  t: '\\t',
  n: '\\n',
  r: '\\r',
  f: '\\f'
};

class Translator {
  /** JavaScript flags from leading `(?i)`, `(?m)`, `(?s)`. */
  flags = '';
  private readonly text: string;
  private at = 0;
  private groups = 0;
  /** Of flags inside the pattern, which JavaScript can't switch on and off: letters are then written in both cases. */
  private caseless = false;
  private readonly outer: boolean[] = [];

  constructor(text: string) {
    this.text = text;
  }

  translate(): string {
    this.leadingFlags();
    let out = '';
    while (this.at < this.text.length) out += this.atom();
    if (this.outer.length > 0) this.wrong('Unclosed group', this.text.length);
    return out;
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

  private leadingFlags(): void {
    const m = /^\(\?([a-zA-Z]+)\)/.exec(this.text);
    if (!m) return;
    for (const f of m[1] as string) {
      if (!'imsu'.includes(f)) this.refuse(`flag ${f} is not supported`);
      if (f !== 'u' && !this.flags.includes(f)) this.flags += f;
    }
    this.at = m[0].length;
  }

  private atom(): string {
    const c = this.text.charAt(this.at);
    if (c === '\\') return this.quantified(this.escape());
    if (c === '[') return this.quantified(this.charClass());
    if (c === '(') return this.open();
    this.at++;
    if (c === ')') return this.close();
    if (c === '*' || c === '+' || c === '?') this.wrong(`Dangling meta character '${c}'`, this.at - 1);
    if (c === '$') return this.flags.includes('m') ? '$' : '(?=\\n?(?![^]))';
    if (c === '.') return this.quantified(this.flags.includes('s') ? '.' : '[^\\n\\r\\x85\\u2028\\u2029]');
    if (c === '^' || c === '|') return c;
    if (c === '{' && !/^\d+(,\d*)?\}/.test(this.text.slice(this.at))) return this.quantified('\\{');
    if (c === '}' || c === ']' || c === '/') return this.quantified(`\\${c}`);
    return this.quantified(this.plain(c));
  }

  private plain(c: string): string {
    const point = this.text.codePointAt(this.at - 1);
    if (point === undefined || point < 0x10000) return this.caseless && isCased(c) ? `[${bothCases(c)}]` : c;
    this.at++;
    return String.fromCodePoint(point);
  }

  private close(): string {
    if (this.outer.length === 0) this.wrong("Unmatched closing ')'", Math.max(0, this.at - 2));
    this.caseless = this.outer.pop() ?? false;
    return this.quantified(')');
  }

  /** A possessive quantifier becomes an atomic group: a lookahead that is captured and repeated. */
  private quantified(atom: string): string {
    const m = /^(?:[*+?]|\{\d+(?:,\d*)?\})([+?])?/.exec(this.text.slice(this.at));
    if (!m) return atom;
    this.at += m[0].length;
    if (m[1] !== '+') return atom + m[0];
    if (atom === ')') this.refuse('a possessive group is not supported');
    return `(?:(?=(?<p${this.at}>${atom}${m[0].slice(0, -1)}))\\k<p${this.at}>)`;
  }

  private open(): string {
    const rest = this.text.slice(this.at);
    const special = /^\((?:\?(?:[:=!]|<[=!]|<([a-zA-Z][a-zA-Z0-9]*)>))/.exec(rest);
    if (special) {
      this.outer.push(this.caseless);
      this.at += special[0].length;
      if (special[1] !== undefined) this.groups++;
      return special[0];
    }
    if (rest.startsWith('(?')) return this.inlineFlags(rest);
    this.outer.push(this.caseless);
    this.at++;
    this.groups++;
    return '(';
  }

  /** `(?i)`, which holds up to the end of the group that it stands in, and `(?i:...)`; `-` switches off. */
  private inlineFlags(rest: string): string {
    const m = /^\(\?(-?)i([:)])/.exec(rest);
    if (!m || this.flags.includes('i')) return this.refuse(`group ${rest.slice(0, 4)} is not supported`);
    this.at += m[0].length;
    if (m[2] === ':') this.outer.push(this.caseless);
    this.caseless = m[1] === '';
    return m[2] === ':' ? '(?:' : '';
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
    if (Number(c) > this.groups) this.refuse(`group ${c} does not exist`);
    return `\\${c}(?:)`;
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
    const posix = POSIX[name];
    if (posix !== undefined) return `[${negative ? '^' : ''}${posix}]`;
    return `\\${negative ? 'P' : 'p'}{${name.replace(/^Is(?=[A-Z])/, '')}}`;
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
    while (this.text.charAt(this.at) !== ']' || first) {
      if (this.at >= this.text.length) this.wrong('Unclosed character class', this.text.length - 1);
      if (this.text.startsWith('&&', this.at)) {
        this.at += 2;
        parts.push('');
      } else parts[parts.length - 1] += this.classItem();
      first = false;
    }
    this.at++;
    if (this.caseless) parts.forEach((part, i) => (parts[i] = part + otherCases(part)));
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

/** `$1`, `${name}` and `\x` of a Java replacement, with the arguments that `String.replace` gives its callback. */
export function expandReplacement(by: string, args: readonly (string | number | Record<string, string>)[]): string {
  const last = args[args.length - 1];
  const names = typeof last === 'object' ? last : {};
  const groups = args.slice(0, typeof last === 'object' ? -3 : -2) as (string | undefined)[];
  return by.replace(/\\(.)|\$(?:(\d)|\{(\w+)\})|[\\$]/gs, (whole, literal?: string, digit?: string, name?: string) => {
    if (literal !== undefined) return literal;
    if (name !== undefined) return names[name] ?? '';
    if (digit === undefined) return throwApex('System.StringException', `Illegal group reference in ${by}`);
    if (Number(digit) >= groups.length) throwApex('System.StringException', `No group ${digit}`);
    return groups[Number(digit)] ?? (whole === '' ? whole : '');
  });
}
