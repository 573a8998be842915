import { createElement } from 'lwc';
import TryOut from 'c/tryOut';
import start from '@salesforce/apex/TryOutController.start';
import progress from '@salesforce/apex/TryOutController.progress';
import cancel from '@salesforce/apex/TryOutController.cancel';
import type { TryOutProgress, TryOutResult } from 'baton/agreementTools';

jest.mock('@salesforce/apex/TryOutController.start', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/TryOutController.progress', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/TryOutController.cancel', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/TryOutController.findLeads', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/TryOutController.oneLead', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/label/c.TryProgress', () => ({ default: '{0} of {1} leads' }), { virtual: true });
jest.mock('@salesforce/label/c.TryProgressOpen', () => ({ default: '{0} leads so far' }), { virtual: true });
jest.mock('@salesforce/label/c.TryCell', () => ({ default: '{0} -> {1} ({2})' }), { virtual: true });
jest.mock('@salesforce/label/c.TryMoved', () => ({ default: '{0}: {1} -> {2}' }), { virtual: true });
jest.mock('@salesforce/label/c.TryNoLine', () => ({ default: 'no line' }), { virtual: true });

const started = start as unknown as jest.Mock;
const asked = progress as unknown as jest.Mock;
const cancelled = cancel as unknown as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};
const counts = (leads: number, met: number, dueSoon: number, late: number): TryOutResult['rows'][number]['now'] => ({
  leads,
  met,
  dueSoon,
  late
});
const result = (change: Partial<TryOutResult> = {}): TryOutResult => ({
  days: 30,
  againstName: 'Q4 2026',
  againstVersion: 3,
  leads: 2184,
  rows: [
    {
      lineId: 'a04000000000001AAA',
      name: 'High intent',
      stage: 'Acceptance',
      stageName: 'Acceptance',
      now: counts(412, 400, 6, 6),
      draft: counts(412, 380, 6, 26)
    }
  ],
  movedCount: 0,
  moved: [],
  todaysFields: [],
  unjudged: 0,
  ...change
});
const done = (change: Partial<TryOutResult> = {}): TryOutProgress => ({ status: 'Done', result: result(change) });
const running = (leadsDone: number, leadsTotal: number | null = 2184): TryOutProgress => ({
  runId: 'a09000000000001AAA',
  status: 'Running',
  leadsDone,
  leadsTotal
});

function show(): HTMLElement {
  const element = createElement('c-try-out', { is: TryOut });
  (element as unknown as { versionId: string }).versionId = 'a02000000000004AAA';
  document.body.appendChild(element);
  return element;
}
const find = (element: HTMLElement, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const text = (element: HTMLElement, selector: string): string => find(element, selector)?.textContent?.trim() ?? '';
const press = async (element: HTMLElement, action: string): Promise<void> => {
  find(element, `[data-action="${action}"]`)?.click();
  await flush();
};

describe('c-try-out', () => {
  afterEach(() => jest.useRealTimers());

  it('compares each line with today, and says that nothing was written', async () => {
    started.mockResolvedValue(done());
    const element = show();
    find(element, '[data-field="days"]')?.dispatchEvent(new CustomEvent('change', { detail: { value: '30' } }));
    await press(element, 'run');
    expect(started).toHaveBeenCalledWith({ versionId: 'a02000000000004AAA', days: 30 });
    expect(text(element, '[data-result] h3')).toContain('c.TryNothingWritten');
    const cells = [...(element.shadowRoot?.querySelectorAll('tr[data-line="High intent"] td') ?? [])];
    expect(cells.map((cell) => cell.textContent)).toEqual(['412', '400 -> 380 (-20)', '6', '6 -> 26 (+20)']);
    expect(cells[3]?.querySelector('strong')).not.toBeNull();
    expect(text(element, '[data-moved]')).toBe('c.TryMovedNone');
    expect(text(element, '[data-remark]')).toBe('c.TryAgainst');
    expect(text(element, '[role="status"]')).toContain('c.TryDone');
    await expect(element).toBeAccessible();
  });

  it('lists the leads that would go to another line', async () => {
    const moved = { leadId: '00Q000000000001AAA', leadName: 'Ada Byron', stage: 'Acceptance', stageName: 'Acceptance' };
    started.mockResolvedValue(
      done({
        movedCount: 3,
        moved: [
          { ...moved, fromLine: 'High intent', toLine: null },
          { ...moved, leadId: '00Q000000000002AAA', leadName: null, fromLine: 'Rest', toLine: 'High intent' }
        ],
        todaysFields: ['Rating'],
        unjudged: 2
      })
    );
    const element = show();
    await press(element, 'run');
    const rows = [...(element.shadowRoot?.querySelectorAll('[data-result] li') ?? [])];
    expect(rows[0]?.textContent).toBe('Ada ByronAcceptance: High intent -> no line');
    expect(rows[0]?.querySelector('a')?.getAttribute('href')).toContain('00Q000000000001AAA');
    expect(rows[1]?.querySelector('a')).toBeNull();
    expect(text(element, '[data-moved]')).toBe('c.TryMovedMany c.TryMovedSome');
    expect(element.shadowRoot?.querySelectorAll('[data-remark]')).toHaveLength(3);
    await expect(element).toBeAccessible();
    started.mockResolvedValue(done({ movedCount: 1, moved: [{ ...moved, fromLine: 'a', toLine: 'b' }] }));
    await press(element, 'run');
    expect(text(element, '[data-moved]')).toBe('c.TryMovedOne');
  });

  it('shows how far a long one is until it is done', async () => {
    jest.useFakeTimers();
    started.mockResolvedValue(running(0));
    asked.mockResolvedValueOnce(running(1200)).mockResolvedValueOnce(done());
    const element = show();
    await press(element, 'run');
    expect(text(element, '[data-progress]')).toBe('0 of 2,184 leads');
    jest.advanceTimersByTime(2000);
    await flush();
    expect(text(element, '[data-progress]')).toBe('1,200 of 2,184 leads');
    expect(asked).toHaveBeenCalledWith({ runId: 'a09000000000001AAA' });
    jest.advanceTimersByTime(2000);
    await flush();
    expect(find(element, '[data-running]')).toBeNull();
    expect(find(element, '[data-result]')).not.toBeNull();
  });

  it('keeps asking when one answer does not come, and can still be cancelled', async () => {
    jest.useFakeTimers();
    started.mockResolvedValue(running(0));
    asked.mockRejectedValueOnce({ body: { message: 'No connection' } }).mockResolvedValueOnce(done());
    const element = show();
    await press(element, 'run');
    jest.advanceTimersByTime(2000);
    await flush();
    expect(text(element, '[data-error]')).toContain('No connection');
    expect(find(element, '[data-action="cancel"]')).not.toBeNull();
    jest.advanceTimersByTime(2000);
    await flush();
    expect(find(element, '[data-error]')).toBeNull();
    expect(find(element, '[data-result]')).not.toBeNull();
  });

  it('says how many so far when nobody could count them', async () => {
    jest.useFakeTimers();
    started.mockResolvedValue(running(60000, null));
    const element = show();
    await press(element, 'run');
    expect(text(element, '[data-progress]')).toBe('60,000 leads so far');
    element.remove();
    jest.advanceTimersByTime(10_000);
    expect(asked).not.toHaveBeenCalled();
  });

  it('can be cancelled', async () => {
    jest.useFakeTimers();
    started.mockResolvedValue(running(0));
    cancelled.mockResolvedValue({ ...running(0), status: 'Cancelled' });
    const element = show();
    await press(element, 'run');
    await press(element, 'cancel');
    expect(cancelled).toHaveBeenCalledWith({ runId: 'a09000000000001AAA' });
    expect(text(element, '[data-cancelled]')).toBe('c.TryCancelled');
    jest.advanceTimersByTime(10_000);
    await flush();
    expect(asked).not.toHaveBeenCalled();
    expect(find(element, '[data-result]')).toBeNull();
  });

  it('says why it failed', async () => {
    jest.useFakeTimers();
    const element = show();
    started.mockRejectedValueOnce({ body: { message: 'Line 2 does not work.' } });
    await press(element, 'run');
    expect(text(element, '[data-error]')).toBe('Line 2 does not work.');
    started.mockResolvedValueOnce({ status: 'Failed', error: 'Too much.' });
    await press(element, 'run');
    expect(text(element, '[data-error]')).toBe('Too much.');
    started.mockResolvedValueOnce(running(0));
    asked.mockRejectedValueOnce({});
    await press(element, 'run');
    jest.advanceTimersByTime(2000);
    await flush();
    expect(text(element, '[data-error]')).toBe('c.TryErr');
    started.mockResolvedValueOnce(done({ leads: 0, rows: [] }));
    await press(element, 'run');
    expect(text(element, '[data-result] h3')).toContain('c.TryNothing');
    expect(find(element, 'table')).toBeNull();
  });
});
