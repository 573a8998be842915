/** What an org feature means here. */
export interface FeatureEntry {
  /** As scratch org definitions write it. */
  readonly name: string;
  /** `changes`: the org is another one; `always`: every org here has it; `nothing`: nothing that runs here shows it. */
  readonly effect: 'changes' | 'always' | 'nothing';
  readonly what: string;
}

const changes = (name: string, what: string): FeatureEntry => ({ name, effect: 'changes', what });
const always = (what: string, ...names: string[]): FeatureEntry[] =>
  names.map((name) => ({ name, effect: 'always', what }));
const nothing = (what: string, ...names: string[]): FeatureEntry[] =>
  names.map((name) => ({ name, effect: 'nothing', what }));

/**
 * Features of scratch orgs (Salesforce DX Developer Guide, Scratch Org Features) by what they do here. One that is not in
 * the table is pointed out by name: what it brings may be missing.
 */
export const FEATURE_TABLE: readonly FeatureEntry[] = [
  changes('PersonAccounts', 'accounts of people, their contacts, fields, record types and conversion'),
  changes(
    'StateAndCountryPicklist',
    'picklists of state and country codes beside the texts of addresses, standard ones or those of Address.settings'
  ),
  changes(
    'MultiCurrency',
    'a currency of each record and user, conversion in queries; rates are given in config/local-org.json'
  ),
  ...always('classes and triggers are written and run', 'AuthorApex', 'DebugApex', 'ZipSupportInApex'),
  ...always('every object, field and API of the signatures is there', 'API', 'EventLogFile', 'StreamingAPI'),
  ...always(
    'the objects of service: cases, entitlements, knowledge, milestones',
    'ServiceCloud',
    'Entitlements',
    'Knowledge'
  ),
  ...always('campaigns and their members', 'MarketingUser'),
  ...always('partitions hold what is put in them', 'PlatformCache', 'ProviderFreePlatformCache'),
  ...always(
    'Network, Site and their objects; nobody logs in to a site',
    'Communities',
    'Sites',
    'CustomerCommunity',
    'SiteDotCom'
  ),
  ...always(
    'AccountContactRelation is saved and queried; contacts make none by themselves',
    'ContactsToMultipleAccounts'
  ),
  ...always('flows run; processes and workflow rules are refused by name when deployed', 'ProcessBuilder', 'Workflow'),
  ...nothing('a permission of tools; System.setPassword is refused by name', 'EnableSetPasswordInApi'),
  ...nothing('guided tours of pages', 'Walkthroughs', 'FlowSites'),
  ...nothing('another page around records', 'LightningServiceConsole', 'LightningSalesConsole', 'Interaction'),
  ...nothing(
    'chats and messages of a product beside the org',
    'LiveAgent',
    'LegacyLiveAgentRouting',
    'LiveMessage',
    'ChatBot',
    'EmbeddedServiceMessaging',
    'Slack'
  ),
  ...nothing('licences of users, whom nobody counts here', 'ServiceUser', 'ForceComPlatform', 'CMSUnlimitedUse'),
  ...nothing(
    'tools that write code or text; their Apex classes are refused by name',
    'Einstein1AIPlatform',
    'EinsteinGPTForDevelopers',
    'EinsteinGPTPlatform'
  ),
  ...nothing(
    'analytics beside the org',
    'DevelopmentWave',
    'AnalyticsAdminPerms',
    'InsightsPlatform',
    'WavePlatform',
    'AnalyticsQueryService'
  ),
  ...nothing('fields are stored as they are; encrypted ones show their mask', 'PlatformEncryption')
];

const byName = new Map(FEATURE_TABLE.map((entry) => [entry.name.toLowerCase(), entry]));

/** Names, in lower case, of features that the table does not have. */
export function unknownFeatures(features: Iterable<string>): string[] {
  return [...features].filter((name) => name !== '' && !byName.has(name));
}
