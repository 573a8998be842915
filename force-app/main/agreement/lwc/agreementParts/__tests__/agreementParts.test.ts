import { createElement } from 'lwc';
import AgreementParts from 'c/agreementParts';
import type { ItemGroup } from 'c/agreementItems';
import type { Part } from 'c/agreementParts';
import type { AgreementView, GroupView } from 'baton/agreement';
import { head, view } from '../../../../../../scripts/test/jest-data/agreement';

type Element = HTMLElement & { view: AgreementView; content: Part };

async function show(content: Part, change: Partial<AgreementView> = {}) {
  const element = createElement('c-agreement-parts', { is: AgreementParts }) as Element;
  const told = jest.fn();
  element.addEventListener('act', (event) => told((event as CustomEvent).detail));
  Object.assign(element, { view: view(change), content });
  document.body.appendChild(element);
  await Promise.resolve();
  return { element, told };
}

const find = <T = HTMLElement>(element: HTMLElement, selector: string): T =>
  element.shadowRoot?.querySelector(selector) as T;

describe('c-agreement-parts', () => {
  it.each(['sales', 'marketing', 'volume', 'pools', 'reasons', 'terms', 'changes'] as const)(
    'shows %s without a violation',
    async (part) => {
      const { element } = await show(part, { head: head({ terms: 'Weekends do not count.' }) });
      await expect(element).toBeAccessible();
    }
  );

  it('parts the lines by who owes them', async () => {
    const stages = async (part: Part): Promise<string[]> => {
      const { element } = await show(part);
      return find<{ groups: GroupView[] }>(element, 'c-agreement-lines').groups.map((group) => group.stage);
    };
    expect(await stages('sales')).toEqual(['Acceptance']);
    expect(await stages('marketing')).toEqual(['Delivery']);
  });

  it('passes on what a person does, with its subject', async () => {
    const lines = await show('marketing');
    find(lines.element, 'c-agreement-lines').dispatchEvent(new CustomEvent('edit', { detail: { lineId: 'x' } }));
    expect(lines.told).toHaveBeenCalledWith({ subject: 'line', verb: 'edit', part: 'marketing', lineId: 'x' });
    const volume = await show('volume');
    find(volume.element, 'c-agreement-commitments').dispatchEvent(new CustomEvent('add'));
    expect(volume.told).toHaveBeenCalledWith({ subject: 'commitment', verb: 'add', part: 'volume' });
    const reasons = await show('reasons');
    find(reasons.element, 'c-agreement-reasons').dispatchEvent(new CustomEvent('edit', { detail: { reasonId: 'r' } }));
    expect(reasons.told).toHaveBeenCalledWith({ subject: 'reason', verb: 'edit', part: 'reasons', reasonId: 'r' });
    const terms = await show('terms');
    find(terms.element, '[data-action="terms"]').click();
    expect(terms.told).toHaveBeenCalledWith({ subject: 'terms', verb: 'edit', part: 'terms' });
  });

  it('says what is empty, and against what it was compared', async () => {
    const pools = await show('pools', { pools: [] });
    expect(find<{ groups: ItemGroup[] }>(pools.element, 'c-agreement-items').groups[0]?.items).toEqual([]);
    const staffed = await show('pools', {
      pools: [
        { name: 'NA SDR', role: 'SDR', region: 'NA', queue: null, members: ['Ana Ruiz', 'Sam Ortiz'] },
        { name: 'Committee', role: 'SDR', region: null, queue: 'Committee', members: [] }
      ]
    });
    expect(
      find<{ groups: ItemGroup[] }>(staffed.element, 'c-agreement-items').groups[0]?.items.map((one) => one.words)
    ).toEqual(['SDR · NA · Ana Ruiz, Sam Ortiz', 'SDR · Committee · c.PoolsNobody']);
    const terms = await show('terms', { canEdit: false });
    expect(find(terms.element, '[data-terms]').textContent).toBe('c.TermsEmpty');
    expect(find(terms.element, '[data-action="terms"]')).toBeNull();
    const words = async (change: Partial<AgreementView>): Promise<string | null> =>
      find((await show('changes', change)).element, '.weak').textContent;
    expect(await words({})).toBe('c.AgrChangesFrom');
    expect(await words({ changes: [] })).toBe('c.AgrChangesSame');
    expect(await words({ changesFrom: null, changes: [] })).toBe('c.AgrChangesNoBase');
  });
});
