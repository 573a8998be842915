import { beatsText, nextStep, previousStep, stateText, stepOf, turnText } from 'c/setupModel';
import { NOW, at } from '../../../../../../scripts/test/jest-data/views';
import { setupView, turn } from '../../../../../../scripts/test/jest-data/setup';

describe('where an org stands', () => {
  it('is at Agree without an agreement and before the first start', () => {
    expect(stepOf(setupView({ agreed: false }))).toBe('Agree');
    expect(stepOf(setupView({ state: 'NotStarted' }))).toBe('Agree');
    expect(stepOf(setupView({ step: 'Notify' }))).toBe('Notify');
    expect(stepOf(setupView({ step: undefined }))).toBe('Enforce');
  });

  it('goes on to Enforce and back to Observe, not further', () => {
    expect([nextStep('Observe'), nextStep('Notify'), nextStep('Enforce')]).toEqual(['Notify', 'Enforce', null]);
    expect([previousStep('Enforce'), previousStep('Notify'), previousStep('Observe')]).toEqual([
      'Notify',
      'Observe',
      null
    ]);
  });
});

describe('the state in words', () => {
  const words = (change: Parameters<typeof setupView>[0]): string => stateText(setupView(change), NOW);

  it('says since when and by whom it runs', () => {
    expect(words({})).toContain('SetupRunningSince');
    expect(words({ beatMinutes: 1 })).toContain('SetupRunningSinceOne');
    expect(words({ startedAt: null })).toBe('');
  });

  it('says how long it is slow, by whom it was stopped, and when a load ends', () => {
    expect(words({ state: 'Slow' })).toContain('SetupSlow');
    expect(words({ state: 'Slow', lastBeatAt: null })).toContain('SetupSlowNever');
    expect(words({ state: 'Stopped', stoppedAt: at(-5), stopReason: 'Load' })).toContain('SetupStopped');
    expect(words({ state: 'Stopped', stopReason: 'Load' })).toContain('SetupStoppedPlain');
    expect(words({ state: 'Bypassed', loadUntil: at(60) })).toContain('StripLoad');
    expect(words({ state: 'Bypassed' })).toContain('SetupStateBypassed');
    expect(words({ state: 'NotStarted' })).toBe('');
  });

  it('names the beats only while it runs', () => {
    expect(beatsText(setupView(), NOW)).toContain('SetupBeats');
    expect(beatsText(setupView({ lastBeatAt: null }), NOW)).toContain('SetupNoBeat');
    expect(beatsText(setupView({ state: 'Stopped' }), NOW)).toBe('');
  });
});

describe('a turn of a switch', () => {
  it('says what it was and by itself when nobody did it', () => {
    expect(turnText(turn(), NOW)).toContain('SwitchTurn');
    expect(turnText(turn({ note: 'Load' }), NOW)).toContain('SwitchTurnNote');
    const dismissed = turnText(turn({ name: 'Dismissed', before: 'Inbound:42', after: null, byItself: true }), NOW);
    expect(dismissed).toContain('Inbound:42');
    expect(dismissed).toContain('SwitchByItself');
    expect(turnText(turn({ name: 'Other', before: 'x', after: 'y' }), NOW)).toContain('SwitchTurn');
  });
});
