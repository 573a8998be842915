import { LightningElement, api } from 'lwc';

/** One field of a form: what it is, not how it is drawn. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  /** text where nothing is said. */
  readonly type?: 'text' | 'number' | 'date' | 'checkbox' | 'select' | 'choice' | 'area';
  readonly value?: unknown;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly required?: boolean;
  readonly min?: string;
  readonly maxLength?: number;
  /** What the label has no room for, at most two sentences. */
  readonly help?: string;
}

/** What somebody typed or chose; null where a field stands empty. */
export interface FieldEdit {
  readonly name: string;
  readonly value: unknown;
}

type Input = HTMLElement & { setCustomValidity?(message: string): void; reportValidity?(): boolean };

/** Fields of a form by their descriptions, one below the other or in columns. Fires `edit` (detail: FieldEdit). */
export default class FormFields extends LightningElement {
  @api fields: readonly FormField[] = [];
  @api columns = false;

  /** Puts a message at a field and the focus into it; false when it is none of these. */
  @api
  show(name: string, message: string): boolean {
    const field = this.template?.querySelector<Input>(`[data-field="${name}"]`);
    field?.setCustomValidity?.(message);
    field?.reportValidity?.();
    field?.focus();
    return Boolean(field);
  }

  /** Takes all messages away. */
  @api
  clear(): void {
    this.template?.querySelectorAll<Input>('[data-field]').forEach((field) => {
      field.setCustomValidity?.('');
      field.reportValidity?.();
    });
  }

  get layout(): string {
    return this.columns ? 'columns' : 'fields';
  }

  get shown(): object[] {
    return this.fields.map((field) => ({
      ...field,
      type: field.type ?? 'text',
      is: { [field.type ?? 'text']: true },
      value: field.value ?? '',
      checked: field.value === true
    }));
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    this.tell(event, event.detail.value || null);
  }

  handleInput(event: CustomEvent<{ value: string }>): void {
    const isNumber = (event.currentTarget as HTMLElement).dataset.type === 'number';
    const value = event.detail.value;
    this.tell(event, value === '' || value == null ? null : isNumber ? Number(value) : value);
  }

  handleCheck(event: CustomEvent<{ checked: boolean }>): void {
    this.tell(event, event.detail.checked);
  }

  private tell(event: Event, value: unknown): void {
    const name = (event.currentTarget as HTMLElement).dataset.field as string;
    this.dispatchEvent(new CustomEvent('edit', { detail: { name, value } }));
  }
}
