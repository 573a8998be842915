import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import LightningConfirm from 'lightning/confirm';
import type { VerbResult } from 'baton/views';
import { format } from 'c/clockTime';
import BtnCancel from '@salesforce/label/c.BtnCancel';
import BtnReject from '@salesforce/label/c.BtnReject';
import DiscardBody from '@salesforce/label/c.DiscardBody';
import DiscardTitle from '@salesforce/label/c.DiscardTitle';
import RejectTitle from '@salesforce/label/c.RejectTitle';

type Form = HTMLElement & { submit(): Promise<void>; readonly hasTypedNote: boolean };

/** The desktop host of the reject form. Closes with the VerbResult, or with nothing when cancelled. */
export default class RejectModal extends LightningModal {
  @api recordId?: string;
  @api leadName = '';

  canReject = true;
  saving = false;
  submitLabel = BtnReject;
  /** A refusal may have changed the lead's state: the panel reads again after closing. */
  refused: VerbResult | undefined;

  readonly cancelLabel = BtnCancel;

  get title(): string {
    return format(RejectTitle, this.leadName);
  }

  get form(): Form | null {
    return this.template?.querySelector<Form>('c-reject-form') ?? null;
  }

  handleReady(event: CustomEvent<{ label: string; canReject: boolean }>): void {
    this.submitLabel = event.detail.label;
    this.canReject = event.detail.canReject;
  }

  /** Escape must not throw a note away: with one typed, only Cancel closes, and it asks. */
  handleTyped(event: CustomEvent<boolean>): void {
    this.disableClose = event.detail;
  }

  handleSaving(event: CustomEvent<{ saving: boolean; label: string }>): void {
    this.saving = event.detail.saving;
    this.submitLabel = event.detail.label;
    this.disableClose = event.detail.saving || this.form?.hasTypedNote === true;
  }

  handleDone(event: CustomEvent<VerbResult>): void {
    this.leave(event.detail);
  }

  handleRefused(event: CustomEvent<VerbResult>): void {
    this.refused = event.detail;
  }

  handleSubmit(): void {
    void this.form?.submit();
  }

  async handleCancel(): Promise<void> {
    if (this.form?.hasTypedNote && !(await this.mayDiscard())) {
      return;
    }
    this.leave(this.refused);
  }

  /** While closing is disabled, the base modal ignores `close` as well. */
  private leave(result?: VerbResult): void {
    this.disableClose = false;
    this.close(result);
  }

  private mayDiscard(): Promise<boolean> {
    return LightningConfirm.open({ label: DiscardTitle, message: DiscardBody, theme: 'default' });
  }
}
