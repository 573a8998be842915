import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { ConvertRequest, SaveOptions } from '../../contracts/save.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList } from '../../values/index.ts';
import {
  type Members,
  beanConstructor,
  fields,
  getters,
  libraryClass,
  listOf,
  need,
  plainGetters,
  setters
} from '../define.ts';
import { Bean } from '../registry.ts';
import { AccessLevel, accessOf } from './access.ts';
import { convertBean } from './results.ts';

const UNSUPPORTED = [
  'AccountRecord',
  'ContactRecord',
  'OpportunityRecord',
  'OpportunityId',
  'RelatedPersonAccountId',
  'RelatedPersonAccountRecord'
];

function request(lead: Bean): ConvertRequest {
  for (const name of UNSUPPORTED) {
    if (lead.get(name) !== null) throw new UnsupportedByLocalOrg(`Database.LeadConvert.set${name}`);
  }
  return {
    leadId: need(lead.get('LeadId') as string | null),
    accountId: lead.get('AccountId') as string | null,
    contactId: lead.get('ContactId') as string | null,
    opportunityName: lead.get('OpportunityName') as string | null,
    doNotCreateOpportunity: lead.get('DoNotCreateOpportunity') === true,
    overwriteLeadSource: lead.get('OverwriteLeadSource') === true,
    ownerId: lead.get('OwnerId') as string | null,
    sendNotificationEmail: lead.get('SendNotificationEmail') === true,
    convertedStatus: need(lead.get('ConvertedStatus') as string | null)
  };
}

function convert(tx: Transaction, target: Bean | ApexList, rest: readonly unknown[]): unknown {
  const flag = rest.find((a) => typeof a === 'boolean') as boolean | undefined;
  const level = rest.find((a) => a instanceof AccessLevel) as AccessLevel | undefined;
  const dml = rest.find((a) => a instanceof Bean) as Bean | undefined;
  const allOrNone = flag ?? (dml ? dml.get('OptAllOrNone') === true : true);
  const options: SaveOptions = { access: accessOf(tx, level ?? null), allOrNone, source: 'apex' };
  const leads = (need(target) instanceof ApexList ? (target as ApexList).items : [target]) as Bean[];
  const beans = tx.org.save
    .convert(
      tx,
      leads.map((l) => request(need(l))),
      options
    )
    .map(convertBean);
  return target instanceof ApexList ? listOf('Database.LeadConvertResult', beans) : beans[0];
}

const overloads: Members = {};
for (const [target, returns] of [
  ['Database.LeadConvert', 'Database.LeadConvertResult'],
  ['List<Database.LeadConvert>', 'List<Database.LeadConvertResult>']
] as const) {
  for (const tail of ['', ', Boolean allOrNone', ', Database.DMLOptions options']) {
    for (const level of ['', ', AccessLevel level']) {
      overloads[`static ${returns} convertLead(${target} leads${tail}${level})`] = (tx, _, leads, ...rest) =>
        convert(tx, leads, rest);
    }
  }
}

export const convertLeadClass = libraryClass('System.Database', overloads);

const values = [
  'Id AccountId',
  'SObject AccountRecord',
  'Boolean BypassAccountDedupeCheck',
  'Boolean BypassContactDedupeCheck',
  'Id ContactId',
  'SObject ContactRecord',
  'String ConvertedStatus',
  'Id LeadId',
  'Id OpportunityId',
  'String OpportunityName',
  'SObject OpportunityRecord',
  'Id OwnerId',
  'Id RelatedPersonAccountId',
  'SObject RelatedPersonAccountRecord'
];
const flags = ['Boolean DoNotCreateOpportunity', 'Boolean OverwriteLeadSource', 'Boolean SendNotificationEmail'];

export const leadConvertClass = libraryClass(
  'Database.LeadConvert',
  plainGetters(...values),
  getters(...flags),
  setters(...values, ...flags),
  fields(...values, ...flags),
  beanConstructor('Database.LeadConvert', () => flags.map((f) => [f.split(' ')[1] as string, false] as const))
);
