import type { Batch } from '../batch.ts';

/** Record ids whose after-save flows are running: a save of them by such a flow does not start the flows again. */
const IN_AFTER_SAVE = 'save.inAfterSaveFlows';

/** "Executes record-triggered flows that are configured to run before the record is saved." */
export function beforeSaveFlows(batch: Batch): void {
  if (!hasFlows(batch)) return;
  const indexes = batch.automated();
  if (indexes.length === 0) return;
  if (batch.op === 'delete') {
    addErrors(
      batch,
      indexes,
      batch.tx.org.flows.beforeDelete(
        batch.tx,
        batch.object.name,
        indexes.map((index) => batch.old[index] ?? [])
      )
    );
    return;
  }
  if (batch.op === 'undelete') return;
  const records = indexes.map((index) => batch.record(index));
  records.forEach((record) => batch.tools.formulas.fill(batch.tx, record));
  addErrors(
    batch,
    indexes,
    batch.tx.org.flows.beforeSave(
      batch.tx,
      batch.object.name,
      batch.op,
      records,
      indexes.map((index) => batch.old[index])
    )
  );
}

/** "Executes record-triggered flows that are configured to run after the record is saved." A recursive save skips them. */
export function afterSaveFlows(batch: Batch): void {
  if (!hasFlows(batch) || batch.op === 'delete' || batch.op === 'undelete') return;
  const running = runningFlows(batch);
  const indexes = batch
    .automated()
    .filter((index) => batch.options.source !== 'flow' || !running.has(batch.record(index).id ?? ''));
  if (indexes.length === 0) return;
  const records = indexes.map((index) => batch.record(index));
  const entered = records.map((record) => record.id ?? '').filter((id) => !running.has(id));
  records.forEach((record) => batch.tools.formulas.fill(batch.tx, record));
  entered.forEach((id) => running.add(id));
  try {
    addErrors(
      batch,
      indexes,
      batch.tx.org.flows.afterSave(
        batch.tx,
        batch.object.name,
        batch.op,
        records,
        indexes.map((index) => batch.old[index])
      )
    );
  } finally {
    entered.forEach((id) => running.delete(id));
  }
}

/** Scheduled and asynchronous paths are computed, moved or dropped when the save is through. */
export function scheduledPaths(batch: Batch): void {
  if (!hasFlows(batch)) return;
  const indexes = batch.automated();
  if (indexes.length === 0) return;
  const records = indexes.map((index) => batch.record(index));
  batch.tx.org.flows.schedulePaths(
    batch.tx,
    batch.object.name,
    batch.op,
    records,
    indexes.map((index) => batch.old[index])
  );
}

function hasFlows(batch: Batch): boolean {
  return batch.options.source !== 'seed' && batch.tx.org.flows.hasRecordFlows(batch.object.name);
}

function runningFlows(batch: Batch): Set<string> {
  let running = batch.tx.marks.get(IN_AFTER_SAVE) as Set<string> | undefined;
  if (!running) batch.tx.marks.set(IN_AFTER_SAVE, (running = new Set()));
  return running;
}

function addErrors(
  batch: Batch,
  indexes: readonly number[],
  errors: readonly (readonly { status: string; message: string; fields: readonly string[] }[])[]
): void {
  indexes.forEach((index, position) => {
    for (const error of errors[position] ?? []) batch.fail(index, error);
  });
}
