import { describe, expect, it } from 'vitest';
import { flow } from '../../validate/gates/flow.ts';
import { freeze } from '../../validate/gates/freeze/index.ts';
import { references } from '../../validate/gates/references/index.ts';
import { Workspace } from '../../validate/workspace.ts';
import { ROOT } from './kit.ts';

const workspace = new Workspace({ root: ROOT, home: ROOT });

/** The quick gates of `npm run validate` that the package must pass at every test run. */
describe('The metadata of the package', () => {
  for (const [gate, says] of [
    [freeze, 'has every field that docs/data-model.md describes, as it describes it, and no other'],
    [references, 'names nothing that is not there'],
    [flow, 'has flows without loose ends']
  ] as const) {
    it(says, async () => {
      const { findings } = await gate.run(workspace);
      expect(findings).toEqual([]);
    });
  }
});
