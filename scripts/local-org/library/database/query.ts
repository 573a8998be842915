import type { QueryLocatorSource } from '../../contracts/async.ts';
import type { Access, FieldExpression, SoqlQuery } from '../../contracts/soql.ts';
import type { Savepoint, Transaction } from '../../contracts/transaction.ts';
import {
  AggregateResult,
  ApexList,
  ApexMap,
  SObject,
  apexError,
  listType,
  sobjectType,
  throwApex,
  unbox
} from '../../values/index.ts';
import { type Members, libraryClass, need, records } from '../define.ts';
import { PlatformObject } from '../registry.ts';
import { ApexIterator } from '../system/collections.ts';
import { AccessLevel, accessOf } from './access.ts';

/**
 * Under this mark of the transaction the emitted code leaves how the variables of the calling method are found:
 * dynamic SOQL may bind them (`Database.query('... :name')`).
 */
export const DYNAMIC_BINDS = 'library.dynamicBinds';

export type Resolve = (name: string) => unknown;

function unknownVariable(name: string): never {
  return throwApex('System.QueryException', `Variable does not exist: ${name}`);
}

export function localBinds(tx: Transaction): Resolve {
  return (tx.marks.get(DYNAMIC_BINDS) as Resolve | undefined) ?? unknownVariable;
}

/** The text is that of the Apex Developer Guide, Dynamic SOQL. */
function duplicateKeys(names: readonly string[]): Error {
  return apexError(
    'System.QueryException',
    `The bindMap consists of duplicate case-insensitive keys: [${[...names].sort().join(', ')}]`
  );
}

/** Names of a bind map, in any case; two names that differ only in case are refused by the platform. */
export function mapBinds(binds: ApexMap): Resolve {
  const byName = new Map<string, unknown>();
  const names = [...need(binds).pairs()].map(([k, v]) => [String(k), unbox(v)] as const);
  for (const [name, value] of names) {
    const key = name.toLowerCase();
    if (byName.has(key)) throw duplicateKeys(names.map(([other]) => other).filter((o) => o.toLowerCase() === key));
    byName.set(key, value);
  }
  return (name) => {
    const key = name.trim().toLowerCase();
    return byName.has(key)
      ? byName.get(key)
      : throwApex('System.QueryException', `Key '${name.trim()}' does not exist in the bindMap`);
  };
}

function run(tx: Transaction, text: string, resolve: Resolve, access: Access): { records: SObject[]; size: number } {
  refuseUnbounded(tx.org.queries.parse(need(text)));
  return tx.org.queries.runText(tx, text, resolve, access);
}

/** Apex takes FIELDS(STANDARD) only: "Unbounded queries" are for the APIs (SOQL and SOSL Reference, FIELDS()). */
export function refuseUnbounded({ select }: SoqlQuery): void {
  if (select.some((item) => item.kind === 'fields' && item.set !== 'STANDARD'))
    throwApex(
      'System.QueryException',
      'The SOQL FIELDS function is not supported with an unbounded set of fields in this API'
    );
}

const AGGREGATE = /^(COUNT|COUNT_DISTINCT|SUM|AVG|MIN|MAX)$/;

/** Groups are no records that a batch could read on (users of the platform report the text; a locator of them may be made, as a public suite does). */
function refuseAggregates({ groupBy, select }: SoqlQuery): void {
  const has = ({ field }: { field: FieldExpression }) => field.kind === 'function' && AGGREGATE.test(field.name);
  if (groupBy || select.some((item) => item.kind === 'field' && has(item)))
    throwApex(
      'System.QueryException',
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch'
    );
}

/** Rows of a dynamic query: a list of the object that was asked for, as `getSObjectType()` of an empty one tells too. */
export function recordsOf(tx: Transaction, text: string, found: readonly SObject[]): ApexList {
  const query = tx.org.queries.parse(text);
  const grouped = query.groupBy !== undefined || found[0] instanceof AggregateResult;
  const name = grouped ? 'AggregateResult' : tx.org.schema.object(query.from.object)?.name;
  return name === undefined ? records([...found]) : new ApexList(listType(sobjectType(name)), [...found]);
}

/** `Database.QueryLocator`: a query that a batch runs later, or records that were read. */
export class ApexQueryLocator extends PlatformObject implements QueryLocatorSource {
  private readonly text: string | null;
  private readonly read: (tx: Transaction) => readonly SObject[];

  constructor(text: string | null, read: (tx: Transaction) => readonly SObject[]) {
    super();
    this.text = text;
    this.read = read;
  }

  records(tx: Transaction): readonly SObject[] {
    return this.read(tx);
  }

  query(): string {
    return this.text ?? throwApex('System.UnsupportedOperationException', 'The query of this locator has no text');
  }
}
ApexQueryLocator.for('Database.QueryLocator');

class LocatorIterator extends ApexIterator {}
LocatorIterator.for('Database.QueryLocatorIterator');

/**
 * The rows of a locator are counted apart from those of queries: 10,000 in a transaction, in a batch's `start` fifty
 * million (Execution Governors and Limits), which are read when the batch asks for them.
 */
function locator(tx: Transaction, text: string, resolve: Resolve, level: AccessLevel | null): ApexQueryLocator {
  const access = accessOf(tx, level);
  const read = (at: Transaction): readonly SObject[] =>
    at.limits.free('queryRows', () => run(at, text, resolve, access).records);
  const query = tx.org.queries.parse(need(text));
  if (tx.kind === 'batch')
    return new ApexQueryLocator(text, (at) => {
      refuseAggregates(query);
      return read(at);
    });
  const found = read(tx);
  tx.limits.count('queryLocatorRows', found.length);
  return new ApexQueryLocator(text, () => found);
}

/** The text behind the lists that `[SELECT ...]` gave, which a locator over them tells. */
const asked = new WeakMap<ApexList, string>();

/** The list of an inline query, which knows its text from now on. */
export function askedBy(list: ApexList, text: string): ApexList {
  asked.set(list, text);
  return list;
}

function listLocator(list: ApexList): ApexQueryLocator {
  const found = need(list).items as SObject[];
  return new ApexQueryLocator(asked.get(list) ?? null, () => found);
}

const querying: Members = {
  'static List<SObject> query(String text)': (tx, _, text: string) =>
    recordsOf(tx, text, run(tx, text, localBinds(tx), accessOf(tx, null)).records),
  'static List<SObject> query(String text, AccessLevel level)': (tx, _, text: string, level: AccessLevel) =>
    recordsOf(tx, text, run(tx, text, localBinds(tx), accessOf(tx, need(level))).records),
  'static List<SObject> queryWithBinds(String text, Map<String,Object> binds, AccessLevel level)': (
    tx,
    _,
    text: string,
    binds: ApexMap,
    level: AccessLevel
  ) => recordsOf(tx, text, run(tx, text, mapBinds(binds), accessOf(tx, need(level))).records),
  'static Integer countQuery(String text)': (tx, _, text: string) =>
    run(tx, text, localBinds(tx), accessOf(tx, null)).size,
  'static Integer countQuery(String text, AccessLevel level)': (tx, _, text: string, level: AccessLevel) =>
    run(tx, text, localBinds(tx), accessOf(tx, need(level))).size,
  'static Integer countQueryWithBinds(String text, Map<String,Object> binds, AccessLevel level)': (
    tx,
    _,
    text: string,
    binds: ApexMap,
    level: AccessLevel
  ) => run(tx, text, mapBinds(binds), accessOf(tx, need(level))).size,
  'static Database.QueryLocator getQueryLocator(String text)': (tx, _, text: string) =>
    locator(tx, text, localBinds(tx), null),
  'static Database.QueryLocator getQueryLocator(String text, AccessLevel level)': (
    tx,
    _,
    text: string,
    level: AccessLevel
  ) => locator(tx, text, localBinds(tx), need(level)),
  'static Database.QueryLocator getQueryLocator(List<SObject> list)': (_, __, list: ApexList) => listLocator(list),
  'static Database.QueryLocator getQueryLocator(List<SObject> list, AccessLevel level)': (_, __, list: ApexList) =>
    listLocator(list),
  'static Database.QueryLocator getQueryLocatorWithBinds(String text, Map<String,Object> binds, AccessLevel level)': (
    tx,
    _,
    text: string,
    binds: ApexMap,
    level: AccessLevel
  ) => locator(tx, text, mapBinds(binds), need(level))
};

/** `System.Savepoint`. */
class ApexSavepoint extends PlatformObject {
  readonly at: Savepoint;
  released = false;

  constructor(at: Savepoint) {
    super();
    this.at = at;
  }
}
ApexSavepoint.for('System.Savepoint');

function usable(savepoint: ApexSavepoint): ApexSavepoint {
  if (need(savepoint).released) throwApex('System.TypeException', 'The savepoint has been released');
  return savepoint;
}

/** Each savepoint and each rollback counts as a DML statement ("Transaction Control", Apex Developer Guide). */
function setSavepoint(tx: Transaction): ApexSavepoint {
  tx.limits.count('dmlStatements');
  tx.limits.count('savepoints');
  return new ApexSavepoint(tx.savepoint());
}

function rollback(tx: Transaction, savepoint: ApexSavepoint): void {
  tx.limits.count('dmlStatements');
  tx.limits.count('savepointRollbacks');
  tx.rollback(usable(savepoint).at);
}

const control: Members = {
  'static Savepoint setSavepoint()': (tx) => setSavepoint(tx),
  'static void rollback(Savepoint s)': (tx, _, s: ApexSavepoint) => rollback(tx, s),
  /** Counts as a DML statement, as setting and rolling back do (a public suite that passes on the platform counts it). */
  'static void releaseSavepoint(Savepoint s)': (tx, _, s: ApexSavepoint) => {
    tx.limits.count('dmlStatements');
    usable(s).released = true;
  },
  'static String executeBatch(Object job)': (tx, _, job) => tx.org.async.executeBatch(tx, need(job), 200),
  'static String executeBatch(Object job, Integer scope)': (tx, _, job, scope: number) =>
    tx.org.async.executeBatch(tx, need(job), need(scope))
};

export const queryClass = libraryClass('System.Database', querying, control);

export const locatorClasses = [
  libraryClass('Database.QueryLocator', {
    'String getQuery()': (_, self: ApexQueryLocator) => self.query(),
    'Database.QueryLocatorIterator iterator()': (tx, self: ApexQueryLocator) => new LocatorIterator(self.records(tx))
  }),
  libraryClass('Database.QueryLocatorIterator', {
    'Boolean hasNext()': (_, self: LocatorIterator) => self.hasNext(),
    'SObject next()': (_, self: LocatorIterator) => self.next()
  })
];
