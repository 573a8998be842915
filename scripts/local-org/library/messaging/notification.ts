import type { Transaction } from '../../contracts/transaction.ts';
import { ApexSet, throwApex, toId } from '../../values/index.ts';
import { libraryClass, need, setters } from '../define.ts';
import { Bean } from '../registry.ts';

const FIELDS = ['NotificationTypeId', 'SenderId', 'Title', 'Body', 'TargetId', 'TargetPageRef'];

/** Rows of a setup object by one field, read without counting a query. */
function rowsBy(tx: Transaction, objectName: string, field: string, value: string, wanted: string): string[] {
  const object = tx.org.schema.object(objectName);
  const [by, out] = [object?.field(field)?.slot, object?.field(wanted)?.slot];
  if (!object || by === undefined || out === undefined) throw new Error(`the schema has no ${objectName}.${field}`);
  return [...tx.org.store.scan(object, { kind: 'all' })].filter((r) => r[by] === value).map((r) => r[out] as string);
}

/** A user is itself; a group or queue is its members, groups in groups included. */
function usersOf(tx: Transaction, id: string, seen: Set<string>): string[] {
  if (seen.has(id)) return [];
  seen.add(id);
  const object = tx.org.schema.byPrefix(id)?.name;
  if (object === 'User') return [id];
  if (object === 'Group')
    return rowsBy(tx, 'GroupMember', 'GroupId', id, 'UserOrGroupId').flatMap((m) => usersOf(tx, m, seen));
  return throwApex('System.InvalidParameterValueException', `Invalid recipient: ${id}`);
}

/** Documented: at most 500 recipients a call, title, body and target required. */
function send(tx: Transaction, self: Bean, recipients: ApexSet): void {
  const value = (name: string) => self.get(name) as string | null;
  for (const name of ['NotificationTypeId', 'Title', 'Body']) {
    if (value(name) === null || value(name) === '') throwApex('System.IllegalArgumentException', `${name} is required`);
  }
  if (value('TargetId') === null && value('TargetPageRef') === null)
    throwApex('System.IllegalArgumentException', 'TargetId or TargetPageRef is required');
  if (need(recipients).size === 0 || recipients.size > 500)
    throwApex('System.IllegalArgumentException', 'Between 1 and 500 recipients are expected');
  const seen = new Set<string>();
  const to = [...recipients].flatMap((r) => usersOf(tx, toId(need(r as string)), seen));
  const message = {
    kind: 'notification' as const,
    to,
    title: value('Title') as string,
    body: value('Body') as string,
    at: tx.now(),
    details: {
      notificationTypeId: value('NotificationTypeId'),
      senderId: value('SenderId'),
      targetPageRef: value('TargetPageRef'),
      recipients: [...recipients]
    },
    ...(value('TargetId') === null ? {} : { targetId: value('TargetId') as string })
  };
  tx.afterCommit(() => tx.org.outbox.push(message));
}

export const notificationClass = libraryClass(
  'Messaging.CustomNotification',
  setters(...FIELDS.map((f) => `String ${f}`)),
  {
    'CustomNotification()': () => new Bean('Messaging.CustomNotification'),
    'CustomNotification(String type, String sender, String title, String body, String target, String page)': (
      _,
      __,
      type,
      sender,
      title,
      body,
      target,
      page
    ) =>
      new Bean('Messaging.CustomNotification', [
        ['NotificationTypeId', type],
        ['SenderId', sender],
        ['Title', title],
        ['Body', body],
        ['TargetId', target],
        ['TargetPageRef', page]
      ]),
    'void send(Set<String> users)': (tx, self: Bean, users: ApexSet) => send(tx, self, users)
  }
);
