/**
 * What the lead panel says for each state (ux.md 2.2), as a pure function of the Apex view and the server's time:
 * no DOM and no calls, so that every row of that table is one test.
 */
import type { ClockView, PanelContext, PanelView } from 'baton/views';
import {
  datedText,
  duration,
  format,
  instantText,
  levelAt,
  minutesLeft,
  plainDuration,
  tookDuration,
  toMillis
} from 'c/clockTime';
import type { Instant, Level } from 'c/clockTime';
import { cancelledText } from 'c/panelEnds';
import {
  awayText,
  backOnText,
  convertedSentence,
  metSentence,
  oweText,
  runningNext,
  runningSentence
} from 'c/panelStages';
import CameFrom from '@salesforce/label/c.CameFrom';
import ClockFailed from '@salesforce/label/c.ClockFailed';
import ClockFailedStuck from '@salesforce/label/c.ClockFailedStuck';
import ConvertedFinished from '@salesforce/label/c.ConvertedFinished';
import DueBy from '@salesforce/label/c.DueBy';
import DueWas from '@salesforce/label/c.DueWas';
import MetIn from '@salesforce/label/c.MetIn';
import MetLateBy from '@salesforce/label/c.MetLateBy';
import MissedBack from '@salesforce/label/c.MissedBack';
import MissedNobody from '@salesforce/label/c.MissedNobody';
import ErrKill from '@salesforce/label/c.ErrKill';
import LacksMany from '@salesforce/label/c.LacksMany';
import LacksOne from '@salesforce/label/c.LacksOne';
import MarketingOwesIntent from '@salesforce/label/c.MarketingOwesIntent';
import MarketingOwesOwner from '@salesforce/label/c.MarketingOwesOwner';
import NextBoard from '@salesforce/label/c.NextBoard';
import NextHours from '@salesforce/label/c.NextHours';
import NextLate from '@salesforce/label/c.NextLate';
import NextMove from '@salesforce/label/c.NextMove';
import NextNobody from '@salesforce/label/c.NextNobody';
import NextRemind from '@salesforce/label/c.NextRemind';
import NextReturn from '@salesforce/label/c.NextReturn';
import NextSingle from '@salesforce/label/c.NextSingle';
import NextTell from '@salesforce/label/c.NextTell';
import NoClockDuplicate from '@salesforce/label/c.NoClockDuplicate';
import NoClockEngineOff from '@salesforce/label/c.NoClockEngineOff';
import NoClockNoAgreement from '@salesforce/label/c.NoClockNoAgreement';
import NoClockNoLine from '@salesforce/label/c.NoClockNoLine';
import NoClockNotMql from '@salesforce/label/c.NoClockNotMql';
import NoClockNoSalesOwner from '@salesforce/label/c.NoClockNoSalesOwner';
import NoClockNoSalesOwnerNext from '@salesforce/label/c.NoClockNoSalesOwnerNext';
import OtherOwes from '@salesforce/label/c.OtherOwes';
import PausedBy from '@salesforce/label/c.PausedBy';
import PausedLeft from '@salesforce/label/c.PausedLeft';
import RejectedBy from '@salesforce/label/c.RejectedBy';
import RejectedNext from '@salesforce/label/c.RejectedNext';
import StartsIn from '@salesforce/label/c.StartsIn';
import StateRejected from '@salesforce/label/c.StateRejected';
import TimerAltLateMany from '@salesforce/label/c.TimerAltLateMany';
import TimerAltLateOne from '@salesforce/label/c.TimerAltLateOne';
import TimerAltMany from '@salesforce/label/c.TimerAltMany';
import TimerAltOne from '@salesforce/label/c.TimerAltOne';
import ToldName from '@salesforce/label/c.ToldName';
import UndoUntil from '@salesforce/label/c.UndoUntil';
import VetoedBy from '@salesforce/label/c.VetoedBy';
import WaitKnown from '@salesforce/label/c.WaitKnown';
import WaitMissing from '@salesforce/label/c.WaitMissing';
import YouOwe from '@salesforce/label/c.YouOwe';
import YouOweOutcome from '@salesforce/label/c.YouOweOutcome';
import YouOweBy from '@salesforce/label/c.YouOweBy';
import YouStillOwe from '@salesforce/label/c.YouStillOwe';
import YouOweAccept from '@salesforce/label/c.YouOweAccept';
import YouOweAcceptBy from '@salesforce/label/c.YouOweAcceptBy';
import YouStillOweAccept from '@salesforce/label/c.YouStillOweAccept';

export interface PanelModel {
  /** State and level for the chip. */
  readonly state: string;
  readonly level?: Level;
  /** The number in heading size, empty where the state has none. */
  readonly number: string;
  /** The instant beside it. */
  readonly instant: string;
  /** Text alternative of the running number, for screen readers. */
  readonly timerText: string;
  readonly sentence: string;
  readonly next: string;
  readonly bar: Bar | null;
  /** What stands above the state: that Baton is switched off. */
  readonly notice?: string;
}

export interface Bar {
  /** Percent of the promise that has passed, 0 to 100. */
  readonly done: number;
  /** Percent at which Due soon and Escalated begin. */
  readonly ticks: readonly number[];
}

const QUIET = { number: '', instant: '', timerText: '', next: '', bar: null };

const NO_CLOCK: Readonly<Record<string, { sentence: string; next?: string; state?: string }>> = {
  EngineOff: { sentence: NoClockEngineOff },
  NoAgreement: { sentence: NoClockNoAgreement },
  NoLine: { sentence: NoClockNoLine },
  NotMql: { sentence: NoClockNotMql },
  NoSalesOwner: { sentence: NoClockNoSalesOwner, next: NoClockNoSalesOwnerNext },
  Converted: { sentence: ConvertedFinished, state: 'Converted' }
};

/** States in which the steps of a clock tell people. */
const COUNTING: ReadonlySet<string> = new Set(['Running', 'OutOfHours']);

/** Marketing owes as a whole, whoever of it holds the clock. */
const MARKETING: Readonly<Record<string, string>> = { Delivery: MarketingOwesOwner, IntentData: MarketingOwesIntent };

export function panelModel(view: PanelView, now: number): PanelModel {
  if (view.kind === 'Failed') {
    return failed(view, now);
  }
  if (view.kind === 'None' || !view.clock) {
    return withoutClock(view, now);
  }
  if (view.isConverted) {
    return converted(view, view.clock, now);
  }
  if (view.context?.duplicateId) {
    return duplicate(view.context);
  }
  return isAway(view) ? away(view, now) : around(clockModel(clockOf(view), now), view);
}

/** In Observe, and while the engine is off, no step of the clock is carried out, so that none is to come. */
function clockOf({ clock, observe, engineOff }: PanelView): ClockView {
  return observe || engineOff ? { ...(clock as ClockView), nextEvent: null } : (clock as ClockView);
}

/** What the context adds: who has been told, whose board, and by which hours it counts; in Observe that nobody is told. */
function around(model: PanelModel, { context: known, observe, engineOff }: PanelView): PanelModel {
  const context = known ?? {};
  const told = context.toldName && model.level === 'Orange' ? format(ToldName, context.toldName) : '';
  const board = context.boardOf && model.level === 'Red' ? format(NextBoard, context.boardOf) : '';
  const hours = context.hours && model.state === 'OutOfHours' ? format(NextHours, context.hours) : '';
  return {
    ...model,
    notice: engineOff ? ErrKill : '',
    sentence: [model.sentence, told].filter(Boolean).join(' '),
    next: hours || model.next || (observe && COUNTING.has(model.state) ? NextNobody : board)
  };
}

function duplicate(context: PanelContext): PanelModel {
  return {
    ...QUIET,
    state: 'None',
    sentence: format(NoClockDuplicate, context.duplicateName ?? '', context.duplicateOwner ?? '')
  };
}

/** What an AE still needs, and who owes it; empty when nothing is missing. */
export function lacksText(context?: PanelContext | null): string {
  const count = context?.lackingCount ?? 0;
  if (count === 0) {
    return '';
  }
  const fields = context?.lackingFields ?? '';
  const counted = count === 1 ? LacksOne : format(LacksMany, count);
  return `${counted} ${context?.lackingOwedBy ? format(OtherOwes, context.lackingOwedBy, fields) : format(WaitMissing, fields)}`;
}

function failed(view: PanelView, now: number): PanelModel {
  const why = view.failure ?? '';
  const sentence = view.retryAt
    ? format(ClockFailed, why, instantText(view.retryAt, now))
    : format(ClockFailedStuck, why);
  return { ...QUIET, state: 'Failed', sentence };
}

function withoutClock(view: PanelView, now: number): PanelModel {
  const text = NO_CLOCK[view.noClock ?? ''] ?? { sentence: NoClockNoLine };
  const convertedAt = text.state === 'Converted' && view.convertedAt ? datedText(view.convertedAt, now) : '';
  return {
    ...QUIET,
    state: text.state ?? 'None',
    instant: convertedAt,
    sentence: format(text.sentence, view.lacks ?? ''),
    next: text.next ?? ''
  };
}

/** The end of the handoff matters more than the clock that it ended with. */
function converted(view: PanelView, clock: ClockView, now: number): PanelModel {
  const at = view.convertedAt ?? (clock.state === 'Converted' ? clock.stoppedAt : null);
  return {
    ...QUIET,
    state: 'Converted',
    instant: at ? datedText(at, now) : '',
    sentence: convertedSentence(view)
  };
}

function clockModel(clock: ClockView, now: number): PanelModel {
  switch (clock.state) {
    case 'Running':
      return running(clock, now);
    case 'OutOfHours':
      return outOfHours(clock, now);
    case 'Paused':
      return paused(clock, now);
    case 'Met':
    case 'Met Late':
      return met(clock, now);
    case 'Waiting':
      return waiting(clock, now);
    case 'Missed':
      return { ...QUIET, state: 'Missed', instant: dueWas(clock, now), sentence: missedSentence(clock) };
    case 'Rejected':
      return rejected(clock, now);
    case 'Converted':
      return { ...QUIET, state: 'Converted', instant: stopped(clock, now), sentence: ConvertedFinished };
    case 'Cancelled':
      return { ...QUIET, state: 'Cancelled', sentence: cancelledText(clock.stateReason) };
    default:
      return { ...QUIET, state: clock.state, sentence: owes(clock) };
  }
}

function running(clock: ClockView, now: number): PanelModel {
  const level = levelAt(clock, now);
  const due = toMillis(clock.dueAt as Instant);
  const late = now >= due;
  const left = Math.abs(due - now);
  const byText = instantText(due, now);
  return {
    state: 'Running',
    level,
    number: runningNumber(left, late, due, now),
    instant: late ? format(DueWas, byText) : format(DueBy, byText),
    timerText: timerText(left, late, byText),
    sentence: runningSentence(clock, now) || (late && clock.isMine ? stillOwes(clock) : owes(clock, now)),
    next: runningNext(clock) || nextText(clock, now),
    bar: late ? null : bar(clock, now)
  };
}

/** Due on another day: the instant only, no countdown (ux.md 2.1 "Time"). */
function runningNumber(left: number, late: boolean, due: number, now: number): string {
  if (late) {
    return `+${duration(left)}`;
  }
  return instantText(due, now).includes(',') ? '' : duration(left);
}

function timerText(left: number, late: boolean, due: string): string {
  const minutes = minutesLeft(left);
  if (minutes === 1) {
    return format(late ? TimerAltLateOne : TimerAltOne, due);
  }
  return format(late ? TimerAltLateMany : TimerAltMany, minutes, due);
}

function outOfHours(clock: ClockView, now: number): PanelModel {
  const startsAt = clock.startsAt ? toMillis(clock.startsAt) : now;
  if (startsAt <= now) {
    return running(clock, now);
  }
  const due = instantText(clock.dueAt as Instant, now);
  return {
    ...QUIET,
    state: 'OutOfHours',
    number: format(StartsIn, plainDuration(startsAt - now)),
    sentence: clock.isMine ? owesBy(clock, due) : owes(clock, now),
    next: nextText(clock, now)
  };
}

/** True when the clock stands still because its holder is away, and it is known who that is. */
export function isAway(view: PanelView): boolean {
  const clock = view.clock;
  return clock?.state === 'Paused' && clock.stateReason === 'OWNER_AWAY' && Boolean(view.oversight?.awayName);
}

function away(view: PanelView, now: number): PanelModel {
  return { ...QUIET, state: 'Paused', sentence: awayText(view.oversight, now) };
}

function paused(clock: ClockView, now: number): PanelModel {
  const until = clock.pausedUntil ? instantText(clock.pausedUntil, now) : '';
  return {
    ...QUIET,
    state: 'Paused',
    number: format(PausedLeft, plainDuration((clock.leftSeconds ?? 0) * 1000)),
    sentence: format(PausedBy, `${clock.reasonName ?? ''}.`, until, clock.pausedByName ?? '')
  };
}

/** For whom the clock waits, and what happens when they never come. */
function waiting(clock: ClockView, now: number): PanelModel {
  return {
    ...QUIET,
    state: 'Waiting',
    number: format(WaitKnown, clock.knownPeople ?? 0, clock.wantedPeople ?? 0),
    sentence: clock.missingPeople ? format(WaitMissing, clock.missingPeople) : owes(clock),
    next: clock.startsAt ? format(NextSingle, instantText(clock.startsAt, now)) : ''
  };
}

function met(clock: ClockView, now: number): PanelModel {
  const back = clock.undoUntil ? '' : backOnText(clock, now);
  if (back) {
    return { ...QUIET, state: 'Waiting', number: back, sentence: metSentence(clock, now) };
  }
  const took = (clock.elapsedSeconds ?? 0) * 1000;
  const late = clock.state === 'Met Late' && clock.stoppedAt && clock.dueAt;
  const lateBy = late ? toMillis(clock.stoppedAt as Instant) - toMillis(clock.dueAt as Instant) : 0;
  return {
    ...QUIET,
    state: clock.state,
    number: late ? format(MetLateBy, tookDuration(lateBy)) : format(MetIn, tookDuration(took)),
    sentence: metSentence(clock, now),
    next: clock.outcome === 'Disposed' && clock.nextStep ? format(RejectedNext, clock.nextStep) : ''
  };
}

/** Nobody answered; where that gave the lead back, and it did move, it says so. */
function missedSentence(clock: ClockView): string {
  return clock.outcome === 'Returned' && clock.stateReason !== 'NotMoved' ? MissedBack : MissedNobody;
}

function rejected(clock: ClockView, now: number): PanelModel {
  const who = clock.vetoed ? VetoedBy : (clock.decidedByName ?? StateRejected);
  const reason = clock.note ? `${clock.reasonName ?? ''}: "${clock.note}"` : (clock.reasonName ?? '');
  return {
    ...QUIET,
    state: 'Rejected',
    number:
      clock.undoUntil && toMillis(clock.undoUntil) > now ? format(UndoUntil, instantText(clock.undoUntil, now)) : '',
    sentence: format(RejectedBy, who, reason),
    next: clock.nextStep ? format(RejectedNext, clock.nextStep) : ''
  };
}

function stillOwes(clock: ClockView): string {
  return clock.stage === 'Acceptance' ? YouStillOweAccept : format(YouStillOwe, oweText(clock));
}

function owesBy(clock: ClockView, due: string): string {
  return clock.stage === 'Acceptance' ? format(YouOweAcceptBy, due) : format(YouOweBy, oweText(clock), due);
}

function owes(clock: ClockView, now?: number): string {
  if (MARKETING[clock.stage] && !clock.isMine) {
    return MARKETING[clock.stage] as string;
  }
  if (!clock.isMine) {
    return format(OtherOwes, clock.holderName, oweText(clock));
  }
  if (clock.stage === 'Disposition') {
    return YouOweOutcome;
  }
  if (clock.stage !== 'Acceptance') {
    return format(YouOwe, oweText(clock));
  }
  if (clock.cameFromName && clock.cameAt && now != null) {
    const held = plainDuration((clock.cameFromMinutes ?? 0) * 60_000);
    return `${YouOweAccept} ${format(CameFrom, clock.cameFromName, held, instantText(clock.cameAt, now))}`;
  }
  return YouOweAccept;
}

function nextText(clock: ClockView, now: number): string {
  const event = clock.nextEvent;
  if (!event || toMillis(event.at) <= now) {
    return '';
  }
  const at = instantText(event.at, now);
  const who = event.who ?? '';
  const texts = { Remind: NextRemind, Tell: NextTell, Move: NextMove, Late: NextLate, Return: NextReturn };
  return format(texts[event.kind], at, who);
}

function bar(clock: ClockView, now: number): Bar {
  const start = toMillis(clock.startsAt ?? clock.startedAt);
  const whole = Math.max(1, toMillis(clock.dueAt as Instant) - start);
  const percent = (instant: number): number =>
    Math.min(100, Math.max(0, Math.round(((instant - start) / whole) * 100)));
  const ticks = [clock.warnAt, clock.escalateAt]
    .filter((at): at is string => at != null)
    .map((at) => percent(toMillis(at)));
  return { done: percent(now), ticks };
}

function dueWas(clock: ClockView, now: number): string {
  return clock.dueAt ? format(DueWas, instantText(clock.dueAt, now)) : '';
}

function stopped(clock: ClockView, now: number): string {
  return clock.stoppedAt ? datedText(clock.stoppedAt, now) : '';
}
