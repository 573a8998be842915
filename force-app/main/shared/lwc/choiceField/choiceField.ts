import { api } from 'lwc';
import FieldHost from 'c/fieldHost';

/** Up to this many choices stand as radio buttons, more become a list (ux.md 2.3). */
const MOST_RADIOS = 7;

/** One of several, which somebody has to choose. Fires `change` (detail: { value }). */
export default class ChoiceField extends FieldHost {
  @api label = '';
  @api options: readonly { readonly label: string; readonly value: string }[] = [];
  @api value = '';
  /** What the list says while nothing is chosen. */
  @api placeholder = '';
  /** What to do where nothing was chosen. */
  @api missing = '';

  get isFew(): boolean {
    return this.options.length <= MOST_RADIOS;
  }

  handleChange(event: CustomEvent<{ value: string }>): void {
    this.tell(event);
  }

  protected get target(): string {
    return 'lightning-radio-group, lightning-combobox';
  }
}
