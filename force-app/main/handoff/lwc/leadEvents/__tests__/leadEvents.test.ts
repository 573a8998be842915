import { createElement } from 'lwc';
import LeadEvents from 'c/leadEvents';
import getEvents from '@salesforce/apex/LeadHistoryController.getEvents';
import type { EventView } from 'baton/views';
import { asMock, find, findAll, flush } from '../../../../../../scripts/test/jest-data/dom';
import { at } from '../../../../../../scripts/test/jest-data/views';

jest.mock('@salesforce/apex/LeadHistoryController.getEvents', () => ({ default: jest.fn() }), { virtual: true });

const event = (id: string, change: Partial<EventView> = {}): EventView => ({
  id,
  at: at(-3),
  what: 'Accepted',
  ...change
});

async function open(): Promise<HTMLElement> {
  const element = createElement('c-lead-events', { is: LeadEvents });
  Object.assign(element, { leadId: 'L1' });
  document.body.appendChild(element);
  await flush();
  find(find(element, 'c-disclosure'), 'button')?.click();
  await flush();
  return element;
}

const lines = (element: HTMLElement): string[] =>
  findAll(element, '[data-event] .details').map((line) => line.textContent ?? '');

describe('c-lead-events', () => {
  it('shows a page, then the next, and nothing twice', async () => {
    asMock(getEvents).mockResolvedValueOnce({ events: [event('a'), event('b')], more: true });
    const element = await open();
    expect(getEvents).toHaveBeenCalledWith({ leadId: 'L1', page: 0 });
    asMock(getEvents).mockResolvedValueOnce({ events: [event('b'), event('c')], more: false });
    find(element, '[data-action="older"]')?.click();
    await flush();
    expect(getEvents).toHaveBeenLastCalledWith({ leadId: 'L1', page: 1 });
    expect(lines(element)).toHaveLength(3);
    expect(find(element, '[data-action="older"]')).toBeNull();
    await expect(element).toBeAccessible();
  });

  it('says in words what changed, by whom and why', async () => {
    const events = [
      event('a', { stage: 'Acceptance', before: 'Sam', after: 'Ana', actorName: 'Jo', note: 'Trade fair' }),
      event('b', { level: 'Orange' }),
      event('d', { after: 'OwnerLeft' }),
      event('c', { after: '2026-12-02T09:00:00Z', reasonName: 'Owner away' })
    ];
    asMock(getEvents).mockResolvedValueOnce({ events, more: false });
    const [moved, raised, left, paused] = lines(await open());
    expect(moved).toBe('c.StageAcceptance · c.EventFromTo · c.EventBy · Trade fair');
    expect(raised).toBe('c.LevelOrange');
    expect(left).toBe('c.CancelledOwnerLeft');
    expect(paused).toMatch(/^\w.+ · Owner away$/);
    expect(paused).not.toContain('Z');
  });

  it('says when nothing happened yet, and why it could not be read', async () => {
    asMock(getEvents).mockResolvedValueOnce({ events: [], more: false });
    expect(find(await open(), '[data-empty]')?.textContent).toBe('c.EventsEmpty');
    asMock(getEvents).mockRejectedValueOnce({});
    const element = await open();
    expect(find(element, '[data-error="load"]')?.textContent).toContain('c.ErrLoad');
    asMock(getEvents).mockResolvedValueOnce({ events: [event('a')], more: false });
    find(element, '[data-action="retry"]')?.click();
    await flush();
    expect(lines(element)).toHaveLength(1);
  });
});
