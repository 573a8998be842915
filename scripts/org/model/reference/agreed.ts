import { COMMITTEE, COMMITTEE_MINUTES, GRACE_MINUTES, HIGH_SCORE, LINES, instantsOf } from '../clock.ts';
import type { Clock, Line, Stage } from '../clock.ts';
import { ROLES, MARKETING } from '../people.ts';
import { LeadState, MARKETINGS } from './state.ts';

/** What the agreement says of a stage: which line applies, when a clock starts, waits for a group, gets shorter or another holder. */
export class Agreed extends LeadState {
  protected start(
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

  protected handOver(clock: Clock | undefined, at: number): void {
    if (!clock || clock.holder === this.owner) return;
    clock.holder = this.owner;
    clock.since = at;
    this.past.push([clock.cycle, this.owner]);
    this.tell('HandedOver', at);
  }

  protected lineFor(stage: Stage): Line {
    const meets = ({ only }: Line): boolean =>
      only === undefined || (only === 'group' ? this.group !== 'none' : this.score > HIGH_SCORE);
    const found = (LINES[this.world.version] as readonly Line[]).find((one) => one.stage === stage && meets(one));
    return found as Line;
  }

  /** Not enough of the buying group are known (C12). */
  protected mustWait(line: Line): boolean {
    const known = this.world.group.filter(({ group, gone }) => group === 'known' && !gone);
    return line.only === 'group' && known.length < COMMITTEE;
  }

  get waitsForGroup(): boolean {
    return this.group !== 'none' && this.clocks.some(({ state }) => state === 'Waiting');
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
  protected tightenAll(at: number): void {
    for (const clock of this.clocks) {
      const own = clock.version === this.world.version && !MARKETINGS.includes(clock.stage);
      if (clock.state === 'Running' && own && !this.fresh.includes(clock)) this.tighten(clock, at);
    }
  }

  protected tighten(clock: Clock, at: number): void {
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
}
