import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';

/** Converted leads are changed only by those who hold "View and Edit Converted Leads". */
export function convertedLeads(batch: Batch): void {
  const converted = batch.object.field('IsConverted');
  if (!converted || batch.trusted || batch.inner.writeAll) return;
  if (batch.tx.org.access.systemPermission(batch.tx.user, 'EditConvertedLeads')) return;
  for (const index of batch.alive()) {
    if (batch.old[index]?.[converted.slot] === true)
      batch.fail(index, saveError('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead'));
  }
}
