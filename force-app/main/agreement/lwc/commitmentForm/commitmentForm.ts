import { api } from 'lwc';
import saveCommitment from '@salesforce/apex/AgreementEditorController.saveCommitment';
import type { CommitmentView } from 'baton/agreement';
import AgreementForm from 'c/agreementForm';
import type { FormField } from 'c/formFields';
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

const SIDES = [
  { value: 'Sales', label: SeatSales },
  { value: 'Marketing', label: SeatMarketing }
];

/** One commitment. */
export default class CommitmentForm extends AgreementForm<CommitmentView> {
  @api
  get commitment(): CommitmentView {
    return this.draft;
  }
  set commitment(commitment: CommitmentView) {
    this.draft = { ...commitment };
  }

  get what(): FormField[] {
    const { name, side, metric, period, segment } = this.draft;
    const { metrics, periods } = this.options;
    return [
      { name: 'name', label: FormName, value: name, required: true, maxLength: 80 },
      { name: 'side', label: CommitSide, type: 'choice', options: SIDES, value: side, required: true },
      { name: 'metric', label: CommitMetric, type: 'select', options: metrics, value: metric, required: true },
      { name: 'period', label: CommitPeriod, type: 'select', options: periods, value: period, required: true },
      { name: 'segment', label: CommitSegment, value: segment, maxLength: 80 }
    ];
  }

  get bounds(): FormField[] {
    const { low, high, alarmLow, alarmHigh } = this.draft;
    return [
      { name: 'low', label: CommitFieldLow, type: 'number', value: low },
      { name: 'high', label: CommitFieldHigh, type: 'number', value: high },
      { name: 'alarmLow', label: CommitFieldAlarmLow, type: 'number', value: alarmLow },
      { name: 'alarmHigh', label: CommitFieldAlarmHigh, type: 'number', value: alarmHigh }
    ];
  }

  protected save(commitment: string): Promise<unknown> {
    return saveCommitment({ agreementId: this.agreementId, commitment });
  }
}
