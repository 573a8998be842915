import type { FieldType, ObjectInfo } from '../contracts/schema.ts';
import { generatedSObjects } from '../library/signatures/load.ts';
import { asDescribed, describedMembers, describedNames } from './described/index.ts';
import { labelOfName, type FieldDraft } from './field.ts';
import { CURRENCY_OBJECTS, currencyField, MULTI_CURRENCY, type Currencies } from './features/multi-currency.ts';
import { addressCode, type CountryCodes } from './features/states-and-countries.ts';
import { isPersonAccountField, PERSON_ACCOUNTS } from './features/person-accounts.ts';
import { AUDIT, ID, RECORD_TYPE } from './system.ts';

/**
 * What the tables do not hold: every other standard object and field, from the platform's own signatures. They tell
 * names and Apex types only; lengths, picklist values and flags are those of a plain field of the type (assumed).
 */
export interface Breadth {
  /** The object's name as the platform spells it. */
  objectName(name: string): string | undefined;
  fields(object: string): FieldDraft[];
  field(object: string, name: string): FieldDraft | undefined;
  /** Child relationships that an object names. */
  lists(object: string): { readonly name: string; readonly child: string }[];
  /** Names of the lookups of one object to another. */
  lookups(from: string, to: string): string[];
  /** The relationship in which a parent lists an object, and the lookup behind it; undefined where it lists none, or several. */
  listOf(parent: string, child: string): { readonly name: string; readonly field: string } | undefined;
  /** Object of a child relationship. */
  childObject(object: string, relationship: string): { readonly name: string; readonly child: string } | undefined;
}

const TYPES: Readonly<Record<string, FieldType>> = {
  String: 'String',
  Id: 'Id',
  Boolean: 'Boolean',
  Datetime: 'Datetime',
  Date: 'Date',
  Time: 'Time',
  Decimal: 'Double',
  Double: 'Double',
  Integer: 'Integer',
  Long: 'Long',
  Address: 'Address',
  Location: 'Location',
  Blob: 'Base64',
  Object: 'AnyType'
};

/** Fields of features that come with a declaration or not at all: divisions, record types; currencies with their feature. */
const FEATURES = /^(CurrencyIsoCode|Division|RecordTypeId)$/;
/** Lists of the contact of a person account (`PersonCases`): they go through the contact, which no child relationship here does. */
const OF_PERSON = /^Person[A-Z]/;
/** State and country picklists bring codes beside the texts of addresses. */
const CODES = /(Country|State)Code$/;
const POLYMORPHIC = new Set(['Name', 'SObject']);
const audit = new Map([ID, ...AUDIT].map((f) => [f.name, f]));

/** Lookups to computed objects, which the signatures give as text (Object Reference: FlowDefinitionView, EntityParticle). */
const UNTYPED: Readonly<Record<string, string>> = {
  TriggerObjectOrEventId: 'EntityDefinition',
  EntityDefinitionId: 'EntityDefinition',
  FieldDefinitionId: 'FieldDefinition',
  FlowDefinitionViewId: 'FlowDefinitionView',
  TabDefinitionId: 'TabDefinition'
};

/** Fields of older API versions, in which public projects still are; the signatures are those of the newest (Object Reference: Site). */
const OLDER: Readonly<Record<string, Readonly<Record<string, string>>>> = { Site: { OptionsRequireHttps: 'Boolean' } };

/**
 * Fields that the org of the signatures has not, and orgs with entitlements have (Object Reference: Case, Entitlement
 * Management). `ProductId` comes with them.
 */
const WITH_FEATURES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Case: {
    EntitlementId: 'Id',
    Entitlement: 'Entitlement',
    IsStopped: 'Boolean',
    MilestoneStatus: 'String',
    ProductId: 'Id',
    Product: 'Product2',
    ServiceContractId: 'Id',
    ServiceContract: 'ServiceContract',
    SlaExitDate: 'Datetime',
    SlaStartDate: 'Datetime',
    StopStartDate: 'Datetime'
  }
};

const OWNERS = ['Group', 'User'];

/** `Contract.ContractNumber`, `Order.OrderNumber`: the platform counts them (Object Reference); eight digits are assumed. */
const NUMBERED: Partial<FieldDraft> = { autoNumber: { format: '{00000000}', start: 100 } };

/** `features` as scratch org definitions name them, in lower case. */
export function createBreadth(
  features: ReadonlySet<string> = new Set(),
  currencies: Currencies = {},
  codes?: CountryCodes
): Breadth {
  const hasPeople = features.has(PERSON_ACCOUNTS);
  const hasCurrencies = features.has(MULTI_CURRENCY);
  const currency = currencyField(currencies);
  let names: Map<string, string> | undefined;
  const nameOf = (name: string) => {
    names ??= new Map([...describedNames(), ...Object.keys(generatedSObjects())].map((n) => [n.toLowerCase(), n]));
    const found = names.get(name.toLowerCase());
    return found !== undefined && CURRENCY_OBJECTS.has(found) && !hasCurrencies ? undefined : found;
  };
  const draft = (own: Readonly<Record<string, string>>, object: string, name: string): FieldDraft | undefined => {
    if (CODES.test(name) && !codes) return undefined;
    if (name === currency.name) return hasCurrencies && name in own ? currency : undefined;
    const found = !hasPeople && isPersonAccountField(object, name) ? undefined : draftOf(own, object, name);
    const said = found && asDescribed(nameOf(object) ?? object, found);
    return said && codes && CODES.test(name) ? addressCode(said, codes, (text) => draft(own, object, text)) : said;
  };
  const merged = new Map<string, Readonly<Record<string, string>>>();
  const members = (object: string) => {
    const name = nameOf(object) ?? '';
    let own = merged.get(name);
    if (!own) merged.set(name, (own = { ...signatureOf(name), ...OLDER[name], ...WITH_FEATURES[name] }));
    return own;
  };
  return {
    objectName: nameOf,
    fields: (object) => {
      const own = members(object);
      const drafts = Object.keys(own).flatMap((name) => draft(own, object, name) ?? []);
      return drafts.map((field) => withChildName(field, object, drafts, members));
    },
    lists: (object) => Object.keys(members(object)).flatMap((name) => childOf(members(object), name) ?? []),
    lookups: (from, to) => lookupsTo(members(from), to),
    listOf: (parent, child) => {
      const lists = listsOf(child).get(nameOf(parent) ?? '') ?? [];
      const lookups = lists.length === 1 ? lookupsTo(members(child), parent) : [];
      return lists[0] && lookups[0] && lookups.length === 1 ? { name: lists[0], field: lookups[0] } : undefined;
    },
    field: (object, name) => {
      if (name.includes('__')) return undefined;
      const own = members(object);
      const exact = spelled(own, name);
      // A project that names it is deployed to orgs with record types, though it may bring none itself.
      return exact === 'RecordTypeId' && exact in own ? RECORD_TYPE : draft(own, object, exact);
    },
    childObject: (object, relationship) =>
      relationship.includes('__') || (object === 'Account' && OF_PERSON.test(relationship))
        ? undefined
        : childOf(members(object), spelled(members(object), relationship))
  };
}

function signatureOf(name: string): Readonly<Record<string, string>> {
  return generatedSObjects()[name] ?? describedMembers(name);
}

function spelled(members: Readonly<Record<string, string>>, name: string): string {
  if (name in members) return name;
  const key = name.toLowerCase();
  return Object.keys(members).find((m) => m.toLowerCase() === key) ?? name;
}

function childOf(members: Readonly<Record<string, string>>, name: string): { name: string; child: string } | undefined {
  const child = /^List<(\w+)>$/.exec(members[name] ?? '')?.[1];
  return child ? { name, child } : undefined;
}

/** Lookups that name the object as their target; where none does, those that may point to any record but its owner. */
function lookupsTo(members: Readonly<Record<string, string>>, object: string): string[] {
  const direct = Object.keys(members).flatMap((name) =>
    UNTYPED[name] === object ? [name] : members[name] === object && members[`${name}Id`] ? [`${name}Id`] : []
  );
  if (direct.length > 0) return direct;
  return Object.keys(members).flatMap((name) =>
    POLYMORPHIC.has(members[name] ?? '') && name !== 'Owner' && members[`${name}Id`] ? [`${name}Id`] : []
  );
}

function draftOf(members: Readonly<Record<string, string>>, object: string, name: string): FieldDraft | undefined {
  const type = TYPES[members[name] ?? ''];
  if (!type || FEATURES.test(name) || isParent(members, name)) return undefined;
  const known = audit.get(name);
  if (known) return known;
  const parent = name.endsWith('Id') ? (members[name.slice(0, -2)] ?? UNTYPED[name]) : undefined;
  if (parent && (type === 'Id' || parent === UNTYPED[name]) && !parent.startsWith('List<'))
    return reference(object, name, parent);
  const isName = name === ('Name' in members ? 'Name' : nameFieldOf(members));
  return {
    name,
    type,
    label: labelOfName(name),
    ...sizes(type),
    ...(name === `${object}Number` ? NUMBERED : {}),
    ...(isName ? { nameField: true } : {})
  };
}

/** Objects without a Name have another name field (Object Reference: EmailMessage, Contract, Order, Solution, ...). */
function nameFieldOf(members: Readonly<Record<string, string>>): string | undefined {
  return ['Subject', 'ContractNumber', 'OrderNumber', 'SolutionName', 'OrderItemNumber', 'LineNumber', 'Title'].find(
    (n) => n in members
  );
}

/** `Location` of Asset is its parent, not a field. */
function isParent(members: Readonly<Record<string, string>>, name: string): boolean {
  return members[`${name}Id`] === 'Id';
}

function sizes(type: FieldType): Partial<FieldDraft> {
  if (type === 'String') return { length: 255 };
  if (type === 'Double') return { precision: 18, scale: 2 };
  return type === 'Boolean' ? { defaultValue: false } : {};
}

let listing: Map<string, Map<string, string[]>> | undefined;

/** Which parents list an object, and by which names: asked of each pair of objects, so worked out once. */
function listsOf(child: string): ReadonlyMap<string, readonly string[]> {
  listing ??= allLists();
  return listing.get(child) ?? new Map();
}

function allLists(): Map<string, Map<string, string[]>> {
  const out = new Map<string, Map<string, string[]>>();
  for (const [parent, own] of Object.entries(generatedSObjects())) {
    for (const name of Object.keys(own)) {
      const found = childOf(own, name);
      if (!found) continue;
      const parents = out.get(found.child) ?? new Map<string, string[]>();
      out.set(found.child, parents.set(parent, [...(parents.get(parent) ?? []), name]));
    }
  }
  return out;
}

let all: readonly string[] | undefined;

/** The signatures do not tell the targets of a polymorphic lookup: every standard object, in one shared list. */
function anyObject(): readonly string[] {
  return (all ??= Object.keys(generatedSObjects()).filter((n) => !n.includes('__') && !CURRENCY_OBJECTS.has(n)));
}

function reference(object: string, name: string, parent: string): FieldDraft {
  const several = () => (name === 'OwnerId' ? OWNERS : anyObject());
  const referenceTo = POLYMORPHIC.has(parent) ? several() : [parent];
  return {
    name,
    type: 'Reference',
    label: labelOfName(name),
    referenceTo,
    relationshipName: name.slice(0, -2),
    deleteConstraint: 'SetNull'
  };
}

/** The parent names its list of this object, which tells the lookup when there is one of each; person accounts are off. */
function withChildName(
  field: FieldDraft,
  object: string,
  all: readonly FieldDraft[],
  members: (object: string) => Readonly<Record<string, string>>
): FieldDraft {
  const [target, ...more] = field.referenceTo ?? [];
  if (target === undefined || more.length > 0 || field.childRelationshipName) return field;
  const lists = Object.entries(members(target)).filter(
    ([name, type]) => type === `List<${object}>` && !/^Person[A-Z]/.test(name)
  );
  // A lookup to any object at all is none to this one, where another names it.
  const lookups = all.filter((f) => f.referenceTo?.length === 1 && f.referenceTo[0] === target);
  const [only] = lists;
  return only && lists.length === 1 && lookups.length === 1 ? { ...field, childRelationshipName: only[0] } : field;
}

/** Key prefixes of the better known of these objects; the others get one of our own. */
export const BREADTH_PREFIXES: Readonly<Record<string, string>> = {
  Contract: '800',
  Asset: '02i',
  Order: '801',
  OrderItem: '802',
  Quote: '0Q0',
  QuoteLineItem: '0QL',
  CaseComment: '00a',
  Solution: '501',
  FeedItem: '0D5',
  FeedComment: '0D7',
  ListEmail: '0XB',
  Document: '015',
  Topic: '0TO',
  TopicAssignment: '0eb',
  CollaborationGroup: '0F9',
  AccountContactRelation: '07k',
  Network: '0DB',
  Site: '0DM',
  Entitlement: '550',
  ServiceContract: '810',
  ProcessInstanceWorkitem: '04i',
  ProcessInstanceStep: '04h',
  AuthSession: '0Ak',
  ConnectedApplication: '0H4',
  ExternalString: '101',
  FlowDefinitionView: '3dd'
};

export const BREADTH_BY_PREFIX: ReadonlyMap<string, string> = new Map(
  Object.entries(BREADTH_PREFIXES).map(([name, prefix]) => [prefix, name])
);

export const BREADTH_FLAGS = 'crudnqst';

/** Feeds, shares and the like are read, not triggered on; standard platform events are told by what all of them have. */
export function breadthKind(name: string): ObjectInfo['kind'] {
  const own = signatureOf(name);
  if ('ReplayId' in own && 'EventUuid' in own) return 'event';
  if (/Share$/.test(name)) return 'share';
  return /History$/.test(name) && name !== 'ProcessInstanceHistory' ? 'history' : 'standard';
}
