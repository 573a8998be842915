import { beforeAll, describe, expect, it } from 'vitest';
import { Proof } from './kit.ts';
import type { Answer, Json } from './kit.ts';

let proof: Proof;
beforeAll(() => {
  proof = new Proof();
});

/** Everything about the lead that a half-done verb would have changed. */
function stateOf(leadId: string): unknown {
  const lead = proof.rows(
    `SELECT OwnerId, SLA_State__c, SLA_Level__c, SLA_Next_Due__c, LastModifiedDate FROM Lead WHERE Id = '${leadId}'`
  );
  return {
    lead,
    clocks: proof.clocks(leadId),
    ledger: proof.ledger(leadId),
    inbox: proof.count('SLA_Inbox__c'),
    bell: proof.bell(leadId).length
  };
}

/** Refused with that code and a sentence, and nothing written. */
function expectRefused(leadId: string, ask: () => Answer, code: string, words: RegExp): void {
  const before = stateOf(leadId);
  const answer = ask();
  expect(answer).toMatchObject({ ok: false, code });
  expect(answer.message).toMatch(words);
  expect(stateOf(leadId)).toEqual(before);
}

describe('What cannot be done is refused where it was asked, and nothing is half-written', () => {
  it('a user without the permission', () => {
    const lead = proof.lead('NoRight', 'sam.ortiz');
    expectRefused(lead, () => proof.verb('ben.adler', 'accept', lead), 'ErrNoPermission', /permission/i);
  });

  it('somebody who does not hold the lead', () => {
    const lead = proof.lead('NotMine', 'sam.ortiz');
    expectRefused(lead, () => proof.verb('ana.ruiz', 'accept', lead), 'ErrNotOwner', /Sam Ortiz/);
  });

  it('a reject without a reason, with an unknown one, with one of another form', () => {
    const lead = proof.lead('Reasons', 'sam.ortiz', 60);
    expectRefused(lead, () => proof.verb('sam.ortiz', 'reject', lead), 'ErrReasonMissing', /reason/i);
    expectRefused(lead, () => proof.verb('sam.ortiz', 'reject', lead, 'NO_SUCH'), 'ErrReasonUnknown', /NO_SUCH/);
    expectRefused(lead, () => proof.verb('sam.ortiz', 'reject', lead, 'TIMING'), 'ErrReasonStage', /Timing/);
  });

  it('a reject without the note that its reason needs, or with too short a one', () => {
    const lead = proof.lead('Notes', 'sam.ortiz', 60);
    expectRefused(lead, () => proof.verb('sam.ortiz', 'reject', lead, 'OTHER'), 'ErrNoteMissing', /note/i);
    expectRefused(lead, () => proof.verb('sam.ortiz', 'reject', lead, 'OTHER', 'too short'), 'ErrNoteShort', /11/);
  });

  it('a veto without its justification', () => {
    const lead = proof.lead('Veto', 'sam.ortiz', 91);
    expectRefused(lead, () => proof.verb('sam.ortiz', 'reject', lead, 'NOT_ICP', 'short'), 'ErrVetoText', /91.*20/);
  });

  it('a second decision from another session', () => {
    const lead = proof.lead('Second', 'sam.ortiz');
    expect(proof.verb('sam.ortiz', 'accept', lead).ok).toBe(true);
    expectRefused(
      lead,
      () => proof.verb('jo.marsh', 'reject', lead, 'NOT_ICP', 'A long enough justification.'),
      'ErrStale',
      /Sam Ortiz/
    );
    const before = stateOf(lead);
    expect(proof.verb('sam.ortiz', 'accept', lead)).toMatchObject({ ok: true, code: 'ErrAlreadyAccepted' });
    expect(stateOf(lead)).toEqual(before);
  });

  it('a lead that was converted meanwhile', () => {
    const lead = proof.lead('Gone', 'sam.ortiz');
    convert(lead);
    expectRefused(lead, () => proof.verb('sam.ortiz', 'accept', lead), 'ErrConverted', /converted/i);
  });

  it('a lead that was deleted meanwhile', () => {
    const lead = proof.lead('Deleted', 'sam.ortiz');
    proof.apex(`delete as system new Lead(Id = '${lead}');`);
    expectRefused(lead, () => proof.verb('sam.ortiz', 'accept', lead), 'ErrNoLead', /./);
  });

  it('the kill switch', () => {
    const lead = proof.lead('Killed', 'sam.ortiz');
    proof.call('alex.admin', 'EngineController.stop', { reason: 'Maintenance' });
    expectRefused(lead, () => proof.verb('sam.ortiz', 'accept', lead), 'ErrKill', /./);
    proof.call('alex.admin', 'EngineController.start');
    expect(proof.verb('sam.ortiz', 'accept', lead).ok).toBe(true);
  });

  it('stopping or starting the engine without the permission, and stopping it without a reason', () => {
    expect(() => proof.call('sam.ortiz', 'EngineController.start')).toThrow(/access to the Apex class/);
    expect(() => proof.call('alex.admin', 'EngineController.stop', { reason: ' ' })).toThrow(/why|reason/i);
    expect(proof.rows('SELECT Engine_Off__c FROM SLA_Switch__c')[0]?.Engine_Off__c).toBe(false);
  });

  it('a formula that does not compile is refused where it is saved, its line and place named, and nothing of it is kept', () => {
    const save = `SLA_Policy__c policy = new SLA_Policy__c(Name = 'Broken', Policy_Key__c = 'broken', Version__c = 1, Version_Key__c = 'broken:1', Order__c = 9);
      insert as system policy;
      insert as system new SLA_Target__c(Policy__c = policy.Id, Name = 'Broken line', Target_Key__c = 'broken:1:Acceptance:Any:1', Stage__c = 'Acceptance',
        Role__c = 'Any', Order__c = 1, Promise_Minutes__c = 60, Unit__c = 'CalendarMinutes', Applies_When__c = 'Lead_Score__c >');`;
    expect(() => proof.apex(save)).toThrow(/Line Broken line: .*Position 15/);
    expect(proof.count(`SLA_Policy__c WHERE Version_Key__c = 'broken:1'`)).toBe(0);
  });
});

describe('Undo', () => {
  it('takes back a decision, and the same lead may be decided again within the same second', () => {
    const lead = proof.lead('Again', 'sam.ortiz', 60);
    for (const verb of ['accept', 'undo', 'accept', 'undo', 'reject', 'undo', 'accept'] as const) {
      const answer = proof.verb('sam.ortiz', verb, lead, 'NOT_ICP');
      expect(answer, `${verb}: ${answer.message}`).toMatchObject({ ok: true });
    }
    expect(proof.ledger(lead)).toEqual([
      'Started',
      'Accepted',
      'Undone',
      'Accepted',
      'Undone',
      'Rejected',
      'Undone',
      'Accepted'
    ]);
    expect(proof.clock(lead)).toMatchObject({ State__c: 'Met', Outcome__c: 'Accepted' });
  });

  it('ends at its instant: at that very minute the rejected lead is in the marketing queue, once', () => {
    proof.pass(2);
    const lead = proof.lead('Returned', 'sam.ortiz', 60);
    proof.pass(1);
    proof.verb('sam.ortiz', 'reject', lead, 'NOT_ICP');
    const until = Date.parse(String(proof.clock(lead).Effect_At__c));
    expect(until).toBe(proof.org.clock.now() + 5 * 60_000);
    proof.org.async.advanceTo(until - 1000);
    expect(ownerOf(lead)).toBe(proof.userId('sam.ortiz'));
    proof.org.async.advanceTo(until);
    expect(ownerOf(lead)).toBe(proof.queueId('Recycle'));
    proof.pass(60);
    expect(proof.ledger(lead)).toEqual(['Started', 'Rejected', 'Returned']);
    expect(proof.verb('sam.ortiz', 'undo', lead)).toMatchObject({ ok: false });
  });

  it('that was used leaves the lead where it is', () => {
    const lead = proof.lead('Stays', 'sam.ortiz', 60);
    proof.verb('sam.ortiz', 'reject', lead, 'NOT_ICP');
    proof.pass(4);
    expect(proof.verb('sam.ortiz', 'undo', lead).ok).toBe(true);
    proof.pass(20);
    expect(ownerOf(lead)).toBe(proof.userId('sam.ortiz'));
    expect(proof.ledger(lead)).toEqual(['Started', 'Rejected', 'Undone']);
  });
});

describe('Queues', () => {
  it('a member accepts: directly, through a nested group, through a role and through a role above', () => {
    proof.apex(`List<Group> groups = new List<Group>{ new Group(Name = 'Inner', DeveloperName = 'Inner', Type = 'Regular'),
        new Group(Name = 'Outer', DeveloperName = 'Outer', Type = 'Regular') };
      insert as system groups;
      Id queueId = '${proof.queueId('Inbound_Unrouted')}';
      Id roleGroup = [SELECT Id FROM Group WHERE Type = 'Role' AND DeveloperName = 'SDR_EMEA' WITH SYSTEM_MODE].Id;
      Id wide = [SELECT Id FROM Group WHERE Type = 'RoleAndSubordinates' AND DeveloperName = 'Sales_Manager_NA' WITH SYSTEM_MODE].Id;
      insert as system new List<GroupMember>{
        new GroupMember(GroupId = groups[0].Id, UserOrGroupId = '${proof.userId('bruna.lima')}'),
        new GroupMember(GroupId = groups[1].Id, UserOrGroupId = groups[0].Id),
        new GroupMember(GroupId = queueId, UserOrGroupId = groups[1].Id),
        new GroupMember(GroupId = queueId, UserOrGroupId = roleGroup),
        new GroupMember(GroupId = queueId, UserOrGroupId = wide) };`);
    proof.apex(
      `insert as system new Rep_Pool__c(Name = 'Unrouted', Pool_Key__c = 'unrouted', Queue__c = 'Inbound_Unrouted', Role__c = 'SDR', Active__c = true);`
    );
    for (const handle of ['bruna.lima', 'lena.vogt', 'sam.ortiz']) {
      const lead = proof.lead(`Queue ${handle}`, '#Inbound_Unrouted', 60);
      expect(proof.verb(handle, 'accept', lead), handle).toMatchObject({ ok: true, code: 'DoneAccepted' });
      expect(ownerOf(lead)).toBe(proof.userId(handle));
    }
    const lead = proof.lead('Queue nobody', '#Inbound_Unrouted', 60);
    expectRefused(lead, () => proof.verb('dana.cole', 'accept', lead), 'ErrNotOwner', /Inbound/);
  });

  it('tells every member of the queue once, however they belong to it', () => {
    const lead = proof.lead('Told', '#Inbound_Unrouted', 60);
    const told = proof.bell(lead).flatMap((message) => message.to);
    expect(new Set(told).size).toBe(told.length);
    for (const handle of ['bruna.lima', 'lena.vogt', 'oliver.reed', 'sam.ortiz', 'jo.marsh', 'priya.shah'])
      expect(told, handle).toContain(proof.userId(handle));
    expect(told).not.toContain(proof.userId('dana.cole'));
    expect(told).not.toContain(proof.userId('ida.old'));
  });
});

function ownerOf(leadId: string): unknown {
  return (proof.rows(`SELECT OwnerId FROM Lead WHERE Id = '${leadId}'`)[0] as Json).OwnerId;
}

function convert(leadId: string): void {
  proof.apex(`Database.LeadConvert request = new Database.LeadConvert();
    request.setLeadId('${leadId}');
    request.setConvertedStatus('Closed - Converted');
    request.setDoNotCreateOpportunity(true);
    System.assert(Database.convertLead(request, AccessLevel.SYSTEM_MODE).isSuccess());`);
}
