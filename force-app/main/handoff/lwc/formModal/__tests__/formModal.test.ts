import { createElement } from 'lwc';
import LightningConfirm from 'lightning/confirm';
import FormModal from 'c/formModal';
import getOutcomes from '@salesforce/apex/LeadPanelController.getOutcomes';
import getPause from '@salesforce/apex/LeadPanelController.getPause';
import getReasons from '@salesforce/apex/LeadPanelController.getReasons';
import { asMock, fill, find, flush } from '../../../../../../scripts/test/jest-data/dom';
import { outcomes, pauseForm, reasons, verbResult } from '../../../../../../scripts/test/jest-data/views';

jest.mock('@salesforce/apex/LeadPanelController.getOutcomes', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.getPause', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.getReasons', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.dispose', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.pause', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.reject', () => ({ default: jest.fn() }), { virtual: true });
jest.mock(
  '@salesforce/apex/OversightController.getCandidates',
  () => ({ default: jest.fn(() => new Promise(() => {})) }),
  { virtual: true }
);
jest.mock('@salesforce/apex/OversightController.handOver', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.excuse', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.dispute', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.decide', () => ({ default: jest.fn() }), { virtual: true });

interface Opened {
  readonly modal: HTMLElement;
  readonly forms: HTMLElement;
  readonly shown: HTMLElement;
  readonly closed: jest.Mock;
}

async function open(form: string, properties: Record<string, unknown> = {}): Promise<Opened> {
  asMock(getOutcomes).mockResolvedValue(outcomes());
  asMock(getPause).mockResolvedValue(pauseForm());
  asMock(getReasons).mockResolvedValue(properties.reasons ?? reasons());
  const modal = createElement('c-form-modal', { is: FormModal as never });
  Object.assign(modal, { form, leadIds: ['00Q000000000001AAA'], leadName: 'Ada Byron', ...properties });
  const closed = jest.fn();
  modal.addEventListener('modalclose', (event) => closed((event as CustomEvent).detail));
  document.body.appendChild(modal);
  await flush();
  const forms = find(modal, 'c-lead-forms') as HTMLElement;
  return { modal, forms, shown: find(forms, '[data-form]') as HTMLElement, closed };
}

const press = (modal: HTMLElement, action: string): void => find(modal, `[data-action="${action}"]`)?.click();
const header = (modal: HTMLElement): string =>
  (find(modal, 'lightning-modal-header') as unknown as { label: string }).label;
const submitLabel = (modal: HTMLElement): string =>
  (find(modal, '[data-action="submit"]') as unknown as { label: string }).label;

describe('c-form-modal', () => {
  it('has the focus once it is seen, also where the base modal did not take it', async () => {
    jest.useFakeTimers();
    const { modal } = await open('excuse', { clockIds: ['a0C000000000001AAA'] });
    jest.runOnlyPendingTimers();
    jest.useRealTimers();
    expect(modal.shadowRoot?.activeElement).toBe(find(modal, '[data-start]'));
  });

  it.each([
    ['reject', 'C-REJECT-FORM', 'c.RejectTitle'],
    ['outcome', 'C-OUTCOME-FORM', 'c.OutcomeTitle'],
    ['pause', 'C-PAUSE-FORM', 'c.PauseTitle'],
    ['handOver', 'C-HAND-OVER-FORM', 'c.HandOverTitle'],
    ['excuse', 'C-EXCUSE-FORM', 'c.ExcuseTitle'],
    ['dispute', 'C-EXCUSE-FORM', 'c.DisputeTitle'],
    ['decide', 'C-EXCUSE-FORM', 'c.DecideTitle']
  ])('hosts the form that it is asked for, under its title: %s', async (name, tag, title) => {
    const { modal, shown } = await open(name);
    expect([shown.tagName, header(modal)]).toEqual([tag, title]);
    await expect(modal).toBeAccessible();
  });

  it('counts the leads in the title of a form for many', async () => {
    const leadIds = ['L1', 'L2'];
    expect(header((await open('handOver', { leadIds })).modal)).toBe('c.HandOverTitleMany');
    expect(header((await open('excuse', { leadIds })).modal)).toBe('c.ExcuseTitleMany');
  });

  it('has the form check itself before anything is sent', async () => {
    const { modal, shown } = await open('outcome');
    press(modal, 'submit');
    await flush();
    expect(find(shown, '[data-error="reason"]')?.textContent).toBe('c.ErrReasonMissing');
  });

  it('has no button to send where the person may not', async () => {
    const veto = { isVeto: true, allowed: false, score: 91, threshold: 80, minCharacters: 20, vetoes: 0, decided: 0 };
    const { modal } = await open('reject', { reasons: reasons({ veto }) });
    expect(find(modal, '[data-action="submit"]')).toBeNull();
    expect(find(modal, '[data-action="cancel"]')).not.toBeNull();
  });

  it('shows that it saves, and closes with the result, also while a typed note keeps Escape from closing it', async () => {
    const { modal, forms, closed } = await open('outcome');
    forms.dispatchEvent(new CustomEvent('typed', { detail: true }));
    expect((modal as unknown as { disableClose: boolean }).disableClose).toBe(true);
    forms.dispatchEvent(new CustomEvent('saving', { detail: { saving: true, label: 'c.Saving' } }));
    await flush();
    expect(submitLabel(modal)).toBe('c.Saving');
    forms.dispatchEvent(new CustomEvent('done', { detail: verbResult() }));
    expect(closed).toHaveBeenCalledWith(verbResult());
  });

  it('gives the last refusal back when it is cancelled, so that the panel shows what changed', async () => {
    const { modal, forms, closed } = await open('pause');
    const refusal = verbResult({ ok: false });
    forms.dispatchEvent(new CustomEvent('refused', { detail: refusal }));
    press(modal, 'cancel');
    await flush();
    expect(closed).toHaveBeenCalledWith(refusal);
  });

  it('asks on Escape as on Cancel once something is typed, and leaves Escape to the base modal before', async () => {
    const { shown, closed } = await open('outcome');
    const escape = () =>
      find(shown, '[data-field="note"]')?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true })
      );
    LightningConfirm.open = jest.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    escape();
    await flush();
    expect(LightningConfirm.open).not.toHaveBeenCalled();
    await fill(shown, { note: 'worth keeping' });
    escape();
    await flush();
    expect(closed).not.toHaveBeenCalled();
    escape();
    await flush();
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('closes without asking when nothing was typed', async () => {
    const { modal, closed } = await open('reject');
    press(modal, 'cancel');
    await flush();
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it.each(['outcome', 'excuse'])('asks before a typed note is discarded, and stays on no: %s', async (name) => {
    const { modal, shown, closed } = await open(name);
    await fill(shown, { note: 'worth keeping' });
    LightningConfirm.open = jest.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    press(modal, 'cancel');
    await flush();
    expect(closed).not.toHaveBeenCalled();
    press(modal, 'cancel');
    await flush();
    expect(closed).toHaveBeenCalledTimes(1);
  });
});
