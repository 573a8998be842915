/** Words of the setup page, from what the controllers answer. */
import type { EngineState, GoLiveStep, SetupView, TurnView } from 'baton/setup';
import { format, instantText } from 'c/clockTime';
import GoLiveAgree from '@salesforce/label/c.GoLiveAgree';
import GoLiveEnforce from '@salesforce/label/c.GoLiveEnforce';
import GoLiveNotify from '@salesforce/label/c.GoLiveNotify';
import GoLiveObserve from '@salesforce/label/c.GoLiveObserve';
import SetupBeats from '@salesforce/label/c.SetupBeats';
import SetupNoBeat from '@salesforce/label/c.SetupNoBeat';
import SetupRunningSince from '@salesforce/label/c.SetupRunningSince';
import SetupRunningSinceOne from '@salesforce/label/c.SetupRunningSinceOne';
import SetupSlow from '@salesforce/label/c.SetupSlow';
import SetupSlowNever from '@salesforce/label/c.SetupSlowNever';
import SetupStateBypassed from '@salesforce/label/c.SetupStateBypassed';
import SetupStateNotStarted from '@salesforce/label/c.SetupStateNotStarted';
import SetupStateRunning from '@salesforce/label/c.SetupStateRunning';
import SetupStateSlow from '@salesforce/label/c.SetupStateSlow';
import SetupStateStopped from '@salesforce/label/c.SetupStateStopped';
import SetupStopped from '@salesforce/label/c.SetupStopped';
import SetupStoppedPlain from '@salesforce/label/c.SetupStoppedPlain';
import StripLoad from '@salesforce/label/c.StripLoad';
import SwitchByItself from '@salesforce/label/c.SwitchByItself';
import SwitchNameDataLoad from '@salesforce/label/c.SwitchNameDataLoad';
import SwitchNameDismissed from '@salesforce/label/c.SwitchNameDismissed';
import SwitchNameEngine from '@salesforce/label/c.SwitchNameEngine';
import SwitchNameGoLive from '@salesforce/label/c.SwitchNameGoLive';
import SwitchNameNotifications from '@salesforce/label/c.SwitchNameNotifications';
import SwitchOff from '@salesforce/label/c.SwitchOff';
import SwitchSaid from '@salesforce/label/c.SwitchSaid';
import SwitchOn from '@salesforce/label/c.SwitchOn';
import SwitchTurn from '@salesforce/label/c.SwitchTurn';
import SwitchTurnNote from '@salesforce/label/c.SwitchTurnNote';

/** The steps of going live, the agreement before them. */
export type StepName = 'Agree' | GoLiveStep;

export const STEPS: readonly StepName[] = ['Agree', 'Observe', 'Notify', 'Enforce'];

export const STEP_NAMES: Readonly<Record<StepName, string>> = {
  Agree: GoLiveAgree,
  Observe: GoLiveObserve,
  Notify: GoLiveNotify,
  Enforce: GoLiveEnforce
};

export const STATE_NAMES: Readonly<Record<EngineState, string>> = {
  NotStarted: SetupStateNotStarted,
  Running: SetupStateRunning,
  Slow: SetupStateSlow,
  Stopped: SetupStateStopped,
  Bypassed: SetupStateBypassed
};

const SWITCH_NAMES: Readonly<Record<string, string>> = {
  Engine: SwitchNameEngine,
  GoLive: SwitchNameGoLive,
  DataLoad: SwitchNameDataLoad,
  Notifications: SwitchNameNotifications,
  Dismissed: SwitchNameDismissed
};

/** Where the org stands: without an agreement, or before the first start, it is at Agree. */
export function stepOf(view: SetupView): StepName {
  return !view.agreed || view.state === 'NotStarted' ? 'Agree' : (view.step ?? 'Enforce');
}

/** The step after it, and the one before that can be gone back to; null at the ends. */
export function nextStep(step: StepName): GoLiveStep | null {
  return (STEPS[STEPS.indexOf(step) + 1] as GoLiveStep | undefined) ?? null;
}

export function previousStep(step: StepName): GoLiveStep | null {
  const before = STEPS[STEPS.indexOf(step) - 1];
  return before === undefined || before === 'Agree' ? null : before;
}

/** `last beat 10:29, next 10:31`; nothing while the engine does not run. */
export function beatsText(view: SetupView, now: number): string {
  const runs = view.state === 'Running' || view.state === 'Slow' || view.state === 'Bypassed';
  if (!runs) {
    return '';
  }
  return view.lastBeatAt && view.nextBeatAt
    ? format(SetupBeats, instantText(view.lastBeatAt, now), instantText(view.nextBeatAt, now))
    : SetupNoBeat;
}

/** One sentence about the state, for those that have one. */
export function stateText(view: SetupView, now: number): string {
  switch (view.state) {
    case 'Slow':
      return view.lastBeatAt ? format(SetupSlow, instantText(view.lastBeatAt, now)) : SetupSlowNever;
    case 'Stopped':
      return view.stoppedAt
        ? format(SetupStopped, instantText(view.stoppedAt, now), view.stoppedByName ?? '', view.stopReason ?? '')
        : format(SetupStoppedPlain, view.stopReason ?? '');
    case 'Bypassed':
      return view.loadUntil ? format(StripLoad, instantText(view.loadUntil, now)) : SetupStateBypassed;
    case 'Running':
      return runningText(view, now);
    default:
      return '';
  }
}

function runningText(view: SetupView, now: number): string {
  const minutes = view.beatMinutes ?? 5;
  const label = minutes === 1 ? SetupRunningSinceOne : SetupRunningSince;
  return view.startedAt ? format(label, instantText(view.startedAt, now), view.startedByName ?? '', minutes) : '';
}

/** What a screen reader says when a switch has been turned: `Messages: off`. */
export function saidTurned(name: string, isOn: boolean): string {
  return format(SwitchSaid, SWITCH_NAMES[name] ?? name, isOn ? SwitchOn : SwitchOff);
}

function valueText(value: string | null | undefined): string {
  if (value === 'On' || value === 'Off') {
    return value === 'On' ? SwitchOn : SwitchOff;
  }
  return STEP_NAMES[value as StepName] ?? value ?? '';
}

/** `10:29 · Alex Admin · Go-live step: Observe to Notify`, with the reason behind it. */
export function turnText(turn: TurnView, now: number): string {
  const who = turn.byItself ? SwitchByItself : turn.who;
  const name = SWITCH_NAMES[turn.name] ?? turn.name;
  // A dismissed signal has a text of its own and no way back.
  const change = turn.after
    ? format(SwitchTurn, instantText(turn.at, now), who, name, valueText(turn.before), valueText(turn.after))
    : [instantText(turn.at, now), who, name, turn.before].join(' · ');
  return turn.note && turn.name === 'Engine' ? format(SwitchTurnNote, change, turn.note) : change;
}
