/** Types and settings that change nothing which runs here, with the reason. */
export interface WithoutEffect {
  readonly reason: string;
  readonly names: readonly string[];
}

const group = (reason: string, ...names: string[]): WithoutEffect => ({ reason, names });

/**
 * Types that are deployed as files and read no further: no code, query or describe of a local org can tell whether they are
 * there. A type that is neither here nor has a reader is refused by name.
 */
export const TYPES_WITHOUT_EFFECT: readonly WithoutEffect[] = [
  group(
    'buttons, pages and parts of pages that the local org does not show',
    ...['WebLink', 'CustomPageWebLink', 'HomePageLayout', 'HomePageComponent', 'PathAssistant', 'AppMenu'],
    ...['NavigationMenu', 'Prompt', 'CustomHelpMenuSection', 'AnimationRule']
  ),
  group('looks of pages and sites', 'BrandingSet', 'LightningExperienceTheme', 'NetworkBranding', 'Letterhead'),
  group('files of pages and sites that Apex reads by no name', 'ContentAsset'),
  group('reports are listed and not run', 'ReportFolder', 'ReportType', 'Dashboard', 'DashboardFolder'),
  group(
    'pages of sites, which nobody visits here',
    ...['SiteDotCom', 'ExperienceBundle', 'DigitalExperienceBundle', 'DigitalExperienceConfig', 'Audience'],
    ...['ExperiencePropertyTypeBundle', 'CommunityTemplateDefinition', 'CommunityThemeDefinition', 'ManagedContentType']
  ),
  group(
    'how people and programs log in: nobody does here',
    ...['ProfilePasswordPolicy', 'ProfileSessionSetting', 'ConnectedApp', 'SamlSsoConfig', 'Certificate'],
    ...['IframeWhiteListUrlSettings', 'ExternalClientApplication', 'ExtlClntAppConfigurablePolicies'],
    ...['ExtlClntAppGlobalOauthSettings', 'ExtlClntAppOauthConfigurablePolicies', 'ExtlClntAppOauthSettings']
  ),
  group('mail that comes in: the local org receives none; tests call its handlers themselves', 'EmailServicesFunction'),
  group('who is told of errors outside of the org', 'ApexEmailNotifications'),
  group('lists of tests for tools', 'ApexTestSuite'),
  group('rows are found with and without it', 'CustomIndex'),
  group('topics are assigned to records of every object', 'TopicsForObjects'),
  group('data of services outside of the org', 'CleanDataService', 'KeywordList', 'EclairGeoData'),
  group(
    'chats and messages of a product beside the org',
    ...['EmbeddedServiceConfig', 'LiveChatAgentConfig', 'LiveChatButton', 'LiveChatDeployment', 'QueueRoutingConfig'],
    ...['PresenceUserConfig', 'ServiceChannel', 'ServicePresenceStatus', 'Skill']
  ),
  group(
    'tools that write text or code; their Apex classes are refused by name',
    ...['Bot', 'GenAiFunction', 'GenAiPlannerBundle', 'GenAiPlugin', 'GenAiPromptTemplate', 'AiAuthoringBundle'],
    ...['AiEvaluationDefinition']
  )
];

/** Settings (`Chatter.settings-meta.xml`) by name; others are refused by name. */
export const SETTINGS_WITHOUT_EFFECT: readonly WithoutEffect[] = [
  group(
    'pages that the local org does not show, or shows as they are',
    ...['PathAssistant', 'LightningExperience', 'Mobile', 'UserInterface', 'AppExperience', 'SystemNotification'],
    ...['Macro', 'QuickText', 'EnhancedNotes', 'ObjectLinking', 'Trailhead', 'UserEngagement', 'Search', 'Actions'],
    ...['HighVelocitySales', 'ServiceSetupAssistant', 'SourceTracking', 'Notifications']
  ),
  group(
    'how people log in and what they download: nobody does here',
    ...['Security', 'FileUploadAndDownloadSecurity', 'ConnectedApp', 'IdentityProvider', 'SingleSignOn', 'MyDomain'],
    ...['UserManagement', 'Session', 'OauthOidc', 'EmployeeUser', 'Portals', 'Privacy', 'PlatformEncryption']
  ),
  group(
    'features whose objects every local org has',
    ...['Quote', 'Order', 'Knowledge', 'Campaign', 'Communities', 'Chatter', 'Ideas', 'Entitlement', 'Content']
  ),
  group(
    'products and services beside the org',
    ...['AccountIntelligence', 'AppAnalytics', 'Blockchain', 'Bot', 'ChatterEmailsMD', 'ConversationalIntelligence'],
    ...['CustomerDataPlatform', 'DataDotCom', 'DevHub', 'Discovery', 'EAC', 'EmailIntegration', 'FilesConnect'],
    ...['GoogleApps', 'LiveAgent', 'LiveMessage', 'OmniChannel', 'Pardot', 'PardotEinstein', 'PredictionBuilder'],
    ...['RecommendationBuilder', 'ServiceCloudVoice', 'Survey', 'Voice', 'WorkDotCom', 'WebToX'],
    ...['SocialCustomerService', 'TrialOrg', 'Essentials', 'EinsteinGpt', 'EinsteinAgent']
  )
];

function reasonsOf(groups: readonly WithoutEffect[]): ReadonlyMap<string, string> {
  return new Map(groups.flatMap(({ reason, names }) => names.map((name) => [name, reason] as const)));
}

const types = reasonsOf(TYPES_WITHOUT_EFFECT);
const settings = reasonsOf(SETTINGS_WITHOUT_EFFECT);

/** Why nobody needs a type; undefined for one that has a reader or is refused. */
export function typeWithoutEffect(type: string): string | undefined {
  return types.get(type);
}

export function settingWithoutEffect(name: string): string | undefined {
  return settings.get(name);
}
