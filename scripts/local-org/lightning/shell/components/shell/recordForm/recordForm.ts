import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import { get, messageOf, send } from 'shell/client';
import { recordsChanged } from 'shell/records';
import { fieldErrorsOf } from 'shell/details';

interface Field {
  name: string;
  editable: boolean;
  [more: string]: unknown;
}

interface Section {
  heading: string | null;
  columns: Field[][];
}

/** New record or edit, by page layout. Closes with the id of the saved record. */
export default class RecordForm extends LightningModal {
  @api recordId?: string;
  @api objectName?: string;
  problem?: string;
  saving = false;
  heading = 'Record';
  private model: Section[] = [];
  private changes: Record<string, unknown> = {};
  private errors: Record<string, string> = {};

  async connectedCallback(): Promise<void> {
    try {
      const form = await get<{ heading: string; sections: Section[] }>('form', {
        id: this.recordId,
        object: this.objectName
      });
      this.heading = form.heading;
      this.model = form.sections;
    } catch (error) {
      this.problem = messageOf(error);
    }
  }

  get sections(): object[] {
    const shown = this.model.filter((section) => section.columns.flat().some((field) => field.editable));
    return shown.map((section, at) => ({
      key: `${at}`,
      heading: section.heading,
      columns: section.columns.map((fields, index) => ({
        key: `${at}-${index}`,
        className: `slds-col slds-size_1-of-1 slds-medium-size_1-of-${section.columns.length}`,
        fields: fields
          .filter((field) => field.editable)
          .map((field) => ({ ...field, ...this.changed(field.name), error: this.errors[field.name] }))
      }))
    }));
  }

  takeChange(event: CustomEvent<{ name: string; value: unknown }>): void {
    this.changes = { ...this.changes, [event.detail.name]: event.detail.value };
  }

  cancel(): void {
    this.close();
  }

  async save(): Promise<void> {
    this.saving = true;
    try {
      const saved = this.recordId
        ? await send<{ id: string }>('PATCH', 'record', { fields: { Id: this.recordId, ...this.changes } })
        : await send<{ id: string }>('POST', 'record', {
            apiName: this.objectName,
            fields: { ...this.defaults(), ...this.changes }
          });
      await recordsChanged([saved.id]);
      this.close(saved.id);
    } catch (error) {
      this.problem = messageOf(error);
      this.errors = fieldErrorsOf(error);
    } finally {
      this.saving = false;
    }
  }

  private changed(name: string): { value?: unknown } {
    return name in this.changes ? { value: this.changes[name] } : {};
  }

  private defaults(): Record<string, unknown> {
    const fields = this.model.flatMap((section) => section.columns.flat()).filter((field) => field.editable);
    return Object.fromEntries(
      fields.filter((field) => field['value'] !== null).map((field) => [field.name, field['value']])
    );
  }
}
