import { LightningElement, api } from 'lwc';
import type { ReasonCodeView } from 'baton/agreement';
import { REASON_FORMS } from 'c/agreementModel';
import { format } from 'c/clockTime';
import LineEdit from '@salesforce/label/c.LineEdit';
import LineEditAlt from '@salesforce/label/c.LineEditAlt';
import ReasonAdd from '@salesforce/label/c.ReasonAdd';
import ReasonBack from '@salesforce/label/c.ReasonBack';
import ReasonNote from '@salesforce/label/c.ReasonNote';
import ReasonNoteOf from '@salesforce/label/c.ReasonNoteOf';
import ReasonOff from '@salesforce/label/c.ReasonOff';
import ReasonsAbout from '@salesforce/label/c.ReasonsAbout';
import ReasonsEmpty from '@salesforce/label/c.ReasonsEmpty';

/** Reason codes by the form that offers them. Fires `add` and `edit` ({ reasonId }). */
export default class AgreementReasons extends LightningElement {
  @api reasons: readonly ReasonCodeView[] = [];
  @api canEdit = false;
  readonly label = { LineEdit, ReasonAdd, ReasonsAbout, ReasonsEmpty };

  get isEmpty(): boolean {
    return this.reasons.length === 0;
  }

  get groups(): object[] {
    return Object.entries(REASON_FORMS)
      .map(([form, title]) => ({
        form,
        title,
        headingId: `reasons-${form}`,
        reasons: this.reasons
          .filter((reason) => reason.form === form)
          .map((reason) => ({
            id: reason.id,
            name: reason.name,
            facts: factsOf(reason),
            editAlt: format(LineEditAlt, reason.name)
          }))
      }))
      .filter((group) => group.reasons.length > 0);
  }

  handleAdd(): void {
    this.dispatchEvent(new CustomEvent('add'));
  }

  handleEdit(event: Event): void {
    const reasonId = (event.currentTarget as HTMLElement).dataset.id;
    this.dispatchEvent(new CustomEvent('edit', { detail: { reasonId } }));
  }
}

function factsOf(reason: ReasonCodeView): string {
  const note = reason.noteMin ? format(ReasonNoteOf, reason.noteMin) : ReasonNote;
  return [
    reason.active ? '' : ReasonOff,
    reason.help ?? '',
    reason.nextStep ?? '',
    reason.needsNote ? note : '',
    reason.recycleDays != null ? format(ReasonBack, reason.recycleDays) : ''
  ]
    .filter(Boolean)
    .join(' · ');
}
