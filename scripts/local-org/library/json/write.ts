import type { RuntimeType } from '../../contracts/program.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import {
  ApexBlob,
  ApexDate,
  ApexDatetime,
  ApexException,
  ApexList,
  ApexMap,
  ApexObject,
  ApexSet,
  ApexTime,
  Boxed,
  Decimal,
  EnumValue,
  SObject,
  doubleText,
  throwApex,
  typeOf,
  Place
} from '../../values/index.ts';
import { Bean } from '../registry.ts';
import { Uuid } from '../system/request.ts';
import { isBarred } from './access.ts';
import { fieldsLastFirst } from './fields.ts';

/** JSON that is still a tree: what is printed with indents, or put together by a generator. */
export type JsonOut =
  | { readonly raw: string }
  | { readonly items: readonly JsonOut[] }
  | { readonly entries: readonly (readonly [string, JsonOut])[] };

/** What a writer makes of values: text at once, or a tree. */
export interface JsonForm<T> {
  raw(text: string): T;
  items(values: T[]): T;
  entries(values: (readonly [string, T])[]): T;
}

/** As text without spaces. */
export const compactForm: JsonForm<string> = {
  raw: (text) => text,
  items: (values) => `[${values.join(',')}]`,
  entries: (values) => `{${values.map(([k, v]) => `${JSON.stringify(k)}:${v}`).join(',')}}`
};

export const treeForm: JsonForm<JsonOut> = {
  raw: (text) => ({ raw: text }),
  items: (items) => ({ items }),
  entries: (entries) => ({ entries })
};

export interface WriteOptions {
  readonly suppressNulls: boolean;
}

/** An Apex value as JSON. Throws JSONException for what the platform does not serialise, and for circles. */
export class JsonWriter<T> {
  private readonly tx: Transaction;
  private readonly options: WriteOptions;
  private readonly form: JsonForm<T>;
  private readonly open = new Set<object>();

  constructor(tx: Transaction, options: WriteOptions, form: JsonForm<T>) {
    this.tx = tx;
    this.options = options;
    this.form = form;
  }

  write(value: unknown, type?: RuntimeType): T {
    if (value === null || value === undefined) return this.form.raw('null');
    if (typeof value === 'string') return this.quoted(value);
    if (typeof value === 'number')
      return this.form.raw(type?.name === 'Double' || !Number.isInteger(value) ? doubleText(value) : String(value));
    if (typeof value === 'boolean' || typeof value === 'bigint') return this.form.raw(String(value));
    return this.object(value as object);
  }

  private quoted(text: string): T {
    return this.form.raw(JSON.stringify(text));
  }

  private object(value: object): T {
    if (value instanceof Decimal) return this.form.raw(value.toString());
    if (value instanceof Boxed)
      return value.type === 'Id'
        ? this.quoted(value.value as string)
        : this.form.raw(value.type === 'Double' ? doubleText(value.value as number) : String(value.value));
    if (value instanceof ApexDate || value instanceof ApexTime) return this.quoted(value.toString());
    if (value instanceof ApexDatetime) return this.quoted(value.toIso());
    if (value instanceof ApexBlob) return this.quoted(value.toBase64());
    if (value instanceof EnumValue) return this.quoted(value.name);
    if (this.open.has(value)) throwApex('System.JSONException', 'Cycle detected while serializing to JSON');
    this.open.add(value);
    const out = this.structure(value);
    this.open.delete(value);
    return out;
  }

  private structure(value: object): T {
    if (value instanceof SObject) return this.record(value);
    if (value instanceof ApexList) return this.form.items(value.items.map((v) => this.write(v, value.type.element)));
    if (value instanceof ApexSet) return this.form.items(value.toArray().map((v) => this.write(v, value.type.element)));
    if (value instanceof ApexMap) return this.map(value);
    if (value instanceof Bean) return this.bean(value);
    if (value instanceof Place)
      return this.form.entries(Object.entries(value.parts).map(([k, v]) => [k, this.write(v)]));
    if (value instanceof Uuid) return this.quoted(value.text);
    if (value instanceof ApexObject && value.$type.source === 'project') return this.instance(value);
    // Contexts of jobs have no facts in JSON (a public suite logs them).
    if (value instanceof ApexObject && /(Queueable|Schedulable|Batchable)Context$/.test(value.$type.name))
      return this.form.entries([]);
    const name = value instanceof ApexException ? value.typeName : typeOf(value).name;
    return throwApex('System.JSONException', `Apex Type unsupported in JSON: ${name}`);
  }

  /**
   * The key that was put last comes first (salesforce.stackexchange.com/questions/101066; a map that is written and read
   * again goes backwards: github.com/octoberswimmer/aer-dist/issues/211; a public suite expects the text).
   */
  private map(value: ApexMap): T {
    const entries = [...value.pairs()].map(([k, v]) => [keyText(k), this.write(v, value.type.element)] as const);
    return this.form.entries(entries.reverse());
  }

  private instance(value: ApexObject): T {
    if (isBarred(value.$type, 'serializable'))
      throwApex('System.JSONException', `Not Serializable: ${value.$type.name}`);
    const entries: (readonly [string, T])[] = [];
    for (const field of fieldsLastFirst(this.tx, value.$type)) {
      if (!field.read) continue;
      const read = field.read(value);
      if (read === null && this.options.suppressNulls) continue;
      entries.push([field.name, this.write(read, field.type)]);
    }
    return this.form.entries(entries);
  }

  /** Results and messages of the platform: their facts, names with a small letter. */
  /** The field behind a member of a field set is no fact of it (assumed: a public suite writes members). */
  private bean(value: Bean): T {
    const isFact = (name: string) => value.typeName !== 'Schema.FieldSetMember' || name !== 'field';
    return this.form.entries(
      [...value.named()]
        .filter(([name]) => isFact(name))
        .map(([name, v]) => [name.charAt(0).toLowerCase() + name.slice(1), this.write(v)])
    );
  }

  /** Assumed: a null of a queried record is left out, one that was assigned is written. */
  private record(record: SObject): T {
    const attributes: (readonly [string, T])[] = [['type', this.quoted(record.info.name)]];
    if (record.id !== null)
      attributes.push(['url', this.quoted(`/services/data/v67.0/sobjects/${record.info.name}/${record.id}`)]);
    const entries: (readonly [string, T])[] = [['attributes', this.form.entries(attributes)]];
    for (const [name, value] of record.populatedMap().pairs()) {
      if (value === null && record.queried) continue;
      entries.push([name as string, value instanceof ApexList ? this.children(value) : this.write(value)]);
    }
    return this.form.entries(entries);
  }

  private children(list: ApexList): T {
    return this.form.entries([
      ['totalSize', this.form.raw(String(list.size))],
      ['done', this.form.raw('true')],
      ['records', this.write(list)]
    ]);
  }
}

function keyText(key: unknown): string {
  if (typeof key === 'string') return key;
  if (key === null) return throwApex('System.JSONException', 'null key in a map');
  if (key instanceof Boxed) return String(key.value);
  if (key instanceof ApexDatetime) return key.toIso();
  if (key instanceof ApexObject && !key.$toString)
    return throwApex('System.JSONException', 'Apex Type unsupported as map key in JSON');
  return key instanceof EnumValue ? key.name : String(key instanceof ApexObject ? key.$toString?.() : key);
}

export function compact(json: JsonOut): string {
  if ('raw' in json) return json.raw;
  if ('items' in json) return compactForm.items(json.items.map(compact));
  return compactForm.entries(json.entries.map(([k, v]) => [k, compact(v)]));
}

/** As Jackson's default pretty printer: two spaces, ` : `, lists on one line. */
export function pretty(json: JsonOut, indent = ''): string {
  if ('raw' in json) return json.raw;
  if ('items' in json)
    return json.items.length === 0 ? '[ ]' : `[ ${json.items.map((v) => pretty(v, indent)).join(', ')} ]`;
  if (json.entries.length === 0) return '{ }';
  const inner = `${indent}  `;
  const lines = json.entries.map(([k, v]) => `${inner}${JSON.stringify(k)} : ${pretty(v, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
