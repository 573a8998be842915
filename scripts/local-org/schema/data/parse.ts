import type { FieldInfo, FieldType, ObjectInfo, PicklistValue } from '../../contracts/schema.ts';
import { labelOfName, type FieldDraft } from '../field.ts';

/**
 * Notation of the standard objects: a head line per object, then a line per field.
 *
 *   Name KeyPrefix flags words [Label|Plural]
 *     FieldName Type(args):Relationship>ChildRelationship:constraint words "Label"
 *
 * Flags: c(reate) r(ead) u(pdate) d(elete) n(undelete) q(uery) s(earch) t(riggers). Object words: userowner (OwnerId to User), owner (to
 * User or Group), activity (owner, related), history, setup, virtual, parent (access through its master), share=X.
 * Field words: ! required, ro read-only, noup not updateable, name, u unique, =x default, is(formula) computed, parts(A,B).
 * Lines with @ stand for the usual groups: an address, a person's name, last viewed and referenced.
 */
export interface ObjectDraft {
  readonly name: string;
  readonly keyPrefix: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly flags: string;
  readonly words: ReadonlySet<string>;
  readonly sharing: ObjectInfo['sharing'];
  readonly fields: readonly FieldDraft[];
}

export type ValueSets = (name: string) => readonly PicklistValue[] | undefined;

/** Text of one object, not yet taken apart: most orgs use few of them. */
export function splitObjects(text: string): Map<string, string> {
  const blocks = text.split(/\n\n+/).map((b) => b.trim());
  return new Map(blocks.filter(Boolean).map((b) => [b.slice(0, b.indexOf(' ')), b]));
}

export function parseObject(block: string, sets: ValueSets): ObjectDraft {
  const [head = '', ...lines] = block.split('\n');
  const match = /^(\S+) (\S+) (\S+)(.*) \[(.+)\|(.+)\]$/.exec(head);
  if (!match) throw new Error(`standard object head not understood: ${head}`);
  const [, name = '', keyPrefix = '', flags = '', rest = '', label = '', labelPlural = ''] = match;
  const words = new Set(rest.trim().split(/\s+/).filter(Boolean));
  const fields = lines.flatMap((line) => parseLine(line.trim(), sets));
  return { name, keyPrefix, label, labelPlural, flags, words, sharing: sharingOf(words), fields };
}

function sharingOf(words: ReadonlySet<string>): ObjectInfo['sharing'] {
  if (words.has('parent')) return 'ControlledByParent';
  if (words.has('setup') || words.has('virtual')) return 'None';
  return words.has('activity') ? 'Private' : 'ReadWrite';
}

function parseLine(line: string, sets: ValueSets): FieldDraft[] {
  if (!line.startsWith('@')) return [parseField(line, sets)];
  const [group = '', arg = ''] = line.split(' ');
  const expand = GROUPS[group];
  if (!expand) throw new Error(`standard field group not understood: ${line}`);
  return expand(arg).map((text) => parseField(text, sets));
}

const GROUPS: Readonly<Record<string, (arg: string) => string[]>> = {
  '@address': (kind) => address(kind, `${kind}Address`),
  '@addressplain': () => address('', 'Address'),
  '@viewed': () => ['LastViewedDate Datetime ro', 'LastReferencedDate Datetime ro'],
  '@person': (length) => [
    'LastName Text(80) !',
    'FirstName Text(40)',
    'Salutation Pick:Salutation',
    'MiddleName Text(40)',
    'Suffix Text(40)',
    `Name Text(${length}) ro name parts(Salutation,FirstName,MiddleName,LastName,Suffix) "Full Name"`
  ]
};

function address(kind: string, compound: string): string[] {
  const label = kind ? `${kind} ` : '';
  return [
    `${kind}Street TextArea(255) "${label}Street"`,
    `${kind}City Text(40) "${label}City"`,
    `${kind}State Text(80) "${label}State/Province"`,
    `${kind}PostalCode Text(20) "${label}Zip/Postal Code"`,
    `${kind}Country Text(80) "${label}Country"`,
    `${kind}Latitude Double(18,15)`,
    `${kind}Longitude Double(18,15)`,
    `${kind}GeocodeAccuracy Text(40)`,
    `${compound} Address ro parts(${['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy'].map((p) => kind + p).join(',')})`
  ];
}

const TYPES: Readonly<Record<string, FieldType>> = {
  Text: 'String',
  TextArea: 'TextArea',
  Long: 'LongTextArea',
  Email: 'Email',
  Phone: 'Phone',
  Url: 'Url',
  Pick: 'Picklist',
  Combo: 'Combobox',
  Bool: 'Boolean',
  Int: 'Integer',
  Double: 'Double',
  Cur: 'Currency',
  Pct: 'Percent',
  Date: 'Date',
  Datetime: 'Datetime',
  Time: 'Time',
  Ref: 'Reference',
  Id: 'Id',
  Blob: 'Base64',
  Address: 'Address',
  Auto: 'String',
  Any: 'AnyType'
};

const FIELD =
  /^(\w+) (\w+)(?::(\w+))?(?:\(([^)]*)\))?(?::(\w+)(?:>(\w+))?(?::(\w+))?)?((?: (?:!|ro|noup|name|u|=\S+|is\(\S+\)|parts\([^)]*\)))*)(?: "([^"]*)")?$/;

function parseField(text: string, sets: ValueSets): FieldDraft {
  const m = FIELD.exec(text);
  const type = m ? TYPES[m[2] ?? ''] : undefined;
  if (!m || !type) throw new Error(`standard field not understood: ${text}`);
  const [, name = '', kind = '', set, args, relationship, child, constraint, rest = '', label] = m;
  const words = rest.trim().split(' ').filter(Boolean);
  return {
    name,
    type,
    label: label ?? labelOfName(name),
    ...sizes(kind, args),
    ...(kind === 'Auto' ? { autoNumber: { format: args ?? '', start: 1 }, length: 30 } : {}),
    ...(set ? { picklist: { values: sets(set) ?? missing(set), restricted: false, sorted: false } } : {}),
    ...(kind === 'Ref' ? reference(args, relationship, child, constraint) : {}),
    ...attributes(words, type)
  };
}

function missing(set: string): never {
  throw new Error(`standard value set ${set} is not in the tables`);
}

function sizes(kind: string, args: string | undefined): Partial<FieldInfo> {
  const [first = 0, second = 0] = (args ?? '').split(',').map(Number);
  if (['Double', 'Cur', 'Pct'].includes(kind)) return { precision: first, scale: second };
  if (kind === 'Int') return { precision: 8 };
  return ['Text', 'TextArea', 'Long', 'Combo'].includes(kind) ? { length: first } : {};
}

function reference(
  args = '',
  relationship: string | undefined,
  child: string | undefined,
  constraint: string | undefined
): Partial<FieldInfo> {
  return {
    referenceTo: args.split(','),
    ...(relationship ? { relationshipName: relationship } : {}),
    ...(child ? { childRelationshipName: child } : {}),
    deleteConstraint: constraint === 'cascade' ? 'Cascade' : constraint === 'restrict' ? 'Restrict' : 'SetNull'
  };
}

function attributes(words: readonly string[], type: FieldType): Partial<FieldInfo> {
  const has = (word: string) => words.includes(word);
  const given = words.find((w) => w.startsWith('='))?.slice(1);
  const parts = words
    .find((w) => w.startsWith('parts('))
    ?.slice(6, -1)
    .split(',');
  const formula = words.find((w) => w.startsWith('is('))?.slice(3, -1);
  return {
    ...(formula ? { formula: { text: formula, blanksAsZero: false }, groupable: true } : {}),
    required: has('!'),
    createable: !has('ro'),
    updateable: !has('ro') && !has('noup'),
    nameField: has('name'),
    unique: has('u'),
    ...(type === 'Boolean' ? { defaultValue: given === 'true' } : given === undefined ? {} : { defaultValue: given }),
    ...(parts ? { compound: { parts }, groupable: type !== 'Address' } : {})
  };
}

/** One standard value set from its table. */
export function parseValueSet(text: string): PicklistValue[] {
  const lines = text.split('\n').map((l) => l.trim());
  return lines.filter(Boolean).map((line) => {
    const [name = '', facts = ''] = line.split(' | ');
    const value = name.replace(/^\*/, '');
    return { value, label: value, active: true, isDefault: name.startsWith('*'), facts: parseFacts(facts) };
  });
}

function parseFacts(text: string): Record<string, boolean | number | string> {
  const facts: Record<string, boolean | number | string> = {};
  for (const word of text.split(' ').filter(Boolean)) {
    const [name = '', value] = word.split('=');
    facts[name] = value === undefined ? true : /^\d+$/.test(value) ? Number(value) : value;
  }
  return facts;
}
