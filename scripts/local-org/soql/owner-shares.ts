import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { Row, Store } from '../contracts/store.ts';
import { to18 } from '../values/index.ts';
import type { RowPath } from './condition.ts';
import type { Run } from './run-context.ts';

/** What a new share never counts up to, so that no stored share has the Id of a computed one. */
const COMPUTED = 'z';

/**
 * The rows that owners have in the share table of their object: full access, with the cause `Owner` (Apex Developer Guide,
 * Understanding Sharing: "Owner: the user is the owner of the record"). They follow the records, so they are not stored.
 */
export function* ownerShares(share: ObjectInfo, paths: readonly RowPath[], run: Run): Generator<Row, void, undefined> {
  const link = linkOf(share);
  const parent = run.tx.org.schema.object(link?.referenceTo[0] ?? '');
  const owner = parent?.field('OwnerId');
  if (!link || !parent || !owner) return;
  for (const row of parents(parent, link, paths, run.tx.org.store)) yield shareRow(share, link, row, row[owner.slot]);
}

function linkOf(share: ObjectInfo): FieldInfo | undefined {
  return share.fields.find((field) => field.childRelationshipName === 'Shares');
}

function parents(parent: ObjectInfo, link: FieldInfo, paths: readonly RowPath[], store: Store): Iterable<Row> {
  const named = paths.find((path) => path.kind === 'equal' && path.field === link);
  if (named?.kind !== 'equal') return store.scan(parent, { kind: 'all' });
  return named.keys
    .map((id) => (typeof id === 'string' ? store.get(parent, id) : undefined))
    .filter((row) => row !== undefined);
}

function shareRow(share: ObjectInfo, link: FieldInfo, record: Row, owner: unknown): Row {
  const id = record[0] as string;
  const values: Readonly<Record<string, unknown>> = {
    Id: to18(`${share.keyPrefix}${COMPUTED}${id.slice(4, 15)}`),
    [link.name]: id,
    UserOrGroupId: owner ?? null,
    RowCause: 'Owner',
    IsDeleted: false
  };
  return share.fields.map((field) => values[field.name] ?? (field.name.endsWith('AccessLevel') ? 'All' : null));
}
