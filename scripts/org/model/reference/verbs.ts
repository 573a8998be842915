import { HIGH_SCORE, MOST_PAUSES, UNDO_MINUTES, isOpen } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { QUEUE, RECYCLE, OUTCOMES } from '../people.ts';
import type { Outcome } from '../people.ts';
import { decidedLater, holds, reopen, count } from '../questions.ts';
import { Heard } from './evidence.ts';
import { MARKETINGS } from './state.ts';

/** What people do; each verb is true when it was done, and false when it was refused. */
export class Decided extends Heard {
  accept(who: string, at: number): boolean {
    const open = this.open('Acceptance');
    if (this.gone || !open || open.state === 'Waiting' || !holds(open.holder, who)) return false;
    if (open.holder !== who) Object.assign(open, { holder: who, since: at });
    this.decide(open, who, 'Accepted', at);
    this.tell('Accepted', at);
    if (this.owner !== who && this.owner === QUEUE) {
      // Who accepts a lead of the queue becomes its owner.
      this.owner = who;
      this.changed(at);
    }
    return true;
  }

  reject(who: string, at: number): boolean {
    const open = this.open('Acceptance');
    if (this.gone || !open || open.state === 'Waiting' || !holds(open.holder, who)) return false;
    this.decide(open, who, 'Rejected', at);
    open.effectAt = open.undoUntil;
    open.effectQueue = RECYCLE;
    this.tell(this.score > HIGH_SCORE ? 'Vetoed' : 'Rejected', at);
    return true;
  }

  dispose(who: string, outcome: Outcome, at: number): boolean {
    const open = this.open('Disposition');
    if (this.gone || this.open('Acceptance') || (!open && !this.mayLog())) return false;
    if (!holds(open?.holder ?? this.owner, who)) return false;
    if (outcome === 'UNRESPONSIVE' && this.mayBeReached && !this.triedEnough()) return false;
    const clock = open ?? this.start('Disposition', this.cycle(), at, { why: 'OutcomeLogged' });
    this.decide(clock, who, 'Disposed', at);
    clock.ended = outcome;
    if (OUTCOMES[outcome] === 'Marketing') Object.assign(clock, { effectAt: clock.undoUntil, effectQueue: RECYCLE });
    this.tell('Disposed', at);
    for (const stage of ['FirstContact', 'FollowUp', 'Return'] as const) this.endByOutcome(this.open(stage), at);
    return true;
  }

  protected endByOutcome(clock: Clock | undefined, at: number): void {
    if (!clock) return;
    if (clock.stage === 'FollowUp') this.meet(clock, 'Disposed', at);
    else this.endUnanswered(clock, 'Disposed', at);
  }

  /** Nobody asked for an outcome: one may be logged while the cycle goes on, once per holder. */
  protected mayLog(): boolean {
    const last = this.present('Disposition');
    const logged = last?.outcome === 'Disposed' && last.holder === this.owner;
    return this.isSales && !this.ending() && !logged;
  }

  protected triedEnough(): boolean {
    const clock = this.present('FollowUp') ?? this.last('FollowUp');
    return clock?.cycle === this.cycle() && count(clock.evidence).enough;
  }

  undo(who: string, at: number): boolean {
    const decided = this.clocks
      .filter((clock) => clock.undoUntil !== null && !isOpen(clock))
      .reduce<Clock | undefined>((a, b) => (a && decidedLater(a, b) ? a : b), undefined);
    if (this.gone || !decided || decided.decidedBy !== who || at > (decided.undoUntil ?? 0)) return false;
    if (decided.stage === 'Acceptance' && this.open('Acceptance')) return false;
    if (decided.why !== 'LeftOutside' && this.owner !== decided.holder) return false;
    const { stop, outcome } = decided;
    const byOutcome = this.clocks.filter(
      (clock) => !isOpen(clock) && clock.stop === stop && (clock.outcome === 'Disposed' || clock.ended === 'Disposed')
    );
    for (const clock of new Set([decided, ...(outcome === 'Disposed' ? byOutcome : [])])) this.takeBack(clock, at);
    return true;
  }

  protected takeBack(clock: Clock, at: number): void {
    reopen(clock, at);
    if (clock.why === 'OutcomeLogged') Object.assign(clock, { state: 'Cancelled', stop: at, ended: 'undone' });
    this.tell('Undone', at);
  }

  /** Every running clock that sales owes (C4). */
  pause(who: string, minutes: number, at: number): boolean {
    const running = this.clocks.filter(({ state, stage }) => state === 'Running' && !MARKETINGS.includes(stage));
    const may = running.every(
      ({ holder, pauses }) => holds(holder, who) && pauses.filter(({ away }) => !away).length < MOST_PAUSES
    );
    if (this.gone || running.length === 0 || !may) return false;
    for (const clock of running) {
      clock.state = 'Paused';
      clock.pauses.push({ since: at, until: at + minutes });
      this.tell('Paused', at);
    }
    return true;
  }

  resume(who: string, at: number): boolean {
    const paused = this.clocks.filter(({ state }) => state === 'Paused');
    if (this.gone || paused.length === 0 || !paused.every(({ holder }) => holds(holder, who))) return false;
    for (const clock of paused) this.goOn(clock, at);
    return true;
  }

  /** A rep says that an attempt was made (V6). */
  touch(who: string, channel: string, at: number): boolean {
    if (this.gone || !this.isSales || !holds(this.owner, who)) return false;
    const before = this.told.length;
    const id = `Touch:${at}:${channel}:${who}`;
    this.hear([{ id, at, by: who, grade: 'Claimed', channel, twoWay: false, inbound: false }], at);
    return this.told.length > before;
  }

  protected decide(clock: Clock, who: string, outcome: string, at: number): void {
    this.close(clock, outcome, at);
    clock.decidedBy = who;
    clock.undoUntil = at + UNDO_MINUTES;
  }
}
