import { createElement } from 'lwc';
import RejectModal from 'c/rejectModal';
import LightningConfirm from 'lightning/confirm';
import getReasons from '@salesforce/apex/LeadPanelController.getReasons';
import { reasons, verbResult } from '../../../../../../scripts/test/jest-data/views';

jest.mock('@salesforce/apex/LeadPanelController.getReasons', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.reject', () => ({ default: jest.fn() }), { virtual: true });

const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};

async function open(): Promise<{ modal: HTMLElement; form: HTMLElement; closed: jest.Mock }> {
  (getReasons as unknown as jest.Mock).mockResolvedValue(reasons());
  const modal = createElement('c-reject-modal', { is: RejectModal });
  const closed = jest.fn();
  modal.addEventListener('modalclose', (event) => closed((event as CustomEvent).detail));
  document.body.appendChild(modal);
  await flush();
  return { modal, form: modal.shadowRoot?.querySelector('c-reject-form') as HTMLElement, closed };
}

async function type(form: HTMLElement, note: string): Promise<void> {
  const area = form.shadowRoot?.querySelector('lightning-textarea') as HTMLElement;
  area.dispatchEvent(new CustomEvent('change', { detail: { value: note } }));
  await flush();
}

const press = (modal: HTMLElement, action: string): void =>
  (modal.shadowRoot?.querySelector(`[data-action="${action}"]`) as HTMLElement).click();

describe('c-reject-modal', () => {
  it('closes with the result although a note was typed, which keeps Escape from closing it', async () => {
    const { modal, form, closed } = await open();
    form.shadowRoot
      ?.querySelector('[data-field="reason"]')
      ?.dispatchEvent(new CustomEvent('change', { detail: { value: 'OTHER' } }));
    await flush();
    await type(form, 'Something worth keeping, and long enough.');
    expect((modal as unknown as { disableClose: boolean }).disableClose).toBe(true);
    form.dispatchEvent(new CustomEvent('done', { detail: verbResult() }));
    expect(closed).toHaveBeenCalledWith(verbResult());
  });

  it('asks before a typed note is discarded, and stays when the person says no', async () => {
    const { modal, form, closed } = await open();
    form.shadowRoot
      ?.querySelector('[data-field="reason"]')
      ?.dispatchEvent(new CustomEvent('change', { detail: { value: 'OTHER' } }));
    await flush();
    await type(form, 'Something worth keeping');
    LightningConfirm.open = jest.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    press(modal, 'cancel');
    await flush();
    expect(closed).not.toHaveBeenCalled();
    press(modal, 'cancel');
    await flush();
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('closes without asking when nothing was typed', async () => {
    const { modal, closed } = await open();
    press(modal, 'cancel');
    await flush();
    expect(closed).toHaveBeenCalledTimes(1);
  });
});
