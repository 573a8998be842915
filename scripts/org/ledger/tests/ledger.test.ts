import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminUser, restRoutes, startServer } from '../../../local-org/api/index.ts';
import type { RunningServer } from '../../../local-org/api/index.ts';
import { createOutput } from '../../../local-org/cli/output.ts';
import type { Output } from '../../../local-org/cli/output.ts';
import { MORNING, Proof } from '../../tests/kit.ts';
import { runLedger } from '../command.ts';
import { login } from '../login.ts';
import { asOf, prove } from '../prove.ts';
import { restReader } from '../rest.ts';

let proof: Proof;
let server: RunningServer;
let lead: string;
beforeAll(async () => {
  proof = new Proof();
  live();
  const { org } = proof;
  server = await startServer({ served: { org }, port: 0, userId: adminUser(org).id, routes: [restRoutes] });
});
afterAll(() => server.close());

const reader = (): ReturnType<typeof restReader> => restReader(server);

/** What leads go through: hand-over, tightening, levels, decisions, return, conversion, merge, deletion, a calendar that changes. */
function live(): void {
  lead = proof.lead('Story', 'sam.ortiz', 60);
  proof.pass(125);
  proof.apex(`update as system new Lead(Id = '${lead}', OwnerId = '${proof.userId('ana.ruiz')}');`);
  proof.apex(`update as system new Lead(Id = '${lead}', Lead_Score__c = 97);`);
  proof.pass(20);
  expect(proof.verb('ana.ruiz', 'reject', lead, 'NOT_ICP', 'Sells to nobody that we know of.').ok).toBe(true);
  expect(proof.verb('ana.ruiz', 'undo', lead).ok).toBe(true);
  expect(proof.verb('ana.ruiz', 'reject', lead, 'NOT_ICP', 'Sells to nobody that we know of.').ok).toBe(true);
  const [winner, loser] = [proof.lead('Winner', 'sam.ortiz'), proof.lead('Loser', 'ana.ruiz')];
  proof.apex(`merge new Lead(Id = '${winner}') '${loser}';`);
  const back = proof.lead('Back', 'sam.ortiz');
  proof.apex(`delete as system new Lead(Id = '${back}');`);
  proof.apex(`undelete as system new Lead(Id = '${back}');`);
  proof.lead('Quiet', 'lena.vogt');
  proof.lead('Moved', 'sam.ortiz', 50);
  changeCalendar('NA East staffed');
  proof.pass(24 * 60);
}

/** The day turns out to be a holiday: open clocks are recalculated. */
function changeCalendar(calendar: string): void {
  proof.call('alex.admin', 'HealthController.runChecks');
  proof.apex(`Holiday day = [SELECT Id FROM Holiday WHERE Name = 'Christmas Day' LIMIT 1];
    day.ActivityDate = Date.newInstance(2026, 12, 1);
    update day;`);
  proof.call('alex.admin', 'HealthController.runChecks');
  proof.call('alex.admin', 'HealthController.recalculate', { calendar });
  expect(proof.count(`SLA_Entry__c WHERE Type__c = 'Recalculated'`)).toBeGreaterThan(0);
}

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(...args: string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const stream = (key: 'out' | 'err'): NodeJS.WriteStream =>
    ({ isTTY: false, write: (text: string) => (said[key] += text) !== '' }) as unknown as NodeJS.WriteStream;
  const output = (json: boolean): Output => createOutput(json, { out: stream('out'), err: stream('err') });
  const code = await runLedger(args, { open: async () => reader(), output });
  return { code, ...said };
}

describe('npm run ledger', () => {
  it('rebuilds every clock of the org from its entries alone', async () => {
    const found = await prove(reader(), 20);
    expect(found.differences).toEqual([]);
    expect(found).toMatchObject({ clocks: proof.count('Lead_Timer__c'), different: 0, orphans: 0 });
    expect(found.entries).toBe(proof.count('SLA_Entry__c WHERE Clock__c != null'));
    expect(found.changes).toBeGreaterThan(found.clocks * 2);
    expect(found.values).toBeGreaterThan(found.clocks * 40);
  });

  it('shows a clock as it was at any instant', async () => {
    const at = async (minutes: number): Promise<unknown> =>
      (await asOf(reader(), lead, MORNING + minutes * 60_000)).map(
        ({ state }) => state && [state['Level__c'], state['State__c']]
      );
    expect(await at(-1)).toEqual([null]);
    expect(await at(0)).toEqual([['Green', 'Running']]);
    expect(await at(124)).toEqual([['Yellow', 'Running']]);
    expect(await at(400)).toEqual([['Red', 'Met Late']]);
  });

  it('names the clock, the field and both values where somebody changed a clock past the engine', async () => {
    const [clock] = proof.rows(`SELECT Id, Name, Due_At__c FROM Lead_Timer__c WHERE State__c = 'Running' LIMIT 1`);
    const set = (due: string): void =>
      void proof.apex(`update as system new Lead_Timer__c(Id = '${clock?.Id as string}', Due_At__c = ${due});`);
    set(`Datetime.newInstanceGmt(2030, 1, 1, 0, 0, 0)`);
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toContain(
      `${clock?.Name as string}.Due_At__c: the clock has "2030-01-01T00:00:00Z", the ledger "2026-12`
    );
    expect(out).toMatch(/clocks that differ +1/);
    set(`(Datetime) JSON.deserialize('"${clock?.Due_At__c as string}"', Datetime.class)`);
    expect((await run()).code).toBe(0);
  });

  it('finds entries of a clock that somebody deleted', async () => {
    const gone = proof.lead('Gone', 'sam.ortiz');
    proof.apex(`delete as system [SELECT Id FROM Lead_Timer__c WHERE Lead_Id__c = '${gone}'];`);
    const { code, out } = await run();
    expect(code).toBe(1);
    expect(out).toMatch(/entries without clock +1/);
  });

  it('prints JSON, help, and one line for what it does not understand', async () => {
    const json = await run(
      '--json',
      '--clock',
      proof.clock(lead).Id as string,
      '--at',
      new Date(MORNING).toISOString()
    );
    expect(JSON.parse(json.out)).toMatchObject({ result: [{ state: { Level__c: 'Green' }, problems: [] }] });
    expect(await run('--at', 'yesterday', '--lead', lead)).toMatchObject({
      code: 1,
      err: expect.stringContaining('"yesterday"') as string
    });
    expect(await run('--at', '2026-12-01T15:30:00Z')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--lead') as string
    });
    expect(await run('--nonsense')).toMatchObject({ code: 2 });
    expect(await run('--lead', '00Q000000000000AAA')).toMatchObject({ code: 1, err: 'There is no such clock.\n' });
  });

  it('reads a real org with the session that sf has for it, and says when there is none', async () => {
    const asked: unknown[] = [];
    const sf = async (args: readonly string[]): Promise<string> => {
      asked.push(args);
      return JSON.stringify({ result: { instanceUrl: server.url, accessToken: server.token } });
    };
    const found = await prove(restReader(await login('.', 'acme', sf)), 5);
    expect(asked).toEqual([['org', 'display', '--target-org', 'acme', '--json']]);
    expect(found.clocks).toBeGreaterThan(0);
    await expect(login('.', 'acme', async () => '{}')).rejects.toThrow(/acme/);
    await expect(prove(restReader({ url: server.url, token: 'wrong' }), 5)).rejects.toThrow(/401/);
  });
});
