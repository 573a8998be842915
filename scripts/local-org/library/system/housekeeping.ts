import { randomBytes } from 'node:crypto';
import type { Transaction } from '../../contracts/transaction.ts';
import { type ApexDate, ApexDatetime, throwApex, toId } from '../../values/index.ts';
import { libraryClass, need, plainGetters } from '../define.ts';
import { Bean } from '../registry.ts';

/** Nobody signs in to a local org, so that a password is only checked: the user must be there. */
function checkUser(tx: Transaction, id: string): void {
  const users = tx.org.schema.object('User');
  if (users === undefined || tx.org.store.get(users, toId(need(id))) === undefined)
    throwApex('System.InvalidParameterValueException', `Invalid user id: ${id}`);
}

function reset(tx: Transaction, id: string): Bean {
  checkUser(tx, id);
  return new Bean('System.ResetPasswordResult', [['password', randomBytes(9).toString('base64url')]]);
}

/** Jobs that are done and ended before the day; "the number of records deleted". */
function purgeJobs(tx: Transaction, before: ApexDate): number {
  const jobs = tx.org.schema.object('AsyncApexJob');
  const slot = jobs?.field('CompletedDate')?.slot;
  if (!jobs || slot === undefined) return 0;
  const until = ApexDatetime.ofDateTime(tx.user.timeZone, need(before), 0).at;
  const old = [...tx.org.store.scan(jobs, { kind: 'all' })].filter((row) => {
    const ended = row[slot];
    return ended instanceof ApexDatetime && ended.at < until;
  });
  for (const row of old) tx.org.store.put(jobs, row[0] as string, undefined);
  return old.length;
}

/** Passwords of users and old jobs (Apex Reference Guide, System Class). */
export const housekeepingClasses = [
  libraryClass('System.System', {
    'static void setPassword(Id user, String password)': (tx, _, id: string, password: string) =>
      void (need(password) && checkUser(tx, id)),
    'static ResetPasswordResult resetPassword(Id user, Boolean sendMail)': (tx, _, id: string) => reset(tx, id),
    'static ResetPasswordResult resetPasswordWithEmailTemplate(Id user, Boolean sendMail, String template)': (
      tx,
      _,
      id: string
    ) => reset(tx, id),
    'static Integer purgeOldAsyncJobs(Date before)': (tx, _, before: ApexDate) => purgeJobs(tx, before)
  }),
  libraryClass('System.ResetPasswordResult', plainGetters('String password'))
];
