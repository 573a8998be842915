import { throwApex } from '../values/index.ts';

/** A batch job that may wait: its row's id. */
export interface Waiting {
  readonly id: string;
}

/**
 * The batch jobs of the org, or of one running test, that have not started, in the order in which they will: those that are
 * queued, then those that hold. Only the holding ones may be moved ("reorder your Holding jobs in the flex queue").
 * A move is not taken back by a roll-back (assumed: a move is to be the last statement of a transaction).
 */
export class Line<Job extends Waiting> {
  private jobs: Job[] = [];

  add(job: Job): void {
    this.jobs.push(job);
  }

  remove(id: string): void {
    this.jobs = this.jobs.filter((job) => job.id !== id);
  }

  has(id: string): boolean {
    return this.jobs.some((job) => job.id === id);
  }

  ordered(): readonly Job[] {
    return this.jobs;
  }

  /** Puts a holding job where `place` says, counted among the other holding ones. False: it is there already. */
  move(id: string, holding: readonly string[], place: (others: readonly string[]) => number): boolean {
    need(holding, id);
    const others = holding.filter((one) => one !== id);
    const at = place(others);
    if (holding[at] === id) return false;
    this.arrange([...others.slice(0, at), id, ...others.slice(at)]);
    return true;
  }

  private arrange(holding: readonly string[]): void {
    const byId = new Map(this.jobs.map((job) => [job.id, job]));
    const rest = this.jobs.filter((job) => !holding.includes(job.id));
    this.jobs = [...rest, ...holding.flatMap((id) => byId.get(id) ?? [])];
  }
}

/** Where a job stands among those that hold; "if either job isn't in the queue, it throws an element-not-found exception". */
export function need(holding: readonly string[], id: string): number {
  const at = holding.indexOf(id);
  // Which exception that is, and its words: assumed.
  if (at < 0) throwApex('System.NoSuchElementException', `The job ${id} is not in the flex queue.`);
  return at;
}
