import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import jsforce from 'jsforce';
import type { Connection } from 'jsforce';
import { join } from 'node:path';
import { adminUser, findUserId, restRoutes, startServer } from '../index.ts';
import type { RunningServer } from '../index.ts';
import { openProject } from '../../cli/open.ts';

const WIDGETS = join(import.meta.dirname, '../../fixtures/widgets');

let server: RunningServer;
let admin: Connection;
let viewer: Connection;

beforeAll(async () => {
  const { org } = await openProject(WIDGETS, { strict: true, coverage: false, seed: true });
  server = await startServer({ served: { org }, port: 0, userId: adminUser(org).id, routes: [restRoutes] });
  const connect = (accessToken: string): Connection =>
    new jsforce.Connection({ instanceUrl: server.url, accessToken, version: '67.0' });
  admin = connect(server.token);
  viewer = connect(server.signIn(findUserId(org, 'vic.viewer@widgets.example') ?? ''));
});

afterAll(() => server.close());

describe('the REST API as jsforce uses it', () => {
  it('answers a query with parents', async () => {
    const { records, totalSize } = await admin.query(
      "SELECT Name, Crate__r.Place__c FROM Widget__c WHERE Name = 'Cog 2'"
    );
    expect(totalSize).toBe(1);
    expect(records[0]).toMatchObject({ Name: 'Cog 2', Crate__r: { Place__c: 'Hall 4' } });
  });

  it('answers a query with groups', async () => {
    const { records } = await admin.query(
      "SELECT Shelf__c, COUNT(Id) n, SUM(Size__c) FROM Widget__c WHERE Name LIKE 'Cog %' GROUP BY Shelf__c ORDER BY Shelf__c"
    );
    expect(records).toEqual([
      { attributes: { type: 'AggregateResult' }, Shelf__c: 'Large', n: 6, expr0: 855 },
      { attributes: { type: 'AggregateResult' }, Shelf__c: 'Small', n: 6, expr0: 315 }
    ]);
  });

  it('creates, reads, updates, upserts and deletes a record', async () => {
    const widgets = admin.sobject('Widget__c');
    const { id } = (await widgets.create({
      Name: 'Made',
      Size__c: 120.5,
      Code__c: 'made-1',
      Due_At__c: '2026-03-04T10:00:00.000Z'
    })) as { id: string };
    expect(await widgets.retrieve(id)).toMatchObject({
      Code__c: 'MADE-1',
      Shelf__c: 'Large',
      Size__c: 120.5,
      Due_At__c: '2026-03-04T10:00:00.000+0000'
    });
    await widgets.update({ Id: id, Size__c: 3 });
    expect(await widgets.retrieve(id)).toMatchObject({ Shelf__c: 'Small', Volume__c: 27 });
    expect(await widgets.upsert({ Code__c: 'MADE-1', Name: 'Made again' }, 'Code__c')).toMatchObject({ success: true });
    expect(await widgets.retrieve(id)).toMatchObject({ Name: 'Made again' });
    await widgets.destroy(id);
    await expect(widgets.retrieve(id)).rejects.toThrow();
  });

  it('gives the rest of a long answer by queryMore', async () => {
    const many = Array.from({ length: 200 }, (_, at) => ({ Name: `Bulk ${at}` }));
    for (let batch = 0; batch < 11; batch++) await admin.sobject('Widget__c').create(many);
    const first = await admin.query("SELECT Id FROM Widget__c WHERE Name LIKE 'Bulk %'");
    expect(first).toMatchObject({ totalSize: 2200, done: false });
    expect(first.records).toHaveLength(2000);
    const second = await admin.queryMore(first.nextRecordsUrl ?? '');
    expect(second).toMatchObject({ totalSize: 2200, done: true });
    expect(second.records).toHaveLength(200);
  });

  it('reports each failed record of a collection beside the saved ones', async () => {
    const results = await admin.sobject('Widget__c').create([{ Name: 'Good' }, { Name: 'Bad', Size__c: -1 }]);
    expect(results.map((result) => result.success)).toEqual([true, false]);
    expect(results[1]?.errors[0]).toMatchObject({
      message: 'A widget cannot be smaller than nothing.',
      statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION'
    });
  });

  it('describes what the user may see, and no more', async () => {
    const asAdmin = await admin.sobject('Widget__c').describe();
    const asViewer = await viewer.sobject('Widget__c').describe();
    expect(asAdmin.createable).toBe(true);
    expect(asViewer.createable).toBe(false);
    expect(asViewer.fields.map((field) => field.name)).not.toContain('Volume__c');
    expect(
      asAdmin.fields.find((field) => field.name === 'Status__c')?.picklistValues?.map((value) => value.value)
    ).toEqual(['New', 'Active', 'Retired']);
  });

  it('names the user of the token', async () => {
    expect(await viewer.identity().catch(() => viewer.request('/services/oauth2/userinfo'))).toMatchObject({
      preferred_username: 'vic.viewer@widgets.example'
    });
  });

  it('refuses with the platform codes', async () => {
    await expect(admin.query('SELECT Nope FROM Widget__c')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
    await expect(admin.query('SELECT FROM')).rejects.toMatchObject({ errorCode: 'MALFORMED_QUERY' });
    await expect(admin.sobject('Nope__c').describe()).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
    await expect(admin.sobject('Widget__c').create({ Nope__c: 1 })).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD'
    });
    await expect(admin.sobject('Widget__c').create({ Name: 'x', Size__c: 'large' })).rejects.toMatchObject({
      errorCode: 'JSON_PARSER_ERROR'
    });
    await expect(viewer.sobject('Widget__c').create({ Name: 'x' })).rejects.toThrow();
  });
});

describe('who may ask', () => {
  const ask = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${server.url}/services/data/v67.0/limits`, { headers });

  it('answers nobody without a token', async () => {
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: 'Bearer 00D000000000001!wrong' })).status).toBe(401);
  });

  it('answers no page of another origin', async () => {
    const headers = { authorization: `Bearer ${server.token}` };
    expect((await ask(headers)).status).toBe(200);
    expect((await ask({ ...headers, origin: 'http://evil.example' })).status).toBe(403);
  });
});
