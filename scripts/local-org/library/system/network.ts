import { UnsupportedByLocalOrg } from '../../contracts/diagnostics.ts';
import { libraryClass } from '../define.ts';

const site = (what: string) => (): never => {
  throw new UnsupportedByLocalOrg(`Network.${what}: there are no Experience Cloud sites`);
};

/** `System.Network`: nobody is in an Experience Cloud site here, so that the id of the current one is null. */
export const networkClass = libraryClass('System.Network', {
  'Network()': site('Network'),
  'static String getNetworkId()': () => null,
  'static PageReference communitiesLanding()': site('communitiesLanding'),
  'static PageReference forwardToAuthPage(String url)': site('forwardToAuthPage'),
  'static String getLoginUrl(String id)': site('getLoginUrl'),
  'static String getLogoutUrl(String id)': site('getLogoutUrl'),
  'static String getSelfRegUrl(String id)': site('getSelfRegUrl')
});
