import { LightningElement, api } from 'lwc';

interface Field {
  name: string;
  label: string;
  type: string;
  value: unknown;
  display: string;
  editable: boolean;
  required: boolean;
  help: string | null;
  scale: number;
  length: number;
  options?: { label: string; value: string }[];
  targets?: string[];
  error?: string;
}

const INPUT_TYPES: Record<string, string> = {
  Email: 'email',
  Phone: 'tel',
  Url: 'url',
  Integer: 'number',
  Long: 'number',
  Double: 'number',
  Currency: 'number',
  Percent: 'number',
  Date: 'date',
  Datetime: 'datetime',
  Time: 'time'
};

/** One field of a record, shown or edited. */
export default class FieldView extends LightningElement {
  @api field!: Field;
  @api editing = false;

  get showsInput(): boolean {
    return this.editing && this.field.editable;
  }

  get boxClass(): string {
    return this.showsInput ? `editing ${this.field.error ? 'slds-has-error' : ''}` : 'reading';
  }

  get value(): unknown {
    return this.field.value;
  }

  get values(): string[] {
    return typeof this.field.value === 'string' ? this.field.value.split(';') : [];
  }

  get isPicklist(): boolean {
    return this.field.type === 'Picklist';
  }

  get isMulti(): boolean {
    return this.field.type === 'MultiPicklist';
  }

  get isLong(): boolean {
    return ['TextArea', 'LongTextArea', 'RichTextArea'].includes(this.field.type);
  }

  get isBoolean(): boolean {
    return this.field.type === 'Boolean';
  }

  get isReference(): boolean {
    return this.field.type === 'Reference';
  }

  get inputType(): string {
    return INPUT_TYPES[this.field.type] ?? 'text';
  }

  get step(): string | undefined {
    return this.inputType === 'number' ? String(10 ** -this.field.scale) : undefined;
  }

  get options(): object[] {
    return [{ label: '--None--', value: '' }, ...(this.field.options ?? [])];
  }

  get editText(): string {
    return `Edit ${this.field.label}`;
  }

  edit(): void {
    this.dispatchEvent(new CustomEvent('edit'));
  }

  take(event: CustomEvent<{ value: unknown }>): void {
    event.stopPropagation();
    const { value } = event.detail;
    const number = this.inputType === 'number' && value !== '' && value !== null;
    this.tell(value === '' ? null : number ? Number(value) : value);
  }

  takeChecked(event: CustomEvent<{ checked: boolean }>): void {
    this.tell(event.detail.checked);
  }

  takeList(event: CustomEvent<{ value: string[] }>): void {
    this.tell(event.detail.value.join(';') || null);
  }

  private tell(value: unknown): void {
    this.dispatchEvent(new CustomEvent('fieldchange', { detail: { name: this.field.name, value } }));
  }
}
