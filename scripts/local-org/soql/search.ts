import type { FieldInfo, FieldType, ObjectInfo } from '../contracts/schema.ts';
import type { Access, Queries } from '../contracts/soql.ts';
import type { Row } from '../contracts/store.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { fold, type SObject } from '../values/index.ts';
import { effectiveAccess } from './access.ts';
import { noSuchObject, queryError } from './errors.ts';
import { searchTest, type SearchTest } from './search-words.ts';
import { parseSosl, type Returning, type SearchGroup, type SearchText } from './sosl.ts';

const TEXT = new Set<FieldType>([
  'String',
  'TextArea',
  'LongTextArea',
  'RichTextArea',
  'Email',
  'Phone',
  'Url',
  'Combobox'
]);
const GROUPS: Readonly<Record<SearchGroup, (field: FieldInfo) => boolean>> = {
  ALL: (f) => TEXT.has(f.type),
  SIDEBAR: (f) => TEXT.has(f.type),
  NAME: (f) => f.nameField || f.name === 'FirstName' || f.name === 'LastName',
  EMAIL: (f) => f.type === 'Email',
  PHONE: (f) => f.type === 'Phone'
};
/** The bind that carries found ids into the query of one object; no Apex name has a dollar sign. */
const FOUND = 'found$';
const SHORTEST = 2;

/**
 * Runs SOSL: one list of records for each object behind RETURNING. In a test it finds what
 * `Test.setFixedSearchResults` named, else nothing, as documented. Otherwise the expression behind FIND must match the
 * searched fields (the platform's ranking is not imitated).
 */
export function runSearch(
  queries: Queries,
  tx: Transaction,
  text: string,
  resolve: (bind: string) => unknown,
  access: Access
): SObject[][] {
  const search = parseSosl(text);
  const own = effectiveAccess(search, access);
  tx.limits.count('soslQueries');
  const test = tx.isTest ? () => false : testOf(search, resolve);
  return search.returning.map((returning) => {
    const object = tx.org.schema.object(returning.object);
    if (!object?.queryable) throw noSuchObject(returning.object);
    const ids = tx.isTest ? fixedIds(tx, object) : matchingIds(tx, object, search.group, test);
    if (ids.length === 0) return [];
    const resolveAll = (bind: string) => (bind === FOUND ? ids : resolve(bind));
    return queries.runText(tx, soqlOf(returning, limitOf(search, resolve)), resolveAll, own).records;
  });
}

function limitOf({ limit }: SearchText, resolve: (bind: string) => unknown): number | undefined {
  return typeof limit === 'object' ? Number(resolve(limit.bind)) : limit;
}

/** The query of one object behind RETURNING. */
export function soqlOf({ object, fields, where, rest }: Returning, limit: number | undefined): string {
  const condition = where ? ` AND (${where})` : '';
  const bounded = limit !== undefined && !/\bLIMIT\b/i.test(rest) ? ` LIMIT ${limit}` : '';
  return `SELECT ${fields} FROM ${object} WHERE Id IN :${FOUND}${condition} ${rest}${bounded}`.trim();
}

function fixedIds(tx: Transaction, object: ObjectInfo): string[] {
  return (tx.test?.fixedSearchResults ?? []).filter((id) => id?.startsWith(object.keyPrefix) === true);
}

function testOf({ find }: SearchText, resolve: (bind: string) => unknown): SearchTest {
  const text = 'bind' in find ? String(resolve(find.bind) ?? '') : find.text;
  if (text.replace(/[*?"()\s]/g, '').length < SHORTEST)
    throw queryError('search term must be longer than one character');
  return searchTest(text);
}

function matchingIds(tx: Transaction, object: ObjectInfo, group: SearchGroup, test: SearchTest): string[] {
  const slots = object.fields.filter(GROUPS[group]).map((f) => f.slot);
  const found: string[] = [];
  for (const row of tx.org.store.scan(object, { kind: 'all' })) {
    const texts = textsOf(row, slots);
    if (texts.length > 0 && test((word) => texts.some((text) => word.test(text)))) found.push(row[0] as string);
  }
  return found;
}

function textsOf(row: Row, slots: readonly number[]): string[] {
  return slots.flatMap((slot) => (typeof row[slot] === 'string' ? [fold(row[slot])] : []));
}
