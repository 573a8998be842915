import { createElement } from 'lwc';
import AgreementPage from 'c/agreementPage';
import { wentTo } from '../../../../../../scripts/test/jest-data/navigation';

jest.mock(
  '@salesforce/apex/AgreementEditorController.getVersions',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

jest.mock(
  'lightning/navigation',
  () => jest.requireActual('../../../../../../scripts/test/jest-data/navigation').navigationMock(),
  {
    virtual: true
  }
);

describe('c-agreement-page', () => {
  it('opens the record of a version that is chosen in its list', async () => {
    const element = createElement('c-agreement-page', { is: AgreementPage });
    document.body.appendChild(element);
    const list = element.shadowRoot?.querySelector('c-agreement-list');
    list?.dispatchEvent(new CustomEvent('open', { detail: { versionId: 'a02' } }));
    expect(wentTo()).toMatchObject({ recordId: 'a02', actionName: 'view' });
    await expect(element).toBeAccessible();
  });
});
