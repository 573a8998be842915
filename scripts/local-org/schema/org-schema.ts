import type { FieldInfo, Schema } from '../contracts/schema.ts';
import {
  BREADTH_BY_PREFIX,
  BREADTH_FLAGS,
  BREADTH_PREFIXES,
  breadthKind,
  createBreadth,
  type Breadth
} from './breadth.ts';
import { asDescribed, describedChildren, describedLabel } from './described/index.ts';
import type { Currencies } from './features/multi-currency.ts';
import type { CountryCodes } from './features/states-and-countries.ts';
import { type FieldDraft, labelOfName } from './field.ts';
import { lookupKeys } from './names.ts';
import { ObjectModel, type More } from './object.ts';
import { KeyPrefixes } from './prefixes.ts';
import { changeEventFields, idField } from './system.ts';

/** The objects of an org by name and key prefix; those that few projects use are made when first named. */
export class OrgSchema implements Schema {
  readonly namespace: string | null;
  version = 1;
  private readonly all: ObjectModel[] = [];
  private readonly byName = new Map<string, ObjectModel>();
  private readonly prefixes = new Map<string, ObjectModel>();
  private readonly breadth: Breadth;
  private readonly freePrefixes = new KeyPrefixes();
  private readonly labels: ReadonlySet<string>;

  constructor(
    namespace: string | null,
    labels: Iterable<string> = [],
    features: ReadonlySet<string> = new Set(),
    currencies: Currencies = {},
    codes?: CountryCodes
  ) {
    this.namespace = namespace;
    this.breadth = createBreadth(features, currencies, codes);
    this.labels = new Set([...labels].map((label) => label.toLowerCase()));
  }

  hasLabel(namespace: string | null, name: string): boolean {
    const own = namespace === null || namespace.toLowerCase() === this.namespace?.toLowerCase();
    return own && this.labels.has(name.toLowerCase());
  }

  object(name: string): ObjectModel | undefined {
    return (
      this.byName.get(name) ?? this.byName.get(name.toLowerCase()) ?? this.changeEvent(name) ?? this.fromBreadth(name)
    );
  }

  byPrefix(id: string): ObjectModel | undefined {
    const prefix = id.slice(0, 3);
    const late = BREADTH_BY_PREFIX.get(prefix);
    return this.prefixes.get(prefix) ?? (late === undefined ? undefined : this.object(late));
  }

  objectNames(): readonly string[] {
    const late = [...BREADTH_BY_PREFIX.values()].filter((name) => this.breadth.objectName(name));
    return [...new Set([...this.all.map(({ name }) => name), ...late])];
  }

  objects(): readonly ObjectModel[] {
    return this.all;
  }

  add(object: ObjectModel): ObjectModel {
    this.all.push(object);
    this.byName.set(object.name, object);
    for (const key of lookupKeys(object.name, this.namespace)) this.byName.set(key, object);
    this.prefixes.set(object.keyPrefix, object);
    this.version++;
    return object;
  }

  /** Fields and children of a standard object that its table leaves out. */
  moreOf(object: string): More {
    return {
      field: (name) => this.breadth.field(object, name),
      child: (name) => {
        const said = describedChildren(object).find((child) => child.name?.toLowerCase() === name.toLowerCase());
        if (said && this.object(said.childObject)?.field(said.field)) return said;
        const found = this.breadth.childObject(object, name);
        const lookups = found ? this.lookups(found.child, object) : [];
        const [field] = lookups;
        if (!found || !field || lookups.length > 1) return undefined;
        return { name: found.name, childObject: field.object, field: field.name, cascadeDelete: false };
      }
    };
  }

  /** Lookups of one object to another: those to it alone, else those to several, else those that the signatures add. */
  private lookups(from: string, to: string): FieldInfo[] {
    const child = this.object(from);
    const all = child?.fields.filter((f) => f.referenceTo.includes(to)) ?? [];
    const alone = all.filter((f) => f.referenceTo.length === 1);
    const own = alone.length > 0 ? alone : all;
    return own.length > 0 ? own : this.breadth.lookups(from, to).flatMap((name) => child?.field(name) ?? []);
  }

  /** Custom objects with a feed are parents of feed items too (Object Reference, FeedItem, ParentId). */
  private withFeeds(object: string, draft: FieldDraft): FieldDraft {
    if (object !== 'FeedItem' || draft.name !== 'ParentId') return draft;
    const feeds = this.all.filter((each) => each.feeds).map((each) => each.name);
    return { ...draft, referenceTo: [...(draft.referenceTo ?? []), ...feeds] };
  }

  /** A standard object that no table holds: made when first named. */
  private fromBreadth(name: string): ObjectModel | undefined {
    if (name.includes('__')) return undefined;
    const found = this.breadth.objectName(name);
    if (found === undefined) return undefined;
    const label = describedLabel(found) ?? labelOfName(found);
    const keyPrefix = BREADTH_PREFIXES[found] ?? this.freePrefixes.next('standard');
    const facts = {
      name: found,
      label,
      labelPlural: `${label}s`,
      keyPrefix,
      kind: breadthKind(found),
      sharing: 'ReadWrite',
      flags: BREADTH_FLAGS
    } as const;
    const object = this.add(new ObjectModel(facts, this.namespace, this.moreOf(found)));
    object.addField(asDescribed(found, idField(found, label)));
    for (const draft of this.breadth.fields(found)) this.tellParents(object.addField(this.withFeeds(found, draft)));
    for (const { name, child } of this.breadth.lists(found)) if (this.byName.has(child)) object.childRelationship(name);
    this.tellListing(object);
    return object;
  }

  /** Parents that list the object, though its lookup does not name them as its targets. */
  private tellListing(object: ObjectModel): void {
    for (const parent of this.all) {
      const list = parent.custom || parent === object ? undefined : this.breadth.listOf(parent.name, object.name);
      const lookup = list && object.field(list.field);
      if (list && lookup)
        parent.addChild({ name: list.name, childObject: object.name, field: lookup.name, cascadeDelete: false });
    }
  }

  private tellParents({ referenceTo, childRelationshipName: name, object, name: field }: FieldInfo): void {
    const parent = name ? this.byName.get(referenceTo[0] ?? '') : undefined;
    if (name) parent?.addChild({ name, childObject: object, field, cascadeDelete: false });
  }

  /** `LeadChangeEvent`, `X__ChangeEvent`: made when first asked for, since few projects name one. */
  private changeEvent(name: string): ObjectModel | undefined {
    const match = /^(.+?)(__)?ChangeEvent$/i.exec(name);
    const base = match ? this.byName.get(`${match[1]}${match[2] ? '__c' : ''}`.toLowerCase()) : undefined;
    if (!base || !['standard', 'custom'].includes(base.kind)) return undefined;
    const own = base.custom ? base.name.replace(/__c$/i, '__ChangeEvent') : `${base.name}ChangeEvent`;
    const object = new ObjectModel(
      {
        name: own,
        label: `${base.label} Change Event`,
        labelPlural: `${base.label} Change Events`,
        keyPrefix: `~${base.keyPrefix}`,
        kind: 'changeEvent',
        sharing: 'None',
        flags: 't'
      },
      this.namespace
    );
    changeEventFields(base).forEach((f) => object.addField(f));
    return this.add(object);
  }
}
