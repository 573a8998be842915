import { deserialize, serialize } from 'node:v8';
import { fromPlain, toPlain } from '../async/index.ts';
import type { AsyncState, Plain } from '../async/index.ts';
import type { OutgoingMessage } from '../contracts/transaction.ts';
import type { PendingPath } from '../flow/index.ts';
import { cacheEntries, fillCache } from '../library/index.ts';
import { continueRequests, requestsBegun } from '../transaction/index.ts';
import type { LocalOrg } from './org.ts';

const FORMAT = 1;

/** Everything of an org that its project's sources do not give: rows, time, and what waits. */
export interface KeptOrg {
  readonly format: number;
  /** Where the clock stood. A new org that is to be restored starts there. */
  readonly now: number;
  readonly organizationId: string;
  readonly adminId: string;
  readonly store: Uint8Array;
  readonly async: AsyncState;
  readonly paths: readonly PendingPath[];
  readonly outbox: readonly OutgoingMessage[];
  readonly cache: readonly {
    readonly scope: string;
    readonly key: string;
    readonly value: Plain;
    readonly expires: number;
  }[];
  readonly requests: number;
}

/** The state of an org as bytes. Throws when something in it has no plain form: an undelivered event, a running batch. */
export function keepOrg(org: LocalOrg): Uint8Array {
  const kept: KeptOrg = {
    format: FORMAT,
    now: org.clock.now(),
    organizationId: org.organization.id,
    adminId: org.admin.id,
    store: org.store.snapshot(),
    async: org.async.keep(),
    paths: org.flows.pendingPaths(),
    outbox: org.outbox,
    cache: cacheEntries(org).map((entry) => ({ ...entry, value: toPlain(entry.value) })),
    requests: requestsBegun(org)
  };
  return serialize(kept);
}

/** Reads what `keepOrg` wrote. Throws for anything else. */
export function readKept(bytes: Uint8Array): KeptOrg {
  const kept = deserialize(bytes) as KeptOrg;
  if (kept.format !== FORMAT) throw new Error(`it has the format ${String(kept.format)}, not ${FORMAT}`);
  return kept;
}

/**
 * Gives a new org of the same project, whose clock was started at `kept.now`, the state of a kept one. Throws when it
 * does not fit; the org is then of no use.
 */
export function restoreOrg(org: LocalOrg, kept: KeptOrg): void {
  if (org.clock.now() !== kept.now) throw new Error('the clock of the org does not stand where it stood');
  if (org.organization.id !== kept.organizationId || org.admin.id !== kept.adminId)
    throw new Error('the org has other ids');
  org.store.restore(kept.store, (name) => org.schema.object(name));
  org.outbox = [...kept.outbox];
  fillCache(
    org,
    kept.cache.map((entry) => ({ ...entry, value: fromPlain(org, entry.value) }))
  );
  continueRequests(org, kept.requests);
  org.async.restore(kept.async);
  org.flows.restorePaths(org, kept.paths);
  org.async.arrange(kept.async.order);
}
