import { createElement } from 'lwc';
import AgreementDefinitions from 'c/agreementDefinitions';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';
import { view } from '../../../../../../scripts/test/jest-data/agreement';

async function show(properties: object): Promise<{ items: HTMLElement; told: jest.Mock; element: HTMLElement }> {
  const element = createElement('c-agreement-definitions', { is: AgreementDefinitions });
  const told = jest.fn();
  ['add', 'edit', 'remove'].forEach((name) =>
    element.addEventListener(name, (event) => told(name, (event as CustomEvent).detail))
  );
  Object.assign(element, properties);
  document.body.appendChild(element);
  await flush();
  return { items: find(element, 'c-agreement-items') as HTMLElement, told, element };
}

describe('c-agreement-definitions', () => {
  it('lists what each stage means, and tells what to add, edit and delete', async () => {
    const { items, told, element } = await show({ definitions: view().definitions, canEdit: true });
    expect([find(items, '.name')?.textContent, find(items, '.words')?.textContent]).toEqual([
      'MQL',
      'score at least 60'
    ]);
    ['add', 'edit', 'remove'].forEach((action) => find(items, `[data-action="${action}"]`)?.click());
    expect(told.mock.calls).toEqual([
      ['add', null],
      ['edit', { definitionKey: 'mql.entry' }],
      ['remove', { definitionKey: 'mql.entry' }]
    ]);
    await expect(element).toBeAccessible();
  });

  it('only reads for who may not edit, and says when there is none', async () => {
    const { items } = await show({ definitions: [] });
    expect(find(items, '[data-action]')).toBeNull();
    expect(find(items, '[data-empty]')?.textContent).toBe('c.DefinitionsEmpty');
  });
});
