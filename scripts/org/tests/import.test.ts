import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importCsv, parseImportMap } from '../../local-org/cli/work/index.ts';
import type { ImportResult } from '../../local-org/cli/work/index.ts';
import { Proof, ROOT } from './kit.ts';

const MAP_FILE = 'config/olist-map.json';
const MAP = parseImportMap(readFileSync(resolve(ROOT, MAP_FILE), 'utf8'), MAP_FILE);
const ORIGINS = ['organic_search', 'paid_search', 'social', 'email', 'unknown', ''];
let proof: Proof;
beforeAll(() => {
  proof = new Proof();
});

/** Rows in the shape of the public data set of marketing qualified leads. */
export function csv(count: number, prefix = 'mql'): string {
  const rows = Array.from(
    { length: count },
    (_, i) => `${prefix}${i},2018-0${1 + (i % 9)}-1${i % 9},page${i % 40},${ORIGINS[i % ORIGINS.length]}`
  );
  return ['mql_id,first_contact_date,landing_page_id,origin', ...rows].join('\n');
}

function run(text: string, map = MAP): ImportResult {
  const result = importCsv(
    proof.org,
    { object: 'Lead', csv: text, map, userId: proof.userId('integration.user') },
    () => undefined
  );
  proof.drain();
  return result;
}

describe('Importing leads', () => {
  it('two thousand rows become leads, each with one clock and its start in the ledger', () => {
    const result = run(csv(2000));
    expect(result).toMatchObject({ rowsIn: 2000, created: 2000, updated: 0, unchanged: 0, failed: [] });
    expect(result.made).toMatchObject({ Lead: 2000, baton__Lead_Timer__c: 2000, baton__SLA_Entry__c: 2000 });
    expect(proof.count(`Lead_Timer__c WHERE State__c = 'Running'`)).toBe(2000);
  });

  it('the same file again changes nothing: no lead, no clock, no entry, no message', () => {
    const state = (): unknown => [
      proof.count('Lead'),
      proof.count('Lead_Timer__c'),
      proof.count('SLA_Entry__c'),
      proof.org.outbox.length
    ];
    const before = state();
    expect(run(csv(2000))).toMatchObject({ created: 0, updated: 0, unchanged: 2000, failed: [], made: {} });
    expect(state()).toEqual(before);
  });

  it(
    'a day later, in every zone, every clock has its three levels once, and importing again still changes nothing',
    { timeout: 180_000 },
    () => {
      proof.pass(24 * 60);
      for (const level of ['Yellow', 'Orange', 'Red'])
        expect(proof.count(`SLA_Entry__c WHERE Type__c = 'LevelRaised' AND Level__c = '${level}'`), level).toBe(2000);
      const entries = proof.count('SLA_Entry__c');
      expect(run(csv(2000))).toMatchObject({ created: 0, updated: 0, unchanged: 2000 });
      expect(proof.count('SLA_Entry__c')).toBe(entries);
    }
  );

  it('a file that is no CSV is refused with its line, and nothing is saved', () => {
    const leads = proof.count('Lead');
    expect(() => run('mql_id,first_contact_date,landing_page_id,origin\n"a,2018-01-01,p,social\nb,c')).toThrow(
      /line|quote/i
    );
    expect(() => run('mql_id,landing_page_id,origin\na,b,social')).toThrow(/first_contact_date/);
    expect(proof.count('Lead')).toBe(leads);
  });

  it('a row that does not fit is named with its line and reason; the others are saved with their clocks', () => {
    const text = `${csv(3, 'odd')}\nodd9,2018-01-01,p,carrier pigeon`;
    const result = run(text);
    expect(result).toMatchObject({ rowsIn: 4, created: 3 });
    expect(result.failed).toEqual([{ line: 5, reason: expect.stringMatching(/carrier pigeon.*origin/) as string }]);
    expect(proof.count(`Lead_Timer__c WHERE Lead__r.Email LIKE 'odd%'`)).toBe(3);
  });

  it('a map that names no such field, or is not understood, is refused before anything is saved', () => {
    expect(() => run(csv(1, 'map'), { ...MAP, columns: { origin: 'No_Such__c' } })).toThrow(/No_Such__c/);
    expect(() => parseImportMap('{"colums": {}}', 'my.json')).toThrow(/my\.json/);
  });
});
