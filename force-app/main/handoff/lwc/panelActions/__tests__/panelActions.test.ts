import { panelActions } from 'c/panelActions';
import type { PanelView } from 'baton/views';
import { NOW, at, clock, panel } from '../../../../../../scripts/test/jest-data/views';

function names(view: PanelView): { buttons: string[]; menu: string[] } {
  const { buttons, menu } = panelActions(view, NOW);
  return { buttons: buttons.map((one) => one.name), menu: menu.map((one) => one.name) };
}

describe('panelActions', () => {
  it('has what the owner owes in front, help and pause in the menu', () => {
    const oversight = { verbs: ['handOver', 'dispute'] };
    expect(names(panel({ verbs: ['accept', 'reject', 'pause'], oversight }))).toEqual({
      buttons: ['accept', 'reject'],
      menu: ['dispute', 'pause', 'handOver', 'copyLink']
    });
  });

  it('has two buttons at most, never a verb twice', () => {
    const verbs = ['dispose', 'resume', 'undo'];
    const view = panel({ verbs, clock: clock({ undoUntil: at(5) }), oversight: { verbs: ['handOver'] } });
    expect(names(view)).toEqual({ buttons: ['dispose', 'resume'], menu: ['undo', 'handOver', 'copyLink'] });
  });

  it('helps first where the lead is somebody else’s', () => {
    const oversight = { verbs: ['nudge', 'handOver', 'excuse', 'decide'] };
    const view = panel({ clock: clock({ isMine: false }), verbs: ['accept', 'reject'], oversight });
    expect(names(view)).toEqual({
      buttons: ['decide', 'nudge'],
      menu: ['handOver', 'accept', 'reject', 'copyLink', 'excuse']
    });
  });

  it('offers an undo while it lasts, with the time that is left', () => {
    const met = (minutes: number): PanelView => panel({ clock: clock({ undoUntil: at(minutes) }), verbs: ['undo'] });
    expect(names(met(-1)).buttons).toEqual([]);
    expect(panelActions(met(5), NOW).buttons[0]?.label).toBe('c.BtnUndo (c.DurationMinutes)');
  });

  it('makes the outcome the thing to do where nothing else is owed', () => {
    const brand = (stage: string): boolean | undefined =>
      panelActions(panel({ verbs: ['dispose'], clock: clock({ stage }) }), NOW).buttons[0]?.isBrand;
    expect([brand('Disposition'), brand('FirstContact')]).toEqual([true, false]);
  });

  it('keeps the order of the menu: pause, hand over, mark as duplicate, copy link, then what managers do', () => {
    const verbs = ['accept', 'reject', 'pause', 'duplicate'];
    const oversight = { verbs: ['nudge', 'handOver', 'excuse'] };
    expect(names(panel({ verbs, oversight })).menu).toEqual([
      'pause',
      'handOver',
      'duplicate',
      'copyLink',
      'nudge',
      'excuse'
    ]);
  });

  it('names who is asked, and the lead that a link opens', () => {
    const context = { lackingOwedBy: 'Sam Ortiz', duplicateName: 'Ada Byron' };
    const view = panel({ verbs: ['askFields', 'openDuplicate'], context });
    const [open, ask] = panelActions(view, NOW).buttons;
    expect([open?.label, open?.alt]).toEqual(['c.OpenLead', null]);
    expect([ask?.label, ask?.alt]).toEqual(['c.BtnAskPerson', 'c.AskedAlt']);
  });
});
