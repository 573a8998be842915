import { createElement } from 'lwc';
import AgreementRecord from 'c/agreementRecord';
import getReading from '@salesforce/apex/AgreementEditorController.getReading';
import getVersion from '@salesforce/apex/AgreementEditorController.getVersion';
import { reading, view } from '../../../../../../scripts/test/jest-data/agreement';
import { find as findIn } from '../../../../../../scripts/test/jest-data/dom';
import { wentTo } from '../../../../../../scripts/test/jest-data/navigation';

const find = <T extends Element = HTMLElement>(element: HTMLElement, selector: string): T =>
  findIn<T>(element, selector) as T;

jest.mock('@salesforce/apex/AgreementEditorController.getVersion', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.getReading', () => ({ default: jest.fn() }), { virtual: true });
jest.mock(
  '@salesforce/apex/AgreementEditorController.getOptions',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock(
  '@salesforce/apex/AgreementEditorController.getMatches',
  () => ({ default: jest.fn(() => Promise.resolve({ state: 'Now', leads: 0, matches: {}, mayCount: true })) }),
  { virtual: true }
);

jest.mock(
  'lightning/navigation',
  () => jest.requireActual('../../../../../../scripts/test/jest-data/navigation').navigationMock(),
  {
    virtual: true
  }
);

const version = getVersion as unknown as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};

async function show(answer: Promise<unknown>): Promise<HTMLElement> {
  (getReading as unknown as jest.Mock).mockResolvedValue(reading());
  version.mockReturnValue(answer);
  const element = createElement('c-agreement-record', { is: AgreementRecord }) as HTMLElement & { recordId: string };
  element.recordId = view().id;
  document.body.appendChild(element);
  await flush();
  return element;
}

describe('c-agreement-record', () => {
  it('gives a co-owner the editor, and the page to read when asked', async () => {
    const element = await show(Promise.resolve(view()));
    const editor = find(element, 'c-agreement-editor');
    editor.dispatchEvent(new CustomEvent('changed', { detail: view({ name: 'Q2 2027' }) }));
    await flush();
    expect(find<{ view: { name: string } }>(element, 'c-agreement-editor').view.name).toBe('Q2 2027');
    editor.dispatchEvent(new CustomEvent('read'));
    await flush();
    find(element, 'c-agreement-reading').dispatchEvent(new CustomEvent('edit'));
    await flush();
    expect(find(element, 'c-agreement-editor')).not.toBeNull();
    expect(version).toHaveBeenCalledTimes(2);
    await expect(element).toBeAccessible();
  });

  it('gives everybody else the page to read', async () => {
    const element = await show(Promise.resolve(view({ isEditor: false, canEdit: false })));
    expect(find(element, 'c-agreement-reading')).not.toBeNull();
    expect(find(element, 'c-agreement-editor')).toBeNull();
  });

  it('leads to another version and back to the list', async () => {
    const element = await show(Promise.resolve(view()));
    find(element, 'c-agreement-editor').dispatchEvent(new CustomEvent('open', { detail: { versionId: 'a02' } }));
    expect(wentTo().recordId).toBe('a02');
    find(element, 'a').click();
    expect(wentTo().apiName).toBe('Agreement');
  });

  it('says that it could not load, and tries again', async () => {
    const element = await show(Promise.reject(new Error('no connection')));
    expect(find(element, '[data-error]').textContent).toContain('c.AgrErrLoad');
    version.mockResolvedValue(view());
    find(element, '[data-error] lightning-button').click();
    await flush();
    expect(find(element, 'c-agreement-editor')).not.toBeNull();
  });
});
