import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import { throwApex } from '../../values/index.ts';
import { libraryClass, need, strings } from '../define.ts';
import { PlatformObject } from '../registry.ts';
import { type EndSeen, type Walk, endSeen } from '../../values/regex-end.ts';
import { anchoredRegex, compileJavaRegex, javaGroups, replaceJava } from '../../values/regex.ts';
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

interface Match {
  readonly groups: readonly (string | undefined)[];
  readonly spans: readonly ([number, number] | undefined)[];
}

/** `System.Matcher`. It matches in its region: the whole input until `region` says otherwise. */
class ApexMatcher extends PlatformObject {
  private pattern: ApexPattern;
  private input: string;
  private from = 0;
  private last: Match | null = null;
  /** What was matched last, for those who ask how it came to the end; null before a first match. */
  private walked: { readonly text: string; readonly walk: Walk } | null = null;
  private region: readonly [number, number];
  /** As `useAnchoringBounds` and `useTransparentBounds` say; a new matcher anchors and does not see beyond (documented). */
  readonly bounds = { anchoring: true, transparent: false };

  constructor(pattern: ApexPattern, input: string) {
    super();
    this.pattern = pattern;
    this.input = input;
    this.region = [0, input.length];
  }

  get of(): ApexPattern {
    return this.pattern;
  }

  get regionStart(): number {
    return this.region[0];
  }

  get regionEnd(): number {
    return this.region[1];
  }

  find(from?: number): boolean {
    if (from !== undefined && (from < 0 || from > this.input.length))
      throwApex('System.StringException', 'Illegal start index');
    const start = Math.max(from ?? this.from, this.regionStart);
    const regex = compileJavaRegex(this.pattern.text, 'dg');
    regex.lastIndex = start - this.regionStart;
    this.walked = { text: this.part(), walk: { from: regex.lastIndex, search: !regex.sticky, toEnd: false } };
    this.take(start > this.regionEnd ? null : regex.exec(this.part()), regex);
    if (this.last) this.from = this.end(0) + (this.group(0) === '' ? 1 : 0);
    return this.last !== null;
  }

  matches(toEnd: boolean): boolean {
    const regex = anchoredRegex(compileJavaRegex(this.pattern.text, 'd'), toEnd);
    this.walked = { text: this.part(), walk: { from: 0, search: false, toEnd } };
    this.take(regex.exec(this.part()), regex);
    if (this.last) this.from = this.end(0);
    return this.last !== null;
  }

  /** Before a first match, and after a reset, nothing has reached the end. */
  get reached(): EndSeen {
    if (!this.walked) return { hitEnd: false, requireEnd: false };
    return endSeen(compileJavaRegex(this.pattern.text, 'dg'), this.walked.text, this.walked.walk);
  }

  group(n: number): string | null {
    return this.matched().groups[this.number(n)] ?? null;
  }

  start(n: number): number {
    return this.matched().spans[this.number(n)]?.[0] ?? -1;
  }

  end(n: number): number {
    return this.matched().spans[this.number(n)]?.[1] ?? -1;
  }

  groupCount(): number {
    const counter = compileJavaRegex(this.pattern.text, '');
    const found = new RegExp(`${counter.source}|`, counter.flags).exec('') ?? [''];
    return javaGroups(counter, found).length - 1;
  }

  reset(input?: string): this {
    if (input !== undefined) this.input = input;
    this.from = 0;
    this.last = null;
    this.walked = null;
    this.region = [0, this.input.length];
    return this;
  }

  within(start: number, end: number): this {
    if (start < 0 || end < start || end > this.input.length) throwApex('System.StringException', 'Illegal region');
    this.reset();
    this.region = [start, end];
    this.from = start;
    return this;
  }

  use(pattern: ApexPattern): this {
    this.pattern = pattern;
    this.last = null;
    this.walked = null;
    return this;
  }

  /** The matcher stands where the last replaced match ends, as Java's does: a loop of `find` and `replaceAll` ends. */
  replace(by: string, all: boolean): string {
    this.reset();
    if (all) this.from = this.input.length + 1;
    else this.find();
    this.last = null;
    return replaceJava(this.input, compileJavaRegex(this.pattern.text, all ? 'g' : ''), by);
  }

  /** What is matched. Bounds other than a new matcher's make no difference while the region is the whole input. */
  private part(): string {
    const [start, end] = this.region;
    const whole = start === 0 && end === this.input.length;
    if (!whole && (!this.bounds.anchoring || this.bounds.transparent))
      throw new UnsupportedByLocalOrg(
        'a region of a Matcher with transparent bounds, or with bounds that do not anchor'
      );
    return whole ? this.input : this.input.slice(start, end);
  }

  private take(match: RegExpExecArray | null, regex: RegExp): void {
    const at = this.regionStart;
    this.last = match && {
      groups: javaGroups(regex, match),
      spans: javaGroups(regex, match.indices ?? []).map((span) => span && [span[0] + at, span[1] + at])
    };
  }

  private matched(): Match {
    return this.last ?? throwApex('System.StringException', 'No match found');
  }

  private number(n: number): number {
    if (need(n) < 0 || n >= this.matched().groups.length) throwApex('System.StringException', `No group ${n}`);
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
    'Boolean hasAnchoringBounds()': (_, self: ApexMatcher) => self.bounds.anchoring,
    'Boolean hasTransparentBounds()': (_, self: ApexMatcher) => self.bounds.transparent,
    'Boolean hitEnd()': (_, self: ApexMatcher) => self.reached.hitEnd,
    'Boolean lookingAt()': (_, self: ApexMatcher) => self.matches(false),
    'Boolean matches()': (_, self: ApexMatcher) => self.matches(true),
    'Pattern pattern()': (_, self: ApexMatcher) => self.of,
    'Matcher region(Integer start, Integer end)': (_, self: ApexMatcher, start: number, end: number) =>
      self.within(need(start), need(end)),
    'Integer regionEnd()': (_, self: ApexMatcher) => self.regionEnd,
    'Integer regionStart()': (_, self: ApexMatcher) => self.regionStart,
    'Boolean requireEnd()': (_, self: ApexMatcher) => self.reached.requireEnd,
    'String replaceAll(String by)': (_, self: ApexMatcher, by: string) => self.replace(need(by), true),
    'String replaceFirst(String by)': (_, self: ApexMatcher, by: string) => self.replace(need(by), false),
    'Matcher reset()': (_, self: ApexMatcher) => self.reset(),
    'Matcher reset(String s)': (_, self: ApexMatcher, s: string) => self.reset(need(s)),
    'Integer start()': (_, self: ApexMatcher) => self.start(0),
    'Integer start(Integer n)': (_, self: ApexMatcher, n: number) => self.start(n),
    'Matcher useAnchoringBounds(Boolean anchoring)': (_, self: ApexMatcher, anchoring: boolean) => {
      self.bounds.anchoring = need(anchoring);
      return self;
    },
    'Matcher useTransparentBounds(Boolean transparent)': (_, self: ApexMatcher, transparent: boolean) => {
      self.bounds.transparent = need(transparent);
      return self;
    },
    'Matcher usePattern(Pattern p)': (_, self: ApexMatcher, p: ApexPattern) => self.use(need(p)),
    'static String quoteReplacement(String s)': (_, __, s: string) => need(s).replace(/[\\$]/g, '\\$&')
  })
];
