import type { FieldInfo, RecordTypeInfo } from '../../contracts/schema.ts';
import type { FieldDraft } from '../field.ts';
import type { ObjectModel } from '../object.ts';
import type { OrgSchema } from '../org-schema.ts';

/** As scratch org definitions name the feature, in lower case. */
export const PERSON_ACCOUNTS = 'personaccounts';

/** Fields of a contact that its person account has by the same name (Object Reference, Account, IsPersonAccount Fields). */
const SAME_NAME: readonly string[] = ['LastName', 'FirstName', 'Salutation', 'MiddleName', 'Suffix'];

/** Those it has as `Person...`; the parts of an address come with it. */
const PREFIXED: readonly string[] = [
  ...['AssistantName', 'AssistantPhone', 'Birthdate', 'Department', 'DoNotCall', 'Email', 'EmailBouncedDate'],
  ...['EmailBouncedReason', 'HasOptedOutOfEmail', 'HasOptedOutOfFax', 'HomePhone', 'IndividualId', 'LastCURequestDate'],
  ...['LastCUUpdateDate', 'LeadSource', 'MobilePhone', 'OtherPhone', 'Title'],
  ...['MailingStreet', 'MailingCity', 'MailingState', 'MailingPostalCode', 'MailingCountry', 'MailingLatitude'],
  ...['MailingLongitude', 'MailingGeocodeAccuracy', 'MailingAddress', 'OtherStreet', 'OtherCity', 'OtherState'],
  ...['OtherPostalCode', 'OtherCountry', 'OtherLatitude', 'OtherLongitude', 'OtherGeocodeAccuracy', 'OtherAddress'],
  ...['MailingStateCode', 'MailingCountryCode', 'OtherStateCode', 'OtherCountryCode']
];

const READ_ONLY = { createable: false, updateable: false } as const;
const IS_PERSON: FieldDraft = {
  name: 'IsPersonAccount',
  type: 'Boolean',
  label: 'Is Person Account',
  defaultValue: false,
  ...READ_ONLY
};

const PERSON_CONTACT: FieldDraft = {
  name: 'PersonContactId',
  type: 'Reference',
  label: 'Contact ID',
  referenceTo: ['Contact'],
  relationshipName: 'PersonContact',
  ...READ_ONLY
};

/** "Salesforce provides one default person account record type, PersonAccount" (SOAP API Guide, Person Account Record Types). */
const DEFAULT_TYPE = { developerName: 'PersonAccount', label: 'Person Account', active: true, person: true } as const;

/**
 * What the feature adds to objects: fields of contacts on accounts, record types of people, and leads without a company
 * (SOAP API Guide, Person Account Record Types; Object Reference, Account and Contact).
 */
export function addPersonAccounts(schema: OrgSchema, newRecordTypeId: () => string): void {
  const [account, contact] = [schema.object('Account'), schema.object('Contact')];
  if (!account || !contact) return;
  contact.addField(IS_PERSON);
  account.addField(IS_PERSON);
  account.addField(PERSON_CONTACT);
  for (const name of SAME_NAME) mirror(account, contact, name, name);
  for (const name of PREFIXED) mirror(account, contact, name, `Person${name}`);
  for (const field of [...contact.fields]) if (field.custom) mirror(account, contact, field.name, personName(field));
  account.recordTypes = withDefault(account.recordTypes, newRecordTypeId);
  account.addField(recordTypeField(account));
  schema
    .object('RecordType')
    ?.addField({ name: 'IsPersonType', type: 'Boolean', label: 'Is Person Type', ...READ_ONLY });
  makeOptional(schema, 'Lead', 'Company');
  makeOptional(schema, 'Account', 'Name');
}

function personName({ name }: FieldInfo): string {
  return name.replace(/__c$/i, '__pc');
}

/** A field of the account that shows one of its person contact; computed ones are read through the contact. */
/** The code of a state is picked by that of the country beside it. */
function controlledOf({ picklist }: FieldInfo, name: string, from: string): Partial<FieldDraft> {
  const controlling = picklist?.controllingField;
  if (!picklist || controlling === undefined || !from.endsWith('StateCode')) return {};
  return { picklist: { ...picklist, controllingField: name.replace(from, controlling) } };
}

function mirror(account: ObjectModel, contact: ObjectModel, from: string, name: string): void {
  const field = contact.field(from);
  if (!field) return;
  const {
    object: _object,
    slot: _slot,
    summary,
    autoNumber,
    defaultValue: _value,
    defaultFormula: _formula,
    ...facts
  } = field;
  const { childRelationshipName: _child, formula, compound, ...plain } = facts;
  const computed = formula ?? summary ?? autoNumber;
  account.addField({
    ...plain,
    name,
    required: false,
    nillable: field.type !== 'Boolean',
    unique: false,
    externalId: false,
    masterDetail: false,
    ...controlledOf(field, name, from),
    ...(field.relationshipName ? { relationshipName: personRelationship(field.relationshipName) } : {}),
    ...(field.type === 'Reference' ? { deleteConstraint: 'SetNull' as const } : {}),
    ...(compound ? { compound: { parts: compound.parts.map((part) => partName(part)) } } : {}),
    ...(computed ? { ...READ_ONLY, formula: { text: `PersonContact.${from}`, blanksAsZero: false } } : {})
  });
}

function partName(part: string): string {
  return /__c$/i.test(part) ? part.replace(/__c$/i, '__pc') : `Person${part}`;
}

function personRelationship(name: string): string {
  return /__r$/i.test(name) ? name.replace(/__r$/i, '__pr') : `Person${name}`;
}

function withDefault(types: readonly RecordTypeInfo[], newId: () => string): RecordTypeInfo[] {
  const has = types.some(({ developerName }) => developerName === DEFAULT_TYPE.developerName);
  return has ? [...types] : [...types, { ...DEFAULT_TYPE, id: newId(), picklists: new Map() }];
}

function recordTypeField(account: ObjectModel): FieldDraft {
  const known = account.field('RecordTypeId');
  if (!known) throw new Error('Account has no RecordTypeId.');
  const { object: _object, slot: _slot, ...draft } = known;
  return draft;
}

/**
 * "Leads that don't have a value in the Company field are converted to person accounts" (Help, Considerations for Using
 * Person Accounts). The name of an account is asked of companies only; that describe calls it nillable then is assumed
 * (public test data factories add it to the required fields by hand).
 */
function makeOptional(schema: OrgSchema, objectName: string, name: string): void {
  const object = schema.object(objectName);
  const field = object?.field(name);
  if (!object || !field) return;
  const { object: _object, slot: _slot, ...draft } = field;
  object.addField({ ...draft, required: false, nillable: true });
}

const OF_FEATURE: Readonly<Record<string, RegExp>> = {
  Account: /^(Person[A-Z]\w*|IsPersonAccount|FirstName|LastName|Salutation)$/,
  Contact: /^IsPersonAccount$/,
  RecordType: /^IsPersonType$/
};

/** "Person account fields only show when person accounts are enabled" (Object Reference, Account). */
export function isPersonAccountField(object: string, field: string): boolean {
  return OF_FEATURE[object]?.test(field) === true;
}

/** The field of the person contact that an account shows under this name; undefined for fields of its own. */
export function contactFieldOf(name: string): string | undefined {
  if (SAME_NAME.includes(name)) return name;
  if (/__pc$/i.test(name)) return name.replace(/__pc$/i, '__c');
  return name === 'PersonContactId' ? undefined : /^Person([A-Z][A-Za-z]*)$/.exec(name)?.[1];
}
