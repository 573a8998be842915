import { beforeAll, describe, expect, it } from 'vitest';
import { Proof } from './kit.ts';

interface Progress {
  readonly runId: string | null;
  readonly status: string;
  readonly leadsTotal: number;
  readonly result: {
    readonly leads: number;
    readonly movedCount: number;
    readonly moved: readonly unknown[];
    readonly rows: readonly { readonly name: string; readonly draft: { readonly leads: number } }[];
  } | null;
}

const OBJECTS = ['Lead', 'Lead_Timer__c', 'SLA_Entry__c', 'SLA_Inbox__c', 'SLA_Policy__c', 'SLA_Target__c'];
let proof: Proof;
let draft: string;

const written = (): number[] => [...OBJECTS, 'SLA_Try_Out__c'].map((name) => proof.count(name));
const call = (method: string, parameters: Record<string, unknown>): Progress =>
  proof.call('priya.shah', `TryOutController.${method}`, parameters) as Progress;

/** Leads of a rep, two hundred a save, without anybody noticing. */
function load(count: number): void {
  proof.apex(
    `List<Lead> leads = new List<Lead>();
    for (Integer i = 0; i < ${count}; i++) {
      leads.add(new Lead(LastName = 'Try ' + i, Company = 'Try', OwnerId = '${proof.userId('sam.ortiz')}', Lead_Score__c = Math.mod(i, 100)));
    }
    insert as system leads;`,
    'integration.user'
  );
}

beforeAll(() => {
  proof = new Proof();
  load(2000);
  const [active] = proof.rows(`SELECT Id FROM SLA_Policy__c WHERE Status__c = 'Active'`);
  draft = proof.call('priya.shah', 'AgreementController.newDraft', { agreementId: active?.Id }) as string;
  const [high] = proof.rows(
    `SELECT Id FROM SLA_Target__c WHERE Policy__c = '${draft}' AND Name = 'Acceptance, high intent'`
  );
  proof.apex(`String score = Lead.Lead_Score__c.getDescribe().getName();
    update as system new SLA_Target__c(Id = '${high?.Id}', Applies_When__c = score + ' > 60');`);
}, 300_000);

describe('A try-out', () => {
  it('of two thousand leads answers at once and writes nothing at all', () => {
    const before = written();
    const { status, result } = call('start', { versionId: draft, days: 30 });
    expect(status).toBe('Done');
    expect(result?.leads).toBe(2000);
    // Scores 61 to 80 of every hundred would be high intent.
    expect(result?.movedCount).toBe(400);
    expect(result?.moved).toHaveLength(200);
    expect(written()).toEqual(before);
  });

  it('of as many, for the numbers beside the lines, stays within one transaction', () => {
    const before = written();
    const used = proof.hold(
      `LineMatches.MatchesView counted = AgreementEditorController.getMatches('${draft}');
      System.assertEquals('Now 2000', counted.state + ' ' + counted.leads);
      System.assert(LineFormula.asked() > 0 && LineFormula.asked() <= 4000, 'Formulas: ' + LineFormula.asked());`,
      'priya.shah'
    );
    expect(used('queries')).toBeLessThanOrEqual(12);
    expect(used('queryRows')).toBeLessThanOrEqual(10_000);
    expect(used('dmlStatements')).toBe(0);
    expect(written()).toEqual(before);
  });

  it('of one more runs in the background, with progress, and writes nothing but itself', () => {
    load(1);
    const before = written();
    proof.hold(`TryOut.Progress begun = TryOutController.start('${draft}', 30);`, 'priya.shah');
    const [run] = proof.rows('SELECT Id, Status__c, Leads_Total__c FROM SLA_Try_Out__c');
    expect(run).toMatchObject({ Status__c: 'Running', Leads_Total__c: 2001 });
    proof.drain();
    const { status, result } = call('progress', { runId: run?.Id });
    expect(status).toBe('Done');
    expect(result?.leads).toBe(2001);
    expect(result?.movedCount).toBe(400);
    const after = written();
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
  });
});

interface Matches {
  readonly state: string;
  readonly leads: number | null;
  readonly matches: Readonly<Record<string, number>>;
}

describe('The numbers beside the lines', () => {
  const matches = (method: string): Matches =>
    proof.call('priya.shah', `AgreementEditorController.${method}`, { agreementId: draft }) as Matches;
  const named = (counts: Matches): Record<string, number | undefined> =>
    Object.fromEntries(
      proof
        .rows(`SELECT Id, Name FROM SLA_Target__c WHERE Policy__c = '${draft}'`)
        .map(({ Id, Name }) => [Name, counts.matches[Id as string]])
    );

  it('are not counted by themselves of so many leads, and looking costs little', () => {
    const before = written();
    const used = proof.hold(`AgreementEditorController.getMatches('${draft}');`, 'priya.shah');
    expect(matches('getMatches')).toMatchObject({ state: 'TooMany', leads: null, matches: {} });
    expect(used('queries')).toBeLessThanOrEqual(12);
    expect(used('queryRows')).toBeLessThanOrEqual(10_000);
    expect(written()).toEqual(before);
  });

  it('come from a job, by the values that the clocks kept, and the check warns by the same', () => {
    const before = written();
    proof.hold(`AgreementEditorController.startMatches('${draft}');`, 'priya.shah');
    proof.drain();
    const counts = matches('getMatches');
    expect(counts).toMatchObject({ state: 'Kept', leads: 2001 });
    // Scores 0 to 99, evenly: from 95 on they are hottest, from 61 on high intent; and one more lead of score 0.
    expect(named(counts)).toMatchObject({
      'Acceptance, hottest': 100,
      'Acceptance, high intent': 680,
      'Acceptance, AE': 0
    });
    const sum = Object.values(named(counts)).reduce<number>((all, one) => all + (one ?? 0), 0);
    expect(sum).toBe(2001);
    expect(written().slice(0, -1)).toEqual(before.slice(0, -1));
    const report = proof.call('priya.shah', 'AgreementController.lint', { agreementId: draft }) as {
      leads: number;
      findings: { code: string; what: string }[];
    };
    expect(report.leads).toBe(2001);
    const unmatched = report.findings.filter(({ code }) => code === 'NoLead').map(({ what }) => what);
    expect(unmatched).toContain('Line Acceptance, AE matched no lead in 90 days.');
    expect(unmatched.join()).not.toContain('Acceptance, high intent');
  });
});
