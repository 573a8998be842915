import { LightningElement, api } from 'lwc';
import type { ReasonCodeView } from 'baton/agreement';
import type { ItemGroup } from 'c/agreementItems';
import { REASON_FORMS } from 'c/agreementModel';
import { format } from 'c/clockTime';
import ReadReasonAttempts from '@salesforce/label/c.ReadReasonAttempts';
import ReasonAdd from '@salesforce/label/c.ReasonAdd';
import ReasonBack from '@salesforce/label/c.ReasonBack';
import ReasonBackOne from '@salesforce/label/c.ReasonBackOne';
import ReasonNote from '@salesforce/label/c.ReasonNote';
import ReasonNoteOf from '@salesforce/label/c.ReasonNoteOf';
import ReasonOff from '@salesforce/label/c.ReasonOff';
import ReasonsAbout from '@salesforce/label/c.ReasonsAbout';
import ReasonsEmpty from '@salesforce/label/c.ReasonsEmpty';

/** Reason codes by the form that offers them. Fires `add` and `edit` ({ reasonId }). */
export default class AgreementReasons extends LightningElement {
  @api reasons: readonly ReasonCodeView[] = [];
  @api canEdit = false;
  readonly label = { ReasonAdd, ReasonsAbout, ReasonsEmpty };

  get groups(): ItemGroup[] {
    return Object.entries(REASON_FORMS).map(([form, title]) => ({
      key: form,
      title,
      items: this.reasons
        .filter((reason) => reason.form === form)
        .map((reason) => ({ id: reason.id ?? '', name: reason.name, words: wordsOf(reason) }))
    }));
  }

  handleAdd(): void {
    this.dispatchEvent(new CustomEvent('add'));
  }

  handleEdit(event: CustomEvent<string>): void {
    this.dispatchEvent(new CustomEvent('edit', { detail: { reasonId: event.detail } }));
  }
}

function wordsOf(reason: ReasonCodeView): string {
  const length = reason.noteMin ?? 0;
  const note = length > 1 ? format(ReasonNoteOf, length) : ReasonNote;
  return [
    reason.active ? '' : ReasonOff,
    reason.help ?? '',
    reason.nextStep ?? '',
    reason.needsNote ? note : '',
    reason.needsAttempts ? ReadReasonAttempts : '',
    reason.recycleDays == null ? '' : reason.recycleDays === 1 ? ReasonBackOne : format(ReasonBack, reason.recycleDays)
  ]
    .filter(Boolean)
    .join(' · ');
}
