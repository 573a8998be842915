import { LightningElement, api } from 'lwc';
import BtnBack from '@salesforce/label/c.BtnBack';

/**
 * What stands around the fields of every form: the stencil while it loads, what went wrong, the buttons where no modal draws
 * them (`inline`), and what a screen reader hears while it saves. The fields are its content. Fires `retry`, `submit` and
 * `back`.
 */
export default class FormFrame extends LightningElement {
  /** Why the form could not be read; its content is not shown then. */
  @api loadError = '';
  /** False while the form is being read. */
  @api ready = false;
  @api formError = '';
  @api inline = false;
  /** False leaves out the button that sends the form. */
  @api canSubmit = false;
  @api submitLabel = '';
  @api saving = false;

  readonly label = { BtnBack };

  get status(): string {
    return this.saving ? this.submitLabel : '';
  }

  handleRetry(): void {
    this.dispatchEvent(new CustomEvent('retry'));
  }

  handleSubmit(): void {
    this.dispatchEvent(new CustomEvent('submit'));
  }

  handleBack(): void {
    this.dispatchEvent(new CustomEvent('back'));
  }
}
