import { LightningElement, api } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import getVersion from '@salesforce/apex/AgreementEditorController.getVersion';
import type { AgreementView } from 'baton/agreement';
import { messageOf } from 'c/callError';
import AgrAllVersions from '@salesforce/label/c.AgrAllVersions';
import AgrErrLoad from '@salesforce/label/c.AgrErrLoad';
import AgrTitle from '@salesforce/label/c.AgrTitle';
import Loading from '@salesforce/label/c.Loading';

/** One version on its record page: co-owners get the editor, everybody else the page that is read and signed. */
export default class AgreementRecord extends NavigationMixin(LightningElement) {
  view: AgreementView | null = null;
  error = '';
  reading = false;

  readonly label = { AgrAllVersions, AgrTitle, Loading };
  private shownId: string | undefined;

  @api
  get recordId(): string | undefined {
    return this.shownId;
  }
  set recordId(id: string | undefined) {
    this.shownId = id;
    this.view = null;
    this.reading = false;
    void this.load();
  }

  get isLoading(): boolean {
    return !this.error;
  }

  /** Until it is known, the way back stands there: a version that cannot be read is no dead end. */
  get hasList(): boolean {
    return this.view?.canList !== false;
  }

  get isReading(): boolean {
    return this.reading || this.view?.isEditor === false;
  }

  handleRetry(): void {
    void this.load();
  }

  handleChanged(event: CustomEvent<AgreementView>): void {
    this.view = event.detail;
  }

  handleReload(): void {
    void this.load();
  }

  handleRead(): void {
    this.reading = true;
  }

  handleEdit(): void {
    this.reading = false;
    void this.load();
  }

  handleOpen(event: CustomEvent<{ versionId: string }>): void {
    this[NavigationMixin.Navigate]({
      type: 'standard__recordPage',
      attributes: { objectApiName: 'SLA_Policy__c', recordId: event.detail.versionId, actionName: 'view' }
    });
  }

  handleBack(event: Event): void {
    event.preventDefault();
    this[NavigationMixin.Navigate]({ type: 'standard__navItemPage', attributes: { apiName: 'Agreement' } });
  }

  private async load(): Promise<void> {
    this.error = '';
    try {
      this.view = (await getVersion({ agreementId: this.shownId })) as AgreementView;
    } catch (error) {
      this.error = messageOf(error) || AgrErrLoad;
    }
  }
}
