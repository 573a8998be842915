import type { SaveBatch } from '../contracts/save.ts';
import type { ObjectInfo, Schema } from '../contracts/schema.ts';
import type { Batch } from './batch.ts';
import { isInScope, type StepScope } from './scope.ts';
import { addressCodes, addressValues } from './steps/addresses.ts';
import { assignmentRules } from './steps/assignment.ts';
import { campaignStatistics, campaignStatuses, COUNTED_BY_CAMPAIGNS } from './steps/campaigns.ts';
import { changeEvents } from './steps/changes.ts';
import { convertedLeads } from './steps/converted.ts';
import { currencyCodes, derivedFields, joinedNames, personNames, WITH_DERIVED_FIELDS } from './steps/derived.ts';
import { duplicateRules } from './steps/duplicates.ts';
import { contentExtras, WITH_EXTRAS } from './steps/content.ts';
import { peopleOfEmails } from './steps/emails.ts';
import { fileDocuments } from './steps/files.ts';
import { afterSaveFlows, beforeSaveFlows, scheduledPaths } from './steps/flows.ts';
import { load } from './steps/load.ts';
import { lookupFilters } from './steps/lookup-filters.ts';
import { personContacts } from './steps/person-contacts.ts';
import { personAccounts } from './steps/persons.ts';
import { activatedOrders } from './steps/orders.ts';
import { LINES, totalsOfLines } from './steps/products.ts';
import { assignedOnce } from './steps/permission-sets.ts';
import { put } from './steps/put.ts';
import { foreignKeys } from './steps/references.ts';
import { remove, restore, restrictedChildren } from './steps/remove.ts';
import { rights } from './steps/rights.ts';
import { roleGroups } from './steps/roles.ts';
import { rollUpSummaries } from './steps/rollups.ts';
import { validationRules } from './steps/rules.ts';
import { trivialShares } from './steps/shares.ts';
import { ownerSharing } from './steps/sharing.ts';
import { afterTriggers, beforeTriggers } from './steps/triggers.ts';
import { restrictedPicklists, systemValidation, truncate } from './steps/values.ts';

export interface Step {
  readonly name: string;
  /** The documentation page that orders this step. */
  readonly cite: string;
  readonly on: readonly SaveBatch['op'][];
  /** Which records it is for; absent: every save has it. A save that it is not for passes it over. */
  readonly for?: StepScope;
  /** From here on something is kept: with allOrNone a failed record ends the chunk before it. */
  readonly keeps?: boolean;
  run(batch: Batch): void;
}

const ORDER = 'Apex Developer Guide, Triggers and Order of Execution';
const USER_MODE = 'Apex Developer Guide, Enforce User Mode for Database Operations';
const BIN = 'Apex Developer Guide, DML Operations: Delete, Undelete';
const WRITE: readonly SaveBatch['op'][] = ['insert', 'update'];
const ALL: readonly SaveBatch['op'][] = ['insert', 'update', 'delete', 'undelete'];
const PICKED: StepScope = { feature: 'StateAndCountryPicklist' };
const ADDRESSES = 'Metadata API Developer Guide, AddressSettings';
const PEOPLE: StepScope = { feature: 'PersonAccounts', objects: ['Account', 'Contact'] };
const PERSON_GUIDE = 'SOAP API Developer Guide, Person Account Record Types';

/** What the platform works out of other fields: before the first code of the project, and again behind its triggers. */
function derived(again = ''): Step[] {
  const cite = 'Object Reference';
  return [
    { name: `names${again}`, cite, on: WRITE, for: { trait: 'objects with a name of parts' }, run: joinedNames },
    {
      name: `names of people${again}`,
      cite: `${cite}, Account`,
      on: WRITE,
      for: { feature: 'PersonAccounts', objects: ['Account'] },
      run: personNames
    },
    {
      name: `currencies${again}`,
      cite: `${cite}, CurrencyType`,
      on: WRITE,
      for: { feature: 'MultiCurrency' },
      run: currencyCodes
    },
    { name: `derived fields${again}`, cite, on: WRITE, for: { objects: WITH_DERIVED_FIELDS }, run: derivedFields }
  ];
}

/**
 * The order of execution. Steps of the documented list that have no metadata here (auto-response, workflow, escalation
 * and entitlement rules) have no line; their metadata is refused by name. The commit and what
 * follows it belong to the transaction.
 */
export const STEPS: readonly Step[] = [
  { name: 'load', cite: `${ORDER}, 1 and 2`, on: ALL, run: load },
  { name: 'user rights', cite: USER_MODE, on: ALL, run: rights },
  {
    name: 'converted leads',
    cite: 'Object Reference, Lead',
    on: ['update'],
    for: { objects: ['Lead'] },
    run: convertedLeads
  },
  { name: 'foreign keys', cite: `${ORDER}, 2`, on: WRITE, run: foreignKeys },
  {
    name: 'person accounts',
    cite: PERSON_GUIDE,
    on: ['insert', 'update', 'delete'],
    for: PEOPLE,
    run: personAccounts
  },
  { name: 'states and countries', cite: ADDRESSES, on: WRITE, for: PICKED, run: addressCodes },
  { name: 'restricted picklists', cite: `${ORDER}, 2`, on: WRITE, run: restrictedPicklists },
  ...derived(),
  { name: 'before-save flows', cite: `${ORDER}, 3`, on: ['insert', 'update', 'delete'], run: beforeSaveFlows },
  { name: 'before triggers', cite: `${ORDER}, 4`, on: ['insert', 'update', 'delete'], run: beforeTriggers },
  { name: 'truncation', cite: 'Apex Developer Guide, Setting DML Options', on: WRITE, run: truncate },
  ...derived(' again'),
  { name: 'foreign keys again', cite: `${ORDER}, 5`, on: WRITE, run: foreignKeys },
  { name: 'states and countries again', cite: ADDRESSES, on: WRITE, for: PICKED, run: addressValues },
  { name: 'restricted picklists again', cite: `${ORDER}, 5`, on: WRITE, run: restrictedPicklists },
  { name: 'system validation', cite: `${ORDER}, 5`, on: WRITE, run: systemValidation },
  { name: 'lookup filters', cite: `${ORDER}, 5`, on: WRITE, run: lookupFilters },
  {
    name: 'trivial shares',
    cite: 'Apex Developer Guide, Creating User Managed Sharing Using Apex',
    on: WRITE,
    for: { trait: 'shares' },
    run: trivialShares
  },
  { name: 'validation rules', cite: `${ORDER}, 5`, on: WRITE, run: validationRules },
  { name: 'duplicate rules', cite: `${ORDER}, 6`, on: WRITE, run: duplicateRules },
  {
    name: 'activated orders',
    cite: 'Object Reference, Order',
    on: ['insert', 'delete'],
    for: { objects: ['Order', 'OrderItem'] },
    run: activatedOrders
  },
  {
    name: 'permission sets of a user',
    cite: 'Object Reference, PermissionSetAssignment',
    on: ['insert'],
    for: { objects: ['PermissionSetAssignment'] },
    run: assignedOnce
  },
  { name: 'restricted children', cite: BIN, on: ['delete'], run: restrictedChildren },
  { name: 'save', cite: `${ORDER}, 7`, on: ['insert', 'update', 'undelete'], keeps: true, run: put },
  {
    name: 'person contacts',
    cite: PERSON_GUIDE,
    on: WRITE,
    for: PEOPLE,
    keeps: true,
    run: personContacts
  },
  { name: 'recycle bin', cite: BIN, on: ['delete'], keeps: true, run: remove },
  { name: 'restore details', cite: BIN, on: ['undelete'], keeps: true, run: restore },
  {
    name: 'groups of roles',
    cite: 'Object Reference, Group',
    on: ['insert'],
    for: { objects: ['UserRole'] },
    keeps: true,
    run: roleGroups
  },
  {
    name: 'documents of files',
    cite: 'Object Reference, ContentVersion',
    on: ['insert'],
    for: { objects: ['ContentVersion'] },
    keeps: true,
    run: fileDocuments
  },
  {
    name: 'deliveries, libraries and trees',
    cite: 'Object Reference, ContentDistribution, ContentFolderLink and Asset',
    on: ['insert'],
    for: { objects: WITH_EXTRAS },
    keeps: true,
    run: contentExtras
  },
  {
    name: 'statuses of campaigns',
    cite: 'Object Reference, CampaignMemberStatus',
    on: ['insert'],
    for: { objects: ['Campaign'] },
    keeps: true,
    run: campaignStatuses
  },
  {
    name: 'people of emails',
    cite: 'Object Reference, EmailMessage',
    on: ['insert'],
    for: { objects: ['EmailMessage'] },
    keeps: true,
    run: peopleOfEmails
  },
  { name: 'after triggers', cite: `${ORDER}, 8`, on: ALL, keeps: true, run: afterTriggers },
  {
    name: 'assignment rules',
    cite: `${ORDER}, 9`,
    on: WRITE,
    for: { objects: ['Case', 'Lead'] },
    keeps: true,
    run: assignmentRules
  },
  { name: 'after-save flows', cite: `${ORDER}, 14`, on: WRITE, keeps: true, run: afterSaveFlows },
  { name: 'roll-up summaries', cite: `${ORDER}, 16 and 17`, on: ALL, keeps: true, run: rollUpSummaries },
  {
    name: 'totals of products',
    cite: `${ORDER}, 16`,
    on: ALL,
    for: { objects: LINES },
    keeps: true,
    run: totalsOfLines
  },
  {
    name: 'statistics of campaigns',
    cite: 'Object Reference, Campaign',
    on: ALL,
    for: { objects: COUNTED_BY_CAMPAIGNS },
    keeps: true,
    run: campaignStatistics
  },
  { name: 'owner sharing', cite: `${ORDER}, 18`, on: ['update'], keeps: true, run: ownerSharing },
  { name: 'scheduled paths', cite: `${ORDER}, 20`, on: ALL, keeps: true, run: scheduledPaths },
  {
    name: 'change events',
    cite: 'Change Data Capture Developer Guide, Test Change Event Triggers',
    on: ALL,
    keeps: true,
    run: changeEvents
  }
];

type ByOperation = ReadonlyMap<SaveBatch['op'], readonly Step[]>;

const known = new WeakMap<ObjectInfo, { readonly version: number; readonly steps: ByOperation }>();

/** The steps of one save: those on its operation that are for its object. Worked out once per state of the schema. */
export function stepsOf(schema: Schema, object: ObjectInfo, op: SaveBatch['op']): readonly Step[] {
  let entry = known.get(object);
  if (entry?.version !== schema.version)
    known.set(object, (entry = { version: schema.version, steps: byOperation(schema, object) }));
  return entry.steps.get(op) ?? [];
}

function byOperation(schema: Schema, object: ObjectInfo): ByOperation {
  const own = STEPS.filter((step) => isInScope(step.for, schema, object));
  return new Map(ALL.map((op) => [op, own.filter((step) => step.on.includes(op))]));
}
