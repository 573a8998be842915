import { describe, expect, it } from 'vitest';
import { compare, stateFields } from '../compare.ts';
import type { Field } from '../compare.ts';
import { bare, fold } from '../fold.ts';
import type { Entry } from '../fold.ts';

const entry = (name: string, after: object | string | null, detectedAt = 0): Entry => ({
  name,
  detectedAt,
  after: after === null || typeof after === 'string' ? after : JSON.stringify(after)
});
const field = (name: string, type = 'string', more: Partial<Field> = {}): Field => ({
  name,
  type,
  scale: 0,
  isFormula: false,
  ...more
});

describe('Folding entries', () => {
  it('goes by the number of the change, not by the order of the entries', () => {
    const entries = [
      entry('EN-2', { baton__Level__c: 'Yellow', baton__Revision__c: 2 }),
      entry('EN-3', null),
      entry('EN-1', { baton__Level__c: 'Green', baton__Stage__c: 'Acceptance', baton__Revision__c: 1 })
    ];
    expect(fold(entries)).toEqual({
      state: { Level__c: 'Yellow', Stage__c: 'Acceptance', Revision__c: 2 },
      changes: 2,
      problems: []
    });
  });

  it('cuts and puts in where a long text tells only what differs', () => {
    const first = entry('EN-1', { Steps__c: 'one two three', Revision__c: 1 });
    const second = entry('EN-2', { Steps__c: { at: 4, cut: 3, put: '2' }, Revision__c: 2 });
    expect(fold([first, second]).state['Steps__c']).toBe('one 2 three');
  });

  it('stops at the instant that is asked for', () => {
    const entries = [entry('EN-1', { A__c: 1, Revision__c: 1 }, 10), entry('EN-2', { A__c: 2, Revision__c: 2 }, 20)];
    expect(fold(entries, 19).state['A__c']).toBe(1);
    expect(fold(entries, 20).state['A__c']).toBe(2);
    expect(fold(entries, 9)).toMatchObject({ changes: 0, state: {} });
  });

  it('says which change is missing, double, without a number, not readable, or does not fit', () => {
    const problem = (...entries: Entry[]): readonly string[] => fold(entries).problems;
    expect(problem(entry('EN-1', { Revision__c: 1 }), entry('EN-3', { Revision__c: 3 }))).toEqual([
      'EN-3 is change 3, not 2'
    ]);
    expect(problem(entry('EN-1', { Revision__c: 1 }), entry('EN-2', { Revision__c: 1 }))).toEqual([
      'EN-2 is change 1, not 2'
    ]);
    expect(problem(entry('EN-1', { A__c: 1 }))).toEqual(['EN-1 has no number']);
    expect(problem(entry('EN-1', '{"A'))[0]).toMatch(/^EN-1 cannot be read/);
    expect(problem(entry('EN-1', { A__c: { at: 3, cut: 1, put: '' }, Revision__c: 1 }))).toEqual([
      'EN-1 changes a part of A__c that is not there'
    ]);
  });

  it('takes the namespace off names, and nothing else', () => {
    expect(['baton__Due_At__c', 'Due_At__c', 'At__c', 'Id', 'x1__At__c'].map(bare)).toEqual([
      'Due_At__c',
      'Due_At__c',
      'At__c',
      'Id',
      'At__c'
    ]);
  });
});

describe('Comparing a clock with its ledger', () => {
  const rebuilt = (state: Record<string, string | number | boolean | null>): Parameters<typeof compare>[2] => ({
    state,
    changes: 1,
    problems: []
  });

  it('compares as the database keeps values', () => {
    const fields = [
      field('At__c', 'datetime'),
      field('Score__c', 'double', { scale: 2 }),
      field('Seen__c', 'boolean'),
      field('Text__c')
    ];
    const has = { At__c: '2026-12-01T15:30:00.000+0000', Score__c: 84, Seen__c: false, Text__c: null };
    expect(
      compare('CL-1', has, rebuilt({ At__c: '2026-12-01T15:30:00.417Z', Score__c: 84.001, Text__c: '' }), fields)
    ).toEqual([]);
    expect(
      compare(
        'CL-1',
        has,
        rebuilt({ At__c: '2026-12-01T15:30:01Z', Score__c: 84.01, Seen__c: true, Text__c: 'a' }),
        fields
      )
    ).toHaveLength(4);
  });

  it('leaves lookups, formulas, the reminder of the sweep and fields of the platform out', () => {
    const fields = [
      field('Due_At__c', 'datetime'),
      field('Lead__c', 'reference'),
      field('Next_Check_Minute__c', 'double'),
      field('Shown__c', 'string', { isFormula: true }),
      field('Name')
    ];
    expect(stateFields(fields).map(({ name }) => name)).toEqual(['Due_At__c']);
  });
});
