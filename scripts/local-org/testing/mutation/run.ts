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
}

export interface Trial {
  readonly org: LocalOrg;
  readonly user: UserContext;
  readonly trees: Trees;
  readonly covering: readonly CoveringTest[];
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
  const told = { className, at, kind, line, column, change, tests: tests.length };
  mutant.apply();
  try {
    const unit = trial.trees.compile(className);
    if (!unit) return { ...told, fate: 'invalid', by: null };
    if (tests.length === 0) return { ...told, fate: 'survived', by: null };
    trial.org.program.define([unit]);
    const by = tests.find((test) => fails(trial, test)) ?? null;
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
