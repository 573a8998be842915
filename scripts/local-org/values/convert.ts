import type { FieldInfo } from '../contracts/schema.ts';
import { ApexBlob } from './blob.ts';
import { Boxed, unbox } from './boxed.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { Decimal } from './decimal.ts';
import { throwApex } from './exception.ts';
import { isValidId, toId } from './id.ts';
import { ApexTime } from './time.ts';
import { typeOf } from './typeof.ts';
import { apexTypeOfField, relatesMetadata } from './types.ts';

type Settable = Pick<FieldInfo, 'type' | 'name'> & Partial<Pick<FieldInfo, 'referenceTo'>>;

/**
 * An Object becoming a field's value, as `SObject.put` does. Throws SObjectException
 * `Illegal assignment from Integer to String`, StringException for text that is no Id.
 */
export function convertForField(field: Settable, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const type = apexTypeOfField(field);
  const plain = unbox(value);
  const isName = relatesMetadata(field) && typeof plain === 'string' && !isValidId(plain);
  const converted = isName ? plain : convertTo(type, plain, value);
  if (converted === undefined) {
    throwApex('System.SObjectException', `Illegal assignment from ${typeOf(value).name} to ${type}`);
  }
  return converted;
}

function convertTo(type: string, plain: unknown, boxed: unknown): unknown {
  switch (type) {
    case 'Id':
      return typeof plain === 'string' ? toId(plain) : undefined;
    case 'String':
      return typeof plain === 'string' ? plain : undefined;
    case 'Boolean':
      return typeof plain === 'boolean' ? plain : undefined;
    case 'Decimal':
      return toDecimal(plain, boxed);
    case 'Integer':
      return isWhole(plain) && plain === ((plain as number) | 0) ? plain : undefined;
    case 'Long':
      return isWhole(plain) || typeof plain === 'bigint' ? plain : undefined;
    case 'Date':
      return plain instanceof ApexDate ? plain : undefined;
    case 'Datetime':
      return toDatetime(plain);
    case 'Time':
      return plain instanceof ApexTime ? plain : undefined;
    case 'Blob':
      return plain instanceof ApexBlob ? plain : undefined;
    default:
      return plain;
  }
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

function toDecimal(plain: unknown, boxed: unknown): Decimal | undefined {
  if (plain instanceof Decimal) return plain;
  if (typeof plain === 'bigint') return Decimal.of(plain);
  if (typeof plain !== 'number') return undefined;
  return boxed instanceof Boxed && boxed.type === 'Double' ? Decimal.ofDouble(plain) : Decimal.of(plain);
}

/** A Date becomes its midnight in GMT (assumed). */
function toDatetime(plain: unknown): ApexDatetime | undefined {
  if (plain instanceof ApexDatetime) return plain;
  return plain instanceof ApexDate ? new ApexDatetime(plain.days * 86_400_000) : undefined;
}
