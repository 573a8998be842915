import { createElement } from 'lwc';
import AgreementReading from 'c/agreementReading';
import getReading from '@salesforce/apex/AgreementEditorController.getReading';
import signPage from '@salesforce/apex/AgreementEditorController.signPage';
import { reading, seats } from '../../../../../../scripts/test/jest-data/agreement';

jest.mock('@salesforce/apex/AgreementEditorController.getReading', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.signPage', () => ({ default: jest.fn() }), { virtual: true });

const read = getReading as unknown as jest.Mock;
const sign = signPage as unknown as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};

async function show(answer: Promise<unknown> = Promise.resolve(reading())) {
  read.mockReturnValue(answer);
  const element = createElement('c-agreement-reading', { is: AgreementReading }) as HTMLElement & { versionId: string };
  const told = jest.fn();
  element.addEventListener('edit', () => told('edit'));
  element.versionId = reading().id;
  document.body.appendChild(element);
  await flush();
  return { element, told };
}

const find = <T = HTMLElement>(element: HTMLElement, selector: string): T =>
  element.shadowRoot?.querySelector(selector) as T;
const agree = async (element: HTMLElement): Promise<void> => {
  find(element, 'lightning-input').dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
  await flush();
};

describe('c-agreement-reading', () => {
  it('shows sentences, numbers, terms, changes and seats', async () => {
    const { element } = await show();
    const text = element.shadowRoot?.textContent ?? '';
    for (const words of [
      'It applies when Lead score is above 80.',
      'Lead_Score__c > 80',
      'High intent: late after 4 h -> 60 min',
      'Per Month: at least 400',
      'Weekends do not count.',
      'goes back to marketing',
      'c.ReadHash'
    ]) {
      expect(text).toContain(words);
    }
    expect(element.shadowRoot?.querySelectorAll('[data-seat] p')).toHaveLength(2);
    await expect(element).toBeAccessible();
  });

  it('takes the signature of the seat that is mine, over the page that I read, after I agreed', async () => {
    const { element } = await show();
    const button = (): HTMLElement & { disabled: boolean } => find(element, '[data-action="sign"]');
    expect(button().disabled).toBe(true);
    await agree(element);
    expect(button().disabled).toBe(false);
    sign.mockResolvedValue(
      reading({ seats: seats({ isMine: true, signed: true, signerName: 'Carla', signedAt: '2026-12-01T15:30:00Z' }) })
    );
    button().click();
    await flush();
    expect(sign).toHaveBeenCalledWith({ agreementId: reading().id, seat: 'Sales', hash: reading().hash });
    expect(button()).toBeNull();
    expect(find(element, '[data-seat="Sales"]').textContent).toContain('c.AgrSeatSigned');
    expect(find(element, '[data-status]').textContent).toBe('c.ReadSigned');
  });

  it('says that the page changed, and is agreed to anew when it is read again', async () => {
    const { element } = await show();
    await agree(element);
    sign.mockRejectedValue({ body: { message: 'The agreement changed since you opened this page.' } });
    find(element, '[data-action="sign"]').click();
    await flush();
    expect(find(element, '[data-error]').textContent).toContain('The agreement changed since you opened this page.');
    find(element, '[data-action="again"]').click();
    await flush();
    expect(find(element, '[data-error]')).toBeNull();
    expect(find<{ disabled: boolean }>(element, '[data-action="sign"]').disabled).toBe(true);
  });

  it('offers no signature before anybody was asked, nor to others', async () => {
    const draft = await show(Promise.resolve(reading({ status: 'Draft', changesFrom: null, changes: [], terms: [] })));
    expect(find(draft.element, '[data-action="sign"]')).toBeNull();
    expect(find(draft.element, '[data-seats]').textContent).toContain('c.ReadNotAsked');
    expect(find(draft.element, '[data-changes]')).toBeNull();
    draft.element.remove();
    const other = await show(Promise.resolve(reading({ seats: seats() })));
    expect(find(other.element, '[data-action="sign"]')).toBeNull();
  });

  it('leads a co-owner back, and prints', async () => {
    const print = jest.fn();
    window.print = print;
    const { element, told } = await show(Promise.resolve(reading({ isEditor: true })));
    find(element, '[data-action="print"]').click();
    expect(print).toHaveBeenCalled();
    find(element, '[data-action="edit"]').click();
    expect(told).toHaveBeenCalledWith('edit');
  });

  it('says that it could not load, and tries again', async () => {
    const { element } = await show(Promise.reject(new Error('no connection')));
    expect(find(element, '[data-error]').textContent).toContain('c.AgrErrLoad');
    read.mockResolvedValue(reading());
    find(element, '[data-action="again"]').click();
    await flush();
    expect(find(element, 'article')).not.toBeNull();
  });
});
