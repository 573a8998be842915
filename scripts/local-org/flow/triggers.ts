import type { SaveError } from '../contracts/save.ts';
import type { Row } from '../contracts/store.ts';
import type { Transaction } from '../contracts/transaction.ts';
import type { SObject } from '../values/index.ts';
import type { FlowCatalog } from './catalog.ts';
import type { RunContext, TriggerRecord } from './interview.ts';
import type { TriggerType } from './model.ts';
import type { FlowProgram } from './program.ts';
import { copyRecord, recordOfRow } from './records.ts';
import { contextOf, errorsOf, probe, runFor } from './run.ts';

export function triggersOn(program: FlowProgram, op: 'insert' | 'update'): boolean {
  const { on } = program.model.start;
  return on === 'CreateAndUpdate' || on === (op === 'insert' ? 'Create' : 'Update');
}

export function meets(program: FlowProgram, context: RunContext, trigger: TriggerRecord): boolean {
  return program.entry(probe(program, context, trigger));
}

/** Meets the conditions now and, where the flow asks for it, did not before: a new record always counts as changed. */
export function starts(program: FlowProgram, context: RunContext, trigger: TriggerRecord): boolean {
  if (!meets(program, context, trigger)) return false;
  if (!program.model.start.changedToMeet || !trigger.prior) return true;
  return !meets(program, context, { record: trigger.prior, prior: trigger.prior, isNew: false });
}

export function triggerRecord(record: SObject, old: Row | undefined): TriggerRecord {
  return { record, prior: old ? recordOfRow(record.info, old) : null, isNew: old === undefined };
}

/** Runs the record-triggered flows of one moment, in their order. A record with an error takes no part in later flows. */
export class RecordTriggers {
  private readonly catalog: FlowCatalog;

  constructor(catalog: FlowCatalog) {
    this.catalog = catalog;
  }

  beforeSave(
    tx: Transaction,
    object: string,
    op: 'insert' | 'update',
    records: readonly SObject[],
    old: readonly (Row | undefined)[]
  ): SaveError[][] {
    const triggers = records.map((record, index) => triggerRecord(record, old[index]));
    return this.run('RecordBeforeSave', tx, object, triggers, (program) => triggersOn(program, op));
  }

  /** Flows after the save work on a copy: what they assign to `$Record` reaches the record only by an update. */
  afterSave(
    tx: Transaction,
    object: string,
    op: 'insert' | 'update',
    records: readonly SObject[],
    old: readonly (Row | undefined)[]
  ): SaveError[][] {
    const triggers = records.map((record, index) => triggerRecord(copyRecord(record), old[index]));
    return this.run(
      'RecordAfterSave',
      tx,
      object,
      triggers,
      (program) => triggersOn(program, op) && program.first !== undefined
    );
  }

  beforeDelete(tx: Transaction, object: string, old: readonly Row[]): SaveError[][] {
    const info = tx.org.schema.object(object);
    if (!info) return old.map(() => []);
    const triggers = old.map((row): TriggerRecord => ({ record: recordOfRow(info, row), prior: null, isNew: false }));
    return this.run('RecordBeforeDelete', tx, object, triggers, () => true);
  }

  private run(
    moment: TriggerType,
    tx: Transaction,
    object: string,
    triggers: readonly TriggerRecord[],
    wanted: (program: FlowProgram) => boolean
  ): SaveError[][] {
    const errors: SaveError[][] = triggers.map(() => []);
    for (const program of this.catalog.triggeredBy(moment, object)) {
      if (!wanted(program)) continue;
      const context = contextOf(program, tx);
      const indexes = triggers.flatMap((trigger, index) =>
        errors[index]?.length === 0 && starts(program, context, trigger) ? [index] : []
      );
      if (indexes.length === 0) continue;
      const interviews = runFor(
        program,
        tx,
        indexes.map((index) => triggers[index] as TriggerRecord),
        program.first
      );
      indexes.forEach((index, position) =>
        errors[index]?.push(...errorsOf(interviews[position] as (typeof interviews)[number]))
      );
    }
    return errors;
  }
}
