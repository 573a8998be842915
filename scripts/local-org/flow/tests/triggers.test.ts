import { describe, expect, it } from 'vitest';
import { DiagnosticError } from '../../contracts/diagnostics.ts';
import { ApexException, Decimal } from '../../values/index.ts';
import { PARTIAL, SYSTEM } from '../../save/tests/org.ts';
import {
  afterSave,
  apexClass,
  assign,
  beforeSave,
  condition,
  element,
  filter,
  flag,
  flowOrg,
  num,
  put,
  ref,
  rule,
  tag,
  text,
  to,
  variable
} from './kit.ts';
import type { FlowOrg } from './kit.ts';

const widgets = (
  t: FlowOrg,
  count: number,
  more: Readonly<Record<string, unknown>> = {}
): ReturnType<FlowOrg['record']>[] =>
  [...Array(count).keys()].map((n) => t.record('Widget__c', { Name: `w${n}`, ...more }));

const caught = (run: () => unknown): ApexException => {
  try {
    run();
  } catch (error) {
    if (error instanceof ApexException) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('A flow before the save', () => {
  const NAME = element('assignments', 'Rename', assign('$Record.Name', text('{!$Record.Kind__c}-{!$Record.Size__c}')));

  it('writes into the record without a statement of its own', () => {
    const t = flowOrg({ Rename: NAME + beforeSave('Rename') });
    const [widget] = widgets(t, 1, { Size__c: Decimal.parse('2.50') });
    const tx = t.insert([widget as never]);
    expect(t.value('Widget__c', widget?.id ?? null, 'Name')).toBe('A-2.5');
    expect(tx.limits.used('dmlStatements')).toBe(1);
  });

  it('updates the record that started it in the same way', () => {
    const update = element('recordUpdates', 'Fill', put('Code__c', text('x1')) + tag('inputReference', '$Record'));
    const t = flowOrg({ Fill: update + beforeSave('Fill') });
    const [widget] = widgets(t, 1);
    const tx = t.insert([widget as never]);
    expect([t.value('Widget__c', widget?.id ?? null, 'Code__c'), tx.limits.used('dmlStatements')]).toEqual(['x1', 1]);
  });

  it('may not write other records', () => {
    const create = element('recordCreates', 'Make', put('Name', text('x')) + tag('object', 'Widget__c'));
    expect(() => flowOrg({ Make: create + beforeSave('Make') })).toThrow(
      /Make: an element of the kind create cannot be used before a save/
    );
  });

  it('stops a save with its own message on a field', () => {
    const stop = element(
      'customErrors',
      'Stop',
      tag(
        'customErrorMessages',
        tag('errorMessage', 'No {!$Record.Name}') + tag('isFieldError', true) + tag('fieldSelection', 'Size__c')
      )
    );
    const t = flowOrg({ Stop: stop + beforeSave('Stop', filter('Size__c', 'GreaterThan', num(5))) });
    const results = t.save.run(
      t.begin(),
      'insert',
      [...widgets(t, 1, { Size__c: Decimal.of(6) }), ...widgets(t, 1)],
      PARTIAL
    );
    expect(results.map((r) => r.errors)).toEqual([
      [{ status: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No w0', fields: ['Size__c'] }],
      []
    ]);
  });
});

describe('Entry conditions', () => {
  const MARK = element('recordUpdates', 'Mark', put('Size__c', num(1)) + tag('inputReference', '$Record'));
  const marked = (t: FlowOrg, id: string | null | undefined): boolean =>
    String(t.value('Widget__c', id ?? null, 'Size__c')) === '1';

  it('combine by numbered logic', () => {
    const filters =
      filter('Name', 'StartsWith', text('W')) +
      filter('Kind__c', 'EqualTo', text('B')) +
      filter('Active__c', 'EqualTo', flag(false));
    const t = flowOrg({ Mark: MARK + beforeSave('Mark', tag('filterLogic', '1 AND (2 OR 3)') + filters) });
    const made = [
      ...widgets(t, 1),
      ...widgets(t, 1, { Kind__c: 'B' }),
      ...widgets(t, 1, { Active__c: false }),
      ...widgets(t, 1, { Name: 'x', Kind__c: 'B' })
    ];
    t.insert(made);
    expect(made.map((w) => marked(t, w.id))).toEqual([false, true, true, false]);
  });

  it('may be a formula over the record and what changed', () => {
    const formula = tag(
      'filterFormula',
      'ISNEW() || (ISCHANGED({!$Record.Kind__c}) &amp;&amp; TEXT({!$Record__Prior.Kind__c}) = "A")'
    );
    const t = flowOrg({ Mark: MARK + beforeSave('Mark', formula) });
    const [widget] = widgets(t, 1);
    t.insert([widget as never]);
    expect(marked(t, widget?.id)).toBe(true);
    t.update([t.record('Widget__c', { Id: widget?.id, Size__c: Decimal.of(2) })]);
    expect(marked(t, widget?.id)).toBe(false);
    t.update([t.record('Widget__c', { Id: widget?.id, Kind__c: 'B' })]);
    expect(marked(t, widget?.id)).toBe(true);
  });

  it('that must be newly met hold for a new record and after a change only', () => {
    const t = flowOrg({
      Mark:
        MARK +
        beforeSave(
          'Mark',
          tag('doesRequireRecordChangedToMeetCriteria', true) + filter('Kind__c', 'EqualTo', text('B'))
        )
    });
    const [widget] = widgets(t, 1, { Kind__c: 'B' });
    t.insert([widget as never]);
    expect(marked(t, widget?.id)).toBe(true);
    const change = (values: Readonly<Record<string, unknown>>): boolean => {
      t.update([t.record('Widget__c', { Id: widget?.id, Size__c: Decimal.of(9), ...values })]);
      return marked(t, widget?.id);
    };
    expect([change({}), change({ Kind__c: 'A' }), change({ Kind__c: 'B' }), change({ Name: 'z' })]).toEqual([
      false,
      false,
      true,
      false
    ]);
  });

  it('IsChanged compares with the record before the save', () => {
    const t = flowOrg({ Mark: MARK + beforeSave('Mark', filter('Name', 'IsChanged', flag(true))) });
    const [widget] = widgets(t, 1);
    t.insert([widget as never]);
    expect(marked(t, widget?.id)).toBe(false);
    t.update([t.record('Widget__c', { Id: widget?.id, Name: 'new' })]);
    expect(marked(t, widget?.id)).toBe(true);
  });
});

describe('A flow after the save', () => {
  const CRATE = element('recordCreates', 'Make_Crate', tag('object', 'Crate__c') + to('Link'));
  const LINK = element('recordUpdates', 'Link', put('Crate__c', ref('Make_Crate')) + tag('inputReference', '$Record'));

  it('runs its statements once for 200 records', () => {
    const t = flowOrg({ Crate: CRATE + LINK + afterSave('Make_Crate').replace('CreateAndUpdate', 'Create') });
    const made = widgets(t, 200);
    const tx = t.insert(made);
    const crates = made.map((w) => t.value('Widget__c', w.id, 'Crate__c'));
    expect(new Set(crates).size).toBe(200);
    expect([tx.limits.used('dmlStatements'), tx.limits.used('dmlRows')]).toEqual([3, 600]);
  });

  it('runs flows in their order: 1 to 1000, without one, above', () => {
    const calls: string[] = [];
    const action = (name: string): string =>
      element(
        'actionCalls',
        'Note',
        tag('actionName', 'Note') +
          tag('actionType', 'apex') +
          tag('inputParameters', tag('name', 'name') + tag('value', text(name)))
      );
    const flow = (name: string, order?: number): string =>
      action(name) + afterSave('Note') + (order === undefined ? '' : tag('triggerOrder', order));
    const t = flowOrg(
      { A: flow('late', 1500), B: flow('none'), C: flow('second', 20), D: flow('first', 10) },
      { Note: apexClass({ name: 'String' }, (requests) => (calls.push(...requests.map((r) => String(r['name']))), [])) }
    );
    t.insert(widgets(t, 1));
    expect(calls).toEqual(['first', 'second', 'none', 'late']);
  });

  it('fails the save in the words of the platform, and only the record whose interview failed', () => {
    const bad = element('recordUpdates', 'Shrink', put('Size__c', num(-1)) + tag('inputReference', '$Record'));
    const t = flowOrg({ Shrink: bad + afterSave('Shrink', filter('Name', 'EqualTo', text('w1'))) });
    const results = t.save.run(t.begin(), 'insert', widgets(t, 3), PARTIAL);
    expect(results.map((r) => r.success)).toEqual([true, false, true]);
    expect(results[1]?.errors).toEqual([
      {
        status: 'CANNOT_EXECUTE_FLOW_TRIGGER',
        message:
          "We can't save this record because the “Shrink label” process failed. Give your Salesforce admin these details. This error occurred when the flow tried to update records: FIELD_CUSTOM_VALIDATION_EXCEPTION: Size must not be negative. You can look up ExceptionCode values in the SOAP API Developer Guide.",
        fields: []
      }
    ]);
    const error = caught(() => t.save.run(t.begin(), 'insert', widgets(t, 3), SYSTEM));
    expect(error.message).toContain(
      'Insert failed. First exception on row 1; first error: CANNOT_EXECUTE_FLOW_TRIGGER'
    );
  });

  it('takes the fault connector, with the fault at hand, and goes on', () => {
    const bad = element(
      'recordUpdates',
      'Shrink',
      put('Size__c', num(-1)) + tag('inputReference', '$Record') + to('Note', 'faultConnector')
    );
    const note = element(
      'recordUpdates',
      'Note',
      put('Code__c', text('failed')) + put('Name', ref('Short')) + tag('inputReference', '$Record')
    );
    const short = tag(
      'formulas',
      tag('name', 'Short') + tag('dataType', 'String') + tag('expression', 'LEFT({!$Flow.FaultMessage}, 19)')
    );
    const t = flowOrg({ Shrink: bad + note + short + afterSave('Shrink') });
    const [widget] = widgets(t, 1);
    t.insert([widget as never]);
    expect([
      t.value('Widget__c', widget?.id ?? null, 'Code__c'),
      t.value('Widget__c', widget?.id ?? null, 'Name')
    ]).toEqual(['failed', 'This error occurred']);
  });

  it('adds the prior record of a new record to a collection as a place without record', () => {
    const flow =
      element(
        'assignments',
        'Join',
        assign('all', ref('$Record__Prior'), 'Add') + assign('all', ref('$Record'), 'Add') + to('Count')
      ) +
      element('assignments', 'Count', assign('size', ref('all'), 'AssignCount') + to('Write')) +
      element('assignments', 'Write', assign('$Record.Size__c', ref('size'))) +
      variable('all', 'SObject', tag('objectType', 'Widget__c') + tag('isCollection', true)) +
      variable('size', 'Number') +
      beforeSave('Join');
    const t = flowOrg({ Collect: flow });
    const [widget] = widgets(t, 1);
    t.insert([widget as never]);
    expect(String(t.value('Widget__c', widget?.id ?? null, 'Size__c'))).toBe('2');
  });

  it('keeps no record of an interview of which one failed, and all of the others', () => {
    const build = element(
      'assignments',
      'Build',
      assign('one.Name', text('{!$Record.Name} a')) +
        assign('two.Name', text('{!$Record.Name} b')) +
        assign('two.Size__c', ref('$Record.Size__c'), 'Assign') +
        assign('both', ref('one'), 'Add') +
        assign('both', ref('two'), 'Add') +
        to('Make')
    );
    const make = element('recordCreates', 'Make', tag('inputReference', 'both') + to('Done', 'faultConnector'));
    const done = element('assignments', 'Done', assign('note', text('x')));
    const record = (name: string, more = ''): string =>
      variable(name, 'SObject', tag('objectType', 'Widget__c') + more);
    const flow =
      build +
      make +
      done +
      record('one') +
      record('two') +
      record('both', tag('isCollection', true)) +
      variable('note', 'String') +
      afterSave('Build', filter('Code__c', 'IsNull', flag(false)));
    const t = flowOrg({ Twins: flow });
    t.trigger('Negate', 'Widget__c', ['before insert'], ({ newRecords }) => {
      for (const record of newRecords ?? [])
        if (String(record.peek(record.fieldNamed('Name').slot)) === 'bad b')
          record.put(record.fieldNamed('Size__c').slot, Decimal.of(-1));
    });
    t.insert([
      t.record('Widget__c', { Name: 'good', Code__c: '1' }),
      t.record('Widget__c', { Name: 'bad', Code__c: '2' })
    ]);
    const info = t.record('Widget__c', {}).info;
    const slot = info.field('Name')?.slot ?? 0;
    const names = [...t.org.store.scan(info, { kind: 'all' })].map((row) => row[slot]);
    expect(names.sort()).toEqual(['bad', 'good', 'good a', 'good b']);
  });

  it('does not start again for the record that it updates', () => {
    const calls: unknown[] = [];
    const note = element('actionCalls', 'Note', tag('actionName', 'Note') + tag('actionType', 'apex') + to('Touch'));
    const touch = element('recordUpdates', 'Touch', put('Code__c', text('t')) + tag('inputReference', '$Record'));
    const t = flowOrg(
      { Touch: note + touch + afterSave('Note') },
      { Note: apexClass({}, (requests) => (calls.push(requests.length), [])) }
    );
    t.insert(widgets(t, 1));
    expect(calls).toEqual([1]);
  });

  it('an outcome may ask for a change', () => {
    const decide = element(
      'decisions',
      'Grew',
      rule(
        'Now_Big',
        condition('$Record.Size__c', 'GreaterThan', num(10)) + tag('doesRequireRecordChangedToMeetCriteria', true),
        'Mark'
      )
    );
    const mark = element('recordUpdates', 'Mark', put('Code__c', text('big')) + tag('inputReference', '$Record'));
    const t = flowOrg({ Grow: decide + mark + afterSave('Grew') });
    const [widget] = widgets(t, 1, { Size__c: Decimal.of(3) });
    t.insert([widget as never]);
    const size = (n: number): unknown => {
      t.update([t.record('Widget__c', { Id: widget?.id, Size__c: Decimal.of(n), Code__c: null })]);
      return t.value('Widget__c', widget?.id ?? null, 'Code__c');
    };
    expect([size(11), size(12), size(4), size(20)]).toEqual(['big', null, null, 'big']);
  });
});

describe('A flow before the deletion', () => {
  it('may stop it', () => {
    const stop = element(
      'customErrors',
      'Stop',
      tag('customErrorMessages', tag('errorMessage', '{!$Record.Name} stays') + tag('isFieldError', false))
    );
    const start = beforeSave('Stop')
      .replace('RecordBeforeSave', 'RecordBeforeDelete')
      .replace(tag('recordTriggerType', 'CreateAndUpdate'), tag('recordTriggerType', 'Delete'));
    const t = flowOrg({ Stop: stop + start });
    const [widget] = widgets(t, 1);
    t.insert([widget as never]);
    const [result] = t.save.run(t.begin(), 'delete', [t.record('Widget__c', { Id: widget?.id })], PARTIAL);
    expect(result).toMatchObject({ success: false, errors: [{ message: 'w0 stays' }] });
  });
});

describe('What is wrong in a flow', () => {
  const problems = (body: string): string => {
    try {
      flowOrg({ Bad: body });
    } catch (error) {
      if (error instanceof DiagnosticError) return error.diagnostics.map((d) => `${d.line}: ${d.message}`).join('\n');
      throw error;
    }
    return 'compiled';
  };

  it.each([
    [
      'a field',
      element('assignments', 'A', assign('$Record.Gone__c', text('x'))) + beforeSave('A'),
      /The resource \$Record\.Gone__c does not exist in the flow/
    ],
    [
      'an element',
      element('assignments', 'A', assign('$Record.Name', text('x')) + to('Nowhere')) + beforeSave('A'),
      /The element Nowhere does not exist in the flow/
    ],
    [
      'an action type',
      element('actionCalls', 'A', tag('actionName', 'submit') + tag('actionType', 'submit')) + afterSave('A'),
      /A: the action type submit is not supported by the local org/
    ],
    [
      'an Apex class',
      element('actionCalls', 'A', tag('actionName', 'Gone') + tag('actionType', 'apex')) + afterSave('A'),
      /The Apex class Gone does not exist/
    ],
    [
      'a formula',
      tag('formulas', tag('name', 'F') + tag('dataType', 'Number') + tag('expression', 'LEN({!$Record.Gone__c})')) +
        element('assignments', 'A', assign('$Record.Size__c', ref('F'))) +
        beforeSave('A'),
      /Field \$Record\.Gone__c does not exist\. Check spelling\./
    ],
    [
      'a loop of formulas',
      tag('formulas', tag('name', 'F') + tag('dataType', 'Number') + tag('expression', '{!F} + 1')) +
        element('assignments', 'A', assign('$Record.Size__c', ref('F'))) +
        beforeSave('A'),
      /The resource F refers to itself/
    ],
    [
      'the logic',
      element('assignments', 'A', assign('$Record.Name', text('x'))) +
        beforeSave(
          'A',
          tag('filterLogic', '1 AND 3') +
            filter('Name', 'IsNull', flag(false)) +
            filter('Kind__c', 'IsNull', flag(false))
        ),
      /The condition logic "1 AND 3" cannot be read/
    ]
  ])('is named with its line: %s', (_what, body, expected) => {
    expect(problems(body)).toMatch(expected);
    expect(problems(body)).toMatch(/^[1-9]\d*: /);
  });

  it('is listed all at once', () => {
    const body =
      element('assignments', 'A', assign('$Record.Gone__c', text('x')) + to('B')) +
      element('assignments', 'B', assign('missing', text('x'))) +
      beforeSave('A');
    expect(problems(body).split('\n')).toHaveLength(2);
  });
});
