import { beforeAll, describe, expect, it } from 'vitest';
import { Proof } from './kit.ts';

let proof: Proof;
beforeAll(() => {
  proof = new Proof();
});

const waiting = (): number =>
  proof.count(`AsyncApexJob WHERE ApexClass.Name = 'ClockSweep' AND Status NOT IN ('Completed', 'Failed', 'Aborted')`);
const done = (): number => proof.count(`AsyncApexJob WHERE ApexClass.Name = 'ClockSweep' AND Status = 'Completed'`);

describe('The sweep', () => {
  it('is one chain: it beats every five minutes', () => {
    proof.pass(5);
    const before = done();
    proof.pass(60);
    expect([waiting(), done() - before]).toEqual([1, 12]);
  });

  it('is still one chain after somebody stopped and started the engine between two beats', () => {
    proof.pass(2);
    for (const minutes of [1, 1, 1]) {
      proof.call('alex.admin', 'EngineController.stop', { reason: 'A look at it' });
      proof.call('alex.admin', 'EngineController.start');
      proof.pass(minutes);
    }
    proof.pass(10);
    const before = done();
    proof.pass(60);
    expect([waiting(), done() - before]).toEqual([1, 12]);
  });

  it('is still one chain after the heartbeat revived it while a late beat was still waiting', () => {
    proof.apex(`SLA_Switch__c row = SLA_Switch__c.getOrgDefaults(); row.Last_Beat_At__c = System.now().addHours(-1); update as system row;
      new ClockHeartbeat().execute(null);`);
    proof.pass(10);
    const before = done();
    proof.pass(60);
    expect([waiting(), done() - before]).toEqual([1, 12]);
  });
});
