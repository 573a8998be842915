import type { PanelContext } from 'baton/views';
import { lacksText, panelModel } from 'c/panelModel';
import { NOW, at, clock, panel } from '../../../../../../scripts/test/jest-data/views';

const model = (change: Parameters<typeof clock>[0]) => panelModel(panel({ clock: clock(change) }), NOW);

describe('the panel says, per state of the clock,', () => {
  it('running: time left, what is owed, what happens next, and a bar with two ticks', () => {
    const result = model({});
    expect(result).toMatchObject({
      state: 'Running',
      level: 'Green',
      sentence: 'c.YouOweAccept',
      next: 'c.NextRemind'
    });
    expect(result.number).not.toBe('');
    expect(result.bar).toEqual({ done: 5, ticks: [8, 25] });
  });

  it('due soon and escalated by the instants, not by a stored level', () => {
    expect(model({ warnAt: at(-1) }).level).toBe('Yellow');
    expect(model({ warnAt: at(-2), escalateAt: at(-1) }).level).toBe('Orange');
  });

  it('late: counts up with a plus, says that it is still owed, and has no bar', () => {
    const late = model({ dueAt: at(-20), warnAt: at(-70), escalateAt: at(-60) });
    expect(late).toMatchObject({ level: 'Red', sentence: 'c.YouStillOweAccept', instant: 'c.DueWas', bar: null });
    expect(late.number).toMatch(/^\+/);
  });

  it('due on another day: the instant only, never a countdown of days', () => {
    expect(model({ dueAt: at(60 * 24) })).toMatchObject({ number: '', instant: 'c.DueBy' });
  });

  it('somebody else: names who owes', () => {
    expect(model({ isMine: false }).sentence).toBe('c.OtherOwes');
  });

  it('moved: says who had it before', () => {
    expect(model({ cameFromName: 'Marco Silva', cameFromMinutes: 15, cameAt: at(-3) }).sentence).toBe(
      'c.YouOweAccept c.CameFrom'
    );
  });

  it('out of hours: when it starts, and by when it is owed', () => {
    const quiet = model({ state: 'OutOfHours', startsAt: at(30), dueAt: at(90) });
    expect(quiet).toMatchObject({ state: 'OutOfHours', number: 'c.StartsIn', sentence: 'c.YouOweAcceptBy' });
    expect(model({ state: 'OutOfHours', startsAt: at(-1) }).state).toBe('Running');
  });

  it('other stages: names what is owed, and who made contact', () => {
    expect(model({ stage: 'FirstContact' }).sentence).toBe('c.YouOwe');
    expect(model({ stage: 'FirstContact', dueAt: at(-5) }).sentence).toBe('c.YouStillOwe');
    expect(model({ stage: 'Delivery', isMine: false }).sentence).toBe('c.MarketingOwesOwner');
    expect(model({ stage: 'IntentData', isMine: false }).sentence).toBe('c.MarketingOwesIntent');
    expect(model({ stage: 'IntentData', state: 'OutOfHours', startsAt: at(30), dueAt: at(90) }).sentence).toBe(
      'c.YouOweBy'
    );
    const met = { stage: 'FirstContact', state: 'Met', elapsedSeconds: 60, stoppedAt: at(0) };
    expect(model({ ...met, decidedByName: 'Sam Ortiz' }).sentence).toBe('c.ContactedBy');
    expect(model(met).sentence).toBe('c.MetStage');
    expect(model({ ...met, stage: 'Delivery' }).sentence).toBe('c.MetStage');
  });

  it('consent withdrawn: says that nobody may reach out', () => {
    expect(model({ state: 'Cancelled', stateReason: 'NoConsent' }).sentence).toBe('c.CancelledNoConsent');
  });

  it('paused: what is left when it goes on, why, until when and by whom', () => {
    const paused = model({
      state: 'Paused',
      reasonName: 'Customer asked to wait',
      pausedUntil: at(60),
      leftSeconds: 2280
    });
    expect(paused).toMatchObject({
      state: 'Paused',
      number: 'c.PausedLeft',
      sentence: 'c.PausedBy',
      bar: null,
      next: ''
    });
  });

  it('met and met late: how long it took', () => {
    expect(model({ state: 'Met', elapsedSeconds: 192, stoppedAt: at(0) })).toMatchObject({
      number: 'c.MetIn',
      sentence: 'c.AcceptedByYou'
    });
    const late = model({ state: 'Met Late', stoppedAt: at(0), dueAt: at(-12), decidedByName: 'Sam Ortiz' });
    expect(late).toMatchObject({ number: 'c.MetLateBy', sentence: 'c.AcceptedBy' });
  });

  it('rejected, vetoed, missed, converted, cancelled: the fact and what comes next', () => {
    expect(model({ state: 'Rejected', reasonName: 'Not ICP', nextStep: 'Nurture' })).toMatchObject({
      sentence: 'c.RejectedBy',
      next: 'c.RejectedNext'
    });
    expect(model({ state: 'Missed' }).sentence).toBe('c.MissedNobody');
    expect(model({ state: 'Missed', outcome: 'Returned' }).sentence).toBe('c.MissedBack');
    expect(model({ state: 'Missed', outcome: 'Returned', stateReason: 'NotMoved' }).sentence).toBe('c.MissedNobody');
    expect(model({ state: 'Converted', stoppedAt: at(-5) }).sentence).toBe('c.ConvertedFinished');
    expect(model({ state: 'Cancelled', stateReason: 'OwnerLeft' }).sentence).toBe('c.CancelledOwnerLeft');
  });

  it.each([
    ['EngineOff', 'c.NoClockEngineOff'],
    ['NoAgreement', 'c.NoClockNoAgreement'],
    ['NoLine', 'c.NoClockNoLine'],
    ['NotMql', 'c.NoClockNotMql'],
    ['NoSalesOwner', 'c.NoClockNoSalesOwner']
  ])('no clock (%s): why', (noClock, sentence) => {
    expect(panelModel(panel({ kind: 'None', noClock, clock: null }), NOW)).toMatchObject({ state: 'None', sentence });
  });

  it('could not start: what stopped it, and when it tries again or that a person has to', () => {
    const failed = (retryAt: string | null) =>
      panelModel(panel({ kind: 'Failed', failure: 'x', retryAt, clock: null }), NOW);
    expect(failed(at(5)).sentence).toBe('c.ClockFailed');
    expect(failed(null).sentence).toBe('c.ClockFailedStuck');
  });

  it('converted: the end of the handoff, not the clock that it ended with', () => {
    const done = (change: Parameters<typeof clock>[0], how: Parameters<typeof panel>[0] = {}) =>
      panelModel(panel({ isConverted: true, clock: clock(change), ...how }), NOW);
    expect(
      done({ state: 'Met', stoppedAt: at(-60) }, { acceptedSeconds: 180, contactedSeconds: 720, convertedAt: at(-60) })
    ).toMatchObject({
      state: 'Converted',
      number: '',
      sentence: 'c.ConvertedSummary'
    });
    expect(done({ state: 'Converted', stoppedAt: at(-5) })).toMatchObject({
      state: 'Converted',
      sentence: 'c.ConvertedFinished'
    });
    expect(done({ state: 'Converted', stoppedAt: at(-5) }).instant).not.toBe('');
  });

  it('in Observe: that nobody is told, in the place of reminders, moves and boards, and nothing else changes', () => {
    const observe = (change: Parameters<typeof clock>[0], context: PanelContext = {}) =>
      panelModel(panel({ observe: true, clock: clock(change), context }), NOW);
    expect(observe({})).toEqual({ ...model({}), next: 'c.NextNobody' });
    const late = { dueAt: at(-20), warnAt: at(-70), escalateAt: at(-60), nextEvent: null };
    expect(observe(late, { boardOf: 'Jo Marsh' }).next).toBe('c.NextNobody');
    const quiet = { state: 'OutOfHours', startsAt: at(30), dueAt: at(90) };
    expect(observe(quiet).next).toBe('c.NextNobody');
    expect(observe(quiet, { hours: 'NA West staffed' }).next).toBe('c.NextHours');
    const claimed = { stage: 'FirstContact', claim: 'Called', claimAt: at(-5) };
    expect(observe(claimed).next).toBe('c.ProofHelp');
    expect(observe({ state: 'Met', stoppedAt: at(0) }).next).toBe('');
  });

  it('while the engine is off: says so, and promises no reminder, move or message', () => {
    const off = panelModel(panel({ engineOff: true, clock: clock({}) }), NOW);
    expect(off).toEqual({ ...model({}), notice: 'c.ErrKill', next: '' });
  });

  it('hides a next event that has passed', () => {
    expect(model({ nextEvent: { kind: 'Late', at: at(-1) } }).next).toBe('');
  });
});

describe('an owner who is away', () => {
  it('says who is away and who gets the lead, in place of a reason that nobody typed', () => {
    const oversight = { verbs: [], awayName: 'Yuki Mori', movesToName: 'Ken Sato', movesAt: at(60) };
    const away = clock({ state: 'Paused', stateReason: 'OWNER_AWAY', pausedUntil: at(60) });
    const shown = panelModel(panel({ clock: away, oversight }), NOW);
    expect([shown.state, shown.number, shown.sentence]).toEqual(['Paused', '', 'c.OwnerAwayUnknown']);
    expect(panelModel(panel({ clock: { ...away, stateReason: 'CUSTOMER' }, oversight }), NOW).sentence).toBe(
      'c.PausedBy'
    );
  });
});

describe('what stands around the clock', () => {
  const around = (change: Parameters<typeof clock>[0], context: PanelContext) =>
    panelModel(panel({ clock: clock(change), context }), NOW);

  it('escalated with its owner: says who has been told; on track it says nothing', () => {
    const escalated = { warnAt: at(-20), escalateAt: at(-10) };
    expect(around(escalated, { toldName: 'Ivo Hart' }).sentence).toBe('c.YouOweAccept c.ToldName');
    expect(around({}, { toldName: 'Ivo Hart' }).sentence).toBe('c.YouOweAccept');
  });

  it('late: says on whose board it stands, unless something is still to happen', () => {
    const late = { dueAt: at(-20), warnAt: at(-70), escalateAt: at(-60), nextEvent: null };
    expect(around(late, { boardOf: 'Jo Marsh' }).next).toBe('c.NextBoard');
    const chased = { ...late, nextEvent: { kind: 'Tell', at: at(40), who: 'Jo Marsh' } as const };
    expect(around(chased, { boardOf: 'Jo Marsh' }).next).toBe('c.NextTell');
  });

  it('out of hours: names the calendar and its hours', () => {
    const quiet = { state: 'OutOfHours', startsAt: at(30), dueAt: at(90) };
    expect(around(quiet, { hours: 'NA West staffed, Mon to Fri 08:00-18:00' }).next).toBe('c.NextHours');
  });

  it('duplicate: no clock, whose it is', () => {
    const context = { duplicateId: '00Q2', duplicateName: 'Ada Byron', duplicateOwner: 'Dana Cole' };
    expect(around({ state: 'Rejected' }, context)).toMatchObject({ state: 'None', sentence: 'c.NoClockDuplicate' });
  });

  it('rejected: until when it can be taken back stands in the place of the number', () => {
    expect(around({ state: 'Rejected', undoUntil: at(3) }, {}).number).toBe('c.UndoUntil');
    expect(around({ state: 'Rejected', undoUntil: at(-1) }, {}).number).toBe('');
  });

  it('what an AE lacks: how many, and who owes them where that is known', () => {
    expect(lacksText({ lackingCount: 0 })).toBe('');
    expect(lacksText({ lackingCount: 1, lackingFields: 'Pain' })).toBe('c.LacksOne c.WaitMissing');
    expect(lacksText({ lackingCount: 2, lackingFields: 'Pain, Timeline', lackingOwedBy: 'Sam' })).toBe(
      'c.LacksMany c.OtherOwes'
    );
  });
});
