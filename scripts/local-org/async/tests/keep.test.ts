import { describe, expect, it } from 'vitest';
import { projectWith, xml } from '../../metadata/tests/files.ts';
import { createOrg } from '../../org/index.ts';
import type { LocalOrg } from '../../org/index.ts';

const meta = xml('ApexClass', '<apiVersion>67.0</apiVersion><status>Active</status>');
const FILES = {
  'app/classes/Job.cls': `public with sharing class Job implements Queueable {
  public class Note { public String text; public Job owner; }
  public List<Decimal> sizes = new List<Decimal>{ 1.50 };
  public Map<String, Date> days = new Map<String, Date>{ 'a' => Date.newInstance(2026, 3, 1) };
  public Set<Id> ids = new Set<Id>();
  public Account account = new Account(Name = 'kept');
  public Note note = new Note();
  public Job() { note.text = 'n'; note.owner = this; }
  public void execute(QueueableContext context) {
    account.Description = String.valueOf(sizes) + days.get('a').year() + note.text + (note.owner === this) + ids.size();
    insert as system account;
  }
}`,
  'app/classes/Job.cls-meta.xml': meta,
  'app/classes/Tick.cls': `public with sharing class Tick implements Schedulable {
  public Integer from_x = 7;
  public void execute(SchedulableContext context) { insert as system new Account(Name = 'tick ' + from_x); }
}`,
  'app/classes/Tick.cls-meta.xml': meta
};

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 2, 9, 0);

function run(org: LocalOrg, apex: string): void {
  const tx = org.begin(org.admin, 'anonymous');
  org.program.execute(tx, apex);
  tx.commit();
}

function accounts(org: LocalOrg): unknown[] {
  const object = org.schema.object('Account');
  const [name, description] = ['Name', 'Description'].map((each) => object?.field(each)?.slot ?? 0);
  return [...org.store.scan(object as never, { kind: 'all' })].map((row) => [
    row[name ?? 0],
    row[description ?? 0] ?? null
  ]);
}

describe('Waiting work', () => {
  it('goes on in a new org that is filled from a snapshot, with the state of its jobs', () => {
    const projectDir = projectWith(FILES);
    const before = createOrg({ projectDir, now: START, timeZone: 'GMT' });
    run(
      before,
      `Job j = new Job(); j.ids.add(UserInfo.getUserId()); System.enqueueJob(j, 5); System.schedule('Tick', '0 0 * * * ?', new Tick());`
    );
    const kept = JSON.parse(JSON.stringify(before.async.keep())) as ReturnType<typeof before.async.keep>;
    const rows = before.store.snapshot();
    const after = createOrg({ projectDir, now: START, timeZone: 'GMT' });
    after.store.restore(rows);
    after.async.restore(kept);
    for (const org of [before, after]) {
      expect(org.async.advanceTo(START + 2 * HOUR)).toEqual({ ran: 3, failures: [] });
      expect(accounts(org)).toEqual([
        ['kept', '(1.50)2026ntrue1'],
        ['tick 7', null],
        ['tick 7', null]
      ]);
    }
    expect(() => run(after, `System.schedule('Tick', '0 0 * * * ?', new Tick());`)).toThrow('already scheduled');
  });

  it('is refused while an event or a batch waits', () => {
    const org = createOrg({ projectDir: projectWith(FILES), now: START });
    org.async.later(null, {
      at: START,
      kind: 'batch',
      label: 'Some batch',
      userId: org.admin.id,
      run: () => undefined
    });
    expect(() => org.async.keep()).toThrow('Waiting batch Some batch cannot be kept');
  });
});
