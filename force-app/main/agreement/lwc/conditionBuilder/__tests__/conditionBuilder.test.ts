import { createElement } from 'lwc';
import ConditionBuilder from 'c/conditionBuilder';
import testFormula from '@salesforce/apex/AgreementEditorController.testFormula';
import type { ConditionView, FieldView } from 'baton/agreement';
import { options } from '../../../../../../scripts/test/jest-data/agreement';

jest.mock('@salesforce/apex/AgreementEditorController.testFormula', () => ({ default: jest.fn() }), { virtual: true });

type Element = HTMLElement & {
  fields: readonly FieldView[];
  formula: string;
  problem: string;
  show(formula: string, condition: ConditionView | null): void;
  askForValues(): boolean;
};

const flush = async (): Promise<void> => {
  for (let i = 0; i < 6; i++) {
    await Promise.resolve();
  }
};

async function show(formula = '', condition: ConditionView | null = { joiner: 'and', rows: [] }) {
  const element = createElement('c-condition-builder', { is: ConditionBuilder }) as Element;
  const changed = jest.fn();
  element.addEventListener('change', (event) => changed((event as CustomEvent).detail));
  Object.assign(element, { fields: options.fields, formula });
  document.body.appendChild(element);
  element.show(formula, condition);
  await flush();
  return { element, changed };
}

const find = (element: HTMLElement, selector: string): HTMLElement =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) as HTMLElement;
const part = (element: HTMLElement, name: string): HTMLElement & { options: { value: string }[]; type: string } =>
  find(element, `[data-part="${name}"]`) as never;

describe('c-condition-builder', () => {
  it('says what a line without a condition means, and adds a first row', async () => {
    const { element, changed } = await show();
    expect(find(element, '[data-empty]').textContent).toBe('c.CondNone');
    find(element, '[data-action="addRow"]').click();
    expect(changed).toHaveBeenLastCalledWith({
      condition: { joiner: 'and', rows: [{ field: 'Lead_Score__c', operator: 'ge', value: '' }] },
      formula: ''
    });
    await expect(element).toBeAccessible();
  });

  it('asks for a value that a condition lacks, and shows no formula that nobody meant', async () => {
    const row = { field: 'Lead_Score__c', operator: 'ge', value: '' };
    const { element } = await show('Lead_Score__c >= 0', { joiner: 'and', rows: [row] });
    const asked = { setCustomValidity: jest.fn(), reportValidity: jest.fn(), focus: jest.fn() };
    Object.assign(part(element, 'value'), asked);
    expect(find(element, '[data-formula]')).toBeNull();
    expect(element.askForValues()).toBe(false);
    expect(asked.setCustomValidity).toHaveBeenLastCalledWith('c.CondValueMissing');
    find(element, '[data-action="check"]').click();
    expect(testFormula).not.toHaveBeenCalled();
    part(element, 'value').dispatchEvent(new CustomEvent('change', { detail: { value: '80' } }));
    await flush();
    expect(asked.setCustomValidity).toHaveBeenLastCalledWith('');
    expect(element.askForValues()).toBe(true);
    expect(find(element, '[data-formula]')).not.toBeNull();
  });

  it('lacks nothing where the operator takes no value, and in a formula', async () => {
    const { element } = await show('x', { joiner: 'and', rows: [{ field: 'DoNotCall', operator: 'yes', value: '' }] });
    expect(element.askForValues()).toBe(true);
    element.show('Lead_Score__c >', null);
    expect(element.askForValues()).toBe(true);
  });

  it('offers the operators and the input that fit the field', async () => {
    const row = { field: 'LeadSource', operator: 'eq', value: 'Web' };
    const { element, changed } = await show('x', { joiner: 'and', rows: [row] });
    expect(part(element, 'operator').options.map((one) => one.value)).toEqual(['eq', 'ne', 'blank', 'notBlank']);
    part(element, 'field').dispatchEvent(new CustomEvent('change', { detail: { value: 'DoNotCall' } }));
    await flush();
    expect(changed.mock.lastCall[0].condition.rows[0]).toEqual({ field: 'DoNotCall', operator: 'yes', value: '' });
    expect(part(element, 'value')).toBeNull();
    part(element, 'field').dispatchEvent(new CustomEvent('change', { detail: { value: 'Since__c' } }));
    await flush();
    expect(part(element, 'value').type).toBe('date');
    part(element, 'value').dispatchEvent(new CustomEvent('change', { detail: { value: '2026-01-05' } }));
    expect(changed.mock.lastCall[0].condition.rows[0].value).toBe('2026-01-05');
  });

  it('joins two rows by one word, and removes one', async () => {
    const rows = [
      { field: 'Lead_Score__c', operator: 'gt', value: '80' },
      { field: 'Company', operator: 'contains', value: 'x' }
    ];
    const { element, changed } = await show('x', { joiner: 'and', rows });
    const joiner = find(element, 'lightning-radio-group');
    joiner.dispatchEvent(new CustomEvent('change', { detail: { value: 'or' } }));
    expect(changed.mock.lastCall[0].condition.joiner).toBe('or');
    find(element, 'lightning-button-icon').click();
    expect(changed.mock.lastCall[0].condition.rows).toEqual([rows[1]]);
  });

  it('takes a formula that rows cannot say as text', async () => {
    const { element, changed } = await show('LEN(Company) > 3', null);
    const area = find(element, 'lightning-textarea');
    area.dispatchEvent(new CustomEvent('change', { detail: { value: 'LEN(Company) > 4' } }));
    expect(changed).toHaveBeenLastCalledWith({ condition: null, formula: 'LEN(Company) > 4' });
    expect((find(element, '[data-action="mode"]') as unknown as { disabled: boolean }).disabled).toBe(true);
    await expect(element).toBeAccessible();
  });

  it('switches to the formula and back', async () => {
    const { element, changed } = await show('Lead_Score__c > 80', {
      joiner: 'and',
      rows: [{ field: 'Lead_Score__c', operator: 'gt', value: '80' }]
    });
    find(element, '[data-action="mode"]').dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
    await flush();
    expect(changed).toHaveBeenLastCalledWith({ condition: null, formula: 'Lead_Score__c > 80' });
    find(element, '[data-action="mode"]').dispatchEvent(new CustomEvent('change', { detail: { checked: false } }));
    expect(changed.mock.lastCall[0].condition.rows).toHaveLength(1);
  });

  it('says what the formula matches, what the compiler says, and that it could not ask', async () => {
    const { element } = await show('Lead_Score__c > 80', null);
    const answer = testFormula as unknown as jest.Mock;
    const press = async (): Promise<string | null> => {
      find(element, '[data-action="check"]').click();
      await flush();
      return find(element, '[data-result]').textContent;
    };
    answer.mockResolvedValue({ ok: true, matches: 5, total: 200, leads: ['Ada Byron'] });
    expect(await press()).toBe('c.CondMatchesNamed');
    answer.mockResolvedValue({ ok: true, matches: 0, total: 200, leads: [] });
    expect(await press()).toBe('c.CondMatches');
    expect(find(element, '[data-result]').className).not.toContain('error');
    answer.mockResolvedValue({
      ok: false,
      message: 'Missing parenthesis. Position 7.',
      matches: 0,
      total: 0,
      leads: []
    });
    expect(await press()).toBe('Missing parenthesis. Position 7.');
    expect(find(element, '[data-result]').className).toContain('slds-text-color_error');
    answer.mockRejectedValue({});
    expect(await press()).toBe('c.AgrErrLoad');
  });
});
