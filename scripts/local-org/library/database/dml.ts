import type { Behaviour } from '../../contracts/library.ts';
import type { Operation, SaveOptions, SaveResult } from '../../contracts/save.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, SObject, throwApex, toId, unbox } from '../../values/index.ts';
import { type Members, libraryClass, listOf, need } from '../define.ts';
import { Bean } from '../registry.ts';
import { SObjectFieldToken } from '../schema/tokens.ts';
import { AccessLevel, accessOf } from './access.ts';
import { mergeBean, resultBean } from './results.ts';

/** What may follow the records in a call, each told by its own type. */
interface Extras {
  allOrNone: boolean;
  level: AccessLevel | null;
  externalId?: string;
  options?: Bean;
}

function extras(args: readonly unknown[]): Extras {
  const out: Extras = { allOrNone: true, level: null };
  for (const arg of args) {
    if (typeof arg === 'boolean') out.allOrNone = arg;
    else if (arg instanceof AccessLevel) out.level = arg;
    else if (arg instanceof SObjectFieldToken) out.externalId = arg.name;
    else if (arg instanceof Bean) Object.assign(out, { options: arg, allOrNone: arg.get('OptAllOrNone') === true });
    else need(arg);
  }
  return out;
}

function saveOptions(tx: Transaction, x: Extras, records: readonly SObject[]): SaveOptions {
  return {
    access: accessOf(tx, x.level),
    allOrNone: x.allOrNone,
    source: 'apex',
    ...optionsOfRecords(records),
    ...(x.externalId === undefined ? {} : { externalId: x.externalId }),
    ...(x.options ? optionsOf(x.options) : {})
  };
}

/** What `Database.DMLOptions` ask of a save, apart from `OptAllOrNone`. */
function optionsOf(options: Bean): Partial<SaveOptions> {
  const rules = options.get('AssignmentRuleHeader') as Bean | null;
  const duplicates = options.get('DuplicateRuleHeader') as Bean | null;
  const assignment = rules?.get('AssignmentRuleId') as string | null | undefined;
  return {
    ...(options.get('AllowFieldTruncation') === true ? { allowFieldTruncation: true } : {}),
    ...(duplicates?.get('AllowSave') === true ? { allowDuplicates: true } : {}),
    ...(rules?.get('UseDefaultRule') === true ? { useDefaultAssignmentRule: true } : {}),
    ...(assignment ? { assignmentRuleId: assignment } : {})
  };
}

const ofRecord = new WeakMap<SObject, Bean>();

/** `record.setOptions(options)` and `getOptions()`. */
export const recordOptions = {
  get: (record: SObject): Bean | null => ofRecord.get(record) ?? null,
  set: (record: SObject, options: Bean): void => void ofRecord.set(record, need(options))
};

/** One save has one set of options here: those of its first record that has some (assumed). */
export function optionsOfRecords(records: readonly SObject[]): Partial<SaveOptions> {
  for (const record of records) {
    const options = ofRecord.get(record);
    if (options) return optionsOf(options);
  }
  return {};
}

/** A record, or an Id that becomes one. */
function recordOf(tx: Transaction, value: unknown): SObject {
  const plain = unbox(need(value));
  if (plain instanceof SObject) return plain;
  if (typeof plain !== 'string') return throwApex('System.TypeException', 'A record or an Id is expected');
  const id = toId(plain);
  const info = tx.org.schema.byPrefix(id);
  return info ? new SObject(info, [id]) : throwApex('System.StringException', `Invalid id: ${plain}`);
}

export function recordsOf(tx: Transaction, target: unknown): SObject[] {
  return target instanceof ApexList ? target.items.map((v) => recordOf(tx, v)) : [recordOf(tx, target)];
}

export function answer(typeName: string, target: unknown, results: readonly SaveResult[]): unknown {
  const beans = results.map((r) => resultBean(typeName, r));
  return target instanceof ApexList ? listOf(typeName, beans) : beans[0];
}

function run(op: Operation, typeName: string): Behaviour {
  return (tx, _, target, ...rest) => {
    const records = recordsOf(tx, need(target));
    const results = tx.org.save.run(tx, op, records, saveOptions(tx, extras(rest), records));
    return answer(typeName, target, results);
  };
}

/** Every overload of one operation: targets by what may follow them. */
function overloads(op: Operation, typeName: string, targets: readonly string[], tails: readonly string[]): Members {
  const out: Members = {};
  for (const target of targets) {
    const returns = target.startsWith('List') ? `List<${typeName}>` : typeName;
    for (const tail of tails) {
      for (const level of ['', 'AccessLevel level']) {
        const params = [`${target} target`, tail, level].filter((p) => p !== '').join(', ');
        out[`static ${returns} ${op}(${params})`] = run(op, typeName);
      }
    }
  }
  return out;
}

const records = ['SObject', 'List<SObject>'];
const byId = ['SObject', 'Id', 'List<Object>'];
const flag = 'Boolean allOrNone';

/** The losers of a merge: records or Ids, one or several. */
function merge(tx: Transaction, master: SObject, losers: unknown, rest: readonly unknown[]): unknown {
  const list = losers instanceof ApexList ? losers.items : [losers];
  const ids = list.map((l) => need(l instanceof SObject ? l.id : (unbox(l) as string | null)));
  const results = tx.org.save.merge(tx, need(master), ids, saveOptions(tx, extras(rest), [master]));
  // One merge has one result, which names all that went into the master (a public suite that passes on the platform counts them).
  const bean = mergeBean(results.find((r) => !r.success) ?? (results[0] as SaveResult), ids);
  return losers instanceof ApexList ? listOf('Database.MergeResult', [bean]) : bean;
}

function merges(): Members {
  const out: Members = {};
  for (const target of ['Id', 'SObject', 'List<Object>']) {
    const returns = target.startsWith('List') ? 'List<Database.MergeResult>' : 'Database.MergeResult';
    for (const tail of ['', `, ${flag}`, ', AccessLevel level', `, ${flag}, AccessLevel level`]) {
      out[`static ${returns} merge(SObject master, ${target} losers${tail})`] = (tx, _, master, losers, ...rest) =>
        merge(tx, master, losers, rest);
    }
  }
  return out;
}

/** What is not in the bin cannot be taken out of it (a public suite that passes on the platform counts the errors). */
function emptied(tx: Transaction, record: SObject): SaveResult {
  const id = need(record.id);
  const isThere = tx.org.store.bin(record.info, id) !== undefined;
  if (isThere) tx.org.store.emptyBin(record.info, id);
  const message = 'invalid record id; no recycle bin entry found';
  const errors = isThere ? [] : [{ status: 'INVALID_ID_FIELD', message, fields: [] }];
  return { success: isThere, id, errors };
}

/** Documented among the operations that count as DML statements. */
function emptyRecycleBin(tx: Transaction, target: unknown): unknown {
  const all = recordsOf(tx, need(target));
  tx.limits.count('dmlStatements');
  tx.limits.count('dmlRows', all.length);
  const results = all.map((r) => emptied(tx, r));
  return answer('Database.EmptyRecycleBinResult', target, results);
}

/** `Database.insert`, `update`, `upsert`, `delete`, `undelete`, `merge`, `emptyRecycleBin`. */
export const dmlClass = libraryClass(
  'System.Database',
  overloads('insert', 'Database.SaveResult', records, ['', flag, 'Database.DMLOptions options']),
  overloads('update', 'Database.SaveResult', records, ['', flag, 'Database.DMLOptions options']),
  overloads('upsert', 'Database.UpsertResult', records, [
    '',
    flag,
    'Schema.SObjectField field',
    `Schema.SObjectField field, ${flag}`
  ]),
  overloads('delete', 'Database.DeleteResult', byId, ['', flag]),
  overloads('undelete', 'Database.UndeleteResult', byId, ['', flag]),
  merges(),
  {
    'static List<Database.EmptyRecycleBinResult> emptyRecycleBin(List<Object> target)': (tx, _, target) =>
      emptyRecycleBin(tx, target),
    'static Database.EmptyRecycleBinResult emptyRecycleBin(SObject target)': (tx, _, target) =>
      emptyRecycleBin(tx, target)
  }
);
