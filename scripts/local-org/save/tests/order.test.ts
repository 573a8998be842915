import { describe, expect, it } from 'vitest';
import type { ObjectInfo } from '../../contracts/schema.ts';
import { scopeText, STEPS, stepsOf } from '../index.ts';
import { PARTIAL, SYSTEM, testOrg } from './org.ts';

/** Triggers and Order of Execution, as far as an org without assignment, workflow and entitlement rules goes. */
const DOCUMENTED = [
  'load',
  'before-save flows',
  'before triggers',
  'system validation',
  'validation rules',
  'save',
  'after triggers',
  'after-save flows',
  'roll-up summaries',
  'scheduled paths'
];

describe('The order of execution', () => {
  it('has every step cited', () => {
    for (const step of STEPS) expect(step.cite, step.name).toMatch(/Guide|Reference/);
  });

  it('of an insert and an update is the documented one', () => {
    const t = testOrg();
    const order: string[] = [];
    t.trigger(
      'WidgetTrigger',
      'Widget__c',
      ['before insert', 'after insert'],
      (context) => void order.push(context.isBefore ? 'before trigger' : 'after trigger')
    );
    t.flows({
      beforeSave: (_tx, _object, _op, records) => (order.push('before flow'), records.map(() => [])),
      afterSave: (_tx, _object, _op, records) => (order.push('after flow'), records.map(() => [])),
      schedulePaths: () => void order.push('paths')
    });
    const tx = t.begin();
    tx.afterCommit(() => order.push('after commit'));
    const names: string[] = [];
    tx.org.watch = {
      begin: (_tx, event) => void (event.kind === 'step' && names.push(event.text)),
      add: () => undefined,
      end: () => undefined
    };
    const widget = t.record('Widget__c', { Name: 'w' });
    t.save.run(tx, 'insert', [widget], SYSTEM);
    tx.commit();
    expect(order).toEqual(['before flow', 'before trigger', 'after trigger', 'after flow', 'paths', 'after commit']);
    const forEvery = STEPS.filter((step) => step.on.includes('insert') && step.for === undefined);
    expect(names).toEqual(forEvery.map((step) => step.name));
    expect(names.filter((name) => DOCUMENTED.includes(name))).toEqual(DOCUMENTED);
  });

  it('of a delete has no validation and ends in the recycle bin', () => {
    const { schema } = testOrg().begin().org;
    const widgets = schema.object('Widget__c') as ObjectInfo;
    expect(stepsOf(schema, widgets, 'delete').map((step) => step.name)).toEqual([
      'load',
      'user rights',
      'before-save flows',
      'before triggers',
      'restricted children',
      'recycle bin',
      'after triggers',
      'roll-up summaries',
      'scheduled paths',
      'change events'
    ]);
  });

  it('has steps for one object, or for orgs with a feature, that a save of another passes over', () => {
    const { schema } = testOrg().begin().org;
    const own = (name: string, op: 'insert' | 'update' | 'delete') =>
      stepsOf(schema, schema.object(name) as ObjectInfo, op)
        .filter((step) => step.for !== undefined)
        .map((step) => `${step.name}: ${scopeText(step.for)}`);
    expect(own('Widget__c', 'update')).toEqual([]);
    expect(own('Account', 'insert')).toEqual([]);
    expect(own('UserRole', 'insert')).toEqual(['groups of roles: UserRole']);
    expect(own('Order', 'delete')).toEqual(['activated orders: Order, OrderItem']);
    expect(own('Lead', 'update')).toEqual([
      'converted leads: Lead',
      'names: objects with a name of parts',
      'names again: objects with a name of parts',
      'assignment rules: Case, Lead'
    ]);
  });

  it('names for its steps only objects that there are', () => {
    const { schema } = testOrg().begin().org;
    const named = STEPS.flatMap((step) => step.for?.objects ?? []);
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => schema.object(name)?.name !== name)).toEqual([]);
  });

  it('tells in a trace for which saves a step is', () => {
    const t = testOrg();
    const told: (readonly [string, unknown])[] = [];
    const tx = t.begin();
    tx.org.watch = {
      begin: (_tx, event) => void (event.kind === 'step' && event.data && told.push([event.text, event.data['for']])),
      add: () => undefined,
      end: () => undefined
    };
    t.save.run(tx, 'insert', [t.record('Contact', { LastName: 'c' })], SYSTEM);
    expect(told).toEqual(['names', 'names again'].map((name) => [name, 'objects with a name of parts']));
  });

  it('lets before triggers fill what is required, and flows see what was asked for first', () => {
    const t = testOrg();
    t.trigger('AccountTrigger', 'Account', ['before insert'], ({ newRecords }) =>
      newRecords?.[0]?.putByName('Name', 'filled')
    );
    expect(t.save.run(t.begin(), 'insert', [t.record('Account', {})], PARTIAL)[0]?.success).toBe(true);
  });

  it('skips after-save flows for a record that such a flow saves again', () => {
    const t = testOrg();
    let runs = 0;
    t.flows({
      afterSave: (tx, _object, _op, records) => {
        runs++;
        t.save.run(tx, 'update', [t.record('Widget__c', { Id: records[0]?.id, Name: `again ${runs}` })], {
          ...SYSTEM,
          source: 'flow'
        });
        return records.map(() => []);
      }
    });
    const widget = t.record('Widget__c', { Name: 'w' });
    t.save.run(t.begin(), 'insert', [widget], SYSTEM);
    expect(runs).toBe(1);
    expect(t.value('Widget__c', widget.id, 'Name')).toBe('again 1');
  });

  it('puts errors of flows on their records', () => {
    const t = testOrg();
    t.flows({
      beforeSave: (_tx, _object, _op, records) =>
        records.map((record) =>
          record.getByName('Name') === 'bad'
            ? [{ status: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'stop', fields: [] }]
            : []
        )
    });
    const results = t.save.run(
      t.begin(),
      'insert',
      ['a', 'bad'].map((Name) => t.record('Widget__c', { Name })),
      PARTIAL
    );
    expect(results.map((each) => each.errors[0]?.message)).toEqual([undefined, 'stop']);
  });
});
