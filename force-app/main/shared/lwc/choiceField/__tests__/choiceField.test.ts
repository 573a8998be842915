import { createElement } from 'lwc';
import ChoiceField from 'c/choiceField';

type Field = HTMLElement & { setCustomValidity(message: string): void; reportValidity(): boolean };

async function field(count: number): Promise<Field> {
  const element = createElement('c-choice-field', { is: ChoiceField });
  const options = Array.from({ length: count }, (_, index) => ({ label: `Reason ${index}`, value: `${index}` }));
  Object.assign(element, { label: 'Why?', options, placeholder: 'Choose', missing: 'Choose a reason.' });
  document.body.appendChild(element);
  await Promise.resolve();
  return element as unknown as Field;
}

const inner = (element: HTMLElement, name: string): HTMLElement =>
  element.shadowRoot?.querySelector(name) as HTMLElement;

describe('c-choice-field', () => {
  it('shows up to seven choices as radio buttons, more as a list', async () => {
    const few = await field(7);
    const many = await field(8);
    expect(inner(few, 'lightning-radio-group')).not.toBeNull();
    expect(inner(many, 'lightning-combobox')).not.toBeNull();
    expect([inner(few, 'lightning-combobox'), inner(many, 'lightning-radio-group')]).toEqual([null, null]);
    await expect(few).toBeAccessible();
    await expect(many).toBeAccessible();
  });

  it('tells once what was chosen, as its own', async () => {
    const element = await field(2);
    const heard = jest.fn();
    element.addEventListener('change', heard);
    inner(element, 'lightning-radio-group').dispatchEvent(
      new CustomEvent('change', { detail: { value: '1' }, bubbles: true, composed: true })
    );
    expect(heard.mock.calls.map(([event]) => event.detail)).toEqual([{ value: '1' }]);
  });

  it('puts a message and the focus where somebody chooses', async () => {
    const element = await field(8);
    const list = inner(element, 'lightning-combobox') as unknown as Record<string, jest.Mock>;
    Object.assign(list, { setCustomValidity: jest.fn(), reportValidity: jest.fn(() => false), focus: jest.fn() });
    element.setCustomValidity('Choose a reason.');
    expect(element.reportValidity()).toBe(false);
    element.focus();
    expect(list.setCustomValidity).toHaveBeenCalledWith('Choose a reason.');
    expect(list.focus).toHaveBeenCalled();
  });
});
