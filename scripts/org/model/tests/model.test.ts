import fc from 'fast-check';
import { beforeAll, describe, it } from 'vitest';
import { Run } from '../sequence.ts';
import { sequences } from '../signals.ts';
import { World } from '../world.ts';

/** Enough for each change; `npm run model` plays 2,000. */
const SEQUENCES = 60;
let world: World;
beforeAll(() => {
  world = new World();
});

describe('The package and a reference model', () => {
  it(
    `have the same clocks and the same ledger after each of ${SEQUENCES} random sequences of signals`,
    { timeout: 300_000 },
    () => {
      fc.assert(
        fc.property(sequences, (sequence) => new Run(world).play(sequence)),
        { numRuns: SEQUENCES }
      );
    }
  );
});
