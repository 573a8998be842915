import { ROLES } from './people.ts';
import type { Bus } from './signals.ts';
import type { Waiting } from './world.ts';
import { RunState } from './run-state.ts';

/** The hourly check reads what was written since the last one, and an hour before it. */
const OVERLAP = 60;
/** It looks whether what became evidence in the last two days is still there. */
const LOOKS_BACK = 2880;
/** Rounds of events or jobs at one instant: more is a circle. */
const MOST_ROUNDS = 1000;
/** Events that something else makes up for when they are lost. */
const REPLACEABLE: readonly string[] = ['Act', 'Evidence', 'Removed', 'Return'];

/** Time: what waits is delivered, jobs run, ticks notice, in the org and in the model alike. */
export class Passing extends RunState {
  /** Time passes: everything runs at its instant. */
  protected pass(minutes: number): void {
    const until = this.world.now() + minutes;
    this.settle('inOrder');
    for (let next = this.world.nextDue(); next !== null && next <= until; next = this.world.nextDue()) {
      this.world.sleepUntil(Math.max(next, this.world.now()));
      this.quiet('inOrder');
    }
    this.world.sleepUntil(until);
    this.settle('inOrder');
  }

  /** What waits is done, in the model and in the org: first what a late tick finds, then events, then jobs. */
  protected settle(bus: Bus): void {
    this.tick();
    this.quiet(bus);
    this.tick();
    this.quiet(bus === 'lost' ? 'inOrder' : bus);
  }

  protected tick(): void {
    if (this.ids.length === 0) return;
    this.world.tick(this.ids);
    this.noticeTime();
  }

  protected noticeTime(): void {
    if (!this.off) for (const model of this.models) model.tick(this.world.now());
  }

  /** Until nothing waits that is due. */
  protected quiet(bus: Bus): void {
    let rounds = 0;
    for (let ran = true; ran;) {
      if (++rounds > MOST_ROUNDS) throw new Error('what waits does not come to an end');
      this.deliver(bus);
      ran = this.world.nextDue() !== null && (this.world.nextDue() as number) <= this.world.now();
      if (!ran) continue;
      this.noticeTime();
      this.world.runDue((label) => this.job(label));
    }
  }

  protected deliver(bus: Bus): void {
    let loses = bus === 'lost';
    for (let given = 0; ; given++) {
      if (given > MOST_ROUNDS) throw new Error('events do not come to an end');
      this.bus.push(...this.world.waiting());
      const event = bus === 'reversed' ? this.bus.pop() : this.bus.shift();
      if (!event) return;
      if (loses && REPLACEABLE.includes(event.kind)) {
        loses = false;
        continue;
      }
      for (let times = bus === 'twice' ? 2 : 1; times > 0; times--) this.give(event);
    }
  }

  protected give({ kind, at, ids, deliver }: Waiting): void {
    const now = this.world.now();
    const about = this.models.filter((_, n) => ids.includes(this.ids[n] as string));
    if (kind === 'Act') this.plan(ids);
    deliver();
    switch (kind) {
      case 'Signals':
        for (const model of about) {
          this.deferred.delete(`${this.models.indexOf(model)} ${at}`);
          model.changed(at);
        }
        return;
      case 'Return':
        // Whoever published it had noticed the time.
        this.noticeTime();
        return about.forEach((model) => model.giveBackDue(now));
      case 'Evidence':
        return this.hear(ids, now);
      case 'Removed':
        return this.look(ids, now);
      case 'Beat':
        return this.beat(now);
      case 'Committee':
        for (const model of this.models) if (model.waitsForGroup) model.changed(at);
        return;
      default:
    }
  }

  /** Each beat looks at who is back, and who is away. To whom a lead moves is the pool's choice: it is asked, and held to the rules. */
  protected beat(now: number): void {
    if (this.off) return;
    this.models.forEach((model, n) => {
      const until = this.awayUntil.get(model.owner) ?? 0;
      if (until <= now) return model.back(model.owner, now);
      if (!model.away(model.owner, until, now)) return;
      const owner = this.world.owner(this.ids[n] as string);
      if (owner === model.owner) return;
      if (ROLES[owner] === undefined || model.had(owner)) throw new Error(`${owner} got a lead of ${model.owner}`);
      model.owner = owner;
      model.changed(now);
    });
  }

  /** The entry of a reject plans the job of its return. */
  protected plan(entries: readonly string[]): void {
    const leaving = this.models.filter((model) => model.leaves && !this.planned.has(model));
    if (leaving.length === 0) return;
    const leads = this.world.leadsOf(entries);
    for (const model of leaving) if (leads.has(this.ids[this.models.indexOf(model)] as string)) this.planned.add(model);
  }

  /** A job of the package is about to run. */
  protected job(label: string): void {
    const now = this.world.now();
    if (this.off) return;
    if (label.includes('ClockSweep') && this.catchesUp) this.catchUp();
    if (label.includes('LeadReturnJob')) {
      for (const model of this.planned) {
        model.giveBackDue(now);
        if (!model.leaves) this.planned.delete(model);
      }
    }
    if (label.includes('Reconciliation')) {
      // Which of a tick and the check of the same minute comes first is chance: here the tick does.
      this.tick();
      this.hourly(now);
    }
  }

  /** The hourly check: what is recent is read again, what is gone is found, what was never seen starts. */
  protected hourly(now: number): void {
    const since = this.world.lastCheck - OVERLAP;
    this.world.lastCheck = now;
    const recent = [...this.records].filter(([, { written }]) => written >= since);
    this.hear(
      recent.map(([id]) => id),
      now
    );
    const young = [...this.records].filter(([, { proof }]) => proof.at >= now - LOOKS_BACK);
    this.look(
      young.map(([id]) => id),
      now
    );
    this.models.forEach((model, n) => {
      const created = this.created[n] as number;
      if (model.clocks.length === 0 && model.isSales && !model.gone && created >= this.startedAt)
        model.changed(created);
    });
  }
}
