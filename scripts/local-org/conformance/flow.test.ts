import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFlowSupport } from '../flow/index.ts';
import {
  OUTPUT,
  MANY,
  afterSave,
  assign,
  condition,
  element,
  filter,
  flowOrg,
  flowXml,
  launched,
  read,
  ref,
  rule,
  tag,
  text,
  variable
} from '../flow/tests/kit.ts';
import { metadataTypes, metadataValues } from './metadata-types.ts';

const support = listFlowSupport();
const named = (kind: string): Set<string> => new Set(support.filter((s) => s.kind === kind).map((s) => s.name));

/** What of a flow is no element that runs: resources, the start, settings. */
const NO_ELEMENTS = new Set([
  ...['start', 'variables', 'constants', 'formulas', 'textTemplates', 'processMetadataValues', 'customProperties'],
  ...['groups', 'environments']
]);

/** What the deploy of a flow says, reading and compiling together; empty when it runs. */
function complaints(body: string): string {
  const { problems } = read('X', flowXml('X', body));
  if (problems.length > 0) return problems.join('\n');
  try {
    flowOrg({ X: body });
    return '';
  } catch (error) {
    return String(error);
  }
}

/** Values that are said to run and do not, and others that are not refused by their name. */
function ignored(
  values: readonly string[],
  runs: ReadonlySet<string>,
  bodies: (value: string) => readonly string[]
): string[] {
  return values.filter((value) => {
    if (runs.has(value)) return bodies(value).every((body) => complaints(body) !== '');
    return !bodies(value).every((body) => complaints(body).includes(value));
  });
}

const decide = (left: string, operator: string, right: string): string =>
  variable('words', 'String', MANY) +
  variable('word', 'String') +
  element('decisions', 'Ask', rule('Yes', condition(left, operator, right), 'Say')) +
  element('assignments', 'Say', assign('word', text('x'))) +
  launched('Ask');

describe('every element of a flow that Salesforce declares', () => {
  const declared = (metadataTypes().get('Flow') ?? []).filter((e) => e.list && !NO_ELEMENTS.has(e.name));

  it('runs or is refused by name', () => {
    const known = named('element');
    expect(declared.length).toBeGreaterThan(20);
    expect(declared.map((e) => e.name).filter((name) => !known.has(name))).toEqual([]);
  });

  it('that runs is in a flow of the conformance project, which a case starts', () => {
    const folder = join(import.meta.dirname, 'project/force-app/main/default/flows');
    const cases = readFileSync(join(import.meta.dirname, 'cases/flows.apex'), 'utf8');
    const all = readdirSync(folder).map((file) => ({
      name: file.replace('.flow-meta.xml', ''),
      xml: readFileSync(join(folder, file), 'utf8')
    }));
    const started = all.filter(({ name, xml }) => cases.includes(`'${name}'`) || xml.includes('<triggerType>'));
    const runs = support.filter((s) => s.kind === 'element' && s.refused === undefined).map((s) => s.name);
    expect(runs.filter((name) => !started.some(({ xml }) => xml.includes(`<${name}>`)))).toEqual([]);
  });

  it('has its reason where it is refused', () => {
    const refused = support.filter((s) => s.kind === 'element' && s.refused !== undefined);
    for (const { name, refused: why } of refused)
      expect(complaints(tag(name, tag('name', 'A') + tag('label', 'A')) + launched('A'))).toContain(why);
  });
});

/** What runs of the values that the support table does not list one by one. */
const ASSIGN = new Set([
  ...['Assign', 'Add', 'Subtract', 'AddItem', 'RemoveFirst', 'RemoveBeforeFirst', 'RemoveAfterFirst', 'RemoveAll'],
  ...['AddAtStart', 'RemoveUncommon', 'AssignCount', 'RemovePosition']
]);
const FILTER = new Set([
  ...['EqualTo', 'NotEqualTo', 'GreaterThan', 'LessThan', 'GreaterThanOrEqualTo', 'LessThanOrEqualTo'],
  ...['StartsWith', 'EndsWith', 'Contains', 'IsNull', 'In', 'NotIn']
]);
const TRANSFORM = new Set(['Map', 'Count', 'Sum']);
const TRIGGER = new Set([
  ...['None', 'Scheduled', 'RecordBeforeSave', 'RecordBeforeDelete', 'RecordAfterSave', 'PlatformEvent']
]);
const RECORD = new Set(['Create', 'Update', 'CreateAndUpdate', 'Delete', 'None']);
const FREQUENCY = new Set(['Once', 'Daily', 'Weekly', 'Monthly', 'Yearly', 'Hourly', 'Weekdays']);

describe('every value that a flow may choose from', () => {
  it('of operators in conditions runs or is refused by name', () => {
    expect(
      ignored(metadataValues('FlowComparisonOperator'), named('operator'), (operator) => [
        decide('word', operator, text('x')),
        decide('words', operator, text('x')),
        decide('word', operator, ref('words')),
        decide('$Record.Name', operator, text('x')).replace(launched('Ask'), afterSave('Ask'))
      ])
    ).toEqual([]);
  });

  it('of operators in assignments runs or is refused by name', () => {
    const targets = [variable('x', 'String'), variable('x', 'Number', tag('scale', 0)), variable('x', 'String', MANY)];
    expect(
      ignored(metadataValues('FlowAssignmentOperator'), ASSIGN, (operator) =>
        targets.map(
          (target) => target + element('assignments', 'Set', assign('x', ref('x'), operator)) + launched('Set')
        )
      )
    ).toEqual([]);
  });

  it('of operators in filters runs or is refused by name', () => {
    expect(
      ignored(metadataValues('FlowRecordFilterOperator'), FILTER, (operator) => [
        variable('out', 'String', OUTPUT) +
          element(
            'recordLookups',
            'Get',
            tag('object', 'Widget__c') + filter('Name', operator, text('x')) + tag('getFirstRecordOnly', true)
          ) +
          launched('Get')
      ])
    ).toEqual([]);
  });

  it('of transforms runs or is refused by name', () => {
    expect(
      ignored(metadataValues('FlowTransformValueActionType'), TRANSFORM, (type) => [
        variable('words', 'String', MANY) +
          element(
            'transforms',
            'Make',
            tag('dataType', 'Number') +
              tag(
                'transformValues',
                tag(
                  'transformValueActions',
                  tag('transformType', type) +
                    (type === 'Map'
                      ? tag('value', tag('numberValue', 1))
                      : tag('inputParameters', tag('name', 'aggregationValues') + tag('value', ref('words'))))
                )
              )
          ) +
          launched('Make')
      ])
    ).toEqual([]);
  });

  it('of actions runs or is refused by name', () => {
    const types = metadataValues('InvocableActionType');
    expect(types.length).toBeGreaterThan(100);
    const runs = named('action');
    const rest = types.filter((type) => !runs.has(type));
    const calls = rest.map((type, index) =>
      element('actionCalls', `Act_${index}`, tag('actionName', 'any') + tag('actionType', type))
    );
    const said = complaints(calls.join('') + launched('Act_0'));
    expect(rest.filter((type) => !said.includes(`the action type ${type} is not supported`))).toEqual([]);
  });

  it('of triggers, records that start it and frequencies runs or is refused by name', () => {
    const started = (more: string): string =>
      tag('start', tag('locationX', 0) + tag('locationY', 0) + tag('object', 'Widget__c') + more);
    expect(
      ignored(metadataValues('FlowTriggerType'), TRIGGER, (type) => [
        started(tag('triggerType', type) + tag('recordTriggerType', 'Update'))
      ])
    ).toEqual([]);
    expect(
      ignored(metadataValues('RecordTriggerType'), RECORD, (type) => [
        started(tag('triggerType', 'RecordAfterSave') + tag('recordTriggerType', type))
      ])
    ).toEqual([]);
    expect(
      ignored(metadataValues('FlowStartFrequency'), FREQUENCY, (frequency) => [
        started(
          tag('triggerType', 'Scheduled') +
            tag(
              'schedule',
              tag('frequency', frequency) + tag('startDate', '2026-01-01') + tag('startTime', '08:00:00.000Z')
            )
        )
      ])
    ).toEqual([]);
  });

  it('of types of flows runs, is listed or is refused by name', () => {
    const types = metadataValues('FlowProcessType');
    expect(types.length).toBeGreaterThan(30);
    const silent = types.filter((type) => {
      const xml = flowXml('X', afterSave('A')).replace('AutoLaunchedFlow', type);
      const said = read('X', xml).problems.join('\n');
      const known = ['AutoLaunchedFlow', 'CustomEvent'].includes(type);
      return !known && !said.includes(type) && !(type === 'Flow' && said.includes('screens'));
    });
    expect(silent).toEqual([]);
  });
});

describe('the walk', () => {
  const wrong = element('assignments', 'Set', assign('nowhere', text('x'))) + launched('Set');
  const fine = variable('x', 'String') + element('assignments', 'Set', assign('x', text('x'))) + launched('Set');

  it('notices what is neither run nor named, what runs unsaid, and what is said to run and does not', () => {
    expect(ignored(['Sparkle'], new Set(), () => [wrong])).toEqual(['Sparkle']);
    expect(ignored(['Sparkle'], new Set(), () => [fine])).toEqual(['Sparkle']);
    expect(ignored(['Sparkle'], new Set(['Sparkle']), () => [wrong])).toEqual(['Sparkle']);
    expect(ignored(['Sparkle'], new Set(['Sparkle']), () => [fine])).toEqual([]);
  });
});
