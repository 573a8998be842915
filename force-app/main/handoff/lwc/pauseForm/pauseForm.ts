import { LightningElement, api } from 'lwc';
import type { PauseFormView, ReasonView, VerbResult } from 'baton/views';
import getPause from '@salesforce/apex/LeadPanelController.getPause';
import pause from '@salesforce/apex/LeadPanelController.pause';
import { messageOf } from 'c/callError';
import { format, instantText, serverTime, toMillis } from 'c/clockTime';
import BtnBack from '@salesforce/label/c.BtnBack';
import BtnPause from '@salesforce/label/c.BtnPause';
import BtnTryAgain from '@salesforce/label/c.BtnTryAgain';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import ErrNoteMissing from '@salesforce/label/c.ErrNoteMissing';
import ErrNoteShort from '@salesforce/label/c.ErrNoteShort';
import ErrReasonMissing from '@salesforce/label/c.ErrReasonMissing';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';
import ErrUntilMissing from '@salesforce/label/c.ErrUntilMissing';
import ErrUntilRange from '@salesforce/label/c.ErrUntilRange';
import OutcomeNote from '@salesforce/label/c.OutcomeNote';
import PauseLatest from '@salesforce/label/c.PauseLatest';
import PauseUntilLabel from '@salesforce/label/c.PauseUntilLabel';
import PauseWhy from '@salesforce/label/c.PauseWhy';
import Pausing from '@salesforce/label/c.Pausing';

type Field = HTMLElement & { setCustomValidity(message: string): void; reportValidity(): boolean };
type Name = 'reason' | 'until' | 'note';

/** The pause form: reason and end. Hosts and events as those of the outcome form. */
export default class PauseForm extends LightningElement {
  @api recordId?: string;
  @api inline = false;

  view: PauseFormView | null = null;
  code = '';
  note = '';
  until = '';
  formError = '';
  loadError = '';
  saving = false;
  errors: Readonly<Record<Name, string>> = { reason: '', until: '', note: '' };

  readonly label = { BtnBack, BtnTryAgain, OutcomeNote, PauseUntilLabel, PauseWhy };

  connectedCallback(): void {
    void this.load();
  }

  /** What the person typed and would lose. */
  @api
  get hasTypedNote(): boolean {
    return this.note.trim() !== '';
  }

  /** Checks the form and pauses. Wrong input shows at its field and takes the focus. */
  @api
  async submit(): Promise<void> {
    if (this.saving || !this.view) {
      return;
    }
    this.formError = '';
    this.show({
      reason: this.code ? '' : ErrReasonMissing,
      until: this.untilProblem(),
      note: this.noteProblem()
    });
    if (!Object.values(this.errors).some(Boolean)) {
      await this.send();
    }
  }

  async load(): Promise<void> {
    this.loadError = '';
    try {
      this.view = (await getPause({ leadId: this.recordId })) as PauseFormView;
      this.dispatchEvent(
        new CustomEvent('ready', { detail: { label: BtnPause, canSubmit: true, leadName: this.view.leadName } })
      );
    } catch (error) {
      this.loadError = messageOf(error) || ErrLoad;
    }
  }

  get options(): { label: string; value: string }[] {
    return (this.view?.reasons ?? []).map((reason) => ({ label: reason.name, value: reason.code }));
  }

  get reason(): ReasonView | undefined {
    return this.view?.reasons.find((reason) => reason.code === this.code);
  }

  get latest(): string {
    return this.view?.latest ? instantText(this.view.latest, serverTime()) : '';
  }

  get latestText(): string {
    return this.latest ? format(PauseLatest, this.latest) : '';
  }

  get needsNote(): boolean {
    return this.reason?.needsNote === true;
  }

  get submitLabel(): string {
    return this.saving ? Pausing : BtnPause;
  }

  get status(): string {
    return this.saving ? Pausing : '';
  }

  handleReason(event: CustomEvent<{ value: string }>): void {
    this.code = event.detail.value;
    this.showAtField('reason', '');
  }

  handleUntil(event: CustomEvent<{ value: string }>): void {
    this.until = event.detail.value ?? '';
    this.showAtField('until', '');
  }

  handleNote(event: CustomEvent<{ value: string }>): void {
    this.note = event.detail.value ?? '';
    this.showAtField('note', '');
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

  private untilProblem(): string {
    if (!this.until) {
      return ErrUntilMissing;
    }
    const end = toMillis(this.until);
    const fits = end > serverTime() && (!this.view?.latest || end <= toMillis(this.view.latest));
    return fits ? '' : format(ErrUntilRange, this.latest);
  }

  private noteProblem(): string {
    const written = this.note.trim().length;
    if (!this.needsNote) {
      return '';
    }
    const missing = (this.reason?.noteMin ?? 0) - written;
    if (written === 0) {
      return ErrNoteMissing;
    }
    return missing > 0 ? format(ErrNoteShort, missing) : '';
  }

  /** Messages at their fields; the first of them takes the focus. */
  private show(errors: Readonly<Record<Name, string>>): void {
    this.errors = errors;
    const names: Name[] = ['reason', 'until', 'note'];
    names.forEach((name) => this.showAtField(name, errors[name]));
    const first = names.find((name) => errors[name] !== '');
    if (first) {
      this.field(first)?.focus();
    }
  }

  private showAtField(name: Name, message: string): void {
    const field = this.field(name);
    field?.setCustomValidity(message);
    field?.reportValidity();
  }

  private field(name: Name): Field | null {
    return this.template?.querySelector<Field>(`[data-field="${name}"]`) ?? null;
  }

  private async send(): Promise<void> {
    this.setSaving(true);
    try {
      const note = this.note.trim() || null;
      const request = { leadId: this.recordId, reasonCode: this.code, note, until: this.until };
      const result = (await pause(request)) as VerbResult;
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

  private showRefusal(result: VerbResult): void {
    const message = result.message ?? '';
    if (result.field === 'reason' || result.field === 'note' || result.field === 'until') {
      this.show({ reason: '', until: '', note: '', [result.field]: message });
    } else {
      this.formError = message;
    }
    this.dispatchEvent(new CustomEvent('refused', { detail: result }));
  }

  private setSaving(saving: boolean): void {
    this.saving = saving;
    this.dispatchEvent(new CustomEvent('saving', { detail: { saving, label: this.submitLabel } }));
  }
}
