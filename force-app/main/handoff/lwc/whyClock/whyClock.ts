import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import type { ExplainView } from 'baton/views';
import getExplain from '@salesforce/apex/LeadPanelController.getExplain';
import { messageOf } from 'c/callError';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import Loading from '@salesforce/label/c.Loading';

type Wired = { data?: ExplainView; error?: unknown };

/** "Why?" of one clock where only its id is known, as on a list (ux.md 2.6). */
export default class WhyClock extends LightningElement {
  @api leadId = '';
  @api clockId = '';

  view: ExplainView | null = null;
  loadError = '';
  readonly label = { Loading };
  private wired: Wired | undefined;

  @wire(getExplain, { leadId: '$leadId', clockId: '$clockId' })
  receive(wired: Wired): void {
    this.wired = wired;
    this.view = wired.data ?? null;
    this.loadError = wired.error ? messageOf(wired.error) || ErrLoad : '';
  }

  handleRetry(): void {
    this.loadError = '';
    void refreshApex(this.wired);
  }
}
