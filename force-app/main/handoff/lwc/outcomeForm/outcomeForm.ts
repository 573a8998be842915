import { LightningElement, api } from 'lwc';
import type { OutcomeView, OutcomesView, VerbResult } from 'baton/views';
import dispose from '@salesforce/apex/LeadPanelController.dispose';
import getOutcomes from '@salesforce/apex/LeadPanelController.getOutcomes';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import BtnBack from '@salesforce/label/c.BtnBack';
import BtnSave from '@salesforce/label/c.BtnSave';
import BtnTryAgain from '@salesforce/label/c.BtnTryAgain';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import ErrNoteMissing from '@salesforce/label/c.ErrNoteMissing';
import ErrNoteShort from '@salesforce/label/c.ErrNoteShort';
import ErrReasonMissing from '@salesforce/label/c.ErrReasonMissing';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';
import OutcomeBackOn from '@salesforce/label/c.OutcomeBackOn';
import OutcomeClose from '@salesforce/label/c.OutcomeClose';
import OutcomeForward from '@salesforce/label/c.OutcomeForward';
import OutcomeLater from '@salesforce/label/c.OutcomeLater';
import OutcomeNote from '@salesforce/label/c.OutcomeNote';
import OutcomeWhat from '@salesforce/label/c.OutcomeWhat';
import RejectNext from '@salesforce/label/c.RejectNext';
import RejectUndoHint from '@salesforce/label/c.RejectUndoHint';
import Saving from '@salesforce/label/c.Saving';

type Field = HTMLElement & { setCustomValidity(message: string): void; reportValidity(): boolean };

interface Choice {
  readonly code: string;
  readonly name: string;
  readonly id: string;
  readonly help: string;
  readonly checked: boolean;
  readonly isBlocked: boolean;
  readonly blocked: string;
}

const KINDS: readonly (readonly [OutcomeView['kind'], string])[] = [
  ['Forward', OutcomeForward],
  ['Later', OutcomeLater],
  ['Close', OutcomeClose]
];

/**
 * The one outcome form (ux.md 2.5), in its two hosts: a modal on the desktop (`inline` false; the modal draws the buttons
 * and calls `submit`), and inside the panel on the phone (`inline` true). Fires `ready`, `typed`, `saving`, `refused` and
 * `done` (detail: VerbResult), and `back`.
 */
export default class OutcomeForm extends LightningElement {
  @api recordId?: string;
  @api inline = false;

  view: OutcomesView | null = null;
  code = '';
  note = '';
  backOn = '';
  reasonError = '';
  noteError = '';
  formError = '';
  loadError = '';
  saving = false;

  readonly label = { BtnBack, BtnTryAgain, OutcomeBackOn, OutcomeNote, OutcomeWhat };

  connectedCallback(): void {
    void this.load();
  }

  /** What the person typed and would lose. */
  @api
  get hasTypedNote(): boolean {
    return this.note.trim() !== '';
  }

  /** Checks the form and saves. Wrong input shows at its field and takes the focus. */
  @api
  async submit(): Promise<void> {
    if (this.saving || !this.view) {
      return;
    }
    this.reasonError = this.code ? '' : ErrReasonMissing;
    this.noteError = this.noteProblem();
    this.formError = '';
    this.focusFirstError();
    const dated = this.showBackOn ? this.field('backOn')?.reportValidity() !== false : true;
    if (!this.reasonError && !this.noteError && dated) {
      await this.send();
    }
  }

  async load(): Promise<void> {
    this.loadError = '';
    try {
      this.view = (await getOutcomes({ leadId: this.recordId })) as OutcomesView;
      this.dispatchEvent(
        new CustomEvent('ready', { detail: { label: BtnSave, canSubmit: true, leadName: this.view.leadName } })
      );
    } catch (error) {
      this.loadError = messageOf(error) || ErrLoad;
    }
  }

  get groups(): { key: string; name: string; choices: Choice[] }[] {
    return KINDS.map(([kind, name]) => ({
      key: kind,
      name,
      choices: (this.view?.outcomes ?? [])
        .filter((outcome) => outcome.kind === kind)
        .map((outcome) => this.choice(outcome))
    })).filter((group) => group.choices.length > 0);
  }

  private choice(outcome: OutcomeView): Choice {
    return {
      code: outcome.code,
      name: outcome.name,
      id: `outcome-${outcome.code}`,
      help: outcome.help ?? '',
      checked: outcome.code === this.code,
      isBlocked: Boolean(outcome.blocked),
      blocked: outcome.blocked ?? ''
    };
  }

  get outcome(): OutcomeView | undefined {
    return this.view?.outcomes.find((outcome) => outcome.code === this.code);
  }

  get showBackOn(): boolean {
    return Boolean(this.outcome?.backOn);
  }

  get firstDay(): string {
    return this.view?.firstDay ?? '';
  }

  get lastDay(): string {
    return this.view?.lastDay ?? '';
  }

  get needsNote(): boolean {
    return this.outcome?.needsNote === true;
  }

  get nextStep(): string {
    return this.outcome?.nextStep ? format(RejectNext, this.outcome.nextStep) : '';
  }

  get undoHint(): string {
    return format(RejectUndoHint, this.view?.undoMinutes ?? 5);
  }

  get submitLabel(): string {
    return this.saving ? Saving : BtnSave;
  }

  get status(): string {
    return this.saving ? Saving : '';
  }

  get invalidText(): string {
    return String(this.reasonError !== '');
  }

  handleOutcome(event: Event): void {
    this.code = (event.target as HTMLInputElement).value;
    this.backOn = this.outcome?.backOn ?? '';
    this.reasonError = '';
  }

  handleBackOn(event: CustomEvent<{ value: string }>): void {
    this.backOn = event.detail.value ?? '';
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

  private noteProblem(): string {
    const written = this.note.trim().length;
    if (!this.needsNote) {
      return '';
    }
    const missing = (this.outcome?.noteMin ?? 0) - written;
    if (written === 0) {
      return ErrNoteMissing;
    }
    return missing > 0 ? format(ErrNoteShort, missing) : '';
  }

  private focusFirstError(): void {
    this.showAtField('note', this.noteError);
    if (this.reasonError) {
      this.template?.querySelector<HTMLElement>('input[name="outcome"]:not([disabled])')?.focus();
    } else if (this.noteError) {
      this.field('note')?.focus();
    }
  }

  private showAtField(name: string, message: string): void {
    const field = this.field(name);
    field?.setCustomValidity(message);
    field?.reportValidity();
  }

  private field(name: string): Field | null {
    return this.template?.querySelector<Field>(`[data-field="${name}"]`) ?? null;
  }

  private async send(): Promise<void> {
    this.setSaving(true);
    try {
      const request = {
        leadId: this.recordId,
        reasonCode: this.code,
        note: this.note.trim() || null,
        backOn: this.showBackOn && this.backOn ? this.backOn : null
      };
      const result = (await dispose(request)) as VerbResult;
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
    } else if (result.field === 'note') {
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
