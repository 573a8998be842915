import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { ReleasedLookup, Row, Store } from '../../contracts/store.ts';
import { ApexDatetime } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { contactsOfPeople } from '../persons.ts';
import { rowWith, rowsPointingTo } from '../relations.ts';
import type { Reference } from '../relations.ts';

/** How many levels of details are deleted with their master. */
const MAX_CASCADE = 20;

/** Lookups with "don't allow deletion" hold their parent back, but for a merge, which moves them to the survivor. */
export function restrictedChildren(batch: Batch): void {
  if (batch.inner.mergeInto !== undefined) return;
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
 * Don't Invoke Triggers"). A merge moves the children to the surviving record instead, which nothing takes back.
 */
export function remove(batch: Batch): void {
  const alive = batch.alive();
  const removed = alive.map((index) => batch.record(index).id as string);
  const released: Released = new Map();
  if (batch.inner.mergeInto !== undefined) mergeChildren(batch, removed, batch.inner.mergeInto);
  else releaseChildren(batch, batch.object, removed, released);
  const master = batch.object.field('MasterRecordId');
  for (const index of alive) {
    const row = batch.old[index] as Row;
    const kept =
      batch.inner.mergeInto !== undefined && master ? rowWith(row, [[master.slot, batch.inner.mergeInto]]) : row;
    batch.old[index] = kept;
    bin(batch, batch.object, kept, released);
  }
}

/** The lookups that a deletion empties, by the id of the record that they named. */
type Released = Map<string, ReleasedLookup[]>;

function bin(batch: Batch, object: ObjectInfo, row: Row, released: Released): void {
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
    rowWith(row, [...(deleted ? [[deleted.slot, true] as const] : []), ...(stamp ? [[stamp.slot, now] as const] : [])]),
    released.get(id)
  );
}

function releaseChildren(
  batch: Batch,
  object: ObjectInfo,
  ids: readonly string[],
  released: Released,
  depth = 0
): void {
  if (ids.length === 0) return;
  if (depth > MAX_CASCADE) throw new Error(`Deleting ${batch.object.name} cascades deeper than ${MAX_CASCADE} levels.`);
  for (const reference of batch.tools.relations.referencesTo(batch.tx.org.schema, object)) {
    if (!goesWithParent(reference)) releaseBinned(batch, reference, ids, released);
    const rows = rowsPointingTo(batch.tx.org.store, reference, ids);
    if (rows.length === 0) continue;
    if (goesWithParent(reference)) {
      releaseChildren(
        batch,
        reference.object,
        rows.map((row) => row[0] as string),
        released,
        depth + 1
      );
      rows.forEach((row) => bin(batch, reference.object, row, released));
    } else rows.forEach((row) => releaseLookup(batch, reference, row, released));
  }
  removeShares(batch, object, ids);
}

/** Lookups of records in the bin are emptied too (assumed: a public suite looks for them there by their parent). */
function releaseBinned(batch: Batch, { object, field }: Reference, ids: readonly string[], released: Released): void {
  const { store } = batch.tx.org;
  for (const row of [...store.scanRecycled(object)]) {
    const parent = row[field.slot] as string | null;
    if (parent === null || !ids.includes(parent)) continue;
    const id = row[0] as string;
    putDeleted(store, object, rowWith(row, [[field.slot, null]]));
    if (comesBack(object, field))
      released.set(parent, [...(released.get(parent) ?? []), { object: object.name, field: field.name, id }]);
  }
}

/** Another row of a deleted record; one that was emptied out of the bin stays so. */
function putDeleted(store: Store, object: ObjectInfo, row: Row): void {
  const id = row[0] as string;
  const binned = store.bin(object, id);
  store.putRecycled(object, id, row, binned?.released);
  if (!binned) store.emptyBin(object, id);
}

function releaseLookup(batch: Batch, { object, field }: Reference, row: Row, released: Released): void {
  const id = row[0] as string;
  const parent = row[field.slot] as string;
  batch.tx.org.store.put(object, id, rowWith(row, [[field.slot, null]]));
  if (!comesBack(object, field)) return;
  const lookups = released.get(parent) ?? [];
  released.set(parent, [...lookups, { object: object.name, field: field.name, id }]);
}

/** Standard lookups that "the undelete operation restores", as it does those of custom fields. */
const STANDARD_RESTORED = new Set([
  'Account.ParentId',
  'Case.ParentId',
  'Contact.ReportsToId',
  'Asset.Product2Id',
  'Quote.OpportunityId',
  'AccountContactRelation.AccountId',
  'AccountContactRelation.ContactId'
]);

function comesBack(object: ObjectInfo, field: FieldInfo): boolean {
  return field.custom || STANDARD_RESTORED.has(`${object.name}.${field.name}`);
}

function goesWithParent({ object, field, cascades }: Reference): boolean {
  return cascades || field.masterDetail || field.deleteConstraint === 'Cascade' || object.kind === 'share';
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

function mergeChildren(batch: Batch, losers: readonly string[], winner: string): void {
  if (batch.object.name === 'Account') mergeContacts(batch, losers, winner);
  moveChildren(batch, batch.object, losers, winner);
}

/** The contacts of merged people are merged like them: one of them stays (assumed). */
function mergeContacts(batch: Batch, losers: readonly string[], winner: string): void {
  const { schema, store } = batch.tx.org;
  const contacts = schema.object('Contact');
  const [kept] = contactsOfPeople(schema, store, [winner]);
  if (!contacts || kept === undefined) return;
  const gone = contactsOfPeople(schema, store, losers);
  moveChildren(batch, contacts, gone, kept);
  const master = contacts.field('MasterRecordId');
  for (const id of gone) {
    const row = store.get(contacts, id);
    if (row) bin(batch, contacts, master ? rowWith(row, [[master.slot, kept]]) : row, new Map());
  }
}

function moveChildren(batch: Batch, object: ObjectInfo, losers: readonly string[], winner: string): void {
  for (const reference of batch.tools.relations.referencesTo(batch.tx.org.schema, object)) {
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
    const id = row[0] as string;
    const released = batch.tx.org.store.bin(batch.object, id)?.released ?? [];
    batch.tx.org.store.putRecycled(batch.object, id, undefined);
    restoreDetails(batch, batch.object, row);
    restoreLookups(batch, id, released);
  }
}

/** "Salesforce only restores lookup relationships that have not been replaced." Records in the bin get theirs too: assumed. */
function restoreLookups(batch: Batch, id: string, released: readonly ReleasedLookup[]): void {
  for (const lookup of released) {
    const object = batch.tx.org.schema.object(lookup.object);
    const field = object?.field(lookup.field);
    if (object && field) restoreLookup(batch.tx.org.store, object, field, lookup.id, id);
  }
}

function restoreLookup(store: Store, object: ObjectInfo, field: FieldInfo, child: string, parent: string): void {
  const row = store.get(object, child);
  const found = row ?? store.recycled(object, child);
  if (!found || (found[field.slot] ?? null) !== null) return;
  const filled = rowWith(found, [[field.slot, parent]]);
  if (row) store.put(object, child, filled);
  else putDeleted(store, object, filled);
}

function restoreDetails(batch: Batch, object: ObjectInfo, parent: Row): void {
  const { schema, store } = batch.tx.org;
  for (const reference of batch.tools.relations.referencesTo(schema, object)) {
    if (!goesWithParent(reference) || !reference.object.undeletable) continue;
    for (const row of [...store.scanRecycled(reference.object)]) {
      if (row[reference.field.slot] !== parent[0] || !sameMoment(reference.object, row, object, parent)) continue;
      const id = row[0] as string;
      const kept = store.bin(reference.object, id);
      if (!kept) continue;
      const deleted = reference.object.field('IsDeleted');
      store.putRecycled(reference.object, id, undefined);
      store.put(reference.object, id, deleted ? rowWith(row, [[deleted.slot, false]]) : row);
      restoreDetails(batch, reference.object, row);
      restoreLookups(batch, id, kept.released);
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
