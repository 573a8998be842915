import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Proof, ROOT } from './kit.ts';
import type { Json } from './kit.ts';

const ENGINE_ONLY = ['Lead_Timer__c', 'SLA_Entry__c', 'SLA_Inbox__c'] as const;
const PEOPLE = [
  'sam.ortiz',
  'ana.ruiz',
  'bruna.lima',
  'dana.cole',
  'jo.marsh',
  'tom.weiss',
  'priya.shah',
  'zoe.park',
  'carla.reyes',
  'integration.user'
] as const;
/** Leads are private here: a lead is seen by its owner, by those above, and by those it is shared with. */
let proof: Proof;
let lead: string;
beforeAll(() => {
  proof = new Proof({ also: ['scripts/org/tests/private'] });
  lead = proof.lead('Private', 'sam.ortiz');
});

interface Panel {
  readonly kind: string;
  readonly clock: Json | null;
}
const panel = (handle: string): Panel => proof.call(handle, 'LeadPanelController.getPanel', { leadId: lead }) as Panel;
const seen = (handle: string, object: string): number =>
  proof.rows(`SELECT Id FROM ${object} WHERE Lead_Id__c = '${lead}'`, handle).length;

describe('Who sees a clock', () => {
  it('its holder, those above and those who may view all see it; the ledger is for those who may view all', () => {
    for (const handle of ['sam.ortiz', 'jo.marsh', 'ivo.hart', 'tom.weiss', 'zoe.park']) {
      expect(seen(handle, 'Lead_Timer__c'), handle).toBe(1);
    }
    expect([seen('tom.weiss', 'SLA_Entry__c'), seen('zoe.park', 'SLA_Entry__c')]).toEqual([1, 1]);
    expect([seen('sam.ortiz', 'SLA_Entry__c'), seen('helen.brandt', 'Lead_Timer__c')]).toEqual([0, 0]);
    for (const handle of ['sam.ortiz', 'jo.marsh']) expect(panel(handle).clock, handle).not.toBeNull();
  });

  it('another rep sees neither lead nor clock nor ledger, and the panel says that there is no such lead', () => {
    expect(proof.rows(`SELECT Id FROM Lead WHERE Id = '${lead}'`, 'ana.ruiz')).toEqual([]);
    expect([seen('ana.ruiz', 'Lead_Timer__c'), seen('ana.ruiz', 'SLA_Entry__c')]).toEqual([0, 0]);
    expect(() => panel('ana.ruiz')).toThrow(/lead/i);
    expect(proof.verb('ana.ruiz', 'accept', lead)).toMatchObject({ ok: false, code: 'ErrNoLead' });
  });

  it('a rep with whom the lead is shared sees the clock in its panel and nowhere else, and may not decide', () => {
    proof.apex(
      `insert as system new LeadShare(LeadId = '${lead}', UserOrGroupId = '${proof.userId('ana.ruiz')}', LeadAccessLevel = 'Read');`
    );
    expect(panel('ana.ruiz').clock).toMatchObject({ state: expect.any(String) as unknown });
    expect([seen('ana.ruiz', 'Lead_Timer__c'), seen('ana.ruiz', 'SLA_Entry__c')]).toEqual([0, 0]);
    expect(proof.verb('ana.ruiz', 'accept', lead)).toMatchObject({ ok: false, code: 'ErrNotOwner' });
  });

  it('the board is closed to a rep, and shows a manager the own team only', () => {
    const board = (handle: string): number => {
      const none = { level: null, team: null, region: null, segment: null, holderId: null };
      const { tiles } = proof.call(handle, 'BoardController.getBoard', none) as {
        readonly tiles: readonly { readonly count: number }[];
      };
      return tiles.reduce((sum, tile) => sum + tile.count, 0);
    };
    expect(() => board('sam.ortiz')).toThrow(/board|permission/i);
    expect([board('jo.marsh'), board('helen.brandt')]).toEqual([1, 0]);
  });
});

describe('Nobody edits clocks, ledger or inbox', () => {
  it('no permission set gives create, edit, delete or modify all on them', () => {
    const folder = resolve(ROOT, 'force-app/main/setup/permissionsets');
    const given: string[] = [];
    for (const file of readdirSync(folder)) {
      for (const [block] of readFileSync(resolve(folder, file), 'utf8').matchAll(
        /<objectPermissions>[\s\S]*?<\/objectPermissions>/g
      )) {
        const object = /<object>(.*?)<\/object>/.exec(block)?.[1] ?? '';
        if (
          (ENGINE_ONLY as readonly string[]).includes(object) &&
          /<(?:allowCreate|allowEdit|allowDelete|modifyAllRecords)>true</.test(block)
        )
          given.push(`${file}: ${object}`);
      }
    }
    expect(given).toEqual([]);
  });

  it('no person of the org can create, edit or delete one, whoever they are', () => {
    for (const name of ENGINE_ONLY) {
      const object = proof.org.schema.object(name);
      if (!object) throw new Error(name);
      for (const handle of PEOPLE) {
        expect(proof.org.access.object(proof.user(handle), object), `${handle}, ${name}`).toMatchObject({
          create: false,
          edit: false,
          delete: false,
          modifyAll: false
        });
      }
    }
  });

  it('Apex in user mode is refused, for the holder too', () => {
    const clock = proof.clock(lead);
    const [entry] = proof.rows(`SELECT Id FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}' LIMIT 1`);
    const before = [proof.clocks(lead), proof.ledger(lead)];
    for (const statement of [
      `update as user new Lead_Timer__c(Id = '${clock.Id as string}', Level__c = 'Green');`,
      `delete as user new Lead_Timer__c(Id = '${clock.Id as string}');`,
      `insert as user new Lead_Timer__c(Lead_Id__c = '${lead}', Stage__c = 'Acceptance');`,
      `update as user new SLA_Entry__c(Id = '${entry?.Id as string}', Note__c = 'other words');`,
      `delete as user new SLA_Entry__c(Id = '${entry?.Id as string}');`
    ]) {
      expect(() => proof.apex(statement, 'sam.ortiz'), statement).toThrow();
    }
    expect([proof.clocks(lead), proof.ledger(lead)]).toEqual(before);
  });
});
