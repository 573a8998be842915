import { api } from 'lwc';
import FieldHost from 'c/fieldHost';

/** A note on an action, with how much of it is written where that matters. Fires `change` (detail: { value }). */
export default class NoteField extends FieldHost {
  @api label = '';
  @api value = '';
  @api required = false;
  /** What to do where it is empty. */
  @api missing = '';
  /** "0 of at least 20 characters"; empty where any length will do. */
  @api count = '';

  handleChange(event: CustomEvent<{ value: string }>): void {
    this.tell(event);
  }

  protected get target(): string {
    return 'lightning-textarea';
  }
}
