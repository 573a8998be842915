import { createElement } from 'lwc';
import CommitmentForm from 'c/commitmentForm';
import saveCommitment from '@salesforce/apex/AgreementEditorController.saveCommitment';
import type { CommitmentView } from 'baton/agreement';
import { find as findIn } from '../../../../../../scripts/test/jest-data/dom';
import { done, options, refused, view } from '../../../../../../scripts/test/jest-data/agreement';

jest.mock('@salesforce/apex/AgreementEditorController.saveCommitment', () => ({ default: jest.fn() }), {
  virtual: true
});

const saved = saveCommitment as unknown as jest.Mock;

async function show(commitment: CommitmentView) {
  const element = createElement('c-commitment-form', { is: CommitmentForm }) as HTMLElement & {
    submit(): Promise<void>;
  };
  const told = jest.fn();
  element.addEventListener('done', (event) => told((event as CustomEvent).detail));
  Object.assign(element, { agreementId: 'a02', options, commitment });
  document.body.appendChild(element);
  await Promise.resolve();
  return { element, told };
}

const find = <T = HTMLElement>(element: HTMLElement, selector: string): T => findIn(element, selector) as T;
const type = (element: HTMLElement, field: string, value: string): boolean =>
  find(element, `[data-field="${field}"]`).dispatchEvent(new CustomEvent('change', { detail: { value } }));

describe('c-commitment-form', () => {
  it('saves what was typed', async () => {
    const { element, told } = await show(view().commitments[0] as CommitmentView);
    await expect(element).toBeAccessible();
    type(element, 'segment', 'Enterprise');
    type(element, 'high', '500');
    type(element, 'low', '');
    type(element, 'side', 'Sales');
    saved.mockResolvedValue(done());
    await element.submit();
    expect(JSON.parse(saved.mock.lastCall[0].commitment)).toMatchObject({
      segment: 'Enterprise',
      side: 'Sales',
      low: null,
      high: 500
    });
    expect(told).toHaveBeenCalled();
  });

  it('shows a refusal at its field or above', async () => {
    const { element } = await show({ name: '', side: 'Marketing' });
    const setCustomValidity = jest.fn();
    Object.assign(find(element, '[data-field="high"]'), { setCustomValidity, reportValidity: jest.fn() });
    saved.mockResolvedValue(refused({ field: 'high', message: 'The highest value is below the least.' }));
    await element.submit();
    expect(setCustomValidity).toHaveBeenCalledWith('The highest value is below the least.');
    saved.mockRejectedValue({});
    await element.submit();
    await Promise.resolve();
    expect(find(element, '[data-error="form"]').textContent).toBe('c.AgrErrSave');
  });
});
