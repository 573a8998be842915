import type { XmlElement } from '../../../local-org/metadata/index.ts';
import type { Finding } from '../../contracts.ts';
import { needs, needsField, when, type Source } from './reference.ts';
import { children, text } from './xml.ts';

const NEEDS: Readonly<Record<string, string>> = {
  allowCreate: 'allowRead',
  allowEdit: 'allowRead',
  allowDelete: 'allowEdit',
  viewAllRecords: 'allowRead',
  modifyAllRecords: 'viewAllRecords'
};

/** A permission set against what it gives access to (Permission Sets, Metadata API Developer Guide). */
export function permissionSet(source: Source): Finding[] {
  const { root } = source;
  return [
    ...children(root, 'objectPermissions').flatMap((p) => objectRights(source, p)),
    ...children(root, 'fieldPermissions').flatMap((p) => fieldRights(source, p)),
    ...children(root, 'classAccesses').flatMap((p) => needs(source, p, 'ApexClass', text(p, 'apexClass'))),
    ...children(root, 'flowAccesses').flatMap((p) => needs(source, p, 'Flow', text(p, 'flow'))),
    ...children(root, 'customPermissions').flatMap((p) => needs(source, p, 'CustomPermission', text(p, 'name'))),
    ...[...children(root, 'customSettingAccesses'), ...children(root, 'customMetadataTypeAccesses')].flatMap((p) =>
      object(source, p, text(p, 'name'))
    ),
    ...children(root, 'applicationVisibilities').flatMap((p) => application(source, p)),
    ...children(root, 'tabSettings').flatMap((p) => tab(source, p, text(p, 'tab'))),
    ...children(root, 'recordTypeVisibilities').flatMap((p) => recordType(source, p)),
    ...(source.known.workspace.project.namespace ? notPackaged(source) : [])
  ];
}

function object(source: Source, at: XmlElement, name: string): Finding[] {
  return when(source.known.lacksObject(name), source, at, 'missing-reference', `there is no object ${name}`);
}

function objectRights(source: Source, at: XmlElement): Finding[] {
  const name = text(at, 'object');
  const has = (right: string): boolean => text(at, right) === 'true';
  // Rows of big objects are never edited.
  const depending = Object.entries(NEEDS).filter(
    ([right, needed]) => has(right) && !has(needed) && !name.endsWith('__b')
  );
  return [
    ...object(source, at, name),
    ...depending.flatMap(([right, needed]) =>
      when(true, source, at, 'permission', `${right} on ${name} needs ${needed}`)
    ),
    ...when(
      has('modifyAllRecords') && !has('allowDelete'),
      source,
      at,
      'permission',
      `modifyAllRecords on ${name} needs allowDelete`
    ),
    ...when(
      has('allowRead') && !masterIsReadable(source, name),
      source,
      at,
      'permission',
      `allowRead on ${name} needs allowRead on its master`
    )
  ];
}

function masterIsReadable({ known, root }: Source, name: string): boolean {
  const master = known.object(name)?.fields.find((f) => f.masterDetail)?.referenceTo[0];
  if (!master || !known.isOwnCustom(master)) return true;
  const rights = children(root, 'objectPermissions').find((p) => known.object(text(p, 'object'))?.name === master);
  return text(rights, 'allowRead') === 'true';
}

function fieldRights(source: Source, at: XmlElement): Finding[] {
  const full = text(at, 'field');
  const [objectName = '', fieldName = ''] = full.split('.');
  const field = source.known.field(objectName, fieldName);
  const required = field && (field.required || field.type === 'MasterDetail');
  const editable = text(at, 'editable') === 'true';
  return [
    ...needsField(source, at, objectName, fieldName),
    ...when(
      required === true,
      source,
      at,
      'required-field',
      `${full} is required: a permission on it cannot be deployed`
    ),
    ...when(fieldName === 'Name', source, at, 'required-field', `${full}: the name field takes no permission`),
    ...when(editable && text(at, 'readable') !== 'true', source, at, 'permission', `editable on ${full} needs readable`)
  ];
}

function application(source: Source, at: XmlElement): Finding[] {
  const name = text(at, 'application');
  return name.startsWith('standard__') ? [] : needs(source, at, 'CustomApplication', name);
}

/** Tabs of standard objects are `standard-Lead`. */
export function tab(source: Source, at: XmlElement, name: string): Finding[] {
  return name.startsWith('standard-') ? [] : needs(source, at, 'CustomTab', name);
}

function recordType(source: Source, at: XmlElement): Finding[] {
  const name = text(at, 'recordType');
  const own = source.known.isOwnCustom(name.split('.')[0] ?? '');
  return own ? needs(source, at, 'RecordType', name) : [];
}

/** What a managed package cannot carry: the install drops it without a word (2GP component list). */
function notPackaged(source: Source): Finding[] {
  const { root, known } = source;
  const standard = children(root, 'objectPermissions').filter((p) => !known.isOwnCustom(text(p, 'object')));
  const user = children(root, 'userPermissions');
  return [
    ...standard.flatMap((p) =>
      when(
        true,
        source,
        p,
        'not-packaged',
        `rights on the standard object ${text(p, 'object')} do not ship in a package`
      )
    ),
    ...user.flatMap((p) =>
      when(true, source, p, 'not-packaged', `the user permission ${text(p, 'name')} does not ship in a package`)
    )
  ];
}

export function permissionSetGroup(source: Source): Finding[] {
  return children(source.root, 'permissionSets').flatMap((p) => needs(source, p, 'PermissionSet', p.text.trim()));
}
