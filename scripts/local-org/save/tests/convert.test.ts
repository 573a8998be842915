import { describe, expect, it } from 'vitest';
import type { ConvertRequest } from '../../contracts/save.ts';
import { ApexDate, ApexException } from '../../values/index.ts';
import { PARTIAL, SYSTEM, testOrg } from './org.ts';
import type { TestOrg } from './org.ts';

const lead = (t: TestOrg, values: Readonly<Record<string, unknown>> = {}): string => {
  const record = t.record('Lead', {
    LastName: 'Doe',
    FirstName: 'Jo',
    Company: 'Acme',
    Email: 'jo@acme.example',
    LeadSource: 'Web',
    ...values
  });
  t.save.run(t.begin(), 'insert', [record], SYSTEM);
  return record.id as string;
};
const request = (leadId: string, more: Partial<ConvertRequest> = {}): ConvertRequest => ({
  leadId,
  doNotCreateOpportunity: false,
  overwriteLeadSource: false,
  sendNotificationEmail: false,
  convertedStatus: 'Closed - Converted',
  ...more
});

describe('Lead conversion', () => {
  it('makes account, contact and opportunity and marks the lead', () => {
    const t = testOrg();
    const id = lead(t);
    const tx = t.begin();
    const [result] = t.save.convert(tx, [request(id)], SYSTEM);
    expect(result).toMatchObject({ success: true, leadId: id });
    const of = (name: string, record: string | null | undefined, field: string) => t.value(name, record ?? null, field);
    expect(of('Account', result?.accountId, 'Name')).toBe('Acme');
    expect([of('Contact', result?.contactId, 'Name'), of('Contact', result?.contactId, 'AccountId')]).toEqual([
      'Jo Doe',
      result?.accountId
    ]);
    expect([
      of('Opportunity', result?.opportunityId, 'Name'),
      of('Opportunity', result?.opportunityId, 'CloseDate')
    ]).toEqual(['Acme-', ApexDate.of(2026, 3, 31)]);
    const fields = [
      'Status',
      'IsConverted',
      'ConvertedAccountId',
      'ConvertedContactId',
      'ConvertedOpportunityId',
      'ConvertedDate'
    ];
    expect(fields.map((field) => of('Lead', id, field))).toEqual([
      'Closed - Converted',
      true,
      result?.accountId,
      result?.contactId,
      result?.opportunityId,
      ApexDate.of(2026, 3, 2)
    ]);
    expect([tx.limits.used('dmlStatements'), tx.limits.used('dmlRows')]).toEqual([1, 1]);
  });

  it("runs the lead's triggers with old and new values, and moves activities to the contact", () => {
    const t = testOrg();
    const id = lead(t);
    const task = t.record('Task', { Subject: 'Call', WhoId: id });
    t.save.run(t.begin(), 'insert', [task], SYSTEM);
    const seen: unknown[] = [];
    t.trigger(
      'LeadTrigger',
      'Lead',
      ['after update'],
      ({ newRecords, oldRecords }) =>
        void seen.push(
          oldRecords?.[0]?.getByName('IsConverted'),
          newRecords?.[0]?.getByName('IsConverted'),
          newRecords?.[0]?.getByName('ConvertedContactId')
        )
    );
    const [result] = t.save.convert(t.begin(), [request(id, { doNotCreateOpportunity: true })], SYSTEM);
    expect(seen).toEqual([false, true, result?.contactId]);
    expect(result?.opportunityId).toBeNull();
    expect(t.value('Task', task.id, 'WhoId')).toBe(result?.contactId);
  });

  it('takes an existing account and contact, and overwrites the lead source if asked', () => {
    const t = testOrg();
    const account = t.record('Account', { Name: 'There' });
    t.save.run(t.begin(), 'insert', [account], SYSTEM);
    const contact = t.record('Contact', { LastName: 'Already', AccountId: account.id });
    t.save.run(t.begin(), 'insert', [contact], SYSTEM);
    const [result] = t.save.convert(
      t.begin(),
      [request(lead(t), { accountId: account.id, contactId: contact.id, overwriteLeadSource: true })],
      SYSTEM
    );
    expect([result?.accountId, result?.contactId]).toEqual([account.id, contact.id]);
    expect(t.value('Contact', contact.id, 'LeadSource')).toBe('Web');
    expect(t.org.store.count(account.info)).toBe(1);
  });

  it('refuses a status that does not convert, a lead converted before, and spares the others', () => {
    const t = testOrg();
    const [good, done, open] = [lead(t), lead(t), lead(t)];
    t.save.convert(t.begin(), [request(done)], SYSTEM);
    const results = t.save.convert(
      t.begin(),
      [request(good), request(done), request(open, { convertedStatus: 'Open - Not Contacted' })],
      PARTIAL
    );
    expect(results.map((each) => each.errors[0]?.status ?? 'ok')).toEqual([
      'ok',
      'CANNOT_UPDATE_CONVERTED_LEAD',
      'INVALID_STATUS'
    ]);
    expect(() => t.save.convert(t.begin(), [request(done)], SYSTEM)).toThrow(
      /^ConvertLead failed\. First exception on row 0 with id \w+; first error: CANNOT_UPDATE_CONVERTED_LEAD, cannot reference converted lead: \[\]$/
    );
    expect(
      t.save.run(t.begin(), 'update', [t.record('Lead', { Id: done, Title: 'x' })], PARTIAL)[0]?.errors[0]?.status
    ).toBe('CANNOT_UPDATE_CONVERTED_LEAD');
  });

  it('needs a user as owner, and edit access to the lead where sharing counts', () => {
    const t = testOrg();
    const group = t.org.schema.object('Group');
    const name = group?.field('DeveloperName')?.slot ?? 0;
    const queue = [...t.org.store.scan(group as never, { kind: 'all' })].find((row) => row[name] === 'Line')?.[0];
    const sobject = t.record('QueueSobject', { QueueId: queue, SobjectType: 'Lead' });
    t.save.run(t.begin(), 'insert', [sobject], SYSTEM);
    const queued = lead(t, { OwnerId: queue });
    const [refused, given] = [request(queued), request(queued, { ownerId: t.adminId })].map(
      (each) => t.save.convert(t.begin(), [each], PARTIAL)[0]
    );
    expect(refused?.errors[0]?.message).toMatch(/^Converted objects can only be owned by users/);
    expect(t.value('Contact', given?.contactId ?? null, 'OwnerId')).toBe(t.adminId);
    const stranger = t.user('s@example.com', 'Standard User');
    const info = t.record('Lead', {}).info;
    const access = { mode: 'system', sharing: 'with' } as const;
    const result = t.save.convert(t.begin(stranger), [request(lead(t))], { ...PARTIAL, access })[0];
    expect(result?.success).toBe(info.sharing === 'ReadWrite');
  });

  it('takes back what it made for a lead whose trigger refuses', () => {
    const t = testOrg();
    const [bad, good] = [lead(t, { LastName: 'Bad' }), lead(t)];
    t.trigger('LeadTrigger', 'Lead', ['before update'], ({ newRecords }) =>
      newRecords?.find((each) => each.getByName('LastName') === 'Bad')?.addError('no')
    );
    const results = t.save.convert(t.begin(), [request(bad), request(good)], PARTIAL);
    expect(results.map((each) => each.success)).toEqual([false, true]);
    expect(t.org.store.count(t.record('Account', {}).info)).toBe(1);
    expect(t.value('Lead', good, 'IsConverted')).toBe(true);
  });
});

describe('A merge', () => {
  it('deletes the losers, moves their children before the after-delete trigger, and saves the winner', () => {
    const t = testOrg();
    const [winner, loser] = [lead(t, { LastName: 'W' }), lead(t, { LastName: 'L' })];
    const task = t.record('Task', { Subject: 'Call', WhoId: loser });
    t.save.run(t.begin(), 'insert', [task], SYSTEM);
    const seen: unknown[] = [];
    t.trigger('LeadTrigger', 'Lead', ['after delete', 'after update'], (context) => {
      if (context.operation === 'delete')
        seen.push(context.oldRecords?.[0]?.getByName('MasterRecordId'), t.value('Task', task.id, 'WhoId'));
      else seen.push('update');
    });
    const results = t.save.merge(t.begin(), t.record('Lead', { Id: winner, Title: 'merged' }), [loser], SYSTEM);
    expect(results).toEqual([{ success: true, id: winner, errors: [] }]);
    expect(seen).toEqual([winner, winner, 'update']);
    expect([t.value('Lead', winner, 'Title'), t.value('Lead', loser, 'LastName')]).toEqual(['merged', undefined]);
  });

  it('is refused for objects that do not merge, and leaves everything when a trigger refuses', () => {
    const t = testOrg();
    expect(() =>
      t.save.merge(t.begin(), t.record('Widget__c', { Id: 'a02000000000001AAA' }), ['a02000000000002AAA'], SYSTEM)
    ).toThrow(ApexException);
    const [winner, loser] = [lead(t), lead(t)];
    t.trigger('LeadTrigger', 'Lead', ['before update'], ({ newRecords }) => newRecords?.[0]?.addError('no'));
    expect(t.save.merge(t.begin(), t.record('Lead', { Id: winner }), [loser], PARTIAL)[0]?.success).toBe(false);
    expect(t.value('Lead', loser, 'LastName')).toBe('Doe');
  });
});
