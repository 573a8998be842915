import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { Behaviour } from '../../contracts/library.ts';
import { type Members, libraryClass } from '../define.ts';

/**
 * Nobody is in an Experience Cloud site here: what tells of the current one is null ("Site Class" of the Apex Reference
 * Guide: methods answer null outside of a site). What needs a site gives null in a test, as the classes that Salesforce
 * generates for every site state in their tests; outside of one it is refused.
 */
const needsSite =
  (what: string, inTest: unknown = null): Behaviour =>
  (tx) => {
    if (tx.isTest) return inTest;
    throw new UnsupportedByLocalOrg(`${what}: there are no Experience Cloud sites`);
  };

const nothing: Behaviour = () => null;

const TEXTS = [
  'AdminEmail',
  'AnalyticsTrackingCode',
  'BaseCustomUrl',
  'BaseInsecureUrl',
  'BaseRequestUrl',
  'BaseSecureUrl',
  'BaseUrl',
  'CurrentSiteUrl',
  'CustomWebAddress',
  'Domain',
  'ErrorDescription',
  'ErrorMessage',
  'ExperienceId',
  'MasterLabel',
  'Name',
  'OriginalUrl',
  'PasswordPolicyStatement',
  'PathPrefix',
  'Prefix',
  'SiteType',
  'SiteTypeLabel'
];

const reads: Members = Object.fromEntries([
  ...TEXTS.map((name) => [`static String get${name}()`, nothing] as const),
  ...['AdminId', 'SiteId'].map((name) => [`static Id get${name}()`, nothing] as const)
]);

const USERNAME = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

const site = libraryClass('System.Site', reads, {
  'static PageReference getTemplate()': nothing,
  'static Boolean isLoginEnabled()': () => false,
  'static Boolean isPasswordExpired()': () => false,
  'static Boolean isRegistrationEnabled()': () => false,
  'static Boolean isValidUsername(String name)': (_, __, name: string | null) => USERNAME.test(name ?? ''),
  'static PageReference login(String name, String password, String url)': needsSite('Site.login'),
  'static PageReference changePassword(String one, String again)': needsSite('Site.changePassword'),
  'static PageReference changePassword(String one, String again, String old)': needsSite('Site.changePassword'),
  'static Boolean forgotPassword(String name)': needsSite('Site.forgotPassword', false),
  'static Boolean forgotPassword(String name, String template)': needsSite('Site.forgotPassword', false),
  'static Id createExternalUser(SObject user, String account)': needsSite('Site.createExternalUser'),
  'static Id createExternalUser(SObject user, String account, String password)': needsSite('Site.createExternalUser'),
  'static Id createExternalUser(SObject user, String account, String password, Boolean mail)':
    needsSite('Site.createExternalUser'),
  'static Id createPersonAccountPortalUser(SObject user, String owner, String password)': needsSite(
    'Site.createPersonAccountPortalUser'
  ),
  'static Id createPersonAccountPortalUser(SObject user, String owner, String type, String password)': needsSite(
    'Site.createPersonAccountPortalUser'
  ),
  'static Id createPortalUser(SObject user, String account)': needsSite('Site.createPortalUser'),
  'static Id createPortalUser(SObject user, String account, String password)': needsSite('Site.createPortalUser'),
  'static Id createPortalUser(SObject user, String account, String password, Boolean mail)':
    needsSite('Site.createPortalUser'),
  'static void setExperienceId(String id)': needsSite('Site.setExperienceId'),
  'static void setPortalUserAsAuthProvider(SObject user, String contact)': needsSite(
    'Site.setPortalUserAsAuthProvider'
  ),
  'static void validatePassword(SObject user, String one, String again)': needsSite('Site.validatePassword')
});

const network = libraryClass('System.Network', {
  'Network()': needsSite('Network'),
  'static String getNetworkId()': nothing,
  'static PageReference communitiesLanding()': needsSite('Network.communitiesLanding'),
  'static PageReference forwardToAuthPage(String url)': needsSite('Network.forwardToAuthPage'),
  'static PageReference forwardToAuthPage(String url, String display)': needsSite('Network.forwardToAuthPage'),
  'static String getLoginUrl(String id)': needsSite('Network.getLoginUrl'),
  'static String getLogoutUrl(String id)': needsSite('Network.getLogoutUrl'),
  'static String getSelfRegUrl(String id)': needsSite('Network.getSelfRegUrl')
});

export const siteClasses = [site, network];
