import { LightningElement, api } from 'lwc';
import FormBoth from '@salesforce/label/c.FormBoth';
import FormMine from '@salesforce/label/c.FormMine';
import FormStored from '@salesforce/label/c.FormStored';
import FormTheirs from '@salesforce/label/c.FormTheirs';
import FormTyped from '@salesforce/label/c.FormTyped';
import FormWhat from '@salesforce/label/c.FormWhat';

/** What differs between what somebody else stored and what is typed here. */
export interface Difference {
  readonly what: string;
  readonly theirs: string;
  readonly mine: string;
}

/**
 * What went wrong with a form, and both versions where somebody else saved meanwhile (ux.md 2.9). Fires `mine` and `theirs`.
 */
export default class FormConflict extends LightningElement {
  @api message = '';
  /** Empty: no conflict. */
  @api rows: readonly Difference[] | null = null;

  shown = false;

  readonly label = { FormBoth, FormMine, FormStored, FormTheirs, FormTyped, FormWhat };

  get isConflict(): boolean {
    return this.rows !== null;
  }

  get showsTable(): boolean {
    return this.shown && this.isConflict;
  }

  handleBoth(): void {
    this.shown = true;
  }

  handleMine(): void {
    this.decide('mine');
  }

  handleTheirs(): void {
    this.decide('theirs');
  }

  private decide(choice: 'mine' | 'theirs'): void {
    this.shown = false;
    this.dispatchEvent(new CustomEvent(choice));
  }
}
