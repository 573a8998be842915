import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { Row } from '../contracts/store.ts';
import { ApexDatetime } from '../values/index.ts';
import type { Plan } from './plan.ts';
import type { Reader } from './expression.ts';
import type { Run } from './run-context.ts';

/**
 * Who has seen which record: `FOR VIEW` and `FOR REFERENCE` write it, `LastViewedDate`, `LastReferencedDate` and
 * `RecentlyViewed` show each user their own (SOQL Reference, FOR VIEW; Object Reference, RecentlyViewed). It is kept in rows
 * of RecentlyViewed whose key is a user and a record, and which queries never show as they are.
 */
const RECENT = 'RecentlyViewed';
const VIEWED = 'LastViewedDate';
const REFERENCED = 'LastReferencedDate';

/** "Periodically truncated down to 200 records", "retained for 90 days": here at once. */
const MOST = 200;
const KEPT = 90 * 24 * 60 * 60 * 1000;

/** "Doesn't support the Event, Task, Report, KnowledgeArticle, and Article objects." */
const NEVER: ReadonlySet<string> = new Set(['Event', 'Task', 'Report', 'KnowledgeArticle', RECENT]);

/** Whether a field of a record shows what its reader has seen. */
export function isOfViewer({ name, object }: FieldInfo): boolean {
  return (name === VIEWED || name === REFERENCED) && object !== RECENT;
}

/** What the running user has seen of a record; null without any. */
export function viewReader(run: Run, field: FieldInfo): Reader {
  const recent = run.tx.org.schema.object(RECENT);
  const slot = recent?.field(field.name)?.slot;
  if (!recent || slot === undefined) return () => null;
  const { store } = run.tx.org;
  return (row) => store.get(recent, keyOf(run, row[0] as string))?.[slot] ?? null;
}

function keyOf(run: Run, id: string): string {
  return `${run.tx.user.id}${id}`;
}

/** Notes what a query with `FOR VIEW` or `FOR REFERENCE` has found. A view is an access too, a reference is no view. */
export function noteViews({ query, object }: Plan, rows: readonly Row[], run: Run): void {
  const seen = query.forClauses?.filter((clause) => clause !== 'UPDATE') ?? [];
  const recent = run.tx.org.schema.object(RECENT);
  if (seen.length === 0 || !recent || NEVER.has(object.name) || !object.field(VIEWED)) return;
  const now = new ApexDatetime(Math.floor(run.now / 1000) * 1000);
  const viewed = seen.includes('VIEW');
  for (const [id] of rows) note(recent, keyOf(run, id as string), viewed, now, run);
  truncate(recent, run);
}

function note(recent: ObjectInfo, key: string, viewed: boolean, now: ApexDatetime, run: Run): void {
  const row = [...(run.tx.org.store.get(recent, key) ?? recent.fields.map(() => null))];
  row[0] = key;
  row[slotOf(recent, REFERENCED)] = now;
  if (viewed) row[slotOf(recent, VIEWED)] = now;
  run.tx.org.store.put(recent, key, row);
}

function slotOf(object: ObjectInfo, name: string): number {
  return object.field(name)?.slot ?? -1;
}

/** The running user's own, the latest first. */
function ownRows(recent: ObjectInfo, run: Run): Row[] {
  const slot = slotOf(recent, REFERENCED);
  const own = [...run.tx.org.store.scan(recent, { kind: 'all' })].filter((row) =>
    (row[0] as string).startsWith(run.tx.user.id)
  );
  return own.sort((a, b) => (b[slot] as ApexDatetime).at - (a[slot] as ApexDatetime).at);
}

function truncate(recent: ObjectInfo, run: Run): void {
  const slot = slotOf(recent, REFERENCED);
  ownRows(recent, run).forEach((row, place) => {
    const old = run.now - (row[slot] as ApexDatetime).at > KEPT;
    if (place >= MOST || old) run.tx.org.store.put(recent, row[0] as string, undefined);
  });
}

/** Rows of RecentlyViewed for the running user: each is a record, with those of its fields that the object has. */
export function* recentRows(recent: ObjectInfo, run: Run): Generator<Row, void, undefined> {
  for (const seen of ownRows(recent, run)) {
    const id = (seen[0] as string).slice(run.tx.user.id.length);
    const object = run.tx.org.schema.byPrefix(id);
    const record = object && run.tx.org.store.get(object, id);
    if (record) yield recent.fields.map((field) => valueOf(field, object, record, seen));
  }
}

function valueOf(field: FieldInfo, object: ObjectInfo, record: Row, seen: Row): unknown {
  if (field.name === VIEWED || field.name === REFERENCED) return seen[field.slot] ?? null;
  if (field.name === 'Type') return object.name;
  const named = field.name === 'NameOrAlias' ? (object.field('Alias') ?? nameOf(object)) : undefined;
  const own = named ?? (field.name === 'Name' ? nameOf(object) : object.field(field.name));
  return own ? (record[own.slot] ?? null) : null;
}

function nameOf(object: ObjectInfo): FieldInfo | undefined {
  return object.fields.find((field) => field.nameField);
}
