import type { Crud, Fls } from '../contracts/access.ts';
import type { Row } from '../contracts/store.ts';
import type { PermissionsModel } from '../metadata/index.ts';
import { ApexDatetime } from '../values/index.ts';
import { together, without } from './muting.ts';
import type { Muting, Rights } from './muting.ts';
import { NO_CRUD, crudOf, orCrud, profileRights } from './profiles.ts';
import type { ProfileRights } from './profiles.ts';
import { RowCache } from './tables.ts';
import type { Table, Tables } from './tables.ts';

/** Everything that profile and permission sets give one user, added up: rights only ever add, but for what a group mutes. */
export interface Grants extends Rights {
  readonly profile: ProfileRights;
  readonly permissionSets: ReadonlySet<string>;
}

interface Assigned {
  readonly sets: readonly string[];
  readonly groups: readonly { readonly sets: readonly string[]; readonly mutes: readonly PermissionsModel[] }[];
}

/** The objects whose rows are rights: a save of one makes every user's grants be read again. */
export const GRANT_OBJECTS = [
  'User',
  'Profile',
  'PermissionSet',
  'PermissionSetAssignment',
  'PermissionSetGroup',
  'PermissionSetGroupComponent',
  'ObjectPermissions',
  'FieldPermissions',
  'SetupEntityAccess',
  'PermissionSetTabSetting'
] as const;

/** "The date that the assignment ... expires for the specified user" (Object Reference, PermissionSetAssignment). */
function endOf(table: Table | undefined, row: Row): number | undefined {
  const end = table?.read(row, 'ExpirationDate');
  return end instanceof ApexDatetime ? end.at : undefined;
}

export class GrantReader {
  private readonly tables: Tables;
  private readonly muting: Muting;
  private readonly now: () => number;
  private readonly cache: RowCache<Grants>;
  private readonly ends: RowCache<readonly number[]>;

  constructor(tables: Tables, now: () => number, muting: Muting = new Map()) {
    this.tables = tables;
    this.now = now;
    this.muting = muting;
    this.cache = new RowCache(tables, GRANT_OBJECTS);
    this.ends = new RowCache(tables, ['PermissionSetAssignment']);
  }

  of(userId: string, profileId: string | null): Grants {
    return this.cache.get(`${userId}|${profileId ?? ''}|${this.ended()}`, () => this.compute(userId, profileId));
  }

  /** How many assignments have ended by now: each one that ends makes grants be read again. */
  private ended(): number {
    const now = this.now();
    return this.ends.get('', () => this.allEnds()).filter((end) => end <= now).length;
  }

  private allEnds(): number[] {
    const table = this.tables.of('PermissionSetAssignment');
    return [...(table?.all() ?? [])].flatMap((row) => endOf(table, row) ?? []);
  }

  private compute(userId: string, profileId: string | null): Grants {
    const profiles = this.tables.of('Profile');
    const row = profileId ? profiles?.get(profileId) : undefined;
    const profile = profileRights(row && profiles ? profiles.text(row, 'Name') : null);
    const assigned = this.assigned(userId, profileId);
    const muted = assigned.groups.map(({ sets, mutes }) =>
      mutes.reduce((rights, mute) => without(rights, mute, this.tables), this.rights(undefined, sets))
    );
    return {
      profile,
      permissionSets: new Set([...assigned.sets, ...assigned.groups.flatMap(({ sets }) => sets)]),
      ...muted.reduce(together, this.rights(profile, assigned.sets))
    };
  }

  /** What the sets give, and the profile by itself. */
  private rights(profile: ProfileRights | undefined, sets: readonly string[]): Rights {
    return {
      system: this.systemPermissions(profile, sets),
      objects: this.objects(profile, sets),
      fields: this.fields(sets),
      allFields: this.allFields(sets),
      entities: this.entities(sets),
      tabs: this.tabs(sets)
    };
  }

  /** The sets of a user, and apart from them those of each group that mutes something. */
  private assigned(userId: string, profileId: string | null): Assigned {
    const found = new Set<string>();
    const groups: Assigned['groups'][number][] = [];
    const assignments = this.tables.of('PermissionSetAssignment');
    for (const row of assignments?.where('AssigneeId', [userId]) ?? []) {
      if ((endOf(assignments, row) ?? Infinity) <= this.now()) continue;
      const set = assignments?.text(row, 'PermissionSetId');
      if (set && !this.waits('PermissionSet', set)) found.add(set);
      const group = assignments?.text(row, 'PermissionSetGroupId');
      if (!group || this.waits('PermissionSetGroup', group)) continue;
      const sets = this.componentsOf(group);
      const mutes = this.mutesOf(group);
      if (mutes.length > 0) groups.push({ sets, mutes });
      else sets.forEach((each) => found.add(each));
    }
    const all = this.tables.of('PermissionSet');
    if (profileId && all) for (const row of all.where('ProfileId', [profileId])) found.add(row[0] as string);
    return { sets: [...found], groups };
  }

  /**
   * A session-based set gives nothing until its session is activated (Salesforce Help, Session-Based Permission Sets),
   * which nothing in a local org does.
   */
  private waits(name: 'PermissionSet' | 'PermissionSetGroup', id: string): boolean {
    const table = this.tables.of(name);
    const row = table?.get(id);
    return row !== undefined && table?.yes(row, 'HasActivationRequired') === true;
  }

  private componentsOf(group: string): string[] {
    const components = this.tables.of('PermissionSetGroupComponent');
    return [...(components?.where('PermissionSetGroupId', [group]) ?? [])].flatMap(
      (row) => components?.text(row, 'PermissionSetId') ?? []
    );
  }

  private mutesOf(group: string): readonly PermissionsModel[] {
    const groups = this.tables.of('PermissionSetGroup');
    const row = groups?.get(group);
    const name = row && groups ? groups.text(row, 'DeveloperName') : null;
    return (name !== null && this.muting.get(name.toLowerCase())) || [];
  }

  private systemPermissions(profile: ProfileRights | undefined, sets: readonly string[]): Set<string> {
    const names = new Set([...(profile?.system ?? [])].map((name) => name.toLowerCase()));
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

  private objects(profile: ProfileRights | undefined, sets: readonly string[]): Map<string, Crud> {
    const all = new Map<string, Crud>();
    for (const [name, letters] of Object.entries(profile?.objects ?? {})) all.set(name.toLowerCase(), crudOf(letters));
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
