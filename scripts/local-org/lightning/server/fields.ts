import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import type { SObject } from '../../values/index.ts';
import { valueToJson } from '../../api/index.ts';
import { displayText } from './values.ts';

/** One field as the shell draws it. */
export interface FieldView {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly value: unknown;
  readonly display: string;
  readonly url: string | null;
  readonly editable: boolean;
  readonly required: boolean;
  readonly help: string | null;
  readonly scale: number;
  readonly length: number;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
  readonly targets?: readonly string[];
}

export function nameFieldOf(object: ObjectInfo): FieldInfo {
  const field = object.fields.find((f) => f.nameField) ?? object.field('Name') ?? object.fields[0];
  if (!field) throw new Error(`${object.name} has no fields.`);
  return field;
}

/** The name of what a lookup points to, as a path (`Owner.Name`, `Case.CaseNumber`); null where the person may not read it. */
export function namePathOf(tx: Transaction, field: FieldInfo): string | null {
  const [target] = field.referenceTo;
  const object = target ? tx.org.schema.object(target) : undefined;
  if (!field.relationshipName || !object) return null;
  if (field.referenceTo.length > 1) return `${field.relationshipName}.Name`;
  return tx.org.access.object(tx.user, object).read ? `${field.relationshipName}.${nameFieldOf(object).name}` : null;
}

/** Fields that the person may read, with the name behind each lookup. */
export function readablePaths(tx: Transaction, fields: readonly FieldInfo[]): string[] {
  return fields
    .filter((field) => tx.org.access.field(tx.user, field).read)
    .flatMap((field) => {
      const path = namePathOf(tx, field);
      return path ? [field.name, path] : [field.name];
    });
}

/** Replaces a compound name (Lead, Contact, User) by its parts, as an edit form shows it. */
export function withParts(object: ObjectInfo, field: FieldInfo): FieldInfo[] {
  const parts = field.compound?.parts.map((name) => object.field(name)).filter((part) => part !== undefined);
  return parts && parts.length > 0 ? parts : [field];
}

export function fieldView(tx: Transaction, field: FieldInfo, record: SObject | null, editable: boolean): FieldView {
  const may = tx.org.access.field(tx.user, field);
  const writable = record?.id ? field.updateable : field.createable;
  const value = record ? record.peek(field.slot) : null;
  return {
    name: field.name,
    label: labelOf(field),
    type: field.type,
    value: valueToJson(value, 'ui'),
    display: displayOf(tx, field, record, value),
    url: urlOf(tx, field, record, value),
    editable: editable && may.edit && writable,
    required: field.required,
    help: field.helpText ?? null,
    scale: field.scale,
    length: field.length,
    ...options(field),
    ...(field.type === 'Reference' ? { targets: field.referenceTo } : {})
  };
}

/** Standard lookups are labelled without "ID", as Lightning shows them. */
function labelOf(field: FieldInfo): string {
  return field.type === 'Reference' && !field.custom ? field.label.replace(/ ID$/, '') : field.label;
}

function options(field: FieldInfo): { options?: FieldView['options'] } {
  if (!field.picklist) return {};
  return { options: field.picklist.values.filter((v) => v.active).map(({ label, value }) => ({ label, value })) };
}

function displayOf(tx: Transaction, field: FieldInfo, record: SObject | null, value: unknown): string {
  if (field.type !== 'Reference' || value === null || !record) return displayText(field, value, tx.user);
  const path = namePathOf(tx, field)?.split('.') ?? [];
  const parent = path[0] ? parentOf(record, path[0]) : null;
  const name = parent?.info.field(path[1] ?? '');
  return parent && name ? String(parent.peek(name.slot) ?? '') : String(value);
}

/** The parent if it was loaded; a new record has none. */
function parentOf(record: SObject, name: string): SObject | null {
  return record.rel?.has(name.toLowerCase()) ? record.parent(name) : null;
}

/** Where a click leads: the record behind a lookup, or the record itself from its name. */
function urlOf(tx: Transaction, field: FieldInfo, record: SObject | null, value: unknown): string | null {
  if (field.type === 'Reference' && typeof value === 'string') {
    const target = tx.org.schema.byPrefix(value);
    return target && !target.setup && tx.org.access.object(tx.user, target).read
      ? `/lightning/r/${target.name}/${value}/view`
      : null;
  }
  return field.nameField && record?.id ? `/lightning/r/${record.info.name}/${record.id}/view` : null;
}
