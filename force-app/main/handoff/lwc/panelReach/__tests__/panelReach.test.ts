import { createElement } from 'lwc';
import PanelReach from 'c/panelReach';
import type { PanelView } from 'baton/views';
import { find, flush } from '../../../../../../scripts/test/jest-data/dom';
import { at, clock, panel } from '../../../../../../scripts/test/jest-data/views';

const CONTEXT = { phone: '+1 202 555 0100', email: 'ada@byron.example' };

async function show(view: PanelView): Promise<HTMLElement> {
  const element = createElement('c-panel-reach', { is: PanelReach });
  Object.assign(element, { view });
  document.body.appendChild(element);
  await flush();
  return element;
}

const ways = (element: HTMLElement): (string | undefined)[] =>
  ['call', 'email'].map((way) => find(element, `[data-reach="${way}"]`)?.textContent ?? undefined);

describe('c-panel-reach', () => {
  it.each(['FirstContact', 'FollowUp', 'Return'])('offers number and address while %s is owed', async (stage) => {
    const element = await show(panel({ clock: clock({ stage }), context: CONTEXT }));
    expect(ways(element)).toEqual(['c.BtnCall', 'c.BtnEmail']);
    await expect(element).toBeAccessible();
  });

  it('offers nothing before the lead is accepted, when it is over, and to others', async () => {
    const others = [
      clock(),
      clock({ stage: 'FirstContact', state: 'Met' }),
      clock({ stage: 'FollowUp', isMine: false })
    ];
    for (const one of others) {
      expect(ways(await show(panel({ clock: one, context: CONTEXT })))).toEqual([undefined, undefined]);
    }
  });

  it('offers only what may be used', async () => {
    const element = await show(panel({ clock: clock({ stage: 'FirstContact' }), context: { phone: CONTEXT.phone } }));
    expect(ways(element)).toEqual(['c.BtnCall', undefined]);
  });

  it('says which proof counts where a claim does not', async () => {
    const claimed = clock({ stage: 'FirstContact', claim: 'Called', claimAt: at(-5) });
    const proof = find(await show(panel({ clock: claimed })), '[data-proof]');
    expect((proof as unknown as { label: string }).label).toBe('c.BtnWhichProof');
    expect(find(await show(panel({ clock: clock({ stage: 'FirstContact' }) })), '[data-proof]')).toBeNull();
  });
});
