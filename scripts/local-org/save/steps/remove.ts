import type { ObjectInfo } from '../../contracts/schema.ts';
import type { Row } from '../../contracts/store.ts';
import { ApexDatetime } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { rowWith, rowsPointingTo } from '../relations.ts';
import type { Reference } from '../relations.ts';

/** How many levels of details are deleted with their master. */
const MAX_CASCADE = 20;

/** Lookups with "don't allow deletion" hold their parent back. */
export function restrictedChildren(batch: Batch): void {
  const references = batch.tools.relations
    .referencesTo(batch.tx.org.schema, batch.object)
    .filter((each) => each.field.deleteConstraint === 'Restrict');
  for (const reference of references) {
    for (const index of batch.alive()) {
      const id = batch.record(index).id;
      const rows = id === null ? [] : rowsPointingTo(batch.tx.org.store, reference, [id]);
      if (rows.length === 0) continue;
      const name = batch.plan.name ? String(batch.record(index).peek(batch.plan.name.slot)) : id;
      const blocking = reference.object.labelPlural.toLowerCase();
      batch.fail(
        index,
        saveError(
          'DELETE_FAILED',
          `Your attempt to delete ${name} could not be completed because it is associated with the following ${blocking}.: ${rows.map((row) => String(row[0])).join(', ')}\n`
        )
      );
    }
  }
}

/**
 * Takes the records out: details go with their master and lookups are cleared, both without triggers ("Operations That
 * Don't Invoke Triggers"). A merge moves the children to the surviving record instead.
 */
export function remove(batch: Batch): void {
  const alive = batch.alive();
  const removed = alive.map((index) => batch.record(index).id as string);
  if (batch.inner.mergeInto !== undefined) moveChildren(batch, removed, batch.inner.mergeInto);
  else releaseChildren(batch, batch.object, removed, 0);
  const master = batch.object.field('MasterRecordId');
  for (const index of alive) {
    const row = batch.old[index] as Row;
    const kept =
      batch.inner.mergeInto !== undefined && master ? rowWith(row, [[master.slot, batch.inner.mergeInto]]) : row;
    batch.old[index] = kept;
    bin(batch, batch.object, kept);
  }
}

function bin(batch: Batch, object: ObjectInfo, row: Row): void {
  const id = row[0] as string;
  const { store } = batch.tx.org;
  store.put(object, id, undefined);
  if (!object.undeletable) return;
  const deleted = object.field('IsDeleted');
  const stamp = object.field('SystemModstamp');
  const now = new ApexDatetime(Math.floor(batch.tx.now() / 1000) * 1000);
  store.putRecycled(
    object,
    id,
    rowWith(row, [...(deleted ? [[deleted.slot, true] as const] : []), ...(stamp ? [[stamp.slot, now] as const] : [])])
  );
}

function releaseChildren(batch: Batch, object: ObjectInfo, ids: readonly string[], depth: number): void {
  if (ids.length === 0) return;
  if (depth > MAX_CASCADE) throw new Error(`Deleting ${batch.object.name} cascades deeper than ${MAX_CASCADE} levels.`);
  for (const reference of batch.tools.relations.referencesTo(batch.tx.org.schema, object)) {
    const rows = rowsPointingTo(batch.tx.org.store, reference, ids);
    if (rows.length === 0) continue;
    if (goesWithParent(reference)) {
      releaseChildren(
        batch,
        reference.object,
        rows.map((row) => row[0] as string),
        depth + 1
      );
      rows.forEach((row) => bin(batch, reference.object, row));
    } else {
      rows.forEach((row) =>
        batch.tx.org.store.put(reference.object, row[0] as string, rowWith(row, [[reference.field.slot, null]]))
      );
    }
  }
  removeShares(batch, object, ids);
}

/** Standard children that go with their parent (Object Reference; Salesforce Help, "Delete Records"). */
const STANDARD_CASCADE = new Set([
  'Contact.AccountId',
  'Opportunity.AccountId',
  'Task.WhoId',
  'Task.WhatId',
  'Event.WhoId',
  'Event.WhatId',
  'CampaignMember.LeadId',
  'CampaignMember.ContactId'
]);

function goesWithParent(reference: Reference): boolean {
  if (STANDARD_CASCADE.has(`${reference.object.name}.${reference.field.name}`)) return true;
  return (
    reference.field.masterDetail || reference.field.deleteConstraint === 'Cascade' || reference.object.kind === 'share'
  );
}

function removeShares(batch: Batch, object: ObjectInfo, ids: readonly string[]): void {
  const share = batch.tx.org.schema.object(
    object.name.endsWith('__c') ? object.name.replace(/__c$/, '__Share') : `${object.name}Share`
  );
  const link = share?.field('ParentId') ?? share?.field(`${object.name}Id`);
  if (!share || share.kind !== 'share' || !link) return;
  for (const row of rowsPointingTo(batch.tx.org.store, { object: share, field: link }, ids))
    batch.tx.org.store.put(share, row[0] as string, undefined);
}

function moveChildren(batch: Batch, losers: readonly string[], winner: string): void {
  for (const reference of batch.tools.relations.referencesTo(batch.tx.org.schema, batch.object)) {
    if (reference.field.name === 'MasterRecordId') continue;
    for (const row of rowsPointingTo(batch.tx.org.store, reference, losers)) {
      batch.tx.org.store.put(reference.object, row[0] as string, rowWith(row, [[reference.field.slot, winner]]));
    }
  }
}

/** Takes undeleted records, and the details that were deleted with them, out of the recycle bin. */
export function restore(batch: Batch): void {
  for (const index of batch.alive()) {
    const row = batch.old[index] as Row;
    batch.tx.org.store.putRecycled(batch.object, row[0] as string, undefined);
    restoreDetails(batch, batch.object, row);
  }
}

function restoreDetails(batch: Batch, object: ObjectInfo, parent: Row): void {
  const { schema, store } = batch.tx.org;
  for (const reference of batch.tools.relations.referencesTo(schema, object)) {
    if (!goesWithParent(reference) || !reference.object.undeletable) continue;
    for (const row of [...store.scanRecycled(reference.object)]) {
      if (row[reference.field.slot] !== parent[0] || !sameMoment(reference.object, row, object, parent)) continue;
      const deleted = reference.object.field('IsDeleted');
      store.putRecycled(reference.object, row[0] as string, undefined);
      store.put(reference.object, row[0] as string, deleted ? rowWith(row, [[deleted.slot, false]]) : row);
      restoreDetails(batch, reference.object, row);
    }
  }
}

/** Details deleted earlier by themselves stay in the bin. */
function sameMoment(a: ObjectInfo, rowA: Row, b: ObjectInfo, rowB: Row): boolean {
  const at = (object: ObjectInfo, row: Row) => {
    const field = object.field('SystemModstamp');
    const value = field ? row[field.slot] : null;
    return value instanceof ApexDatetime ? value.at : null;
  };
  return at(a, rowA) === at(b, rowB);
}
