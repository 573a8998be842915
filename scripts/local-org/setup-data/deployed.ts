import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { MetadataComponent, MetadataRegistry } from '../contracts/transaction.ts';
import type {
  AssignmentRuleModel,
  CachePartitionModel,
  BusinessHoursSettingsModel,
  CompanySettingsModel,
  CustomFiscalYears,
  CustomNotificationTypeModel,
  GroupModel,
  HolidayModel,
  ListViewModel,
  MarkupModel,
  QueueModel,
  ReportModel,
  RoleModel,
  StaticResourceModel
} from '../metadata/index.ts';
import { ApexBlob, ApexDate, ApexTime, Decimal } from '../values/index.ts';
import { writeCustomMetadata } from './custom-metadata.ts';
import { writeFiscalYears } from './fiscal.ts';
import { writeTemplates } from './mail.ts';
import { writePermissions } from './permissions.ts';
import { SetupRows } from './rows.ts';
import type { OrgParts } from './rows.ts';

export interface DeployedInput {
  readonly registry: MetadataRegistry;
  readonly namespace: string | null;
  /** Custom fiscal years, where the settings of the company enable them. */
  readonly fiscalYears?: CustomFiscalYears | undefined;
  /** Who deploys: the owner of the rows. */
  readonly userId: string;
  readonly classes: readonly DeployedCode[];
  readonly triggers: readonly (DeployedCode & { readonly object: string })[];
}

export interface DeployedCode {
  readonly name: string;
  readonly body: string;
  readonly apiVersion: number;
}

/** Rows for what a project deploys. Deploying again changes them; what cannot be written is named with its file. */
export function writeDeployed(org: OrgParts, input: DeployedInput): Diagnostic[] {
  const rows = new SetupRows(org, input.userId);
  const problems: Diagnostic[] = [];
  writeCode(rows, input);
  writeRecordTypes(rows);
  writeNotificationTypes(rows, input);
  writeStaticResources(rows, input);
  writeMarkup(rows, input);
  writeListViews(rows, input);
  writeReports(rows, input);
  writeCachePartitions(rows, input);
  writeTemplates(rows, input);
  writeRoles(rows, input.registry, problems);
  for (const { model } of input.registry.all('Group')) writeGroup(rows, model as GroupModel);
  for (const component of input.registry.all('Queue')) writeQueue(rows, component, problems);
  writeHours(rows, input.registry);
  writeCompany(rows, input, problems);
  writeAssignmentRules(rows, input.registry);
  problems.push(...writeCustomMetadata(rows, input.registry.all('CustomMetadata'), input.namespace));
  problems.push(...writePermissions(rows, input.registry, input.namespace));
  return problems;
}

function writeCode(rows: SetupRows, { classes, triggers, namespace }: DeployedInput): void {
  const facts = (code: DeployedCode) => ({
    NamespacePrefix: namespace,
    Body: code.body,
    ApiVersion: Decimal.of(code.apiVersion),
    Status: 'Active',
    IsValid: true,
    LengthWithoutComments: code.body.length
  });
  for (const each of classes) rows.upsert('ApexClass', { Name: each.name }, facts(each));
  for (const each of triggers)
    rows.upsert('ApexTrigger', { Name: each.name }, { ...facts(each), TableEnumOrId: each.object });
}

function writeRecordTypes(rows: SetupRows): void {
  const hasPeople = rows.object('RecordType').field('IsPersonType') !== undefined;
  for (const object of rows.org.schema.objects()) {
    for (const type of object.recordTypes) {
      rows.upsert(
        'RecordType',
        { SobjectType: object.name, DeveloperName: type.developerName },
        { Name: type.label, IsActive: type.active, ...(hasPeople ? { IsPersonType: type.person === true } : {}) },
        type.id
      );
    }
  }
}

function writeNotificationTypes(rows: SetupRows, { registry, namespace }: DeployedInput): void {
  for (const { model, fullName } of registry.all('CustomNotificationType')) {
    const type = model as CustomNotificationTypeModel;
    rows.upsert(
      'CustomNotificationType',
      { DeveloperName: fullName },
      {
        CustomNotifTypeName: type.name,
        MasterLabel: type.label,
        NamespacePrefix: namespace,
        Description: type.description ?? null,
        Desktop: type.desktop,
        Mobile: type.mobile
      }
    );
  }
}

/** A folder deploys as an archive of its files; here it is not compressed, so that it costs little. */
function bytesOf(path: string): Uint8Array {
  if (statSync(path).isFile()) return new Uint8Array(readFileSync(path));
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const names = files.map((each) => relative(path, join(each.parentPath, each.name)).split(sep).join('/'));
  return zipSync(Object.fromEntries(names.map((name) => [name, readFileSync(join(path, name))])), {
    level: 0,
    mtime: '1980-01-01'
  });
}

function writeStaticResources(rows: SetupRows, { registry, namespace }: DeployedInput): void {
  for (const component of registry.all('StaticResource')) {
    const resource = component.model as StaticResourceModel;
    const bytes = resource.path === undefined ? undefined : bytesOf(resource.path);
    rows.upsert(
      'StaticResource',
      { Name: resource.name },
      {
        NamespacePrefix: namespace,
        ContentType: resource.contentType,
        CacheControl: resource.cacheControl,
        Description: resource.description ?? null,
        BodyLength: bytes?.length ?? 0,
        Body: bytes ? new ApexBlob(bytes) : null
      }
    );
  }
}

function writeMarkup(rows: SetupRows, { registry, namespace }: DeployedInput): void {
  for (const type of ['ApexPage', 'ApexComponent']) {
    for (const { model } of registry.all(type)) {
      const { name, path } = model as MarkupModel;
      const Markup = path === undefined ? null : readFileSync(path, 'utf8');
      rows.upsert(type, { Name: name }, { NamespacePrefix: namespace, MasterLabel: name, Markup });
    }
  }
}

function writeListViews(rows: SetupRows, { registry, namespace }: DeployedInput): void {
  for (const { model } of registry.all('ListView')) {
    const { object, name, label } = model as ListViewModel;
    const info = rows.org.schema.object(object);
    if (!info) continue;
    rows.upsert(
      'ListView',
      { SobjectType: info.name, DeveloperName: name },
      { Name: label, NamespacePrefix: namespace, IsSoqlCompatible: true }
    );
  }
}

function writeCachePartitions(rows: SetupRows, { registry, namespace }: DeployedInput): void {
  for (const { model } of registry.all('PlatformCachePartition')) {
    const { name, label, isDefault, description } = model as CachePartitionModel;
    rows.upsert(
      'PlatformCachePartition',
      { DeveloperName: name },
      {
        MasterLabel: label,
        NamespacePrefix: namespace,
        IsDefaultPartition: isDefault,
        Description: description ?? null
      }
    );
  }
}

function writeReports(rows: SetupRows, { registry, namespace }: DeployedInput): void {
  for (const { model } of registry.all('Report')) {
    const { name, label, format, description } = model as ReportModel;
    rows.upsert(
      'Report',
      { DeveloperName: name },
      { Name: label, NamespacePrefix: namespace, Format: format, Description: description ?? null }
    );
  }
}

/** The rules that `DMLOptions.AssignmentRuleHeader.assignmentRuleId` names. */
function writeAssignmentRules(rows: SetupRows, registry: MetadataRegistry): void {
  for (const { model } of registry.all('AssignmentRule')) {
    const { object, name, active } = model as AssignmentRuleModel;
    rows.upsert('AssignmentRule', { SobjectType: object, Name: name }, { Active: active });
  }
}

/** Roles in any order: first all of them, then who stands above whom, then the groups that stand for each. */
function writeRoles(rows: SetupRows, registry: MetadataRegistry, problems: Diagnostic[]): void {
  const roles = registry.all('Role').map((component) => ({ component, model: component.model as RoleModel }));
  for (const { model } of roles) rows.upsert('UserRole', { DeveloperName: model.name }, { Name: model.label });
  for (const { component, model } of roles) {
    const parent = model.parent === undefined ? null : rows.id('UserRole', { DeveloperName: model.parent });
    if (parent === undefined) problems.push(problem(component, `there is no role ${model.parent}`));
    else
      rows.upsert(
        'UserRole',
        { DeveloperName: model.name },
        {
          ParentRoleId: parent,
          OpportunityAccessForAccountOwner: model.opportunityAccess ?? 'None',
          CaseAccessForAccountOwner: model.caseAccess ?? 'None',
          ContactAccessForAccountOwner: model.contactAccess ?? 'None'
        }
      );
    for (const type of ['Role', 'RoleAndSubordinates']) roleGroup(rows, model.name, type);
  }
}

function roleGroup(rows: SetupRows, role: string, type: string): string | undefined {
  const roleId = rows.id('UserRole', { DeveloperName: role });
  return roleId === undefined
    ? undefined
    : rows.upsert('Group', { RelatedId: roleId, Type: type }, { DeveloperName: role });
}

function writeGroup(rows: SetupRows, model: GroupModel): void {
  rows.upsert(
    'Group',
    { DeveloperName: model.name, Type: 'Regular' },
    { Name: model.label, DoesIncludeBosses: model.includeBosses }
  );
}

function writeQueue(rows: SetupRows, component: MetadataComponent, problems: Diagnostic[]): void {
  const model = component.model as QueueModel;
  const id = rows.upsert(
    'Group',
    { DeveloperName: model.name, Type: 'Queue' },
    { Name: model.label, Email: model.email ?? null, DoesSendEmailToMembers: model.sendEmailToMembers }
  );
  rows.removeWhere('QueueSobject', 'QueueId', id);
  for (const name of model.objects) {
    const object = rows.org.schema.object(name);
    if (object) rows.add('QueueSobject', { QueueId: id, SobjectType: object.name });
    else problems.push(problem(component, `there is no object ${name}`));
  }
  const members: readonly (readonly [string, string | undefined])[] = [
    ...model.users.map((name) => [name, rows.id('User', { Username: name })] as const),
    ...model.roles.map((name) => [name, roleGroup(rows, name, 'Role')] as const),
    ...model.rolesAndSubordinates.map((name) => [name, roleGroup(rows, name, 'RoleAndSubordinates')] as const),
    ...model.groups.map((name) => [name, rows.id('Group', { DeveloperName: name, Type: 'Regular' })] as const)
  ];
  for (const [name, member] of members) {
    if (member === undefined) problems.push(problem(component, `there is no user, role or group ${name}`));
    else if (!rows.find('GroupMember', { GroupId: id, UserOrGroupId: member }))
      rows.add('GroupMember', { GroupId: id, UserOrGroupId: member });
  }
}

function writeCompany(rows: SetupRows, { registry, fiscalYears }: DeployedInput, problems: Diagnostic[]): void {
  const component = registry.get('Settings', 'Company');
  const settings = (component?.model ?? null) as CompanySettingsModel | null;
  if (component && settings?.custom && !fiscalYears)
    problems.push(
      problem(component, 'custom fiscal years are defined in Setup: name them as fiscalYears in config/local-org.json')
    );
  writeFiscalYears(rows, settings, fiscalYears);
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function writeHours(rows: SetupRows, registry: MetadataRegistry): void {
  const component = registry.get('Settings', 'BusinessHours');
  const settings = component?.model as BusinessHoursSettingsModel | null | undefined;
  if (!component || !settings) return;
  for (const hours of settings.businessHours) {
    const times = Object.fromEntries(
      hours.days.flatMap((day, index) => [
        [`${DAYS[index]}StartTime`, time(day.start)],
        [`${DAYS[index]}EndTime`, time(day.end)]
      ])
    );
    if (hours.isDefault)
      for (const row of rows.rows('BusinessHours', 'IsDefault', true))
        rows.upsert('BusinessHours', { Id: row[0] }, { IsDefault: false });
    rows.upsert(
      'BusinessHours',
      { Name: hours.name },
      { IsActive: hours.active, IsDefault: hours.isDefault, TimeZoneSidKey: hours.timeZone, ...times }
    );
  }
  for (const holiday of settings.holidays) {
    rows.upsert(
      'Holiday',
      { Name: holiday.name },
      {
        IsAllDay: holiday.allDay,
        ActivityDate: holiday.activityDate === undefined ? null : ApexDate.parse(holiday.activityDate),
        StartTimeInMinutes: minutes(holiday.startTime),
        EndTimeInMinutes: minutes(holiday.endTime),
        ...(holiday.recurring ? recurrence(holiday) : { IsRecurrence: false })
      }
    );
  }
}

/** `Monday;Friday` as the mask that the object keeps: Sunday is 1, Monday 2, Tuesday 4. */
function dayMask(names: string): number {
  return names.split(';').reduce((mask, name) => mask | (1 << DAYS.indexOf(name)), 0);
}

function recurrence({ recurrence: of }: HolidayModel): Record<string, unknown> {
  const number = (name: string): number | null => (of[name] === undefined ? null : Number(of[name]));
  const day = (name: string): ApexDate | null => (of[name] === undefined ? null : ApexDate.parse(of[name]));
  const named = of['recurrenceDayOfWeek'];
  return {
    IsRecurrence: true,
    RecurrenceType: of['recurrenceType'] ?? null,
    RecurrenceInterval: number('recurrenceInterval'),
    RecurrenceDayOfMonth: number('recurrenceDayOfMonth'),
    RecurrenceDayOfWeekMask: named === undefined ? number('recurrenceDayOfWeekMask') : dayMask(named),
    RecurrenceInstance: of['recurrenceInstance'] ?? null,
    RecurrenceMonthOfYear: of['recurrenceMonthOfYear'] ?? null,
    RecurrenceStartDate: day('recurrenceStartDate'),
    RecurrenceEndDateOnly: day('recurrenceEndDate')
  };
}

function time(text: string | null): ApexTime | null {
  if (text === null) return null;
  const found = ApexTime.tryParse(text.replace(/Z$/, ''));
  if (!found) throw new Error(`'${text}' is not a time such as 09:00:00.000Z.`);
  return found;
}

function minutes(text: string | undefined): number | null {
  const found = time(text ?? null);
  return found === null ? null : Math.floor(found.millis / 60_000);
}

function problem(
  component: MetadataComponent,
  message: string,
  level: Diagnostic['level'] = 'error',
  line = 1
): Diagnostic {
  return { file: component.file, line, column: 1, code: 'setup-data', message, level };
}
