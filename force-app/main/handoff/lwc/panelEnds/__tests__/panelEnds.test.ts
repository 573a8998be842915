import { cancelledText, pastCycleText } from 'c/panelEnds';
import { NOW, at } from '../../../../../../scripts/test/jest-data/views';

describe('panelEnds', () => {
  it('says why a clock was cancelled, and nothing of what is no reason', () => {
    expect(cancelledText('OwnerLeft')).toBe('c.CancelledOwnerLeft');
    expect([cancelledText('Ana Ruiz'), cancelledText(null)]).toEqual(['', '']);
  });

  it('says a past cycle in one line', () => {
    const cycle = {
      cycle: 1,
      startedAt: at(-100),
      endedAt: at(-50),
      outcome: 'Disposed',
      reasonName: 'Timing',
      clocks: []
    };
    expect(pastCycleText(cycle, NOW)).toBe('c.PastCycleLine · c.StateDisposed: Timing');
    expect(pastCycleText({ ...cycle, outcome: null, reasonName: null }, NOW)).toBe('c.PastCycleLine');
  });
});
