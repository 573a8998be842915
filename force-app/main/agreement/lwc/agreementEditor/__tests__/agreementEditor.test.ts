import { createElement } from 'lwc';
import AgreementEditor from 'c/agreementEditor';
import AgreementModal from 'c/agreementModal';
import LightningConfirm from 'lightning/confirm';
import askToSign from '@salesforce/apex/AgreementEditorController.askToSign';
import checkVersion from '@salesforce/apex/AgreementEditorController.checkVersion';
import deleteDefinition from '@salesforce/apex/AgreementEditorController.deleteDefinition';
import deleteCommitment from '@salesforce/apex/AgreementEditorController.deleteCommitment';
import deleteLine from '@salesforce/apex/AgreementEditorController.deleteLine';
import getMatches from '@salesforce/apex/AgreementEditorController.getMatches';
import moveLine from '@salesforce/apex/AgreementEditorController.moveLine';
import publishVersion from '@salesforce/apex/AgreementEditorController.publishVersion';
import saveLine from '@salesforce/apex/AgreementEditorController.saveLine';
import newDraft from '@salesforce/apex/AgreementController.newDraft';
import type { AgreementView, ProblemView } from 'baton/agreement';
import { find as findIn } from '../../../../../../scripts/test/jest-data/dom';
import { done, line, refused, rest, seats, view } from '../../../../../../scripts/test/jest-data/agreement';

jest.mock(
  '@salesforce/apex/AgreementEditorController.getOptions',
  () => {
    const { createApexTestWireAdapter } = jest.requireActual('@salesforce/sfdx-lwc-jest');
    return { default: createApexTestWireAdapter(jest.fn()) };
  },
  { virtual: true }
);
jest.mock('@salesforce/apex/AgreementEditorController.askToSign', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.checkVersion', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.deleteDefinition', () => ({ default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/AgreementEditorController.deleteCommitment', () => ({ default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/AgreementEditorController.deleteLine', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.getMatches', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.moveLine', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementEditorController.publishVersion', () => ({ default: jest.fn() }), {
  virtual: true
});
jest.mock('@salesforce/apex/AgreementEditorController.saveLine', () => ({ default: jest.fn() }), { virtual: true });
jest.mock('@salesforce/apex/AgreementController.newDraft', () => ({ default: jest.fn() }), { virtual: true });

const mock = (method: unknown): jest.Mock => method as jest.Mock;
const open = AgreementModal.open as unknown as jest.Mock;
const flush = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) {
    await Promise.resolve();
  }
};

async function show(change: Partial<AgreementView> = {}): Promise<{ element: HTMLElement; told: jest.Mock }> {
  mock(getMatches).mockResolvedValue({ state: 'Now', leads: 0, matches: {}, mayCount: true });
  mock(checkVersion).mockResolvedValue({ problems: [], lines: 3, leads: 200 });
  const element = createElement('c-agreement-editor', { is: AgreementEditor }) as HTMLElement & { view: AgreementView };
  const told = jest.fn();
  ['changed', 'read', 'open'].forEach((name) =>
    element.addEventListener(name, (event) => told(name, (event as CustomEvent).detail))
  );
  element.view = view(change);
  document.body.appendChild(element);
  await flush();
  return { element, told };
}

const find = (element: HTMLElement, selector: string): HTMLElement => findIn(element, selector) as HTMLElement;
const press = async (element: HTMLElement, action: string): Promise<void> => {
  find(element, `[data-action="${action}"]`).click();
  await flush();
};
const act = async (element: HTMLElement, detail: object): Promise<void> => {
  find(element, 'c-agreement-parts').dispatchEvent(new CustomEvent('act', { detail: { part: 'sales', ...detail } }));
  await flush();
};
const mustFix: ProblemView = { severity: 'MustFix', text: 'Wrong.', lineId: rest().id, stage: 'Acceptance' };

describe('c-agreement-editor', () => {
  it('says which version it is, for when, of whom, and who signed', async () => {
    const { element } = await show();
    expect(find(element, '[data-title]').textContent).toBe('c.AgrTitleLine');
    expect(find(element, '.seats').textContent).toBe('c.AgrSeatOpen c.AgrSeatOpen');
    expect(element.shadowRoot?.querySelectorAll('lightning-tab')).toHaveLength(8);
    await expect(element).toBeAccessible();
  });

  it('opens the form of a line, and shows what was saved', async () => {
    const { element, told } = await show();
    open.mockResolvedValue(done({ lineId: line().id }));
    await act(element, { subject: 'line', verb: 'edit', lineId: line().id });
    expect(open.mock.lastCall[0]).toMatchObject({ kind: 'line', agreementId: view().id, facts: line() });
    expect(told).toHaveBeenCalledWith('changed', view());
    expect(find(element, '[data-status]').textContent).toBe('c.LineSaved');
  });

  it('opens a new line of the stage, a copy, the head, the terms, a commitment and a reason', async () => {
    const { element } = await show();
    open.mockResolvedValue(undefined);
    const facts = (): Record<string, unknown> => open.mock.lastCall[0].facts;
    await act(element, { subject: 'line', verb: 'add', stage: 'FirstContact', role: 'AE' });
    expect(facts()).toMatchObject({ id: null, stage: 'FirstContact', role: 'AE', accountable: 'Sales' });
    await act(element, { subject: 'line', verb: 'add', part: 'marketing' });
    expect(facts()).toMatchObject({ stage: 'Delivery', accountable: 'Marketing' });
    await act(element, { subject: 'line', verb: 'copy', lineId: line().id });
    expect(facts()).toMatchObject({ id: null, name: 'c.LineCopyName', place: 2 });
    await press(element, 'head');
    expect(open.mock.lastCall[0].kind).toBe('head');
    await act(element, { subject: 'terms', verb: 'edit' });
    expect(open.mock.lastCall[0].kind).toBe('terms');
    await act(element, { subject: 'commitment', verb: 'add' });
    expect(facts()).toMatchObject({ side: 'Marketing' });
    await act(element, { subject: 'commitment', verb: 'edit', commitmentId: view().commitments[0]?.id });
    expect(facts()).toMatchObject({ name: 'MQL volume' });
    await act(element, { subject: 'reason', verb: 'add' });
    expect(facts()).toMatchObject({ form: 'Reject' });
    await act(element, { subject: 'reason', verb: 'edit', reasonId: view().reasons[0]?.id });
    expect(facts()).toMatchObject({ code: 'OTHER' });
  });

  it('deletes a line and takes it back', async () => {
    const { element } = await show();
    mock(deleteLine).mockResolvedValue(done());
    await act(element, { subject: 'line', verb: 'remove', lineId: line().id });
    expect(mock(deleteLine)).toHaveBeenCalledWith({ agreementId: view().id, lineId: line().id, stamp: 'one' });
    mock(saveLine).mockResolvedValue(done({ lineId: 'new' }));
    await press(element, 'undo');
    expect(JSON.parse(mock(saveLine).mock.lastCall[0].line)).toMatchObject({ id: null, name: 'High intent', place: 1 });
    expect(find(element, '[data-undo]')).toBeNull();
  });

  it('shows the numbers that a count in the background brought', async () => {
    const { element } = await show();
    const counted = { state: 'Kept', leads: 2184, matches: { [line().id as string]: 41 }, mayCount: true };
    find(element, 'c-line-counts').dispatchEvent(new CustomEvent('counted', { detail: counted }));
    await flush();
    const parts = find(element, 'c-agreement-parts') as HTMLElement & { leadCounts: unknown };
    expect(parts.leadCounts).toEqual(counted);
  });

  it('moves a line and says where it is, or why not', async () => {
    const { element } = await show();
    mock(moveLine).mockResolvedValue(done());
    await act(element, { subject: 'line', verb: 'move', lineId: rest().id, place: 1 });
    expect(find(element, '[data-status]').textContent).toBe('c.LineMoved');
    mock(moveLine).mockResolvedValue(refused({ message: 'This line was deleted meanwhile.' }));
    await act(element, { subject: 'line', verb: 'move', lineId: rest().id, place: 1 });
    expect(find(element, '[data-error]').textContent).toContain('This line was deleted meanwhile.');
    mock(moveLine).mockRejectedValue({});
    await act(element, { subject: 'line', verb: 'move', lineId: rest().id, place: 1 });
    expect(find(element, '[data-error]').textContent).toContain('c.AgrErrSave');
  });

  it('asks before an edit removes signatures', async () => {
    const { element } = await show({
      status: 'In Review',
      seats: seats({ signed: true, signerName: 'Carla', signedAt: '2026-12-01T15:30:00Z' })
    });
    LightningConfirm.open = jest.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    mock(deleteLine).mockResolvedValue(done());
    await act(element, { subject: 'line', verb: 'remove', lineId: line().id });
    expect(mock(deleteLine)).not.toHaveBeenCalled();
    expect(mock(LightningConfirm.open).mock.lastCall[0].message).toBe('c.AgrVoidBodyOne');
    await act(element, { subject: 'line', verb: 'remove', lineId: line().id });
    expect(mock(deleteLine)).toHaveBeenCalled();
  });

  it('deletes a commitment', async () => {
    const { element } = await show();
    mock(deleteCommitment).mockResolvedValue(done());
    await act(element, { subject: 'commitment', verb: 'remove', commitmentId: view().commitments[0]?.id });
    expect(mock(deleteCommitment)).toHaveBeenCalledWith({
      agreementId: view().id,
      commitmentId: view().commitments[0]?.id
    });
  });

  it('adds, edits and deletes a definition', async () => {
    const { element } = await show();
    open.mockResolvedValue(undefined);
    await act(element, { subject: 'definition', verb: 'add' });
    expect(open.mock.lastCall[0]).toMatchObject({ kind: 'definition', facts: { stage: 'mql', edge: 'entry' } });
    await act(element, { subject: 'definition', verb: 'edit', definitionKey: 'mql.entry' });
    expect(open.mock.lastCall[0]).toMatchObject({ kind: 'definition', facts: { score: 60 } });
    mock(deleteDefinition).mockResolvedValue(done());
    await act(element, { subject: 'definition', verb: 'remove', definitionKey: 'mql.entry' });
    expect(JSON.parse(mock(deleteDefinition).mock.lastCall[0].definition)).toMatchObject({
      stage: 'mql',
      stamp: '{"score":60}'
    });
  });

  it('checks, leads to a line and to a commitment, and mends what it can', async () => {
    const { element } = await show({ problems: [mustFix] });
    mock(checkVersion).mockResolvedValue({ problems: [mustFix], lines: 3, leads: 200 });
    await press(element, 'checkAgreement');
    const check = find(element, 'c-agreement-check') as HTMLElement & { problems: ProblemView[]; leadCount: number };
    expect(check.problems).toEqual([mustFix]);
    expect(check.leadCount).toBe(200);
    open.mockResolvedValue(undefined);
    const tell = async (name: string, detail: object): Promise<void> => {
      check.dispatchEvent(new CustomEvent(name, { detail }));
      await flush();
    };
    await tell('go', mustFix);
    expect(open.mock.lastCall[0].facts).toMatchObject({ id: rest().id });
    await tell('go', { ...mustFix, lineId: null, commitmentId: view().commitments[0]?.id });
    expect(open.mock.lastCall[0].kind).toBe('commitment');
    await tell('fix', { ...mustFix, fix: 'NoDefault' });
    expect(open.mock.lastCall[0].facts).toMatchObject({ name: 'c.LineElse', stage: 'Acceptance' });
    mock(moveLine).mockResolvedValue(done());
    await tell('fix', { ...mustFix, fix: 'AfterDefault', lineId: line().id });
    expect(mock(moveLine)).toHaveBeenCalledWith({ agreementId: view().id, lineId: line().id, place: 2 });
  });

  it('asks both seats to sign, and shows what must be fixed first', async () => {
    const { element, told } = await show();
    mock(askToSign).mockResolvedValue(done({ view: view({ status: 'In Review' }) }));
    await press(element, 'ask');
    expect(told).toHaveBeenCalledWith('changed', expect.objectContaining({ status: 'In Review' }));
    const blocked = await show({ problems: [mustFix] });
    mock(askToSign).mockResolvedValue(refused({ message: '1 problem must be fixed.' }));
    await press(blocked.element, 'ask');
    expect(find(blocked.element, 'c-agreement-check')).not.toBeNull();
    expect(find(blocked.element, '[data-error]').textContent).toContain('1 problem must be fixed.');
  });

  it('publishes what is signed, after a warning about days without a version', async () => {
    const signed = { status: 'Signed', canEdit: false, canPublish: true, gapWords: 'No version from 1 Jan.' } as const;
    const { element } = await show(signed);
    mock(publishVersion).mockResolvedValue(done());
    LightningConfirm.open = jest.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    await press(element, 'publish');
    expect(mock(publishVersion)).not.toHaveBeenCalled();
    await press(element, 'publish');
    expect(mock(publishVersion)).toHaveBeenCalledWith({ agreementId: view().id });
  });

  it('is read-only for what is closed, from which a new draft can be made', async () => {
    const { element, told } = await show({ status: 'Active', canEdit: false, canDraft: true });
    expect(find(element, '[data-closed]').textContent).toBe('c.AgrClosed');
    expect(find(element, '[data-action="ask"]')).toBeNull();
    await expect(element).toBeAccessible();
    mock(newDraft).mockResolvedValue('a02000000000005AAA');
    await press(element, 'draft');
    expect(told).toHaveBeenCalledWith('open', { versionId: 'a02000000000005AAA' });
    mock(newDraft).mockRejectedValue({ body: { message: 'There is a draft already.' } });
    await press(element, 'draft');
    expect(find(element, '[data-error]').textContent).toContain('There is a draft already.');
    await press(element, 'read');
    expect(told).toHaveBeenCalledWith('read', null);
  });
});
