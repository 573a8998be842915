import { createElement } from 'lwc';
import FormFields from 'c/formFields';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';

const OPTIONS = [{ value: 'a', label: 'A' }];
const FIELDS = [
  { name: 'text', label: 'Text', value: 'one', required: true },
  { name: 'count', label: 'Count', type: 'number', value: 3 },
  { name: 'day', label: 'Day', type: 'date', value: '2026-12-01' },
  { name: 'flag', label: 'Flag', type: 'checkbox', value: true },
  { name: 'one', label: 'One', type: 'select', options: OPTIONS, value: 'a' },
  { name: 'other', label: 'Other', type: 'choice', options: OPTIONS },
  { name: 'long', label: 'Long', type: 'area', value: null }
];
type Fields = HTMLElement & { show(name: string, message: string): boolean; clear(): void };

async function show(properties: Record<string, unknown> = {}): Promise<Fields> {
  const element = createElement('c-form-fields', { is: FormFields }) as unknown as Fields;
  Object.assign(element, { fields: FIELDS, ...properties });
  document.body.appendChild(element);
  await flush();
  return element;
}

const tag = (element: HTMLElement, name: string): string | undefined =>
  find(element, `[data-field="${name}"]`)?.tagName.toLowerCase();

describe('c-form-fields', () => {
  it('draws each field by what it is', async () => {
    const element = await show({ columns: true });
    expect(FIELDS.map(({ name }) => tag(element, name))).toEqual([
      'lightning-input',
      'lightning-input',
      'lightning-input',
      'lightning-input',
      'lightning-combobox',
      'lightning-radio-group',
      'lightning-textarea'
    ]);
    await expect(element).toBeAccessible();
  });

  it('tells what was typed: numbers as numbers, nothing as null', async () => {
    const element = await show();
    const told: unknown[] = [];
    element.addEventListener('edit', (event) => told.push((event as CustomEvent).detail));
    const type = (name: string, detail: object): unknown =>
      find(element, `[data-field="${name}"]`)?.dispatchEvent(new CustomEvent('change', { detail }));
    type('text', { value: '' });
    type('count', { value: '12.5' });
    type('count', { value: '' });
    type('flag', { checked: false });
    type('long', { value: 'words' });
    expect(told).toEqual([
      { name: 'text', value: null },
      { name: 'count', value: 12.5 },
      { name: 'count', value: null },
      { name: 'flag', value: false },
      { name: 'long', value: 'words' }
    ]);
  });

  it('puts a message at its field, says when it has no such field, and takes messages away', async () => {
    const element = await show();
    const setCustomValidity = jest.fn();
    Object.assign(find(element, '[data-field="text"]') as object, { setCustomValidity, reportValidity: jest.fn() });
    expect([element.show('text', 'Missing.'), element.show('gone', 'Missing.')]).toEqual([true, false]);
    element.clear();
    expect(setCustomValidity.mock.calls).toEqual([['Missing.'], ['']]);
  });
});
