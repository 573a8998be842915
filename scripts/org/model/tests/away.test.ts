import { describe, expect, it } from 'vitest';
import { Reference } from '../reference/index.ts';

/** A lead that Sam has accepted and who is then away from minute 10 until minute 200, as he says. */
function whileSamIsAway(): Reference {
  const lead = new Reference({ version: 1, group: [] });
  Object.assign(lead, { owner: 'sam', score: 85 });
  lead.changed(0);
  lead.accept('sam', 2);
  expect(lead.away('sam', 200, 10)).toBe(false);
  return lead;
}

const contact = (lead: Reference) => lead.clocks.find(({ stage }) => stage === 'FirstContact');

describe('The clocks of somebody who is away', () => {
  it('go on when the absence that was planned is over', () => {
    const lead = whileSamIsAway();
    const due = contact(lead)?.instants[2] ?? 0;
    lead.tick(200);
    expect(contact(lead)).toMatchObject({ state: 'Running', pauses: [{ since: 10, until: 200, away: true }] });
    expect(contact(lead)?.instants[2]).toBe(due + 190);
  });

  it('go on at once when he is back sooner', () => {
    const lead = whileSamIsAway();
    const due = contact(lead)?.instants[2] ?? 0;
    lead.back('ana', 50);
    expect(contact(lead)?.state).toBe('Paused');
    lead.back('sam', 60);
    expect(contact(lead)).toMatchObject({ state: 'Running', pauses: [{ since: 10, until: 60 }] });
    expect(contact(lead)?.instants[2]).toBe(due + 50);
  });
});
