import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ObjectInfo } from '../contracts/schema.ts';
import type { LimitName, Transaction } from '../contracts/transaction.ts';
import type { SObject } from '../values/index.ts';
import { SObject as Record_ } from '../values/index.ts';
import { bodyFields, inTransaction, objectOf, saveOne } from './call.ts';
import type { Call, Route } from './call.ts';
import { recordFromJson, recordToJson, valueFromJson } from './codec.ts';
import { deleteCollection, retrieveCollection, saveCollection, upsertCollection } from './collections.ts';
import { composite, refuseGraphs } from './composite.ts';
import { describe, describeShort, visibleObjects } from './describe.ts';
import { badRequest, notFound } from './errors.ts';
import { AS_USER } from './run.ts';
import type { ServerContext } from './server.ts';

const VERSIONS = Array.from({ length: 38 }, (_, at) => 31 + at);
const BATCH = 2000;

/** Answers kept for `queryMore`: the rest of a long result by locator. */
const cursors = new Map<string, { readonly records: object[]; readonly total: number; readonly owner: string }>();

const BASE = '/services/data/:version';
const COMPOSITE = `${BASE}/composite`;

const ROUTES: readonly Route[] = [
  [
    'GET',
    '/services/data',
    () => VERSIONS.map((v) => ({ label: `Local org v${v}`, url: `/services/data/v${v}.0`, version: `${v}.0` }))
  ],
  [
    'GET',
    BASE,
    ({ root }) => ({
      query: `${root}/query`,
      sobjects: `${root}/sobjects`,
      limits: `${root}/limits`,
      composite: `${root}/composite`
    })
  ],
  ['GET', '/services/oauth2/userinfo', userInfo],
  ['GET', `${BASE}/query`, query],
  ['GET', `${BASE}/query/:locator`, queryMore],
  ['GET', `${BASE}/limits`, limits],
  [
    'GET',
    `${BASE}/sobjects`,
    (call) =>
      inTransaction(call, (tx) => ({
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: visibleObjects(tx).map((o) => describeShort(tx, o, call.root))
      }))
  ],
  [
    'GET',
    `${BASE}/sobjects/:object`,
    (call) =>
      inTransaction(call, (tx) => ({ objectDescribe: describeShort(tx, objectOf(call), call.root), recentItems: [] }))
  ],
  [
    'GET',
    `${BASE}/sobjects/:object/describe`,
    (call) => inTransaction(call, (tx) => describe(tx, objectOf(call), call.root))
  ],
  ['POST', `${BASE}/sobjects/:object`, create],
  ['GET', `${BASE}/sobjects/:object/:id`, retrieve],
  ['PATCH', `${BASE}/sobjects/:object/:id`, update],
  ['DELETE', `${BASE}/sobjects/:object/:id`, remove],
  ['PATCH', `${BASE}/sobjects/:object/:field/:value`, upsert],
  ['GET', `${BASE}/sobjects/:object/:field/:value`, retrieveByExternalId],
  ['POST', `${BASE}/composite/sobjects`, (call) => saveCollection(call, 'insert')],
  ['PATCH', `${BASE}/composite/sobjects`, (call) => saveCollection(call, 'update')],
  ['PATCH', `${BASE}/composite/sobjects/:object/:field`, upsertCollection],
  ['POST', `${BASE}/composite/sobjects/:object`, retrieveCollection],
  ['GET', `${BASE}/composite/sobjects/:object`, retrieveCollection],
  ['DELETE', `${BASE}/composite/sobjects`, deleteCollection],
  ['POST', `${BASE}/composite/graph`, refuseGraphs]
];

/** `/services/...`: what jsforce and the Salesforce CLI ask of an org's REST API. */
export function restRoutes(server: FastifyInstance, context: ServerContext): void {
  const all: readonly Route[] = [...ROUTES, ['POST', COMPOSITE, (call) => composite(server, ROUTES, call)]];
  for (const [method, url, answer] of all) {
    server.route({ method, url, handler: async (request, reply) => answer(callOf(context, request, reply)) });
  }
}

/** `GET /services/data/:version/query` and so on, for the support table. */
export function listRestRoutes(): readonly string[] {
  return [...ROUTES.map(([method, path]) => `${method} ${path}`), `POST ${COMPOSITE}`];
}

function callOf(context: ServerContext, request: FastifyRequest, reply: FastifyReply): Call {
  const params = request.params as Record<string, string>;
  const version = params['version'];
  if (version !== undefined && !/^v\d{2}\.0$/.test(version)) throw notFound();
  const open = request.url === '/services/data' || request.url === '/services/data/';
  const session = open ? { token: '', userId: '' } : context.session(request);
  const query = request.query as Record<string, string>;
  return { context, session, root: `/services/data/${version ?? 'v67.0'}`, params, query, body: request.body, reply };
}

function userInfo(call: Call): object {
  const { org } = call.context.served;
  const user = org.access.user(call.session.userId);
  return {
    sub: `/id/${org.organization.id}/${user.id}`,
    user_id: user.id,
    organization_id: org.organization.id,
    preferred_username: user.username,
    name: user.name,
    email: user.email,
    zoneinfo: user.timeZone,
    locale: user.locale,
    language: user.language,
    user_type: 'STANDARD',
    active: true
  };
}

function query(call: Call): object {
  const text = call.query['q'];
  if (!text) throw badRequest('MALFORMED_QUERY', 'The parameter q is missing.');
  const { records, size } = inTransaction(call, (tx) => {
    const result = tx.org.queries.runText(tx, text, (bind) => refuseBind(bind), AS_USER);
    return { records: result.records.map((record) => recordToJson(record, call.root)), size: result.size };
  });
  return page(call, records, size, size);
}

function refuseBind(bind: string): never {
  throw badRequest('MALFORMED_QUERY', `Bind variables only allowed in Apex code: ${bind}`);
}

/** The first 2,000 records and, when there are more, where to get the rest. */
function page(call: Call, records: object[], left: number, total: number): object {
  if (records.length <= BATCH) return { totalSize: total, done: true, records };
  const locator = `01g${createHash('sha1').update(randomUUID()).digest('hex').slice(0, 12)}`;
  cursors.set(locator, { records: records.slice(BATCH), total, owner: call.session.userId });
  return {
    totalSize: total,
    done: false,
    nextRecordsUrl: `${call.root}/query/${locator}-${total - left + BATCH}`,
    records: records.slice(0, BATCH)
  };
}

function queryMore(call: Call): object {
  const locator = (call.params['locator'] ?? '').split('-')[0] ?? '';
  const cursor = cursors.get(locator);
  if (!cursor || cursor.owner !== call.session.userId)
    throw badRequest('INVALID_QUERY_LOCATOR', 'invalid query locator');
  cursors.delete(locator);
  return page(call, cursor.records, cursor.records.length, cursor.total);
}

/** Limits count per transaction here, so what is left of a day is what a day allows. */
function limits(call: Call): object {
  const names: LimitName[] = ['queries', 'dmlStatements', 'queryRows'];
  return inTransaction(call, (tx) => ({
    DailyApiRequests: { Max: 100_000, Remaining: 100_000 },
    ...Object.fromEntries(
      names.map((name) => [`Local${name}`, { Max: tx.limits.limit(name), Remaining: tx.limits.limit(name) }])
    )
  }));
}

function create(call: Call): unknown {
  const record = recordFromJson(objectOf(call), bodyFields(call));
  const { id } = inTransaction(call, (tx) => saveOne(tx, 'insert', record));
  return call.reply.code(201).send({ id, success: true, errors: [] });
}

function withId(call: Call): SObject {
  const object = objectOf(call);
  const record = new Record_(object);
  record.put(0, valueFromJson(object.fields[0] ?? badIdField(object), call.params['id']));
  return record;
}

function badIdField(object: ObjectInfo): never {
  throw notFound(`${object.name} has no Id.`);
}

function update(call: Call): unknown {
  const object = objectOf(call);
  const record = recordFromJson(object, bodyFields(call));
  if (record.isSet(0))
    throw badRequest('INVALID_FIELD_FOR_INSERT_UPDATE', 'The Id field should not be specified in the sobject data.');
  record.put(0, withId(call).id);
  inTransaction(call, (tx) => saveOne(tx, 'update', record));
  return call.reply.code(204).send();
}

function remove(call: Call): unknown {
  inTransaction(call, (tx) => saveOne(tx, 'delete', withId(call)));
  return call.reply.code(204).send();
}

function upsert(call: Call): unknown {
  const object = objectOf(call);
  const field = externalField(call, object);
  const record = recordFromJson(object, bodyFields(call));
  record.put(field.slot, valueFromJson(field, call.params['value']));
  const result = inTransaction(call, (tx) => saveOne(tx, 'upsert', record, field.name));
  return call.reply
    .code(result.created ? 201 : 200)
    .send({ id: result.id, success: true, errors: [], created: result.created ?? false });
}

function externalField(call: Call, object: ObjectInfo): NonNullable<ReturnType<ObjectInfo['field']>> {
  const field = object.field(call.params['field'] ?? '');
  if (!field?.externalId)
    throw notFound('Provided external ID field does not exist or is not accessible: ' + call.params['field']);
  return field;
}

function fieldList(call: Call, tx: Transaction, object: ObjectInfo): string {
  const asked = call.query['fields'];
  if (asked) return asked;
  return object.fields
    .filter((f) => tx.org.access.field(tx.user, f).read)
    .map((f) => f.name)
    .join(', ');
}

function retrieveWhere(call: Call, object: ObjectInfo, field: string, value: unknown): unknown {
  return inTransaction(call, (tx) => {
    const text = `SELECT ${fieldList(call, tx, object)} FROM ${object.name} WHERE ${field} = :value`;
    const [record] = tx.org.queries.runText(tx, text, () => value, AS_USER).records;
    if (!record)
      throw notFound(field === 'Id' ? 'Provided external ID field does not exist or is not accessible: Id' : undefined);
    return recordToJson(record, call.root);
  });
}

function retrieve(call: Call): unknown {
  return retrieveWhere(call, objectOf(call), 'Id', withId(call).id);
}

function retrieveByExternalId(call: Call): unknown {
  const object = objectOf(call);
  const field = externalField(call, object);
  return retrieveWhere(call, object, field.name, valueFromJson(field, call.params['value']));
}
