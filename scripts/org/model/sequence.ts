import fc from 'fast-check';
import { Reference, ROLES } from './reference.ts';
import { isOpen } from './clock.ts';
import type { Clock, Told } from './clock.ts';
import type { Seen, World } from './world.ts';

/** One signal, and what time does after it. */
export interface Op {
  readonly what: What;
  readonly lead: 0 | 1;
  readonly who: string;
  readonly owner: string;
  readonly score: number;
  readonly minutes: number;
  /** Headroom is used up: the package defers. */
  readonly exhausted: boolean;
  readonly after: After;
  readonly wait: number;
}

export type What = (typeof WHATS)[number];
/** Pass: everything runs at its instant. Sleep: what ran is finished, then ticks are lost. Hold: what was queued waits too. Reverse: held events come in the opposite order. */
export type After = (typeof AFTERS)[number];

export const WHATS = [
  'owner',
  'score',
  'save',
  'inbound',
  'bulk',
  'accept',
  'reject',
  'undo',
  'pause',
  'resume',
  'verified',
  'claimed',
  'tick',
  'convert',
  'merge',
  'delete',
  'undelete'
] as const;
const AFTERS = ['pass', 'sleep', 'hold', 'reverse'] as const;

export interface Sequence {
  readonly first: readonly {
    readonly owner: string;
    readonly score: number;
    readonly how: 'save' | 'exhausted' | 'race';
  }[];
  readonly ops: readonly Op[];
}

const people = fc.constantFrom(...Object.keys(ROLES));
const owners = fc.constantFrom(...Object.keys(ROLES), '#Nurture');
const scores = fc.constantFrom(50, 70, 85, 97);
const minutes = fc.constantFrom(1, 2, 4, 6, 15, 31, 61, 130, 250, 400);

const op: fc.Arbitrary<Op> = fc.record({
  what: fc.oneof(
    { arbitrary: fc.constantFrom(...WHATS), weight: 3 },
    {
      arbitrary: fc.constantFrom<What>('owner', 'score', 'accept', 'reject', 'undo', 'pause', 'resume', 'verified'),
      weight: 2
    }
  ),
  lead: fc.constantFrom<0 | 1>(0, 1),
  who: people,
  owner: owners,
  score: scores,
  minutes: fc.constantFrom(5, 30, 200),
  exhausted: fc.oneof({ arbitrary: fc.constant(false), weight: 5 }, { arbitrary: fc.constant(true), weight: 1 }),
  after: fc.oneof(
    { arbitrary: fc.constant<After>('pass'), weight: 4 },
    { arbitrary: fc.constantFrom(...AFTERS), weight: 3 }
  ),
  wait: minutes
});

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  first: fc.tuple(
    ...[0, 1].map(() =>
      fc.record({
        owner: owners,
        score: scores,
        how: fc.constantFrom<'save' | 'exhausted' | 'race'>('save', 'save', 'exhausted', 'race')
      })
    )
  ),
  ops: fc.array(op, { minLength: 1, maxLength: 14 })
});

/** A sequence in the real package and in the model, side by side; throws where they differ. */
export class Run {
  private readonly world: World;
  private readonly ids: string[] = [];
  private readonly models: Reference[] = [];
  /** Deferred signals that wait, in the order in which they were published. */
  private pending: (() => void)[] = [];
  /** Leads whose return has its job. */
  private readonly planned = new Set<Reference>();

  constructor(world: World) {
    this.world = world;
  }

  /** Entries of the ledger that both told, by type. */
  entries(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { told } of this.models) for (const { type } of told) counts.set(type, (counts.get(type) ?? 0) + 1);
    return counts;
  }

  play({ first, ops }: Sequence): void {
    this.world.pass(1);
    for (const { owner, score, how } of first) this.create(owner, score, how);
    for (const one of ops) {
      this.act(one);
      this.then(one);
      this.check(one);
    }
    this.finish();
  }

  private create(owner: string, score: number, how: 'save' | 'exhausted' | 'race'): void {
    const model = new Reference();
    const at = this.world.now();
    const id = this.world.create(owner, score, how !== 'save');
    this.ids.push(id);
    this.models.push(model);
    model.owner = owner;
    model.score = score;
    if (how === 'save') model.create(owner, score, at);
    else this.pending.push(() => model.changed(at));
    if (how === 'race') {
      this.world.sleep(1);
      this.world.race(id);
      model.changed(this.world.now());
    }
    this.settle(false);
    this.world.pass(1);
    this.ticks(1);
  }

  // ---- one signal

  private act(one: Op): void {
    const { what, lead } = one;
    const model = this.models[lead] as Reference;
    const id = this.ids[lead] as string;
    const at = this.world.now();
    if (what === 'tick') return;
    if (what === 'undelete') return this.undelete(model, id, at);
    if (model.gone) return;
    switch (what) {
      case 'owner':
      case 'score':
      case 'save':
        return this.save(one, model, id, at);
      case 'inbound':
        // Another subscriber: whether it or the deferred work comes first is chance.
        this.settle(false);
        this.world.inbound(id);
        this.pending.push(() => model.changed(at));
        return this.settle(false);
      case 'bulk':
        return this.bulk(one, at);
      case 'verified':
      case 'claimed':
        return this.call(one, model, id, at);
      case 'convert':
        // The platform converts no lead that a queue owns.
        if (model.owner.startsWith('#')) return;
        this.world.convert(id);
        return model.convert(at);
      case 'merge':
        return this.merge(one, at);
      case 'delete':
        this.world.remove(id, false);
        return model.remove('deleted', at);
      default:
        return this.verb(one, model, id, at);
    }
  }

  private save(one: Op, model: Reference, id: string, at: number): void {
    const owner = one.what === 'owner' ? one.owner : model.owner;
    const score = one.what === 'score' ? one.score : model.score;
    const isNew = owner !== model.owner || score !== model.score;
    this.world.set(id, owner.startsWith('#R') ? { score } : { owner, score }, one.exhausted);
    model.owner = owner;
    model.score = score;
    if (!isNew) return;
    if (one.exhausted) this.pending.push(() => model.changed(at));
    else model.changed(at);
  }

  /** The customer refuses one lead of two: nothing of it may be left, the other goes through. */
  private bulk({ lead, owner }: Op, at: number): void {
    const both = this.models.every(({ gone }) => gone === null);
    if (!both) return;
    this.world.bulk(this.ids, owner, this.ids[1 - lead] as string);
    const saved = this.models[lead] as Reference;
    const isNew = saved.owner !== owner;
    saved.owner = owner;
    if (isNew) saved.changed(at);
  }

  private verb({ what, who, minutes: long }: Op, model: Reference, id: string, at: number): void {
    const done = this.world.verb(who, id, what, long);
    const should =
      what === 'pause' ? model.pause(who, long, at) : model[what as 'accept' | 'reject' | 'undo' | 'resume'](who, at);
    // A second accept by the same user is answered as done and changes nothing.
    if (done !== should && what !== 'accept') throw new Error(`${what} by ${who} was ${done ? 'done' : 'refused'}`);
    if (should && !done) throw new Error(`${what} by ${who} was refused`);
  }

  private call({ what, who }: Op, model: Reference, id: string, at: number): void {
    const verified = what === 'verified';
    const proof = { id: this.world.call(who, id, verified), at, by: who, verified };
    this.pending.push(() => model.gone || model.contact(proof));
  }

  /** What hangs on the loser moves to the winner: only leads without calls are merged here. */
  private merge({ lead }: Op, at: number): void {
    const [winner, loser] = [this.models[lead] as Reference, this.models[1 - lead] as Reference];
    if (winner.gone || loser.gone || this.called.has(1 - lead)) return;
    this.world.merge(this.ids[lead] as string, this.ids[1 - lead] as string);
    loser.remove('merged', at);
  }

  private readonly called = new Set<number>();

  private undelete(model: Reference, id: string, at: number): void {
    if (model.gone !== 'deleted') return;
    this.world.remove(id, true);
    model.undelete(at);
  }

  // ---- time

  private then({ what, lead, after, wait }: Op): void {
    if (what === 'verified' || what === 'claimed') this.called.add(lead);
    if (after !== 'hold') {
      this.settle(after === 'reverse');
      this.ticks(what === 'tick' ? 2 : 1);
    }
    if (after !== 'pass') {
      this.world.sleep(wait);
      return;
    }
    const from = this.world.now();
    this.world.pass(wait);
    for (let at = from + 1; at <= from + wait; at++) for (const model of this.models) model.tick(at);
    this.ticks(1);
  }

  /** What waits is done, in the model and in the org. */
  private settle(reverse: boolean): void {
    // Which of a late tick and a late event comes first is chance: here the tick does.
    this.world.tick(this.ids, 1, true);
    const now = this.world.now();
    for (const model of this.models) {
      model.passTime(now);
      // The job that moves a rejected lead is older than what waits; without it the tick's own event comes last.
      if (this.planned.has(model)) model.giveBackDue(now);
      else this.pending.push(() => model.giveBackDue(now));
    }
    this.world.drain(reverse);
    const waiting = reverse ? this.pending.reverse() : this.pending;
    this.pending = [];
    for (const work of waiting) work();
    for (const model of this.models) {
      if (model.leaves) this.planned.add(model);
      else this.planned.delete(model);
    }
  }

  private ticks(times: number): void {
    this.world.tick(this.ids, times);
    for (const model of this.models) model.tick(this.world.now());
  }

  // ---- comparing

  private check({ after }: Op): void {
    if (after === 'hold') return;
    this.models.forEach((model, at) => same(this.world, this.ids[at] as string, model));
  }

  /** Everything that was held is done; the leads go, so that the next sequence finds a quiet org. */
  private finish(): void {
    this.settle(false);
    this.ticks(1);
    this.models.forEach((model, at) => same(this.world, this.ids[at] as string, model));
    const broken = this.ids.flatMap((id) => this.world.broken(id));
    if (broken.length > 0) throw new Error(`the ledger does not tell it: ${JSON.stringify(broken)}`);
    this.models.forEach((model, at) => {
      if (!model.gone) this.world.remove(this.ids[at] as string, false);
    });
    this.world.drain(false);
  }
}

function same(world: World, id: string, model: Reference): void {
  const expected = JSON.stringify(model.clocks.map(plain).sort(byKey), null, 1);
  const found = JSON.stringify(world.clocks(id).sort(byKey), null, 1);
  if (expected !== found) throw new Error(`clocks of ${id}\nmodel ${expected}\norg   ${found}`);
  const told = JSON.stringify(ordered(model.told));
  const entries = JSON.stringify(ordered(world.told(id)));
  if (told !== entries) throw new Error(`ledger of ${id}\nmodel ${told}\norg   ${entries}`);
}

function plain(clock: Clock): Seen {
  const { line, evidence: _evidence, converted: _converted, rejected: _rejected, since: _since, ...rest } = clock;
  const {
    stage,
    role,
    cycle,
    state,
    level,
    start,
    instants,
    holder,
    stop,
    outcome,
    breached,
    decidedBy,
    undoUntil,
    effectAt,
    pauses
  } = rest;
  const words = { stage, role, cycle, state, level, start, instants, line: line.key, holder, stop, outcome, breached };
  return { ...words, decidedBy, undoUntil, effectAt, pauses, open: isOpen(clock) };
}

function byKey(a: Seen, b: Seen): number {
  return `${a.stage}${a.cycle}${a.start}${String(a['role'])}` < `${b.stage}${b.cycle}${b.start}${String(b['role'])}`
    ? -1
    : 1;
}

function ordered(told: readonly Told[]): string[] {
  return told.map(({ type, level, at }) => `${at} ${type} ${level ?? ''}`).sort();
}
