import type { Crud, Fls } from '../contracts/access.ts';
import type { Row } from '../contracts/store.ts';
import { NO_CRUD, crudOf, orCrud, profileRights } from './profiles.ts';
import type { ProfileRights } from './profiles.ts';
import { RowCache } from './tables.ts';
import type { Table, Tables } from './tables.ts';

/** Everything that profile and permission sets give one user, added up: rights only ever add. */
export interface Grants {
  readonly profile: ProfileRights;
  readonly permissionSets: ReadonlySet<string>;
  readonly system: ReadonlySet<string>;
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

/** The objects whose rows are rights: a save of one makes every user's grants be read again. */
export const GRANT_OBJECTS = [
  'User',
  'Profile',
  'PermissionSet',
  'PermissionSetAssignment',
  'PermissionSetGroupComponent',
  'ObjectPermissions',
  'FieldPermissions',
  'SetupEntityAccess',
  'PermissionSetTabSetting'
] as const;

export class GrantReader {
  private readonly tables: Tables;
  private readonly cache: RowCache<Grants>;

  constructor(tables: Tables) {
    this.tables = tables;
    this.cache = new RowCache(tables, GRANT_OBJECTS);
  }

  of(userId: string, profileId: string | null): Grants {
    return this.cache.get(`${userId}|${profileId ?? ''}`, () => this.compute(userId, profileId));
  }

  private compute(userId: string, profileId: string | null): Grants {
    const profiles = this.tables.of('Profile');
    const row = profileId ? profiles?.get(profileId) : undefined;
    const profile = profileRights(row && profiles ? profiles.text(row, 'Name') : null);
    const sets = this.permissionSets(userId, profileId);
    const keys = [...sets];
    return {
      profile,
      permissionSets: sets,
      system: this.systemPermissions(profile, keys),
      objects: this.objects(profile, keys),
      fields: this.fields(keys),
      allFields: this.allFields(keys),
      entities: this.entities(keys),
      tabs: this.tabs(keys)
    };
  }

  private permissionSets(userId: string, profileId: string | null): Set<string> {
    const found = new Set<string>();
    const assignments = this.tables.of('PermissionSetAssignment');
    for (const row of assignments?.where('AssigneeId', [userId]) ?? []) {
      this.addAssigned(assignments as Table, row, found);
    }
    const sets = this.tables.of('PermissionSet');
    if (profileId && sets) {
      for (const row of sets.where('ProfileId', [profileId])) found.add(row[0] as string);
    }
    return found;
  }

  private addAssigned(assignments: Table, row: Row, found: Set<string>): void {
    const set = assignments.text(row, 'PermissionSetId');
    if (set) found.add(set);
    const group = assignments.text(row, 'PermissionSetGroupId');
    const components = this.tables.of('PermissionSetGroupComponent');
    if (!group || !components) return;
    for (const component of components.where('PermissionSetGroupId', [group])) {
      const member = components.text(component, 'PermissionSetId');
      if (member) found.add(member);
    }
  }

  private systemPermissions(profile: ProfileRights, sets: readonly string[]): Set<string> {
    const names = new Set([...profile.system].map((name) => name.toLowerCase()));
    const table = this.tables.of('PermissionSet');
    if (!table) return names;
    const flags = table.object.fields.filter(
      (field) => field.type === 'Boolean' && field.name.startsWith('Permissions')
    );
    for (const row of table.where('Id', sets)) {
      for (const flag of flags)
        if (row[flag.slot] === true) names.add(flag.name.slice('Permissions'.length).toLowerCase());
    }
    return names;
  }

  private objects(profile: ProfileRights, sets: readonly string[]): Map<string, Crud> {
    const all = new Map<string, Crud>();
    for (const [name, letters] of Object.entries(profile.objects)) all.set(name.toLowerCase(), crudOf(letters));
    const table = this.tables.of('ObjectPermissions');
    if (!table) return all;
    for (const row of table.where('ParentId', sets)) {
      const name = (table.text(row, 'SobjectType') ?? '').toLowerCase();
      all.set(name, orCrud(all.get(name) ?? NO_CRUD, rowCrud(table, row)));
    }
    return all;
  }

  private fields(sets: readonly string[]): Map<string, Fls> {
    const all = new Map<string, Fls>();
    const table = this.tables.of('FieldPermissions');
    if (!table) return all;
    for (const row of table.where('ParentId', sets)) {
      const name = (table.text(row, 'Field') ?? '').toLowerCase();
      const before = all.get(name);
      const edit = table.yes(row, 'PermissionsEdit') || before?.edit === true;
      all.set(name, { read: edit || table.yes(row, 'PermissionsRead') || before?.read === true, edit });
    }
    return all;
  }

  private allFields(sets: readonly string[]): Set<string> {
    const table = this.tables.of('ObjectPermissions');
    const rows = [...(table?.where('ParentId', sets) ?? [])];
    const given = rows.filter((row) => table?.yes(row, 'PermissionsViewAllFields'));
    return new Set(given.map((row) => (table?.text(row, 'SobjectType') ?? '').toLowerCase()));
  }

  private entities(sets: readonly string[]): Set<string> {
    const all = new Set<string>();
    const table = this.tables.of('SetupEntityAccess');
    if (!table) return all;
    for (const row of table.where('ParentId', sets)) {
      const id = table.text(row, 'SetupEntityId');
      if (id) all.add(id);
    }
    return all;
  }

  private tabs(sets: readonly string[]): Map<string, string> {
    const all = new Map<string, string>();
    const table = this.tables.of('PermissionSetTabSetting');
    if (!table) return all;
    for (const row of table.where('ParentId', sets)) {
      const name = (table.text(row, 'Name') ?? '').toLowerCase();
      const visibility = table.text(row, 'Visibility') ?? '';
      if (all.get(name) !== 'DefaultOn') all.set(name, visibility);
    }
    return all;
  }
}

/** A right implies the lesser ones it depends on, as the platform enforces on save of a permission set. */
function rowCrud(table: Table, row: Row): Crud {
  const yes = (name: string) => table.yes(row, `Permissions${name}`);
  const modifyAll = yes('ModifyAllRecords');
  const viewAll = modifyAll || yes('ViewAllRecords');
  const remove = modifyAll || yes('Delete');
  const edit = remove || yes('Edit');
  const create = yes('Create');
  return { read: viewAll || edit || create || yes('Read'), create, edit, delete: remove, viewAll, modifyAll };
}
