import { createElement } from 'lwc';
import ObserveReport from 'c/observeReport';
import getSetup from '@salesforce/apex/SetupController.getSetup';
import read from '@salesforce/apex/ObserveController.read';
import type { ObserveLead, ObserveMessage, SetupView } from 'baton/setup';
import { NOW, at } from '../../../../../../scripts/test/jest-data/views';
import { observePage, setupView } from '../../../../../../scripts/test/jest-data/setup';

jest.mock(
  '@salesforce/apex/SetupController.getSetup',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex/ObserveController.read', () => ({ default: jest.fn() }), { virtual: true });

const wire = getSetup as unknown as { emit(view: SetupView): void };
const pages = read as unknown as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
  }
};
const find = (element: HTMLElement, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const message = (
  key: string,
  kind: ObserveMessage['kind'],
  personName: string,
  change: Partial<ObserveMessage> = {}
): ObserveMessage => ({
  key,
  kind,
  personId: personName,
  personName,
  at: at(-5),
  waits: false,
  ...change
});
const lead = (key: string, change: Partial<ObserveLead> = {}): ObserveLead => ({
  key,
  leadId: '00Q000000000001AAA',
  leadName: 'Ada Byron',
  line: 'High intent',
  holderName: 'Sam Ortiz',
  at: at(-5),
  ...change
});

async function show(view: Partial<SetupView> = {}): Promise<HTMLElement> {
  const element = createElement('c-observe-report', { is: ObserveReport });
  document.body.appendChild(element);
  wire.emit(setupView(view));
  await flush();
  return element;
}

async function look(element: HTMLElement): Promise<void> {
  find(element, '[data-action="look"]')?.click();
  await flush();
}

describe('c-observe-report', () => {
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  it('is not there for who may not manage Baton', async () => {
    const element = await show({ mayManage: false });
    expect(find(element, 'lightning-card')).toBeNull();
    expect(pages).not.toHaveBeenCalled();
  });

  it('adds the pages up, and counts the same thing once', async () => {
    const element = await show();
    pages
      .mockResolvedValueOnce(
        observePage({
          read: 500,
          next: 'a0E000000000500AAA',
          messages: [message('1', 'New', 'Sam Ortiz'), message('2', 'Red', 'Sam Ortiz')],
          breaches: [lead('c1')]
        })
      )
      .mockResolvedValueOnce(
        observePage({
          read: 20,
          messages: [message('2', 'Red', 'Sam Ortiz'), message('3', 'Red', 'Jo Marsh')],
          moves: [lead('e1', { target: 'Recycle' }), lead('e2', { line: null, leadName: null })],
          breaches: [lead('c1')]
        })
      );
    await look(element);
    expect(pages).toHaveBeenNthCalledWith(1, { since: at(-60), after: null });
    expect(pages).toHaveBeenNthCalledWith(2, { since: at(-60), after: 'a0E000000000500AAA' });
    const total = (key: string): string | null | undefined => find(element, `[data-total="${key}"]`)?.textContent;
    expect([total('messages'), total('moves'), total('breaches')]).toEqual(['3', '2', '1']);
    const rows = [...(element.shadowRoot?.querySelectorAll('[data-table="messages"] tbody tr') ?? [])];
    expect(rows.map((row) => row.querySelector('th')?.textContent)).toEqual(['Sam Ortiz', 'Jo Marsh']);
    expect([...(rows[0]?.children ?? [])].slice(-2).map((cell) => cell.textContent)).toEqual(['2', '2']);
    expect(element.shadowRoot?.querySelectorAll('[data-table="lines"] tbody tr')).toHaveLength(2);
    expect(find(element, '[data-list="moves"] a')?.getAttribute('href')).toBe('/00Q000000000001AAA');
    expect(find(element, '[data-read]')?.textContent).toContain('ObserveReadAll');
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('counts what a digest would have joined as one message', async () => {
    const element = await show();
    const news = (person: string, instants: number[], change: Partial<ObserveMessage> = {}): ObserveMessage[] =>
      instants.map((minute, index) => message(`${person}${index}`, 'Yellow', person, { at: at(minute), ...change }));
    pages.mockResolvedValueOnce(
      observePage({
        messages: [
          ...news('Five at once', [0, 0, 0, 0, 0]),
          ...news('Six at once', [0, 0, 0, 0, 0, 0]),
          ...news('Seven in a storm', [0, 1, 2, 3, 4, 5, 6]),
          ...news('After the storm', [0, 1, 2, 3, 4, 5, 10, 21]),
          ...news('Asleep', [60, 60, 60], { waits: true }),
          ...news('Manager of one team', [0, 0], { soonIn: 'NA East' }),
          ...news('Hour by hour', [0, 60, 120])
        ]
      })
    );
    await look(element);
    const rows = [...(element.shadowRoot?.querySelectorAll('[data-table="messages"] tbody tr') ?? [])];
    const arrive = Object.fromEntries(
      rows.map((row) => [row.querySelector('th')?.textContent, row.querySelector('[data-arrive]')?.textContent])
    );
    expect(arrive).toEqual({
      'Five at once': '5',
      'Six at once': '1',
      'Seven in a storm': '6',
      'After the storm': '8',
      Asleep: '1',
      'Manager of one team': '1',
      'Hour by hour': '3'
    });
    expect(find(element, '[data-total="messages"]')?.textContent).toBe('25');
  });

  it('lists whose capacity score would have fallen', async () => {
    const element = await show();
    pages.mockResolvedValueOnce(observePage({ capacity: [lead('c1'), lead('c1')] }));
    await look(element);
    expect(find(element, '[data-total="capacity"]')?.textContent).toBe('1');
    expect(find(element, '[data-list="capacity"]')?.textContent).toContain('Sam Ortiz');
  });

  it('asks for the days that were chosen', async () => {
    const element = await show({ stepSince: null });
    const choose = (value: string): void => {
      find(element, 'lightning-combobox')?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
    };
    pages.mockResolvedValue(observePage());
    await look(element);
    expect(pages).toHaveBeenLastCalledWith({ since: at(-7 * 1440), after: null });
    expect(find(element, '[data-nothing]')).not.toBeNull();
    choose('30');
    await look(element);
    expect(pages).toHaveBeenLastCalledWith({ since: at(-30 * 1440), after: null });
  });

  it('stops when asked to, and shows what it has', async () => {
    const element = await show();
    let answer: (page: unknown) => void = () => undefined;
    pages.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    await look(element);
    expect(find(element, '[data-read]')?.textContent).toContain('ObserveReading');
    find(element, '[data-action="cancel"]')?.click();
    answer(observePage({ read: 500, next: 'a0E000000000500AAA', breaches: [lead('c1')] }));
    await flush();
    expect(pages).toHaveBeenCalledTimes(1);
    expect(find(element, '[data-read]')?.textContent).toContain('ObserveReadPart');
    expect(find(element, '[data-total="breaches"]')?.textContent).toBe('1');
  });

  it('lists fifty and counts the rest', async () => {
    const element = await show();
    pages.mockResolvedValue(
      observePage({ read: 60, moves: Array.from({ length: 60 }, (_, index) => lead(`e${index}`)) })
    );
    await look(element);
    expect(element.shadowRoot?.querySelectorAll('[data-list="moves"] li')).toHaveLength(51);
    expect(find(element, '[data-table="messages"]')).toBeNull();
  });

  it('says what went wrong', async () => {
    const element = await show();
    pages.mockRejectedValueOnce({ body: { message: 'Not you' } });
    await look(element);
    expect(find(element, '[data-error="observe"]')?.textContent).toContain('Not you');
    pages.mockRejectedValueOnce({});
    await look(element);
    expect(find(element, '[data-error="observe"]')?.textContent).toContain('ErrObserve');
    element.remove();
  });
});
