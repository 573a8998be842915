import { createElement } from 'lwc';
import AgreementList from 'c/agreementList';
import getVersions from '@salesforce/apex/AgreementEditorController.getVersions';
import loadAcceptanceStarter from '@salesforce/apex/AgreementController.loadAcceptanceStarter';
import loadStarter from '@salesforce/apex/AgreementController.loadStarter';
import newDraft from '@salesforce/apex/AgreementController.newDraft';
import type { AgreementListView, VersionView } from 'baton/agreement';
import { find } from '../../../../../../scripts/test/jest-data/dom';

jest.mock(
  '@salesforce/apex/AgreementEditorController.getVersions',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex/AgreementController.loadAcceptanceStarter', () => ({ default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/AgreementController.loadStarter', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementController.newDraft', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex', () => ({ refreshApex: jest.fn(() => Promise.resolve()) }), { virtual: true });

const wire = getVersions as unknown as { emit(view: AgreementListView): void; error(body: unknown): void };
const flush = async (): Promise<void> => {
  for (let i = 0; i < 8; i++) {
    await Promise.resolve();
  }
};

const version = (change: Partial<VersionView> = {}): VersionView => ({
  id: 'a01000000000003AAA',
  name: 'Q4 2026',
  version: 3,
  status: 'Active',
  effectiveFrom: '2026-10-01',
  signers: ['C. Reyes', 'M. Okafor'],
  canDraft: true,
  ...change
});
const draft = version({ id: 'a01000000000004AAA', status: 'Draft', version: 4, changes: 6, problems: 1, signers: [] });

async function show(view: AgreementListView): Promise<{ element: HTMLElement; opened: jest.Mock }> {
  const element = createElement('c-agreement-list', { is: AgreementList });
  const opened = jest.fn();
  element.addEventListener('open', (event) => opened((event as CustomEvent).detail));
  document.body.appendChild(element);
  wire.emit(view);
  await flush();
  return { element, opened };
}

const texts = (element: HTMLElement, selector: string): (string | null)[] =>
  [...(element.shadowRoot?.querySelectorAll(selector) ?? [])].map((one) => one.textContent);

describe('c-agreement-list', () => {
  beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-12-01T15:30:00Z') }));
  afterEach(() => jest.useRealTimers());

  it('says of each version where it stands', async () => {
    const { element } = await show({
      versions: [
        draft,
        version({ canDraft: false }),
        version({ id: 'a01000000000002AAA', status: 'Retired', retiredAt: '2026-10-01T04:00:00Z' })
      ],
      canEdit: true,
      canSee: true
    });
    expect(texts(element, '.facts')).toEqual([
      'c.AgrDraft · c.AgrChangesMany · c.AgrProblemsOne',
      'c.AgrActiveSince · c.AgrSignedBy',
      'c.AgrRetiredOn · c.AgrSignedBy'
    ]);
    jest.useRealTimers();
    await expect(element).toBeAccessible();
  });

  it('opens a version, makes a draft, loads a starter', async () => {
    const { element, opened } = await show({ versions: [version()], canEdit: true, canSee: true });
    find(element, 'a')?.click();
    expect(opened).toHaveBeenLastCalledWith({ versionId: version().id });
    (newDraft as unknown as jest.Mock).mockResolvedValue('a01000000000004AAA');
    find(element, '[data-action="draft"]')?.click();
    await flush();
    expect(newDraft).toHaveBeenCalledWith({ agreementId: version().id });
    expect(opened).toHaveBeenLastCalledWith({ versionId: 'a01000000000004AAA' });
    (loadStarter as unknown as jest.Mock).mockResolvedValue('a01000000000001AAA');
    find(element, '[data-action="starter"]')?.click();
    await flush();
    expect(opened).toHaveBeenLastCalledWith({ versionId: 'a01000000000001AAA' });
    (loadAcceptanceStarter as unknown as jest.Mock).mockResolvedValue('a01000000000005AAA');
    find(element, '[data-action="small-starter"]')?.click();
    await flush();
    expect(opened).toHaveBeenLastCalledWith({ versionId: 'a01000000000005AAA' });
  });

  it('shows why nothing could be made', async () => {
    const { element, opened } = await show({ versions: [version()], canEdit: true, canSee: true });
    (newDraft as unknown as jest.Mock).mockRejectedValue({ body: { message: 'Version 4 is a draft already.' } });
    find(element, '[data-action="draft"]')?.click();
    await flush();
    expect(find(element, '[data-error]')?.textContent).toContain('Version 4 is a draft already.');
    expect(opened).not.toHaveBeenCalled();
  });

  it('says what an empty list means to an editor and to others', async () => {
    const editor = await show({ versions: [], canEdit: true, canSee: true });
    expect(texts(editor.element, '[data-empty] p')).toEqual(['c.AgrListEmpty', 'c.AgrListEmptyNext']);
    editor.element.remove();
    const other = await show({ versions: [], canEdit: false, canSee: true });
    expect(texts(other.element, '[data-empty] p')).toEqual(['c.AgrListEmptyOther']);
    expect(find(other.element, '[data-action="starter"]')).toBeNull();
  });

  it('says who can help when agreements cannot be seen, and when they could not be loaded', async () => {
    const forbidden = await show({ versions: [], canEdit: false, canSee: false });
    expect(find(forbidden.element, '[data-forbidden]')?.textContent).toBe('c.AgrNoPermission');
    forbidden.element.remove();
    const failed = createElement('c-agreement-list', { is: AgreementList });
    document.body.appendChild(failed);
    expect(find(failed, '.stencil')).not.toBeNull();
    wire.error({ message: '' });
    await flush();
    expect(find(failed, '[data-error]')?.textContent).toContain('c.AgrErrLoad');
    expect(find(failed, '.stencil')).toBeNull();
  });
});
