import type { Transaction } from '../../contracts/transaction.ts';
import { currenciesOf, currencyOfUser } from '../../store/index.ts';
import { throwApex } from '../../values/index.ts';
import { libraryClass, need } from '../define.ts';
import { ApexTimeZone } from './dates.ts';

/** A field of the running user's own row. */
function ofUser(tx: Transaction, field: string): unknown {
  const object = tx.org.schema.object('User');
  const slot = object?.field(field)?.slot;
  if (!object || slot === undefined) throw new Error(`the schema has no User.${field}`);
  return tx.org.store.get(object, tx.user.id)?.[slot] ?? null;
}

/** Documented: "If package_ID/namespace isn't that of a managed package that is installed, an exception"; none is installed here. */
function withoutPackage(what: string): never {
  return throwApex('System.TypeException', `No managed package is installed for ${what}`);
}

export const userInfoClass = libraryClass('System.UserInfo', {
  'static String getFirstName()': (tx) => ofUser(tx, 'FirstName'),
  'static String getLastName()': (tx) => ofUser(tx, 'LastName'),
  'static String getLanguage()': (tx) => tx.user.language,
  'static String getLocale()': (tx) => tx.user.locale,
  'static String getName()': (tx) => tx.user.name,
  'static String getOrganizationId()': (tx) => tx.org.organization.id,
  'static String getOrganizationName()': (tx) => tx.org.organization.name,
  'static String getProfileId()': (tx) => tx.user.profileId || null,
  'static TimeZone getTimeZone()': (tx) => new ApexTimeZone(tx.user.timeZone),
  // Org and secret: in tests the platform's own word for it (a public suite shows it), else one that opens nothing.
  'static String getSessionId()': (tx) =>
    `${tx.org.organization.id.slice(0, 15)}!${tx.isTest ? 'ApexTestSession' : `local.${tx.user.id}`}`,
  'static String getUiTheme()': () => 'Theme4d',
  'static String getUiThemeDisplayed()': () => 'Theme4d',
  'static String getUserEmail()': (tx) => tx.user.email,
  'static String getUserId()': (tx) => tx.user.id,
  'static String getUserName()': (tx) => tx.user.username,
  'static String getUserRoleId()': (tx) => tx.user.roleId,
  'static String getUserType()': (tx) => tx.user.type,
  'static Boolean isCurrentUserLicensed(String namespace)': (_, __, namespace: string) =>
    withoutPackage(need(namespace)),
  'static Boolean isCurrentUserLicensedForPackage(Id packageId)': (_, __, id: string) => withoutPackage(need(id)),
  'static Boolean hasPackageLicense(Id packageId)': (_, __, id: string) => !need(id),
  'static String getDefaultCurrency()': (tx) => {
    const table = currenciesOf(tx.org.schema, tx.org.store);
    // In an org with one currency: the one that pages write amounts in.
    return table ? currencyOfUser(tx.org.schema, tx.org.store, tx.user.id, table) : 'USD';
  },
  'static Boolean isMultiCurrencyOrganization()': (tx) => tx.org.organization.features.has('multicurrency')
});
