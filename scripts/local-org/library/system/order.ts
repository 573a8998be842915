import type { Transaction } from '../../contracts/transaction.ts';
import { Bean } from '../registry.ts';
import {
  ApexDate,
  ApexDatetime,
  ApexObject,
  ApexTime,
  Boxed,
  Decimal,
  EnumValue,
  SObject,
  compareText,
  throwApex
} from '../../values/index.ts';

/** How `List.sort()` orders two values: nulls first; throws ListException when they cannot be compared. */
export function compareValues(tx: Transaction, a: unknown, b: unknown): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (a instanceof Boxed) return compareValues(tx, a.value, b);
  if (b instanceof Boxed) return compareValues(tx, a, b.value);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return compareObjects(tx, a, b);
}

function isNumber(v: unknown): v is number | bigint | Decimal {
  return typeof v === 'number' || typeof v === 'bigint' || v instanceof Decimal;
}

function compareNumbers(a: number | bigint | Decimal, b: number | bigint | Decimal): number {
  if (a instanceof Decimal || b instanceof Decimal) return Decimal.of(a).compare(Decimal.of(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareObjects(tx: Transaction, a: unknown, b: unknown): number {
  if (a instanceof ApexDate && b instanceof ApexDate) return a.compare(b);
  if (a instanceof ApexDatetime && b instanceof ApexDatetime) return a.compare(b);
  if (a instanceof ApexTime && b instanceof ApexTime) return a.compare(b);
  if (a instanceof EnumValue && b instanceof EnumValue) return a.ordinal - b.ordinal;
  if (a instanceof SObject && b instanceof SObject) return compareRecords(tx, a, b);
  if (a instanceof ApexObject && tx.org.program.implementsInterface(a, 'Comparable')) {
    return tx.org.program.invoke(tx, a, 'compareTo', [b]) as number;
  }
  if (a instanceof Bean && b instanceof Bean && a.typeName === 'System.SelectOption' && b.typeName === a.typeName)
    return compareOptions(tx, a, b);
  return throwApex('System.ListException', 'One or more of the items in this list is not Comparable.');
}

/** "SelectOption elements ... by the value and label fields" (Apex Reference Guide, List.sort). */
function compareOptions(tx: Transaction, a: Bean, b: Bean): number {
  return compareValues(tx, a.get('value'), b.get('value')) || compareValues(tx, a.get('label'), b.get('label'));
}

/**
 * Records sort by object label, Name, then standard and custom fields by name ("Sorting sObjects", Apex Developer
 * Guide), Id and fields that are not populated left out.
 */
function compareRecords(tx: Transaction, a: SObject, b: SObject): number {
  const byLabel = compareText(a.info.label, b.info.label);
  if (byLabel !== 0) return byLabel;
  for (const field of sortFields(a)) {
    const order = compareValues(tx, a.peek(field), b.peek(field));
    if (order !== 0) return order;
  }
  return 0;
}

function sortFields(record: SObject): number[] {
  const rank = (f: { nameField: boolean; custom: boolean }) => (f.nameField ? 0 : f.custom ? 2 : 1);
  return record.info.fields
    .filter((f) => f.slot !== 0 && !['Base64', 'Address', 'Location', 'AnyType'].includes(f.type))
    .sort((x, y) => rank(x) - rank(y) || compareText(x.name, y.name))
    .map((f) => f.slot);
}
