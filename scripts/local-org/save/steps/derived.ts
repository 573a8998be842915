import type { FieldInfo } from '../../contracts/schema.ts';
import type { SObject } from '../../values/index.ts';
import { ApexDatetime } from '../../values/index.ts';
import { currenciesOf, currencyOfUser } from '../../store/index.ts';
import type { Batch } from '../batch.ts';
import { changesFamily, isPersonRecord, personModel, personName } from '../persons.ts';
import { activityAccount } from './activities.ts';
import { attachment, contentVersion, emailMessage, feedComment, feedItem } from './posts.ts';
import { campaignMember } from './campaigns.ts';
import { asset, contract, order, quote } from './orders.ts';
import { lineItem, opportunity, pricebookEntry } from './products.ts';
import { before, changed, picked, read, set, stored } from './standard.ts';
import type { Derive } from './standard.ts';

/** Fields that the platform keeps in step with others (Object Reference, the pages of each object). */
export function derivedFields(batch: Batch): void {
  const derive = DERIVED[batch.object.name] as Derive;
  for (const index of batch.alive()) derive(batch.record(index), batch, index);
}

/** A name that is made of its parts. */
export function joinedNames(batch: Batch): void {
  for (const index of batch.alive()) for (const field of batch.plan.compounds) compound(batch.record(index), field);
}

export function currencyCodes(batch: Batch): void {
  for (const index of batch.alive()) currency(batch.record(index), batch);
}

/** A record without a currency is in that of its user (Help, Manage Multiple Currencies). */
function currency(record: SObject, batch: Batch): void {
  const field = batch.plan.currency;
  if (!field || (record.v[field.slot] ?? null) !== null) return;
  const { schema, store } = batch.tx.org;
  const table = currenciesOf(schema, store);
  if (table && batch.object.name === 'User' && read(record, 'DefaultCurrencyIsoCode') === null)
    set(record, 'DefaultCurrencyIsoCode', table.corporate);
  if (table) record.v[field.slot] = currencyOfUser(schema, store, batch.tx.user.id, table);
}

function compound(record: SObject, field: FieldInfo): void {
  const parts = (field.compound?.parts ?? [])
    .filter((name) => name !== 'Salutation')
    .map((name) => record.peek(record.fieldNamed(name).slot));
  const text = parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
  record.v[field.slot] = text === '' ? null : text;
}

/** When a record was closed: at the save that closes it; opened again it has no such instant. */
function closing(record: SObject, batch: Batch, index: number, instant: string): void {
  const closed = picked(record, 'Status')?.facts?.['closed'] === true;
  set(record, 'IsClosed', closed);
  if (!closed) set(record, instant, null);
  else if (before(batch, index, 'IsClosed') !== true && !batch.options.auditFields)
    set(record, instant, new ApexDatetime(Math.floor(batch.tx.now() / 1000) * 1000));
}

const MINUTE = 60_000;

/** Object Reference, Event: start and end, or start and duration; each follows from the others. */
const event: Derive = (record, batch, index) => {
  const start = read(record, 'StartDateTime') ?? read(record, 'ActivityDateTime');
  if (!(start instanceof ApexDatetime)) return;
  const [end, duration] = [read(record, 'EndDateTime'), read(record, 'DurationInMinutes')];
  set(record, 'StartDateTime', start);
  set(record, 'ActivityDateTime', start);
  set(record, 'ActivityDate', start.date(batch.tx.user.timeZone));
  const byDuration =
    typeof duration === 'number' && (end === null || changed(record, batch, index, 'DurationInMinutes'));
  if (byDuration && !(end instanceof ApexDatetime && changed(record, batch, index, 'EndDateTime')))
    set(record, 'EndDateTime', start.addMillis(duration * MINUTE));
  else if (end instanceof ApexDatetime) set(record, 'DurationInMinutes', Math.round((end.at - start.at) / MINUTE));
};

/** A case of a contact belongs to the contact's account, and shows how to reach the contact. */
const kase: Derive = (record, batch, index) => {
  closing(record, batch, index, 'ClosedDate');
  const contact = stored(batch, 'Contact', read(record, 'ContactId'));
  if (contact && read(record, 'AccountId') === null && batch.op === 'insert')
    set(record, 'AccountId', contact.get('AccountId'));
  set(record, 'ContactEmail', contact?.get('Email') ?? null);
  set(record, 'ContactPhone', contact?.get('Phone') ?? null);
  set(record, 'ContactMobile', contact?.get('MobilePhone') ?? null);
  set(record, 'ContactFax', contact?.get('Fax') ?? null);
};

/** The status of a new record of objects whose value sets are not known here, and what it counts as. */
function firstStatus(record: SObject, status: string): void {
  if (read(record, 'Status') === null) set(record, 'Status', status);
  set(record, 'StatusCode', read(record, 'Status'));
}

/** Object Reference, CaseRelatedIssue: the type of the issue, which `RelatedIssueId` names. */
const relatedIssue: Derive = (record, batch) => {
  const id = read(record, 'RelatedIssueId');
  const type = typeof id === 'string' ? batch.tx.org.schema.byPrefix(id)?.name : undefined;
  set(record, 'RelatedEntityType', type ?? null);
};

/** Object Reference, User: the category of the user's licence, which the profile gives. */
const userType: Derive = (record, batch) => {
  if (read(record, 'UserType') !== null) return;
  const { schema, store } = batch.tx.org;
  const profiles = schema.object('Profile');
  const id = read(record, 'ProfileId');
  const row = profiles && typeof id === 'string' ? store.get(profiles, id) : undefined;
  const type = row?.[profiles?.field('UserType')?.slot ?? -1];
  set(record, 'UserType', type ?? 'Standard');
};

/** "The concatenation of the FirstName, MiddleName, LastName, and Suffix of the associated person contact" (Object Reference, Account, Name). */
export function personNames(batch: Batch): void {
  const model = personModel(batch.tx.org.schema);
  for (const index of batch.alive()) {
    const record = batch.record(index);
    if (isPersonRecord(model, record) && !changesFamily(model, record, batch.old[index]))
      set(record, 'Name', personName(record));
  }
}

const DERIVED: Readonly<Record<string, Derive>> = {
  Opportunity: opportunity,
  OpportunityLineItem: lineItem,
  PricebookEntry: pricebookEntry,
  CampaignMember: campaignMember,
  Event: (record, batch, index) => {
    event(record, batch, index);
    activityAccount(record, batch);
  },
  Task: (record, batch, index) => {
    activityAccount(record, batch);
    closing(record, batch, index, 'CompletedDateTime');
    set(record, 'IsHighPriority', picked(record, 'Priority')?.facts?.['highPriority'] === true);
  },
  User: userType,
  Contract: contract,
  Order: order,
  OrderItem: lineItem,
  Quote: quote,
  QuoteLineItem: lineItem,
  Asset: asset,
  FeedItem: feedItem,
  FeedComment: feedComment,
  EmailMessage: emailMessage,
  Attachment: attachment,
  ContentVersion: contentVersion,
  Incident: (record) => firstStatus(record, 'New'),
  WorkOrder: (record) => firstStatus(record, 'New'),
  CaseRelatedIssue: relatedIssue,
  Case: kase
};

/** Objects with fields that the platform works out. */
export const WITH_DERIVED_FIELDS = Object.keys(DERIVED);
