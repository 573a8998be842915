import { LightningElement, api } from 'lwc';

/** sfdx-lwc-jest has no stub for lightning/modal: `open` is a mock, `close` keeps what it was called with. */
export default class LightningModal extends LightningElement {
  @api label;
  @api size;
  @api disableClose;
  static open = jest.fn(() => Promise.resolve(undefined));

  close(result) {
    this.dispatchEvent(new CustomEvent('modalclose', { detail: result }));
  }
}
