import { ATTEMPTS, CHANNELS, restore } from './clock.ts';
import type { Clock, Proof } from './clock.ts';
import { MEMBERS, QUEUE } from './people.ts';

/** The clock of the last cycle that started last. */
export function latest(clocks: readonly Clock[]): Clock | undefined {
  return clocks.reduce<Clock | undefined>(
    (a, b) => (a && (a.cycle > b.cycle || (a.cycle === b.cycle && a.start > b.start)) ? a : b),
    undefined
  );
}

/** Reject, return, and an outcome that does not leave the lead with sales end a cycle (C7). */
export function endingOf(clocks: readonly Clock[]): Clock | undefined {
  return clocks
    .filter(
      ({ outcome, stage, ended }) =>
        outcome === 'Rejected' ||
        outcome === 'Returned' ||
        (outcome === 'Disposed' && stage === 'Disposition' && ended !== 'QUALIFIED')
    )
    .reduce<Clock | undefined>((a, b) => (a && (a.stop ?? 0) >= (b.stop ?? 0) ? a : b), undefined);
}

/** At the same minute the outcome came after the accept. */
export function decidedLater(a: Clock, b: Clock): boolean {
  return a.stop === b.stop ? a.stage === 'Disposition' : (a.stop ?? 0) > (b.stop ?? 0);
}

/** Whether somebody has a lead of that holder: also a member of its queue. */
export function holds(holder: string, who: string): boolean {
  return holder === who || (holder === QUEUE && MEMBERS.includes(who));
}

/** A decision is taken back, or what stopped the clock is gone: it goes on, or stands still, as if nothing had been. */
export function reopen(clock: Clock, at: number): void {
  Object.assign(clock, { state: 'Running', outcome: null, stop: null, decidedBy: null, undoUntil: null });
  Object.assign(clock, { effectAt: null, effectQueue: null, ended: null, breached: clock.level === 3 });
  restore(clock, at);
}

export const isAttempt = ({ inbound, grade }: Proof): boolean => !inbound && grade !== 'Automated';
export const isOver = ({ state, stop }: Clock, { at }: Proof): boolean => state === 'Missed' && at > (stop ?? 0);

/** The evidence that answers what the clock asks for. */
export function stopping({ stage, evidence }: Clock): Proof | undefined {
  if (stage === 'FollowUp') return count(evidence).by;
  const ordered = [...evidence].sort((a, b) => a.at - b.at);
  return stage === 'Return'
    ? ordered.find(({ twoWay }) => twoWay)
    : ordered.find(({ inbound, grade }) => !inbound && grade === 'Verified');
}

/** The agreed attempts over the agreed channels, or a conversation. */
export function count(evidence: readonly Proof[]): { enough: boolean; by: Proof | undefined } {
  const records = new Set<string>();
  const channels = new Set<string>();
  const enough = (): boolean => records.size >= ATTEMPTS && channels.size >= CHANNELS;
  let by: Proof | undefined;
  for (const proof of [...evidence].sort((a, b) => a.at - b.at)) {
    if (isAttempt(proof)) {
      records.add(proof.id);
      if (proof.channel !== 'Other') channels.add(proof.channel);
    }
    if (proof.twoWay || enough()) by ??= proof;
  }
  return { enough: enough(), by };
}
