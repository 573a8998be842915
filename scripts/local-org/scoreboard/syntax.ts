/**
 * Compares the parser with the public ANTLR grammar of Apex over whole projects: every difference of the two trees is
 * printed with its place.
 *
 * Usage: npx tsx scripts/local-org/scoreboard/syntax.ts PROJECT_DIR...
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUnit, type Source } from '../apex/syntax/index.ts';
import { parseWithGrammar } from '../apex/syntax/oracle/parse-unit.ts';

function* sources(dir: string): Generator<Source> {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(cls|trigger)$/.test(entry.name))
      yield { path, text: readFileSync(path, 'utf8'), kind: entry.name.endsWith('cls') ? 'class' : 'trigger' };
  }
}

/** The first place where two trees differ, as a path through them. */
function difference(a: unknown, b: unknown, path: string): string | null {
  if (a === b) return null;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return `${path}: ${show(a)} <> ${show(b)}`;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const found = difference(left[key], right[key], `${path}.${key}`);
    if (found) return found;
  }
  return null;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 160);
}

let files = 0;
let lines = 0;
let ours = 0;
let theirs = 0;
let different = 0;
for (const dir of process.argv.slice(2)) {
  for (const source of sources(dir)) {
    files++;
    lines += source.text.split('\n').length;
    const t0 = performance.now();
    const own = parseUnit(source);
    const t1 = performance.now();
    const grammar = parseWithGrammar(source);
    theirs += performance.now() - t1;
    ours += t1 - t0;
    const refused = own.ast === null && grammar.ast === null;
    const found = refused
      ? null
      : own.ast && grammar.ast
        ? difference(own.ast, grammar.ast, '')
        : `${own.problems[0]?.line}:${own.problems[0]?.column} ${own.problems[0]?.message} <> ${grammar.problems[0]?.message}`;
    if (found) {
      different++;
      console.log(`${source.path}\n  ${found}`);
    }
  }
}
console.log(
  `${files} files, ${lines} lines, ${different} differ; this parser ${Math.round(ours)} ms, the grammar ${Math.round(theirs)} ms`
);
