import type { ObjectInfo } from '../contracts/schema.ts';
import type { QueryResult, Value } from '../contracts/soql.ts';
import type { AccessPath, Row } from '../contracts/store.ts';
import type { SObject } from '../values/index.ts';
import { aggregateRecord, groupRows, type Grouping } from './aggregate.ts';
import type { BoundCondition, PreparedCondition, RowPath, Test } from './condition.ts';
import { queryError } from './errors.ts';
import type { Expression } from './expression.ts';
import { operandCount, refuseFarOffset } from './operand-count.ts';
import { ownerShares } from './owner-shares.ts';
import { isPlainOrder, sortRows } from './order.ts';
import type { Plan } from './plan.ts';
import { permissionAccessRow, recordAccessRows } from './record-access.ts';
import type { Run } from './run-context.ts';
import { recordBuilder, recordList, type ChildShape } from './shape.ts';
import { requireFilter } from './required-filters.ts';
import { noteViews, recentRows } from './views.ts';

/** One batch of query results: groups beyond it cannot be read on. */
const MOST_GROUPS = 2000;

const NOTHING: PreparedCondition = { test: () => true, paths: [] };

/** Runs a bound query. Limits of the query itself are counted by the caller, rows here. */
export function runPlan(plan: Plan, run: Run): QueryResult {
  requireFilter(plan, run);
  if (plan.grouping) return runGrouped(plan, plan.grouping, run);
  const rows = selectRows(plan, run);
  run.tx.limits.count('queryRows', plan.countOnly ? 1 : rows.length);
  if (plan.countOnly || !plan.shape) return { records: [], size: rows.length };
  const records = rows.map(recordBuilder(plan.shape, plan.scope, run));
  for (const child of plan.children) addChildren(child, records, run);
  noteViews(plan, rows, run);
  return { records, size: records.length };
}

function runGrouped(plan: Plan, grouping: Grouping, run: Run): QueryResult {
  const rows = matching(plan, run);
  const having = plan.having?.prepare(run).test;
  let groups = groupRows(grouping, rows, run);
  if (having) groups = groups.filter(having);
  const kept = window(sortRows(groups, plan.sort, run), plan, run);
  run.tx.limits.count('queryRows', onlyCounts(grouping) ? kept.length : rows.length);
  if (kept.length > MOST_GROUPS)
    throw queryError(
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
      plan.query.pos
    );
  const info = run.tx.org.schema.object('AggregateResult');
  if (!info) throw new Error('the schema has no AggregateResult');
  const records: SObject[] = kept.map((group) => aggregateRecord(grouping, info, group, run));
  return { records, size: records.length };
}

/** Counting costs a row for each result, other functions each row that they used (SOQL reference, COUNT(); Apex guide, aggregate functions). */
function onlyCounts({ measures }: Grouping): boolean {
  const own = measures.filter(({ derived }) => derived !== true);
  return own.length > 0 && own.every(({ text }) => text.startsWith('count('));
}

/** Rows that match, sorted and cut to LIMIT and OFFSET; those of children are cut per parent later. */
function selectRows(plan: Plan, run: Run, within?: AccessPath): Row[] {
  const condition = plan.where?.prepare(run) ?? NOTHING;
  if (within) return sortRows(inIdOrder(take(plan, search(plan, condition, run, within), run), within), plan.sort, run);
  const limit = countOf(plan.limit, run);
  const enough = limit === undefined ? Infinity : limit + (countOf(plan.offset, run) ?? 0);
  const found = search(plan, condition, run);
  if (plan.sort.length === 0) return window(inIdOrder(take(plan, found, run, enough), found.path), plan, run);
  const inOrder = enough < Infinity ? orderedPath(plan, found.path, run) : undefined;
  if (inOrder) return window(take(plan, { ...found, path: inOrder }, run, enough), plan, run);
  return window(sortRows(inIdOrder(take(plan, found, run), found.path), plan.sort, run), plan, run);
}

/** Records come in the order of their ids where nothing else is asked for, whatever index found them. */
function inIdOrder(rows: Row[], path: RowPath): Row[] {
  if (path.kind === 'all') return rows;
  return rows.sort((a, b) => ((a[0] as string) < (b[0] as string) ? -1 : 1));
}

/** The range itself when the index brings its rows in the order asked for, so that LIMIT may stop it. */
function orderedPath({ sort, object, allRows }: Plan, path: RowPath, run: Run): RowPath | undefined {
  const [only] = sort;
  if (path.kind !== 'range' || sort.length !== 1 || !only?.by.direct || only.by.field !== path.field || allRows)
    return undefined;
  if (!isPlainOrder(only.by.type)) return undefined;
  return run.tx.org.store.ordersBy(object, path.field) ? { ...path, descending: only.descending } : undefined;
}

function window(rows: Row[], plan: Plan, run: Run): Row[] {
  const offset = countOf(plan.offset, run) ?? 0;
  refuseFarOffset(offset, plan.query.pos);
  const limit = countOf(plan.limit, run);
  if (offset === 0 && limit === undefined) return rows;
  return rows.slice(offset, limit === undefined ? undefined : offset + limit);
}

function countOf(value: Value | undefined, run: Run): number | undefined {
  return value === undefined ? undefined : operandCount(value, run);
}

interface RowSearch {
  readonly condition: PreparedCondition;
  readonly path: RowPath;
  /** Rows must be children of these parents, by whatever path they are found. */
  readonly inside?: Test;
}

function search(plan: Plan, condition: PreparedCondition, run: Run, within?: AccessPath): RowSearch {
  const path = cheapest(plan.object, within ? [within, ...condition.paths] : condition.paths, run);
  run.tx.org.watch?.add({ plan: describePath(plan.object, path, run) });
  return { condition, path, ...(within ? { inside: withinTest(within) } : {}) };
}

function matching(plan: Plan, run: Run): Row[] {
  return take(plan, search(plan, plan.where?.prepare(run) ?? NOTHING, run), run);
}

/** Rows that pass and that the user may see, up to `enough` of them. */
function take({ object, allRows }: Plan, { condition, path, inside }: RowSearch, run: Run, enough = Infinity): Row[] {
  const visible = visibleTest(object, run);
  const found: Row[] = [];
  if (enough <= 0) return found;
  for (const row of candidates(object, condition, path, run, allRows)) {
    if ((inside && !inside(row)) || !condition.test(row) || (visible && !visible(row))) continue;
    found.push(row);
    if (found.length >= enough) break;
  }
  return found;
}

function visibleTest(object: ObjectInfo, run: Run): Test | null {
  const { mode, sharing } = run.access;
  if (mode === 'system' && sharing === 'without') return null;
  return run.tx.org.access.rows(run.tx, object, 'read');
}

/** The rows of a path, and those of the recycle bin for ALL ROWS. */
function candidates(
  object: ObjectInfo,
  condition: PreparedCondition,
  path: RowPath,
  run: Run,
  allRows: boolean
): Iterable<Row> {
  if (object.name === 'UserRecordAccess') return recordAccessRows(object, condition.paths, run);
  if (object.name === 'RecentlyViewed') return recentRows(object, run);
  if (object.name === 'UserPermissionAccess') return [permissionAccessRow(object, run)];
  const stored = rowsOf(object, path, run);
  const rows = object.kind === 'share' ? withOwners(stored, object, [path, ...condition.paths], run) : stored;
  return allRows ? [...rows, ...run.tx.org.store.scanRecycled(object)] : rows;
}

function* withOwners(
  stored: Iterable<Row>,
  share: ObjectInfo,
  paths: readonly RowPath[],
  run: Run
): Generator<Row, void, undefined> {
  yield* stored;
  yield* ownerShares(share, paths, run);
}

/** A path that names ids is taken as it is: nothing is cheaper. */
function cheapest(object: ObjectInfo, paths: readonly RowPath[], run: Run): RowPath {
  for (const path of paths) if (path.kind === 'ids') return path;
  let best: RowPath = { kind: 'all' };
  let cost = paths.length > 0 ? estimate(object, best, run) : 0;
  for (const path of paths) {
    const rows = estimate(object, path, run);
    if (rows < cost) {
      best = path;
      cost = rows;
    }
  }
  return best;
}

/** How rows are found, for a reader. An index that a field has not reads as a scan of all rows. */
function describePath(object: ObjectInfo, path: RowPath, run: Run): string {
  if (path.kind === 'union') return path.of.map((part) => describePath(object, part, run)).join(' and ');
  if (path.kind === 'ids') return `${object.name} by ${path.ids.length} ${path.ids.length === 1 ? 'id' : 'ids'}`;
  const all = run.tx.org.store.count(object);
  if (path.kind === 'all' || estimate(object, path, run) >= all)
    return `all ${all} ${all === 1 ? 'row' : 'rows'} of ${object.name}`;
  return `index on ${object.name}.${path.field.name}, about ${estimate(object, path, run)} of ${all} rows`;
}

function estimate(object: ObjectInfo, path: RowPath, run: Run): number {
  const { store } = run.tx.org;
  if (path.kind !== 'union') return store.estimate(object, path);
  return path.of.reduce((sum, part) => sum + store.estimate(object, part), 0);
}

/** The rows of a path, each once. */
function rowsOf(object: ObjectInfo, path: RowPath, run: Run): Iterable<Row> {
  const { store } = run.tx.org;
  if (path.kind !== 'union') return store.scan(object, path);
  const found = new Set<Row>();
  for (const part of path.of) for (const row of store.scan(object, part)) found.add(row);
  return found;
}

/** The children of a set of parents, when another path is cheaper than their lookup. */
function withinTest(path: AccessPath): Test {
  if (path.kind !== 'equal') return () => true;
  const keys = new Set(path.keys);
  const { slot } = path.field;
  return (row) => keys.has(row[slot]);
}

/* ---- children ---- */

/** Runs a child subquery once for all parents and hands each its own, with LIMIT and OFFSET per parent. */
function addChildren(child: ChildShape, parents: readonly SObject[], run: Run): void {
  const { plan, field, relationship } = child;
  if (!plan.shape) throw queryError('only root queries support aggregate expressions', plan.query.pos);
  const ids = parents.map((p) => p.id);
  const byParent = new Map<unknown, Row[]>(ids.map((id) => [id, []]));
  for (const row of selectRows(plan, run, { kind: 'equal', field, keys: ids }))
    byParent.get(row[field.slot])?.push(row);
  const build = recordBuilder(plan.shape, plan.scope, run);
  for (const parent of parents) {
    const rows = window(byParent.get(parent.id) ?? [], plan, run);
    run.tx.limits.count('queryRows', rows.length);
    const records = rows.map(build);
    for (const grandchild of plan.children) addChildren(grandchild, records, run);
    parent.setChildren(relationship.name ?? '', recordList(plan.object, records));
  }
}

/* ---- semi-joins ---- */

export interface ValueSelection {
  readonly object: ObjectInfo;
  readonly value: Expression;
  readonly where?: BoundCondition;
}

/** The values of one field over the rows that match, for IN and NOT IN. */
export function selectValues({ object, value, where }: ValueSelection, run: Run): Set<unknown> {
  const condition = where?.prepare(run) ?? NOTHING;
  const visible = visibleTest(object, run);
  const read = value.prepare(run);
  const found = new Set<unknown>();
  for (const row of candidates(object, condition, cheapest(object, condition.paths, run), run, false)) {
    if (condition.test(row) && (!visible || visible(row))) found.add(read(row));
  }
  found.delete(null);
  return found;
}
