import { beforeAll, describe, expect, it } from 'vitest';
import { AS_SYSTEM, findUserId, recordToJson } from '../../local-org/api/index.ts';
import { openProject } from '../../local-org/cli/open.ts';
import type { OrgServices } from '../../local-org/contracts/transaction.ts';
import { ROOT } from './kit.ts';

let org: OrgServices;

function clocks(name: string): Record<string, unknown>[] {
  const admin = org.access.user(findUserId(org, 'alex.admin@company.example') as string);
  return org.async.runAs(admin, 'rest', (tx) =>
    org.queries
      .runText(
        tx,
        `SELECT Stage__c, State__c, State_Reason__c, Level__c, Holder_Name__c, Due_At__c, Paused_Until__c, Segments__c
         FROM Lead_Timer__c WHERE Lead__r.Name = '${name}' AND Active_Key__c != NULL ORDER BY Due_At__c`,
        () => null,
        AS_SYSTEM
      )
      .records.map((record) => {
        const row = recordToJson(record, '') as Record<string, unknown>;
        return Object.fromEntries(Object.entries(row).map(([field, value]) => [field.replace(/^baton__/, ''), value]));
      })
  );
}

const acceptance = (name: string): Record<string, unknown> | undefined =>
  clocks(name).find((clock) => clock.Stage__c === 'Acceptance');

describe('The leads of today that escalation makes', () => {
  beforeAll(async () => {
    ({ org } = await openProject(ROOT, { strict: true, coverage: false, seed: true, seedOptions: { days: '1' } }));
  }, 240_000);

  it('1: Ada Byron stayed with Marco, since nobody was free at 09:25, and is late', () => {
    expect(acceptance('Ada Byron')).toMatchObject({ Holder_Name__c: 'Marco Silva', Level__c: 'Red' });
  });

  it('4: Emil Post is escalated and stayed with Lena: nobody was free', () => {
    expect(acceptance('Emil Post')).toMatchObject({ Holder_Name__c: 'Lena Vogt', Level__c: 'Orange' });
  });

  it('6: Noor Aziz moved from Marco to Ana at 10:27 by itself, due stays 11:12', () => {
    const clock = acceptance('Noor Aziz');
    expect(clock).toMatchObject({ Holder_Name__c: 'Ana Ruiz', Level__c: 'Orange' });
    expect(Date.parse(String(clock?.Due_At__c))).toBe(Date.parse('2026-12-01T11:12:00-05:00'));
    expect((JSON.parse(String(clock?.Segments__c)) as { name: string }[]).map(({ name }) => name)).toEqual([
      'Marco Silva',
      'Ana Ruiz'
    ]);
  });

  it('17: Mio Ueda waits for Yuki, who is away, and moves on 2 December', () => {
    const paused = clocks('Mio Ueda').find((clock) => clock.Stage__c === 'FirstContact');
    expect(paused).toMatchObject({ State__c: 'Paused', State_Reason__c: 'OWNER_AWAY', Holder_Name__c: 'Yuki Mori' });
    expect(String(paused?.Paused_Until__c)).toContain('2026-12-02');
  });

  it('31: Gil Amor waits for Dana; nothing has been escalated yet', () => {
    expect(acceptance('Gil Amor')).toMatchObject({ Holder_Name__c: 'Dana Cole', Level__c: 'Green' });
  });
});
