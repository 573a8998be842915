import { createElement } from 'lwc';
import LineCounts from 'c/lineCounts';
import cancelMatches from '@salesforce/apex/AgreementEditorController.cancelMatches';
import getMatches from '@salesforce/apex/AgreementEditorController.getMatches';
import startMatches from '@salesforce/apex/AgreementEditorController.startMatches';
import type { MatchesView } from 'baton/agreement';
import { find } from '../../../../../../scripts/test/jest-data/dom';

jest.mock('@salesforce/apex/AgreementEditorController.cancelMatches', () => ({ default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/AgreementEditorController.getMatches', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.startMatches', () => ({ default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/label/c.LinesCounted', () => ({ default: 'Counted on {0}: {1} leads.' }), { virtual: true });
jest.mock('@salesforce/label/c.LinesCounting', () => ({ default: 'Counting ...' }), { virtual: true });
jest.mock('@salesforce/label/c.LinesCountFailed', () => ({ default: 'The count failed: {0}' }), { virtual: true });
jest.mock('@salesforce/label/c.TryProgress', () => ({ default: '{0} of {1} leads' }), { virtual: true });
jest.mock('@salesforce/label/c.TryProgressOpen', () => ({ default: '{0} leads so far' }), { virtual: true });

type Element = HTMLElement & { versionId: string; counts: MatchesView | null };
const mock = (method: unknown): jest.Mock => method as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};
const counts = (state: MatchesView['state'], change: Partial<MatchesView> = {}): MatchesView => ({
  state,
  matches: {},
  mayCount: true,
  ...change
});
const KEPT = counts('Kept', { leads: 2184, countedAt: '2026-12-01T15:30:00.000Z' });

/** As the editor does it: each answer comes back as what is shown. */
async function show(shown: MatchesView | null): Promise<{ element: Element; told: jest.Mock }> {
  const element = createElement('c-line-counts', { is: LineCounts }) as Element;
  const told = jest.fn();
  element.addEventListener('counted', (event) => {
    told((event as CustomEvent).detail);
    element.counts = (event as CustomEvent).detail;
  });
  Object.assign(element, { versionId: 'v4', counts: shown });
  document.body.appendChild(element);
  await flush();
  return { element, told };
}

const textOf = (element: Element): string => find(element, '[data-text]')?.textContent ?? '';
const press = async (element: Element, action: string): Promise<void> => {
  (find(element, `[data-action="${action}"]`) as HTMLElement).click();
  await flush();
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('c-line-counts', () => {
  it('says nothing where the leads were counted at once, or may not be', async () => {
    for (const shown of [null, counts('Now', { leads: 12 }), counts('Unknown')]) {
      const { element } = await show(shown);
      expect(find(element, '.counts')).toBeNull();
    }
  });

  it('offers to count, shows how far it is, and tells the numbers when it is done', async () => {
    const { element, told } = await show(counts('TooMany'));
    expect(textOf(element)).toBe('c.LinesTooMany');
    mock(startMatches).mockResolvedValue(counts('Counting', { leadsDone: 0, leadsTotal: 2184 }));
    await press(element, 'count');
    expect(mock(startMatches)).toHaveBeenCalledWith({ agreementId: 'v4' });
    expect(textOf(element)).toBe('Counting ... 0 of 2,184 leads');
    mock(getMatches).mockResolvedValueOnce(counts('Counting', { leadsDone: 1200, leadsTotal: null }));
    jest.advanceTimersByTime(2000);
    await flush();
    expect(textOf(element)).toBe('Counting ... 1,200 leads so far');
    mock(getMatches).mockResolvedValueOnce(KEPT);
    jest.advanceTimersByTime(2000);
    await flush();
    expect(told).toHaveBeenLastCalledWith(KEPT);
    expect(textOf(element)).toMatch(/^Counted on .*: 2,184 leads\.$/);
    jest.advanceTimersByTime(10_000);
    expect(mock(getMatches)).toHaveBeenCalledTimes(2);
  });

  it('asks again after an answer that did not come, and leaves its button alone meanwhile', async () => {
    const { element } = await show(counts('Counting', { leadsDone: 100, leadsTotal: 400 }));
    const cancel = find(element, '[data-action="cancelCount"]') as HTMLElement & { disabled: boolean };
    let fail = (_: unknown): void => undefined;
    mock(getMatches).mockReturnValueOnce(new Promise((_, reject) => (fail = reject)));
    jest.advanceTimersByTime(2000);
    await flush();
    expect(cancel.disabled).toBe(false);
    fail({ body: { message: 'No connection.' } });
    await flush();
    expect(find(element, '[data-error]')?.textContent).toBe('No connection.');
    mock(getMatches).mockResolvedValueOnce(KEPT);
    jest.advanceTimersByTime(2000);
    await flush();
    expect(find(element, '[data-error]')).toBeNull();
    expect(textOf(element)).toContain('2,184');
  });

  it('is told to stop', async () => {
    const { element } = await show(counts('Counting', { leadsDone: 100, leadsTotal: 400 }));
    mock(cancelMatches).mockResolvedValue(KEPT);
    await press(element, 'cancelCount');
    expect(textOf(element)).toContain('2,184');
  });

  it('says why a count failed, and what a call was refused for', async () => {
    const { element } = await show({ ...KEPT, error: 'It was stopped.' });
    expect(find(element, '[data-error]')?.textContent).toBe('The count failed: It was stopped.');
    mock(startMatches).mockRejectedValue({ body: { message: 'You may not.' } });
    await press(element, 'count');
    expect(find(element, '[data-error]')?.textContent).toBe('You may not.');
  });

  it('offers nothing to whoever may not edit', async () => {
    const { element } = await show({ ...KEPT, mayCount: false });
    expect(find(element, 'lightning-button')).toBeNull();
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });
});
