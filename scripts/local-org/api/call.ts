import type { ObjectInfo } from '../contracts/schema.ts';
import type { Operation, SaveResult } from '../contracts/save.ts';
import type { Transaction } from '../contracts/transaction.ts';
import type { SObject } from '../values/index.ts';
import { badRequest, saveFailure } from './errors.ts';
import { AS_USER, objectNamed, request as run } from './run.ts';
import type { ServerContext, Session } from './server.ts';

/** What an answer needs of Fastify's reply; a request inside of another has one of its own. */
export interface Reply {
  code(status: number): Reply;
  send(body?: unknown): unknown;
}

export interface Call {
  readonly context: ServerContext;
  readonly session: Session;
  readonly root: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly reply: Reply;
  /** The transaction of the request around this one: a composite with allOrNone. */
  readonly within?: Transaction;
}

export type Answer = (call: Call) => unknown;

export type Route = readonly [method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, answer: Answer];

/** A transaction of its own; inside of another request a part of that one's, which an error takes back. */
export function inTransaction<T>(call: Call, work: (tx: Transaction) => T): T {
  const { within } = call;
  if (!within) return run(call.context.served.org, call.session.userId, 'rest', work);
  const savepoint = within.savepoint();
  try {
    return work(within);
  } catch (error) {
    within.rollback(savepoint);
    throw error;
  }
}

export function objectOf(call: Call): ObjectInfo {
  return objectNamed(call.context.served.org, call.params['object'] ?? '');
}

export function save(tx: Transaction, op: Operation, records: SObject[], externalId?: string): SaveResult[] {
  const options = { access: AS_USER, allOrNone: false, source: 'rest' as const };
  return tx.org.save.run(tx, op, records, externalId === undefined ? options : { ...options, externalId });
}

export function saveOne(tx: Transaction, op: Operation, record: SObject, externalId?: string): SaveResult {
  const [result] = save(tx, op, [record], externalId);
  if (!result?.success) throw saveFailure(result?.errors ?? []);
  return result;
}

export function bodyFields(call: Call): Record<string, unknown> {
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body))
    throw badRequest('JSON_PARSER_ERROR', 'A JSON object is expected as the body.');
  return call.body as Record<string, unknown>;
}
