import { describe, expect, it } from 'vitest';
import { projectWith, xml } from '../../metadata/tests/files.ts';
import { createOrg } from '../../org/index.ts';
import type { LocalOrg } from '../../org/index.ts';
import type { Transaction } from '../../contracts/transaction.ts';
import { ApexList, listType, stringType } from '../../values/index.ts';
import {
  INPUT,
  MANY,
  OUTPUT,
  afterSave,
  assign,
  element,
  filter,
  flowXml,
  launched,
  num,
  put,
  ref,
  tag,
  text,
  to,
  variable
} from './kit.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 5, 9);
const field = (name: string, body: string): [string, string] => [
  `app/objects/Widget__c/fields/${name}.field-meta.xml`,
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label>${body}`)
];
const instants = ['Yellow_At__c', 'Orange_At__c', 'Red_At__c'];

const path = (name: string): string =>
  tag(
    'scheduledPaths',
    tag('name', name) +
      to('Tick') +
      tag('maxBatchSize', 200) +
      tag('offsetNumber', 0) +
      tag('offsetUnit', 'Minutes') +
      tag('recordField', name) +
      tag('timeSource', 'RecordField')
  );

/** Three paths on fields that call one invocable, as an escalation does. */
const ESCALATION =
  element(
    'actionCalls',
    'Tick',
    tag('actionName', 'WidgetTick') +
      tag('actionType', 'apex') +
      to('Note_Fault', 'faultConnector') +
      tag('inputParameters', tag('name', 'widgetId') + tag('value', ref('$Record.Id')))
  ) +
  element(
    'recordUpdates',
    'Note_Fault',
    put('Fault__c', ref('$Flow.FaultMessage')) + tag('inputReference', '$Record')
  ) +
  afterSave(
    'Tick',
    tag('doesRequireRecordChangedToMeetCriteria', true) +
      filter('State__c', 'EqualTo', text('Running')) +
      instants.map(path).join('')
  ).replace(to('Tick'), '');

const TICK = `public without sharing class WidgetTick {
  public class Request {
    @InvocableVariable(required=true)
    public Id widgetId;
  }
  public class TickException extends Exception {}
  @InvocableMethod(label='Tick')
  public static void tick(List<Request> requests) {
    Set<Id> ids = new Set<Id>();
    for (Request request : requests) ids.add(request.widgetId);
    List<Widget__c> widgets = [SELECT Id, Name, Ticks__c FROM Widget__c WHERE Id IN :ids WITH SYSTEM_MODE];
    for (Widget__c widget : widgets) {
      if (widget.Name == 'bad') throw new TickException('bad widget');
      widget.Ticks__c = (widget.Ticks__c == null ? 0 : widget.Ticks__c) + 1;
      widget.Calls__c = requests.size();
    }
    update as system widgets;
  }
}`;

const TOTAL =
  variable('names', 'String', INPUT + MANY) +
  variable('total', 'Number', OUTPUT + tag('scale', 0)) +
  element(
    'recordLookups',
    'Get',
    tag('object', 'Widget__c') +
      filter('Name', 'In', ref('names')) +
      filter('State__c', 'NotEqualTo', text('Stopped')) +
      tag('getFirstRecordOnly', false) +
      tag('sortField', 'Name') +
      tag('storeOutputAutomatically', true) +
      to('Each')
  ) +
  element('loops', 'Each', tag('collectionReference', 'Get') + to('Add', 'nextValueConnector')) +
  element('assignments', 'Add', assign('total', num(1), 'Add') + to('Each')) +
  launched('Get');

const cls = (text: string, name: string): Record<string, string> => ({
  [`app/classes/${name}.cls`]: text,
  [`app/classes/${name}.cls-meta.xml`]: xml('ApexClass', '<apiVersion>67.0</apiVersion><status>Active</status>')
});

function org(more: Readonly<Record<string, string>> = {}): LocalOrg {
  const fields = [
    field('State__c', '<type>Text</type><length>20</length>'),
    field('Fault__c', '<type>LongTextArea</type><length>2000</length><visibleLines>3</visibleLines>'),
    field('Ticks__c', '<type>Number</type><precision>5</precision><scale>0</scale>'),
    field('Calls__c', '<type>Number</type><precision>5</precision><scale>0</scale>'),
    ...instants.map((name) => field(name, '<type>DateTime</type>'))
  ];
  const files = {
    'app/objects/Widget__c/Widget__c.object-meta.xml': xml(
      'CustomObject',
      '<label>Widget</label><pluralLabel>Widgets</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>'
    ),
    ...Object.fromEntries(fields),
    ...cls(TICK, 'WidgetTick'),
    'app/flows/Escalation.flow-meta.xml': flowXml('Escalation', ESCALATION),
    'app/flows/Total.flow-meta.xml': flowXml('Total', TOTAL),
    ...more
  };
  return createOrg({ projectDir: projectWith(files, { namespace: 'shop' }), now: START });
}

function run(local: LocalOrg, source: string): Transaction {
  const tx = local.begin(local.admin, 'anonymous');
  local.program.execute(tx, source);
  tx.commit();
  return tx;
}

function rows(local: LocalOrg, text: string): Record<string, unknown>[] {
  const tx = local.begin(local.admin, 'anonymous');
  const { records } = local.queries.runText(tx, text, () => null, { mode: 'system', sharing: 'without' });
  tx.abort();
  return records.map((record) =>
    Object.fromEntries(record.populated().map((f) => [f.name, String(record.peek(f.slot))]))
  );
}

const INSERT = (count: number, name: string, minutes: readonly number[]): string => `
  Datetime start = System.now();
  List<Widget__c> widgets = new List<Widget__c>();
  for (Integer i = 0; i < ${count}; i++) {
    widgets.add(new Widget__c(Name = '${name}', State__c = 'Running', Yellow_At__c = start.addMinutes(${minutes[0]}), Orange_At__c = start.addMinutes(${minutes[1]}), Red_At__c = start.addMinutes(${minutes[2]})));
  }
  insert widgets;`;

describe('An escalation flow in a whole org with a namespace', () => {
  it('wakes each of 450 records once per path, in batches of 200 through one Apex call', () => {
    const local = org();
    run(local, INSERT(450, 'w', [10, 20, 30]));
    const result = local.async.advanceTo(START + 15 * MINUTE);
    expect(result.failures).toEqual([]);
    expect(rows(local, 'SELECT COUNT(Id) n FROM Widget__c WHERE Ticks__c = 1')).toHaveLength(1);
    expect(rows(local, 'SELECT Id FROM Widget__c WHERE Ticks__c = 1 AND Calls__c = 200')).toHaveLength(400);
    local.async.advanceTo(START + 7 * 1440 * MINUTE);
    expect(rows(local, 'SELECT Id FROM Widget__c WHERE Ticks__c = 3')).toHaveLength(450);
  });

  it('drops what waits when the state ends', () => {
    const local = org();
    run(local, INSERT(1, 'w', [10, 20, 30]));
    local.async.advanceTo(START + 15 * MINUTE);
    run(local, `Widget__c w = [SELECT Id FROM Widget__c]; w.State__c = 'Stopped'; update w;`);
    local.async.advanceTo(START + 1440 * MINUTE);
    expect(rows(local, 'SELECT Ticks__c FROM Widget__c')).toMatchObject([{ shop__Ticks__c: '1' }]);
    expect(local.flows.pendingPaths()).toEqual([]);
  });

  it('takes the fault connector when Apex throws, and keeps nothing that the action wrote', () => {
    const local = org();
    run(local, INSERT(1, 'bad', [10, 20, 30]));
    expect(local.async.advanceTo(START + 15 * MINUTE).failures).toEqual([]);
    expect(rows(local, 'SELECT Fault__c, Ticks__c FROM Widget__c')).toMatchObject([
      { shop__Fault__c: 'An Apex error occurred: WidgetTick.TickException: bad widget', shop__Ticks__c: 'null' }
    ]);
  });

  it('counts one query for a launched flow that gets records by the queries of the org', () => {
    const local = org();
    run(local, INSERT(2, 'a', [10, 20, 30]));
    run(local, INSERT(1, 'b', [10, 20, 30]));
    const tx = local.begin(local.admin, 'anonymous');
    const outputs = local.flows.launch(
      tx,
      'shop__Total',
      new Map([['names', new ApexList(listType(stringType), ['a', 'b', 'c'])]])
    );
    expect([String(outputs.get('total')), tx.limits.used('queries'), tx.limits.used('queryRows')]).toEqual(['3', 1, 3]);
    tx.abort();
  });
});
