import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import LightningConfirm from 'lightning/confirm';
import type { EditResult, EditorOptionsView } from 'baton/agreement';
import type { FormKind } from 'c/agreementForms';
import { NO_OPTIONS } from 'c/agreementModel';
import BtnCancel from '@salesforce/label/c.BtnCancel';
import BtnSave from '@salesforce/label/c.BtnSave';
import FormDiscardBody from '@salesforce/label/c.FormDiscardBody';
import FormDiscardTitle from '@salesforce/label/c.FormDiscardTitle';

type Forms = HTMLElement & { submit(): Promise<void> };

/** The desktop host of the editor's forms. Closes with the EditResult, or with nothing when cancelled. */
export default class AgreementModal extends LightningModal {
  @api heading = '';
  @api kind: FormKind = 'line';
  @api agreementId = '';
  @api calendar: string | null = null;
  @api options: EditorOptionsView = NO_OPTIONS;
  @api facts: unknown;
  saving = false;
  typed = false;

  readonly cancelLabel = BtnCancel;
  readonly saveLabel = BtnSave;

  /** Escape must not throw away what was typed: then only Cancel closes, and it asks. */
  handleTyped(): void {
    this.typed = true;
    this.disableClose = true;
  }

  handleSaving(event: CustomEvent<boolean>): void {
    this.saving = event.detail;
    this.disableClose = event.detail || this.typed;
  }

  handleSave(): void {
    void this.template?.querySelector<Forms>('c-agreement-forms')?.submit();
  }

  handleDone(event: CustomEvent<EditResult>): void {
    this.leave(event.detail);
  }

  async handleCancel(): Promise<void> {
    if (
      this.typed &&
      !(await LightningConfirm.open({ label: FormDiscardTitle, message: FormDiscardBody, theme: 'default' }))
    ) {
      return;
    }
    this.leave();
  }

  /** While closing is disabled, the base modal ignores `close` as well. */
  private leave(result?: EditResult): void {
    this.disableClose = false;
    this.close(result);
  }
}
