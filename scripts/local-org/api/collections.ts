import type { SaveResult } from '../contracts/save.ts';
import type { Transaction } from '../contracts/transaction.ts';
import { SObject } from '../values/index.ts';
import { bodyFields, inTransaction, objectOf, save } from './call.ts';
import type { Call } from './call.ts';
import { recordFromJson, recordToJson } from './codec.ts';
import { badRequest, notFound } from './errors.ts';
import { AS_USER, objectNamed } from './run.ts';

const MAX_IN_COLLECTION = 200;
const MAX_TO_RETRIEVE = 2000;

function collectionOf(call: Call): { records: Record<string, unknown>[]; allOrNone: boolean } {
  const { records, allOrNone } = bodyFields(call);
  if (!Array.isArray(records) || records.length === 0)
    throw badRequest('REQUIRED_FIELD_MISSING', 'The list of records is missing.');
  if (records.length > MAX_IN_COLLECTION)
    throw badRequest(
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MAX_IN_COLLECTION} records into this call`
    );
  return { records: records as Record<string, unknown>[], allOrNone: allOrNone === true };
}

/** Carries the answers out of a transaction that must not be kept. */
class RolledBack extends Error {
  readonly answers: object[];

  constructor(answers: object[]) {
    super('rolled back');
    this.answers = answers;
  }
}

export function saveCollection(call: Call, op: 'insert' | 'update'): unknown {
  return saveAll(call, (tx, records) => saveByObject(tx, op, records));
}

/** `PATCH composite/sobjects/Account/Code__c`: up to 200 records of one object by an external id. */
export function upsertCollection(call: Call): unknown {
  const object = objectOf(call);
  const field = object.field(call.params['field'] ?? '');
  if (!field || (!field.externalId && field.slot !== 0))
    throw notFound(`Provided external ID field does not exist or is not accessible: ${call.params['field']}`);
  return saveAll(call, (tx, records) => {
    const given = records.map((json) => recordFromJson(object, withoutIdCase(json)));
    const results = save(tx, 'upsert', given, field.slot === 0 ? undefined : field.name);
    return results.map((result) => ({
      ...resultToJson(result),
      ...(result.success ? { created: result.created } : {})
    }));
  });
}

function saveAll(call: Call, work: (tx: Transaction, records: Record<string, unknown>[]) => object[]): unknown {
  const { records, allOrNone } = collectionOf(call);
  try {
    return inTransaction(call, (tx) => {
      const answers = work(tx, records);
      if (allOrNone && answers.some(failed)) throw new RolledBack(answers);
      return answers;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.answers.map((answer) => (failed(answer) ? answer : ROLLED_BACK));
    throw error;
  }
}

const ROLLED_BACK = {
  success: false,
  errors: [
    {
      statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
      fields: []
    }
  ]
};

function failed(answer: object): boolean {
  return !(answer as { success: boolean }).success;
}

/** Records of one object are saved together, in the order in which the objects first occur. */
function saveByObject(tx: Transaction, op: 'insert' | 'update', records: Record<string, unknown>[]): object[] {
  const answers: object[] = new Array<object>(records.length);
  for (const type of new Set(records.map(typeOfJson))) {
    const object = objectNamed(tx.org, type);
    const group = records.map((json, at) => ({ json, at })).filter(({ json }) => typeOfJson(json) === type);
    const results = save(
      tx,
      op,
      group.map(({ json }) => recordFromJson(object, withoutIdCase(json)))
    );
    results.forEach((result, index) => (answers[group[index]?.at ?? 0] = resultToJson(result)));
  }
  return answers;
}

function withoutIdCase(json: Record<string, unknown>): Record<string, unknown> {
  const { id, ...rest } = json;
  return id === undefined ? rest : { Id: id, ...rest };
}

function typeOfJson(json: Record<string, unknown>): string {
  const type = (json['attributes'] as { type?: string } | undefined)?.type;
  if (!type) throw badRequest('INVALID_INPUT', 'Each record needs attributes.type.');
  return type;
}

function resultToJson(result: SaveResult): object {
  const errors = result.errors.map((e) => ({ statusCode: e.status, message: e.message, fields: e.fields }));
  return result.success ? { id: result.id, success: true, errors } : { success: false, errors };
}

export function deleteCollection(call: Call): unknown {
  const ids = (call.query['ids'] ?? '').split(',').filter((id) => id !== '');
  return inTransaction(call, (tx) => {
    const { org } = call.context.served;
    return ids.map((id) => {
      const object = org.schema.byPrefix(id);
      if (!object)
        return { success: false, errors: [{ statusCode: 'MALFORMED_ID', message: `malformed id ${id}`, fields: [] }] };
      const record = new SObject(object);
      record.put(0, id);
      const [result] = save(tx, 'delete', [record]);
      return result ? resultToJson(result) : { success: false, errors: [] };
    });
  });
}

/** `composite/sobjects/Account`: records by id with the fields asked for; null where there is none. */
export function retrieveCollection(call: Call): unknown {
  const object = objectOf(call);
  const body = (call.body ?? {}) as { ids?: unknown; fields?: unknown };
  const list = (name: 'ids' | 'fields'): string[] => {
    const given = body[name] ?? (call.query[name] ?? '').split(',').filter((part) => part !== '');
    return Array.isArray(given) ? given.map(String) : [];
  };
  const [ids, fields] = [list('ids'), list('fields')];
  if (ids.length === 0 || fields.length === 0 || ids.length > MAX_TO_RETRIEVE)
    throw badRequest('MALFORMED_QUERY', `ids (1 to ${MAX_TO_RETRIEVE}) and fields are needed`);
  return inTransaction(call, (tx) => {
    const text = `SELECT Id, ${fields.filter((name) => name.toLowerCase() !== 'id').join(', ')} FROM ${object.name} WHERE Id IN :ids`;
    const query = text.replace('Id,  FROM', 'Id FROM');
    const { records } = tx.org.queries.runText(tx, query, () => ids, AS_USER);
    const byId = new Map(records.map((record) => [record.id, recordToJson(record, call.root)]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
