import { LightningElement, api } from 'lwc';

/** Like the stub of sfdx-lwc-jest, and with `aria-label`, which the real button takes and that stub has not. */
export default class Button extends LightningElement {
  @api ariaLabel;
  @api accessKey;
  @api disabled;
  @api iconName;
  @api iconPosition;
  @api label;
  @api name;
  @api stretch;
  @api type;
  @api value;
  @api variant;
}
