import { createElement } from 'lwc';
import BreachBoard from 'c/breachBoard';
import getBoard from '@salesforce/apex/BoardController.getBoard';
import getServerNow from '@salesforce/apex/LeadPanelController.getServerNow';
import { subscribe } from 'lightning/empApi';
import type { BoardView } from 'baton/views';
import { NOW, at, board, boardRow } from '../../../../../../scripts/test/jest-data/views';
import { find } from '../../../../../../scripts/test/jest-data/dom';

jest.mock(
  '@salesforce/apex/BoardController.getBoard',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex/LeadPanelController.getServerNow', () => ({ default: jest.fn() }), { virtual: true });
jest.mock(
  '@salesforce/apex/LeadPanelController.getExplain',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex/OversightController.nudge', () => ({ default: jest.fn(() => Promise.resolve([])) }), {
  virtual: true
});
jest.mock('@salesforce/apex/OversightController.getCandidates', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.handOver', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.excuse', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.dispute', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.decide', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const wire = getBoard as unknown as { emit(view: BoardView): void; error(body: unknown): void };
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};

const rows = [
  boardRow(),
  boardRow({
    clockId: '2',
    leadId: 'L2',
    leadName: 'Emil Post',
    holderId: 'H2',
    holderName: 'Lena Vogt',
    dueAt: at(23)
  }),
  boardRow({
    clockId: '3',
    leadId: 'L3',
    leadName: 'Max Weber',
    holderId: 'H3',
    holderName: 'Sam Ortiz',
    warnAt: at(-1),
    escalateAt: at(6),
    dueAt: at(51)
  })
];

async function show(view: BoardView = board(rows)): Promise<HTMLElement> {
  const element = createElement('c-breach-board', { is: BreachBoard });
  document.body.appendChild(element);
  wire.emit(view);
  await flush();
  return element;
}

function windowIs(width: number): void {
  Object.assign(window, { innerWidth: width });
  window.dispatchEvent(new Event('resize'));
}

const tile = (element: HTMLElement, key: string): HTMLElement | null => find(element, `[data-key="${key}"]`);
const shown = (element: HTMLElement): string[] =>
  (find<HTMLElement & { data: { leadName: string }[] }>(element, 'c-board-table')?.data ?? []).map((r) => r.leadName);

describe('c-breach-board', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    windowIs(1280);
    (getServerNow as unknown as jest.Mock).mockImplementation(() =>
      Promise.resolve(new Date(Date.now()).toISOString())
    );
  });
  afterEach(() => jest.useRealTimers());

  it('shows tiles with counts, people and rows', async () => {
    const element = await show();
    expect(
      ['Late', 'Escalated', 'DueSoon', 'OnTrack'].map((key) => tile(element, key)?.lastElementChild?.textContent)
    ).toEqual(['1', '1', '1', '0']);
    expect(element.shadowRoot?.querySelectorAll('.person')).toHaveLength(3);
    expect(shown(element)).toEqual(['Ada Byron', 'Emil Post', 'Max Weber']);
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('offers a manager what can be done with a row, and nobody else', async () => {
    const viewer = await show();
    expect((find(viewer, 'c-board-actions') as unknown as { canAct: boolean }).canAct).toBe(false);
    const element = await show(board(rows, { canAct: true }));
    const actions = find<HTMLElement & { run: jest.Mock; rows: unknown[]; selecting: boolean }>(
      element,
      'c-board-actions'
    );
    const run = jest.spyOn(actions as never, 'run' as never).mockResolvedValue(undefined as never);
    const table = find<HTMLElement & { columns: { type?: string; typeAttributes?: Record<string, unknown> }[] }>(
      element,
      'c-board-table'
    );
    const menu = table?.columns.find((column) => column.type === 'action');
    const offered = jest.fn();
    (menu?.typeAttributes?.rowActions as (row: unknown, done: unknown) => void)(
      { tile: 'Late', stage: 'Acceptance' },
      offered
    );
    expect(offered.mock.calls[0][0].map(({ name }: { name: string }) => name)).toEqual([
      'nudge',
      'handOver',
      'excuse',
      'why',
      'open'
    ]);
    const explain = jest.spyOn(actions as never, 'explain' as never).mockResolvedValue(undefined as never);
    table?.dispatchEvent(new CustomEvent('rowaction', { detail: { action: { name: 'why' }, row: rows[1] } }));
    await jest.advanceTimersByTimeAsync(0);
    expect(explain).toHaveBeenCalledWith(rows[1]);
    table?.dispatchEvent(new CustomEvent('rowaction', { detail: { action: { name: 'nudge' }, row: rows[0] } }));
    await jest.advanceTimersByTimeAsync(0);
    expect(run).toHaveBeenCalledWith('nudge', [rows[0]]);
    actions?.dispatchEvent(new CustomEvent('toggle'));
    await flush();
    expect(actions?.selecting).toBe(true);
    table?.dispatchEvent(new CustomEvent('rowselection', { detail: { selectedRows: [rows[1]] } }));
    await flush();
    expect(actions?.rows).toHaveLength(1);
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('filters by a tile and by a person, and clears', async () => {
    const element = await show();
    tile(element, 'Late')?.click();
    await flush();
    expect(shown(element)).toEqual(['Ada Byron']);
    expect(tile(element, 'Late')?.getAttribute('aria-pressed')).toBe('true');
    find(element, '[data-action="clear"]')?.click();
    await flush();
    find(element, '[data-id="H2"]')?.click();
    await flush();
    expect(shown(element)).toEqual(['Emil Post']);
  });

  it('says what an empty board means, and what a filtered one does', async () => {
    const element = await show(board([], { nextDue: boardRow({ dueAt: at(51) }) }));
    expect(find(element, '[data-empty]')?.textContent).toContain('c.BoardEmptyNext');
    tile(element, 'Late')?.click();
    await flush();
    expect(find(element, '[data-empty]')?.textContent).toContain('c.BoardFilteredEmpty');
  });

  it('turns a row late when its instant passes, without a call', async () => {
    const element = await show(board([boardRow({ warnAt: null, escalateAt: null, dueAt: at(1) })]));
    expect(tile(element, 'Late')?.lastElementChild?.textContent).toBe('0');
    await jest.advanceTimersByTimeAsync(61_000);
    await flush();
    expect(tile(element, 'Late')?.lastElementChild?.textContent).toBe('1');
  });

  it('listens to the change event and shows observe mode', async () => {
    const element = await show(board(rows, { observe: true }));
    expect(subscribe).toHaveBeenCalledWith(expect.stringContaining('SLA_Changed__e'), -1, expect.any(Function));
    expect(find(element, '[data-observe]')).not.toBeNull();
  });

  it('says that Baton is switched off, in place of observe mode', async () => {
    const element = await show(board(rows, { observe: true, engineOff: true }));
    expect(find(element, '[data-off]')?.textContent).toBe('c.ErrKill');
    expect(find(element, '[data-observe]')).toBeNull();
  });

  it('is a list of cards where the window has no room for the table, and a table again where it has', async () => {
    windowIs(640);
    const element = await show();
    expect(find(element, 'c-board-table')).toBeNull();
    expect(element.shadowRoot?.querySelectorAll('.card')).toHaveLength(3);
    windowIs(1280);
    await flush();
    expect(shown(element)).toHaveLength(3);
  });

  it('announces one change by its lead, more by their number, and at most one in ten seconds', async () => {
    const row = (clockId: string, warn: number, escalate = 20): ReturnType<typeof boardRow> =>
      boardRow({ clockId, warnAt: at(warn), escalateAt: at(escalate), dueAt: at(30) });
    const element = await show(board([row('c1', 1), row('c2', 1)]));
    const said = (): string | null | undefined => find(element, '[data-status]')?.textContent;
    expect(said()).toBe('');
    wire.emit(board([row('c1', -1), row('c2', 1)]));
    await flush();
    expect(said()).toBe('c.AnnounceDueSoon');
    const both = board([row('c1', -2, -1), row('c2', -1)]);
    wire.emit(both);
    await flush();
    expect(said()).toBe('c.AnnounceDueSoon');
    await jest.advanceTimersByTimeAsync(11_000);
    wire.emit({ ...both, rows: [...both.rows] });
    await flush();
    expect(said()).toBe('c.BoardChanged');
  });

  it('says that it could not load', async () => {
    const element = createElement('c-breach-board', { is: BreachBoard });
    document.body.appendChild(element);
    wire.error({ message: '' });
    await flush();
    expect(find(element, '[data-error="load"]')?.textContent).toContain('c.ErrBoardLoad');
  });
});
