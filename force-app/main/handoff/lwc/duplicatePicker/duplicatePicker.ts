import { api } from 'lwc';
import type { DuplicateView } from 'baton/views';
import findLeads from '@salesforce/apex/LeadRequestController.findLeads';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import FieldHost from 'c/fieldHost';
import BtnFind from '@salesforce/label/c.BtnFind';
import DuplicateChoice from '@salesforce/label/c.DuplicateChoice';
import DuplicateNone from '@salesforce/label/c.DuplicateNone';
import DuplicateSearch from '@salesforce/label/c.DuplicateSearch';
import DuplicateWho from '@salesforce/label/c.DuplicateWho';
import ErrDuplicateWho from '@salesforce/label/c.ErrDuplicateWho';
import ErrLoad from '@salesforce/label/c.ErrLoad';

/** Asks for the lead that is the same person (ux.md 2.3). Fires `pick` with the lead, or null while none is chosen. */
export default class DuplicatePicker extends FieldHost {
  @api leadId = '';

  text = '';
  found: readonly DuplicateView[] | null = null;
  choice = '';

  readonly label = { BtnFind, DuplicateNone, DuplicateSearch, DuplicateWho, ErrDuplicateWho };

  /** A lead is chosen, or the search found none to choose. */
  @api
  get isSettled(): boolean {
    return this.choice !== '' || this.isEmpty;
  }

  get options(): { label: string; value: string }[] {
    return (this.found ?? []).map((lead) => ({
      value: lead.id,
      label: format(DuplicateChoice, lead.name, lead.company ?? '', lead.ownerName ?? '')
    }));
  }

  get isEmpty(): boolean {
    return this.found?.length === 0;
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    this.text = event.detail.value ?? '';
  }

  /** Enter in the search searches, and submits nothing. */
  handleKey(event: KeyboardEvent): void {
    if (event.key === 'Enter') {
      event.preventDefault();
      void this.find();
    }
  }

  handleFind(): void {
    void this.find();
  }

  handleChoice(event: CustomEvent<{ value: string }>): void {
    this.choose(event.detail.value);
  }

  private async find(): Promise<void> {
    this.setCustomValidity('');
    this.reportValidity();
    this.choose('');
    try {
      this.found = (await findLeads({ leadId: this.leadId, text: this.text })) as DuplicateView[];
    } catch (error) {
      this.found = null;
      this.setCustomValidity(messageOf(error) || ErrLoad);
      this.reportValidity();
    }
  }

  private choose(value: string): void {
    this.choice = value;
    const picked = this.found?.find((lead) => lead.id === value) ?? null;
    this.dispatchEvent(new CustomEvent('pick', { detail: picked }));
  }

  /** Messages stand where the lead is chosen, or where it is searched while none was found. */
  protected get target(): string {
    return `[data-field="${this.options.length > 0 ? 'other' : 'search'}"]`;
  }
}
