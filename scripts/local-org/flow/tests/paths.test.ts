import { describe, expect, it } from 'vitest';
import { ApexDatetime } from '../../values/index.ts';
import { TYPES, afterSave, element, filter, flowOrg, ref, tag, text, to } from './kit.ts';
import type { FlowOrg } from './kit.ts';

const MINUTE = 60_000;
const path = (name: string, field: string, more = ''): string =>
  tag(
    'scheduledPaths',
    tag('name', name) +
      to('Tick') +
      tag('label', name) +
      (more || tag('offsetNumber', 0) + tag('offsetUnit', 'Minutes')) +
      tag('recordField', field) +
      tag('timeSource', 'RecordField')
  );

const TICK = element(
  'actionCalls',
  'Tick',
  tag('actionName', 'Ticker') +
    tag('actionType', 'apex') +
    tag('inputParameters', tag('name', 'widgetId') + tag('value', ref('$Record.Id')))
);
const START = (paths: string, more = ''): string =>
  afterSave(
    'Tick',
    tag('doesRequireRecordChangedToMeetCriteria', true) +
      tag('filterLogic', 'and') +
      filter('Kind__c', 'EqualTo', text('A')) +
      more +
      paths
  ).replace(to('Tick'), '');

interface Ticks {
  readonly calls: {
    readonly at: number;
    readonly ids: readonly unknown[];
    readonly kind: string;
    readonly user: string;
  }[];
  readonly t: FlowOrg;
}

function org(paths: string): Ticks {
  const calls: Ticks['calls'] = [];
  const t = flowOrg(
    { Wake: TICK + START(paths) },
    {
      Ticker: {
        inputs: { widgetId: TYPES['Id'] as never },
        run: (requests, tx) => {
          calls.push({ at: tx.now(), ids: requests.map((r) => r['widgetId']), kind: tx.kind, user: tx.user.id });
          return [];
        }
      }
    }
  );
  return { calls, t };
}

const at = (t: FlowOrg, minutes: number): ApexDatetime => new ApexDatetime(t.org.clock.now() + minutes * MINUTE);
const THREE =
  path('Yellow', 'At__c', tag('offsetNumber', -10) + tag('offsetUnit', 'Minutes')) +
  path('Orange', 'At__c') +
  path('Red', 'At__c', tag('offsetNumber', 1) + tag('offsetUnit', 'Hours'));

describe('Scheduled paths', () => {
  it('run once each at their instants, in a transaction of their own, as the user whose save queued them', () => {
    const { calls, t } = org(THREE);
    const start = t.org.clock.now();
    const widget = t.record('Widget__c', { Name: 'w', At__c: at(t, 30) });
    t.insert([widget]);
    expect(calls).toEqual([]);
    expect(t.org.async.advanceTo(start + 1440 * MINUTE)).toMatchObject({ ran: 3, failures: [] });
    const shared = { ids: [widget.id], kind: 'scheduledPath', user: t.adminId };
    expect(calls).toEqual([20, 30, 90].map((minute) => ({ at: start + minute * MINUTE, ...shared })));
  });

  it('of 450 records at one instant call Apex in batches of 200', () => {
    const { calls, t } = org(path('Due', 'At__c'));
    const due = at(t, 5);
    t.insert([...Array(450).keys()].map((n) => t.record('Widget__c', { Name: `w${n}`, At__c: due })));
    t.org.async.advanceTo(due.at);
    expect(calls.map((call) => call.ids.length)).toEqual([200, 200, 50]);
    expect(new Set(calls.flatMap((call) => call.ids)).size).toBe(450);
  });

  it('move with their field and start no second time', () => {
    const { calls, t } = org(path('Due', 'At__c'));
    const start = t.org.clock.now();
    const widget = t.record('Widget__c', { Name: 'w', At__c: at(t, 5) });
    t.insert([widget]);
    t.update([t.record('Widget__c', { Id: widget.id, At__c: at(t, 50) })]);
    t.org.async.advanceTo(start + 40 * MINUTE);
    expect(calls).toEqual([]);
    t.org.async.advanceTo(start + 60 * MINUTE);
    expect(calls.map((call) => call.at)).toEqual([start + 50 * MINUTE]);
    t.update([t.record('Widget__c', { Id: widget.id, At__c: at(t, 5) })]);
    expect(t.engine.pendingPaths()).toEqual([]);
  });

  it('go when the record no longer meets the conditions, is deleted or its field is cleared', () => {
    const { calls, t } = org(path('Due', 'At__c'));
    const widgets = [1, 2, 3, 4].map((n) => t.record('Widget__c', { Name: `w${n}`, At__c: at(t, 5) }));
    t.insert(widgets);
    t.update([
      t.record('Widget__c', { Id: widgets[0]?.id, Kind__c: 'B' }),
      t.record('Widget__c', { Id: widgets[1]?.id, At__c: null })
    ]);
    const tx = t.begin();
    t.org.save.run(tx, 'delete', [t.record('Widget__c', { Id: widgets[2]?.id })], {
      access: { mode: 'system', sharing: 'without' },
      allOrNone: true
    });
    tx.commit();
    t.org.async.advanceTo(at(t, 60).at);
    expect(calls.flatMap((call) => call.ids)).toEqual([widgets[3]?.id]);
  });

  it('start again when the record meets the conditions anew', () => {
    const { calls, t } = org(path('Due', 'At__c'));
    const widget = t.record('Widget__c', { Name: 'w', Kind__c: 'B', At__c: at(t, 5) });
    t.insert([widget]);
    expect(t.engine.pendingPaths()).toEqual([]);
    t.update([t.record('Widget__c', { Id: widget.id, Kind__c: 'A' })]);
    expect(t.engine.pendingPaths()).toMatchObject([{ flow: 'Wake', path: 'Due', recordId: widget.id }]);
    t.org.async.advanceTo(at(t, 60).at);
    expect(calls).toHaveLength(1);
  });

  it('whose instant is past run at once, and a rolled back save leaves nothing behind', () => {
    const { calls, t } = org(path('Due', 'At__c'));
    t.insert([t.record('Widget__c', { Name: 'late', At__c: at(t, -600) })]);
    const tx = t.begin();
    const savepoint = tx.savepoint();
    t.org.save.run(tx, 'insert', [t.record('Widget__c', { Name: 'gone', At__c: at(t, -600) })], {
      access: { mode: 'system', sharing: 'without' },
      allOrNone: true
    });
    tx.rollback(savepoint);
    tx.commit();
    expect(t.org.async.drain()).toMatchObject({ ran: 1, failures: [] });
    expect(calls.map((call) => call.ids.length)).toEqual([1]);
  });

  it('read the record as it is when they run', () => {
    const seen: unknown[] = [];
    const send = element(
      'actionCalls',
      'Tick',
      tag('actionName', 'Ticker') +
        tag('actionType', 'apex') +
        tag('inputParameters', tag('name', 'name') + tag('value', ref('$Record.Name')))
    );
    const t = flowOrg(
      { Wake: send + START(path('Due', 'At__c')) },
      {
        Ticker: {
          inputs: { name: TYPES['String'] as never },
          run: (requests) => (seen.push(...requests.map((r) => r['name'])), [])
        }
      }
    );
    const widget = t.record('Widget__c', { Name: 'before', At__c: at(t, 5) });
    t.insert([widget]);
    t.update([t.record('Widget__c', { Id: widget.id, Name: 'after' })]);
    t.org.async.advanceTo(at(t, 60).at);
    expect(seen).toEqual(['after']);
  });

  it('go with their flow when it is deactivated, and come back only with a new start', () => {
    const { calls, t } = org(path('Due', 'At__c'));
    t.insert([t.record('Widget__c', { Name: 'w', At__c: at(t, 5) })]);
    t.engine.setActive(t.org, 'Wake', false);
    t.insert([t.record('Widget__c', { Name: 'x', At__c: at(t, 5) })]);
    t.org.async.advanceTo(at(t, 60).at);
    expect(calls).toEqual([]);
    t.engine.setActive(t.org, 'Wake', true);
    t.insert([t.record('Widget__c', { Name: 'y', At__c: at(t, 5) })]);
    t.org.async.advanceTo(at(t, 60).at);
    expect(calls).toHaveLength(1);
    expect(() => t.engine.setActive(t.org, 'Gone', true)).toThrow('The org has no flow Gone.');
  });

  it('survive a snapshot of the org as plain data', () => {
    const { calls, t } = org(path('Due', 'At__c'));
    const widget = t.record('Widget__c', { Name: 'w', At__c: at(t, 5) });
    t.insert([widget]);
    const kept = JSON.parse(JSON.stringify(t.engine.pendingPaths())) as ReturnType<typeof t.engine.pendingPaths>;
    t.update([t.record('Widget__c', { Id: widget.id, Kind__c: 'B' })]);
    expect(t.org.async.pending()).toEqual([]);
    t.engine.restorePaths(t.org, kept);
    t.org.async.advanceTo(at(t, 60).at);
    expect(calls.flatMap((call) => call.ids)).toEqual([widget.id]);
  });
});

describe('The asynchronous path', () => {
  it('runs after the commit, in its own transaction, once for all records of the save', () => {
    const calls: { ids: unknown[]; kind: string }[] = [];
    const async = tag('scheduledPaths', to('Tick') + tag('pathType', 'AsyncAfterCommit'));
    const t = flowOrg(
      { Later: TICK + afterSave('Tick', async).replace(to('Tick'), '') },
      {
        Ticker: {
          inputs: { widgetId: TYPES['Id'] as never },
          run: (requests, tx) => (calls.push({ ids: requests.map((r) => r['widgetId']), kind: tx.kind }), [])
        }
      }
    );
    t.insert([1, 2, 3].map((n) => t.record('Widget__c', { Name: `w${n}` })));
    expect(calls).toEqual([]);
    t.org.async.drain();
    expect(calls.map((call) => [call.ids.length, call.kind])).toEqual([[3, 'asyncPath']]);
  });
});
