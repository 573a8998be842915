import { equalRows } from '../../store/index.ts';
import type { SObject } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { read } from './standard.ts';

const TWICE = 'duplicate value found: <unknown> duplicates value on record with id: <unknown>';

/** A permission set is assigned to a user once. */
export function assignedOnce(batch: Batch): void {
  const seen = new Set<string>();
  for (const index of batch.alive()) {
    const record = batch.record(index);
    // One of a permission set group names no set.
    if (read(record, 'PermissionSetId') === null) continue;
    const key = `${String(read(record, 'AssigneeId'))} ${String(read(record, 'PermissionSetId'))}`;
    if (seen.has(key) || isAssigned(batch, record)) batch.fail(index, saveError('DUPLICATE_VALUE', TWICE));
    seen.add(key);
  }
}

function isAssigned(batch: Batch, assignment: SObject): boolean {
  const [assignee, set] = [assignment.fieldNamed('AssigneeId'), assignment.fieldNamed('PermissionSetId')];
  const given = equalRows(batch.tx.org.store, batch.object, assignee, [assignment.v[assignee.slot]]);
  return given.some((row) => row[set.slot] === assignment.v[set.slot]);
}
