import type { FieldInfo, RecordTypeInfo } from '../../contracts/schema.ts';
import type { SaveError } from '../../contracts/save.ts';
import type { SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { changesFamily, isPersonRecord, personModel, type PersonModel } from '../persons.ts';
import { recordTypeOf } from './load.ts';
import { equalRows } from '../../store/index.ts';

/**
 * Which accounts are people, and what may not be done with them and their contacts (SOAP API Guide, Person Account Record
 * Types; Object Reference, Account, IsPersonAccount Fields).
 */
export function personAccounts(batch: Batch): void {
  const model = personModel(batch.tx.org.schema);
  if (!model) return;
  for (const index of batch.alive()) {
    const error =
      batch.object === model.account ? checkAccount(batch, index, model) : checkContact(batch, index, model);
    if (error) batch.fail(index, error);
  }
}

function checkAccount(batch: Batch, index: number, model: PersonModel): SaveError | undefined {
  if (batch.op !== 'insert' && batch.op !== 'update') return undefined;
  const record = batch.record(index);
  if (batch.op === 'insert') chooseType(batch, index, model);
  const person = recordTypeOf(batch.object, record)?.person === true;
  record.v[model.isPerson.slot] = person;
  if (batch.inner.person) return undefined;
  if (changesFamily(model, record, batch.old[index])) return checkMarriage(batch, index, model);
  return person ? checkName(batch, index) : checkBusiness(batch, index, model);
}

/** Without a record type, who gives a last name gives a person, and who gives a name a company (assumed). */
function chooseType(batch: Batch, index: number, model: PersonModel): void {
  const field = batch.object.field('RecordTypeId');
  const given = batch.given[index];
  if (!field || !given || (given.isSet(field.slot) && given.v[field.slot] !== null)) return;
  const record = batch.record(index);
  const wantsPerson = personFieldsOf(given, model).length > 0;
  const type = recordTypeOf(batch.object, record);
  if ((type?.person === true) === wantsPerson) return;
  const { available } = batch.tx.org.access.recordTypes(batch.tx.user, batch.object);
  const fits = (each: RecordTypeInfo) => each.person === true && available.has(each.id);
  if (wantsPerson) record.v[field.slot] = batch.object.recordTypes.find(fits)?.id ?? null;
  else if (given.isSet(nameField(batch).slot)) record.v[field.slot] = null;
}

function personFieldsOf(given: SObject, model: PersonModel): FieldInfo[] {
  const set = ({ slot }: FieldInfo) => given.isSet(slot) && given.v[slot] !== null && given.v[slot] !== false;
  return model.fields.filter(({ account, ofPeople }) => ofPeople && set(account)).map(({ account }) => account);
}

function nameField(batch: Batch): FieldInfo {
  return batch.record(0).fieldNamed('Name');
}

/** "This value is the concatenation of the FirstName, MiddleName, LastName, and Suffix ... You can't modify this value." */
function checkName(batch: Batch, index: number): SaveError | undefined {
  const name = nameField(batch);
  const given = batch.given[index];
  if (batch.trusted || !given?.isSet(name.slot)) return undefined;
  if (batch.op === 'insert') {
    const unsaid = given.v[name.slot] === null;
    return unsaid ? undefined : badNames(['Name']);
  }
  const renamed = ['FirstName', 'LastName'].some((part) => given.isSet(given.fieldNamed(part).slot));
  const same = given.v[name.slot] === batch.old[index]?.[name.slot];
  batch.record(index).v[name.slot] = batch.old[index]?.[name.slot];
  return same && !renamed ? undefined : notWritable(name.name);
}

function badNames(names: readonly string[]): SaveError {
  const text = `Account: bad field names on insert/update call: ${names.join(', ')}`;
  return saveError('INVALID_FIELD_FOR_INSERT_UPDATE', text, names);
}

function notWritable(name: string): SaveError {
  const text = `Unable to create/update fields: ${name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
  return saveError('INVALID_FIELD_FOR_INSERT_UPDATE', text, [name]);
}

/** "If the IsPersonAccount field has the value false, the following fields have a null value and can't be modified." */
function checkBusiness(batch: Batch, index: number, model: PersonModel): SaveError | undefined {
  const given = batch.given[index];
  const names = given && !batch.trusted ? personFieldsOf(given, model).map(({ name }) => name) : [];
  return names.length > 0 ? badNames(names) : undefined;
}

/**
 * A company becomes a person, or a person a company: nothing else is changed by the call, and a company has at most one
 * contact, with the same owner, and no place in a hierarchy.
 */
function checkMarriage(batch: Batch, index: number, model: PersonModel): SaveError | undefined {
  const others =
    batch.given[index]?.populated().filter(({ slot, name }) => slot !== 0 && name !== 'RecordTypeId') ?? [];
  if (others.some(({ slot }) => batch.given[index]?.v[slot] !== (batch.old[index]?.[slot] ?? null)))
    return marriage('Cannot specify any additional fields when marrying or separating a Person-Account');
  if (batch.record(index).v[model.isPerson.slot] !== true) return undefined;
  return unfit(batch, index, model);
}

function unfit(batch: Batch, index: number, model: PersonModel): SaveError | undefined {
  const record = batch.record(index);
  const contacts = equalRows(batch.tx.org.store, model.contact, model.accountId, [record.id]);
  if (contacts.length > 1) return marriage('An account with several contacts cannot become a person account');
  const [contact] = contacts;
  const owner = model.contact.field('OwnerId')?.slot ?? 0;
  if (contact && contact[owner] !== record.v[record.fieldNamed('OwnerId').slot])
    return marriage('An account and its contact must have the same owner to become a person account');
  const reportsTo = model.contact.field('ReportsToId')?.slot ?? 0;
  const placed = record.v[record.fieldNamed('ParentId').slot] !== null || (contact?.[reportsTo] ?? null) !== null;
  return placed ? marriage('An account in a hierarchy cannot become a person account') : undefined;
}

function marriage(text: string): SaveError {
  return saveError('INVALID_FIELD_FOR_INSERT_UPDATE', text);
}

const NO_ACCESS = saveError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');

/** "You can modify a person contact but you can't create or delete a person contact"; texts of refusals are assumed. */
function checkContact(batch: Batch, index: number, model: PersonModel): SaveError | undefined {
  if (batch.inner.person) return undefined;
  const record = batch.record(index);
  if (!isPersonRecord(model, record)) return checkParent(batch, index, model);
  if (batch.op === 'delete')
    return saveError('DELETE_FAILED', 'A person contact cannot be deleted. Delete the person account instead.');
  const moved = (name: string) => {
    const slot = batch.object.field(name)?.slot;
    return slot !== undefined && (record.v[slot] ?? null) !== (batch.old[index]?.[slot] ?? null);
  };
  return batch.op === 'update' && (moved('RecordTypeId') || moved('AccountId')) ? NO_ACCESS : undefined;
}

/** "No other contacts can be related to a person account." */
function checkParent(batch: Batch, index: number, model: PersonModel): SaveError | undefined {
  const id = batch.record(index).v[model.accountId.slot];
  if (typeof id !== 'string' || id === batch.old[index]?.[model.accountId.slot] || batch.op === 'delete')
    return undefined;
  const account = batch.tx.org.store.get(model.account, id);
  if (account?.[model.isPerson.slot] !== true) return undefined;
  return saveError('FIELD_INTEGRITY_EXCEPTION', 'A person account cannot have other contacts.', ['AccountId']);
}
