import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { Row } from '../../contracts/store.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexMap,
  SObject,
  fold,
  isValidId,
  mapType,
  sobjectType,
  stringType,
  throwApex,
  toId
} from '../../values/index.ts';
import { need } from '../define.ts';
import { fillDefaults } from '../schema/defaults.ts';

/** Reads rows without counting a query, as custom settings and custom metadata methods do. */
function rows(tx: Transaction, object: ObjectInfo): Row[] {
  return [...tx.org.store.scan(object, { kind: 'all' })];
}

function record(object: ObjectInfo, row: Row): SObject {
  return new SObject(object, [...row]);
}

function slot(object: ObjectInfo, name: string): number {
  const field = object.field(name);
  if (!field) throw new Error(`${object.name} has no field ${name}`);
  return field.slot;
}

function keyField(object: ObjectInfo): string {
  return object.kind === 'customMetadata' ? 'DeveloperName' : 'Name';
}

function onlyFor(object: ObjectInfo, ...kinds: ('list' | 'hierarchy' | 'metadata')[]): void {
  const kind = object.kind === 'customMetadata' ? 'metadata' : object.setting?.type === 'List' ? 'list' : 'hierarchy';
  const isOne = object.kind === 'customMetadata' || object.kind === 'customSetting';
  if (!isOne || !kinds.includes(kind)) throwApex('System.TypeException', `Method is not available for ${object.name}`);
}

function byOwner(tx: Transaction, object: ObjectInfo, owner: string | null): Row | undefined {
  const at = slot(object, 'SetupOwnerId');
  for (const row of tx.org.store.scan(object, { kind: 'all' })) if (row[at] === owner) return row;
  return undefined;
}

/** Levels of a hierarchy from the user up: user, profile, organization. */
function levels(tx: Transaction, userId: string): (string | null)[] {
  const user = tx.org.access.user(userId);
  return [user.id, user.profileId, tx.org.organization.id];
}

/**
 * Field by field the value of the lowest level that has one; a checkbox counts only where its record is. Documented:
 * without any record it "has default values, except for the SetupOwnerId field, which contains the user ID".
 */
function merged(tx: Transaction, object: ObjectInfo, owners: readonly (string | null)[]): SObject {
  const found = owners.map((o) => byOwner(tx, object, o)).filter((r) => r !== undefined);
  const lowest = found[0];
  const out = lowest ? record(object, lowest) : new SObject(object, [null]);
  if (!lowest) out.v[slot(object, 'SetupOwnerId')] = owners[0];
  if (found.length === 0) {
    fillDefaults(tx, out);
    return out;
  }
  for (const field of object.fields) if (field.custom) out.v[field.slot] = lowestValue(field, found);
  return out;
}

function lowestValue(field: FieldInfo, found: readonly Row[]): unknown {
  for (const row of found) if (row[field.slot] !== null && row[field.slot] !== undefined) return row[field.slot];
  return field.type === 'Boolean' ? (field.defaultValue ?? false) : null;
}

/** `getInstance`, `getOrgDefaults`, `getValues`, `getAll` of custom settings and custom metadata types. */
export const settings = {
  all(tx: Transaction, object: ObjectInfo): ApexMap {
    onlyFor(object, 'list', 'metadata');
    const key = slot(object, keyField(object));
    return new ApexMap(
      mapType(stringType, sobjectType(object.name)),
      rows(tx, object).map((r) => [r[key], record(object, r)] as const)
    );
  },

  /** By Id, developer name or qualified name of metadata; by name of a list setting; by user or profile of a hierarchy. */
  byKey(tx: Transaction, object: ObjectInfo, key: string): SObject | null {
    if (object.setting?.type === 'Hierarchy') {
      const id = toId(need(key));
      return settings.forOwner(tx, object, id);
    }
    onlyFor(object, 'list', 'metadata');
    return byName(tx, object, need(key));
  },

  forOwner(tx: Transaction, object: ObjectInfo, id: string): SObject {
    const isUser = tx.org.schema.byPrefix(id)?.name === 'User';
    return merged(tx, object, isUser ? levels(tx, id) : [id, tx.org.organization.id]);
  },

  forUser(tx: Transaction, object: ObjectInfo, userId: string): SObject {
    onlyFor(object, 'hierarchy');
    return merged(tx, object, levels(tx, userId));
  },

  orgDefaults(tx: Transaction, object: ObjectInfo): SObject {
    onlyFor(object, 'hierarchy');
    const row = byOwner(tx, object, tx.org.organization.id);
    return row ? record(object, row) : new SObject(object, [null]);
  },

  /** Exactly that level or name, without merging; null when there is none. */
  values(tx: Transaction, object: ObjectInfo, key: string): SObject | null {
    if (object.setting?.type !== 'Hierarchy') return settings.byKey(tx, object, key);
    const row = byOwner(tx, object, toId(need(key)));
    return row ? record(object, row) : null;
  }
};

function byName(tx: Transaction, object: ObjectInfo, key: string): SObject | null {
  const at = slot(object, keyField(object));
  const wanted = fold(key.replace(/^.*__(?=.)/, (prefix) => (object.kind === 'customMetadata' ? '' : prefix)));
  const asId = isValidId(key) ? toId(key) : null;
  const row = rows(tx, object).find((r) => r[0] === asId || fold(String(r[at])) === wanted);
  return row ? record(object, row) : null;
}
