import { LightningElement, api } from 'lwc';

/** sfdx-lwc-jest has no stub for lightning/modal: `open` is a mock, `close` tells what it was called with, unless closing is disabled. */
export default class LightningModal extends LightningElement {
  @api label;
  @api size;
  @api disableClose;
  static open = jest.fn(() => Promise.resolve(undefined));

  close(result) {
    if (this.disableClose) {
      return;
    }
    this.dispatchEvent(new CustomEvent('modalclose', { detail: result }));
  }
}
