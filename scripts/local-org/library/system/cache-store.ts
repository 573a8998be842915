import type { OrgServices, Transaction } from '../../contracts/transaction.ts';

export interface Entry {
  readonly value: unknown;
  readonly expires: number;
}

/** Caches of an org, or of the test that runs: what a test puts is not seen by the next. */
const caches = new WeakMap<object, Map<string, Map<string, Entry>>>();

/** The entries of one scope. */
export function cacheOf(tx: Transaction, scope: string): Map<string, Entry> {
  const owner = tx.test ?? tx.org;
  let all = caches.get(owner);
  if (!all) caches.set(owner, (all = new Map()));
  let one = all.get(scope);
  if (!one) all.set(scope, (one = new Map()));
  return one;
}

/** An entry of the org's or the session's cache; `expires` in epoch milliseconds. */
export interface CacheEntry extends Entry {
  readonly scope: string;
  readonly key: string;
}

/** What the cache of an org holds, for a snapshot of the org. */
export function cacheEntries(org: OrgServices): CacheEntry[] {
  return [...(caches.get(org) ?? [])].flatMap(([scope, entries]) =>
    [...entries].map(([key, entry]) => ({ scope, key, ...entry }))
  );
}

/** Replaces the cache of an org by kept entries. */
export function fillCache(org: OrgServices, entries: readonly CacheEntry[]): void {
  const all = new Map<string, Map<string, Entry>>();
  for (const { scope, key, value, expires } of entries) {
    if (!all.has(scope)) all.set(scope, new Map());
    all.get(scope)?.set(key, { value, expires });
  }
  caches.set(org, all);
}
