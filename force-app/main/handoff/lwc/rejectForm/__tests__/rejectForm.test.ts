import { createElement } from 'lwc';
import RejectForm from 'c/rejectForm';
import getReasons from '@salesforce/apex/LeadPanelController.getReasons';
import reject from '@salesforce/apex/LeadPanelController.reject';
import askVeto from '@salesforce/apex/LeadRequestController.askVeto';
import { reasons, verbResult } from '../../../../../../scripts/test/jest-data/views';
import { asMock, find, flush } from '../../../../../../scripts/test/jest-data/dom';

jest.mock('@salesforce/apex/LeadPanelController.getReasons', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadRequestController.askVeto', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.reject', () => ({ default: jest.fn() }), { virtual: true });

const VETO = {
  isVeto: true,
  score: 91,
  threshold: 80,
  allowed: true,
  minCharacters: 20,
  vetoes: 3,
  decided: 41,
  rate: 7.3,
  rateMax: 10
};

type Form = HTMLElement & { submit(): Promise<void>; hasTypedNote: boolean };

async function form(view = reasons(), properties: Record<string, unknown> = {}): Promise<Form> {
  asMock(getReasons).mockResolvedValue(view);
  const element = createElement('c-reject-form', { is: RejectForm }) as unknown as Form;
  Object.assign(element, { recordId: '00Q000000000001AAA', ...properties });
  document.body.appendChild(element);
  await flush();
  return element;
}

async function choose(element: HTMLElement, field: 'reason' | 'note', value: string): Promise<void> {
  find(element, `[data-field="${field}"]`)?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await flush();
}

const textOf = (element: HTMLElement, field: string): string | undefined =>
  find(element, `[data-field="${field}"]`)?.dataset.problem ||
  find(element, `[data-error="${field}"]`)?.textContent ||
  undefined;

describe('c-reject-form', () => {
  it('offers the reasons that apply, none chosen', async () => {
    const element = await form();
    const group = find<HTMLElement & { options: unknown[]; value: string }>(element, 'lightning-radio-group');
    expect(group?.options).toHaveLength(2);
    expect(group?.value).toBe('');
    await expect(element).toBeAccessible();
  });

  it('becomes a list above seven reasons', async () => {
    const many = Array.from({ length: 8 }, (_, i) => ({ code: `R${i}`, name: `R${i}`, needsNote: false, noteMin: 0 }));
    const element = await form(reasons({ reasons: many }));
    expect(find(element, 'lightning-combobox')).not.toBeNull();
  });

  it('asks for a reason before anything is sent', async () => {
    const element = await form();
    await element.submit();
    await flush();
    expect(textOf(element, 'reason')).toBe('c.ErrReasonMissing');
    expect(reject).not.toHaveBeenCalled();
  });

  it('asks for the note that the reason needs, and counts what is missing', async () => {
    const element = await form();
    await choose(element, 'reason', 'OTHER');
    await element.submit();
    await flush();
    expect(textOf(element, 'note')).toBe('c.ErrNoteMissing');
    await choose(element, 'note', 'too short');
    await element.submit();
    await flush();
    expect(textOf(element, 'note')).toBe('c.ErrNoteShort');
    expect(reject).not.toHaveBeenCalled();
    expect(element.hasTypedNote).toBe(true);
  });

  it('rejects with reason and trimmed note and tells its host', async () => {
    const element = await form();
    const done = jest.fn();
    element.addEventListener('done', done);
    asMock(reject).mockResolvedValue(verbResult());
    await choose(element, 'reason', 'OTHER');
    await choose(element, 'note', '  twenty characters and more  ');
    await element.submit();
    expect(reject).toHaveBeenCalledWith({
      leadId: '00Q000000000001AAA',
      reasonCode: 'OTHER',
      note: 'twenty characters and more'
    });
    expect(done).toHaveBeenCalledTimes(1);
  });

  it('keeps what was typed when somebody else was faster', async () => {
    const element = await form();
    const done = jest.fn();
    element.addEventListener('done', done);
    asMock(reject).mockResolvedValue(
      verbResult({ ok: false, code: 'ErrStale', message: 'Dana accepted this lead at 10:31. Yours was not saved.' })
    );
    await choose(element, 'reason', 'NOT_ICP');
    await element.submit();
    await flush();
    expect(textOf(element, 'form')).toContain('Dana accepted');
    expect(done).not.toHaveBeenCalled();
    expect(find<HTMLElement & { value: string }>(element, '[data-field="reason"]')?.value).toBe('NOT_ICP');
  });

  it('shows a refusal at the field that it concerns', async () => {
    const element = await form();
    asMock(reject).mockResolvedValue(verbResult({ ok: false, field: 'reason', message: 'unknown' }));
    await choose(element, 'reason', 'NOT_ICP');
    await element.submit();
    await flush();
    expect(textOf(element, 'reason')).toBe('unknown');
  });

  it('asks a written reason above the score, with the rate beside it', async () => {
    const element = await form(reasons({ veto: VETO }));
    expect(find(element, '.veto')?.textContent).toContain('c.VetoTitle');
    expect(find(element, '[data-veto-rate]')?.textContent).toBe('c.VetoRate');
    await choose(element, 'reason', 'NOT_ICP');
    await element.submit();
    await flush();
    expect(textOf(element, 'note')).toBe('c.ErrNoteMissing');
    await expect(element).toBeAccessible();
  });

  it('warns when the rate is high and gives no rate from few cases', async () => {
    expect(find(await form(reasons({ veto: { ...VETO, rate: 11 } })), '[data-veto-rate]')?.textContent).toBe(
      'c.VetoRateHigh'
    );
    expect(find(await form(reasons({ veto: { ...VETO, rate: null } })), '[data-veto-rate]')?.textContent).toBe(
      'c.VetoRateFew'
    );
  });

  it('says who may veto to those who may not, and sends nothing', async () => {
    const element = await form(reasons({ veto: { ...VETO, allowed: false, askName: 'Jo Marsh' } }));
    expect(textOf(element, 'veto')).toBe('c.ErrVetoPermission');
    await choose(element, 'reason', 'NOT_ICP');
    await element.submit();
    expect(reject).not.toHaveBeenCalled();
  });

  it('draws its own buttons inside the panel, and goes back', async () => {
    const element = await form(reasons(), { inline: true });
    const back = jest.fn();
    element.addEventListener('back', back);
    find(element, '[data-action="back"]')?.click();
    expect(find(element, '[data-action="submit"]')).not.toBeNull();
    expect(back).toHaveBeenCalledTimes(1);
  });

  it('says what happened when the reasons cannot be read, and tries again', async () => {
    asMock(getReasons).mockRejectedValueOnce({ body: { message: 'gone' } });
    const element = createElement('c-reject-form', { is: RejectForm });
    document.body.appendChild(element);
    await flush();
    expect(find(element, '[role="alert"]')?.textContent).toContain('gone');
    asMock(getReasons).mockResolvedValue(reasons());
    find(element, 'lightning-button')?.click();
    await flush();
    expect(find(element, 'lightning-radio-group')).not.toBeNull();
  });

  it('asks the manager where this person may not veto, with reason and text', async () => {
    const element = await form(reasons({ veto: { ...VETO, allowed: false, askName: 'Jo Marsh' } }));
    const labels: string[] = [];
    element.addEventListener('ready', (event) => labels.push((event as CustomEvent).detail.label));
    await choose(element, 'reason', 'NOT_ICP');
    expect(labels).toEqual(['c.BtnAskPerson']);
    await choose(element, 'note', 'The score counts a newsletter.');
    asMock(askVeto).mockResolvedValueOnce(verbResult({ code: 'DoneAsked' }));
    await element.submit();
    expect(askVeto).toHaveBeenCalledWith({
      leadId: '00Q000000000001AAA',
      text: 'Not ICP: The score counts a newsletter.'
    });
    expect(reject).not.toHaveBeenCalled();
    await expect(element).toBeAccessible();
  });

  it('asks for the other lead of a duplicate, and names it in the note', async () => {
    const duplicate = { code: 'DUPLICATE', name: 'Duplicate', needsNote: false, noteMin: 0 };
    const element = await form(reasons({ reasons: [duplicate] }), { preset: 'DUPLICATE' });
    const picker = find<HTMLElement>(element, 'c-duplicate-picker');
    await element.submit();
    expect(textOf(element, 'other')).toBeUndefined();
    expect(reject).not.toHaveBeenCalled();
    const other = { id: '00Q2', name: 'Ada Byron', note: 'Same person as Ada Byron [00Q2]' };
    Object.defineProperty(picker, 'isSettled', { value: true });
    picker?.dispatchEvent(new CustomEvent('pick', { detail: other }));
    asMock(reject).mockResolvedValueOnce(verbResult());
    await element.submit();
    expect(reject).toHaveBeenCalledWith({ leadId: '00Q000000000001AAA', reasonCode: 'DUPLICATE', note: other.note });
  });

  it('hands a lead with a wrong owner over instead of rejecting it', async () => {
    const wrong = { code: 'WRONG_OWNER', name: 'Wrong owner', needsNote: false, noteMin: 0 };
    const element = await form(reasons({ reasons: [wrong] }));
    const switched = jest.fn();
    element.addEventListener('switch', (event) => switched((event as CustomEvent).detail));
    await choose(element, 'reason', 'WRONG_OWNER');
    expect(find(element, '[data-wrong-owner]')?.textContent).toBe('c.RejectHandOver');
    await element.submit();
    expect(switched).toHaveBeenCalledWith('handOver');
    expect(reject).not.toHaveBeenCalled();
  });
});
