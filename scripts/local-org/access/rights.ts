import type { Crud, Fls } from '../contracts/access.ts';
import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';
import type { Grants } from './grants.ts';
import { hasFieldSecurity, wholeOf } from './field-security.ts';
import { FULL_CRUD, NO_CRUD } from './profiles.ts';

const READ_ONLY: Crud = { ...NO_CRUD, read: true };
/** Profiles have no object permissions for activities: their rows are seen through what they relate to. */
const ACTIVITIES: ReadonlySet<string> = new Set(['Task', 'Event']);
/** What each user may read about themselves. */
const OF_ONESELF = new Set(['UserPermissionAccess']);
const CODE = new Set(['ApexClass', 'ApexTrigger', 'ApexPage', 'ApexComponent']);

/** Object rights. Setup objects are read by everybody and changed by those who manage users; the rest is granted. */
export function objectRights(grants: Grants, object: ObjectInfo, parent: ObjectInfo | undefined): Crud {
  if (grants.system.has('modifyalldata')) return FULL_CRUD;
  if (parent) return objectRights(grants, parent, undefined);
  if (object.kind === 'customMetadata' || object.kind === 'virtual' || OF_ONESELF.has(object.name)) return READ_ONLY;
  if (object.kind === 'customSetting') return grants.system.has('customizeapplication') ? FULL_CRUD : READ_ONLY;
  // Code is read with "View Setup and Configuration" only (Object Reference, ApexClass).
  if (CODE.has(object.name) && !grants.system.has('viewsetup')) return NO_CRUD;
  if (object.setup)
    return grants.system.has('manageusers') ? { ...FULL_CRUD, viewAll: false, modifyAll: false } : READ_ONLY;
  const granted = grants.objects.get(object.name.toLowerCase()) ?? grants.objects.get('*') ?? NO_CRUD;
  const given = ACTIVITIES.has(object.name) || FILES.has(object.name) ? { ...granted, read: true } : granted;
  return grants.system.has('viewalldata') ? { ...given, read: true, viewAll: true } : given;
}

/**
 * Field rights inside an object the user may read. A project's own fields come only from permission sets; required and
 * master-detail fields, names and system fields have no field-level security ("Field Permissions", Metadata API guide).
 */
export function fieldRights(grants: Grants, field: FieldInfo, object: ObjectInfo, crud: Crud): Fls {
  if (!crud.read && !crud.create) return { read: false, edit: false };
  const editable = (field.createable || field.updateable) && (crud.create || crud.edit);
  if (grants.system.has('modifyalldata')) return { read: true, edit: editable };
  if (!hasFieldSecurity(field, object)) return { read: true, edit: editable };
  if (!field.custom && FILES.has(object.name)) return { read: true, edit: editable };
  const secured = `${field.object}.${wholeOf(field, object)}`.toLowerCase();
  const granted = grants.fields.get(secured);
  if (!field.custom && grants.profile.standardFields && !OFF_BY_DEFAULT.has(secured))
    return { read: true, edit: editable };
  const all = grants.allFields.has(object.name.toLowerCase());
  return { read: all || granted?.read === true, edit: granted?.edit === true && editable };
}

/**
 * Every profile reads these, with all of their fields; which records, links and parents decide
 * (github.com/octoberswimmer/aer-dist/issues/198 and 209).
 */
const FILES = new Set(['ContentVersion', 'Attachment']);

/** Standard fields that only the administrator's profile shows in a new org. */
const OFF_BY_DEFAULT = new Set(
  ['Tradestyle', 'NaicsCode', 'NaicsDesc', 'YearStarted', 'DunsNumber', 'SicDesc']
    .map((name) => `account.${name.toLowerCase()}`)
    .concat('lead.companydunsnumber', 'contact.donotcall')
);
