import { describe, expect, it } from 'vitest';
import { compileFormula } from '../../formula/index.ts';
import { ApexException } from '../../values/index.ts';
import { createQueryRules } from '../index.ts';
import { parseQuery } from '../parse.ts';
import { TestOrg } from './org.ts';

const org = new TestOrg();
const rules = createQueryRules({ schema: org.schema, compileFormula });
const found = (text: string) => rules.query(parseQuery(text));

const REFUSED = [
  'SELECT Id FROM Nope__c',
  'SELECT Nope__c FROM Widget__c',
  'SELECT Nope__r.Name FROM Widget__c',
  'SELECT Id, (SELECT Id FROM Nopes__r) FROM Crate__c',
  "SELECT Id FROM Widget__c WHERE Size__c = 'big'",
  "SELECT Id FROM Widget__c WHERE Due__c IN (TODAY, 'x')",
  'SELECT Id FROM Widget__c WHERE Notes__c = null',
  'SELECT Id FROM Widget__c ORDER BY Tags__c',
  'SELECT Kind__c, COUNT(Id) FROM Widget__c GROUP BY Name',
  'SELECT Id FROM Crate__c WHERE Id IN (SELECT Crate__c FROM Widget__c LIMIT 1)',
  'SELECT Id FROM Widget__c OFFSET 2001'
];

describe('the rules of queries', () => {
  it('refuse before a run in the words in which the run refuses', () => {
    for (const text of REFUSED) {
      const finding = found(text);
      expect(finding.kind).toBe('refused');
      let message = '';
      try {
        org.run(text);
      } catch (error) {
        message = error instanceof ApexException ? error.message : String(error);
      }
      expect(finding).toMatchObject({ message });
    }
  });

  it('say what is wrong: an object, a field, a relationship, or a rule', () => {
    expect(REFUSED.slice(0, 5).map((text) => (found(text) as { about?: string }).about)).toEqual([
      'object',
      'field',
      'relationship',
      'relationship',
      'rule'
    ]);
  });

  it('tell what each bind is compared with, in subqueries too', () => {
    const query = `SELECT Id, (SELECT Id FROM Widgets__r WHERE Due__c > :a LIMIT :b) FROM Crate__c
      WHERE Id IN (SELECT Crate__c FROM Widget__c WHERE Size__c IN (1, :c)) AND Parent__r.Name = :d`;
    const finding = found(query);
    const uses = finding.kind === 'sound' ? finding.binds : [];
    expect(Object.fromEntries(uses.map((use) => [use.index, `${use.op} ${use.field?.name ?? use.type}`]))).toEqual({
      0: '> Due__c',
      1: 'LIMIT Integer',
      2: 'IN Size__c',
      3: '= Name'
    });
  });

  it('leave to the run what the local org does not do', () => {
    expect(found('SELECT Id FROM Widget__c USING SCOPE team')).toEqual({
      kind: 'unsupported',
      feature: 'USING SCOPE team'
    });
  });

  it('read searches as they are written in code, binds by number', () => {
    const finding = rules.search('FIND :0 RETURNING Widget__c(Id WHERE Size__c = :1 LIMIT :2), Crate__c LIMIT :3');
    expect(finding).toMatchObject({
      kind: 'sound',
      binds: [
        { index: 0, op: 'FIND', type: 'String' },
        { index: 3, op: 'LIMIT' },
        { index: 2, op: 'LIMIT' },
        { index: 1, field: { name: 'Size__c' } }
      ]
    });
    expect(rules.search("FIND 'ab' RETURNING Nope__c")).toMatchObject({ kind: 'refused', about: 'object' });
    expect(rules.search("FIND 'ab' RETURNING Widget__c(Nope__c)")).toMatchObject({ kind: 'refused', about: 'field' });
    expect(rules.search("FIND 'ab' RETURNING Widget__c(Id, (SELECT Id FROM X__r))")).toMatchObject({ about: 'rule' });
  });
});
