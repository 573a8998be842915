import type { Batch } from '../batch.ts';

/** Tells a test that has enabled change data capture what became of each record. */
export function changeEvents(batch: Batch): void {
  const { tx, object, op } = batch;
  const capture = tx.test?.captureChange;
  if (!capture) return;
  for (const index of batch.alive()) {
    const id = batch.record(index).id;
    if (id === null) continue;
    capture(tx, { object, op, id, old: batch.old[index], now: tx.org.store.get(object, id) });
  }
}
