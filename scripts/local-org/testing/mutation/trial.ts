import type { UserContext } from '../../contracts/access.ts';
import type { LocalOrg } from '../../org/index.ts';
import { runTests } from '../runner.ts';
import type { CoveringTest } from './baseline.ts';
import type { Trees } from './compiler.ts';
import type { Mutant } from './mutants.ts';

/** A change and its number in the class. */
export interface Change {
  readonly at: number;
  readonly mutant: Mutant;
}

export interface Trial {
  readonly org: LocalOrg;
  readonly user: UserContext;
  readonly trees: Trees;
  readonly covering: readonly CoveringTest[];
}

/** Whether a test fails with the classes as they are. */
export function fails({ org, user }: Trial, test: string): boolean {
  const [className = '', method = ''] = test.split('.');
  const { results } = runTests({ org, user, classes: [className], methods: [method] });
  return results.some(({ outcome }) => outcome !== 'pass');
}
