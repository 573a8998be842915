import { LightningElement, api } from 'lwc';
import type { CommitmentView } from 'baton/agreement';
import type { ItemGroup } from 'c/agreementItems';
import { seatName } from 'c/agreementModel';
import CommitAbout from '@salesforce/label/c.CommitAbout';
import CommitAddAlt from '@salesforce/label/c.CommitAddAlt';
import CommitmentsEmpty from '@salesforce/label/c.CommitmentsEmpty';

/** Lines about volume and quality by who promises them. Fires `add`, `edit` and `remove` ({ commitmentId }). */
export default class AgreementCommitments extends LightningElement {
  @api commitments: readonly CommitmentView[] = [];
  @api canEdit = false;
  readonly label = { CommitAbout, CommitAddAlt, CommitmentsEmpty };

  /** To the button that adds one. */
  @api
  focus(): void {
    this.template?.querySelector<HTMLElement>('c-agreement-items')?.focus();
  }

  get groups(): ItemGroup[] {
    return (['Marketing', 'Sales'] as const).map((side) => ({
      key: side,
      title: seatName(side),
      items: this.commitments
        .filter((one) => one.side === side)
        .map((one) => ({ id: one.id ?? '', name: one.name, words: one.words ?? '' }))
    }));
  }

  handleAdd(): void {
    this.dispatchEvent(new CustomEvent('add'));
  }

  handleItem(event: CustomEvent<string>): void {
    this.dispatchEvent(new CustomEvent(event.type, { detail: { commitmentId: event.detail } }));
  }
}
