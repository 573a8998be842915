import type { Proof } from './clock.ts';
import type { Reference } from './reference/index.ts';
import type { Waiting, World } from './world.ts';

/** A record of evidence, and what the model knows of it. */
export interface Kept {
  readonly proof: Proof;
  lead: number;
  /** When it was written last: the hourly check looks two hours back. */
  written: number;
  gone: boolean;
  heard: boolean;
}

/** The hourly check reads what was written since the last one, and an hour before it. */
const OVERLAP = 60;

/** Two leads in the real package and in the model: what was done with them, and what is known of each record of evidence. */
export class RunState {
  /** How often each kind of signal was done, by the stages that were open then. */
  readonly done = new Map<string, Map<string, number>>();
  protected readonly world: World;
  protected readonly ids: string[] = [];
  protected readonly models: Reference[] = [];
  protected readonly shared = { version: 1, group: [] as Reference[] };
  /** Events that wait, in the order in which they were published. */
  protected bus: Waiting[] = [];
  /** Leads whose return has its job. */
  protected readonly planned = new Set<Reference>();
  protected readonly records = new Map<string, Kept>();
  protected readonly created: number[] = [];
  protected readonly awayUntil = new Map<string, number>();
  /** The kill switch: nothing is noticed. */
  protected off = false;
  protected stoppedAt = 0;
  protected catchesUp = false;
  /** Leads without clocks that were there before the engine was started again are not looked for. */
  protected startedAt = 0;
  /** Deferred signals that must come: lead and instant. */
  protected readonly deferred = new Set<string>();

  constructor(world: World) {
    this.world = world;
  }

  /** Entries of the ledger that both told, by type. */
  entries(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { told } of this.models) for (const { type } of told) counts.set(type, (counts.get(type) ?? 0) + 1);
    return counts;
  }

  protected defer(model: Reference, at: number): void {
    this.deferred.add(`${this.models.indexOf(model)} ${at}`);
  }

  /** These records are read: they count for the lead that they are about now. */
  protected hear(ids: readonly string[], at: number): void {
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
  protected look(ids: readonly string[], at: number): void {
    this.models.forEach((model, lead) => {
      const lost = ids.filter((id) => {
        const one = this.records.get(id);
        return one && (one.gone || one.lead !== lead);
      });
      if (lost.length > 0) model.lose(lost, at);
    });
  }

  /** The first sweep after a start: what changed while the engine was off counts from the last save of the lead. */
  protected catchUp(): void {
    this.catchesUp = false;
    this.models.forEach((model, n) => {
      const at = this.world.savedAt(this.ids[n] as string);
      if (at !== null && at >= this.stoppedAt - OVERLAP) model.changed(at);
    });
  }
}
