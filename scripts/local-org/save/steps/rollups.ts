import type { FieldInfo, FilterItem } from '../../contracts/schema.ts';
import type { Row } from '../../contracts/store.ts';
import { Decimal, SObject, compareValues, criterionHolds } from '../../values/index.ts';
import { currenciesOf } from '../../store/index.ts';
import type { Batch } from '../batch.ts';
import { rowsPointingTo } from '../relations.ts';
import type { Summary } from '../relations.ts';

/**
 * "If the record contains a roll-up summary field ..., performs calculations and updates the roll-up summary field in the
 * parent record. Parent record goes through save procedure." Its own roll-ups carry on to the grandparent.
 */
export function rollUpSummaries(batch: Batch): void {
  const summaries = batch.tools.relations.summariesOver(batch.tx.org.schema, batch.object);
  const parents = new Map<string, SObject>();
  for (const summary of summaries) {
    for (const id of parentIds(batch, summary)) update(batch, summary, id, parents);
  }
  const changed = [...parents.values()];
  if (changed.length === 0) return;
  const errors = batch.tools.saveWithin(
    batch.tx,
    'update',
    changed,
    { access: { mode: 'system', sharing: 'without' }, allOrNone: false, source: 'apex' },
    { writeAll: true }
  );
  changed.forEach((parent, position) => blame(batch, summaries, parent.id as string, errors[position] ?? []));
}

function parentIds(batch: Batch, summary: Summary): Set<string> {
  const ids = new Set<string>();
  for (const index of batch.alive()) {
    const before = batch.old[index]?.[summary.link.slot];
    const after = batch.record(index).v[summary.link.slot];
    for (const id of [before, after]) if (typeof id === 'string') ids.add(id);
  }
  return ids;
}

function update(batch: Batch, summary: Summary, id: string, parents: Map<string, SObject>): void {
  const row = batch.tx.org.store.get(summary.parent, id);
  if (!row) return;
  const value = summarise(batch, summary, id);
  if (compareValues(row[summary.field.slot] ?? null, value) === 0) return;
  let parent = parents.get(id);
  if (!parent) parents.set(id, (parent = new SObject(summary.parent, [id])));
  parent.v[summary.field.slot] = value;
}

/** A parent that cannot be saved fails the children that changed it. */
function blame(
  batch: Batch,
  summaries: readonly Summary[],
  parentId: string,
  errors: readonly { status: string; message: string; fields: readonly string[] }[]
): void {
  if (errors.length === 0) return;
  for (const index of batch.alive()) {
    const touched = summaries.some(
      ({ link }) => batch.record(index).v[link.slot] === parentId || batch.old[index]?.[link.slot] === parentId
    );
    if (touched) errors.forEach((error) => batch.fail(index, error));
  }
}

export function summarise(batch: Batch, summary: Summary, parentId: string): unknown {
  const plan = summary.field.summary as NonNullable<FieldInfo['summary']>;
  const children = rowsPointingTo(batch.tx.org.store, { object: batch.object, field: summary.link }, [parentId]);
  const kept = children.filter((row) => plan.filters.every((filter) => passes(batch, row, filter)));
  if (plan.operation === 'count') return Decimal.of(kept.length);
  const field = plan.summarizedField === undefined ? undefined : batch.object.field(plan.summarizedField);
  if (!field)
    throw new Error(
      `${summary.parent.name}.${summary.field.name} sums up a field that ${batch.object.name} does not have.`
    );
  const convert = converter(batch, summary, field, parentId);
  const values = kept.map((row) => convert(valueOf(batch, row, field), row)).filter((value) => value !== null);
  if (plan.operation === 'sum')
    return values.reduce<Decimal>((sum, value) => sum.add(Decimal.of(value as number | Decimal)), Decimal.of(0));
  const sorted = values.sort(compareValues);
  return (plan.operation === 'min' ? sorted[0] : sorted[sorted.length - 1]) ?? null;
}

/** Amounts of details count in the currency of their master (Help, Roll-Up Summary Field). */
function converter(
  batch: Batch,
  { parent }: Summary,
  field: FieldInfo,
  parentId: string
): (value: unknown, row: Row) => unknown {
  const { schema, store } = batch.tx.org;
  const from = field.type === 'Currency' ? batch.plan.currency : undefined;
  const to = from && parent.field('CurrencyIsoCode');
  const target = to && store.get(parent, parentId)?.[to.slot];
  const table = typeof target === 'string' ? currenciesOf(schema, store) : undefined;
  if (!from || !table) return (value) => value;
  return (value, row) =>
    value instanceof Decimal
      ? table.convert(value, (row[from.slot] as string | null) ?? null, target as string)
      : value;
}

function valueOf(batch: Batch, row: Row, field: FieldInfo): unknown {
  return field.formula ? batch.tools.formulas.ofRow(batch.tx, batch.object, field, row) : (row[field.slot] ?? null);
}

function passes(batch: Batch, row: Row, filter: FilterItem): boolean {
  const { object } = batch;
  const read = (name: string) => {
    const field = object.field(name.split('.').pop() ?? '');
    return field && { field, value: valueOf(batch, row, field) };
  };
  return criterionHolds(filter, read, `a roll-up of ${object.name}`);
}
