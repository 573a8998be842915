import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import LightningConfirm from 'lightning/confirm';
import type { VerbResult } from 'baton/views';
import { format } from 'c/clockTime';
import BtnCancel from '@salesforce/label/c.BtnCancel';
import BtnPause from '@salesforce/label/c.BtnPause';
import BtnSave from '@salesforce/label/c.BtnSave';
import DiscardBody from '@salesforce/label/c.DiscardBody';
import DiscardTitle from '@salesforce/label/c.DiscardTitle';
import OutcomeTitle from '@salesforce/label/c.OutcomeTitle';
import PauseTitle from '@salesforce/label/c.PauseTitle';

type Form = HTMLElement & { submit(): Promise<void>; readonly hasTypedNote: boolean };

/** The desktop host of the outcome form and the pause form. Closes with the VerbResult, or with nothing when cancelled. */
export default class LeadFormModal extends LightningModal {
  @api recordId?: string;
  @api leadName = '';
  /** outcome or pause. */
  @api form: 'outcome' | 'pause' = 'outcome';

  saving = false;
  savingLabel = '';
  /** A refusal may have changed the lead's state: the panel reads again after closing. */
  refused: VerbResult | undefined;

  readonly cancelLabel = BtnCancel;

  get isOutcome(): boolean {
    return this.form === 'outcome';
  }

  get title(): string {
    return format(this.isOutcome ? OutcomeTitle : PauseTitle, this.leadName);
  }

  get submitLabel(): string {
    return this.savingLabel || (this.isOutcome ? BtnSave : BtnPause);
  }

  get shown(): Form | null {
    return this.template?.querySelector<Form>('[data-form]') ?? null;
  }

  /** Escape must not throw a note away: with one typed, only Cancel closes, and it asks. */
  handleTyped(event: CustomEvent<boolean>): void {
    this.disableClose = event.detail;
  }

  handleSaving(event: CustomEvent<{ saving: boolean; label: string }>): void {
    this.saving = event.detail.saving;
    this.savingLabel = event.detail.label;
    this.disableClose = event.detail.saving || this.shown?.hasTypedNote === true;
  }

  handleDone(event: CustomEvent<VerbResult>): void {
    this.leave(event.detail);
  }

  handleRefused(event: CustomEvent<VerbResult>): void {
    this.refused = event.detail;
  }

  handleSubmit(): void {
    void this.shown?.submit();
  }

  async handleCancel(): Promise<void> {
    if (this.shown?.hasTypedNote && !(await this.mayDiscard())) {
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
