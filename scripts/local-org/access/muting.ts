import type { Crud, Fls } from '../contracts/access.ts';
import type { ObjectPermissionModel, PermissionsModel } from '../metadata/index.ts';
import { NO_CRUD, orCrud } from './profiles.ts';
import type { Tables } from './tables.ts';

/** What some permission sets give together. */
export interface Rights {
  readonly system: ReadonlySet<string>;
  /** By lower-case object name. */
  readonly objects: ReadonlyMap<string, Crud>;
  /** By lower-case `object.field`. */
  readonly fields: ReadonlyMap<string, Fls>;
  /** Lower-case names of objects all of whose fields may be read. */
  readonly allFields: ReadonlySet<string>;
  /** Ids of Apex classes, custom permissions, apps, ... */
  readonly entities: ReadonlySet<string>;
  /** Tab names with their visibility. */
  readonly tabs: ReadonlyMap<string, string>;
}

/** The muting permission sets of permission set groups, by the group's name in lower case. */
export type Muting = ReadonlyMap<string, readonly PermissionsModel[]>;

export function together(a: Rights, b: Rights): Rights {
  return {
    system: new Set([...a.system, ...b.system]),
    objects: merged(a.objects, b.objects, orCrud),
    fields: merged(a.fields, b.fields, (x, y) => ({ read: x.read || y.read, edit: x.edit || y.edit })),
    allFields: new Set([...a.allFields, ...b.allFields]),
    entities: new Set([...a.entities, ...b.entities]),
    tabs: merged(a.tabs, b.tabs, (x, y) => (x === 'DefaultOn' ? x : y))
  };
}

function merged<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>, both: (x: V, y: V) => V): Map<string, V> {
  const all = new Map(a);
  for (const [key, value] of b) {
    const known = all.get(key);
    all.set(key, known === undefined ? value : both(known, value));
  }
  return all;
}

/**
 * The rights of a group's sets less what a muting permission set switches off (Salesforce Help, "Muting Permission
 * Sets"): only for the group, whatever else gives the same right.
 */
export function without(rights: Rights, mute: PermissionsModel, tables: Tables): Rights {
  const objects = new Map(rights.objects);
  for (const each of mute.objects) {
    const key = (tables.schema.object(each.object)?.name ?? each.object).toLowerCase();
    objects.set(key, lesser(objects.get(key) ?? NO_CRUD, each));
  }
  const fields = new Map(rights.fields);
  for (const { field, read, edit } of mute.fields) {
    const key = fieldKey(tables, field);
    const had = fields.get(key);
    if (had) fields.set(key, { read: had.read && !read, edit: had.edit && !edit && !read });
  }
  const gone = new Set([
    ...named(tables, 'ApexClass', 'Name', mute.classes),
    ...named(tables, 'CustomPermission', 'DeveloperName', mute.customPermissions)
  ]);
  const mutedSystem = new Set(
    mute.userPermissions.filter(({ enabled }) => enabled).map(({ name }) => name.toLowerCase())
  );
  return {
    ...rights,
    objects,
    fields,
    system: new Set([...rights.system].filter((name) => !mutedSystem.has(name))),
    entities: new Set([...rights.entities].filter((id) => !gone.has(id)))
  };
}

/** `Widget__c.Price__c` as the rows of field permissions name it. */
function fieldKey({ schema }: Tables, name: string): string {
  const [objectName = '', fieldName = ''] = name.split('.');
  const object = schema.object(objectName);
  return `${object?.name ?? objectName}.${object?.field(fieldName)?.name ?? fieldName}`.toLowerCase();
}

/** Muting a right mutes those that need it: without Read there is none. */
function lesser(had: Crud, mute: ObjectPermissionModel): Crud {
  const read = had.read && !mute.read;
  const viewAll = had.viewAll && read && !mute.viewAll;
  const edit = had.edit && read && !mute.edit;
  const remove = had.delete && edit && !mute.delete;
  return {
    read,
    create: had.create && read && !mute.create,
    edit,
    delete: remove,
    viewAll,
    modifyAll: had.modifyAll && viewAll && remove && !mute.modifyAll
  };
}

function named(
  tables: Tables,
  object: string,
  field: string,
  list: readonly { readonly name: string; readonly enabled: boolean }[]
): string[] {
  const names = list.filter(({ enabled }) => enabled).map(({ name }) => name.replace(/^\w+__(?!c$)/, ''));
  return names.length === 0 ? [] : [...tables.rows(object, field, names)].map((row) => row[0] as string);
}
