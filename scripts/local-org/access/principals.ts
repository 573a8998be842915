import { RowCache } from './tables.ts';
import type { Table, Tables } from './tables.ts';

/** Whose records a user reaches: by being them, belonging to them, or standing above them. */
export interface Principals {
  /** The user, and the groups and queues the user belongs to, directly or nested. */
  readonly own: ReadonlySet<string>;
  /** `own`, and the same of everybody below in the role hierarchy. */
  readonly withSubordinates: ReadonlySet<string>;
}

/** Groups, queues, roles and the hierarchy (Salesforce Help, "Sharing Considerations"; "Group", Object Reference). */
export class PrincipalReader {
  private readonly tables: Tables;
  private readonly cache: RowCache<Principals>;

  constructor(tables: Tables) {
    this.tables = tables;
    this.cache = new RowCache(tables, ['User', 'UserRole', 'Group', 'GroupMember']);
  }

  of(userId: string): Principals {
    return this.cache.get(userId, () => this.compute(userId));
  }

  private compute(userId: string): Principals {
    const own = this.groupsOf([userId]);
    const below = this.subordinates(userId);
    return { own, withSubordinates: below.length === 0 ? own : this.groupsOf([userId, ...below]) };
  }

  private roleOf(userId: string): string | null {
    const users = this.tables.of('User');
    const row = users?.get(userId);
    return row && users ? users.text(row, 'UserRoleId') : null;
  }

  private subordinates(userId: string): string[] {
    const role = this.roleOf(userId);
    const roles = this.tables.of('UserRole');
    if (!role || !roles) return [];
    const below: string[] = [];
    let level = [role];
    while (level.length > 0) {
      level = [...roles.where('ParentRoleId', level)]
        .map((row) => row[0] as string)
        .filter((id) => !below.includes(id));
      below.push(...level);
    }
    return [...this.tables.rows('User', 'UserRoleId', below)].map((row) => row[0] as string);
  }

  private groupsOf(users: readonly string[]): Set<string> {
    const found = new Set<string>(users);
    const groups = this.tables.of('Group');
    const members = this.tables.of('GroupMember');
    if (!groups) return found;
    this.addRoleGroups(groups, users, found);
    let level = [...found];
    while (level.length > 0 && members) {
      const next: string[] = [];
      for (const row of members.where('UserOrGroupId', level)) {
        const group = members.text(row, 'GroupId');
        if (group && !found.has(group)) next.push(group);
      }
      next.forEach((id) => found.add(id));
      level = next;
    }
    return found;
  }

  /** The groups that stand for a role, a role with all below it, or the whole organization. */
  private addRoleGroups(groups: Table, users: readonly string[], found: Set<string>): void {
    const roles = users.map((id) => this.roleOf(id)).filter((id): id is string => id !== null);
    const above = new Set(roles.flatMap((role) => this.withAncestors(role)));
    for (const row of groups.where('Type', [
      'Role',
      'RoleAndSubordinates',
      'RoleAndSubordinatesInternal',
      'Organization'
    ])) {
      const type = groups.text(row, 'Type');
      const related = groups.text(row, 'RelatedId') ?? '';
      const member = type === 'Organization' || (type === 'Role' ? roles.includes(related) : above.has(related));
      if (member) found.add(row[0] as string);
    }
  }

  private withAncestors(role: string): string[] {
    const roles = this.tables.of('UserRole');
    const line: string[] = [];
    let id: string | null = role;
    while (id && roles && !line.includes(id)) {
      line.push(id);
      const row = roles.get(id);
      id = row ? roles.text(row, 'ParentRoleId') : null;
    }
    return line;
  }
}
