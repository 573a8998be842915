import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import {
  AggregateResult,
  ApexBlob,
  ApexDate,
  ApexDatetime,
  ApexList,
  ApexTime,
  Boxed,
  Decimal,
  isValidId,
  Place,
  SObject,
  to18
} from '../values/index.ts';
import { badRequest } from './errors.ts';

/** REST writes instants as `...+0000`, the UI API and Aura as `...Z`. */
export type JsonStyle = 'rest' | 'ui';

/** The JSON of one field value. */
export function valueToJson(value: unknown, style: JsonStyle): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Boxed) return valueToJson(value.value, style);
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof ApexDatetime) return style === 'rest' ? value.toRest() : value.toIso();
  if (value instanceof ApexDate || value instanceof ApexTime) return value.toString();
  if (value instanceof ApexBlob) return Buffer.from(value.bytes).toString('base64');
  if (value instanceof Place)
    return Object.fromEntries(Object.entries(value.parts).map(([name, part]) => [name, valueToJson(part, style)]));
  if (typeof value === 'bigint') return Number(value);
  return value;
}

/** A record as REST gives it: `attributes`, then what was selected, parents and children nested. */
export function recordToJson(record: SObject, root: string): Record<string, unknown> {
  if (record instanceof AggregateResult) return aggregateToJson(record);
  const json: Record<string, unknown> = { attributes: attributesOf(record, root) };
  for (const field of record.populated()) json[field.name] = valueToJson(record.peek(field.slot), 'rest');
  for (const [name, value] of record.aliased()) json[name] = valueToJson(value, 'rest');
  for (const [key, related] of record.rel ?? []) {
    const name = relationshipName(record.info, key);
    json[name] =
      related instanceof ApexList
        ? childrenToJson(related, root)
        : related === null
          ? null
          : recordToJson(related, root);
  }
  return json;
}

function aggregateToJson(record: AggregateResult): Record<string, unknown> {
  const values = [...record.values].map(([alias, value]) => [alias, valueToJson(value, 'rest')] as const);
  return { attributes: { type: 'AggregateResult' }, ...Object.fromEntries(values) };
}

function attributesOf(record: SObject, root: string): object {
  const { name } = record.info;
  return record.id ? { type: name, url: `${root}/sobjects/${name}/${record.id}` } : { type: name };
}

function childrenToJson(list: ApexList, root: string): object | null {
  if (list.size === 0) return null;
  const records = list.items.map((item) => recordToJson(item as SObject, root));
  return { totalSize: records.length, done: true, records };
}

function relationshipName(info: ObjectInfo, key: string): string {
  if (!key.startsWith('>')) return info.parentRelationship(key)?.relationshipName ?? key;
  return info.childRelationship(key.slice(1))?.name ?? key.slice(1);
}

/** A field value out of JSON. Throws 400 `JSON_PARSER_ERROR` or `MALFORMED_ID` naming the field. */
export function valueFromJson(field: FieldInfo, json: unknown): unknown {
  if (json === null || json === undefined || json === '') return null;
  const value = convert(field, json);
  if (value === undefined) {
    throw badRequest(
      'JSON_PARSER_ERROR',
      `Cannot deserialize instance of ${field.type.toLowerCase()} from value ${JSON.stringify(json)} (field ${field.name})`
    );
  }
  return value;
}

function convert(field: FieldInfo, json: unknown): unknown {
  switch (field.type) {
    case 'Boolean':
      return typeof json === 'boolean' ? json : json === 'true' ? true : json === 'false' ? false : undefined;
    case 'Integer':
    case 'Long':
      return wholeNumber(json);
    case 'Double':
    case 'Currency':
    case 'Percent':
      return typeof json === 'number'
        ? Decimal.ofDouble(json)
        : typeof json === 'string'
          ? Decimal.tryParse(json)
          : undefined;
    case 'Date':
      return typeof json === 'string' ? ApexDate.tryParse(json.slice(0, 10)) : undefined;
    case 'Datetime':
      return typeof json === 'string' ? instant(json) : undefined;
    case 'Time':
      return typeof json === 'string' ? ApexTime.tryParse(json.replace(/Z$/, '')) : undefined;
    case 'Id':
    case 'Reference':
      return idOf(field, json);
    case 'Base64':
      return typeof json === 'string' ? ApexBlob.ofBase64(json) : undefined;
    default:
      return typeof json === 'string'
        ? json
        : typeof json === 'number' || typeof json === 'boolean'
          ? String(json)
          : undefined;
  }
}

function wholeNumber(json: unknown): number | undefined {
  const number = typeof json === 'number' ? json : typeof json === 'string' ? Number(json) : Number.NaN;
  return Number.isInteger(number) ? number : undefined;
}

/** An instant with a zone, or a plain date, which stands for its midnight in GMT. */
function instant(text: string): ApexDatetime | undefined {
  const date = ApexDate.tryParse(text);
  return date ? new ApexDatetime(date.days * 86_400_000) : ApexDatetime.tryParseIso(text);
}

function idOf(field: FieldInfo, json: unknown): string | undefined {
  if (typeof json !== 'string') return undefined;
  if (!isValidId(json)) throw badRequest('MALFORMED_ID', `${field.label}: id value of incorrect type: ${json}`);
  return to18(json);
}

/** A record out of JSON: fields by name. Throws 400 `INVALID_FIELD` for a name that the object has not. */
export function recordFromJson(object: ObjectInfo, fields: Readonly<Record<string, unknown>>): SObject {
  const record = new SObject(object);
  for (const [name, json] of Object.entries(fields)) {
    if (name === 'attributes') continue;
    const field = object.field(name);
    if (!field) throw badRequest('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    record.put(field.slot, valueFromJson(field, json));
  }
  return record;
}
