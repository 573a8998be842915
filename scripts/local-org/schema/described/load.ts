import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { signatureFolder } from '../../library/signatures/load.ts';
import { labelOfName } from '../field.ts';

/** Value, label (0: the value itself), and 1 where it is the default. */
export type DescribedValue = readonly [string, string | 0, 1?];

interface More {
  /** Standard objects that a lookup points to. */
  readonly to?: readonly string[];
  /** It points to custom objects too. */
  readonly any?: boolean;
  /** Relationship name. */
  readonly as?: string;
  /** Index of the set of its picklist values. */
  readonly values?: number;
}

/** Name, type (`reference`, `textarea`, `int`), flags, label (0: as its name says), and what else there is to say. */
export type DescribedRow = readonly [string, string, string, string | 0, More?];

/** An object as the file holds it. */
export interface DescribedText {
  readonly label: string;
  readonly fields: readonly DescribedRow[];
  /** Name, child object, its field, and 1 where the child goes with its parent. */
  readonly children: readonly (readonly [string, string, string, 1?])[];
}

export interface DescribedField extends More {
  readonly type: string;
  readonly label: string;
  readonly nillable: boolean;
  readonly filterable: boolean;
  readonly groupable: boolean;
  readonly sortable: boolean;
}

export interface DescribedObject extends Omit<DescribedText, 'fields'> {
  readonly fields: ReadonlyMap<string, DescribedField>;
}

export interface DescribedFile {
  /** One text an object: an org takes apart those that it uses. */
  readonly objects: Readonly<Record<string, string>>;
  readonly sets: readonly string[];
}

let file: DescribedFile | undefined;
const objects = new Map<string, DescribedObject | null>();
const sets = new Map<number, readonly DescribedValue[]>();

function described(): DescribedFile {
  // The data lies with the sources, also when the scripts are built.
  const folder = join(dirname(dirname(signatureFolder())), 'schema', 'described');
  return (file ??= JSON.parse(readFileSync(join(folder, 'described.json'), 'utf8')) as DescribedFile);
}

/** What orgs describe of a standard object; undefined for one that none of them has. */
export function describedObject(name: string): DescribedObject | undefined {
  const known = objects.get(name);
  if (known !== undefined) return known ?? undefined;
  const text = described().objects[name];
  const found = text === undefined ? null : objectOf(JSON.parse(text) as DescribedText);
  objects.set(name, found);
  return found ?? undefined;
}

function objectOf({ label, fields, children }: DescribedText): DescribedObject {
  return { label, children, fields: new Map(fields.map((row) => [row[0], fieldOf(row)])) };
}

/** The letters say what holds: n(illable), f(ilterable), g(roupable), s(ortable). */
function fieldOf([name, type, flags, label, more]: DescribedRow): DescribedField {
  const is = (flag: string) => flags.includes(flag);
  return {
    type,
    label: label === 0 ? labelOfName(name) : label,
    nillable: is('n'),
    filterable: is('f'),
    groupable: is('g'),
    sortable: is('s'),
    ...more
  };
}

export function describedValues(index: number): readonly DescribedValue[] {
  const known = sets.get(index) ?? (JSON.parse(described().sets[index] ?? '[]') as DescribedValue[]);
  sets.set(index, known);
  return known;
}

/** Names of the objects that orgs describe. */
export function describedNames(): readonly string[] {
  return Object.keys(described().objects);
}
