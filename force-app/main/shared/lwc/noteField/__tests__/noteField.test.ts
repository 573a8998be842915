import { createElement } from 'lwc';
import NoteField from 'c/noteField';

async function field(properties: object = {}): Promise<HTMLElement> {
  const element = createElement('c-note-field', { is: NoteField });
  Object.assign(element, { label: 'Note', ...properties });
  document.body.appendChild(element);
  await Promise.resolve();
  return element;
}

describe('c-note-field', () => {
  it('counts only where somebody wants so many characters', async () => {
    const free = await field();
    const counted = await field({ required: true, count: '0 of at least 20 characters' });
    expect(free.shadowRoot?.querySelector('[data-count]')).toBeNull();
    expect(counted.shadowRoot?.querySelector('[data-count]')?.textContent).toBe('0 of at least 20 characters');
    await expect(counted).toBeAccessible();
  });

  it('tells what was written, and nothing for an emptied field', async () => {
    const element = await field();
    const heard: unknown[] = [];
    element.addEventListener('change', (event) => heard.push((event as CustomEvent).detail.value));
    const area = element.shadowRoot?.querySelector('lightning-textarea');
    for (const value of ['Too small', undefined])
      area?.dispatchEvent(new CustomEvent('change', { detail: { value }, bubbles: true, composed: true }));
    expect(heard).toEqual(['Too small', '']);
  });
});
