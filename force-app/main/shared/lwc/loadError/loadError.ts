import { LightningElement, api } from 'lwc';
import BtnTryAgain from '@salesforce/label/c.BtnTryAgain';

/** Why something could not be read, where it would stand, with a way to try again (ux.md 2.1). Fires `retry`. */
export default class LoadError extends LightningElement {
  @api message = '';
  /** What support needs to know of it, where that is more than the message says. */
  @api reference = '';

  readonly label = { BtnTryAgain };

  handleRetry(): void {
    this.dispatchEvent(new CustomEvent('retry'));
  }
}
