import type { UserContext } from '../contracts/access.ts';
import type { ObjectInfo } from '../contracts/schema.ts';
import type { OrgServices, Transaction, TransactionKind } from '../contracts/transaction.ts';
import type { Access } from '../contracts/soql.ts';
import { badRequest, notFound } from './errors.ts';

/** The org that a server serves. `reset` makes a new one, so nobody may keep the services themselves. */
export interface Served {
  readonly org: OrgServices;
}

/** Everything that a person asks for is read and written with that person's rights. */
export const AS_USER: Access = { mode: 'user', sharing: 'with' };
export const AS_SYSTEM: Access = { mode: 'system', sharing: 'without' };

/** One request in a transaction of its own; then what it left to do at once (queueables, events) runs too. */
export function request<T>(org: OrgServices, userId: string, kind: TransactionKind, run: (tx: Transaction) => T): T {
  const answer = org.async.runAs(org.access.user(userId), kind, run);
  org.async.drain();
  return answer;
}

export function objectNamed(org: OrgServices, name: string): ObjectInfo {
  const object = org.schema.object(name);
  if (!object) throw notFound();
  return object;
}

export function objectOfId(org: OrgServices, id: string): ObjectInfo {
  const object = org.schema.byPrefix(id);
  if (!object) throw badRequest('MALFORMED_ID', `No object has ids like "${id}".`);
  return object;
}

/** Users by name or id without asking for anybody's rights: for sign-in and personas. */
export function findUserId(org: OrgServices, usernameOrId: string): string | undefined {
  const users = org.schema.object('User');
  const username = users?.field('Username');
  if (!users || !username) return undefined;
  const wanted = usernameOrId.toLowerCase();
  for (const row of org.store.scan(users, { kind: 'all' })) {
    if (String(row[username.slot]).toLowerCase() === wanted || row[0] === usernameOrId) return row[0] as string;
  }
  return undefined;
}

/** The user that scripts run as: the first active one with the right to change everything. */
export function adminUser(org: OrgServices): UserContext {
  const users = org.schema.object('User');
  if (!users) throw new Error('The org has no object User.');
  for (const row of org.store.scan(users, { kind: 'all' })) {
    const user = org.access.user(row[0] as string);
    if (org.access.systemPermission(user, 'ModifyAllData')) return user;
  }
  throw new Error('The org has no user who may modify all data.');
}
