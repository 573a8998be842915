import { isOpen } from '../clock.ts';
import type { Clock, Stage } from '../clock.ts';
import { ROLES } from '../people.ts';
import { latest } from '../questions.ts';
import { Agreed } from './agreed.ts';

const ENDING_WITH_OWNER: readonly Stage[] = ['Acceptance', 'FirstContact', 'FollowUp', 'Return'];
const FOLLOWING: readonly Stage[] = ['FirstContact', 'FollowUp', 'Return', 'Disposition'];

/** What follows from the lead itself: saves, conversion, deletion. First what cancels, then what stops, then what starts (C8). */
export class Saved extends Agreed {
  /** The lead was saved: by now it may be another's, have other values, or be back. */
  changed(at: number): void {
    this.owed = this.owed.filter((one) => one !== at);
    if (this.gone) return;
    this.fresh = [];
    this.cancels(at);
    this.stops(at);
    if (this.isSales) {
      for (const stage of FOLLOWING) this.handOver(this.open(stage), at);
      const assigned = this.assign(at);
      this.lookAtGroup(at);
      this.startContact(assigned, at);
      this.tightenAll(at);
    }
    this.restore(at);
    this.startMarketings(at);
  }

  remove(how: 'deleted' | 'merged', at: number): void {
    if (this.gone) return;
    this.gone = how;
    for (const clock of this.clocks) {
      if (isOpen(clock)) this.cancel(clock, how, at);
      else if (clock.effectAt !== null) this.dropEffect(clock, at);
    }
  }

  undelete(at: number): void {
    if (this.gone !== 'deleted') return;
    this.gone = null;
    this.changed(at);
  }

  /** Conversion is the outcome, and ends the follow-up (C11). */
  convert(at: number): void {
    if (this.gone) return;
    this.gone = 'converted';
    const acceptance = this.open('Acceptance');
    for (const clock of this.clocks.filter((one) => isOpen(one) && one !== acceptance)) {
      if (clock.stage === 'FollowUp' || clock.stage === 'Disposition') this.meet(clock, 'Converted', at);
      else this.cancel(clock, 'converted', at);
    }
    const last = acceptance ?? this.ending() ?? this.last('Acceptance') ?? latest(this.clocks);
    if (!last || last.converted) return;
    last.converted = true;
    last.effectAt = null;
    if (acceptance) this.close(acceptance, 'Converted', at);
    this.tell('Converted', at);
  }

  protected cancels(at: number): void {
    if (!this.isSales) this.leave(at);
    else if (!this.mayBeReached)
      for (const stage of ['FirstContact', 'FollowUp'] as const) {
        const open = this.open(stage);
        if (open) this.cancel(open, 'consent', at);
      }
  }

  /** No sales owner: the cycle had ended, or it left outside and whoever had it owes an outcome. */
  protected leave(at: number): void {
    const ending = this.ending();
    let left: Clock | undefined;
    for (const stage of ENDING_WITH_OWNER) {
      const open = this.open(stage);
      if (open && ending) this.endUnanswered(open, 'cycle', ending.stop ?? at);
      else if (open) {
        this.cancel(open, 'left', at);
        left = open;
      }
    }
    if (left && !this.present('Disposition'))
      this.start('Disposition', left.cycle, at, { why: 'LeftOutside', holder: left.holder, role: left.role });
  }

  protected stops(at: number): void {
    const delivery = this.open('Delivery');
    if (delivery && this.isSales) this.meet(delivery, 'Delivered', at);
    const intent = this.open('IntentData');
    if (intent && this.intent) this.meet(intent, 'Filled', at);
    const asked = this.open('Disposition');
    if (asked?.why === 'LeftOutside' && this.isSales) this.cancel(asked, 'back', at);
  }

  /** True when sales gets the lead anew: what an assignment starts is owed. */
  protected assign(at: number): boolean {
    const open = this.open('Acceptance');
    if (open) {
      this.handOver(open, at);
      return false;
    }
    const ending = this.ending();
    const cycle = ending ? this.nextCycle(ending, at) : this.owedCycle();
    if (cycle === null) return false;
    // The next cycle begins before the lead has left sales: what the last one waited for is over.
    for (const stage of ending ? (['FollowUp', 'Return'] as const) : []) {
      const left = this.open(stage);
      if (left) this.endUnanswered(left, 'cycle', ending?.stop ?? at);
    }
    this.start('Acceptance', cycle, at);
    return true;
  }

  /** The cycle is over: a new one begins, unless the lead still waits to move or rests with whom it was. */
  protected nextCycle(ending: Clock, at: number): number | null {
    const rests = ending.effectAt !== null || ending.effectQueue === null;
    if (rests && ending.holder === this.owner) return null;
    if (ending.effectAt !== null) this.dropEffect(ending, at);
    return this.cycle() + 1;
  }

  protected owedCycle(): number | null {
    const latest = this.last('Acceptance');
    if (latest?.outcome === 'Accepted' && latest.holder === this.owner) return null;
    const own = this.last('Acceptance', ROLES[this.owner]);
    if (!own) return this.cycle();
    return own.state === 'Cancelled' ? own.cycle : null;
  }

  /** With the assignment (c4); where Acceptance waits for a group, they wait with it (C12). */
  protected startContact(assigned: boolean, at: number): void {
    const acceptance = this.present('Acceptance');
    const nothing = !this.present('FirstContact') && !this.present('Return') && !this.ending();
    const waited = acceptance?.awaited === true && nothing;
    if (acceptance?.state === 'Waiting' || !(assigned || waited)) return;
    if (!this.open('FirstContact') && this.mayBeReached) this.start('FirstContact', this.cycle(), at);
    if (!this.present('Return')) this.start('Return', this.cycle(), at);
  }

  /** What the deletion of the lead had ended is owed again (C11). */
  protected restore(at: number): void {
    if (this.ending()) return;
    const waits = this.open('Acceptance')?.state === 'Waiting';
    const may: Readonly<Partial<Record<Stage, boolean>>> = {
      FirstContact: this.isSales && !waits && this.mayBeReached,
      FollowUp: this.isSales && !waits && this.mayBeReached,
      Return: this.isSales && !waits,
      Disposition: true,
      Delivery: !this.isSales,
      IntentData: this.outbound && !this.intent
    };
    for (const [stage, is] of Object.entries(may) as [Stage, boolean][]) {
      const last = this.last(stage);
      const ended = last?.ended === 'deleted' && last.cycle === this.cycle() && !this.open(stage);
      if (!ended || !is || (last.why === 'LeftOutside' && this.isSales)) continue;
      const asked = stage === 'Disposition' ? { why: last.why, ...(this.isSales ? {} : last) } : {};
      const again = this.start(stage, this.cycle(), at, asked);
      // Attempts that were made still count; only the time starts anew.
      if (stage !== 'FirstContact') again.evidence = [...last.evidence];
    }
  }

  protected startMarketings(at: number): void {
    const told = this.clocks.some(
      ({ stage, start }) => (stage === 'Delivery' || stage === 'Acceptance') && start >= (this.mql ?? 0)
    );
    const waits = this.mql !== null && this.mql <= at && !told;
    if (!this.isSales && waits && !this.open('Delivery')) this.start('Delivery', this.cycle(), at);
    const asked = this.clocks.some(({ stage }) => stage === 'IntentData');
    if (!asked && this.outbound && !this.intent) this.start('IntentData', this.cycle(), at);
  }
}
