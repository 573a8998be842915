import type { RecordNeed } from '../contracts/access.ts';
import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import type { SharingRuleModel } from '../metadata/index.ts';
import type { PrincipalReader } from './principals.ts';
import { SharingRules } from './rules.ts';
import { tableOf } from './tables.ts';
import type { Table, Tables } from './tables.ts';

/** How far a user gets with one record; each level holds the ones before it. */
export const LEVEL = { none: 0, read: 1, edit: 2, all: 3 } as const;

const NEEDED: Readonly<Record<RecordNeed, number>> = {
  read: LEVEL.read,
  edit: LEVEL.edit,
  delete: LEVEL.all,
  transfer: LEVEL.all
};

/** Objects whose public org-wide default is Read/Write/Transfer: whoever may edit such a record may give it away. */
const TRANSFERABLE = new Set(['Lead', 'Case']);

/** What a role gives its users with the children of accounts that they own (Object Reference, UserRole). */
const CHILD_ACCESS: Readonly<Record<string, string>> = {
  Contact: 'ContactAccessForAccountOwner',
  Opportunity: 'OpportunityAccessForAccountOwner',
  Case: 'CaseAccessForAccountOwner'
};

/** Types of users of communities and portals (Object Reference, User, UserType). */
const EXTERNAL = new Set(['powerpartner', 'cspliteportal', 'customersuccess', 'powercustomersuccess']);

/**
 * The organization-wide default that holds for a type of user: external users have their own, and for guests it is
 * private (Salesforce Help, External Organization-Wide Defaults Overview; Secure Guest Users' Sharing Settings).
 */
function defaultFor(type: string, object: ObjectInfo): ObjectInfo['sharing'] {
  if (type === 'Guest') return object.sharing === 'ControlledByParent' ? object.sharing : 'Private';
  return EXTERNAL.has(type.toLowerCase()) ? (object.externalSharing ?? object.sharing) : object.sharing;
}

/** The level that a need takes. */
export function neededLevel(object: ObjectInfo, need: RecordNeed): number {
  const open = need === 'transfer' && object.sharing === 'ReadWrite' && TRANSFERABLE.has(object.name);
  return open ? LEVEL.edit : NEEDED[need];
}

const SHARE_LEVELS: Readonly<Record<string, number>> = {
  none: LEVEL.none,
  read: LEVEL.read,
  edit: LEVEL.edit,
  all: LEVEL.all
};

/** Whether a user sees or changes every record of an object whatever its sharing. */
export type AllRights = (
  userId: string,
  object: ObjectInfo
) => { readonly viewAll: boolean; readonly modifyAll: boolean; readonly type: string };

/**
 * Record access (Salesforce Help, "How Does Record Access Work"; "Sharing Architecture" guide): org-wide default, owner,
 * role hierarchy, queue members, shares, the master's access for details, and read access to the account of a child that
 * the user can read.
 */
export class Sharing {
  private readonly tables: Tables;
  private readonly principals: PrincipalReader;
  private readonly allRights: AllRights;
  private readonly rules: SharingRules;

  constructor(tables: Tables, principals: PrincipalReader, allRights: AllRights, rules: readonly SharingRuleModel[]) {
    this.tables = tables;
    this.principals = principals;
    this.allRights = allRights;
    this.rules = new SharingRules(rules, tables, principals);
  }

  /** A test per row, or null where no row can be withheld. */
  test(userId: string, object: ObjectInfo, need: RecordNeed): ((row: Row) => boolean) | null {
    const needed = neededLevel(object, need);
    if (this.floor(userId, object) >= needed) return null;
    return (row) => this.level(userId, object, row) >= needed;
  }

  /** What every user of these rights gets with any record of the object. */
  private floor(userId: string, object: ObjectInfo): number {
    const rights = this.allRights(userId, object);
    if (rights.modifyAll || object.sharing === 'None') return LEVEL.all;
    const sharing = defaultFor(rights.type, object);
    const given = sharing === 'ReadWrite' ? LEVEL.edit : sharing === 'Read' ? LEVEL.read : LEVEL.none;
    return rights.viewAll ? Math.max(given, LEVEL.read) : given;
  }

  level(userId: string, object: ObjectInfo, row: Row, implicit = true): number {
    const floor = this.floor(userId, object);
    if (floor === LEVEL.all) return floor;
    const parent = object.sharing === 'ControlledByParent' ? this.byParent(userId, object, row) : undefined;
    let level = Math.max(floor, parent ?? this.byOwner(userId, object, row));
    if (level < LEVEL.all && parent === undefined) level = Math.max(level, this.byShares(userId, object, row));
    if (level < LEVEL.edit && parent === undefined) level = Math.max(level, this.byRules(userId, object, row));
    if (level < LEVEL.edit && implicit) level = Math.max(level, this.byAccount(userId, object, row));
    if (level < LEVEL.read && implicit && object.name === 'Account') level = this.byChildren(userId, row);
    return level;
  }

  private byOwner(userId: string, object: ObjectInfo, row: Row): number {
    const owner = object.field('OwnerId');
    const id = owner ? row[owner.slot] : null;
    if (typeof id !== 'string') return LEVEL.none;
    return this.reached(userId, object).has(id) ? LEVEL.all : LEVEL.none;
  }

  private reached(userId: string, object: ObjectInfo): ReadonlySet<string> {
    const principals = this.principals.of(userId);
    return !object.custom || object.grantAccessUsingHierarchies ? principals.withSubordinates : principals.own;
  }

  private byShares(userId: string, object: ObjectInfo, row: Row): number {
    const share = this.shareTable(object);
    if (!share) return LEVEL.none;
    const reached = this.reached(userId, object);
    let level: number = LEVEL.none;
    for (const each of share.table.where(share.parent, [row[0]])) {
      if (!reached.has(share.table.text(each, 'UserOrGroupId') ?? '')) continue;
      const given = SHARE_LEVELS[(share.table.text(each, share.level) ?? 'none').toLowerCase()];
      level = Math.max(level, given ?? LEVEL.none);
    }
    return level;
  }

  private byRules(userId: string, object: ObjectInfo, row: Row): number {
    return SHARE_LEVELS[this.rules.access(this.reached(userId, object), object, row).toLowerCase()] ?? LEVEL.none;
  }

  /** "Parent to child": what somebody has with an account reaches to its contacts, opportunities and cases. */
  private byAccount(userId: string, object: ObjectInfo, row: Row): number {
    const setting = CHILD_ACCESS[object.name];
    const accounts = this.tables.of('Account');
    const link = object.field('AccountId');
    const id = link && row[link.slot];
    const account = typeof id === 'string' ? accounts?.get(id) : undefined;
    if (!setting || !accounts || !account) return LEVEL.none;
    const owned = this.byOwner(userId, accounts.object, account) > LEVEL.none;
    return Math.max(
      owned ? this.roleLevel(userId, setting) : LEVEL.none,
      this.shared(userId, object, accounts, account)
    );
  }

  /** Shares and sharing rules of an account say how far they go with its children (Object Reference, AccountShare). */
  private shared(userId: string, child: ObjectInfo, accounts: Table, account: Row): number {
    const reached = this.reached(userId, accounts.object);
    const shares = this.tables.of('AccountShare');
    const given = this.rules.childAccess(reached, accounts.object, account, child.name);
    for (const share of shares?.where('AccountId', [account[0]]) ?? [])
      if (reached.has(shares?.text(share, 'UserOrGroupId') ?? ''))
        given.push(shares?.text(share, `${child.name}AccessLevel`) ?? 'None');
    return Math.max(LEVEL.none, ...given.map((level) => SHARE_LEVELS[level.toLowerCase()] ?? LEVEL.none));
  }

  /** The owner of an account, or who stands above, gets as far with its children as the role says. */
  private roleLevel(userId: string, setting: string): number {
    const [users, roles] = [this.tables.of('User'), this.tables.of('UserRole')];
    const user = users?.get(userId);
    const role = user && users ? roles?.get(users.text(user, 'UserRoleId') ?? '') : undefined;
    const given = role && roles ? roles.text(role, setting) : null;
    return SHARE_LEVELS[(given ?? 'None').toLowerCase()] ?? LEVEL.none;
  }

  /** `Widget__Share(ParentId, AccessLevel)`, `LeadShare(LeadId, LeadAccessLevel)`. */
  private shareTable(object: ObjectInfo): { table: Table; parent: string; level: string } | undefined {
    const custom = object.name.endsWith('__c');
    const table = this.tables.of(custom ? object.name.replace(/__c$/, '__Share') : `${object.name}Share`);
    if (!table || table.object.kind !== 'share') return undefined;
    return custom
      ? { table, parent: 'ParentId', level: 'AccessLevel' }
      : { table, parent: `${object.name}Id`, level: `${object.name}AccessLevel` };
  }

  /** A detail is reached as far as its masters are; reading the master may be enough to write where the field says so. */
  private byParent(userId: string, object: ObjectInfo, row: Row): number | undefined {
    const masters = parentFields(object);
    let level: number | undefined;
    for (const field of masters) {
      const id = row[field.slot];
      if (typeof id !== 'string') continue;
      const reach = this.ofId(userId, id);
      const given = field.masterReadEnough && reach >= LEVEL.read ? LEVEL.all : reach >= LEVEL.edit ? LEVEL.all : reach;
      level = level === undefined ? given : Math.min(level, given);
    }
    return level;
  }

  private byChildren(userId: string, row: Row): number {
    for (const name of ['Contact', 'Opportunity', 'Case']) {
      const child = this.tables.of(name);
      if (!child) continue;
      for (const each of child.where('AccountId', [row[0]])) {
        if (this.level(userId, child.object, each, false) >= LEVEL.read) return LEVEL.read;
      }
    }
    return LEVEL.none;
  }

  ofId(userId: string, id: string): number {
    const object = this.tables.schema.byPrefix(id);
    if (!object) return LEVEL.none;
    const row = tableOf(object, this.tables.store).get(id);
    return row ? this.level(userId, object, row) : LEVEL.none;
  }
}

/** The lookups that decide for an object controlled by its parent: its masters, or the standard parents. */
function parentFields(object: ObjectInfo): readonly FieldInfo[] {
  const masters = object.fields.filter((field) => field.masterDetail);
  if (masters.length > 0) return masters;
  const standard = ['AccountId', 'WhatId', 'WhoId', 'ParentId', 'CampaignId'].map((name) => object.field(name));
  return standard.filter((field): field is FieldInfo => field !== undefined);
}
