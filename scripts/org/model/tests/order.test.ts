import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reference } from '../reference/index.ts';
import type { Proof } from '../clock.ts';

/** By then the call was heard, and Return has not ended. */
const END = 500;

/** A lead of Sam's; a pause, perhaps ended before its end; a call, heard at some minute; then time passes. */
interface Story {
  readonly pausedAt: number;
  readonly minutes: number;
  readonly resumedAfter: number | null;
  readonly calledAt: number;
}

/** What the clocks are in the end when the call was heard so many minutes after it was made. */
function told({ pausedAt, minutes, resumedAfter, calledAt }: Story, delay: number): unknown {
  const lead = new Reference({ version: 1, group: [] });
  Object.assign(lead, { owner: 'sam', score: 85 });
  const call: Proof = {
    id: 'call',
    at: calledAt,
    by: 'sam',
    grade: 'Verified',
    channel: 'Call',
    twoWay: false,
    inbound: false
  };
  const happens: [number, number, () => unknown][] = [
    [0, 0, () => lead.changed(0)],
    [pausedAt, 2, () => lead.pause('sam', minutes, pausedAt)],
    [calledAt + delay, 1, () => lead.hear([call], calledAt + delay)]
  ];
  if (resumedAfter !== null && resumedAfter < minutes)
    happens.push([pausedAt + resumedAfter, 3, () => lead.resume('sam', pausedAt + resumedAfter)]);
  for (const [at, , act] of happens.sort(([a, n], [b, m]) => a - b || n - m)) {
    lead.tick(at);
    act();
  }
  lead.tick(END);
  return lead.clocks
    .map(({ stage, state, start, instants, stop, outcome, breached }) => ({
      stage,
      state,
      start,
      instants,
      stop,
      outcome,
      breached
    }))
    .sort((a, b) => (a.stage < b.stage ? -1 : 1));
}

describe('A call in a pause, or from before it', () => {
  it('means the same whenever it is heard', () => {
    const story = fc.record({
      pausedAt: fc.integer({ min: 1, max: 50 }),
      minutes: fc.constantFrom(5, 30, 120),
      resumedAfter: fc.option(fc.integer({ min: 1, max: 60 })),
      calledAt: fc.integer({ min: 1, max: 80 })
    });
    fc.assert(
      fc.property(story, fc.integer({ min: 1, max: 400 }), (one, delay) => {
        // What comes first at one instant is chance.
        fc.pre(one.calledAt !== one.pausedAt);
        expect(told(one, delay)).toEqual(told(one, 0));
      }),
      { numRuns: 3_000 }
    );
  });
});
