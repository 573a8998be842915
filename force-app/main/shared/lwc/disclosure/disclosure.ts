import { LightningElement, api } from 'lwc';

/** A button that shows and hides what it has inside (ux.md 2.1): popovers have no component that is documented. */
export default class Disclosure extends LightningElement {
  @api label = '';

  open = false;

  get expandedText(): string {
    return String(this.open);
  }

  get chevron(): string {
    return this.open ? 'utility:chevrondown' : 'utility:chevronright';
  }

  handleToggle(): void {
    this.open = !this.open;
    this.dispatchEvent(new CustomEvent('toggle', { detail: this.open }));
  }
}
