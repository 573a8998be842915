import { describe, expect, it } from 'vitest';
import { Decimal } from '../../values/index.ts';
import { PARTIAL } from '../../save/tests/org.ts';
import { afterSave, apexClass, element, flowOrg, num, put, ref, tag, to } from './kit.ts';
import type { FlowOrg } from './kit.ts';

const NOTE = element('actionCalls', 'Note', tag('actionName', 'Note') + tag('actionType', 'apex'));

/** An org whose flow notes who runs it. */
function noting(start: string): { users: string[]; t: FlowOrg } {
  const users: string[] = [];
  const t = flowOrg({ Noting: NOTE + start }, { Note: apexClass({}, (_requests, tx) => (users.push(tx.user.id), [])) });
  t.engine.startSchedules(t.org, t.adminId);
  return { users, t };
}

describe('The user that a flow runs as', () => {
  const on = (more = ''): string =>
    tag('start', to('Note') + tag('object', 'News__e') + tag('triggerType', 'PlatformEvent') + more);

  it('is whoever published the event, or the Default Workflow User where the flow says so', () => {
    for (const [more, asAdmin] of [
      ['', false],
      [tag('flowRunAsUser', 'TriggeringUser'), false],
      [tag('flowRunAsUser', 'DefaultWorkflowUser'), true]
    ] as const) {
      const { users, t } = noting(on(more));
      const jo = t.user('jo@example.com', 'Standard User');
      const tx = t.begin(jo);
      t.engine.onEvents(tx, 'News__e', [t.record('News__e', { Text__c: 'x' })]);
      expect(users).toEqual([asAdmin ? t.adminId : jo]);
      expect(tx.user.id).toBe(jo);
    }
  });

  it('is the Default Workflow User where the user of a scheduled path has become inactive', () => {
    const path = tag(
      'scheduledPaths',
      tag('name', 'Later') +
        to('Note') +
        tag('offsetNumber', 5) +
        tag('offsetUnit', 'Minutes') +
        tag('timeSource', 'RecordTriggerEvent')
    );
    const { users, t } = noting(afterSave('Note', path).replace(to('Note'), '').replace('CreateAndUpdate', 'Create'));
    const jo = t.user('jo@example.com', 'System Administrator');
    const tx = t.begin(jo);
    t.org.save.run(tx, 'insert', [t.record('Widget__c', { Name: 'w' })], PARTIAL);
    tx.commit();
    const admin = t.begin();
    t.org.save.run(admin, 'update', [t.record('User', { Id: jo, IsActive: false })], PARTIAL);
    admin.commit();
    t.org.async.advanceTo(t.org.clock.now() + 600_000);
    expect(users).toEqual([t.adminId]);
  });
});

describe('A flow that fails without a fault path', () => {
  const FAIL =
    element(
      'recordCreates',
      'Make',
      tag('object', 'Widget__c') + put('Name', ref('$Record.Name')) + put('Size__c', num(-1))
    ) + afterSave('Make');

  it('sends a mail that names flow, element and record, though the save is taken back', () => {
    const t = flowOrg({ Failing: FAIL });
    t.engine.startSchedules(t.org, t.adminId);
    const tx = t.begin();
    const [result] = t.org.save.run(
      tx,
      'insert',
      [t.record('Widget__c', { Name: 'w', Size__c: Decimal.of(1) })],
      PARTIAL
    );
    expect(result?.success).toBe(false);
    expect(
      t.org.outbox.map(({ title, body, bySystem }) => [title.slice(0, 55), body.split('\n')[0], bySystem])
    ).toEqual([['Error Occurred During Flow "Failing label": This error ', 'Error element Make.', true]]);
  });

  it('sends none in an Apex test', () => {
    const t = flowOrg({ Failing: FAIL });
    t.engine.startSchedules(t.org, t.adminId);
    Object.assign(t.org, { activeTest: {} });
    const tx = t.begin();
    t.org.save.run(tx, 'insert', [t.record('Widget__c', { Name: 'w' })], PARTIAL);
    expect(t.org.outbox).toEqual([]);
  });
});
