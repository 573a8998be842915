import { createElement } from 'lwc';
import BoardActions from 'c/boardActions';
import FormModal from 'c/formModal';
import WhyModal from 'c/whyModal';
import nudge from '@salesforce/apex/OversightController.nudge';

jest.mock(
  '@salesforce/apex/LeadPanelController.getExplain',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex/OversightController.nudge', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.getCandidates', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.handOver', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.excuse', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.dispute', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/OversightController.decide', () => ({ default: jest.fn() }), { virtual: true });

const LATE = { clockId: 'C1', leadId: 'L1', leadName: 'Ada Byron', tile: 'Late' };
const SOON = { clockId: 'C2', leadId: 'L2', leadName: 'Max Weber', tile: 'DueSoon' };
const asMock = (method: unknown): jest.Mock => method as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};
type Actions = HTMLElement & {
  run(name: string, rows: unknown[]): Promise<void>;
  explain(row: unknown): Promise<void>;
};

async function show(properties: Record<string, unknown> = {}): Promise<Actions> {
  const element = createElement('c-board-actions', { is: BoardActions }) as unknown as Actions;
  Object.assign(element, { rows: [LATE, SOON], selecting: true, canAct: true, ...properties });
  document.body.appendChild(element);
  await flush();
  return element;
}

function find<T extends Element = HTMLElement>(element: HTMLElement, selector: string): T | null {
  return element.shadowRoot?.querySelector<T>(selector) ?? null;
}

const said = (element: HTMLElement): string => find(element, '[data-result]')?.textContent ?? '';

describe('c-board-actions', () => {
  it('nudges many, says how many worked and why the others did not', async () => {
    const element = await show();
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    asMock(nudge).mockResolvedValue([
      { ok: true, leadId: 'L1', message: 'Sam was nudged.' },
      { ok: false, leadId: 'L2', message: 'Was nudged at 10:31.' }
    ]);
    find(element, '[data-name="nudge"]')?.click();
    await flush();
    expect(nudge).toHaveBeenCalledWith({ leadIds: ['L1', 'L2'], clockIds: ['C1', 'C2'] });
    expect(said(element)).toContain('c.BoardDone');
    expect(element.shadowRoot?.querySelectorAll('[data-result] li')).toHaveLength(1);
    expect(changed).toHaveBeenCalledTimes(1);
    await expect(element).toBeAccessible();
  });

  it('repeats the answer about one, and changes nothing when it was refused', async () => {
    const element = await show({ selecting: false });
    const changed = jest.fn();
    element.addEventListener('changed', changed);
    asMock(nudge).mockResolvedValue([{ ok: false, leadId: 'L1', message: 'Sam was nudged at 10:31.' }]);
    await element.run('nudge', [LATE]);
    await flush();
    expect(said(element)).toBe('Sam was nudged at 10:31.');
    expect(changed).not.toHaveBeenCalled();
    asMock(nudge).mockRejectedValueOnce({ body: { message: 'No connection' } });
    await element.run('nudge', [LATE]);
    await flush();
    expect(said(element)).toBe('No connection');
  });

  it('asks in a modal before it hands over, and excuses only what is late', async () => {
    const element = await show();
    const open = jest.fn().mockResolvedValue([{ ok: true, leadId: 'L1', message: 'Excused as System.' }]);
    FormModal.open = open;
    find(element, '[data-name="excuse"]')?.click();
    await flush();
    expect(open.mock.calls[0][0]).toMatchObject({ form: 'excuse', leadIds: ['L1'], clockIds: ['C1'] });
    expect(said(element)).toBe('Excused as System.');
    open.mockResolvedValueOnce(undefined);
    await element.run('handOver', [SOON]);
    await flush();
    expect(open.mock.calls[1][0]).toMatchObject({ form: 'handOver', leadIds: ['L2'], leadName: 'Max Weber' });
    expect(said(element)).toBe('');
  });

  it('shows no buttons for many while nothing is selected, and lets rows be selected', async () => {
    const element = await show({ rows: [], selecting: false });
    const toggle = jest.fn();
    element.addEventListener('toggle', toggle);
    expect(find(element, '[data-name]')).toBeNull();
    find(element, '[data-action="select"]')?.click();
    expect(toggle).toHaveBeenCalled();
    await element.run('excuse', [SOON]);
    expect(said(element)).toBe('');
  });

  it('explains a clock in a modal, also to who may not act', async () => {
    const element = await show({ canAct: false });
    expect(find(element, '[data-actions]')).toBeNull();
    const open = jest.fn().mockResolvedValue(undefined);
    WhyModal.open = open;
    await element.explain(SOON);
    expect(open).toHaveBeenCalledWith(
      expect.objectContaining({ leadId: 'L2', clockId: 'C2', leadName: 'Max Weber', size: 'small' })
    );
    expect(find(element, '[data-why]')).toBeNull();
  });
});
