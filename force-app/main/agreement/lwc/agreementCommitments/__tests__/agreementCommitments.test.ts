import { createElement } from 'lwc';
import AgreementCommitments from 'c/agreementCommitments';
import type { CommitmentView } from 'baton/agreement';
import { view } from '../../../../../../scripts/test/jest-data/agreement';
import { mounted } from '../../../../../../scripts/test/jest-data/dom';

const show = (commitments: readonly CommitmentView[], canEdit = true) =>
  mounted(() => createElement('c-agreement-commitments', { is: AgreementCommitments }), { commitments, canEdit }, [
    'add',
    'edit',
    'remove'
  ]);

const items = (element: HTMLElement): ShadowRoot =>
  element.shadowRoot?.querySelector('c-agreement-items')?.shadowRoot as ShadowRoot;
const find = (element: HTMLElement, selector: string): HTMLElement =>
  items(element).querySelector<HTMLElement>(selector) as HTMLElement;
const volume = view().commitments[0] as CommitmentView;

describe('c-agreement-commitments', () => {
  it('lists what each side promises, in words', async () => {
    const { element } = await show([{ ...volume, id: '2', name: 'Accept rate', side: 'Sales' }, volume]);
    expect([...items(element).querySelectorAll('.name')].map((one) => one.textContent)).toEqual([
      'MQL volume',
      'Accept rate'
    ]);
    expect(find(element, '.words').textContent).toBe('Per Month, all segments: at least 400');
    await expect(element).toBeAccessible();
  });

  it('adds, edits and deletes', async () => {
    const { element, told } = await show([volume]);
    find(element, '[data-action="add"]').click();
    expect(told).toHaveBeenLastCalledWith('add', null);
    find(element, '[data-action="edit"]').click();
    expect(told).toHaveBeenLastCalledWith('edit', { commitmentId: volume.id });
    find(element, '[data-action="remove"]').click();
    expect(told).toHaveBeenLastCalledWith('remove', { commitmentId: volume.id });
  });

  it('offers nothing to who may only read, and says when there is none', async () => {
    const { element } = await show([], false);
    expect(find(element, '[data-action]')).toBeNull();
    expect(find(element, '[data-empty]').textContent).toBe('c.CommitmentsEmpty');
  });
});
