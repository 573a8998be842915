import type { AccessPolicy, Crud, Fls, RecordNeed, RecordTypeRights, UserContext } from '../contracts/access.ts';
import type { FieldInfo, ObjectInfo, Schema } from '../contracts/schema.ts';
import type { AccessPath, Row, RowProvider, Store } from '../contracts/store.ts';
import type { Transaction } from '../contracts/transaction.ts';
import type { SharingRuleModel } from '../metadata/index.ts';
import { contactFieldOf } from '../schema/index.ts';
import { GrantReader } from './grants.ts';
import type { Grants } from './grants.ts';
import type { Muting } from './muting.ts';
import { PrincipalReader } from './principals.ts';
import { NO_ASSIGNMENTS, RecordTypeReader } from './record-types.ts';
import type { RecordTypeAssignments } from './record-types.ts';
import { fieldRights, objectRights } from './rights.ts';
import { LEVEL, neededLevel, Sharing } from './sharing.ts';
import { RowCache, tablesOf } from './tables.ts';
import type { Table, Tables } from './tables.ts';

/** What the policy says beyond the contract: pages ask for tabs, tests and pages for the sets behind a right. */
export interface FullAccessPolicy extends AccessPolicy {
  permissionSets(user: UserContext): ReadonlySet<string>;
  /** Everyone who belongs to a group or queue: users, through nested groups and roles. */
  members(groupId: string): readonly string[];
  /** Rows of `UserRecordAccess` for the records that a query names. */
  userRecordAccess: RowProvider;
}

/** What decides about rights and has no rows here. */
export interface DeployedRights {
  readonly sharingRules?: readonly SharingRuleModel[];
  readonly muting?: Muting;
  readonly recordTypes?: RecordTypeAssignments;
  /** The clock that ends assignments; absent: the machine's. */
  readonly now?: () => number;
}

/**
 * Rights from the org's own rows (User, Profile, PermissionSet, ObjectPermissions, FieldPermissions, SetupEntityAccess,
 * Group, GroupMember, UserRole, shares): what a project deploys and what a test inserts count alike.
 */
export function createAccessPolicy(schema: Schema, store: Store, deployed: DeployedRights = {}): FullAccessPolicy {
  return new Policy(tablesOf(schema, store), deployed);
}

class Policy implements FullAccessPolicy {
  private readonly tables: Tables;
  private readonly grants: GrantReader;
  private readonly principals: PrincipalReader;
  private readonly types: RecordTypeReader;
  private readonly sharing: Sharing;
  private readonly users: RowCache<UserContext>;
  readonly userRecordAccess: RowProvider;

  constructor(
    tables: Tables,
    { sharingRules = [], muting, recordTypes = NO_ASSIGNMENTS, now = Date.now }: DeployedRights
  ) {
    this.tables = tables;
    this.users = new RowCache(tables, ['User']);
    this.grants = new GrantReader(tables, now, muting);
    this.principals = new PrincipalReader(tables);
    this.types = new RecordTypeReader(tables, recordTypes);
    this.sharing = new Sharing(
      tables,
      this.principals,
      (userId, object) => this.allRights(userId, object),
      sharingRules
    );
    this.userRecordAccess = { rows: (path) => this.recordAccessRows(path) };
  }

  user(id: string): UserContext {
    const users = this.tables.of('User');
    const row = users?.get(id);
    if (!users || !row) throw new Error(`There is no user with id ${id}.`);
    return userContext(users, row);
  }

  object(user: UserContext, object: ObjectInfo): Crud {
    return objectRights(this.grantsOf(user), object, this.parentOf(object));
  }

  field(user: UserContext, field: FieldInfo): Fls {
    const object = this.tables.schema.object(field.object);
    if (!object)
      throw new Error(`The field ${field.object}.${field.name} belongs to an object that the org does not have.`);
    const [secured, owner] = this.personField(field) ?? [field, object];
    return fieldRights(this.grantsOf(user), secured, owner, this.object(user, object));
  }

  /** "The Person Account field inherits the same security setting from the Contact field" (SOAP API Guide, Person Account Record Types). */
  private personField({ object, name }: FieldInfo): readonly [FieldInfo, ObjectInfo] | undefined {
    const source = object === 'Account' ? contactFieldOf(name) : undefined;
    const contacts = source === undefined ? undefined : this.tables.schema.object('Contact');
    const field = source === undefined ? undefined : contacts?.field(source);
    return contacts && field ? [field, contacts] : undefined;
  }

  recordTypes(user: UserContext, object: ObjectInfo): RecordTypeRights {
    return this.types.of(this.grantsOf(user), user.profileId, object);
  }

  rows(tx: Transaction, object: ObjectInfo, need: RecordNeed): ((row: Row) => boolean) | null {
    if (isSystemUser(tx.user)) return null;
    const parent = this.parentOf(object);
    return parent ? this.rowsOfChild(tx.user.id, object, parent, need) : this.sharing.test(tx.user.id, object, need);
  }

  recordAccess(
    _tx: Transaction,
    user: UserContext,
    id: string
  ): { read: boolean; edit: boolean; delete: boolean; transfer: boolean } {
    return this.reach(user, id);
  }

  customPermission(user: UserContext, name: string): boolean {
    const table = this.tables.of('CustomPermission');
    return table !== undefined && this.namedEntity(user, table, 'DeveloperName', name);
  }

  systemPermission(user: UserContext, name: string): boolean {
    return this.grantsOf(user).system.has(name.replace(/^Permissions/, '').toLowerCase());
  }

  apexClass(user: UserContext, className: string): boolean {
    if (this.systemPermission(user, 'AuthorApex')) return true;
    const table = this.tables.of('ApexClass');
    return table !== undefined && this.namedEntity(user, table, 'Name', className.split('.')[0] ?? className);
  }

  tab(user: UserContext, name: string): boolean {
    if (this.systemPermission(user, 'ModifyAllData')) return true;
    const tabs = this.grantsOf(user).tabs;
    const given = tabs.get(name.toLowerCase());
    if (given !== undefined) return given !== 'None';
    const object = this.tables.schema.object(name.replace(/^standard-/, ''));
    return object !== undefined && !object.custom && this.object(user, object).read;
  }

  permissionSets(user: UserContext): ReadonlySet<string> {
    return this.grantsOf(user).permissionSets;
  }

  members(groupId: string): readonly string[] {
    const users = this.tables.of('User');
    if (!users) return [];
    return [...users.all()].map((row) => row[0] as string).filter((id) => this.principals.of(id).own.has(groupId));
  }

  private grantsOf(user: UserContext): Grants {
    return this.grants.of(user.id, user.profileId || null);
  }

  private allRights(userId: string, object: ObjectInfo): { viewAll: boolean; modifyAll: boolean; type: string } {
    const user = this.users.get(userId, () => this.user(userId));
    if (isSystemUser(user)) return { viewAll: true, modifyAll: true, type: user.type };
    return { ...this.object(user, object), type: user.type };
  }

  /** Share and history rows follow the record they belong to. */
  private parentOf(object: ObjectInfo): ObjectInfo | undefined {
    if (object.kind !== 'share' && object.kind !== 'history') return undefined;
    const name = object.name.replace(/__(Share|History)$/, '__c').replace(/(Share|History)$/, '');
    return this.tables.schema.object(name);
  }

  private rowsOfChild(
    userId: string,
    object: ObjectInfo,
    parent: ObjectInfo,
    need: RecordNeed
  ): ((row: Row) => boolean) | null {
    if (this.sharing.test(userId, parent, need) === null) return null;
    const link = object.field('ParentId') ?? object.field(`${parent.name}Id`);
    if (!link) throw new Error(`${object.name} has no field that points to ${parent.name}.`);
    return (row) => this.sharing.ofId(userId, String(row[link.slot])) >= neededLevel(parent, need);
  }

  private reach(user: UserContext, id: string): { read: boolean; edit: boolean; delete: boolean; transfer: boolean } {
    const object = this.tables.schema.byPrefix(id);
    if (!object) return { read: false, edit: false, delete: false, transfer: false };
    const crud = this.object(user, object);
    const level = this.sharing.ofId(user.id, id);
    const edit = crud.edit && level >= LEVEL.edit;
    return {
      read: crud.read && level >= LEVEL.read,
      edit,
      delete: object.deletable && crud.delete && level >= LEVEL.all,
      transfer: edit && (level >= neededLevel(object, 'transfer') || this.systemPermission(user, 'TransferAnyEntity'))
    };
  }

  /** By name with or without the namespace it is stored under. */
  private namedEntity(user: UserContext, table: Table, nameField: string, name: string): boolean {
    const entities = this.grantsOf(user).entities;
    const dot = name.indexOf('__');
    const bare = dot > 0 ? name.slice(dot + 2) : name;
    for (const candidate of new Set([name, bare])) {
      for (const row of table.where(nameField, [candidate])) if (entities.has(row[0] as string)) return true;
    }
    return false;
  }

  private *recordAccessRows(path: AccessPath): Iterable<Row> {
    const table = this.tables.of('UserRecordAccess');
    const users = this.tables.of('User');
    const records = path.kind === 'equal' && path.field.name === 'RecordId' ? path.keys : undefined;
    if (!table || !users || !records)
      throw new Error('UserRecordAccess is read by RecordId: WHERE UserId = ... AND RecordId IN (...).');
    for (const id of records) {
      if (typeof id !== 'string') continue;
      for (const user of users.all()) yield this.recordAccessRow(table.object, userContext(users, user), id);
    }
  }

  private recordAccessRow(object: ObjectInfo, user: UserContext, id: string): Row {
    const reach = this.reach(user, id);
    const max = reach.transfer
      ? 'Transfer'
      : reach.delete
        ? 'Delete'
        : reach.edit
          ? 'Edit'
          : reach.read
            ? 'Read'
            : 'None';
    const values: Readonly<Record<string, unknown>> = {
      RecordId: id,
      UserId: user.id,
      HasReadAccess: reach.read,
      HasEditAccess: reach.edit,
      HasDeleteAccess: reach.delete,
      HasTransferAccess: reach.transfer,
      HasAllAccess: reach.transfer && reach.delete,
      MaxAccessLevel: reach.transfer && reach.delete ? 'All' : max
    };
    return object.fields.map((field) => values[field.name] ?? null);
  }
}

/** The platform's own users run without sharing; whether the real ones do for every object only an org can tell. */
function isSystemUser(user: UserContext): boolean {
  return user.type === 'AutomatedProcess' || user.type === 'CloudIntegrationUser';
}

function userContext(users: Table, row: Row): UserContext {
  const text = (name: string) => users.text(row, name) ?? '';
  return {
    id: row[0] as string,
    username: text('Username'),
    name: text('Name') || [text('FirstName'), text('LastName')].filter(Boolean).join(' '),
    email: text('Email'),
    profileId: text('ProfileId'),
    roleId: users.text(row, 'UserRoleId'),
    timeZone: text('TimeZoneSidKey'),
    locale: text('LocaleSidKey'),
    language: text('LanguageLocaleKey'),
    type: text('UserType')
  };
}
