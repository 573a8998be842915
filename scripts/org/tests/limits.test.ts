import { beforeAll, describe, expect, it } from 'vitest';
import { Proof } from './kit.ts';

let proof: Proof;
beforeAll(() => {
  proof = new Proof({ also: ['scripts/org/tests/customer'] });
});

/** Inserts so many leads of Sam's in one statement and leaves the queue alone. */
function insert(count: number, name: string, source = 'Web'): (limit: 'queries' | 'dmlStatements') => number {
  return proof.hold(`List<Lead> rows = new List<Lead>();
    for (Integer i = 0; i < ${count}; i++) {
      rows.add(new Lead(LastName = '${name} ' + i, Company = '${name}', LeadSource = '${source}', Lead_Score__c = 50, OwnerId = '${proof.userId('sam.ortiz')}'));
    }
    insert as system rows;`);
}

const clocksOf = (name: string): number => proof.count(`Lead_Timer__c WHERE Lead__r.Company = '${name}'`);
const leadsOf = (name: string): number => proof.count(`Lead WHERE Company = '${name}'`);

describe('What a save costs', () => {
  it('one lead and two hundred cost at most eight queries and five statements, the insert itself included', () => {
    const one = insert(1, 'Cost one');
    const many = insert(200, 'Cost many');
    expect(many('queries')).toBeLessThanOrEqual(8);
    expect(many('dmlStatements')).toBeLessThanOrEqual(5);
    expect([one('queries'), one('dmlStatements')]).toEqual([many('queries'), many('dmlStatements')]);
    expect([clocksOf('Cost one'), clocksOf('Cost many')]).toEqual([1, 200]);
    proof.drain();
  });

  it('twenty agreements cost as much as one', () => {
    const before = insert(200, 'Cost before');
    proof.apex(`List<SLA_Policy__c> rows = new List<SLA_Policy__c>();
      for (Integer i = 0; i < 19; i++) {
        rows.add(new SLA_Policy__c(Name = 'P' + i, Policy_Key__c = 'p' + i, Version__c = 1, Version_Key__c = 'p' + i + ':1', Order__c = 100 + i));
      }
      insert as system rows;
      List<SLA_Target__c> lines = new List<SLA_Target__c>();
      for (SLA_Policy__c row : rows) {
        lines.add(new SLA_Target__c(Policy__c = row.Id, Name = 'Any', Target_Key__c = row.Version_Key__c + ':Acceptance:Any:1', Stage__c = 'Acceptance',
          Role__c = 'Any', Order__c = 1, Promise_Minutes__c = 60, Unit__c = 'CalendarMinutes'));
        row.Status__c = 'Active';
      }
      insert as system lines;
      AgreementWriter.save(rows);`);
    expect(proof.count(`SLA_Policy__c WHERE Status__c = 'Active'`)).toBe(20);
    const after = insert(200, 'Cost after');
    expect([after('queries'), after('dmlStatements')]).toEqual([before('queries'), before('dmlStatements')]);
    expect(clocksOf('Cost after')).toBe(200);
    proof.drain();
  });

  it('a save that changes no watched field costs nothing', () => {
    const used = proof.hold(`List<Lead> rows = new List<Lead>();
      for (Lead row : [SELECT Id FROM Lead WHERE Company = 'Cost many' WITH SYSTEM_MODE]) {
        rows.add(new Lead(Id = row.Id, Description = 'unwatched'));
      }
      update as system rows;`);
    expect([used('queries'), used('dmlStatements')]).toEqual([1, 1]);
    proof.drain();
  });
});

describe('Loads', () => {
  it('two thousand leads in one insert have their clocks once the queue is empty', () => {
    insert(2000, 'Load');
    expect(leadsOf('Load')).toBe(2000);
    proof.drain();
    expect(clocksOf('Load')).toBe(2000);
  });

  it('the same after a trigger of the customer that has used ninety queries', () => {
    const used = insert(2000, 'Heavy', 'Heavy customer');
    expect(used('queries')).toBeGreaterThanOrEqual(90);
    expect(leadsOf('Heavy')).toBe(2000);
    proof.drain();
    expect(clocksOf('Heavy')).toBe(2000);
  });

  it('the same in a job that has spent its one child', () => {
    proof.apex(`System.enqueueJob(new CustomerJob('${proof.userId('sam.ortiz')}', 2000));`);
    expect(leadsOf('Job')).toBe(2000);
    expect(clocksOf('Job')).toBe(2000);
  });

  it(
    'two thousand owners changed in one update, then all deleted in one: every clock follows once the queue is empty',
    { timeout: 180_000 },
    () => {
      const all = `List<Lead> rows = [SELECT Id FROM Lead WHERE Company = 'Load' WITH SYSTEM_MODE];`;
      const ids = proof
        .rows(`SELECT Id FROM Lead_Timer__c WHERE Lead__r.Company = 'Load'`)
        .map((row) => `'${row.Id as string}'`);
      proof.apex(
        `${all} for (Lead row : rows) { row.OwnerId = '${proof.userId('ana.ruiz')}'; } update as system rows;`
      );
      expect(
        proof.count(
          `Lead_Timer__c WHERE Lead__r.Company = 'Load' AND Holder_Name__c = 'Ana Ruiz' AND State__c = 'Running'`
        )
      ).toBe(2000);
      proof.apex(`${all} delete as system rows;`);
      expect(
        proof.count(
          `Lead_Timer__c WHERE Id IN (${ids.join(', ')}) AND State__c = 'Cancelled' AND State_Reason__c = 'Deleted'`
        )
      ).toBe(2000);
      expect(proof.count('SLA_Inbox__c')).toBe(0);
    }
  );

  it(
    'ten thousand in one insert get their clocks from reconciliation, counted from their creation',
    { timeout: 180_000 },
    () => {
      insert(10_000, 'Flood');
      expect(leadsOf('Flood')).toBe(10_000);
      proof.drain();
      expect(clocksOf('Flood')).toBe(0);
      proof.pass(8);
      expect(clocksOf('Flood')).toBe(10_000);
      expect(
        proof.count(
          `Lead_Timer__c WHERE Lead__r.Company = 'Flood' AND Start_At__c != ${new Date(Date.parse('2026-12-01T15:00:00Z')).toISOString()}`
        )
      ).toBe(0);
    }
  );
});
