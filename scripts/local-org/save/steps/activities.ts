import type { SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { read, set, stored } from './standard.ts';

/** Objects that give an activity their own account. */
const WITH_ACCOUNT: ReadonlySet<string> = new Set(['Opportunity', 'Contract']);

/**
 * Object Reference, Task and Event, AccountId: the account that the activity is about, by an opportunity, a contract or a
 * custom object below an account too; else the contact's.
 */
export function activityAccount(record: SObject, batch: Batch): void {
  const what = accountOf(batch, read(record, 'WhatId'));
  const contact = what === null ? stored(batch, 'Contact', read(record, 'WhoId')) : undefined;
  set(record, 'AccountId', what ?? contact?.get('AccountId') ?? null);
}

function accountOf(batch: Batch, id: unknown): unknown {
  const object = typeof id === 'string' ? batch.tx.org.schema.byPrefix(id) : undefined;
  if (!object) return null;
  if (object.name === 'Account') return id;
  if (WITH_ACCOUNT.has(object.name)) return stored(batch, object.name, id)?.get('AccountId') ?? null;
  const master = object.fields.find((field) => field.masterDetail && field.referenceTo.includes('Account'));
  return master ? (stored(batch, object.name, id)?.get(master.name) ?? null) : null;
}
