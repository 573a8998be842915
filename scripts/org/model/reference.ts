import {
  COMMITTEE,
  COMMITTEE_MINUTES,
  GRACE_MINUTES,
  HIGH_SCORE,
  LINES,
  MOST_PAUSES,
  UNDO_MINUTES,
  instantsOf,
  cut,
  isOpen,
  move
} from './clock.ts';
import type { Clock, Line, Pause, Proof, Stage, Told } from './clock.ts';
import { ROLES, QUEUE, RECYCLE, MARKETING, OUTCOMES } from './people.ts';
import type { Outcome } from './people.ts';
import { latest, endingOf, decidedLater, holds, reopen, isAttempt, isOver, stopping, count } from './questions.ts';

const ENDING_WITH_OWNER: readonly Stage[] = ['Acceptance', 'FirstContact', 'FollowUp', 'Return'];
const FOLLOWING: readonly Stage[] = ['FirstContact', 'FollowUp', 'Return', 'Disposition'];
const MARKETINGS: readonly Stage[] = ['Delivery', 'IntentData'];
const BY_EVIDENCE = ['Contacted', 'FollowedUp', 'Responded'];

/** The agreement that is in force. */
export interface World {
  version: number;
  /** The leads of the buying group. */
  readonly group: Reference[];
}

/**
 * What should become of one lead, by the lines of the product sheet (sections 3, 4, 5 and 7) and nothing of the package's
 * code. Every method is one signal at one instant; instants are minutes. What a deferred signal finds is the lead as it is
 * by then, what counts is the instant of the signal.
 */
export class Reference {
  owner = '';
  score = 0;
  /** MQL_At__c. */
  mql: number | null = null;
  outbound = false;
  intent = false;
  noCall = false;
  noMail = false;
  /** Belongs to the buying group, and whether its role is known. */
  group: 'none' | 'in' | 'known' = 'none';
  gone: 'deleted' | 'merged' | 'converted' | null = null;
  readonly clocks: Clock[] = [];
  readonly told: Told[] = [];
  /** Instants as of which the lead is to be looked at again, by the engine itself. */
  owed: number[] = [];
  /** Who had it in which cycle. */
  private readonly past: [number, string][] = [];
  private readonly world: World;
  private fresh: Clock[] = [];

  constructor(world: World) {
    this.world = world;
    world.group.push(this);
  }

  // ---- the lead

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

  /** A sales owner holds it. */
  get isSales(): boolean {
    return ROLES[this.owner] !== undefined;
  }

  private get mayBeReached(): boolean {
    return !(this.noCall && this.noMail);
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

  // ---- cancel, stop, start (C8)

  private cancels(at: number): void {
    if (!this.isSales) this.leave(at);
    else if (!this.mayBeReached)
      for (const stage of ['FirstContact', 'FollowUp'] as const) {
        const open = this.open(stage);
        if (open) this.cancel(open, 'consent', at);
      }
  }

  /** No sales owner: the cycle had ended, or it left outside and whoever had it owes an outcome. */
  private leave(at: number): void {
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

  private stops(at: number): void {
    const delivery = this.open('Delivery');
    if (delivery && this.isSales) this.meet(delivery, 'Delivered', at);
    const intent = this.open('IntentData');
    if (intent && this.intent) this.meet(intent, 'Filled', at);
    const asked = this.open('Disposition');
    if (asked?.why === 'LeftOutside' && this.isSales) this.cancel(asked, 'back', at);
  }

  /** True when sales gets the lead anew: what an assignment starts is owed. */
  private assign(at: number): boolean {
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
  private nextCycle(ending: Clock, at: number): number | null {
    const rests = ending.effectAt !== null || ending.effectQueue === null;
    if (rests && ending.holder === this.owner) return null;
    if (ending.effectAt !== null) this.dropEffect(ending, at);
    return this.cycle() + 1;
  }

  private owedCycle(): number | null {
    const latest = this.last('Acceptance');
    if (latest?.outcome === 'Accepted' && latest.holder === this.owner) return null;
    const own = this.last('Acceptance', ROLES[this.owner]);
    if (!own) return this.cycle();
    return own.state === 'Cancelled' ? own.cycle : null;
  }

  /** With the assignment (c4); where Acceptance waits for a group, they wait with it (C12). */
  private startContact(assigned: boolean, at: number): void {
    const acceptance = this.present('Acceptance');
    const nothing = !this.present('FirstContact') && !this.present('Return') && !this.ending();
    const waited = acceptance?.awaited === true && nothing;
    if (acceptance?.state === 'Waiting' || !(assigned || waited)) return;
    if (!this.open('FirstContact') && this.mayBeReached) this.start('FirstContact', this.cycle(), at);
    if (!this.present('Return')) this.start('Return', this.cycle(), at);
  }

  /** What the deletion of the lead had ended is owed again (C11). */
  private restore(at: number): void {
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

  private startMarketings(at: number): void {
    const told = this.clocks.some(
      ({ stage, start }) => (stage === 'Delivery' || stage === 'Acceptance') && start >= (this.mql ?? 0)
    );
    const waits = this.mql !== null && this.mql <= at && !told;
    if (!this.isSales && waits && !this.open('Delivery')) this.start('Delivery', this.cycle(), at);
    const asked = this.clocks.some(({ stage }) => stage === 'IntentData');
    if (!asked && this.outbound && !this.intent) this.start('IntentData', this.cycle(), at);
  }

  private start(
    stage: Stage,
    cycle: number,
    at: number,
    { why = null, holder, role }: { why?: Clock['why']; holder?: string; role?: string } = {}
  ): Clock {
    const line = this.lineFor(stage);
    const waits = this.mustWait(line);
    const start = waits ? at + COMMITTEE_MINUTES : at;
    const marketings = MARKETINGS.includes(stage);
    const clock: Clock = {
      stage,
      role: role ?? (marketings ? 'Any' : (ROLES[this.owner] as string)),
      cycle,
      line,
      version: this.world.version,
      state: waits ? 'Waiting' : 'Running',
      level: 0,
      start,
      instants: instantsOf(line, start),
      holder: holder ?? (marketings ? MARKETING : this.owner),
      since: at,
      stop: null,
      outcome: null,
      breached: false,
      decidedBy: null,
      undoUntil: null,
      effectAt: null,
      effectQueue: null,
      pauses: [],
      evidence: [],
      why,
      ended: null,
      acceptedBy: null,
      lateAccept: null,
      born: start,
      awaited: waits,
      converted: false
    };
    this.clocks.push(clock);
    this.past.push([cycle, clock.holder]);
    this.fresh.push(clock);
    this.tell(waits ? 'Waiting' : 'Started', at);
    return clock;
  }

  private handOver(clock: Clock | undefined, at: number): void {
    if (!clock || clock.holder === this.owner) return;
    clock.holder = this.owner;
    clock.since = at;
    this.past.push([clock.cycle, this.owner]);
    this.tell('HandedOver', at);
  }

  // ---- the agreement

  private lineFor(stage: Stage): Line {
    const meets = ({ only }: Line): boolean =>
      only === undefined || (only === 'group' ? this.group !== 'none' : this.score > HIGH_SCORE);
    const found = (LINES[this.world.version] as readonly Line[]).find((one) => one.stage === stage && meets(one));
    return found as Line;
  }

  /** Not enough of the buying group are known (C12). */
  private mustWait(line: Line): boolean {
    const known = this.world.group.filter(({ group, gone }) => group === 'known' && !gone);
    return line.only === 'group' && known.length < COMMITTEE;
  }

  /** The clock starts with the last identification. */
  lookAtGroup(at: number): void {
    for (const clock of this.clocks) {
      if (clock.state !== 'Waiting' || this.fresh.includes(clock)) continue;
      const line = this.lineFor(clock.stage);
      if (this.mustWait(line)) continue;
      clock.line = line;
      clock.start = at;
      clock.instants = instantsOf(line, at);
      clock.state = 'Running';
      this.tell('Started', at);
    }
  }

  /** A10: only to a shorter promise of its own version, and never to less than the grace from now. */
  private tightenAll(at: number): void {
    for (const clock of this.clocks) {
      const own = clock.version === this.world.version && !MARKETINGS.includes(clock.stage);
      if (clock.state === 'Running' && own && !this.fresh.includes(clock)) this.tighten(clock, at);
    }
  }

  private tighten(clock: Clock, at: number): void {
    const line = this.lineFor(clock.stage);
    if (line.key === clock.line.key) return;
    const [yellow, orange, due] = instantsOf(line, clock.start);
    const planned = clock.pauses.reduce((sum, { since, until }) => sum + until - since, due);
    const end = Math.max(planned, at + GRACE_MINUTES);
    if (end >= clock.instants[2]) return;
    const sooner = (one: number | null): number | null => (one === null ? null : Math.min(one, end));
    clock.line = line;
    clock.instants = [sooner(yellow), sooner(orange), end];
    this.tell('Changed', at);
  }

  // ---- verbs; true when it was done

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

  private endByOutcome(clock: Clock | undefined, at: number): void {
    if (!clock) return;
    if (clock.stage === 'FollowUp') this.meet(clock, 'Disposed', at);
    else this.endUnanswered(clock, 'Disposed', at);
  }

  /** Nobody asked for an outcome: one may be logged while the cycle goes on, once per holder. */
  private mayLog(): boolean {
    const last = this.present('Disposition');
    const logged = last?.outcome === 'Disposed' && last.holder === this.owner;
    return this.isSales && !this.ending() && !logged;
  }

  private triedEnough(): boolean {
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

  private takeBack(clock: Clock, at: number): void {
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

  private decide(clock: Clock, who: string, outcome: string, at: number): void {
    this.close(clock, outcome, at);
    clock.decidedBy = who;
    clock.undoUntil = at + UNDO_MINUTES;
  }

  // ---- evidence

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

  private contact(proof: Proof): void {
    const clock = this.last('FirstContact');
    if (!clock || proof.inbound || proof.at < clock.start) return;
    if (clock.state !== 'Cancelled' && !isOver(clock, proof)) this.weigh(clock, proof);
  }

  /** A Verified contact by its owner, made while the lead was theirs, accepts by itself. */
  private acceptBy(proof: Proof): void {
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
  private acceptedLate(proof: Proof): Clock | undefined {
    const last = this.present('Acceptance');
    const late = last?.outcome === 'Accepted' && last.breached;
    return late && proof.at <= last.instants[2] ? last : undefined;
  }

  private followUp(proof: Proof, now: number): void {
    const starts = isAttempt(proof) && this.mayStart && this.mayBeReached;
    const present = this.present('FollowUp');
    const begun = !present && starts ? this.start('FollowUp', this.cycle(), proof.at) : undefined;
    const clock = present ?? begun;
    if (clock && !isOver(clock, proof)) this.weigh(clock, proof);
    if (begun) this.joinPauses(begun, now);
  }

  /** Proof came late: the clock that it starts was there when the others were paused. */
  private joinPauses(clock: Clock, now: number): void {
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

  private answer(proof: Proof): void {
    const clock = this.present('Return');
    if (clock && clock.state !== 'Missed' && this.weigh(clock, proof)) this.countAnew();
  }

  private askOutcome(proof: Proof, now: number): void {
    if (!proof.twoWay || !this.mayStart) return;
    const last = this.present('Disposition') ?? this.open('Disposition');
    if (last && (isOpen(last) || last.role === ROLES[this.owner])) return;
    this.joinPauses(this.start('Disposition', this.cycle(), proof.at, { why: 'ContactMade' }), now);
  }

  private get mayStart(): boolean {
    return this.isSales && !this.ending();
  }

  private isBeforeCycle({ at }: Proof): boolean {
    const own = this.clocks.filter(({ cycle, stage }) => cycle === this.cycle() && !MARKETINGS.includes(stage));
    return (
      own.some((clock) => clock) &&
      at < Math.min(...own.map(({ stage, born, start }) => (stage === 'Return' ? born : start)))
    );
  }

  /** The same record counts once per grade. True when it was new. */
  private weigh(clock: Clock, proof: Proof): boolean {
    if (clock.evidence.some(({ id, grade }) => id === proof.id && grade === proof.grade)) return false;
    clock.evidence.push(proof);
    this.tell('Evidence', proof.at);
    this.settle(clock, proof.at);
    return true;
  }

  /** Always from all evidence in the order in which it happened (C10, V3). */
  private settle(clock: Clock, at: number): void {
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
  private countAnew(): void {
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

  private reopenAcceptance(ids: readonly string[], at: number): void {
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
  private reopenByLoss(clock: Clock, at: number): void {
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

  // ---- time

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

  private run(clock: Clock, at: number): void {
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

  get waitsForGroup(): boolean {
    return this.group !== 'none' && this.clocks.some(({ state }) => state === 'Waiting');
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

  /** Due and what is still to come move by what passed in the pause; what had been reached stays (C4). */
  private goOn(clock: Clock, at: number): void {
    const ended = this.endPause(clock, at);
    clock.state = 'Running';
    this.tell('Resumed', ended);
  }

  private endPause(clock: Clock, at: number): number {
    const pause = clock.pauses.at(-1) as Pause;
    pause.until = Math.min(at, pause.until);
    move(clock, pause, pause.since, pause.until);
    clock.state = 'Running';
    return pause.until;
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

  /** Whether the lead was his in this cycle: nobody gets it twice by itself (E3). */
  had(who: string): boolean {
    return this.past.some(([cycle, holder]) => cycle === this.cycle() && holder === who);
  }

  // ---- ends

  private close(clock: Clock, outcome: string, at: number): void {
    cut(clock, at);
    const late = at > clock.instants[2];
    Object.assign(clock, { state: late ? 'Met Late' : 'Met', outcome, stop: at, breached: late });
  }

  private meet(clock: Clock, outcome: string, at: number): void {
    this.close(clock, outcome, at);
    this.tell('Met', at);
  }

  private cancel(clock: Clock, ended: string, at: number): void {
    this.stopClock(clock, at);
    Object.assign(clock, { state: 'Cancelled', ended });
    this.tell('Cancelled', at);
    // It ended before the promise did, although time was noticed first (C10).
    if (clock.breached && clock.instants[2] >= at) {
      clock.breached = false;
      this.tell('Withdrawn', at);
    }
  }

  /** Missed when the promise had ended, else cancelled. */
  private endUnanswered(clock: Clock, ended: string, at: number): void {
    if (clock.state === 'Waiting') return this.cancel(clock, ended, at);
    cut(clock, at);
    if (clock.instants[2] > at) return this.cancel(clock, ended, at);
    this.stopClock(clock, at);
    Object.assign(clock, { state: 'Missed', breached: true, ended });
    this.tell('Missed', at);
  }

  private stopClock(clock: Clock, at: number): void {
    const pause = clock.pauses.at(-1);
    if (clock.state === 'Paused' && pause) pause.until = Math.min(at, pause.until);
    clock.stop = at;
  }

  private dropEffect(clock: Clock, at: number): void {
    clock.effectAt = null;
    clock.undoUntil = null;
    this.tell('ReturnDropped', at);
  }

  // ---- questions

  private open(stage: Stage): Clock | undefined {
    return this.clocks.find((clock) => clock.stage === stage && isOpen(clock));
  }

  /** The last clock of a stage: highest cycle, then latest start. */
  private last(stage: Stage, role?: string): Clock | undefined {
    return latest(this.clocks.filter((clock) => clock.stage === stage && (role === undefined || clock.role === role)));
  }

  /** The clock of the present cycle that counts: the open one, else the last that was not cancelled. */
  private present(stage: Stage): Clock | undefined {
    const own = this.clocks.filter(
      (clock) => clock.stage === stage && clock.cycle === this.cycle() && clock.state !== 'Cancelled'
    );
    return own.find(isOpen) ?? latest(own);
  }

  private cycle(): number {
    return Math.max(1, ...this.clocks.map(({ cycle }) => cycle));
  }

  /** The clock that ended the present cycle. */
  private ending(): Clock | undefined {
    return endingOf(this.clocks.filter(({ cycle }) => cycle === this.cycle()));
  }

  private tell(type: string, at: number, level: number | null = null): void {
    this.told.push({ type, level, at });
  }
}
