import { isOpen } from './clock.ts';
import type { Clock, Proof, Told } from './clock.ts';
import { ROLES } from './people.ts';
import { Reference } from './reference.ts';
import { EMAILS, SAVES, TASKS, VERBS } from './signals.ts';
import type { Bus, First, Op, Sequence } from './signals.ts';
import type { LeadFields, Seen, Waiting, World } from './world.ts';

/** A record of evidence, and what the model knows of it. */
interface Kept {
  readonly proof: Proof;
  lead: number;
  /** When it was written last: the hourly check looks two hours back. */
  written: number;
  gone: boolean;
  heard: boolean;
}

/** The hourly check reads what was written since the last one, and an hour before it. */
const OVERLAP = 60;
/** It looks whether what became evidence in the last two days is still there. */
const LOOKS_BACK = 2880;
/** Rounds of events or jobs at one instant: more is a circle. */
const MOST_ROUNDS = 1000;
/** Until every sweep has asked for what got lost: entries are taken for lost after ten minutes. */
const BEATS = 25;
/** Others that a mass change saves with the two leads: two hundred in all. */
const OTHERS = 198;
/** What is found by nobody, or only by a check of its own, when the engine was off. */
const NOT_WHILE_OFF: readonly string[] = ['convert', 'merge', 'delete', 'undelete', 'inbound', 'hour'];
/** Events that something else makes up for when they are lost. */
const REPLACEABLE: readonly string[] = ['Act', 'Evidence', 'Removed', 'Return'];

/** A sequence in the real package and in the model, side by side; throws where they differ. */
export class Run {
  /** How often each kind of signal was done, by the stages that were open then. */
  readonly done = new Map<string, Map<string, number>>();
  private readonly world: World;
  private readonly ids: string[] = [];
  private readonly models: Reference[] = [];
  private readonly shared = { version: 1, group: [] as Reference[] };
  /** Events that wait, in the order in which they were published. */
  private bus: Waiting[] = [];
  /** Leads whose return has its job. */
  private readonly planned = new Set<Reference>();
  private readonly records = new Map<string, Kept>();
  private readonly created: number[] = [];
  private readonly awayUntil = new Map<string, number>();
  /** The kill switch: nothing is noticed. */
  private off = false;
  private stoppedAt = 0;
  private catchesUp = false;
  /** Leads without clocks that were there before the engine was started again are not looked for. */
  private startedAt = 0;
  /** Deferred signals that must come: lead and instant. */
  private readonly deferred = new Set<string>();

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

  private create({ how, ...first }: First): void {
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

  private defer(model: Reference, at: number): void {
    this.deferred.add(`${this.models.indexOf(model)} ${at}`);
  }

  // ---- one signal

  private act(one: Op): void {
    const { what, lead } = one;
    const model = this.models[lead] as Reference;
    const id = this.ids[lead] as string;
    const at = this.world.now();
    if (model.gone && what !== 'undelete') return;
    if (this.off && has(NOT_WHILE_OFF, what)) return;
    this.note(one, model);
    if (has(SAVES, what)) return this.save(one, model, id, at);
    if (has(VERBS, what)) return this.verb(one, model, id, at);
    if (has(TASKS, what) || has(EMAILS, what)) return this.evidence(one, at);
    switch (what) {
      case 'recordDeleted':
      case 'recordMoved':
        return this.lose(one, at);
      case 'convert':
        // The platform converts no lead that a queue owns.
        if (model.owner.startsWith('#') || this.hasEmail(lead)) return;
        this.world.convert(id);
        return model.convert(at);
      case 'merge':
        return this.merge(one, at);
      case 'delete':
        this.world.remove(id, false);
        // Its activities go with it; what nobody has read by then need not be read when they come back.
        for (const one of this.records.values())
          if (one.lead === lead) Object.assign(one, { written: at, heard: true, gone: one.gone || isEmail(one) });
        return model.remove('deleted', at);
      case 'undelete':
        if (model.gone !== 'deleted') return;
        this.world.remove(id, true);
        return model.undelete(at);
      case 'inbound':
        this.world.inbound(id);
        return this.defer(model, at);
      case 'bulk':
      case 'mass':
        return this.many(one, at);
      case 'rollback':
        return this.rollback(one, model, id, at);
      case 'version':
        this.shared.version = 3 - this.shared.version;
        return this.world.activate(this.shared.version);
      case 'hour':
        return this.world.startHourly();
      case 'engine':
        return this.turn();
      case 'restart':
        // Off and on again before the next beat.
        this.turn();
        return this.turn();
      case 'away':
        // Whoever has the lead is off duty for a while.
        if (ROLES[model.owner] === undefined || model.owner.startsWith('#')) return;
        this.awayUntil.set(model.owner, at + one.minutes);
        return this.world.duty(model.owner, at + one.minutes);
      default:
    }
  }

  /** Turns the kill switch; what waits is done before. */
  private turn(): void {
    if (!this.off) this.settle('inOrder');
    this.off = !this.off;
    this.world.engine(!this.off);
    if (this.off) this.stoppedAt = this.world.now();
    else {
      this.startedAt = this.world.now();
      this.catchesUp = true;
    }
  }

  /** The first sweep after a start: what changed while the engine was off counts from the last save of the lead. */
  private catchUp(): void {
    this.catchesUp = false;
    this.models.forEach((model, n) => {
      const at = this.world.savedAt(this.ids[n] as string);
      if (at !== null && at >= this.stoppedAt - OVERLAP) model.changed(at);
    });
  }

  private note({ what }: Op, model: Reference): void {
    const stages = model.clocks.filter(isOpen).map(({ stage }) => stage);
    const counts = this.done.get(what) ?? new Map<string, number>();
    for (const stage of stages.length === 0 ? ['none'] : stages) counts.set(stage, (counts.get(stage) ?? 0) + 1);
    this.done.set(what, counts);
  }

  private fields({ what, owner, score }: Op, model: Reference): LeadFields {
    switch (what) {
      case 'owner':
        return { owner };
      case 'score':
        return { score };
      case 'mql':
        return { mql: true };
      case 'outbound':
        return { outbound: !model.outbound };
      case 'intent':
        return { intent: !model.intent };
      case 'noCall':
        return { noCall: !model.noCall };
      case 'noMail':
        return { noMail: !model.noMail };
      case 'group':
        return { group: model.group === 'none' ? 'in' : 'none' };
      case 'known':
        return { group: 'known' };
      default:
        return { score: model.score };
    }
  }

  private save(one: Op, model: Reference, id: string, at: number): void {
    const fields = this.fields(one, model);
    this.world.set(id, fields, one.exhausted);
    this.saved(fields, model, one.exhausted, at);
  }

  private saved({ mql, ...fields }: LeadFields, model: Reference, exhausted: boolean, at: number): void {
    const before = { ...model };
    Object.assign(model, fields, mql ? { mql: at } : {});
    if (
      !(Object.keys({ ...fields, ...(mql ? { mql } : {}) }) as (keyof LeadFields)[]).some(
        (key) => model[key] !== before[key]
      )
    )
      return;
    if (this.off) return;
    if (exhausted) this.defer(model, at);
    else model.changed(at);
  }

  /** What a customer takes back to a savepoint never was. */
  private rollback({ owner, score }: Op, model: Reference, id: string, at: number): void {
    this.world.setAfterRollback(id, { owner, score: 99 }, { score });
    this.saved({ score }, model, false, at);
  }

  /** Both leads in one save: the customer refuses one of them, or it is a mass change. */
  private many({ what, lead, owner }: Op, at: number): void {
    if (this.models.some(({ gone }) => gone !== null)) return;
    if (what === 'mass') this.world.mass(this.ids, owner, OTHERS);
    else this.world.bulk(this.ids, owner, this.ids[1 - lead] as string);
    this.models.forEach((model, n) => {
      if (what === 'mass' || n === lead) this.saved({ owner }, model, false, at);
    });
  }

  private verb({ what, who, minutes, outcome, channel }: Op, model: Reference, id: string, at: number): void {
    const more = {
      ...(what === 'pause' ? { minutes, reason: 'CUSTOMER_ASKED' } : {}),
      ...(what === 'reject' ? { reason: 'NOT_ICP' } : {}),
      ...(what === 'dispose' ? { reason: outcome } : {}),
      ...(what === 'touch' ? { channel } : {})
    };
    const done = this.world.verb(who, id, what, more);
    const should = !this.off && this.decided({ what, who, minutes, outcome, channel }, model, at);
    if (done !== should) throw new Error(`${what} by ${who} was ${done ? 'done' : 'refused'}`);
  }

  private decided(
    { what, who, minutes, outcome, channel }: Pick<Op, 'what' | 'who' | 'minutes' | 'outcome' | 'channel'>,
    model: Reference,
    at: number
  ): boolean {
    if (what === 'pause') return model.pause(who, minutes, at);
    if (what === 'dispose') return model.dispose(who, outcome, at);
    if (what === 'touch') return model.touch(who, channel, at);
    return model[what as 'accept' | 'reject' | 'undo' | 'resume'](who, at);
  }

  // ---- evidence

  private evidence({ what, who, lead }: Op, at: number): void {
    const id = this.ids[lead] as string;
    const usual = { at, by: who, grade: 'Claimed', channel: 'Call', twoWay: false, inbound: false } as const;
    const task = (fields: string, telephony: boolean): string => this.world.task(who, id, fields, telephony);
    const made: Readonly<Record<string, () => Proof>> = {
      verified: () => ({ ...usual, id: task(`TaskSubtype = 'Call'`, true), grade: 'Verified' }),
      talked: () => ({
        ...usual,
        id: task(`TaskSubtype = 'Call', CallDurationInSeconds = 300`, true),
        grade: 'Verified',
        twoWay: true
      }),
      claimed: () => ({ ...usual, id: task(`TaskSubtype = 'Call', CallDurationInSeconds = 300`, false) }),
      social: () => ({ ...usual, id: task(`TaskSubtype = 'LinkedIn'`, true), channel: 'Social' }),
      sequence: () => ({ ...usual, id: task(`TaskSubtype = 'Cadence'`, false), grade: 'Automated', channel: 'Other' }),
      mail: () => ({ ...usual, id: this.world.email(who, id, false), grade: 'Verified', channel: 'Email' }),
      reply: () => ({
        ...usual,
        id: this.world.email(who, id, true),
        grade: 'Verified',
        channel: 'Email',
        by: null,
        twoWay: true,
        inbound: true
      })
    };
    const proof = (made[what] as () => Proof)();
    this.records.set(proof.id, { proof, lead, written: at, gone: false, heard: false });
  }

  /** The last record about the lead is deleted, or turns out to be about the other lead. */
  private lose({ what, lead }: Op, at: number): void {
    const [id, kept] = [...this.records].filter(([, one]) => one.lead === lead && !one.gone).at(-1) ?? [];
    if (id === undefined || kept === undefined) return;
    const other = this.models[1 - lead] as Reference;
    if (what === 'recordDeleted') {
      this.world.removeRecord(id);
      Object.assign(kept, { gone: true, written: at });
    } else if (!isEmail(kept) && !other.gone) {
      this.world.moveTask(id, this.ids[1 - lead] as string);
      Object.assign(kept, { lead: 1 - lead, heard: false, written: at });
    }
  }

  private hasEmail(lead: number): boolean {
    return [...this.records.values()].some((one) => one.lead === lead && isEmail(one));
  }

  /** What hangs on the loser moves to the winner: only leads without records are merged here. */
  private merge({ lead }: Op, at: number): void {
    const [winner, loser] = [this.models[lead] as Reference, this.models[1 - lead] as Reference];
    const hasRecords = [...this.records.values()].some((one) => one.lead === 1 - lead);
    if (winner.gone || loser.gone || hasRecords) return;
    this.world.merge(this.ids[lead] as string, this.ids[1 - lead] as string);
    loser.remove('merged', at);
  }

  /** These records are read: they count for the lead that they are about now. */
  private hear(ids: readonly string[], at: number): void {
    this.models.forEach((model, lead) => {
      const found = ids.map((id) => this.records.get(id)).filter((one) => one?.lead === lead && !one.gone) as Kept[];
      for (const one of found) one.heard = true;
      if (found.length > 0)
        model.hear(
          found.map(({ proof }) => proof),
          at
        );
    });
  }

  /** Whether these records still are what they were is looked at. */
  private look(ids: readonly string[], at: number): void {
    this.models.forEach((model, lead) => {
      const lost = ids.filter((id) => {
        const one = this.records.get(id);
        return one && (one.gone || one.lead !== lead);
      });
      if (lost.length > 0) model.lose(lost, at);
    });
  }

  // ---- time

  private then({ what, bus, after, wait }: Op): void {
    if (what === 'tick') this.tick();
    if (after !== 'hold') {
      this.settle(bus);
      if (what === 'tick') this.tick();
    }
    if (after === 'pass') this.pass(wait);
    else this.world.sleepUntil(this.world.now() + wait);
  }

  /** Time passes: everything runs at its instant. */
  private pass(minutes: number): void {
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
  private settle(bus: Bus): void {
    this.tick();
    this.quiet(bus);
    this.tick();
    this.quiet(bus === 'lost' ? 'inOrder' : bus);
  }

  private tick(): void {
    if (this.ids.length === 0) return;
    this.world.tick(this.ids);
    this.noticeTime();
  }

  private noticeTime(): void {
    if (!this.off) for (const model of this.models) model.tick(this.world.now());
  }

  /** Until nothing waits that is due. */
  private quiet(bus: Bus): void {
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

  private deliver(bus: Bus): void {
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

  private give({ kind, at, ids, deliver }: Waiting): void {
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

  /** Each beat looks at who is away. To whom a lead moves is the pool's choice: it is asked, and held to the rules. */
  private beat(now: number): void {
    if (this.off) return;
    this.models.forEach((model, n) => {
      const until = this.awayUntil.get(model.owner) ?? 0;
      if (until <= now || !model.away(model.owner, until, now)) return;
      const owner = this.world.owner(this.ids[n] as string);
      if (owner === model.owner) return;
      if (ROLES[owner] === undefined || model.had(owner)) throw new Error(`${owner} got a lead of ${model.owner}`);
      model.owner = owner;
      model.changed(now);
    });
  }

  /** The entry of a reject plans the job of its return. */
  private plan(entries: readonly string[]): void {
    const leaving = this.models.filter((model) => model.leaves && !this.planned.has(model));
    if (leaving.length === 0) return;
    const leads = this.world.leadsOf(entries);
    for (const model of leaving) if (leads.has(this.ids[this.models.indexOf(model)] as string)) this.planned.add(model);
  }

  /** A job of the package is about to run. */
  private job(label: string): void {
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
  private hourly(now: number): void {
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

  // ---- comparing

  private check(): void {
    this.models.forEach((model, at) => same(this.world, this.ids[at] as string, model));
  }

  /** Everything that was held is done; the leads go, so that the next sequence finds a quiet org. */
  private finish(): void {
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
  private leave(): void {
    if (this.off) this.turn();
    for (const who of this.awayUntil.keys()) this.world.duty(who, null);
    this.world.clear(this.ids);
    this.world.activate(1);
    do for (const { deliver } of this.world.waiting()) deliver();
    while (this.world.runDue((label) => this.job(label)) > 0);
  }

  private nothingLost(): void {
    const unheard = [...this.records].filter(([, one]) => !one.heard && !one.gone).map(([id]) => id);
    const owed = this.models.flatMap(({ owed }, n) => owed.map((at) => `${n} ${at}`));
    const lost = [...this.deferred, ...owed, ...unheard];
    if (lost.length > 0) throw new Error(`lost: ${lost.join(', ')}`);
  }
}

const isEmail = ({ proof }: Kept): boolean => proof.channel === 'Email';

function has(kinds: readonly string[], what: string): boolean {
  return kinds.includes(what);
}

function same(world: World, id: string, model: Reference): void {
  const expected = model.clocks.map(plain).sort(byKey);
  const found = world.clocks(id).sort(byKey);
  if (JSON.stringify(expected) !== JSON.stringify(found))
    throw new Error(`clocks of ${id}\n${differing(expected, found)}`);
  const told = ordered(model.told);
  const entries = ordered(world.told(id));
  if (JSON.stringify(told) !== JSON.stringify(entries))
    throw new Error(`ledger of ${id}\nmodel only: ${without(told, entries)}\norg only: ${without(entries, told)}`);
}

function differing(expected: readonly Seen[], found: readonly Seen[]): string {
  const count = Math.max(expected.length, found.length);
  const pairs = Array.from({ length: count }, (_, n) =>
    [expected[n], found[n]].map((one) => JSON.stringify(one) ?? 'none')
  );
  return pairs.map(([a, b]) => (a === b ? `both  ${a}` : `model ${a}\norg   ${b}`)).join('\n');
}

function without(all: readonly string[], others: readonly string[]): string {
  const left = [...others];
  return all
    .filter((one) => {
      const at = left.indexOf(one);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    })
    .join(', ');
}

function plain(clock: Clock): Seen {
  const { stage, role, cycle, state, level, start, instants, line, version, holder, since } = clock;
  const { stop, outcome, breached, decidedBy, undoUntil, effectAt, effectQueue, pauses, evidence } = clock;
  const words = { stage, role, cycle, state, level, start, instants, line: line.key, version, holder, since };
  const ends = {
    stop,
    outcome,
    breached,
    decidedBy,
    undoUntil,
    effectAt,
    effectQueue,
    pauses: pauses.map(({ since, until }) => ({ since, until }))
  };
  return { ...words, ...ends, evidence: evidence.map(({ at, grade }) => `${at} ${grade}`).sort(), open: isOpen(clock) };
}

function byKey(a: Seen, b: Seen): number {
  const key = ({ stage, cycle, start, role, open, stop }: Seen): string =>
    [stage, cycle, start, role, open, stop].join(' ');
  return key(a) < key(b) ? -1 : 1;
}

function ordered(told: readonly Told[]): string[] {
  return told.map(({ type, level, at }) => `${at} ${type} ${level ?? ''}`).sort();
}
