import { describe, expect, it } from 'vitest';
import { ApexException, ApexList, Decimal, listType, stringType } from '../../values/index.ts';
import {
  INPUT,
  MANY,
  OUTPUT,
  apexClass,
  assign,
  element,
  flowOrg,
  launched,
  num,
  ref,
  tag,
  text,
  to,
  variable
} from './kit.ts';
import { NUMBER, RESULT, launch, out } from './launch-kit.ts';

describe('A launched flow that calls', () => {
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
});
