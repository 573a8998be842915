import type { MetadataReader, ReadContext } from '../component.ts';
import type {
  AddressSettingsModel,
  CachePartitionModel,
  BusinessHoursModel,
  BusinessHoursSettingsModel,
  CompanySettingsModel,
  CustomMetadataRecordModel,
  CustomNotificationTypeModel,
  EventSubscriberConfigModel,
  GroupModel,
  HolidayModel,
  ListedModel,
  MarkupModel,
  NamedValueSetModel,
  QueueModel,
  ReportModel,
  RoleModel,
  StaticResourceModel,
  TranslationsModel
} from '../models.ts';
import type { ElementReader } from '../reader.ts';
import { settingWithoutEffect } from '../without-effect.ts';
import { readAddresses } from './addresses.ts';
import { present, readPicklistEntry } from './fields.ts';

const SETUP_ONLY = 'no such thing in a local org';
const NAMED_BY_FILE = 'the name is that of the file';

function readLabels(from: ElementReader, context: ReadContext): { names: string[] } {
  const names = from.all('labels').map((label) => {
    const name = label.required('fullName');
    context.add('CustomLabel', name, {
      name,
      value: label.text('value') ?? '',
      language: label.text('language') ?? 'en_US',
      protected: label.boolean('protected'),
      ...present({ shortDescription: label.text('shortDescription'), categories: label.text('categories') })
    });
    return name;
  });
  return { names };
}

function readTranslations(from: ElementReader, language: string): TranslationsModel {
  const labels = new Map(
    from.all('customLabels').map((l) => [l.required('name').toLowerCase(), l.text('label') ?? ''])
  );
  from.without(
    'the local org shows these in the language they were written in',
    ...[
      'customApplications',
      'customTabs',
      'quickActions',
      'reportTypes',
      'customPageWebLinks',
      'scontrols',
      'flowDefinitions'
    ],
    ...[
      'globalPicklists',
      'prompts',
      'customDataTypes',
      'pipelineInspMetricConfigs',
      'bots',
      'identityVerificationCustomFieldLabels'
    ]
  );
  return { language, labels };
}

function readRecord(from: ElementReader, fullName: string): CustomMetadataRecordModel {
  const dot = fullName.indexOf('.');
  from.without(SETUP_ONLY, 'description');
  return {
    typeName: fullName.slice(0, dot).replace(/__mdt$/, ''),
    name: fullName.slice(dot + 1),
    label: from.required('label'),
    protected: from.boolean('protected'),
    values: from.all('values').map((v) => {
      const value = v.one('value');
      const nil = !value || value.attribute('xsi:nil') === 'true';
      return {
        field: v.required('field'),
        type: value?.attribute('xsi:type') ?? null,
        value: nil ? null : value.element.text,
        line: v.line
      };
    })
  };
}

function readGlobalValueSet(from: ElementReader, name: string): NamedValueSetModel {
  from.without(SETUP_ONLY, 'description');
  return {
    name,
    sorted: from.boolean('sorted'),
    values: from.all('customValue').map(readPicklistEntry),
    ...present({ label: from.text('masterLabel') })
  };
}

function readStandardValueSet(from: ElementReader, name: string): NamedValueSetModel {
  from.without(SETUP_ONLY, 'groupingStringEnum');
  return { name, sorted: from.boolean('sorted'), values: from.all('standardValue').map(readPicklistEntry) };
}

function readNotificationType(from: ElementReader): CustomNotificationTypeModel {
  from.without(SETUP_ONLY, 'actionGroups');
  return {
    name: from.required('customNotifTypeName'),
    label: from.required('masterLabel'),
    desktop: from.boolean('desktop'),
    mobile: from.boolean('mobile'),
    slack: from.boolean('slack'),
    ...present({ description: from.text('description') })
  };
}

function readSubscriberConfig(from: ElementReader, name: string): EventSubscriberConfigModel {
  from.without(SETUP_ONLY, 'isProtected');
  return {
    name,
    label: from.required('masterLabel'),
    consumer: from.required('platformEventConsumer'),
    ...present({
      batchSize: from.integer('batchSize'),
      partitions: from.integer('numPartitions'),
      partitionKey: from.text('partitionKey'),
      user: from.text('user')
    })
  };
}

function readQueue(from: ElementReader, name: string): QueueModel {
  from.without(SETUP_ONLY, 'description', 'fullName', 'queueRoutingConfig');
  const members = from.one('queueMembers');
  const part = (list: string, item: string) => members?.one(list)?.texts(item) ?? [];
  return {
    name,
    label: from.required('name'),
    sendEmailToMembers: from.boolean('doesSendEmailToMembers'),
    objects: from.all('queueSobject').map((o) => o.required('sobjectType')),
    users: part('users', 'user'),
    roles: part('roles', 'role'),
    rolesAndSubordinates: [
      ...part('roleAndSubordinates', 'roleAndSubordinate'),
      ...part('roleAndSubordinatesInternal', 'roleAndSubordinateInternal')
    ],
    groups: part('publicGroups', 'publicGroup'),
    ...present({ email: from.text('email') })
  };
}

function readGroup(from: ElementReader, name: string): GroupModel {
  from.without(SETUP_ONLY, 'description');
  return { name, label: from.required('name'), includeBosses: from.boolean('doesIncludeBosses', true) };
}

function readRole(from: ElementReader, name: string): RoleModel {
  from.without(SETUP_ONLY, 'mayForecastManagerShare');
  return {
    name,
    label: from.required('name'),
    ...present({
      description: from.text('description'),
      parent: from.text('parentRole'),
      opportunityAccess: from.text('opportunityAccessLevel'),
      caseAccess: from.text('caseAccessLevel'),
      contactAccess: from.text('contactAccessLevel')
    })
  };
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function readHours(from: ElementReader): BusinessHoursModel {
  const time = (name: string) => from.text(name) ?? null;
  return {
    name: from.required('name'),
    active: from.boolean('active'),
    isDefault: from.boolean('default'),
    timeZone: from.required('timeZoneId'),
    days: DAYS.map((day) => ({ start: time(`${day}StartTime`), end: time(`${day}EndTime`) }))
  };
}

const RECURRENCE = [
  ...[
    'recurrenceDayOfMonth',
    'recurrenceDayOfWeek',
    'recurrenceDayOfWeekMask',
    'recurrenceEndDate',
    'recurrenceInstance'
  ],
  ...['recurrenceInterval', 'recurrenceMonthOfYear', 'recurrenceStartDate', 'recurrenceType']
];

function readHoliday(from: ElementReader): HolidayModel {
  from.without(SETUP_ONLY, 'description');
  const recurrence: Record<string, string> = {};
  for (const name of RECURRENCE) {
    const values = from.texts(name);
    if (values.length > 0) recurrence[name] = values.join(';');
  }
  const start = from.text('startTime');
  return {
    name: from.required('name'),
    allDay: start === undefined,
    recurring: from.boolean('isRecurring') || recurrence['recurrenceType'] !== undefined,
    recurrence,
    businessHours: from.texts('businessHours'),
    ...present({ activityDate: from.text('activityDate'), startTime: start, endTime: from.text('endTime') })
  };
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
] as const;

/** Metadata API, CompanySettings. */
function readCompany(from: ElementReader): CompanySettingsModel {
  const year = from.one('fiscalYear');
  const month = year?.oneOf('startMonth', MONTHS) ?? 'January';
  return {
    startMonth: MONTHS.indexOf(month) + 1,
    namedByStart: year?.oneOf('fiscalYearNameBasedOn', ['startingMonth', 'endingMonth'] as const) === 'startingMonth',
    custom: from.boolean('enableCustomFiscalYear')
  };
}

function readSettings(
  from: ElementReader,
  name: string
): AddressSettingsModel | BusinessHoursSettingsModel | CompanySettingsModel | null {
  if (name === 'Address') return readAddresses(from);
  if (name === 'Company') return readCompany(from);
  if (name === 'BusinessHours')
    return { businessHours: from.all('businessHours').map(readHours), holidays: from.all('holidays').map(readHoliday) };
  const reason = settingWithoutEffect(name);
  if (reason === undefined) from.refuse(`settings "${name}" are not supported by the local org`);
  else from.rest(reason);
  return null;
}

function readStaticResource(from: ElementReader, { component }: ReadContext): StaticResourceModel {
  from.without(NAMED_BY_FILE, 'fullName');
  return {
    name: component.fullName,
    contentType: from.required('contentType'),
    cacheControl: from.text('cacheControl') ?? 'Private',
    ...present({ description: from.text('description'), path: component.content })
  };
}

/** Kept as listed: what may be called is known, nothing leaves the local org. */
function readListed(from: ElementReader, name: string): ListedModel {
  const url = from.text('url') ?? from.text('endpoint');
  const label = from.text('label') ?? from.text('masterLabel');
  const active = from.boolean('isActive', true);
  from.rest('nothing leaves the local org: only the name and the address are known');
  return { name, active, ...present({ url, label }) };
}

/** A page or component of the older interface: code finds its row by name; the local org does not show it. */
function readMarkup(from: ElementReader, { component }: ReadContext): MarkupModel {
  from.rest('the local org does not show it');
  return { name: component.fullName, ...present({ path: component.content }) };
}

/** A report has a row, which code finds by its name; nothing here runs it. */
function readReport(from: ElementReader, fullName: string): ReportModel {
  const label = from.text('name') ?? fullName;
  const format = from.text('format') ?? 'Tabular';
  const description = from.text('description');
  from.rest('a report is not run');
  from.note('a report is deployed and listed; the local org does not run it');
  return { name: fullName.slice(fullName.lastIndexOf('/') + 1), label, format, ...present({ description }) };
}

/** A partition has a row, which code finds by its name; how much of the cache is its own has no effect here. */
function readCachePartition(from: ElementReader, name: string): CachePartitionModel {
  const description = from.text('description');
  const partition = {
    name,
    label: from.text('masterLabel') ?? name,
    isDefault: from.boolean('isDefaultPartition', false),
    ...present({ description })
  };
  from.rest('how much of the cache is its own limits nobody here');
  return partition;
}

function byName<T>(
  type: string,
  read: (from: ElementReader, name: string) => T,
  root?: string | readonly string[]
): MetadataReader {
  return { type, read: (from, { component }) => read(from, component.fullName), ...(root ? { root } : {}) };
}

export const orgReaders: readonly MetadataReader[] = [
  { type: 'CustomLabels', read: readLabels },
  byName('Translations', readTranslations),
  byName('CustomMetadata', readRecord),
  byName('GlobalValueSet', readGlobalValueSet),
  byName('StandardValueSet', readStandardValueSet),
  { type: 'CustomNotificationType', read: readNotificationType },
  byName('PlatformEventSubscriberConfig', readSubscriberConfig),
  byName('Queue', readQueue),
  byName('Group', readGroup),
  byName('Role', readRole),
  { type: 'Settings', root: [], read: (from, { component }) => readSettings(from, component.fullName) },
  { type: 'StaticResource', read: readStaticResource },
  { type: 'ApexPage', read: readMarkup },
  { type: 'ApexComponent', read: readMarkup },
  byName('Report', readReport),
  byName('PlatformCachePartition', readCachePartition),
  ...['RemoteSiteSetting', 'NamedCredential', 'CspTrustedSite', 'ExternalCredential', 'CorsWhitelistOrigin'].map(
    (type) => byName(type, readListed)
  )
];
