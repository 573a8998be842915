import { createElement } from 'lwc';
import AgreementHead from 'c/agreementHead';
import type { AgreementView } from 'baton/agreement';
import { view } from '../../../../../../scripts/test/jest-data/agreement';

async function show(change: Partial<AgreementView> = {}): Promise<HTMLElement> {
  const element = createElement('c-agreement-head', { is: AgreementHead });
  Object.assign(element, { view: view(change) });
  document.body.appendChild(element);
  await Promise.resolve();
  return element;
}

const find = (element: HTMLElement, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

describe('c-agreement-head', () => {
  it('says who has signed, and what stands in the way of the version', async () => {
    const element = await show({ gapWords: 'No version would apply from 1 Jan 2027 to 3 Jan 2027.' });
    expect(find(element, '.seats')?.textContent).toBe('c.AgrSeatOpen c.AgrSeatOpen');
    expect(find(element, '[data-gap]')?.textContent).toContain('No version would apply');
    expect(find(element, '[data-closed]')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('lets its dates and people be edited where the version can be, else says that it can be read only', async () => {
    const open = await show({ canEdit: true });
    const edited = jest.fn();
    open.addEventListener('edit', edited);
    find(open, '[data-action="head"]')?.click();
    expect(edited).toHaveBeenCalledTimes(1);
    const closed = await show({ canEdit: false, canDraft: true, status: 'Active' });
    expect(find(closed, '[data-action="head"]')).toBeNull();
    expect(find(closed, '[data-closed]')?.textContent).toBe('c.AgrClosed');
    const beside = await show({ canEdit: false, canDraft: false, status: 'Active' });
    expect(find(beside, '[data-closed]')?.textContent).toBe('c.AgrClosedDraft');
  });
});
