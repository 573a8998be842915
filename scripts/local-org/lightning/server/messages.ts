import type { OutgoingMessage } from '../../contracts/transaction.ts';
import type { UserContext } from '../../contracts/access.ts';
import type { Ask, Site } from './context.ts';
import { instantText } from './values.ts';

/** Whether a message is for a person: by id (notifications) or by address (e-mail). */
export function isFor(message: OutgoingMessage, user: UserContext): boolean {
  const own = [user.id, user.id.slice(0, 15), user.email.toLowerCase()];
  return message.to.some((to) => own.includes(to) || own.includes(to.toLowerCase()));
}

/** Messages to the person, newest first. */
export function messages(ask: Ask): object[] {
  const { user, org } = ask.tx;
  return org.outbox
    .map((message, at) => ({ message, key: String(at) }))
    .filter(({ message }) => isFor(message, user))
    .reverse()
    .map(({ message, key }) => ({
      key,
      kind: message.kind,
      title: message.title,
      body: message.body,
      targetId: message.targetId ?? null,
      timeText: instantText(message.at, user)
    }));
}

export function countFor(site: Site, user: UserContext): number {
  return site.org.outbox.filter((message) => isFor(message, user)).length;
}
