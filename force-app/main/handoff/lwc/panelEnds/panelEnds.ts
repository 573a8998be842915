/** How clocks and cycles ended, in words. */
import type { PastCycleView } from 'baton/views';
import { format, instantText } from 'c/clockTime';
import CancelledCycleEnded from '@salesforce/label/c.CancelledCycleEnded';
import CancelledDeleted from '@salesforce/label/c.CancelledDeleted';
import CancelledDisposed from '@salesforce/label/c.CancelledDisposed';
import CancelledEvidenceGone from '@salesforce/label/c.CancelledEvidenceGone';
import CancelledMerged from '@salesforce/label/c.CancelledMerged';
import CancelledNoConsent from '@salesforce/label/c.CancelledNoConsent';
import CancelledOwnerLeft from '@salesforce/label/c.CancelledOwnerLeft';
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

/** `Cycle 1: 2 Sep to 14 Sep · Rejected: Timing`. Never more than one line a cycle. */
export function pastCycleText(cycle: PastCycleView, now: number): string {
  const day = (instant?: string | null): string => (instant ? instantText(instant, now) : '');
  const line = format(PastCycleLine, cycle.cycle, day(cycle.startedAt), day(cycle.endedAt));
  const outcome = cycle.outcome ? (OUTCOMES[cycle.outcome] ?? cycle.outcome) : '';
  return [line, [outcome, cycle.reasonName].filter(Boolean).join(': ')].filter(Boolean).join(' · ');
}
