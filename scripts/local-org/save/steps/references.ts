import type { FieldInfo } from '../../contracts/schema.ts';
import { toIdOrNull } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { equalRows } from '../../store/index.ts';

/** The id that stands for "no record type". */
const MASTER_RECORD_TYPE = '012000000000000AAA';

/**
 * Before triggers "Salesforce validates only the foreign keys and restricted picklists" of requests that do not come from
 * a page layout. Here the keys: they exist, are of a right type, and do not point to the record itself.
 */
export function foreignKeys(batch: Batch): void {
  for (const index of batch.alive()) {
    for (const field of batch.plan.references) checkKey(batch, index, field);
  }
  if (!batch.trusted) for (const index of batch.alive()) checkOwner(batch, index);
}

function checkKey(batch: Batch, index: number, field: FieldInfo): void {
  const record = batch.record(index);
  if (field.name === 'RecordTypeId' && record.v[field.slot] === MASTER_RECORD_TYPE) record.v[field.slot] = null;
  const given = record.v[field.slot];
  if (given === null || given === undefined || given === batch.old[index]?.[field.slot] || batch.trusted) return;
  const id = typeof given === 'string' ? toIdOrNull(given) : null;
  const target = id === null ? undefined : batch.tx.org.schema.byPrefix(id);
  if (id === null || !target) {
    batch.fail(
      index,
      saveError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${String(given)}`, [field.name])
    );
    return;
  }
  record.v[field.slot] = id;
  if (isOther(field, target.name)) {
    batch.fail(
      index,
      saveError('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [field.name])
    );
  } else if (field.custom && id === record.id) {
    batch.fail(
      index,
      saveError('CIRCULAR_DEPENDENCY', `${field.label}: a record cannot refer to itself`, [field.name])
    );
  } else if (target.kind !== 'virtual' && !batch.tx.org.store.get(target, id)) {
    const deleted = batch.tx.org.store.recycled(target, id) !== undefined;
    batch.fail(
      index,
      deleted
        ? saveError('ENTITY_IS_DELETED', 'entity is deleted', [])
        : saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [])
    );
  }
}

/** More targets than any lookup names one by one: it may point to every object, a project's own too. */
const EVERY = 500;

/** Feeds are named one by one: those of custom objects that have them among them (Object Reference, FeedItem, ParentId). */
function isOther({ object, name, referenceTo }: FieldInfo, target: string): boolean {
  if (referenceTo.length === 0 || referenceTo.includes(target)) return false;
  return referenceTo.length < EVERY || (object === 'FeedItem' && name === 'ParentId');
}

/** New owners are active users, or queues that hold the object. */
function checkOwner(batch: Batch, index: number): void {
  const { owner } = batch.plan;
  if (!owner || batch.object.setup) return;
  const id = batch.record(index).v[owner.slot];
  if (typeof id !== 'string' || id === batch.old[index]?.[owner.slot]) return;
  const { schema, store } = batch.tx.org;
  const target = schema.byPrefix(id);
  const row = target && store.get(target, id);
  if (!target || !row) return;
  if (target.name === 'User') {
    const active = target.field('IsActive');
    if (active && row[active.slot] !== true) {
      batch.fail(
        index,
        saveError(
          'INACTIVE_OWNER_OR_USER',
          `operation performed with inactive user [${id.slice(0, 15)}] as owner of ${batch.object.label.toLowerCase()}`
        )
      );
    }
  } else if (target.name === 'Group' && !queueHolds(batch, id)) {
    batch.fail(
      index,
      saveError('FIELD_INTEGRITY_EXCEPTION', 'Queue not associated with this SObject type', [owner.name])
    );
  }
}

function queueHolds(batch: Batch, queueId: string): boolean {
  const { schema, store } = batch.tx.org;
  const object = schema.object('QueueSobject');
  const queue = object?.field('QueueId');
  const type = object?.field('SobjectType');
  if (!object || !queue || !type) return false;
  for (const row of equalRows(store, object, queue, [queueId])) {
    if (String(row[type.slot]).toLowerCase() === batch.object.name.toLowerCase()) return true;
  }
  return false;
}
