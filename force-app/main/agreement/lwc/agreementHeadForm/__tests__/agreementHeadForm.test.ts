import { createElement } from 'lwc';
import AgreementHeadForm from 'c/agreementHeadForm';
import saveHead from '@salesforce/apex/AgreementEditorController.saveHead';
import type { HeadView } from 'baton/agreement';
import { find as findIn } from '../../../../../../scripts/test/jest-data/dom';
import { done, head, options, refused } from '../../../../../../scripts/test/jest-data/agreement';

jest.mock('@salesforce/apex/AgreementEditorController.saveHead', () => ({ default: jest.fn() }), { virtual: true });

const saved = saveHead as unknown as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 6; i++) {
    await Promise.resolve();
  }
};

type Element = HTMLElement & { submit(): Promise<void>; isTerms: boolean; head: HeadView };

async function show(change: Partial<HeadView> = {}, isTerms = false): Promise<{ element: Element; told: jest.Mock }> {
  const element = createElement('c-agreement-head-form', { is: AgreementHeadForm }) as Element;
  const told = jest.fn();
  element.addEventListener('done', (event) => told((event as CustomEvent).detail));
  Object.assign(element, { agreementId: 'a02', options, head: head(change), isTerms });
  document.body.appendChild(element);
  await flush();
  return { element, told };
}

const find = <T = HTMLElement>(element: HTMLElement, selector: string): T => findIn(element, selector) as T;
const type = async (element: HTMLElement, field: string, value: unknown): Promise<void> => {
  find(element, `[data-field="${field}"]`).dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await flush();
};
const sent = (): HeadView => JSON.parse(saved.mock.lastCall[0].head) as HeadView;

describe('c-agreement-head-form', () => {
  it('saves days, numbers, queue, calendar, people and what happens when the owner is away', async () => {
    const { element, told } = await show();
    await expect(element).toBeAccessible();
    await type(element, 'name', 'Q2 2027');
    await type(element, 'effectiveTo', '');
    await type(element, 'vetoAbove', '85');
    await type(element, 'marketingQueue', 'Recycle');
    await type(element, 'businessHours', 'NA East staffed');
    find(element, '[data-field="ownerAway"]').dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
    const picker = find(element, 'c-person-picker[data-name="fallbackOwner"]');
    picker.dispatchEvent(new CustomEvent('pick', { detail: { id: '9', name: 'Zoe' } }));
    saved.mockResolvedValue(done());
    await element.submit();
    expect(sent()).toMatchObject({
      name: 'Q2 2027',
      effectiveTo: null,
      vetoAbove: 85,
      marketingQueue: 'Recycle',
      businessHours: 'NA East staffed',
      ownerAway: true,
      fallbackOwner: { id: '9' },
      stamp: 'one'
    });
    expect(told).toHaveBeenCalledWith(done());
  });

  it('keeps a queue that is named and not there', async () => {
    const { element } = await show({ marketingQueue: 'Gone' });
    const box = find<{ options: { value: string }[] }>(element, '[data-field="marketingQueue"]');
    expect(box.options.map((one) => one.value)).toContain('Gone');
  });

  it('saves the four texts of the terms', async () => {
    const { element } = await show({}, true);
    expect(find(element, 'c-form-fields').shadowRoot?.querySelectorAll('lightning-textarea')).toHaveLength(4);
    await type(element, 'termsExceptions', 'Carnival Monday counts.');
    saved.mockResolvedValue(done());
    await element.submit();
    expect(sent().termsExceptions).toBe('Carnival Monday counts.');
  });

  it('shows a refusal at its field, at the people, or above', async () => {
    const { element } = await show();
    const setCustomValidity = jest.fn();
    Object.assign(find(element, '[data-field="effectiveTo"]'), { setCustomValidity, reportValidity: jest.fn() });
    saved.mockResolvedValue(refused({ field: 'effectiveTo', message: 'The last day is before the first.' }));
    await element.submit();
    expect(setCustomValidity).toHaveBeenLastCalledWith('The last day is before the first.');
    saved.mockResolvedValue(refused({ field: 'marketingSeat', message: 'Two different people.' }));
    await element.submit();
    await flush();
    expect(find(element, '[data-error="person"]').textContent).toBe('Two different people.');
    saved.mockRejectedValue({});
    await element.submit();
    await flush();
    expect(find(element, '[data-error="form"]').textContent).toContain('c.AgrErrSave');
  });

  it('shows both when somebody was faster; mine replaces theirs, or theirs is taken', async () => {
    const { element } = await show();
    const theirHead = head({ stamp: 'two', undoMinutes: 9, salesOwner: null });
    saved.mockResolvedValue(refused({ message: 'Tom changed this agreement at 10:20.', theirHead }));
    await type(element, 'undoMinutes', '7');
    await element.submit();
    await flush();
    find(element, '[data-action="both"]').click();
    await flush();
    const rows = [...find(element, '[data-both] tbody').children].map((row) => row.textContent);
    expect(rows).toEqual(['c.HeadUndo97', 'c.HeadSalesOwnerTom Weiss']);
    await expect(element).toBeAccessible();
    saved.mockResolvedValue(done());
    find(element, '[data-action="mine"]').click();
    await flush();
    expect(sent()).toMatchObject({ stamp: 'two', undoMinutes: 7 });
    saved.mockResolvedValue(refused({ message: 'Again.', theirHead }));
    await element.submit();
    await flush();
    find(element, '[data-action="both"]').click();
    await flush();
    find(element, '[data-action="theirs"]').click();
    await flush();
    expect(element.head.undoMinutes).toBe(9);
  });
});
