import { beforeAll, describe, expect, it } from 'vitest';
import { Proof } from './kit.ts';

/** Ask the flow, as an admin who overrides it does. */
const ASK = `SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Asks_Who_Is_Told__c = true; upsert as system row;`;

describe('A flow of the customer that overrides who is told', () => {
  let proof: Proof;
  beforeAll(() => {
    proof = new Proof({ also: ['scripts/org/tests/overriding'] });
  });

  it('is not asked before the org says so, and then tells Sales Ops too', () => {
    const before = proof.lead('Before', 'sam.ortiz');
    expect(proof.bell(before).map(({ to }) => to)).toEqual([[proof.userId('sam.ortiz')]]);
    proof.apex(ASK);
    const lead = proof.lead('Overridden', 'sam.ortiz');
    expect(proof.bell(lead, 'sam.ortiz').map(({ title }) => title.split(':')[0])).toEqual(['New lead']);
    expect(proof.bell(lead, 'tom.weiss').map(({ title }) => title.split(':')[0])).toEqual(['New lead']);
    expect(proof.count('SLA_Inbox__c')).toBe(0);
  });
});

describe('A hand-over that a trigger of the customer refuses', () => {
  const waiting = (proof: Proof): unknown[] =>
    proof
      .rows('SELECT Kind__c, Attempts__c, Error__c FROM SLA_Inbox__c')
      .map((row) => [row.Kind__c, row.Attempts__c, String(row.Error__c).includes('keeps the owner')]);

  it('is tried again until it works, and the other leads move', () => {
    const proof = new Proof({ also: ['scripts/org/tests/customer'] });
    const pinned = proof.lead('Pinned', 'marco.silva');
    const other = proof.lead('Other', 'marco.silva');
    const holders = (lead: string): unknown[] => proof.clocks(lead).map((clock) => clock.Holder_Name__c);
    proof.pass(16);
    expect([holders(pinned), holders(other)]).toEqual([['Marco Silva'], ['Ana Ruiz']]);
    expect(waiting(proof)).toEqual([['Action', 1, true]]);
    proof.pass(12);
    expect(waiting(proof)[0]).toEqual(['Action', 2, true]);
    proof.apex(`update as system new Lead(Id = '${pinned}', LastName = 'Free');`);
    proof.pass(30);
    expect(holders(pinned)).toEqual(['Ana Ruiz']);
    expect(waiting(proof)).toEqual([]);
  });
});

describe('The package in its org', () => {
  let proof: Proof;
  beforeAll(() => {
    proof = new Proof();
  });

  it('hands a lead over at Orange by itself; the manager reads when the review is, the rep sees the score', () => {
    const lead = proof.lead('Night', 'marco.silva');
    proof.pass(16);
    expect(proof.clocks(lead).map((clock) => clock.Holder_Name__c)).toContain('Ana Ruiz');
    expect(proof.bell(lead, 'ivo.hart').map(({ body }) => body)).toEqual([
      expect.stringContaining('Ana Ruiz has it now.')
    ]);
    proof.pass(50);
    expect(proof.bell(lead, 'jo.marsh').at(-1)?.body).toContain('Review: tomorrow 09:00.');
    expect(proof.rows('SELECT Capacity_Score__c FROM Sales_Rep__c WHERE Capacity_Score__c < 100', 'ana.ruiz')).toEqual([
      expect.objectContaining({ Capacity_Score__c: 90 })
    ]);
  });

  it('moves a lead whose owner is away, at the next beat', () => {
    const lead = proof.lead('Away', 'sam.ortiz');
    proof.apex(`Sales_Rep__c rep = [SELECT Id FROM Sales_Rep__c WHERE User__r.Username LIKE 'sam.ortiz%' WITH SYSTEM_MODE];
      rep.Duty__c = 'Off'; update as system rep;`);
    proof.pass(6);
    expect(proof.clocks(lead).map((clock) => clock.Holder_Name__c)).toContain('Ana Ruiz');
  });

  it('sees the last of more than two thousand reps away', () => {
    proof.apex(`Id profileId = [SELECT Id FROM Profile WHERE Name = 'Standard User' WITH SYSTEM_MODE].Id;
      List<User> people = new List<User>();
      for (Integer i = 0; i < 2000; i++) {
        people.add(new User(LastName = 'Many ' + i, Alias = 'm' + i, Email = 'many' + i + '@company.example',
          Username = 'many' + i + '@company.example', ProfileId = profileId, TimeZoneSidKey = 'America/New_York',
          LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US'));
      }
      insert as system people;`);
    proof.apex(`List<Sales_Rep__c> reps = new List<Sales_Rep__c>();
      for (User person : [SELECT Id, LastName FROM User WHERE LastName LIKE 'Many %' WITH SYSTEM_MODE ORDER BY Id]) {
        reps.add(new Sales_Rep__c(Name = person.LastName, User__c = person.Id, Role__c = 'SDR', Active__c = true));
      }
      insert as system reps;`);
    const last = proof.userId('many1999');
    const lead = proof.lead('Last', 'many1999', 84);
    proof.apex(`Sales_Rep__c backup = [SELECT Id FROM Sales_Rep__c WHERE User__r.Username LIKE 'ana.ruiz%' WITH SYSTEM_MODE];
      Sales_Rep__c rep = [SELECT Id FROM Sales_Rep__c WHERE User__c = '${last}' WITH SYSTEM_MODE];
      rep.Backup__c = backup.Id; update as system rep;
      insert as system new Event(OwnerId = '${last}', Subject = 'Holiday', ShowAs = 'OutOfOffice',
        StartDateTime = System.now(), EndDateTime = System.now().addHours(9));`);
    proof.pass(6);
    expect(proof.clocks(lead).map((clock) => clock.Holder_Name__c)).toContain('Ana Ruiz');
  });
});
