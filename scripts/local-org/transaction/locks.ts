import type { Transaction } from '../contracts/transaction.ts';

const locks = new WeakMap<object, Set<string>>();

/** Ids of the locked records of an org, or of the test that runs: what a test locks is open for the next. */
export function lockedRecords(tx: Transaction): Set<string> {
  const owner = tx.test ?? tx.org;
  let ids = locks.get(owner);
  if (!ids) locks.set(owner, (ids = new Set()));
  return ids;
}
