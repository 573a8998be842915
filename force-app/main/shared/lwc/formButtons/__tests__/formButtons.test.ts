import { createElement } from 'lwc';
import FormButtons from 'c/formButtons';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';

async function show(properties: object): Promise<{ element: HTMLElement; heard: string[] }> {
  const element = createElement('c-form-buttons', { is: FormButtons });
  Object.assign(element, { submitLabel: 'Save', ...properties });
  const heard: string[] = [];
  for (const name of ['cancel', 'submit']) element.addEventListener(name, () => heard.push(name));
  document.body.appendChild(element);
  await flush();
  return { element, heard };
}

describe('c-form-buttons', () => {
  it('cancels and submits', async () => {
    const { element, heard } = await show({});
    find(element, '[data-action="cancel"]')?.click();
    find(element, '[data-action="submit"]')?.click();
    expect(heard).toEqual(['cancel', 'submit']);
    await expect(element).toBeAccessible();
  });

  it('can be pressed neither while it saves, nor by who may only look', async () => {
    const busy = find<HTMLElement & { disabled: boolean }>(
      (await show({ saving: true })).element,
      '[data-action="submit"]'
    );
    expect(busy?.disabled).toBe(true);
    expect(find((await show({ readOnly: true })).element, '[data-action="submit"]')).toBeNull();
  });
});
