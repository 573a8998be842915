import {
  ApexBlob,
  ApexDate,
  ApexDatetime,
  ApexTime,
  Decimal,
  box,
  parseInteger,
  parseLong,
  throwApex,
  toId
} from '../../values/index.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { libraryClass, need } from '../define.ts';
import { PlatformObject, platformEnum } from '../registry.ts';
import type { ApexType } from '../system/type.ts';
import { type JsonTree, parseJson } from './parse.ts';
import { TypedReader } from './read.ts';

/** One step of the token stream; `last` is where the value that begins here ends. */
interface Token {
  readonly kind: string;
  readonly node: JsonTree;
  readonly name: string | null;
  last: number;
}

function scalarKind(node: JsonTree): string {
  if (node.kind === 'number') return /^-?\d+$/.test(node.text) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
  if (node.kind === 'boolean') return node.value ? 'VALUE_TRUE' : 'VALUE_FALSE';
  return node.kind === 'null' ? 'VALUE_NULL' : 'VALUE_STRING';
}

function tokens(node: JsonTree, name: string | null, out: Token[]): Token[] {
  const from = out.length;
  if (node.kind === 'object') {
    out.push({ kind: 'START_OBJECT', node, name, last: 0 });
    for (const [key, value] of node.entries) {
      out.push({
        kind: 'FIELD_NAME',
        node: { source: value.source, at: value.at, kind: 'string', value: key },
        name: key,
        last: out.length
      });
      tokens(value, key, out);
    }
    out.push({ kind: 'END_OBJECT', node, name, last: out.length });
  } else if (node.kind === 'array') {
    out.push({ kind: 'START_ARRAY', node, name, last: 0 });
    for (const item of node.items) tokens(item, null, out);
    out.push({ kind: 'END_ARRAY', node, name, last: out.length });
  } else out.push({ kind: scalarKind(node), node, name, last: from });
  (out[from] as Token).last = out.length - 1;
  return out;
}

/** `System.JSONParser`: the tokens of a document, one after the other. */
export class JsonParser extends PlatformObject {
  private readonly source: string;
  private read: readonly Token[] | undefined;
  private at = -1;
  private cleared: Token | null = null;
  private current: Token | null = null;

  constructor(text: string) {
    super();
    this.source = text;
  }

  /** Read with the first token that is asked for: a parser of what is no JSON can be made, one of nothing has no token. */
  private get all(): readonly Token[] {
    this.read ??= this.source.trim() === '' ? [] : tokens(parseJson(this.source), null, []);
    return this.read;
  }

  get token(): Token | null {
    return this.current;
  }

  get lastCleared(): Token | null {
    return this.cleared;
  }

  next(): Token | null {
    if (this.at < this.all.length) this.at++;
    this.current = this.all[this.at] ?? null;
    return this.current;
  }

  /** The next token that is no field name. */
  nextValue(): Token | null {
    const token = this.next();
    return token?.kind === 'FIELD_NAME' ? this.next() : token;
  }

  clear(): void {
    this.cleared = this.current;
    this.current = null;
  }

  /** To the end of the object or list that begins here. */
  skip(): void {
    if (!this.current) return;
    this.at = this.current.last;
    this.current = this.all[this.at] ?? null;
  }

  /** The whole value that begins here; afterwards the parser stands at its end. */
  take(): JsonTree {
    const token = this.current ?? this.next();
    const value = token?.kind === 'FIELD_NAME' ? this.next() : token;
    if (!value) return throwApex('System.JSONException', 'No content to map to Object due to end of input');
    this.skip();
    return value.node;
  }

  text(): string | null {
    const { current } = this;
    if (!current) return null;
    const { node, kind } = current;
    if (node.kind === 'string') return node.value;
    if (node.kind === 'number') return node.text;
    if (node.kind === 'boolean') return String(node.value);
    if (node.kind === 'null') return 'null';
    return { START_OBJECT: '{', END_OBJECT: '}', START_ARRAY: '[', END_ARRAY: ']' }[kind] ?? null;
  }

  /** Text of the current token for the method that wants it. */
  wanted(kinds: RegExp, what: string): string {
    if (!this.current || !kinds.test(this.current.kind)) {
      throwApex('System.JSONException', `Current token (${this.current?.kind ?? 'null'}) not ${what}`);
    }
    return this.text() as string;
  }
}
JsonParser.for('System.JSONParser');

function token(t: { readonly kind: string } | null): unknown {
  return t ? platformEnum('System.JSONToken', t.kind) : null;
}

function readAs(tx: Transaction, p: JsonParser, type: ApexType, strict: boolean): unknown {
  const { of } = need(type);
  return box(new TypedReader(tx, strict).read(p.take(), of), of.name);
}

const NUMBER = /^VALUE_(NUMBER|STRING)/;
const STRING = /^(VALUE_STRING|FIELD_NAME)$/;

function parsed<T>(value: T | undefined, text: string): T {
  return value ?? throwApex('System.JSONException', `Invalid value: ${text}`);
}

export const parserClass = libraryClass('System.JSONParser', {
  'JSONToken nextToken()': (_, p: JsonParser) => token(p.next()),
  'JSONToken nextValue()': (_, p: JsonParser) => token(p.nextValue()),
  'JSONToken getCurrentToken()': (_, p: JsonParser) => token(p.token),
  'JSONToken getLastClearedToken()': (_, p: JsonParser) => token(p.lastCleared),
  'Boolean hasCurrentToken()': (_, p: JsonParser) => p.token !== null,
  'void clearCurrentToken()': (_, p: JsonParser) => p.clear(),
  'void skipChildren()': (_, p: JsonParser) => p.skip(),
  'String getCurrentName()': (_, p: JsonParser) => p.token?.name ?? null,
  'String getText()': (_, p: JsonParser) => p.text(),
  'Boolean getBooleanValue()': (_, p: JsonParser) => p.wanted(/^VALUE_(TRUE|FALSE)$/, 'of boolean type') === 'true',
  'Integer getIntegerValue()': (_, p: JsonParser) => parseInteger(p.wanted(NUMBER, 'numeric')),
  'Long getLongValue()': (_, p: JsonParser) => parseLong(p.wanted(NUMBER, 'numeric')),
  'Decimal getDecimalValue()': (_, p: JsonParser) => Decimal.parse(p.wanted(NUMBER, 'numeric')),
  'Double getDoubleValue()': (_, p: JsonParser) => Decimal.parse(p.wanted(NUMBER, 'numeric')).toNumber(),
  'Id getIdValue()': (_, p: JsonParser) => toId(p.wanted(STRING, 'of text type')),
  'Blob getBlobValue()': (_, p: JsonParser) => ApexBlob.ofBase64(p.wanted(STRING, 'of text type')),
  'Date getDateValue()': (_, p: JsonParser) => ApexDate.parse(p.wanted(STRING, 'of text type')),
  'Datetime getDateTimeValue()': (_, p: JsonParser) => {
    const text = p.wanted(STRING, 'of text type');
    return parsed(ApexDatetime.tryParseIso(text), text);
  },
  'Time getTimeValue()': (_, p: JsonParser) => {
    const text = p.wanted(STRING, 'of text type');
    return parsed(ApexTime.tryParse(text), text);
  },
  'Object readValueAs(Type type)': (tx, p: JsonParser, type: ApexType) => readAs(tx, p, type, false),
  'Object readValueAsStrict(Type type)': (tx, p: JsonParser, type: ApexType) => readAs(tx, p, type, true)
});
