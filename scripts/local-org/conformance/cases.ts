import { readFileSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';

export type CaseKind = 'apex' | 'soql' | 'formula';

/** One behaviour that the platform documents, with the page that says so, and a small program that shows it. */
export interface ConformanceCase {
  readonly file: string;
  readonly line: number;
  readonly kind: CaseKind;
  readonly title: string;
  /** Address of the page, or `assumed: why` where no document says. */
  readonly cite: string;
  /** One line of output each, in order; rows of a query, the value of a formula. */
  readonly expect: readonly string[];
  /** Runs as an Apex test does: `System.runAs`, `Test.startTest`. */
  readonly test: boolean;
  /** As a test of `@IsTest(SeeAllData=true)`. */
  readonly allData: boolean;
  /** `System.MathException: Divide by 0`, or `compile: message` or `compile at line:column: message` for what must not compile. */
  readonly throws?: string;
  /** Apex that runs before a query or formula; for a formula the last record it leaves in `record` is the subject. */
  readonly given: readonly string[];
  /** API name of the object of a formula. */
  readonly object?: string;
  readonly source: string;
}

const MODES: ReadonlySet<string> = new Set(['test', 'test with all data']);
const HEADER = /^\/\/ (case|cite|expect|throws|given|object|mode): ?(.*)$/;

/**
 * Reads the cases of a file. A case begins with `// case: title` and needs `// cite:` and at least one `// expect:` or
 * `// throws:`; its source is what follows the comments. Throws for anything else, naming file and line.
 */
export function readCases(file: string): ConformanceCase[] {
  const kind = extname(file).slice(1) as CaseKind;
  const name = basename(file);
  const starts: number[] = [];
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.forEach((text, i) => text.startsWith('// case:') && starts.push(i));
  if (starts.length === 0) throw new Error(`${name}:1: a case expected (// case: title)`);
  return starts.map((from, i) => readCase(name, kind, lines.slice(from, starts[i + 1]), from + 1));
}

function readCase(file: string, kind: CaseKind, lines: readonly string[], line: number): ConformanceCase {
  const heads: (readonly [string, string])[] = [];
  let at = 0;
  for (let m = HEADER.exec(lines[0] ?? ''); m; m = HEADER.exec(lines[++at] ?? ''))
    heads.push([m[1] as string, m[2] as string]);
  const all = (name: string): string[] => heads.filter(([n]) => n === name).map(([, text]) => text);
  const [title = '', cite, throws, object, mode] = ['case', 'cite', 'throws', 'object', 'mode'].map((n) => all(n)[0]);
  const source = lines.slice(at).join('\n').trim();
  if (!cite) throw new Error(`${file}:${line}: "${title}" cites nothing (// cite: address, or assumed: why)`);
  if (all('expect').length === 0 && throws === undefined)
    throw new Error(`${file}:${line}: "${title}" expects nothing`);
  if (source === '') throw new Error(`${file}:${line}: "${title}" has no source`);
  if (mode !== undefined && !MODES.has(mode))
    throw new Error(`${file}:${line}: "${title}" has the mode "${mode}"; known are ${[...MODES].join(', ')}`);
  return {
    file,
    line,
    kind,
    title,
    cite,
    expect: all('expect'),
    given: all('given'),
    test: mode !== undefined,
    allData: mode === 'test with all data',
    source,
    ...(throws === undefined ? {} : { throws }),
    ...(object === undefined ? {} : { object })
  };
}

/** Every case of a folder, files in order of their names. */
export function allCases(folder: string): ConformanceCase[] {
  const files = readdirSync(folder).filter((f) => /\.(apex|soql|formula)$/.test(f));
  return files.sort().flatMap((f) => readCases(join(folder, f)));
}

/** Every case of the suite at `folder`: those of the plain org, and those of the orgs with a feature. */
export function suiteCases(folder: string): ConformanceCase[] {
  const features = readdirSync(join(folder, 'features')).map((name) => join(folder, 'features', name, 'cases'));
  return [join(folder, 'cases'), ...features].flatMap(allCases);
}
