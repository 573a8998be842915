/**
 * Generates `described.json`: what orgs themselves describe of their standard objects, as the editor extensions of the
 * platform keep it in projects (`.sfdx/tools/soqlMetadata/standardObjects/*.json`). A fact stands here when most of the
 * orgs that have the object agree. Run over one folder per org:
 *
 *   npx tsx scripts/local-org/schema/described/generate.ts FOLDER...
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelOfName } from '../field.ts';
import type { DescribedFile, DescribedRow, DescribedValue, DescribedText } from './load.ts';

interface OrgField {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly custom: boolean;
  readonly nillable: boolean;
  readonly filterable: boolean;
  readonly groupable: boolean;
  readonly sortable: boolean;
  readonly extraTypeInfo: string | null;
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly picklistValues: readonly {
    readonly value: string;
    readonly label: string | null;
    readonly defaultValue?: boolean;
  }[];
}

interface OrgChild {
  readonly childSObject: string;
  readonly field: string;
  readonly relationshipName: string | null;
  /** Left out by newer versions of the extensions. */
  readonly cascadeDelete?: boolean;
}

interface OrgObject {
  readonly name: string;
  readonly label: string;
  readonly fields: readonly OrgField[];
  readonly childRelationships: readonly OrgChild[];
}

/** Longer lists name the objects, fields or components of the org that was asked, as does the `Field` of a history. */
const MOST_VALUES = 450;

const isCustom = (name: string): boolean => name.includes('__');

/** What most say; of what is said as often, what was said first. */
function most<T>(said: readonly T[]): T {
  const counts = new Map<string, { value: T; times: number }>();
  for (const value of said) {
    const key = JSON.stringify(value);
    const found = counts.get(key) ?? { value, times: 0 };
    found.times++;
    counts.set(key, found);
  }
  const best = [...counts.values()].reduce((a, b) => (b.times > a.times ? b : a));
  return best.value;
}

/** What at least half of the lists hold, in the order of the longest of them. */
function shared(lists: readonly (readonly string[])[]): string[] {
  const counts = new Map<string, number>();
  for (const name of lists.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const order = [...lists].sort((a, b) => b.length - a.length).flat();
  return [...new Set(order)].filter((name) => (counts.get(name) ?? 0) * 2 >= lists.length);
}

class Sets {
  readonly all: DescribedValue[][] = [];
  private readonly known = new Map<string, number>();

  add(values: DescribedValue[]): number {
    const key = JSON.stringify(values);
    const found = this.known.get(key) ?? this.all.push(values) - 1;
    this.known.set(key, found);
    return found;
  }
}

function valuesOf(fields: readonly OrgField[]): DescribedValue[] {
  const names = shared(fields.map((f) => f.picklistValues.map((v) => v.value).filter((name) => !isCustom(name))));
  return names.map((name) => {
    const said = fields.flatMap((f) => f.picklistValues.filter((v) => v.value === name));
    const label = most(said.map((v) => v.label ?? v.value));
    const text = label === name ? 0 : label;
    return most(said.map((v) => v.defaultValue ?? false)) ? [name, text, 1] : [name, text];
  });
}

function flagsOf(fields: readonly OrgField[]): string {
  const is = (fact: 'nillable' | 'filterable' | 'groupable' | 'sortable') => most(fields.map((f) => f[fact]));
  return `${is('nillable') ? 'n' : ''}${is('filterable') ? 'f' : ''}${is('groupable') ? 'g' : ''}${is('sortable') ? 's' : ''}`;
}

function rowOf(name: string, fields: readonly OrgField[], sets: Sets): DescribedRow {
  const targets = shared(fields.map((f) => f.referenceTo.filter((target) => target !== '' && !isCustom(target))));
  const relationship = most(fields.map((f) => f.relationshipName));
  const values = valuesOf(fields);
  const extra = most(fields.map((f) => f.extraTypeInfo));
  const label = most(fields.map((f) => f.label));
  const more = {
    ...(targets.length > 0 ? { to: targets.sort() } : {}),
    ...(fields.some((f) => f.referenceTo.some(isCustom)) ? { any: true } : {}),
    ...(relationship === null ? {} : { as: relationship }),
    ...(values.length > 0 && values.length <= MOST_VALUES && name !== 'Field' ? { values: sets.add(values) } : {})
  };
  const type = extra === 'richtextarea' ? extra : most(fields.map((f) => f.type));
  const row = [name, type, flagsOf(fields), label === labelOfName(name) ? 0 : label] as const;
  return Object.keys(more).length > 0 ? [...row, more] : row;
}

function childrenOf(orgs: readonly OrgObject[]): DescribedText['children'] {
  const found = new Map<string, OrgChild[]>();
  for (const child of orgs.flatMap((org) => org.childRelationships)) {
    const { relationshipName: name, childSObject, field } = child;
    if (name === null || [name, childSObject, field].some(isCustom)) continue;
    const key = [name, childSObject, field].join(' ');
    found.set(key, [...(found.get(key) ?? []), child]);
  }
  return [...found.values()]
    .filter((said) => said.length * 2 >= orgs.length)
    .map((said) => {
      const { relationshipName, childSObject, field } = said[0] as OrgChild;
      const cascades = said.flatMap((c) => c.cascadeDelete ?? []);
      const row = [relationshipName ?? '', childSObject, field] as const;
      return cascades.length > 0 && most(cascades) ? [...row, 1] : row;
    });
}

function objectOf(orgs: readonly OrgObject[], sets: Sets): DescribedText {
  const fields = new Map<string, OrgField[]>();
  for (const field of orgs.flatMap((org) => org.fields)) {
    if (field.custom || isCustom(field.name)) continue;
    fields.set(field.name, [...(fields.get(field.name) ?? []), field]);
  }
  return {
    label: most(orgs.map((org) => org.label)),
    fields: [...fields].map(([name, said]) => rowOf(name, said, sets)),
    children: childrenOf(orgs)
  };
}

function read(folders: readonly string[]): Map<string, OrgObject[]> {
  const out = new Map<string, OrgObject[]>();
  for (const folder of folders) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const object = JSON.parse(readFileSync(join(folder, file), 'utf8')) as OrgObject;
      out.set(object.name, [...(out.get(object.name) ?? []), object]);
    }
  }
  return out;
}

function generate(folders: readonly string[]): DescribedFile {
  if (folders.length === 0) throw new Error('usage: generate.ts FOLDER... (one folder of described objects per org)');
  const sets = new Sets();
  const isStandard = (name: string) => !isCustom(name) && !name.endsWith('ChangeEvent');
  const objects = [...read(folders)].filter(([name]) => isStandard(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  // One text an object: an org takes apart those that it uses.
  const texts = objects.map(([name, orgs]) => [name, JSON.stringify(objectOf(orgs, sets))] as const);
  return { objects: Object.fromEntries(texts), sets: sets.all.map((set) => JSON.stringify(set)) };
}

writeFileSync(
  join(import.meta.dirname, 'described.json'),
  `${JSON.stringify(generate(process.argv.slice(2)), undefined, 1)}\n`
);
