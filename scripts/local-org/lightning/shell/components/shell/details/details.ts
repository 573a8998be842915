import { api } from 'lwc';
import { get, messageOf, send } from 'shell/client';
import type { FetchError } from 'shell/client';
import { recordsChanged } from 'shell/records';
import RecordElement from 'shell/recordElement';

interface Field {
  name: string;
  [more: string]: unknown;
}

interface Section {
  heading: string | null;
  columns: Field[][];
}

/** The fields of a record by page layout, with inline editing. */
export default class Details extends RecordElement {
  @api plain = false;
  /** Sections that the page itself names (dynamic forms); else the page layout decides. */
  @api fields?: Section[];
  editing = false;
  saving = false;
  problem?: string;

  private model: Section[] = [];
  private changes: Record<string, unknown> = {};
  private errors: Record<string, string> = {};

  get boxClass(): string {
    return this.plain ? '' : 'slds-box slds-box_small slds-theme_default';
  }

  get sections(): object[] {
    return this.model.map((section, at) => ({
      key: `${at}`,
      heading: section.heading,
      columns: section.columns.map((fields, index) => ({
        key: `${at}-${index}`,
        className: `slds-col slds-size_1-of-1 slds-medium-size_1-of-${section.columns.length}`,
        fields: fields.map((field) => ({ ...field, error: this.errors[field.name] }))
      }))
    }));
  }

  startEditing(): void {
    this.editing = true;
  }

  takeChange(event: CustomEvent<{ name: string; value: unknown }>): void {
    this.changes = { ...this.changes, [event.detail.name]: event.detail.value };
  }

  cancel(): void {
    this.editing = false;
    this.changes = {};
    this.errors = {};
    this.problem = undefined;
  }

  async save(): Promise<void> {
    this.saving = true;
    try {
      await send('PATCH', 'record', { fields: { Id: this.shownId, ...this.changes } });
      this.cancel();
      await recordsChanged([this.shownId ?? '']);
    } catch (error) {
      this.problem = messageOf(error);
      this.errors = fieldErrorsOf(error);
    } finally {
      this.saving = false;
    }
  }

  protected async load(): Promise<void> {
    if (!this.shownId || this.editing) return;
    try {
      const sections = this.fields ? JSON.stringify(this.fields) : undefined;
      this.model = await get<Section[]>('details', { id: this.shownId, sections });
      this.problem = undefined;
    } catch (error) {
      this.problem = messageOf(error);
    }
  }
}

/** Messages by field out of the platform's `output.fieldErrors`. */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  const output = (error as FetchError).body?.['output'] as
    { fieldErrors?: Record<string, { message: string }[]> } | undefined;
  return Object.fromEntries(
    Object.entries(output?.fieldErrors ?? {}).map(([name, list]) => [name, list.map((e) => e.message).join(' ')])
  );
}
