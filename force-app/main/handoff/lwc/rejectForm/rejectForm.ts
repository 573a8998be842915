import { LightningElement, api } from 'lwc';
import type { ReasonView, ReasonsView, VerbResult, VetoView } from 'baton/views';
import getReasons from '@salesforce/apex/LeadPanelController.getReasons';
import reject from '@salesforce/apex/LeadPanelController.reject';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import BtnBack from '@salesforce/label/c.BtnBack';
import BtnReject from '@salesforce/label/c.BtnReject';
import BtnRejectVeto from '@salesforce/label/c.BtnRejectVeto';
import BtnTryAgain from '@salesforce/label/c.BtnTryAgain';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import ErrNoteMissing from '@salesforce/label/c.ErrNoteMissing';
import ErrNoteShort from '@salesforce/label/c.ErrNoteShort';
import ErrReasonMissing from '@salesforce/label/c.ErrReasonMissing';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';
import ErrVetoPermission from '@salesforce/label/c.ErrVetoPermission';
import RejectChoose from '@salesforce/label/c.RejectChoose';
import RejectContext from '@salesforce/label/c.RejectContext';
import RejectCount from '@salesforce/label/c.RejectCount';
import RejectNext from '@salesforce/label/c.RejectNext';
import RejectNote from '@salesforce/label/c.RejectNote';
import RejectUndoHint from '@salesforce/label/c.RejectUndoHint';
import RejectWhy from '@salesforce/label/c.RejectWhy';
import Rejecting from '@salesforce/label/c.Rejecting';
import VetoBody from '@salesforce/label/c.VetoBody';
import VetoHolders from '@salesforce/label/c.VetoHolders';
import VetoRate from '@salesforce/label/c.VetoRate';
import VetoRateFew from '@salesforce/label/c.VetoRateFew';
import VetoRateHigh from '@salesforce/label/c.VetoRateHigh';
import VetoTitle from '@salesforce/label/c.VetoTitle';
import VetoWhy from '@salesforce/label/c.VetoWhy';

type Field = HTMLElement & { setCustomValidity(message: string): void; reportValidity(): boolean };

/** Up to this many reasons stand as radio buttons, more become a list (ux.md 2.3). */
const MOST_RADIOS = 7;

/**
 * The one reject form, in its two hosts: a modal on the desktop (`inline` false; the modal draws the buttons and calls
 * `submit`), and inside the panel on the phone (`inline` true). Fires `ready`, `typed`, `saving`, `refused` and `done`
 * (detail: VerbResult), and `back`.
 */
export default class RejectForm extends LightningElement {
  @api recordId?: string;
  @api inline = false;

  view: ReasonsView | null = null;
  code = '';
  note = '';
  reasonError = '';
  noteError = '';
  formError = '';
  loadError = '';
  saving = false;

  readonly label = { BtnBack, BtnTryAgain, ErrNoteMissing, ErrReasonMissing, RejectChoose, RejectWhy, VetoBody };

  connectedCallback(): void {
    void this.load();
  }

  /** What the person typed and would lose. */
  @api
  get hasTypedNote(): boolean {
    return this.note.trim() !== '';
  }

  /** Checks the form and rejects. Wrong input shows at its field and takes the focus. */
  @api
  async submit(): Promise<void> {
    if (this.saving || !this.view || !this.canReject) {
      return;
    }
    this.clearErrors();
    if (this.showProblems()) {
      return;
    }
    await this.send();
  }

  async load(): Promise<void> {
    this.loadError = '';
    try {
      this.view = (await getReasons({ leadId: this.recordId })) as ReasonsView;
      this.dispatchEvent(
        new CustomEvent('ready', {
          detail: { label: this.submitLabel, canReject: this.canReject, leadName: this.view.leadName }
        })
      );
    } catch (error) {
      this.loadError = messageOf(error) || ErrLoad;
    }
  }

  get veto(): VetoView | null {
    return this.view?.veto ?? null;
  }

  get isVeto(): boolean {
    return this.veto?.isVeto === true;
  }

  get canReject(): boolean {
    return !this.isVeto || this.veto?.allowed === true;
  }

  get submitLabel(): string {
    if (this.saving) {
      return Rejecting;
    }
    return this.isVeto ? BtnRejectVeto : BtnReject;
  }

  get context(): string {
    const view = this.view as ReasonsView;
    return format(RejectContext, view.company ?? '', view.score ?? '-', view.leadSource ?? '-');
  }

  get fewReasons(): boolean {
    return (this.view?.reasons.length ?? 0) <= MOST_RADIOS;
  }

  get reasonOptions(): { label: string; value: string }[] {
    return (this.view?.reasons ?? []).map((reason) => ({
      label: reason.help ? `${reason.name} · ${reason.help}` : reason.name,
      value: reason.code
    }));
  }

  get reason(): ReasonView | undefined {
    return this.view?.reasons.find((reason) => reason.code === this.code);
  }

  get showNote(): boolean {
    return this.isVeto || this.reason?.needsNote === true;
  }

  get noteLabel(): string {
    return this.isVeto ? VetoWhy : RejectNote;
  }

  get noteMinimum(): number {
    return Math.max(
      this.isVeto ? (this.veto?.minCharacters ?? 0) : 0,
      this.reason?.needsNote ? this.reason.noteMin : 0
    );
  }

  get noteCount(): string {
    return this.noteMinimum > 0 ? format(RejectCount, this.note.trim().length, this.noteMinimum) : '';
  }

  get vetoTitle(): string {
    return format(VetoTitle, this.veto?.score ?? '');
  }

  get vetoRate(): string {
    const veto = this.veto;
    if (!veto || !this.isVeto || !veto.allowed) {
      return '';
    }
    if (veto.rate == null) {
      return format(VetoRateFew, veto.vetoes, veto.decided);
    }
    const high = veto.rateMax != null && veto.rate >= veto.rateMax;
    return format(high ? VetoRateHigh : VetoRate, veto.vetoes, veto.decided, Math.round(veto.rate), veto.rateMax ?? '');
  }

  get vetoRefusal(): string {
    return this.canReject
      ? ''
      : format(ErrVetoPermission, this.veto?.threshold ?? '', this.veto?.askName ?? VetoHolders);
  }

  get nextStep(): string {
    return this.reason?.nextStep ? format(RejectNext, this.reason.nextStep) : '';
  }

  get undoHint(): string {
    return format(RejectUndoHint, this.view?.undoMinutes ?? 5);
  }

  get status(): string {
    return this.saving ? Rejecting : '';
  }

  handleReason(event: CustomEvent<{ value: string }>): void {
    this.code = event.detail.value;
    this.reasonError = '';
    this.showAtField('reason', '');
  }

  handleNote(event: CustomEvent<{ value: string }>): void {
    this.note = event.detail.value ?? '';
    if (this.noteError) {
      this.noteError = '';
      this.showAtField('note', '');
    }
    this.dispatchEvent(new CustomEvent('typed', { detail: this.hasTypedNote }));
  }

  handleReload(): void {
    void this.load();
  }

  handleSubmit(): void {
    void this.submit();
  }

  handleCancel(): void {
    this.dispatchEvent(new CustomEvent('back'));
  }

  private clearErrors(): void {
    this.reasonError = '';
    this.noteError = '';
    this.formError = '';
  }

  private showProblems(): boolean {
    if (!this.code) {
      this.reasonError = ErrReasonMissing;
    }
    const missing = this.noteMinimum - this.note.trim().length;
    if (this.showNote && this.note.trim() === '') {
      this.noteError = ErrNoteMissing;
    } else if (this.showNote && missing > 0) {
      this.noteError = format(ErrNoteShort, missing);
    }
    this.focusFirstError();
    return this.reasonError !== '' || this.noteError !== '';
  }

  private focusFirstError(): void {
    this.showAtField('reason', this.reasonError);
    this.showAtField('note', this.noteError);
    this.field(this.reasonError ? 'reason' : 'note', this.reasonError || this.noteError)?.focus();
  }

  /** The base component draws the message and ties it to its input; a message of our own beside it would be a second one. */
  private showAtField(name: string, message: string): void {
    const field = this.field(name);
    field?.setCustomValidity(message);
    field?.reportValidity();
  }

  private field(name: string, wanted: unknown = true): Field | null {
    return wanted ? (this.template?.querySelector<Field>(`[data-field="${name}"]`) ?? null) : null;
  }

  private async send(): Promise<void> {
    this.setSaving(true);
    try {
      const note = this.showNote ? this.note.trim() : null;
      const result = (await reject({ leadId: this.recordId, reasonCode: this.code, note })) as VerbResult;
      this.setSaving(false);
      if (result.ok) {
        this.dispatchEvent(new CustomEvent('done', { detail: result }));
      } else {
        this.showRefusal(result);
      }
    } catch (error) {
      this.setSaving(false);
      this.formError = messageOf(error) || format(ErrUnexpected, '');
    }
  }

  /** A refusal stands at its field; the form stays open and keeps what was typed. */
  private showRefusal(result: VerbResult): void {
    const message = result.message ?? '';
    if (result.field === 'reason') {
      this.reasonError = message;
    } else if (result.field === 'note' && this.showNote) {
      this.noteError = message;
    } else {
      this.formError = message;
    }
    this.focusFirstError();
    this.dispatchEvent(new CustomEvent('refused', { detail: result }));
  }

  private setSaving(saving: boolean): void {
    this.saving = saving;
    this.dispatchEvent(new CustomEvent('saving', { detail: { saving, label: this.submitLabel } }));
  }
}
