import { createElement } from 'lwc';
import FormFrame from 'c/formFrame';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';

async function frame(properties: Record<string, unknown>): Promise<HTMLElement> {
  const element = createElement('c-form-frame', { is: FormFrame });
  Object.assign(element, { ready: true, canSubmit: true, submitLabel: 'Save', ...properties });
  document.body.appendChild(element);
  await flush();
  return element;
}

describe('c-form-frame', () => {
  it('shows a stencil while the form is read, and its content afterwards', async () => {
    const element = await frame({ ready: false });
    expect([find(element, '.stencil') !== null, find(element, 'slot')]).toEqual([true, null]);
    Object.assign(element, { ready: true });
    await flush();
    expect([find(element, '.stencil'), find(element, 'slot') !== null]).toEqual([null, true]);
    await expect(element).toBeAccessible();
  });

  it('says why the form could not be read, and tries again', async () => {
    const element = await frame({ loadError: 'No connection', ready: false });
    const retry = jest.fn();
    element.addEventListener('retry', retry);
    expect(find(element, '[role="alert"]')?.textContent).toContain('No connection');
    find(element, 'lightning-button')?.click();
    expect(retry).toHaveBeenCalledTimes(1);
    await expect(element).toBeAccessible();
  });

  it('draws the buttons inside the panel only, and none to send where that is not possible', async () => {
    expect(find(await frame({}), '[data-action]')).toBeNull();
    const element = await frame({ inline: true, canSubmit: false });
    const back = jest.fn();
    element.addEventListener('back', back);
    expect(find(element, '[data-action="submit"]')).toBeNull();
    find(element, '[data-action="back"]')?.click();
    expect(back).toHaveBeenCalledTimes(1);
  });

  it('says what went wrong and that it saves', async () => {
    const element = await frame({ inline: true, formError: 'Too late.', saving: true, submitLabel: 'Saving' });
    expect(find(element, '[data-error="form"]')?.textContent).toContain('Too late.');
    expect(find(element, '[role="status"]')?.textContent).toBe('Saving');
    expect(find<HTMLButtonElement>(element, '[data-action="submit"]')?.disabled).toBe(true);
    await expect(element).toBeAccessible();
  });
});
