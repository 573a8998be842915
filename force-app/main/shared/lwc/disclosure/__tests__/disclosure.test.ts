import { createElement } from 'lwc';
import Disclosure from 'c/disclosure';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';

describe('c-disclosure', () => {
  it('is closed until asked, says so to a screen reader, and tells its host', async () => {
    const element = createElement('c-disclosure', { is: Disclosure });
    Object.assign(element, { label: 'Past cycle (1)' });
    const toggled = jest.fn();
    element.addEventListener('toggle', (event) => toggled((event as CustomEvent<boolean>).detail));
    document.body.appendChild(element);
    const button = find(element, 'button');
    expect([button?.textContent, button?.getAttribute('aria-expanded')]).toEqual(['Past cycle (1)', 'false']);
    expect(find(element, 'slot')).toBeNull();
    button?.click();
    await flush();
    expect(button?.getAttribute('aria-expanded')).toBe('true');
    expect(find(element, 'slot')).not.toBeNull();
    button?.click();
    expect(toggled.mock.calls.flat()).toEqual([true, false]);
    await expect(element).toBeAccessible();
  });
});
