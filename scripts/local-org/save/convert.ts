import type { ConvertRequest, ConvertResult, SaveError, SaveOptions } from '../contracts/save.ts';
import type { ObjectInfo, PicklistValue } from '../contracts/schema.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { ApexDate, ApexDatetime, SObject } from '../values/index.ts';
import type { SaveTools } from './batch.ts';
import { dmlException, saveError } from './errors.ts';
import { becomesPerson, isPerson, personValues, WITH_CONTACT } from './convert-person.ts';
import { contactsOfPeople } from './persons.ts';
import { rowWith } from './relations.ts';
import { equalRows } from '../store/index.ts';

const ATTEMPTS = 3;
const MAX_LEADS = 100;
const SYSTEM = { mode: 'system', sharing: 'without' } as const;

/** Lead fields that become fields of the new records (Salesforce Help, "Lead Conversion Field Mapping"). */
const TO_ACCOUNT: Readonly<Record<string, string>> = {
  Company: 'Name',
  CurrencyIsoCode: 'CurrencyIsoCode',
  Phone: 'Phone',
  Fax: 'Fax',
  Website: 'Website',
  Industry: 'Industry',
  AnnualRevenue: 'AnnualRevenue',
  NumberOfEmployees: 'NumberOfEmployees',
  Rating: 'Rating',
  LeadSource: 'AccountSource',
  Street: 'BillingStreet',
  City: 'BillingCity',
  State: 'BillingState',
  PostalCode: 'BillingPostalCode',
  Country: 'BillingCountry'
};
const TO_CONTACT: Readonly<Record<string, string>> = {
  CurrencyIsoCode: 'CurrencyIsoCode',
  FirstName: 'FirstName',
  LastName: 'LastName',
  Salutation: 'Salutation',
  Title: 'Title',
  Phone: 'Phone',
  MobilePhone: 'MobilePhone',
  Fax: 'Fax',
  Email: 'Email',
  LeadSource: 'LeadSource',
  Description: 'Description',
  DoNotCall: 'DoNotCall',
  HasOptedOutOfEmail: 'HasOptedOutOfEmail',
  HasOptedOutOfFax: 'HasOptedOutOfFax',
  Street: 'MailingStreet',
  City: 'MailingCity',
  State: 'MailingState',
  PostalCode: 'MailingPostalCode',
  Country: 'MailingCountry'
};

interface Conversion {
  readonly request: ConvertRequest;
  readonly lead: SObject;
  errors: readonly SaveError[];
  account?: SObject;
  contact?: SObject;
  opportunity?: SObject;
}

/**
 * `Database.convertLead`: account, contact and opportunity are made or taken, then the lead is marked; triggers and rules
 * run for each, as with "Require Validation for Converted Leads", the setting of new orgs.
 */
export function convertLeads(
  tx: Transaction,
  tools: SaveTools,
  requests: readonly ConvertRequest[],
  options: SaveOptions
): ConvertResult[] {
  if (requests.length > MAX_LEADS)
    throw failure([
      { index: MAX_LEADS, id: null, ...saveError('LIMIT_EXCEEDED', `convertLead takes at most ${MAX_LEADS} leads`) }
    ]);
  const savepoint = tx.savepoint();
  const mark = tx.limits.mark();
  const conversions = requests.map((request) => prepare(tx, request, options));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const alive = conversions.filter((each) => each.errors.length === 0);
    runConversion(tx, tools, alive, options);
    const failed = conversions.some((each) => each.errors.length > 0);
    const fresh = alive.some((each) => each.errors.length > 0);
    if (failed && options.allOrNone) {
      tx.rollback(savepoint);
      throw failure(
        conversions.flatMap(({ errors, request }, index) =>
          errors[0] ? [{ ...errors[0], index, id: request.leadId }] : []
        )
      );
    }
    if (!fresh) break;
    tx.rollback(savepoint);
    tx.limits.reset(mark);
    if (attempt === ATTEMPTS) giveUp(conversions);
  }
  return conversions.map(result);
}

function giveUp(conversions: readonly Conversion[]): void {
  const error = saveError(
    'UNKNOWN_EXCEPTION',
    'Too many batch retries in the presence of Apex triggers and partial failures.'
  );
  for (const each of conversions) if (each.errors.length === 0) each.errors = [error];
}

function failure(rows: Parameters<typeof dmlException>[1]): Error {
  const error = dmlException('insert', rows);
  error.setText(error.message.replace(/^Insert failed/, 'ConvertLead failed'));
  return error;
}

function result(conversion: Conversion): ConvertResult {
  const success = conversion.errors.length === 0;
  const id = (record: SObject | undefined) => (success ? (record?.id ?? null) : null);
  return {
    success,
    id: success ? conversion.request.leadId : null,
    errors: conversion.errors,
    leadId: conversion.request.leadId,
    accountId: id(conversion.account),
    contactId: id(conversion.contact),
    opportunityId: id(conversion.opportunity)
  };
}

function objectNamed(tx: Transaction, name: string): ObjectInfo {
  const object = tx.org.schema.object(name);
  if (!object) throw new Error(`The org has no object ${name}, which lead conversion needs.`);
  return object;
}

function prepare(tx: Transaction, request: ConvertRequest, options: SaveOptions): Conversion {
  const leads = objectNamed(tx, 'Lead');
  const row = tx.org.store.get(leads, request.leadId);
  const lead = new SObject(leads, [...(row ?? [request.leadId])]);
  if (!row) return { request, lead, errors: [saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')] };
  const bySharing = options.access.mode === 'user' || options.access.sharing === 'with';
  const editable = bySharing ? tx.org.access.rows(tx, leads, 'edit') : null;
  if (editable && !editable(row)) {
    return {
      request,
      lead,
      errors: [saveError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')]
    };
  }
  return { request, lead, errors: requestErrors(tx, request, lead) };
}

const QUEUE_OWNER =
  'Converted objects can only be owned by users.  If the lead is not owned by a user, you must specify a user for the Owner field.';

function requestErrors(tx: Transaction, request: ConvertRequest, lead: SObject): SaveError[] {
  const owner = request.ownerId ?? value(lead, 'OwnerId');
  if (typeof owner === 'string' && tx.org.schema.byPrefix(owner)?.name !== 'User')
    return [saveError('INVALID_OWNER', QUEUE_OWNER)];
  if (value(lead, 'IsConverted') === true)
    return [saveError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')];
  const status = lead.info
    .field('Status')
    ?.picklist?.values.find((each) => each.value === request.convertedStatus || each.label === request.convertedStatus);
  if (status?.facts?.['converted'] !== true)
    return [saveError('INVALID_STATUS', `invalid convertedStatus: ${request.convertedStatus}`)];
  for (const [name, id] of [
    ['Account', request.accountId],
    ['Contact', request.contactId]
  ] as const) {
    if (id && !tx.org.store.get(objectNamed(tx, name), id))
      return [saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')];
  }
  if (request.contactId && !request.accountId)
    return [saveError('REQUIRED_FIELD_MISSING', 'Account ID is required when a contact ID is given: accountId')];
  if (request.contactId && contactAccount(tx, request.contactId) !== request.accountId) {
    return [saveError('INVALID_CROSS_REFERENCE_KEY', 'the contact does not belong to the account')];
  }
  if (request.contactId && request.accountId && isPerson(tx, request.accountId)) return [WITH_CONTACT];
  if (!request.accountId && value(lead, 'Company') === null && !becomesPerson(tx, lead))
    return [saveError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Company]', ['Company'])];
  return [];
}

function contactAccount(tx: Transaction, id: string): unknown {
  const contacts = objectNamed(tx, 'Contact');
  const account = contacts.field('AccountId');
  return account ? tx.org.store.get(contacts, id)?.[account.slot] : null;
}

function runConversion(
  tx: Transaction,
  tools: SaveTools,
  conversions: readonly Conversion[],
  options: SaveOptions
): void {
  const save = (op: 'insert' | 'update', pick: (each: Conversion) => SObject | undefined): void => {
    const chosen = conversions.filter((each) => each.errors.length === 0 && pick(each) !== undefined);
    const errors = tools.saveWithin(
      tx,
      op,
      chosen.map((each) => pick(each) as SObject),
      { ...options, access: SYSTEM },
      { writeAll: true }
    );
    chosen.forEach((each, index) => (each.errors = errors[index] ?? []));
  };
  for (const each of conversions) each.account = accountFor(tx, each);
  save('insert', (each) => (each.request.accountId ? undefined : each.account));
  for (const each of conversions) each.contact = contactFor(tx, each);
  save('insert', (each) => (each.contact?.id ? undefined : each.contact));
  save('update', (each) => overwrittenSource(each));
  for (const each of conversions) if (!each.request.doNotCreateOpportunity) each.opportunity = opportunityFor(tx, each);
  save('insert', (each) => each.opportunity);
  const roles = new Map(conversions.map((each) => [each, contactRole(tx, each)]));
  save('insert', (each) => roles.get(each));
  save('update', (each) => convertedLead(tx, each));
  for (const each of conversions) if (each.errors.length === 0) moveActivities(tx, each);
}

function value(record: SObject, name: string): unknown {
  const field = record.info.field(name);
  return field ? record.peek(field.slot) : null;
}

function record(object: ObjectInfo, values: Readonly<Record<string, unknown>>): SObject {
  const made = new SObject(object);
  for (const [name, each] of Object.entries(values)) {
    const field = object.field(name);
    if (field && each !== null && each !== undefined) made.v[field.slot] = each;
  }
  return made;
}

function mapped(lead: SObject, mapping: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(mapping).map(([from, to]) => [to, value(lead, from)]));
}

function ownerOf(each: Conversion): unknown {
  const owner = each.request.ownerId ?? value(each.lead, 'OwnerId');
  return owner ?? null;
}

function accountFor(tx: Transaction, each: Conversion): SObject {
  const object = objectNamed(tx, 'Account');
  if (each.request.accountId) return new SObject(object, [each.request.accountId]);
  if (becomesPerson(tx, each.lead)) return record(object, personValues(tx, each.lead, ownerOf(each)));
  return record(object, { ...mapped(each.lead, TO_ACCOUNT), OwnerId: ownerOf(each) });
}

function contactFor(tx: Transaction, each: Conversion): SObject {
  const object = objectNamed(tx, 'Contact');
  if (each.request.contactId) return new SObject(object, [each.request.contactId]);
  const [person] = contactsOfPeople(tx.org.schema, tx.org.store, each.account?.id ? [each.account.id] : []);
  if (person !== undefined) return new SObject(object, [person]);
  return record(object, { ...mapped(each.lead, TO_CONTACT), AccountId: each.account?.id, OwnerId: ownerOf(each) });
}

function overwrittenSource(each: Conversion): SObject | undefined {
  const field = each.contact?.info.field('LeadSource');
  if (!each.request.contactId || !each.request.overwriteLeadSource || !each.contact || !field) return undefined;
  each.contact.v[field.slot] = value(each.lead, 'LeadSource');
  return each.contact;
}

function opportunityFor(tx: Transaction, each: Conversion): SObject {
  const object = objectNamed(tx, 'Opportunity');
  const stages = object.field('StageName')?.picklist?.values ?? [];
  const open = (stage: PicklistValue) => stage.active && stage.facts?.['closed'] !== true;
  return record(object, {
    Name: each.request.opportunityName ?? `${String(value(each.lead, 'Company') ?? value(each.lead, 'Name') ?? '')}-`,
    StageName: (stages.find((stage) => stage.isDefault) ?? stages.find(open))?.value,
    CloseDate: endOfQuarter(today(tx)),
    LeadSource: value(each.lead, 'LeadSource'),
    CurrencyIsoCode: value(each.lead, 'CurrencyIsoCode'),
    AccountId: each.account?.id,
    OwnerId: ownerOf(each)
  });
}

function contactRole(tx: Transaction, each: Conversion): SObject | undefined {
  const object = tx.org.schema.object('OpportunityContactRole');
  if (!object || !each.opportunity?.id || !each.contact?.id) return undefined;
  return record(object, { OpportunityId: each.opportunity.id, ContactId: each.contact.id, IsPrimary: true });
}

function convertedLead(tx: Transaction, each: Conversion): SObject {
  const lead = record(each.lead.info, {
    Status: each.request.convertedStatus,
    IsConverted: true,
    ConvertedDate: today(tx),
    ConvertedAccountId: each.account?.id,
    ConvertedContactId: each.contact?.id,
    ConvertedOpportunityId: each.opportunity?.id,
    IsUnreadByOwner: false
  });
  lead.v[0] = each.request.leadId;
  return lead;
}

function today(tx: Transaction): ApexDate {
  return new ApexDatetime(tx.now()).date(tx.user.timeZone || tx.org.organization.timeZone);
}

/** The close date of an opportunity made by conversion is the last day of the quarter. */
function endOfQuarter(day: ApexDate): ApexDate {
  const next = Math.floor((day.month - 1) / 3) * 3 + 4;
  return (next > 12 ? ApexDate.of(day.year + 1, 1, 1) : ApexDate.of(day.year, next, 1)).addDays(-1);
}

/** Activities and campaign history follow to the contact; lookups of custom objects stay on the lead. */
function moveActivities(tx: Transaction, each: Conversion): void {
  const { store, schema } = tx.org;
  for (const [name, link, target] of [
    ['Task', 'WhoId', 'WhoId'],
    ['Event', 'WhoId', 'WhoId'],
    ['CampaignMember', 'LeadId', 'ContactId']
  ] as const) {
    const object = schema.object(name);
    const from = object?.field(link);
    const to = object?.field(target);
    if (!object || !from || !to || !each.contact?.id) continue;
    const what = object.field('WhatId');
    for (const row of equalRows(store, object, from, [each.request.leadId])) {
      const parent =
        what && (row[what.slot] ?? null) === null
          ? [[what.slot, each.opportunity?.id ?? each.account?.id ?? null] as const]
          : [];
      store.put(object, row[0] as string, rowWith(row, [[to.slot, each.contact.id], ...parent]));
    }
  }
}
