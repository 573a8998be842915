import type { ObjectInfo } from '../../contracts/schema.ts';
import type { Row } from '../../contracts/store.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexDate, ApexDatetime, throwApex } from '../../values/index.ts';
import { ids, libraryClass, listOf, need, plainGetters } from '../define.ts';
import { Bean } from '../registry.ts';

const DAY = 86_400_000;

interface Window {
  readonly from: number;
  readonly to: number;
}

/** Documented of both calls: the end is after the start, and the start at most 30 days ago. */
function windowOf(tx: Transaction, start: ApexDatetime, end: ApexDatetime): Window {
  const window = { from: need(start).at, to: need(end).at };
  if (window.to <= window.from) throwApex('System.InvalidParameterValueException', 'startDate must be before endDate');
  if (window.from < tx.now() - 30 * DAY)
    throwApex('System.InvalidParameterValueException', 'startDate must be within the last 30 days');
  return window;
}

function objectOf(tx: Transaction, name: string): ObjectInfo {
  const object = tx.org.schema.object(need(name));
  return object ?? throwApex('System.InvalidParameterValueException', `Invalid sobject type: ${name}`);
}

function changedAt(object: ObjectInfo, row: Row): number {
  const slot = object.field('SystemModstamp')?.slot ?? object.field('LastModifiedDate')?.slot;
  const value = slot === undefined ? null : row[slot];
  return value instanceof ApexDatetime ? value.at : -1;
}

function* within(object: ObjectInfo, rows: Iterable<Row>, { from, to }: Window): Generator<Row> {
  for (const row of rows) {
    const at = changedAt(object, row);
    if (at >= from && at < to) yield row;
  }
}

const dayOf = (instant: number): ApexDate => new ApexDatetime(instant).date('GMT');

/** What is still in the recycle bin; the date of a deletion is that of the row's last change. */
function deleted(tx: Transaction, name: string, start: ApexDatetime, end: ApexDatetime): Bean {
  const object = objectOf(tx, name);
  const window = windowOf(tx, start, end);
  const rows = [...within(object, tx.org.store.scanRecycled(object), window)];
  const records = rows
    .filter((row) => tx.org.store.bin(object, row[0] as string) !== undefined)
    .map(
      (row) =>
        new Bean('Database.DeletedRecord', [
          ['id', row[0]],
          ['deletedDate', dayOf(changedAt(object, row))]
        ])
    );
  return new Bean('Database.GetDeletedResult', [
    ['deletedRecords', listOf('Database.DeletedRecord', records)],
    ['earliestDateAvailable', dayOf(tx.now() - 30 * DAY)],
    ['latestDateCovered', dayOf(window.to)]
  ]);
}

function updated(tx: Transaction, name: string, start: ApexDatetime, end: ApexDatetime): Bean {
  const object = objectOf(tx, name);
  const window = windowOf(tx, start, end);
  const rows = [...within(object, tx.org.store.scan(object, { kind: 'all' }), window)];
  return new Bean('Database.GetUpdatedResult', [
    ['ids', ids(rows.map((row) => row[0] as string))],
    ['latestDateCovered', dayOf(window.to)]
  ]);
}

/** `Database.getUpdated` and `getDeleted`, for those who copy records. */
export const replicationClasses = [
  libraryClass('System.Database', {
    'static Database.GetDeletedResult getDeleted(String type, Datetime start, Datetime end)': (
      tx,
      _,
      name: string,
      start: ApexDatetime,
      end: ApexDatetime
    ) => deleted(tx, name, start, end),
    'static Database.GetUpdatedResult getUpdated(String type, Datetime start, Datetime end)': (
      tx,
      _,
      name: string,
      start: ApexDatetime,
      end: ApexDatetime
    ) => updated(tx, name, start, end)
  }),
  libraryClass('Database.DeletedRecord', plainGetters('Date deletedDate', 'Id id')),
  libraryClass(
    'Database.GetDeletedResult',
    plainGetters('List<Database.DeletedRecord> deletedRecords', 'Date earliestDateAvailable', 'Date latestDateCovered')
  ),
  libraryClass('Database.GetUpdatedResult', plainGetters('List<Id> ids', 'Date latestDateCovered'))
];
