import type { ObjectInfo } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import type { RowPath } from './condition.ts';
import { queryError } from './errors.ts';
import type { Run } from './run-context.ts';

function keysOf(paths: readonly RowPath[], field: string): string[] {
  const path = paths.find((p) => p.kind === 'equal' && p.field.name === field);
  return path?.kind === 'equal' ? path.keys.filter((k): k is string => typeof k === 'string') : [];
}

/** `UserRecordAccess`: computed for one user and the records asked for, which the query must name. */
export function* recordAccessRows(
  object: ObjectInfo,
  paths: readonly RowPath[],
  run: Run
): Generator<Row, void, undefined> {
  const [userId] = keysOf(paths, 'UserId');
  const ids = keysOf(paths, 'RecordId');
  if (!userId || ids.length === 0) throw queryError('UserRecordAccess must be filtered by UserId and RecordId');
  const policy = run.tx.org.access;
  const user = policy.user(userId);
  for (const id of ids) yield accessRow(object, userId, id, policy.recordAccess(run.tx, user, id));
}

/** `UserPermissionAccess`: one row, the running user's permissions (Object Reference). */
export function permissionAccessRow(object: ObjectInfo, run: Run): Row {
  const { access } = run.tx.org;
  const { user } = run.tx;
  return object.fields.map((field) => {
    if (field.slot === 0) return user.id;
    const [, permission] = /^Permissions(\w+)$/.exec(field.name) ?? [];
    return permission === undefined ? null : access.systemPermission(user, permission);
  });
}

function accessRow(
  object: ObjectInfo,
  userId: string,
  id: string,
  access: { read: boolean; edit: boolean; delete: boolean; transfer: boolean }
): Row {
  const row: unknown[] = object.fields.map(() => null);
  const set = (name: string, value: unknown) => {
    const field = object.field(name);
    if (field) row[field.slot] = value;
  };
  set('Id', id);
  set('UserId', userId);
  set('RecordId', id);
  set('HasReadAccess', access.read);
  set('HasEditAccess', access.edit);
  set('HasDeleteAccess', access.delete);
  set('HasTransferAccess', access.transfer);
  set('HasAllAccess', access.delete && access.transfer);
  set('MaxAccessLevel', widest(access));
  return row;
}

/** Object Reference, UserRecordAccess: None, Read, Edit, Delete, Transfer, All. */
function widest(access: { read: boolean; edit: boolean; delete: boolean; transfer: boolean }): string {
  if (access.delete && access.transfer) return 'All';
  if (access.transfer) return 'Transfer';
  if (access.delete) return 'Delete';
  return access.edit ? 'Edit' : access.read ? 'Read' : 'None';
}
