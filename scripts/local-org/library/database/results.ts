import type { ConvertResult, SaveError, SaveResult } from '../../contracts/save.ts';
import type { LibraryClass } from '../../contracts/library.ts';
import { ApexList } from '../../values/index.ts';
import { beanConstructor, getters, libraryClass, listOf, strings, fields } from '../define.ts';
import type { Members } from '../define.ts';
import { Bean, ResultBean, platformEnum } from '../registry.ts';
import { duplicateBean } from './duplicates.ts';

/** One `Database.Error` from what a save or `addError` found. */
export function databaseError(error: SaveError): Bean {
  const facts = [
    ['fields', strings([...error.fields])],
    ['message', error.message],
    ['statusCode', platformEnum('System.StatusCode', error.status)]
  ] as const;
  if (!error.duplicate) return new ResultBean('Database.Error', facts);
  return new ResultBean('Database.DuplicateError', [...facts, ['duplicateResult', duplicateBean(error.duplicate)]]);
}

export function errorsOf(result: SaveResult): ApexList {
  return listOf('Database.Error', result.errors.map(databaseError));
}

/**
 * What is to be changed keeps its Id in the result, failed or not (a public package reads it there); the result of a
 * record that is not there has none (another public suite expects it; Apex Reference Guide, getId).
 */
function isMissing({ success, errors }: SaveResult): boolean {
  return !success && errors.some(({ status }) => NOT_THERE.has(status));
}

const NOT_THERE = new Set(['INVALID_CROSS_REFERENCE_KEY', 'ENTITY_IS_DELETED', 'MALFORMED_ID']);

export function resultBean(typeName: string, result: SaveResult): Bean {
  const bean = new ResultBean(typeName, [
    ['success', result.success],
    ['id', isMissing(result) ? null : result.id],
    ['errors', errorsOf(result)]
  ]);
  if (typeName === 'Database.UpsertResult') bean.set('created', result.created ?? false);
  return bean;
}

export function mergeBean(result: SaveResult, merged: readonly string[]): Bean {
  const bean = resultBean('Database.MergeResult', result);
  bean.set('mergedRecordIds', strings([...merged]));
  bean.set('updatedRelatedIds', strings([]));
  return bean;
}

export function convertBean(result: ConvertResult): Bean {
  return new ResultBean('Database.LeadConvertResult', [
    ['success', result.success],
    ['errors', errorsOf(result)],
    ['leadId', result.leadId],
    ['accountId', result.accountId],
    ['contactId', result.contactId],
    ['opportunityId', result.opportunityId]
  ]);
}

const base = ['List<Database.Error> errors', 'Id id', 'Boolean success'];

/** No errors are an empty list, also in a result that was read from JSON without them; an undelete says null (shown by a public suite). */
const ERRORS: Members = {
  'List<Database.Error> getErrors()': (_, bean: Bean) => bean.get('errors') ?? listOf('Database.Error', [])
};

function result(name: string, ...texts: string[]): LibraryClass {
  const hasErrors = texts.some((text) => text.endsWith(' errors')) && name !== 'Database.UndeleteResult';
  return libraryClass(name, getters(...texts), fields(...texts), hasErrors ? ERRORS : {}, beanConstructor(name));
}

export const resultClasses: readonly LibraryClass[] = [
  result('Database.SaveResult', ...base),
  result('Database.DeleteResult', ...base),
  result('Database.UndeleteResult', ...base),
  result('Database.UpsertResult', ...base, 'Boolean created'),
  result('Database.MergeResult', ...base, 'List<String> mergedRecordIds', 'List<String> updatedRelatedIds'),
  result('Database.EmptyRecycleBinResult', ...base),
  result('Database.Error', 'List<String> fields', 'String message', 'StatusCode statusCode'),
  libraryClass(
    'Database.DuplicateError',
    getters(
      'Datacloud.DuplicateResult duplicateResult',
      'List<String> fields',
      'String message',
      'StatusCode statusCode'
    )
  ),
  result(
    'Database.LeadConvertResult',
    'Id accountId',
    'Id contactId',
    'List<Database.Error> errors',
    'Id leadId',
    'Id opportunityId',
    // There are no person accounts, so that it is never set.
    'Id relatedPersonAccountId',
    'Boolean success'
  ),
  libraryClass(
    'Database.DMLOptions',
    fields(
      'Boolean AllowFieldTruncation',
      'Database.DMLOptions.AssignmentRuleHeader AssignmentRuleHeader',
      'Database.DMLOptions.DuplicateRuleHeader DuplicateRuleHeader',
      'Database.DMLOptions.EmailHeader EmailHeader',
      'String LocaleOptions',
      'Boolean OptAllOrNone'
    ),
    beanConstructor('Database.DMLOptions', () => [
      ['AssignmentRuleHeader', new Bean('Database.DMLOptions.AssignmentRuleHeader')],
      ['DuplicateRuleHeader', new Bean('Database.DMLOptions.DuplicateRuleHeader')],
      ['EmailHeader', new Bean('Database.DMLOptions.EmailHeader')]
    ])
  ),
  libraryClass(
    'Database.DMLOptions.AssignmentRuleHeader',
    fields('Id AssignmentRuleId', 'Boolean UseDefaultRule'),
    beanConstructor('Database.DMLOptions.AssignmentRuleHeader')
  ),
  libraryClass(
    'Database.DMLOptions.DuplicateRuleHeader',
    fields('Boolean AllowSave', 'Boolean RunAsCurrentUser'),
    beanConstructor('Database.DMLOptions.DuplicateRuleHeader')
  ),
  libraryClass(
    'Database.DMLOptions.EmailHeader',
    fields('Boolean TriggerAutoResponseEmail', 'Boolean TriggerOtherEmail', 'Boolean TriggerUserEmail'),
    beanConstructor('Database.DMLOptions.EmailHeader')
  )
];
