import { beforeAll, describe, expect, it } from 'vitest';
import { Proof } from './kit.ts';

let proof: Proof;
beforeAll(() => {
  proof = new Proof({ also: ['scripts/org/tests/customer'] });
});

const set = (id: string, fields: string): void =>
  void proof.apex(`update as system new Lead(Id = '${id}', ${fields});`);
const mirrorOf = (id: string): unknown =>
  proof.rows(`SELECT SLA_State__c FROM Lead WHERE Id = '${id}'`)[0]?.SLA_State__c;

describe('What happens to a lead', () => {
  it("a merge cancels the loser's clock and leaves the winner's", () => {
    const [winner, loser] = [proof.lead('Winner', 'sam.ortiz'), proof.lead('Loser', 'ana.ruiz')];
    proof.apex(`merge new Lead(Id = '${winner}') '${loser}';`);
    expect(proof.clock(winner).State__c).toBe('Running');
    expect(proof.clock(loser)).toMatchObject({ State__c: 'Cancelled', State_Reason__c: 'Merged', Active_Key__c: null });
  });

  it('delete cancels, undelete starts again in the same cycle', () => {
    const lead = proof.lead('Back', 'sam.ortiz');
    proof.apex(`delete as system new Lead(Id = '${lead}');`);
    expect(proof.clock(lead)).toMatchObject({ State__c: 'Cancelled', State_Reason__c: 'Deleted' });
    proof.apex(`undelete as system new Lead(Id = '${lead}');`);
    expect(proof.clocks(lead).map((clock) => [clock.State__c, clock.Cycle__c])).toEqual([
      ['Cancelled', 1],
      ['Running', 1]
    ]);
  });

  it('conversion stops the clock and keeps what the lead became', () => {
    const lead = proof.lead('Convert', 'sam.ortiz');
    proof.apex(convert(lead));
    const [row] = proof.rows(`SELECT ConvertedContactId, ConvertedAccountId FROM Lead WHERE Id = '${lead}'`);
    expect(proof.clock(lead)).toMatchObject({
      State__c: 'Met',
      Outcome__c: 'Converted',
      Active_Key__c: null,
      Next_Check_Minute__c: null,
      Converted_Contact_Id__c: row?.ConvertedContactId,
      Converted_Account_Id__c: row?.ConvertedAccountId
    });
    proof.pass(120);
    expect(proof.ledger(lead)).toEqual(['Started', 'Converted']);
  });

  it('conversion past the triggers is found by reconciliation', () => {
    const lead = proof.lead('Silent', 'dana.cole');
    const bypass = (on: boolean): void =>
      void proof.apex(
        `SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Bypass__c = ${on}; upsert as system row;`
      );
    bypass(true);
    proof.apex(convert(lead));
    bypass(false);
    expect(proof.clock(lead).State__c).toBe('Running');
    proof.pass(61);
    expect(proof.clock(lead)).toMatchObject({ Outcome__c: 'Converted', Active_Key__c: null });
    expect(proof.clock(lead).Converted_Contact_Id__c).not.toBeNull();
  });

  it('a hand-over opens a segment and does not move due; leaving sales cancels; coming back starts again', () => {
    const lead = proof.lead('Moves', 'sam.ortiz');
    const due = proof.clock(lead).Due_At__c;
    set(lead, `OwnerId = '${proof.userId('ana.ruiz')}'`);
    expect(proof.clock(lead)).toMatchObject({
      Due_At__c: due,
      Holder_Name__c: 'Ana Ruiz',
      Rep__c: expect.any(String) as unknown
    });
    expect(JSON.parse(String(proof.clock(lead).Segments__c))).toHaveLength(2);
    set(lead, `OwnerId = '${proof.queueId('Nurture')}'`);
    expect(proof.clock(lead)).toMatchObject({ State__c: 'Cancelled', State_Reason__c: 'OwnerLeft' });
    expect(mirrorOf(lead)).toBe('Cancelled');
    set(lead, `OwnerId = '${proof.userId('sam.ortiz')}'`);
    expect(proof.clocks(lead).map((clock) => clock.State__c)).toEqual(['Cancelled', 'Running']);
    expect(mirrorOf(lead)).toBe('Running');
  });

  it('owners who change back and forth in one second leave every move in the ledger', () => {
    const lead = proof.lead('PingPong', 'sam.ortiz');
    const [sam, ana] = [proof.userId('sam.ortiz'), proof.userId('ana.ruiz')];
    proof.apex(
      [ana, sam, ana, sam].map((owner) => `update as system new Lead(Id = '${lead}', OwnerId = '${owner}');`).join('\n')
    );
    expect(proof.ledger(lead)).toEqual(['Started', 'HandedOver', 'HandedOver', 'HandedOver', 'HandedOver']);
    expect(JSON.parse(String(proof.clock(lead).Segments__c))).toHaveLength(5);
    expect(proof.count('SLA_Inbox__c')).toBe(0);
  });

  it('a mass update of two hundred owners hands every clock over', () => {
    proof.apex(`List<Lead> rows = new List<Lead>();
      for (Integer i = 0; i < 200; i++) { rows.add(new Lead(LastName = 'Mass ' + i, Company = 'Mass', OwnerId = '${proof.userId('sam.ortiz')}')); }
      insert as system rows;
      for (Lead row : rows) { row.OwnerId = '${proof.userId('ana.ruiz')}'; }
      update as system rows;`);
    expect(proof.count(`Lead_Timer__c WHERE Lead__r.Company = 'Mass' AND Holder_Name__c = 'Ana Ruiz'`)).toBe(200);
    expect(proof.count(`SLA_Entry__c WHERE Type__c = 'HandedOver' AND Clock__r.Lead__r.Company = 'Mass'`)).toBe(200);
  });
});

describe('What is not saved', () => {
  const rows = (company: string): string => `List<Lead> rows = new List<Lead>();
    for (Integer i = 0; i < 10; i++) {
      rows.add(new Lead(FirstName = i == 3 ? 'Refused' : 'Kept', LastName = 'L' + i, Company = '${company}', Lead_Score__c = 84, OwnerId = '${proof.userId('sam.ortiz')}'));
    }`;

  it("a row that the customer refuses afterwards takes its own clock back and nobody else's", () => {
    proof.apex(`${rows('Partly')} Database.insert(rows, false, AccessLevel.SYSTEM_MODE);`);
    expect(proof.count(`Lead WHERE Company = 'Partly'`)).toBe(9);
    expect(
      proof.rows(
        `SELECT COUNT_DISTINCT(Lead_Id__c) leads, COUNT(Id) clocks FROM Lead_Timer__c WHERE Lead__r.Company = 'Partly'`
      )[0]
    ).toMatchObject({ leads: 9, clocks: 9 });
    expect(proof.count(`SLA_Entry__c WHERE Type__c = 'Started' AND Clock__r.Lead__r.Company = 'Partly'`)).toBe(9);
  });

  it('a save that is rolled back leaves no clock, no entry, and rings no bell', () => {
    const state = (): unknown => [
      proof.count('Lead'),
      proof.count('Lead_Timer__c'),
      proof.count('SLA_Entry__c'),
      proof.org.outbox.length
    ];
    const before = state();
    proof.apex(
      `${rows('Rolled back')} rows.remove(3); Savepoint start = Database.setSavepoint(); insert as system rows; Database.rollback(start);`
    );
    expect(() => proof.apex(`${rows('Refused whole')} insert as system rows;`)).toThrow(
      /The customer refuses this lead/
    );
    expect(state()).toEqual(before);
  });
});

describe('Switches', () => {
  it('with the engine off nothing starts or rises; switched on again, what was due is noticed and what came meanwhile is found', () => {
    const before = proof.lead('Before', 'sam.ortiz');
    proof.call('alex.admin', 'EngineController.stop', { reason: 'Test' });
    const meanwhile = proof.lead('Meanwhile', 'sam.ortiz');
    proof.pass(90);
    expect(proof.ledger(before)).toEqual(['Started']);
    expect(proof.clocks(meanwhile)).toEqual([]);
    proof.call('alex.admin', 'EngineController.start');
    proof.pass(61);
    expect(levels(before)).toEqual(['Started', 'Yellow', 'Orange', 'Red']);
  });

  it('a copy of the org is off until somebody starts it there', () => {
    const lead = proof.lead('Copied', 'sam.ortiz');
    proof.apex(
      `SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Org_Id__c = '00D000000000001AAA'; upsert as system row;`
    );
    const inCopy = proof.lead('InCopy', 'sam.ortiz');
    proof.pass(90);
    expect(proof.ledger(lead)).toEqual(['Started']);
    expect(proof.clocks(inCopy)).toEqual([]);
    expect(proof.call('alex.admin', 'EngineController.health')).toMatchObject({ state: 'NotStarted' });
    proof.call('alex.admin', 'EngineController.start');
    proof.pass(10);
    expect(levels(lead)).toEqual(['Started', 'Yellow', 'Orange', 'Red']);
  });
});

/** The ledger without what the steps of the levels did. */
function levels(leadId: string): string[] {
  const shown = new Set(['Started', 'Yellow', 'Orange', 'Red']);
  return proof.ledger(leadId).filter((type) => shown.has(type));
}

describe('Signals from outside', () => {
  it('an inbound event has the engine look at its lead as of its instant, once', () => {
    proof.apex(`SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Bypass__c = true; upsert as system row;`);
    const lead = proof.lead('Inbound', 'sam.ortiz');
    proof.apex(`SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Bypass__c = false; upsert as system row;`);
    expect(proof.clocks(lead)).toEqual([]);
    const event = `EventBus.publish(new SLA_Inbound__e(Kind__c = 'LeadChanged', Lead_Id__c = '${lead}', Key__c = 'k1', At__c = System.now()));`;
    proof.apex(event + event);
    expect(proof.ledger(lead)).toEqual(['Started']);
    expect(proof.rows(`SELECT Source__c FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}'`)[0]?.Source__c).toBe('Api');
  });

  it('an event that is not understood waits in the inbox for a person, with what was wrong', () => {
    proof.apex(`EventBus.publish(new List<SLA_Inbound__e>{
      new SLA_Inbound__e(Kind__c = 'Wave', Lead_Id__c = '00Q000000000001AAA', Key__c = 'k2'),
      new SLA_Inbound__e(Kind__c = 'LeadChanged', Lead_Id__c = 'not an id', Key__c = 'k3') });`);
    const rows = proof.rows(`SELECT Kind__c, Error__c, Next_Try_Minute__c FROM SLA_Inbox__c ORDER BY Name`);
    expect(rows.map((row) => [row.Kind__c, row.Next_Try_Minute__c])).toEqual([
      ['Wave', null],
      ['LeadChanged', null]
    ]);
    expect(String(rows[0]?.Error__c)).toMatch(/Wave/);
    expect(String(rows[1]?.Error__c)).toMatch(/not an id/);
  });
});

function convert(leadId: string): string {
  return `Database.LeadConvert request = new Database.LeadConvert();
    request.setLeadId('${leadId}');
    request.setConvertedStatus('Closed - Converted');
    request.setDoNotCreateOpportunity(true);
    System.assert(Database.convertLead(request, AccessLevel.SYSTEM_MODE).isSuccess());`;
}
