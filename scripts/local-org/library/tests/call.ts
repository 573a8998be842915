import type { Transaction } from '../../contracts/transaction.ts';
import { behaviour } from '../index.ts';

/** Only what the behaviour under test reads: each test says what its transaction has. */
export function transaction(parts: Record<string, unknown> = {}): Transaction {
  const user = { id: '005000000000001AAA', timeZone: 'Europe/Berlin', locale: 'en_US', language: 'en_US' };
  return { user, now: () => Date.UTC(2026, 10, 25, 12, 0, 0), ...parts } as unknown as Transaction;
}

/** Calls a member by key; the test fails when there is none. */
export function call(
  key: string,
  self: unknown,
  args: readonly unknown[] = [],
  tx: Transaction = transaction()
): unknown {
  const run = behaviour(key);
  if (!run) throw new Error(`no behaviour for ${key}`);
  return run(tx, self, ...args);
}
