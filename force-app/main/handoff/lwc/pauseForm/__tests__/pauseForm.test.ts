import { createElement } from 'lwc';
import PauseForm from 'c/pauseForm';
import getPause from '@salesforce/apex/LeadPanelController.getPause';
import pause from '@salesforce/apex/LeadPanelController.pause';
import { syncServerTime } from 'c/clockTime';
import { NOW, at, pauseForm, verbResult } from '../../../../../../scripts/test/jest-data/views';
import { asMock, fill, find, flush, problem } from '../../../../../../scripts/test/jest-data/dom';

jest.mock('@salesforce/apex/LeadPanelController.getPause', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/LeadPanelController.pause', () => ({ default: jest.fn() }), { virtual: true });

type Form = HTMLElement & { submit(): Promise<void>; hasTypedNote: boolean };

async function form(properties: Record<string, unknown> = {}): Promise<Form> {
  syncServerTime(NOW);
  asMock(pause).mockReset();
  asMock(getPause).mockResolvedValue(pauseForm());
  const element = createElement('c-pause-form', { is: PauseForm }) as unknown as Form;
  Object.assign(element, { recordId: '00Q000000000001AAA', ...properties });
  document.body.appendChild(element);
  await flush();
  return element;
}

describe('c-pause-form', () => {
  it('asks for a reason and an end before anything is sent', async () => {
    const element = await form();
    await element.submit();
    await flush();
    expect([problem(element, 'reason'), problem(element, 'until')]).toEqual([
      'c.ErrReasonMissing',
      'c.ErrUntilMissing'
    ]);
    expect(pause).not.toHaveBeenCalled();
    await expect(element).toBeAccessible();
  });

  it('takes an end from now on, at the latest where the agreement ends pauses', async () => {
    const element = await form();
    expect(find(element, '[data-latest]')?.textContent).toBe('c.PauseLatest');
    await fill(element, { reason: 'CUSTOMER_ASKED', until: at(-1) });
    await element.submit();
    await flush();
    expect(problem(element, 'until')).toBe('c.ErrUntilRange');
    await fill(element, { until: at(5 * 24 * 60 + 1) });
    await element.submit();
    await flush();
    expect(problem(element, 'until')).toBe('c.ErrUntilRange');
    expect(pause).not.toHaveBeenCalled();
  });

  it('pauses and tells its host', async () => {
    const element = await form();
    const done = jest.fn();
    element.addEventListener('done', done);
    asMock(pause).mockResolvedValue(verbResult());
    await fill(element, { reason: 'CUSTOMER_ASKED', until: at(60), note: ' asked ' });
    expect(element.hasTypedNote).toBe(true);
    await element.submit();
    expect(pause).toHaveBeenCalledWith({
      leadId: '00Q000000000001AAA',
      reasonCode: 'CUSTOMER_ASKED',
      note: 'asked',
      until: at(60)
    });
    expect(done).toHaveBeenCalledTimes(1);
  });

  it('asks for the note that the reason needs', async () => {
    const element = await form();
    await fill(element, { reason: 'WAITS_FOR_DATA', until: at(60) });
    await element.submit();
    await flush();
    expect(problem(element, 'note')).toBe('c.ErrNoteMissing');
    await fill(element, { note: 'short' });
    await element.submit();
    await flush();
    expect(problem(element, 'note')).toBe('c.ErrNoteShort');
  });

  it('shows a refusal at its field, or above the buttons', async () => {
    const element = await form();
    asMock(pause).mockResolvedValueOnce(verbResult({ ok: false, field: 'until', message: 'too long' }));
    await fill(element, { reason: 'CUSTOMER_ASKED', until: at(60) });
    await element.submit();
    await flush();
    expect(problem(element, 'until')).toBe('too long');
    asMock(pause).mockResolvedValueOnce(verbResult({ ok: false, message: 'twice at most' }));
    await element.submit();
    await flush();
    expect(find(element, '[data-error="form"]')?.textContent).toContain('twice');
    asMock(pause).mockRejectedValueOnce({ body: { message: 'broken' } });
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
    expect(problem(element, 'reason')).toBe('c.ErrReasonMissing');
  });

  it('says what happened when the reasons cannot be read, and tries again', async () => {
    asMock(getPause).mockRejectedValueOnce({ body: { message: 'gone' } });
    const element = createElement('c-pause-form', { is: PauseForm });
    document.body.appendChild(element);
    await flush();
    expect(find(element, '[role="alert"]')?.textContent).toContain('gone');
    asMock(getPause).mockResolvedValue(pauseForm());
    find(element, 'lightning-button')?.click();
    await flush();
    expect(find(element, 'lightning-radio-group')).not.toBeNull();
  });
});
