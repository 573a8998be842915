import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { QueryLocatorSource } from '../../contracts/async.ts';
import type { RuntimeType } from '../../contracts/program.ts';
import type { Operation } from '../../contracts/save.ts';
import type { Access, SoqlQuery } from '../../contracts/soql.ts';
import type { Transaction, TriggerContext } from '../../contracts/transaction.ts';
import { askedBy, behaviour, optionsOfRecords, platformEnum, refused, refuseUnbounded } from '../../library/index.ts';
import {
  ApexList,
  ApexMap,
  SObject,
  apexError,
  idType,
  listType,
  madeText,
  mapType,
  nullPointer,
  sobjectType
} from '../../values/index.ts';

/** Rights of a statement: user mode brings sharing with it, whatever the class says. */
export function accessOf(tx: Transaction, mode: 'user' | 'system'): Access {
  return { mode, sharing: mode === 'user' ? 'with' : tx.sharing };
}

/** `[SELECT ...]`: a list, or the number of `SELECT COUNT()`. A mode that the query states goes first. */
export function runQuery(
  tx: Transaction,
  query: SoqlQuery,
  type: RuntimeType | null,
  mode: 'user' | 'system',
  binds: readonly unknown[]
): unknown {
  const stated = query.mode === 'USER_MODE' ? 'user' : query.mode === undefined ? mode : 'system';
  refuseUnbounded(query);
  const result = tx.org.queries.run(tx, query, binds, accessOf(tx, stated));
  return type === null ? result.size : askedBy(new ApexList(type, result.records), query.text);
}

export function single(list: ApexList | null): unknown {
  if (list === null) throw nullPointer();
  if (list.size === 1) return list.items[0];
  const text =
    list.size === 0
      ? 'List has no rows for assignment to SObject'
      : 'List has more than 1 row for assignment to SObject';
  throw apexError('System.QueryException', text);
}

/** The one row of a query, or null when there is none. */
export function singleOrNull(list: ApexList | null): unknown {
  return list?.size === 0 ? null : single(list);
}

const CHUNK = 200;

/** The rows of a SOQL for loop, or lists of 200. */
export function* queryRows(
  tx: Transaction,
  source: unknown,
  chunk: RuntimeType | null
): Generator<unknown, void, undefined> {
  const rows = rowsOf(tx, source);
  if (!chunk) return yield* rows;
  for (let i = 0; i < rows.length; i += CHUNK) yield new ApexList(chunk, rows.slice(i, i + CHUNK));
}

function rowsOf(tx: Transaction, source: unknown): readonly unknown[] {
  if (source === null) throw nullPointer();
  return source instanceof ApexList ? source.items : (source as QueryLocatorSource).records(tx);
}

/** A DML statement: all or none, errors as DmlException. */
export function dml(
  tx: Transaction,
  op: Operation,
  mode: 'user' | 'system',
  externalId: string | null,
  target: unknown,
  losers?: unknown
): void {
  const records = recordsOf(target);
  const options = {
    access: accessOf(tx, mode),
    allOrNone: true,
    source: 'apex' as const,
    ...optionsOfRecords(records),
    ...(externalId === null ? {} : { externalId })
  };
  if (op === 'merge') {
    tx.org.save.merge(tx, records[0] as SObject, idsOf(losers), options);
    return;
  }
  tx.org.save.run(tx, op, records, options);
}

function recordsOf(target: unknown): SObject[] {
  if (target === null || target === undefined) throw nullPointer();
  return target instanceof ApexList ? (target.items as SObject[]) : [target as SObject];
}

function idsOf(losers: unknown): string[] {
  const all = losers instanceof ApexList ? losers.items : [losers];
  return all.map((x) => (x instanceof SObject ? x.id : (x as string | null)) ?? failNull());
}

function failNull(): never {
  throw nullPointer();
}

/** Who ran before, and with which sharing. */
export interface RanAs {
  readonly user: Transaction['user'];
  readonly sharing: Transaction['sharing'];
}

/**
 * `System.runAs(user)`: returns what `endRunAs` puts back. Within the block the user's sharing holds, also for classes that inherit it (Apex Developer Guide, Using the runAs
 * Method; github.com/octoberswimmer/aer-dist/issues/197).
 */
export function runAs(tx: Transaction, user: SObject | null): RanAs {
  if (user === null) throw nullPointer();
  tx.limits.countRunAs();
  // The documented examples run as users that were never inserted: the platform inserts them.
  if (user.id === null)
    tx.org.save.run(tx, 'insert', [user], {
      access: { mode: 'system', sharing: 'without' },
      allOrNone: true,
      source: 'system'
    });
  if (user.id === null) throw new Error('a user that was saved has no id');
  const old = { user: tx.user, sharing: tx.sharing };
  tx.user = tx.org.access.user(user.id);
  tx.sharing = 'with';
  return old;
}

const lists = new WeakMap<TriggerContext, Map<string, unknown>>();

/** `Trigger.new` and its like; null or false outside of a trigger. The lists are the same objects for the whole trigger. */
export function triggerVariable(tx: Transaction, name: string): unknown {
  const context = tx.triggerStack.at(-1);
  if (!context) return name.startsWith('is') ? false : null;
  let known = lists.get(context);
  if (!known) lists.set(context, (known = new Map()));
  if (!known.has(name)) known.set(name, variable(context, name));
  return known.get(name);
}

function variable(c: TriggerContext, name: string): unknown {
  switch (name) {
    case 'new':
      return recordList(c, c.newRecords);
    case 'old':
      return recordList(c, c.oldRecords);
    case 'newmap':
      return c.isBefore && c.operation === 'insert' ? null : recordMap(c, c.newRecords);
    case 'oldmap':
      return recordMap(c, c.oldRecords);
    case 'size':
      return (c.newRecords ?? c.oldRecords ?? []).length;
    case 'operationtype':
      return platformEnum('System.TriggerOperation', `${c.isBefore ? 'BEFORE' : 'AFTER'}_${c.operation.toUpperCase()}`);
    default:
      return flag(c, name);
  }
}

function flag(c: TriggerContext, name: string): boolean {
  switch (name) {
    case 'isexecuting':
      return true;
    case 'isbefore':
      return c.isBefore;
    case 'isafter':
      return c.isAfter;
    default:
      return name === `is${c.operation}`;
  }
}

function recordList(c: TriggerContext, records: SObject[] | null): ApexList | null {
  if (!records) return null;
  const list = new ApexList(listType(sobjectType(c.object)), records);
  list.readOnly = true;
  return list;
}

function recordMap(c: TriggerContext, records: SObject[] | null): ApexMap | null {
  return (
    records &&
    new ApexMap(
      mapType(idType, sobjectType(c.object)),
      records.map((r) => [r.id, r] as const)
    )
  );
}

/** Members whose answer may be far longer than what they were given, or is new text of any length. */
const MAKES_TEXT =
  /^System\.(String\.(repeat|join|leftPad|rightPad|center|replace|replaceAll|format)|JSON\.serialize\w*|JSONGenerator\.getAsString|EncodingUtil\.\w+|Blob\.toString|HttpResponse\.getBody)\(/i;

/** Behaviour of a platform member, or a function that says at the call that there is none. */
export function libraryMember(key: string): (tx: Transaction, self: unknown, ...args: unknown[]) => unknown {
  const run = behaviour(key);
  if (!run)
    return () => {
      throw new UnsupportedByLocalOrg(refused(key));
    };
  return MAKES_TEXT.test(key) ? (tx, self, ...args) => madeText(run(tx, self, ...args)) : run;
}
