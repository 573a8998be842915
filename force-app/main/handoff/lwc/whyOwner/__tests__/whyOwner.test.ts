import { createElement } from 'lwc';
import WhyOwner from 'c/whyOwner';
import getOwner from '@salesforce/apex/LeadHistoryController.getOwner';
import type { OwnerView } from 'baton/views';
import { asMock, find, flush } from '../../../../../../scripts/test/jest-data/dom';
import { at } from '../../../../../../scripts/test/jest-data/views';

jest.mock('@salesforce/apex/LeadHistoryController.getOwner', () => ({ default: jest.fn() }), { virtual: true });

async function show(): Promise<HTMLElement> {
  const element = createElement('c-why-owner', { is: WhyOwner });
  Object.assign(element, { leadId: 'L1' });
  document.body.appendChild(element);
  await flush();
  return element;
}

async function open(element: HTMLElement): Promise<void> {
  find(find(element, 'c-disclosure'), 'button')?.click();
  await flush();
}

async function why(view: Partial<OwnerView>): Promise<string> {
  asMock(getOwner).mockResolvedValueOnce({ ownerName: 'Ana Ruiz', isMe: false, at: at(-3), holders: [], ...view });
  const element = await show();
  await open(element);
  return find(element, '[data-why]')?.textContent ?? '';
}

describe('c-why-owner', () => {
  it('asks nothing before it is opened', async () => {
    const element = await show();
    expect(getOwner).not.toHaveBeenCalled();
    asMock(getOwner).mockReturnValueOnce(new Promise(() => undefined));
    await open(element);
    expect(find(element, '[data-loading]')?.textContent).toBe('c.Loading');
    expect(getOwner).toHaveBeenCalledWith({ leadId: 'L1' });
  });

  it.each([
    ['Manual', 'c.OwnerManual'],
    ['Step', 'c.OwnerStep'],
    ['Away', 'c.OwnerMovedAway'],
    ['Fallback', 'c.OwnerFallback'],
    ['Owner', 'c.OwnerOutside'],
    ['Changed', 'c.OwnerChanged'],
    ['None', 'c.OwnerNone']
  ])('says of %s: %s', async (reason, label) => {
    expect(await why({ why: reason })).toBe(label);
  });

  it('speaks to the owner, repeats what was said, and lists who had it where several did', async () => {
    expect(await why({ why: 'Owner', isMe: true })).toBe('c.OwnerOutsideYou');
    expect(await why({ why: 'Manual', actorName: 'Jo', note: 'Sam is at the fair.' })).toBe(
      'c.OwnerManual Sam is at the fair.'
    );
    const holder = { holderId: '005', name: 'Sam', type: 'User', since: at(-9), until: at(-3), isMe: false } as const;
    asMock(getOwner).mockResolvedValueOnce({
      ownerName: 'Ana',
      isMe: false,
      why: 'Step',
      at: at(-3),
      holders: [holder, { ...holder, name: 'Ana', until: null }]
    });
    const element = await show();
    await open(element);
    expect(find(element, 'ol')?.textContent).toBe('c.OwnerHeldSpanc.OwnerHeldSince');
    await expect(element).toBeAccessible();
  });

  it('says why it cannot, and tries again', async () => {
    asMock(getOwner).mockRejectedValueOnce({ body: { message: 'This lead was deleted, or you cannot see it.' } });
    const element = await show();
    await open(element);
    expect(find(element, '[data-error="load"]')?.textContent).toContain('you cannot see it');
    asMock(getOwner).mockResolvedValueOnce({ ownerName: 'Ana', isMe: false, why: 'None', holders: [] });
    find(element, 'lightning-button')?.click();
    await flush();
    expect(find(element, '[data-why]')?.textContent).toBe('c.OwnerNone');
  });
});
