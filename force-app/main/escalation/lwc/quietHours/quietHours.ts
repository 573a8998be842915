import { LightningElement, api, wire } from 'lwc';
import { refreshApex } from '@salesforce/apex';
import { notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import readHours from '@salesforce/apex/QuietHoursController.read';
import saveHours from '@salesforce/apex/QuietHoursController.save';
import type { QuietHoursView } from 'baton/views';
import { messageOf } from 'c/callError';
import { format } from 'c/clockTime';
import type { FieldEdit, FormField } from 'c/formFields';
import BtnSave from '@salesforce/label/c.BtnSave';
import ErrLoad from '@salesforce/label/c.ErrLoad';
import ErrQuietHours from '@salesforce/label/c.ErrQuietHours';
import ErrUnexpected from '@salesforce/label/c.ErrUnexpected';
import Loading from '@salesforce/label/c.Loading';
import QuietCleared from '@salesforce/label/c.QuietCleared';
import QuietHelp from '@salesforce/label/c.QuietHelp';
import QuietNone from '@salesforce/label/c.QuietNone';
import QuietOrg from '@salesforce/label/c.QuietOrg';
import QuietOther from '@salesforce/label/c.QuietOther';
import QuietOtherNone from '@salesforce/label/c.QuietOtherNone';
import QuietOtherOrg from '@salesforce/label/c.QuietOtherOrg';
import QuietRemove from '@salesforce/label/c.QuietRemove';
import QuietSaved from '@salesforce/label/c.QuietSaved';
import QuietSince from '@salesforce/label/c.QuietSince';
import QuietTitle from '@salesforce/label/c.QuietTitle';
import QuietUntil from '@salesforce/label/c.QuietUntil';
import Saving from '@salesforce/label/c.Saving';

type Wired = { data?: QuietHoursView; error?: unknown };

const HALF_HOURS: readonly string[] = Array.from(
  { length: 48 },
  (_, half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`
);

/** Every half hour, and the time that is set where somebody chose another. */
function timesWith(own: string): { value: string; label: string }[] {
  const times = own && !HALF_HOURS.includes(own) ? [...HALF_HOURS, own].sort() : HALF_HOURS;
  return times.map((time) => ({ value: time, label: time }));
}

/** When a sales rep is not to be disturbed (E4): set by that person, read by whoever sees the record. */
export default class QuietHours extends LightningElement {
  @api recordId?: string;

  view: QuietHoursView | null = null;
  since = '';
  until = '';
  loadError = '';
  formError = '';
  status = '';
  saving = false;

  readonly label = { Loading, QuietRemove, QuietTitle };
  private wired: Wired | undefined;

  @wire(readHours, { repId: '$recordId' })
  receive(wired: Wired): void {
    this.wired = wired;
    if (wired.data) {
      this.show(wired.data);
    } else if (wired.error) {
      this.loadError = messageOf(wired.error) || ErrLoad;
    }
  }

  get stateText(): string {
    const view = this.view as QuietHoursView;
    const { name, since, until, orgSince, orgUntil } = view;
    if (!view.isMine && since) {
      return format(QuietOther, name, since, until ?? '', view.zone);
    }
    if (since) {
      return '';
    }
    if (orgSince && orgUntil) {
      return view.isMine ? format(QuietOrg, orgSince, orgUntil) : format(QuietOtherOrg, name, orgSince, orgUntil);
    }
    return view.isMine ? QuietNone : format(QuietOtherNone, name);
  }

  get helpText(): string {
    return format(QuietHelp, this.view?.zone ?? '');
  }

  get fields(): FormField[] {
    return [
      { name: 'since', label: QuietSince, type: 'select', options: timesWith(this.since), value: this.since },
      { name: 'until', label: QuietUntil, type: 'select', options: timesWith(this.until), value: this.until }
    ];
  }

  get saveLabel(): string {
    return this.saving ? Saving : BtnSave;
  }

  handleEdit(event: CustomEvent<FieldEdit>): void {
    const time = String(event.detail.value ?? '');
    if (event.detail.name === 'since') {
      this.since = time;
    } else {
      this.until = time;
    }
    this.formError = '';
  }

  handleSave(): void {
    if (this.since && this.until) {
      void this.save(this.since, this.until, format(QuietSaved, this.since, this.until));
    } else {
      this.formError = ErrQuietHours;
    }
  }

  handleRemove(): void {
    void this.save('', '', QuietCleared);
  }

  handleRetry(): void {
    this.loadError = '';
    void refreshApex(this.wired);
  }

  private show(view: QuietHoursView): void {
    this.view = view;
    this.since = view.since ?? '';
    this.until = view.until ?? '';
    this.loadError = '';
  }

  private async save(since: string, until: string, said: string): Promise<void> {
    this.saving = true;
    this.formError = '';
    this.status = '';
    try {
      this.show((await saveHours({ repId: this.recordId, since, until })) as QuietHoursView);
      this.status = said;
      await refreshApex(this.wired);
      await notifyRecordUpdateAvailable([{ recordId: this.recordId as string }]);
    } catch (error) {
      this.formError = messageOf(error) || format(ErrUnexpected, '');
    } finally {
      this.saving = false;
    }
  }
}
