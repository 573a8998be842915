import { LightningElement, api } from 'lwc';
import type { EditResult, EditorOptionsView } from 'baton/agreement';
import { NO_OPTIONS } from 'c/agreementModel';
import { messageOf } from 'c/callError';
import type { FieldEdit } from 'c/formFields';
import AgrErrSave from '@salesforce/label/c.AgrErrSave';

type Fields = HTMLElement & { show(name: string, message: string): boolean; clear(): void };

/**
 * What the forms of the agreement editor have in common: a draft that is typed into, one call that stores it, a refusal at
 * its field. The host draws the buttons and calls `submit`. Fires `typed`, `saving` (boolean) and `done` (EditResult).
 */
export default abstract class AgreementForm<Draft extends object> extends LightningElement {
  @api agreementId = '';
  @api options: EditorOptionsView = NO_OPTIONS;

  draft!: Draft;
  formError = '';

  /** Saves; wrong input shows at its field. */
  @api
  async submit(): Promise<void> {
    this.clearErrors();
    if (!this.isComplete()) {
      return;
    }
    this.dispatchEvent(new CustomEvent('saving', { detail: true }));
    try {
      this.answer((await this.save(JSON.stringify(this.toSave()))) as EditResult);
    } catch (error) {
      this.formError = messageOf(error) || AgrErrSave;
    } finally {
      this.dispatchEvent(new CustomEvent('saving', { detail: false }));
    }
  }

  /** Stores the draft, which is JSON of `toSave`. */
  protected abstract save(draft: string): Promise<unknown>;

  protected toSave(): Draft {
    return this.draft;
  }

  /** False when something is missing that only this form knows; it says so itself. */
  protected isComplete(): boolean {
    return true;
  }

  handleEdit(event: CustomEvent<FieldEdit>): void {
    this.type(event.detail.name as keyof Draft & string, event.detail.value);
  }

  protected type(name: string, value: unknown): void {
    this.draft = { ...this.draft, [name]: value };
    this.changed();
  }

  protected changed(): void {
    this.dispatchEvent(new CustomEvent('typed', { detail: true }));
  }

  protected clearErrors(): void {
    this.formError = '';
    this.groups.forEach((fields) => fields.clear());
  }

  protected refuse(result: EditResult): void {
    const message = result.message ?? AgrErrSave;
    const name = result.field;
    if (!name || !this.showAt(name, message)) {
      this.formError = message;
    }
  }

  protected showAt(name: string, message: string): boolean {
    return this.groups.some((fields) => fields.show(name, message));
  }

  private answer(result: EditResult): void {
    if (result.ok) {
      this.dispatchEvent(new CustomEvent('done', { detail: result }));
    } else {
      this.refuse(result);
    }
  }

  private get groups(): Fields[] {
    return [...(this.template?.querySelectorAll<Fields>('c-form-fields') ?? [])];
  }
}
