import {
  backOnText,
  convertedSentence,
  metSentence,
  oweText,
  runningNext,
  runningSentence,
  stageName
} from 'c/panelStages';
import { panelModel } from 'c/panelModel';
import { NOW, at, clock, panel } from '../../../../../../scripts/test/jest-data/views';

type Change = Parameters<typeof clock>[0];
const model = (change: Change) => panelModel(panel({ clock: clock(change) }), NOW);
const COUNTS = { attempts: 2, agreedAttempts: 6, attemptChannels: 1, agreedChannels: 2 };

describe('what each stage says on the panel', () => {
  it('names stages, and leaves one that it does not know as it is', () => {
    expect(stageName('FollowUp')).toBe('c.StageFollowUp');
    expect(stageName('Later')).toBe('Later');
  });

  it('asks only for the channel that the person allows', () => {
    expect(oweText(clock({ stage: 'FirstContact', channels: 'Call' }))).toBe('c.OweCall');
    expect(oweText(clock({ stage: 'FirstContact', channels: 'Email' }))).toBe('c.OweEmail');
    expect(oweText(clock({ stage: 'Disposition' }))).toBe('c.OweDisposition');
  });

  it('follow-up: attempts and channels, and the channel to try next', () => {
    const followUp = model({ stage: 'FollowUp', nextChannel: 'Call', ...COUNTS });
    expect(followUp).toMatchObject({ sentence: 'c.YouOweFollowUp', next: 'c.NextCall' });
    expect(runningNext(clock({ stage: 'FollowUp', nextChannel: 'Email' }))).toBe('c.NextEmail');
    expect(runningNext(clock({ stage: 'FollowUp', nextChannel: null }))).toBe('');
  });

  it('first contact that is only claimed: says so, and what would prove it', () => {
    expect(model({ stage: 'FirstContact', claim: 'Called', claimAt: at(-10) })).toMatchObject({
      state: 'Running',
      sentence: 'c.ClaimedOnly',
      next: 'c.ProofHelp'
    });
  });

  it('outcome: owed by you, or by somebody else', () => {
    expect(model({ stage: 'Disposition' }).sentence).toBe('c.YouOweOutcome');
    expect(model({ stage: 'Disposition', isMine: false }).sentence).toBe('c.OtherOwes');
  });

  it('return: that nobody answered yet, with the attempts where there were any', () => {
    expect(runningSentence(clock({ stage: 'Return' }), NOW)).toBe('c.NoAnswerYet');
    expect(model({ stage: 'Return', nextEvent: { kind: 'Return', at: at(60) }, ...COUNTS })).toMatchObject({
      sentence: 'c.NoAnswerYet c.YouOweFollowUp',
      next: 'c.NextReturn'
    });
  });

  it.each([
    ['Call', 'Verified', 'c.ContactedCall'],
    ['Email', 'Verified', 'c.ContactedEmail'],
    ['Meeting', 'Claimed', 'c.ContactedMeeting'],
    ['Social', 'Claimed', 'c.ContactedOther']
  ])('met by %s (%s): who did what', (proofChannel, proofGrade, sentence) => {
    const met = { stage: 'FirstContact', state: 'Met', stoppedAt: at(-5), decidedByName: 'Sam Ortiz' };
    expect(metSentence(clock({ ...met, proofChannel, proofGrade }), NOW)).toBe(sentence);
  });

  it('met late: when it was due', () => {
    const late = { stage: 'FirstContact', state: 'Met Late', stoppedAt: at(-5), dueAt: at(-17), proofChannel: 'Call' };
    expect(metSentence(clock({ ...late, decidedByName: 'Sam Ortiz' }), NOW)).toBe('c.ContactedLateCall');
    const other = clock({ ...late, decidedByName: 'Sam Ortiz', proofChannel: 'Social' });
    expect(metSentence(other, NOW)).toBe('c.ContactedLateOther');
  });

  it('met after a breach was withdrawn: says that the proof came late', () => {
    const met = { stage: 'FirstContact', state: 'Met', stoppedAt: at(-39), proofChannel: 'Call', withdrawn: true };
    expect(metSentence(clock(met), NOW)).toBe('c.BreachWithdrawn');
  });

  it('outcome logged: which and by whom, then when the lead may come back', () => {
    const logged = {
      stage: 'Disposition',
      state: 'Met',
      outcome: 'Disposed',
      reasonName: 'No budget',
      decidedByName: 'Sam Ortiz',
      stoppedAt: at(-1),
      nextStep: 'goes back to marketing'
    };
    expect(model({ ...logged, undoUntil: at(4), backOn: '2027-03-03' })).toMatchObject({
      state: 'Met',
      sentence: 'c.OutcomeBy',
      next: 'c.RejectedNext'
    });
    expect(model({ ...logged, backOn: '2027-03-03' })).toMatchObject({ state: 'Waiting', number: 'c.BackOnDay' });
    expect(backOnText(clock({ ...logged, backOn: null }), NOW)).toBe('');
  });

  it('answered: nothing is awaited any more', () => {
    const met = { stage: 'Return', state: 'Met', outcome: 'Responded', stoppedAt: at(-1) };
    expect(metSentence(clock(met), NOW)).toBe('c.AnsweredBy');
    expect(metSentence(clock({ ...met, stage: 'FollowUp', outcome: 'FollowedUp' }), NOW)).toBe('c.MetStage');
  });

  it('converted: only what is known of how it went', () => {
    expect(convertedSentence(panel({ isConverted: true }))).toBe('c.ConvertedFinished');
    expect(convertedSentence(panel({ isConverted: true, outcomeName: 'Qualified' }))).toBe('c.ConvertedSummary');
  });

  it.each(['CycleEnded', 'Disposed', 'EvidenceGone'])('cancelled (%s): says why', (stateReason) => {
    expect(model({ state: 'Cancelled', stateReason }).sentence).toBe(`c.Cancelled${stateReason}`);
  });

  it('waiting for the committee: how many are known, who is missing, and when it goes on alone', () => {
    const waits = {
      state: 'Waiting',
      stateReason: 'Committee',
      knownPeople: 2,
      wantedPeople: 3,
      startsAt: at(60 * 24)
    };
    expect(model({ ...waits, missingPeople: 'one more person at Northwind' })).toMatchObject({
      state: 'Waiting',
      number: 'c.WaitKnown',
      sentence: 'c.WaitMissing',
      next: 'c.NextSingle',
      bar: null
    });
    expect(model({ ...waits, isMine: false }).sentence).toBe('c.OtherOwes');
  });
});
