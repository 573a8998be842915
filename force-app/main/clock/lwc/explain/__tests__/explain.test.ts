import { createElement } from 'lwc';
import Explain from 'c/explain';
import { flush } from '../../../../../../scripts/test/jest-data/dom';
import { explainView } from '../../../../../../scripts/test/jest-data/views';

describe('c-explain', () => {
  it('is closed until asked, and tells so to a screen reader', async () => {
    const element = createElement('c-explain', { is: Explain });
    Object.assign(element, { view: explainView() });
    document.body.appendChild(element);
    const button = element.shadowRoot?.querySelector('c-disclosure')?.shadowRoot?.querySelector('button');
    const facts = (): Element | null | undefined => element.shadowRoot?.querySelector('c-explain-facts');
    expect(button?.getAttribute('aria-expanded')).toBe('false');
    expect(facts()).toBeNull();
    button?.click();
    await flush();
    expect(button?.getAttribute('aria-expanded')).toBe('true');
    expect(facts()?.shadowRoot?.querySelector('dl')).not.toBeNull();
    await expect(element).toBeAccessible();
  });
});
