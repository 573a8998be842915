import { LightningElement, api } from 'lwc';
import type { AgreementView } from 'baton/agreement';
import { headWords, seatsWords, statusWord } from 'c/agreementModel';
import { format } from 'c/clockTime';
import AgrClosed from '@salesforce/label/c.AgrClosed';
import AgrClosedDraft from '@salesforce/label/c.AgrClosedDraft';
import AgrHeadEdit from '@salesforce/label/c.AgrHeadEdit';

/** What stands above the parts of a version: when it applies, whose it is, who signed, and what stands in its way. Fires `edit`. */
export default class AgreementHead extends LightningElement {
  @api view!: AgreementView;

  readonly label = { AgrHeadEdit };

  get headWords(): string {
    return headWords(this.view);
  }

  get seatWords(): string {
    return seatsWords(this.view);
  }

  get closedWords(): string {
    const { canEdit, canDraft, status } = this.view;
    return canEdit ? '' : format(canDraft ? AgrClosed : AgrClosedDraft, statusWord(status));
  }

  handleEdit(): void {
    this.dispatchEvent(new CustomEvent('edit'));
  }
}
