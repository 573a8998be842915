import { LightningElement, api } from 'lwc';

/** A button that a finger finds on the phone: 44 px there, which the base component is not (ux.md 2.1). Its click is the host's. */
export default class ActionButton extends LightningElement {
  @api label = '';
  @api variant: 'neutral' | 'brand' = 'neutral';
  @api disabled = false;
  @api iconName?: string;
  /** Its name where the label alone does not say of what. */
  @api alt?: string;
  /** `true` or `false` where it opens something on the page. */
  @api expanded?: string;

  get css(): string {
    return `button slds-button slds-button_${this.variant}`;
  }

  @api
  focus(): void {
    this.template?.querySelector('button')?.focus();
  }
}
