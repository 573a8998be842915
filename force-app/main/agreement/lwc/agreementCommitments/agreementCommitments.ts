import { LightningElement, api } from 'lwc';
import type { CommitmentView } from 'baton/agreement';
import { seatName } from 'c/agreementModel';
import { format } from 'c/clockTime';
import CommitAbout from '@salesforce/label/c.CommitAbout';
import CommitAddAlt from '@salesforce/label/c.CommitAddAlt';
import LineAdd from '@salesforce/label/c.LineAdd';
import LineDelete from '@salesforce/label/c.LineDelete';
import LineDeleteAlt from '@salesforce/label/c.LineDeleteAlt';
import LineEdit from '@salesforce/label/c.LineEdit';
import LineEditAlt from '@salesforce/label/c.LineEditAlt';
import LinesEmpty from '@salesforce/label/c.LinesEmpty';

/** Lines about volume and quality by who promises them. Fires `add`, `edit` and `remove` ({ commitmentId }). */
export default class AgreementCommitments extends LightningElement {
  @api commitments: readonly CommitmentView[] = [];
  @api canEdit = false;
  readonly label = { CommitAbout, CommitAddAlt, LineAdd, LineDelete, LineEdit, LinesEmpty };

  get isEmpty(): boolean {
    return this.commitments.length === 0;
  }

  get groups(): object[] {
    return (['Marketing', 'Sales'] as const)
      .map((side) => ({
        side,
        title: seatName(side),
        headingId: `commitments-${side}`,
        commitments: this.commitments
          .filter((one) => one.side === side)
          .map((one) => ({
            ...one,
            editAlt: format(LineEditAlt, one.name),
            deleteAlt: format(LineDeleteAlt, one.name)
          }))
      }))
      .filter((group) => group.commitments.length > 0);
  }

  handleAdd(): void {
    this.dispatchEvent(new CustomEvent('add'));
  }

  handleEdit(event: Event): void {
    this.tell('edit', event);
  }

  handleDelete(event: Event): void {
    this.tell('remove', event);
  }

  private tell(name: string, event: Event): void {
    const commitmentId = (event.currentTarget as HTMLElement).dataset.id;
    this.dispatchEvent(new CustomEvent(name, { detail: { commitmentId } }));
  }
}
