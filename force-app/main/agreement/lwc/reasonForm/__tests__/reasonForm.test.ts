import { createElement } from 'lwc';
import ReasonForm from 'c/reasonForm';
import saveReason from '@salesforce/apex/AgreementEditorController.saveReason';
import type { ReasonCodeView } from 'baton/agreement';
import { find as findIn } from '../../../../../../scripts/test/jest-data/dom';
import { done, options, refused, view } from '../../../../../../scripts/test/jest-data/agreement';

jest.mock('@salesforce/apex/AgreementEditorController.saveReason', () => ({ default: jest.fn() }), { virtual: true });

const saved = saveReason as unknown as jest.Mock;

async function show(reason: ReasonCodeView) {
  const element = createElement('c-reason-form', { is: ReasonForm }) as HTMLElement & { submit(): Promise<void> };
  const told = jest.fn();
  element.addEventListener('done', (event) => told((event as CustomEvent).detail));
  Object.assign(element, { agreementId: 'a02', options, reason });
  document.body.appendChild(element);
  await Promise.resolve();
  return { element, told };
}

const find = <T = HTMLElement>(element: HTMLElement, selector: string): T => findIn(element, selector) as T;
const type = async (element: HTMLElement, field: string, detail: object): Promise<void> => {
  find(element, `[data-field="${field}"]`).dispatchEvent(new CustomEvent('change', { detail }));
  await Promise.resolve();
};
const fresh: ReasonCodeView = { name: '', form: 'Reject', needsNote: false, needsAttempts: false, active: true };

describe('c-reason-form', () => {
  it('saves what was typed; only a new reason chooses its form', async () => {
    const { element, told } = await show(view().reasons[0] as ReasonCodeView);
    expect(find(element, '[data-field="form"]')).toBeNull();
    await expect(element).toBeAccessible();
    await type(element, 'name', { value: 'Something else' });
    await type(element, 'noteMin', { value: '30' });
    await type(element, 'recycleDays', { value: '' });
    await type(element, 'active', { checked: false });
    saved.mockResolvedValue(done());
    await element.submit();
    expect(JSON.parse(saved.mock.lastCall[0].reason)).toMatchObject({
      code: 'OTHER',
      name: 'Something else',
      noteMin: 30,
      recycleDays: null,
      active: false
    });
    expect(told).toHaveBeenCalled();
  });

  it('shows a refusal at its field or above', async () => {
    const { element } = await show(fresh);
    const setCustomValidity = jest.fn();
    Object.assign(find(element, '[data-field="name"]'), { setCustomValidity, reportValidity: jest.fn() });
    saved.mockResolvedValue(refused({ field: 'name', message: 'Give the reason a name.' }));
    await element.submit();
    expect(setCustomValidity).toHaveBeenCalledWith('Give the reason a name.');
    saved.mockRejectedValue({ body: { message: 'Busy.' } });
    await element.submit();
    await Promise.resolve();
    expect(find(element, '[data-error="form"]').textContent).toBe('Busy.');
  });
});
