/** How clocks and cycles ended, in words. */
import type { ClockView, PastCycleView } from 'baton/views';
import { format, shortDay, toMillis, tookDuration } from 'c/clockTime';
import CancelledCycleEnded from '@salesforce/label/c.CancelledCycleEnded';
import CancelledDeleted from '@salesforce/label/c.CancelledDeleted';
import CancelledDisposed from '@salesforce/label/c.CancelledDisposed';
import CancelledEvidenceGone from '@salesforce/label/c.CancelledEvidenceGone';
import CancelledMerged from '@salesforce/label/c.CancelledMerged';
import CancelledNoConsent from '@salesforce/label/c.CancelledNoConsent';
import CancelledOwnerLeft from '@salesforce/label/c.CancelledOwnerLeft';
import PastAcceptLate from '@salesforce/label/c.PastAcceptLate';
import PastAcceptMet from '@salesforce/label/c.PastAcceptMet';
import PastAcceptMissed from '@salesforce/label/c.PastAcceptMissed';
import PastContactLate from '@salesforce/label/c.PastContactLate';
import PastContactMet from '@salesforce/label/c.PastContactMet';
import PastContactMissed from '@salesforce/label/c.PastContactMissed';
import PastCycleDay from '@salesforce/label/c.PastCycleDay';
import PastCycleLine from '@salesforce/label/c.PastCycleLine';
import StateAccepted from '@salesforce/label/c.StateAccepted';
import StateConverted from '@salesforce/label/c.StateConverted';
import StateDisposed from '@salesforce/label/c.StateDisposed';
import StateRejected from '@salesforce/label/c.StateRejected';
import StateReturned from '@salesforce/label/c.StateReturned';

const CANCELLED: Readonly<Record<string, string>> = {
  OwnerLeft: CancelledOwnerLeft,
  NoConsent: CancelledNoConsent,
  CycleEnded: CancelledCycleEnded,
  Disposed: CancelledDisposed,
  EvidenceGone: CancelledEvidenceGone,
  Deleted: CancelledDeleted,
  Merged: CancelledMerged
};

/** Why a clock was cancelled, by its code; empty for another text. */
export function cancelledText(code?: string | null): string {
  return CANCELLED[code ?? ''] ?? '';
}

const OUTCOMES: Readonly<Record<string, string>> = {
  Accepted: StateAccepted,
  Rejected: StateRejected,
  Converted: StateConverted,
  Returned: StateReturned,
  Disposed: StateDisposed
};

const RESULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Acceptance: { Met: PastAcceptMet, 'Met Late': PastAcceptLate, Missed: PastAcceptMissed },
  FirstContact: { Met: PastContactMet, 'Met Late': PastContactLate, Missed: PastContactMissed }
};

/** `Cycle 1 · 2 Sep to 14 Sep · Outcome: Timing · Accept met 4 min · Contact met late 20 min`. Never more than one line a cycle. */
export function pastCycleText(cycle: PastCycleView, now: number): string {
  const outcome = cycle.outcome ? (OUTCOMES[cycle.outcome] ?? cycle.outcome) : '';
  const results = Object.keys(RESULTS).map((stage) => resultText(cycle, stage));
  return [spanText(cycle, now), [outcome, cycle.reasonName].filter(Boolean).join(': '), ...results]
    .filter(Boolean)
    .join(' · ');
}

function spanText({ cycle, startedAt, endedAt }: PastCycleView, now: number): string {
  const first = shortDay(startedAt, now);
  const last = endedAt ? shortDay(endedAt, now) : first;
  return first === last ? format(PastCycleDay, cycle, first) : format(PastCycleLine, cycle, first, last);
}

/** How the last clock of a stage ended, with the number that the panel showed: how long it took, or how late it was. */
function resultText({ clocks }: PastCycleView, stage: string): string {
  const clock = clocks.find((one) => one.stage === stage);
  const label = RESULTS[stage]?.[clock?.state ?? ''];
  return clock && label ? format(label, tookDuration(clock.state === 'Met Late' ? lateBy(clock) : took(clock))) : '';
}

function took(clock: ClockView): number {
  return (clock.elapsedSeconds ?? 0) * 1000;
}

function lateBy(clock: ClockView): number {
  return clock.stoppedAt && clock.dueAt ? toMillis(clock.stoppedAt) - toMillis(clock.dueAt) : 0;
}
