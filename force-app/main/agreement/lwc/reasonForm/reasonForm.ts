import { api } from 'lwc';
import saveReason from '@salesforce/apex/AgreementEditorController.saveReason';
import type { OptionView, ReasonCodeView } from 'baton/agreement';
import AgreementForm from 'c/agreementForm';
import { REASON_FORMS } from 'c/agreementModel';
import type { FormField } from 'c/formFields';
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

const FORMS: readonly OptionView[] = Object.entries(REASON_FORMS)
  .filter(([value]) => value !== 'System')
  .map(([value, label]) => ({ value, label }));

/** One reason code. */
export default class ReasonForm extends AgreementForm<ReasonCodeView> {
  @api
  get reason(): ReasonCodeView {
    return this.draft;
  }
  set reason(reason: ReasonCodeView) {
    this.draft = { ...reason };
  }

  get fields(): FormField[] {
    const draft = this.draft;
    const queues = [{ value: '', label: ReasonQueueNone }, ...this.options.queues];
    const fields: (FormField | false)[] = [
      { name: 'name', label: ReasonName, value: draft.name, required: true, maxLength: 80 },
      !draft.id && {
        name: 'form',
        label: ReasonFormLabel,
        type: 'select',
        options: FORMS,
        value: draft.form,
        required: true
      },
      { name: 'help', label: ReasonHelp, value: draft.help, maxLength: 80 },
      { name: 'nextStep', label: ReasonNext, value: draft.nextStep, maxLength: 255 },
      { name: 'nextQueue', label: ReasonQueue, type: 'select', options: queues, value: draft.nextQueue },
      { name: 'recycleDays', label: ReasonRecycle, type: 'number', min: '0', value: draft.recycleDays },
      { name: 'needsNote', label: ReasonNeedsNote, type: 'checkbox', value: draft.needsNote },
      draft.needsNote && { name: 'noteMin', label: ReasonNoteMin, type: 'number', min: '1', value: draft.noteMin },
      { name: 'needsAttempts', label: ReasonAttempts, type: 'checkbox', value: draft.needsAttempts },
      { name: 'active', label: ReasonActive, type: 'checkbox', value: draft.active }
    ];
    return fields.filter((field): field is FormField => field !== false);
  }

  protected save(reason: string): Promise<unknown> {
    return saveReason({ agreementId: this.agreementId, reason });
  }
}
