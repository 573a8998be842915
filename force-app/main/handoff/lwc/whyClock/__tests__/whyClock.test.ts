import { createElement } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import WhyClock from 'c/whyClock';
import getExplain from '@salesforce/apex/LeadPanelController.getExplain';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';
import { explainView } from '../../../../../../scripts/test/jest-data/views';

jest.mock(
  '@salesforce/apex/LeadPanelController.getExplain',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const wire = getExplain as unknown as {
  emit(view: unknown): void;
  error(body: unknown): void;
  getLastConfig(): unknown;
};

async function show(): Promise<HTMLElement> {
  const element = createElement('c-why-clock', { is: WhyClock });
  Object.assign(element, { leadId: 'L1', clockId: 'C1' });
  document.body.appendChild(element);
  await flush();
  return element;
}

describe('c-why-clock', () => {
  it('asks for one clock of one lead, and explains it', async () => {
    const element = await show();
    expect(wire.getLastConfig()).toEqual({ leadId: 'L1', clockId: 'C1' });
    expect(find(element, '[data-loading]')?.textContent).toBe('c.Loading');
    wire.emit(explainView());
    await flush();
    expect(find(find(element, 'c-explain-facts'), 'dl')).not.toBeNull();
    await expect(element).toBeAccessible();
  });

  it('says why it cannot, and tries again', async () => {
    const element = await show();
    wire.error({ message: 'This lead was deleted, or you cannot see it.' });
    await flush();
    expect(find(element, '[data-error="load"]')?.textContent).toContain('you cannot see it');
    await expect(element).toBeAccessible();
    find(element, 'lightning-button')?.click();
    await flush();
    expect(refreshApex).toHaveBeenCalledTimes(1);
    expect(find(element, '[data-error="load"]')).toBeNull();
  });
});
