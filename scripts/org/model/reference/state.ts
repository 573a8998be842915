import { cut, isOpen, move } from '../clock.ts';
import type { Clock, Pause, Stage, Told } from '../clock.ts';
import { ROLES } from '../people.ts';
import { latest, endingOf } from '../questions.ts';

/** Stages that marketing owes. */
export const MARKETINGS: readonly Stage[] = ['Delivery', 'IntentData'];

/** The agreement that is in force. */
export interface World {
  version: number;
  /** The leads of the buying group. */
  readonly group: Pick<LeadState, 'group' | 'gone'>[];
}

/** A lead, its clocks and its ledger, and how a clock ends. What the rules of the other layers do is said with these. */
export class LeadState {
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
  protected readonly past: [number, string][] = [];
  protected readonly world: World;
  protected fresh: Clock[] = [];

  constructor(world: World) {
    this.world = world;
    world.group.push(this);
  }

  /** A sales owner holds it. */
  get isSales(): boolean {
    return ROLES[this.owner] !== undefined;
  }

  protected get mayBeReached(): boolean {
    return !(this.noCall && this.noMail);
  }

  protected get mayStart(): boolean {
    return this.isSales && !this.ending();
  }

  /** Whether the lead was his in this cycle: nobody gets it twice by itself (E3). */
  had(who: string): boolean {
    return this.past.some(([cycle, holder]) => cycle === this.cycle() && holder === who);
  }

  protected open(stage: Stage): Clock | undefined {
    return this.clocks.find((clock) => clock.stage === stage && isOpen(clock));
  }

  /** The last clock of a stage: highest cycle, then latest start. */
  protected last(stage: Stage, role?: string): Clock | undefined {
    return latest(this.clocks.filter((clock) => clock.stage === stage && (role === undefined || clock.role === role)));
  }

  /** The clock of the present cycle that counts: the open one, else the last that was not cancelled. */
  protected present(stage: Stage): Clock | undefined {
    const own = this.clocks.filter(
      (clock) => clock.stage === stage && clock.cycle === this.cycle() && clock.state !== 'Cancelled'
    );
    return own.find(isOpen) ?? latest(own);
  }

  protected cycle(): number {
    return Math.max(1, ...this.clocks.map(({ cycle }) => cycle));
  }

  /** The clock that ended the present cycle. */
  protected ending(): Clock | undefined {
    return endingOf(this.clocks.filter(({ cycle }) => cycle === this.cycle()));
  }

  protected close(clock: Clock, outcome: string, at: number): void {
    cut(clock, at);
    const late = at > clock.instants[2];
    Object.assign(clock, { state: late ? 'Met Late' : 'Met', outcome, stop: at, breached: late });
  }

  protected meet(clock: Clock, outcome: string, at: number): void {
    this.close(clock, outcome, at);
    this.tell('Met', at);
  }

  protected cancel(clock: Clock, ended: string, at: number): void {
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
  protected endUnanswered(clock: Clock, ended: string, at: number): void {
    if (clock.state === 'Waiting') return this.cancel(clock, ended, at);
    cut(clock, at);
    if (clock.instants[2] > at) return this.cancel(clock, ended, at);
    this.stopClock(clock, at);
    Object.assign(clock, { state: 'Missed', breached: true, ended });
    this.tell('Missed', at);
  }

  protected stopClock(clock: Clock, at: number): void {
    const pause = clock.pauses.at(-1);
    if (clock.state === 'Paused' && pause) pause.until = Math.min(at, pause.until);
    clock.stop = at;
  }

  protected dropEffect(clock: Clock, at: number): void {
    clock.effectAt = null;
    clock.undoUntil = null;
    this.tell('ReturnDropped', at);
  }

  /** Due and what is still to come move by what passed in the pause; what had been reached stays (C4). */
  protected goOn(clock: Clock, at: number): void {
    const ended = this.endPause(clock, at);
    clock.state = 'Running';
    this.tell('Resumed', ended);
  }

  protected endPause(clock: Clock, at: number): number {
    const pause = clock.pauses.at(-1) as Pause;
    pause.until = Math.min(at, pause.until);
    move(clock, pause, pause.since, pause.until);
    clock.state = 'Running';
    return pause.until;
  }

  protected tell(type: string, at: number, level: number | null = null): void {
    this.told.push({ type, level, at });
  }
}
