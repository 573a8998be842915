import type { Transaction } from '../../contracts/transaction.ts';
import { offsetAt, throwApex } from '../../values/index.ts';
import { libraryClass } from '../define.ts';
import { Bean } from '../registry.ts';

const HOUR = 3_600_000;

/** A test sees nothing of what Connect tells, unless it sees all data (Apex Developer Guide, Testing ConnectApi Code). */
function refuseInSilo(tx: Transaction): void {
  if (tx.isTest && tx.test?.seeAllData !== true)
    throwApex(
      'System.UnsupportedOperationException',
      'ConnectApi methods are not supported in data siloed tests. Please use @IsTest(SeeAllData=true).'
    );
}

function timeZone(tx: Transaction): Bean {
  return new Bean('ConnectApi.TimeZone', [
    ['name', tx.user.timeZone],
    ['gmtOffset', offsetAt(tx.user.timeZone, tx.now()) / HOUR]
  ]);
}

function userSettings(tx: Transaction): Bean {
  const may = (name: string): boolean => tx.org.access.systemPermission(tx.user, name);
  return new Bean('ConnectApi.UserSettings', [
    ['canModifyAllData', may('ModifyAllData')],
    ['canViewAllData', may('ViewAllData')],
    ['canViewAllUsers', may('ViewAllUsers')],
    ['externalUser', tx.user.type !== 'Standard'],
    ['hasAccessToInternalOrg', tx.user.type === 'Standard'],
    ['hasChatter', true],
    ['hasRestDataApiAccess', may('ApiEnabled')],
    ['timeZone', timeZone(tx)],
    ['userId', tx.user.id],
    ['userLocale', tx.user.locale]
  ]);
}

/** What is known of the org and of the running user; what features tell that are not here is null (assumed). */
export const connectOrganization = libraryClass('ConnectApi.Organization', {
  'static ConnectApi.OrganizationSettings getSettings()': (tx) => {
    refuseInSilo(tx);
    return new Bean('ConnectApi.OrganizationSettings', [
      ['name', tx.org.organization.name],
      ['orgId', tx.org.organization.id],
      ['userSettings', userSettings(tx)]
    ]);
  }
});
