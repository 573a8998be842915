import type { FieldInfo, ObjectInfo, Schema } from '../contracts/schema.ts';
import type { Row, Store } from '../contracts/store.ts';
import { equalRows } from '../store/index.ts';

export interface Reference {
  readonly object: ObjectInfo;
  readonly field: FieldInfo;
  /** Standard children that go with their parent, as the parent's describe says. */
  readonly cascades: boolean;
}

export interface Summary {
  readonly parent: ObjectInfo;
  /** The roll-up field of the parent. */
  readonly field: FieldInfo;
  /** The child's master-detail field. */
  readonly link: FieldInfo;
}

/** Who points to an object, and which parents sum up its rows; worked out once per state of the schema. */
export class Relations {
  private version = -1;
  private readonly to = new Map<string, Reference[]>();
  private readonly summaries = new Map<string, Summary[]>();
  private readonly cascades = new Set<string>();

  referencesTo(schema: Schema, object: ObjectInfo): readonly Reference[] {
    this.refresh(schema);
    return this.to.get(object.name) ?? [];
  }

  summariesOver(schema: Schema, child: ObjectInfo): readonly Summary[] {
    this.refresh(schema);
    return this.summaries.get(child.name) ?? [];
  }

  private refresh(schema: Schema): void {
    if (schema.version === this.version) return;
    this.to.clear();
    this.summaries.clear();
    this.cascades.clear();
    for (const parent of schema.objects())
      for (const { childObject, field, cascadeDelete } of parent.childRelationships)
        if (cascadeDelete) this.cascades.add(`${parent.name} ${childObject}.${field}`);
    for (const object of schema.objects()) this.read(schema, object);
    this.version = schema.version;
  }

  private read(schema: Schema, object: ObjectInfo): void {
    if (object.kind === 'virtual') return;
    for (const field of object.fields) {
      if (field.type === 'Reference' && object.kind !== 'event') this.addReference(object, field);
      if (field.summary) this.addSummary(schema, object, field, field.summary);
    }
  }

  private addReference(object: ObjectInfo, field: FieldInfo): void {
    for (const target of field.referenceTo) {
      const reference = { object, field, cascades: this.cascades.has(`${target} ${object.name}.${field.name}`) };
      const list = this.to.get(target);
      if (list) list.push(reference);
      else this.to.set(target, [reference]);
    }
  }

  private addSummary(
    schema: Schema,
    parent: ObjectInfo,
    field: FieldInfo,
    summary: NonNullable<FieldInfo['summary']>
  ): void {
    const child = schema.object(summary.childObject);
    const link = child?.field(summary.childField);
    // The deployment has named a roll-up over what is not there; it stays empty.
    const isWhole = summary.summarizedField === undefined || child?.field(summary.summarizedField) !== undefined;
    if (!child || !link || !isWhole) return;
    const list = this.summaries.get(child.name);
    if (list) list.push({ parent, field, link });
    else this.summaries.set(child.name, [{ parent, field, link }]);
  }
}

/** The rows of a child object that point to one of the ids. */
export function rowsPointingTo(
  store: Store,
  { object, field }: Omit<Reference, 'cascades'>,
  ids: readonly string[]
): Row[] {
  return equalRows(store, object, field, ids);
}

/** A copy of a row with some slots changed. */
export function rowWith(row: Row, changes: readonly (readonly [number, unknown])[]): Row {
  const copy = [...row];
  for (const [slot, value] of changes) copy[slot] = value;
  return copy;
}
