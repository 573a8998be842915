import { describe, expect, it } from 'vitest';
import { ApexList, listType, stringType } from '../../values/index.ts';
import type { SObject } from '../../values/index.ts';
import {
  INPUT,
  MANY,
  OUTPUT,
  assign,
  condition,
  element,
  filter,
  flag,
  flowOrg,
  launched,
  num,
  put,
  ref,
  rule,
  tag,
  text,
  to,
  variable
} from './kit.ts';
import { NUMBER, RESULT, dec, launch, out, record, withWidgets } from './launch-kit.ts';

describe('A launched flow with records', () => {
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
