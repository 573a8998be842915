import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalOrg } from '../../org/index.ts';
import type { OpenOptions } from '../deps.ts';
import { openProject } from '../open.ts';

const JOB = `public class Ping implements Queueable, Schedulable {
  private List<String> words = new List<String>{ 'ping' };
  public void execute(QueueableContext context) { insert new Account(Name = words[0] + ' queued'); }
  public void execute(SchedulableContext context) { insert new Account(Name = words[0] + ' scheduled'); }
}`;
const SEED = `insert new Account(Name = 'Seeded', AnnualRevenue = 12.50);
delete [SELECT Id FROM Account WHERE Name = 'Gone'];
System.enqueueJob(new Ping(), 5);
System.schedule('Hourly', '0 0 * * * ?', new Ping());
Cache.Org.put('colour', new List<String>{ 'blue' });`;
const META =
  '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>67.0</apiVersion><status>Active</status></ApexClass>';

let dir: string;

function write(path: string, text: string): void {
  mkdirSync(join(dir, path, '..'), { recursive: true });
  writeFileSync(join(dir, path), text);
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'seeded-'));
  write(
    'sfdx-project.json',
    JSON.stringify({ packageDirectories: [{ path: 'app', default: true }], sourceApiVersion: '67.0' })
  );
  write('app/classes/Ping.cls', JOB);
  write('app/classes/Ping.cls-meta.xml', META);
  write(
    'app/cachePartitions/Shared.cachePartition-meta.xml',
    '<PlatformCachePartition xmlns="http://soap.sforce.com/2006/04/metadata"><isDefaultPartition>true</isDefaultPartition><masterLabel>Shared</masterLabel></PlatformCachePartition>'
  );
  write('config/seed.apex', SEED);
  write('config/local-org.json', JSON.stringify({ start: '2026-03-02T09:30:00Z', seed: ['config/seed.apex'] }));
});

async function open(more: Partial<OpenOptions> = {}): Promise<{ org: LocalOrg; notes: string[] }> {
  const notes: string[] = [];
  const opened = await openProject(dir, {
    strict: true,
    coverage: false,
    seed: true,
    onNote: (text) => notes.push(text),
    ...more
  });
  return { org: opened.org as LocalOrg, notes };
}

function names(org: LocalOrg): unknown[] {
  const account = org.schema.object('Account');
  const slot = account?.field('Name')?.slot ?? -1;
  return account ? [...org.store.scan(account, { kind: 'all' })].map((row) => [row[0], row[slot]]) : [];
}

function waiting(org: LocalOrg): unknown[] {
  return org.async.pending().map(({ at, kind, label, userId }) => [at, kind, label, userId]);
}

function keptFile(): string {
  const [name] = readdirSync(join(dir, '.local-org')).filter((each) => each.startsWith('seeded-'));
  return join(dir, '.local-org', name ?? 'none');
}

describe('a seeded org', () => {
  it('is taken from the last start, with rows, clock and waiting jobs as they were', async () => {
    const first = await open();
    const second = await open();
    expect(first.notes).toEqual([]);
    expect(second.notes.join()).toContain('seeded org taken from .local-org/seeded-');
    expect(names(second.org)).toEqual(names(first.org));
    expect(waiting(second.org)).toEqual(waiting(first.org));
    expect(waiting(second.org)).toHaveLength(2);
  });

  it('is taken with rows of an object that only a record of the seed had asked for', async () => {
    write(
      'config/seed.apex',
      `Contact someone = new Contact(LastName = 'Seeded');
      insert someone;
      Event visit = new Event(Subject = 'Visit', DurationInMinutes = 30, ActivityDateTime = Datetime.now());
      insert visit;
      insert new EventRelation(EventId = visit.Id, RelationId = someone.Id, IsInvitee = true);`
    );
    const first = await open();
    const second = await open();
    expect(second.notes.join()).toContain('seeded org taken');
    const invited = [first, second].map(({ org }) => {
      const relation = org.schema.object('EventRelation');
      return relation ? [...org.store.scan(relation, { kind: 'all' })].map((row) => row[0]) : [];
    });
    expect(invited[0]).toHaveLength(1);
    expect(invited[1]).toEqual(invited[0]);
  });

  it('goes on as the first one does: the same jobs run, and new rows get the same ids', async () => {
    const first = await open();
    const second = await open();
    for (const { org } of [first, second])
      expect(org.async.advanceTo(org.clock.now() + 3 * 3_600_000).failures).toEqual([]);
    expect(names(second.org)).toEqual(names(first.org));
    expect(names(second.org)).toHaveLength(5);
  });

  it('remembers what the platform cache holds', async () => {
    await open();
    const { org } = await open();
    const read = (tx: Parameters<Parameters<LocalOrg['async']['runAs']>[2]>[0]) =>
      org.program.execute(tx, "System.assertEquals('blue', ((List<String>) Cache.Org.get('colour'))[0]);");
    expect(() => org.async.runAs(org.admin, 'anonymous', read)).not.toThrow();
  });

  it('is seeded anew, and says so, after a source has changed', async () => {
    await open();
    write('config/seed.apex', "insert new Account(Name = 'Other');");
    const { org, notes } = await open();
    expect(notes.join()).toContain('it is seeded anew');
    expect(names(org).flat()).toContain('Other');
  });

  it('is seeded anew, and says so, when the kept file is damaged', async () => {
    const first = await open();
    const bytes = readFileSync(keptFile());
    writeFileSync(keptFile(), bytes.subarray(0, bytes.length - 40));
    const { org, notes } = await open();
    expect(notes.join()).toContain('damaged');
    expect(names(org)).toEqual(names(first.org));
    expect((await open()).notes.join()).toContain('seeded org taken');
  });

  it('is neither taken nor kept where a fresh one is asked for', async () => {
    await open({ fresh: true });
    expect((await open()).notes).toEqual([]);
    expect((await open({ fresh: true })).notes).toEqual([]);
  });

  it('is not kept for a project whose clock starts at the machine’s time', async () => {
    write('config/local-org.json', JSON.stringify({ seed: ['config/seed.apex'] }));
    await open();
    expect((await open()).notes).toEqual([]);
  });
});
