import type { DueWork } from '../contracts/async.ts';

interface Entry {
  readonly work: DueWork;
  readonly sequence: number;
}

/** Work ordered by its instant, then by arrival. A binary heap; cancelled work is dropped when it reaches the top. */
export class DueQueue {
  private readonly heap: Entry[] = [];
  private readonly live = new Map<string, Entry>();
  private sequence = 0;

  get size(): number {
    return this.live.size;
  }

  add(work: DueWork): void {
    if (this.live.has(work.id)) throw new Error(`Work ${work.id} (${work.label}) is already queued.`);
    const entry = { work, sequence: this.sequence++ };
    this.live.set(work.id, entry);
    this.heap.push(entry);
    this.up(this.heap.length - 1);
  }

  cancel(id: string): boolean {
    return this.live.delete(id);
  }

  has(id: string): boolean {
    return this.live.has(id);
  }

  peek(): DueWork | undefined {
    this.dropCancelled();
    return this.heap[0]?.work;
  }

  take(): DueWork | undefined {
    this.dropCancelled();
    const top = this.heap[0];
    if (!top) return undefined;
    this.removeTop();
    this.live.delete(top.work.id);
    return top.work;
  }

  /** In the order in which they will run. */
  list(): DueWork[] {
    return [...this.live.values()].sort(compare).map((entry) => entry.work);
  }

  /** Gives equal instants another order: by place, then as they came. */
  arrange(placeOf: (work: DueWork) => number): void {
    const entries = [...this.live.values()].sort(
      (a, b) => placeOf(a.work) - placeOf(b.work) || a.sequence - b.sequence
    );
    this.live.clear();
    this.heap.length = 0;
    this.sequence = 0;
    for (const { work } of entries) this.add(work);
  }

  private dropCancelled(): void {
    let top = this.heap[0];
    while (top && this.live.get(top.work.id) !== top) {
      this.removeTop();
      top = this.heap[0];
    }
  }

  private removeTop(): void {
    const last = this.heap.pop();
    if (!last || this.heap.length === 0) return;
    this.heap[0] = last;
    this.down(0);
  }

  private up(start: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (compare(this.at(at), this.at(parent)) >= 0) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private down(start: number): void {
    let at = start;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.heap.length && compare(this.at(child), this.at(least)) < 0) least = child;
      }
      if (least === at) return;
      this.swap(at, least);
      at = least;
    }
  }

  private at(index: number): Entry {
    return this.heap[index] as Entry;
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.at(b), this.at(a)];
  }
}

function compare(a: Entry, b: Entry): number {
  return a.work.at - b.work.at || a.sequence - b.sequence;
}
