import { LightningElement, api } from 'lwc';
import type { OversightView } from 'baton/views';
import { format, instantText, serverTime } from 'c/clockTime';
import { awayText } from 'c/panelStages';
import PanelDisputeAccepted from '@salesforce/label/c.PanelDisputeAccepted';
import PanelDisputeDeclined from '@salesforce/label/c.PanelDisputeDeclined';
import PanelDisputedBetween from '@salesforce/label/c.PanelDisputedBetween';
import PanelDisputedTeam from '@salesforce/label/c.PanelDisputedTeam';
import PanelExcused from '@salesforce/label/c.PanelExcused';

/** What the panel says about an absent owner, an excuse and a dispute (ux.md 2.2). */
export default class PanelOversight extends LightningElement {
  @api view?: OversightView | null;
  /** True where the panel's own sentence says already that the owner is away. */
  @api saysAway = false;

  get lines(): { name: string; text: string }[] {
    return [
      { name: 'away', text: this.saysAway ? '' : awayText(this.view, serverTime()) },
      { name: 'excused', text: this.excused },
      { name: 'disputed', text: this.disputed }
    ].filter((line) => line.text !== '');
  }

  private get excused(): string {
    return this.view?.excusedAs ? format(PanelExcused, this.view.excusedAs, this.view.excusedByName ?? '') : '';
  }

  private get disputed(): string {
    const view = this.view;
    const who = view?.disputedByName ?? '';
    switch (view?.dispute) {
      case 'Open':
        return view.disputeDueAt
          ? format(PanelDisputedTeam, who, view.disputedAs ?? '', instantText(view.disputeDueAt, serverTime()))
          : format(PanelDisputedBetween, who, view.disputedAs ?? '');
      case 'Accepted':
        return format(PanelDisputeAccepted, who);
      case 'Declined':
        return format(PanelDisputeDeclined, who);
      default:
        return '';
    }
  }
}
