import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import LightningConfirm from 'lightning/confirm';
import type { VerbResult } from 'baton/views';
import { format } from 'c/clockTime';
import BtnCancel from '@salesforce/label/c.BtnCancel';
import BtnHandOver from '@salesforce/label/c.BtnHandOver';
import DecideTitle from '@salesforce/label/c.DecideTitle';
import DiscardBody from '@salesforce/label/c.DiscardBody';
import DiscardTitle from '@salesforce/label/c.DiscardTitle';
import DisputeTitle from '@salesforce/label/c.DisputeTitle';
import ExcuseTitle from '@salesforce/label/c.ExcuseTitle';
import ExcuseTitleMany from '@salesforce/label/c.ExcuseTitleMany';
import HandOverTitle from '@salesforce/label/c.HandOverTitle';
import HandOverTitleMany from '@salesforce/label/c.HandOverTitleMany';

type Form = HTMLElement & { submit(): Promise<void>; readonly hasTypedNote: boolean };
export type FormName = 'handOver' | 'excuse' | 'dispute' | 'decide';

const TITLES = { handOver: HandOverTitle, excuse: ExcuseTitle, dispute: DisputeTitle, decide: DecideTitle } as const;

/** The desktop host of the forms about late clocks. Closes with the VerbResults, or with nothing when cancelled. */
export default class OversightModal extends LightningModal {
  @api form: FormName = 'excuse';
  @api leadIds: string[] = [];
  @api clockIds: string[] = [];
  @api leadName = '';

  saving = false;
  submitLabel = BtnHandOver;

  readonly cancelLabel = BtnCancel;

  get isHandOver(): boolean {
    return this.form === 'handOver';
  }

  get title(): string {
    if (this.leadIds.length > 1) {
      return format(this.isHandOver ? HandOverTitleMany : ExcuseTitleMany, this.leadIds.length);
    }
    return format(TITLES[this.form], this.leadName);
  }

  handleReady(event: CustomEvent<{ label: string }>): void {
    this.submitLabel = event.detail.label;
  }

  /** Escape must not throw a note away: with one typed, only Cancel closes, and it asks. */
  handleTyped(event: CustomEvent<boolean>): void {
    this.disableClose = event.detail;
  }

  handleSaving(event: CustomEvent<{ saving: boolean; label: string }>): void {
    this.saving = event.detail.saving;
    this.submitLabel = event.detail.label;
    this.disableClose = event.detail.saving || this.body?.hasTypedNote === true;
  }

  handleDone(event: CustomEvent<VerbResult[]>): void {
    this.leave(event.detail);
  }

  handleSubmit(): void {
    void this.body?.submit();
  }

  async handleCancel(): Promise<void> {
    const discard = { label: DiscardTitle, message: DiscardBody, theme: 'default' } as const;
    if (!this.body?.hasTypedNote || (await LightningConfirm.open(discard))) {
      this.leave();
    }
  }

  private get body(): Form | null {
    return this.template?.querySelector<Form>('[data-form]') ?? null;
  }

  /** While closing is disabled, the base modal ignores `close` as well. */
  private leave(results?: VerbResult[]): void {
    this.disableClose = false;
    this.close(results);
  }
}
