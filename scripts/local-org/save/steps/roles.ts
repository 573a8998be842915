import type { Batch } from '../batch.ts';
import { writeSystemRow } from '../system-rows.ts';

/** Every new role brings the two groups by which queues, public groups and sharing rules name it. */
export function roleGroups(batch: Batch): void {
  const developerName = batch.object.field('DeveloperName');
  for (const index of batch.alive()) {
    const role = batch.record(index);
    const name = developerName ? role.v[developerName.slot] : null;
    for (const type of ['Role', 'RoleAndSubordinates']) {
      writeSystemRow(batch.tx.org, 'Group', { RelatedId: role.id, Type: type, DeveloperName: name ?? null });
    }
  }
}
