import type {
  ChildRelationship,
  FieldInfo,
  FieldSetInfo,
  ObjectInfo,
  ObjectKind,
  RecordTypeInfo,
  ValidationRule
} from '../contracts/schema.ts';
import { completeField, type FieldDraft } from './field.ts';
import { lookupKeys } from './names.ts';

/** The facts of an object that are neither fields nor parts. */
export type ObjectFacts = Pick<ObjectInfo, 'name' | 'label' | 'labelPlural' | 'keyPrefix' | 'kind' | 'sharing'> &
  Partial<Pick<ObjectInfo, 'externalSharing' | 'grantAccessUsingHierarchies' | 'event' | 'setting' | 'file'>> & {
    /** As in the notation of the standard objects: `crudnqst`. */
    readonly flags: string;
    readonly setup?: boolean;
    /** Whether a record of it may have a feed: those of a custom object only where its file says so. */
    readonly feeds?: boolean;
  };

/** Where a standard object finds fields and children that its table does not hold. */
export interface More {
  field(name: string): FieldDraft | undefined;
  child(name: string): ChildRelationship | undefined;
}

/** An object of the schema. Fields are only ever added or replaced in their slot, so that slots keep their meaning. */
export class ObjectModel implements ObjectInfo {
  readonly name: string;
  readonly kind: ObjectKind;
  readonly custom: boolean;
  readonly keyPrefix: string;
  label: string;
  labelPlural: string;
  sharing: ObjectInfo['sharing'];
  externalSharing?: ObjectInfo['sharing'];
  grantAccessUsingHierarchies: boolean;
  event?: ObjectInfo['event'];
  setting?: ObjectInfo['setting'];
  file?: string;
  readonly setup: boolean;
  readonly feeds: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly undeletable: boolean;
  readonly queryable: boolean;
  readonly searchable: boolean;
  readonly triggerable: boolean;
  readonly fields: FieldInfo[] = [];
  recordTypes: RecordTypeInfo[] = [];
  validationRules: ValidationRule[] = [];
  fieldSets: FieldSetInfo[] = [];
  childRelationships: ChildRelationship[] = [];
  private readonly namespace: string | null;
  private readonly byName = new Map<string, FieldInfo>();
  private readonly parents = new Map<string, FieldInfo>();
  private readonly children = new Map<string, ChildRelationship>();
  private readonly more: More | undefined;

  constructor(facts: ObjectFacts, namespace: string | null, more?: More) {
    this.more = more;
    this.namespace = namespace;
    this.name = facts.name;
    this.kind = facts.kind;
    this.custom = facts.kind !== 'standard' && facts.kind !== 'virtual';
    this.keyPrefix = facts.keyPrefix;
    this.label = facts.label;
    this.labelPlural = facts.labelPlural;
    this.sharing = facts.sharing;
    this.grantAccessUsingHierarchies = facts.grantAccessUsingHierarchies ?? true;
    if (facts.externalSharing) this.externalSharing = facts.externalSharing;
    if (facts.event) this.event = facts.event;
    if (facts.setting) this.setting = facts.setting;
    if (facts.file) this.file = facts.file;
    this.setup = facts.setup ?? false;
    this.feeds = facts.feeds ?? false;
    const can = (flag: string) => facts.flags.includes(flag);
    this.createable = can('c');
    this.updateable = can('u');
    this.deletable = can('d');
    this.undeletable = can('n');
    this.queryable = can('q');
    this.searchable = can('s');
    this.triggerable = can('t');
  }

  field(name: string): FieldInfo | undefined {
    return this.byName.get(name) ?? this.byName.get(name.toLowerCase()) ?? this.moreField(name);
  }

  parentRelationship(name: string): FieldInfo | undefined {
    const key = name.toLowerCase();
    const known = this.parents.get(key);
    if (known || !this.more || !this.moreField(`${name}Id`)) return known;
    return this.parents.get(key);
  }

  childRelationship(name: string): ChildRelationship | undefined {
    const key = name.toLowerCase();
    const known = this.children.get(key);
    const found = known ?? this.more?.child(name);
    if (found && !known) this.addChild(found);
    return found;
  }

  /** One more child relationship; one of the same name stays as it is. */
  addChild(child: ChildRelationship): void {
    const keys = child.name ? lookupKeys(child.name, this.namespace) : [];
    if (keys.some((key) => this.children.has(key))) return;
    this.childRelationships.push(child);
    for (const key of keys) this.children.set(key, child);
  }

  /** A field that the table leaves out gets its slot when somebody first names it. */
  private moreField(name: string): FieldInfo | undefined {
    const draft = this.more?.field(name);
    if (!draft) return undefined;
    return this.byName.get(draft.name.toLowerCase()) ?? this.addField(draft);
  }

  /** Adds a field, or replaces the one of that name in its slot. */
  addField(draft: FieldDraft): FieldInfo {
    const old = this.byName.get(draft.name.toLowerCase());
    const field = Object.freeze(completeField(draft, this.name, old?.slot ?? this.fields.length));
    this.fields[field.slot] = field;
    this.byName.set(field.name, field);
    for (const key of lookupKeys(field.name, this.namespace)) this.byName.set(key, field);
    if (field.relationshipName)
      for (const key of lookupKeys(field.relationshipName, this.namespace)) this.parents.set(key, field);
    return field;
  }

  /** Replaces what other objects' lookups say of this object. */
  setChildren(children: ChildRelationship[]): void {
    this.childRelationships = children;
    this.children.clear();
    for (const child of children) {
      for (const key of child.name ? lookupKeys(child.name, this.namespace) : []) {
        if (!this.children.has(key)) this.children.set(key, child);
      }
    }
  }
}
