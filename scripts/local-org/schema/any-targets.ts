import type { OrgSchema } from './org-schema.ts';

/** `Ref(*)`: every object that can be the subject of an activity or hold a file. */
export function resolveAnyTargets(schema: OrgSchema): void {
  const targets = schema
    .objects()
    .filter((o) => (o.kind === 'standard' && !o.setup) || o.kind === 'custom')
    .map((o) => o.name)
    .sort();
  const more = MORE_RELATED.filter((t) => !targets.includes(t));
  const related = [...targets.filter((t) => !NOT_RELATED.has(t)), ...more];
  const all = [...targets, ...more, ...LIBRARIES.filter((t) => !targets.includes(t))];
  for (const object of schema.objects()) {
    for (const field of object.fields) {
      if (field.referenceTo[0] !== '*') continue;
      const { object: _object, slot: _slot, ...rest } = field;
      object.addField({ ...rest, referenceTo: field.name === 'WhatId' ? related : all });
    }
  }
}

/** What holds files besides (Object Reference: ContentDocumentLink, LinkedEntityId). */
const LIBRARIES = ['CollaborationGroup', 'ContentWorkspace'];

/** What an activity is never related to: people are its `Who`, and activities, files and mail are no subject. */
const NOT_RELATED = new Set([
  ...['Contact', 'Lead', 'Individual', 'Task', 'Event', 'EmailMessage', 'EmailMessageRelation', 'Note', 'Attachment'],
  ...[
    'ContentVersion',
    'ContentDocument',
    'ContentDocumentLink',
    'CampaignMember',
    'CampaignMemberStatus',
    'FlowInterview'
  ]
]);

/** Standard objects beyond the tables that an activity may be related to (Object Reference: Task, WhatId). */
const MORE_RELATED = [
  ...['Asset', 'AssetRelationship', 'ChangeRequest', 'CommSubscriptionConsent', 'ContactRequest', 'Contract'],
  ...['Entitlement', 'Image', 'Incident', 'ListEmail', 'Location', 'Order', 'PartyConsent', 'Problem'],
  ...['ProcessException', 'Product2', 'ProductItem', 'ProductRequest', 'ProductRequestLineItem', 'ProductTransfer'],
  ...['Quote', 'ResourceAbsence', 'ReturnOrder', 'ReturnOrderLineItem', 'ServiceAppointment', 'ServiceContract'],
  ...['ServiceResource', 'Shift', 'Shipment', 'Solution', 'Visit', 'WorkOrder', 'WorkOrderLineItem']
];
