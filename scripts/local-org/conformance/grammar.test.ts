import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseUnit, type Source } from '../apex/syntax/index.ts';
import { parseWithGrammar } from '../apex/syntax/oracle/parse-unit.ts';
import { allCases } from './cases.ts';
import { type Sentence, sentences } from './sentences.ts';

const SPELLING = {
  Identifier: 'x',
  BooleanLiteral: 'true',
  NullLiteral: 'null',
  IntegerLiteral: '1',
  LongLiteral: '1L',
  NumberLiteral: '1.5',
  StringLiteral: "'s'",
  MultilineStringLiteral: "'''\ns'''",
  DateLiteral: '2026-01-01',
  DateTimeLiteral: '2026-01-01T00:00:00Z',
  TimeLiteral: '01:00:00.000Z',
  IntegralCurrencyLiteral: 'USD1',
  FindLiteral: "[find 's'",
  FindLiteralAlt: '[find {x}'
};

const STARTS: readonly (readonly [rule: string, kind: Source['kind']])[] = [
  ['compilationUnit', 'class'],
  ['triggerUnit', 'trigger'],
  ['anonymousUnit', 'anonymous']
];

/** What the public grammar takes and the platform does not. */
const TOO_LENIENT: readonly RegExp[] = [/\bafter \. after \( \) \{/, /\bnew abstract \[ \] ;/];

const every = STARTS.flatMap(([start, kind]) => {
  const byText = new Map(sentences(start, SPELLING).map((s) => [s.text, s]));
  return [...byText.values()].map((s) => ({ ...s, kind }));
});

const codeOf = (parse: typeof parseUnit, { text, kind }: Sentence & { kind: Source['kind'] }): string | undefined =>
  parse({ path: 'X', text, kind }).problems[0]?.code;

const reserves = ({ text, kind }: Sentence & { kind: Source['kind'] }): boolean =>
  parseUnit({ path: 'X', text, kind }).problems[0]?.message.startsWith('Identifier name is reserved: ') === true;

describe('every way through every rule of the public Apex grammar', () => {
  it('is a text that the grammar itself reads', () => {
    expect(every.length).toBeGreaterThan(1_000);
    expect(every.filter((s) => codeOf(parseWithGrammar, s) === 'syntax')).toEqual([]);
  });

  it('reaches every rule but the one that only reserves words', () => {
    const rules = new Set(every.map((s) => s.rule));
    expect(
      [
        'expression',
        'soslClauses',
        'switchStatement',
        'propertyBlock',
        'triggerCase',
        'typeOf',
        'mergeStatement'
      ].filter((rule) => !rules.has(rule))
    ).toEqual([]);
  });

  it('is read, or refused by name, never a syntax error', () => {
    const refused = every.filter(
      (s) => codeOf(parseUnit, s) === 'syntax' && !reserves(s) && !TOO_LENIENT.some((known) => known.test(s.text))
    );
    expect(refused).toEqual([]);
  });

  it('takes as names what the platform reserves, and only there we refuse it', () => {
    const refused = every.filter(reserves);
    expect(refused.length).toBeGreaterThan(40);
    expect([...new Set(refused.map((s) => s.rule))]).toEqual(['id']);
  });

  it('has no syntax that both readers refuse under different names', () => {
    const unlike = every.filter(
      (s) => codeOf(parseWithGrammar, s) === 'unsupported-syntax' && codeOf(parseUnit, s) === undefined
    );
    expect(unlike).toEqual([]);
  });
});

/** Spellings of one meaning, each as a pattern of what differs. */
const SAME_MEANING: readonly (readonly [what: RegExp, is: string])[] = [
  [/after \( \)/, 'after'],
  [/'''\ns'''/, "'s'"],
  [/when \( 's' \)/, "when 's'"],
  [/when \+ 1/, 'when 1'],
  [/this <> this/, 'this != this'],
  [/\{ ; \}/, '{ }'],
  [/this , \}/, 'this }'],
  [/update (tracking|viewstat)( , (tracking|viewstat))?/, ''],
  [/from after , after after \]/, 'from after , after ]'],
  [/where \( after = null \)/, 'where after = null'],
  [/(order by \S+(?: \( \))?) asc/, '$1'],
  // A parameter of an annotation given twice, and modifiers of a caught exception, which is never written to.
  [/after = null,? after = null/, 'after = null'],
  [/after = null , after = null/, 'after = null'],
  [/catch \( global after after/, 'catch ( after after']
];

const PLACES: ReadonlySet<string> = new Set(['pos', 'end', 'line', 'column']);

/** The tree by what it means: without positions, and without the text that a query keeps beside its parts (a search is its text). */
function meaning(node: unknown): string {
  return JSON.stringify(node, (key, value: unknown) => {
    if (PLACES.has(key) || (key === 'text' && typeof value === 'string' && /^\s*select/i.test(value))) return undefined;
    return value instanceof Map || value instanceof Set ? [...value] : value;
  });
}

describe('every part of a sentence', () => {
  it('is in the tree: two sentences that differ make trees that differ', () => {
    const seen = new Map<string, string>();
    const lost = every.filter((s) => {
      const { ast, problems } = parseUnit({ path: 'X', text: s.text, kind: s.kind });
      if (problems.length > 0) return false;
      const text = SAME_MEANING.reduce((now, [what, is]) => now.replace(what, is), s.text).trim();
      const tree = s.kind + meaning(ast);
      const before = seen.get(tree) ?? text;
      seen.set(tree, before);
      return before.replace(/\s+/g, '') !== text.replace(/\s+/g, '');
    });
    expect(lost.map((s) => s.text)).toEqual([]);
  });
});

/** Every literal that a `kind` of the syntax tree may be, read from its declaration. */
function declaredKinds(): Set<string> {
  const file = join(import.meta.dirname, '../apex/syntax/ast.ts');
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const kinds = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node) && node.name.getText() === 'kind' && node.type) {
      for (const [, kind = ''] of node.type.getText().matchAll(/'(\w+)'/g)) kinds.add(kind);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return kinds;
}

function kindsIn(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  const { kind } = node as { kind?: unknown };
  if (typeof kind === 'string') found.add(kind);
  for (const child of Object.values(node)) kindsIn(child, found);
}

describe('every kind of the syntax tree', () => {
  it('is run by some case of this suite', () => {
    const found = new Set<string>(['trigger', 'class']);
    const classes = ['Part', 'Shapes'].map((name) =>
      join(import.meta.dirname, `project/force-app/main/default/classes/${name}.cls`)
    );
    for (const path of classes)
      kindsIn(parseUnit({ path, text: readFileSync(path, 'utf8'), kind: 'class' }).ast, found);
    for (const one of allCases(join(import.meta.dirname, 'cases')).filter((c) => c.kind === 'apex')) {
      const { ast } = parseUnit({ path: one.file, text: one.source, kind: 'anonymous' });
      kindsIn(ast, found);
    }
    expect([...declaredKinds()].filter((kind) => !found.has(kind))).toEqual([]);
  });
});
