import { LightningElement, api } from 'lwc';
import type { ExplainView, HolderView } from 'baton/views';
import { format, instantText, serverTime, shortDay, toMillis, zoneCity } from 'c/clockTime';
import { owedText } from 'c/panelStages';
import BoardOpen from '@salesforce/label/c.BoardOpen';
import BtnCopyDetails from '@salesforce/label/c.BtnCopyDetails';
import BusinessHoursUnit from '@salesforce/label/c.BusinessHoursUnit';
import BusinessMinutes from '@salesforce/label/c.BusinessMinutes';
import CalendarHours from '@salesforce/label/c.CalendarHours';
import CalendarMinutes from '@salesforce/label/c.CalendarMinutes';
import Copied from '@salesforce/label/c.Copied';
import OpenLead from '@salesforce/label/c.OpenLead';
import WhyAgreement from '@salesforce/label/c.WhyAgreement';
import WhyAgreementValue from '@salesforce/label/c.WhyAgreementValue';
import WhyChanged from '@salesforce/label/c.WhyChanged';
import WhyChangedValue from '@salesforce/label/c.WhyChangedValue';
import WhyCounts from '@salesforce/label/c.WhyCounts';
import WhyCountsAlways from '@salesforce/label/c.WhyCountsAlways';
import WhyDue from '@salesforce/label/c.WhyDue';
import WhyDueSum from '@salesforce/label/c.WhyDueSum';
import WhyHeldBy from '@salesforce/label/c.WhyHeldBy';
import WhyHeldOther from '@salesforce/label/c.WhyHeldOther';
import WhyHeldPast from '@salesforce/label/c.WhyHeldPast';
import WhyHeldYou from '@salesforce/label/c.WhyHeldYou';
import WhyLine from '@salesforce/label/c.WhyLine';
import PromiseBusinessDays from '@salesforce/label/c.PromiseBusinessDays';
import PromiseDays from '@salesforce/label/c.PromiseDays';
import PromiseSameDay from '@salesforce/label/c.PromiseSameDay';
import WhyPausedSpan from '@salesforce/label/c.WhyPausedSpan';
import WhySentenceStage from '@salesforce/label/c.WhySentenceStage';
import WhyStartedAttempt from '@salesforce/label/c.WhyStartedAttempt';
import WhyStartedContact from '@salesforce/label/c.WhyStartedContact';
import WhyStartedLeft from '@salesforce/label/c.WhyStartedLeft';
import WhyStartedLogged from '@salesforce/label/c.WhyStartedLogged';
import WhyStartedMql from '@salesforce/label/c.WhyStartedMql';
import WhyStartedOutbound from '@salesforce/label/c.WhyStartedOutbound';
import WhyPaused from '@salesforce/label/c.WhyPaused';
import WhyPausedNone from '@salesforce/label/c.WhyPausedNone';
import WhySentence from '@salesforce/label/c.WhySentence';
import WhySentenceScore from '@salesforce/label/c.WhySentenceScore';
import WhyStarted from '@salesforce/label/c.WhyStarted';
import WhyStartedOwner from '@salesforce/label/c.WhyStartedOwner';
import WhyStartedQueue from '@salesforce/label/c.WhyStartedQueue';
import WhyStartedReconciled from '@salesforce/label/c.WhyStartedReconciled';
import WhyTarget from '@salesforce/label/c.WhyTarget';
import WhyTwoZones from '@salesforce/label/c.WhyTwoZones';

interface Fact {
  readonly term: string;
  readonly text: string;
  /** Where the fact can be looked up, and what a screen reader hears of the link. */
  readonly url?: string;
  readonly openAlt?: string;
}

/** What stands behind a clock: the sentence first, the arithmetic second, raw data only by the copy button (ux.md 2.6). */
export default class ExplainFacts extends LightningElement {
  @api view?: ExplainView | null;

  copied = '';
  readonly copyLabel = BtnCopyDetails;
  readonly openLabel = BoardOpen;

  get sentence(): string {
    const why = this.view as ExplainView;
    const due = dueText(why, serverTime());
    const promise = promiseText(why);
    if (why.stage !== 'Acceptance') {
      return format(WhySentenceStage, due, promise, owedText(why.stage));
    }
    return why.score == null ? format(WhySentence, due, promise) : format(WhySentenceScore, due, why.score, promise);
  }

  get facts(): (Fact & { key: string; termKey: string })[] {
    const list = factsOf(this.view as ExplainView, serverTime());
    return list.map((fact, index) => ({ ...fact, key: `fact-${index}`, termKey: `term-${index}` }));
  }

  async handleCopy(): Promise<void> {
    await navigator.clipboard.writeText(JSON.stringify(this.view, null, 2));
    this.copied = Copied;
  }
}

/** The instant for the viewer, and for an owner whose clocks show another time (ux.md 2.1 "Time"). */
function dueText(why: ExplainView, now: number): string {
  const mine = instantText(why.dueAt, now);
  const theirs = why.ownerZone ? instantText(why.dueAt, now, why.ownerZone) : mine;
  return theirs === mine ? mine : format(WhyTwoZones, mine, theirs, zoneCity(why.ownerZone as string));
}

/** The promise in words: `60 business minutes`, `4 business hours`. */
function promiseText(why: ExplainView): string {
  const minutes = why.promiseMinutes;
  if (why.unit === 'BusinessDays') {
    return minutes === 0 ? PromiseSameDay : format(PromiseBusinessDays, minutes / 1440);
  }
  if (why.unit === 'CalendarDays') {
    return format(PromiseDays, minutes / 1440);
  }
  const business = why.calendarName != null && why.unit !== 'CalendarMinutes';
  if (minutes % 60 === 0 && minutes > 60) {
    return format(business ? BusinessHoursUnit : CalendarHours, minutes / 60);
  }
  return format(business ? BusinessMinutes : CalendarMinutes, minutes);
}

function factsOf(why: ExplainView, now: number): Fact[] {
  const at = (instant: string): string => instantText(instant, now);
  const signed = why.signedAt ? shortDay(why.signedAt, now) : '';
  const from = why.countsFrom ?? why.startedAt;
  return [
    {
      term: WhyAgreement,
      text: format(WhyAgreementValue, why.agreementName, why.agreementVersion, signed),
      ...(why.agreementId ? { url: `/${why.agreementId}`, openAlt: format(OpenLead, why.agreementName) } : {})
    },
    { term: WhyLine, text: `${why.lineOrder} "${why.lineName}"` },
    { term: WhyStarted, text: startedText(why, at(why.startedAt)) },
    { term: WhyCounts, text: why.calendarHours ?? why.calendarName ?? WhyCountsAlways },
    { term: WhyTarget, text: promiseText(why) },
    { term: WhyPaused, text: pausedText(why, at) },
    { term: WhyHeldBy, text: heldBy(why.holders, now) },
    { term: WhyDue, text: format(WhyDueSum, at(from), promiseText(why), at(why.dueAt)) },
    ...changedFacts(why, at)
  ];
}

function changedFacts(why: ExplainView, at: (instant: string) => string): Fact[] {
  return (why.changes ?? []).map((change) => ({
    term: WhyChanged,
    text: format(WhyChangedValue, at(change.at), at(change.dueBefore), change.why ?? '')
  }));
}

function pausedText(why: ExplainView, at: (instant: string) => string): string {
  const spans = (why.pauses ?? []).map((pause) => format(WhyPausedSpan, at(pause.since), at(pause.until)));
  return spans.length === 0 ? WhyPausedNone : spans.join('; ');
}

const STARTED: Readonly<Record<string, string>> = {
  BecameMql: WhyStartedMql,
  OutboundCreated: WhyStartedOutbound,
  FirstAttempt: WhyStartedAttempt,
  ContactMade: WhyStartedContact,
  LeftOutside: WhyStartedLeft,
  OutcomeLogged: WhyStartedLogged
};

function startedText(why: ExplainView, at: string): string {
  if (why.startedWhy === 'Reconciled') {
    return format(WhyStartedReconciled, at);
  }
  const other = STARTED[why.startedWhy ?? ''];
  if (other) {
    return format(other, at);
  }
  if (!why.startedBy) {
    return at;
  }
  return format(why.startedWhy === 'QueueGotIt' ? WhyStartedQueue : WhyStartedOwner, at, why.startedBy);
}

function heldBy(holders: readonly HolderView[], now: number): string {
  const ordered = [...holders].sort((a, b) => toMillis(b.since) - toMillis(a.since));
  return ordered.map((holder) => holderText(holder, now)).join('; ');
}

function holderText(holder: HolderView, now: number): string {
  const since = instantText(holder.since, now);
  if (holder.until) {
    return format(WhyHeldPast, holder.name, since, instantText(holder.until, now));
  }
  return holder.isMe ? format(WhyHeldYou, since) : format(WhyHeldOther, holder.name, since);
}
