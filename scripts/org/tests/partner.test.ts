import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../local-org/contracts/diagnostics.ts';
import { createOrg } from '../../local-org/org/index.ts';
import { Proof, ROOT } from './kit.ts';

const PARTNER = 'scripts/org/tests/partner/force-app';
let proof: Proof;
beforeAll(() => {
  proof = new Proof({ also: [PARTNER] });
});

/** Runs the partner's flow as that person; the code that the action gave. */
function flow(as: string, action: string, leadId: string, more: Record<string, unknown> = {}): unknown {
  const input = new Map<string, unknown>(Object.entries({ action, leadId, ...more }));
  const output = proof.org.async.runAs(proof.user(as), 'sync', (tx) =>
    proof.org.flows.launch(tx, 'Desk_Actions', input)
  );
  proof.drain();
  return output.get('code');
}

const says = (source: string, as: string): string => String(proof.says(source, as).at(-1));
const tickets = (leadId: string): unknown[] =>
  proof.rows(`SELECT Subject FROM Task WHERE WhoId = '${leadId}' AND Subject LIKE 'Desk%'`).map((row) => row.Subject);

describe('A package with a namespace of its own', () => {
  it('carries out every action from its flow, with the rights of who runs it', () => {
    const lead = proof.lead('Desk flow', 'sam.ortiz', 60);
    expect(flow('ana.ruiz', 'accept', lead)).toBe('ErrNotOwner');
    expect(flow('sam.ortiz', 'accept', lead)).toBe('DoneAccepted');
    expect(flow('sam.ortiz', 'undo', lead)).toBe('DoneUndone');
    // What an attempt, an outcome and a dispute do depends on the lines of the agreement; each is answered.
    const answered = /^(Done|Err)[A-Z]/;
    expect(flow('sam.ortiz', 'touch', lead, { channel: 'Call', note: 'Rang twice' })).toMatch(answered);
    expect(flow('jo.marsh', 'nudge', lead)).toMatch(/^Done/);
    expect(flow('jo.marsh', 'handover', lead, { toId: proof.userId('ana.ruiz'), note: 'Sam is away' })).toMatch(
      /^Done/
    );
    expect(flow('ana.ruiz', 'accept', lead)).toBe('DoneAccepted');
    expect(flow('ana.ruiz', 'outcome', lead, { reasonCode: 'NO_BUDGET', note: 'Next year' })).toMatch(answered);
    const late = proof.lead('Desk late', 'sam.ortiz', 84);
    proof.pass(61);
    expect(flow('sam.ortiz', 'dispute', late, { cause: 'Data', note: 'The number was wrong all along.' })).toMatch(
      answered
    );
    expect(flow('jo.marsh', 'decide', late, { accepted: false, note: 'It was not.' })).toMatch(answered);
    expect(flow('jo.marsh', 'excuse', late, { cause: 'Data', note: 'The number was wrong all along.' })).toMatch(
      answered
    );
    const waits = proof.lead('Desk pause', 'sam.ortiz', 60);
    const until = new Date(proof.org.clock.now() + 2 * 3_600_000).toISOString();
    expect(flow('ana.ruiz', 'pause', waits, { reasonCode: 'CUSTOMER_ASKED', until })).toBe('ErrNotOwner');
    expect(flow('sam.ortiz', 'resume', waits)).toBe('ErrResumeNone');
    expect(flow('sam.ortiz', 'pause', waits, { reasonCode: 'CUSTOMER_ASKED', until })).toBe('DonePaused');
    expect(flow('sam.ortiz', 'resume', waits)).toBe('DoneResumed');
    const other = proof.lead('Desk reject', 'sam.ortiz', 60);
    expect(flow('sam.ortiz', 'reject', other, { reasonCode: 'NOT_ICP', note: 'Sells to nobody we know.' })).toBe(
      'DoneRejected'
    );
  });

  it('calls the Callable by name and the typed actions by reference', () => {
    const [a, b] = [proof.lead('Desk A', 'marco.silva', 60), proof.lead('Desk B', 'marco.silva', 60)];
    expect(
      says(
        `System.debug(acmedesk.DeskBridge.act('accept', new Map<String, Object>{ 'leadId' => '${a}' }));`,
        'marco.silva'
      )
    ).toBe('DoneAccepted');
    expect(says(`System.debug(acmedesk.DeskBridge.acceptAll(new List<Id>{ '${a}', '${b}' }));`, 'marco.silva')).toBe(
      '(ErrAlreadyAccepted, DoneAccepted)'
    );
  });

  it('hears of changes by its trigger and by its flow', () => {
    const late = proof.lead('Desk hears', 'marco.silva', 84);
    proof.pass(61);
    expect(tickets(late)).toContain('Desk: late Acceptance');
    const rejected = proof.lead('Desk hears reject', 'marco.silva', 60);
    proof.verb('marco.silva', 'reject', rejected, 'NOT_ICP', 'Sells to nobody that we know of.');
    expect(tickets(rejected)).toEqual(['Desk: rejected']);
  });

  it('publishes the inbound event from Apex and from a flow', () => {
    const bypass = (on: boolean): void =>
      void proof.apex(
        `SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Bypass__c = ${on}; upsert as system row;`
      );
    bypass(true);
    const [a, b] = [proof.lead('Loaded A', 'sam.ortiz', 60), proof.lead('Loaded B', 'sam.ortiz', 60)];
    bypass(false);
    expect([proof.clocks(a), proof.clocks(b)]).toEqual([[], []]);
    proof.apex(`acmedesk.DeskBridge.lookAgain(new List<Id>{ '${a}' });`, 'integration.user');
    proof.org.async.runAs(proof.user('integration.user'), 'sync', (tx) =>
      proof.org.flows.launch(tx, 'Desk_Look_Again', new Map([['leadId', b]]))
    );
    proof.drain();
    expect([a, b].map((lead) => proof.ledger(lead).includes('Started'))).toEqual([true, true]);
  });

  it('sees nothing of Baton that is not global', { timeout: 300_000 }, () => {
    const refused = refusals([
      'baton.Kernel.apply(new List<baton.Signal>());',
      'baton.ClockWords words;',
      'new baton.AcceptLeadAction.Request().secret = 1;',
      'List<SLA_Changed__e> events;',
      'Kernel.apply(null);'
    ]);
    expect(refused[0]).toContain('Type is not visible: baton.Kernel');
    expect(refused[0]).toContain('Type is not visible: baton.Signal');
    expect(refused[1]).toEqual(['Type is not visible: baton.ClockWords']);
    expect(refused[2]).toHaveLength(1);
    expect(refused[3]).toEqual(['Invalid type: SLA_Changed__e']);
    expect(refused[4]).toEqual(['Variable does not exist: Kernel']);
  });

  it('uses every action that Baton offers', () => {
    const page = readFileSync(resolve(ROOT, 'docs/data-model.md'), 'utf8');
    const offered = [...page.matchAll(/^- `class (\w+Action)`$/gm)].map(([, name]) => name as string);
    const used = readFileSync(resolve(ROOT, `${PARTNER}/main/flows/Desk_Actions.flow-meta.xml`), 'utf8');
    expect(offered.length).toBeGreaterThan(8);
    expect(offered.filter((name) => !used.includes(`<actionName>baton__${name}<`))).toEqual([]);
  });
});

/** What the compiler says to each of these statements in a class of the partner. */
function refusals(statements: readonly string[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'partner-'));
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  try {
    write('sfdx-project.json', JSON.stringify({ namespace: 'acmedesk', packageDirectories: [{ path: '.' }] }));
    mkdirSync(join(folder, 'classes'));
    write('classes/DeskSpy.cls', `public class DeskSpy { public static void look() {\n${statements.join('\n')}\n} }\n`);
    write(
      'classes/DeskSpy.cls-meta.xml',
      readFileSync(resolve(ROOT, PARTNER, 'main/classes/DeskBridge.cls-meta.xml'), 'utf8')
    );
    createOrg({ projectDir: ROOT, alsoDeploy: ['config/demo/unpackaged', join(folder, 'classes')] });
    return [];
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { diagnostics } = error;
    return statements.map((_, at) => diagnostics.filter(({ line }) => line === at + 2).map(({ message }) => message));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
