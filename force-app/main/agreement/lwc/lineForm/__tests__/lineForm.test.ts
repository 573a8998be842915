import { createElement } from 'lwc';
import LineForm from 'c/lineForm';
import previewLine from '@salesforce/apex/AgreementEditorController.preview';
import saveLine from '@salesforce/apex/AgreementEditorController.saveLine';
import type { EditorOptionsView, LineView } from 'baton/agreement';
import { find as findIn } from '../../../../../../scripts/test/jest-data/dom';
import { done, line, options, refused } from '../../../../../../scripts/test/jest-data/agreement';

jest.mock('@salesforce/apex/AgreementEditorController.preview', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.saveLine', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.testFormula', () => ({ default: jest.fn() }), { virtual: true });

type Element = HTMLElement & {
  agreementId: string;
  options: EditorOptionsView;
  line: LineView;
  submit(): Promise<void>;
};

const saved = saveLine as unknown as jest.Mock;
const previewed = previewLine as unknown as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};

async function show(change: Partial<LineView> = {}): Promise<{ element: Element; told: jest.Mock }> {
  previewed.mockResolvedValue({ formula: 'Lead_Score__c > 80', today: 'Today 10:30: late 11:30', example: 'A lead' });
  const element = createElement('c-line-form', { is: LineForm }) as Element;
  const told = jest.fn();
  ['saving', 'done'].forEach((name) =>
    element.addEventListener(name, (event) => told(name, (event as CustomEvent).detail))
  );
  Object.assign(element, { agreementId: 'a02', options, line: line(change) });
  document.body.appendChild(element);
  await flush();
  return { element, told };
}

const find = <T = HTMLElement>(element: HTMLElement, selector: string): T => findIn(element, selector) as T;
const type = async (element: HTMLElement, field: string, value: unknown): Promise<void> => {
  find(element, `[data-field="${field}"]`).dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await flush();
};
const sent = (): LineView => JSON.parse(saved.mock.lastCall[0].line) as LineView;
const level = (element: HTMLElement, index: number, what: string): HTMLElement =>
  find(element, `[data-index="${index}"][data-part="${what}"]`);

/** The stubs of sfdx-lwc-jest have neither method; fields of real base components do. */
function withValidity(element: HTMLElement, field: string): jest.Mock {
  const setCustomValidity = jest.fn();
  Object.assign(find(element, `[data-field="${field}"]`), { setCustomValidity, reportValidity: jest.fn() });
  return setCustomValidity;
}

describe('c-line-form', () => {
  it('shows a line with the times at which its steps would fall', async () => {
    const { element } = await show();
    expect(find(element, '[data-preview]').textContent).toContain('Today 10:30: late 11:30');
    expect(element.shadowRoot?.querySelectorAll('.level')).toHaveLength(3);
    expect(find(element, '.act').textContent).toContain('c.FormActOwner');
    await expect(element).toBeAccessible();
  });

  it('asks for the preview again when typing rests', async () => {
    jest.useFakeTimers();
    const { element } = await show();
    previewed.mockClear();
    await type(element, 'name', 'A');
    await type(element, 'promise', '45');
    expect(previewed).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(301);
    expect(previewed).toHaveBeenCalledTimes(1);
    expect(JSON.parse(previewed.mock.lastCall[0].line).promiseMinutes).toBe(45);
    jest.useRealTimers();
  });

  it('saves no condition that lacks its value', async () => {
    const row = { field: 'Lead_Score__c', operator: 'ge', value: '' };
    const { element } = await show({ condition: { joiner: 'and', rows: [row] } });
    saved.mockClear();
    await element.submit();
    expect(saved).not.toHaveBeenCalled();
  });

  it('saves what was typed, the end of the promise following the promise', async () => {
    const { element, told } = await show();
    saved.mockResolvedValue(done({ lineId: line().id }));
    await type(element, 'name', 'Hot');
    await type(element, 'promise', '2');
    find(element, '[data-field="unit"]').dispatchEvent(new CustomEvent('change', { detail: { value: 'h' } }));
    find(element, '[data-field="hours"]').dispatchEvent(new CustomEvent('change', { detail: { value: 'Named' } }));
    await type(element, 'businessHours', 'NA East staffed');
    level(element, 0, 'amount').dispatchEvent(new CustomEvent('change', { detail: { value: '7' } }));
    level(element, 1, 'amount').dispatchEvent(new CustomEvent('change', { detail: { value: '1' } }));
    level(element, 1, 'unit').dispatchEvent(new CustomEvent('change', { detail: { value: 'h' } }));
    level(element, 1, 'from').dispatchEvent(new CustomEvent('change', { detail: { value: 'before' } }));
    level(element, 1, 'act').dispatchEvent(new CustomEvent('change', { detail: { value: 'HandOver' } }));
    await flush();
    await element.submit();
    expect(sent()).toMatchObject({
      name: 'Hot',
      promiseMinutes: 120,
      hoursOf: 'Named',
      businessHours: 'NA East staffed',
      stamp: 'one',
      appliesWhen: 'Lead_Score__c > 80'
    });
    expect(sent().steps.map((step) => [step.minutes, step.offsetFrom, step.action])).toEqual([
      [7, 'Start', 'Notify'],
      [-60, 'Due', 'HandOver'],
      [0, 'Due', 'Notify']
    ]);
    expect(told.mock.calls.map(([name, detail]) => [name, detail.ok ?? detail])).toEqual([
      ['saving', true],
      ['done', true],
      ['saving', false]
    ]);
  });

  it('adds a chaser, removes what happens, and says when a time has nothing to happen', async () => {
    const { element } = await show();
    find(element, '[data-action="chaser"]').click();
    await flush();
    expect(find(element, '[data-level="3"] .level-name').textContent).toBe('c.FormChaserRow');
    level(element, 3, 'amount').dispatchEvent(new CustomEvent('change', { detail: { value: '60' } }));
    await flush();
    await element.submit();
    await flush();
    expect(find(element, '[data-error="steps"]').textContent).toBe('c.FormActMissing');
    expect(saved).not.toHaveBeenCalled();
    level(element, 3, 'act').dispatchEvent(new CustomEvent('change', { detail: { value: 'Notify:Role:VP_Sales' } }));
    find(element, '.act lightning-button-icon').click();
    level(element, 0, 'amount').dispatchEvent(new CustomEvent('change', { detail: { value: '' } }));
    await flush();
    saved.mockResolvedValue(done());
    await element.submit();
    expect(sent().steps.map((step) => step.recipientKind)).toEqual(['Manager', 'Role']);
  });

  it('asks what the stage asks: proof, attempts, the buying group, the fields of an AE', async () => {
    const { element } = await show({ stage: 'FirstContact' });
    expect(find(element, '[data-field="stopGrade"]')).not.toBeNull();
    await type(element, 'stage', 'FollowUp');
    await type(element, 'attempts', '6');
    expect(find(element, '[data-field="stopGrade"]')).toBeNull();
    await type(element, 'stage', 'Acceptance');
    await type(element, 'role', 'AE');
    expect(find(element, '[data-field="qualificationSet"]')).not.toBeNull();
    await type(element, 'committeeSize', '3');
    saved.mockResolvedValue(done());
    await element.submit();
    expect(sent()).toMatchObject({ attempts: 6, committeeSize: 3, accountable: 'Sales' });
    await type(element, 'stage', 'Delivery');
    await element.submit();
    expect(sent().accountable).toBe('Marketing');
  });

  it('counts in days what is promised in days', async () => {
    const { element } = await show();
    find(element, '[data-field="unit"]').dispatchEvent(new CustomEvent('change', { detail: { value: 'd' } }));
    await flush();
    saved.mockResolvedValue(done());
    await element.submit();
    expect(sent()).toMatchObject({ unit: 'BusinessDays', promiseMinutes: 86400 });
    expect(sent().steps[0]?.minutes).toBe(7200);
  });

  it('takes a formula of its own', async () => {
    const { element } = await show({ condition: null, appliesWhen: 'LEN(Company) > 3' });
    const builder = find(element, 'c-condition-builder');
    builder.dispatchEvent(new CustomEvent('change', { detail: { condition: null, formula: 'LEN(Company) > 4' } }));
    saved.mockResolvedValue(refused({ field: 'appliesWhen', message: 'Not a formula. Position 3.' }));
    await element.submit();
    await flush();
    expect(sent().appliesWhen).toBe('LEN(Company) > 4');
    expect((builder as unknown as { problem: string }).problem).toBe('Not a formula. Position 3.');
  });

  it('shows a refusal at its field, at the steps, or above', async () => {
    const { element } = await show();
    const atName = withValidity(element, 'name');
    saved.mockResolvedValue(refused({ field: 'name', message: 'Give the line a name.' }));
    await element.submit();
    expect(atName).toHaveBeenLastCalledWith('Give the line a name.');
    saved.mockResolvedValue(refused({ field: 'steps', message: 'Name who is told.' }));
    await element.submit();
    await flush();
    expect(find(element, '[data-error="steps"]').textContent).toBe('Name who is told.');
    saved.mockRejectedValue({ body: { message: 'The server was busy.' } });
    await element.submit();
    await flush();
    expect(find(element, '[data-error="form"]').textContent).toContain('The server was busy.');
  });

  it('shows both when somebody was faster; mine replaces theirs, or theirs is taken', async () => {
    const { element } = await show();
    const theirs = line({ stamp: 'two', promiseMinutes: 90, promiseWords: '90 min' });
    saved.mockResolvedValue(refused({ message: 'Tom Weiss changed it at 10:20.', theirs }));
    await type(element, 'promise', '45');
    await element.submit();
    await flush();
    find(element, '[data-action="both"]').click();
    await flush();
    expect(find(element, '[data-both]').textContent).toContain('90 min');
    expect(find<{ value: number }>(element, '[data-field="promise"]').value).toBe(45);
    await expect(element).toBeAccessible();
    saved.mockResolvedValue(done());
    find(element, '[data-action="mine"]').click();
    await flush();
    expect(sent()).toMatchObject({ stamp: 'two', promiseMinutes: 45 });

    saved.mockResolvedValue(refused({ message: 'Again.', theirs }));
    await element.submit();
    await flush();
    find(element, '[data-action="both"]').click();
    await flush();
    find(element, '[data-action="theirs"]').click();
    await flush();
    expect(find<{ value: number }>(element, '[data-field="promise"]').value).toBe(90);
    expect(find(element, '[data-both]')).toBeNull();
  });
});
