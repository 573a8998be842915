import { LightningElement, api } from 'lwc';
import saveCommitment from '@salesforce/apex/AgreementEditorController.saveCommitment';
import type { CommitmentView, EditResult, EditorOptionsView } from 'baton/agreement';
import { NO_OPTIONS } from 'c/agreementModel';
import { messageOf } from 'c/callError';
import AgrErrSave from '@salesforce/label/c.AgrErrSave';
import CommitFieldAlarmHigh from '@salesforce/label/c.CommitFieldAlarmHigh';
import CommitFieldAlarmLow from '@salesforce/label/c.CommitFieldAlarmLow';
import CommitFieldHigh from '@salesforce/label/c.CommitFieldHigh';
import CommitFieldLow from '@salesforce/label/c.CommitFieldLow';
import CommitMetric from '@salesforce/label/c.CommitMetric';
import CommitPeriod from '@salesforce/label/c.CommitPeriod';
import CommitSegment from '@salesforce/label/c.CommitSegment';
import CommitSide from '@salesforce/label/c.CommitSide';
import FormName from '@salesforce/label/c.FormName';
import SeatMarketing from '@salesforce/label/c.SeatMarketing';
import SeatSales from '@salesforce/label/c.SeatSales';

type Field = HTMLElement & { setCustomValidity(message: string): void; reportValidity(): boolean; focus(): void };

/** One commitment. Its host draws the buttons and calls `submit`. Fires `typed`, `saving` (boolean), `done` (EditResult). */
export default class CommitmentForm extends LightningElement {
  @api agreementId = '';
  @api options: EditorOptionsView = NO_OPTIONS;
  draft!: CommitmentView;
  formError = '';

  readonly label = { CommitMetric, CommitPeriod, CommitSegment, CommitSide, FormName };
  readonly sides = [
    { value: 'Sales', label: SeatSales },
    { value: 'Marketing', label: SeatMarketing }
  ];

  @api
  get commitment(): CommitmentView {
    return this.draft;
  }
  set commitment(commitment: CommitmentView) {
    this.draft = { ...commitment };
  }

  @api
  async submit(): Promise<void> {
    this.formError = '';
    this.dispatchEvent(new CustomEvent('saving', { detail: true }));
    try {
      const commitment = JSON.stringify(this.draft);
      this.answer((await saveCommitment({ agreementId: this.agreementId, commitment })) as EditResult);
    } catch (error) {
      this.formError = messageOf(error) || AgrErrSave;
    } finally {
      this.dispatchEvent(new CustomEvent('saving', { detail: false }));
    }
  }

  get bounds(): { name: string; label: string; value: number | string }[] {
    const { low, high, alarmLow, alarmHigh } = this.draft;
    return [
      { name: 'low', label: CommitFieldLow, value: low ?? '' },
      { name: 'high', label: CommitFieldHigh, value: high ?? '' },
      { name: 'alarmLow', label: CommitFieldAlarmLow, value: alarmLow ?? '' },
      { name: 'alarmHigh', label: CommitFieldAlarmHigh, value: alarmHigh ?? '' }
    ];
  }

  handleText(event: CustomEvent<{ value: string }>): void {
    this.type(event, event.detail.value || null);
  }

  handleNumber(event: CustomEvent<{ value: string }>): void {
    this.type(event, event.detail.value === '' ? null : Number(event.detail.value));
  }

  private type(event: Event, value: unknown): void {
    const field = event.currentTarget as Field;
    field.setCustomValidity?.('');
    this.draft = { ...this.draft, [field.dataset.field as string]: value };
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
