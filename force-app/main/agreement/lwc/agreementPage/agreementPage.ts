import { LightningElement } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';

/** The app page "Agreement": the list of versions; a version opens as its record. */
export default class AgreementPage extends NavigationMixin(LightningElement) {
  handleOpen(event: CustomEvent<{ versionId: string }>): void {
    this[NavigationMixin.Navigate]({
      type: 'standard__recordPage',
      attributes: { objectApiName: 'SLA_Policy__c', recordId: event.detail.versionId, actionName: 'view' }
    });
  }
}
