import { table } from '../../local-org/cli/output.ts';
import { STAGES } from './clock.ts';
import { WHATS } from './signals.ts';
import type { Sequence } from './signals.ts';
import type { Run } from './sequence.ts';

type Counts = Record<string, number>;

/** What was played, as plain data: a process of its own plays each hundred. */
export interface Played {
  agree: boolean;
  sequences: number;
  signals: number;
  /** Clocks and changes of state that the ledgers told. */
  clocks: number;
  changes: number;
  /** Most memory of a process, in megabytes. */
  memory: number;
  /** By signal, how often it met an open clock of each stage; `none`: no clock was open. */
  readonly done: Record<string, Counts>;
  readonly entries: Counts;
}

export function nothingPlayed(): Played {
  return { agree: true, sequences: 0, signals: 0, clocks: 0, changes: 0, memory: 0, done: {}, entries: {} };
}

/** One sequence more that agreed. */
export function count(played: Played, sequence: Sequence, run: Run): void {
  const done = Object.fromEntries([...run.done].map(([what, stages]) => [what, Object.fromEntries(stages)]));
  const one = { ...nothingPlayed(), sequences: 1, signals: sequence.ops.length, done };
  add(played, { ...one, entries: Object.fromEntries(run.entries()) });
}

export function add(to: Played, more: Played): void {
  for (const key of ['sequences', 'signals', 'clocks', 'changes'] as const) to[key] += more[key];
  to.agree &&= more.agree;
  to.memory = Math.max(to.memory, more.memory);
  sum(to.entries, more.entries);
  for (const [what, stages] of Object.entries(more.done)) sum((to.done[what] ??= {}), stages);
}

function sum(to: Counts, more: Counts): void {
  for (const [key, value] of Object.entries(more)) to[key] = (to[key] ?? 0) + value;
}

export function print(played: Played, seed: number, seconds: number): void {
  const columns = [...STAGES, 'none'];
  const rows = WHATS.map((what) => [what, ...columns.map((stage) => String(played.done[what]?.[stage] ?? 0))]);
  console.log(table(['signal', ...columns], rows));
  const told = Object.entries(played.entries).sort((a, b) => b[1] - a[1]);
  console.log(`entries: ${told.map(([type, times]) => `${type} ${times}`).join(', ')}`);
  console.log(`the ledgers tell ${played.clocks} clocks by ${played.changes} changes`);
  const { sequences, signals, memory, agree } = played;
  const end = `${seconds.toFixed(1)} s, ${memory} MB: ${agree ? 'all agree' : 'one differs'}`;
  console.log(`${sequences} sequences, ${signals} signals, seed ${seed}, ${end}`);
}
