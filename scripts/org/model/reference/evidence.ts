import { instantsOf, cut, isOpen, move } from '../clock.ts';
import type { Clock, Proof } from '../clock.ts';
import { ROLES } from '../people.ts';
import { endingOf, reopen, isAttempt, isOver, stopping } from '../questions.ts';
import { Saved } from './saves.ts';
import { MARKETINGS } from './state.ts';

const BY_EVIDENCE = ['Contacted', 'FollowedUp', 'Responded'];

/** What follows from evidence that is heard of or lost (V1, V3, C10). */
export class Heard extends Saved {
  /** What was found, oldest first. */
  hear(found: readonly Proof[], now: number): void {
    if (this.gone) return;
    for (const proof of [...found].sort((a, b) => a.at - b.at)) {
      this.contact(proof);
      this.acceptBy(proof);
      if ((!isAttempt(proof) && !proof.twoWay) || this.isBeforeCycle(proof)) continue;
      this.followUp(proof, now);
      this.answer(proof);
      this.askOutcome(proof, now);
    }
  }

  protected contact(proof: Proof): void {
    const clock = this.last('FirstContact');
    if (!clock || proof.inbound || proof.at < clock.start) return;
    if (clock.state !== 'Cancelled' && !isOver(clock, proof)) this.weigh(clock, proof);
  }

  /** A Verified contact by its owner, made while the lead was theirs, accepts by itself. */
  protected acceptBy(proof: Proof): void {
    const open = this.open('Acceptance') ?? this.acceptedLate(proof);
    if (!open || proof.inbound || proof.grade !== 'Verified' || open.holder !== proof.by) return;
    if (proof.at < Math.max(open.start, open.since)) return;
    const was = open.breached;
    if (!isOpen(open) && open.acceptedBy === null)
      open.lateAccept = { stop: open.stop as number, decidedBy: open.decidedBy };
    this.close(open, 'Accepted', proof.at);
    open.decidedBy = proof.by;
    open.acceptedBy = proof.id;
    open.undoUntil = null;
    this.tell('Accepted', proof.at);
    if (was && !open.breached) this.tell('Withdrawn', proof.at);
  }

  /** Accepted, but too late: a contact before due that is heard of later was the answer (C10). */
  protected acceptedLate(proof: Proof): Clock | undefined {
    const last = this.present('Acceptance');
    const late = last?.outcome === 'Accepted' && last.breached;
    return late && proof.at <= last.instants[2] ? last : undefined;
  }

  protected followUp(proof: Proof, now: number): void {
    const starts = isAttempt(proof) && this.mayStart && this.mayBeReached;
    const present = this.present('FollowUp');
    const begun = !present && starts ? this.start('FollowUp', this.cycle(), proof.at) : undefined;
    const clock = present ?? begun;
    if (clock && !isOver(clock, proof)) this.weigh(clock, proof);
    if (begun) this.joinPauses(begun, now);
  }

  /** Proof came late: the clock that it starts was there when the others were paused. */
  protected joinPauses(clock: Clock, now: number): void {
    if (clock.state !== 'Running') return;
    const others = this.clocks.filter(
      (one) => one !== clock && one.cycle === clock.cycle && !MARKETINGS.includes(one.stage)
    );
    const ends = new Map<number, number>();
    for (const { since, until, planned } of others.flatMap(({ pauses }) => pauses))
      if (since > clock.start) ends.set(since, Math.max(ends.get(since) ?? 0, planned ?? until));
    for (const [since, until] of [...ends].sort(([a], [b]) => a - b)) {
      const away = others.some(({ pauses }) => pauses.some((one) => one.since === since && one.away));
      clock.pauses.push({ since, until, ...(away ? { away } : {}) });
      clock.state = 'Paused';
      this.tell('Paused', since);
      if (until <= now) this.goOn(clock, until);
    }
  }

  protected answer(proof: Proof): void {
    const clock = this.present('Return');
    if (clock && clock.state !== 'Missed' && this.weigh(clock, proof)) this.countAnew();
  }

  protected askOutcome(proof: Proof, now: number): void {
    if (!proof.twoWay || !this.mayStart) return;
    const last = this.present('Disposition') ?? this.open('Disposition');
    if (last && (isOpen(last) || last.role === ROLES[this.owner])) return;
    this.joinPauses(this.start('Disposition', this.cycle(), proof.at, { why: 'ContactMade' }), now);
  }

  protected isBeforeCycle({ at }: Proof): boolean {
    const own = this.clocks.filter(({ cycle, stage }) => cycle === this.cycle() && !MARKETINGS.includes(stage));
    return (
      own.some((clock) => clock) &&
      at < Math.min(...own.map(({ stage, born, start }) => (stage === 'Return' ? born : start)))
    );
  }

  /** The same record counts once per grade. True when it was new. */
  protected weigh(clock: Clock, proof: Proof): boolean {
    if (clock.evidence.some(({ id, grade }) => id === proof.id && grade === proof.grade)) return false;
    clock.evidence.push(proof);
    this.tell('Evidence', proof.at);
    this.settle(clock, proof.at);
    return true;
  }

  /** Always from all evidence in the order in which it happened (C10, V3). */
  protected settle(clock: Clock, at: number): void {
    const proof = stopping(clock);
    const byEvidence = BY_EVIDENCE.includes(clock.outcome ?? '');
    if (!proof) {
      if (byEvidence) this.reopenByLoss(clock, at);
      return;
    }
    const stop = clock.stop ?? 0;
    const anew = isOpen(clock) || clock.state === 'Missed' || (byEvidence ? proof.at !== stop : proof.at < stop);
    if (!anew) return;
    const was = clock.breached;
    this.close(clock, BY_EVIDENCE[['FirstContact', 'FollowUp', 'Return'].indexOf(clock.stage)] as string, proof.at);
    clock.decidedBy = proof.by;
    this.tell('Met', proof.at);
    if (was && !clock.breached) this.tell('Withdrawn', proof.at);
  }

  /** Return counts from the last attempt, or from the assignment without one (c2). */
  protected countAnew(): void {
    const clock = this.open('Return');
    if (!clock) return;
    const since = Math.max(clock.born, ...clock.evidence.filter(isAttempt).map(({ at }) => at));
    if (since === clock.start) return;
    clock.start = since;
    clock.instants = instantsOf(clock.line, since);
    for (const pause of clock.state === 'Paused' ? clock.pauses.slice(0, -1) : clock.pauses)
      move(clock, pause, pause.since, pause.until);
    this.tell('Changed', since);
  }

  /** Records were deleted, reopened or moved to somebody else (V3): each question that they had answered is open again. */
  lose(ids: readonly string[], at: number): void {
    if (this.gone) return;
    const has = (clock: Clock | undefined, what: (proof: Proof) => boolean): boolean =>
      clock?.evidence.some(what) === true;
    const losing = this.clocks.filter(({ evidence }) => evidence.some(({ id }) => ids.includes(id)));
    for (const clock of losing) {
      const [lost, kept] = [
        clock.evidence.filter(({ id }) => ids.includes(id)),
        clock.evidence.filter(({ id }) => !ids.includes(id))
      ];
      clock.evidence = kept;
      for (const _ of lost) this.tell('Removed', at);
      this.settle(clock, at);
      if (clock.stage === 'Return') this.countAnew();
      if (clock.stage === 'FollowUp' && isOpen(clock) && !has(clock, isAttempt)) this.cancel(clock, 'lost', at);
    }
    const asked = this.open('Disposition');
    const answers = this.present('Return') ?? this.present('FollowUp');
    if (losing.length > 0 && asked?.why === 'ContactMade' && answers && !has(answers, ({ twoWay }) => twoWay))
      this.cancel(asked, 'lost', at);
    this.reopenAcceptance(ids, at);
  }

  protected reopenAcceptance(ids: readonly string[], at: number): void {
    const last = this.present('Acceptance');
    if (last?.outcome !== 'Accepted' || !ids.includes(last.acceptedBy ?? '')) return;
    const pressed = last.lateAccept;
    if (this.ending() && !pressed) return;
    reopen(last, at);
    if (pressed) {
      // What was pressed counts again.
      this.close(last, 'Accepted', pressed.stop);
      Object.assign(last, { decidedBy: pressed.decidedBy, acceptedBy: null, lateAccept: null });
    }
    this.tell('Reopened', at);
    for (const proof of [...(this.present('FirstContact')?.evidence ?? [])].sort((a, b) => a.at - b.at))
      this.acceptBy(proof);
  }

  /** What stopped the clock is gone: it runs again, or its cycle has ended meanwhile. */
  protected reopenByLoss(clock: Clock, at: number): void {
    const newer = this.open(clock.stage);
    reopen(clock, at);
    const own = this.clocks.filter(({ cycle }) => cycle === clock.cycle);
    const left = own.find((one) => !isOpen(one) && (one.ended === 'left' || one.converted));
    // A newer clock of the stage asks the same question already (C9).
    const ended = endingOf(own)?.stop ?? left?.stop ?? newer?.start ?? null;
    if (ended !== null) {
      cut(clock, ended);
      this.stopClock(clock, ended);
      if (clock.instants[2] <= ended) Object.assign(clock, { state: 'Missed', breached: true, ended: 'cycle' });
      else Object.assign(clock, { state: 'Cancelled', ended: 'cycle' });
    }
    this.tell('Reopened', at);
  }
}
