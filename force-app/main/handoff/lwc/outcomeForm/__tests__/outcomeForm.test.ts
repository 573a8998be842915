import { createElement } from 'lwc';
import OutcomeForm from 'c/outcomeForm';
import dispose from '@salesforce/apex/LeadPanelController.dispose';
import getOutcomes from '@salesforce/apex/LeadPanelController.getOutcomes';
import { outcomes, verbResult } from '../../../../../../scripts/test/jest-data/views';
import { asMock, find, flush } from '../../../../../../scripts/test/jest-data/dom';

jest.mock('@salesforce/apex/LeadPanelController.getOutcomes', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.dispose', () => ({ default: jest.fn() }), { virtual: true });

type Form = HTMLElement & { submit(): Promise<void>; hasTypedNote: boolean };

async function form(properties: Record<string, unknown> = {}, view = outcomes()): Promise<Form> {
  asMock(getOutcomes).mockResolvedValue(view);
  const element = createElement('c-outcome-form', { is: OutcomeForm }) as unknown as Form;
  Object.assign(element, { recordId: '00Q000000000001AAA', ...properties });
  document.body.appendChild(element);
  await flush();
  return element;
}

const radio = (element: HTMLElement, code: string): HTMLInputElement =>
  find<HTMLInputElement>(element, `input[value="${code}"]`) as HTMLInputElement;

async function choose(element: HTMLElement, code: string): Promise<void> {
  radio(element, code).checked = true;
  radio(element, code).dispatchEvent(new CustomEvent('change'));
  await flush();
}

async function type(element: HTMLElement, field: string, value: string): Promise<void> {
  find(element, `[data-field="${field}"]`)?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await flush();
}

describe('c-outcome-form', () => {
  it('is one fieldset with three named groups and one shared name, nothing chosen', async () => {
    const element = await form();
    const groups = [...(element.shadowRoot?.querySelectorAll('[role="group"]') ?? [])];
    expect(element.shadowRoot?.querySelectorAll('fieldset')).toHaveLength(1);
    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual([
      'c.OutcomeForward',
      'c.OutcomeLater',
      'c.OutcomeClose'
    ]);
    const radios = [...(element.shadowRoot?.querySelectorAll<HTMLInputElement>('input[type="radio"]') ?? [])];
    expect(new Set(radios.map((input) => input.name))).toEqual(new Set(['outcome']));
    expect(radios.some((input) => input.checked)).toBe(false);
    await expect(element).toBeAccessible();
  });

  it('keeps an outcome visible that is not possible yet, with what is missing', async () => {
    const element = await form();
    expect(radio(element, 'UNRESPONSIVE').disabled).toBe(true);
    expect(find(element, '[data-blocked="UNRESPONSIVE"]')?.textContent).toContain('4 of 6 attempts');
  });

  it('asks for an outcome before anything is sent', async () => {
    const element = await form();
    await element.submit();
    await flush();
    expect(find(element, '[data-error="reason"]')?.textContent).toBe('c.ErrReasonMissing');
    expect(dispose).not.toHaveBeenCalled();
  });

  it('saves the chosen outcome and tells its host', async () => {
    const element = await form();
    const done = jest.fn();
    element.addEventListener('done', done);
    asMock(dispose).mockResolvedValue(verbResult());
    await choose(element, 'QUALIFIED');
    await type(element, 'note', '  a good talk ');
    await element.submit();
    expect(dispose).toHaveBeenCalledWith({
      leadId: '00Q000000000001AAA',
      reasonCode: 'QUALIFIED',
      note: 'a good talk',
      backOn: null,
      qualification: null
    });
    expect(done).toHaveBeenCalledTimes(1);
  });

  it('offers the day of the reason, which the person may change within limits', async () => {
    const element = await form();
    asMock(dispose).mockResolvedValue(verbResult());
    expect(find(element, '[data-field="backOn"]')).toBeNull();
    await choose(element, 'TIMING');
    const day = find<HTMLElement & { value: string; min: string; max: string; reportValidity: () => boolean }>(
      element,
      '[data-field="backOn"]'
    );
    expect([day?.value, day?.min, day?.max]).toEqual(['2027-03-01', '2026-12-02', '2027-12-01']);
    (day as { reportValidity: () => boolean }).reportValidity = () => true;
    await type(element, 'backOn', '2027-02-01');
    await element.submit();
    expect(dispose).toHaveBeenLastCalledWith(expect.objectContaining({ reasonCode: 'TIMING', backOn: '2027-02-01' }));
  });

  it('does not send a day outside the limits', async () => {
    const element = await form();
    asMock(dispose).mockClear();
    await choose(element, 'TIMING');
    const day = find(element, '[data-field="backOn"]') as unknown as { reportValidity: () => boolean };
    day.reportValidity = () => false;
    await element.submit();
    expect(dispose).not.toHaveBeenCalled();
  });

  it('asks for the note that the outcome needs', async () => {
    const element = await form();
    asMock(dispose).mockClear();
    await choose(element, 'OTHER');
    await element.submit();
    await flush();
    expect(find(element, '[data-field="note"]')?.dataset.problem).toBe('c.ErrNoteMissing');
    await type(element, 'note', 'too short');
    await element.submit();
    await flush();
    expect(find(element, '[data-field="note"]')?.dataset.problem).toBe('c.ErrNoteShort');
    expect(element.hasTypedNote).toBe(true);
    expect(dispose).not.toHaveBeenCalled();
  });

  it('shows a refusal where it belongs and keeps what was chosen', async () => {
    const element = await form();
    const refused = jest.fn();
    element.addEventListener('refused', refused);
    asMock(dispose).mockResolvedValueOnce(verbResult({ ok: false, message: 'Dana logged an outcome' }));
    await choose(element, 'QUALIFIED');
    await element.submit();
    await flush();
    expect(find(element, '[data-error="form"]')?.textContent).toContain('Dana');
    asMock(dispose).mockResolvedValueOnce(verbResult({ ok: false, field: 'reason', message: 'off' }));
    await element.submit();
    await flush();
    expect(find(element, '[data-error="reason"]')?.textContent).toBe('off');
    asMock(dispose).mockResolvedValueOnce(verbResult({ ok: false, field: 'note', message: 'longer' }));
    await element.submit();
    await flush();
    expect(find(element, '[data-field="note"]')?.dataset.problem).toBe('longer');
    expect(radio(element, 'QUALIFIED').checked).toBe(true);
    expect(refused).toHaveBeenCalledTimes(3);
  });

  it('says what went wrong when the call fails', async () => {
    const element = await form();
    asMock(dispose).mockRejectedValueOnce({ body: { message: 'broken' } });
    await choose(element, 'QUALIFIED');
    await element.submit();
    await flush();
    expect(find(element, '[data-error="form"]')?.textContent).toContain('broken');
  });

  it('draws its own buttons inside the panel, and goes back', async () => {
    const element = await form({ inline: true });
    const back = jest.fn();
    element.addEventListener('back', back);
    find(element, '[data-action="back"]')?.click();
    find(element, '[data-action="submit"]')?.click();
    await flush();
    expect(back).toHaveBeenCalledTimes(1);
    expect(find(element, '[data-error="reason"]')?.textContent).toBe('c.ErrReasonMissing');
  });

  it('says what happened when the outcomes cannot be read, and tries again', async () => {
    asMock(getOutcomes).mockRejectedValueOnce({ body: { message: 'gone' } });
    const element = createElement('c-outcome-form', { is: OutcomeForm });
    document.body.appendChild(element);
    await flush();
    expect(find(element, '[role="alert"]')?.textContent).toContain('gone');
    asMock(getOutcomes).mockResolvedValue(outcomes());
    find(element, 'lightning-button')?.click();
    await flush();
    expect(element.shadowRoot?.querySelector('fieldset')).not.toBeNull();
  });

  it('asks for what an AE needs where the lead goes on, and saves it with the outcome', async () => {
    const missing = [
      { name: 'Pain__c', label: 'Pain', type: 'text' as const, options: [] },
      { name: 'Timeline__c', label: 'Timeline', type: 'date' as const, options: [] }
    ];
    const element = await form({}, outcomes({ missing, missingCount: 2, setSize: 5 }));
    await choose(element, 'TIMING');
    expect(find(element, '[data-missing]')).toBeNull();
    await choose(element, 'QUALIFIED');
    expect(find(element, '[data-missing]')?.textContent).toBe('c.QualificationMissing');
    await expect(element).toBeAccessible();
    await type(element, 'Pain__c', 'Manual hand-overs');
    asMock(dispose).mockResolvedValueOnce(verbResult({ ok: false, field: 'qualification', message: 'Too short.' }));
    await element.submit();
    await flush();
    expect(asMock(dispose).mock.lastCall?.[0].qualification).toEqual({ Pain__c: 'Manual hand-overs' });
    expect(find(element, '[data-error="qualification"]')?.textContent).toBe('Too short.');
    await type(element, 'Timeline__c', '2027-03-01');
    expect(find(element, '[data-error="qualification"]')).toBeNull();
    asMock(dispose).mockResolvedValueOnce(verbResult());
    await element.submit();
    expect(asMock(dispose).mock.lastCall?.[0].qualification).toEqual({
      Pain__c: 'Manual hand-overs',
      Timeline__c: '2027-03-01'
    });
  });
});
