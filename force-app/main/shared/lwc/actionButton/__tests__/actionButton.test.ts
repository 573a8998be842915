import { createElement } from 'lwc';
import ActionButton from 'c/actionButton';

async function show(properties: object): Promise<{ element: HTMLElement; button: HTMLButtonElement }> {
  const element = createElement('c-action-button', { is: ActionButton });
  Object.assign(element, properties);
  document.body.appendChild(element);
  await Promise.resolve();
  return { element, button: element.shadowRoot?.querySelector('button') as HTMLButtonElement };
}

describe('c-action-button', () => {
  it('is a button of its name, and of the longer one where it has it', async () => {
    const { element, button } = await show({ label: 'Download', alt: 'Download Q4 2026 v3', expanded: 'false' });
    expect(button.textContent).toBe('Download');
    expect(button.getAttribute('aria-label')).toBe('Download Q4 2026 v3');
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await expect(element).toBeAccessible();
  });

  it('tells its host of a click, unless it is off, and takes the focus', async () => {
    const on = await show({ label: 'Sign', variant: 'brand' });
    const clicked = jest.fn();
    on.element.addEventListener('click', clicked);
    on.button.click();
    expect(clicked).toHaveBeenCalledTimes(1);
    expect(on.button.className).toContain('slds-button_brand');
    on.element.focus();
    expect(on.element.shadowRoot?.activeElement).toBe(on.button);
    const off = await show({ label: 'Sign', disabled: true });
    off.element.addEventListener('click', clicked);
    off.button.click();
    expect(clicked).toHaveBeenCalledTimes(1);
  });
});
