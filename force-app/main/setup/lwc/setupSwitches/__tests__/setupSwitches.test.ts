import { createElement } from 'lwc';
import SetupSwitches from 'c/setupSwitches';
import type { SetupView } from 'baton/setup';
import { at } from '../../../../../../scripts/test/jest-data/views';
import { setupView, turn } from '../../../../../../scripts/test/jest-data/setup';

type Switches = HTMLElement & { view: SetupView; busy: boolean };
type Toggle = HTMLElement & { checked: boolean };

function show(change: Partial<SetupView> = {}): Switches {
  const element = createElement('c-setup-switches', { is: SetupSwitches }) as Switches;
  element.view = setupView(change);
  document.body.appendChild(element);
  return element;
}

const row = (element: HTMLElement, name: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(`[data-switch="${name}"]`) ?? null;
const toggle = (element: HTMLElement, name: string): Toggle =>
  row(element, name)?.querySelector('lightning-input') as Toggle;

describe('c-setup-switches', () => {
  it('shows each switch with what it does and who turned it last', async () => {
    const element = show();
    expect([
      toggle(element, 'Engine').checked,
      toggle(element, 'DataLoad').checked,
      toggle(element, 'Notifications').checked
    ]).toEqual([true, false, true]);
    expect(row(element, 'Engine')?.textContent).toContain('SwitchLast');
    expect(row(element, 'DataLoad')?.textContent).toContain('SwitchLoadHelp');
    expect(element.shadowRoot?.querySelectorAll('[data-turn]')).toHaveLength(1);
    await expect(element).toBeAccessible();
  });

  it('asks, and shows what is until the page has turned it', () => {
    const element = show();
    const asked: unknown[] = [];
    element.addEventListener('turn', (event) => asked.push((event as CustomEvent).detail));
    const load = toggle(element, 'DataLoad');
    load.checked = true;
    load.dispatchEvent(new CustomEvent('change'));
    expect(asked).toEqual([{ name: 'DataLoad', wanted: true }]);
    expect(load.checked).toBe(false);
  });

  it('says when a load ends, and knows an engine that is off', () => {
    const element = show({ state: 'Stopped', loadUntil: at(60), notifies: false, turns: [] });
    expect(row(element, 'DataLoad')?.textContent).toContain('SwitchLoadUntil');
    expect(toggle(element, 'Engine').checked).toBe(false);
    expect(toggle(element, 'Notifications').checked).toBe(false);
    expect(element.shadowRoot?.querySelector('details')).toBeNull();
    const started = show({ state: 'NotStarted', turns: [turn({ name: 'GoLive' })] });
    expect(toggle(started, 'Engine').checked).toBe(false);
  });
});
