import { createElement } from 'lwc';
import LeadFormModal from 'c/leadFormModal';
import LightningConfirm from 'lightning/confirm';
import getOutcomes from '@salesforce/apex/LeadPanelController.getOutcomes';
import getPause from '@salesforce/apex/LeadPanelController.getPause';
import { outcomes, pauseForm, verbResult } from '../../../../../../scripts/test/jest-data/views';

jest.mock('@salesforce/apex/LeadPanelController.getOutcomes', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.getPause', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.dispose', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.pause', () => ({ default: jest.fn() }), { virtual: true });

const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};

async function open(form: 'outcome' | 'pause'): Promise<{ modal: HTMLElement; shown: HTMLElement; closed: jest.Mock }> {
  (getOutcomes as unknown as jest.Mock).mockResolvedValue(outcomes());
  (getPause as unknown as jest.Mock).mockResolvedValue(pauseForm());
  const modal = createElement('c-lead-form-modal', { is: LeadFormModal });
  Object.assign(modal, { form, recordId: '00Q000000000001AAA', leadName: 'Ada Byron' });
  const closed = jest.fn();
  modal.addEventListener('modalclose', (event) => closed((event as CustomEvent).detail));
  document.body.appendChild(modal);
  await flush();
  return { modal, shown: modal.shadowRoot?.querySelector('[data-form]') as HTMLElement, closed };
}

const press = (modal: HTMLElement, action: string): void =>
  (modal.shadowRoot?.querySelector(`[data-action="${action}"]`) as HTMLElement).click();

describe('c-lead-form-modal', () => {
  it('hosts the form that it is asked for', async () => {
    expect((await open('outcome')).shown.tagName).toBe('C-OUTCOME-FORM');
    expect((await open('pause')).shown.tagName).toBe('C-PAUSE-FORM');
  });

  it('has the form check itself before anything is sent', async () => {
    const { modal, shown } = await open('outcome');
    press(modal, 'submit');
    await flush();
    expect(shown.shadowRoot?.querySelector('[data-error="reason"]')?.textContent).toBe('c.ErrReasonMissing');
  });

  it('closes with the result, also while a typed note keeps Escape from closing it', async () => {
    const { modal, shown, closed } = await open('outcome');
    shown.dispatchEvent(new CustomEvent('typed', { detail: true }));
    expect((modal as unknown as { disableClose: boolean }).disableClose).toBe(true);
    shown.dispatchEvent(new CustomEvent('saving', { detail: { saving: true, label: 'c.Saving' } }));
    shown.dispatchEvent(new CustomEvent('done', { detail: verbResult() }));
    expect(closed).toHaveBeenCalledWith(verbResult());
  });

  it('gives the last refusal back when it is cancelled, so that the panel shows what changed', async () => {
    const { modal, shown, closed } = await open('pause');
    const refusal = verbResult({ ok: false });
    shown.dispatchEvent(new CustomEvent('refused', { detail: refusal }));
    press(modal, 'cancel');
    await flush();
    expect(closed).toHaveBeenCalledWith(refusal);
  });

  it('asks before a typed note is discarded, and stays when the person says no', async () => {
    const { modal, shown, closed } = await open('outcome');
    shown.shadowRoot
      ?.querySelector('[data-field="note"]')
      ?.dispatchEvent(new CustomEvent('change', { detail: { value: 'worth keeping' } }));
    await flush();
    LightningConfirm.open = jest.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    press(modal, 'cancel');
    await flush();
    expect(closed).not.toHaveBeenCalled();
    press(modal, 'cancel');
    await flush();
    expect(closed).toHaveBeenCalledTimes(1);
  });
});
