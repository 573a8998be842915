import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { Row, Store } from '../contracts/store.ts';
import { keyFor } from './keys.ts';

/**
 * The rows whose field has one of the keys: what `Store.scan` visits, with those left out that an index or a full scan
 * brings besides. Text is compared without case unless the field is case-sensitive; null is no key.
 */
export function equalRows(store: Store, object: ObjectInfo, field: FieldInfo, keys: readonly unknown[]): Row[] {
  const wanted = new Set(keys.map((key) => keyFor(field, key)));
  wanted.delete(undefined);
  if (wanted.size === 0) return [];
  const found: Row[] = [];
  const path =
    field.slot === 0
      ? ({ kind: 'ids', ids: keys as readonly string[] } as const)
      : ({ kind: 'equal', field, keys } as const);
  for (const row of store.scan(object, path)) {
    const key = keyFor(field, row[field.slot]);
    if (key !== undefined && wanted.has(key)) found.push(row);
  }
  return found;
}
