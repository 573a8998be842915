import type { SaveError } from '../../contracts/save.ts';
import type { Row } from '../../contracts/store.ts';
import { SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { changesFamily, isPersonRecord, personModel, personName, type PersonModel } from '../persons.ts';
import { rowWith } from '../relations.ts';
import { equalRows } from '../../store/index.ts';

/**
 * An account of a person and its contact are kept the same: the one that was saved is written through to the other. Only
 * triggers, rules and flows of the account run ("changes to the Contact record are handled through the Account record with
 * which it is associated", Streaming API Guide, PushTopic Event Publishing for PersonAccount).
 */
export function personContacts(batch: Batch): void {
  const model = personModel(batch.tx.org.schema);
  if (!model || batch.inner.person === 'contact') return;
  if (batch.object === model.account) saveContacts(batch, model);
  else if (batch.op === 'update') saveAccounts(batch, model);
}

function saveContacts(batch: Batch, model: PersonModel): void {
  const made: number[] = [];
  const changed: number[] = [];
  for (const index of batch.alive()) {
    const record = batch.record(index);
    const person = isPersonRecord(model, record);
    if (changesFamily(model, record, batch.old[index])) {
      if (!person) separate(batch, index, model);
      else if (!marry(batch, index, model)) made.push(index);
    } else if (person) (record.v[model.contactId.slot] ? changed : made).push(index);
  }
  const contacts = made.map((index) => newContact(batch, index, model));
  write(batch, 'insert', made, contacts);
  made.forEach((index, position) => takeContact(batch, index, model, contacts[position]?.id ?? null));
  const updates = changed.map((index) => changedContact(batch, index, model));
  write(batch, 'update', changed, updates);
}

/** The values of an account that its new contact gets: what nobody gave is left to the defaults of the contact. */
function newContact(batch: Batch, index: number, model: PersonModel): SObject {
  const record = batch.record(index);
  const contact = new SObject(model.contact);
  for (const { account, contact: field } of model.fields) {
    const value = record.v[account.slot] ?? null;
    const given = batch.given[index]?.isSet(account.slot) === true || (value !== null && value !== false);
    if (given) contact.v[field.slot] = value;
  }
  contact.v[model.accountId.slot] = record.id;
  contact.v[model.isPersonContact.slot] = true;
  return contact;
}

function changedContact(batch: Batch, index: number, model: PersonModel): SObject {
  const record = batch.record(index);
  const id = record.v[model.contactId.slot] as string;
  const row = batch.tx.org.store.get(model.contact, id);
  const contact = new SObject(model.contact, [id]);
  for (const { account, contact: field } of model.fields)
    if (differs(record.v[account.slot], row?.[field.slot])) contact.v[field.slot] = record.v[account.slot] ?? null;
  return contact;
}

function differs(a: unknown, b: unknown): boolean {
  return (a ?? null) !== (b ?? null);
}

/** Inserts and updates by the platform; what is wrong with one is an error of the record that it belongs to. */
function write(batch: Batch, op: 'insert' | 'update', indexes: readonly number[], records: SObject[]): void {
  if (records.length === 0) return;
  const options = { ...batch.options, access: { mode: 'system', sharing: 'without' } as const };
  const person = records[0]?.info.name === 'Contact' ? 'contact' : 'account';
  const errors: readonly (readonly SaveError[])[] = batch.tools.saveWithin(batch.tx, op, records, options, {
    writeAll: true,
    person
  });
  indexes.forEach((index, position) => {
    for (const error of errors[position] ?? []) batch.fail(index, error);
  });
}

/** The stored values of the contact become those of the account: defaults, and what an unmarried contact had. */
function takeContact(batch: Batch, index: number, model: PersonModel, id: string | null): void {
  const row = id === null ? undefined : batch.tx.org.store.get(model.contact, id);
  if (!row) return;
  const mine = model.fields.filter((field) => field.ofPeople);
  setAccount(batch, index, [
    [model.contactId.slot, id],
    ...mine.map(({ account, contact }) => [account.slot, row[contact.slot] ?? null] as const)
  ]);
}

function setAccount(batch: Batch, index: number, changes: readonly (readonly [number, unknown])[]): void {
  const record = batch.record(index);
  for (const [slot, value] of changes) record.v[slot] = value;
  const { store } = batch.tx.org;
  const row = store.get(batch.object, record.id as string);
  if (row) store.put(batch.object, record.id as string, rowWith(row, changes));
}

/** The only contact of a company becomes that of the person; false where there is none and one of its name is to be made. */
function marry(batch: Batch, index: number, model: PersonModel): boolean {
  const record = batch.record(index);
  const [row] = equalRows(batch.tx.org.store, model.contact, model.accountId, [record.id]);
  if (!row) {
    const name = record.v[record.fieldNamed('Name').slot];
    setAccount(batch, index, [[record.fieldNamed('LastName').slot, name]]);
    return false;
  }
  putContact(batch, model, row, true);
  takeContact(batch, index, model, row[0] as string);
  setAccount(batch, index, [[record.fieldNamed('Name').slot, personName(record)]]);
  return true;
}

function putContact(batch: Batch, model: PersonModel, row: Row, person: boolean): void {
  batch.tx.org.store.put(model.contact, row[0] as string, rowWith(row, [[model.isPersonContact.slot, person]]));
}

/** "The person fields are set to null, and the person contact becomes a regular contact with the same parent account." */
function separate(batch: Batch, index: number, model: PersonModel): void {
  const id = batch.record(index).v[model.contactId.slot];
  const row = typeof id === 'string' ? batch.tx.org.store.get(model.contact, id) : undefined;
  if (row) putContact(batch, model, row, false);
  const mine = model.fields.filter((field) => field.ofPeople);
  const empty = mine.map(({ account }) => [account.slot, account.type === 'Boolean' ? false : null] as const);
  setAccount(batch, index, [[model.contactId.slot, null], ...empty]);
}

/** What was changed in person contacts is a change of their accounts. */
function saveAccounts(batch: Batch, model: PersonModel): void {
  const indexes = batch.alive().filter((index) => isPersonRecord(model, batch.record(index)));
  const accounts = indexes.map((index) => {
    const record = batch.record(index);
    const account = new SObject(model.account, [record.v[model.accountId.slot]]);
    for (const { account: field, contact } of model.fields)
      if (differs(record.v[contact.slot], batch.old[index]?.[contact.slot]))
        account.v[field.slot] = record.v[contact.slot] ?? null;
    return account;
  });
  write(batch, 'update', indexes, accounts);
}
