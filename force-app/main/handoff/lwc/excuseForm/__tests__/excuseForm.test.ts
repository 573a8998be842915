import { createElement } from 'lwc';
import ExcuseForm from 'c/excuseForm';
import decide from '@salesforce/apex/OversightController.decide';
import dispute from '@salesforce/apex/OversightController.dispute';
import excuse from '@salesforce/apex/OversightController.excuse';
import { asMock, fill as fillIn, find, flush, problem } from '../../../../../../scripts/test/jest-data/dom';

jest.mock('@salesforce/apex/OversightController.decide', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.dispute', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.excuse', () => ({ default: jest.fn() }), { virtual: true });

const NOTE = 'The dialler was down all morning.';
type Form = HTMLElement & { submit(): Promise<void>; hasTypedNote: boolean };

async function form(properties: Record<string, unknown> = {}): Promise<Form> {
  const element = createElement('c-excuse-form', { is: ExcuseForm }) as unknown as Form;
  Object.assign(element, { leadIds: ['L1'], clockIds: ['C1'], ...properties });
  document.body.appendChild(element);
  await flush();
  return element;
}

const fill = (element: Element, cause: string, note: string): Promise<void> => fillIn(element, { cause, note });

describe('c-excuse-form', () => {
  it('offers six causes, none chosen, and counts the characters', async () => {
    const element = await form();
    const group = find(element, 'lightning-radio-group') as unknown as { options: unknown[]; value: string };
    expect(group.options).toHaveLength(6);
    expect(group.value).toBe('');
    expect(find(element, '[data-count]')?.textContent).toContain('c.CountOfLeast');
    await expect(element).toBeAccessible();
  });

  it('asks for a cause and twenty characters before it calls', async () => {
    const element = await form();
    await element.submit();
    await flush();
    expect(problem(element, 'cause')).toBe('c.ErrCauseMissing');
    await fill(element, 'System', 'Nineteen characters');
    await element.submit();
    await flush();
    expect(problem(element, 'cause')).toBe('');
    expect(problem(element, 'note')).toContain('c.ErrExcuseNote');
    expect(excuse).not.toHaveBeenCalled();
  });

  it('excuses many at once', async () => {
    const element = await form({ leadIds: ['L1', 'L2'], clockIds: ['C1', 'C2'] });
    const done = jest.fn();
    element.addEventListener('done', done);
    asMock(excuse).mockResolvedValue([{ ok: true }, { ok: false, message: 'Excused already.' }]);
    await fill(element, 'System', NOTE);
    expect(element.hasTypedNote).toBe(true);
    await element.submit();
    expect(excuse).toHaveBeenCalledWith({ leadIds: ['L1', 'L2'], clockIds: ['C1', 'C2'], cause: 'System', note: NOTE });
    expect(done.mock.calls[0][0].detail).toHaveLength(2);
  });

  it('keeps what was typed when one is refused, at the field or above the buttons', async () => {
    const element = await form({ inline: true, clockIds: [] });
    asMock(excuse).mockResolvedValueOnce([
      { ok: false, code: 'ErrExcuseOwn', message: 'Somebody else has to excuse it.' }
    ]);
    await fill(element, 'Rep', NOTE);
    find(element, '[data-action="submit"]')?.click();
    await flush();
    expect(asMock(excuse).mock.calls.at(-1)[0].clockIds).toBeNull();
    expect(find(element, '[data-error="form"]')?.textContent).toContain('Somebody else');
    asMock(excuse).mockResolvedValueOnce([{ ok: false, field: 'note', message: 'Say more.' }]);
    await element.submit();
    await flush();
    expect(problem(element, 'note')).toBe('Say more.');
    asMock(excuse).mockRejectedValueOnce({ body: { message: 'No connection' } });
    await element.submit();
    await flush();
    expect(find(element, '[data-error="form"]')?.textContent).toContain('No connection');
    await expect(element).toBeAccessible();
  });

  it('disputes and decides with the same fields', async () => {
    const wrong = await form({ mode: 'dispute' });
    asMock(dispute).mockResolvedValue({ ok: true });
    await fill(wrong, 'Routing', NOTE);
    await wrong.submit();
    expect(dispute).toHaveBeenCalledWith({ leadId: 'L1', clockId: 'C1', cause: 'Routing', note: NOTE });
    const decision = await form({ mode: 'decide', clockIds: [] });
    asMock(decide).mockResolvedValue({ ok: true });
    await fill(decision, 'decline', NOTE);
    await decision.submit();
    expect(decide).toHaveBeenCalledWith({ leadId: 'L1', clockId: null, accepted: false, note: NOTE });
    const back = jest.fn();
    const inline = await form({ mode: 'decide', inline: true });
    inline.addEventListener('back', back);
    find(inline, '[data-action="back"]')?.click();
    expect(back).toHaveBeenCalled();
  });
});
