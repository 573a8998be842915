import { equalRows } from '../../store/index.ts';
import type { SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';

const TWICE = 'duplicate value found: <unknown> duplicates value on record with id: <unknown>';

/** A permission set is assigned to a user once. */
export function assignedOnce(batch: Batch): void {
  const seen = new Set<string>();
  for (const index of batch.alive()) {
    const record = batch.record(index);
    const key = `${String(read(record, 'AssigneeId'))} ${String(read(record, 'PermissionSetId'))}`;
    if (read(record, 'PermissionSetId') === null) continue;
    if (seen.has(key) || isAssigned(batch, record)) batch.fail(index, saveError('DUPLICATE_VALUE', TWICE));
    seen.add(key);
  }
}

function isAssigned(batch: Batch, assignment: SObject): boolean {
  const [assignee, set] = ['AssigneeId', 'PermissionSetId'].map((name) => assignment.fieldNamed(name));
  if (!assignee || !set) return false;
  const given = equalRows(batch.tx.org.store, batch.object, assignee, [assignment.v[assignee.slot]]);
  return given.some((row) => row[set.slot] === assignment.v[set.slot]);
}

function read(record: SObject, name: string): unknown {
  return record.v[record.fieldNamed(name).slot] ?? null;
}
