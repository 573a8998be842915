import type { TriggerCode } from '../../contracts/program.ts';
import type { TraceEvent, TriggerContext } from '../../contracts/transaction.ts';
import { watched } from '../../transaction/index.ts';
import { SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { oldRecord } from '../batch.ts';
import { saveError, triggerFailure } from '../errors.ts';

/** "Total stack depth for any Apex invocation that recursively fires triggers": 16 (Execution Governors and Limits). */
const MAX_TRIGGER_DEPTH = 16;

export function beforeTriggers(batch: Batch): void {
  fire(batch, 'before');
}

export function afterTriggers(batch: Batch): void {
  fire(batch, 'after');
}

function fire(batch: Batch, phase: 'before' | 'after'): void {
  const event = `${phase} ${batch.op}` as const;
  if (batch.options.source === 'seed') return;
  const triggers = batch.tx.org.program
    .triggersOf(batch.object.name)
    .filter((code) => (code.events as ReadonlySet<string>).has(event));
  const indexes = batch.automated();
  if (triggers.length === 0 || indexes.length === 0) return;
  const newRecords = batch.op === 'delete' ? null : indexes.map((index) => newRecord(batch, index, phase));
  const oldRecords =
    batch.op === 'insert' || batch.op === 'undelete' ? null : indexes.map((index) => oldRecord(batch, index));
  const context: TriggerContext = {
    object: batch.object.name,
    isBefore: phase === 'before',
    isAfter: phase === 'after',
    operation: batch.op,
    newRecords,
    oldRecords
  };
  for (const code of triggers) {
    runTrigger(batch, code, context, indexes);
    collect(batch, indexes, newRecords ?? oldRecords ?? []);
  }
}

/** Before triggers write into the save; after triggers see a read-only copy with ids, audit and formula fields. */
function newRecord(batch: Batch, index: number, phase: 'before' | 'after'): SObject {
  const working = batch.record(index);
  batch.tools.formulas.fill(batch.tx, working);
  if (phase === 'before') return working;
  const copy = new SObject(batch.object, [...working.v]);
  copy.isClone = working.isClone;
  copy.readOnly = true;
  return copy;
}

function runTrigger(batch: Batch, code: TriggerCode, context: TriggerContext, indexes: readonly number[]): void {
  const { tx } = batch;
  const event = (context.isBefore ? 'Before' : 'After') + batch.op.charAt(0).toUpperCase() + batch.op.slice(1);
  if (tx.depth.triggers >= MAX_TRIGGER_DEPTH) {
    const message = `${code.name}: maximum trigger depth exceeded\n${batch.object.name} trigger event ${event}`;
    for (const index of indexes) batch.fail(index, saveError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message));
    return;
  }
  tx.depth.triggers++;
  const outer = { sharing: tx.sharing, mode: tx.accessMode };
  tx.sharing = 'without';
  tx.accessMode = 'system';
  try {
    const told = (): TraceEvent => ({
      kind: 'trigger',
      text: `${code.name} on ${batch.object.name} ${event}`,
      data: { records: indexes.length }
    });
    watched(tx, told, () => code.run(tx, context));
  } catch (error) {
    const failure = triggerFailure(code.name, event, error);
    for (const index of indexes) batch.fail(index, failure);
  } finally {
    tx.sharing = outer.sharing;
    tx.accessMode = outer.mode;
    tx.depth.triggers--;
  }
}

/** What `addError` has put on the records becomes their errors. */
function collect(batch: Batch, indexes: readonly number[], records: readonly SObject[]): void {
  indexes.forEach((index, position) => {
    const record = records[position];
    for (const error of record?.errors ?? []) batch.fail(index, error);
    if (record) record.errors = [];
  });
}
