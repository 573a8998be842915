import type { ObjectInfo } from '../contracts/schema.ts';
import type { Access, Binds } from '../contracts/soql.ts';
import type { Row } from '../contracts/store.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { unbox } from '../values/index.ts';

/** One run of a query and of its subqueries. */
export interface Run {
  readonly tx: Transaction;
  readonly access: Access;
  readonly binds: Binds;
  readonly now: number;
  readonly zone: string;
}

export function newRun(tx: Transaction, binds: Binds, access: Access): Run {
  return { tx, access, binds, now: tx.now(), zone: tx.user.timeZone };
}

export function bindValue(run: Run, index: number): unknown {
  return unbox(run.binds[index] ?? null);
}

/** A row by id, deleted ones included, since a parent in the recycle bin still shows its fields. */
export function rowById(run: Run, object: ObjectInfo, id: string): Row | undefined {
  const { store } = run.tx.org;
  return store.get(object, id) ?? store.recycled(object, id);
}
