import { randomUUID } from 'node:crypto';
import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { RecordChange, Transaction } from '../../contracts/transaction.ts';
import { SObject, equalsDeep } from '../../values/index.ts';
import { strings } from '../define.ts';
import { Bean } from '../registry.ts';

const TYPES = { insert: 'CREATE', update: 'UPDATE', delete: 'DELETE', undelete: 'UNDELETE' } as const;

/**
 * Change events of the records that a test saves (Change Data Capture Developer Guide): those of objects that something
 * subscribes to, one a record; a new record tells all its fields, a changed one those that changed, a deleted one none.
 * Within a transaction they are numbered from 1. What the platform says of the origin is left out.
 */
export function changeCapture(): (tx: Transaction, change: RecordChange) => void {
  const keys = new WeakMap<Transaction, { readonly key: string; last: number }>();
  let commits = 0;
  return (tx, change) => {
    const object = eventOf(tx, change.object);
    if (!object) return;
    let own = keys.get(tx);
    if (!own) keys.set(tx, (own = { key: randomUUID(), last: 0 }));
    const event = new SObject(object);
    const fields = filled(change);
    for (const field of fields) put(event, field.name, change.now?.[field.slot] ?? null);
    put(
      event,
      'ChangeEventHeader',
      header(tx, change, fields, { key: own.key, number: ++own.last, commit: ++commits })
    );
    tx.org.async.publishChanges(tx, [event]);
  };
}

/** The change event of an object, where a trigger or a flow takes it. */
function eventOf(tx: Transaction, { name, kind }: ObjectInfo): ObjectInfo | undefined {
  if (kind !== 'standard' && kind !== 'custom') return undefined;
  const event = name.endsWith('__c') ? name.replace(/__c$/, '__ChangeEvent') : `${name}ChangeEvent`;
  const taken = tx.org.program.triggersOf(event).length > 0 || tx.org.flows.hasRecordFlows(event);
  return taken ? tx.org.schema.object(event) : undefined;
}

function filled({ object, op, old, now }: RecordChange): FieldInfo[] {
  if (!now || op === 'delete') return [];
  const own = object.fields.filter((field) => field.slot !== 0 && !field.formula && !field.summary);
  return op === 'update'
    ? own.filter((field) => !equalsDeep(old?.[field.slot] ?? null, now[field.slot] ?? null))
    : own.filter((field) => (now[field.slot] ?? null) !== null);
}

function header(
  tx: Transaction,
  { object, op, id, now }: RecordChange,
  fields: readonly FieldInfo[],
  { key, number, commit }: { readonly key: string; readonly number: number; readonly commit: number }
): Bean {
  const changed = op === 'update' ? fields : [];
  const names = (some: readonly FieldInfo[]): ReturnType<typeof strings> => strings(some.map((field) => field.name));
  return new Bean('eventbus.ChangeEventHeader', [
    ['EntityName', object.name],
    ['RecordIds', strings([id])],
    ['ChangeType', TYPES[op]],
    ['ChangeOrigin', ''],
    ['TransactionKey', key],
    ['SequenceNumber', number],
    ['CommitTimestamp', tx.now()],
    ['CommitUser', tx.user.id],
    ['CommitNumber', commit],
    ['ChangedFields', names(changed)],
    ['NulledFields', names(changed.filter((field) => (now?.[field.slot] ?? null) === null))],
    ['DiffFields', strings([])]
  ]);
}

function put(event: SObject, name: string, value: unknown): void {
  const field = event.info.field(name);
  if (field) event.v[field.slot] = value;
}
