import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { suiteCases } from './cases.ts';

/** Tables in READMEs that say which case holds the org to which sentence; the case is the last column. */
const ROOMS = ['access', 'apex', 'async', 'flow', 'library', 'save', 'soql', 'testing', 'trace', 'transaction'];

const titles = new Set(suiteCases(import.meta.dirname).map((one) => one.title));

/** The last cell of each row of the tables whose last column is headed `Case`. */
function namedCases(text: string): string[] {
  const found: string[] = [];
  let inTable = false;
  for (const line of text.split('\n')) {
    const cells = line.startsWith('|') ? line.split('|').map((cell) => cell.trim()) : [];
    const last = cells.at(-2);
    if (last === 'Case') inTable = true;
    else if (last === undefined) inTable = false;
    else if (inTable && !/^-+$/.test(last)) found.push(last);
  }
  return found;
}

const TITLE = /(?:\bit|\))\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)\s*,/g;

const HERE = join(import.meta.dirname, '..');

/** Titles of the tests of all rooms, as they are written: `%s is a day` for tests of a list. */
function testTitles(): string[] {
  const rooms = readdirSync(HERE, { withFileTypes: true }).filter((each) => each.isDirectory());
  return rooms
    .map(({ name }) => join(HERE, name, 'tests'))
    .filter((dir) => existsSync(dir))
    .flatMap((dir) => readdirSync(dir).map((name) => join(dir, name)))
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(TITLE)])
    .map(([, single, double, backtick]) => (single ?? double ?? backtick ?? '').replace(/\\(.)/g, '$1'));
}

describe('the table of what is held by which case', () => {
  const there = new Set([...titles, ...testTitles()]);

  for (const room of ROOMS) {
    it(`of ${room} names cases that there are`, () => {
      const named = namedCases(readFileSync(join(import.meta.dirname, `../${room}/README.md`), 'utf8'));
      expect(named.length).toBeGreaterThan(8);
      expect(named.filter((title) => !there.has(title))).toEqual([]);
    });
  }
});
