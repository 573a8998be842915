import type { RuntimeType } from '../../contracts/program.ts';

/**
 * Whether `@JsonAccess` bars a class from JSON altogether: `never` (Apex Developer Guide, JsonAccess Annotation).
 * `sameNamespace` and `samePackage` are let through: who calls JSON is not known here.
 */
export function isBarred(type: RuntimeType, way: 'serializable' | 'deserializable'): boolean {
  const access = type.members?.annotations.find((a) => a.name.toLowerCase() === 'jsonaccess');
  const [, value] = Object.entries(access?.values ?? {}).find(([key]) => key.toLowerCase() === way) ?? [];
  return value?.toLowerCase() === 'never';
}
