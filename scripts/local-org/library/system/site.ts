import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import type { Behaviour } from '../../contracts/library.ts';
import { ApexList, listType, sobjectType, type ApexException } from '../../values/index.ts';
import { type Members, libraryClass, strings } from '../define.ts';
import { PlatformObject } from '../registry.ts';

class AuthConfiguration extends PlatformObject {}
AuthConfiguration.for('Auth.AuthConfiguration');

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
  'static String createExternalUserAsync(SObject user, SObject contact, SObject account)': needsSite(
    'Network.createExternalUserAsync'
  ),
  'static PageReference communitiesLanding()': needsSite('Network.communitiesLanding'),
  'static PageReference forwardToAuthPage(String url)': needsSite('Network.forwardToAuthPage'),
  'static PageReference forwardToAuthPage(String url, String display)': needsSite('Network.forwardToAuthPage'),
  'static String getLoginUrl(String id)': needsSite('Network.getLoginUrl'),
  'static String getLogoutUrl(String id)': needsSite('Network.getLogoutUrl'),
  'static String getSelfRegUrl(String id)': needsSite('Network.getSelfRegUrl')
});

/** What a site without settings answers about its login page (assumed; the tests of generated classes expect the same). */
const authentication = libraryClass(
  'Auth.AuthConfiguration',
  {
    'AuthConfiguration(String url, String start)': () => new AuthConfiguration(),
    'AuthConfiguration(Id network, String start)': () => new AuthConfiguration(),
    'Boolean getUsernamePasswordEnabled()': () => true,
    'Boolean getCertificateLoginEnabled(String domain)': () => false,
    'List<AuthConfigProviders> getAuthConfigProviders()': () =>
      new ApexList(listType(sobjectType('AuthConfigProviders'))),
    'List<AuthProvider> getAuthProviders()': () => new ApexList(listType(sobjectType('AuthProvider'))),
    'List<SamlSsoConfig> getSamlProviders()': () => new ApexList(listType(sobjectType('SamlSsoConfig')))
  },
  Object.fromEntries(
    [
      'getAllowInternalUserLoginEnabled',
      'getHeadlessForgotPasswordEnabled',
      'getHeadlessPasswordlessLoginEnabled',
      'getHeadlessRegistrationEnabled',
      'getSelfRegistrationEnabled',
      'isCommunityUsingSiteAsContainer'
    ].map((name) => [`Boolean ${name}()`, () => false])
  ),
  Object.fromEntries(
    [
      'getBackgroundColor',
      'getDefaultProfileForRegistration',
      'getFooterText',
      'getForgotPasswordUrl',
      'getLogoUrl',
      'getLoginRightFrameUrl',
      'getSelfRegistrationUrl',
      'getStartUrl'
    ].map((name) => [`String ${name}()`, nothing])
  )
);

const creation = libraryClass('Site.ExternalUserCreateException', {
  'List<String> getDisplayMessages()': (_, e: ApexException) => strings(e.message === null ? [] : [e.message])
});

/** A page is asked for and nobody is there to go: nothing happens in a test, as the generated site tests expect. */
const aura = libraryClass('System.Aura', {
  'static void redirect(Object page)': (tx) => {
    if (!tx.isTest) throw new UnsupportedByLocalOrg('Aura.redirect: there are no Experience Cloud sites');
  }
});

export const siteClasses = [site, network, authentication, creation, aura];
