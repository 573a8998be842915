import type { SaveBatch, SaveError, SaveOptions } from '../contracts/save.ts';
import type { ObjectInfo } from '../contracts/schema.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { watched } from '../transaction/index.ts';
import type { SObject } from '../values/index.ts';
import { Batch } from './batch.ts';
import type { InnerSave, SaveTools } from './batch.ts';
import { saveError } from './errors.ts';
import { scopeText } from './scope.ts';
import { stepsOf } from './table.ts';

/** "Triggers execute on chunks of up to 200 records." */
export const CHUNK = 200;

const ATTEMPTS = 3;
const TOO_MANY = 'Too many batch retries in the presence of Apex triggers and partial failures.';

export interface ChunkInput {
  readonly tx: Transaction;
  readonly tools: SaveTools;
  readonly object: ObjectInfo;
  readonly op: SaveBatch['op'];
  readonly options: SaveOptions;
  readonly given: readonly SObject[];
  readonly inner?: InnerSave;
}

export interface ChunkOutcome {
  readonly errors: readonly (readonly SaveError[])[];
  /** The new or kept ids of the records that went through. */
  readonly ids: readonly (string | null)[];
}

/** One attempt; with errors nothing of it is meant to be kept, which the caller sees to. */
export function saveAllOrNone(input: ChunkInput): ChunkOutcome {
  const batch = runSteps(input, input.given, true);
  return { errors: batch.errors, ids: batch.records.map((record) => record.id) };
}

/**
 * Partial success as documented ("Bulk DML Exception Handling"): records that fail are set aside and the rest is saved
 * again, triggers included, at most three times; limits return to their state before the first attempt, statics do not.
 */
export function savePartly(input: ChunkInput): ChunkOutcome {
  const errors: (readonly SaveError[])[] = input.given.map(() => []);
  const ids: (string | null)[] = input.given.map(() => null);
  const mark = input.tx.limits.mark();
  let alive = input.given.map((_record, index) => index);
  for (let attempt = 1; alive.length > 0; attempt++) {
    const savepoint = input.tx.savepoint();
    const batch = runSteps(
      input,
      alive.map((index) => input.given[index] as SObject),
      false
    );
    if (!batch.failed()) {
      alive.forEach((index, position) => (ids[index] = batch.record(position).id));
      break;
    }
    input.tx.rollback(savepoint);
    const last = attempt === ATTEMPTS;
    alive.forEach((index, position) => {
      const own = batch.errors[position] ?? [];
      if (own.length > 0) errors[index] = own;
      else if (last) errors[index] = [saveError('UNKNOWN_EXCEPTION', TOO_MANY)];
    });
    if (last) break;
    alive = alive.filter((index) => errors[index]?.length === 0);
    if (alive.length > 0) input.tx.limits.reset(mark);
  }
  return { errors, ids };
}

function runSteps(input: ChunkInput, given: readonly SObject[], allOrNone: boolean): Batch {
  const batch = new Batch({ ...input, given });
  for (const step of stepsOf(input.tx.org.schema, input.object, input.op)) {
    if (batch.failed() && (allOrNone || step.keeps !== true) && stopsAt(batch, step.keeps === true, allOrNone)) break;
    watched(
      input.tx,
      () => ({ kind: 'step', text: step.name, ...(step.for ? { data: { for: scopeText(step.for) } } : {}) }),
      () => step.run(batch)
    );
  }
  return batch;
}

/** With allOrNone nothing is kept once a record has failed; otherwise the steps go on while records are left. */
function stopsAt(batch: Batch, keeps: boolean, allOrNone: boolean): boolean {
  return batch.alive().length === 0 || (allOrNone && keeps);
}
