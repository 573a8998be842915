import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Proof } from './kit.ts';

const FLOW = 'Clock_Escalation';
const THREE = ['Started', 'Yellow', 'Orange', 'Red'];
let proof: Proof;
beforeAll(() => {
  proof = new Proof();
});
afterEach(() => proof.org.flows.setActive(proof.org, FLOW, true));

/** Nothing of the sweep is left in the queue: no beat, and no heartbeat that would revive it. */
function stopSweep(): void {
  for (const work of proof.org.async.pending()) {
    if (work.kind === 'queueable' || work.kind === 'schedule') proof.org.async.cancel(work.id);
  }
}

/** Puts the heartbeat and the beat back, as an admin does. */
function startSweep(): void {
  proof.apex(`for (CronTrigger job : [SELECT Id FROM CronTrigger WITH SYSTEM_MODE]) { System.abortJob(job.Id); }
    System.schedule('Baton heartbeat', '0 7 * * * ?', new ClockHeartbeat());
    ClockSweep.start();`);
}

const levels = (leadId: string): string[] => proof.ledger(leadId).filter((type) => THREE.includes(type));
const times = (leadId: string, type: string): number => proof.ledger(leadId).filter((one) => one === type).length;

/** Yellow, Orange and Red once each, in the ledger and in the bells of owner, manager and director; each step once. */
function expectEachOnce(leadId: string): void {
  expect(levels(leadId)).toEqual(THREE);
  expect([times(leadId, 'StepFired'), times(leadId, 'HandedOver'), times(leadId, 'Capacity')]).toEqual([3, 1, 1]);
  expect(proof.clock(leadId)).toMatchObject({ Level__c: 'Red', Is_Breached__c: 1, State__c: 'Running' });
  expect(proof.clock(leadId)).toMatchObject({ Holder_Name__c: 'Ana Ruiz', Charged_Name__c: 'Ana Ruiz' });
  expect(proof.bell(leadId, 'sam.ortiz').map((m) => m.title.split(':')[0])).toEqual([
    'New lead',
    'Due soon',
    expect.stringContaining('moved to Ana Ruiz')
  ]);
  expect(proof.bell(leadId, 'ana.ruiz').map((m) => m.title.split(':')[0])).toEqual([
    expect.stringContaining('is yours now'),
    'Late',
    expect.stringContaining('Your capacity score is')
  ]);
  expect(proof.bell(leadId, 'jo.marsh').map((m) => m.title.split(':')[0])).toEqual(['Due soon', 'Late']);
  expect(proof.bell(leadId, 'ivo.hart').map((m) => m.title.split(':')[0])).toEqual(['Escalated']);
}

describe('Each level is raised exactly once', () => {
  it('when flow and sweep both run', () => {
    const lead = proof.lead('Both', 'sam.ortiz');
    proof.pass(70);
    expectEachOnce(lead);
  });

  it('by the sweep alone, when the flow is switched off', () => {
    proof.org.flows.setActive(proof.org, FLOW, false);
    const lead = proof.lead('SweepOnly', 'sam.ortiz');
    proof.pass(70);
    expectEachOnce(lead);
    expect(
      proof
        .rows(`SELECT Source__c FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}' AND Type__c = 'LevelRaised'`)
        .map((row) => row.Source__c)
    ).toEqual(['Sweep', 'Sweep', 'Sweep']);
  });

  it('by the flow alone, when the sweep has stopped', () => {
    stopSweep();
    const lead = proof.lead('FlowOnly', 'sam.ortiz');
    proof.pass(70);
    expectEachOnce(lead);
    expect(
      proof
        .rows(`SELECT Source__c FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}' AND Type__c = 'LevelRaised'`)
        .map((row) => row.Source__c)
    ).toEqual(['Flow', 'Flow', 'Flow']);
    startSweep();
  });

  it('when every tick and every event is delivered twice', () => {
    const lead = proof.lead('Twice', 'sam.ortiz');
    const tick = `ClockTickAction.Request again = new ClockTickAction.Request();
      again.clockId = '${proof.clock(lead).Id as string}';
      ClockTickAction.tick(new List<ClockTickAction.Request>{ again, again });
      ClockTickAction.tick(new List<ClockTickAction.Request>{ again });`;
    let delivered = 0;
    for (const minutes of [5, 10, 45, 10]) {
      const events: Readonly<Record<string, unknown>>[] = [];
      const quiet = proof.org.async.onEvent((object, fields) => {
        if (object.endsWith('SLA_Deferred__e')) events.push(fields);
      });
      proof.pass(minutes);
      proof.apex(tick);
      quiet();
      delivered += events.length;
      for (const event of events) {
        proof.apex(
          `EventBus.publish(new SLA_Deferred__e(Kind__c = '${named(event, 'Kind__c')}', At__c = System.now(), Payload__c = '${named(event, 'Payload__c')}'));`
        );
      }
    }
    expect(delivered).toBeGreaterThanOrEqual(3);
    expectEachOnce(lead);
  });

  it('when a week passes at once: three entries, and one message a person', () => {
    const lead = proof.lead('Week', 'sam.ortiz');
    proof.org.clock.set(proof.org.clock.now() + 7 * 86_400_000);
    proof.pass(1);
    expect(levels(lead)).toEqual(THREE);
    expect(proof.clock(lead)).toMatchObject({ Holder_Name__c: 'Ana Ruiz', Charged_Name__c: 'Sam Ortiz' });
    expect(proof.bell(lead, 'sam.ortiz').map((m) => m.title.split(':')[0])).toEqual([
      'New lead',
      expect.stringContaining('moved to Ana Ruiz'),
      expect.stringContaining('Your capacity score is')
    ]);
    expect(proof.bell(lead, 'jo.marsh').map((m) => m.title.split(':')[0])).toEqual(['Late']);
    const due = proof.clock(lead).Due_At__c;
    const [red] = proof.rows(
      `SELECT At__c, Detected_At__c FROM SLA_Entry__c WHERE Lead_Id__c = '${lead}' AND Level__c = 'Red'`
    );
    expect(red?.At__c).toBe(due);
    expect(Date.parse(String(red?.Detected_At__c))).toBeGreaterThan(Date.parse(String(due)) + 6 * 86_400_000);
  });
});

function named(event: Readonly<Record<string, unknown>>, name: string): string {
  return String(event[name] ?? event[`baton__${name}`]);
}
