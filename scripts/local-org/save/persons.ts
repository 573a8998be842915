import type { FieldInfo, ObjectInfo, Schema } from '../contracts/schema.ts';
import type { Row, Store } from '../contracts/store.ts';
import { contactFieldOf } from '../schema/index.ts';
import type { SObject } from '../values/index.ts';
import { isComputed } from './plan.ts';

/** A field of an account and the one of its person contact that holds the same. */
export interface PersonField {
  readonly account: FieldInfo;
  readonly contact: FieldInfo;
  /** Only accounts of people have a value in it; others are fields of every account. */
  readonly ofPeople: boolean;
}

/** What person accounts need to know of the two objects; undefined where the org has none. */
export interface PersonModel {
  readonly account: ObjectInfo;
  readonly contact: ObjectInfo;
  readonly fields: readonly PersonField[];
  /** `IsPersonAccount` of accounts, and of contacts. */
  readonly isPerson: FieldInfo;
  readonly isPersonContact: FieldInfo;
  readonly contactId: FieldInfo;
  readonly accountId: FieldInfo;
}

/** An account has them of its own, and no other name for those of its person contact: both are one (assumed). */
const SHARED = /^(Phone|Fax|Description|OwnerId|CurrencyIsoCode)$/;

const models = new WeakMap<ObjectInfo, { readonly version: number; readonly model: PersonModel | undefined }>();

export function personModel(schema: Schema): PersonModel | undefined {
  const account = schema.object('Account');
  if (!account) return undefined;
  const known = models.get(account);
  if (known?.version === schema.version) return known.model;
  const model = build(schema, account);
  models.set(account, { version: schema.version, model });
  return model;
}

function build(schema: Schema, account: ObjectInfo): PersonModel | undefined {
  const contact = schema.object('Contact');
  const isPerson = account.field('IsPersonAccount');
  const isPersonContact = contact?.field('IsPersonAccount');
  const contactId = account.field('PersonContactId');
  const accountId = contact?.field('AccountId');
  if (!contact || !isPerson || !isPersonContact || !contactId || !accountId) return undefined;
  const fields = account.fields.flatMap((field) => pair(field, contact) ?? []);
  return { account, contact, fields, isPerson, isPersonContact, contactId, accountId };
}

function pair(account: FieldInfo, contacts: ObjectInfo): PersonField | undefined {
  const shared = SHARED.test(account.name);
  const name = shared ? account.name : contactFieldOf(account.name);
  const contact = name === undefined ? undefined : contacts.field(name);
  if (!contact || isComputed(contact) || contact.autoNumber || contact.type === 'Address') return undefined;
  if (isComputed(account) || contact.type === 'Location') return undefined;
  return { account, contact, ofPeople: !shared };
}

export function isPersonRecord(model: PersonModel | undefined, record: SObject): boolean {
  if (!model) return false;
  if (record.info === model.account) return record.v[model.isPerson.slot] === true;
  return record.info === model.contact && record.v[model.isPersonContact.slot] === true;
}

/** Whether an account becomes that of a person, or stops being one: no triggers, rules and flows run then. */
export function changesFamily(model: PersonModel | undefined, record: SObject, old: Row | undefined): boolean {
  if (!model || record.info !== model.account || !old) return false;
  return (old[model.isPerson.slot] === true) !== (record.v[model.isPerson.slot] === true);
}

const NAME = ['FirstName', 'MiddleName', 'LastName', 'Suffix'];

/** Null without a last name, which every person has. */
export function personName(record: SObject): string | null {
  const parts = NAME.map((name) => record.info.field(name)).map((field) => (field ? record.peek(field.slot) : null));
  return (parts[2] ?? null) === null ? null : parts.filter((part) => (part ?? null) !== null).join(' ');
}

/** The contacts of accounts of people: theirs are merged and deleted with them. */
export function contactsOfPeople(schema: Schema, store: Store, accounts: readonly string[]): string[] {
  const model = personModel(schema);
  if (!model) return [];
  return accounts
    .map((id) => store.get(model.account, id)?.[model.contactId.slot])
    .filter((id): id is string => typeof id === 'string');
}

/** The name that an account lacks: a person's last name, a company's own. One that becomes a person has its old one still. */
export function requiredName(schema: Schema, record: SObject, old: Row | undefined): string[] {
  const model = record.info.name === 'Account' ? personModel(schema) : undefined;
  if (!model || changesFamily(model, record, old)) return [];
  const name = isPersonRecord(model, record) ? 'LastName' : 'Name';
  const field = record.info.field(name);
  return field && (record.v[field.slot] ?? null) === null ? [name] : [];
}
