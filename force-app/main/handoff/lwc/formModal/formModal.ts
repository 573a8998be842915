import { api } from 'lwc';
import type { VerbResult } from 'baton/views';
import FormHost from 'c/formHost';
import { format } from 'c/clockTime';
import type { FormName } from 'c/leadForms';
import AssignTitle from '@salesforce/label/c.AssignTitle';
import DecideTitle from '@salesforce/label/c.DecideTitle';
import DiscardBody from '@salesforce/label/c.DiscardBody';
import DiscardTitle from '@salesforce/label/c.DiscardTitle';
import DisputeTitle from '@salesforce/label/c.DisputeTitle';
import DuplicateTitle from '@salesforce/label/c.DuplicateTitle';
import ExcuseTitle from '@salesforce/label/c.ExcuseTitle';
import ExcuseTitleMany from '@salesforce/label/c.ExcuseTitleMany';
import HandOverTitle from '@salesforce/label/c.HandOverTitle';
import HandOverTitleMany from '@salesforce/label/c.HandOverTitleMany';
import OutcomeTitle from '@salesforce/label/c.OutcomeTitle';
import PauseTitle from '@salesforce/label/c.PauseTitle';
import RejectTitle from '@salesforce/label/c.RejectTitle';

const TITLES: Readonly<Record<FormName, string>> = {
  reject: RejectTitle,
  duplicate: DuplicateTitle,
  assign: AssignTitle,
  outcome: OutcomeTitle,
  pause: PauseTitle,
  handOver: HandOverTitle,
  excuse: ExcuseTitle,
  dispute: DisputeTitle,
  decide: DecideTitle
};

/** The base modal fades in for as long, in milliseconds. */
const FADED_IN = 300;

type Forms = HTMLElement & { submit(): Promise<void> };

/** The desktop host of the forms about leads. Closes with what the verb answered, or with nothing when cancelled. */
export default class FormModal extends FormHost {
  @api form: FormName = 'reject';
  @api leadIds: string[] = [];
  @api clockIds: string[] = [];
  @api leadName = '';

  /** The form that another one led to. */
  private switchedTo: FormName | '' = '';
  submitLabel = '';
  /** False until the form says what it sends, and where the person may not. */
  canSubmit = false;
  /** A refusal may have changed the lead's state: the panel reads again after closing. */
  refused: VerbResult | undefined;

  get readOnly(): boolean {
    return !this.canSubmit;
  }

  get shown(): FormName {
    return this.switchedTo || this.form;
  }

  get title(): string {
    if (this.leadIds.length > 1) {
      return format(this.shown === 'handOver' ? HandOverTitleMany : ExcuseTitleMany, this.leadIds.length);
    }
    return format(TITLES[this.shown], this.leadName);
  }

  handleReady(event: CustomEvent<{ label: string; canSubmit: boolean }>): void {
    this.submitLabel = event.detail.label;
    this.canSubmit = event.detail.canSubmit;
    // eslint-disable-next-line @lwc/lwc/no-async-operation -- what is not yet seen takes no focus
    setTimeout(() => this.takeFocus(), FADED_IN);
  }

  /** The base modal puts the focus on its heading, unless its parts were drawn too late for that: then the form has it. */
  private takeFocus(): void {
    if (!this.template?.activeElement) {
      this.template?.querySelector<HTMLElement>('[data-start]')?.focus();
    }
  }

  handleTyped(event: CustomEvent<boolean>): void {
    this.noteTyped(event.detail);
  }

  handleSaving(event: CustomEvent<{ saving: boolean; label: string }>): void {
    this.submitLabel = event.detail.label;
    this.noteSaving(event.detail.saving);
  }

  handleDone(event: CustomEvent<VerbResult | VerbResult[]>): void {
    this.leave(event.detail);
  }

  handleRefused(event: CustomEvent<VerbResult>): void {
    this.refused = event.detail;
  }

  /** One form found that another is the right one: a wrong owner is handed over, not rejected. */
  handleSwitch(event: CustomEvent<FormName>): void {
    this.switchedTo = event.detail;
    this.canSubmit = false;
    this.noteTyped(false);
  }

  handleSubmit(): void {
    void this.template?.querySelector<Forms>('c-lead-forms')?.submit();
  }

  handleCancel(): void {
    void this.cancel(this.refused);
  }

  protected get discard(): { label: string; message: string } {
    return { label: DiscardTitle, message: DiscardBody };
  }
}
