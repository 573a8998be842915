import type { FieldInfo, PicklistValue } from '../../contracts/schema.ts';
import type { SObject } from '../../values/index.ts';
import { Decimal } from '../../values/index.ts';
import type { Batch } from '../batch.ts';

/** Fields that the platform keeps in step with others (Object Reference, the pages of each object). */
export function derivedFields(batch: Batch): void {
  for (const index of batch.alive()) {
    const record = batch.record(index);
    for (const field of batch.plan.compounds) compound(record, field);
    DERIVED[batch.object.name]?.(record, batch, index);
  }
}

function compound(record: SObject, field: FieldInfo): void {
  const parts = (field.compound?.parts ?? [])
    .filter((name) => name !== 'Salutation')
    .map((name) => record.peek(record.fieldNamed(name).slot));
  const text = parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
  record.v[field.slot] = text === '' ? null : text;
}

type Derive = (record: SObject, batch: Batch, index: number) => void;

const DERIVED: Readonly<Record<string, Derive>> = {
  Opportunity: (record, batch, index) => {
    const stage = picked(record, 'StageName');
    set(record, 'IsClosed', stage?.facts?.['closed'] === true);
    set(record, 'IsWon', stage?.facts?.['won'] === true);
    const probability = stage?.facts?.['probability'];
    const stageField = batch.object.field('StageName');
    const changed = stageField !== undefined && batch.old[index]?.[stageField.slot] !== record.peek(stageField.slot);
    if (typeof probability === 'number' && changed && !givenSet(batch, index, 'Probability'))
      set(record, 'Probability', Decimal.of(probability));
    for (const name of ['ForecastCategory', 'ForecastCategoryName']) {
      const category = stage?.facts?.['forecastCategory'];
      if (typeof category === 'string' && changed) set(record, name, category);
    }
  },
  Task: (record) => {
    set(record, 'IsClosed', picked(record, 'Status')?.facts?.['closed'] === true);
    set(record, 'IsHighPriority', picked(record, 'Priority')?.facts?.['highPriority'] === true);
  },
  User: (record) => {
    if (record.peek(record.fieldNamed('UserType').slot) === null) set(record, 'UserType', 'Standard');
  },
  PermissionSetAssignment: (record) => set(record, 'IsActive', true),
  Case: (record) => set(record, 'IsClosed', picked(record, 'Status')?.facts?.['closed'] === true)
};

function picked(record: SObject, name: string): PicklistValue | undefined {
  const field = record.info.field(name);
  const value = field && record.peek(field.slot);
  return field?.picklist?.values.find((each) => each.value === value);
}

function set(record: SObject, name: string, value: unknown): void {
  const field = record.info.field(name);
  if (field) record.v[field.slot] = value;
}

function givenSet(batch: Batch, index: number, name: string): boolean {
  const field = batch.object.field(name);
  return field !== undefined && batch.given[index]?.isSet(field.slot) === true;
}
