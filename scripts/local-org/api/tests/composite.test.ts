import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { adminUser, restRoutes, startServer } from '../index.ts';
import type { RunningServer } from '../index.ts';
import { openProject } from '../../cli/open.ts';

const WIDGETS = join(import.meta.dirname, '../../fixtures/widgets');
const BASE = '/services/data/v67.0';

let server: RunningServer;

beforeAll(async () => {
  const { org } = await openProject(WIDGETS, { strict: true, coverage: false, seed: false });
  server = await startServer({ served: { org }, port: 0, userId: adminUser(org).id, routes: [restRoutes] });
});

afterAll(() => server.close());

interface Reply {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of the API, read by path in the tests
  readonly body: any;
}

async function ask(method: string, path: string, body?: unknown): Promise<Reply> {
  const response = await fetch(`${server.url}${BASE}${path}`, {
    method,
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const count = async (where: string): Promise<number> =>
  (await ask('GET', `/query?q=${encodeURIComponent(`SELECT COUNT() FROM Widget__c WHERE ${where}`)}`)).body.totalSize;

const create = (name: string, more: object = {}): object => ({
  method: 'POST',
  url: `${BASE}/sobjects/Widget__c`,
  referenceId: name,
  body: { Name: name, ...more }
});

describe('a composite request', () => {
  it('hands the answer of one request to the next', async () => {
    const compositeRequest = [
      create('first'),
      { method: 'GET', url: `${BASE}/sobjects/Widget__c/@{first.id}?fields=Name`, referenceId: 'read' }
    ];
    for (const allOrNone of [false, true]) {
      const { body } = await ask('POST', '/composite', { allOrNone, compositeRequest });
      expect(body.compositeResponse.map((each: { httpStatusCode: number }) => each.httpStatusCode)).toEqual([201, 200]);
      expect(body.compositeResponse[1].body.Name).toBe('first');
    }
    expect(await count("Name = 'first'")).toBe(2);
  });

  it('keeps nothing of a failed one when all must succeed', async () => {
    const compositeRequest = [create('kept?'), create('bad', { Size__c: -1 }), create('after')];
    const { body } = await ask('POST', '/composite', { allOrNone: true, compositeRequest });
    const codes = body.compositeResponse.map((each: { httpStatusCode: number }) => each.httpStatusCode);
    const errors = body.compositeResponse.map((each: { body: { errorCode: string }[] }) => each.body[0]?.errorCode);
    expect(codes).toEqual([400, 400, 400]);
    expect(errors).toEqual(['PROCESSING_HALTED', 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'PROCESSING_HALTED']);
    expect(await count("Name IN ('kept?', 'after')")).toBe(0);
  });

  it('takes 25 requests', async () => {
    const compositeRequest = Array.from({ length: 26 }, (_, at) => create(`n${at}`));
    expect(await ask('POST', '/composite', { compositeRequest })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'LIMIT_EXCEEDED' }]
    });
  });

  it('refuses graphs by name', async () => {
    expect(await ask('POST', '/composite/graph', { graphs: [] })).toMatchObject({
      status: 501,
      body: [{ errorCode: 'NOT_SUPPORTED_BY_LOCAL_ORG' }]
    });
  });
});

describe('a collection', () => {
  const of = (name: string, more: object = {}): object => ({ attributes: { type: 'Widget__c' }, Name: name, ...more });

  it('is upserted by an external id', async () => {
    const path = '/composite/sobjects/Widget__c/Code__c';
    const first = await ask('PATCH', path, { records: [of('a', { Code__c: 'UP-1' })] });
    const second = await ask('PATCH', path, { records: [of('b', { Code__c: 'UP-1' }), of('c', { Code__c: 'UP-2' })] });
    expect(first.body.map((each: { created: boolean }) => each.created)).toEqual([true]);
    expect(second.body.map((each: { created: boolean }) => each.created)).toEqual([false, true]);
  });

  it('is read by ids, with null for what is not there', async () => {
    const { body: made } = await ask('POST', '/composite/sobjects', { records: [of('x'), of('y')] });
    const ids = [made[1].id, '001000000000999AAA', made[0].id];
    const { body } = await ask('POST', '/composite/sobjects/Widget__c', { ids, fields: ['Name'] });
    expect(body.map((each: { Name: string } | null) => each?.Name ?? null)).toEqual(['y', null, 'x']);
  });

  it('rolls back when all must succeed', async () => {
    const { body } = await ask('POST', '/composite/sobjects', {
      allOrNone: true,
      records: [of('good one'), of('bad', { Size__c: -1 })]
    });
    expect(body.map((each: { errors: { statusCode: string }[] }) => each.errors[0]?.statusCode)).toEqual([
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'FIELD_CUSTOM_VALIDATION_EXCEPTION'
    ]);
    expect(await count("Name = 'good one'")).toBe(0);
  });
});
