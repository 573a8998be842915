import type { FieldInfo, LookupFilter, ObjectInfo } from '../../contracts/schema.ts';
import type { Row } from '../../contracts/store.ts';
import { criteriaHold } from '../../values/index.ts';
import type { Batch } from '../batch.ts';
import { saveError } from '../errors.ts';
import { withRecordTypeIds } from './record-type-names.ts';

const MESSAGE = 'Value does not exist or does not match filter criteria.';

/**
 * "If the user enters a value that doesn't meet the filter criteria, the record can't be saved" (help: Lookup Filters).
 * Asked when the lookup or a field that its filter reads has changed; an optional filter stops nothing.
 */
export function lookupFilters(batch: Batch): void {
  if (batch.trusted) return;
  for (const field of batch.plan.references) {
    const filter = field.lookupFilter;
    if (!filter || filter.optional) continue;
    for (const index of batch.alive()) check(batch, index, field, filter);
  }
}

function check(batch: Batch, index: number, field: FieldInfo, filter: LookupFilter): void {
  const { schema, store } = batch.tx.org;
  const id = batch.record(index).v[field.slot];
  const target = typeof id === 'string' ? schema.byPrefix(id) : undefined;
  const row = target && store.get(target, id as string);
  if (!target || !row || !isAsked(batch, index, field, filter)) return;
  const read = (path: string) => reader(batch, index, target, row)(path);
  const objectOf = (path: string) => (/^\$source\./i.test(path) ? batch.object : target);
  const items = withRecordTypeIds(filter.items, objectOf);
  if (criteriaHold(items, filter.logic, read, `${field.object}.${field.name}`)) return;
  const { org, user } = batch.tx;
  const translated = org.translated(user.language, 'filter', `${field.object}.${field.name}`);
  const message = translated ?? filter.message ?? MESSAGE;
  batch.fail(index, saveError('FIELD_FILTER_VALIDATION_EXCEPTION', message, [field.name]));
}

function isAsked(batch: Batch, index: number, field: FieldInfo, filter: LookupFilter): boolean {
  const old = batch.old[index];
  if (!old) return true;
  const paths = filter.items.flatMap((item) => [item.field, item.valueField ?? '']);
  const own = paths.flatMap((path) => (/^\$source\./i.test(path) ? [batch.object.field(path.slice(8))] : []));
  return [field, ...own].some((each) => each && old[each.slot] !== batch.record(index).v[each.slot]);
}

type Found = { readonly field: FieldInfo; readonly value: unknown } | undefined;

/** `$Source` is the record, `$User` who saves it, anything else the record that the lookup points to. */
function reader(batch: Batch, index: number, target: ObjectInfo, row: Row): (path: string) => Found {
  return (path) => {
    const [first = '', ...rest] = path.split('.');
    const from = first.toLowerCase();
    if (from === '$source') return along(batch, batch.object, batch.record(index).v, rest);
    if (from === '$user') return ofUser(batch, rest);
    return along(batch, target, row, rest.length === 0 ? [first] : rest);
  };
}

function ofUser(batch: Batch, path: readonly string[]): Found {
  const users = batch.tx.org.schema.object('User');
  const row = users && batch.tx.org.store.get(users, batch.tx.user.id);
  return users && row ? along(batch, users, row, path) : undefined;
}

function along(batch: Batch, object: ObjectInfo, row: readonly unknown[], path: readonly string[]): Found {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    const field = object.field(name);
    if (!field) return undefined;
    const value = field.formula ? batch.tools.formulas.ofRow(batch.tx, object, field, row) : row[field.slot];
    return { field, value: value ?? null };
  }
  const lookup = object.parentRelationship(name);
  const parent = lookup && batch.tx.org.schema.object(lookup.referenceTo[0] ?? '');
  if (!lookup || !parent) return undefined;
  const id = row[lookup.slot];
  return along(batch, parent, (typeof id === 'string' && batch.tx.org.store.get(parent, id)) || [], rest);
}
