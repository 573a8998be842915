import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');

const PAGE = readFileSync(resolve(ROOT, 'docs/lines.md'), 'utf8');
const LINES = [
  ...['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A9', 'A10', 'A13', 'A14', 'A15', 'A16'],
  ...Array.from({ length: 13 }, (_, n) => `C${n + 1}`),
  ...Array.from({ length: 7 }, (_, n) => `E${n + 1}`),
  'V1',
  'V3'
];

/** Word by word what is promised of each part. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  Agreement: [
    ...['versions', 'immutability', 'effective dates', 'two signing seats', 'content hash with its schema'],
    ...[
      'readable signed page',
      'what changed',
      'formula lines',
      'sentence builder',
      'test box',
      'steps',
      'commitments'
    ],
    ...['terms', 'lint', 'published schema', 'portable keys', 'mapping of what is unresolved', 'lossless'],
    'starter agreements by one click'
  ],
  'Observe, Notify, Enforce': [
    'each one reversible switch',
    'Observe',
    'Notify',
    'Enforce',
    'what would have happened'
  ],
  'Try out': [
    ...['the last 30, 60 or 90 days', 'values kept in the ledger', 'writes nothing'],
    ...['met, due soon, late per line against the active version', 'asynchronous above 2,000 leads', 'progress'],
    ...['cancel', 'one lead with edited values']
  ],
  Clocks: [
    ...[
      'all seven stages',
      'calendars',
      "rep's own hours",
      'holidays',
      'zones',
      'DST',
      'half days',
      'overnight shifts'
    ],
    ...['pause and resume with caps', 'owner away', 'segments per holder with grace', 'committee wait'],
    ...['dynamic tightening', 'consent', 'cycles', 'late evidence with reversing entries', 'conversion', 'merge'],
    ...['delete', 'undelete', 'mass change', 'queue ownership', 'sandbox copy']
  ],
  Escalation: [
    ...['steps to actions', 'past holders', 'hop cap', 'quiet hours', 'digest', 'storm guard'],
    ...[
      'each message at most once',
      'only after commit',
      'overridable flows',
      'causes',
      'excuse one or many',
      'disputes'
    ]
  ],
  Ledger: ['append-only', 'every state of every clock can be rebuilt', 'a command proves it for a whole org'],
  Replay: [
    ...[
      'each row at its own day',
      'flows and sweeps running as time passes',
      'owners answer by a seeded, stated model'
    ],
    ...['8,000 real leads under 100 s and 1 GB', 'on-time rates by origin']
  ],
  'Setup and health': [
    ...['start and stop', 'who runs it', 'last and next beat', 'backlog', 'inbox with retry', 'checks', 'repair'],
    ...['footprint', 'storage forecast', 'switches', 'go-live steps']
  ],
  'For others': [
    ...['invocable actions', 'Callable', 'events in', 'events out', 'an example each'],
    'a sample packaged in another namespace'
  ],
  Bounds: [
    ...[
      'elapsed(start, due) is the promise over 10,000 cases',
      'monotonic time',
      'random signals over 2,000 sequences'
    ],
    ...['a failing sequence is shrunk and printed', '12 SOQL and 7 DML'],
    ...['4,000 formula evaluations and 200 calendar calls', 'no growth with the number of closed clocks'],
    'one million clocks, a sweep page reads 2,000 rows or fewer, the due ones in order',
    'nothing aggregates raw history',
    '10,000 due in the same minute are escalated within 5 minutes, inside the limits',
    ...['unknown field', 'cycle', 'bad formula', 'unreplayable formula', 'missing pool', 'overlapping dates'],
    ...['tampered after signing', 'editor without access to a referenced field', 'Apex coverage of 95%'],
    'mutation testing kills 85%'
  ]
};

interface Row {
  readonly line: string;
  readonly says: string;
  readonly shownBy: string;
}

const rowsOf = (page: string, isLine: (line: string) => boolean): readonly Row[] =>
  page
    .split('\n')
    .map((text) => text.split('|').map((cell) => cell.trim()))
    .map(([, line = '', says = '', shownBy = '']) => ({ line, says, shownBy }))
    .filter(({ line }) => isLine(line));

const rows = rowsOf(PAGE, (line) => /^[ACEV]\d+$/.test(line));
const delivered = rowsOf(readFileSync(resolve(ROOT, 'docs/deliverables.md'), 'utf8'), (line) => line in PARTS);
const { scripts } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { scripts: object };

/** Whether there is what a page names: an Apex test, a file of tests with that title in it, or a command. */
function exists(name: string, apex: ReadonlySet<string>): boolean {
  const [, command] = /^npm run ([\w:]+)/.exec(name) ?? [];
  if (command !== undefined) return command in scripts;
  const [file = '', title] = name.split(' > ');
  if (!file.includes('/')) return apex.has(name);
  return (
    existsSync(resolve(ROOT, file)) &&
    (title === undefined || readFileSync(resolve(ROOT, file), 'utf8').includes(title))
  );
}

const missing = (all: readonly Row[], apex: ReadonlySet<string>): string[] =>
  all.flatMap(({ line, says, shownBy }) =>
    [...shownBy.matchAll(/`([^`]+)`/g)]
      .map(([, name = '']) => name)
      .filter((name) => !name.startsWith('import ') && !exists(name, apex))
      .map((name) => `${line} ${says}: ${name}`)
  );

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
    expect(missing(rows, apex)).toEqual([]);
  });

  it('names a test for every sentence, or says what it waits for', () => {
    const bare = rows.filter(({ shownBy }) => !shownBy.includes('`') && !shownBy.startsWith('Waits for'));
    expect(bare).toEqual([]);
    expect(rows.filter(({ shownBy }) => shownBy.startsWith('Waits for')).map(({ line }) => line)).toEqual(['A9', 'C4']);
  });
});

describe('docs/deliverables.md', () => {
  it('has a row for every word that is promised, and no other', () => {
    const promised = Object.entries(PARTS).flatMap(([part, words]) => words.map((word) => `${part}: ${word}`));
    expect(delivered.map(({ line, says }) => `${line}: ${says}`).sort()).toEqual(promised.sort());
  });

  it('names something that shows each, and only what there is', () => {
    expect(delivered.filter(({ shownBy }) => !shownBy.includes('`'))).toEqual([]);
    expect(missing(delivered, apexTests())).toEqual([]);
  });
});
