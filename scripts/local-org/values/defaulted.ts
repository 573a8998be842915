import type { FieldInfo, ObjectInfo } from '../contracts/schema.ts';

/**
 * Whether the platform fills in a field that nobody gives. Object Reference: the OwnerId of every object is "Defaulted on
 * create"; so is the name of a custom object, which is its Id where nobody gives one
 * (github.com/octoberswimmer/aer-dist/issues/379), and what is never empty though no save has to give it (Case, BusinessHoursId).
 */
export function isDefaultedOnCreate(info: ObjectInfo, field: FieldInfo): boolean {
  return (
    field.defaultValue !== undefined ||
    field.defaultFormula !== undefined ||
    field.name === 'OwnerId' ||
    (field.nameField && info.kind === 'custom') ||
    (field.createable && !field.nillable && !field.required)
  );
}
