import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequences } from '../signals.ts';
import type { Op } from '../signals.ts';
import { told } from '../told.ts';

const SEED = 42;

/** Plays against a package and a model that differ once somebody has rejected a lead after it was accepted. */
function differing(): string[] {
  const property = fc.property(sequences, ({ ops }) => {
    const accepted = ops.findIndex(({ what }) => what === 'accept');
    if (accepted >= 0 && ops.slice(accepted).some(({ what }) => what === 'reject')) throw new Error('they differ');
  });
  return told(fc.check(property, { numRuns: 500, seed: SEED }), SEED);
}

describe('A sequence that differs', () => {
  it('is shrunk to the signals that it takes, and printed with how to play it again', () => {
    const [how, first, second, ...rest] = differing();
    expect(how).toMatch(/^seed 42, path [\d:]+, shrunk [1-9]\d* times$/);
    for (const one of [first, second]) expect(JSON.parse(one ?? '')).toMatchObject({ how: 'save', group: 'none' });
    expect(rest.pop()).toBe('they differ');
    const whats = rest.map((one) => (JSON.parse(one) as Op).what);
    expect(whats).toEqual(expect.arrayContaining(['accept', 'reject']));
    expect(whats.length).toBeLessThanOrEqual(3);
  });

  it('is none where they agree', () => {
    expect(
      told(
        fc.check(
          fc.property(sequences, ({ ops }) => ops.length > 0),
          { numRuns: 5, seed: SEED }
        ),
        SEED
      )
    ).toEqual([]);
  });
});
