import { LightningElement, api } from 'lwc';

type Field = HTMLElement & { setCustomValidity?(message: string): void; reportValidity?(): boolean };

/** A field that draws itself with base components: messages and the focus go to the one that stands there now. */
export default abstract class FieldHost extends LightningElement {
  private problem = '';

  /** Shown by `reportValidity`; empty takes the message away. */
  @api
  setCustomValidity(message: string): void {
    this.problem = message;
    this.place?.setCustomValidity?.(message);
  }

  /** Shows the message; false while there is one. */
  @api
  reportValidity(): boolean {
    return this.place?.reportValidity?.() ?? this.problem === '';
  }

  @api
  focus(): void {
    this.place?.focus();
  }

  /** Selector of the base component that takes messages and the focus. */
  protected abstract get target(): string;

  /** What the base component tells is told as this field's own. */
  protected tell(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent('change', { detail: { value: event.detail.value ?? '' } }));
  }

  private get place(): Field | null {
    return this.template?.querySelector<Field>(this.target) ?? null;
  }
}
