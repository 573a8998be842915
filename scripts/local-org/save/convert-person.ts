import type { Transaction } from '../contracts/transaction.ts';
import type { SObject } from '../values/index.ts';
import { saveError } from './errors.ts';
import { contactsOfPeople, personModel } from './persons.ts';

/**
 * "If you are converting a lead into a person account, do not specify the contactId or an error will result. Specify only
 * the accountId of the person account" (SOAP API Guide, convertLead). The text is assumed.
 */
export const WITH_CONTACT = saveError(
  'INVALID_CROSS_REFERENCE_KEY',
  'A contact cannot be given with a person account.'
);

/** Lead fields that become fields of a person account (Help, Lead Conversion Field Mapping); the addresses of both are assumed. */
const TO_PERSON: Readonly<Record<string, readonly string[]>> = {
  CurrencyIsoCode: ['CurrencyIsoCode'],
  FirstName: ['FirstName'],
  LastName: ['LastName'],
  Salutation: ['Salutation'],
  MiddleName: ['MiddleName'],
  Suffix: ['Suffix'],
  Title: ['PersonTitle'],
  Phone: ['Phone'],
  MobilePhone: ['PersonMobilePhone'],
  Fax: ['Fax'],
  Email: ['PersonEmail'],
  Website: ['Website'],
  Description: ['Description'],
  Industry: ['Industry'],
  AnnualRevenue: ['AnnualRevenue'],
  NumberOfEmployees: ['NumberOfEmployees'],
  Rating: ['Rating'],
  LeadSource: ['PersonLeadSource', 'AccountSource'],
  DoNotCall: ['PersonDoNotCall'],
  HasOptedOutOfEmail: ['PersonHasOptedOutOfEmail'],
  HasOptedOutOfFax: ['PersonHasOptedOutOfFax'],
  Street: ['BillingStreet', 'PersonMailingStreet'],
  City: ['BillingCity', 'PersonMailingCity'],
  State: ['BillingState', 'PersonMailingState'],
  PostalCode: ['BillingPostalCode', 'PersonMailingPostalCode'],
  Country: ['BillingCountry', 'PersonMailingCountry']
};

/** "Leads that don't have a value in the Company field are converted to person accounts" (Help, Considerations for Using Person Accounts). */
export function becomesPerson(tx: Transaction, lead: SObject): boolean {
  return personModel(tx.org.schema) !== undefined && read(lead, 'Company') === null;
}

export function isPerson(tx: Transaction, accountId: string): boolean {
  return contactsOfPeople(tx.org.schema, tx.org.store, [accountId]).length > 0;
}

/** Fields of the new person account by name. */
export function personValues(tx: Transaction, lead: SObject, ownerId: unknown): Record<string, unknown> {
  const mapped = Object.entries(TO_PERSON).flatMap(([from, targets]) =>
    targets.map((to) => [to, read(lead, from)] as const)
  );
  const types = tx.org.schema.object('Account')?.recordTypes ?? [];
  return {
    ...Object.fromEntries(mapped),
    OwnerId: ownerId,
    RecordTypeId: types.find((type) => type.person === true && type.active)?.id
  };
}

function read(record: SObject, name: string): unknown {
  const field = record.info.field(name);
  return field ? (record.peek(field.slot) ?? null) : null;
}
