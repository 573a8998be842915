import type { Access } from '../../contracts/soql.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { type ApexMap, type SObject, throwApex } from '../../values/index.ts';
import { type Members, getters, libraryClass, need, plainGetters } from '../define.ts';
import { Bean, PlatformObject } from '../registry.ts';
import { type AccessLevel, accessOf } from './access.ts';
import { type Resolve, localBinds, mapBinds, recordsOf } from './query.ts';

/**
 * `Database.Cursor` and `Database.PaginationCursor`: the rows of a query by position. The query is read once, when the
 * cursor is made; its rows are copies of that moment (assumed), less those deleted since.
 * https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_cursors.htm
 */
class ApexCursor extends PlatformObject {
  readonly text: string;
  readonly rows: readonly SObject[];

  constructor(text: string, rows: readonly SObject[]) {
    super();
    this.text = text;
    this.rows = rows;
  }
}

class RowCursor extends ApexCursor {}
RowCursor.for('Database.Cursor');

class PageCursor extends ApexCursor {}
PageCursor.for('Database.PaginationCursor');

type Make = new (text: string, rows: readonly SObject[]) => ApexCursor;

const MAX_FETCH = 2_000;

/** Making a cursor counts a query and its rows as rows of cursors; they count as rows of queries when they are fetched. */
function open(make: Make, tx: Transaction, text: string, resolve: Resolve, access: Access): ApexCursor {
  const before = tx.limits.mark();
  const { records } = tx.org.queries.runText(tx, need(text), resolve, access);
  tx.limits.reset(before);
  tx.limits.count('queries');
  tx.limits.count('apexCursorRows', records.length);
  return new make(text, records);
}

/** Rows from a position, counted as "Execution Governors and Limits" says. */
function slice(tx: Transaction, cursor: ApexCursor, from: number, count: number): SObject[] {
  if (need(from) < 0 || need(count) < 0 || from + count > cursor.rows.length || count > MAX_FETCH)
    throwApex('System.InvalidParameterValueException', `Invalid position or count: ${from}, ${count}`);
  tx.limits.count('queries');
  tx.limits.count('fetchCallsOnApexCursor');
  const rows = cursor.rows.slice(from, from + count);
  tx.limits.count('queryRows', rows.length);
  return rows;
}

function isThere(tx: Transaction, record: SObject): boolean {
  if (record.id === null) return true;
  return tx.org.store.get(record.info, record.id) !== undefined;
}

const alive = (tx: Transaction, rows: readonly SObject[]): SObject[] =>
  rows.filter((row) => isThere(tx, row)).map((row) => row.clone(true, true, true, true));

/** Skips rows that are gone until the page is full or the rows end. */
function page(tx: Transaction, cursor: ApexCursor, start: number, size: number): Bean {
  const all = slice(tx, cursor, start, cursor.rows.length - start > MAX_FETCH ? MAX_FETCH : cursor.rows.length - start);
  const kept: SObject[] = [];
  let next = start;
  for (const row of all) {
    if (kept.length >= need(size)) break;
    next++;
    kept.push(...alive(tx, [row]));
  }
  return new Bean('Database.CursorFetchResult', [
    ['records', recordsOf(tx, cursor.text, kept)],
    // Assumed: a public suite that passes expects 0 behind the last page.
    ['nextIndex', next >= cursor.rows.length ? 0 : next],
    ['numDeletedRecords', next - start - kept.length],
    ['done', next >= cursor.rows.length]
  ]);
}

const making = (name: string, type: string, make: Make): Members => ({
  [`static ${type} ${name}(String text)`]: (tx, _, text: string) =>
    open(make, tx, text, localBinds(tx), accessOf(tx, null)),
  [`static ${type} ${name}(String text, AccessLevel level)`]: (tx, _, text: string, level: AccessLevel) =>
    open(make, tx, text, localBinds(tx), accessOf(tx, need(level))),
  [`static ${type} ${name}WithBinds(String text, Map<String,Object> binds, AccessLevel level)`]: (
    tx,
    _,
    text: string,
    binds: ApexMap,
    level: AccessLevel
  ) => open(make, tx, text, mapBinds(binds), accessOf(tx, need(level)))
});

export const cursorClasses = [
  libraryClass('System.Database', making('getCursor', 'Database.Cursor', RowCursor)),
  libraryClass('System.Database', making('getPaginationCursor', 'Database.PaginationCursor', PageCursor)),
  libraryClass('Database.Cursor', {
    'List<SObject> fetch(Integer position, Integer count)': (tx, self: ApexCursor, position: number, count: number) =>
      recordsOf(tx, self.text, alive(tx, slice(tx, self, position, count))),
    'Integer getNumRecords()': (_, self: ApexCursor) => self.rows.length
  }),
  libraryClass('Database.PaginationCursor', {
    'Database.CursorFetchResult fetchPage(Integer start, Integer pageSize)': (
      tx,
      self: ApexCursor,
      start: number,
      size: number
    ) => page(tx, self, start, size),
    'Integer fetchDeleted(Integer start, Integer pageSize)': (tx, self: ApexCursor, start: number, size: number) =>
      slice(tx, self, start, size).filter((row) => !isThere(tx, row)).length,
    'Integer getNumRecords()': (_, self: ApexCursor) => self.rows.length
  }),
  libraryClass(
    'Database.CursorFetchResult',
    plainGetters('List<SObject> records', 'Integer nextIndex', 'Integer numDeletedRecords'),
    getters('Boolean done')
  )
];
