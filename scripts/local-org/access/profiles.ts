import type { Crud } from '../contracts/access.ts';

/**
 * What the profiles of a fresh org give (Salesforce Help, "Standard Profiles" and the profile pages of a Developer
 * Edition org). Standard objects only: rights to a project's own objects come from permission sets. Where no page lists
 * an object, the entry is assumed from an ordinary org.
 */
export interface ProfileRights {
  readonly name: string;
  readonly system: ReadonlySet<string>;
  /** `C`, `R`, `E`, `D` per standard object; `*` stands for every object. */
  readonly objects: Readonly<Record<string, string>>;
  /** Whether the profile's field-level security shows the standard fields, as every profile but the minimum ones does. */
  readonly standardFields: boolean;
}

const SALES: Readonly<Record<string, string>> = {
  Account: 'CRED',
  Contact: 'CRED',
  Lead: 'CRED',
  Opportunity: 'CRED',
  OpportunityLineItem: 'CRED',
  OpportunityContactRole: 'CRED',
  Case: 'CRE',
  Task: 'CRED',
  Event: 'CRED',
  EmailMessage: 'CRED',
  Campaign: 'R',
  CampaignMember: 'CRED',
  Contract: 'CRED',
  Order: 'CRED',
  OrderItem: 'CRED',
  Asset: 'CRED',
  Product2: 'R',
  Pricebook2: 'R',
  PricebookEntry: 'R',
  Idea: 'CR',
  ContentVersion: 'CRED',
  ContentDocument: 'CRED',
  ContentDocumentLink: 'CRED',
  Attachment: 'CRED',
  Note: 'CRED',
  FeedItem: 'CRED',
  FeedComment: 'CRED',
  Individual: 'CRED',
  ContentDistribution: 'CRED',
  ContentFolder: 'CRED',
  ContentFolderLink: 'R',
  ContentFolderMember: 'CRED',
  ContentWorkspace: 'R',
  CollaborationGroup: 'CRED',
  CollaborationGroupMember: 'CRED',
  EntitySubscription: 'CRD',
  Topic: 'CRED',
  TopicAssignment: 'CRD'
};

const USUAL = [
  'ApiEnabled',
  'RunReports',
  'ViewSetup',
  'ExportReport',
  'LightningExperienceUser',
  'ChatterInternalUser',
  'RunFlow',
  'EditTask',
  'EditEvent',
  'ConvertLeads',
  'ViewHelpLink',
  'EmailSingle',
  'SelectFilesFromSalesforce',
  'SubmitMacrosAllowed',
  'MassInlineEdit'
];

const ADMIN = [
  ...USUAL,
  'ModifyAllData',
  'ViewAllData',
  'ManageUsers',
  'CustomizeApplication',
  'AuthorApex',
  'ModifyMetadata',
  'ViewAllUsers',
  'AssignPermissionSets',
  'ManageSharing',
  'ManageRoles',
  'ManageProfilesPermissionsets',
  'ManageInternalUsers',
  'TransferAnyLead',
  'TransferAnyEntity',
  'TransferAnyCase',
  'ManageLeads',
  'ManageCases',
  'ViewAllProfiles',
  'EditReadonlyFields',
  'EditPublicTemplates',
  'ManageCustomPermissions',
  'PasswordNeverExpires',
  'BulkApiHardDelete',
  'ScheduleJob',
  'ViewRoles',
  'ManageDashboards',
  'EditPublicReports',
  'ManageReportsInPubFolders',
  'CreateAuditFields',
  'UpdateWithInactiveOwner',
  'ViewAllCustomSettings',
  'FlowUFLRequired',
  'ManageFlow',
  'SendCustomNotifications',
  'ActivateContract',
  'ViewEventLogFiles',
  'ViewEncryptedData'
];

const profile = (
  name: string,
  system: readonly string[],
  objects: Readonly<Record<string, string>>,
  standardFields: boolean
): ProfileRights => ({
  name,
  system: new Set(system),
  objects,
  standardFields
});

const MARKETING = { ...SALES, Campaign: 'CRED' };
const READ_ONLY = Object.fromEntries(Object.keys(SALES).map((name) => [name, 'R']));

/** Of those who visit a site without logging in. */
export const GUEST_PROFILE = 'Guest License User';

export const PROFILES: readonly ProfileRights[] = [
  profile('System Administrator', ADMIN, { '*': 'CREDVM' }, true),
  profile('Standard User', USUAL, SALES, true),
  profile('Marketing User', [...USUAL, 'MarketingUser', 'ManageLeads', 'LeadImport'], MARKETING, true),
  profile('Contract Manager', [...USUAL, 'ActivateContract'], SALES, true),
  profile('Solution Manager', USUAL, SALES, true),
  profile(
    'Read Only',
    ['ApiEnabled', 'RunReports', 'ViewSetup', 'LightningExperienceUser', 'RunFlow', 'ViewHelpLink'],
    READ_ONLY,
    true
  ),
  profile('Minimum Access - Salesforce', ['LightningExperienceUser', 'ChatterInternalUser', 'ViewHelpLink'], {}, false),
  profile('Minimum Access - API Only Integrations', ['ApiEnabled', 'ApiUserOnly'], {}, false),
  profile('Salesforce API Only System Integrations', ['ApiEnabled', 'ApiUserOnly'], {}, false),
  profile('Chatter Free User', ['ChatterInternalUser', 'ViewHelpLink'], {}, false),
  profile(GUEST_PROFILE, [], {}, false)
];

/**
 * A profile that the org does not bring, deployed or created by a project, gives what a minimum one gives; the rest is
 * in its own permission set's rows.
 */
const OWN_ROWS_ONLY = profile('', [], {}, false);

const BY_NAME = new Map(PROFILES.map((each) => [each.name.toLowerCase(), each]));

export function profileRights(name: string | null): ProfileRights {
  return BY_NAME.get((name ?? '').toLowerCase()) ?? OWN_ROWS_ONLY;
}

export const NO_CRUD: Crud = {
  read: false,
  create: false,
  edit: false,
  delete: false,
  viewAll: false,
  modifyAll: false
};
export const FULL_CRUD: Crud = { read: true, create: true, edit: true, delete: true, viewAll: true, modifyAll: true };

export function crudOf(letters: string): Crud {
  const has = (letter: string) => letters.includes(letter);
  return { read: has('R'), create: has('C'), edit: has('E'), delete: has('D'), viewAll: has('V'), modifyAll: has('M') };
}

export function orCrud(a: Crud, b: Crud): Crud {
  return {
    read: a.read || b.read,
    create: a.create || b.create,
    edit: a.edit || b.edit,
    delete: a.delete || b.delete,
    viewAll: a.viewAll || b.viewAll,
    modifyAll: a.modifyAll || b.modifyAll
  };
}
