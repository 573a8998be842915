import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { AS_SYSTEM, adminUser, recordToJson } from '../../api/index.ts';
import type { OrgServices } from '../../contracts/transaction.ts';
import { toLocal } from '../../values/index.ts';
import { openProject } from '../open.ts';
import { parseAnswerModel, replayCsv } from '../work/index.ts';
import type { AnswerModel, ImportMap, ReplayResult } from '../work/index.ts';
import { afterWork } from '../work/replay/hours.ts';

const WIDGETS = join(import.meta.dirname, '../../fixtures/widgets');
const MAP: ImportMap = {
  columns: { code: 'Code__c', size: 'Size__c', fragile: { field: 'Fragile__c', values: { yes: true, no: false } } },
  constants: { Name: 'Import {code}', Status__c: 'New' },
  owners: ['mia.maker@widgets.example', 'vic.viewer@widgets.example'],
  key: 'Code__c'
};
const HOURS = { from: '09:00', to: '17:00', days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'] } as const;
const MODEL: AnswerModel = {
  seed: 7,
  arrival: { from: '08:00', to: '20:00', timeZone: 'Europe/Berlin' },
  settle: '7d',
  answers: [
    {
      name: 'activate',
      watch: 'Widget__c',
      open: { object: 'Widget__c', where: "Status__c = 'New'", owner: 'OwnerId' },
      delay: { median: '3h', spread: 1, perOwner: 0.5, hours: HOURS },
      choices: [
        {
          share: 9,
          call: { class: 'WidgetDesk', action: 'activate', arguments: { widgetId: '{Id}' }, done: 'ok', code: 'code' }
        },
        { share: 1 }
      ]
    }
  ],
  summary: [
    {
      title: 'active',
      object: 'Widget__c',
      where: "Name LIKE 'Import %'",
      by: 'Fragile__c',
      good: "Status__c = 'Active'",
      few: 2
    }
  ]
};

/** Two a day over four weeks of May 2024; every tenth is fragile. */
const CSV = [
  'code,size,fragile,day',
  ...Array.from(
    { length: 56 },
    (_, at) => `r-${at},${10 + at},${at % 10 === 9 ? 'yes' : 'no'},2024-05-${String(1 + (at >> 1)).padStart(2, '0')}`
  )
].join('\n');

interface Ran {
  readonly org: OrgServices;
  readonly result: ReplayResult;
}

async function replay(model: AnswerModel = MODEL, csv = CSV, column = 'day'): Promise<Ran> {
  const { org } = await openProject(WIDGETS, { strict: true, coverage: false, seed: true });
  const job = { object: 'Widget__c', csv, map: MAP, userId: adminUser(org).id, column, model };
  return { org, result: replayCsv(org, job, () => undefined) };
}

function rows(org: OrgServices, soql: string): Record<string, string>[] {
  return org.async.runAs(adminUser(org), 'rest', (tx) =>
    tx.org.queries
      .runText(tx, soql, () => null, AS_SYSTEM)
      .records.map((record) => recordToJson(record, '') as Record<string, string>)
  );
}

const withChoice = (choice: object): AnswerModel => ({
  ...MODEL,
  answers: MODEL.answers.map((answer) => ({ ...answer, choices: [{ share: 1, ...choice }] }))
});

describe('replaying a CSV file', () => {
  let first: Ran;
  beforeAll(async () => {
    first = await replay();
  });

  it('loads each row on its own day, moved by whole weeks ahead of the clock, within the hours of arrival', () => {
    const { org, result } = first;
    expect(result).toMatchObject({ rowsIn: 56, created: 56, failed: [], failures: [], from: '2026-03-02T09:00:00Z' });
    const made = rows(org, "SELECT Code__c, CreatedDate FROM Widget__c WHERE Name LIKE 'Import %'");
    for (const { Code__c: code, CreatedDate: created } of made) {
      const day = 1 + (Number(code?.slice(2)) >> 1);
      const local = toLocal('Europe/Berlin', Date.parse(created ?? ''));
      expect(Math.floor(local / 86_400_000)).toBe(Date.UTC(2024, 4, day) / 86_400_000 + 7 * result.movedWeeks);
      expect(new Date(local).getUTCHours()).toBeGreaterThanOrEqual(8);
      expect(new Date(local).getUTCHours()).toBeLessThan(20);
    }
    expect(new Set(made.map((one) => one['CreatedDate'])).size).toBe(56);
  });

  it('has the owner answer in the hours of the own time zone, with the own rights', () => {
    const { org, result } = first;
    const [count] = result.answers;
    expect(count).toMatchObject({ name: 'activate', planned: 56, gone: 0 });
    expect(
      (count?.done ?? 0) + (count?.never ?? 0) + Object.values(count?.refused ?? {}).reduce((a, b) => a + b, 0)
    ).toBe(56);
    const zones: Record<string, string> = { 'mia.maker@widgets.example': 'Europe/Berlin' };
    const active = rows(
      org,
      "SELECT LastModifiedDate, LastModifiedBy.Username FROM Widget__c WHERE Status__c = 'Active' AND Name LIKE 'Import %'"
    );
    expect(active.length).toBe(count?.done);
    for (const row of active) {
      const { Username: who } = row['LastModifiedBy'] as unknown as { Username: string };
      const local = new Date(toLocal(zones[who] ?? expect.fail(who), Date.parse(row['LastModifiedDate'] ?? '')));
      expect([1, 2, 3, 4, 5]).toContain(local.getUTCDay());
      expect(local.getUTCHours() * 60 + local.getUTCMinutes()).toBeGreaterThanOrEqual(9 * 60);
      expect(local.getUTCHours()).toBeLessThan(17);
    }
  });

  it('counts what the org refused, by its code', () => {
    const refused = first.result.answers[0]?.refused ?? {};
    expect(refused['Fragile']).toBeGreaterThan(0);
    // Vic may only look: what the platform says about it is the code.
    expect(
      Object.keys(refused)
        .filter((code) => code !== 'Fragile')
        .join()
    ).toMatch(/WidgetDesk|Exception|access/i);
  });

  it('counts by group and gives no rate for few', () => {
    const [table] = first.result.summary;
    const all = table?.rows.at(-1);
    expect(all).toMatchObject({ of: 'all', all: 56, good: first.result.answers[0]?.done });
    expect(table?.rows.find(({ of }) => of === 'true')).toMatchObject({ good: 0, rate: 0 });
  });

  it('gives the same with the same seed, and something else with another', async () => {
    const plain = ({ milliseconds: _, ...rest }: ReplayResult): object => rest;
    const state = ({ org }: Ran): object =>
      rows(org, 'SELECT Code__c, CreatedDate, LastModifiedDate, Status__c FROM Widget__c ORDER BY Code__c');
    const again = await replay();
    expect(plain(again.result)).toEqual(plain(first.result));
    expect(state(again)).toEqual(state(first));
    expect(state(await replay({ ...MODEL, seed: 8 }))).not.toEqual(state(first));
  });

  it('updates and inserts as a choice, and drops the answer of who no longer owns the work', async () => {
    const updated = await replay(
      withChoice({
        update: { object: 'Widget__c', id: '{Id}', fields: { Name: 'Import done {Code__c}', Status__c: 'Active' } }
      })
    );
    expect(rows(updated.org, "SELECT Name FROM Widget__c WHERE Code__c = 'R-0'")).toMatchObject([
      { Name: 'Import done R-0' }
    ]);
    const inserted = await replay(
      withChoice({
        insert: { object: 'Crate__c', fields: { Place__c: '{Code__c}' }, as: adminUser(updated.org).username }
      })
    );
    expect(inserted.result.answers[0]?.done).toBe(56);
    expect(rows(inserted.org, "SELECT Place__c FROM Crate__c WHERE Place__c LIKE 'R-%'")).toHaveLength(56);
    const twice = await replay({
      ...MODEL,
      answers: [...MODEL.answers, { ...(MODEL.answers[0] as AnswerModel['answers'][0]), name: 'too late' }]
    });
    expect(twice.result.answers.reduce((sum, { gone }) => sum + gone, 0)).toBeGreaterThan(0);
  });

  it('lets the admin set the org up before the first row', async () => {
    const before = "insert as system new Crate__c(Place__c = 'Before');";
    const { org } = await replay({ ...MODEL, before });
    expect(rows(org, "SELECT CreatedDate FROM Crate__c WHERE Place__c = 'Before'")).toMatchObject([
      { CreatedDate: '2026-03-02T09:00:00.000+0000' }
    ]);
  });

  it('takes instants as they are', async () => {
    const csv = 'code,size,fragile,day\na,1,no,2026-03-04T12:30:00Z\nb,1,no,2026-03-03 08:15';
    const { org, result } = await replay(MODEL, csv);
    expect(result.movedWeeks).toBe(0);
    const made = rows(org, "SELECT Code__c, CreatedDate FROM Widget__c WHERE Name LIKE 'Import %' ORDER BY Code__c");
    expect(made.map((one) => one['CreatedDate'])).toEqual([
      '2026-03-04T12:30:00.000+0000',
      '2026-03-03T07:15:00.000+0000'
    ]);
  });

  it('refuses a day that is none, a column that is not there and a model that names what is not there', async () => {
    const refused = (why: RegExp, model: AnswerModel, csv?: string, column?: string): Promise<void> =>
      expect(replay(model, csv, column)).rejects.toThrow(why);
    await refused(/line 2: "soon" in day/, MODEL, 'code,size,fragile,day\na,1,no,soon');
    await refused(/no column "when"/, MODEL, CSV, 'when');
    await refused(/"Nobody"/, withChoice({ call: { class: 'Nobody', action: 'x', arguments: {} } }));
    await refused(/"No_Such__c"/, withChoice({ update: { object: 'Widget__c', id: '{No_Such__c}', fields: {} } }));
    expect(() => parseAnswerModel('{"seed": 1}', 'my.json')).toThrow(/my\.json.*answers/);
    expect(() => parseAnswerModel('{', 'my.json')).toThrow(/my\.json is not JSON/);
  });
});

describe('working time', () => {
  const at = (text: string): number => Date.parse(text);
  const after = (start: string, hours: number): string =>
    new Date(afterWork(at(start), hours * 3_600_000, HOURS, 'Europe/Berlin')).toISOString().slice(0, 16);

  it('counts only open hours, over nights, weekends and a change of the clock', () => {
    expect(after('2026-03-02T09:00Z', 2)).toBe('2026-03-02T11:00');
    expect(after('2026-03-02T15:00Z', 2)).toBe('2026-03-03T09:00');
    expect(after('2026-03-07T12:00Z', 1)).toBe('2026-03-09T09:00');
    expect(after('2026-03-27T15:00Z', 2)).toBe('2026-03-30T08:00');
    expect(after('2026-03-02T05:00Z', 8)).toBe('2026-03-02T16:00');
    expect(afterWork(5, 10, undefined, 'Europe/Berlin')).toBe(15);
  });
});
