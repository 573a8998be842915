import { LightningElement, api } from 'lwc';
import { format } from 'c/clockTime';
import { onNews } from 'c/formNews';
import FormMeanwhile from '@salesforce/label/c.FormMeanwhile';

export type FormName =
  'reject' | 'duplicate' | 'assign' | 'outcome' | 'pause' | 'handOver' | 'excuse' | 'dispute' | 'decide';

type Form = HTMLElement & { submit(): Promise<void> };

/** The forms about leads by their names, in either host; passes on what they fire. */
export default class LeadForms extends LightningElement {
  @api form: FormName = 'reject';
  @api leadIds: string[] = [];
  /** For the forms about late clocks; empty: the last breach of each lead. */
  @api clockIds: string[] = [];
  @api inline = false;

  /** What became of the lead while the form was open. */
  news = '';
  private stopListening: (() => void) | undefined;

  connectedCallback(): void {
    const [only] = this.leadIds;
    if (this.leadIds.length === 1 && only) {
      this.stopListening = onNews(only, (sentence) => (this.news = format(FormMeanwhile, sentence)));
    }
  }

  disconnectedCallback(): void {
    this.stopListening?.();
  }

  @api
  submit(): Promise<void> {
    return this.template?.querySelector<Form>('[data-form]')?.submit() ?? Promise.resolve();
  }

  get is(): Partial<Record<FormName, boolean>> {
    return { [this.form]: true };
  }

  get leadId(): string | undefined {
    return this.leadIds[0];
  }

  handlePass(event: CustomEvent): void {
    this.dispatchEvent(new CustomEvent(event.type, { detail: event.detail }));
  }
}
