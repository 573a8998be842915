import { defaultLineForm, formOf, tabsOf } from 'c/editorForms';
import { view } from '../../../../../../scripts/test/jest-data/agreement';

const act = (change: object): Parameters<typeof formOf>[0] =>
  ({ subject: 'line', verb: 'edit', part: 'sales', ...change }) as Parameters<typeof formOf>[0];

describe('editorForms', () => {
  it('opens a new line where it was asked for, for its side', () => {
    expect(formOf(act({ verb: 'add', part: 'marketing' }), view())?.facts).toMatchObject({
      stage: 'Delivery',
      accountable: 'Marketing'
    });
    expect(formOf(act({ verb: 'add', stage: 'FirstContact' }), view())?.facts).toMatchObject({
      stage: 'FirstContact',
      stopGrade: 'Verified'
    });
    expect(defaultLineForm('Acceptance').facts).toMatchObject({ name: 'c.LineElse', appliesWhen: null });
  });

  it('opens what is there, a copy without its id, and nothing for what is gone', () => {
    const [line] = view().groups[0]?.lines ?? [];
    const lineId = line?.id ?? undefined;
    expect(formOf(act({ lineId }), view())).toEqual({ kind: 'line', heading: 'c.LineFormTitle', facts: line });
    expect(formOf(act({ verb: 'copy', lineId }), view())?.facts).toMatchObject({ id: null, name: 'c.LineCopyName' });
    expect(formOf(act({ lineId: 'gone' }), view())).toBeNull();
    expect(formOf(act({ verb: 'remove', lineId }), view())).toBeNull();
  });

  it.each(['commitment', 'definition', 'reason'])('opens a new %s, and none for one that is gone', (subject) => {
    expect(formOf(act({ subject, verb: 'add' }), view())?.kind).toBe(subject);
    expect(formOf(act({ subject, commitmentId: 'x', definitionKey: 'x', reasonId: 'x' }), view())).toBeNull();
  });

  it('has a tab for each part', () => {
    expect(tabsOf(view()).map((tab) => tab.value)).toEqual([
      'sales',
      'marketing',
      'volume',
      'definitions',
      'pools',
      'reasons',
      'terms',
      'changes'
    ]);
  });
});
