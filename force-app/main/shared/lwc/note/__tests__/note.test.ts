import { createElement } from 'lwc';
import Note from 'c/note';

describe('c-note', () => {
  it('frames what it is given', async () => {
    const element = createElement('c-note', { is: Note });
    element.textContent = 'No version would apply from 1 Jan to 3 Jan.';
    document.body.appendChild(element);
    expect(element.shadowRoot?.querySelector('.note slot')).not.toBeNull();
    await expect(element).toBeAccessible();
  });
});
