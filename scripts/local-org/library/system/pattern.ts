import { throwApex } from '../../values/index.ts';
import { libraryClass, need, strings } from '../define.ts';
import { PlatformObject } from '../registry.ts';
import { compileJavaRegex, expandReplacement } from '../../values/regex.ts';
import { splitJava } from './string.ts';

export class ApexPattern extends PlatformObject {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
    compileJavaRegex(text, 'dg');
  }

  override $toString(): string {
    return this.text;
  }
}
ApexPattern.for('System.Pattern');

const whole = new WeakMap<RegExp, RegExp>();

/** The same expression where it must match from end to end, or from the start. */
function anchored(text: string, toEnd: boolean): RegExp {
  const plain = compileJavaRegex(text, toEnd ? 'dg' : 'd');
  let made = whole.get(plain);
  if (!made) {
    made = new RegExp(`(?<![^])(?:${plain.source})${toEnd ? '(?![^])' : ''}`, plain.flags.replace('g', ''));
    whole.set(plain, made);
  }
  return made;
}

/** `System.Matcher` without regions. */
class ApexMatcher extends PlatformObject {
  private pattern: ApexPattern;
  private input: string;
  private from = 0;
  private last: RegExpExecArray | null = null;

  constructor(pattern: ApexPattern, input: string) {
    super();
    this.pattern = pattern;
    this.input = input;
  }

  get of(): ApexPattern {
    return this.pattern;
  }

  find(from?: number): boolean {
    if (from !== undefined && (from < 0 || from > this.input.length))
      throwApex('System.StringException', 'Illegal start index');
    const regex = compileJavaRegex(this.pattern.text, 'dg');
    regex.lastIndex = from ?? this.from;
    this.last = this.from > this.input.length ? null : regex.exec(this.input);
    if (this.last) this.from = this.end(0) + (this.last[0] === '' ? 1 : 0);
    return this.last !== null;
  }

  matches(toEnd: boolean): boolean {
    this.last = anchored(this.pattern.text, toEnd).exec(this.input);
    if (this.last) this.from = this.end(0);
    return this.last !== null;
  }

  group(n: number): string | null {
    return this.matched()[this.number(n)] ?? null;
  }

  start(n: number): number {
    return this.span(n)?.[0] ?? -1;
  }

  end(n: number): number {
    return this.span(n)?.[1] ?? -1;
  }

  groupCount(): number {
    const counter = compileJavaRegex(this.pattern.text, '');
    return (new RegExp(`${counter.source}|`, counter.flags).exec('')?.length ?? 1) - 1;
  }

  reset(input?: string): this {
    if (input !== undefined) this.input = input;
    this.from = 0;
    this.last = null;
    return this;
  }

  use(pattern: ApexPattern): this {
    this.pattern = pattern;
    this.last = null;
    return this;
  }

  replace(by: string, all: boolean): string {
    const regex = compileJavaRegex(this.pattern.text, all ? 'g' : '');
    return this.input.replace(regex, (...m) => expandReplacement(by, m as (string | number)[]));
  }

  private matched(): RegExpExecArray {
    return this.last ?? throwApex('System.StringException', 'No match found');
  }

  private span(n: number): [number, number] | undefined {
    return this.matched().indices?.[this.number(n)];
  }

  private number(n: number): number {
    if (need(n) < 0 || n >= this.matched().length) throwApex('System.StringException', `No group ${n}`);
    return n;
  }
}
ApexMatcher.for('System.Matcher');

export const patternClasses = [
  libraryClass('System.Pattern', {
    'Matcher matcher(String s)': (_, self: ApexPattern, s: string) => new ApexMatcher(self, need(s)),
    'String pattern()': (_, self: ApexPattern) => self.text,
    'List<String> split(String s)': (_, self: ApexPattern, s: string) =>
      strings(splitJava(need(s), compileJavaRegex(self.text, 'g'), 0)),
    'List<String> split(String s, Integer limit)': (_, self: ApexPattern, s: string, limit: number) =>
      strings(splitJava(need(s), compileJavaRegex(self.text, 'g'), need(limit))),
    'static Pattern compile(String s)': (_, __, s: string) => new ApexPattern(need(s)),
    'static Boolean matches(String regex, String s)': (_, __, regex: string, s: string) =>
      new ApexMatcher(new ApexPattern(need(regex)), need(s)).matches(true),
    'static String quote(String s)': (_, __, s: string) => `\\Q${need(s).replaceAll('\\E', '\\E\\\\E\\Q')}\\E`
  }),
  libraryClass('System.Matcher', {
    'Integer end()': (_, self: ApexMatcher) => self.end(0),
    'Integer end(Integer n)': (_, self: ApexMatcher, n: number) => self.end(n),
    'Boolean find()': (_, self: ApexMatcher) => self.find(),
    'Boolean find(Integer from)': (_, self: ApexMatcher, from: number) => self.reset().find(need(from)),
    'String group()': (_, self: ApexMatcher) => self.group(0),
    'String group(Integer n)': (_, self: ApexMatcher, n: number) => self.group(n),
    'Integer groupCount()': (_, self: ApexMatcher) => self.groupCount(),
    'Boolean lookingAt()': (_, self: ApexMatcher) => self.matches(false),
    'Boolean matches()': (_, self: ApexMatcher) => self.matches(true),
    'Pattern pattern()': (_, self: ApexMatcher) => self.of,
    'String replaceAll(String by)': (_, self: ApexMatcher, by: string) => self.replace(need(by), true),
    'String replaceFirst(String by)': (_, self: ApexMatcher, by: string) => self.replace(need(by), false),
    'Matcher reset()': (_, self: ApexMatcher) => self.reset(),
    'Matcher reset(String s)': (_, self: ApexMatcher, s: string) => self.reset(need(s)),
    'Integer start()': (_, self: ApexMatcher) => self.start(0),
    'Integer start(Integer n)': (_, self: ApexMatcher, n: number) => self.start(n),
    'Matcher usePattern(Pattern p)': (_, self: ApexMatcher, p: ApexPattern) => self.use(need(p)),
    'static String quoteReplacement(String s)': (_, __, s: string) => need(s).replace(/[\\$]/g, '\\$&')
  })
];
