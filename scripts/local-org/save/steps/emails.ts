import { ApexList, unbox } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { writeSystemRow } from '../system-rows.ts';
import { read, stored } from './standard.ts';

/** The lists of people that an email may be given, and what they are to it. */
const LISTS = [
  ['ToIds', 'ToAddress'],
  ['CcIds', 'CcAddress'],
  ['BccIds', 'BccAddress']
] as const;

/**
 * "Each ID is linked to an EmailMessageRelation record" (Object Reference, EmailMessage: ToIds, CcIds, BccIds). The sender is
 * related by the address (assumed: a public suite that passes on the platform counts one more than the people it gave).
 */
export function peopleOfEmails(batch: Batch): void {
  for (const index of batch.alive()) {
    const email = batch.given[index];
    if (!email) continue;
    const from = read(email, 'FromAddress');
    if (from !== null) relate(batch, index, { RelationType: 'FromAddress', RelationAddress: from });
    for (const [list, type] of LISTS) for (const id of idsOf(read(email, list))) relatePerson(batch, index, id, type);
  }
}

function idsOf(value: unknown): string[] {
  const items = value instanceof ApexList ? value.items : [];
  return items.map((item) => unbox(item)).filter((id): id is string => typeof id === 'string');
}

function relatePerson(batch: Batch, index: number, RelationId: string, RelationType: string): void {
  const object = batch.tx.org.schema.byPrefix(RelationId);
  const person = object && stored(batch, object.name, RelationId);
  const RelationAddress = person?.get('Email') ?? null;
  relate(batch, index, { RelationId, RelationType, RelationAddress, RelationObjectType: object?.name ?? null });
}

function relate(batch: Batch, index: number, values: Readonly<Record<string, unknown>>): void {
  const EmailMessageId = batch.record(index).id;
  writeSystemRow(batch.tx.org, 'EmailMessageRelation', { EmailMessageId, ...values }, { userId: batch.tx.user.id });
}
