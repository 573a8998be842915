import { createElement } from 'lwc';
import PanelOversight from 'c/panelOversight';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';

async function show(view: unknown): Promise<HTMLElement> {
  const element = createElement('c-panel-oversight', { is: PanelOversight });
  Object.assign(element, { view });
  document.body.appendChild(element);
  await flush();
  return element;
}

const line = async (view: unknown, name: string): Promise<string | null | undefined> =>
  find(await show(view), `[data-line="${name}"]`)?.textContent;

describe('c-panel-oversight', () => {
  it('is not there when there is nothing to know', async () => {
    expect(find(await show({ verbs: ['nudge'] }), '[data-oversight]')).toBeNull();
    expect(find(await show(null), '[data-oversight]')).toBeNull();
  });

  it('says what is excused and disputed', async () => {
    const element = await show({ verbs: [], excusedAs: 'System', excusedByName: 'Jo Marsh', dispute: 'Open' });
    expect(find(element, '[data-line="excused"]')?.textContent).toBe('c.PanelExcused');
    await expect(element).toBeAccessible();
    const disputed = (facts: object): Promise<string | null | undefined> => line({ verbs: [], ...facts }, 'disputed');
    expect(await disputed({ dispute: 'Open', disputeDueAt: '2026-12-03T15:00:00Z' })).toBe('c.PanelDisputedTeam');
    expect(await disputed({ dispute: 'Open' })).toBe('c.PanelDisputedBetween');
    expect(await disputed({ dispute: 'Accepted' })).toBe('c.PanelDisputeAccepted');
    expect(await disputed({ dispute: 'Declined' })).toBe('c.PanelDisputeDeclined');
  });

  it('says until when the owner is away and who gets it', async () => {
    const away = { verbs: [], awayName: 'Yuki Mori', movesToName: 'Ken Sato', movesAt: '2026-12-02T09:00:00Z' };
    expect(await line({ ...away, awayUntil: '2026-12-03T09:00:00Z' }, 'away')).toBe('c.OwnerAway');
    expect(await line(away, 'away')).toBe('c.OwnerAwayUnknown');
    expect(await line({ verbs: [], awayName: 'Yuki Mori' }, 'away')).toBe('c.OwnerAwayNobody');
    const said = await show(away);
    Object.assign(said, { saysAway: true });
    await flush();
    expect(find(said, '[data-line]')).toBeNull();
  });
});
