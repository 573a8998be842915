import { beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { adminUser } from '../../api/index.ts';
import type { OrgServices } from '../../contracts/transaction.ts';
import { openProject } from '../open.ts';
import { importCsv, parseDuration, parseImportMap } from '../work/index.ts';
import type { ImportMap, ImportResult } from '../work/index.ts';

const WIDGETS = join(import.meta.dirname, '../../fixtures/widgets');
const MAP: ImportMap = {
  columns: {
    code: 'Code__c',
    size: 'Size__c',
    state: { field: 'Status__c', values: { old: 'Retired' }, otherwise: 'Active' }
  },
  constants: { Name: 'Import {code}' },
  owners: ['mia.maker@widgets.example', 'vic.viewer@widgets.example'],
  key: 'Code__c'
};

let org: OrgServices;

beforeAll(async () => {
  ({ org } = await openProject(WIDGETS, { strict: true, coverage: false, seed: true }));
});

function run(csv: string, map: ImportMap = MAP): ImportResult {
  return importCsv(org, { object: 'Widget__c', csv, map, userId: adminUser(org).id }, () => undefined);
}

function widgets(): number {
  return org.store.count(org.schema.object('Widget__c') ?? expect.fail('no Widget__c'));
}

function rows(count: number, prefix: string): string {
  return [
    'code,size,state',
    ...Array.from({ length: count }, (_, at) => `${prefix}-${at},${at},${at % 2 ? 'old' : 'new'}`)
  ].join('\n');
}

describe('importing a CSV file', () => {
  it('loads rows in batches through triggers and flows, with values, constants and owners in turn', () => {
    const result = run(rows(450, 'a'));
    expect(result).toMatchObject({
      rowsIn: 450,
      created: 450,
      updated: 0,
      unchanged: 0,
      failed: [],
      made: { Widget__c: 450 }
    });
    const read = (name: string) =>
      org.async.runAs(
        adminUser(org),
        'rest',
        (tx) =>
          tx.org.queries.runText(
            tx,
            `SELECT Code__c, Shelf__c, Status__c, Owner.Username FROM Widget__c WHERE Name = '${name}'`,
            () => null,
            { mode: 'system', sharing: 'without' }
          ).records[0]
      );
    const widget = read('Import a-101');
    expect(widget?.getByName('Code__c')).toBe('A-101');
    expect(widget?.getByName('Shelf__c')).toBe('Large');
    expect(widget?.getByName('Status__c')).toBe('Retired');
    expect(widget?.parent('Owner')?.getByName('Username')).toBe('vic.viewer@widgets.example');
    expect(read('Import a-0')?.parent('Owner')?.getByName('Username')).toBe('mia.maker@widgets.example');
  });

  it('changes nothing when the same file comes twice', () => {
    run(rows(20, 'twice'));
    expect(run(rows(20, 'twice'))).toMatchObject({ created: 0, updated: 0, unchanged: 20, failed: [], made: {} });
  });

  it('updates only rows that say something else', () => {
    run(rows(3, 'upd'));
    expect(run(rows(3, 'upd').replace('upd-1,1,', 'upd-1,99,'))).toMatchObject({
      created: 0,
      updated: 1,
      unchanged: 2
    });
  });

  it('names line and reason of every row that fails, and saves the others', () => {
    const result = run('code,size,state\nf-1,5,new\nf-2,-5,new\nf-3,large,new\nf-1,6,new');
    expect(result.created).toBe(1);
    expect(result.failed.map((row) => row.line).sort()).toEqual([3, 4, 5]);
    expect(result.failed.find((row) => row.line === 3)?.reason).toContain('A widget cannot be smaller than nothing.');
    expect(result.failed.find((row) => row.line === 4)?.reason).toContain('Size__c');
    expect(result.failed.find((row) => row.line === 5)?.reason).toContain('twice');
  });

  it('saves nothing of a file that is no CSV, lacks a column or has no rows', () => {
    const before = widgets();
    expect(() => run('code,size,state\n"open,1,new')).toThrow(/CSV file cannot be read.*Nothing was saved/);
    expect(() => run('code,size\na,1')).toThrow('The CSV file has no column "state". Nothing was saved.');
    expect(() => run('code,size,state')).toThrow('The CSV file has no rows');
    expect(widgets()).toBe(before);
  });

  it.each([
    ['a quote that is never closed', 'code,size,state\na,1,new\n"b,2,new', /line 3/],
    ['a quote inside a cell without quotes', 'code,size,state\na,1,new\nb,2,ne"w', /line 3/],
    ['a row with a cell too many', 'code,size,state\na,1,new\nb,2,new\nc,3,new,more', /line 4/],
    ['a row with a cell too few', 'code,size,state\na,1', /line 2/]
  ])('names the line of %s, and saves nothing, not even the rows before it', (_what, csv, line) => {
    const before = widgets();
    expect(() => run(csv)).toThrow(line);
    expect(widgets()).toBe(before);
  });

  it('names a row that fails by the line where it begins, also after cells of several lines', () => {
    const result = run('code,size,state\n"two\nlines",1,new\nfails,no number,new');
    expect(result.failed.map((f) => f.line)).toEqual([4]);
  });

  it('refuses a map that names what does not exist', () => {
    expect(() => run(rows(1, 'x'), { columns: { code: 'Nope__c' } })).toThrow(
      'The map names the field "Nope__c", which Widget__c has not.'
    );
    expect(() => run(rows(1, 'x'), { ...MAP, owners: ['nobody@widgets.example'] })).toThrow('no such user or queue');
  });
});

describe('reading a map', () => {
  it('takes columns, constants, owners and a key', () => {
    expect(parseImportMap(JSON.stringify(MAP), 'map.json')).toEqual(MAP);
  });

  it('names every place that is not understood', () => {
    expect(() => parseImportMap('{"columns": {}, "owner": []}', 'map.json')).toThrow('map.json is not understood');
    expect(() => parseImportMap('{', 'map.json')).toThrow('map.json is not JSON');
  });
});

describe('lengths of time', () => {
  it('adds up the parts', () => {
    expect(parseDuration('7d')).toBe(604_800_000);
    expect(parseDuration('1h30m')).toBe(5_400_000);
    expect(parseDuration('1w')).toBe(604_800_000);
  });

  it.each(['', '7', '7x', '-1d', '1d ago'])('refuses "%s"', (text) => {
    expect(() => parseDuration(text)).toThrow('is not a length of time');
  });
});
