import { LightningElement, api } from 'lwc';
import type { ExplainView } from 'baton/views';
import BtnWhyClock from '@salesforce/label/c.BtnWhyClock';

/** "Why this clock?", folded until somebody asks (ux.md 2.6). */
export default class Explain extends LightningElement {
  @api view?: ExplainView | null;

  open = false;

  readonly label = BtnWhyClock;

  handleToggle(event: CustomEvent<boolean>): void {
    this.open = event.detail;
  }
}
