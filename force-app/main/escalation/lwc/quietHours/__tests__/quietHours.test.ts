import { createElement } from 'lwc';
import QuietHours from 'c/quietHours';
import readHours from '@salesforce/apex/QuietHoursController.read';
import saveHours from '@salesforce/apex/QuietHoursController.save';
import type { QuietHoursView } from 'baton/views';
import { asMock, fill, find, flush } from '../../../../../../scripts/test/jest-data/dom';

jest.mock(
  '@salesforce/apex/QuietHoursController.read',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex/QuietHoursController.save', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const wire = readHours as unknown as { emit(view: QuietHoursView): void; error(body: unknown): void };

function view(change: Partial<QuietHoursView> = {}): QuietHoursView {
  return { name: 'Sam Ortiz', isMine: true, canEdit: true, zone: 'America/New_York', ...change };
}

async function show(shown: QuietHoursView): Promise<HTMLElement> {
  const element = createElement('c-quiet-hours', { is: QuietHours });
  Object.assign(element, { recordId: 'a05' });
  document.body.appendChild(element);
  wire.emit(shown);
  await flush();
  return element;
}

const state = async (change: Partial<QuietHoursView>): Promise<string | null | undefined> =>
  find(await show(view(change)), '[data-state]')?.textContent;

async function press(element: HTMLElement, action: string): Promise<void> {
  find(element, `[data-action="${action}"]`)?.click();
  await flush();
}

describe('c-quiet-hours', () => {
  it('says which hours count, for the own record and for that of somebody else', async () => {
    const org = { orgSince: '21:00', orgUntil: '07:00' };
    expect(await state({})).toBe('c.QuietNone');
    expect(await state(org)).toBe('c.QuietOrg');
    const other = { isMine: false, canEdit: false };
    expect(await state({ ...other, ...org })).toBe('c.QuietOtherOrg');
    expect(await state(other)).toBe('c.QuietOtherNone');
    expect(await state({ ...other, since: '20:00', until: '07:30' })).toBe('c.QuietOther');
  });

  it('keeps a time that is no half hour', async () => {
    const element = await show(view({ since: '20:15', until: '07:30' }));
    const options = (find(element, '[data-field="since"]') as unknown as { options: { value: string }[] }).options;
    expect([options.length, options.some(({ value }) => value === '20:15')]).toEqual([49, true]);
  });

  it('saves hours and minutes, and says what counts now', async () => {
    const element = await show(view());
    await expect(element).toBeAccessible();
    await fill(element, { since: '20:00', until: '07:30' });
    asMock(saveHours).mockResolvedValueOnce(view({ since: '20:00', until: '07:30' }));
    await press(element, 'save');
    expect(saveHours).toHaveBeenCalledWith({ repId: 'a05', since: '20:00', until: '07:30' });
    expect(find(element, '[data-status]')?.textContent).toBe('c.QuietSaved');
    asMock(saveHours).mockResolvedValueOnce(view());
    await press(element, 'remove');
    expect(asMock(saveHours).mock.lastCall?.[0]).toEqual({ repId: 'a05', since: '', until: '' });
    expect(find(element, '[data-status]')?.textContent).toBe('c.QuietCleared');
    expect(find(element, '[data-action="remove"]')).toBeNull();
  });

  it('asks for both, and says what the server has against it', async () => {
    const element = await show(view());
    await fill(element, { since: '20:00' });
    await press(element, 'save');
    expect(find(element, '[data-error="form"]')?.textContent).toContain('c.ErrQuietHours');
    expect(saveHours).not.toHaveBeenCalled();
    await fill(element, { until: '07:30' });
    asMock(saveHours).mockRejectedValueOnce({ body: { message: 'Not yours.' } });
    await press(element, 'save');
    expect(find(element, '[data-error="form"]')?.textContent).toContain('Not yours.');
    await expect(element).toBeAccessible();
  });

  it('has nothing to set on the record of somebody else', async () => {
    const element = await show(view({ isMine: false, canEdit: false }));
    expect(find(element, 'c-form-fields')).toBeNull();
    expect(find(element, '[data-action]')).toBeNull();
  });

  it('says that it could not load, and tries again', async () => {
    const element = createElement('c-quiet-hours', { is: QuietHours });
    document.body.appendChild(element);
    wire.error({ message: 'This sales rep was deleted.' });
    await flush();
    expect(find(element, '[data-error="load"]')?.textContent).toContain('was deleted');
    find(element, 'lightning-button')?.click();
    await flush();
    expect(find(element, '[data-error="load"]')).toBeNull();
  });
});
