import { createElement } from 'lwc';
import PanelState from 'c/panelState';
import { panelModel } from 'c/panelModel';
import type { PanelView } from 'baton/views';
import { find, findAll, flush } from '../../../../../../scripts/test/jest-data/dom';
import { NOW, at, clock, panel } from '../../../../../../scripts/test/jest-data/views';

async function show(view: PanelView): Promise<HTMLElement> {
  const element = createElement('c-panel-state', { is: PanelState });
  Object.assign(element, { model: panelModel(view, NOW), clock: view.clock });
  document.body.appendChild(element);
  await flush();
  return element;
}

describe('c-panel-state', () => {
  it('draws chip, number, instant, and a bar that screen readers pass over', async () => {
    const element = await show(panel());
    expect(find(element, '[data-state]')?.dataset.state).toBe('Running');
    expect(find(element, '[role="timer"]')?.getAttribute('aria-live')).toBe('off');
    expect(find(element, '.bar')?.getAttribute('aria-hidden')).toBe('true');
    expect(findAll(element, '.bar-tick')).toHaveLength(2);
    await expect(element).toBeAccessible();
  });

  it('has no number where the state has none', async () => {
    const element = await show(panel({ clock: clock({ state: 'Cancelled', dueAt: at(9) }) }));
    expect(find(element, '[data-number]')).toBeNull();
    expect(find(element, '.bar')).toBeNull();
  });

  it('says what late means where it is late, and nowhere else', async () => {
    const late = clock({ dueAt: at(-20), warnAt: at(-70), escalateAt: at(-60) });
    const help = find<HTMLElement & { content: string }>(await show(panel({ clock: late })), 'lightning-helptext');
    expect(help?.content).toBe('c.HelpLate');
    expect(find(await show(panel()), 'lightning-helptext')).toBeNull();
    expect(
      find(await show(panel({ clock: { ...late, state: 'Met Late', stoppedAt: at(0) } })), 'lightning-helptext')
    ).toBeNull();
  });
});
