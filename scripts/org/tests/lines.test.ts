import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './kit.ts';

const PAGE = readFileSync(resolve(ROOT, 'docs/lines.md'), 'utf8');
const LINES = [
  ...['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A9', 'A10', 'A13', 'A14', 'A15', 'A16'],
  ...Array.from({ length: 13 }, (_, n) => `C${n + 1}`),
  ...Array.from({ length: 7 }, (_, n) => `E${n + 1}`),
  'V1',
  'V3'
];

interface Row {
  readonly line: string;
  readonly says: string;
  readonly shownBy: string;
}

const rows: readonly Row[] = PAGE.split('\n')
  .map((text) => text.split('|').map((cell) => cell.trim()))
  .filter(([, line]) => /^[ACEV]\d+$/.test(line ?? ''))
  .map(([, line = '', says = '', shownBy = '']) => ({ line, says, shownBy }));

/** Apex tests of the package, as `Class.method`. */
function apexTests(): Set<string> {
  const found = new Set<string>();
  const sources = readdirSync(resolve(ROOT, 'force-app/main'), { recursive: true, encoding: 'utf8' });
  for (const file of sources.filter((one) => one.endsWith('Test.cls'))) {
    const text = readFileSync(resolve(ROOT, 'force-app/main', file), 'utf8');
    for (const [, method] of text.matchAll(/@IsTest\s+static void (\w+)\(/g))
      found.add(`${basename(file, '.cls')}.${method as string}`);
  }
  return found;
}

describe('docs/lines.md', () => {
  it('has a row for every line that it promises', () => {
    const had = new Set(rows.map(({ line }) => line));
    expect(LINES.filter((line) => !had.has(line))).toEqual([]);
  });

  it('names only tests that there are', () => {
    const apex = apexTests();
    expect(apex.size).toBeGreaterThan(500);
    const missing = rows.flatMap(({ line, shownBy }) =>
      [...shownBy.matchAll(/`([^`]+)`/g)]
        .map(([, name]) => name as string)
        .filter((name) => (name.includes('/') ? !existsSync(resolve(ROOT, name)) : !apex.has(name)))
        .map((name) => `${line}: ${name}`)
    );
    expect(missing).toEqual([]);
  });

  it('names a test for every sentence, or says what it waits for', () => {
    const bare = rows.filter(({ shownBy }) => !shownBy.includes('`') && !shownBy.startsWith('Waits for'));
    expect(bare).toEqual([]);
    expect(rows.filter(({ shownBy }) => shownBy.startsWith('Waits for')).map(({ line }) => line)).toEqual(['A9', 'C4']);
  });
});
