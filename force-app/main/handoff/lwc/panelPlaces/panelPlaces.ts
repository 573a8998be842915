/** Where the links of the panel lead (ux.md 2.2): pages of the app, or records. */
import type { PageReference } from 'lightning/navigation';
import type { PanelView } from 'baton/views';
import type { ActionName } from 'c/panelActions';

/** The page that the action opens; null for an action that opens none. */
export function placeOf(name: ActionName, view: PanelView | null): PageReference | null {
  const context = view?.context ?? {};
  switch (name) {
    case 'openSetup':
      // Without an agreement there is nothing to set up but that.
      return view?.noClock === 'NoAgreement' ? tab('Agreement') : tab('Setup_and_Health');
    case 'openHealth':
      return tab('Setup_and_Health');
    case 'openOpportunity':
      return record('Opportunity', context.opportunityId);
    case 'openDuplicate':
      return record('Lead', context.duplicateId);
    case 'seeDefinition':
      return record('SLA_Policy__c', context.agreementId);
    default:
      return null;
  }
}

function tab(apiName: string): PageReference {
  return { type: 'standard__navItemPage', attributes: { apiName } };
}

function record(objectApiName: string, recordId?: string | null): PageReference | null {
  return recordId
    ? { type: 'standard__recordPage', attributes: { recordId, objectApiName, actionName: 'view' } }
    : null;
}
