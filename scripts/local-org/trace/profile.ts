import type { LoopLines } from './loops.ts';
import type { Part, Place } from './recorder.ts';
import { placeText } from './text.ts';
import { amount, oneLine } from './words.ts';
import type { FileOf } from './text.ts';

const SLOWEST = 10;

interface Statement {
  readonly kind: 'query' | 'save';
  readonly text: string;
  readonly place: Place | undefined;
  times: number;
  milliseconds: number;
  rows: number;
  plan: string;
  /** The loop that the statement, or a call that leads to it, stands in. */
  loop: Place | undefined;
  /** Most runs within one transaction. */
  most: number;
}

/** What costs most: the slowest queries, and statements that loops run again and again. */
export function profileText(parts: readonly Part[], loops: LoopLines, fileOf: FileOf): string {
  const statements = collect(parts, loops);
  const slowest = statements
    .filter(({ kind }) => kind === 'query')
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, SLOWEST);
  const looping = statements.filter(({ loop, most }) => loop && most > 1).sort((a, b) => b.most - a.most);
  return [
    'Slowest queries',
    ...(slowest.length > 0 ? slowest.map((each) => queryLine(each, fileOf)) : ['  none']),
    'Statements in loops',
    ...(looping.length > 0 ? looping.map((each) => loopLine(each, fileOf)) : ['  none'])
  ].join('\n');
}

function queryLine({ text, place, times, milliseconds, rows, plan }: Statement, fileOf: FileOf): string {
  const at = place ? `${placeText(place, fileOf)} ` : '';
  return `  ${milliseconds.toFixed(1).padStart(8)} ms  ${amount(times, 'time')}, ${amount(rows, 'row')}  ${at}${text}\n${' '.repeat(15)}${plan}`;
}

function loopLine({ kind, text, place, most, loop }: Statement, fileOf: FileOf): string {
  const from =
    loop && place && (loop.line !== place.line || loop.where !== place.where)
      ? `, called in the loop at ${placeText(loop, fileOf)}`
      : '';
  return `  ${place ? placeText(place, fileOf) : '?'}: ${kind} in a loop, ${most} times in one transaction${from}: ${text}`;
}

function collect(parts: readonly Part[], loops: LoopLines): Statement[] {
  const all = new Map<string, Statement>();
  for (const part of parts) collectFrom(part, loops, all, new Map());
  return [...all.values()];
}

function collectFrom(
  part: Part,
  loops: LoopLines,
  all: Map<string, Statement>,
  inTransaction: Map<string, number>
): void {
  const counts = part.kind === 'transaction' ? new Map<string, number>() : inTransaction;
  if (part.kind === 'query' || part.kind === 'save') note(part, part.kind, loops, all, counts);
  for (const inner of part.parts) collectFrom(inner, loops, all, counts);
}

function note(
  part: Part,
  kind: Statement['kind'],
  loops: LoopLines,
  all: Map<string, Statement>,
  counts: Map<string, number>
): void {
  const place = part.places[0];
  const text = oneLine(part.text);
  const key = `${place?.where ?? ''}:${place?.line ?? ''} ${text}`;
  const runs = (counts.get(key) ?? 0) + 1;
  counts.set(key, runs);
  const known = all.get(key) ?? {
    kind,
    text,
    place,
    times: 0,
    milliseconds: 0,
    rows: 0,
    plan: '',
    loop: undefined,
    most: 0
  };
  all.set(key, known);
  known.times++;
  known.milliseconds += part.milliseconds;
  known.rows += Number(part.data['rows'] ?? 0);
  known.plan = String(part.data['plan'] ?? '');
  known.loop ??= part.places.find((each) => loops.get(unitOf(each.where))?.has(each.line));
  known.most = Math.max(known.most, runs);
}

/** `class.foo` of `Class.Foo.Inner.bar`. */
function unitOf(where: string): string {
  return where.split('.').slice(0, 2).join('.').toLowerCase();
}
