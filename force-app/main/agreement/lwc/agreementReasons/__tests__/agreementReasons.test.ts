import { createElement } from 'lwc';
import AgreementReasons from 'c/agreementReasons';
import type { ReasonCodeView } from 'baton/agreement';
import { view } from '../../../../../../scripts/test/jest-data/agreement';
import { mounted } from '../../../../../../scripts/test/jest-data/dom';

const show = (reasons: readonly ReasonCodeView[], canEdit = true) =>
  mounted(() => createElement('c-agreement-reasons', { is: AgreementReasons }), { reasons, canEdit }, ['add', 'edit']);

const items = (element: HTMLElement): ShadowRoot =>
  element.shadowRoot?.querySelector('c-agreement-items')?.shadowRoot as ShadowRoot;
const find = (element: HTMLElement, selector: string): HTMLElement =>
  items(element).querySelector<HTMLElement>(selector) as HTMLElement;
const other = view().reasons[0] as ReasonCodeView;

describe('c-agreement-reasons', () => {
  it('lists reasons by their form, with what they ask', async () => {
    const { element } = await show([
      other,
      { ...other, id: '2', name: 'Timing', form: 'Outcome', needsNote: false, recycleDays: 90, active: false },
      { ...other, id: '3', name: 'Unresponsive', form: 'Outcome', noteMin: 1, needsAttempts: true, recycleDays: 1 }
    ]);
    const rows = [...items(element).querySelectorAll('.words')].map((row) => row.textContent);
    expect(rows).toEqual([
      'c.ReasonNoteOf',
      'c.ReasonOff · c.ReasonBack',
      'c.ReasonNote · c.ReadReasonAttempts · c.ReasonBackOne'
    ]);
    expect(items(element).querySelectorAll('h3')).toHaveLength(2);
    await expect(element).toBeAccessible();
  });

  it('adds and edits', async () => {
    const { element, told } = await show([other]);
    find(element, '[data-action="add"]').click();
    expect(told).toHaveBeenLastCalledWith('add', null);
    find(element, '[data-action="edit"]').click();
    expect(told).toHaveBeenLastCalledWith('edit', { reasonId: other.id });
    expect(find(element, '[data-action="remove"]')).toBeNull();
  });

  it('offers nothing to who may only read, and says when there is none', async () => {
    const { element } = await show([], false);
    expect(find(element, '[data-action]')).toBeNull();
    expect(find(element, '[data-empty]').textContent).toBe('c.ReasonsEmpty');
  });
});
