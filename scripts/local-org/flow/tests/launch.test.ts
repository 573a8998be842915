import { describe, expect, it } from 'vitest';
import { ApexList, listType, stringType } from '../../values/index.ts';
import {
  INPUT,
  MANY,
  OUTPUT,
  assign,
  condition,
  element,
  flag,
  flowOrg,
  launched,
  num,
  ref,
  rule,
  tag,
  text,
  to,
  variable
} from './kit.ts';
import { NUMBER, RESULT, dec, launch, out, record, shown } from './launch-kit.ts';

describe('A launched flow', () => {
  it('takes inputs and gives outputs', () => {
    const flow =
      variable('who', 'String', INPUT) +
      RESULT +
      element('assignments', 'Greet', assign('result', text('Hello {!who}'))) +
      launched('Greet');
    const t = flowOrg({ Greet: flow });
    expect(out(t, 'Greet', { who: 'Ann' })).toBe('Hello Ann');
    expect(out(t, 'Greet', { who: 'Ann', whom: 'Bob', result: 'mine' })).toBe('Hello Ann');
    expect([t.engine.has('greet'), t.engine.has('Gone')]).toEqual([true, false]);
    expect(() => launch(t, 'Gone')).toThrow('Invalid type: Flow.Interview.Gone');
  });

  it('gives null for a collection that nothing was put into', () => {
    const names = variable('names', 'String', MANY + OUTPUT);
    const add = element('assignments', 'A', assign('names', text('x'), 'Add') + to('B'));
    const idle = element('assignments', 'B', assign('result', text('y')));
    const outputs = (body: string): unknown => shown(launch(flowOrg({ X: body }), 'X').get('names'));
    expect(outputs(names + RESULT + idle + launched('B'))).toBe(null);
    expect(outputs(names + RESULT + add + idle + launched('A'))).toEqual(['x']);
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

  it('knows which elements it has visited', () => {
    const ask = (name: string, of: string, next: string): string =>
      element('decisions', name, rule(`${name}_Yes`, condition(of, 'WasVisited', flag(true)), next));
    const t = flowOrg({
      Visit:
        RESULT +
        element('assignments', 'Seen', assign('result', text('a')) + to('Ask')) +
        ask('Ask', 'Seen', 'Say') +
        element('assignments', 'Say', assign('result', text('b'), 'Add') + to('Ask_Again')) +
        ask('Ask_Again', 'Never', 'Never') +
        element('assignments', 'Never', assign('result', text('c'), 'Add')) +
        launched('Seen')
    });
    expect(out(t, 'Visit')).toBe('ab');
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

  it('has a guid of its own', () => {
    const flow = RESULT + element('assignments', 'Say', assign('result', ref('$Flow.InterviewGuid'))) + launched('Say');
    const t = flowOrg({ Who: flow });
    expect(out(t, 'Who')).toMatch(/^[0-9a-f-]{36}$/);
    expect(out(t, 'Who')).not.toBe(out(t, 'Who'));
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
