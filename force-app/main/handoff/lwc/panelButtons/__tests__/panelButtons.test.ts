import { createElement } from 'lwc';
import PanelButtons from 'c/panelButtons';
import { clock } from '../../../../../../scripts/test/jest-data/views';
import { flush } from '../../../../../../scripts/test/jest-data/dom';

type Buttons = HTMLElement & { focusAction(name: string): boolean };

const ACCEPT = { name: 'accept', label: 'Accept', alt: 'Accept Ada Byron', isBrand: true };
const PEOPLE = { name: 'people', label: 'Show people', alt: 'Show people', isBrand: false };

async function show(properties: object = {}): Promise<Buttons> {
  const element = createElement('c-panel-buttons', { is: PanelButtons }) as unknown as Buttons;
  Object.assign(element, { actions: [ACCEPT, PEOPLE], clock: clock(), ...properties });
  document.body.appendChild(element);
  await flush();
  return element;
}

const buttons = (element: HTMLElement): HTMLButtonElement[] => [
  ...(element.shadowRoot?.querySelectorAll('button') ?? [])
];

describe('c-panel-buttons', () => {
  it('tells which action was pressed, by its name with the lead', async () => {
    const element = await show();
    const heard = jest.fn();
    element.addEventListener('act', heard);
    buttons(element)[0]?.click();
    expect(heard.mock.calls[0][0].detail).toBe('accept');
    expect(buttons(element)[0]?.getAttribute('aria-label')).toBe('Accept Ada Byron');
    await expect(element).toBeAccessible();
  });

  it('waits while an action is under way, and says which; looking at people changes nothing', async () => {
    const element = await show({ busyWith: 'accept' });
    expect(buttons(element).map(({ disabled }) => disabled)).toEqual([true, false]);
    expect(buttons(element)[0]?.textContent?.trim()).toBe('c.Accepting');
  });

  it('shows the people of the buying group when asked, and says that it does', async () => {
    const people = [
      { name: 'Lee Chan', known: true, role: 'Economic buyer' },
      { name: 'Third person', known: false }
    ];
    const element = await show({ clock: clock({ people } as object), showsPeople: true });
    expect(element.shadowRoot?.querySelector('[data-people]')?.textContent).toBe('c.PersonKnownc.PersonUnknown');
    expect(buttons(element)[1]?.getAttribute('aria-expanded')).toBe('true');
  });

  it('takes the focus for an action that stands here, and for no other', async () => {
    const element = await show();
    expect(element.focusAction('accept')).toBe(true);
    expect(element.shadowRoot?.activeElement).toBe(buttons(element)[0]);
    expect(element.focusAction('pause')).toBe(false);
  });
});
