import {
  ApexBlob,
  ApexDate,
  ApexDatetime,
  ApexTime,
  type Long,
  decimalType,
  doubleText,
  throwApex
} from '../../values/index.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { type Members, libraryClass, need } from '../define.ts';
import { PlatformObject } from '../registry.ts';
import { type JsonOut, JsonWriter, compact, pretty, treeForm } from './write.ts';

interface Level {
  readonly kind: 'object' | 'array';
  readonly entries: [string, JsonOut][];
  readonly items: JsonOut[];
  field: string | null;
}

/** `System.JSONGenerator`: builds a tree, writes it when asked. */
export class JsonGenerator extends PlatformObject {
  private readonly indented: boolean;
  private readonly open: Level[] = [];
  private readonly roots: JsonOut[] = [];
  closed = false;

  constructor(indented: boolean) {
    super();
    this.indented = indented;
  }

  begin(kind: 'object' | 'array'): void {
    this.ready();
    this.open.push({ kind, entries: [], items: [], field: null });
  }

  end(kind: 'object' | 'array'): void {
    const level = this.open.pop();
    if (level?.kind !== kind || level.field !== null) fail(`Current context not an ${kind}`);
    this.put(kind === 'object' ? { entries: (level as Level).entries } : { items: (level as Level).items });
  }

  field(name: string): void {
    const level = this.open[this.open.length - 1];
    if (level?.kind !== 'object' || level.field !== null) fail('Can not write a field name, expecting a value');
    (level as Level).field = need(name);
  }

  put(value: JsonOut): void {
    this.ready();
    const level = this.open[this.open.length - 1];
    if (!level) this.roots.push(value);
    else if (level.kind === 'array') level.items.push(value);
    else {
      level.entries.push([level.field as string, value]);
      level.field = null;
    }
  }

  text(): string {
    while (this.open.length > 0) this.end((this.open[this.open.length - 1] as Level).kind);
    this.closed = true;
    return this.roots.map((r) => (this.indented ? pretty(r) : compact(r))).join(' ');
  }

  private ready(): void {
    if (this.closed) fail('Generator is closed');
    const level = this.open[this.open.length - 1];
    if (level?.kind === 'object' && level.field === null) fail('Can not write value, expecting field name');
  }
}
JsonGenerator.for('System.JSONGenerator');

function fail(text: string): never {
  return throwApex('System.JSONException', text);
}

const raw = (text: string): JsonOut => ({ raw: text });
const quoted = (text: string): JsonOut => raw(JSON.stringify(text));

/** Method name without `write`, parameter type, and how the value is written. */
const SCALARS: readonly (readonly [string, string, (v: never) => JsonOut])[] = [
  ['Blob', 'Blob', (v: ApexBlob) => quoted(v.toBase64())],
  ['Boolean', 'Boolean', (v: boolean) => raw(String(v))],
  ['Date', 'Date', (v: ApexDate) => quoted(v.toString())],
  ['DateTime', 'Datetime', (v: ApexDatetime) => quoted(v.toIso())],
  ['Id', 'Id', (v: string) => quoted(v)],
  ['Number', decimalType.name, (v: { toString(): string }) => raw(v.toString())],
  ['Number', 'Double', (v: number) => raw(doubleText(v))],
  ['Number', 'Integer', (v: number) => raw(String(v))],
  ['Number', 'Long', (v: Long) => raw(String(v))],
  ['String', 'String', (v: string) => quoted(v)],
  ['Time', 'Time', (v: ApexTime) => quoted(v.toString())]
];

function scalars(): Members {
  const out: Members = {};
  for (const [name, type, write] of SCALARS) {
    out[`void write${name}(${type} v)`] = (_, g: JsonGenerator, v) => g.put(write(need(v) as never));
    out[`void write${name}Field(String name, ${type} v)`] = (_, g: JsonGenerator, field: string, v) => {
      g.field(field);
      g.put(v === null ? raw('null') : write(v as never));
    };
  }
  return out;
}

function tree(tx: Transaction, value: unknown): JsonOut {
  return new JsonWriter(tx, { suppressNulls: false }, treeForm).write(value);
}

export const generatorClass = libraryClass('System.JSONGenerator', scalars(), {
  'void writeStartObject()': (_, g: JsonGenerator) => g.begin('object'),
  'void writeEndObject()': (_, g: JsonGenerator) => g.end('object'),
  'void writeStartArray()': (_, g: JsonGenerator) => g.begin('array'),
  'void writeEndArray()': (_, g: JsonGenerator) => g.end('array'),
  'void writeFieldName(String name)': (_, g: JsonGenerator, name: string) => g.field(name),
  'void writeNull()': (_, g: JsonGenerator) => g.put(raw('null')),
  'void writeNullField(String name)': (_, g: JsonGenerator, name: string) => {
    g.field(name);
    g.put(raw('null'));
  },
  'void writeObject(Object v)': (tx, g: JsonGenerator, v) => g.put(tree(tx, v)),
  'void writeObjectField(String name, Object v)': (tx, g: JsonGenerator, name: string, v) => {
    g.field(name);
    g.put(tree(tx, v));
  },
  'String getAsString()': (_, g: JsonGenerator) => g.text(),
  'void close()': (_, g: JsonGenerator) => {
    g.closed = true;
  },
  'Boolean isClosed()': (_, g: JsonGenerator) => g.closed
});
