import type { TraceEvent, Transaction } from '../contracts/transaction.ts';

/**
 * Does work and, while somebody watches the org, tells its beginning and end. Costs one look when nobody does. `outcome`
 * says what came of it.
 */
export function watched<T>(
  tx: Transaction,
  event: () => TraceEvent,
  work: () => T,
  outcome?: (result: T) => Readonly<Record<string, unknown>>
): T {
  const { watch } = tx.org;
  if (!watch) return work();
  watch.begin(tx, event());
  try {
    const result = work();
    if (outcome) watch.add(outcome(result));
    return result;
  } catch (error) {
    watch.add({ error: error instanceof Error ? error.message : String(error) });
    throw error;
  } finally {
    watch.end(tx);
  }
}
