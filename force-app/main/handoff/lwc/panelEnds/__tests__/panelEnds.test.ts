import { cancelledText, pastCycleText } from 'c/panelEnds';
import { NOW, at, clock, pastCycle } from '../../../../../../scripts/test/jest-data/views';

describe('panelEnds', () => {
  it('says why a clock was cancelled, and nothing of what is no reason', () => {
    expect(cancelledText('OwnerLeft')).toBe('c.CancelledOwnerLeft');
    expect([cancelledText('Ana Ruiz'), cancelledText(null)]).toEqual(['', '']);
  });

  it('says a past cycle in one line, with its days and its outcome', () => {
    expect(pastCycleText(pastCycle(), NOW)).toBe('c.PastCycleLine · c.StateDisposed: Timing');
    expect(pastCycleText(pastCycle({ outcome: null, reasonName: null }), NOW)).toBe('c.PastCycleLine');
  });

  it('says one day where the cycle began and ended on it, or has no end', () => {
    expect(
      pastCycleText(pastCycle({ startedAt: at(-60), endedAt: at(-30), outcome: null, reasonName: null }), NOW)
    ).toBe('c.PastCycleDay');
    expect(pastCycleText(pastCycle({ endedAt: null, outcome: null, reasonName: null }), NOW)).toBe('c.PastCycleDay');
  });

  it('says how accept and contact went, the last clock of each, and nothing of stages that did not end so', () => {
    const clocks = [
      clock({ stage: 'FirstContact', state: 'Met Late', dueAt: at(-40), stoppedAt: at(-20) }),
      clock({ stage: 'FollowUp', state: 'Met', elapsedSeconds: 60 }),
      clock({ state: 'Met', elapsedSeconds: 240 }),
      clock({ state: 'Missed' })
    ];
    const line = (of: typeof clocks) => pastCycleText(pastCycle({ outcome: null, reasonName: null, clocks: of }), NOW);
    expect(line(clocks)).toBe('c.PastCycleLine · c.PastAcceptMet · c.PastContactLate');
    expect(line(clocks.slice(3))).toBe('c.PastCycleLine · c.PastAcceptMissed');
    expect(line([clock({ state: 'Rejected' }), clock({ stage: 'FirstContact', state: 'Cancelled' })])).toBe(
      'c.PastCycleLine'
    );
  });
});
