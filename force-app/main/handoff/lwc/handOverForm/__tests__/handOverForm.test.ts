import { createElement } from 'lwc';
import HandOverForm from 'c/handOverForm';
import getCandidates from '@salesforce/apex/OversightController.getCandidates';
import handOver from '@salesforce/apex/OversightController.handOver';
import { asMock, find, flush } from '../../../../../../scripts/test/jest-data/dom';

jest.mock('@salesforce/apex/OversightController.getCandidates', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.handOver', () => ({ default: jest.fn() }), { virtual: true });

const VIEW = {
  leadName: 'Emil Post',
  holderName: 'Lena Vogt',
  dueAt: '2026-12-01T15:53:00Z',
  people: [
    { userId: 'U1', name: 'Ana Ruiz', load: 9, cap: 20, isBackup: true, state: 'Away', backAt: '2026-12-01T17:00:00Z' },
    { userId: 'U2', name: 'Oliver Reed', load: 4, cap: null, isBackup: false, state: 'Free' },
    { userId: 'U3', name: 'Sam Ortiz', load: 4, cap: 4, isBackup: false, state: 'HadIt' }
  ]
};
type Form = HTMLElement & { submit(): Promise<void>; hasTypedNote: boolean };

async function form(view: unknown = VIEW, properties: Record<string, unknown> = {}): Promise<Form> {
  asMock(getCandidates).mockResolvedValue(view);
  const element = createElement('c-hand-over-form', { is: HandOverForm }) as unknown as Form;
  Object.assign(element, { leadIds: ['L1'], ...properties });
  document.body.appendChild(element);
  await flush();
  return element;
}

async function choose(element: HTMLElement, field: string, value: string): Promise<void> {
  find(element, `[data-field="${field}"]`)?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await flush();
}

const options = (element: HTMLElement): { label: string; value: string }[] =>
  (find(element, 'lightning-radio-group') as unknown as { options: { label: string; value: string }[] }).options;

describe('c-hand-over-form', () => {
  it('shows the backup first, with load and state, and names who had it without offering them', async () => {
    const element = await form();
    expect(options(element).map(({ value }) => value)).toEqual(['U1', 'U2', 'anyone']);
    expect(options(element)[0]?.label).toContain('c.HandOverBackup');
    expect(find(element, '[data-had-it]')?.textContent).toContain('c.HandOverHadIt');
    expect(find(element, '[data-due]')?.textContent).toContain('c.HandOverStays');
    await expect(element).toBeAccessible();
  });

  it('hands over to the chosen person and says what came of it', async () => {
    const element = await form();
    const done = jest.fn();
    element.addEventListener('done', done);
    asMock(handOver).mockResolvedValue([{ ok: true, leadId: 'L1', message: 'Oliver Reed has it now.' }]);
    await choose(element, 'person', 'U2');
    await choose(element, 'note', 'Lena is on a flight.');
    expect(element.hasTypedNote).toBe(true);
    await element.submit();
    expect(handOver).toHaveBeenCalledWith({ leadIds: ['L1'], toId: 'U2', note: 'Lena is on a flight.' });
    expect(done.mock.calls[0][0].detail[0].ok).toBe(true);
  });

  it('asks for a person, and stays with a refusal at its field', async () => {
    const element = await form();
    await element.submit();
    expect(find(element, '[data-field="person"]')?.dataset.problem).toBe('c.ErrPersonMissing');
    asMock(handOver).mockResolvedValue([
      { ok: false, field: 'person', message: 'Oliver Reed has had this lead before.' }
    ]);
    await choose(element, 'person', 'U2');
    await element.submit();
    await flush();
    expect(find(element, '[data-field="person"]')?.dataset.problem).toBe('Oliver Reed has had this lead before.');
  });

  it('gives many leads to whoever is free first', async () => {
    const element = await form(VIEW, { leadIds: ['L1', 'L2'] });
    const done = jest.fn();
    element.addEventListener('done', done);
    asMock(handOver).mockResolvedValue([{ ok: true }, { ok: false, message: 'Nobody is free.' }]);
    await choose(element, 'person', 'anyone');
    await element.submit();
    expect(asMock(handOver).mock.calls.at(-1)[0].toId).toBeNull();
    expect(done).toHaveBeenCalled();
    expect(find(element, '[data-due]')?.textContent).toBe('');
  });

  it('says that nobody else is there, and when it cannot load', async () => {
    const alone = await form({ ...VIEW, people: [] });
    expect(find(alone, '[data-alone]')?.textContent).toContain('c.HandOverNobodyElse');
    asMock(getCandidates).mockRejectedValueOnce({ body: { message: 'Only Lena Vogt or a manager can do this.' } });
    const element = createElement('c-hand-over-form', { is: HandOverForm });
    document.body.appendChild(element);
    await flush();
    expect(find(element, '[data-error="load"]')?.textContent).toContain('Only Lena Vogt');
  });

  it('draws its own buttons in the panel', async () => {
    const element = await form(VIEW, { inline: true });
    const back = jest.fn();
    element.addEventListener('back', back);
    find(element, '[data-action="back"]')?.click();
    expect(back).toHaveBeenCalled();
    asMock(handOver).mockRejectedValueOnce({ body: { message: 'No connection' } });
    await choose(element, 'person', 'U2');
    find(element, '[data-action="submit"]')?.click();
    await flush();
    expect(find(element, '[data-error="form"]')?.textContent).toContain('No connection');
    await expect(element).toBeAccessible();
  });
});
