import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseAnswerModel, parseImportMap, replayCsv } from '../../local-org/cli/work/index.ts';
import type { ReplayResult } from '../../local-org/cli/work/index.ts';
import { Proof, ROOT } from './kit.ts';

const read = (file: string): string => readFileSync(resolve(ROOT, file), 'utf8');
const DAYS = 4;
const A_DAY = 12;
/** Twelve leads a day in the shape of the public data set, of two origins. */
const CSV = [
  'mql_id,first_contact_date,landing_page_id,origin',
  ...Array.from(
    { length: DAYS * A_DAY },
    (_, i) =>
      `mql${i},2018-03-${String(1 + Math.floor(i / A_DAY)).padStart(2, '0')},page,${i % 3 === 0 ? 'social' : 'email'}`
  )
].join('\n');

let proof: Proof;
let result: ReplayResult;
beforeAll(() => {
  proof = new Proof();
  result = replayCsv(
    proof.org,
    {
      object: 'Lead',
      csv: CSV,
      map: parseImportMap(read('config/olist-map.json'), 'config/olist-map.json'),
      userId: proof.userId('integration.user'),
      column: 'first_contact_date',
      model: { ...parseAnswerModel(read('config/olist-answers.json'), 'config/olist-answers.json'), settle: '1d' }
    },
    () => undefined
  );
}, 300_000);

describe('A replay of leads', () => {
  it('creates each on its own day', () => {
    expect(result).toMatchObject({ rowsIn: DAYS * A_DAY, created: DAYS * A_DAY, failed: [], failures: [] });
    const days = proof
      .rows(`SELECT CreatedDate FROM Lead WHERE Email LIKE 'mql%' ORDER BY CreatedDate`)
      .map((row) => String(row['CreatedDate']).slice(0, 10));
    expect(new Set(days).size).toBeGreaterThanOrEqual(DAYS);
  });

  it('has flows and sweeps run as time passes: who answers late is escalated before', () => {
    expect(Object.values(result.ran).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(DAYS * 24 * 6);
    const late = proof.count(`Lead_Timer__c WHERE Stage__c = 'Acceptance' AND Is_Breached__c = 1`);
    expect(late).toBeGreaterThan(0);
    expect(
      proof.count(`SLA_Entry__c WHERE Type__c = 'LevelRaised' AND Level__c = 'Red' AND Stage__c = 'Acceptance'`)
    ).toBeGreaterThanOrEqual(late);
  });

  it('has the owners answer by the model of config/', () => {
    const answered = result.answers.reduce((sum, one) => sum + one.done, 0);
    expect(answered).toBeGreaterThan((DAYS * A_DAY) / 2);
    expect(proof.count(`SLA_Entry__c WHERE Type__c = 'Accepted'`)).toBeGreaterThan(0);
    expect(proof.count(`SLA_Entry__c WHERE Type__c = 'Rejected'`)).toBeGreaterThan(0);
  });

  it('gives on-time rates by origin', () => {
    const [table] = result.summary;
    expect(table?.title).toBe('accepted or rejected on time, by origin');
    expect(table?.rows.map(({ of }) => of)).toEqual(['email', 'social', 'all']);
    for (const { all, good, rate } of table?.rows ?? []) {
      expect(all).toBeGreaterThan(10);
      expect(rate).toBe(Math.round((good * 1000) / all) / 10);
    }
  });
});
