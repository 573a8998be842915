import { createElement } from 'lwc';
import WhyModal from 'c/whyModal';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';

jest.mock(
  '@salesforce/apex/LeadPanelController.getExplain',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);

describe('c-why-modal', () => {
  it('explains the clock of a row under the lead’s name, and closes', async () => {
    const element = createElement('c-why-modal', { is: WhyModal as never });
    Object.assign(element, { leadId: 'L1', clockId: 'C1', leadName: 'Ada Byron' });
    const closed = jest.fn();
    element.addEventListener('modalclose', closed);
    document.body.appendChild(element);
    await flush();
    expect((find(element, 'lightning-modal-header') as unknown as { label: string }).label).toBe('c.WhyTitle');
    const why = find(element, 'c-why-clock') as unknown as { leadId: string; clockId: string };
    expect([why.leadId, why.clockId]).toEqual(['L1', 'C1']);
    await expect(element).toBeAccessible();
    find(element, '[data-action="close"]')?.click();
    expect(closed).toHaveBeenCalledTimes(1);
  });
});
