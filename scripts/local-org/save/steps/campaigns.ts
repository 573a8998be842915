import { ApexDatetime, Decimal, type SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { writeSystemRow } from '../system-rows.ts';
import { before, read, set, stored, storedBy, touchedIds } from './standard.ts';
import type { Derive, Stored } from './standard.ts';

/** Fields of a member that are those of its lead or contact, by the same name. */
const OF_PERSON = [
  ...['Salutation', 'FirstName', 'LastName', 'Title', 'Email', 'Phone', 'MobilePhone', 'Fax', 'DoNotCall'],
  ...['HasOptedOutOfEmail', 'LeadSource', 'Description', 'AccountId']
];

/** Object Reference, CampaignMember: a member is a lead or a contact, once, and its status says whether it responded. */
export const campaignMember: Derive = (record, batch, index) => {
  const [leadId, contactId] = [read(record, 'LeadId'), read(record, 'ContactId')];
  const person = contactId === null ? stored(batch, 'Lead', leadId) : stored(batch, 'Contact', contactId);
  if (person) describePerson(record, person, contactId === null);
  status(record, batch, index);
  const key = contactId === null ? 'LeadId' : 'ContactId';
  if (batch.trusted) return;
  if (batch.op === 'insert' && person && isMember(batch, index, key, person.id) && !batch.errors[index]?.length)
    batch.fail(index, saveError('DUPLICATE_VALUE', 'Already a campaign member.'));
};

function describePerson(record: SObject, person: Stored, isLead: boolean): void {
  for (const name of OF_PERSON) set(record, name, person.get(name));
  set(record, 'Name', [person.get('FirstName'), person.get('LastName')].filter((part) => part !== null).join(' '));
  set(record, 'Type', isLead ? 'Lead' : 'Contact');
  set(record, 'LeadOrContactId', person.id);
  set(record, 'LeadOrContactOwnerId', person.get('OwnerId'));
  if (isLead) set(record, 'CompanyOrAccount', person.get('Company'));
}

function status(record: SObject, batch: Batch, index: number): void {
  const all = storedBy(batch, 'CampaignMemberStatus', 'CampaignId', String(read(record, 'CampaignId')));
  if (read(record, 'Status') === null)
    set(record, 'Status', all.find((each) => each.get('IsDefault') === true)?.get('Label') ?? 'Sent');
  const chosen = all.find((each) => each.get('Label') === read(record, 'Status'));
  const responded = chosen?.get('HasResponded') === true;
  set(record, 'HasResponded', responded);
  if (responded && (before(batch, index, 'HasResponded') ?? false) !== true)
    set(record, 'FirstRespondedDate', new ApexDatetime(batch.tx.now()).date(batch.tx.user.timeZone));
}

function isMember(batch: Batch, index: number, key: string, personId: string): boolean {
  const campaign = read(batch.record(index), 'CampaignId');
  const earlier = batch.given.slice(0, index);
  return (
    earlier.some((each) => read(each, key) === personId && read(each, 'CampaignId') === campaign) ||
    storedBy(batch, 'CampaignMember', key, personId).some((member) => member.get('CampaignId') === campaign)
  );
}

/** A new campaign has the statuses Sent, the default, and Responded. */
export function campaignStatuses(batch: Batch): void {
  for (const index of batch.alive()) {
    for (const [position, label] of ['Sent', 'Responded'].entries())
      writeSystemRow(
        batch.tx.org,
        'CampaignMemberStatus',
        {
          CampaignId: batch.record(index).id,
          Label: label,
          SortOrder: position + 1,
          IsDefault: position === 0,
          HasResponded: position === 1
        },
        { userId: batch.tx.user.id }
      );
  }
}

type Count = (batch: Batch, id: string) => Record<string, unknown>;

const COUNTS: Readonly<Record<string, Count>> = { CampaignMember: memberCounts, Opportunity: opportunityCounts };

/** Objects that campaigns count. */
export const COUNTED_BY_CAMPAIGNS = Object.keys(COUNTS);

/** Statistics of campaigns follow their members and opportunities; no trigger of the campaign runs (assumed). */
export function campaignStatistics(batch: Batch): void {
  const count = COUNTS[batch.object.name] as Count;
  for (const id of touchedIds(batch, 'CampaignId'))
    if (stored(batch, 'Campaign', id)) writeSystemRow(batch.tx.org, 'Campaign', count(batch, id), { id });
}

function memberCounts(batch: Batch, id: string): Record<string, unknown> {
  const members = storedBy(batch, 'CampaignMember', 'CampaignId', id);
  const leads = members.filter((member) => member.get('ContactId') === null);
  const converted = members.filter(
    (member) => stored(batch, 'Lead', member.get('LeadId'))?.get('IsConverted') === true
  );
  return {
    NumberOfLeads: leads.length,
    NumberOfConvertedLeads: converted.length,
    NumberOfContacts: members.length - leads.length,
    NumberOfResponses: members.filter((member) => member.get('HasResponded') === true).length
  };
}

function opportunityCounts(batch: Batch, id: string): Record<string, unknown> {
  const all = storedBy(batch, 'Opportunity', 'CampaignId', id);
  const won = all.filter((each) => each.get('IsWon') === true);
  const sum = (of: readonly Stored[]): Decimal =>
    of.reduce((total, each) => {
      const amount = each.get('Amount');
      return amount instanceof Decimal ? total.add(amount) : total;
    }, Decimal.ZERO);
  return {
    NumberOfOpportunities: all.length,
    NumberOfWonOpportunities: won.length,
    AmountAllOpportunities: sum(all),
    AmountWonOpportunities: sum(won)
  };
}
