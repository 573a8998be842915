import { createElement } from 'lwc';
import PanelPast from 'c/panelPast';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';
import { NOW, at, panel } from '../../../../../../scripts/test/jest-data/views';

async function show(cycles: number): Promise<HTMLElement> {
  const element = createElement('c-panel-past', { is: PanelPast });
  const pastCycles = Array.from({ length: cycles }, (_, cycle) => ({ cycle, startedAt: at(-9), clocks: [] }));
  Object.assign(element, { view: panel({ pastCycles }), now: NOW });
  document.body.appendChild(element);
  await flush();
  return element;
}

const title = (element: HTMLElement): string | undefined =>
  (find(element, '[data-past]') as unknown as { label: string } | null)?.label;

describe('c-panel-past', () => {
  it('counts the past cycles, and always offers all events', async () => {
    expect(title(await show(0))).toBeUndefined();
    expect(title(await show(1))).toBe('c.PastCyclesOne');
    const two = await show(2);
    expect(title(two)).toBe('c.PastCyclesMany');
    expect(find(two, 'c-lead-events')).not.toBeNull();
    await expect(two).toBeAccessible();
  });
});
