import { createElement } from 'lwc';
import FormConflict from 'c/formConflict';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';

async function show(properties: Record<string, unknown>): Promise<HTMLElement> {
  const element = createElement('c-form-conflict', { is: FormConflict });
  Object.assign(element, properties);
  document.body.appendChild(element);
  await flush();
  return element;
}

describe('c-form-conflict', () => {
  it('says what went wrong, without a choice where nobody else saved', async () => {
    expect(find(await show({}), '[role="alert"]')).toBeNull();
    const element = await show({ message: 'The server was busy.' });
    expect(find(element, '[role="alert"]')?.textContent).toBe('The server was busy.');
    expect(find(element, '[data-action]')).toBeNull();
  });

  it('shows both on request, and tells which of them stays', async () => {
    const element = await show({ message: 'Tom changed it.', rows: [{ what: 'Late', theirs: '90', mine: '45' }] });
    const chosen: string[] = [];
    ['mine', 'theirs'].forEach((name) => element.addEventListener(name, () => chosen.push(name)));
    const press = async (name: string): Promise<void> => {
      find(element, `[data-action="${name}"]`)?.click();
      await flush();
    };
    expect(find(element, '[data-both]')).toBeNull();
    await press('both');
    expect(find(element, '[data-both] tbody')?.textContent).toBe('Late9045');
    await expect(element).toBeAccessible();
    await press('mine');
    await press('both');
    await press('theirs');
    expect(chosen).toEqual(['mine', 'theirs']);
  });
});
