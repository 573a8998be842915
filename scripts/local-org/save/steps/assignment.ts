import type { MetadataComponent, MetadataRegistry } from '../../contracts/transaction.ts';
import type { AssignmentRuleModel } from '../../metadata/index.ts';
import { equalRows } from '../../store/index.ts';
import { criteriaHold } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { withRecordTypeIds } from './record-type-names.ts';

type Entry = AssignmentRuleModel['entries'][number];

/**
 * "Executes assignment rules": only for a save that asks for them (`DMLOptions.AssignmentRuleHeader`). The first entry
 * whose conditions hold names the new owner; without one the owner stays.
 */
export function assignmentRules(batch: Batch): void {
  const { useDefaultAssignmentRule, assignmentRuleId } = batch.options;
  if (batch.trusted) return;
  if (useDefaultAssignmentRule !== true && assignmentRuleId === undefined) return;
  const rule = chosenRule(batch, assignmentRuleId);
  const { owner } = batch.plan;
  if (!rule || !owner) return;
  for (const index of batch.alive()) {
    const entry = rule.entries.find((each) => holds(batch, index, each, rule));
    if (!entry?.assignedTo) continue;
    const id = ownerNamed(batch, entry);
    if (id === undefined) fail(batch, index, entry, rule);
    else assign(batch, index, owner.slot, id);
  }
}

function chosenRule(batch: Batch, id: string | undefined): AssignmentRuleModel | undefined {
  const rules = rulesOf(batch.tx.org.registry, batch.object.name);
  if (id === undefined) return rules.find((rule) => rule.active);
  const info = batch.tx.org.schema.object('AssignmentRule');
  const name = info?.field('Name');
  const row = info && batch.tx.org.store.get(info, id);
  return rules.find((rule) => name && rule.name === row?.[name.slot]);
}

function rulesOf(registry: MetadataRegistry, object: string): AssignmentRuleModel[] {
  return registry
    .all('AssignmentRule')
    .map((component: MetadataComponent) => component.model as AssignmentRuleModel)
    .filter((rule) => rule.object === object);
}

function holds(batch: Batch, index: number, entry: Entry, rule: AssignmentRuleModel): boolean {
  const record = batch.record(index);
  const { tools, tx, object } = batch;
  if (entry.formula !== undefined) {
    const asRule = {
      name: `${rule.name}:${entry.line}`,
      condition: entry.formula,
      file: `${rule.object}.assignmentRules`
    };
    return tools.formulas.ruleHolds(tx, record, asRule, batch.old[index]);
  }
  const read = (path: string) => {
    const field = object.field(path.split('.').at(-1) ?? '');
    return field && { field, value: record.peek(field.slot) };
  };
  const criteria = withRecordTypeIds(entry.criteria, () => object);
  return criteria.length === 0 || criteriaHold(criteria, entry.booleanFilter, read, `rule ${rule.name}`);
}

/** A user by name of login, a queue by its developer name. */
function ownerNamed(batch: Batch, { assignedTo, toQueue }: Entry): string | undefined {
  const { schema, store } = batch.tx.org;
  const object = schema.object(toQueue ? 'Group' : 'User');
  const field = object?.field(toQueue ? 'DeveloperName' : 'Username');
  return object && field ? (equalRows(store, object, field, [assignedTo])[0]?.[0] as string | undefined) : undefined;
}

function fail(batch: Batch, index: number, { assignedTo }: Entry, rule: AssignmentRuleModel): void {
  batch.fail(
    index,
    saveError(
      'INVALID_CROSS_REFERENCE_KEY',
      `The assignment rule ${rule.name} names ${assignedTo}, who is not in the org.`
    )
  );
}

/** The new owner is kept at once, without another round of triggers (assumed). */
function assign(batch: Batch, index: number, slot: number, id: string): void {
  const record = batch.record(index);
  record.v[slot] = id;
  const row = [...(batch.tx.org.store.get(batch.object, record.id as string) ?? [])];
  row[slot] = id;
  batch.tx.org.store.put(batch.object, record.id as string, row);
}
