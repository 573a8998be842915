import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, type SObject, listType, sobjectBaseType } from '../../values/index.ts';
import { libraryClass, listOf, need, records } from '../define.ts';
import { PlatformObject } from '../registry.ts';
import { type AccessLevel, accessOf } from './access.ts';
import { localBinds } from './query.ts';

/** What SOSL found: a list of records for each object behind RETURNING, in order. */
function found(tx: Transaction, text: string, level: AccessLevel | null): SObject[][] {
  return tx.org.queries.search(tx, need(text), localBinds(tx), accessOf(tx, level));
}

function lists(tx: Transaction, text: string, level: AccessLevel | null): ApexList {
  return new ApexList(
    listType(listType(sobjectBaseType)),
    found(tx, text, level).map((r) => records(r))
  );
}

class SearchResults extends PlatformObject {
  readonly found: readonly SObject[];

  constructor(all: readonly SObject[]) {
    super();
    this.found = all;
  }
}
SearchResults.for('Search.SearchResults');

class SearchResult extends PlatformObject {
  readonly record: SObject;

  constructor(record: SObject) {
    super();
    this.record = record;
  }
}
SearchResult.for('Search.SearchResult');

/** An object that was not searched has no results (assumed). */
function resultsOf(results: SearchResults, object: string): ApexList {
  const key = need(object).toLowerCase();
  const own = results.found.filter((r) => r.info.name.toLowerCase() === key);
  return listOf(
    'Search.SearchResult',
    own.map((r) => new SearchResult(r))
  );
}

const find = (tx: Transaction, text: string, level: AccessLevel | null): SearchResults =>
  new SearchResults(found(tx, text, level).flat());

/** SOSL from a text (Apex Reference Guide, Search Class). Snippets are what the platform's search engine writes: none here. */
export const searchClasses = [
  libraryClass('System.Search', {
    'static List<List<SObject>> query(String text)': (tx, _, text: string) => lists(tx, text, null),
    'static List<List<SObject>> query(String text, AccessLevel level)': (tx, _, text: string, level: AccessLevel) =>
      lists(tx, text, need(level)),
    'static Search.SearchResults find(String text)': (tx, _, text: string) => find(tx, text, null),
    'static Search.SearchResults find(String text, AccessLevel level)': (tx, _, text: string, level: AccessLevel) =>
      find(tx, text, need(level))
  }),
  libraryClass('Search.SearchResults', {
    'List<Search.SearchResult> get(String object)': (_, self: SearchResults, object: string) => resultsOf(self, object)
  }),
  libraryClass('Search.SearchResult', {
    'SObject getSObject()': (_, self: SearchResult) => self.record,
    'String getSnippet()': () => null,
    'String getSnippet(String field)': () => null
  })
];
