import { LightningElement, api } from 'lwc';
import saveReason from '@salesforce/apex/AgreementEditorController.saveReason';
import type { EditResult, EditorOptionsView, OptionView, ReasonCodeView } from 'baton/agreement';
import { messageOf } from 'c/callError';
import { NO_OPTIONS, REASON_FORMS } from 'c/agreementModel';
import AgrErrSave from '@salesforce/label/c.AgrErrSave';
import ReasonActive from '@salesforce/label/c.ReasonActive';
import ReasonAttempts from '@salesforce/label/c.ReasonAttempts';
import ReasonFormLabel from '@salesforce/label/c.ReasonFormLabel';
import ReasonHelp from '@salesforce/label/c.ReasonHelp';
import ReasonName from '@salesforce/label/c.ReasonName';
import ReasonNeedsNote from '@salesforce/label/c.ReasonNeedsNote';
import ReasonNext from '@salesforce/label/c.ReasonNext';
import ReasonNoteMin from '@salesforce/label/c.ReasonNoteMin';
import ReasonQueue from '@salesforce/label/c.ReasonQueue';
import ReasonQueueNone from '@salesforce/label/c.ReasonQueueNone';
import ReasonRecycle from '@salesforce/label/c.ReasonRecycle';

type Field = HTMLElement & { setCustomValidity(message: string): void; reportValidity(): boolean; focus(): void };

/** One reason code. Its host draws the buttons and calls `submit`. Fires `typed`, `saving` (boolean), `done` (EditResult). */
export default class ReasonForm extends LightningElement {
  @api agreementId = '';
  @api options: EditorOptionsView = NO_OPTIONS;
  draft!: ReasonCodeView;
  formError = '';

  readonly label = {
    ReasonActive,
    ReasonAttempts,
    ReasonFormLabel,
    ReasonHelp,
    ReasonName,
    ReasonNeedsNote,
    ReasonNext,
    ReasonNoteMin,
    ReasonQueue,
    ReasonRecycle
  };
  readonly forms: OptionView[] = Object.entries(REASON_FORMS)
    .filter(([value]) => value !== 'System')
    .map(([value, label]) => ({ value, label }));

  @api
  get reason(): ReasonCodeView {
    return this.draft;
  }
  set reason(reason: ReasonCodeView) {
    this.draft = { ...reason };
  }

  @api
  async submit(): Promise<void> {
    this.formError = '';
    this.dispatchEvent(new CustomEvent('saving', { detail: true }));
    try {
      const reason = JSON.stringify(this.draft);
      this.answer((await saveReason({ agreementId: this.agreementId, reason })) as EditResult);
    } catch (error) {
      this.formError = messageOf(error) || AgrErrSave;
    } finally {
      this.dispatchEvent(new CustomEvent('saving', { detail: false }));
    }
  }

  get isNew(): boolean {
    return !this.draft.id;
  }

  get queue(): string {
    return this.draft.nextQueue ?? '';
  }

  get queues(): OptionView[] {
    return [{ value: '', label: ReasonQueueNone }, ...this.options.queues];
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    this.type(event, event.detail.value || null);
  }

  handleNumber(event: CustomEvent<{ value: string }>): void {
    this.type(event, event.detail.value === '' ? null : Number(event.detail.value));
  }

  handleCheck(event: CustomEvent<{ checked: boolean }>): void {
    this.type(event, event.detail.checked);
  }

  private type(event: Event, value: unknown): void {
    const name = (event.currentTarget as HTMLElement).dataset.field as string;
    this.draft = { ...this.draft, [name]: value };
    this.dispatchEvent(new CustomEvent('typed', { detail: true }));
  }

  private answer(result: EditResult): void {
    if (result.ok) {
      this.dispatchEvent(new CustomEvent('done', { detail: result }));
      return;
    }
    const message = result.message ?? AgrErrSave;
    const field = result.field ? this.template?.querySelector<Field>(`[data-field="${result.field}"]`) : null;
    this.formError = field ? '' : message;
    field?.setCustomValidity(message);
    field?.reportValidity();
    field?.focus();
  }
}
