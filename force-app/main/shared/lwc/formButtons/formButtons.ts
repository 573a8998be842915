import { LightningElement, api } from 'lwc';
import BtnCancel from '@salesforce/label/c.BtnCancel';

/** The buttons below a form in a modal. Fires `cancel` and `submit`. */
export default class FormButtons extends LightningElement {
  @api submitLabel = '';
  @api saving = false;
  /** The person may only look: there is nothing to send. */
  @api readOnly = false;

  readonly label = { BtnCancel };

  get canSubmit(): boolean {
    return !this.readOnly;
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('cancel'));
  }

  handleSubmit(): void {
    this.dispatchEvent(new CustomEvent('submit'));
  }
}
