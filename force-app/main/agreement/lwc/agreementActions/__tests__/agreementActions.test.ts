import { createElement } from 'lwc';
import AgreementActions from 'c/agreementActions';
import type { AgreementView, ProblemView } from 'baton/agreement';
import { view } from '../../../../../../scripts/test/jest-data/agreement';

type Button = HTMLElement & { label: string; variant: string; disabled: boolean };

async function show(change: Partial<AgreementView> = {}, properties: object = {}): Promise<HTMLElement> {
  const element = createElement('c-agreement-actions', { is: AgreementActions });
  Object.assign(element, { view: view(change), ...properties });
  document.body.appendChild(element);
  await Promise.resolve();
  return element;
}

const buttons = (element: HTMLElement): Button[] => [
  ...(element.shadowRoot?.querySelectorAll<Button>('c-action-button') ?? [])
];
const names = (element: HTMLElement): (string | undefined)[] => buttons(element).map(({ dataset }) => dataset.action);

describe('c-agreement-actions', () => {
  it('offers of each version what the person may do with it', async () => {
    const may = { canEdit: true, canDraft: false, canPublish: true };
    const none = { canEdit: false, canDraft: false, canPublish: false };
    expect(names(await show({ ...may, status: 'Draft' }))).toEqual(['checkAgreement', 'tryOut', 'read', 'ask']);
    expect(names(await show({ ...may, status: 'Signed' }))).toEqual(['checkAgreement', 'tryOut', 'read', 'publish']);
    expect(names(await show({ ...none, canDraft: true, status: 'Active' }))).toEqual(['read', 'draft']);
    expect(names(await show({ ...none, status: 'Retired' }))).toEqual(['read']);
  });

  it('counts what must be fixed, not what may be looked at', async () => {
    const problem = (severity: ProblemView['severity']): ProblemView => ({ severity, text: 'Wrong.' });
    const label = async (...found: ProblemView[]): Promise<string | undefined> =>
      buttons(await show({ canEdit: true }, { problems: found }))[0]?.label;
    expect(await label(problem('LookAt'))).toBe('c.AgrCheck');
    expect(await label(problem('MustFix'), problem('LookAt'))).toBe('c.AgrCheckOne');
    expect(await label(problem('MustFix'), problem('MustFix'))).toBe('c.AgrCheckMany');
  });

  it('tells what was chosen; what stores waits while something else is stored', async () => {
    const element = await show({ canEdit: true, canDraft: false, status: 'Draft' }, { busy: true });
    const heard = jest.fn();
    element.addEventListener('choose', (event) => heard((event as CustomEvent).detail));
    buttons(element).forEach((button) => button.click());
    expect(heard.mock.calls.flat()).toEqual(names(element));
    expect(buttons(element).map(({ disabled }) => disabled)).toEqual([false, false, false, true]);
    await expect(element).toBeAccessible();
  });
});
