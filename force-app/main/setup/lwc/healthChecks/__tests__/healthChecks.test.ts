import { createElement } from 'lwc';
import HealthChecks from 'c/healthChecks';
import progress from '@salesforce/apex/HealthController.progress';
import recalculate from '@salesforce/apex/HealthController.recalculate';
import repair from '@salesforce/apex/HealthController.repair';
import runChecks from '@salesforce/apex/HealthController.runChecks';
import type { CheckView, ProgressView } from 'baton/setup';
import { check } from '../../../../../../scripts/test/jest-data/setup';

jest.mock('@salesforce/apex/HealthController.runChecks', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/HealthController.repair', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/HealthController.recalculate', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/HealthController.progress', () => ({ default: jest.fn() }), { virtual: true });

const mock = (call: unknown): jest.Mock => call as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 14; i++) {
    await Promise.resolve();
  }
};

const FOUND: CheckView[] = [
  check(),
  check({
    key: 'Backups',
    verdict: 'Look',
    name: '13 reps have no backup',
    why: 'They stay',
    items: [
      { text: 'Lena Vogt', recordId: 'a0R000000000001AAA' },
      { text: 'Old', note: 'is inactive' }
    ],
    more: 2
  }),
  check({ key: 'Heartbeat', verdict: 'Bad', name: 'No job', why: 'Nothing', repair: 'Schedules the job.' }),
  check({ key: 'Panel', verdict: 'Info', name: 'Panel', why: 'Cannot tell', help: 'Drag it' })
];
const CHANGED = check({
  key: 'Changed:NA East',
  verdict: 'Look',
  name: 'NA East changed',
  why: 'x',
  repair: 'Looks at 3'
});

function job(change: Partial<ProgressView> = {}): ProgressView {
  return { running: false, done: 3, total: 3, moved: 2, failed: 0, lines: ['Ada: due 1, now 2'], ...change };
}

const find = (element: HTMLElement, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const row = (element: HTMLElement, key: string): HTMLElement | null => find(element, `[data-check="${key}"]`);

async function show(found: CheckView[] = FOUND): Promise<HTMLElement> {
  mock(runChecks).mockResolvedValue(found);
  const element = createElement('c-health-checks', { is: HealthChecks });
  document.body.appendChild(element);
  await flush();
  return element;
}

async function press(element: HTMLElement, selector: string): Promise<void> {
  find(element, selector)?.click();
  await flush();
}

describe('c-health-checks', () => {
  it('shows the worst first and folds what is fine', async () => {
    const element = await show();
    const keys = (): (string | undefined)[] =>
      [...(element.shadowRoot?.querySelectorAll<HTMLElement>('[data-check]') ?? [])].map((one) => one.dataset.check);
    expect(keys()).toEqual(['Heartbeat', 'Backups', 'Panel']);
    expect(find(element, '[data-summary]')?.textContent).toContain('ChecksSummary');
    expect(row(element, 'Backups')?.querySelectorAll('.items li')).toHaveLength(3);
    expect(row(element, 'Backups')?.querySelector('a')?.getAttribute('href')).toBe('/a0R000000000001AAA');
    expect(row(element, 'Panel')?.textContent).toContain('Drag it');
    await press(element, '[data-action="fold"]');
    expect(keys()).toContain('Pools');
    await press(element, '[data-action="fold"]');
    expect(keys()).not.toContain('Pools');
    await expect(element).toBeAccessible();
  });

  it('says what a repair will change, and lists afterwards what it did', async () => {
    const element = await show();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    expect(row(element, 'Heartbeat')?.querySelector('[data-will-change]')?.textContent).toContain('ChecksWillChange');
    mock(repair).mockResolvedValue(['Scheduled the job']);
    mock(runChecks).mockResolvedValue([check({ key: 'Heartbeat', name: 'The job is scheduled' })]);
    await press(element, '[data-check="Heartbeat"] lightning-button');
    expect(repair).toHaveBeenCalledWith({ key: 'Heartbeat' });
    expect(row(element, 'Heartbeat')?.querySelector('[data-result]')?.textContent).toContain('ChecksChanged');
    expect(changed).toHaveBeenCalled();
    await press(element, '[data-action="run"]');
    expect(row(element, 'Heartbeat')).toBeNull();
  });

  it('says that nothing had to be changed, and what went wrong', async () => {
    const element = await show();
    mock(repair).mockResolvedValue([]);
    await press(element, '[data-check="Heartbeat"] lightning-button');
    expect(row(element, 'Heartbeat')?.querySelector('[data-result]')?.textContent).toContain('ChecksChangedNothing');
    mock(repair).mockRejectedValue({ body: { message: 'Refused' } });
    await press(element, '[data-check="Heartbeat"] lightning-button');
    expect(find(element, '[data-error="checks"]')?.textContent).toContain('Refused');
    mock(runChecks).mockRejectedValue({});
    await press(element, '[data-action="run"]');
    expect(find(element, '[data-error="checks"]')?.textContent).toContain('ErrChecks');
  });

  it('recalculates a calendar at once and keeps what it moved in sight', async () => {
    const element = await show([CHANGED]);
    mock(recalculate).mockResolvedValue(job());
    mock(runChecks).mockResolvedValue([check({ key: 'Changed', name: 'No calendar has changed' })]);
    await press(element, '[data-check="Changed:NA East"] lightning-button');
    expect(recalculate).toHaveBeenCalledWith({ calendar: 'NA East' });
    const done = row(element, 'Changed:NA East');
    expect(done?.querySelector('[data-result]')?.textContent).toContain('ChecksRecalculated');
    expect(done?.querySelector('[data-lines]')?.textContent).toContain('Ada: due 1, now 2');
    expect(done?.querySelector('lightning-button')).toBeNull();
  });

  it('follows a job of many clocks until it has ended, and says what failed', async () => {
    jest.useFakeTimers();
    const element = await show([CHANGED]);
    mock(recalculate).mockResolvedValue(job({ running: true, done: 1, lines: [] }));
    await press(element, '[data-check="Changed:NA East"] lightning-button');
    expect(row(element, 'Changed:NA East')?.querySelector('[data-progress]')?.textContent).toContain('ChecksProgress');
    mock(progress).mockResolvedValue(job({ failed: 1, lines: [] }));
    jest.advanceTimersByTime(2_500);
    await flush();
    expect(progress).toHaveBeenCalledWith({ calendar: 'NA East' });
    expect(row(element, 'Changed:NA East')?.querySelector('[data-result]')?.textContent).toContain(
      'ChecksRecalculatedFailed'
    );
    mock(recalculate).mockResolvedValue(job({ running: true }));
    await press(element, '[data-check="Changed:NA East"] lightning-button');
    mock(progress).mockRejectedValue({ body: { message: 'Gone' } });
    jest.advanceTimersByTime(2_500);
    await flush();
    expect(find(element, '[data-error="checks"]')?.textContent).toContain('Gone');
    jest.useRealTimers();
  });

  it('shows the progress of a job that somebody else started', async () => {
    const element = await show([check({ ...CHANGED, repair: null, done: 100, total: 300 })]);
    expect(row(element, 'Changed:NA East')?.querySelector('[data-progress]')).not.toBeNull();
    expect(row(element, 'Changed:NA East')?.querySelector('lightning-button')).toBeNull();
  });
});
