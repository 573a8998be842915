import { describe, expect, it } from 'vitest';
import { createFlowEngine, listFlowSupport } from '../index.ts';
import { assign, beforeSave, element, flowOrg, launched, read, flowXml, tag, text } from './kit.ts';
import { RESULT, out } from './launch-kit.ts';

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

  it('takes an action that does not wait, and refuses one that waits or begins a transaction', () => {
    const call = (more: string): string =>
      element('actionCalls', 'A', tag('actionName', 'Tick') + tag('actionType', 'apex') + more);
    expect(problems(call(tag('offset', 0)))).toEqual([]);
    expect(problems(call(tag('offset', 5)) + call(tag('flowTransactionModel', 'NewTransaction')))).toEqual([
      'flows/X.flow-meta.xml:4 unsupported an action that waits (<offset>) is not supported by the local org',
      'flows/X.flow-meta.xml:13 unsupported a flow action in a transaction of its own is not supported by the local org'
    ]);
  });

  it('does not deploy with the name of a label that the org has not', () => {
    const flow = element('assignments', 'A', assign('result', text('{!$Label.No_Such}'))) + RESULT + launched('A');
    expect(() => flowOrg({ X: flow })).toThrow(/Label\.No_Such/);
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
