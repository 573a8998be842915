import type { Batch } from '../batch.ts';
import { duplicateRulesOf, findDuplicates } from '../duplicates.ts';

/**
 * "Executes duplicate rules. If the duplicate rule identifies the record as a duplicate and uses the block action, the
 * record isn't saved." An alert stops a save that does not say `DuplicateRuleHeader.allowSave`.
 */
export function duplicateRules(batch: Batch): void {
  if (batch.trusted || batch.inner.writeAll) return;
  for (const rule of duplicateRulesOf(batch.tx, batch.object)) {
    const { block, alert } = batch.op === 'insert' ? rule.model.onInsert : rule.model.onUpdate;
    if (!block && (!alert || batch.options.allowDuplicates)) continue;
    for (const index of batch.alive()) {
      const found = findDuplicates(batch.tx, rule, batch.record(index), batch.old[index]);
      if (!found) continue;
      batch.fail(index, { status: 'DUPLICATES_DETECTED', message: found.message, fields: [], duplicate: found });
    }
  }
}
