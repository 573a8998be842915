import type { FieldInfo, ObjectInfo, RecordTypeInfo } from '../../contracts/schema.ts';
import { SObject, toIdOrNull } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { isComputed } from '../plan.ts';
import { equalRows } from '../../store/index.ts';

const AUDIT = new Set(['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp']);

/**
 * "Loads the original record from the database or initializes the record for an upsert statement. Loads the new record
 * field values from the request and overwrites the old values."
 */
export function load(batch: Batch): void {
  batch.given.forEach((given, index) => {
    if (batch.op === 'insert') initialise(batch, given, index);
    else if (batch.op === 'undelete') loadRecycled(batch, given, index);
    else loadStored(batch, given, index);
  });
}

function initialise(batch: Batch, given: SObject, index: number): void {
  const record = batch.record(index);
  record.isClone = given.isClone;
  record.v = new Array<unknown>(batch.plan.size).fill(null);
  if (given.id !== null && !batch.trusted) {
    batch.fail(index, saveError('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']));
    return;
  }
  overlay(batch, given, index, (field) => field.createable);
  ownerAndRecordType(batch, record);
  for (const field of batch.plan.booleans)
    if (!given.isSet(field.slot)) record.v[field.slot] = field.defaultValue === true;
  for (const field of batch.plan.defaults) {
    if (!given.isSet(field.slot) || (field.type === 'Boolean' && record.v[field.slot] === null))
      applyDefault(batch, record, field);
  }
}

function applyDefault(batch: Batch, record: SObject, field: FieldInfo): void {
  const ofType = recordTypeOf(batch.object, record)?.picklists.get(field.name.toLowerCase());
  const picked = ofType
    ? ofType.standard
    : field.picklist?.values.find((value) => value.isDefault && value.active)?.value;
  const value =
    field.defaultFormula !== undefined
      ? batch.tools.formulas.defaultValue(batch.tx, record, field)
      : (field.defaultValue ?? picked);
  record.v[field.slot] = value ?? null;
}

export function recordTypeOf(object: ObjectInfo, record: SObject): RecordTypeInfo | undefined {
  const field = object.recordTypes.length > 0 ? object.field('RecordTypeId') : undefined;
  const id = field && record.v[field.slot];
  return id ? object.recordTypes.find((type) => type.id === id) : undefined;
}

function ownerAndRecordType(batch: Batch, record: SObject): void {
  const { owner } = batch.plan;
  if (owner && record.v[owner.slot] === null) record.v[owner.slot] = batch.tx.user.id;
  const setupOwner = batch.object.setting?.type === 'Hierarchy' ? batch.object.field('SetupOwnerId') : undefined;
  if (setupOwner && record.v[setupOwner.slot] === null) record.v[setupOwner.slot] = batch.tx.org.organization.id;
  if (batch.object.recordTypes.length === 0) return;
  const { standard } = batch.tx.org.access.recordTypes(batch.tx.user, batch.object);
  const recordType = standard && batch.object.field('RecordTypeId');
  if (recordType && record.v[recordType.slot] === null) record.v[recordType.slot] = standard.id;
}

function loadStored(batch: Batch, given: SObject, index: number): void {
  const id = given.id === null ? null : toIdOrNull(given.id);
  if (id === null) {
    const verb = batch.op === 'delete' ? 'delete' : 'update';
    batch.fail(index, saveError('MISSING_ARGUMENT', `Id not specified in an ${verb} call`, []));
    return;
  }
  const { store } = batch.tx.org;
  const old = store.get(batch.object, id);
  if (!old) {
    const deleted = store.recycled(batch.object, id) !== undefined;
    batch.fail(
      index,
      deleted
        ? saveError('ENTITY_IS_DELETED', 'entity is deleted')
        : saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
    );
    return;
  }
  batch.old[index] = old;
  batch.record(index).v = filled(old, batch.plan.size);
  if (batch.op === 'update') overlay(batch, given, index, (field) => field.updateable);
}

function loadRecycled(batch: Batch, given: SObject, index: number): void {
  const row = given.id === null ? undefined : batch.tx.org.store.bin(batch.object, given.id)?.row;
  if (!row) {
    batch.fail(index, saveError('UNDELETE_FAILED', 'Entity is not in the recycle bin'));
    return;
  }
  batch.old[index] = row;
  batch.record(index).v = filled(row, batch.plan.size);
}

/** A row of an older, shorter shape gets the slots of fields that were added later. */
function filled(row: readonly unknown[], size: number): unknown[] {
  const copy = new Array<unknown>(size);
  for (let slot = 0; slot < size; slot++) copy[slot] = row[slot] ?? null;
  return copy;
}

/** Only populated fields change. What the platform keeps for itself is left alone; REST is told so. */
function overlay(batch: Batch, given: SObject, index: number, writable: (field: FieldInfo) => boolean): void {
  const record = batch.record(index);
  const refused: string[] = [];
  for (const field of given.populated()) {
    if (field.slot === 0) continue;
    const audit = batch.options.auditFields === true && AUDIT.has(field.name);
    const own = batch.inner.writeAll === true ? field.formula === undefined : batch.trusted && !isComputed(field);
    if (writable(field) || audit || own) record.v[field.slot] = given.v[field.slot] ?? null;
    else if (batch.options.source === 'rest') refused.push(field.name);
  }
  resolveExternalParents(batch, given, index);
  if (refused.length === 0) return;
  const text = `Unable to create/update fields: ${refused.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
  batch.fail(index, saveError('INVALID_FIELD_FOR_INSERT_UPDATE', text, refused));
}

/** A parent given by its external id (`new Widget__c(Box__r = new Box__c(Key__c = 'A'))`) instead of by Id. */
function resolveExternalParents(batch: Batch, given: SObject, index: number): void {
  for (const [name, parent] of given.rel ?? []) {
    if (!(parent instanceof SObject) || parent.queried || parent.id !== null) continue;
    const lookup = batch.object.parentRelationship(name);
    const key = parent.populated().find((field) => field.externalId);
    if (!lookup || !key || given.isSet(lookup.slot)) continue;
    const rows = equalRows(batch.tx.org.store, parent.info, key, [parent.v[key.slot]]);
    if (rows.length === 1) batch.record(index).v[lookup.slot] = rows[0]?.[0];
    else
      batch.fail(
        index,
        saveError(
          'INVALID_FIELD',
          `Foreign key external ID: ${String(parent.v[key.slot]).toLowerCase()} not found for field ${key.name} in entity ${parent.info.name}`
        )
      );
  }
}
