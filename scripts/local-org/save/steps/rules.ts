import type { ValidationRule } from '../../contracts/schema.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';

/** "... and runs any custom validation rules." All rules of a record are run, so that all its errors are told at once. */
export function validationRules(batch: Batch): void {
  const rules = batch.object.validationRules.filter((rule) => rule.active);
  if (rules.length === 0 || batch.trusted) return;
  for (const index of batch.alive()) {
    for (const rule of rules) check(batch, index, rule);
  }
}

function check(batch: Batch, index: number, rule: ValidationRule): void {
  const { tools, tx, object } = batch;
  if (!tools.formulas.ruleHolds(tx, batch.record(index), rule, batch.old[index])) return;
  const field = rule.displayField === undefined ? undefined : object.field(rule.displayField);
  batch.fail(index, saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, field ? [field.name] : []));
}
