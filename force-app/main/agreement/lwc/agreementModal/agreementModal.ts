import { api } from 'lwc';
import type { EditResult, EditorOptionsView } from 'baton/agreement';
import type { FormKind } from 'c/agreementForms';
import FormHost from 'c/formHost';
import { NO_OPTIONS } from 'c/agreementModel';
import BtnSave from '@salesforce/label/c.BtnSave';
import FormDiscardBody from '@salesforce/label/c.FormDiscardBody';
import FormDiscardTitle from '@salesforce/label/c.FormDiscardTitle';

type Forms = HTMLElement & { submit(): Promise<void> };

/** The desktop host of the editor's forms. Closes with the EditResult, or with nothing when cancelled. */
export default class AgreementModal extends FormHost {
  @api heading = '';
  @api kind: FormKind = 'line';
  @api agreementId = '';
  @api calendar: string | null = null;
  @api options: EditorOptionsView = NO_OPTIONS;
  @api facts: unknown;

  readonly saveLabel = BtnSave;

  handleTyped(): void {
    this.noteTyped(true);
  }

  handleSaving(event: CustomEvent<boolean>): void {
    this.noteSaving(event.detail);
  }

  handleSave(): void {
    void this.template?.querySelector<Forms>('c-agreement-forms')?.submit();
  }

  handleDone(event: CustomEvent<EditResult>): void {
    this.leave(event.detail);
  }

  handleCancel(): void {
    void this.cancel();
  }

  protected get discard(): { label: string; message: string } {
    return { label: FormDiscardTitle, message: FormDiscardBody };
  }
}
