import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  AggregateResult,
  ApexList,
  ApexMap,
  ApexSet,
  type EnumValue,
  SObject,
  integerType,
  mapType,
  setType,
  stringType,
  throwApex
} from '../../values/index.ts';
import { libraryClass, need, plainGetters, stringSet } from '../define.ts';
import { Bean } from '../registry.ts';

type Need = 'READABLE' | 'CREATABLE' | 'UPDATABLE' | 'UPSERTABLE';

/** Collects what was taken out while records are copied. */
class Stripper {
  private readonly tx: Transaction;
  private readonly need: Need;
  readonly removed = new Map<string, Set<string>>();

  constructor(tx: Transaction, wanted: Need) {
    this.tx = tx;
    this.need = wanted;
  }

  private allows(field: FieldInfo): boolean {
    const { read, edit } = this.tx.org.access.field(this.tx.user, field);
    switch (this.need) {
      case 'READABLE':
        return read;
      case 'CREATABLE':
        return edit && field.createable;
      case 'UPDATABLE':
        return edit && field.updateable;
      case 'UPSERTABLE':
        return edit && field.createable && field.updateable;
    }
  }

  objectAllowed(object: ObjectInfo): boolean {
    const crud = this.tx.org.access.object(this.tx.user, object);
    switch (this.need) {
      case 'READABLE':
        return crud.read;
      case 'CREATABLE':
        return crud.create;
      case 'UPDATABLE':
        return crud.edit;
      case 'UPSERTABLE':
        return crud.create && crud.edit;
    }
  }

  /** A copy without the fields that the user may not use; the second value says whether any was taken out. */
  strip(record: SObject): { readonly copy: SObject; readonly changed: boolean } {
    const copy = record.clone(true, false, true, true);
    Object.assign(copy, { isClone: record.isClone, cloneSource: record.cloneSource, queried: record.queried });
    let changed = false;
    for (const field of record.populated()) {
      if (field.slot === 0 || this.allows(field)) continue;
      copy.unset(field.slot);
      changed = this.note(record.info.name, field.name);
    }
    return { copy, changed: this.stripRelated(record, copy) || changed };
  }

  private note(object: string, field: string): true {
    const fields = this.removed.get(object) ?? new Set();
    this.removed.set(object, fields.add(field));
    return true;
  }

  /** Parents go with their lookup; what stays is stripped itself. */
  private stripRelated(record: SObject, copy: SObject): boolean {
    let changed = false;
    for (const [key, value] of record.rel ?? []) {
      const lookup = record.info.parentRelationship(key);
      if (lookup && !this.allows(lookup)) {
        copy.rel?.delete(key);
        changed = this.note(record.info.name, lookup.name);
      } else if (value instanceof ApexList && !this.childrenAllowed(value)) {
        copy.rel?.delete(key);
        changed = this.note(record.info.name, record.info.childRelationship(key.slice(1))?.name ?? key.slice(1));
      } else if (value instanceof SObject || value instanceof ApexList) {
        const related = this.related(value);
        copy.rel?.set(key, related.copy);
        changed = related.changed || changed;
      }
    }
    return changed;
  }

  /** Children go with the right to read their object. */
  private childrenAllowed({ type }: ApexList): boolean {
    const object = this.tx.org.schema.object(type.element?.name ?? '');
    return !object || this.objectAllowed(object);
  }

  private related(value: SObject | ApexList): { copy: SObject | ApexList; changed: boolean } {
    if (value instanceof SObject) return this.strip(value);
    const parts = (value.items as SObject[]).map((r) => this.strip(r));
    return {
      copy: new ApexList(
        value.type,
        parts.map((p) => p.copy)
      ),
      changed: parts.some((p) => p.changed)
    };
  }
}

function stripInaccessible(tx: Transaction, type: EnumValue, source: ApexList, enforceRoot: boolean): Bean {
  const stripper = new Stripper(tx, need(type).name as Need);
  const records = need(source).items.map((r) => need(r as SObject | null));
  if (records.some((r) => r instanceof AggregateResult))
    throwApex('System.NoAccessException', 'AggregateResult SObject types are not supported');
  const denied = records.find((r) => !stripper.objectAllowed(r.info));
  if (enforceRoot && denied) throwApex('System.NoAccessException', `No access to entity: ${denied.info.name}`);
  const stripped = records.map((r) => stripper.strip(r));
  const modified = stripped.flatMap((s, i) => (s.changed ? [i] : []));
  const removed = [...stripper.removed].map(([object, names]) => [object, stringSet(names)] as const);
  return new Bean('System.SObjectAccessDecision', [
    [
      'records',
      new ApexList(
        source.type,
        stripped.map((s) => s.copy)
      )
    ],
    ['modifiedIndexes', new ApexSet(setType(integerType), modified)],
    ['removedFields', new ApexMap(mapType(stringType, setType(stringType)), removed)]
  ]);
}

export const securityClasses = [
  libraryClass('System.Security', {
    'static SObjectAccessDecision stripInaccessible(AccessType type, List<SObject> records)': (
      tx,
      _,
      type: EnumValue,
      records: ApexList
    ) => stripInaccessible(tx, type, records, true),
    'static SObjectAccessDecision stripInaccessible(AccessType type, List<SObject> records, Boolean enforceRootObjectCRUD)':
      (tx, _, type: EnumValue, records: ApexList, enforce: boolean) =>
        stripInaccessible(tx, type, records, enforce !== false)
  }),
  libraryClass(
    'System.SObjectAccessDecision',
    plainGetters('Set<Integer> ModifiedIndexes', 'List<SObject> Records', 'Map<String,Set<String>> RemovedFields')
  )
];
