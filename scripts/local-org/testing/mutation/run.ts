import type { UserContext } from '../../contracts/access.ts';
import type { LocalOrg } from '../../org/index.ts';
import { runTests } from '../runner.ts';
import { testsOf } from './baseline.ts';
import type { CoveringTest, Kills } from './baseline.ts';
import type { Trees } from './compiler.ts';
import { findMutants } from './mutants.ts';
import type { Kind, Mutant } from './mutants.ts';

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
  /** How many of them were asked at most; what survived fewer than all might be noticed by another. */
  readonly asked: number;
}

export interface Trial {
  readonly org: LocalOrg;
  readonly user: UserContext;
  readonly trees: Trees;
  readonly covering: readonly CoveringTest[];
  /** Ask at most so many tests about a change; absent: all that cover it. */
  readonly most?: number;
}

/** Tries the changes of a class that `mine` wants, by their number from 0; tells each at once. The org is afterwards as before. */
export function tryClass(
  trial: Trial,
  className: string,
  mine: (at: number) => boolean,
  onTried: (one: Tried) => void = () => {}
): Tried[] {
  const mutants = findMutants(trial.trees.tree(className));
  const kills: Kills = new Map();
  const tried = mutants.flatMap((mutant, at) => {
    if (!mine(at)) return [];
    const one = tryOne(trial, className, mutant, at, kills);
    onTried(one);
    return [one];
  });
  const original = trial.trees.compile(className);
  if (original) trial.org.program.define([original]);
  return tried;
}

function tryOne(trial: Trial, className: string, mutant: Mutant, at: number, kills: Kills): Tried {
  const { kind, line, column, change } = mutant;
  const tests = testsOf(trial.covering, className, line, kills);
  const asked = trial.most === undefined ? tests : spread(tests, trial.most);
  const told = { className, at, kind, line, column, change, tests: tests.length, asked: asked.length };
  mutant.apply();
  try {
    const unit = trial.trees.compile(className);
    if (!unit) return { ...told, fate: 'invalid', by: null };
    if (tests.length === 0) return { ...told, fate: 'survived', by: null };
    trial.org.program.define([unit]);
    const by = asked.find((test) => fails(trial, test)) ?? null;
    if (by !== null) kills.set(by, (kills.get(by) ?? 0) + 1);
    return { ...told, fate: by === null ? 'survived' : 'killed', by };
  } finally {
    mutant.undo();
  }
}

function fails({ org, user }: Trial, test: string): boolean {
  const [className = '', method = ''] = test.split('.');
  const { results } = runTests({ org, user, classes: [className], methods: [method] });
  return results.some(({ outcome }) => outcome !== 'pass');
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
