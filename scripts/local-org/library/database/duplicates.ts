import type { LibraryClass } from '../../contracts/library.ts';
import type { DuplicateFinding } from '../../contracts/save.ts';
import { type ApexList, type SObject, throwApex } from '../../values/index.ts';
import { fields, getters, libraryClass, listOf, need } from '../define.ts';
import { Bean } from '../registry.ts';

/** `Datacloud.DuplicateResult` of what one duplicate rule found (Apex Reference Guide, Datacloud Namespace). */
export function duplicateBean(finding: DuplicateFinding): Bean {
  const matches = finding.matches.map(
    (match) =>
      new Bean('Datacloud.MatchResult', [
        ['entityType', match.object],
        ['errors', listOf('Database.Error', [])],
        ['matchEngine', 'ExactMatchEngine'],
        ['matchRecords', listOf('Datacloud.MatchRecord', match.records.map(recordBean))],
        ['rule', match.rule],
        ['size', match.records.length],
        ['success', true]
      ])
  );
  return new Bean('Datacloud.DuplicateResult', [
    ['allowSave', finding.allowSave],
    ['duplicateRule', finding.rule],
    ['duplicateRuleEntityType', finding.matches[0]?.object ?? null],
    ['errorMessage', finding.message],
    ['matchResults', listOf('Datacloud.MatchResult', matches)]
  ]);
}

function recordBean(record: SObject): Bean {
  return new Bean('Datacloud.MatchRecord', [
    ['additionalInformation', listOf('Datacloud.AdditionalInformationMap', [])],
    ['fieldDiffs', listOf('Datacloud.FieldDiff', [])],
    ['matchConfidence', 100],
    ['record', record]
  ]);
}

/** "The number of records in the input can't exceed 50." */
const MOST = 50;

function valueClass(name: string, ...texts: string[]): LibraryClass {
  const title = (text: string): string => text.replace(/ (\w)/, (_all, letter: string) => ` ${letter.toUpperCase()}`);
  return libraryClass(name, getters(...texts), fields(...texts.map(title)));
}

export const duplicateClasses: readonly LibraryClass[] = [
  valueClass(
    'Datacloud.DuplicateResult',
    'Boolean allowSave',
    'String duplicateRule',
    'String duplicateRuleEntityType',
    'String errorMessage',
    'List<Datacloud.MatchResult> matchResults'
  ),
  valueClass(
    'Datacloud.MatchResult',
    'String entityType',
    'List<Database.Error> errors',
    'String matchEngine',
    'List<Datacloud.MatchRecord> matchRecords',
    'String rule',
    'Integer size',
    'Boolean success'
  ),
  valueClass(
    'Datacloud.MatchRecord',
    'List<Datacloud.AdditionalInformationMap> additionalInformation',
    'List<Datacloud.FieldDiff> fieldDiffs',
    'Double matchConfidence',
    'SObject record'
  ),
  valueClass(
    'Datacloud.FindDuplicatesResult',
    'List<Datacloud.DuplicateResult> duplicateResults',
    'List<Database.Error> errors',
    'Boolean success'
  ),
  libraryClass('Datacloud.FindDuplicates', {
    'static List<Datacloud.FindDuplicatesResult> findDuplicates(List<SObject> records)': (tx, _, records: ApexList) => {
      if (need(records).size > MOST)
        throwApex('System.HandledException', `The number of records can't exceed ${MOST}.`);
      const found = tx.org.save.findDuplicates(tx, records.items as SObject[]);
      return listOf(
        'Datacloud.FindDuplicatesResult',
        found.map(
          (results) =>
            new Bean('Datacloud.FindDuplicatesResult', [
              ['duplicateResults', listOf('Datacloud.DuplicateResult', results.map(duplicateBean))],
              ['errors', listOf('Database.Error', [])],
              ['success', true]
            ])
        )
      );
    }
  })
];
