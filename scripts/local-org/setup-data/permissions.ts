import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { MetadataComponent, MetadataRegistry } from '../contracts/transaction.ts';
import { profileName } from '../metadata/index.ts';
import type { CustomPermissionModel, PermissionsModel, PermissionSetGroupModel } from '../metadata/index.ts';
import { writeProfile } from './fresh.ts';
import type { SetupRows } from './rows.ts';

/** Writes custom permissions, permission sets, groups of them and profiles as the rows that rights are read from. */
export function writePermissions(rows: SetupRows, registry: MetadataRegistry, namespace: string | null): Diagnostic[] {
  const writer = new PermissionWriter(rows, registry, namespace);
  for (const component of registry.all('CustomPermission'))
    writer.customPermission(component.model as CustomPermissionModel);
  for (const component of registry.all('PermissionSet')) writer.permissionSet(component);
  for (const component of registry.all('Profile')) writer.profile(component);
  for (const component of registry.all('PermissionSetGroup')) writer.group(component);
  return writer.problems;
}

class PermissionWriter {
  readonly problems: Diagnostic[] = [];
  private readonly rows: SetupRows;
  private readonly registry: MetadataRegistry;
  private readonly namespace: string | null;

  constructor(rows: SetupRows, registry: MetadataRegistry, namespace: string | null) {
    this.rows = rows;
    this.registry = registry;
    this.namespace = namespace;
  }

  customPermission(model: CustomPermissionModel): void {
    this.rows.upsert(
      'CustomPermission',
      { DeveloperName: model.name },
      {
        MasterLabel: model.label,
        NamespacePrefix: this.namespace,
        Description: model.description ?? null,
        IsLicensed: model.licensed
      }
    );
  }

  permissionSet(component: MetadataComponent): void {
    const model = component.model as PermissionsModel;
    const id = this.rows.upsert(
      'PermissionSet',
      { Name: model.name },
      {
        Label: model.label,
        Description: model.description ?? null,
        IsCustom: true,
        IsOwnedByProfile: false,
        Type: 'Regular',
        HasActivationRequired: model.activationRequired,
        NamespacePrefix: this.namespace,
        ...this.systemPermissions(component, model)
      }
    );
    this.write(component, model, id);
  }

  profile(component: MetadataComponent): void {
    const model = component.model as PermissionsModel;
    const name = profileName(component.fullName);
    const profileId =
      this.rows.id('Profile', { Name: name }) ?? writeProfile(this.rows, name, undefined, undefined, model.license);
    const setId = this.rows.id('PermissionSet', { ProfileId: profileId });
    if (setId === undefined) return;
    // A profile keeps what its file does not name (Metadata API Developer Guide, Profile).
    const named = new Set(model.objects.map((each) => this.rows.org.schema.object(each.object)?.name));
    this.write(component, model, setId, (object) => named.has(object));
  }

  group(component: MetadataComponent): void {
    const model = component.model as PermissionSetGroupModel;
    for (const mute of model.mutingPermissionSets)
      if (!this.registry.get('MutingPermissionSet', mute))
        this.problem(component, `there is no muting permission set ${mute}`, 'error');
    const id = this.rows.upsert(
      'PermissionSetGroup',
      { DeveloperName: model.name },
      {
        MasterLabel: model.label,
        Description: model.description ?? null,
        Status: 'Updated',
        NamespacePrefix: this.namespace
      }
    );
    this.rows.removeWhere('PermissionSetGroupComponent', 'PermissionSetGroupId', id);
    for (const name of model.permissionSets) {
      const set = this.rows.id('PermissionSet', { Name: bare(name) });
      if (set === undefined) this.problem(component, `there is no permission set ${name}`, 'error');
      else this.rows.add('PermissionSetGroupComponent', { PermissionSetGroupId: id, PermissionSetId: set });
    }
  }

  private write(
    component: MetadataComponent,
    model: PermissionsModel,
    parent: string,
    replaced: (object: string) => boolean = () => true
  ): void {
    this.rows.removeWhere('ObjectPermissions', 'ParentId', parent, (row, read) =>
      replaced(String(read(row, 'SobjectType')))
    );
    for (const object of ['FieldPermissions', 'SetupEntityAccess', 'PermissionSetTabSetting'])
      this.rows.removeWhere(object, 'ParentId', parent);
    this.objects(component, model, parent);
    this.fields(component, model, parent);
    this.entities(component, model, parent);
    for (const { tab, visibility } of model.tabs) {
      this.rows.add('PermissionSetTabSetting', {
        ParentId: parent,
        Name: tab,
        Visibility: visibility === 'Visible' ? 'DefaultOn' : visibility === 'Available' ? 'DefaultOff' : visibility
      });
    }
  }

  private objects(component: MetadataComponent, model: PermissionsModel, parent: string): void {
    for (const each of model.objects) {
      const object = this.rows.org.schema.object(each.object);
      if (!object) {
        this.problem(component, `there is no object ${each.object}`, 'error');
        continue;
      }
      this.rows.add('ObjectPermissions', {
        ParentId: parent,
        SobjectType: object.name,
        PermissionsRead: each.read,
        PermissionsCreate: each.create,
        PermissionsEdit: each.edit,
        PermissionsDelete: each.delete,
        PermissionsViewAllRecords: each.viewAll,
        PermissionsModifyAllRecords: each.modifyAll,
        PermissionsViewAllFields: each.viewAllFields
      });
    }
  }

  private fields(component: MetadataComponent, model: PermissionsModel, parent: string): void {
    for (const each of model.fields) {
      const [objectName = '', fieldName = ''] = each.field.split('.');
      const object = this.rows.org.schema.object(objectName);
      const field = object?.field(fieldName);
      if (!object || !field) this.problem(component, `there is no field ${each.field}`, 'error');
      else if (field.custom && (field.required || field.masterDetail))
        this.problem(component, `You cannot deploy to a required field: ${each.field}`, 'error');
      else
        this.rows.add('FieldPermissions', {
          ParentId: parent,
          SobjectType: object.name,
          Field: `${object.name}.${field.name}`,
          PermissionsRead: each.read || each.edit,
          PermissionsEdit: each.edit
        });
    }
  }

  private entities(component: MetadataComponent, model: PermissionsModel, parent: string): void {
    const add = (
      type: string,
      key: string,
      list: readonly { readonly name: string; readonly enabled: boolean }[]
    ): void => {
      for (const { name } of list.filter((each) => each.enabled)) {
        const id = this.rows.id(type, { [key]: bare(name) });
        if (id === undefined) this.problem(component, `there is no ${type} ${name}`, 'error');
        else
          this.rows.add('SetupEntityAccess', {
            ParentId: parent,
            SetupEntityId: id,
            SetupEntityType: type,
            KeyPrefix: id.slice(0, 3)
          });
      }
    };
    add('ApexClass', 'Name', model.classes);
    add('CustomPermission', 'DeveloperName', model.customPermissions);
  }

  private systemPermissions(component: MetadataComponent, model: PermissionsModel): Record<string, boolean> {
    const object = this.rows.object('PermissionSet');
    const flags: Record<string, boolean> = {};
    for (const field of object.fields) if (field.name.startsWith('Permissions')) flags[field.name] = false;
    for (const { name, enabled } of model.userPermissions) {
      const field = object.field(`Permissions${name}`);
      if (field) flags[field.name] = enabled;
      else if (enabled)
        this.problem(component, `the user permission ${name} has no effect in the local org`, 'unsupported');
    }
    return flags;
  }

  private problem(component: MetadataComponent, message: string, level: Diagnostic['level']): void {
    this.problems.push({ file: component.file, line: 1, column: 1, code: 'permissions', message, level });
  }
}

/** A name without the namespace that it may carry. */
function bare(name: string): string {
  const at = name.indexOf('__');
  return at > 0 ? name.slice(at + 2) : name;
}
