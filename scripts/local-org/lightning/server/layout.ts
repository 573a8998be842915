import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { SObject } from '../../values/index.ts';
import { SObject as Record_ } from '../../values/index.ts';
import { notFound, objectOfId } from '../../api/index.ts';
import type { CompactLayoutModel, CustomObjectModel } from '../../metadata/index.ts';
import type { Ask } from './context.ts';
import { layoutsOf, models, need, select } from './context.ts';
import { fieldView, nameFieldOf, readablePaths, withParts } from './fields.ts';
import type { FieldView } from './fields.ts';
import { iconOf } from './icons.ts';
import { standardPage } from './standard.ts';

const SYSTEM = ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate'];
const HIDDEN = new Set([
  'Id',
  'IsDeleted',
  'SystemModstamp',
  'LastViewedDate',
  'LastReferencedDate',
  'LastActivityDate',
  'MasterRecordId',
  ...SYSTEM
]);

interface FieldSlot {
  readonly field: FieldInfo;
  readonly readonly: boolean;
  readonly required: boolean;
}

interface Section {
  readonly heading: string | null;
  readonly columns: readonly (readonly FieldSlot[])[];
}

/** Loads one record with the given fields as the person who asks; 404 when they may not see it. */
export function loadRecord(ask: Ask, id: string, paths: Iterable<string>): SObject {
  const object = objectOfId(ask.site.org, id);
  const [record] = select(ask.tx, object, paths, 'WHERE Id = :id', { id });
  if (!record)
    throw notFound(`This ${object.label.toLowerCase()} does not exist, or ${ask.tx.user.name} cannot see it.`);
  return record;
}

/** Name, compact layout and actions of a record. */
export function highlights(ask: Ask): object {
  const id = need(ask, 'id');
  const { site, tx } = ask;
  const object = objectOfId(site.org, id);
  const name = nameFieldOf(object);
  const facts = compactFields(ask, object).filter((f) => f !== name && tx.org.access.field(tx.user, f).read);
  const record = loadRecord(ask, id, readablePaths(tx, [name, ...facts]));
  const may = tx.org.access.recordAccess(tx, tx.user, id);
  const crud = tx.org.access.object(tx.user, object);
  return {
    object: object.name,
    objectLabel: object.label,
    icon: iconOf(site, object.name),
    title: String(record.peek(name.slot) ?? ''),
    editable: may.edit && crud.edit,
    deletable: may.delete && crud.delete,
    fields: facts.map((field) => fieldView(tx, field, record, false))
  };
}

function compactFields(ask: Ask, object: ObjectInfo): FieldInfo[] {
  const assigned = models<CustomObjectModel>(ask.site, 'CustomObject').find((m) =>
    sameObject(ask, m.name, object)
  )?.compactLayoutAssignment;
  const layouts = models<CompactLayoutModel>(ask.site, 'CompactLayout').filter((m) =>
    sameObject(ask, m.object, object)
  );
  const layout = layouts.find((m) => m.name === assigned);
  const names = layout?.fields ?? ['OwnerId', 'Status', 'Company', 'Phone', 'CreatedDate'];
  return names.map((name) => object.field(fieldName(name))).filter((field) => field !== undefined);
}

/** A model's object name against the schema's: the namespace may be left out in the metadata. */
function sameObject(ask: Ask, name: string, object: ObjectInfo): boolean {
  return ask.site.org.schema.object(name) === object;
}

/** Layouts write some standard fields in capitals of their own. */
function fieldName(name: string): string {
  const known: Record<string, string> = { FULL_NAME: 'Name', NAME: 'Name', OWNER: 'OwnerId' };
  return known[name] ?? name;
}

/** The detail panel of a record: by page layout, or by the sections that the page itself names. */
export function details(ask: Ask): object {
  const id = need(ask, 'id');
  const object = objectOfId(ask.site.org, id);
  const sections = ask.query['sections'] ? namedSections(ask, object, ask.query['sections']) : sectionsOf(ask, object);
  const record = loadRecord(ask, id, readablePaths(ask.tx, fieldsOf(object, sections)));
  const may = ask.tx.org.access.recordAccess(ask.tx, ask.tx.user, id);
  return views(ask, object, sections, record, may.edit, false);
}

/** A form for a new record (with its defaults) or for an existing one. */
export function form(ask: Ask): object {
  const id = ask.query['id'];
  const object = id ? objectOfId(ask.site.org, id) : ask.site.org.schema.object(need(ask, 'object'));
  if (!object) throw notFound();
  const sections = sectionsOf(ask, object);
  const record = id ? loadRecord(ask, id, readablePaths(ask.tx, fieldsOf(object, sections))) : newRecord(object);
  const heading = id ? `Edit ${String(record.peek(nameFieldOf(object).slot) ?? object.label)}` : `New ${object.label}`;
  return { heading, sections: views(ask, object, sections, record, true, true) };
}

/** Defaults that need no formula; the save fills in the rest. */
function newRecord(object: ObjectInfo): SObject {
  const record = new Record_(object);
  for (const field of object.fields) {
    const preset = field.picklist?.values.find((v) => v.isDefault)?.value;
    if (preset !== undefined && field.createable) record.put(field.slot, preset);
    else if (field.type === 'Boolean' && typeof field.defaultValue === 'boolean')
      record.put(field.slot, field.defaultValue);
  }
  return record;
}

function views(
  ask: Ask,
  object: ObjectInfo,
  sections: readonly Section[],
  record: SObject,
  editable: boolean,
  parts: boolean
): object[] {
  const readable = (slot: FieldSlot): boolean => ask.tx.org.access.field(ask.tx.user, slot.field).read;
  const view = (slot: FieldSlot): FieldView[] => {
    const fields = parts ? withParts(object, slot.field) : [slot.field];
    return fields.map((field) => {
      const one = fieldView(ask.tx, field, record, editable && !slot.readonly);
      return { ...one, required: one.required || slot.required };
    });
  };
  return sections.map((section) => ({
    heading: section.heading,
    columns: section.columns.map((slots) => slots.filter(readable).flatMap(view))
  }));
}

function fieldsOf(object: ObjectInfo, sections: readonly Section[]): FieldInfo[] {
  return sections.flatMap((s) => s.columns.flat()).flatMap((slot) => [slot.field, ...withParts(object, slot.field)]);
}

function sectionsOf(ask: Ask, object: ObjectInfo): Section[] {
  const layout = layoutsOf(ask.site).find((m) => sameObject(ask, m.object, object));
  if (!layout) return defaultSections(object);
  return layout.sections.map((section) => ({
    heading: section.label,
    columns: section.columns.map((items) =>
      items.map(({ field, behavior }) =>
        slotOf(object, fieldName(field), behavior === 'Readonly', behavior === 'Required', layout.name)
      )
    )
  }));
}

function slotOf(object: ObjectInfo, name: string, readonly: boolean, required: boolean, where: string): FieldSlot {
  const field = object.field(name);
  if (!field) throw new Error(`${where}: ${object.name} has no field "${name}".`);
  return { field, readonly, required };
}

/** Sections of a page with dynamic forms: `[{ heading, columns: [[{ name, readonly, required }]] }]`. */
function namedSections(ask: Ask, object: ObjectInfo, text: string): Section[] {
  const given = JSON.parse(text) as {
    heading: string | null;
    columns: { name: string; readonly: boolean; required: boolean }[][];
  }[];
  return given.map((section) => ({
    heading: section.heading,
    columns: section.columns.map((column) =>
      column.map((item) => slotOf(object, item.name, item.readonly, item.required, 'the page'))
    )
  }));
}

/** Without a layout: every field in two columns, then who made it. */
function defaultSections(object: ObjectInfo): Section[] {
  // A name is shown whole, an address by its parts.
  const parts = new Set(object.fields.flatMap((field) => (field.nameField ? (field.compound?.parts ?? []) : [])));
  const fields = object.fields.filter(
    (f) => !HIDDEN.has(f.name) && !parts.has(f.name) && f.type !== 'Base64' && f.type !== 'Address'
  );
  const system = SYSTEM.map((name) => object.field(name)).filter((field) => field !== undefined);
  const slots = (list: FieldInfo[], readonly: boolean): FieldSlot[] =>
    list.map((field) => ({ field, readonly, required: field.required }));
  const standard = standardPage(object.name);
  if (standard)
    return standardSections(object, standard.details, slots(system.slice(0, 2), true), slots(system.slice(2), true));
  const half = Math.ceil(fields.length / 2);
  return [
    { heading: null, columns: [slots(fields.slice(0, half), false), slots(fields.slice(half), false)] },
    { heading: 'System Information', columns: [slots(system.slice(0, 2), true), slots(system.slice(2), true)] }
  ];
}

/** A standard object: its usual fields, then the project's own in a section of their own. */
function standardSections(
  object: ObjectInfo,
  details: readonly (readonly string[])[],
  made: readonly FieldSlot[],
  changed: readonly FieldSlot[]
): Section[] {
  const slot = (field: FieldInfo): FieldSlot => ({ field, readonly: false, required: field.required });
  const usual = details.map((names) =>
    names
      .map((name) => object.field(name))
      .filter((field) => field !== undefined)
      .map(slot)
  );
  const own = object.fields.filter((field) => field.custom).map(slot);
  const half = Math.ceil(own.length / 2);
  return [
    { heading: null, columns: usual },
    ...(own.length > 0 ? [{ heading: 'Additional Information', columns: [own.slice(0, half), own.slice(half)] }] : []),
    { heading: 'System Information', columns: [made, changed] }
  ];
}
