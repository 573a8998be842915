import { same } from './comparing.ts';
import { Reference } from './reference/index.ts';
import type { First, Op, Sequence } from './signals.ts';
import { Acting } from './acting.ts';

/** Until every sweep has asked for what got lost: entries are taken for lost after ten minutes. */
const BEATS = 25;

/** A sequence in the real package and in the model, side by side; throws where they differ. */
export class Run extends Acting {
  play({ first, ops }: Sequence): void {
    this.world.groupKey = `G${this.world.now()}`;
    try {
      this.pass(1);
      for (const one of first) this.create(one);
      for (const one of ops) {
        this.act(one);
        this.then(one);
        if (one.after !== 'hold') this.check();
      }
      this.finish();
    } finally {
      this.leave();
    }
  }

  protected create({ how, ...first }: First): void {
    const at = this.world.now();
    const model = new Reference(this.shared);
    const { mql, ...rest } = first;
    this.ids.push(this.world.create({ ...rest, ...(mql ? { mql } : {}) }, how !== 'save'));
    this.models.push(model);
    this.created.push(at);
    Object.assign(model, rest, { mql: mql ? at : null });
    if (how === 'save') model.changed(at);
    else this.defer(model, at);
    if (how === 'race') {
      this.world.sleepUntil(at + 1);
      this.world.race(this.ids.at(-1) as string);
      model.changed(at + 1);
    }
    this.settle('inOrder');
    this.pass(1);
  }

  protected then({ what, bus, after, wait }: Op): void {
    if (what === 'tick') this.tick();
    if (after !== 'hold') {
      this.settle(bus);
      if (what === 'tick') this.tick();
    }
    if (after === 'pass') this.pass(wait);
    else this.world.sleepUntil(this.world.now() + wait);
  }

  protected check(): void {
    this.models.forEach((model, at) => same(this.world, this.ids[at] as string, model));
  }

  /** Everything that was held is done; the leads go, so that the next sequence finds a quiet org. */
  protected finish(): void {
    if (this.off) this.turn();
    this.settle('inOrder');
    this.pass(BEATS);
    this.world.startHourly();
    this.settle('inOrder');
    this.check();
    if (this.world.sweeps() !== 1) throw new Error(`${this.world.sweeps()} sweeps wait`);
    const broken = this.ids.flatMap((id) => this.world.broken(id));
    if (broken.length > 0) throw new Error(`the ledger does not tell it: ${JSON.stringify(broken)}`);
    this.nothingLost();
  }

  /** The leads go, so that the next sequence finds a quiet org. */
  protected leave(): void {
    if (this.off) this.turn();
    for (const who of this.awayUntil.keys()) this.world.duty(who, null);
    this.world.clear(this.ids);
    this.world.activate(1);
    do for (const { deliver } of this.world.waiting()) deliver();
    while (this.world.runDue((label) => this.job(label)) > 0);
  }

  protected nothingLost(): void {
    const unheard = [...this.records].filter(([, one]) => !one.heard && !one.gone).map(([id]) => id);
    const owed = this.models.flatMap(({ owed }, n) => owed.map((at) => `${n} ${at}`));
    const lost = [...this.deferred, ...owed, ...unheard];
    if (lost.length > 0) throw new Error(`lost: ${lost.join(', ')}`);
  }
}
