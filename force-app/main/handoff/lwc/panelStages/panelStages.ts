/**
 * What each stage of a clock says on the lead panel: its name, what it owes, and what came of it (ux.md 2.2). Pure
 * functions of the Apex view and the server's time.
 */
import type { ClockView, OversightView, PanelView } from 'baton/views';
import { datedText, dayText, format, instantText, tookDuration } from 'c/clockTime';
import type { Instant } from 'c/clockTime';
import AcceptedBy from '@salesforce/label/c.AcceptedBy';
import AcceptedByYou from '@salesforce/label/c.AcceptedByYou';
import AlsoMore from '@salesforce/label/c.AlsoMore';
import AlsoRunning from '@salesforce/label/c.AlsoRunning';
import AnsweredBy from '@salesforce/label/c.AnsweredBy';
import BackOnDay from '@salesforce/label/c.BackOnDay';
import BreachWithdrawn from '@salesforce/label/c.BreachWithdrawn';
import ClaimedOnly from '@salesforce/label/c.ClaimedOnly';
import ContactedBy from '@salesforce/label/c.ContactedBy';
import ContactedCall from '@salesforce/label/c.ContactedCall';
import ContactedEmail from '@salesforce/label/c.ContactedEmail';
import ContactedLateCall from '@salesforce/label/c.ContactedLateCall';
import ContactedLateEmail from '@salesforce/label/c.ContactedLateEmail';
import ContactedLateMeeting from '@salesforce/label/c.ContactedLateMeeting';
import ContactedLateOther from '@salesforce/label/c.ContactedLateOther';
import ContactedMeeting from '@salesforce/label/c.ContactedMeeting';
import ContactedOther from '@salesforce/label/c.ContactedOther';
import ConvertedFinished from '@salesforce/label/c.ConvertedFinished';
import ConvertedSummary from '@salesforce/label/c.ConvertedSummary';
import GradeClaimed from '@salesforce/label/c.GradeClaimed';
import GradeVerified from '@salesforce/label/c.GradeVerified';
import MetStage from '@salesforce/label/c.MetStage';
import NextCall from '@salesforce/label/c.NextCall';
import NextEmail from '@salesforce/label/c.NextEmail';
import NoAnswerYet from '@salesforce/label/c.NoAnswerYet';
import OutcomeBy from '@salesforce/label/c.OutcomeBy';
import OweAcceptance from '@salesforce/label/c.OweAcceptance';
import OweCall from '@salesforce/label/c.OweCall';
import OweDelivery from '@salesforce/label/c.OweDelivery';
import OweDisposition from '@salesforce/label/c.OweDisposition';
import OweEmail from '@salesforce/label/c.OweEmail';
import OweFirstContact from '@salesforce/label/c.OweFirstContact';
import OweFollowUp from '@salesforce/label/c.OweFollowUp';
import OweIntentData from '@salesforce/label/c.OweIntentData';
import OweReturn from '@salesforce/label/c.OweReturn';
import OwnerAway from '@salesforce/label/c.OwnerAway';
import OwnerAwayNobody from '@salesforce/label/c.OwnerAwayNobody';
import OwnerAwayUnknown from '@salesforce/label/c.OwnerAwayUnknown';
import ProofCall from '@salesforce/label/c.ProofCall';
import ProofEmail from '@salesforce/label/c.ProofEmail';
import ProofHelp from '@salesforce/label/c.ProofHelp';
import ProofMeeting from '@salesforce/label/c.ProofMeeting';
import ProofOther from '@salesforce/label/c.ProofOther';
import StageAcceptance from '@salesforce/label/c.StageAcceptance';
import StageDelivery from '@salesforce/label/c.StageDelivery';
import StageDisposition from '@salesforce/label/c.StageDisposition';
import StageFirstContact from '@salesforce/label/c.StageFirstContact';
import StageFollowUp from '@salesforce/label/c.StageFollowUp';
import StageIntentData from '@salesforce/label/c.StageIntentData';
import StageReturn from '@salesforce/label/c.StageReturn';
import SummaryAccepted from '@salesforce/label/c.SummaryAccepted';
import SummaryContacted from '@salesforce/label/c.SummaryContacted';
import SummaryOutcome from '@salesforce/label/c.SummaryOutcome';
import YouOweFollowUp from '@salesforce/label/c.YouOweFollowUp';

type Texts = Readonly<Record<string, string>>;

const STAGES: Texts = {
  Acceptance: StageAcceptance,
  FirstContact: StageFirstContact,
  FollowUp: StageFollowUp,
  Disposition: StageDisposition,
  Return: StageReturn,
  Delivery: StageDelivery,
  IntentData: StageIntentData
};

const OWES: Texts = {
  Acceptance: OweAcceptance,
  FirstContact: OweFirstContact,
  FollowUp: OweFollowUp,
  Disposition: OweDisposition,
  Return: OweReturn,
  Delivery: OweDelivery,
  IntentData: OweIntentData
};

const CONTACTED: Texts = { Call: ContactedCall, Email: ContactedEmail, Meeting: ContactedMeeting };
const CONTACTED_LATE: Texts = {
  Call: ContactedLateCall,
  Email: ContactedLateEmail,
  Meeting: ContactedLateMeeting
};
const PROOFS: Texts = { Call: ProofCall, Email: ProofEmail, Meeting: ProofMeeting };

/** More would hide what the panel is about. */
const MOST_OTHERS = 2;

export function stageName(stage: string): string {
  return STAGES[stage] ?? stage;
}

/** Other clocks that run, one line each, at most two; then how many more. */
export function otherClocks(others: readonly ClockView[], now: number): { key: string; text: string }[] {
  const shown = others.slice(0, MOST_OTHERS).map((other) => ({
    key: other.clockId,
    text: format(AlsoRunning, stageName(other.stage), other.dueAt ? instantText(other.dueAt, now) : '')
  }));
  const more = others.length - shown.length;
  return more > 0 ? [...shown, { key: 'more', text: format(AlsoMore, more) }] : shown;
}

/** What a stage owes, as the end of a sentence. */
export function owedText(stage: string): string {
  return OWES[stage] ?? stage;
}

/** What a clock owes, as the end of a sentence; never a channel that the person forbids (C13). */
export function oweText(clock: ClockView): string {
  if (clock.stage === 'FirstContact' && clock.channels && clock.channels !== 'Any') {
    return clock.channels === 'Call' ? OweCall : OweEmail;
  }
  return owedText(clock.stage);
}

/** The sentence of a running clock where its stage has one of its own; empty where "You owe" says it all. */
export function runningSentence(clock: ClockView, now: number): string {
  if (clock.stage === 'FirstContact' && clock.claim && clock.claimAt) {
    return format(ClaimedOnly, clock.claim, instantText(clock.claimAt, now));
  }
  if (clock.stage === 'FollowUp' && clock.attempts != null) {
    return attemptsText(clock);
  }
  if (clock.stage === 'Return') {
    return [NoAnswerYet, clock.attempts == null ? '' : attemptsText(clock)].filter(Boolean).join(' ');
  }
  return '';
}

/** What comes next where the stage knows better than the clock's next step; empty where it does not. */
export function runningNext(clock: ClockView): string {
  if (clock.stage === 'FirstContact' && clock.claim) {
    return ProofHelp;
  }
  if (clock.stage === 'FollowUp' && clock.nextChannel) {
    return clock.nextChannel === 'Email' ? NextEmail : NextCall;
  }
  return '';
}

function attemptsText(clock: ClockView): string {
  return format(
    YouOweFollowUp,
    clock.attempts ?? 0,
    clock.agreedAttempts ?? 0,
    clock.attemptChannels ?? 0,
    clock.agreedChannels ?? 0
  );
}

/** What met the clock, in one sentence. */
export function metSentence(clock: ClockView, now: number): string {
  const at = clock.stoppedAt ? datedText(clock.stoppedAt, now) : '';
  if (clock.outcome === 'Disposed' && clock.reasonName) {
    return format(OutcomeBy, clock.reasonName, clock.decidedByName ?? '', at);
  }
  if (clock.outcome === 'Responded') {
    return format(AnsweredBy, at);
  }
  if (clock.stage === 'FirstContact') {
    return contactSentence(clock, at, now);
  }
  if (clock.stage !== 'Acceptance') {
    return format(MetStage, stageName(clock.stage));
  }
  return clock.decidedByName ? format(AcceptedBy, clock.decidedByName, at) : format(AcceptedByYou, at);
}

function contactSentence(clock: ClockView, at: string, now: number): string {
  const who = clock.decidedByName;
  const channel = clock.proofChannel ?? '';
  const due = clock.dueAt ? instantText(clock.dueAt, now) : '';
  if (clock.withdrawn) {
    return format(BreachWithdrawn, due, PROOFS[channel] ?? ProofOther, instantText(clock.stoppedAt as Instant, now));
  }
  if (!who) {
    return format(MetStage, stageName(clock.stage));
  }
  if (clock.state === 'Met Late') {
    return format(CONTACTED_LATE[channel] ?? ContactedLateOther, who, at, due);
  }
  const grade = clock.proofGrade;
  if (!grade) {
    return format(ContactedBy, who, at);
  }
  return format(CONTACTED[channel] ?? ContactedOther, who, at, grade === 'Claimed' ? GradeClaimed : GradeVerified);
}

/** Who is away until when, and who gets the lead then; empty when nobody is. */
export function awayText(view: OversightView | null | undefined, now: number): string {
  if (!view?.awayName) {
    return '';
  }
  if (!view.movesToName || !view.movesAt) {
    return format(OwnerAwayNobody, view.awayName);
  }
  const at = datedText(view.movesAt, now);
  return view.awayUntil
    ? format(OwnerAway, view.awayName, instantText(view.awayUntil, now), view.movesToName, at)
    : format(OwnerAwayUnknown, view.awayName, view.movesToName, at);
}

/** "Back on 3 Mar 2027" for a lead that may come back; empty for any other. */
export function backOnText(clock: ClockView, now: number): string {
  return clock.outcome === 'Disposed' && clock.backOn ? format(BackOnDay, dayText(noon(clock.backOn), now)) : '';
}

/** A day has no zone: its noon is that day for every viewer whose day it can be. */
function noon(day: string): Instant {
  return `${day.slice(0, 10)}T12:00:00Z`;
}

/** How the handoff of a converted lead went: only what is known. */
export function convertedSentence(view: PanelView): string {
  const took = (seconds: number): string => tookDuration(seconds * 1000);
  const parts = [
    view.acceptedSeconds == null ? '' : format(SummaryAccepted, took(view.acceptedSeconds)),
    view.contactedSeconds == null ? '' : format(SummaryContacted, took(view.contactedSeconds)),
    view.outcomeName ? format(SummaryOutcome, view.outcomeName) : ''
  ].filter(Boolean);
  return parts.length === 0 ? ConvertedFinished : format(ConvertedSummary, parts.join(', '));
}
