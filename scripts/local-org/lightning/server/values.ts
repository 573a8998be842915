import type { UserContext } from '../../contracts/access.ts';
import type { FieldInfo } from '../../contracts/schema.ts';
import { ApexDate, ApexDatetime, Decimal, type SObject } from '../../values/index.ts';

/** A value as a person reads it: their language, their time zone. Empty text for null. */
export function displayText(field: FieldInfo, value: unknown, user: UserContext): string {
  if (value === null || value === undefined) return '';
  if (value instanceof ApexDatetime) return instantText(value.at, user);
  if (value instanceof ApexDate) return dateFormat(user, 'UTC').format(value.days * 86_400_000);
  if (value instanceof Decimal || typeof value === 'number') return numberText(field, value, user);
  if (field.picklist) return labelsOf(field, String(value));
  return String(value);
}

export function instantText(at: number, user: UserContext): string {
  const time = new Intl.DateTimeFormat(localeOf(user), { hour: 'numeric', minute: '2-digit', timeZone: user.timeZone });
  return `${dateFormat(user, user.timeZone).format(at)}, ${time.format(at)}`;
}

function dateFormat(user: UserContext, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(localeOf(user), { year: 'numeric', month: 'numeric', day: 'numeric', timeZone });
}

function numberText(field: FieldInfo, value: Decimal | number, user: UserContext): string {
  const digits = { minimumFractionDigits: field.scale, maximumFractionDigits: field.scale };
  const style = field.type === 'Currency' ? { style: 'currency' as const, currency: 'USD' } : {};
  const text = new Intl.NumberFormat(localeOf(user), { ...digits, ...style }).format(Number(value));
  return field.type === 'Percent' ? `${text}%` : text;
}

function labelsOf(field: FieldInfo, value: string): string {
  const label = (one: string): string => field.picklist?.values.find((v) => v.value === one)?.label ?? one;
  return field.type === 'MultiPicklist' ? value.split(';').map(label).join('; ') : label(value);
}

/** `en_US` as the browser writes it. */
export function localeOf(user: UserContext): string {
  return user.locale.replaceAll('_', '-');
}

/** What the UI API gives beside a value: null where the value already is its own text. */
export function displayValue(field: FieldInfo, value: unknown, user: UserContext): string | null {
  const plain = value === null || (typeof value === 'string' && !field.picklist) || typeof value === 'boolean';
  return plain ? null : displayText(field, value, user);
}

/** The value at the end of a path, and the field there; undefined when a parent on the way is empty. */
export function readPath(record: SObject, path: readonly string[]): { field: FieldInfo | undefined; value: unknown } {
  let at: SObject | null = record;
  for (const step of path.slice(0, -1)) at = at ? at.parent(step) : null;
  if (!at) return { field: undefined, value: null };
  const field = at.info.field(path.at(-1) ?? '');
  return { field, value: field ? at.peek(field.slot) : null };
}
