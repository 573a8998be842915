import { createElement } from 'lwc';
import PersonPicker from 'c/personPicker';
import findPeople from '@salesforce/apex/AgreementEditorController.findPeople';
import type { PersonView } from 'baton/agreement';

jest.mock('@salesforce/apex/AgreementEditorController.findPeople', () => ({ default: jest.fn() }), { virtual: true });

const found = findPeople as unknown as jest.Mock;

async function show(person: PersonView | null) {
  const element = createElement('c-person-picker', { is: PersonPicker }) as HTMLElement & {
    label: string;
    person: PersonView | null;
  };
  const picked = jest.fn();
  element.addEventListener('pick', (event) => picked((event as CustomEvent).detail));
  Object.assign(element, { label: 'Signs for Sales', person });
  document.body.appendChild(element);
  await Promise.resolve();
  return { element, picked };
}

const find = (element: HTMLElement, selector: string): HTMLElement =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) as HTMLElement;

async function search(element: HTMLElement, text: string): Promise<void> {
  find(element, '[data-action="change"]').click();
  await Promise.resolve();
  find(element, '[data-field="search"]').dispatchEvent(new CustomEvent('change', { detail: { value: text } }));
  await jest.advanceTimersByTimeAsync(300);
}

describe('c-person-picker', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('names who is chosen, or nobody', async () => {
    const { element } = await show({ id: '1', name: 'Carla Reyes' });
    expect(find(element, '[data-name]').textContent).toBe('Carla Reyes');
    element.person = null;
    await Promise.resolve();
    expect(find(element, '[data-name]').textContent).toBe('c.PersonNobody');
    expect(find(element, '[data-action="clear"]')).toBeNull();
  });

  it('finds by a part of the name, and picks', async () => {
    const { element, picked } = await show(null);
    found.mockResolvedValue([{ id: '2', name: 'Mia Okafor' }]);
    await search(element, 'okaf');
    expect(found).toHaveBeenCalledWith({ text: 'okaf' });
    jest.useRealTimers();
    await expect(element).toBeAccessible();
    find(element, '.person').click();
    expect(picked).toHaveBeenCalledWith({ id: '2', name: 'Mia Okafor' });
  });

  it('asks nothing for a blank text, and says when nobody was found or asking failed', async () => {
    const { element } = await show(null);
    await search(element, ' ');
    expect(found).not.toHaveBeenCalled();
    find(element, '[data-action="change"]').click();
    found.mockResolvedValue([]);
    await search(element, 'x');
    expect(find(element, '[role="status"]').textContent).toBe('c.PersonFoundNone');
    find(element, '[data-action="change"]').click();
    found.mockRejectedValue({});
    await search(element, 'y');
    expect(find(element, '[role="status"]').textContent).toBe('c.AgrErrLoad');
  });

  it('clears', async () => {
    const { element, picked } = await show({ id: '1', name: 'Carla Reyes' });
    find(element, '[data-action="clear"]').click();
    expect(picked).toHaveBeenCalledWith(null);
  });
});
