import { deserialize, serialize } from 'node:v8';
import type { ReleasedLookup, Row } from '../contracts/store.ts';
import { ApexBlob, ApexDate, ApexDatetime, ApexTime, Decimal } from '../values/index.ts';

/** A store's content, with values still as they are in rows. */
export interface Packed {
  readonly tables: readonly {
    readonly object: string;
    readonly fields: readonly string[];
    readonly next: number;
    readonly rows: readonly Row[];
    readonly recycled: readonly Row[];
    /** By id: lookups that an undelete fills again, or null for a row that is in the bin no more. */
    readonly released?: readonly (readonly [string, readonly ReleasedLookup[] | null])[];
  }[];
  readonly autoNumbers: readonly (readonly [string, number])[];
}

const FORMAT = 1;

/** Values that are objects become `[tag, ...]`, since serialising drops classes. */
function encode(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (value instanceof Decimal) return ['n', value.unscaled, value.scale];
  if (value instanceof ApexDatetime) return ['t', value.at];
  if (value instanceof ApexDate) return ['d', value.days];
  if (value instanceof ApexTime) return ['h', value.millis];
  if (value instanceof ApexBlob) return ['b', value.toBase64()];
  throw new Error(`a row holds a ${value.constructor.name}, which no field can store`);
}

function decode(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const [tag, a, b] = value as [string, unknown, unknown];
  switch (tag) {
    case 'n':
      return new Decimal(a as bigint, b as number);
    case 't':
      return new ApexDatetime(a as number);
    case 'd':
      return new ApexDate(a as number);
    case 'h':
      return new ApexTime(a as number);
    case 'b':
      return ApexBlob.ofBase64(a as string);
    default:
      throw new Error(`snapshot value of unknown kind ${tag}`);
  }
}

function mapRows(packed: Packed, change: (value: unknown) => unknown): Packed {
  const rows = (list: readonly Row[]) => list.map((row) => row.map(change));
  return { ...packed, tables: packed.tables.map((t) => ({ ...t, rows: rows(t.rows), recycled: rows(t.recycled) })) };
}

export function pack(content: Packed): Uint8Array {
  return serialize({ format: FORMAT, ...mapRows(content, encode) });
}

/** Throws when it is no snapshot of this format. */
export function unpack(bytes: Uint8Array): Packed {
  const content = deserialize(bytes) as Packed & { format?: number };
  if (content.format !== FORMAT) throw new Error(`snapshot format ${String(content.format)} is not ${FORMAT}`);
  return mapRows(content, decode);
}
