import type { MetadataReader } from '../component.ts';
import type {
  CustomPermissionModel,
  ObjectPermissionModel,
  PermissionSetGroupModel,
  PermissionsModel
} from '../models.ts';
import type { ElementReader } from '../reader.ts';
import { present } from './fields.ts';
import { decodedName } from './names.ts';

const SETUP_ONLY = 'no such thing in a local org';

function readObjectPermission(from: ElementReader): ObjectPermissionModel {
  return {
    object: from.required('object'),
    read: from.boolean('allowRead'),
    create: from.boolean('allowCreate'),
    edit: from.boolean('allowEdit'),
    delete: from.boolean('allowDelete'),
    viewAll: from.boolean('viewAllRecords'),
    modifyAll: from.boolean('modifyAllRecords'),
    viewAllFields: from.boolean('viewAllFields')
  };
}

function named(from: ElementReader, element: string, name: string): { name: string; enabled: boolean }[] {
  return from.all(element).map((e) => ({ name: e.required(name), enabled: e.boolean('enabled') }));
}

function readTabs(from: ElementReader, element: string): { tab: string; visibility: string }[] {
  return from.all(element).map((t) => ({ tab: t.required('tab'), visibility: t.required('visibility') }));
}

function readRecordTypeVisibility(from: ElementReader): PermissionsModel['recordTypes'][number] {
  from.without(SETUP_ONLY, 'personAccountDefault');
  return {
    recordType: from.required('recordType'),
    visible: from.boolean('visible'),
    isDefault: from.boolean('default')
  };
}

function readPermissions(from: ElementReader, name: string, license: string): PermissionsModel {
  from.without(
    SETUP_ONLY,
    ...['externalDataSourceAccesses', 'externalCredentialPrincipalAccesses', 'emailRoutingAddressAccesses'],
    ...['dataspaceScopes', 'agentAccesses', 'servicePresenceStatusAccesses', 'profileActionOverrides', 'loginFlows'],
    ...['loginHours', 'loginIpRanges', 'categoryGroupVisibilities', 'custom', 'viewAllFields', 'fieldLevelSecurities']
  );
  return {
    name,
    label: from.text('label') ?? name,
    activationRequired: from.boolean('hasActivationRequired'),
    objects: from.all('objectPermissions').map(readObjectPermission),
    fields: from.all('fieldPermissions').map((f) => {
      f.without(SETUP_ONLY, 'hidden');
      return { field: f.required('field'), read: f.boolean('readable'), edit: f.boolean('editable') };
    }),
    classes: named(from, 'classAccesses', 'apexClass'),
    pages: named(from, 'pageAccesses', 'apexPage'),
    flows: named(from, 'flowAccesses', 'flow'),
    customPermissions: named(from, 'customPermissions', 'name'),
    userPermissions: named(from, 'userPermissions', 'name'),
    customMetadataTypes: named(from, 'customMetadataTypeAccesses', 'name'),
    customSettings: named(from, 'customSettingAccesses', 'name'),
    tabs: [...readTabs(from, 'tabSettings'), ...readTabs(from, 'tabVisibilities')],
    applications: from.all('applicationVisibilities').map((a) => ({
      application: a.required('application'),
      visible: a.boolean('visible'),
      isDefault: a.boolean('default')
    })),
    recordTypes: from.all('recordTypeVisibilities').map(readRecordTypeVisibility),
    layouts: from
      .all('layoutAssignments')
      .map((l) => ({ layout: l.required('layout'), ...present({ recordType: l.text('recordType') }) })),
    ...present({ description: from.text('description'), license: from.text(license) })
  };
}

function readGroup(from: ElementReader, name: string): PermissionSetGroupModel {
  from.without('recalculated at once', 'status', 'hasActivationRequired');
  return {
    name,
    label: from.required('label'),
    permissionSets: from.texts('permissionSets'),
    mutingPermissionSets: from.texts('mutingPermissionSets'),
    ...present({ description: from.text('description') })
  };
}

function readCustomPermission(from: ElementReader, name: string): CustomPermissionModel {
  from.without(SETUP_ONLY, 'connectedApp');
  return {
    name,
    label: from.required('label'),
    licensed: from.boolean('isLicensed'),
    requires: from.all('requiredPermission').map((r) => {
      r.without('a required permission is always needed', 'dependency');
      return r.required('customPermission');
    }),
    ...present({ description: from.text('description') })
  };
}

/** Metadata names of standard profiles that differ from their names (Metadata API Developer Guide, Profile). */
const STANDARD_PROFILES: Readonly<Record<string, string>> = {
  Admin: 'System Administrator',
  Standard: 'Standard User',
  StandardAul: 'Standard Platform User',
  ReadOnly: 'Read Only',
  MarketingProfile: 'Marketing User',
  ContractManager: 'Contract Manager',
  SolutionManager: 'Solution Manager'
};

/** The name of a profile as its record has it, from its metadata's. */
export function profileName(fullName: string): string {
  return STANDARD_PROFILES[fullName] ?? decodedName(fullName);
}

export const permissionReaders: readonly MetadataReader[] = [
  { type: 'PermissionSet', read: (from, { component }) => readPermissions(from, component.fullName, 'license') },
  { type: 'MutingPermissionSet', read: (from, { component }) => readPermissions(from, component.fullName, 'license') },
  { type: 'Profile', read: (from, { component }) => readPermissions(from, component.fullName, 'userLicense') },
  { type: 'PermissionSetGroup', read: (from, { component }) => readGroup(from, component.fullName) },
  { type: 'CustomPermission', read: (from, { component }) => readCustomPermission(from, component.fullName) }
];
