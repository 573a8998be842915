import type { RuntimeType } from '../contracts/program.ts';
import { ApexBlob } from './blob.ts';
import { Boxed } from './boxed.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexDate } from './date.ts';
import { ApexDatetime } from './datetime.ts';
import { ApexException } from './exception.ts';
import { ApexObject } from './object.ts';
import { SObject } from './sobject.ts';

/** A Double as Java writes it: `1.0`, `0.001`, `1.0E7`. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [mantissa = '', exponent = ''] = value.toExponential().split('e');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
}

/** Text of a value in debug output, in string concatenation and inside collections: dates with time, in GMT. */
export function debugText(value: unknown): string {
  return text(value, 'debug', 'GMT', new Set());
}

/** `String.valueOf(x)`: a Date without time, a Datetime in the user's zone. */
export function valueText(value: unknown, zone: string): string {
  return text(value, 'value', zone, new Set());
}

/** Text of a value of the static type Double, which is a bare number at run time. */
function boxedText(value: Boxed): string {
  return value.type === 'Double' ? doubleText(value.value as number) : String(value.value);
}

type Style = 'debug' | 'value';

function text(value: unknown, style: Style, zone: string, seen: Set<object>): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : doubleText(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Boxed) return boxedText(value);
  if (value instanceof ApexDate) return style === 'value' ? value.toString() : `${value.toString()} 00:00:00`;
  if (value instanceof ApexDatetime) return value.toText(zone);
  if (value instanceof ApexBlob) return `Blob[${value.size}]`;
  if (value instanceof ApexException) return exceptionText(value);
  return structured(value, seen);
}

/** One that Apex made with `new` names its type and no fields: `MyException:[]: text` (apex-mockery tests it on the platform). */
function exceptionText(value: ApexException): string {
  if (value.facts.has('made')) return `${value.typeName.replace(/^System\./, '')}:[]: ${value.message}`;
  return `${value.typeName}: ${value.message}`;
}

function structured(value: object, seen: Set<object>): string {
  if (value instanceof ApexObject && value.$toString) return value.$toString() ?? 'null';
  if (seen.has(value)) return '(already output)';
  seen.add(value);
  const out = container(value, (v) => text(v, 'debug', 'GMT', seen));
  seen.delete(value);
  return out;
}

function container(value: object, item: (v: unknown) => string): string {
  if (value instanceof ApexList) return `(${value.items.map(ofElement(value.type, item)).join(', ')})`;
  if (value instanceof ApexSet) return `{${value.toArray().map(ofElement(value.type, item)).join(', ')}}`;
  if (value instanceof ApexMap) return `{${pairsText(value.pairs(), item, ofElement(value.type, item))}}`;
  if (value instanceof SObject) return `${value.info.name}:{${pairsText(value.populatedMap().pairs(), item)}}`;
  if (value instanceof ApexObject) return objectText(value, item);
  return String(value);
}

/** Text of the members of a collection: those of Doubles are bare numbers at run time. */
function ofElement(type: RuntimeType, item: (v: unknown) => string): (v: unknown) => string {
  return type.element?.name === 'Double' ? (v) => (typeof v === 'number' ? doubleText(v) : item(v)) : item;
}

function pairsText(
  pairs: Iterable<readonly [unknown, unknown]>,
  item: (v: unknown) => string,
  ofValue: (v: unknown) => string = item
): string {
  return [...pairs].map(([k, v]) => `${item(k)}=${ofValue(v)}`).join(', ');
}

/** `Inner:[a=1, b=null]`: fields without properties of other objects, in order of declaration. */
function objectText(value: ApexObject, item: (v: unknown) => string): string {
  const fields = (value.$type.members?.fields ?? []).filter((f) => !f.static);
  // Inner classes show without their outer class: trigger handlers read their name from it (apex-recipes tests it).
  const name = value.$type.source === 'project' ? value.$type.name.replace(/^.*\./, '') : value.$type.name;
  return `${name}:[${fields.map((f) => `${f.name}=${item(f.raw(value))}`).join(', ')}]`;
}
