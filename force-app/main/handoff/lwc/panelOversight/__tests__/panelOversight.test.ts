import { createElement } from 'lwc';
import PanelOversight from 'c/panelOversight';
import OversightModal from 'c/oversightModal';
import handOver from '@salesforce/apex/OversightController.handOver';
import nudge from '@salesforce/apex/OversightController.nudge';
import unexcuse from '@salesforce/apex/OversightController.unexcuse';

jest.mock('@salesforce/apex/OversightController.nudge', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.unexcuse', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.getCandidates', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.handOver', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.excuse', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.dispute', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.decide', () => ({ default: jest.fn() }), { virtual: true });

const asMock = (method: unknown): jest.Mock => method as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};

async function show(view: unknown): Promise<HTMLElement> {
  const element = createElement('c-panel-oversight', { is: PanelOversight });
  Object.assign(element, { leadId: 'L1', leadName: 'Ada Byron', view });
  document.body.appendChild(element);
  await flush();
  return element;
}

function find<T extends Element = HTMLElement>(element: HTMLElement, selector: string): T | null {
  return element.shadowRoot?.querySelector<T>(selector) ?? null;
}

const names = (element: HTMLElement): (string | undefined)[] =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>('button') ?? [])].map((button) => button.dataset.name);

describe('c-panel-oversight', () => {
  it('is not there when there is nothing to do or to know', async () => {
    expect(find(await show({ verbs: [] }), '[data-oversight]')).toBeNull();
    expect(find(await show(null), '[data-oversight]')).toBeNull();
  });

  it('nudges, and says what came of it', async () => {
    const element = await show({ verbs: ['nudge', 'handOver'] });
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    expect(names(element)).toEqual(['nudge', 'handOver']);
    asMock(nudge).mockResolvedValueOnce([{ ok: true, message: 'Sam was nudged at 10:31.' }]);
    find(element, '[data-name="nudge"]')?.click();
    await flush();
    expect(find(element, '[data-message]')?.textContent).toBe('Sam was nudged at 10:31.');
    expect(changed).toHaveBeenCalledTimes(1);
    asMock(nudge).mockRejectedValueOnce({ body: { message: 'No connection' } });
    find(element, '[data-name="nudge"]')?.click();
    await flush();
    expect(find(element, '[data-message]')?.textContent).toBe('No connection');
    await expect(element).toBeAccessible();
  });

  it('opens the form for the breach and returns the focus when it is cancelled', async () => {
    const element = await show({ verbs: ['dispute'], clockId: 'C1' });
    const open = jest
      .fn()
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce([{ ok: true, message: 'Sent.' }]);
    OversightModal.open = open;
    find(element, '[data-name="dispute"]')?.click();
    await flush();
    expect(open.mock.calls[0][0]).toMatchObject({ form: 'dispute', leadIds: ['L1'], clockIds: ['C1'] });
    expect(element.shadowRoot?.activeElement).toBe(find(element, '[data-name="dispute"]'));
    find(element, '[data-name="dispute"]')?.click();
    await flush();
    expect(find(element, '[data-message]')?.textContent).toBe('Sent.');
  });

  it('says what is excused and disputed, and takes an excuse back', async () => {
    const element = await show({ verbs: ['unexcuse'], clockId: 'C1', excusedAs: 'System', excusedByName: 'Jo Marsh' });
    expect(find(element, '[data-excused]')?.textContent).toContain('c.PanelExcused');
    asMock(unexcuse).mockResolvedValueOnce([{ ok: true, message: 'Taken back.' }]);
    find(element, '[data-name="unexcuse"]')?.click();
    await flush();
    expect(unexcuse).toHaveBeenCalledWith({ leadIds: ['L1'], clockIds: ['C1'] });
    const texts = await Promise.all(
      [
        { dispute: 'Open', disputeDueAt: '2026-12-03T15:00:00Z' },
        { dispute: 'Open' },
        { dispute: 'Accepted' },
        { dispute: 'Declined' }
      ].map(async (facts) => find(await show({ verbs: [], ...facts }), '[data-disputed]')?.textContent)
    );
    expect(texts.map((text) => text?.split('(')[0])).toEqual([
      expect.stringContaining('c.PanelDisputedTeam'),
      expect.stringContaining('c.PanelDisputedBetween'),
      expect.stringContaining('c.PanelDisputeAccepted'),
      expect.stringContaining('c.PanelDisputeDeclined')
    ]);
  });

  it('says until when the owner is away and who gets it, and lets another rep take it', async () => {
    const away = { awayName: 'Yuki Mori', movesToName: 'Ken Sato', movesAt: '2026-12-02T09:00:00Z' };
    const element = await show({ verbs: ['take'], ...away, awayUntil: '2026-12-03T09:00:00Z' });
    expect(find(element, '[data-away]')?.textContent).toContain('c.OwnerAway');
    asMock(handOver).mockResolvedValueOnce([{ ok: true, message: 'Ken Sato has it now.' }]);
    find(element, '[data-name="take"]')?.click();
    await flush();
    expect(asMock(handOver).mock.calls[0][0].leadIds).toEqual(['L1']);
    expect(find(element, '[data-message]')?.textContent).toBe('Ken Sato has it now.');
    expect(find(await show({ verbs: [], ...away }), '[data-away]')?.textContent).toContain('c.OwnerAwayUnknown');
    const nobody = await show({ verbs: [], awayName: 'Yuki Mori' });
    expect(find(nobody, '[data-away]')?.textContent).toContain('c.OwnerAwayNobody');
  });
});
