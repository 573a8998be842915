import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { SaveError } from '../contracts/save.ts';
import { box, Boxed } from './boxed.ts';
import { ApexList, ApexMap } from './collections.ts';
import { convertForField } from './convert.ts';
import { throwApex } from './exception.ts';
import { BIG_TEXT, heap } from './heap.ts';
import { apexTypeOfField, listType, mapType, objectType, sobjectType, stringType } from './types.ts';

const NOTHING: readonly number[] = [];
const AUDIT = new Set(['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp']);

/** Prefixes that this org made up, since no document tells the platform's. */
const UNKNOWN_PREFIX = /^$|^[zsh~]/;

/**
 * One record in memory. `v` holds values by field slot (`undefined` = not populated), `rel` the parents and child lists
 * by relationship name in lower case.
 */
export class SObject {
  readonly info: ObjectInfo;
  v: unknown[];
  rel: Map<string, SObject | ApexList | null> | null = null;
  /** Slots in the order in which they were populated; null where nobody told. Shared until it grows. */
  private order: readonly number[] | null;
  private ownsOrder = false;
  /** Named values of a query's functions, which are no fields: `FORMAT(Amount) money`. */
  private aliases: Map<string, readonly [name: string, value: unknown]> | null = null;
  /** From a query: reading a field that was not selected is then an error. */
  queried = false;
  /** Records of Trigger.old, and of Trigger.new in after triggers. */
  readOnly = false;
  /** What `addError` has put on it during the current save. */
  errors: SaveError[] = [];
  isClone = false;
  cloneSource: string | null = null;

  constructor(info: ObjectInfo, values: unknown[] = []) {
    this.info = info;
    this.v = values;
    this.order = values.length === 0 ? NOTHING : null;
  }

  /** Says in which order slots that hold values were populated. */
  inOrder(slots: readonly number[]): this {
    this.order = slots;
    this.ownsOrder = false;
    return this;
  }

  get id(): string | null {
    return (this.v[0] as string | undefined) ?? null;
  }

  /** A field's value; null when a new record has none. Throws SObjectException for a field that was not queried. */
  get(slot: number): unknown {
    const value = this.v[slot];
    return value === undefined ? this.absent(slot) : value === null ? this.blank(slot) : value;
  }

  /** The value without the rule of unqueried fields: null when not populated. */
  peek(slot: number): unknown {
    return this.v[slot] ?? null;
  }

  put(slot: number, value: unknown): void {
    if (this.readOnly) throwApex('System.FinalException', 'Record is read-only');
    this.populate(slot, slot === 0 ? this.ownId(value) : value);
    if (typeof value === 'string' && value.length > BIG_TEXT) heap.account?.holds(this, value.length);
  }

  /** Sets a value without a look at rights or types. */
  populate(slot: number, value: unknown): void {
    if (this.order !== null && this.v[slot] === undefined) this.grow(slot);
    this.v[slot] = value;
  }

  private grow(slot: number): void {
    if (!this.ownsOrder) this.order = [...(this.order ?? [])];
    this.ownsOrder = true;
    (this.order as number[]).push(slot);
  }

  /** An Id of this object, or of none (`000...`). Throws SObjectException for one that another object gives. */
  ownId(id: unknown): unknown {
    const prefix = this.info.keyPrefix;
    if (typeof id !== 'string' || UNKNOWN_PREFIX.test(prefix) || id.startsWith(prefix) || id.startsWith('000'))
      return id;
    return throwApex('System.SObjectException', `Invalid id value for this SObject type: ${id}`);
  }

  isSet(slot: number): boolean {
    return this.v[slot] !== undefined;
  }

  unset(slot: number): void {
    this.v[slot] = undefined;
  }

  /** Throws SObjectException `Invalid field x for Lead`. */
  fieldNamed(name: string): FieldInfo {
    return this.info.field(name) ?? throwApex('System.SObjectException', `Invalid field ${name} for ${this.info.name}`);
  }

  /** `record.get('Name')` as an Object: Ids and Longs are boxed. */
  getObject(name: string): unknown {
    const alias = this.aliases?.get(name.toLowerCase());
    if (alias) return alias[1];
    const field = this.fieldNamed(name);
    // A checkbox that nobody set is null by its name, though it reads false as a member (a public suite that passes on the platform shows it).
    const value = this.v[field.slot] === undefined && !this.queried ? null : this.get(field.slot);
    return box(value, apexTypeOfField(field));
  }

  getByName(name: string): unknown {
    const alias = this.aliases?.get(name.toLowerCase());
    return alias ? alias[1] : this.get(this.fieldNamed(name).slot);
  }

  setAlias(name: string, value: unknown): void {
    (this.aliases ??= new Map()).set(name.toLowerCase(), [name, value]);
  }

  /** Named values of a query's functions, in the order of SELECT. */
  aliased(): readonly (readonly [name: string, value: unknown])[] {
    return this.aliases ? [...this.aliases.values()] : [];
  }

  /** `record.put('Name', value)`: converts as the platform does. Throws SObjectException `Illegal assignment ...`. */
  putByName(name: string, value: unknown): void {
    const field = this.fieldNamed(name);
    this.put(field.slot, convertForField(field, value));
  }

  /** A parent by relationship name; null when empty or never set. */
  parent(name: string): SObject | null {
    const key = this.parentKey(name);
    const value = this.rel?.get(key);
    if (value === undefined && this.queried) return this.notQueried(name);
    return (value as SObject | null | undefined) ?? null;
  }

  /**
   * As `parent`, for `getSObject`: null where the query has the lookup and not its relationship (assumed: public tests
   * want both this and the error where it has neither).
   */
  heldParent(name: string): SObject | null {
    const lookup = this.info.parentRelationship(name);
    const value = this.rel?.get(this.parentKey(name));
    if (value === undefined && lookup && this.isSet(lookup.slot)) return null;
    return this.parent(name);
  }

  /** The parents that the record holds, by relationship name, in the order of the names. */
  parents(): (readonly [name: string, parent: SObject])[] {
    const held: (readonly [string, SObject])[] = [];
    for (const [name, value] of this.rel ?? []) if (value instanceof SObject) held.push([name, value]);
    return held.sort(([a], [b]) => (a < b ? -1 : 1));
  }

  setParent(name: string, parent: SObject | null): void {
    if (this.readOnly) throwApex('System.FinalException', 'Record is read-only');
    (this.rel ??= new Map()).set(this.parentKey(name), parent);
  }

  /**
   * The children of a subquery; an empty list when there are none, the record is new, or no subquery asked for them
   * (assumed: two public packages read a relationship that they have not queried).
   */
  children(name: string): ApexList {
    const relationship = this.info.childRelationship(name);
    if (!relationship) throwApex('System.SObjectException', `Invalid relationship ${name} for ${this.info.name}`);
    const value = this.rel?.get(childKey(relationship.name ?? name));
    if (value instanceof ApexList) return value;
    return new ApexList(listType(sobjectType(relationship.childObject)));
  }

  setChildren(name: string, children: ApexList): void {
    const relationship = this.info.childRelationship(name);
    (this.rel ??= new Map()).set(childKey(relationship?.name ?? name), children);
  }

  /** `addError`, on the record or on one field by name. */
  addError(message: string, field?: string): void {
    const fields = field === undefined ? [] : [field];
    this.errors.push({ status: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message, fields });
  }

  /**
   * Populated fields in the order in which they were set or selected (github.com/octoberswimmer/aer-dist/issues/133 and
   * 173), others behind them by slot.
   */
  populated(): FieldInfo[] {
    const out: FieldInfo[] = [];
    const listed: boolean[] = [];
    for (const slot of this.order ?? NOTHING) if (!listed[slot]) listed[slot] = this.list(slot, out);
    for (let slot = 0; slot < this.v.length; slot++) if (!listed[slot]) this.list(slot, out);
    return out;
  }

  /** Adds the field to the list when it is populated. */
  private list(slot: number, out: FieldInfo[]): boolean {
    const field = this.v[slot] === undefined ? undefined : this.fieldAt(slot);
    if (field) out.push(field);
    return field !== undefined;
  }

  /** `getPopulatedFieldsAsMap()`: fields by API name, parents and children by relationship name. */
  populatedMap(): ApexMap {
    const map = new ApexMap(mapType(stringType, objectType));
    for (const field of this.populated()) map.put(field.name, box(this.v[field.slot], apexTypeOfField(field)));
    for (const [name, value] of this.aliased()) map.put(name, value);
    for (const [key, value] of this.rel ?? []) if (value !== null) map.put(this.relationshipName(key), value);
    return map;
  }

  /** `record.clone(preserveId, isDeepClone, preserveReadonlyTimestamps, preserveAutonumber)`. */
  clone(preserveId = false, deep = false, timestamps = false, autonumber = false): SObject {
    const copy = this.emptyCopy();
    copy.v = [...this.v];
    copy.order = this.order;
    this.ownsOrder = false;
    for (const field of this.populated()) {
      const drop =
        (field.slot === 0 && !preserveId) ||
        (!timestamps && AUDIT.has(field.name)) ||
        (!autonumber && field.autoNumber !== undefined);
      if (drop) copy.v[field.slot] = undefined;
    }
    if (this.rel) copy.rel = new Map([...this.rel].map(([k, v]) => [k, deep ? cloneRelated(v) : v]));
    copy.isClone = true;
    copy.cloneSource = this.id;
    return copy;
  }

  protected emptyCopy(): SObject {
    return new SObject(this.info);
  }

  /** Fields stand at their slot, wherever an object lists all of them. */
  private fieldAt(slot: number): FieldInfo | undefined {
    const field = this.info.fields[slot];
    return field?.slot === slot ? field : this.info.fields.find((f) => f.slot === slot);
  }

  private absent(slot: number): unknown {
    const field = this.fieldAt(slot);
    if (this.queried && slot !== 0 && field) return this.notQueried(field.name);
    return this.blank(slot);
  }

  /** A checkbox of a new record, or one that was set to null, reads false (a public suite that passes on the platform shows it). */
  private blank(slot: number): false | null {
    return this.fieldAt(slot)?.type === 'Boolean' ? false : null;
  }

  private notQueried(name: string): never {
    return throwApex(
      'System.SObjectException',
      `SObject row was retrieved via SOQL without querying the requested field: ${this.info.name}.${name}`
    );
  }

  private parentKey(name: string): string {
    const field = this.info.parentRelationship(name);
    if (!field) throwApex('System.SObjectException', `Invalid relationship ${name} for ${this.info.name}`);
    return (field.relationshipName ?? name).toLowerCase();
  }

  private relationshipName(key: string): string {
    const name = key.startsWith(CHILD) ? key.slice(CHILD.length) : key;
    const parent = this.info.parentRelationship(name)?.relationshipName;
    return (key.startsWith(CHILD) ? this.info.childRelationship(name)?.name : parent) ?? name;
  }
}

const CHILD = '>';

function childKey(name: string): string {
  return CHILD + name.toLowerCase();
}

function cloneRelated(value: SObject | ApexList | null): SObject | ApexList | null {
  if (value instanceof SObject) return value.clone(true, true, true, true);
  if (value === null) return null;
  return new ApexList(
    value.type,
    value.items.map((r) => (r instanceof SObject ? r.clone(true, true, true, true) : r))
  );
}

/** A row of an aggregate query: values by alias (`expr0`, `cnt`), in the order of SELECT. */
export class AggregateResult extends SObject {
  readonly values: ReadonlyMap<string, unknown>;
  private readonly keys: ReadonlyMap<string, string>;

  /** `values` already as Objects (Ids and Longs boxed). */
  constructor(info: ObjectInfo, values: ReadonlyMap<string, unknown>) {
    super(info);
    this.values = values;
    this.keys = new Map([...values.keys()].map((k) => [k.toLowerCase(), k]));
    this.queried = true;
  }

  override getObject(name: string): unknown {
    const key = this.keys.get(name.toLowerCase());
    if (key === undefined) throwApex('System.SObjectException', `Invalid field ${name} for AggregateResult`);
    return this.values.get(key) ?? null;
  }

  /** The column with the alias `Id`, which a map by Id takes as the key (assumed: public code groups that way). */
  override get id(): string | null {
    const key = this.keys.get('id');
    const value = key === undefined ? null : this.values.get(key);
    return (value instanceof Boxed ? (value.value as string) : (value as string | null)) ?? null;
  }

  /** `row.Id` is its column, too. */
  override get(slot: number): unknown {
    return slot === 0 ? this.id : super.get(slot);
  }

  override getByName(name: string): unknown {
    return this.getObject(name);
  }

  override populatedMap(): ApexMap {
    return new ApexMap(mapType(stringType, objectType), this.values.entries());
  }

  protected override emptyCopy(): SObject {
    return new AggregateResult(this.info, this.values);
  }
}
