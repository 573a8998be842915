import { createElement } from 'lwc';
import LoadError from 'c/loadError';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';

describe('c-load-error', () => {
  it('says what happened, and offers to try again', async () => {
    const element = createElement('c-load-error', { is: LoadError });
    Object.assign(element, { message: 'No connection.' });
    const retry = jest.fn();
    element.addEventListener('retry', retry);
    document.body.appendChild(element);
    await flush();
    expect(find(element, '[role="alert"]')?.textContent).toContain('No connection.');
    find(element, '[data-action="retry"]')?.click();
    expect(retry).toHaveBeenCalledTimes(1);
    await expect(element).toBeAccessible();
  });
});
