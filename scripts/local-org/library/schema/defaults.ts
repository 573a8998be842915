import { randomUUID } from 'node:crypto';
import type { Formula } from '../../contracts/formula.ts';
import type { FieldInfo, ObjectInfo } from '../../contracts/schema.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { compileFormula } from '../../formula/index.ts';
import type { SObject } from '../../values/index.ts';

const compiled = new WeakMap<FieldInfo, Formula>();

function defaultOf(tx: Transaction, object: ObjectInfo, field: FieldInfo): Formula {
  let formula = compiled.get(field);
  if (!formula) {
    const file = object.file ?? `${object.name}.${field.name}`;
    formula = compileFormula(field.defaultFormula ?? '', 'default', {
      schema: tx.org.schema,
      object,
      file,
      returnType: field.type
    });
    compiled.set(field, formula);
  }
  return formula;
}

/** Writes default values into a record in memory, literal ones first, since formulas may read them (assumed). */
export function fillDefaults(tx: Transaction, record: SObject): void {
  const { info } = record;
  const typeField = info.field('RecordTypeId');
  const typeId = typeField ? record.peek(typeField.slot) : null;
  const type = info.recordTypes.find((each) => each.id === typeId);
  for (const field of info.fields) {
    const ofType = type?.picklists.get(field.name.toLowerCase());
    const picked = ofType
      ? ofType.standard
      : field.picklist?.values.find((value) => value.isDefault && value.active)?.value;
    const value = field.defaultValue ?? picked;
    if (value !== undefined) record.v[field.slot] = value;
  }
  // "Get the EventUuid value before publishing" needs a record made with its defaults.
  const uuid = info.kind === 'event' ? info.field('EventUuid') : undefined;
  if (uuid) record.v[uuid.slot] = randomUUID();
  const read = (path: readonly string[]): unknown => record.getByName(path.join('.'));
  for (const field of info.fields) {
    if (field.defaultFormula === undefined) continue;
    record.v[field.slot] = defaultOf(tx, info, field).value({ tx, field: read, isNew: true }) ?? null;
  }
}
