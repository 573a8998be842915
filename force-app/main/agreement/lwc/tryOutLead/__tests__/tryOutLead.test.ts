import { createElement } from 'lwc';
import TryOutLead from 'c/tryOutLead';
import findLeads from '@salesforce/apex/TryOutController.findLeads';
import oneLead from '@salesforce/apex/TryOutController.oneLead';
import type { TryOutLeadResult } from 'baton/agreementTools';

jest.mock('@salesforce/apex/TryOutController.findLeads', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/TryOutController.oneLead', () => ({ default: jest.fn() }), { virtual: true });

const finds = findLeads as unknown as jest.Mock;
const tries = oneLead as unknown as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};
const answer = (change: Partial<TryOutLeadResult> = {}): TryOutLeadResult => ({
  leadName: 'Ada Byron',
  governed: true,
  fields: [{ name: 'Lead_Score__c', label: 'Lead score', value: '50' }],
  rows: [
    {
      stage: 'Acceptance',
      stageName: 'Acceptance',
      lineId: 'a04000000000001AAA',
      line: 'High intent',
      dueAt: '2026-12-01T16:30:00Z',
      who: 'Sam Ortiz'
    }
  ],
  ...change
});

function show(): HTMLElement {
  const element = createElement('c-try-out-lead', { is: TryOutLead });
  (element as unknown as { versionId: string }).versionId = 'a02000000000004AAA';
  document.body.appendChild(element);
  return element;
}
const find = (element: HTMLElement, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
const change = async (element: HTMLElement, selector: string, value: string): Promise<void> => {
  find(element, selector)?.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await flush();
};
const press = async (element: HTMLElement, action: string): Promise<void> => {
  find(element, `[data-action="${action}"]`)?.click();
  await flush();
};

async function chosen(result: TryOutLeadResult): Promise<HTMLElement> {
  const element = show();
  finds.mockResolvedValue([{ id: '00Q000000000001AAA', name: 'Ada Byron', company: 'Northwind' }]);
  tries.mockResolvedValue(result);
  await change(element, '[data-field="words"]', 'Ada');
  await press(element, 'find');
  await change(element, '[data-field="lead"]', '00Q000000000001AAA');
  return element;
}

describe('c-try-out-lead', () => {
  beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-12-01T15:30:00Z') }));
  afterEach(() => jest.useRealTimers());

  it('shows line, due and who of a lead that was found', async () => {
    const element = await chosen(answer());
    expect(finds).toHaveBeenCalledWith({ words: 'Ada' });
    expect(tries).toHaveBeenCalledWith({
      versionId: 'a02000000000004AAA',
      leadId: '00Q000000000001AAA',
      edits: {}
    });
    const cells = [...(element.shadowRoot?.querySelectorAll('tbody th, tbody td') ?? [])];
    expect(cells.map((cell) => cell.textContent).slice(0, 2)).toEqual(['Acceptance', 'High intent']);
    expect(cells[3]?.textContent).toBe('Sam Ortiz');
    expect(find(element, '[data-answer]')?.textContent).toBe('c.TryLeadWould');
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('asks again with edited values', async () => {
    const element = await chosen(answer());
    await change(element, '[data-name="Lead_Score__c"]', '97');
    await press(element, 'show');
    expect(tries).toHaveBeenLastCalledWith(expect.objectContaining({ edits: { Lead_Score__c: '97' } }));
  });

  it('says when nothing applies', async () => {
    const other = await chosen(answer({ governed: false, rows: [] }));
    expect(find(other, '[data-answer]')?.textContent).toBe('c.TryLeadNotGoverned');
    other.remove();
    const none = await chosen(answer({ rows: [], fields: [] }));
    expect(find(none, '[data-answer]')?.textContent).toBe('c.TryLeadNoRows');
    expect(find(none, '[data-action="show"]')).toBeNull();
  });

  it('says when no lead is found, and when the call failed', async () => {
    const element = show();
    expect((find(element, '[data-action="find"]') as HTMLButtonElement).disabled).toBe(true);
    finds.mockResolvedValueOnce([]);
    await change(element, '[data-field="words"]', 'Zed');
    await press(element, 'find');
    expect(find(element, '[data-none]')).not.toBeNull();
    finds.mockRejectedValueOnce({ body: { message: 'No rights.' } });
    await press(element, 'find');
    expect(find(element, '[data-error]')?.textContent).toBe('No rights.');
    finds.mockRejectedValueOnce({});
    await press(element, 'find');
    expect(find(element, '[data-error]')?.textContent).toBe('c.TryErr');
  });
});
