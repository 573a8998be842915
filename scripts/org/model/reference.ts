import { GRACE_MINUTES, HIGH_SCORE, MOST_PAUSES, UNDO_MINUTES, instantsOf, isOpen, lineFor } from './clock.ts';
import type { Clock, Proof, Stage, Told } from './clock.ts';

/** Who may own a lead: reps with their role, and a queue that is not sales'. */
export const ROLES: Readonly<Record<string, string>> = { sam: 'SDR', ana: 'SDR', bruna: 'MDR' };
export const QUEUE = '#Nurture';
export const REJECT_QUEUE = '#Recycle';

/**
 * What should become of one lead, by the lines of the product sheet (C4, C6, C8, C10, C11, H2, H5, A10, V1) and nothing
 * of the package's code. Every method is one signal at one instant; instants are minutes.
 */
export class Reference {
  owner = '';
  score = 0;
  gone: 'deleted' | 'merged' | 'converted' | null = null;
  readonly clocks: Clock[] = [];
  readonly told: Told[] = [];

  // ---- the lead

  create(owner: string, score: number, at: number): void {
    this.owner = owner;
    this.score = score;
    this.changed(at);
  }

  /** The lead was saved: by now it may be another's, have another score, or be back. */
  changed(at: number): void {
    if (this.gone) return;
    const role = ROLES[this.owner];
    if (role === undefined) this.leave(at);
    else this.follow(role, at);
  }

  remove(how: 'deleted' | 'merged', at: number): void {
    if (this.gone) return;
    this.gone = how;
    for (const clock of this.clocks) {
      if (isOpen(clock)) this.cancel(clock, at);
      else if (clock.effectAt !== null) this.dropEffect(clock, at);
    }
  }

  undelete(at: number): void {
    if (this.gone !== 'deleted') return;
    this.gone = null;
    this.changed(at);
  }

  convert(at: number): void {
    if (this.gone) return;
    this.gone = 'converted';
    const acceptance = this.open('Acceptance');
    const contact = this.open('FirstContact');
    if (contact) this.cancel(contact, at);
    const last = acceptance ?? this.last('Acceptance');
    if (!last || last.converted) return;
    last.converted = true;
    last.effectAt = null;
    if (acceptance) this.close(acceptance, 'Converted', at);
    this.tell('Converted', at);
  }

  private leave(at: number): void {
    const ending = this.ending();
    for (const stage of ['Acceptance', 'FirstContact'] as const) {
      const open = this.open(stage);
      if (open && ending && open.instants[2] <= at) this.miss(open, at);
      else if (open) this.cancel(open, at);
    }
  }

  /** A sales owner has it: clocks follow, and what is owed starts. */
  private follow(role: string, at: number): void {
    const ending = this.ending();
    const contact = this.open('FirstContact');
    if (contact) this.handOver(contact, at);
    const cycle = this.owedCycle(role, ending, at);
    if (cycle !== null) {
      this.start('Acceptance', role, cycle, at);
      if (!this.open('FirstContact')) this.start('FirstContact', role, cycle, at);
    }
    for (const clock of [...this.clocks]) if (clock.state === 'Running' && clock.start < at) this.tighten(clock, at);
  }

  /** The cycle of an Acceptance that is owed now; null when none is. */
  private owedCycle(role: string, ending: Clock | undefined, at: number): number | null {
    const open = this.open('Acceptance');
    if (open) {
      this.handOver(open, at);
      return null;
    }
    if (ending) {
      if (ending.effectAt !== null && ending.holder === this.owner) return null;
      if (ending.effectAt !== null) this.dropEffect(ending, at);
      return this.cycle() + 1;
    }
    const latest = this.last('Acceptance');
    if (latest?.outcome === 'Accepted' && latest.holder === this.owner) return null;
    const own = this.last('Acceptance', role);
    if (!own) return this.cycle();
    return own.state === 'Cancelled' ? own.cycle : null;
  }

  private start(stage: Stage, role: string, cycle: number, at: number): void {
    const line = lineFor(stage, this.score);
    this.clocks.push({
      stage,
      role,
      cycle,
      line,
      state: 'Running',
      level: 0,
      start: at,
      instants: instantsOf(line, at),
      holder: this.owner,
      since: at,
      stop: null,
      outcome: null,
      breached: false,
      decidedBy: null,
      undoUntil: null,
      effectAt: null,
      rejected: false,
      pauses: [],
      evidence: [],
      converted: false
    });
    this.tell('Started', at);
  }

  private handOver(clock: Clock, at: number): void {
    if (clock.holder === this.owner) return;
    clock.holder = this.owner;
    clock.since = at;
    this.tell('HandedOver', at);
  }

  /** A10: only to a shorter promise, and never to less than the grace from now. */
  private tighten(clock: Clock, at: number): void {
    const line = lineFor(clock.stage, this.score);
    if (line.key === clock.line.key) return;
    const [yellow, orange, due] = instantsOf(line, clock.start);
    const planned = clock.pauses.reduce((sum, { since, until }) => (sum <= since ? sum : sum + until - since), due);
    const moved = Math.max(planned, at + GRACE_MINUTES);
    if (moved >= clock.instants[2]) return;
    clock.line = line;
    clock.instants = [Math.min(yellow, moved), Math.min(orange, moved), moved];
    this.tell('Changed', at);
  }

  // ---- verbs; true when it was done

  accept(who: string, at: number): boolean {
    const open = this.open('Acceptance');
    if (this.gone || open?.holder !== who) return false;
    this.decide(open, who, 'Accepted', at);
    this.tell('Accepted', at);
    return true;
  }

  reject(who: string, at: number): boolean {
    const open = this.open('Acceptance');
    if (this.gone || open?.holder !== who) return false;
    this.decide(open, who, 'Rejected', at);
    open.effectAt = open.undoUntil;
    open.rejected = true;
    this.tell(this.score > HIGH_SCORE ? 'Vetoed' : 'Rejected', at);
    return true;
  }

  undo(who: string, at: number): boolean {
    if (this.gone || this.open('Acceptance')) return false;
    const decided = this.clocks
      .filter((clock) => clock.undoUntil !== null && !isOpen(clock))
      .reduce<Clock | undefined>((a, b) => (a && (a.stop ?? 0) > (b.stop ?? 0) ? a : b), undefined);
    if (!decided || decided.decidedBy !== who || at > (decided.undoUntil ?? 0)) return false;
    if (this.owner !== decided.holder) return false;
    Object.assign(decided, { state: 'Running', outcome: null, stop: null, decidedBy: null });
    Object.assign(decided, { undoUntil: null, effectAt: null, rejected: false, breached: decided.level === 3 });
    this.tell('Undone', at);
    return true;
  }

  pause(who: string, minutes: number, at: number): boolean {
    const running = this.clocks.filter(({ state }) => state === 'Running');
    const may = running.every(({ holder, pauses }) => holder === who && pauses.length < MOST_PAUSES);
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
    if (this.gone || paused.length === 0 || !paused.every(({ holder }) => holder === who)) return false;
    for (const clock of paused) this.goOn(clock, at);
    return true;
  }

  private decide(clock: Clock, who: string, outcome: string, at: number): void {
    this.close(clock, outcome, at);
    clock.decidedBy = who;
    clock.undoUntil = at + UNDO_MINUTES;
  }

  // ---- evidence

  contact(proof: Proof): void {
    const clock = this.last('FirstContact');
    const known = clock?.evidence.some(({ id }) => id === proof.id) === true;
    const over = clock?.state === 'Missed' && proof.at > (clock.stop ?? 0);
    if (clock && !known && !over && clock.state !== 'Cancelled' && proof.at >= clock.start) this.weigh(clock, proof);
    const open = this.open('Acceptance');
    if (open && proof.verified && open.holder === proof.by && proof.at >= open.since) {
      const was = open.breached;
      this.close(open, 'Accepted', proof.at);
      open.decidedBy = proof.by;
      this.tell('Accepted', proof.at);
      if (was && !open.breached) this.tell('Withdrawn', proof.at);
    }
  }

  private weigh(clock: Clock, proof: Proof): void {
    clock.evidence.push(proof);
    this.tell('Evidence', proof.at);
    const first = clock.evidence.filter(({ verified }) => verified).sort((a, b) => a.at - b.at)[0];
    const anew = first && (isOpen(clock) || clock.state === 'Missed' || first.at !== clock.stop);
    if (!first || !anew) return;
    const was = clock.breached;
    this.close(clock, 'Contacted', first.at);
    clock.decidedBy = first.by;
    this.tell('Met', first.at);
    if (was && !clock.breached) this.tell('Withdrawn', first.at);
  }

  // ---- time

  /** Whatever is due by then is noticed: pauses end, levels rise at their instants, a rejected lead leaves. */
  tick(at: number): void {
    this.passTime(at);
    this.giveBackDue(at);
  }

  /** A tick that only asks for the return of a rejected lead. */
  passTime(at: number): void {
    const leaving = this.clocks.some((clock) => !isOpen(clock) && clock.effectAt !== null);
    for (const clock of this.clocks) {
      const until = clock.pauses.at(-1)?.until ?? 0;
      if (clock.state === 'Paused' && until <= at) {
        this.goOn(clock, at);
        this.raise(clock, at);
      } else if (clock.state === 'Running' && !leaving) this.raise(clock, at);
    }
  }

  /** Whether a reject is to take effect, now or later. */
  get leaves(): boolean {
    return this.clocks.some(({ effectAt }) => effectAt !== null);
  }

  giveBackDue(at: number): void {
    const due = this.clocks.find(({ effectAt }) => effectAt !== null && effectAt <= at);
    if (due && !this.gone) this.giveBack(due, at);
  }

  private raise(clock: Clock, at: number): void {
    for (const level of [1, 2, 3] as const) {
      const instant = clock.instants[level - 1] as number;
      if (level <= clock.level || instant > at) continue;
      clock.level = level;
      clock.breached = level === 3;
      this.tell('LevelRaised', instant, level);
    }
  }

  private giveBack(clock: Clock, at: number): void {
    this.tell('Returned', clock.effectAt ?? at);
    clock.effectAt = null;
    clock.undoUntil = null;
    this.owner = REJECT_QUEUE;
    this.changed(at);
  }

  /** Due and what is still to come move by what passed in the pause; what had been reached stays (C4). */
  private goOn(clock: Clock, at: number): void {
    const ended = this.endPause(clock, at);
    clock.state = 'Running';
    this.tell('Resumed', ended);
  }

  private endPause(clock: Clock, at: number): number {
    const pause = clock.pauses.at(-1) as { since: number; until: number };
    pause.until = Math.min(at, pause.until);
    const by = pause.until - pause.since;
    clock.instants = clock.instants.map((one) => (one <= pause.since ? one : one + by)) as Clock['instants'];
    return pause.until;
  }

  // ---- ends

  private close(clock: Clock, outcome: string, at: number): void {
    if (clock.state === 'Paused') this.endPause(clock, at);
    const late = at > clock.instants[2];
    Object.assign(clock, { state: late ? 'Met Late' : 'Met', outcome, stop: at, breached: late });
  }

  private cancel(clock: Clock, at: number): void {
    this.stop(clock, at);
    clock.state = 'Cancelled';
    this.tell('Cancelled', at);
  }

  private miss(clock: Clock, at: number): void {
    this.stop(clock, at);
    Object.assign(clock, { state: 'Missed', breached: true });
    this.tell('Missed', at);
  }

  private stop(clock: Clock, at: number): void {
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
    return this.clocks
      .filter((clock) => clock.stage === stage && (role === undefined || clock.role === role))
      .reduce<Clock | undefined>(
        (a, b) => (a && (a.cycle > b.cycle || (a.cycle === b.cycle && a.start > b.start)) ? a : b),
        undefined
      );
  }

  private cycle(): number {
    return Math.max(1, ...this.clocks.map(({ cycle }) => cycle));
  }

  /** The clock that ended the present cycle. */
  private ending(): Clock | undefined {
    const cycle = this.cycle();
    return this.clocks.find((clock) => clock.cycle === cycle && clock.rejected);
  }

  private tell(type: string, at: number, level: number | null = null): void {
    this.told.push({ type, level, at });
  }
}
