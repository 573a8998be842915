import { createElement } from 'lwc';
import HealthWork from 'c/healthWork';
import dismiss from '@salesforce/apex/HealthController.dismiss';
import getWork from '@salesforce/apex/HealthController.getWork';
import retry from '@salesforce/apex/HealthController.retry';
import { refreshApex } from '@salesforce/apex';
import type { WorkView } from 'baton/setup';
import { failed, workView } from '../../../../../../scripts/test/jest-data/setup';
import { find } from '../../../../../../scripts/test/jest-data/dom';

jest.mock(
  '@salesforce/apex/HealthController.getWork',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex/HealthController.retry', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/HealthController.dismiss', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const wire = getWork as unknown as { emit(view: WorkView): void; error(body: unknown): void };
const mock = (call: unknown): jest.Mock => call as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) {
    await Promise.resolve();
  }
};

async function show(change: Partial<WorkView> = {}): Promise<HTMLElement> {
  const element = createElement('c-health-work', { is: HealthWork });
  document.body.appendChild(element);
  wire.emit(workView(change));
  await flush();
  return element;
}

async function press(element: HTMLElement, selector: string): Promise<void> {
  find(element, selector)?.click();
  await flush();
}

const OTHER = failed({
  id: 'a0F000000000002AAA',
  name: 'Inbound:42',
  leadId: null,
  canRetry: false,
  advice: 'Send it again',
  tries: 1,
  nextTryAt: null
});

describe('c-health-work', () => {
  it('shows what it did today, what it costs, and that nothing failed', async () => {
    const element = await show();
    expect(find(element, '[data-fact="backlog"]')?.textContent).toBe('0');
    expect(find(element, '[data-fact="slowest"] a')?.getAttribute('href')).toBe('/00Q000000000002AAA');
    expect(find(element, '[data-fact="events"]')?.textContent).toBe('1,204');
    expect(find(element, '[data-action="retry-all"]')).toBeNull();
    expect(element.shadowRoot?.querySelectorAll('details dd')).toHaveLength(5);
    expect(find(element, '[data-room]')?.textContent).toContain('WorkStorageRoom');
    await expect(element).toBeAccessible();
  });

  it('has words for an org that is new, full, or does not say', async () => {
    const { forecast } = workView();
    const fresh = await show({
      slowestSeconds: null,
      slowestLeadId: null,
      more: true,
      forecast: { ...forecast, atLeast: true, measured: false, monthsLeft: 0 }
    });
    expect(find(fresh, '[data-fact="slowest"]')?.textContent).toContain('WorkSlowestNone');
    expect(find(fresh, '[data-fact="events"]')?.textContent).toContain('WorkEventsMore');
    expect(find(fresh, '[data-forecast]')?.textContent).toContain('WorkStorageForecastMore');
    expect(find(fresh, '[data-room]')?.textContent).toContain('WorkStorageFull');
    const room = async (monthsLeft: number | null): Promise<string | null | undefined> =>
      find(await show({ forecast: { ...forecast, monthsLeft } }), '[data-room]')?.textContent;
    expect(await room(1)).toBe('c.WorkStorageRoomOne');
    expect(await room(2)).toBe('c.WorkStorageRoomMany');
    expect(await room(null)).toBe('c.WorkStorageRoomNone');
    const silent = await show({
      slowestLeadName: null,
      forecast: { ...forecast, usedMegabytes: null, limitMegabytes: null }
    });
    expect(find(silent, '[data-room]')?.textContent).toContain('WorkStorageUnknown');
  });

  it('lists what failed, and tries one or all again', async () => {
    const element = await show({ failed: [failed(), OTHER], failedTotal: 60 });
    const jana = find(element, '[data-failed="Jana Wolf"]');
    expect(jana?.textContent).toContain('FIELD_CUSTOM_VALIDATION_EXCEPTION: Phone required');
    expect(jana?.querySelector('a')?.getAttribute('href')).toBe('/00Q000000000001AAA');
    expect(find(element, '.failed')?.textContent).toContain('WorkFailedMore');
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    mock(retry).mockResolvedValue({ settled: 0, left: 1, names: [] });
    await press(element, '[data-action="retry"]');
    expect(retry).toHaveBeenCalledWith({ ids: ['a0F000000000001AAA'] });
    expect(find(element, '[data-result]')?.textContent).toContain('WorkRetriedNone');
    mock(retry).mockResolvedValue({ settled: 1, left: 0, names: ['Jana Wolf'] });
    await press(element, '[data-action="retry-all"]');
    expect(retry).toHaveBeenLastCalledWith({ ids: null });
    expect(find(element, '[data-result]')?.textContent).toContain('WorkRetriedOne');
    mock(retry).mockResolvedValue({ settled: 2, left: 0, names: ['Jana Wolf', 'Ada Byron'] });
    await press(element, '[data-action="retry-all"]');
    expect(find(element, '[data-result]')?.textContent).toContain('WorkRetriedMany');
    expect(changed).toHaveBeenCalledTimes(3);
    await expect(element).toBeAccessible();
  });

  it('says what to do where no retry can help, and dismisses it', async () => {
    const element = await show({ failed: [OTHER], failedTotal: 1 });
    const row = find(element, '[data-failed="Inbound:42"]');
    expect(row?.textContent).toContain('Send it again');
    expect(row?.textContent).toContain('WorkFailedRow');
    mock(dismiss).mockResolvedValue(null);
    await press(element, '[data-action="dismiss"]');
    expect(dismiss).toHaveBeenCalledWith({ rowId: 'a0F000000000002AAA' });
    expect(find(element, '[data-result]')?.textContent).toContain('WorkDismissed');
    expect(refreshApex).toHaveBeenCalled();
  });

  it('says what stood against a retry, and when it cannot be loaded', async () => {
    const element = await show({ failed: [failed()], failedTotal: 1 });
    mock(retry).mockRejectedValue({ body: { message: 'Baton is switched off' } });
    await press(element, '[data-action="retry"]');
    expect(find(element, '[data-error="retry"]')?.textContent).toContain('Baton is switched off');
    mock(retry).mockRejectedValue({});
    await press(element, '[data-action="retry"]');
    expect(find(element, '[data-error="retry"]')?.textContent).toContain('ErrSetupAction');
    find(element, '[data-action="refresh"]')?.click();
    expect(refreshApex).toHaveBeenCalled();
    wire.error({});
    await flush();
    expect(find(element, '[data-error="load"]')).not.toBeNull();
  });
});
