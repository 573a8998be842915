import { createElement } from 'lwc';
import AgreementModal from 'c/agreementModal';
import LightningConfirm from 'lightning/confirm';
import { find } from '../../../../../../scripts/test/jest-data/dom';
import { done, options, view } from '../../../../../../scripts/test/jest-data/agreement';

const flush = async (): Promise<void> => {
  for (let i = 0; i < 4; i++) {
    await Promise.resolve();
  }
};

async function show() {
  const modal = createElement('c-agreement-modal', { is: AgreementModal }) as HTMLElement & { disableClose: boolean };
  const closed = jest.fn();
  modal.addEventListener('modalclose', (event) => closed((event as CustomEvent).detail));
  Object.assign(modal, { heading: 'Edit', kind: 'reason', agreementId: 'a02', options, facts: view().reasons[0] });
  document.body.appendChild(modal);
  await flush();
  return { modal, closed, forms: modal.shadowRoot?.querySelector('c-agreement-forms') as HTMLElement };
}

const press = async (modal: HTMLElement, action: string): Promise<void> => {
  find(modal, `[data-action="${action}"]`)?.click();
  await flush();
};

describe('c-agreement-modal', () => {
  it('closes with the result although something was typed, which keeps Escape from closing it', async () => {
    const { modal, closed, forms } = await show();
    forms.dispatchEvent(new CustomEvent('typed'));
    expect(modal.disableClose).toBe(true);
    forms.dispatchEvent(new CustomEvent('done', { detail: done() }));
    expect(closed).toHaveBeenCalledWith(done());
  });

  it('asks before it throws away what was typed', async () => {
    const { modal, closed, forms } = await show();
    forms.dispatchEvent(new CustomEvent('typed'));
    LightningConfirm.open = jest.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    await press(modal, 'cancel');
    expect(closed).not.toHaveBeenCalled();
    await press(modal, 'cancel');
    expect(closed).toHaveBeenCalled();
  });

  it('closes at once when nothing was typed, and saves by its button', async () => {
    const { modal, closed, forms } = await show();
    const submit = jest.fn(() => Promise.resolve());
    Object.assign(forms, { submit });
    await press(modal, 'submit');
    expect(submit).toHaveBeenCalled();
    forms.dispatchEvent(new CustomEvent('saving', { detail: true }));
    expect(modal.disableClose).toBe(true);
    forms.dispatchEvent(new CustomEvent('saving', { detail: false }));
    await flush();
    await press(modal, 'cancel');
    expect(closed).toHaveBeenCalledWith(null);
  });
});
