import type { FieldInfo, ObjectInfo, PicklistValue } from '../contracts/schema.ts';

/**
 * For which values of its controlling field a value of a dependent picklist is valid: a bit each, the first value the
 * highest bit, in Base64 without padding ("Dependent picklists", Object Reference: PicklistEntry, validFor).
 */
export function validFor(controlling: readonly string[], allowed: readonly string[]): string {
  const groups = Math.max(1, Math.ceil(controlling.length / BITS_OF_GROUP));
  const bytes = new Uint8Array(groups * BYTES_OF_GROUP);
  controlling.forEach((value, index) => {
    if (allowed.includes(value)) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  });
  return Buffer.from(bytes).toString('base64');
}

/** Four letters of Base64 hold three bytes. */
const BYTES_OF_GROUP = 3;
const BITS_OF_GROUP = 8 * BYTES_OF_GROUP;

/** `validFor` of the values of a field; null where no field controls them. */
export function validForOf(object: ObjectInfo, field: FieldInfo): (value: PicklistValue) => string | null {
  const name = field.picklist?.controllingField;
  const by = name === undefined ? undefined : object.field(name);
  if (!by) return () => null;
  const active = by.picklist?.values.filter((each) => each.active).map((each) => each.value);
  const controlling = active ?? ['unchecked', 'checked'];
  return (value) => validFor(controlling, value.controlledBy ?? []);
}
