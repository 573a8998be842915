import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runTests } from '../../local-org/testing/index.ts';
import { Proof, ROOT } from './kit.ts';

const PAGE = readFileSync(resolve(ROOT, 'docs/developer.md'), 'utf8');
const FIXTURES = 'scripts/org/tests/subscriber';
const BLOCK = /^```(\w+) ([^\n]+)\n([\s\S]*?)^```$/gm;
const EXAMPLES = new Map([...PAGE.matchAll(BLOCK)].map(([, , name, text]) => [name as string, text as string]));
let proof: Proof;
beforeAll(() => {
  proof = new Proof({ also: [FIXTURES] });
});

/** Runs an example of the page as that person, about that lead. */
function run(name: string, leadId: string, as: string): string[] {
  const text = EXAMPLES.get(name);
  if (text === undefined) throw new Error(`docs/developer.md has no example "${name}"`);
  return proof.says(`Id leadId = '${leadId}';\n${text}`, as);
}

const fixture = (path: string): string => readFileSync(resolve(ROOT, FIXTURES, path), 'utf8');

describe('The examples of docs/developer.md', () => {
  it('accept, undo and reject do what they say', () => {
    const lead = proof.lead('Example', 'sam.ortiz', 60);
    run('accept', lead, 'sam.ortiz');
    run('undo', lead, 'sam.ortiz');
    run('reject', lead, 'sam.ortiz');
    expect(proof.ledger(lead)).toEqual(['Started', 'Accepted', 'Undone', 'Rejected']);
    expect(
      proof.rows(`SELECT Source__c FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}' AND Type__c = 'Rejected'`)[0]
        ?.Source__c
    ).toBe('Api');
  });

  it('touch and dispose record an attempt and log an outcome', () => {
    // The agreement of this proof has no lines beyond Acceptance: it gets those that ask for attempts and an outcome.
    const whole = new Proof({ whole: true });
    const lead = whole.lead('Outcome', 'sam.ortiz', 60);
    whole.verb('sam.ortiz', 'accept', lead);
    whole.says(`Id leadId = '${lead}';\n${EXAMPLES.get('dispose')}`, 'sam.ortiz');
    expect(whole.ledger(lead)).toEqual(expect.arrayContaining(['Evidence', 'Disposed']));
  });

  it('a refusal is an answer with a sentence', () => {
    const lead = proof.lead('Refused', 'ana.ruiz', 60);
    expect(run('accept', lead, 'sam.ortiz').join()).toContain('Only Ana Ruiz');
    expect(proof.ledger(lead)).toEqual(['Started']);
  });

  it('pause and resume leave both in the ledger', () => {
    const lead = proof.lead('Pauses', 'sam.ortiz', 60);
    run('pause', lead, 'sam.ortiz');
    expect(proof.ledger(lead)).toEqual(['Started', 'Paused', 'Resumed']);
    expect(proof.clock(lead).State__c).toBe('Running');
  });

  it('bulk accepts every running lead of the user', () => {
    const leads = ['Bulk A', 'Bulk B'].map((name) => proof.lead(name, 'marco.silva', 60));
    expect(run('bulk', leads[0] as string, 'marco.silva').filter((line) => line.includes('DoneAccepted'))).toHaveLength(
      2
    );
    for (const lead of leads) expect(proof.clock(lead).Outcome__c).toBe('Accepted');
  });

  it('every action does what its example says', () => {
    const whole = new Proof({ whole: true });
    const act = (name: string, lead: string, as: string): unknown =>
      whole.says(`Id leadId = '${lead}';\n${EXAMPLES.get(`action ${name}`)}`, as).at(-1);
    const worked = whole.lead('Worked', 'sam.ortiz', 60);
    whole.verb('sam.ortiz', 'accept', worked);
    expect(['touch', 'outcome', 'undo'].map((name) => act(name, worked, 'sam.ortiz'))).toEqual([
      'DoneTouched',
      'DoneOutcome',
      'DoneUndone'
    ]);
    const waits = whole.lead('Waits', 'sam.ortiz', 60);
    expect([act('pause', waits, 'sam.ortiz'), act('resume', waits, 'sam.ortiz')]).toEqual([
      'DonePaused',
      'DoneResumed'
    ]);
    expect([act('nudge', waits, 'jo.marsh'), act('handover', waits, 'jo.marsh')]).toEqual([
      'DoneNudged',
      'DoneHandedOver'
    ]);
    expect(act('reject', whole.lead('Rejected', 'sam.ortiz', 60), 'sam.ortiz')).toBe('DoneRejected');
  });

  it('a breach is disputed, decided and excused by actions', () => {
    const late = proof.lead('Late for actions', 'sam.ortiz', 84);
    // The backup got it when it was escalated, and did nothing.
    proof.pass(61);
    const acted = [
      ['dispute', 'ana.ruiz'],
      ['decide', 'jo.marsh'],
      ['excuse', 'jo.marsh']
    ].map(([name, as]) => run(`action ${name}`, late, as as string).at(-1));
    expect(acted).toEqual(['DoneDisputedTeam', 'DoneDisputeDeclined', 'DoneExcused']);
    expect(proof.ledger(late)).toEqual(expect.arrayContaining(['Disputed', 'DisputeDecided', 'Excused']));
  });

  it('the flow accepts for whoever runs it, and gives the sentence back', () => {
    const text = fixture('flows/Accept_Callback.flow-meta.xml').replace(/\n\s*/g, '\n');
    expect(text).toContain((EXAMPLES.get('flow Accept_Callback') as string).trim());
    const lead = proof.lead('By flow', 'sam.ortiz', 60);
    const output = proof.org.async.runAs(proof.user('sam.ortiz'), 'sync', (tx) =>
      proof.org.flows.launch(tx, 'Accept_Callback', new Map([['leadId', lead]]))
    );
    proof.drain();
    expect([...output.values()].join()).toMatch(/^Accepted/);
    expect(proof.clock(lead).Outcome__c).toBe('Accepted');
  });

  it('the trigger on SLA_Changed__e hears that a lead is late', () => {
    expect(fixture('triggers/LateLeads.trigger').trim()).toBe((EXAMPLES.get('trigger LateLeads') as string).trim());
    const lead = proof.lead('Too late', 'sam.ortiz', 84);
    proof.pass(61);
    expect(proof.rows(`SELECT Subject, OwnerId FROM Task WHERE WhoId = '${lead}'`)).toEqual([
      // Whoever holds it then: the backup got it when it was escalated.
      expect.objectContaining({ Subject: 'Late: call today', OwnerId: proof.userId('ana.ruiz') })
    ]);
  });

  it('a manager nudges the holder', () => {
    const lead = proof.lead('Nudged', 'sam.ortiz', 60);
    expect(run('nudge', lead, 'jo.marsh').join()).toContain('Sam Ortiz was nudged at');
    expect(proof.bell(lead, 'sam.ortiz').at(-1)?.title).toBe('Nudge: Test Nudged');
  });

  it('the channel class is the one of the page and posts through a Named Credential', () => {
    const example = EXAMPLES.get('channel') as string;
    expect(fixture('classes/LeadChannel.cls')).toBe(example);
    const run = runTests({ org: proof.org, user: proof.org.admin, classes: ['LeadChannelTest'] });
    expect(run.results.map(({ method, outcome }) => [method, outcome])).toEqual([['postsTheTitleAndTheLink', 'pass']]);
  });

  it('an inbound event starts the clock of a lead that was loaded past the trigger', () => {
    const bypass = (on: boolean): void =>
      void proof.apex(
        `SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Bypass__c = ${on}; upsert as system row;`
      );
    bypass(true);
    const lead = proof.lead('Loaded', 'sam.ortiz', 60);
    bypass(false);
    run('inbound', lead, 'integration.user');
    expect(proof.ledger(lead)).toEqual(['Started']);
  });

  it('reading shows the holder what is owed, and another rep nothing', () => {
    const lead = proof.lead('Read', 'sam.ortiz', 60);
    expect(run('read', lead, 'sam.ortiz').join()).toContain('Sam Ortiz owes an answer by');
    expect(run('read', lead, 'ana.ruiz')).toEqual([]);
  });

  it('the engine is stopped and started by who may', () => {
    const lead = proof.lead('Engine', 'sam.ortiz', 60);
    run('engine', lead, 'alex.admin');
    expect(
      proof
        .rows(`SELECT Type__c FROM SLA_Entry__c WHERE Type__c LIKE 'Engine%' ORDER BY Name`)
        .map((row) => row.Type__c)
    ).toEqual(['EngineStarted', 'EngineStopped', 'EngineStarted']);
    expect(() => run('engine', lead, 'sam.ortiz')).toThrow();
  });

  it('an agreement goes out and comes in as a draft', () => {
    run('agreement', proof.lead('Travels', 'sam.ortiz', 60), 'priya.shah');
    expect(proof.rows(`SELECT Version__c FROM SLA_Policy__c WHERE Status__c = 'Draft'`)[0]?.Version__c).toBe(2);
  });

  it('are all run here', () => {
    const actions = [...EXAMPLES.keys()].filter((name) => name.startsWith('action '));
    expect(actions.map((name) => name.slice(7)).sort()).toEqual([
      'decide',
      'dispute',
      'excuse',
      'handover',
      'nudge',
      'outcome',
      'pause',
      'reject',
      'resume',
      'touch',
      'undo'
    ]);
    expect([...EXAMPLES.keys()].filter((name) => !name.startsWith('action ')).sort()).toEqual([
      'accept',
      'agreement',
      'bulk',
      'channel',
      'dispose',
      'engine',
      'flow Accept_Callback',
      'inbound',
      'nudge',
      'pause',
      'read',
      'reject',
      'trigger LateLeads',
      'undo'
    ]);
  });
});
