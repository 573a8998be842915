import { ApexBlob } from './blob.ts';
import { Boxed } from './boxed.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { ApexException } from './exception.ts';
import { ApexObject } from './object.ts';
import { SObject } from './sobject.ts';
import { ApexTime } from './time.ts';

/**
 * The key under which a JavaScript Map finds an Apex value. Strings, numbers and booleans are their own keys (with
 * regard to case, as documented for Set and Map); other values get a tagged text, objects without `equals` themselves.
 * Null when the value has its own `equals` and must be looked up in a bucket.
 */
export type Key = string | number | boolean | object | undefined;

export function keyOf(value: unknown): Key {
  switch (typeof value) {
    case 'string':
      return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return `\0l${value}`;
    default:
      return value === null || value === undefined ? undefined : objectKey(value);
  }
}

function objectKey(value: object): Key {
  if (value instanceof SObject) return `\0r${recordKey(value)}`;
  if (value instanceof Decimal) return `\0d${value.key()}`;
  if (value instanceof ApexDate) return `\0D${value.days}`;
  if (value instanceof ApexDatetime) return `\0T${value.at}`;
  if (value instanceof ApexTime) return `\0t${value.millis}`;
  if (value instanceof Boxed) return boxedKey(value);
  if (value instanceof ApexBlob) return `\0b${value.toBase64()}`;
  if (isCollection(value)) return `\0c${value.contentKey()}`;
  return value;
}

function boxedKey(value: Boxed): Key {
  return value.type === 'Id' ? (value.value as string) : `\0${value.type.charAt(0)}${value.value}`;
}

function isCollection(value: object): value is { contentKey(): string } {
  return 'contentKey' in value;
}

/**
 * All populated fields and parents, so that two records with the same values are one key, as documented for sets of
 * records. That a parent counts is assumed: public tests tell records apart by their parents' values.
 */
export function recordKey(record: SObject): string {
  let out = record.info.name;
  for (let i = 0; i < record.v.length; i++) {
    const value = record.v[i];
    if (value !== undefined) out += `\u0001${i}=${textKey(value)}`;
  }
  for (const [name, parent] of record.rel ? record.parents() : []) out += `\u0001${name}=${recordKey(parent)}`;
  return out;
}

const ids = new WeakMap<object, number>();
let last = 0;

/** A text for a key inside another key. */
export function textKey(value: unknown): string {
  const key = keyOf(value);
  if (typeof key !== 'object') return `${typeof key === 'string' ? '' : '\0'}${String(key)}`;
  let id = ids.get(key);
  if (id === undefined) ids.set(key, (id = ++last));
  return `\0o${id}`;
}

/** Whether two look-ups must go through the object's own `equals` and `hashCode`. */
export function hasOwnEquals(
  value: unknown
): value is ApexObject & { $equals(o: unknown): boolean; $hashCode(): number } {
  return (value instanceof ApexObject || value instanceof ApexException) && '$equals' in value && '$hashCode' in value;
}
