import { isOpen } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { RECYCLE } from '../people.ts';
import { Decided } from './verbs.ts';

/**
 * What should become of one lead, by the lines of the product sheet (sections 3, 4, 5 and 7) and nothing of the package's
 * code. Every method is one signal at one instant; instants are minutes. What a deferred signal finds is the lead as it is
 * by then, what counts is the instant of the signal.
 */

export class Reference extends Decided {
  /** Whatever is due by then is noticed: waits and pauses end, levels rise at their instants, Return ends. */
  tick(at: number): void {
    const leaving = this.clocks.some((clock) => !isOpen(clock) && clock.effectAt !== null);
    for (const clock of this.clocks) {
      if (clock.state === 'Paused' && (clock.pauses.at(-1)?.until ?? 0) <= at) this.goOn(clock, at);
      else if (clock.state === 'Waiting' && clock.start <= at) {
        clock.state = 'Running';
        this.owed.push(clock.start);
        this.tell('Started', clock.start);
      }
      if (clock.state === 'Running' && !leaving) this.run(clock, at);
    }
  }

  protected run(clock: Clock, at: number): void {
    if (clock.stage === 'Return' && clock.instants[2] <= at) {
      // Nobody answered: the lead goes back by itself, and nobody is late with that.
      const due = clock.instants[2];
      this.close(clock, 'Returned', due);
      Object.assign(clock, { state: 'Missed', effectAt: due, effectQueue: RECYCLE });
      this.tell('Missed', due);
      return;
    }
    for (const level of [1, 2, 3] as const) {
      const instant = clock.instants[level - 1] as number | null;
      if (level <= clock.level || instant === null || instant > at) continue;
      clock.level = level;
      clock.breached = level === 3;
      this.tell('LevelRaised', instant, level);
    }
  }

  /** Whether a decision is to take effect, now or later. */
  get leaves(): boolean {
    return this.clocks.some(({ effectAt }) => effectAt !== null);
  }

  /** A decision takes effect when undo has ended: marketing has the lead again. */
  giveBackDue(at: number): void {
    const due = this.clocks.find(({ effectAt }) => effectAt !== null && effectAt <= at);
    if (!due || this.gone) return;
    this.tell('Returned', due.effectAt ?? at);
    due.effectAt = null;
    due.undoUntil = null;
    this.owner = due.effectQueue ?? this.owner;
    this.changed(at);
  }

  /**
   * The holder is away until then (C5): later stages pause until he is back, once; a lead that waits for acceptance, or
   * waited before, or is late, is to move. True when it is to move.
   */
  away(holder: string, until: number, at: number): boolean {
    if (this.gone) return false;
    const running = this.clocks.filter(
      ({ state, stage, holder: who }) => state === 'Running' && stage !== 'Return' && who === holder
    );
    const waits = ({ stage, instants, pauses, since }: Clock): boolean =>
      stage !== 'Acceptance' && instants[2] > at && !pauses.some((one) => one.away && one.since >= since);
    if (!running.every(waits)) return true;
    for (const clock of running) {
      clock.state = 'Paused';
      clock.pauses.push({ since: at, until, away: true });
      this.tell('Paused', at);
    }
    return false;
  }

  /** Whoever is back sooner than the pause says finds the clocks running (C5). */
  back(holder: string, at: number): void {
    if (this.gone) return;
    for (const clock of this.clocks)
      if (clock.state === 'Paused' && clock.holder === holder && clock.pauses.at(-1)?.away === true)
        this.goOn(clock, at);
  }
}
