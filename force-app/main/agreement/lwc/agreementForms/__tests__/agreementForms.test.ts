import { createElement } from 'lwc';
import AgreementForms from 'c/agreementForms';
import previewLine from '@salesforce/apex/AgreementEditorController.preview';
import saveReason from '@salesforce/apex/AgreementEditorController.saveReason';
import type { FormKind } from 'c/agreementForms';
import { done, head, line, options, view } from '../../../../../../scripts/test/jest-data/agreement';

jest.mock('@salesforce/apex/AgreementEditorController.preview', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.saveReason', () => ({ default: jest.fn() }), { virtual: true });

beforeEach(() => {
  (previewLine as unknown as jest.Mock).mockResolvedValue({});
  (saveReason as unknown as jest.Mock).mockResolvedValue(done());
});

const FACTS: readonly [FormKind, string, unknown][] = [
  ['line', 'c-line-form', line()],
  ['head', 'c-agreement-head-form', head()],
  ['terms', 'c-agreement-head-form', head()],
  ['reason', 'c-reason-form', view().reasons[0]],
  ['commitment', 'c-commitment-form', view().commitments[0]]
];

async function show(kind: FormKind, facts: unknown, inline = false) {
  const element = createElement('c-agreement-forms', { is: AgreementForms }) as HTMLElement & {
    submit(): Promise<void>;
  };
  const told = jest.fn();
  ['typed', 'saving', 'done', 'back'].forEach((name) =>
    element.addEventListener(name, (event) => told(name, (event as CustomEvent).detail))
  );
  Object.assign(element, { kind, facts, options, agreementId: 'a02', inline });
  document.body.appendChild(element);
  await Promise.resolve();
  return { element, told };
}

const find = (element: HTMLElement, selector: string): HTMLElement & { submit(): Promise<void> } =>
  element.shadowRoot?.querySelector(selector) as HTMLElement & { submit(): Promise<void> };

describe('c-agreement-forms', () => {
  it.each(FACTS)('shows the form of a %s and passes on what it says', async (kind, tag, facts) => {
    const { element, told } = await show(kind, facts);
    const form = find(element, tag);
    form.dispatchEvent(new CustomEvent('typed'));
    form.dispatchEvent(new CustomEvent('saving', { detail: true }));
    form.dispatchEvent(new CustomEvent('done', { detail: 'result' }));
    expect(told.mock.calls).toEqual([
      ['typed', null],
      ['saving', true],
      ['done', 'result']
    ]);
    expect(find(element, '[data-action="save"]')).toBeNull();
  });

  it('has buttons of its own on the phone', async () => {
    const { element, told } = await show('reason', view().reasons[0], true);
    find(element, '[data-action="cancel"]').click();
    expect(told).toHaveBeenCalledWith('back', null);
    find(element, '[data-action="save"]').click();
    expect(told).toHaveBeenCalledWith('saving', true);
    await expect(element).toBeAccessible();
  });
});
