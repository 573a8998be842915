import { testsOf } from './baseline.ts';
import type { Kills } from './baseline.ts';
import { findMutants } from './mutants.ts';
import type { Kind } from './mutants.ts';
import { askTogether } from './together.ts';
import { fails } from './trial.ts';
import type { Change, Trial } from './trial.ts';

/** Killed by a test, survived all that cover it, or does not compile. */
export type Fate = 'killed' | 'survived' | 'invalid';

export interface Tried {
  readonly className: string;
  /** Its number in the class, from 0. */
  readonly at: number;
  readonly kind: Kind;
  readonly line: number;
  readonly column: number;
  readonly change: string;
  readonly fate: Fate;
  /** The test that noticed. */
  readonly by: string | null;
  /** How many tests cover the line. */
  readonly tests: number;
  /** How many of them were asked at most; what survived fewer than all is to be asked about again. */
  readonly asked: number;
}

/** What is to be done with a change: nothing, ask a few tests about it alone, or only all of them about it and others at once. */
export type Task = 'nothing' | 'alone' | 'together';

/** A few tests are asked about each change alone, and notice most. */
export const FEW = 12;

/** Tries the changes of a class, by their number from 0; tells each at once, one that a few did not notice twice. The org is afterwards as before. */
export function tryClass(
  trial: Trial,
  className: string,
  task: (at: number) => Task,
  onTried: (one: Tried) => void = () => {}
): Tried[] {
  const changes = findMutants(trial.trees.tree(className)).map((mutant, at) => ({ at, mutant }));
  const kills: Kills = new Map();
  const tried = new Map<number, Tried>();
  const tell = (one: Tried): void => {
    tried.set(one.at, one);
    onTried(one);
  };
  for (const change of changes) if (task(change.at) === 'alone') tell(tryAlone(trial, className, change, kills));
  const open = changes.filter(({ at }) => task(at) === 'together' || isOpen(tried.get(at)));
  askTogether(trial, className, open, ({ change, by }) => tell(verdict(trial, className, change, by)));
  const original = trial.trees.compile(className);
  if (original) trial.org.program.define([original]);
  return [...tried.values()];
}

/** It survived, but not all tests were asked. */
export function isOpen(one: Tried | undefined): boolean {
  return one?.fate === 'survived' && one.asked < one.tests;
}

function about(trial: Trial, className: string, { at, mutant }: Change): Omit<Tried, 'fate' | 'by' | 'asked'> {
  const { kind, line, column, change } = mutant;
  return { className, at, kind, line, column, change, tests: testsOf(trial.covering, className, line).length };
}

function verdict(trial: Trial, className: string, change: Change, by: string | null): Tried {
  const told = about(trial, className, change);
  return { ...told, asked: told.tests, fate: by === null ? 'survived' : 'killed', by };
}

function tryAlone(trial: Trial, className: string, change: Change, kills: Kills): Tried {
  const { mutant } = change;
  const asked = spread(testsOf(trial.covering, className, mutant.line, kills), FEW);
  const told = { ...about(trial, className, change), asked: asked.length };
  mutant.apply();
  try {
    const unit = trial.trees.compile(className);
    if (!unit) return { ...told, fate: 'invalid', by: null };
    if (asked.length === 0) return { ...told, fate: 'survived', by: null };
    trial.org.program.define([unit]);
    const by = asked.find((test) => fails(trial, test)) ?? null;
    if (by !== null) kills.set(by, (kills.get(by) ?? 0) + 1);
    return { ...told, fate: by === null ? 'survived' : 'killed', by };
  } finally {
    mutant.undo();
  }
}

/** So many of the tests, in their order, but one of each test class before a second of any: what they look at differs more. */
export function spread(tests: readonly string[], most: number): string[] {
  const rounds = new Map<string, number>();
  const ranked = tests.map((test) => {
    const [className = ''] = test.split('.');
    const round = rounds.get(className) ?? 0;
    rounds.set(className, round + 1);
    return { test, round };
  });
  return ranked
    .sort((a, b) => a.round - b.round)
    .slice(0, most)
    .map(({ test }) => test);
}
