import { LightningElement, api } from 'lwc';
import type { SetupView } from 'baton/setup';
import { format, instantText, serverTime } from 'c/clockTime';
import { turnText } from 'c/setupModel';
import SwitchEngine from '@salesforce/label/c.SwitchEngine';
import SwitchEngineHelp from '@salesforce/label/c.SwitchEngineHelp';
import SwitchLast from '@salesforce/label/c.SwitchLast';
import SwitchLoad from '@salesforce/label/c.SwitchLoad';
import SwitchLoadHelp from '@salesforce/label/c.SwitchLoadHelp';
import SwitchLoadUntil from '@salesforce/label/c.SwitchLoadUntil';
import SwitchNotices from '@salesforce/label/c.SwitchNotices';
import SwitchNoticesHelp from '@salesforce/label/c.SwitchNoticesHelp';
import SwitchOff from '@salesforce/label/c.SwitchOff';
import SwitchOn from '@salesforce/label/c.SwitchOn';
import SwitchTurns from '@salesforce/label/c.SwitchTurns';
import SwitchesTitle from '@salesforce/label/c.SwitchesTitle';

export type SwitchName = 'Engine' | 'DataLoad' | 'Notifications';

interface SwitchRow {
  name: SwitchName;
  label: string;
  checked: boolean;
  help: string;
  last: string;
}

/** The switches with who turned them last; fires `turn` with name and wanted state, and changes nothing by itself. */
export default class SetupSwitches extends LightningElement {
  @api view!: SetupView;
  @api busy = false;

  readonly label = { SwitchOff, SwitchOn, SwitchTurns, SwitchesTitle };

  get switches(): SwitchRow[] {
    const { state, loadUntil, notifies } = this.view;
    return [
      this.row('Engine', SwitchEngine, state !== 'Stopped' && state !== 'NotStarted', SwitchEngineHelp),
      this.row(
        'DataLoad',
        SwitchLoad,
        Boolean(loadUntil),
        loadUntil ? format(SwitchLoadUntil, instantText(loadUntil, serverTime())) : SwitchLoadHelp
      ),
      this.row('Notifications', SwitchNotices, notifies !== false, SwitchNoticesHelp)
    ];
  }

  get hasTurns(): boolean {
    return this.view.turns.length > 0;
  }

  get turns(): { id: string; text: string }[] {
    const now = serverTime();
    return this.view.turns.map((turn) => ({ id: turn.id, text: turnText(turn, now) }));
  }

  handleToggle(event: Event): void {
    const toggle = event.target as HTMLElement & { checked: boolean };
    const wanted = toggle.checked;
    // The page turns it once the server has: until then it shows what is.
    toggle.checked = !wanted;
    this.dispatchEvent(new CustomEvent('turn', { detail: { name: toggle.dataset.name as SwitchName, wanted } }));
  }

  /** Puts the focus on a switch. */
  @api
  focusSwitch(name: SwitchName): void {
    this.template?.querySelector<HTMLElement>(`[data-name="${name}"]`)?.focus();
  }

  private row(name: SwitchName, label: string, checked: boolean, help: string): SwitchRow {
    const turn = this.view.turns.find((one) => one.name === name);
    return { name, label, checked, help, last: turn ? format(SwitchLast, turnText(turn, serverTime())) : '' };
  }
}
