import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { Behaviour } from '../../contracts/library.ts';
import type { Operation, SaveResult } from '../../contracts/save.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import type { SObject } from '../../values/index.ts';
import { type Members, libraryClass, need } from '../define.ts';
import { AccessLevel, accessOf } from './access.ts';
import { answer, recordsOf } from './dml.ts';

const RESULTS: Readonly<Record<string, string>> = {
  insert: 'Database.SaveResult',
  update: 'Database.SaveResult',
  delete: 'Database.DeleteResult'
};

/** There is no external data source here: a record of an external object has nowhere to go. */
function ownRecords(tx: Transaction, target: unknown, member: string): SObject[] {
  const records = recordsOf(tx, need(target));
  if (records.some((r) => /__x$/i.test(r.info.name))) throw new UnsupportedByLocalOrg(`Database.${member}`);
  return records;
}

/** Other than `insert`, it tells an error by its result (assumed). */
function save(tx: Transaction, op: Operation, records: SObject[], rest: readonly unknown[]): SaveResult[] {
  const level = rest.find((arg) => arg instanceof AccessLevel) ?? null;
  const options = { access: accessOf(tx, level), allOrNone: false, source: 'apex' } as const;
  return [...tx.org.save.run(tx, op, records, options)];
}

/** A public suite shows that `insertAsync` refuses what is no external object, and the other calls save it as any (the text is assumed). */
function refused(records: readonly SObject[]): SaveResult[] {
  return records.map((r) => ({
    success: false,
    id: null,
    errors: [
      {
        status: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
        message: `Entity ${r.info.name} is not an external object`,
        fields: []
      }
    ]
  }));
}

function external(op: 'insert' | 'update' | 'delete', member: string): Behaviour {
  return (tx, _, target, ...rest) => {
    const records = ownRecords(tx, target, member);
    const results = member === 'insertAsync' ? refused(records) : save(tx, op, records, rest);
    return answer(RESULTS[op] as string, target, results);
  };
}

function overloads(op: 'insert' | 'update' | 'delete', tails: readonly string[], member: string): Members {
  const out: Members = {};
  for (const target of ['SObject', 'List<SObject>'])
    for (const tail of tails)
      for (const level of ['', ', AccessLevel level']) {
        const result = RESULTS[op] as string;
        const returns = target === 'SObject' ? result : `List<${result}>`;
        out[`static ${returns} ${member}(${target} target${tail}${level})`] = external(op, member);
      }
  return out;
}

const callback = (kind: string): string[] => ['', `, DataSource.Async${kind}Callback callback`];

/**
 * `Database.insertImmediate`, `insertAsync` and their like (Apex Developer Guide, Writable External Objects), for what is
 * no external object. A callback is called for external objects only.
 */
export const externalClasses = [
  libraryClass(
    'System.Database',
    overloads('insert', [''], 'insertImmediate'),
    overloads('update', [''], 'updateImmediate'),
    overloads('delete', [''], 'deleteImmediate'),
    overloads('insert', callback('Save'), 'insertAsync'),
    overloads('update', callback('Save'), 'updateAsync'),
    overloads('delete', callback('Delete'), 'deleteAsync')
  ),
  libraryClass('DataSource.AsyncSaveCallback', {
    'AsyncSaveCallback()': () => null,
    'void processSave(Database.SaveResult result)': () => undefined
  }),
  libraryClass('DataSource.AsyncDeleteCallback', {
    'AsyncDeleteCallback()': () => null,
    'void processDelete(Database.DeleteResult result)': () => undefined
  })
];
