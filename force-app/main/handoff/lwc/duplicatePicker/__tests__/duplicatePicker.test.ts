import { createElement } from 'lwc';
import DuplicatePicker from 'c/duplicatePicker';
import findLeads from '@salesforce/apex/LeadRequestController.findLeads';
import { asMock, fill, find, flush } from '../../../../../../scripts/test/jest-data/dom';

jest.mock('@salesforce/apex/LeadRequestController.findLeads', () => ({ default: jest.fn() }), { virtual: true });

type Picker = HTMLElement & { readonly isSettled: boolean };
const ADA = { id: '00Q2', name: 'Ada Byron', company: 'Northwind', ownerName: 'Marco Silva', note: 'Same person' };

async function search(found: unknown): Promise<{ element: Picker; picked: jest.Mock }> {
  const element = createElement('c-duplicate-picker', { is: DuplicatePicker }) as unknown as Picker;
  Object.assign(element, { leadId: 'L1' });
  const picked = jest.fn();
  element.addEventListener('pick', (event) => picked((event as CustomEvent).detail));
  document.body.appendChild(element);
  await flush();
  if (found instanceof Error) {
    asMock(findLeads).mockRejectedValueOnce(found);
  } else {
    asMock(findLeads).mockResolvedValueOnce(found);
  }
  await fill(element, { search: 'Byron' });
  find(element, '[data-action="find"]')?.click();
  await flush();
  return { element, picked };
}

describe('c-duplicate-picker', () => {
  it('searches by name, company or e-mail, and says which lead was chosen', async () => {
    const { element, picked } = await search([ADA]);
    expect(findLeads).toHaveBeenCalledWith({ leadId: 'L1', text: 'Byron' });
    expect(element.isSettled).toBe(false);
    await fill(element, { other: '00Q2' });
    expect(picked).toHaveBeenLastCalledWith(ADA);
    expect(element.isSettled).toBe(true);
    await expect(element).toBeAccessible();
  });

  it('stands in nobody’s way when no such lead is found', async () => {
    const { element } = await search([]);
    expect(find(element, '[data-none]')?.textContent).toBe('c.DuplicateNone');
    expect(element.isSettled).toBe(true);
  });

  it('searches by Enter, which submits nothing', async () => {
    const { element } = await search([]);
    asMock(findLeads).mockResolvedValueOnce([ADA]);
    const enter = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true });
    find(element, '[data-field="search"]')?.dispatchEvent(enter);
    await flush();
    expect(enter.defaultPrevented).toBe(true);
    expect(find(element, '[data-field="other"]')).not.toBeNull();
  });

  it('keeps the form usable when the search fails', async () => {
    const { element } = await search(new Error('No connection'));
    expect(find(element, '[data-field="other"]')).toBeNull();
    expect(element.isSettled).toBe(false);
  });
});
