import { describe, expect, it } from 'vitest';
import { ApexException, ApexList, Decimal, SObject, listType, stringType } from '../../values/index.ts';
import { createFlowEngine, listFlowSupport } from '../index.ts';
import {
  INPUT,
  MANY,
  OUTPUT,
  apexClass,
  assign,
  beforeSave,
  condition,
  element,
  filter,
  flag,
  flowOrg,
  launched,
  num,
  put,
  read,
  flowXml,
  ref,
  rule,
  tag,
  text,
  to,
  variable
} from './kit.ts';
import type { FlowOrg } from './kit.ts';

const launch = (t: FlowOrg, name: string, inputs: Readonly<Record<string, unknown>> = {}): Map<string, unknown> =>
  t.engine.launch(t.begin(), name, new Map(Object.entries(inputs)));
const dec = (value: string | number): Decimal => Decimal.parse(String(value));
const shown = (value: unknown): unknown =>
  value instanceof Decimal
    ? value.stripTrailingZeros().toPlainString()
    : value instanceof ApexList
      ? value.items.map(shown)
      : value;
const out = (t: FlowOrg, name: string, inputs: Readonly<Record<string, unknown>> = {}): unknown =>
  shown(launch(t, name, inputs).get('result'));

const RESULT = variable('result', 'String', OUTPUT);
const NUMBER = variable('result', 'Number', OUTPUT + tag('scale', 2));
const record = (name: string, more = ''): string => variable(name, 'SObject', tag('objectType', 'Widget__c') + more);

function withWidgets(t: FlowOrg, count: number): FlowOrg {
  t.insert(
    [...Array(count).keys()].map((n) => t.record('Widget__c', { Name: `w${n}`, Code__c: `c${n}`, Size__c: dec(n) }))
  );
  return t;
}

describe('A launched flow', () => {
  it('takes inputs and gives outputs', () => {
    const flow =
      variable('who', 'String', INPUT) +
      RESULT +
      element('assignments', 'Greet', assign('result', text('Hello {!who}'))) +
      launched('Greet');
    const t = flowOrg({ Greet: flow });
    expect(out(t, 'Greet', { who: 'Ann' })).toBe('Hello Ann');
    expect(() => launch(t, 'Greet', { whom: 'Ann' })).toThrow('The flow Greet has no input variable whom.');
    expect([t.engine.has('greet'), t.engine.has('Gone')]).toEqual([true, false]);
    expect(() => launch(t, 'Gone')).toThrow('Invalid type: Flow.Interview.Gone');
  });

  it('rounds numbers to the scale of the variable', () => {
    const t = flowOrg({
      Third:
        NUMBER +
        element('assignments', 'Divide', assign('result', ref('third'))) +
        tag('formulas', tag('name', 'third') + tag('dataType', 'Number') + tag('expression', '2 / 3')) +
        launched('Divide')
    });
    expect(out(t, 'Third')).toBe('0.67');
  });

  it('decides in order and falls through to the default outcome', () => {
    const decide = element(
      'decisions',
      'Size',
      rule('Large', condition('n', 'GreaterThan', num(100)), 'Say_Large') +
        rule('Either', condition('n', 'EqualTo', num(1)) + condition('n', 'EqualTo', num(2)), 'Say_Either', 'or') +
        to('Say_Other', 'defaultConnector')
    );
    const say = (name: string): string => element('assignments', `Say_${name}`, assign('result', text(name)));
    const t = flowOrg({
      Size:
        variable('n', 'Number', INPUT) +
        RESULT +
        decide +
        say('Large') +
        say('Either') +
        say('Other') +
        launched('Size')
    });
    expect([101, 2, 50].map((n) => out(t, 'Size', { n: dec(n) }))).toEqual(['Large', 'Either', 'Other']);
  });

  it('loops over a collection, forwards and backwards', () => {
    const loop = (order: string): string =>
      element(
        'loops',
        'Each',
        tag('collectionReference', 'names') +
          tag('iterationOrder', order) +
          to('Join', 'nextValueConnector') +
          to('Done', 'noMoreValuesConnector')
      );
    const flow = (order: string): string =>
      variable('names', 'String', INPUT + MANY) +
      RESULT +
      loop(order) +
      element('assignments', 'Join', assign('result', ref('Each'), 'Add') + to('Each')) +
      element('assignments', 'Done', assign('result', text('.'), 'Add')) +
      launched('Each');
    const t = flowOrg({ Up: flow('Asc'), Down: flow('Desc') });
    const names = new ApexList(listType(stringType), ['a', 'b', 'c']);
    expect([out(t, 'Up', { names }), out(t, 'Down', { names })]).toEqual(['abc.', 'cba.']);
  });

  it('changes collections by every operator', () => {
    const start =
      assign('list', text('a'), 'Add') +
      assign('list', text('b'), 'Add') +
      assign('list', text('c'), 'Add') +
      assign('list', text('b'), 'Add');
    const flow = (operator: string, value: string): string =>
      variable('list', 'String', MANY) +
      variable('some', 'String', MANY) +
      variable('result', 'String', MANY + OUTPUT) +
      element(
        'assignments',
        'Do',
        assign('some', text('b'), 'Add') + start + assign('list', value, operator) + assign('result', ref('list'))
      ) +
      launched('Do');
    const cases: readonly [string, string, string][] = [
      ['AddAtStart', text('z'), 'zabcb'],
      ['RemoveFirst', text('b'), 'acb'],
      ['RemoveAll', ref('some'), 'ac'],
      ['RemoveAfterFirst', text('b'), 'ab'],
      ['RemoveBeforeFirst', text('b'), 'bcb'],
      ['RemoveUncommon', ref('some'), 'bb'],
      ['RemovePosition', num(1), 'bcb']
    ];
    for (const [operator, value, expected] of cases)
      expect((out(flowOrg({ List: flow(operator, value) }), 'List') as string[]).join('')).toBe(expected);
  });

  it('counts, adds and subtracts', () => {
    const steps =
      assign('result', num(5)) +
      assign('result', num(2.5), 'Add') +
      assign('result', num(1), 'Subtract') +
      assign('list', text('x'), 'Add') +
      assign('count', ref('list'), 'AssignCount') +
      assign('result', ref('count'), 'Add');
    const t = flowOrg({
      Sum:
        NUMBER +
        variable('list', 'String', MANY) +
        variable('count', 'Number') +
        element('assignments', 'Do', steps) +
        launched('Do')
    });
    expect(out(t, 'Sum')).toBe('7.5');
  });

  it('gets the first record, by filters and in order', () => {
    const get = element(
      'recordLookups',
      'Get',
      tag('object', 'Widget__c') +
        tag('filterLogic', 'and') +
        filter('Size__c', 'GreaterThan', num(1)) +
        filter('Name', 'StartsWith', text('w')) +
        tag('getFirstRecordOnly', true) +
        tag('sortField', 'Name') +
        tag('sortOrder', 'Desc') +
        tag('storeOutputAutomatically', true) +
        to('Say')
    );
    const t = withWidgets(
      flowOrg({
        Get:
          RESULT +
          get +
          element('assignments', 'Say', assign('result', text('{!Get.Name} {!Get.Twice__c}'))) +
          launched('Get')
      }),
      4
    );
    expect(out(t, 'Get')).toBe('w3 6');
  });

  it('gets all records into a collection; null is found where nothing is', () => {
    const get = (value: string): string =>
      element(
        'recordLookups',
        'Get',
        tag('object', 'Widget__c') +
          filter('Code__c', 'In', ref('codes')) +
          tag('getFirstRecordOnly', false) +
          tag('storeOutputAutomatically', true) +
          to('Any')
      ) +
      variable('codes', 'String', MANY + INPUT) +
      value;
    const decide = element(
      'decisions',
      'Any',
      rule('None', condition('Get', 'IsNull', flag(true)), 'Say_None') + to('Count', 'defaultConnector')
    );
    const t = withWidgets(
      flowOrg({
        Get:
          NUMBER +
          get('') +
          decide +
          element('assignments', 'Say_None', assign('result', num(-1))) +
          element('assignments', 'Count', assign('result', ref('Get'), 'AssignCount')) +
          launched('Get')
      }),
      4
    );
    const codes = (...items: string[]): ApexList => new ApexList(listType(stringType), items);
    expect([out(t, 'Get', { codes: codes('c1', 'c3', 'zz') }), out(t, 'Get', { codes: codes('zz') })]).toEqual([
      '2',
      '-1'
    ]);
  });

  it('stores chosen fields in variables', () => {
    const get = element(
      'recordLookups',
      'Get',
      tag('assignNullValuesIfNoRecordsFound', true) +
        tag('object', 'Widget__c') +
        filter('Code__c', 'EqualTo', ref('code')) +
        tag('outputAssignments', tag('assignToReference', 'result') + tag('field', 'Name'))
    );
    const t = withWidgets(flowOrg({ Get: RESULT + variable('code', 'String', INPUT) + get + launched('Get') }), 2);
    expect([out(t, 'Get', { code: 'c1' }), out(t, 'Get', { code: 'c9' })]).toEqual(['w1', null]);
  });

  it('creates from a record variable, gives it its id, updates and deletes by filters', () => {
    const make =
      element('assignments', 'Fill', assign('made.Name', text('new')) + to('Make')) +
      element('recordCreates', 'Make', tag('inputReference', 'made') + to('Grow'));
    const grow = element(
      'recordUpdates',
      'Grow',
      tag('object', 'Widget__c') + filter('Id', 'EqualTo', ref('made.Id')) + put('Size__c', num(7)) + to('Drop')
    );
    const drop = element(
      'recordDeletes',
      'Drop',
      tag('object', 'Widget__c') + filter('Code__c', 'EqualTo', text('c0')) + to('Say')
    );
    const t = withWidgets(
      flowOrg({
        All:
          record('made') +
          RESULT +
          make +
          grow +
          drop +
          element('assignments', 'Say', assign('result', ref('made.Id'))) +
          launched('Fill')
      }),
      2
    );
    const id = out(t, 'All') as string;
    expect(String(t.value('Widget__c', id, 'Size__c'))).toBe('7');
    expect(t.org.store.count(t.record('Widget__c', {}).info)).toBe(2);
  });

  it('a record variable goes by value', () => {
    const steps =
      assign('one.Name', text('first')) +
      assign('two', ref('one')) +
      assign('two.Name', text('second')) +
      assign('result', ref('one.Name'));
    expect(
      out(
        flowOrg({
          Copy: record('one') + record('two') + RESULT + element('assignments', 'Do', steps) + launched('Do')
        }),
        'Copy'
      )
    ).toBe('first');
  });

  it('sorts, filters and maps collections', () => {
    const get = element(
      'recordLookups',
      'Get',
      tag('object', 'Widget__c') + tag('getFirstRecordOnly', false) + tag('storeOutputAutomatically', true) + to('Sort')
    );
    const sort = element(
      'collectionProcessors',
      'Sort',
      tag('collectionProcessorType', 'SortCollectionProcessor') +
        tag('collectionReference', 'Get') +
        tag('limit', 3) +
        tag(
          'sortOptions',
          tag('doesPutEmptyStringAndNullFirst', false) + tag('sortField', 'Size__c') + tag('sortOrder', 'Desc')
        ) +
        to('Filter')
    );
    const keep = element(
      'collectionProcessors',
      'Filter',
      tag('assignNextValueToReference', 'currentItem_Filter') +
        tag('collectionProcessorType', 'FilterCollectionProcessor') +
        tag('collectionReference', 'Get') +
        tag('conditionLogic', 'and') +
        condition('currentItem_Filter.Size__c', 'NotEqualTo', num(3)) +
        to('Each')
    );
    const each = element('loops', 'Each', tag('collectionReference', 'Filter') + to('Join', 'nextValueConnector'));
    const t = withWidgets(
      flowOrg({
        Sort:
          RESULT +
          get +
          sort +
          keep +
          each +
          element('assignments', 'Join', assign('result', ref('Each.Name'), 'Add') + to('Each')) +
          launched('Get')
      }),
      5
    );
    expect(out(t, 'Sort')).toBe('w4w2');
  });

  it('transforms each record of a collection into another', () => {
    const get = element(
      'recordLookups',
      'Get',
      tag('object', 'Widget__c') + tag('getFirstRecordOnly', false) + tag('storeOutputAutomatically', true) + to('Turn')
    );
    const action = tag(
      'transformValueActions',
      tag('outputFieldApiName', 'Name') + tag('transformType', 'Map') + tag('value', ref('Get[$EachItem].Code__c'))
    );
    const turn = element(
      'transforms',
      'Turn',
      tag('dataType', 'SObject') +
        tag('isCollection', true) +
        tag('objectType', 'Widget__c') +
        tag('transformValues', action) +
        to('Put')
    );
    const t = withWidgets(
      flowOrg({
        Turn:
          record('result', MANY + OUTPUT) +
          get +
          turn +
          element('assignments', 'Put', assign('result', ref('Turn'))) +
          launched('Get')
      }),
      2
    );
    const made = launch(t, 'Turn').get('result') as ApexList;
    expect(made.items.map((item) => (item as SObject).getByName('Name'))).toEqual(['c0', 'c1']);
  });

  it('knows the globals of the org', () => {
    const flow =
      RESULT +
      element(
        'assignments',
        'Say',
        assign('result', text('{!$User.Username} {!$Organization.Name} {!$Flow.CurrentDate} {!$GlobalConstant.True}'))
      ) +
      launched('Say');
    expect(out(flowOrg({ Who: flow }), 'Who')).toBe('admin@local.org Test 2026-03-02 true');
  });

  it('faults where a value does not fit its field, and only that interview', () => {
    const flow =
      variable('id', 'String', INPUT) +
      RESULT +
      element(
        'recordCreates',
        'Make',
        tag('object', 'Widget__c') + put('Name', text('w')) + put('Crate__c', ref('id')) + to('Say', 'faultConnector')
      ) +
      element('assignments', 'Say', assign('result', ref('$Flow.FaultMessage'))) +
      launched('Make');
    expect(out(flowOrg({ Make: flow }), 'Make', { id: 'nonsense' })).toBe('Invalid id: nonsense');
  });

  it('calls a subflow with inputs and takes its outputs', () => {
    const child =
      variable('n', 'Number', INPUT) +
      variable('twice', 'Number', OUTPUT) +
      tag('formulas', tag('name', 'f') + tag('dataType', 'Number') + tag('expression', '{!n} * 2')) +
      element('assignments', 'Do', assign('twice', ref('f'))) +
      launched('Do');
    const call = element(
      'subflows',
      'Call',
      tag('flowName', 'Twice') + tag('inputAssignments', tag('name', 'n') + tag('value', num(21))) + to('Say')
    );
    const t = flowOrg({
      Twice: child,
      Caller: NUMBER + call + element('assignments', 'Say', assign('result', ref('Call.twice'))) + launched('Call')
    });
    expect(out(t, 'Caller')).toBe('42');
  });

  it('calls Apex with typed inputs and takes its outputs', () => {
    const call = element(
      'actionCalls',
      'Call',
      tag('actionName', 'Adder') +
        tag('actionType', 'apex') +
        tag('inputParameters', tag('name', 'a') + tag('value', num(2))) +
        tag('inputParameters', tag('name', 'b') + tag('value', num(3))) +
        to('Say')
    );
    const adder = apexClass(
      { a: 'Integer', b: 'Decimal' },
      (requests) => requests.map((r) => ({ sum: (r['a'] as number) + (r['b'] as Decimal).toNumber() })),
      { sum: 'Integer' }
    );
    const t = flowOrg(
      { Add: NUMBER + call + element('assignments', 'Say', assign('result', ref('Call.sum'))) + launched('Call') },
      { Adder: adder }
    );
    expect(out(t, 'Add')).toBe('5');
  });

  it('fails when Apex throws, unless a fault connector takes it; what the action wrote is gone', () => {
    const call = (more: string): string =>
      element('actionCalls', 'Call', tag('actionName', 'Bad') + tag('actionType', 'apex') + more);
    const say = element('assignments', 'Say', assign('result', ref('$Flow.FaultMessage')));
    const bad = apexClass({}, () => {
      throw new ApexException('No luck', null, 'System.MathException');
    });
    const t = flowOrg(
      {
        Plain: call('') + launched('Call'),
        Caught: RESULT + call(to('Say', 'faultConnector')) + say + launched('Call')
      },
      { Bad: bad }
    );
    expect(out(t, 'Caught')).toBe('An Apex error occurred: System.MathException: No luck');
    expect(() => launch(t, 'Plain')).toThrow('An error occurred when executing a flow interview.');
  });

  it('sends mail and notifications with the commit', () => {
    const mail = element(
      'actionCalls',
      'Mail',
      tag('actionName', 'emailSimple') +
        tag('actionType', 'emailSimple') +
        ['emailAddresses', 'emailSubject', 'emailBody']
          .map((name) => tag('inputParameters', tag('name', name) + tag('value', text(`${name}@x`))))
          .join('') +
        to('Bell')
    );
    const bell = element(
      'actionCalls',
      'Bell',
      tag('actionName', 'customNotificationAction') +
        tag('actionType', 'customNotificationAction') +
        ['customNotifTypeId', 'title', 'body']
          .map((name) => tag('inputParameters', tag('name', name) + tag('value', text(name))))
          .join('') +
        tag('inputParameters', tag('name', 'recipientIds') + tag('value', ref('who')))
    );
    const t = flowOrg({ Tell: variable('who', 'String', MANY + INPUT) + mail + bell + launched('Mail') });
    const tx = t.begin();
    t.engine.launch(tx, 'Tell', new Map([['who', new ApexList(listType(stringType), [t.adminId])]]));
    expect(t.org.outbox).toEqual([]);
    tx.commit();
    expect(t.org.outbox).toMatchObject([
      { kind: 'email', to: ['emailAddresses@x'], title: 'emailSubject@x' },
      { kind: 'notification', to: [t.adminId], title: 'title', body: 'body' }
    ]);
  });

  it('that does not end meets the limit of time', () => {
    const t = flowOrg({
      Endless:
        element('assignments', 'A', assign('result', num(1)) + to('B')) +
        NUMBER +
        element('assignments', 'B', assign('result', num(2)) + to('A')) +
        launched('A')
    });
    expect(() => launch(t, 'Endless')).toThrow(/CPU/i);
  });
});

describe('Reading a flow', () => {
  const problems = (body: string): string[] => read('X', flowXml('X', body)).problems;

  it('names what it does not know by file and line', () => {
    expect(problems(element('assignments', 'A', tag('sparkle', 1)) + launched('A'))).toEqual([
      'flows/X.flow-meta.xml:9 unsupported <sparkle> in <assignments> is not understood'
    ]);
    expect(problems(tag('fireworks', ''))).toEqual([
      'flows/X.flow-meta.xml:4 unsupported <fireworks> in <Flow> is not understood'
    ]);
  });

  it('refuses screens, pauses and choices by name, and does not run such a flow', () => {
    for (const [kind, what] of [
      ['screens', 'screens'],
      ['waits', 'pauses'],
      ['choices', 'choices of screens']
    ]) {
      expect(problems(element(kind as string, 'S', ''))).toEqual([
        `flows/X.flow-meta.xml:4 unsupported ${what} (<${kind}>) are not supported by the local org`
      ]);
    }
  });

  it('lists a screen flow and lets the deploy go on', () => {
    const xml = flowXml('X', element('screens', 'S', tag('allowBack', true)) + launched('S')).replace(
      'AutoLaunchedFlow',
      'Flow'
    );
    expect(read('X', xml).problems).toEqual([
      'flows/X.flow-meta.xml:2 warning screens are not shown by the local org: the flow is deployed, and refused when it is started'
    ]);
  });

  it('refuses a process that records would start, unless it is inactive', () => {
    const xml = flowXml('X', launched('S')).replace('AutoLaunchedFlow', 'Workflow');
    const levels = (text: string): string[] => read('X', text).problems.map((p) => p.split(' ')[1] as string);
    expect([levels(xml), levels(xml.replace('>Active<', '>Obsolete<'))]).toEqual([['unsupported'], ['warning']]);
  });

  it('wants well-formed scheduled paths', () => {
    const start = tag(
      'start',
      tag('object', 'Widget__c') +
        tag('triggerType', 'RecordAfterSave') +
        tag('scheduledPaths', tag('maxBatchSize', 500) + tag('timeSource', 'RecordField'))
    );
    expect(problems(start).map((p) => p.replace(/^\S+ /, ''))).toEqual([
      'error <scheduledPaths> with <timeSource>RecordField needs <recordField>',
      'error <maxBatchSize> expects 1 to 200, found 500'
    ]);
  });
});

describe('The support table of flows', () => {
  it('names elements, operators and actions once each, and says why one is refused', () => {
    const rows = listFlowSupport();
    expect(new Set(rows.map((row) => `${row.kind} ${row.name}`)).size).toBe(rows.length);
    expect(rows).toContainEqual({ kind: 'element', name: 'recordLookups' });
    expect(rows).toContainEqual({ kind: 'element', name: 'waits', refused: 'pauses' });
    expect(rows).toContainEqual({ kind: 'action', name: 'emailSimple' });
  });
});

describe('A flow that the local org does not run', () => {
  it('is there for Apex, and refused by name when it is started', () => {
    const screen = flowXml('Ask', element('screens', 'S', '') + launched('S')).replace('AutoLaunchedFlow', 'Flow');
    const t = flowOrg({});
    const engine = createFlowEngine({ schema: t.org.schema, flows: [read('Ask', screen).component] });
    expect(engine.has('Ask')).toBe(true);
    expect(() => engine.launch(t.begin(), 'Ask', new Map())).toThrow('the flow Ask: screens');
  });
});

describe('An override', () => {
  const say = (what: string, more = ''): string =>
    RESULT + element('assignments', 'Say', assign('result', text(what))) + more + launched('Say');
  const base = say('packaged', tag('isOverridable', true));

  it('steps back when it is deactivated', () => {
    const t = flowOrg({ Base: base, Mine: say('mine', tag('overriddenFlow', 'Base')) });
    expect(out(t, 'Base')).toBe('mine');
    t.engine.setActive(t.org, 'Mine', false);
    expect(out(t, 'Base')).toBe('packaged');
  });

  it('needs a flow that may be overridden', () => {
    const override = say('mine', tag('overriddenFlow', 'Base'));
    expect(() => flowOrg({ Base: say('closed'), Mine: override })).toThrow('Base that it overrides is not overridable');
    expect(() => flowOrg({ Mine: override })).toThrow('Base that it overrides does not exist');
  });

  it('replaces a flow that records start', () => {
    const rename = (name: string, more = ''): string =>
      element('assignments', 'Rename', assign('$Record.Name', text(name))) + more + beforeSave('Rename');
    const t = flowOrg({
      Base: rename('base', tag('isOverridable', true)),
      Mine: rename('mine', tag('overriddenFlow', 'Base'))
    });
    const widget = t.record('Widget__c', { Name: 'w' });
    t.insert([widget]);
    expect(t.value('Widget__c', widget.id, 'Name')).toBe('mine');
  });
});

describe('An upsert that is not all or none', () => {
  it('keeps the good records and goes on', () => {
    const t = flowOrg({
      Load:
        record('all', INPUT + MANY) +
        RESULT +
        element(
          'recordCreates',
          'Save',
          tag('doesUpsert', true) +
            tag('doesUpsertAllOrNone', false) +
            tag('upsertExternalIdField', 'Code__c') +
            tag('inputReference', 'all') +
            to('Done')
        ) +
        element('assignments', 'Done', assign('result', text('done'))) +
        launched('Save')
    });
    const good = t.record('Widget__c', { Name: 'good', Code__c: 'c1' });
    const bad = t.record('Widget__c', { Name: 'bad', Code__c: 'c2', Size__c: dec(-1) });
    expect(out(t, 'Load', { all: new ApexList(listType(stringType), [good, bad]) })).toBe('done');
    const widgets = t.org.schema.object('Widget__c');
    expect([...t.org.store.scan(widgets as never, { kind: 'all' })]).toHaveLength(1);
  });
});
