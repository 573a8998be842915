import { isOpen } from './clock.ts';
import type { Clock, Told } from './clock.ts';
import type { Reference } from './reference/index.ts';
import type { Seen, World } from './world.ts';

/** Throws where the clocks or the ledger of the lead are not as the model says. */
export function same(world: World, id: string, model: Reference): void {
  const expected = model.clocks.map(plain).sort(byKey);
  const found = world.clocks(id).sort(byKey);
  if (JSON.stringify(expected) !== JSON.stringify(found))
    throw new Error(`clocks of ${id}\n${differing(expected, found)}`);
  const told = ordered(model.told);
  const entries = ordered(world.told(id));
  if (JSON.stringify(told) !== JSON.stringify(entries))
    throw new Error(`ledger of ${id}\nmodel only: ${without(told, entries)}\norg only: ${without(entries, told)}`);
}

function differing(expected: readonly Seen[], found: readonly Seen[]): string {
  const count = Math.max(expected.length, found.length);
  const pairs = Array.from({ length: count }, (_, n) =>
    [expected[n], found[n]].map((one) => JSON.stringify(one) ?? 'none')
  );
  return pairs.map(([a, b]) => (a === b ? `both  ${a}` : `model ${a}\norg   ${b}`)).join('\n');
}

function without(all: readonly string[], others: readonly string[]): string {
  const left = [...others];
  return all
    .filter((one) => {
      const at = left.indexOf(one);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    })
    .join(', ');
}

function plain(clock: Clock): Seen {
  const { stage, role, cycle, state, level, start, instants, line, version, holder, since } = clock;
  const { stop, outcome, breached, decidedBy, undoUntil, effectAt, effectQueue, pauses, evidence } = clock;
  const words = { stage, role, cycle, state, level, start, instants, line: line.key, version, holder, since };
  const ends = {
    stop,
    outcome,
    breached,
    decidedBy,
    undoUntil,
    effectAt,
    effectQueue,
    pauses: pauses.map(({ since, until }) => ({ since, until }))
  };
  return { ...words, ...ends, evidence: evidence.map(({ at, grade }) => `${at} ${grade}`).sort(), open: isOpen(clock) };
}

function byKey(a: Seen, b: Seen): number {
  const key = ({ stage, cycle, start, role, open, stop }: Seen): string =>
    [stage, cycle, start, role, open, stop].join(' ');
  return key(a) < key(b) ? -1 : 1;
}

function ordered(told: readonly Told[]): string[] {
  return told.map(({ type, level, at }) => `${at} ${type} ${level ?? ''}`).sort();
}
