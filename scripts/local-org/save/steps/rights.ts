import type { FieldInfo } from '../../contracts/schema.ts';
import type { RecordNeed } from '../../contracts/access.ts';
import type { SaveError } from '../../contracts/save.ts';
import { lockedRecords } from '../../transaction/index.ts';
import { throwApex } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { deniedFields, saveError } from '../errors.ts';
import { isComputed } from '../plan.ts';

const NEED = { insert: 'create', update: 'edit', delete: 'delete', undelete: 'delete' } as const;

/**
 * Object and field rights in user mode; record rights in user mode and in classes `with sharing` (Apex Developer Guide,
 * "Enforce User Mode for Database Operations" and "Using the with sharing, without sharing, ... Keywords").
 */
export function rights(batch: Batch): void {
  if (batch.trusted) return;
  recordLocks(batch);
  const { access } = batch.options;
  if (access.mode === 'user') {
    objectRights(batch);
    if (batch.op === 'insert' || batch.op === 'update') fieldRights(batch);
  }
  if (access.mode === 'user' || access.sharing === 'with') recordRights(batch);
}

/**
 * A locked record is changed or deleted by those who may modify all records of its object only, in every mode
 * (Salesforce Help, Record Locks; Apex Reference Guide, Approval.lock). The text is assumed.
 */
function recordLocks(batch: Batch): void {
  const locked = lockedRecords(batch.tx);
  if (locked.size === 0 || (batch.op !== 'update' && batch.op !== 'delete')) return;
  if (batch.tx.org.access.object(batch.tx.user, batch.object).modifyAll) return;
  const error = saveError('ENTITY_IS_LOCKED', 'This record is locked. If you need to edit it, contact your admin.');
  for (const index of batch.alive()) if (locked.has(batch.record(index).id ?? '')) batch.fail(index, error);
}

/**
 * Throws, whatever becomes of single records; an upsert and an undelete name the records instead (all shown by a public
 * suite that passes on the platform; the status of an undelete is assumed).
 */
function objectRights(batch: Batch): void {
  const { access } = batch.tx.org;
  if (access.object(batch.tx.user, batch.object)[NEED[batch.op]]) return;
  if (batch.options.upsert) return failAll(batch, (given) => deniedFields(batch.object.name, given));
  if (batch.op === 'undelete') return failAll(batch, () => NOT_IN_BIN);
  throwApex('System.SecurityException', `Access to entity '${batch.object.name}' denied`);
}

const NOT_IN_BIN = saveError('UNDELETE_FAILED', 'invalid record id; no recycle bin entry found');

function failAll(batch: Batch, error: (given: string[]) => SaveError): void {
  for (const index of batch.alive()) {
    const fields = (batch.given[index]?.populated() ?? []).filter((field) => field.slot !== 0);
    batch.fail(index, error(fields.map((field) => field.name)));
  }
}

function fieldRights(batch: Batch): void {
  const { access } = batch.tx.org;
  const verdicts = new Map<number, boolean>();
  const allowed = (field: FieldInfo): boolean => {
    let verdict = verdicts.get(field.slot);
    if (verdict === undefined) verdicts.set(field.slot, (verdict = access.field(batch.tx.user, field).edit));
    return verdict;
  };
  for (const index of batch.alive()) {
    const given = batch.given[index];
    const denied = (given?.populated() ?? []).filter(
      (field) => field.slot !== 0 && asksForRight(batch, field) && !allowed(field)
    );
    if (denied.length > 0)
      batch.fail(
        index,
        deniedFields(
          batch.object.name,
          denied.map((field) => field.name)
        )
      );
  }
}

/** A queried record carries fields that are never written: computed ones and those the platform keeps. */
function asksForRight(batch: Batch, field: FieldInfo): boolean {
  if (isComputed(field)) return false;
  return batch.op === 'insert' ? field.createable : field.updateable || field.masterDetail;
}

const READ_ONLY = saveError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');

/** Of a record that the user may not even see (assumed: public tests expect this status for it). */
const UNSEEN = saveError(
  'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
  'insufficient access rights on cross-reference id'
);

function recordRights(batch: Batch): void {
  const { tx, object, plan } = batch;
  if (batch.op === 'insert') {
    for (const index of batch.alive()) parentRights(batch, index);
    return;
  }
  const visible = tx.org.access.rows(tx, object, batch.op === 'update' ? 'edit' : 'delete');
  const readable = visible && tx.org.access.rows(tx, object, 'read');
  const transferable = plan.owner && batch.op === 'update' ? tx.org.access.rows(tx, object, 'transfer') : null;
  for (const index of batch.alive()) {
    const old = batch.old[index];
    if (!old) continue;
    const moved = plan.owner !== undefined && batch.record(index).v[plan.owner.slot] !== old[plan.owner.slot];
    if (visible && !visible(old)) batch.fail(index, readable && !readable(old) ? UNSEEN : READ_ONLY);
    else if (moved && transferable && !transferable(old))
      batch.fail(
        index,
        saveError('TRANSFER_REQUIRES_READ', 'insufficient access rights to transfer the record', ['OwnerId'])
      );
    else parentRights(batch, index);
  }
}

/** A detail needs edit access to its master, or read where the field says so; in user mode a lookup needs read access. */
function parentRights(batch: Batch, index: number): void {
  const old = batch.old[index];
  for (const field of batch.plan.references) {
    const id = batch.record(index).v[field.slot];
    if (typeof id !== 'string' || id === old?.[field.slot] || !batch.given[index]?.isSet(field.slot)) continue;
    const need = parentNeed(batch, field);
    if (need === null || reaches(batch, id, need)) continue;
    batch.fail(
      index,
      saveError(
        'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`
      )
    );
  }
}

function parentNeed(batch: Batch, field: FieldInfo): RecordNeed | null {
  if (field.masterDetail) return field.masterReadEnough ? 'read' : 'edit';
  return batch.options.access.mode === 'user' && field.custom ? 'read' : null;
}

function reaches(batch: Batch, id: string, need: RecordNeed): boolean {
  const { tx } = batch;
  const parent = tx.org.schema.byPrefix(id);
  const row = parent && tx.org.store.get(parent, id);
  if (!parent || !row) return true;
  const visible = tx.org.access.rows(tx, parent, need);
  return visible === null || visible(row);
}
