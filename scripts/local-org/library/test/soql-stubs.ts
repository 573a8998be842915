import type { SoqlQuery } from '../../contracts/soql.ts';
import type { TestState, Transaction } from '../../contracts/transaction.ts';
import { ApexList, SObject, listType, sobjectType, throwApex, type ApexMap } from '../../values/index.ts';
import { need, objectMap } from '../define.ts';
import { sobjectToken, type SObjectTypeToken } from '../schema/tokens.ts';

/** What a test says of each object, by the state of the test. */
const stubs = new WeakMap<TestState, Map<string, object>>();

const stubsOf = (state: TestState): Map<string, object> => {
  const known = stubs.get(state) ?? new Map<string, object>();
  stubs.set(state, known);
  return known;
};

/**
 * "Creates a stub that will respond to SOQL queries against the specified SObject type" (Apex Reference, Test.createSoqlStub):
 * one of an external object or a data model object; how others are refused is assumed.
 */
export function createSoqlStub(state: TestState, type: SObjectTypeToken, provider: object): void {
  const { name } = need(type);
  if (!/__(x|dlm)$/i.test(name))
    throwApex('System.IllegalArgumentException', `SOQL stubs are for external and data model objects, not ${name}`);
  stubsOf(state).set(name, need(provider));
  state.stubQuery = (tx, query, binds) => answer(tx, stubsOf(state), query, binds);
}

export const isStubbed = (state: TestState, type: SObjectTypeToken): boolean => stubsOf(state).has(need(type).name);

/** "The SOQL query must be against an external object, either directly with a FROM clause or via a subquery." */
function answer(
  tx: Transaction,
  known: ReadonlyMap<string, object>,
  query: SoqlQuery,
  binds: readonly unknown[]
): SObject[] | undefined {
  const target = objectsOf(tx, query).find((name) => known.has(name));
  if (target === undefined) return undefined;
  const { text, values } = withPlaceholders(query, binds);
  const args = [sobjectToken(target), text, objectMap(values)];
  const rows = tx.org.program.invoke(tx, known.get(target) as object, 'handleSoqlQuery', args) as ApexList | null;
  return [...(need(rows).items as SObject[])];
}

function objectsOf(tx: Transaction, query: SoqlQuery): string[] {
  const object = tx.org.schema.object(query.from.object);
  if (!object) return [];
  const children = query.select.flatMap((item) =>
    item.kind === 'subquery' ? (object.childRelationship(item.query.from.object)?.childObject ?? []) : []
  );
  return [object.name, ...children];
}

/** "Bind variables are replaced with placeholders": `:tmpVar1`, as debug logs show them (assumed of the stub). */
function withPlaceholders(
  query: SoqlQuery,
  binds: readonly unknown[]
): { readonly text: string; readonly values: [string, unknown][] } {
  const values: [string, unknown][] = [];
  let rest = query.text;
  let text = '';
  query.binds.forEach((bind, i) => {
    const at = rest.search(new RegExp(`:\\s*${bind.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
    if (at < 0) return;
    const name = `tmpVar${i + 1}`;
    const end = rest.indexOf(bind.text, at) + bind.text.length;
    text += `${rest.slice(0, at)}:${name}`;
    rest = rest.slice(end);
    values.push([name, binds[i] ?? null]);
  });
  return { text: text + rest, values };
}

/** A record with the given fields, whichever they are. */
export function stubRow(tx: Transaction, type: SObjectTypeToken, fields: ApexMap): SObject {
  const info = tx.org.schema.object(need(type).name);
  if (!info) return throwApex('System.IllegalArgumentException', `There is no object ${type.name}`);
  const record = new SObject(info);
  for (const [name, value] of need(fields).pairs()) {
    const field = info.field(String(name));
    if (field) record.v[field.slot] = value;
    else record.putByName(String(name), value);
  }
  return record;
}

export function stubRows(tx: Transaction, type: SObjectTypeToken, rows: ApexList): ApexList {
  const records = (need(rows).items as ApexMap[]).map((fields) => stubRow(tx, type, fields));
  return new ApexList(listType(sobjectType(need(type).name)), records);
}
