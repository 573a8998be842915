import type { Batch } from '../batch.ts';
import { equalRows } from '../../store/index.ts';

/** A record that changes hands loses its manual shares; shares with an Apex reason stay (Apex managed sharing). */
export function ownerSharing(batch: Batch): void {
  const { owner } = batch.plan;
  const name = batch.object.name;
  const share = batch.tx.org.schema.object(name.endsWith('__c') ? name.replace(/__c$/, '__Share') : `${name}Share`);
  const link = share?.field('ParentId') ?? share?.field(`${name}Id`);
  const cause = share?.field('RowCause');
  if (!owner || !share || share.kind !== 'share' || !link || !cause) return;
  for (const index of batch.alive()) {
    const record = batch.record(index);
    if (record.v[owner.slot] === batch.old[index]?.[owner.slot]) continue;
    for (const row of equalRows(batch.tx.org.store, share, link, [record.id])) {
      if (row[cause.slot] === 'Manual') batch.tx.org.store.put(share, row[0] as string, undefined);
    }
  }
}
