import { describe, expect, it } from 'vitest';
import { ApexDatetime, ApexException, Decimal } from '../../values/index.ts';
import type { SObject } from '../../values/index.ts';
import { PARTIAL, SYSTEM, testOrg } from './org.ts';

const caught = (run: () => unknown): ApexException => {
  try {
    run();
  } catch (error) {
    if (error instanceof ApexException) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('An insert', () => {
  it('gives ids, defaults, owner and audit fields', () => {
    const t = testOrg();
    const tx = t.begin();
    const widget = t.record('Widget__c', {
      Name: ' Spanner ',
      Size__c: Decimal.parse('1.005'),
      At__c: new ApexDatetime(1_500)
    });
    const [result] = t.save.run(tx, 'insert', [widget], SYSTEM);
    expect(result).toMatchObject({ success: true, id: widget.id });
    const value = (name: string) => t.value('Widget__c', widget.id, name);
    expect(value('Name')).toBe('Spanner');
    expect(String(value('Size__c'))).toBe('1.005');
    expect(value('At__c')).toEqual(new ApexDatetime(1_000));
    expect([value('Kind__c'), value('Active__c'), value('OwnerId'), value('CreatedById')]).toEqual([
      'A',
      true,
      t.adminId,
      t.adminId
    ]);
    expect((value('CreatedDate') as ApexDatetime).at).toBe(tx.now());
    expect(widget.isSet(widget.fieldNamed('Kind__c').slot)).toBe(false);
  });

  it('counts one statement and its rows, and nothing for an empty list', () => {
    const t = testOrg();
    const tx = t.begin();
    t.save.run(tx, 'insert', [], SYSTEM);
    t.save.run(
      tx,
      'insert',
      [1, 2, 3].map((n) => t.record('Widget__c', { Name: `w${n}` })),
      SYSTEM
    );
    expect([tx.limits.used('dmlStatements'), tx.limits.used('dmlRows')]).toEqual([1, 3]);
  });

  it('says what is missing in the words of the platform, and keeps nothing', () => {
    const t = testOrg();
    const tx = t.begin();
    const good = t.record('Account', { Name: 'Good' });
    const error = caught(() => t.save.run(tx, 'insert', [good, t.record('Account', {})], SYSTEM));
    expect(error.message).toBe(
      'Insert failed. First exception on row 1; first error: REQUIRED_FIELD_MISSING, Required fields are missing: [Name]: [Name]'
    );
    expect(error.typeName).toBe('System.DmlException');
    expect(good.id).toBeNull();
    expect(t.org.store.count(good.info)).toBe(0);
  });

  it.each([
    ['Code__c', 'x'.repeat(21), 'STRING_TOO_LONG', `Code: data value too large: ${'x'.repeat(21)} (max length=20)`],
    [
      'Size__c',
      Decimal.parse('1000'),
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Size: value outside of valid range on numeric field: 1000'
    ],
    ['Kind__c', 'C', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'Kind: bad value for restricted picklist field: C'],
    ['Mail__c', 'nobody', 'INVALID_EMAIL_ADDRESS', 'Mail: invalid email address: nobody'],
    ['Size__c', Decimal.parse('-1'), 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Size must not be negative']
  ])('refuses a bad value of %s: %s', (field, value, status, message) => {
    const t = testOrg();
    const [result] = t.save.run(t.begin(), 'insert', [t.record('Widget__c', { Name: 'w', [field]: value })], PARTIAL);
    expect(result).toMatchObject({ success: false, id: null, errors: [{ status, message, fields: [field] }] });
  });

  it('refuses references to nothing, to the wrong object and to an inactive owner', () => {
    const t = testOrg();
    const tx = t.begin();
    const crate = t.record('Crate__c', {});
    t.save.run(tx, 'insert', [crate], SYSTEM);
    t.save.run(tx, 'delete', [crate], SYSTEM);
    tx.commit();
    const gone = t.user('gone@example.com', 'Standard User');
    const off = t.begin();
    t.save.run(off, 'update', [t.record('User', { Id: gone, IsActive: false })], SYSTEM);
    off.commit();
    const bad = [{ Crate__c: crate.id }, { Crate__c: t.adminId }, { OwnerId: gone }, {}].map((values) =>
      t.record('Widget__c', { Name: 'w', ...values })
    );
    const results = t.save.run(t.begin(), 'insert', bad, PARTIAL);
    expect(results.map((each) => each.errors[0]?.status ?? 'ok')).toEqual([
      'ENTITY_IS_DELETED',
      'FIELD_INTEGRITY_EXCEPTION',
      'INACTIVE_OWNER_OR_USER',
      'ok'
    ]);
  });

  it('lets a queue own only what the queue holds', () => {
    const t = testOrg();
    const group = t.org.schema.object('Group');
    const queue = [...t.org.store.scan(group as never, { kind: 'all' })].find(
      (row) => row[group?.field('DeveloperName')?.slot ?? 0] === 'Line'
    )?.[0];
    const [widget, crate] = ['Widget__c', 'Crate__c'].map(
      (name) => t.save.run(t.begin(), 'insert', [t.record(name, { OwnerId: queue })], PARTIAL)[0]
    );
    expect(widget?.success).toBe(true);
    expect(crate?.errors[0]?.message).toBe('Queue not associated with this SObject type');
  });

  it('numbers automatically and names nameless records by their id', () => {
    const t = testOrg();
    const records = [t.record('Crate__c', {}), t.record('Crate__c', {}), t.record('Widget__c', {})];
    t.save.run(t.begin(), 'insert', records, SYSTEM);
    const names = records.map((each) => t.value(each.info.name, each.id, 'Name'));
    expect(names).toEqual(['C-0001', 'C-0002', records[2]?.id]);
  });
});

describe('Unique keys', () => {
  it('refuse the second record whatever its case, also within one list, and spare the neighbours', () => {
    const t = testOrg();
    const codes = ['A1', 'B1', 'a1', null, null];
    const results = t.save.run(
      t.begin(),
      'insert',
      codes.map((Code__c) => t.record('Widget__c', { Name: 'w', Code__c })),
      PARTIAL
    );
    expect(results.map((each) => each.success)).toEqual([true, true, false, true, true]);
    expect(results[2]?.errors[0]).toMatchObject({ status: 'DUPLICATE_VALUE', fields: [] });
    expect(results[2]?.errors[0]?.message).toMatch(
      /^duplicate value found: Code__c duplicates value on record with id: \w{15}$/
    );
  });

  it('tell an upsert whether to insert or update', () => {
    const t = testOrg();
    const tx = t.begin();
    t.save.run(tx, 'insert', [t.record('Widget__c', { Name: 'old', Code__c: 'A' })], SYSTEM);
    const given = ['a', 'B', null, 'C', 'c'].map((Code__c) =>
      t.record('Widget__c', { Name: `new ${Code__c}`, Code__c })
    );
    const results = t.save.run(tx, 'upsert', given, { ...PARTIAL, externalId: 'Code__c' });
    expect(results.map((each) => [each.success, each.created])).toEqual([
      [true, false],
      [true, true],
      [false, false],
      [false, false],
      [false, false]
    ]);
    expect(t.value('Widget__c', given[0]?.id ?? null, 'Name')).toBe('new a');
    expect(results[4]?.errors[0]?.message).toBe('Duplicate external id specified: c');
  });
});

describe('An update', () => {
  it('changes populated fields only and shows old and new to triggers', () => {
    const t = testOrg();
    const tx = t.begin();
    const seen: unknown[] = [];
    t.trigger('WidgetTrigger', 'Widget__c', ['after update'], ({ newRecords, oldRecords }) => {
      const [now, before] = [newRecords?.[0] as SObject, oldRecords?.[0] as SObject];
      seen.push(
        now.getByName('Name'),
        before.getByName('Name'),
        String(now.getByName('Size__c')),
        String(now.getByName('Twice__c'))
      );
      expect(() => now.putByName('Name', 'x')).toThrow('Record is read-only');
    });
    const widget = t.record('Widget__c', { Name: 'a', Size__c: Decimal.parse('2') });
    t.save.run(tx, 'insert', [widget], SYSTEM);
    t.save.run(tx, 'update', [t.record('Widget__c', { Id: widget.id, Name: 'b' })], SYSTEM);
    expect(seen).toEqual(['b', 'a', '2', '4']);
  });

  it('refuses a record twice in one list, an unknown id and no id', () => {
    const t = testOrg();
    const tx = t.begin();
    const widget = t.record('Widget__c', { Name: 'a' });
    t.save.run(tx, 'insert', [widget], SYSTEM);
    expect(
      caught(() => t.save.run(tx, 'update', [widget, t.record('Widget__c', { Id: widget.id })], SYSTEM)).message
    ).toBe(`Duplicate id in list: ${widget.id}`);
    const unknown = `${String(widget.id).slice(0, 12)}zzz`;
    const results = t.save.run(
      tx,
      'update',
      [t.record('Widget__c', { Id: unknown }), t.record('Widget__c', { Name: 'x' })],
      PARTIAL
    );
    expect(results.map((each) => each.errors[0]?.status)).toEqual(['INVALID_CROSS_REFERENCE_KEY', 'MISSING_ARGUMENT']);
  });
});

describe('Triggers', () => {
  it("write into the save before it, fail single records, and leave the caller's objects alone", () => {
    const t = testOrg();
    t.trigger('WidgetTrigger', 'Widget__c', ['before insert'], ({ newRecords }) => {
      for (const record of newRecords ?? []) {
        record.putByName('Code__c', `code ${String(record.getByName('Name'))}`);
        if (record.getByName('Name') === 'bad') record.addError('not this one', 'Name');
      }
    });
    const given = ['good', 'bad', 'fine'].map((Name) => t.record('Widget__c', { Name }));
    const results = t.save.run(t.begin(), 'insert', given, PARTIAL);
    expect(results.map((each) => each.success)).toEqual([true, false, true]);
    expect(results[1]?.errors).toEqual([
      { status: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'not this one', fields: ['Name'] }
    ]);
    expect(given[0]?.isSet(given[0].fieldNamed('Code__c').slot)).toBe(false);
    expect(t.value('Widget__c', given[0]?.id ?? null, 'Code__c')).toBe('code good');
  });

  it('see chunks of 200 in one transaction', () => {
    const t = testOrg();
    const sizes: number[] = [];
    t.trigger(
      'WidgetTrigger',
      'Widget__c',
      ['after insert'],
      ({ newRecords }) => void sizes.push(newRecords?.length ?? 0)
    );
    t.save.run(
      t.begin(),
      'insert',
      Array.from({ length: 450 }, (_, n) => t.record('Widget__c', { Name: `w${n}` })),
      SYSTEM
    );
    expect(sizes).toEqual([200, 200, 50]);
  });

  it('run again for the survivors of a partial save, with limits as before the first attempt', () => {
    const t = testOrg();
    const runs: number[] = [];
    t.trigger('WidgetTrigger', 'Widget__c', ['after insert'], ({ newRecords }, tx) => {
      runs.push(newRecords?.length ?? 0);
      tx.limits.count('queries', 3);
      newRecords?.find((record) => record.getByName('Name') === 'bad')?.addError('no');
    });
    const tx = t.begin();
    const results = t.save.run(
      tx,
      'insert',
      ['a', 'bad', 'b'].map((Name) => t.record('Widget__c', { Name })),
      PARTIAL
    );
    expect(runs).toEqual([3, 2]);
    expect(results.map((each) => each.success)).toEqual([true, false, true]);
    expect(tx.limits.used('queries')).toBe(3);
    expect(t.org.store.count(t.record('Widget__c', {}).info)).toBe(2);
  });

  it('give up after the third attempt that fails', () => {
    const t = testOrg();
    t.trigger('WidgetTrigger', 'Widget__c', ['after insert'], ({ newRecords }) =>
      newRecords?.[0]?.addError('always the first')
    );
    const results = t.save.run(
      t.begin(),
      'insert',
      ['a', 'b', 'c', 'd'].map((Name) => t.record('Widget__c', { Name })),
      PARTIAL
    );
    expect(results.map((each) => each.success)).toEqual([false, false, false, false]);
    expect(results[3]?.errors[0]?.message).toBe(
      'Too many batch retries in the presence of Apex triggers and partial failures.'
    );
  });

  it('that throw fail the statement with the trigger, the event and the cause', () => {
    const t = testOrg();
    t.trigger('WidgetTrigger', 'Widget__c', ['before insert'], () => {
      throw new ApexException('Boom', null, 'System.MathException');
    });
    const error = caught(() => t.save.run(t.begin(), 'insert', [t.record('Widget__c', { Name: 'w' })], SYSTEM));
    expect(error.message).toBe(
      'Insert failed. First exception on row 0; first error: CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY, WidgetTrigger: execution of BeforeInsert\n\ncaused by: System.MathException: Boom: []'
    );
  });

  it('cannot be stopped by a save from running out of limits', () => {
    const t = testOrg();
    t.trigger('WidgetTrigger', 'Widget__c', ['after insert'], (_context, tx) => tx.limits.count('queries', 101));
    const error = caught(() => t.save.run(t.begin(), 'insert', [t.record('Widget__c', { Name: 'w' })], PARTIAL));
    expect(error.typeName).toBe('System.LimitException');
  });

  it('stop at a depth of sixteen', () => {
    const t = testOrg();
    let runs = 0;
    t.trigger('WidgetTrigger', 'Widget__c', ['after update'], ({ newRecords }, tx) => {
      runs++;
      t.save.run(tx, 'update', [t.record('Widget__c', { Id: newRecords?.[0]?.id, Name: `n${runs}` })], SYSTEM);
    });
    const tx = t.begin();
    const widget = t.record('Widget__c', { Name: 'w' });
    t.save.run(tx, 'insert', [widget], SYSTEM);
    const error = caught(() => t.save.run(tx, 'update', [t.record('Widget__c', { Id: widget.id, Name: 'x' })], SYSTEM));
    expect(error.message).toContain('maximum trigger depth exceeded');
    expect(runs).toBe(16);
    expect(t.value('Widget__c', widget.id, 'Name')).toBe('w');
  });
});

describe('Deleting', () => {
  it('takes details along, clears lookups without triggers, and undelete brings the details back', () => {
    const t = testOrg();
    const tx = t.begin();
    const events: string[] = [];
    t.trigger('PartTrigger', 'Part__c', ['before delete', 'after delete'], () => void events.push('part'));
    t.trigger(
      'WidgetTrigger',
      'Widget__c',
      ['after delete', 'after undelete'],
      (context) => void events.push(context.operation)
    );
    const crate = t.record('Crate__c', {});
    t.save.run(tx, 'insert', [crate], SYSTEM);
    const widget = t.record('Widget__c', { Name: 'w', Crate__c: crate.id });
    t.save.run(tx, 'insert', [widget], SYSTEM);
    const part = t.record('Part__c', { Name: 'p', Widget__c: widget.id });
    t.save.run(tx, 'insert', [part], SYSTEM);
    t.save.run(tx, 'delete', [t.record('Crate__c', { Id: crate.id })], SYSTEM);
    expect(t.value('Widget__c', widget.id, 'Crate__c')).toBeNull();
    t.save.run(tx, 'delete', [t.record('Widget__c', { Id: widget.id })], SYSTEM);
    expect([t.value('Widget__c', widget.id, 'Name'), t.value('Part__c', part.id, 'Name')]).toEqual([
      undefined,
      undefined
    ]);
    t.save.run(tx, 'undelete', [t.record('Widget__c', { Id: widget.id })], SYSTEM);
    expect([
      t.value('Widget__c', widget.id, 'Name'),
      t.value('Part__c', part.id, 'Name'),
      t.value('Part__c', part.id, 'IsDeleted')
    ]).toEqual(['w', 'p', false]);
    expect(events).toEqual(['delete', 'undelete']);
  });
});

describe('Roll-up summaries', () => {
  it('save the parent when children come, move and go', () => {
    const t = testOrg();
    const tx = t.begin();
    const seen: string[] = [];
    t.trigger(
      'WidgetTrigger',
      'Widget__c',
      ['after update'],
      ({ newRecords }) => void seen.push(String(newRecords?.[0]?.getByName('Parts__c')))
    );
    const widget = t.record('Widget__c', { Name: 'w' });
    t.save.run(tx, 'insert', [widget], SYSTEM);
    const parts = [1, 2].map((n) => t.record('Part__c', { Name: `p${n}`, Widget__c: widget.id }));
    t.save.run(tx, 'insert', parts, SYSTEM);
    t.save.run(tx, 'delete', [t.record('Part__c', { Id: parts[0]?.id })], SYSTEM);
    expect(seen).toEqual(['2', '1']);
    expect(String(t.value('Widget__c', widget.id, 'Parts__c'))).toBe('1');
    expect(tx.limits.used('dmlStatements')).toBe(3);
  });
});

describe('Setup objects', () => {
  it('may not be saved with other records, unless another user context runs', () => {
    const t = testOrg();
    const tx = t.begin();
    t.save.run(tx, 'insert', [t.record('Widget__c', { Name: 'w' })], SYSTEM);
    const role = () => t.record('UserRole', { Name: 'r', DeveloperName: 'r' });
    expect(caught(() => t.save.run(tx, 'insert', [role()], SYSTEM)).message).toBe(
      'Insert failed. First exception on row 0; first error: MIXED_DML_OPERATION, DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): UserRole, original object: Widget__c: []'
    );
    tx.user = t.org.access.user(t.adminId);
    expect(t.save.run(tx, 'insert', [role()], SYSTEM)[0]?.success).toBe(true);
  });

  it('may be groups that are inserted and updated beside other records, but not deleted', () => {
    const t = testOrg();
    const tx = t.begin();
    t.save.run(tx, 'insert', [t.record('Widget__c', { Name: 'w' })], SYSTEM);
    const group = t.record('Group', { Name: 'g', DeveloperName: 'g', Type: 'Regular' });
    expect(t.save.run(tx, 'insert', [group], SYSTEM)[0]?.success).toBe(true);
    expect(caught(() => t.save.run(tx, 'delete', [group], SYSTEM)).message).toContain('MIXED_DML_OPERATION');
  });
});
