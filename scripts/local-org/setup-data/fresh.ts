import type { OrganizationInfo } from '../contracts/transaction.ts';
import { GUEST_PROFILE, PROFILES } from '../access/index.ts';
import type { ProfileRights } from '../access/index.ts';
import type { DatedRate } from '../metadata/index.ts';
import { ApexDate, ApexTime, Decimal } from '../values/index.ts';
import { SetupRows } from './rows.ts';
import type { OrgParts } from './rows.ts';

/** Ids that the rest of the org starts from. */
export interface FreshOrg {
  readonly organizationId: string;
  readonly adminId: string;
  readonly automatedProcessId: string;
}

export interface FreshOptions {
  readonly organization: Omit<OrganizationInfo, 'id' | 'features'>;
  readonly adminUsername?: string;
  /** Conversion rates by ISO code, where the org has several currencies. */
  readonly currencies?: Readonly<Record<string, number>>;
  readonly datedRates?: readonly DatedRate[];
}

const USER_DEFAULTS = {
  LocaleSidKey: 'en_US',
  LanguageLocaleKey: 'en_US',
  EmailEncodingKey: 'UTF-8',
  IsActive: true
} as const;

/**
 * The rows that a new org has before anything is deployed: organization, licences, profiles with their permission sets,
 * the admin and the platform's own users, 24-hour business hours, the standard price book, the group of all internal users.
 */
export function writeFreshOrg(org: OrgParts, options: FreshOptions): FreshOrg {
  const bare = new SetupRows(org, undefined);
  const organizationId = writeOrganization(bare, options);
  const licenseId = writeLicense(bare, 'Salesforce', 'SFDC');
  const guestId = writeLicense(bare, 'Guest User License', 'PID_Guest_User');
  for (const profile of PROFILES)
    writeProfile(bare, profile.name, profile, profile.name === GUEST_PROFILE ? guestId : licenseId);
  const admin = writeUser(bare, options, {
    Username: options.adminUsername ?? 'admin@local.org',
    FirstName: 'Admin',
    LastName: 'User',
    Alias: 'admin',
    Profile: 'System Administrator',
    UserType: 'Standard'
  });
  const rows = new SetupRows(org, admin);
  const automated = writeUser(rows, options, {
    // As on the platform: its name is that of the org.
    Username: `autoproc@${organizationId.toLowerCase()}`,
    FirstName: 'Automated',
    LastName: 'Process',
    Alias: 'autoproc',
    Profile: null,
    UserType: 'AutomatedProcess'
  });
  writeUser(rows, options, {
    Username: 'cloud@local.org',
    FirstName: 'Platform Integration',
    LastName: 'User',
    Alias: 'cloud',
    Profile: null,
    UserType: 'CloudIntegrationUser'
  });
  writeUser(rows, options, {
    Username: 'integration@local.org',
    FirstName: 'Integration',
    LastName: 'User',
    Alias: 'integ',
    Profile: 'Salesforce API Only System Integrations',
    UserType: 'Standard'
  });
  writeCurrencies(rows, options.currencies ?? { USD: 1 });
  writeDatedRates(rows, options.datedRates ?? []);
  writeHours(rows, options.organization.timeZone);
  // The head of the sample hierarchy that a new org brings (Salesforce Help, User Role Hierarchy); nobody has the role.
  rows.upsert('UserRole', { DeveloperName: 'CEO' }, { Name: 'CEO', PortalType: 'None' });
  rows.upsert('Group', { Type: 'Organization' }, { Name: 'All Internal Users', DeveloperName: 'AllInternalUsers' });
  rows.upsert('Pricebook2', { IsStandard: true }, { Name: 'Standard Price Book', IsActive: true });
  return { organizationId, adminId: admin, automatedProcessId: automated };
}

function writeOrganization(rows: SetupRows, { organization }: FreshOptions): string {
  return rows.upsert(
    'Organization',
    { Name: organization.name },
    {
      TimeZoneSidKey: organization.timeZone,
      NamespacePrefix: organization.namespace,
      IsSandbox: organization.isSandbox,
      OrganizationType: 'Developer Edition',
      DefaultLocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
      InstanceName: 'LOCAL'
    }
  );
}

function writeLicense(rows: SetupRows, name: string, key: string): string {
  const facts = { LicenseDefinitionKey: key, MasterLabel: name, TotalLicenses: 100, Status: 'Active' };
  return rows.upsert('UserLicense', { Name: name }, facts);
}

/** The type of user by licence (Object Reference, User, UserType); which licence gives which is assumed. */
const USER_TYPES: readonly (readonly [RegExp, string])[] = [
  [/^Guest/i, 'Guest'],
  [/Partner|Channel Account/i, 'PowerPartner'],
  [/Community Plus|Portal Manager|External Apps Plus/i, 'PowerCustomerSuccess'],
  [/Community|Customer Portal|External Apps|External Identity/i, 'CSPLitePortal'],
  [/^Chatter (Free|External)/i, 'CsnOnly']
];

function userTypeOf(license: string): string {
  return USER_TYPES.find(([pattern]) => pattern.test(license))?.[1] ?? 'Standard';
}

/** A profile and the permission set that it owns; rights beyond the built-in ones are rows of that set. */
export function writeProfile(
  rows: SetupRows,
  name: string,
  rights: ProfileRights | undefined,
  licenseId: string | undefined,
  license = name === GUEST_PROFILE ? 'Guest User License' : 'Salesforce'
): string {
  const id = rows.upsert(
    'Profile',
    { Name: name },
    {
      ...flags(rows, 'Profile', rights),
      UserType: userTypeOf(license),
      ...(licenseId ? { UserLicenseId: licenseId } : {})
    }
  );
  const set = rows.upsert(
    'PermissionSet',
    { ProfileId: id },
    {
      Name: `X${id}`,
      Label: name,
      IsOwnedByProfile: true,
      IsCustom: false,
      Type: 'Profile',
      ...flags(rows, 'PermissionSet', rights)
    }
  );
  if (rights) writeObjectRights(rows, set, rights);
  return id;
}

/** What a standard profile gives is also to be found as rows: tests and tools look for a profile by its rights. */
function writeObjectRights(rows: SetupRows, parent: string, rights: ProfileRights): void {
  rows.removeWhere('ObjectPermissions', 'ParentId', parent);
  for (const [name, letters] of Object.entries(rights.objects)) {
    const objects = name === '*' ? ordinaryObjects(rows) : [name];
    for (const SobjectType of objects) {
      rows.add('ObjectPermissions', {
        ParentId: parent,
        SobjectType,
        PermissionsRead: letters.includes('R'),
        PermissionsCreate: letters.includes('C'),
        PermissionsEdit: letters.includes('E'),
        PermissionsDelete: letters.includes('D'),
        PermissionsViewAllRecords: letters.includes('V'),
        PermissionsModifyAllRecords: letters.includes('M')
      });
    }
  }
}

function ordinaryObjects(rows: SetupRows): string[] {
  const objects = rows.org.schema.objects();
  return objects
    .filter((each) => !each.setup && (each.kind === 'standard' || each.kind === 'custom'))
    .map((each) => each.name);
}

function flags(rows: SetupRows, objectName: string, rights: ProfileRights | undefined): Record<string, boolean> {
  if (!rights) return {};
  const fields = rows.object(objectName).fields.filter((field) => field.name.startsWith('Permissions'));
  return Object.fromEntries(
    fields.map((field) => [field.name, rights.system.has(field.name.slice('Permissions'.length))])
  );
}

interface UserInput {
  readonly Username: string;
  readonly FirstName: string | null;
  readonly LastName: string;
  readonly Alias: string;
  readonly Profile: string | null;
  readonly UserType: string;
}

function writeUser(rows: SetupRows, options: FreshOptions, user: UserInput): string {
  const { Username, Profile, ...names } = user;
  const profileId = Profile === null ? undefined : rows.id('Profile', { Name: Profile });
  const id = rows.upsert(
    'User',
    { Username },
    {
      ...USER_DEFAULTS,
      ...names,
      Name: [user.FirstName, user.LastName].filter(Boolean).join(' '),
      Email: Username,
      CommunityNickname: user.Alias,
      TimeZoneSidKey: options.organization.timeZone,
      ProfileId: profileId ?? null
    }
  );
  const ownSet = profileId && rows.id('PermissionSet', { ProfileId: profileId });
  if (ownSet) rows.upsert('PermissionSetAssignment', { AssigneeId: id, PermissionSetId: ownSet }, {});
  return id;
}

/** Currencies without minor units (ISO 4217); others have two decimal places. */
const WHOLE = new Set(['CLP', 'ISK', 'JPY', 'KRW', 'PYG', 'UGX', 'VND', 'XAF', 'XOF']);

function writeCurrencies(rows: SetupRows, currencies: Readonly<Record<string, number>>): void {
  if (!rows.org.schema.object('CurrencyType')) return;
  for (const [IsoCode, rate] of Object.entries(currencies)) {
    rows.upsert(
      'CurrencyType',
      { IsoCode },
      {
        ConversionRate: Decimal.parse(String(rate)),
        DecimalPlaces: WHOLE.has(IsoCode) ? 0 : 2,
        IsActive: true,
        IsCorporate: rate === 1
      }
    );
  }
}

function writeDatedRates(rows: SetupRows, rates: readonly DatedRate[]): void {
  if (!rows.org.schema.object('DatedConversionRate')) return;
  const sorted = [...rates].sort((a, b) => a.from.localeCompare(b.from));
  sorted.forEach(({ currency, from, rate }, i) => {
    const next = sorted.slice(i + 1).find((each) => each.currency === currency);
    rows.upsert(
      'DatedConversionRate',
      { IsoCode: currency, StartDate: ApexDate.parse(from) },
      { ConversionRate: Decimal.parse(String(rate)), NextStartDate: next ? ApexDate.parse(next.from) : null }
    );
  });
}

/** Every day from midnight to midnight, as the hours of a new org. */
function writeHours(rows: SetupRows, timeZone: string): void {
  const midnight = new ApexTime(0);
  const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const times = Object.fromEntries(
    days.flatMap((day) => [
      [`${day}StartTime`, midnight],
      [`${day}EndTime`, midnight]
    ])
  );
  rows.upsert(
    'BusinessHours',
    { Name: 'Default' },
    { IsActive: true, IsDefault: true, TimeZoneSidKey: timeZone, ...times }
  );
}
