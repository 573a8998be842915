import type { ValidationRule } from '../../contracts/schema.ts';
import { FormulaEvaluationError } from '../../formula/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';

/** "... and runs any custom validation rules." All rules of a record are run, so that all its errors are told at once. */
export function validationRules(batch: Batch): void {
  const rules = batch.object.validationRules.filter((rule) => rule.active);
  if (rules.length === 0 || batch.trusted) return;
  for (const index of batch.automated()) {
    for (const rule of rules) check(batch, index, rule);
  }
}

function check(batch: Batch, index: number, rule: ValidationRule): void {
  const { tools, tx, object } = batch;
  try {
    if (!tools.formulas.ruleHolds(tx, batch.record(index), rule, batch.old[index])) return;
  } catch (error) {
    if (!(error instanceof FormulaEvaluationError)) throw error;
    const text = `The formula in the "${rule.name}" validation rule is invalid or incorrect: ${error.message}`;
    batch.fail(index, saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', text));
    return;
  }
  const field = rule.displayField === undefined ? undefined : object.field(rule.displayField);
  const message = tx.org.translated(tx.user.language, 'rule', `${object.name}.${rule.name}`) ?? rule.message;
  batch.fail(index, saveError('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field ? [field.name] : []));
}
